"""Which of an edition's files a rule looks at."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from functools import lru_cache

from digest.check import Sheet
from digest.check._page import Page, parse
from digest.check._sheets import style

MAIL = "email.html"


@lru_cache(maxsize=2)
def message(raw: bytes) -> Message:
    """Parse a message as the standard library does; remembered, because several rules ask."""
    from email import message_from_bytes

    return message_from_bytes(raw)


def pages(sheet: Sheet) -> Iterator[tuple[str, Page]]:
    """Yield every HTML file with its name: the email and, where there is one, the web version."""
    for name, content in sheet.files.items():
        if name.endswith((".html", ".htm")) and name not in ("share.html", "links.html"):
            yield name, _styled(content)


@lru_cache(maxsize=4)
def _styled(content: bytes) -> Page:
    return style(parse(content))


def mails(sheet: Sheet) -> Iterator[tuple[str, Page]]:
    """Yield the HTML files that are sent as mail: everything but the pages of the site."""
    for name, page in pages(sheet):
        if name != "web.html":
            yield name, page
