"""A plate: a pressed template, ready to print one edition after the other.

Apart from the press that makes plates: most runs find theirs in the plate case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import CodeType
from typing import TYPE_CHECKING

from digest.press.printing import defusing_environment, guarded

if TYPE_CHECKING:
    from jinja2 import Template

PRINTED = "<template>"  # how a trace names what a plate's Python comes from


@dataclass(frozen=True, slots=True)
class Plate:
    """A pressed template.

    `lines` gives, for each of its lines that begins a tag, the file and line it
    came from.  `own` is true when anything of the user's own went into it: then
    it prints in the sandbox.  `python` is what Jinja makes of the text, '' where that is not known yet.
    """

    name: str
    text: str
    lines: tuple[tuple[int, str, int], ...] = ()
    own: bool = True
    python: str = ""

    def place(self, line: int) -> str:
        """Return the template file and line that a line of the plate came from."""
        found = next((f"{file}, line {number}" for row, file, number in reversed(self.lines) if row <= line), "")
        return found or self.name


def ready(plate: Plate, *, careful: bool = True) -> Template:
    """Make a plate ready to print with `print_plate`; a syntax error names the template's file and line.

    Without *careful* values are not searched for merge tags one by one: only for
    an edition that `defusing.any_needs` cleared as a whole.
    """
    made = defusing_environment(own=plate.own, careful=careful)
    return made.template_class.from_code(made, _compiled(plate), made.make_globals(None))


def with_python(plate: Plate) -> Plate:
    """Return *plate* with what Jinja makes of it, which takes five times as long as to compile that.

    A syntax error names the template's file and line.
    """
    made = defusing_environment(own=plate.own)
    kind = "plate.txt" if plate.name.endswith((".txt.j2", ".txt")) else "plate.html"

    def work() -> str:
        return str(made.compile(plate.text, name=kind, filename=PRINTED, raw=True))

    return replace(plate, python=guarded(work, lambda _f, line: plate.place(line), plate.name))


@lru_cache(maxsize=128)  # an edition is weighed again and again while cut to its length; segments differ in look
def _compiled(plate: Plate) -> CodeType:
    return compile((plate if plate.python else with_python(plate)).python, PRINTED, "exec")


def print_plate(plate: Plate, template: Template, values: Mapping[str, object]) -> str:
    """Print one edition from a compiled plate; errors name the template's file and line."""
    return guarded(lambda: str(template.render(values)), lambda _f, line: plate.place(line), plate.name)
