"""Whether a sentence stands alone: shown without those around it, it must still say who and what.

What leans, points elsewhere, or asks something of the reader is data, language by
language (``alone`` in ``digest/data/language/<tag>.toml``).  A language without
such words is judged by its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from digest.quotes.attribution.speakable import common
from digest.text.languages import language_table, short
from digest.text.scripts import spaced
from digest.text.sentences import ended
from digest.text.stems import stems

TABLE = "alone"
# Sentences outside these lengths make no bullet; a wide character counts as two.
SHORTEST, LONGEST = 40, 240
FEWEST = 6  # words, in scripts that part them
# Words at the head of a sentence before which a pronoun points back: "After they left, …".
HEAD = 6
_NEVER = re.compile(r"(?!)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TWO = re.compile(r"([^\W\d_]+) ([^\W\d_]+)")
_THREE = re.compile(r", (\w+) (\w+) (\w+)")
_MARKS = re.compile("[\"“”„‟«»「」『』‹›]|(?<![\\w])[‘']|''|``")
_LEFTOVER = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|</?[a-z][^>]*>|\{\{|\{%|\*\*|__|\]\(|\[[^\]]*\]|\||(?<![\w./])#\w|:-?[)(]|\\",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|(?<![\w.])@\w|\b\w+\.(?:gov|com|org|net|edu|mil|io)/")
JOINED = 3  # words after "which" or "what" in which its verb stands
POST = 8  # words after "is" in which a post is named
_CAP = r"[^\W\d_a-zß-öø-ÿ][\w'-]+"
_PERSON = rf"{_CAP}(?: (?:{_CAP}|[A-Z]\.)){{1,3}}"
# One person or several: "Ida Kern is …", "Ida Kern, Carl Berg and Lia Stone are …".
_NAME_FIRST = re.compile(rf"{_PERSON}(?:(?:, ?| )(?:\w{{1,3}} )?{_PERSON})* (\w+)\b")
_ROLL = re.compile(rf"(?:{_CAP} {_CAP}(?: {_CAP})?, ){{4}}")
# Of the parts of a sentence that commas part, the first words of these are looked at: "Now, with Holm gone, they".
PARTS = 3
_BRACKETS = dict(zip(")]}）】", "([{（【", strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    leaning: re.Pattern[str]
    pointing: re.Pattern[str]
    notices: re.Pattern[str]
    calls: re.Pattern[str]
    asked: frozenset[str]
    own: frozenset[str]
    anaphors: frozenset[str]
    openers: frozenset[str]
    clauses: frozenset[str]
    persons: frozenset[str]
    possessives: frozenset[str]
    unnamed: frozenset[str]
    finite: frozenset[str]
    attributive: frozenset[str]
    past: tuple[str, ...]
    adverb: re.Pattern[str]
    being: frozenset[str]
    roles: frozenset[str]
    according: re.Pattern[str]
    familiar: frozenset[str]
    linking: frozenset[str]
    conjunctions: frozenset[str]
    hearsay: frozenset[str]
    reporting: frozenset[str]
    source: re.Pattern[str]
    definite: frozenset[str]
    infinitive: frozenset[str]
    loose: frozenset[str]
    ending: frozenset[str]
    particles: frozenset[str]
    noun_follows: frozenset[str]
    no_imperative: frozenset[str]
    small: frozenset[str]
    participles: tuple[str, ...]
    adverbs: str
    joining: frozenset[str]


def fault(sentence: str, language: str = "") -> str:
    """Return why a sentence cannot stand alone, in words; '' when it can.

    Its length is not looked at.  *language* is a tag; without one only its form is judged.
    """
    return _form(sentence) or _sense(sentence, _words(short(language)))


def stands_alone(sentence: str, language: str = "") -> bool:
    """Say whether a sentence is whole, of bullet length, and needs nothing that stands around it."""
    size = len(sentence) + sum("\u3040" <= c <= "\u9fff" for c in sentence)
    enough = not spaced(sentence) or len(_WORD.findall(sentence)) >= FEWEST
    return SHORTEST <= size <= LONGEST and enough and not fault(sentence, language)


def leans_softly(sentence: str, language: str, title: frozenset[str]) -> bool:
    """Say whether a sentence stands alone only half: it says "we", "it" or "also", or opens with a thing of before.

    *title* are the stems of what the reader has read above it: "the bridge" is known from there.
    """
    words = _words(short(language))
    tokens = _WORD.findall(sentence.replace("’", "'"))
    if any(_base(token) in words.familiar for token in tokens):
        return True
    # "not only here but also there" goes on with nothing of before.
    if any(_base(b) in words.linking and _base(a) not in words.conjunctions for a, b in pairwise(["", *tokens])):
        return True
    if any(_base(token) in words.anaphors - words.possessives for token in tokens):
        return True
    opens = len(tokens) > 1 and tokens[0].lower() in words.definite and tokens[1].islower()
    return opens and not stems(" ".join(tokens[1:4]), language) & title


def _finite(before: str, token: str, words: _Words) -> bool:
    """Say whether a word is a finite verb for sure; "of required papers" has none, nor has a caption."""
    ended_so = bool(words.past) and token.endswith(words.past) and _base(before) not in words.attributive
    return _base(token) in words.finite or (ended_so and token.islower() and len(token) > 4)


def _finite_verbs(speech: Mapping[str, object], verbs: str) -> frozenset[str]:
    """Return the finite verbs of a language that lists them; none where a sentence cannot be told from a caption."""
    return frozenset(f"{speech.get('finite', '')} {speech.get('irregular', '')} {verbs}".split() if verbs else ())


def _base(token: str) -> str:
    """Return a word in lower case without the verb that hangs on it: "they've" is "they"."""
    return token.lower().partition("'")[0]


def _name(token: str, words: _Words) -> bool:
    """Say whether the first word of a sentence may be a name: it is no opener and no number."""
    return token[0].isupper() and _base(token) not in words.openers | words.unnamed


def own_words(text: str, language: str) -> bool:
    """Say whether somebody speaks of himself in a text: "I", "my"."""
    own = _words(short(language)).own
    return any(word.lower() in own for word in _WORD.findall(text.replace("’", "'")))


def opening_pronoun(sentence: str, language: str) -> str:
    """Return the pronoun that a sentence begins with and that means nobody in it, else ''."""
    words = _words(short(language))
    first = _WORD.search(sentence)
    return first[0] if first and _base(first[0].replace("’", "'")) in words.anaphors else ""


def _form(sentence: str) -> str:
    if not sentence or sentence[0] in "([{（•*-–—·>#" or not ended(sentence):
        return "is no whole sentence"
    if sentence.rstrip(')]"”»')[-1:] in "?？؟!！":
        return "is a question or a call"
    if sentence[-1] == "…" or sentence.endswith("..."):
        return "breaks off"
    if sentence[0].islower() or not sentence[0].isalnum():
        return "begins inside another"
    if _MARKS.search(sentence) or not _balanced(sentence):
        return "has quotation marks or brackets"
    if found := _LEFTOVER.search(sentence) or _ADDRESS.search(sentence):
        return f"holds “{found[0]}”"
    return ""


def _balanced(sentence: str) -> bool:
    stack: list[str] = []
    for char in sentence:
        if char in _BRACKETS.values():
            stack.append(char)
        elif char in _BRACKETS and (not stack or stack.pop() != _BRACKETS[char]):
            return False
    return not stack


def _sense(sentence: str, words: _Words) -> str:
    plain = sentence.replace("’", "'")
    if found := words.leaning.match(plain):
        return f"leans on what stands before it (“{found[0].strip()}”)"
    tokens = _WORD.findall(plain)
    if asked := words.calls.match(plain) or _imperative(plain, words):
        return f"asks something of the reader (“{asked if isinstance(asked, str) else asked[0].strip()}”)"
    if found := words.notices.search(plain):
        return f"is a notice (“{found[0]}”)"
    if found := words.pointing.search(plain):
        return f"points to another place (“{found[0]}”)"
    if loose := _loose(tokens, words) or _apart(plain, words):
        return f"points to another place (“{loose}”)"
    if own := next((word for word in tokens if word.lower() in words.own), ""):
        return f"is in somebody's own words (“{own}”)"
    if hearsay := _hearsay(plain, tokens, words):
        return f"tells what somebody said, and not who (“{hearsay}”)"
    if _without_verb(tokens, words):
        return "has no verb that is surely one"
    if _introduces(plain, words) or _ROLL.search(plain):
        return "only says who somebody is"
    back = _source_of_before(plain, words) or _before_anything(tokens, words)
    back = back or _after_a_comma(plain, words) or _nobody_yet(tokens, words)
    return f"leans on what stands before it (“{back}”)" if back else ""


def _imperative(plain: str, words: _Words) -> str:
    """Return the word by which a sentence asks for something, also after an opening clause; '' where none does.

    "Divide the boats", "Branch out"; "To find boats, go to the pier", "When boats come, give them room".
    """
    if not words.small:
        return ""
    if asks := _asks(plain, words):
        return asks
    clause, comma, rest = plain.partition(", ")
    if not comma or _base(clause.split()[0]) not in words.clauses | words.infinitive:
        return ""
    then = _WORD.match(rest)
    return then[0] if then and then[0].lower() in words.asked else _asks(rest, words)


def _asks(plain: str, words: _Words) -> str:
    """Return the first word where it can only be a verb that asks, by what follows it: "Divide the", "Branch out"."""
    two = _TWO.match(plain)
    if not two or not (two[2].lower() in words.noun_follows or two[2].lower() in words.particles):
        return ""
    first = two[1].lower()
    asks = first in words.small and first not in words.no_imperative and not _inflected(first, words)
    return two[1] if asks else ""


def _inflected(word: str, words: _Words) -> bool:
    """Say whether a word is a form of a verb that asks for nothing, "leaving", or an adverb."""
    return word.endswith(words.participles) or (bool(words.adverbs) and word.endswith(words.adverbs))


def _hearsay(plain: str, tokens: Sequence[str], words: _Words) -> str:
    """Return a verb in the mood of reported speech, where nobody is named who reports: "Die Schleuse sei dicht." """
    mood = next((token for token in tokens if token.lower() in words.hearsay), "")
    told = any(token.lower() in words.reporting for token in tokens) or words.source.search(plain)
    return mood if mood and not told else ""


def _loose(tokens: Sequence[str], words: _Words) -> str:
    """Return a "that" with no room for a verb behind it: it means something of before ("solve that problem")."""
    *_, before, last = "", "", *map(str.lower, tokens)
    if last in words.ending or last in words.loose:
        return last
    return f"{before} {last}" if before in words.loose and not _finite(before, last, words) else ""


def _apart(plain: str, words: _Words) -> str:
    """Return a "that" behind a comma and before a noun with its verb: "In Vessa, that share is higher"."""
    found = (words.loose and _THREE.findall(plain)) or ()
    return next((f"{a} {b}" for a, b, c in found if a in words.loose and _finite(b, c, words)), "")


def _source_of_before(plain: str, words: _Words) -> str:
    """Return an opening that takes up what was told: "Clearly, ", "According to the results of their"."""
    if lone := words.adverb.match(plain):
        return lone[0]
    found = words.according.match(plain)
    return found[0] if found and not any(map(str.isupper, found[0][1:])) else ""


def without_verb(sentence: str, language: str) -> bool:
    """Say whether no word is a finite verb for sure: "As a small crew on the lake". False where no verbs are listed."""
    return _without_verb(_WORD.findall(sentence.replace("’", "'")), _words(short(language)))


def _without_verb(tokens: Sequence[str], words: _Words) -> bool:
    verbs = [at for at, pair in enumerate(pairwise(["", *tokens])) if _finite(*pair, words)]
    return bool(words.finite) and (not verbs or _hanging(tokens, verbs, words))


def _hanging(tokens: Sequence[str], verbs: Sequence[int], words: _Words) -> bool:
    """Say whether a sentence opens with a participle and has its *verbs* in clauses alone: "Leaving what is old"."""
    opens = tokens[0].lower().endswith(words.participles)
    return opens and all(any(_base(t) in words.joining for t in tokens[max(0, at - JOINED) : at]) for at in verbs)


def _introduces(sentence: str, words: _Words) -> bool:
    """Say whether a sentence only tells what somebody is: "Ida Kern is the director of …", as under a byline."""
    found = _NAME_FIRST.match(sentence)
    if not found or found[1].lower() not in words.being or sentence.split(None, 1)[0].lower() in words.unnamed:
        return False
    said = _WORD.findall(sentence[found.end() :].partition(",")[0].lower())[:POST]
    return not words.roles.isdisjoint(form for word in said for form in (word, word.removesuffix("s")))


def _before_anything(tokens: Sequence[str], words: _Words) -> str:
    """Return a pronoun that stands before any word that it could mean: "After they left, …"."""
    for word in tokens[:HEAD]:
        if _base(word) in words.anaphors:
            return word
        if _base(word) not in words.openers:
            break
    return ""


def _after_a_comma(sentence: str, words: _Words) -> str:
    """Return a pronoun that takes up the thread behind what is put in front: "Along the way, it grew"."""
    first, *rest = (_WORD.findall(part) for part in sentence.split(", ")[:PARTS])
    if not first or first[0].lower() in words.clauses:
        return ""
    return next((part[0] for part in rest if part and _base(part[0]) in words.anaphors), "")


def _nobody_yet(tokens: Sequence[str], words: _Words) -> str:
    """Return a pronoun for somebody where no name stands before it: "The tool, he says, …"."""
    for at, word in enumerate(tokens):
        if word.lower() in words.persons:
            named = any(
                token[0].isupper()
                and not (len(token) > 1 and token.isupper())
                and (i or token.lower() not in words.openers)
                for i, token in enumerate(tokens[:at])
            )
            return "" if named else word
    return ""


@cache
def _words(tag: str) -> _Words:
    raw = language_table(tag, TABLE)
    speech = language_table(tag, "speech")

    def phrases(key: str) -> list[str]:
        return [phrase for phrase in (" ".join(part.split()) for part in str(raw.get(key, "")).split(";")) if phrase]

    def words(key: str) -> list[str]:
        return str(raw.get(key, "")).split()

    def listed(*keys: str) -> list[str]:
        return " ".join(str(speech.get(key, "")) for key in keys).split()

    anaphors = words("anaphors")
    return _Words(
        leaning=_pattern(phrases("leaning") + anaphors),
        calls=_pattern(phrases("calls")),
        asked=frozenset(phrases("calls")) - frozenset(words("familiar")),
        notices=_pattern(phrases("notices"), before=r"(?<!\w)"),
        pointing=_pattern([*words("demonstratives"), *phrases("pointers")], before=r"(?<!\w)", unless=words("beside")),
        own=frozenset(words("own")),
        anaphors=frozenset(anaphors),
        openers=frozenset(str(language_table(tag, "sentences").get("openers", "")).lower().split()),
        clauses=frozenset(words("clauses")),
        persons=frozenset(words("persons")),
        possessives=frozenset(words("possessives")),
        unnamed=frozenset(f"{speech.get('determiners', '')} {speech.get('articles', '')}".split()),
        finite=_finite_verbs(speech, str(raw.get("verbs", ""))),
        attributive=frozenset(f"{speech.get('prepositions', '')} {speech.get('articles', '')}".split()),
        adverb=re.compile(rf"\w{{2,}}{speech['adverb_ending']}, ") if speech.get("adverb_ending") else _NEVER,
        past=tuple(speech.get("past_endings", ())),
        being=frozenset(str(speech.get("being", "")).split()),
        roles=frozenset(f"{speech.get('roles', '')} {speech.get('titles', '')}".split()),
        according=_whose(speech.get("according", ()), str(speech.get("join", "")).split(), words("possessives")),
        familiar=frozenset(words("familiar")),
        linking=frozenset(words("linking")),
        conjunctions=frozenset(str(raw.get("pairs", "")).split()),
        hearsay=frozenset(words("hearsay")),
        source=_pattern(
            [*speech.get("according", ()), *str(speech.get("according_suffix", "")).split()], before=r"(?<!\w)"
        ),
        reporting=frozenset(listed("verbs", "weak", "nouns")),
        definite=frozenset(words("definite")),
        infinitive=frozenset(str(speech.get("to", "")).split()),
        loose=frozenset(words("loose")),
        ending=frozenset(words("ending")),
        particles=frozenset(words("particles")),
        noun_follows=frozenset(listed("articles", "theirs", "ours")),
        no_imperative=frozenset(
            listed("prepositions", "subordinators", "conjunctions", "adverbs", "auxiliaries", "being", "determiners")
            + words("before_nouns")
        ),
        participles=tuple(speech.get("participle_endings", ())) or ("\n",),
        adverbs=str(speech.get("adverb_ending", "")),
        joining=frozenset(listed("relative", "subordinators") + words("joining")),
        small=common(tag) if words("particles") else frozenset(),
    )


def _whose(according: Sequence[str], join: Sequence[str], possessives: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for a source that belongs to somebody of before: "According to the results of their survey,"."""
    if not (according and join and possessives):
        return _NEVER
    first, tie, whose = ("|".join(map(re.escape, some)) for some in (according, join, possessives))
    return re.compile(rf"(?:{first})\b(?:[^,]{{0,80}}?\b(?:{tie}))?\s+(?:{whose})\b", re.IGNORECASE)


def _pattern(phrases: Iterable[str], *, before: str = "", unless: Iterable[str] = ()) -> re.Pattern[str]:
    """Return a pattern for any of *phrases* as whole words; where words are not parted by spaces, for any at all."""
    longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    if not longest:
        return _NEVER
    apart = all(spaced(phrase) for phrase in longest)
    either = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
    rest = "|".join(map(re.escape, unless))
    after = rf"(?![\w])(?!\s+(?:{rest})\b)" if rest else r"(?!\w)"
    return re.compile(f"{before if apart else ''}(?:{either}){after if apart else ''}", re.IGNORECASE)
