"""A pool of articles and a workspace with many segments: invented words, the same ones each time."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

SLOT = "2026-08-10"
SECTIONS = ("World", "Economy", "Climate", "Science", "Culture", "Travel", "Health", "Sport", "Work", "Energy")
LANGUAGES = ("en",) * 8 + ("de", "fr")
_ONSETS = (
    "b", "bl", "br", "c", "ch", "cl", "cr", "d", "dr", "f", "fl", "fr", "g", "gl", "gr", "h", "j", "k", "kl", "kr",
    "l", "m", "n", "p", "pl", "pr", "qu", "r", "s", "sc", "sk", "sl", "sm", "sn", "sp", "st", "str", "t", "th",
    "tr", "v", "w", "z",
)  # fmt: skip
_VOWELS = (
    "a", "e", "i", "o", "u", "y", "ai", "ea", "ei", "io", "oa", "ou",
)  # fmt: skip
_PLAIN = (
    "the", "a", "of", "in", "and", "to", "for", "with", "on", "by", "from", "after", "before", "near", "under",
    "over", "since", "while", "until", "about",
)  # fmt: skip
_VERBS = (
    "opens", "closes", "finds", "keeps", "loses", "plans", "asks", "builds", "moves", "holds", "warns", "wins",
    "cuts", "raises", "joins", "leaves",
)  # fmt: skip


def articles(count: int, seed: int = 1, day: str = SLOT) -> list[dict[str, object]]:
    """Return *count* articles of the 24 hours before *day*; about one in three tells an event that another tells."""
    chance = random.Random(seed)
    common = random.Random(0)  # the language, its places and tags are the same every day
    words = sorted({_word(common) for _ in range(5_000)})
    places = [word.capitalize() for word in common.sample(words, 300)]
    tags = common.sample(words, 400)
    noon = datetime.fromisoformat(f"{day}T04:00:00+00:00")
    found: list[dict[str, object]] = []
    while len(found) < count:
        event = _event(chance, words, places)
        for _ in range(chance.choice((1, 1, 1, 1, 1, 1, 2, 2, 3))):
            found.append(_article(len(found), chance, words, event | {"until": noon, "seed": seed}, tags))
    return found[:count]


def _word(chance: random.Random) -> str:
    middle = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(chance.choice((2, 2, 3))))
    return middle + chance.choice(("", "l", "n", "r", "s", "t", "m"))


def _event(chance: random.Random, words: list[str], places: list[str]) -> dict[str, Any]:
    names = [f"{_word(chance).capitalize()} {_word(chance).capitalize()}" for _ in range(3)]
    return {
        "names": names,
        "words": [*(_word(chance) for _ in range(5)), *chance.sample(words, 9)],
        "place": chance.choice(places),
        "section": chance.choice(SECTIONS),
        "language": chance.choice(LANGUAGES),
    }


def _article(
    number: int, chance: random.Random, words: list[str], event: dict[str, Any], tags: list[str]
) -> dict[str, object]:
    names, own = list(event["names"]), list(event["words"])
    lead = [*chance.sample(own[:5], 2), *chance.sample(own[5:], 2)]
    headline = f"{names[0]} {chance.choice(_VERBS)} {lead[0]} {lead[2]} {chance.choice(_PLAIN)} {lead[1]} {lead[3]}"
    paragraphs = [_paragraph(chance, words, own, names) for _ in range(chance.choice((5, 6, 8)))]
    moment = event["until"] - timedelta(minutes=chance.randrange(1, 1430))
    return {
        "id": f"a{event['seed']}{number:06}",
        "url": f"https://wire{number % 37}.example/{event['seed']}/{number}",
        "site": f"wire{number % 37}.example",
        "headline": headline,
        "deck": f"{_sentence(chance, words, own)} {_sentence(chance, words, own)}",
        "text": "\n\n".join(paragraphs),
        "published": moment.isoformat().replace("+00:00", "Z"),
        "section": event["section"],
        "language": event["language"],
        "author": names[2],
        "subjects": chance.sample(tags, 3),
        "located": event["place"],
    }


def _sentence(chance: random.Random, words: list[str], own: list[str]) -> str:
    parts = [
        chance.choice(own) if chance.random() < 0.3 else chance.choice(words) for _ in range(chance.randrange(6, 13))
    ]
    for at in range(2, len(parts), 3):
        parts[at] = chance.choice(_PLAIN)
    return f"{' '.join(parts).capitalize()}."


def _paragraph(chance: random.Random, words: list[str], own: list[str], names: list[str]) -> str:
    said = f"“{_sentence(chance, words, own)[:-1]},” said {chance.choice(names)}."
    plain = [_sentence(chance, words, own) for _ in range(chance.choice((2, 3, 4)))]
    return " ".join([*plain, said] if chance.random() < 0.35 else plain)
