"""Which templates a workspace has of its own, how they differ from the shipped ones, and making new ones."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from digest import whole
from digest.errors import UsageError, nearest
from digest.press import themes
from digest.workspace import Templates

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One template: its name, and whether the workspace has its own, a changed one, or only the shipped."""

    name: str
    state: str  # shipped, own (no shipped one of that name), same, changed, after (the shipped one changed since)

    def as_dict(self) -> dict[str, str]:
        """Return it as ``--json`` shows it."""
        return {"name": self.name, "state": self.state}


def listed(templates: Templates, folder: str = "") -> list[Listed]:
    """List all templates below *folder* with their state, sorted by name."""
    return [Listed(name=name, state=_state(templates, name)) for name in templates.names(folder)]


def diff(templates: Templates, name: str, *, upstream: bool = False) -> str:
    """Return what the workspace's template changes of the shipped one, as a unified diff; '' when nothing.

    With *upstream*: what the shipped one changed since it was copied.
    """
    own, shipped, copied = templates.own / name, templates.shipped / name, templates.copied(name)
    if not own.is_file():
        if shipped.is_file():
            fix = f"digest templates copy {name} makes one"
            raise UsageError(f"the workspace has no {name} of its own", where=str(own), fix=fix)
        raise _unknown(templates, name, "the workspace has no template of its own called")
    if upstream and not copied.is_file():
        fix = "delete yours, copy the shipped one, and put your changes in: from then on it is remembered"
        raise UsageError(f"nobody remembers what {name} was copied from", where=str(copied), fix=fix)
    if upstream:
        return _compared(copied, shipped, f"copied/{name}", f"shipped/{name}")
    return _compared(shipped, own, f"shipped/{name}", f"templates/{name}")


def _compared(before: Path, after: Path, old: str, new: str) -> str:
    rows = [path.read_text("utf-8").splitlines(True) if path.is_file() else [] for path in (before, after)]
    return "".join(difflib.unified_diff(rows[0], rows[1], old, new))


def copy(templates: Templates, name: str) -> Path:
    """Copy a shipped template into the workspace and return its path; never overwrites.

    What was copied is remembered beside it, in ``templates/.copied/``: a later version's
    changes can be told from the user's own.
    """
    if not (templates.shipped / name).is_file():
        raise _unknown(templates, name, "no shipped template is called")
    target = templates.own / name
    if target.exists():
        raise UsageError(f"the workspace has {name} already", where=str(target), fix=f"digest templates diff {name}")
    for path in (target, templates.copied(name)):
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.write(path, (templates.shipped / name).read_bytes())
    return target


def new_theme(templates: Templates, name: str, like: str) -> Path:
    """Write a theme called *name* that begins as *like* does, and return its path; never overwrites."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"not a theme's name: {name!r}", where="digest theme new", fix="use a-z, 0-9 and hyphens")
    target = templates.own / themes.file_name(name)
    if target.exists() or name in themes.names(templates):
        raise UsageError(f"there is a theme {name} already", where=str(target), fix="choose another name")
    themes.load(templates, like)
    text = templates.read(themes.file_name(like))
    head = (
        f"# {name}: begins as {like}. What it does not state is {themes.FIRST}'s. Colours are checked when it loads.\n"
    )
    body = re.sub(r"\A(?:#[^\n]*\n)+", "", text)
    body = re.sub(r'(?m)^name = "[^"]*"', f'name = "{name.replace("-", " ").capitalize()}"', body, count=1)
    target.parent.mkdir(parents=True, exist_ok=True)
    whole.write(target, (head + body).encode())
    return target


def _state(templates: Templates, name: str) -> str:
    own, shipped = templates.own / name, templates.shipped / name
    if not templates.overridden(name):
        return "shipped"
    if not shipped.is_file():
        return "own"
    if own.read_bytes() == shipped.read_bytes():
        return "same"
    copied = templates.copied(name)
    return "behind" if copied.is_file() and copied.read_bytes() != shipped.read_bytes() else "changed"


def _unknown(templates: Templates, name: str, what: str) -> UsageError:
    hint = nearest(name, templates.names())
    return UsageError(
        f"{what} {name!r}",
        where="digest templates",
        fix=f"did you mean {hint}?" if hint else "see: digest templates ls",
        near=hint,
    )
