"""Where in a finished document a field stands, and how its value has to be escaped there.

One pass over the tags.  A place where no escaping is safe (a style sheet, a script, an
attribute without quotation marks, the host of an address) is refused when the message
is compiled: no recipient's value can ever turn out to be the wrong one.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from digest.errors import TemplateError

# Comments are looked into: in those for Outlook stand tags that it draws.
_TAG = re.compile(r"""<(?P<shut>/?)(?P<name>[A-Za-z][^\s/>]*)(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'=<>/]+)\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "background", "poster", "cite", "data", "srcset"})
_ORIGIN = re.compile(r"https?://[^/?#\s]+[/?#]|mailto:")
_CLOSED = ("style", "script")


class MarkedUpPage:
    """An HTML document and where its tags stand."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.tags = list(_TAG.finditer(html))
        self.starts = [tag.start() for tag in self.tags]
        self.closed = self._closed()

    def place(self, start: int, end: int, name: str) -> str:
        """Return html, url or url-part for the field *name* at *start* … *end*; `TemplateError` elsewhere."""
        if any(begin < start < stop for begin, stop in self.closed):
            raise _refused(name, "in a style sheet or script")
        at = bisect_right(self.starts, start) - 1
        if at < 0 or self.tags[at].end() <= start:
            opened = self.html.rfind("<", 0, start)
            if opened > self.html.rfind(">", 0, start) and self.html[opened + 1].isalpha():
                raise _refused(name, "inside a tag that is never closed")
            return "html"
        return self._in_tag(self.tags[at], start, end, name)

    def _in_tag(self, tag: re.Match[str], start: int, end: int, name: str) -> str:
        for attribute in _ATTRIBUTE.finditer(tag[0]):
            first, last = (tag.start() + spot for spot in attribute.span("value"))
            if first < start and end < last:
                return self._in_attribute(attribute["name"].lower(), self.html[first + 1 : start], name)
        raise _refused(name, "inside a tag, outside a quoted attribute value")

    def _in_attribute(self, attribute: str, before: str, name: str) -> str:
        if attribute == "style" or attribute.startswith("on"):
            raise _refused(name, f"in the attribute {attribute}")
        if attribute.rpartition(":")[2] not in _ADDRESSES:
            return "html"
        if not before.strip():
            return "url"
        return in_address(before.lstrip(), name)

    def _closed(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for name in _CLOSED:
            pattern = re.compile(rf"<{name}\b.*?(?:</{name}\s*>|\Z)", re.DOTALL | re.IGNORECASE)
            found += [match.span() for match in pattern.finditer(self.html)]
        return found


def in_text(text: str, start: int, name: str) -> str:
    """Return text, or url-part where the field continues an address."""
    before = text[:start].rpartition("\n")[2].rpartition(" ")[2].lstrip("<(")
    return in_address(before, name) if "://" in before else "text"


def in_address(before: str, name: str) -> str:
    """Return url-part for a field after *before*, the beginning of an address; `TemplateError` in its host."""
    if not _ORIGIN.match(before):
        raise _refused(name, "in the host of an address")
    return "url-part"


def _refused(name: str, where: str) -> TemplateError:
    return TemplateError(
        f"recipient.{name} may not stand {where}",
        where="the email's template",
        fix="put it into text, a quoted attribute, or the path or query of an address",
    )
