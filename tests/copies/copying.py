"""What the tests of copies share: a message with a field in every kind of place, and what a reader gets of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from html.parser import HTMLParser

from editions import standard

from digest.copies.compiled import Compiled
from digest.copies.compiling import compile_message
from digest.message.mail import compose_message
from digest.message.merging import Blank, MergeForm

KEY = b"0123456789abcdef0123"
FIRST, CODE, LINK = (f"qqqqf{number:03}x" for number in range(3))
BLANKS = {FIRST: Blank(name="first", default="reader"), CODE: Blank(name="code", default=""), LINK: Blank(name="link")}
HTML = f"""<!DOCTYPE html><html lang="en"><head><title>The Daily Take</title></head><body>
<p id="hello">Good morning, {FIRST}!</p><p id="twice">{FIRST}{FIRST}</p>
<img src="https://daily.example/a.png" alt="For {FIRST} & you" width="1" height="1">
<a id="me" href="https://daily.example/me?c={CODE}&amp;x=1">Your page</a> <a id="link" href="{LINK}">Your link</a>
<!--[if mso]><a href="https://daily.example/me?c={CODE}">x</a><![endif]-->
<a href="https://daily.example/leave?who={{recipient}}&amp;proof={{token}}">Leave</a> Grüße</body></html>
"""
TEXT = f"Good morning, {FIRST}!\n{FIRST}\nFrom the quay: https://daily.example/me?c={CODE}\n.\n"
SUBJECT = f"{FIRST}: the harbour, ünder {FIRST}"
LEAVE = ("https://daily.example/leave?who={recipient}&proof={token}", "mailto:leave@daily.example")


def form(html: str = HTML, text: str = TEXT, subject: str = SUBJECT) -> MergeForm:
    """Return an edition's form for merging with these parts."""
    edition = standard()
    sender = "The Daily Take <digest@daily.example>"
    paper = replace(edition.newsletter, sender=sender, unsubscribe=LEAVE, list_id="readers.daily.example")
    message = compose_message(replace(edition, newsletter=paper), html=html, text=text, quoted=True)
    return MergeForm(message=message, subject=subject, blanks=BLANKS)


def compiled() -> Compiled:
    """Return it compiled."""
    return compile_message(form(), key=KEY)


@dataclass
class Got:
    """What a mail program reads in a message."""

    parsed: EmailMessage
    subject: str
    text: str
    tags: list[tuple[str, dict[str, str | None]]]
    words: dict[str, str]

    def attribute(self, tag_id: str, name: str) -> str | None:
        """Return an attribute of the tag with this id."""
        return next(attrs[name] for _, attrs in self.tags if attrs.get("id") == tag_id)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, str] = {}
        self._at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._at = dict(attrs).get("id") or ""

    def handle_endtag(self, tag: str) -> None:
        self._at = ""

    def handle_data(self, data: str) -> None:
        self.words[self._at] = self.words.get(self._at, "") + data


def read_back(message: bytes) -> Got:
    """Parse a message with the standard library alone."""
    parsed = message_from_bytes(message, policy=policy.default)
    raw = message_from_bytes(message, policy=policy.compat32)
    subject = str(make_header(decode_header(str(raw["Subject"]).replace("\r\n", "").replace("\n", ""))))
    page = _Page()
    assert isinstance(parsed, EmailMessage)
    parts = {part.get_content_type(): part.get_payload(decode=True) for part in raw.walk() if not part.is_multipart()}
    html, text = parts["text/html"], parts["text/plain"]
    assert isinstance(html, bytes) and isinstance(text, bytes)
    page.feed(html.decode())
    page.close()
    return Got(parsed, subject, text.decode().replace("\r\n", "\n"), page.tags, page.words)
