"""A copy for each reader: an edition and a file of recipients in, part files out.

Read it from the top: the message is compiled, the recipients are cut into pieces, each
piece becomes a part on one of the workers, and those left out are listed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from digest import machines, shelf
from digest.copies import readers, writers
from digest.copies.compiling import compile_message
from digest.copies.folder import Destination, Folder, place
from digest.copies.readers import Piece, column_name, reader_for
from digest.copies.work import Job, Letter, Note, make
from digest.deliver.suppression import Suppression
from digest.errors import DataError, Notice, OutboxError
from digest.message.merging import FILE, MergeForm, merge_form
from digest.message.personal import personal, urls_of
from digest.outbox import read

FORMAT = "digest/copies/1"
HEAD, REJECTS, TEMPLATE = "MERGE.json", "rejects.csv", "template.eml"
ROWS = 2000  # recipients a part: of 60 KB each about 120 MB, a second's work


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeWish:
    """What was asked for: editions (`keys`), the `recipients`' file and its `format` ('' for its ending's).

    `to` is a folder or an address, `form` one of the writers, `rows` the size of a part;
    `on` one of the machines, with `workers` and `address`.  `key` makes the tokens.
    """

    keys: Sequence[str]
    recipients: Path
    to: str
    format: str = ""
    form: str = "parts"
    rows: int = ROWS
    on: str = "local"
    workers: int = 0
    address: str = ""
    key: str = field(default="", repr=False)


@dataclass(kw_only=True)
class MergeTotals:
    """What a merge made: sums over all parts, those that were there before included."""

    parts: int = 0
    made: int = 0
    octets: int = 0
    suppressed: int = 0
    elsewhere: int = 0
    rejected: int = 0
    notices: tuple[Notice, ...] = ()

    def add(self, note: Note) -> None:
        """Count one part."""
        self.parts += 1
        self.made += note.made
        self.octets += note.octets
        self.suppressed += note.suppressed
        self.elsewhere += note.elsewhere
        self.rejected += len(note.rejected)


def merge(outbox: Path, wish: MergeWish, suppression: Suppression, *, tell: Callable[[int, int], None]) -> MergeTotals:
    """Make every part that is not there yet; after any interruption, run it again and it continues.

    Raises `DataError` for recipients without the columns that the template needs,
    `OutboxError` when the folder holds another merge, `DiskError` when it is full.
    """
    engine = machines.engine(wish.on, wish.address)
    shelf.take(writers, wish.form, where="--as")
    source = _Source(wish)
    letters = tuple(letter for key in wish.keys for letter in _letters(outbox, key, wish))
    source.check(letters)
    pieces = tuple(source.pieces())
    job = Job(
        path=str(wish.recipients.absolute()),
        format=source.format,
        letters=letters,
        form=wish.form,
        to=wish.to if "://" in wish.to else str(Path(wish.to).absolute()),
        run=_run(wish, letters, source.digest),
        suppressed=frozenset(row.address.casefold() for row in suppression.rows()),
    )
    to = place(job.to)
    _begin(to, job, wish, len(pieces))
    done = MergeTotals(notices=tuple(_without_click(outbox, wish)))
    notes: dict[int, list[tuple[int, str]]] = {}
    for note in engine.run(make, job, pieces, workers=wish.workers, address=wish.address):
        done.add(note)
        if note.rejected:
            notes[note.number] = note.rejected
        tell(done.parts, len(pieces))
    to.write(REJECTS, [[_table(row for number in sorted(notes) for row in notes[number])]])
    done.notices += tuple(_nobody(done, wish))
    return done


class _Source:
    """The file of recipients."""

    def __init__(self, wish: MergeWish) -> None:
        self._wish = wish
        self.format, self._reader = reader_for(wish.recipients, wish.format)
        self._heads: tuple[str, ...] = self._reader.columns(wish.recipients)
        self.columns: tuple[str, ...] = tuple(map(column_name, self._heads))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the whole file."""
        with self._wish.recipients.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def check(self, letters: Sequence[Letter]) -> None:
        """Raise `DataError` when a column is missing without which nobody would get anything, or stands there twice."""
        if not self.columns:
            return
        where = str(self._wish.recipients)
        for name in ["email", *(name for letter in letters for name in letter.made.required)]:
            if name not in self.columns:
                what = f"the recipients have no column {name}, but {', '.join(self._heads)[:200]}"
                raise DataError(what, where=where, fix=self._way_to(name))
        for name in {"email", *(name for letter in letters for name in letter.made.columns)}:
            if self.columns.count(name) > 1:
                what = f"the recipients have {self.columns.count(name)} columns called {name}"
                raise DataError(what, where=where, fix="rename all but one: capitals and signs tell none apart")

    def _way_to(self, name: str) -> str:
        """Return how a file gets the column *name* that it does not have."""
        if any("@" in head for head in self._heads):
            return "the first row must name the columns: write one above, email among them"
        if name != "email":
            return f'add the column, or write default("…") after {name}'
        near = next((head for head in self._heads if "mail" in head.lower()), "")
        return f"call the column {near!r} email" if near else "add the column"

    def pieces(self) -> Iterable[Piece]:
        """Cut the file."""
        found: Iterable[Piece] = self._reader.pieces(self._wish.recipients, self._wish.rows)
        return found


def _letters(outbox: Path, key: str, wish: MergeWish) -> Iterator[Letter]:
    """Compile an edition's message, and again for each section, its stories first; the manifest names the segment.

    Values go into one template, so they have no such orders.
    """
    said = read.manifest(outbox, key)
    form = form_of(outbox, key)
    personal(form.message, wish.key)  # refuses a key that is missing or too short
    secret = wish.key.encode("utf-8", "surrogateescape")
    edition = json.loads(read.read(outbox, key, "edition.json"))
    paper = edition.get("newsletter", {})
    segment = said.get("segment", "")
    letter = Letter(
        made=compile_message(form, key=secret), key=key, segment=str(segment or ""), locale=str(paper.get("locale", ""))
    )
    yield letter
    for section, message in form.orders.items() if wish.form != "values" else ():
        yield replace(letter, made=compile_message(replace(form, message=message), key=secret), section=section)


def form_of(outbox: Path, key: str) -> MergeForm:
    """Return an edition's form for merging; one without fields is its message."""
    listed = read.manifest(outbox, key).get("files", [])
    names = [row["path"] for row in listed] if isinstance(listed, list) else []
    if FILE in names:
        return merge_form(read.read(outbox, key, FILE), where=f"{key}/{FILE}")
    return MergeForm(message=read.read(outbox, key, "message.eml"))


def _run(wish: MergeWish, letters: Sequence[Letter], recipients: str) -> str:
    """Return a hash of all that the copies depend on, except the suppression list, which changes every day."""
    found = sha256(f"{FORMAT} {wish.form} {wish.rows} {recipients}".encode())
    for letter in letters:
        found.update(repr((letter.key, letter.section, letter.made.pieces, letter.made.message_id)).encode())
        found.update(sha256(b"\0".join([b"list", letter.made.key])).digest())
    return found.hexdigest()


def _begin(to: Destination, job: Job, wish: MergeWish, parts: int) -> None:
    """Note in the folder which merge it is for, or check that the note says this one; `OutboxError` otherwise."""
    head = {
        "format": FORMAT,
        "run": job.run,
        "keys": list(wish.keys),
        "form": wish.form,
        "parts": parts,
        "columns": list(job.columns),
    }
    there = to.names()
    if HEAD in there:
        if _said(to.read(HEAD)) != head:
            what = "the folder holds another merge: of another edition, file or way"
            raise OutboxError(what, where=wish.to, fix="name another folder with -o, or remove this one")
    elif there:
        raise OutboxError("the folder is not empty", where=wish.to, fix="name a folder that is not there yet with -o")
    else:
        to.write(HEAD, [[json.dumps(head, indent=1).encode() + b"\n"]])
    if wish.form == "values" and TEMPLATE not in there:
        to.write(TEMPLATE, [[_template(job)]])
    if isinstance(to, Folder):
        to.sweep()


def _said(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _template(job: Job) -> bytes:
    """Return the message with ``{{name}}`` in each place, for a sender that merges itself."""
    return b"".join(
        piece if isinstance(piece, bytes) else f"{{{{{piece.name if piece.kind == 'field' else piece.kind}}}}}".encode()
        for piece in job.letters[0].made.pieces
    )


def _without_click(outbox: Path, wish: MergeWish) -> Iterable[Notice]:
    for key in wish.keys:
        urls = urls_of(form_of(outbox, key).message)
        if not wish.key and any(url.startswith("https:") and "{" not in url for url in urls):
            yield Notice(
                what="every reader gets the same unsubscribe address: one click does not tell who unsubscribes",
                where=f"{key}: List-Unsubscribe",
                fix="set DIGEST_UNSUBSCRIBE_KEY; openssl rand -hex 32 makes one",
            )


def _nobody(done: MergeTotals, wish: MergeWish) -> Iterable[Notice]:
    """Tell of a list of which nobody gets a copy, as an export that went wrong has."""
    if not done.made and not (done.suppressed or done.elsewhere):
        what = f"nobody gets a copy: {'every row was rejected' if done.rejected else 'the file has no rows'}"
        fix = f"see {REJECTS}" if done.rejected else "export the list again"
        yield Notice(what=what, where=str(wish.recipients), fix=fix)


def _table(rows: Iterable[tuple[int, str]]) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(("row", "reason"))
    writer.writerows(rows)
    return made.getvalue().encode("utf-8", "backslashreplace")


def forms() -> list[str]:
    """List the forms that copies can be written in."""
    return shelf.names(writers)


def formats() -> list[str]:
    """List the formats of recipients."""
    return shelf.names(readers)
