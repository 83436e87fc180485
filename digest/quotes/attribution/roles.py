"""Who somebody is: a role, a body or a document, what a phrase is about, and whose a thing is."""

from __future__ import annotations

from functools import cache

from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.subjects import Attribution
from digest.quotes.grammar.speech import Speech

SHORTEST = 4  # letters of a word that is the last part of others
LONGEST_ARTICLE = 8  # characters of an article and what parts it from its noun


def is_role(frame: MaskedText, word: str) -> bool:
    """Say whether a word is a role, a body or a document: by list, by its ending, in a compound by its last part."""
    speech = frame.speech
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if not speech.speaks.isdisjoint((low, low.removesuffix("s"), f"{low}s")):
        return True
    endings = _role_endings(speech)
    if low.endswith(speech.lists.get("no_roles", ())):
        return False  # "Finger", "Moment"
    if speech.capital_nouns:
        bare = (low, low.removesuffix("s"), low.removesuffix("es"))
        return word[0].isupper() and (word.isupper() or any(one.endswith(endings) for one in bare))
    return bool(endings) and low.endswith(endings)


@cache
def _role_endings(speech: Speech) -> tuple[str, ...]:
    """Return how words for somebody end: of several, too, or of compounds where nouns have capitals."""
    endings = speech.lists.get("role_endings", ())
    if speech.capital_nouns:
        return endings + tuple(word for word in speech.speaks if len(word) > SHORTEST)
    return endings + tuple(f"{ending}s" for ending in endings)


def head_of(frame: MaskedText, words: list[str]) -> str:
    """Return the word that a phrase is about: "keeper" of "gauge keeper of the north lake"."""
    joined = next((i for i, word in enumerate(words) if i and frame.speech.has("join", word.lower())), len(words))
    return words[joined - 1]


def has_role_for_head(frame: MaskedText, words: list[str]) -> bool:
    """Say whether a phrase is about a role: "members of the board", not "first user story"."""
    several = words[0].lower().endswith("s") and is_role(frame, words[0])  # "officials familiar with it"
    return several or is_role(frame, head_of(frame, words))


def only_of_somebody(frame: MaskedText, words: list[str]) -> bool:
    """Say whether somebody's name stands by what is nobody: "Mr Holm's job", "a portrait of Holm"."""
    speech = frame.speech
    stop = next((i for i, word in enumerate(words) if i and speech.has("join", word.lower())), len(words))
    owned = max((i for i, word in enumerate(words[:stop]) if word.endswith(("'s", "’s"))), default=-1)
    head = words[owned + 1 : stop] or words[:stop]
    if words[-1][0] == "@" and len(words) > stop + 1 and speech.has("from", words[stop]):
        return True  # "a tweet from @holm"
    thing = head[-1].islower() and head[-1].isalpha() and (stop < len(words) or len(words) > 1)
    share = head[-1] in speech.determining or speech.has("shares", head[-1])
    return thing and not share and not any(is_role(frame, word) for word in head)


def owners_answer(frame: MaskedText, said: Attribution, words: list[str]) -> tuple[Attribution, bool]:
    """Return whose words a thing is, where it is words, and whether there is anybody.

    "Holm's response", "A lesson from Anna Holm:", "A tweet from @holm:"; but not "a portrait of Holm".
    """
    speech = frame.speech
    given = next((i for i, word in enumerate(words) if i and speech.has("from", word.lower())), 0)
    named = len(words) > given + 2 and all(word[0].isupper() for word in words[given + 1 :])
    if given and ((named and not said.verb) or words[-1][0] == "@"):
        return said._replace(speaker=" ".join(words[given + 1 :])), True
    first = next((i for i, word in enumerate(words) if word.endswith(("'s", "’s"))), -1)
    if first < 0 or not speech.has("speech_nouns", words[-1]) or not words[first][0].isupper():
        return said, False
    return said._replace(speaker=" ".join(words[: first + 1])[:-2]), True


def gender(frame: MaskedText, said: Attribution) -> str:
    """Return m, f or n as the article before a subject tells, '' where it has none, or none that tells.

    "Die Werft" is no "he", though it speaks.
    """
    words = frame.text[max(0, said.at - LONGEST_ARTICLE) : said.at].lower().split()[-1:]
    near = [frame.following(said.at, said.at + LONGEST_ARTICLE), *words]
    return next((kind for word in near for kind in ("m", "f", "n") if frame.speech.has(f"article_{kind}", word)), "")


def is_of_several(speaker: str, speech: Speech) -> bool:
    """Say whether the word that a subject is about tells of several by its ending: "Hafen-Mitglieder", "Leserinnen"."""
    joined = next((i for i, word in enumerate(speaker.split()) if speech.has("join", word.lower())), None)
    head = speaker.split()[:joined][-1:]
    return bool(head) and head[0].lower().endswith(speech.lists.get("several_nouns", ()))
