"""What the formats share about an article's metadata: addresses, decks, bylines, sections, pictures.

All of it works on what a source says; nothing is guessed that its text does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import urljoin

from digest.errors import DataError
from digest.sources._elements import PictureElement
from digest.sources._prose import ProseBlock, prose
from digest.text.clean import line, plain
from digest.text.sentences import ends_as_sentence, sentences

HIGHLIGHTS = frozenset({"highlights", "key points", "at a glance", "the highlights"})
TAKEAWAYS = frozenset({"key takeaways", "takeaways", "key takeaway"})
NO_SECTION = frozenset(
    {"uncategorized", "uncategorised", "blog", "post", "posts", "articles", "news", "general", "all"}
)

LONGEST_DECK = 3_000  # characters
LONGEST_EXCERPT = 440  # characters of a deck that is the body's beginning: five or six lines

_MARKS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‘": "’"}
_WHOLE_END = re.compile(r"[.!?。！？؟]['\"”’»)\]]*$")
_EPIGRAPH = re.compile(r"[\"“„«][^\"“”„«»]{10,400}[\"”“»] ?(?:[—–]|--?) ?[^.!?:;]{2,60}")
_CUT_END = re.compile(r"\s*(?:\[?(?:…|\.\.\.|&hellip;)\]?|\[[^\]]*\])\s*$")
_MACHINES_END = re.compile(r"\[\s*(?:…|\.\.\.|&hellip;)\s*\]\s*$")  # no editor ends a line so
_BY = re.compile(r"(?i:by|von|par|por|door|di|av)\s+(?=[^\W\d_a-z])")  # what an agency writes before a name
# What a page runs together with a name: an account, a date behind a point, how long the reading takes.
_AFTER_NAME = re.compile(r"\s+(?:[•·|]\s|@\w|\d+ min\b).*", re.DOTALL)
_SHORT_NAME = re.compile(r"[a-z]+(?:-[a-z]+){1,3}")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def text_of(value: object) -> str:
    """Return a value as one line of text: markup and character references gone; '' for what is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = plain(str(value))
    if "<" in text and ">" in text:
        text = _words(text)
    return line(unescape(text)) if "&" in text else line(text)


def _words(markup: str) -> str:
    try:
        return " ".join(block.text.removeprefix("> ") for block in prose(markup).blocks)
    except DataError:
        return _TAG.sub(" ", markup)  # a line of markup that no parser should see is read by its letters


def first(fields: Mapping[str, object], names: Iterable[str]) -> str:
    """Return the first of the named fields that has words."""
    return next((text for name in names if (text := text_of(fields.get(name)))), "")


def names_in(value: object) -> Iterator[str]:
    """Yield the names in a text, a list, or tables with a name or title, as front matter has them."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "title", "label", "term") if value.get(key)), "")
    if isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from names_in(one)
    elif text := text_of(value):
        yield text


def byline(names: Iterable[str]) -> list[str]:
    """Return the authors as a reader should see them, each once.

    A short name such as ``ida-varga`` is written as the name it stands for; the table
    source.authors knows those that no rule can spell.
    """
    shown = (_spelt(_AFTER_NAME.sub("", name)) for name in dict.fromkeys(names))
    return [name for name in shown if name]


def deck_of(words: str, body: str) -> str:
    """Return the line under the headline: not an excerpt that breaks off, nor one that the body repeats.

    A machine's excerpt is the body's first characters: of its whole sentences it keeps as many
    as make a deck, and when that is all the body says, there is no deck.  It runs an epigraph
    and what follows it together; somebody else's words are no line under a headline.
    """
    words = _without_epigraph(words, body)
    if len(words) > LONGEST_DECK:
        return words  # no excerpt that a machine cut is so long
    deck = _CUT_END.sub("", words)
    start = _WORD.findall(body[: 3 * len(deck) + 500])
    mine = _WORD.findall(deck)
    if not mine or mine[:-1] != start[: len(mine) - 1]:
        return _whole(deck) if _MACHINES_END.search(words) or _cut(words, deck, body) else _whole_sentences(words, body)
    if deck == words and _WHOLE_END.search(deck) and len(mine) >= len(_WORD.findall(body)):
        return ""
    return _within(deck) if deck == words and _WHOLE_END.search(deck) else _told(_within(_whole(deck)))


def _cut(words: str, deck: str, body: str) -> bool:
    """Say whether *words* end in dots where the body goes on: "while a gauge of stoc..."."""
    return deck != words and _goes_on(deck[len(_whole(deck)) :], body)


def _within(excerpt: str) -> str:
    """Return the first whole sentences of an excerpt, as many as make a deck, one at least: the body has them all."""
    ends = [end for start, end in sentences(excerpt) if ends_as_sentence(excerpt[start:end])]
    return excerpt[: max([end for end in ends if end <= LONGEST_EXCERPT] or ends[:1], default=0)]


def _told(excerpt: str) -> str:
    """Return an excerpt that was cut without a question at its end: what answers it was cut off."""
    starts = [start for start, _ in sentences(excerpt)]
    asks = len(starts) > 1 and excerpt[-1] in "?？؟"
    return _told(excerpt[: starts[-1]].rstrip()) if asks else excerpt


def _without_epigraph(words: str, body: str) -> str:
    """Return an excerpt without the quotation and its author that open the body: “…” — Anna Holm."""
    first = " ".join(body.partition("\n\n")[0].split())
    rest = words[len(first) :].lstrip() if _EPIGRAPH.fullmatch(first) and words.startswith(first) else ""
    return rest or words


def _whole_sentences(deck: str, body: str) -> str:
    """Return *deck* without a last sentence that only begins there and goes on in the body.

    The body may have been edited after the excerpt was made, so only that sentence has to stand in it.
    """
    whole = _whole(deck)
    return whole if whole and _goes_on(deck[len(whole) :], body) else deck


def _goes_on(beginning: str, body: str) -> bool:
    """Say whether a sentence's beginning stands in the body, and the sentence goes on there."""
    begun = _WORD.findall(beginning)
    return bool(begun) and bool(re.search(r"\W+".join(begun) + r"(?:\w|[,;:]?[^\S\n]+\w)", body))


def _whole(deck: str) -> str:
    """Return *deck* up to the end of its last whole sentence: "etc." and "the U.S." end none."""
    return deck[: max((end for start, end in sentences(deck) if ends_as_sentence(deck[start:end])), default=0)]


def section_of(names: Iterable[str]) -> str:
    """Return the first category that says something: "Uncategorized" does not."""
    return next((name for name in names if name.casefold() not in NO_SECTION), "")


def image_of(picture: PictureElement, base: str) -> dict[str, object]:
    """Return a picture as `admit` takes it, its address joined to *base*."""
    return {
        "src": joined_url(base, picture.src),
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "width": picture.width,
        "height": picture.height,
    }


def joined_url(base: str, address: str) -> str:
    """Return *address* as it is meant on a page at *base*; unchanged where it cannot be joined."""
    if not base:
        return address.strip()
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address.strip()


def points_of(found: Mapping[str, Sequence[ProseBlock]]) -> dict[str, object]:
    """Return highlights and takeaways from the blocks that stood under such headings.

    What stands in quotation marks or in a block quotation is a takeaway, with the
    line after it as its note; any other item is a highlight.
    """
    takeaways: list[dict[str, str]] = []
    highlights: list[str] = []
    for name, blocks in found.items():
        for block in blocks:
            words = re.sub(r"^(?:> |- |\d+\. )+", "", block.text)
            if block.kind == "text" and takeaways:
                takeaways[-1]["note"] = words
            elif name in TAKEAWAYS and (block.kind == "quote" or unquoted(words)):
                takeaways.append({"text": unquoted(words) or words, "note": ""})
            else:
                highlights.append(words)
    return {"takeaways": takeaways, "highlights": highlights}


def unquoted(words: str) -> str:
    """Return what stands inside the marks of a line that is all quotation, else ''."""
    closers = _MARKS.get(words[:1], "")
    return words[1:-1].strip() if len(words) > 2 and closers and words[-1] in closers else ""


def _spelt(name: str) -> str:
    name = _BY.sub("", name)
    return " ".join(part.capitalize() for part in name.split("-")) if _SHORT_NAME.fullmatch(name) else name
