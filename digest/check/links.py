"""Links lead somewhere and say where; no two neighbours are the same link twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import pages
from digest.check._page import Element

RULES = {
    "link-text": "A link's words say where it leads.",
    "link-broken": "No address of the text part holds a sign that nobody sees: mail programs end the link there.",
    "link-empty": "A link leads somewhere.",
    "link-duplicate": "No two neighbours are the same link twice.",
}
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
TEXT = "email.txt"
VAGUE = frozenset(
    {"click", "click here", "here", "link", "this link", "hier", "hier klicken", "ici", "cliquez ici", "aquí", "aqui"}
)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at every link: its address, its words, its neighbour; and at the addresses of the text part."""
    for name, page in pages(sheet):
        before: Element | None = None
        for link in page.all("a"):
            if "href" in link.attributes:
                yield from _one(name, link)
            if before and _twins(before, link):
                fix = "put both into one link"
                what = f"two neighbours are the same link: {link.text[:40]!r}"
                yield Finding(rule="link-duplicate", severity="warning", what=what, where=link.where(name), fix=fix)
            before = link
    for address in _ADDRESS.findall(sheet.files.get(TEXT, b"").decode("utf-8", "replace")):
        if unseen := _UNSEEN.search(address):
            what = f"U+{ord(unseen[0]):04X}, which nobody sees, ends the link {address[: unseen.start()][-60:]}"
            fix = "take it out of the address in the source, or percent-encode it"
            yield Finding(rule="link-broken", severity="error", what=what, where=TEXT, fix=fix)


def _one(name: str, link: Element) -> Iterator[Finding]:
    address, words, where = link.get("href").strip(), link.text or link.get("aria-label"), link.where(name)
    if address in ("", "#"):
        what = f"the link {words[:40]!r} leads nowhere"
        yield Finding(
            rule="link-empty", severity="error", what=what, where=where, fix="give it an address, or take the link away"
        )
    if address.lower().split(":")[0] in ("javascript", "vbscript", "data"):
        what, fix = f"the link {words[:40]!r} runs code", "use an https address"
        yield Finding(rule="link-empty", severity="error", what=what, where=where, fix=fix)
    if not words and link.shown:
        what, fix = f"a link has no words: {address[:60]}", "write what it leads to, or an alt text for its picture"
        yield Finding(rule="link-text", severity="error", what=what, where=where, fix=fix)
    if words.strip(" .:!→›»").casefold() in VAGUE:
        what = f"the link says only {words!r}"
        yield Finding(rule="link-text", severity="warning", what=what, where=where, fix="name what it leads to")


def _twins(one: Element, other: Element) -> bool:
    same = one.get("href") == other.get("href") != "" and one.text == other.text != ""
    return same and one.parent is other.parent
