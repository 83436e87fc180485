"""A link to words on a page: ``#:~:text=``, as the URL Fragment Text Directives say.

(wicg.github.io/scroll-to-text-fragment)  A browser folds case and space and takes the
first place that fits.  So a directive is made only where the words stand once in the
text we know, alone or with the words before and after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

LONGEST = 200  # characters spelled out; of more, the first and the last words
CONTEXT = 8  # words before and after, at most
ENDS = range(3, 13)  # words at each end of what is not spelled out

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A directive's four parts as they stand in the text; all but `first` may be ''."""

    prefix: str
    first: str
    last: str
    suffix: str

    def encoded(self) -> str:
        parts = [f"{_encoded(self.prefix)}-"] if self.prefix else []
        parts += [_encoded(self.first)]
        parts += [_encoded(self.last)] if self.last else []
        parts += [f"-{_encoded(self.suffix)}"] if self.suffix else []
        return ",".join(parts)

    def folded(self) -> _Parts:
        return _Parts(_fold(self.prefix), _fold(self.first), _fold(self.last), _fold(self.suffix))


def with_words(url: str, text: str, pieces: Sequence[tuple[int, int]]) -> str:
    """Return *url* so that a browser shows the *pieces* of *text*: spans in code points, end exclusive.

    '' when *url* is no web address, or the words of a piece do not stand there unmistakably.
    """
    if not url.startswith(("http://", "https://")) or not pieces:
        return ""
    found = [directive(text, start, end) for start, end in pieces]
    if not all(found):
        return ""
    return f"{url}{'' if '#' in url else '#'}:~:{'&'.join(f'text={one}' for one in found)}"


def directive(text: str, start: int, end: int) -> str:
    """Return what stands after ``text=`` for ``text[start:end]``, percent-encoded; '' when nothing is unmistakable.

    Cost: some dozen searches of *text*, one where the words stand once.
    """
    inner = text[start:end]
    start, end = start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
    if not any(char.isalnum() for char in text[start:end]):
        return ""
    seen = _fold(text)
    ours = [(len(_fold(text[:start])), len(_fold(text[:end])))]
    for left, right in _contexts(text, start, end):
        for first, last in _terms(text[start:end]):
            parts = _Parts(text[left:start].strip(), first, last, text[end:right].strip())
            if _places(seen, parts.folded()) == ours:
                return parts.encoded()
    return ""


def _terms(words: str) -> Iterator[tuple[str, str]]:
    """Yield the words whole when they are short and of one block, else their first and last, ever more."""
    if len(words) <= LONGEST and "\n" not in words:
        yield words, ""
        return
    # A part of a directive matches inside one block of the page.
    head = list(_WORD.finditer(words.partition("\n")[0]))
    tail = list(_WORD.finditer(words.rpartition("\n")[2]))
    base = len(words) - len(words.rpartition("\n")[2])
    for number in ENDS:
        first, last = head[:number][-1].end(), base + tail[-number:][0].start()
        if first >= last:
            return
        yield words[:first], words[last:]


def _contexts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a context begins and ends: none; then before, after and both, a word more each time.

    It stays in the line: what stands between two paragraphs on the page is not known.
    """
    yield start, end
    base = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    lefts = [base + m.start() for m in _WORD.finditer(text[base:start])][-CONTEXT:][::-1]
    rights = [end + m.end() for m in _WORD.finditer(text[end : line_end if line_end >= 0 else len(text)])][:CONTEXT]
    for number in range(max(len(lefts), len(rights))):
        left = lefts[min(number, len(lefts) - 1)] if lefts else start
        right = rights[min(number, len(rights) - 1)] if rights else end
        yield from ((left, end), (start, right), (left, right))


def _places(seen: str, parts: _Parts) -> list[tuple[int, int]]:
    """Return every place of folded text that a browser could take for *parts*, two at most."""
    found: list[tuple[int, int]] = []
    at = -1
    while len(found) < 2 and (at := seen.find(parts.prefix or parts.first, at + 1)) >= 0:
        start = _after_space(seen, at + len(parts.prefix)) if parts.prefix else at
        if not seen.startswith(parts.first, start):
            continue
        ends = [start + len(parts.first)] if not parts.last else _ends(seen, parts.last, start + len(parts.first))
        # A browser goes on from one end to the next before it looks for another beginning.
        fits = list(islice(((start, end) for end in ends if seen.startswith(parts.suffix, _after_space(seen, end))), 1))
        if parts.last and not fits:
            break  # nor does an end fit a later beginning
        found += fits
    return found


def _ends(seen: str, last: str, at: int) -> Iterator[int]:
    while (at := seen.find(last, at)) >= 0:
        at += len(last)
        yield at


def _after_space(text: str, at: int) -> int:
    return at + 1 if text.startswith(" ", at) else at


def _fold(text: str) -> str:
    """Return *text* as a browser compares it: each run of space one space, case folded."""
    return re.sub(r"\s+", " ", text).casefold()


def _encoded(words: str) -> str:
    # The hyphen tells prefix and suffix, the comma parts, the ampersand directives.
    return quote(re.sub(r"\s+", " ", words), safe="").replace("-", "%2D")
