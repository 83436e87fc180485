"""Themes: colours, sizes and fonts of the email, as data (``templates/themes/<name>.toml``).

A theme states what it changes; the rest is calm's.  Its `design` names the layout, a folder
of blocks in place of the shipped ones (``templates/email/designs/<design>/``), and `blocks`
their order.  Every value is checked when
it is read, because it goes into style sheets as it stands: a colour is a
hexadecimal number, a size an integer, a font stack a list of names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from digest.errors import TemplateError, nearest
from digest.text import colours
from digest.text.toml_text import TomlFault, read_toml
from digest.workspace import Templates

FIRST = "calm"
MAX_BYTES = 64_000

# Words on grounds, as the shipped blocks put them; the ratio is WCAG 2.2, 1.4.3 (AA).
NEED = 4.5
PAIRS = (
    ("ink", ("paper", "tint", "page")),
    ("muted", ("paper", "tint", "page")),
    ("accent", ("paper", "tint")),
    ("on-accent", ("accent",)),
    ("on-masthead", ("masthead",)),
    ("on-masthead-muted", ("masthead",)),
    ("on-quote", ("quote",)),
    ("on-quote-muted", ("quote",)),
    ("quote-accent", ("quote",)),
)
# Edges that say what can be pressed (1.4.11).
EDGE = 3.0
EDGES = (("chip", ("quote",)),)

_FONTS = re.compile(r"(?:'[A-Za-z0-9 -]+'|[A-Za-z-][A-Za-z0-9-]*)(?:, ?(?:'[A-Za-z0-9 -]+'|[A-Za-z-][A-Za-z0-9-]*))*")
_ADDRESS = re.compile(r"https://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+")
_FILE = re.compile(r"(?!/)(?!.*\.\.)[A-Za-z0-9._/-]+\.(?:png|jpe?g|svg)")
_NUMBERS = {
    "size": (14, 96),
    "leading": (14, 128),
    "space": (0, 120),
    "rule": (0, 32),
    "radius": (0, 60),
    "weight": (100, 900),
    "picture": (0, 600),
}
_BLOCK = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_NAME = re.compile(r"[\w .,&'()-]{0,80}")
_Text = tuple[Callable[[str], bool], str, str]  # what a text must be, what is wrong with another, how to write it


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme, complete and checked.

    `values` holds the tables as TOML gave them over calm's, `name` is the
    theme's file name without ending.
    """

    name: str
    values: Mapping[str, Any]

    def colours(self, mode: str) -> Mapping[str, str]:
        """Return the colours of *mode*, ``light`` or ``dark``, by name."""
        found: Mapping[str, str] = self.values[mode]
        return found

    def drawn(self, language: str, letters: Mapping[str, Mapping[str, Any]] | None = None) -> SimpleNamespace:
        """Return what templates see as `theme`: ``theme.light.ink``, ``theme.size.text``, ``theme.font.head``.

        Names use underscores; fonts and line heights are those of *language*, where the theme
        states none those of *letters* (tables ``font`` and ``leading`` of a locale).
        """
        from markupsafe import Markup  # font names are checked: their quotes may stand in a style sheet as they are

        needed = checked_letters(letters or {})
        tables = {
            name: SimpleNamespace(**_flat(value, language, needed.get(name, {})))
            for name, value in self.values.items()
            if isinstance(value, dict)
        }
        vars(tables["font"]).update({name: Markup(stack) for name, stack in vars(tables["font"]).items()})  # noqa: S704
        plain = {name.replace("-", "_"): value for name, value in self.values.items() if not isinstance(value, dict)}
        return SimpleNamespace(id=self.name, **tables, **plain)


def load(templates: Templates, name: str) -> Theme:
    """Read and check the theme called *name*; `TemplateError` names file, line, key and what would do."""
    first = _read(templates, FIRST)
    values = first if name == FIRST else _over(first, _read(templates, name))
    return _checked(templates, name, _named(values), first)


def checked_letters(letters: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """Return a locale's fonts and line heights; `TemplateError` for a value that is no style."""
    for table, values in letters.items():
        for key, value in values.items():
            if wrong := _wrong_value(table, value):
                raise TemplateError(f"{table}.{key}: {wrong[0]}", where="the locale's file", fix=wrong[1])
    return letters


def contrasts(theme: Theme) -> list[dict[str, Any]]:
    """Return the contrast ratio of every pair of text and ground that the blocks use, in both modes."""
    return [
        {"mode": mode, "text": word, "ground": ground, "ratio": round(colours.contrast(table[word], table[ground]), 2)}
        for mode in ("light", "dark")
        for table in [theme.colours(mode)]
        for word, grounds in PAIRS + EDGES
        for ground in grounds
    ]


def file_name(name: str) -> str:
    """Return the template name of the theme called *name*."""
    return f"themes/{name}.toml"


def names(templates: Templates) -> list[str]:
    """List the themes there are, the user's among them, sorted."""
    return [n.removeprefix("themes/").removesuffix(".toml") for n in templates.names("themes") if n.endswith(".toml")]


def _read(templates: Templates, name: str) -> dict[str, Any]:
    known = names(templates)
    if name not in known:
        hint = nearest(name, known)
        raise TemplateError(
            f"no theme is called {name!r}",
            where="digest.toml: email.theme",
            fix=f"did you mean {hint}? known: {', '.join(known)}" if hint else f"use one of: {', '.join(known)}",
            near=hint,
        )
    text = templates.read(file_name(name))
    where = str(templates.path(file_name(name)))
    if len(text) > MAX_BYTES:
        raise TemplateError(
            f"the theme is larger than {MAX_BYTES:,} characters", where=where, fix="keep to the known keys"
        )
    try:
        return read_toml(text)
    except TomlFault as fault:
        raise TemplateError(fault.what, where=fault.place(where), fix=fault.fix) from fault


def _over(first: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(first)
    for key, value in changes.items():
        before = out.get(key)
        out[key] = _over(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return out


def _named(values: dict[str, Any]) -> dict[str, Any]:
    """Put colours in place of names of colours: ``quote = "tint"`` follows a theme that changes only the tint."""
    tables = {mode: values[mode] for mode in ("light", "dark") if isinstance(values.get(mode), dict)}
    return values | {
        mode: {key: table.get(value, value) if isinstance(value, str) else value for key, value in table.items()}
        for mode, table in tables.items()
    }


def _checked(templates: Templates, name: str, values: dict[str, Any], first: Mapping[str, Any]) -> Theme:
    path = templates.path(file_name(name))
    lines = templates.read(file_name(name)).splitlines()
    known = {keys for keys, _ in _leaves(first)}
    for keys, value in _leaves(values):
        fault = _fault(keys, value, known)
        if fault:
            what, fix, near = fault
            raise TemplateError(
                f"{'.'.join(keys)}: {what}", where=f"{path}, line {_line(lines, keys)}", fix=fix, near=near
            )
    for mode in ("light", "dark"):
        _check_contrast(values[mode], mode, str(path), lines)
    return Theme(name, values)


def _fault(keys: tuple[str, ...], value: object, known: Set[tuple[str, ...]]) -> tuple[str, str, str] | None:
    if not _known(keys, known):
        names = sorted({".".join(k) for k in known})
        hint = nearest(".".join(keys), names)
        return "no theme has this key", f"did you mean {hint}?" if hint else f"known: {', '.join(names)}", hint
    wrong = _wrong_value(keys[0], value)
    return (*wrong, "") if wrong else None


def _wrong_value(table: str, value: object) -> tuple[str, str] | None:
    """Say what is wrong with a value of *table*, and how to write it; None when it is right."""
    if table in _NUMBERS:
        low, high = _NUMBERS[table]
        fine = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return None if fine else (f"a whole number from {low} to {high} is needed", "write it without quotes and px")
    if table == "blocks":
        fine = isinstance(value, list) and bool(value) and all(map(_is_block, value))
        return None if fine else ("a list of blocks is needed", 'write it like ["masthead", "lead", "footer"]')
    if table not in _TEXTS:  # a logo's width and height among them
        value = str(value)
    fits, what, fix = _TEXTS.get(table, _TEXTS["name"])
    return None if isinstance(value, str) and fits(value) else (what, fix)


def _is_block(value: object) -> bool:
    return isinstance(value, str) and bool(_BLOCK.fullmatch(value))


def _is_colour(value: str) -> bool:
    try:
        colours.parse_hex(value)
    except ValueError:
        return False
    return True


_COLOUR: _Text = (_is_colour, "a colour is needed", 'write it like "#0B6B55"')
_LOGO: _Text = (
    lambda value: value == "" or bool(_ADDRESS.fullmatch(value)),
    "an https address is needed",
    'or "" to print the name',
)
_TEXTS: Mapping[str, _Text] = {
    "light": _COLOUR,
    "dark": _COLOUR,
    "logo": _LOGO,
    "logo-dark": _LOGO,
    "card-logo": (
        lambda value: value == "" or bool(_FILE.fullmatch(value)),
        "a file of the workspace is needed",
        'write it like "fonts/logo.png"; PNG, JPEG or SVG',
    ),
    "design": (_is_block, "a folder's name is needed", "use a-z, 0-9 and hyphens"),
    "font": (
        lambda value: bool(_FONTS.fullmatch(value)) and len(value) <= 200,
        "a list of font names is needed",
        "write it like \"Georgia, 'Times New Roman', serif\"",
    ),
    "name": (lambda value: bool(_NAME.fullmatch(value)), "letters, digits and spaces only", ""),
}


def _known(keys: tuple[str, ...], known: Set[tuple[str, ...]]) -> bool:
    if keys in known:
        return True
    # A table named like a language: [font.el], [leading.th].
    return (
        len(keys) == 3
        and keys[0] in ("font", "leading")
        and bool(re.fullmatch("[a-z]{2,3}", keys[1]))
        and (keys[0], keys[2]) in known
    )


def _check_contrast(table: Mapping[str, str], mode: str, path: str, lines: list[str]) -> None:
    for word, grounds, need in [(*pair, NEED) for pair in PAIRS] + [(*pair, EDGE) for pair in EDGES]:
        bad = [g for g in grounds if colours.contrast(table[word], table[g]) < need]
        if not bad:
            continue
        ratio = colours.contrast(table[word], table[bad[0]])
        better = colours.nearest_passing(table[word], [table[g] for g in grounds], need)
        raise TemplateError(
            f"{mode}.{word} {table[word]} on {mode}.{bad[0]} {table[bad[0]]}: {ratio:.2f}:1, {need}:1 is needed",
            where=f"{path}, line {_line(lines, (mode, word))}",
            fix=f"use {better} for {word}"
            if better
            else f"change {bad[0]}: no {word} is readable on all of {', '.join(grounds)}",
            near=better,
        )


def _leaves(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _line(lines: list[str], keys: tuple[str, ...]) -> int:
    """Find the line of a key, 1-based; a key that the file does not state is where its table begins, or 1."""
    table, found = "", 1
    for number, line in enumerate(lines, 1):
        head = re.match(r"\s*\[([^\]]+)\]", line)
        if head:
            table = head[1].strip()
            found = number if table == ".".join(keys[:-1]) else found
        elif table == ".".join(keys[:-1]) and re.match(rf"""\s*["']?{re.escape(keys[-1])}["']?\s*=""", line):
            return number
    return found


def _flat(table: Mapping[str, Any], language: str, needed: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in table.items() if not isinstance(value, dict)}
    special = table.get(language)
    merged = own | (special if isinstance(special, dict) else dict(needed))
    return {key.replace("-", "_"): value for key, value in merged.items()}
