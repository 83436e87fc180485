"""What was worked out of articles, kept, so that the next start of a desk, a pick or a build has it at once.

One small file each lies in the user's cache folder, by the hash of all that decides: the
articles, the code, what it stems with.  What comes out is the same whether it was kept or
not; a file that is missing, damaged or of another form is as if there were none.  Safe to delete.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from digest import private
from digest.articles import Article
from digest.intake.kept import code_of
from digest.text.stems import stemmers

T = TypeVar("T")

_FACTS = attrgetter(*(field.name for field in fields(Article) if field.compare))


@dataclass(slots=True, kw_only=True)
class Drawer(Generic[T]):
    """A drawer for values of one *form*, which the code in *rooms* works out; the newest *most* stay.

    *folder* None keeps nothing.
    """

    folder: Path | None
    name: str
    form: Any
    rooms: tuple[str, ...]
    most: int
    tidy: bool = False  # once a run it is seen to that no more lie there

    def of(self, articles: Iterable[Article], make: Callable[[], T], *more: object) -> T:
        """Return what *make* gives for *articles* and *more*, from the drawer where it was given before."""
        if self.folder is None:
            return make()
        path = self.folder / self.name / f"{self._key(articles, more)}.json"
        try:
            found: T = msgspec.json.decode(path.read_bytes(), type=self.form)
        except (OSError, msgspec.DecodeError):
            found = make()
            self._save(path, found)
        else:
            with suppress(OSError):
                os.utime(path)  # who is asked for stays
        return found

    def _key(self, articles: Iterable[Article], more: Iterable[object]) -> str:
        told = sha256(repr((code_of(*self.rooms), sys.version, stemmers(), *more)).encode())
        for article in articles:
            told.update(repr(_FACTS(article)).encode("utf-8", "surrogatepass"))
        return told.hexdigest()[:32]

    def _save(self, path: Path, found: T) -> None:
        with suppress(OSError, UnicodeEncodeError):  # half a surrogate pair has no bytes: it is found anew each time
            private.write(path, msgspec.json.encode(found))
            if not self.tidy:
                self.tidy = True
                self._tidied(path.parent)

    def _tidied(self, folder: Path) -> None:
        with os.scandir(folder) as every:
            files = sorted((one.stat().st_mtime_ns, one.path) for one in every)
        for _, old in files[: -self.most]:
            Path(old).unlink()
