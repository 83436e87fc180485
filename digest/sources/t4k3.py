"""T4K3 page captures: the plain text of an article page, with optional front matter.

In order: site name, headline, deck, a blank line, standfirst, source headline,
body paragraphs; "Key Takeaways", a quoted line and a note about it in turn; an
analysis; "Highlights" with bullets; a risk heading and note; a closing line; an
invitation to share; "Related News" with headlines.  Any block may be missing.
After the Highlights one line is the closing, two are the risk, three are both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from digest.errors import DataError, Notice
from digest.sources import PAGE_HEADINGS, Batch, Desk, Origin, decode
from digest.text.clean import plain
from digest.text.frontmatter import split_front_matter

SUFFIXES = (".txt", ".t4k3")
MEDIA = ("text/plain",)

_MARKS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‘": "’", "‟": "”", "＂": "＂"}
_BULLET = re.compile(r"\s*[-–•*·‣]\s+\S|\s*[•‣]\S")
_ENDS = re.compile(r"""[.!?…。！？؟:;]["”»«“』」)’']*$""")
_QUOTED = re.compile(r'"[^"]+"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|»[^«]+«|「[^」]+」')
_SPEECH = re.compile(r"""[\w][,.!?…]["”“»«」]\s+\w""")  # “We are ready,” said Marta Holm
LONGEST_HEADLINE = 100  # characters of one that quotes; a standfirst has 120 and more
_SITE = re.compile(r"\S+\.\S{2,}|(\S+ ?){1,4}")


def claims(head: bytes) -> int:
    """Say that no bytes alone tell: only the file's name makes it one of these."""
    return 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the article of a page capture, or none and the notice that says why."""
    desk = Desk(origin, captured=True)
    try:
        fields, page, first_line = split_front_matter(plain(decode(raw)))
        found = {**_page(unescape(page)), **{name: value for name, value in fields.items() if value != ""}}
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    rows = plain(decode(raw)).split("\n")[:first_line]
    for key in fields:
        row = next((n for n, text in enumerate(rows, 1) if text.lstrip().startswith(key)), 1)
        desk.see_field(key, f"line {row}")
    desk.notices += _doubled(page, origin, first_line)
    desk.admit(found, name=origin.stem)
    return desk.batch()


def _doubled(page: str, origin: Origin, first_line: int) -> list[Notice]:
    seen: set[str] = set()
    notices = []
    for number, row in enumerate(page.split("\n"), first_line):
        name = row.strip().casefold()
        if name in PAGE_HEADINGS:
            if name in seen:
                what = f"the heading {row.strip()!r} stands twice on the page; the body may hold a copy of a page"
                notices.append(Notice(what=what, where=f"{origin.where}, line {number}: body", fix="remove one"))
            seen.add(name)
    return notices


def _page(page: str) -> dict[str, object]:
    blocks = _blocks(page.split("\n"))
    found = _top(blocks.get("", []))
    takeaways, rest = _takeaways(_words(blocks.get("key takeaways", [])))
    bullets, tail = _highlights(_words(blocks.get("highlights", [])))
    if "highlights" not in blocks:
        rest, tail = _without_highlights(rest)
    found |= {
        "takeaways": takeaways,
        "analysis": "\n\n".join(rest),
        "highlights": bullets,
        "related": _words(blocks.get("related news", [])),
    }
    return found | _tail(tail)


def _blocks(rows: Sequence[str]) -> dict[str, list[str]]:
    """Part the page at its headings; a heading that comes again is part of the text."""
    blocks: dict[str, list[str]] = {"": []}
    name = ""
    for row in rows:
        heading = row.strip().casefold().rstrip(":")
        if heading in PAGE_HEADINGS and heading not in blocks:
            name = heading
            blocks[name] = []
        else:
            blocks[name].append(row.strip())
    return blocks


def _words(rows: Sequence[str]) -> list[str]:
    return [row for row in rows if row]


def _top(rows: Sequence[str]) -> dict[str, object]:
    start = next((i for i, row in enumerate(rows) if row), len(rows))
    gap = next((i for i in range(start, len(rows)) if not rows[i]), len(rows))
    head, rest = list(rows[start:gap]), _words(rows[gap:])
    if len(head) > 3:
        head, rest = head[:3], head[3:] + rest
    found: dict[str, object] = {}
    if len(head) == 3 or (len(head) == 2 and _is_site(head[0]) and not _ENDS.search(head[1])):
        found["site"] = head.pop(0)
    if head:
        found["headline"] = head.pop(0)
    if head:
        found["deck"] = head.pop(0)
    return found | _story(rest)


def _is_site(row: str) -> bool:
    return len(row) <= 30 and not _ENDS.search(row) and bool(_SITE.fullmatch(row))


def _story(rows: list[str]) -> dict[str, object]:
    """Tell standfirst, source headline and body apart by how their lines end."""
    found: dict[str, object] = {}
    told = bool(rows) and (not _is_headline(rows[0]) or (len(rows) > 2 and bool(_QUOTED.search(rows[0]))))
    if len(rows) > 1 and _is_headline(rows[1]) and told:
        found["standfirst"], found["source_headline"], *rows = rows
    elif len(rows) > 1 and _is_headline(rows[0]) and not _tells(rows[0]):
        found["source_headline"], *rows = rows
    elif len(rows) > 2 and len(rows[0]) <= 280 and rows[0].count(". ") <= 1:
        found["standfirst"], *rows = rows
    return found | {"text": "\n\n".join(rows)}


def _is_headline(row: str) -> bool:
    return len(row) <= 200 and not _ENDS.search(row)


def _tells(row: str) -> bool:
    """Say whether a line without a full stop is a sentence all the same: one that quotes, as headlines do not."""
    return bool(_SPEECH.search(row)) or (len(row) > LONGEST_HEADLINE and bool(_QUOTED.search(row)))


def _takeaways(rows: list[str]) -> tuple[list[dict[str, str]], list[str]]:
    pairs: list[dict[str, str]] = []
    at = 0
    while at < len(rows) and (words := _unquoted(rows[at])):
        note = rows[at + 1] if at + 1 < len(rows) and _is_note(rows[at + 1]) else ""
        pairs.append({"text": words, "note": note})
        at += 2 if note else 1
    return pairs, rows[at:]


def _unquoted(row: str) -> str:
    closers = _MARKS.get(row[:1], "")
    return row[1:-1].strip() if len(row) > 2 and row[-1] in closers and closers else ""


def _is_note(row: str) -> bool:
    return not _unquoted(row) and len(row) <= 160 and row.count(". ") == 0 and not _BULLET.match(row)


def _highlights(rows: list[str]) -> tuple[list[str], list[str]]:
    count = next((i for i, row in enumerate(rows) if not _BULLET.match(row)), len(rows))
    return [row.lstrip("-–•*·‣ \t") for row in rows[:count]], rows[count:]


def _without_highlights(rows: list[str]) -> tuple[list[str], list[str]]:
    """Part analysis and tail where no Highlights stand between: at the first line without an end."""
    cut = next((i for i, row in enumerate(rows) if _is_headline(row)), len(rows))
    return rows[:cut], rows[cut:]


def _tail(rows: list[str]) -> dict[str, object]:
    if not rows:
        return {}
    if len(rows) == 1:
        return {"closing": rows[0]}
    heading, *notes = rows
    closing = notes.pop() if len(notes) > 1 else ""
    return {"risk": {"heading": heading, "text": " ".join(notes)}, "closing": closing}
