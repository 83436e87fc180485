"""What announces something is followed by it: no "Read on:" with nothing below."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from digest.check import Finding, Sheet

RULE = "promise"
_COLON = (":", "：")
_FOLLOWS = re.compile(r"\s*(?:\[\d+\]|<?https?://|mailto:|[*•·|–—-]\s|\d{1,3}[.)]\s|[\"“„«「⁨])")
_INVISIBLE = re.compile("[\u2066-\u2069\u200e\u200f]")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the paragraphs of the text part, and at the last line of every post and shown text, for a colon."""
    fix = "give the story its address, or take the line out of the template"
    if text := sheet.files.get("email.txt", b"").decode("utf-8", "replace"):
        for number, line in _open_lines(text):
            what = f"“{line}” announces something, and nothing follows"
            yield Finding(rule=RULE, severity="warning", what=what, where=f"email.txt, line {number}", fix=fix)
    for post in sheet.files.get("posts.jsonl", b"").decode("utf-8", "replace").split("\n"):
        said = json.loads(post) if post else {}
        if str(said.get("text", "")).rstrip().endswith(_COLON):
            what = f"a post ends with a colon: “{said['text'].rstrip()[-60:]}”"
            yield Finding(rule=RULE, severity="warning", what=what, where=f"posts.jsonl: {said.get('id', '')}", fix=fix)
    yield from _shown(sheet)


def _shown(sheet: Sheet) -> Iterator[Finding]:
    for item in sheet.edition.items() if sheet.edition else ():
        texts = [("deck", item.deck), *(("quote", q.text) for q in item.quotes)]
        texts += [("highlight", e.text) for e in (*item.highlights, *item.why)]
        for kind, text in texts:
            if text.rstrip().endswith(_COLON):
                what = f"the {kind} ends with a colon, and what it announces is not shown"
                fix = f"choose another {kind} in the running order"
                where = f"story {item.slug}: {text[-60:]}"
                yield Finding(rule=RULE, severity="warning", what=what, where=where, fix=fix)


def _open_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield paragraphs that end in a colon before one that is no address, list or quote: line number, last line."""
    lines = [_INVISIBLE.sub("", line).rstrip() for line in text.split("\n")]
    for at, line in enumerate(lines):
        ends_paragraph = at + 1 == len(lines) or not lines[at + 1]
        if line.endswith(_COLON) and ends_paragraph:
            following = next((other for other in lines[at + 1 :] if other), "")
            if not _FOLLOWS.match(following):
                yield at + 1, line.strip()
