"""Whether a sentence stands alone: shown without those around it, it must still say who and what.

What leans, points elsewhere, or asks something of the reader is data, language by
language (``alone`` in ``digest/data/language/<tag>.toml``).  A language without
such words is judged by its form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from digest.quotes.select.alone_words import AloneWords, words_of
from digest.text.languages import short
from digest.text.scripts import spaced
from digest.text.sentences import ends_as_sentence, sentences
from digest.text.stems import stems

# Sentences outside these lengths make no bullet; a wide character counts as two.
SHORTEST, LONGEST = 40, 240
FEWEST = 6  # words, in scripts that part them
# Words at the head of a sentence before which a pronoun points back: "After they left, …".
HEAD = 6
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TWO = re.compile(r"([^\W\d_]+) ([^\W\d_]+)")
_THREE = re.compile(r", (\w+) (\w+) (\w+)")
_MARKS = re.compile("[\"“”„‟«»「」『』‹›]|(?<![\\w])[‘']|''|``")
_LEFTOVER = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|</?[a-z][^>]*>|\{\{|\{%|\*\*|__|\]\(|\[[^\]]*\]|\||(?<![\w./])#\w|:-?[)(]|\\|[a-z]\(\d*\)",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"(?:^| )…")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|(?<![\w.])@\w|\b\w+\.(?:gov|com|org|net|edu|mil|io)/")
COMPOUND = 5  # letters of a role that ends compounds
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


def fault(sentence: str, language: str = "") -> str:
    """Return why a sentence cannot stand alone, in words; '' when it can.

    Its length is not looked at.  *language* is a tag; without one only its form is judged.
    """
    return _form(sentence) or _sense(sentence, words_of(short(language)))


def stands_alone(sentence: str, language: str = "") -> bool:
    """Say whether a sentence is whole, of bullet length, and needs nothing that stands around it."""
    size = len(sentence) + sum("\u3040" <= c <= "\u9fff" for c in sentence)
    enough = not spaced(sentence) or len(_WORD.findall(sentence)) >= FEWEST
    return SHORTEST <= size <= LONGEST and enough and not fault(sentence, language)


def leans_softly(sentence: str, language: str, title: frozenset[str]) -> int:
    """Count by what a sentence stands alone only half: it says "we", "it" or "also", or opens with a thing of before.

    *title* are the stems of what the reader has read above it: "the bridge" is known from there.
    """
    words = words_of(short(language))
    tokens = _WORD.findall(sentence.replace("’", "'"))
    familiar = any(_base(token) in words.familiar for token in tokens)
    # "not only here but also there" goes on with nothing of before.
    goes_on = any(_base(b) in words.linking and _base(a) not in words.pairs for a, b in pairwise(["", *tokens]))
    if familiar and goes_on:
        return 2  # "We then wrote the first line"
    stands_for = any(_base(token) in words.anaphors - words.possessives for token in tokens)
    opens = len(tokens) > 1 and tokens[0].lower() in words.definite and tokens[1].islower()
    unknown = opens and not stems(" ".join(tokens[1:4]), language) & title
    tests = (_opens_with_thing, _means_one_of_before)
    before = unknown or any(test(tokens, words, language, title) for test in tests)
    return int(familiar or goes_on or stands_for or before)


def _opens_with_thing(tokens: Sequence[str], words: AloneWords, language: str, title: frozenset[str]) -> bool:
    """Say whether a sentence begins with a thing that only the text tells: "Der Beschluss ist gefallen"."""
    if not tokens or tokens[0].lower() not in words.definite_nouns:
        return False
    noun = next((at for at, token in enumerate(tokens[1:4], 1) if token[0].isupper()), 0)
    after = tokens[noun + 1] if noun and noun + 1 < len(tokens) else ""
    told = after[:1].isupper() or after.lower() in words.genitive
    return bool(noun) and not told and not stems(" ".join(tokens[1 : noun + 1]), language) & title


def _means_one_of_before(tokens: Sequence[str], words: AloneWords, language: str, title: frozenset[str]) -> bool:
    """Say whether somebody is called by a role that neither a name nor the title tells: "Später kam der Minister"."""
    for at, (article, noun) in enumerate(pairwise(tokens)):
        role = article.lower() in words.definite_nouns and noun[:1].isupper() and _is_role(noun.lower(), words)
        after = tokens[at + 2] if at + 2 < len(tokens) else ""
        named = after[:1].isupper() or after.lower() in words.genitive or after.isdigit()
        if role and not named and not stems(noun, language) & title:
            return True
    return False


def _is_role(noun: str, words: AloneWords) -> bool:
    """Say whether a noun, in lower case, is what one person is, or ends so: "ministerpräsident"."""
    return any(noun == role or (len(role) >= COMPOUND and noun.endswith(role)) for role in words.roles)


def _finite(before: str, token: str, words: AloneWords) -> bool:
    """Say whether a word is a finite verb for sure; "of required papers" has none, nor has a caption."""
    ended_so = bool(words.past) and token.endswith(words.past) and _base(before) not in words.attributive
    return _base(token) in words.finite or (ended_so and token.islower() and len(token) > 4)


def _of_many(before: str, token: str, words: AloneWords) -> bool:
    """Say whether a word is a verb that several do, or hangs on one: "keepers count", "we count", "we've"."""
    several = (before[-1:] == "s" and before[-2:-1] not in "s'") or before.lower() in words.us
    return (several and f"{token}s" in words.finite) or ("'" in token and _base(token) in words.us)


def _base(token: str) -> str:
    """Return a word in lower case without the verb that hangs on it: "they've" is "they"."""
    return token.lower().partition("'")[0]


def _name(token: str, words: AloneWords) -> bool:
    """Say whether the first word of a sentence may be a name: it is no opener and no number."""
    return token[0].isupper() and _base(token) not in words.openers | words.unnamed


def own_words(text: str, language: str) -> bool:
    """Say whether somebody speaks of himself in a text: "I", "my"."""
    return _has_any(text, words_of(short(language)).own)


def without_credits(deck: str, language: str) -> str:
    """Return a deck without the sentences that only say who wrote the text or where else it stands, '' where all do."""
    credit = words_of(short(language)).credits.match
    told = [deck[start:end] for start, end in sentences(deck, language)] if deck else []
    kept = [one for one in told if not credit(one)]
    return deck if len(kept) == len(told) else " ".join(kept)


def goes_on(text: str, language: str) -> re.Match[str] | None:
    """Return the word and its comma with which a text goes on from something said before: "Moreover,"."""
    word = re.match(r"[^\W\d_]+,(?=\s)", text)
    return word if word and words_of(short(language)).leaning.fullmatch(word[0][:-1]) else None


def told_by_some(text: str, language: str) -> bool:
    """Say whether an "I" or a "we" speaks in a text."""
    words = words_of(short(language))
    return _has_any(text, words.own | words.us)


def _has_any(text: str, words: frozenset[str]) -> bool:
    return any(word.lower() in words for word in _WORD.findall(text.replace("’", "'")))


def opening_pronoun(sentence: str, language: str) -> str:
    """Return the pronoun that a sentence begins with and that means nobody in it, else ''."""
    words = words_of(short(language))
    first = _WORD.search(sentence)
    if first and not spaced(sentence):  # no space tells where the pronoun ends
        return next((word for word in sorted(words.anaphors) if first[0].startswith(word)), "")
    return first[0] if first and _base(first[0].replace("’", "'")) in words.anaphors else ""


def opening_pointer(sentence: str, language: str) -> str:
    """Return the word that a sentence begins with and that points to something before it, else ''.

    It is a pronoun, or one such as "this", unless what stands behind makes it harmless: "this year".
    """
    found = words_of(short(language)).pointing.match(sentence)
    return opening_pronoun(sentence, language) or (found[0] if found else "")


def _form(sentence: str) -> str:
    if not sentence or sentence[0] in "([{（•*-–—·>#" or not ends_as_sentence(sentence):
        return "is no whole sentence"
    if sentence.rstrip(')]"”»')[-1:] in "?？؟!！":
        return "is a question or a call"
    if sentence[-1] == "…" or sentence.endswith("..."):
        return "breaks off"
    if _LEFT_OUT.search(sentence):
        return "leaves something out"
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


def _sense(sentence: str, words: AloneWords) -> str:
    plain = sentence.replace("’", "'")
    tokens = _WORD.findall(plain)
    found = ((why, test(plain, tokens, words)) for why, test in _TESTS)
    return next((why.format(what) for why, what in found if what), "")


def _told(found: re.Match[str] | None) -> str:
    return found[0].strip() if found else ""


def _owner(tokens: Sequence[str], words: AloneWords) -> str:
    return next((word for word in tokens if word.lower() in words.own), "")


def _imperative(plain: str, words: AloneWords) -> str:
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


def _asks(plain: str, words: AloneWords) -> str:
    """Return the first word where it can only be a verb that asks, by what follows it: "Divide the", "Branch out"."""
    two = _TWO.match(plain)
    if not two or not (two[2].lower() in words.noun_follows or two[2].lower() in words.particles):
        return ""
    first = two[1].lower()
    asks = first in words.small and first not in words.no_imperative and not _inflected(first, words)
    return two[1] if asks else ""


def _inflected(word: str, words: AloneWords) -> bool:
    """Say whether a word is a form of a verb that asks for nothing, "leaving", or an adverb."""
    return word.endswith(words.participles) or (bool(words.adverbs) and word.endswith(words.adverbs))


def _hearsay(plain: str, tokens: Sequence[str], words: AloneWords) -> str:
    """Return a verb in the mood of reported speech, where nobody is named who reports: "Die Schleuse sei dicht." """
    mood = next((token for token in tokens if token.lower() in words.hearsay), "")
    told = any(token.lower() in words.reporting for token in tokens) or words.source.search(plain)
    return mood if mood and not told else ""


def _such(tokens: Sequence[str], words: AloneWords) -> str:
    """Return a "such" that means what was told: "the building of such a bridge"; not "such bridges as"."""
    if words.such_as.isdisjoint(token.lower() for token in tokens):
        return next((token for token in tokens if token.lower() in words.such), "")
    return ""


def _question(plain: str, tokens: Sequence[str], words: AloneWords) -> str:
    """Return the word by which a sentence asks without its mark: "Was liegt näher als ein Steg."."""
    asks = tokens[0].lower() in words.asking and len(tokens) > 1 and tokens[1].islower()
    return tokens[0] if asks and "," not in plain else ""


def _loose(tokens: Sequence[str], words: AloneWords) -> str:
    """Return a "that" with no room for a verb behind it: it means something of before ("solve that problem")."""
    for before, that, number in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if that in words.loose and number.isdigit() and before.lower() in words.attributive:
            return f"{that} {number}"  # "inside that 12 GB"
    *_, before, last = "", "", *map(str.lower, tokens)
    if last in words.ending or last in words.loose:
        return last
    return f"{before} {last}" if before in words.loose and not _finite(before, last, words) else ""


def _apart(plain: str, words: AloneWords) -> str:
    """Return a "that" behind a comma and before a noun with its verb: "In Vessa, that share is higher"."""
    found = (words.loose and _THREE.findall(plain)) or ()
    return next((f"{a} {b}" for a, b, c in found if a in words.loose and _finite(b, c, words)), "")


def _source_of_before(plain: str, words: AloneWords) -> str:
    """Return an opening that takes up what was told: "Clearly, ", "According to the results of their"."""
    if lone := words.adverb.match(plain):
        return lone[0]
    found = words.according.match(plain)
    return found[0] if found and not any(map(str.isupper, found[0][1:])) else ""


def without_verb(sentence: str, language: str) -> bool:
    """Say whether no word is a finite verb for sure: "As a small crew on the lake". False where no verbs are listed."""
    return _without_verb(_WORD.findall(sentence.replace("’", "'")), words_of(short(language)))


def _without_verb(tokens: Sequence[str], words: AloneWords) -> bool:
    pairs = list(pairwise(["", *tokens]))
    verbs = [at for at, pair in enumerate(pairs) if _finite(*pair, words)]
    none = not verbs and not any(_of_many(*pair, words) for pair in pairs)
    return bool(words.finite) and (none or (bool(verbs) and _hanging(tokens, verbs, words)))


def _hanging(tokens: Sequence[str], verbs: Sequence[int], words: AloneWords) -> bool:
    """Say whether a sentence opens with a participle and has its *verbs* in clauses alone: "Leaving what is old"."""
    opens = tokens[0].lower().endswith(words.participles)
    return opens and all(any(_base(t) in words.joining for t in tokens[max(0, at - JOINED) : at]) for at in verbs)


def _introduces(sentence: str, words: AloneWords) -> bool:
    """Say whether a sentence only tells what somebody is: "Ida Kern is the director of …", as under a byline."""
    found = _NAME_FIRST.match(sentence)
    if not found:
        return _is_called_by_half(sentence, words)
    if sentence.split(None, 1)[0].lower() in words.unnamed:
        return False
    if found[1] in words.serving:
        return True
    if found[1].lower() not in words.being:
        return False
    said = _WORD.findall(sentence[found.end() :].partition(",")[0].lower())[:POST]
    return not words.roles.isdisjoint(form for word in said for form in (word, word.removesuffix("s")))


def _is_called_by_half(sentence: str, words: AloneWords) -> bool:
    """Say whether a sentence tells what somebody of one name is: "Ida is a content designer at the harbour office"."""
    first, *tokens = _WORD.findall(sentence.partition(",")[0])[: POST + 2] or [""]
    is_one = len(tokens) > 2 and tokens[0].lower() in words.being and _base(tokens[1]) in words.unnamed
    if not is_one or not first[0].isupper() or first.isupper() or not _name(first, words):
        return False
    head = next((i for i, token in enumerate(tokens[2:], 2) if token.lower() in words.attributive), len(tokens))
    return tokens[head - 1].lower() in words.roles


def _before_anything(tokens: Sequence[str], words: AloneWords) -> str:
    """Return a pronoun that stands before any word that it could mean: "After they left, …"."""
    for word in tokens[:HEAD]:
        if _base(word) in words.anaphors:
            return word
        if _base(word) not in words.openers:
            break
    return ""


def _after_a_comma(sentence: str, words: AloneWords) -> str:
    """Return a pronoun that takes up the thread behind what is put in front: "Along the way, it grew"."""
    first, *rest = (_WORD.findall(part) for part in sentence.split(", ")[:PARTS])
    if not first or first[0].lower() in words.clauses:
        return ""
    return next((part[0] for part in rest if part and _base(part[0]) in words.anaphors), "")


def _nobody_yet(tokens: Sequence[str], words: AloneWords) -> str:
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


_LEANS = "leans on what stands before it (“{}”)"
_POINTS = "points to another place (“{}”)"
_TESTS: tuple[tuple[str, Callable[[str, list[str], AloneWords], str]], ...] = (
    (_LEANS, lambda plain, _, words: _told(words.leaning.match(plain))),
    (_LEANS, lambda plain, _, words: _told(words.aged.search(plain))),
    (_LEANS, lambda _, tokens, words: _such(tokens, words)),
    ("asks something of the reader (“{}”)", _question),
    ("asks something of the reader (“{}”)", lambda plain, _, words: _told(words.calls.match(plain))),
    ("asks something of the reader (“{}”)", lambda plain, _, words: _imperative(plain, words)),
    ("is a notice (“{}”)", lambda plain, _, words: _told(words.notices.search(plain))),
    (_POINTS, lambda plain, _, words: _told(words.pointing.search(plain))),
    (_POINTS, lambda plain, tokens, words: _loose(tokens, words) or _apart(plain, words)),
    ("is in somebody's own words (“{}”)", lambda _, tokens, words: _owner(tokens, words)),
    ("tells what somebody said, and not who (“{}”)", lambda plain, tokens, words: _hearsay(plain, tokens, words)),
    ("has no verb that is surely one", lambda _, tokens, words: "none" if _without_verb(tokens, words) else ""),
    (
        "only says who somebody is",
        lambda plain, _, words: _told(_ROLL.search(plain)) or "so" * _introduces(plain, words),
    ),
    (_LEANS, lambda plain, _, words: _source_of_before(plain, words)),
    (_LEANS, lambda _, tokens, words: _before_anything(tokens, words)),
    (_LEANS, lambda plain, _, words: _after_a_comma(plain, words)),
    (_LEANS, lambda _, tokens, words: _nobody_yet(tokens, words)),
)
