"""Write the tables of docs/ that list what a folder holds: ``python tools/docs_tables.py`` (or ``make tables``).

A table stands between two comments, ``<!-- table: NAME -->`` and ``<!-- end -->``.  What
it says comes from the modules themselves; a test compares, so that a new file on a shelf
needs this command and nobody's memory.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from inspect import getdoc, getsource
from pathlib import Path
from types import ModuleType

from babel import Locale

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from digest import check, export, networks, shelf, sources  # noqa: E402
from digest.picks import terms  # noqa: E402
from digest.press.themes import FIRST  # noqa: E402

_TABLE = re.compile(r"(<!-- table: ([a-z]+) -->\n).*?(<!-- end -->)", re.S)


def modules(of: ModuleType) -> list[tuple[str, ModuleType]]:
    """Return our own entries of a shelf by name."""
    return [(name, shelf.take(of, name)) for name in shelf.names(of, guests=False)]


def first_line(module: ModuleType) -> str:
    """Return what a module says of itself first."""
    return (getdoc(module) or "").partition("\n")[0].replace("``", "`")


def checks() -> Iterable[tuple[str, ...]]:
    """One row a rule: what holds when it is silent, and what it is when it is not."""
    yield "rule", "what holds", "weight"
    rows = []
    for _, module in modules(check):
        told = getattr(module, "RULES", None) or {module.RULE: first_line(module)}
        weights = {word for word in ("error", "warning") if f'"{word}"' in getsource(module)}
        weight = "both" if len(weights) == 2 else "".join(weights)
        rows += [(f"`{rule}`", text, weight) for rule, text in told.items()]
    yield from sorted(rows)


def score() -> Iterable[tuple[str, ...]]:
    """One row a term of the score, the heaviest first."""
    yield "term", "weight", "in the table", "what it measures"
    for name, module in sorted(modules(terms), key=lambda row: (-row[1].WEIGHT, row[0])):
        yield name, f"{module.WEIGHT:g}", module.COLUMN, first_line(module)


def schedulers() -> Iterable[tuple[str, ...]]:
    """One row a file for schedulers."""
    yield "name", "what it writes"
    yield from ((f"`{n}`", m.ABOUT) for n, m in modules(export) if m.KIND == "scheduler")


def senders() -> Iterable[tuple[str, ...]]:
    """One row a form for sending services and mail programs."""
    yield "name", "what it writes"
    yield from ((f"`{n}`", m.ABOUT) for n, m in modules(export) if m.KIND == "sender")


def formats() -> Iterable[tuple[str, ...]]:
    """One row a format that articles come in."""
    yield "format", "files", "what it is"
    for name, module in modules(sources):
        yield name, " ".join(f"`{suffix}`" for suffix in module.SUFFIXES), first_line(module)


def limits() -> Iterable[tuple[str, ...]]:
    """One row a network: how much fits, and how it counts."""
    yield "network", "limit", "counted in"
    for name, module in modules(networks):
        yield f"`{name}`", f"{module.NETWORK.limit:,}", module.NETWORK.unit


def locales() -> Iterable[tuple[str, ...]]:
    """One row a locale that has a file."""
    yield "locale", "language", "direction"
    for path in sorted((ROOT / "templates" / "locales").glob("*.toml"), key=lambda path: path.stem):
        named = Locale.parse(path.stem, sep="-")
        yield f"`{path.stem}`", str(named.get_display_name("en")), named.character_order.replace("-", " ")


def themes() -> Iterable[tuple[str, ...]]:
    """One row a theme, from its file's first line: ``# NAME: what for. Its layout.``"""
    yield "theme", "for", "its layout"
    files = (ROOT / "templates" / "themes").glob("*.toml")
    for path in sorted(files, key=lambda path: (path.stem != FIRST, path.stem)):
        first = path.read_text("utf-8").partition("\n")[0].removeprefix("#").partition(":")[2].strip()
        use, _, layout = first.partition(". ")
        yield f"`{path.stem}`", use.rstrip("."), layout.rstrip(".")


TABLES: dict[str, Callable[[], Iterable[tuple[str, ...]]]] = {
    made.__name__: made for made in (checks, score, schedulers, senders, formats, limits, locales, themes)
}


def drawn(name: str) -> str:
    """Return a table in Markdown."""
    head, *rows = ([cell.replace("|", "\\|") for cell in row] for row in TABLES[name]())
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" if line[0] != "---" else "|---" * len(head) + "|\n" for line in lines)


def renewed(page: str) -> str:
    """Return a page with its tables as the folders are now."""
    return _TABLE.sub(lambda found: found[1] + drawn(found[2]) + found[3], page)


def pages() -> list[Path]:
    """List the pages that have such a table."""
    return [page for page in sorted(ROOT.glob("docs/**/*.md")) if _TABLE.search(page.read_text("utf-8"))]


if __name__ == "__main__":
    for one in pages():
        one.write_text(renewed(one.read_text("utf-8")), "utf-8")
