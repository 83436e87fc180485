"""The work for one part: a piece of the recipients in, one file of copies and its note out.

Everything a worker needs is in the `Job`, so that it may run in another process or on
another machine.  A part's name follows from what it is made of; one that is there is
not made again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import category

from digest import shelf
from digest.copies.compiled import Compiled, Copier, checked
from digest.copies.escaping import Rejected
from digest.copies.folder import Destination, Folder, explained, place
from digest.copies.readers import Piece
from digest.copies.writers import Copy
from digest.errors import SettingsError, UsageError
from digest.message.headers import is_address, mailbox

_EMAIL, _SEGMENT, _LOCALE, _SECTION = "email", "segment", "locale", "section"
_MARKS = re.compile("[,;|]")  # between the sections of a reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One edition to be copied, and the readers it is for: of a segment, of a locale, '' for any.

    With a `section` it is the same edition with that section's stories first, for readers who want them.
    """

    made: Compiled
    key: str
    segment: str = ""
    locale: str = ""
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What every part of one merge has in common.

    `path` and `format` say where the recipients are; `suppressed` are addresses, case
    folded; `form` is one of `digest.copies.writers`; `to` the place; `run` a hash of all
    that the copies depend on.
    """

    path: str
    format: str
    letters: tuple[Letter, ...]
    form: str
    to: str
    run: str
    suppressed: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read, email first."""
        fields = (name for letter in self.letters for name in letter.made.columns)
        routed = [_SEGMENT] if any(letter.segment for letter in self.letters) else []
        routed += [_LOCALE] if len({letter.locale for letter in self.letters}) > 1 else []
        routed += [_SECTION] if any(letter.section for letter in self.letters) else []
        return tuple(dict.fromkeys([_EMAIL, *routed, *fields]))

    def name(self, piece: Piece) -> str:
        """Return a part's name without its ending."""
        return f"part-{piece.number:06d}-{sha256(f'{self.run} {piece.number}'.encode()).hexdigest()[:12]}"


@dataclass(slots=True)
class Note:
    """What became of a piece: copies made and their octets, rows left out, and why (row and reason)."""

    number: int = 0
    name: str = ""
    made: int = 0
    octets: int = 0
    suppressed: int = 0
    elsewhere: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)

    def content(self) -> bytes:
        """Return the note as a file: JSON."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def note(content: bytes) -> Note:
    """Read a note; `ValueError` for what is none."""
    said = json.loads(content)
    said["rejected"] = [(int(row), str(why)) for row, why in said["rejected"]]
    return Note(**said)


def make(job: Job, piece: Piece) -> Note:
    """Make one part, unless it is there; return what became of its rows.

    The note is written last: a part with a note is complete.
    """
    to, name = place(job.to), job.name(piece)
    if (there := _there(to, name)) is not None:
        return there
    writer = shelf.take(_writers(), job.form)
    made = Note(number=piece.number, name=f"{name}{writer.ENDING}")
    copies = _copies(job, piece, made)
    if hasattr(writer, "store"):
        made.octets = _stored(to, writer, copies)
    else:
        made.octets = to.write(made.name, writer.chunks(copies))
    to.write(f"{name}.json", [[made.content()]])
    return made


def _stored(to: Destination, writer: Any, copies: Iterator[Copy]) -> int:
    if not isinstance(to, Folder):
        raise UsageError("that form needs a folder of this machine", where="-o", fix="-o DIR, or --as parts")
    with explained(to.path):
        octets: int = writer.store(to.path, copies)
        return octets


def _there(to: Destination, name: str) -> Note | None:
    try:
        return note(to.read(f"{name}.json"))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _copies(job: Job, piece: Piece, told: Note) -> Iterator[Copy]:
    """Yield the copies of a piece; rows that get none go into the note."""
    reader = shelf.take(_readers(), job.format)
    columns = job.columns
    routes = _Routes(job)
    seen: dict[str, int] = {}
    for number, row in reader.rows(Path(job.path), piece, columns):
        try:
            values = _values(row, columns)
            address = _address(values[0])
            folded = address.casefold()
            if folded in job.suppressed:
                told.suppressed += 1
                continue
            copier = routes.of(values)
            if copier is None:
                told.elsewhere += 1
                continue
            if seen.setdefault(folded, number) != number:
                raise Rejected(f"email stands in row {seen[folded]} already")
            pieces = copier.copy(address, values)
        except Rejected as fault:
            told.rejected.append((number, str(fault)))
            continue
        told.made += 1
        yield Copy(number, address, pieces, columns, values)


class _Routes:
    """Which letter a row gets, by its segment, locale and sections."""

    def __init__(self, job: Job) -> None:
        columns = job.columns
        every = [(letter, Copier(letter.made, columns)) for letter in job.letters]
        self._letters = [pair for pair in every if not pair[0].section]
        self._ordered = {(letter.key, letter.section.casefold()): copier for letter, copier in every if letter.section}
        self._section = columns.index(_SECTION) if _SECTION in columns and self._ordered else 0
        self._segment = columns.index(_SEGMENT) if _SEGMENT in columns else 0
        self._locale = columns.index(_LOCALE) if _LOCALE in columns else 0
        self._only = self._letters[0] if not (self._segment or self._locale) else None

    def of(self, values: list[str | None]) -> Copier | None:
        """Return what copies for a row: the letter of its segment and locale, None when it is for nobody.

        Of that letter, the one with the first of the row's sections in front that it has.
        """
        found = self._only or self._fitting(values)
        if not found:
            return None
        wanted = _MARKS.split(values[self._section] or "") if self._section else ()
        keys = ((found[0].key, section.strip().casefold()) for section in wanted)
        return next((self._ordered[key] for key in keys if key in self._ordered), found[1])

    def _fitting(self, values: list[str | None]) -> tuple[Letter, Copier] | None:
        segment = (values[self._segment] or "").strip() if self._segment else ""
        locale = (values[self._locale] or "").strip().lower() if self._locale else ""
        fitting = [pair for pair in self._letters if pair[0].segment in ("", segment)]
        by_locale = [pair for pair in fitting if pair[0].locale.lower() == locale]
        base = [pair for pair in fitting if pair[0].locale.lower().partition("-")[0] == locale.partition("-")[0]]
        found = by_locale or base or fitting
        return found[0] if found else None


def _values(row: Any, columns: tuple[str, ...]) -> list[str | None]:
    if isinstance(row, str):
        raise Rejected(row)
    return [
        value if type(value) is str or value is None else _words(value, name)
        for name, value in zip(columns, row, strict=True)
    ]


def _words(value: object, column: str) -> str:
    """Return a number, truth or day as text; `Rejected` for what is no single value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise Rejected(f"{column} is no text: {type(value).__name__}")


def _address(value: str | None) -> str:
    """Return the address in a value; `Rejected` when there is none, or a character that nobody sees."""
    given = (value or "").strip(" \t")
    if is_address(given):
        return given
    if not given:
        raise Rejected("email is missing")
    try:
        checked(given)
    except Rejected as fault:
        raise Rejected(f"email {fault}") from None
    if any(category(character) == "Cf" for character in given):
        raise Rejected("email holds a character that nobody sees")
    try:
        return mailbox(given, where="email")[1]
    except SettingsError:
        if not given.partition("@")[0].isascii():
            why = "email has more than plain letters before its @, which few servers take"
            raise Rejected(f"{why}: {given[:80]!r}") from None
        raise Rejected(f"email is not a mail address: {given[:80]!r}") from None


@lru_cache(maxsize=1)
def _readers() -> Any:
    from digest.copies import readers

    return readers


@lru_cache(maxsize=1)
def _writers() -> Any:
    from digest.copies import writers

    return writers
