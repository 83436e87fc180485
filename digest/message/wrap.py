"""Break long lines of HTML where the parsed document stays the same."""

from __future__ import annotations

import re

LIMIT = 880  # octets a line: some servers cut at 998, and a cut breaks the DKIM signature

_LONG = re.compile(rf"[^\n]{{{LIMIT + 1},}}")
_TOKEN = re.compile(
    r"""<!--.*?-->                                        # a comment, conditional ones too
      | <(?P<raw>style|script|pre|textarea)\b(?:"[^"]*"|'[^']*'|[^'">])*>.*?</(?P=raw)\s*>
      | <[/!]?[A-Za-z](?:"[^"]*"|'[^']*'|[^'">])*>        # a tag
      | [^<]+ | <                                         # text
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
# White space between attributes, or the place before a tag's end; quoted values are stepped over.
_IN_TAG = re.compile(r"""(?P<value>"[^"]*"|'[^']*')|[ \t]+|/?>$""")
_BARE_VALUE = re.compile(r"""=[^\s"'<>]*>$""")  # here a slash before the end would belong to the value


def wrapped(html: str) -> str | None:
    """Return *html* with no line over 880 octets, or None where a line cannot be broken.

    Preferred are places inside a tag, where white space means nothing; next a
    space in running text, which becomes a line feed.  *html* is ASCII.
    """
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    if not _LONG.search(html):
        return html
    room = _Room()
    for token in _TOKEN.finditer(html):
        for text, rank in _pieces(token[0], kept=token["raw"] is not None):
            room.add(text, rank)
    out = room.finish()
    return None if room.failed else "".join(out)


class _Room:
    """The line being filled: pieces since the last break, each with how good a break before it is."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[tuple[str, int]] = []
        self.width = 0
        self.failed = False

    def add(self, text: str, rank: int) -> None:
        """Append a piece that holds no break inside; *rank* tells how a line may end before it."""
        head, feed, tail = text.partition("\n")
        self._append(head, rank)
        if feed:
            self._flush(len(self.pieces), "\n")
            self.add(tail, 0)

    def finish(self) -> list[str]:
        """Return everything that was added, broken into lines."""
        self._flush(len(self.pieces), "")
        return self.lines

    def _append(self, text: str, rank: int) -> None:
        self.pieces.append((text, rank))
        self.width += len(text)
        while self.width > LIMIT and (at := self._best()):
            self._flush(at, "\n")
        if self.width > LIMIT and len(self.pieces) == 1:
            self.failed = True

    def _best(self) -> int:
        ranks = [rank for _, rank in self.pieces[1:]]
        wanted = max(ranks, default=0)
        if not wanted:
            self.failed = True
            return 0
        return len(ranks) - ranks[::-1].index(wanted)

    def _flush(self, at: int, end: str) -> None:
        self.lines.append("".join(text for text, _ in self.pieces[:at]) + end)
        rest = self.pieces[at:]
        if rest and end:
            text, _ = rest[0]
            rest[0] = (text.lstrip(" \t") if text[:1] in " \t" else text, 0)
        self.pieces = rest
        self.width = sum(len(text) for text, _ in rest)


def _pieces(token: str, *, kept: bool) -> list[tuple[str, int]]:
    """Cut a token where a line may end; the rank is 2 inside a tag, 1 in text, 0 nowhere."""
    if kept and token[:6].lower() == "<style":
        return [(rule, 1 if n else 0) for n, rule in enumerate(re.split(r"(?<=\})(?=[^\s])", token))]
    if kept or token.startswith("<!"):
        return [(token, 0)]
    if token[0] == "<" and len(token) > 1:
        return _cut_tag(token)
    parts = re.split(r"(?<=[^\s])(?= [^\s])", token)
    return [(part, 1 if n else 0) for n, part in enumerate(parts)]


def _cut_tag(tag: str) -> list[tuple[str, int]]:
    out: list[tuple[str, int]] = []
    start = 0
    bare = _BARE_VALUE.search(tag) is not None
    for found in _IN_TAG.finditer(tag):
        at_end = found[0][-1] == ">"
        if found["value"] is None and found.start() > start and not (bare and at_end):
            out.append((tag[start : found.start()], 2 if out else 0))
            start = found.start()
    out.append((tag[start:], 2 if out else 0))
    return out
