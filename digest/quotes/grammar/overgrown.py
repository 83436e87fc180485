"""What grows on to a name and is no part of it: a mood before it, a thing it stands beside, a verb behind it."""

from __future__ import annotations

from functools import cache

from digest.quotes.grammar.names import Word, named_run, owner
from digest.quotes.grammar.speech import Speech
from digest.text.languages import language_table

MANY = 2  # words; a lone one has nothing grown on to it
_POSTS = ("roles", "titles", "modifiers", "heads", "things", "bodies")
_TIES = ("particles", "join", "couples", "times")


def trimmed(words: list[Word], speech: Speech) -> list[Word]:
    """Return the words of a speaker without what grew on to them.

    Only where nouns are small and the subject stands before its verb: there a small
    word beside a name is a role or no part of it.
    """
    if not _is_plain(speech) or len(words) < MANY:
        return words
    determined = speech.has("articles", words[0].low)
    own = words[determined:]
    cuts = (_past_verb, _from_address, _to_the_job, _before_object, _without_verb, _from_last_name)
    for cut in (*cuts, _without_mood) if determined else cuts:
        own = cut(own, speech) if len(own) > 1 else own
    return words if len(own) == len(words) - determined else own


def is_post(word: Word, speech: Speech) -> bool:
    """Say whether a word can belong to a name: a role, a title, a body, a document, or a compound: "pro-pier"."""
    low = word.low.rstrip(".")
    listed = any(speech.has(kind, one) for kind in _POSTS for one in (low, low.removesuffix("s")))
    return listed or "-" in low or low.endswith(speech.lists.get("role_endings", ()))


def _from_address(words: list[Word], speech: Speech) -> list[Word]:
    """Cut what stands before "Mr" and its like: "Leaving a Nordhavn summit Mr Holm"; but "Labour leader Mr Holm"."""
    at = next((i for i in range(len(words) - 2, 0, -1) if _courteous(words[i], speech)), 0)
    before = words[at - 1]
    apart = at > 0 and before.low not in speech.kinds and not is_post(before, speech) and not owner(before.text)
    return words[at:] if apart and words[at + 1].named else words


def _courteous(word: Word, speech: Speech) -> bool:
    return word.named and speech.has("courtesy", word.low.rstrip("."))


def _to_the_job(words: list[Word], speech: Speech) -> list[Word]:
    """Cut what somebody is, which a comma should part: "Dr Ida Holm head of research said"."""
    stop = next((i for i, word in enumerate(words) if not word.named), len(words))
    job = stop < len(words) and not any(_ties(words[stop], kind, speech) for kind in _TIES)
    return words[:stop] if job and stop > 1 and _courteous(words[0], speech) and not _owned(words[:stop]) else words


def _ties(word: Word, kind: str, speech: Speech) -> bool:
    return speech.has(kind, word.low)


def _owned(words: list[Word]) -> bool:
    return any(owner(word.text) for word in words)


def _past_verb(words: list[Word], speech: Speech) -> list[Word]:
    """Cut a verb whose object is the name: "had visited Holm, who said"; but "retired Admiral Holm"."""
    done = speech.ended(words[0].text) and all(word.named for word in words[1:])
    return words[1:] if done and not is_post(words[0], speech) else words


def _before_object(words: list[Word], speech: Speech) -> list[Word]:
    """Cut a verb with its object: "The poster shows Mr Holm hypnotising people"."""
    for i in range(1, len(words) - 1):
        if _acts(words[i], speech) and (words[i - 1].named or is_post(words[i - 1], speech)) and words[i + 1].named:
            return words[:i]
    return words


def _without_verb(words: list[Word], speech: Speech) -> list[Word]:
    """Cut a verb that ends the words: "Holm makes claims", "The poster shows a boat and says", "with Holm turning"."""
    while len(words) > 1 and words[-1].text.islower() and _tells(words[-1], words[-2], speech):
        words = words[:-1]
    return words


def _tells(word: Word, before: Word, speech: Speech) -> bool:
    going = before.named and not owner(before.text) and word.low.endswith(speech.participle_endings)
    if not (before.named or is_post(before, speech)):
        return False  # "some reports"
    return _acts(word, speech) or ((going or speech.has("times", word.low)) and not is_post(word, speech))


def _acts(word: Word, speech: Speech) -> bool:
    """Say whether a word is surely a verb about one: "makes", "shows"."""
    return word.text in _third_person(speech.tag) and not any(speech.has(kind, word.text) for kind in _POSTS)


@cache
def _third_person(tag: str) -> frozenset[str]:
    """Return the verbs of a sentence about one: "makes", "shows"."""
    listed = str(language_table(tag, "alone").get("verbs", "")).split()
    return frozenset(word for word in listed if word.endswith("s"))


def thing_behind(words: list[Word], last: int, speech: Speech) -> bool:
    """Say whether the small word behind the name at *last* is a thing and no verb: "the oversized Holm face".

    Only where a verb about one ends in "s" or "ed", and nouns are small.
    """
    if not _is_plain(speech) or last < 0:
        return False
    low = words[-1].low
    if not words[-1].text.islower() or _is_known_word(low, speech) or _says_more(words, last, speech):
        return False
    described = any(w.text.islower() and w.low not in speech.kinds for w in words[:last])
    tells = low.endswith(("s", *speech.tense_endings, *speech.participle_endings))
    several = described and low.endswith("s") and low not in _third_person(speech.tag)  # "new Ald ferries"
    return several or (not tells and (described or words[0].low in speech.determining))


def _is_known_word(low: str, speech: Speech) -> bool:
    return low in speech.kinds or speech.adverb(low) or speech.has("subordinators", low)


def _says_more(words: list[Word], last: int, speech: Speech) -> bool:
    """Say whether a place follows the name, or a verb what is several: "Holm at the premiere", "the rules specify"."""
    before = words[-2]
    verb = before.low.endswith("s") and before.text.islower() and is_post(before, speech)
    return verb or any(speech.has("join", word.low) for word in words[last:])


def _is_plain(speech: Speech) -> bool:
    return speech.order == "free" and not speech.inverts and not speech.capital_nouns


def _from_last_name(words: list[Word], speech: Speech) -> list[Word]:
    """Cut a thing before the name that tells of it, or a verb and its object behind the name.

    "a Clay Works clock Ida Holm described as"; "Holm supports Ida Kern in the race".
    """
    first = named_run(words)
    if not 1 < first < len(words) or not any(word.named for word in words[: first - 1]) or _owned(words[:first]):
        return words
    before = words[first - 1]
    if is_post(before, speech) or not before.text.isalpha():
        return words
    if before.low in _third_person(speech.tag) or _is_form(before, speech):
        kept = words[: first - 1]
        return kept if kept[-1].named or is_post(kept[-1], speech) else []
    if before.low in speech.kinds or any(_ties(before, kind, speech) for kind in _TIES):
        return words
    return _beside_name(words, first, speech)


def _beside_name(words: list[Word], first: int, speech: Speech) -> list[Word]:
    """Return the name from *first* on; before "ads" or "hits", a thing or a verb, only a role or a document."""
    if not words[first - 1].low.endswith("s"):
        return words[first:]
    return words[: first - 1] if is_post(words[first - 2], speech) and words[first - 2].text.islower() else []


def _is_form(word: Word, speech: Speech) -> bool:
    return speech.ended(word.text) or (word.text.islower() and word.low.endswith(speech.participle_endings))


def _without_mood(words: list[Word], speech: Speech) -> list[Word]:
    """Cut how somebody is or looks: "a tearful Holm", "the official Seepost"."""
    first = named_run(words)
    if not 0 < first < len(words):
        return words
    before = words[:first]
    if is_post(words[first], speech) or words[first].low in speech.pronouns:
        return words  # "the federal commerce Minister", "the impression I"
    mood = all(w.text.isalpha() and w.low not in speech.kinds and not is_post(w, speech) for w in before)
    return words[first:] if mood and not any(_ties(w, kind, speech) for w in before for kind in _TIES) else words


def without_oblique(words: list[Word], speech: Speech) -> list[Word]:
    """Drop what only tells how something is, in a form that stands under no quote: "laut einer neuen Umfrage".

    What tells since when somebody is something stays: "dem früheren Wirt".
    """
    oblique = len(words) > 2 and (speech.has("oblique", words[0].low) or speech.has("dative", words[0].low))
    inflected = oblique and words[1].text.islower() and words[1].low.endswith(speech.lists.get("oblique_endings", ()))
    dropped = inflected and words[2].named and not speech.has("tenures", words[1].low)
    return [words[0], *words[2:]] if dropped else words
