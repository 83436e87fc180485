"""Read the gold that is our own: ``batches.txt`` (small mixed batches) and ``chapters.txt`` (sequences of days).

Beside each is a ``…-kept-back.txt`` that nothing is learnt from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent

Line = dict[str, str]
Days = dict[int, list[Line]]


def batches(file: str = "batches.txt") -> dict[str, list[Line]]:
    """Return the lines of each batch: one event each where the file names none."""
    found: dict[str, list[Line]] = defaultdict(list)
    for number, (name, _, language, parts) in enumerate(_rows(HERE / file)):
        event, site, headline, *more = parts
        if language == "xx":
            language, _, site = site.partition(":")
        deck, text = more or ("", "")
        row = {"id": f"{name}-{number}", "event": f"{name}-{number if event == '-' else event}", "site": site}
        row |= {"headline": headline, "deck": deck, "text": text.replace(" // ", "\n\n"), "language": language}
        found[name].append(row | {"published": f"2026-08-09T{number // 60 % 24:02}:{number % 60:02}:00Z"})
    return dict(found)


def chapters(file: str = "chapters.txt") -> dict[str, Days]:
    """Return the lines of each sequence by day."""
    found: dict[str, Days] = defaultdict(lambda: defaultdict(list))
    for number, (name, _, language, parts) in enumerate(_rows(HERE / file)):
        day, kind, event, follows, site, headline, text = parts
        row = {"kind": kind, "event": event, "follows": follows, "site": site, "headline": headline}
        when = f"2026-03-{int(day) + 1:02}T08:{number % 60:02}:00Z"
        row |= {"id": f"{name}-{number}", "language": language, "published": when}
        found[name][int(day)].append(row | {"text": text.replace(" // ", "\n\n")})
    return {name: dict(days) for name, days in found.items()}


def _rows(path: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield each line's parts with the name, kind ('' where there is none) and language that stand above it."""
    name = kind = language = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@"):
            _, name, *kinds, language = line.split()
            kind = " ".join(kinds)
        elif line and not line.startswith("#"):
            yield name, kind, language, [part.strip() for part in line.split("|")]


def chain_of(event: str, before: Mapping[str, str]) -> set[str]:
    """Return an event and all that it goes on from."""
    chain = {event}
    while event in before:
        event = before[event]
        chain.add(event)
    return chain
