"""The text part's typography: 72 columns, East Asian width respected, links gathered at a story's end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from digest.press.front import first_clause, news
from digest.press.rows import rows
from digest.text.columns import ruler, width
from digest.text.direction import isolated
from digest.text.fitting import Ruler, fit
from digest.text.scripts import spaced
from digest.text.sentences import sentences

COLUMNS = 72
SHORT = 5  # letters of a last word that may not stand alone
NAME = 18  # columns of a name that the narrowest column has room for
SIGN = 160  # square pixels that a column of a label takes: 8 wide, 20 high
QUOTE_STEPS = (100, 180)  # columns after which a quote is set a step smaller

# Characters that may not begin a line (closing marks, small kana, the long-vowel mark) or
# end one (opening marks): the core of JIS X 4051 line breaking.
_NO_START = frozenset(
    "、。，．・：；？！゛゜´｀¨ヽヾゝゞ々ー—‐／〜’”）〕］｝〉》」』】°′″℃％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]}.,:;?!%»›"
)
_WIDE_ENDS = frozenset("、。，．：；？！｡…」』）】》〉")  # their cells hold the space that follows
_WORD = re.compile(r"\S+\s*")
_NO_END = frozenset("‘“（〔［｛〈《「『【([{«‹$£¥＄￥")


def wrapped(text: object, indent: str = "", first: str | None = None, columns: int = COLUMNS) -> str:
    """Break *text* into lines of at most *columns*, each after *indent* (the first after *first*).

    Words are kept whole, an address longer than a line included; between CJK
    characters a line may break anywhere but before a closing mark or after an
    opening one.
    """
    lead = indent if first is None else first
    out: list[str] = []
    line, room, words = "", columns - width(lead), str(text)
    measure = ruler(words)
    for piece in _WORD.findall(words) if measure is len else _pieces(words):
        if line and measure(line) + measure(piece.rstrip()) > room:
            out.append(line.rstrip())
            line, room = "", columns - width(indent)
            piece = piece.lstrip()
        line += piece
    out.append(line.rstrip())
    return lead + f"\n{indent}".join(out)


def underlined(text: object, mark: str = "-") -> str:
    """Return a heading and, under it, a rule as wide as it is."""
    line = str(text)
    return f"{line}\n{mark * min(width(line), COLUMNS)}"


def centred(text: object, columns: int = COLUMNS) -> str:
    """Return *text* wrapped and set in the middle of the column."""
    lines = wrapped(text, columns=columns - 12).split("\n")
    return "\n".join(" " * ((columns - width(line)) // 2) + line for line in lines)


@dataclass(slots=True)
class Links:
    """The addresses of one story: marked in the text by a number, listed at its end.

    Numbers run through the whole text part, and an address keeps its number.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def mark(self, url: str) -> str:
        """Return ``[3]`` for an address and remember it for the list; '' for none."""
        if not url:
            return ""
        if url not in self.numbers:
            self.numbers[url] = len(self.numbers) + 1
            self.waiting.append(url)
        return f"[{self.numbers[url]}]"

    def gathered(self) -> list[tuple[int, str]]:
        """Return what was marked since the last call: numbers and addresses, in order."""
        out = [(self.numbers[url], url) for url in self.waiting]
        self.waiting.clear()
        return out


def as_sentence(text: object) -> str:
    """Return a headline as a sentence: a full stop in its script, unless it has its mark, quoted or not."""
    words = str(text)
    bare = words.rstrip("\"'”’»)")
    if not bare or bare[-1] in ".!?…。！？؟:;":
        return words
    return words + ("。" if _cjk(words[-1]) else ".")


def padded(text: object, columns: int) -> str:
    """Return *text* with spaces to *columns*."""
    return str(text) + " " * max(1, columns - width(str(text)))


def gap(text: object) -> str:
    """Return what parts *text* from what follows it: a space, nothing where a wide mark ends it."""
    words = str(text).rstrip("\u2069")
    return " " if words and words[-1] not in _WIDE_ENDS else ""


def joined(parts: Iterable[object]) -> str:
    """Set *parts* one after the other, each after its `gap`; empty ones leave nothing."""
    out = ""
    for part in filter(None, map(str, parts)):
        out += gap(out) + part
    return out


def tied(text: object) -> str:
    """Tie a short last word to the one before it, so that no line of a headline holds it alone.

    Only where the headline has words to spare: of three words two would make a line too long.
    """
    words = str(text)
    before, space, last = words.rpartition(" ")
    return f"{before}\u00a0{last}" if space and len(last) <= SHORT and before.count(" ") >= 2 else words


def whole(text: object) -> str:
    """Return a name that no line ends in: its words tied, or of a longer one the last two."""
    words = str(text)
    if width(words) <= NAME:
        return words.replace(" ", "\u00a0")
    before, space, last = words.rpartition(" ")
    first, gap_before, second = before.rpartition(" ")
    return f"{first}{gap_before}{second}\u00a0{last}" if space and width(f"{second} {last}") <= NAME else words


def sentence_texts(text: object) -> list[str]:
    """Return the sentences of a heading, so that its lines may end between them."""
    words = str(text)
    return [words[start:end] for start, end in sentences(words)]


def quote_size(text: object) -> int:
    """Return the step of a quote's size, from the largest: 0, 1, or 2 for one of more than 180 columns."""
    return sum(width(str(text)) > most for most in QUOTE_STEPS)


def quoted_for_link(text: object, say: Any) -> str:
    """Return a quote in the locale's marks, for the text after a share link."""
    return f"{say.words('quote.open')}{text}{say.words('quote.shut')}"


def shown_height(picture: Any, wide: int) -> int:
    """Return the height in pixels of a picture shown *wide* pixels wide.

    Where nobody states its size, 2:3 is written down, and clients that read styles correct it.
    """
    if picture.width and picture.height:
        return max(1, round(int(picture.height) * wide / int(picture.width)))
    return wide * 2 // 3


def beside(item: Any, wide: int) -> str:
    """Return a picture's alternative text as far as a picture *wide* pixels wide has room for it, cut at a clause.

    Where pictures are blocked it stands in their place, in a narrow column: 300 characters were 400 pixels high.
    """
    words: str = item.picture.alt or item.headline
    room = wide * shown_height(item.picture, wide) // SIGN
    if width(words) <= room:
        return words
    return first_clause(words, item.language, room) or fit(words, [Ruler(width, room)]).text


def caption(item: Any, most: int = 0) -> str:
    """Return what stands below a story's picture: nothing that its headline or deck says, or beyond *most* columns."""
    words: str = item.picture.caption
    told = _folded(words) in (_folded(item.headline), _folded(item.deck))
    return "" if told or 0 < most < width(words) else words


def credit(picture: Any, most: int = 0) -> str:
    """Return who made a picture; '' where its caption names them, or where it is longer than *most* columns."""
    words: str = picture.credit
    return "" if _folded(words) in _folded(picture.caption) or 0 < most < width(words) else words


def byline(item: Any, say: Any, newsletter: Any) -> str:
    """Return the byline of a story: each name once and none that is the publication's own; several as the locale lists.

    A name that runs against the page is set apart, or its neighbours would change places.
    """
    given = [name for name in (item.authors or (item.author,)) if name]
    told = {_folded(name): name for name in reversed(given)}  # the first spelling of each
    told = {_folded(name): told[_folded(name)] for name in given}
    own = {_folded(item.site), _folded(newsletter.name)}
    names = [isolated(name, say.direction) for folded, name in told.items() if folded not in own]
    return str(say.list(names)) if names else ""


@lru_cache(maxsize=1024)  # a byline is asked for by every rendition
def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


FILTERS: dict[str, Callable[..., object]] = {
    "wrapped": wrapped,
    "underlined": underlined,
    "centred": centred,
    "isolated": isolated,
    "first_clause": first_clause,
    "gap": gap,
    "joined": joined,
    "news": news,
    "rows": rows,
    "quote_size": quote_size,
    "tied": tied,
    "whole": whole,
    "columns": width,
    "sentences": sentence_texts,
    "ended": as_sentence,
    "padded": padded,
    "quoted_for_link": quoted_for_link,
    "shown_height": shown_height,
    "beside": beside,
    "caption": caption,
    "credit": credit,
    "signed": byline,
}


def _pieces(text: str) -> list[str]:
    """Cut *text* where a line may end: after white space, and between CJK characters."""
    out: list[str] = []
    for word in _WORD.findall(text):
        out += _cjk_pieces(word) if not spaced(word) and _cjk_signs().search(word) else [word]
    return out


def _cjk_pieces(word: str) -> list[str]:
    out: list[str] = []
    for char in word:
        glue = out and (char in _NO_START or out[-1][-1] in _NO_END or char.isspace() or _tied(out[-1][-1], char))
        if glue:
            out[-1] += char
        else:
            out.append(char)
    return out


def _tied(before: str, char: str) -> bool:
    return not _cjk(before) and not _cjk(char) and not before.isspace()


def _cjk(char: str) -> bool:
    return not spaced(char) and bool(_cjk_signs().match(char))


@cache
def _cjk_signs() -> re.Pattern[str]:
    return re.compile("[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
