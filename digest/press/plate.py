"""A plate: a pressed template, ready to print one edition after the other.

Apart from the press that makes plates: most runs find theirs in the plate case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import TYPE_CHECKING

from digest.press.printing import defusing_environment, guarded

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Plate:
    """A pressed template.

    `lines` gives, for each of its lines that begins a tag, the file and line it
    came from.  `own` is true when anything of the user's own went into it: then
    it prints in the sandbox.
    """

    name: str
    text: str
    lines: tuple[tuple[int, str, int], ...] = ()
    own: bool = True

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


@lru_cache(maxsize=128)  # an edition is weighed again and again while cut to its length; segments differ in look
def _compiled(plate: Plate) -> CodeType:
    made = defusing_environment(own=plate.own)
    kind = "plate.txt" if plate.name.endswith((".txt.j2", ".txt")) else "plate.html"
    code: list[CodeType] = []

    def work() -> str:
        code.append(made.compile(plate.text, name=kind, filename="<template>"))
        return ""

    guarded(work, lambda _f, line: plate.place(line), plate.name)
    return code[0]


def print_plate(plate: Plate, template: Template, values: Mapping[str, object]) -> str:
    """Print one edition from a compiled plate; errors name the template's file and line."""
    return guarded(lambda: str(template.render(values)), lambda _f, line: plate.place(line), plate.name)
