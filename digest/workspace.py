"""The user's folder: its settings, its templates before the shipped ones, its paths."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from digest.errors import TemplateError, nearest


@dataclass(frozen=True, slots=True)
class Templates:
    """Template files by name (``email/blocks/lead.mjml.j2``): the user's, then the shipped.

    `own` may not exist.  A name that starts with ``builtin/`` means the shipped
    file even where the user has one of that name, so that an override can wrap
    what it replaces.
    """

    own: Path
    shipped: Path

    def path(self, name: str) -> Path:
        """Return the file that *name* means; `TemplateError` when there is none."""
        for root, wanted in self._places(name):
            found = root / wanted
            if found.is_file() and found.resolve().is_relative_to(root.resolve()):
                return found
        hint = nearest(name, self.names())
        raise TemplateError(
            f"no template is called {name!r}",
            where=str(self.own),
            fix=f"did you mean {hint}?" if hint else f"put one there: {self.own / name}",
        )

    def read(self, name: str) -> str:
        """Return the text of a template file; `TemplateError` when it cannot be read."""
        path = self.path(name)
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            what = f"cannot read the template: {fault}"
            raise TemplateError(what, where=str(path), fix="save it as UTF-8") from fault

    def overridden(self, name: str) -> bool:
        """Say whether the user's folder has this file."""
        return (self.own / name).is_file()

    def names(self, folder: str = "") -> list[str]:
        """List all template names below *folder*, both roots together, sorted."""
        found: set[str] = set()
        for root in (self.own, self.shipped):
            start = root / folder if folder else root
            found |= {p.relative_to(root).as_posix() for p in start.rglob("*") if p.is_file()}
        return sorted(found)

    def _places(self, name: str) -> list[tuple[Path, str]]:
        if name.startswith("builtin/"):
            return [(self.shipped, name.removeprefix("builtin/"))]
        return [(self.own, name), (self.shipped, name)]


def shipped_templates() -> Path:
    """Return the folder of shipped templates: inside the wheel, else beside the package.

    An editable install does not get the wheel's copy.
    """
    package = Path(__file__).resolve().parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
