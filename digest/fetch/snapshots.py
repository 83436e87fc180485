"""What was fetched, kept in the workspace's ``cache/``: a build reads this and no network.

A snapshot is two files in the host's folder: the bytes as they came (unpacked), named
by their hash, and a record of JSON that names them.  The record is written last and
replaced by one rename, so whoever reads finds the old snapshot or the new one, whole.
The folder is safe to delete: the next fetch makes it again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from digest import private
from digest.errors import BusyError, Notice, TrustError
from digest.text.ages import age

_BODY = re.compile(r"[a-z0-9-]{1,90}\.[0-9a-f]{16}\.body")

KEPT = timedelta(days=60)  # how long a snapshot that no source asks for any more is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The last try that failed, and how many in a row did: what, how to fix it, the HTTP status or 0."""

    at: datetime
    what: str
    fix: str = ""
    status: int = 0
    times: int = 1
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The record of one address.  `file` is '' while nothing was ever fetched.

    `fetched` is when the bytes came, `checked` when the server last said that they
    still hold, `fresh` until when it need not be asked, `wait` until when it must not be.
    """

    url: str
    final: str = ""
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    fetched: datetime | None = None
    checked: datetime | None = None
    fresh: datetime | None = None
    wait: datetime | None = None
    moved: str = ""
    file: str = ""
    sha256: str = ""
    size: int = 0
    failure: Failure | None = None

    def __post_init__(self) -> None:
        if self.file and not _BODY.fullmatch(self.file):
            raise ValueError(f"{self.file!r} is no name of ours")  # a record that came along may name any file

    @property
    def seen(self) -> datetime | None:
        """When a run last looked, with whatever result."""
        return max((at for at in (self.checked, self.failure.at if self.failure else None) if at), default=None)

    def warning(self) -> Notice | None:
        """Return what a reader should know of a snapshot whose last fetch failed, else None.

        How old it is counts from the failed try, so the same snapshot says the same
        whenever it is read.
        """
        if self.failure is None:
            return None
        what = f"not fetched: {self.failure.what}"
        if self.fetched:
            what += f"; its snapshot of {age(self.failure.at - (self.checked or self.fetched))} before is used"
        return Notice(what=what, where=self.url, fix=self.failure.fix)


class Snapshots:
    """The snapshots in one folder, by address."""

    def __init__(self, folder: Path) -> None:
        private.trust(folder)  # what lies there is printed: `TrustError` where anybody may write
        self.folder = folder

    def find(self, url: str) -> Snapshot | None:
        """Return the record of *url*, or None when there is none that can be read."""
        try:
            return msgspec.json.decode(self._record(url).read_bytes(), type=Snapshot)
        except (OSError, msgspec.DecodeError):
            return None

    def body(self, snapshot: Snapshot) -> bytes | None:
        """Return the bytes of *snapshot*; None when they are not there or not what they were."""
        if not snapshot.file:
            return None
        try:
            raw = (self._record(snapshot.url).parent / snapshot.file).read_bytes()
        except OSError:
            return None
        return raw if sha256(raw).hexdigest() == snapshot.sha256 else None

    def holds(self, snapshot: Snapshot, raw: bytes) -> bool:
        """Say whether *snapshot* has exactly these bytes, and has them still."""
        return self.body(snapshot) == raw

    def load(self, url: str) -> tuple[Snapshot, bytes] | None:
        """Return record and bytes of *url*, or None.  A fetch may replace both meanwhile: it looks twice."""
        for _ in range(2):
            if (known := self.find(url)) and (raw := self.body(known)) is not None:
                return known, raw
        return None

    def keep(self, snapshot: Snapshot, raw: bytes | None = None) -> Snapshot:
        """Write the record, with *raw* as its new bytes where given, and return it as written."""
        record = self._record(snapshot.url)
        before = self.find(snapshot.url)
        if raw is not None:
            digest = sha256(raw).hexdigest()
            name = f"{record.stem}.{digest[:16]}.body"
            snapshot = replace(snapshot, file=name, sha256=digest, size=len(raw))
            private.write(record.parent / name, raw)
        private.write(record, msgspec.json.format(msgspec.json.encode(snapshot), indent=1))
        if before and before.file and before.file != snapshot.file:
            (record.parent / before.file).unlink(missing_ok=True)
        return snapshot

    def tidy(self, wanted: set[str], now: datetime) -> int:
        """Remove the snapshots of addresses not *wanted* that nobody looked at for `KEPT`; return how many."""
        gone = 0
        for record in sorted(self.folder.glob("*/*.json")):
            with suppress(OSError, msgspec.DecodeError):
                its = msgspec.json.decode(record.read_bytes(), type=Snapshot)
                if its.url not in wanted and (its.seen is None or now - its.seen > KEPT):
                    record.unlink()
                    if its.file:
                        (record.parent / its.file).unlink(missing_ok=True)
                    gone += 1
        return gone

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other fetches out; `BusyError` when one is running."""
        import fcntl

        private.make_folder(self.folder)
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            what = "another digest fetch is running here"
            raise BusyError(what, where=str(self.folder), fix="wait until it has ended") from None
        try:
            yield
        finally:
            os.close(handle)

    def _record(self, url: str) -> Path:
        parts = urlsplit(url)
        host = re.sub(r"[^a-z0-9.-]", "_", parts.netloc.lower())[:80] or "_"
        words = re.sub(r"[^a-z0-9]+", "-", f"{parts.path} {parts.query}".lower()).strip("-")[:60].strip("-")
        folder = self.folder / host.lstrip(".")
        if folder.is_symlink():
            raise TrustError("it is a link", where=str(folder), fix="remove it: digest fetch makes the folder")
        return folder / f"{words or 'index'}-{sha256(url.encode()).hexdigest()[:12]}.json"
