"""The search index: files that a page loads by script, so that it works from a folder, too.

    search/d-0.js    documents: address, headline, deck, day, topic, in hundreds, the oldest first
    search/t-0-0.js  words: for each the documents that hold it

The documents stand in parts of `PART`, counted from the oldest: a part that is full is made once, and
a new edition is a matter of the last one.  Within a part a word lies in the file that its first two
letters name (`bucket`), so a query loads one file a word and part, and all words that begin with it.
Scripts without spaces are cut into pairs of letters.
What is done to words here, ``templates/site/search.js`` does to a query: `words` is the rule.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import regex

FORM = 2  # of the index: a new one makes all parts again
CHUNK = 200  # documents a file
PART = 3_000  # documents of a part, a multiple of `CHUNK`
SHARD = 48_000  # bytes that a file of words should weigh
MOST_BUCKETS = 512
COMMON = 0.25  # a word in more than this part of many documents finds nothing
MANY = 400  # documents
_MARKS = regex.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652\u0670]+")
_WORDS = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_RUNS = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+|"
    r"[^\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+"
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What search finds: a story.  `address` is relative to the front page, `words` (its quotes among them) are
    looked through, not shown; `language` and `direction` are '' where they are the site's."""

    address: str
    headline: str
    day: str
    deck: str = ""
    topic: str = ""
    language: str = ""
    direction: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPart:
    """A part of the index: its files by name, and what the page must know of it before it loads one."""

    files: Mapping[str, bytes]
    facts: Mapping[str, object]


@lru_cache(maxsize=200_000)
def _folded(text: str) -> str:
    return normalize("NFC", _MARKS.sub("", normalize("NFKD", text.lower()))).replace("ß", "ss")


def words(text: str) -> list[str]:
    """Return the words of *text* as they are looked up: small, without accents, pairs where there are no spaces."""
    out: list[str] = []
    for token in _WORDS.findall(text):
        plain = _folded(token)
        if not _UNSPACED.search(plain):
            out.append(plain)
            continue
        for run in _RUNS.findall(plain):
            if _UNSPACED.search(run):
                out += [run[at : at + 2] for at in range(len(run))]
            else:
                out.append(run)
    return out


def bucket(word: str, buckets: int) -> int:
    """Return the file that *word* lies in: by its first two letters, of scripts without spaces by the first."""
    letters = word[:1] if _UNSPACED.match(word) else word[:2]
    mixed = 2166136261
    for letter in letters:
        mixed = (mixed ^ ord(letter)) * 16777619 & 0xFFFFFFFF
    return mixed % buckets


def parts(documents: Sequence[Document]) -> list[Sequence[Document]]:
    """Return the parts of *documents*, which stand in order, the oldest first."""
    return [documents[at : at + PART] for at in range(0, len(documents), PART)]


def index(documents: Sequence[Document], number: int = 0) -> IndexPart:
    """Return the index of part *number*, whose *documents* stand in order, the oldest first."""
    found = _postings(documents)
    most = COMMON * len(documents) if len(documents) > MANY else len(documents)
    common = sorted(word for word, places in found.items() if len(places) > most)
    packed = {word: _packed(places) for word, places in found.items() if len(places) <= most}
    size = sum(len(word.encode()) + len(places) + 6 for word, places in packed.items())
    buckets = max(1, min(MOST_BUCKETS, -(-size // SHARD)))
    shards: dict[int, dict[str, str]] = {at: {} for at in range(buckets)}
    for word in sorted(packed):
        shards[bucket(word, buckets)][word] = packed[word]
    files = {f"search/t-{number}-{at}.js": _script(f"t{number}-{at}", shard) for at, shard in shards.items()}
    for chunk, at in enumerate(range(0, len(documents), CHUNK), number * PART // CHUNK):
        rows = [_row(document) for document in documents[at : at + CHUNK]]
        files[f"search/d-{chunk}.js"] = _script(f"d{chunk}", rows)
    return IndexPart(files=files, facts={"documents": len(documents), "buckets": buckets, "common": common})


def _postings(documents: Sequence[Document]) -> dict[str, dict[int, int]]:
    """Return for each word the documents that hold it: 1 where its headline does, else 0."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for number, document in enumerate(documents):
        for word in dict.fromkeys(words(f"{document.deck} {document.topic} {document.words}")):
            found[word][number] = 0
        for word in dict.fromkeys(words(document.headline)):
            found[word][number] = 1
    return found


def _packed(places: Mapping[int, int]) -> str:
    """Return documents as steps from one to the next in base 36, doubled, plus one where it is the headline."""
    out, last = [], 0
    for number in sorted(places):
        out.append(_base36((number - last) * 2 + places[number]))
        last = number
    return " ".join(out)


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = digits[number % 36]
    while number := number // 36:
        out = digits[number % 36] + out
    return out


def _row(document: Document) -> list[str]:
    deck = document.deck if len(document.deck) <= 200 else f"{document.deck[:199].rsplit(' ', 1)[0]}…"
    row = [document.address, document.headline, document.day, deck, document.topic]
    return [*row, document.language, document.direction] if document.language else row


def _script(name: str, value: object) -> bytes:
    return f"found({script_json(name)},{script_json(value)})\n".encode()


def script_json(value: object) -> str:
    """Return *value* as JSON that may stand in a script, in a file or in a page: nothing in it ends one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, instead in (("<", "\\u003c"), (">", "\\u003e"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(sign, instead)
    return text
