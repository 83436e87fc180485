"""Every error a user can meet: what happened, where, and how to fix it.

The exit codes are those of ``sysexits.h`` (BSD), so that a cron job or a shell
script can tell "nothing to do" from "disk full" without reading text.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something worth a look that did not stop the work: a warning.

    `what` is one sentence; `where` a file, line or field; `fix` what to type.
    """

    what: str
    where: str = ""
    fix: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the three parts as the command line's JSON shows them."""
        return asdict(self)


class DigestError(Exception):
    """The root of all errors that are shown to a user without a traceback."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", fix: str = "", near: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.fix = fix
        self.near = near

    def notice(self) -> Notice:
        """Return the error as a warning, for work that goes on without the part."""
        return Notice(what=self.what, where=self.where, fix=self.fix)


class CheckError(DigestError):
    """A check, a verification or `fit` says no (exit 1)."""

    exit_code = 1


class UsageError(DigestError):
    """The command line, or a key given on it, is not usable (EX_USAGE, 64, is 2 here)."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A name is on no shelf; `fix` lists the known ones."""


class TemplateError(DigestError):
    """A template or theme cannot be pressed or printed (EX_CONFIG)."""

    exit_code = 78


class DataError(DigestError):
    """Input is not what its format promises (EX_DATAERR)."""

    exit_code = 65


class NothingToPublishError(DigestError):
    """No article is left for this slot (EX_NOINPUT)."""

    exit_code = 66


class OutboxError(DigestError):
    """The outbox cannot be created or trusted, or holds this key with other content (EX_CANTCREAT)."""

    exit_code = 73


class OutputError(DigestError):
    """A file or folder cannot be written where it was asked for (EX_CANTCREAT)."""

    exit_code = 73


class TrustError(OutboxError):
    """A folder or file that decides what is mailed belongs to somebody else, or everybody may change it."""


class KeyTakenError(OutboxError):
    """The outbox holds this key with other content; nothing was overwritten (EX_CANTCREAT)."""


class DiskError(DigestError):
    """The file system refused: full, read-only, broken (EX_IOERR)."""

    exit_code = 74


class BusyError(DigestError):
    """Somebody else is at it; trying again later will help (EX_TEMPFAIL)."""

    exit_code = 75


class FetchError(DigestError):
    """The network did not give what was asked for (EX_TEMPFAIL): another run may.

    `status` is the HTTP status that said so, 0 when there was none.  With `final`
    asking again at once is of no use; `wait` is how many seconds the server asks to wait.
    """

    exit_code = 75

    def __init__(
        self, what: str, *, where: str = "", fix: str = "", status: int = 0, final: bool = False, wait: float = 0.0
    ) -> None:
        super().__init__(what, where=where, fix=fix)
        self.status = status
        self.final = final
        self.wait = wait


class UnaskedError(FetchError):
    """Nobody was asked: the site wants no robots there, or the address lies inside a network."""

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what, where=where, fix=fix, final=True)


class ApprovalError(DigestError):
    """The running order waits for an editor's approval (EX_NOPERM)."""

    exit_code = 77


class SettingsError(DigestError):
    """The configuration has faults; `faults` holds all of them (EX_CONFIG)."""

    exit_code = 78

    def __init__(self, faults: Sequence[DigestError]) -> None:
        first = faults[0]
        super().__init__(first.what, where=first.where, fix=first.fix)
        self.faults = tuple(faults)


def nearest(name: str, known: Sequence[str]) -> str:
    """Return the known name that *name* most likely means, or ''."""
    from difflib import get_close_matches

    folded = {k.casefold().replace("-", "_"): k for k in known}
    wanted = name.casefold().replace("-", "_")
    found = get_close_matches(wanted, list(folded), n=1, cutoff=0.55)
    found += sorted((k for k in folded if len(k) > 2 and k in wanted), key=len, reverse=True)
    return folded[found[0]] if found else ""


# The disk itself, as against a place that is wrong or forbidden.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.ENFILE, errno.EMFILE, errno.ENOMEM})
_WORDS = {
    errno.ENOENT: "there is no such file or folder",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is no folder",
    errno.EACCES: "permission denied",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk's quota is used up",
    errno.ELOOP: "it is a link, or one that leads nowhere",
}


def in_words(fault: OSError | ValueError) -> str:
    """Return what the system, or a decoder, refused: plain words, without its numbers and brackets."""
    if isinstance(fault, UnicodeDecodeError):
        return f"it is not UTF-8, from byte {fault.start} on"
    if isinstance(fault, OSError) and fault.errno:
        return _WORDS.get(fault.errno) or (fault.strerror or str(fault)).lower()
    return str(fault) or type(fault).__name__


def is_full(fault: OSError) -> bool:
    """Say whether the disk is at fault (full, broken), as against a place that takes no file."""
    return fault.errno in _FULL or fault.errno is None
