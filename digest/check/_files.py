"""Which of an edition's files a rule looks at."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message

from digest.check import Kept, Sheet
from digest.check._page import Page, Tag, parse
from digest.check._sheets import Cascade

MAIL = "email.html"


MOST_KINDS = 20_000  # of elements, or of rows of them; sheets that know more begin anew


def message(sheet: Sheet, raw: bytes) -> Message:
    """Parse a message as the standard library does, once for all rules."""
    return sheet.kept.once("message", raw, _message)


def page(sheet: Sheet, content: bytes) -> Page:
    """Parse an HTML file and let its sheets say what they do of each element, once for all rules."""
    kept = sheet.kept
    return kept.once("page", content, lambda raw: _dressed(raw, kept))


def pages(sheet: Sheet) -> Iterator[tuple[str, Page]]:
    """Yield every HTML file with its name: the email and, where there is one, the web version."""
    for name, content in sheet.files.items():
        if name.endswith((".html", ".htm")) and name not in ("share.html", "links.html"):
            yield name, page(sheet, content)


def _message(raw: bytes) -> Message:
    from email import message_from_bytes

    return message_from_bytes(raw)


def _dressed(content: bytes, kept: Kept) -> Page:
    tags: dict[str, Tag] = kept.once("tags", "", lambda _: {})
    found = parse(content, tags)
    cascades: dict[tuple[str, ...], Cascade] = kept.once("cascades", "", lambda _: {})
    sheets = tuple(found.sheets)
    if sheets not in cascades or max(cascades[sheets].kinds, cascades[sheets].rows) > MOST_KINDS:
        if len(cascades) >= 16:
            cascades.clear()
        cascades[sheets] = Cascade(sheets)
    cascades[sheets].dress(found)
    return found


def mails(sheet: Sheet) -> Iterator[tuple[str, Page]]:
    """Yield the HTML files that are sent as mail: everything but the pages of the site."""
    for name, page in pages(sheet):
        if name != "web.html":
            yield name, page
