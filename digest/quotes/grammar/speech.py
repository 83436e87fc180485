"""How a language says who speaks: the words of ``speech`` in ``digest/data/language/<tag>.toml``.

A new language is a new file there.  Nothing in the code names one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from msgspec import convert

from digest.text.languages import language_table, short
from digest.text.languages import languages as languages_with

_NEVER = re.compile(r"(?!)")
# What no noun phrase goes on across.
_STOPS = ("prepositions", "conjunctions", "relative", "auxiliaries", "times", "infinitive", "objects", "irregular")
Order = Literal["free", "second", "unspaced"]
TABLE = "speech"
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Speech:
    """The words of one language, in lower case, ready to be looked up.

    `verbs` report speech beside their subject, `forms` (participles, infinitives)
    take the sentence's, `weak` ones report it only with a phrase in marks.
    `speaks` names nobody and can speak (roles, documents, bodies); `unnamed` cannot.
    `inverts`: the subject may stand after the verb before a quote too; `incise`:
    the tag may stand inside the marks; `elides`: an object may hang before its
    verb ("l’assure"); `drops`: the subject is left out where it
    goes on.  `order` says where the subject may stand: free (before the verb, or after it
    in a tag), second (verb-second), or unspaced (scripts without spaces).
    """

    tag: str
    order: Order
    verbs: frozenset[str]
    forms: frozenset[str]
    weak: frozenset[str]
    participles: frozenset[str]
    phrases: frozenset[str]
    phrase_heads: frozenset[str]
    anyverb: frozenset[str]
    nouns: frozenset[str]
    determining: frozenset[str]
    speaks: frozenset[str]
    unnamed: frozenset[str]
    stops: frozenset[str]
    auxiliaries: frozenset[str]
    kinds: Mapping[str, str]
    according: re.Pattern[str]
    according_named: re.Pattern[str]
    tagged: re.Pattern[str]
    agent: re.Pattern[str]
    postposed: re.Pattern[str] | None
    lead_tag: re.Pattern[str] | None
    after_verb: re.Pattern[str]
    that: re.Pattern[str]
    contrast: re.Pattern[str]
    asides: re.Pattern[str]
    as_tag: re.Pattern[str]
    labels: re.Pattern[str]
    noises: re.Pattern[str]
    pronouns: Mapping[str, str]
    inverts: bool = False
    incise: bool = False
    elides: bool = False
    elided: tuple[str, ...] = ()
    drops: bool = False
    capital_nouns: bool = False
    split_verbs: frozenset[str] = _NONE
    split_off: re.Pattern[str] = _NEVER
    adverb_ending: str = ""
    tense_endings: tuple[str, ...] = ()
    past_endings: tuple[str, ...] = ()
    bare_endings: tuple[str, ...] = ()
    participle_endings: tuple[str, ...] = ()
    past_participles: tuple[str, ...] = ()
    fronting_endings: tuple[str, ...] = ()
    stressed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def silent(self) -> bool:
        """Whether nothing is known of who speaks in this language, so that nobody may be named."""
        return not self.verbs

    def has(self, kind: str, word: str) -> bool:
        """Say whether *word* is listed under *kind* (articles, prepositions, …)."""
        return word in self.words.get(kind, _NONE)

    def gives_name(self, lead: str, *, apart: bool) -> bool:
        """Say whether what follows *lead* is what somebody or something is called: "known as".

        With *apart* articles and prepositions may stand between: "referred to as the".
        """
        near = lead.lower().split()[-4:]
        if apart:
            near = [
                w for w in near if self.has("as_tag", w) or not (self.has("articles", w) or self.has("prepositions", w))
            ]
        verb, last = ["", "", *near][-2:]
        return self.has("as_tag", last) and self.has("called_as", verb)

    def opens_attribute(self, words: Sequence[str]) -> bool:
        """Say whether an article and a preposition stand together, as before a participle: "die am Montag …"."""
        return any(self.has("articles", one) and self.has("prepositions", two) for one, two in pairwise(words))

    def is_several(self, pronoun: str, verb: str) -> bool:
        """Say whether a pronoun that can be one person is several, as its verb tells: "nennen sie"."""
        return self.has("several", pronoun) and verb.endswith(self.lists.get("several_endings", ()))

    def adverb(self, word: str) -> bool:
        """Say whether a word is an adverb by its ending; a name such as Kelly is none, nor a rally."""
        ending = self.adverb_ending
        ends = bool(ending) and word.endswith(ending) and len(word) > len(ending) + 2 and word.islower()
        return ends and not self.has("no_adverbs", word)

    def past(self, word: str) -> bool:
        """Say whether a word looks like a finite verb that tells: "chuckled", "meinte"."""
        return bool(self.tense_endings) and word.endswith(self.tense_endings) and len(word) > 3 and word.islower()

    def ended(self, word: str) -> bool:
        """Say whether a word has the ending of a past tense and no other use: "disparaged"."""
        return bool(self.past_endings) and word.endswith(self.past_endings) and len(word) > 4 and word.islower()

    def leading(self, word: str) -> bool:
        """Say whether a word right before a quote's comma or colon may be its verb."""
        return self.past(word) or (bool(self.tense_endings) and word.endswith("s") and word.islower())

    def clitic(self, low: str) -> str:
        """Return the pronoun that hangs on a verb ("dit-il", "a-t-elle"), else ''."""
        base, *_, last = low.split("-")
        return last if last in self.pronouns and (base in self.anyverb or base in self.auxiliaries) else ""


@cache
def speech(language: str) -> Speech:
    """Return the words of a language tag's first part; none for a language without a file, English for ''."""
    return _read(short(language) or "en")


@cache
def common_words() -> dict[str, frozenset[str]]:
    """Return each language's commonest words, to guess a text's language by; nothing else is made of its file."""
    return {tag: frozenset(str(language_table(tag, TABLE).get("guess", "")).split()) for tag in speech_languages()}


@cache
def _read(tag: str) -> Speech:
    return made_of(language_table(tag, TABLE), tag)


def made_of(raw: Mapping[str, Any], tag: str = "") -> Speech:
    """Return the words of a language from what its file holds: strings of words, lists of phrases, switches."""
    words = {k: frozenset(v.split()) for k, v in raw.items() if isinstance(v, str)}
    lists = {k: tuple(v) for k, v in raw.items() if isinstance(v, list)}
    verbs, forms, weak = (words.get(k, _NONE) for k in ("verbs", "forms", "weak"))
    stops = _NONE.union(*(words.get(kind, _NONE) for kind in _STOPS), _negated(words, str(raw.get("negated", ""))))
    determining = words.get("determiners", _NONE) | words.get("articles", _NONE)
    anyverb = verbs | forms | weak | words.get("split_verbs", _NONE)
    pronouns = _pronouns(raw.get("pronouns", {}), words.get("contractions", _NONE))
    return Speech(
        tag=tag,
        order=convert(raw.get("order", "free"), Order),
        verbs=verbs | frozenset(lists.get("phrases", ())) | words.get("split_verbs", _NONE),
        forms=forms - verbs,
        weak=weak - verbs,
        participles=forms & verbs if raw.get("order") == "second" else _NONE,
        phrases=frozenset(lists.get("phrases", ())),
        phrase_heads=frozenset(phrase.split()[0] for phrase in lists.get("phrases", ())),
        anyverb=anyverb,
        kinds=_kinds(words, stops | anyverb | frozenset(pronouns), determining),
        nouns=words.get("nouns", _NONE),
        determining=determining,
        speaks=_NONE.union(*(words.get(kind, _NONE) for kind in ("roles", "things", "bodies"))),
        unnamed=words.get("nobody", _NONE) | words.get("join", _NONE),
        stops=stops,
        auxiliaries=words.get("auxiliaries", _NONE),
        pronouns=pronouns,
        split_verbs=words.get("split_verbs", _NONE),
        stressed=raw.get("stressed", {}),
        words=words,
        lists=lists,
        **_patterns(words, lists),
        **_switches(raw, lists),
    )


def _patterns(words: Mapping[str, frozenset[str]], lists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "according": _any(lists.get("according", ())),
        "according_named": _any(lists.get("according_named", ())),
        "agent": _any(lists.get("agent", ())),
        "postposed": _any(lists["postposed"]) if "postposed" in lists else None,
        "lead_tag": re.compile(rf", (?:{'|'.join(lists['tag_only'])}) ") if "tag_only" in lists else None,
        "tagged": _any(lists.get("according", ()) + lists.get("tag_only", ())),
        "asides": _asides(lists.get("asides", ())),
        "as_tag": re.compile(rf"(?:{'|'.join(sorted(words.get('as_tag', ())) or ['(?!)'])}) (?=[^\W\d_a-zß-öø-ÿ])"),
        "labels": re.compile(rf" (?:{'|'.join(lists.get('labels', ())) or '(?!)'})$"),
        "noises": _noises(words.get("noises", _NONE)),
        "that": _that(words.get("that", _NONE)),
        "contrast": re.compile(rf", (?:{'|'.join(lists.get('contrast', ())) or '(?!)'}) "),
        "after_verb": _after_verb(words.get("after_verb", _NONE)),
        "split_off": _split_off(words.get("split_off", _NONE), words.get("after_split", _NONE)),
    }


def _switches(raw: Mapping[str, Any], lists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "elided": lists.get("elided", ()),
        "elides": bool(raw.get("elides", False)),
        "incise": bool(raw.get("incise", False)),
        "drops": bool(raw.get("drops_subject", raw.get("order") == "unspaced")),
        "inverts": bool(raw.get("inverts", raw.get("order") == "second")),
        "capital_nouns": bool(raw.get("capital_nouns", False)),
        "adverb_ending": str(raw.get("adverb_ending", "")),
        "bare_endings": lists.get("bare_endings", ()),
        "past_endings": lists.get("past_endings", ()),
        "fronting_endings": lists.get("fronting_endings", ()),
        "past_participles": lists.get("past_participles", ()),
        "participle_endings": lists.get("participle_endings", ()),
        "tense_endings": lists.get("tense_endings", ()),
    }


def _pronouns(kinds: Mapping[str, str], contractions: frozenset[str]) -> dict[str, str]:
    """Return each pronoun's kind, also where a verb hangs on it: "he’s", "they'd"."""
    hanging = [""] + [mark + end for end in contractions for mark in "'’"]
    return {pronoun + end: kind for pronoun, kind in kinds.items() for end in hanging}


def _negated(words: Mapping[str, frozenset[str]], ending: str) -> frozenset[str]:
    """Return the finite verbs that a "not" hangs on: "hasn't", "didn’t"."""
    endings = {ending, ending.replace("'", "’")} if ending else set()
    return frozenset(verb + end for verb in words.get("finite", _NONE) for end in endings) | endings


def _after_verb(words: frozenset[str]) -> re.Pattern[str]:
    """Return what must follow a word that is a noun elsewhere: a mark, or "that"."""
    return re.compile(rf"\s*(?:[:,“\"‘'«„]|(?:{'|'.join(sorted(words)) or '(?!)'})\b|$)")


def _that(words: frozenset[str]) -> re.Pattern[str]:
    """Return the conjunction of reported speech, to be looked at for the verb right before it: "estimated that"."""
    return re.compile(rf" (?:{'|'.join(sorted(words))})\b" if words else r"(?!)")


def _noises(words: frozenset[str]) -> re.Pattern[str]:
    """Return what an editor sets in brackets between a speaker's words: (LAUGHTER), [applause]."""
    listed = "|".join(sorted(words)) or "(?!)"
    aside = rf"[(\[](?:{listed})(?: (?:{listed}|and))*\.?[)\]]"
    # A stop after the bracket is the sentence's, unless one stands before it.
    return re.compile(rf"{aside}(?!\.)\s*", re.IGNORECASE)


def _asides(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return a phrase between verb and subject that names nobody: "dijo, por su parte, Holm"."""
    return re.compile(rf"\s*,?\s*(?:{'|'.join(map(re.escape, phrases))})\b\s*,?" if phrases else r"(?!)", re.IGNORECASE)


def _split_off(words: frozenset[str], that: frozenset[str]) -> re.Pattern[str]:
    """Return the particle that ends the clause of a split verb: "teilte … mit"."""
    ends = "|".join(['[:,.„“"»]', *sorted(that), "$"])
    return re.compile(rf"[^:\n]{{0,140}}? (?:{'|'.join(sorted(words)) or '(?!)'})\b ?(?:{ends})")


def _kinds(words: Mapping[str, frozenset[str]], stops: frozenset[str], determining: frozenset[str]) -> dict[str, str]:
    """Return what a word is to a noun phrase: join, article, both (German "der"), or its stop."""
    join = words.get("join", _NONE)
    kinds = dict.fromkeys(stops, "stop") | dict.fromkeys(determining, "article") | dict.fromkeys(join, "join")
    return kinds | dict.fromkeys(join & determining, "both")


@cache
def speech_languages() -> tuple[str, ...]:
    """List the languages that have a file, sorted."""
    return languages_with(TABLE)


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return _NEVER
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(r"(?<![\w'’-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w’-])", re.IGNORECASE)
