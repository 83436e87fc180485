"""Read the gold sets that quotes are scored on; none of them is part of the project.

English: PolNeAR (attributions in US political news, public).  It marks every
attribution; direct speech is what stands between double marks inside a content
span, and its speaker is that attribution's source.
German: Wikinews, reduced to text, spans and speakers; its direct quotes are used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int]
OR = " | "  # parts the speakers of a quote that has more than one


class Gold(NamedTuple):
    """One quote of a gold set: its span without marks and its speaker as annotated.

    The speaker is '' for none; several are parted by `OR`.
    """

    start: int
    end: int
    speaker: str


class Text(NamedTuple):
    """One article of a gold set."""

    name: str
    language: str
    text: str
    quotes: tuple[Gold, ...]


_STRING = re.compile(r"(?<!')''[^\n]*?''(?!')|“[^“”\"\n]*[”\"]|\"[^\"“”\n]*[\"”]")
_SINGLE = re.compile(r"(?<![\w”\"])[‘'](?=\w)[^‘’'\n\"“”]{2,200}[’'](?!\w)")
_OPEN = re.compile(r"(?m)^[“\"][^“”\"\n]+$")
_MARKS = "\"'“”„‟«»‘’‚"


def english(folder: Path) -> Iterator[Text]:
    """Yield the articles of one PolNeAR part (``data/train``): text/*.txt and attributions/*.ann."""
    annotated = {p.name.rsplit("_", 1)[0]: p for p in sorted((folder / "attributions").glob("*.ann"))}
    for path in sorted((folder / "text").glob("*.txt")):
        if path.stem not in annotated:
            continue
        text = path.read_bytes().decode()
        contents = list(_contents(annotated[path.stem].read_text("utf-8"), text))
        found = [_inside(span, contents) for span in _strings(text)]
        yield Text(path.stem, "en", text, tuple(g for g in found if g))


def german(path: Path) -> Iterator[Text]:
    """Yield the articles of the German set with their direct quotes, one gold quote a piece."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        speakers: dict[Span, list[str]] = {}
        for quote in row["quotes"]:
            if quote["type"] == "Direct":
                speaker = " ".join(text[a:b] for a, b in quote["speaker"])
                for start, end in quote["quote"]:
                    speakers.setdefault(_bare(text, start, end), []).append(speaker)
        # A few quotes have two speakers: the paper that cites, and the person cited.
        quotes = [Gold(start, end, OR.join(filter(None, names))) for (start, end), names in sorted(speakers.items())]
        yield Text(row["doc"], "de", text, tuple(quotes))


def _bare(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _strings(text: str) -> list[Span]:
    """List what stands between double marks, and paragraphs whose opening mark runs on."""
    spans = [(m.start() + 1 + (m[0][0] == "'"), m.end() - 1 - (m[0][0] == "'")) for m in _STRING.finditer(text)]
    spans += [(m.start() + 1, m.end()) for m in _OPEN.finditer(text)]
    # In headlines a single mark opens direct speech; inside double ones it is a part of it.
    singles = [(m.start() + 1, m.end() - 1) for m in _SINGLE.finditer(text)]
    spans += [s for s in singles if not any(a < s[1] and s[0] < b for a, b in spans)]
    return sorted(s for s in spans if text[s[0] : s[1]].strip())


def _contents(annotation: str, text: str) -> Iterator[tuple[Span, str]]:
    spans: dict[str, list[Span]] = {}
    for row in annotation.splitlines():
        cells = row.split("\t")
        if len(cells) < 2:
            continue
        if cells[0].startswith("T") and " " in cells[1]:
            ends = [tuple(map(int, s.split())) for s in cells[1].split(" ", 1)[1].split(";")]
            spans[cells[0]] = [(e[0], e[1]) for e in ends]
        elif cells[0].startswith("E"):
            roles = [role.split(":") for role in cells[1].split()[1:]]
            sources = [s for role, ref in roles if role.startswith("Source") for s in spans.get(ref, [])]
            speaker = " ".join(text[a:b] for a, b in sources)
            for role, ref in roles:
                if role.startswith("Content"):
                    yield from ((span, speaker) for span in spans.get(ref, []))


def _inside(span: Span, contents: list[tuple[Span, str]]) -> Gold | None:
    """Return the gold quote of a string that content spans cover, in one part or sentence by sentence."""
    shared = [(min(end, span[1]) - max(start, span[0]), start - end, who) for (start, end), who in contents]
    inside = [part for part in shared if part[0] > 0]
    if sum(part[0] for part in inside) < 0.8 * (span[1] - span[0]):
        return None
    return Gold(span[0], span[1], max(inside)[2])
