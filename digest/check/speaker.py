"""A speaker is the name of somebody: no verb, preposition, adverb or number stands in front, and no sentence inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from digest.check import Finding, Sheet
from digest.check._words import quotes
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.roles import only_of_somebody
from digest.quotes.attribution.small_words import opens_only
from digest.quotes.attribution.speakable import common
from digest.quotes.find.soundness import unbalanced
from digest.quotes.grammar.names import words_of
from digest.quotes.grammar.overgrown import trimmed
from digest.quotes.grammar.phrases import without_hearer
from digest.quotes.grammar.speech import Speech, speech
from digest.text.languages import language_table
from digest.text.sentences import sentences

RULE = "speaker"
LONGEST = 90  # characters; a name with its role has fewer
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_SENTENCE = re.compile(r"[:;!?？！：；\r\n\u2028\u2029\"“”„«»「」*]|https?://|\S@\S")
# What no name begins with; an account may: @holm.
_SIGN = re.compile(r"[^\w@#'’‘(]")
# A count ("50 agencies"); a year may name a document ("2010 memo"), and 18F is a name.
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d+(?:[.,]\d+)*%?")
# What begins no name; a word such as "Will" or "de" may.
_NO_START = (
    "prepositions",
    "subordinators",
    "conjunctions",
    "auxiliaries",
    "infinitive",
    "adverbs",
    "as_tag",
    "negated",
)
_MAY_START = ("name_words", "particles", "articles", "titles", "modifiers", "determiners", "join")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the speaker of every quote that the edition shows, as it is printed."""
    for quote, where, language in quotes(sheet.edition) if sheet.edition else ():
        for name in dict.fromkeys(filter(None, (quote.speaker, quote.full_name))):
            wrong, severity = sheet.kept.once("speaker", (name, language), _fault, sheet.kept.MANY)
            if wrong:
                what = f"“{name}” is shown as the speaker, but {wrong}"
                fix = "take the name away in the running order, or choose another quote"
                yield Finding(rule=RULE, severity=severity, what=what, where=where, fix=fix)


def _fault(named: tuple[str, str]) -> tuple[str, str]:
    return fault(*named)


def fault(name: str, language: str) -> tuple[str, str]:
    """Return why *name* is no speaker and how grave that is; two empty texts when it may be one."""
    words = speech(language)
    if wrong := _shape(name, language):
        return wrong, "error"
    if words.order == "unspaced":
        return "", ""
    tokens = _WORD.findall(name)
    if not tokens:
        return "has no letters", "error"
    if kind := _points(tokens, words) or _begins(name, tokens[0], words):
        return f"begins with {kind}", "error"
    if ends := _ends_in(name, tokens, words):
        return ends, "error"
    if severity := _is_a_label(tokens, words):
        return f"“{tokens[0]}” is nobody", severity
    wrong = "" if name[:1] == "@" else _doubtful(name, tokens, words)
    return (wrong, "warning") if wrong else ("", "")


def _doubtful(name: str, tokens: list[str], words: Speech) -> str:
    """Return why a name is hardly one, '' when it may be."""
    if _verb_before_name(tokens, words):
        return "begins with a verb"
    if beside := _small_beside_name(tokens, words) or _grown_on(name, words):
        return f"“{beside}” seems to be no part of it"
    if not _names(tokens, words):
        return "names nobody, and no role, body or document"
    owned = common(words.tag) and only_of_somebody(MaskedText(name, [], words), name.split())
    return "is what somebody has, not who speaks" if owned else ""


def _shape(name: str, language: str) -> str:
    """Return what no name of any language has: a second line or sentence, a sign in front, an open bracket."""
    if found := _SENTENCE.search(name):
        return f"has {found[0].strip()!r} inside" if found[0].strip() else "is more than one line"
    if sign := _SIGN.match(name):
        return f"begins with {sign[0]}"
    if bracket := unbalanced(name, language):
        return f"has {bracket} without its partner"
    if len(list(sentences(name, language))) > 1:
        return "is more than one sentence"
    return f"has {len(name)} characters" if len(name) > LONGEST else ""


def _points(tokens: list[str], words: Speech) -> str:
    """Return what makes a phrase without a name nobody that a reader knows: "this group", "our policy", "Suddenly"."""
    low = tokens[0].lower()
    if any(not token.islower() for token in tokens[1:]):
        return ""
    if len(tokens) > 1 and any(words.has(kind, low) for kind in ("pointing", "ours")):
        return f"“{tokens[0]}”, and readers elsewhere do not know whose or which"
    # Everly may be somebody; a word that the language writes small is nobody for having a capital.
    small = common(words.tag) - words.auxiliaries
    return "an adverb" if words.adverb(low) and _made_of_small(low, small) else ""


def _made_of_small(adverb: str, small: frozenset[str]) -> bool:
    """Say whether an adverb, or the word it is made of, is one that the language writes small: "Sadly", "Happily"."""
    return not small.isdisjoint((adverb, adverb[:-2], f"{adverb[:-3]}y", f"{adverb[:-2]}le"))


def _verb_before_name(tokens: list[str], words: Speech) -> bool:
    """Say whether a verb that reports stands before a name, "Told Holm"; somebody may be called Said."""
    low = tokens[0].lower()
    reports = low in words.verbs and low not in words.speaks and not words.has("name_words", low)
    return len(tokens) > 1 and low in common(words.tag) and (reports or _does(tokens, words))


def _does(tokens: list[str], words: Speech) -> bool:
    """Say whether a participle leads on to somebody: "Speaking to Holm", "including Kern"; but "acting mayor"."""
    low, after = tokens[0].lower(), tokens[1]
    going = bool(words.participle_endings) and low.endswith(words.participle_endings)
    known = words.has("modifiers", low) or words.has("roles", low)
    return going and not known and (words.has("prepositions", after) or (tokens[0].islower() and after[0].isupper()))


def _ends_in_verb(tokens: list[str], words: Speech) -> bool:
    """Say whether the verb that reports was taken along: "Anna Holm says"."""
    last = tokens[-1]
    return len(tokens) > 1 and last.islower() and last in words.verbs and last not in words.speaks | words.nouns


def _ends_in(name: str, tokens: list[str], words: Speech) -> str:
    if _ends_in_verb(tokens, words):
        return f"ends with a verb, “{tokens[-1]}”"
    return f"breaks off after “{tokens[-1]}”" if _breaks_off(name, tokens, words) else ""


def _breaks_off(name: str, tokens: list[str], words: Speech) -> bool:
    """Say whether a small word ends the name that another must follow: "Holm and", "Holm, who"."""
    last = tokens[-1]
    ties = ("couples", "relative", "articles", "join")
    open_ = last.islower() and len(tokens) > 1 and any(words.has(kind, last) for kind in ties)
    return open_ or name.rstrip()[-1:] in ",-–—"


def _is_a_label(tokens: list[str], words: Speech) -> str:
    """Say how grave it is that a lone word is what words are called, "Motto", or how and when they are told.

    Of the latter some are names, too: "Trocken" is none, "Ende" and "Fröhlich" may be.
    """
    low = tokens[0].lower()
    if all(words.has("anybody", token.lower()) or token.lower() in words.determining for token in tokens):
        return "warning"
    if len(tokens) > 1 or low in words.speaks:
        return ""
    if words.has("no_label", low) or words.has("not_quotes", low):
        return "error"
    listed = words.has("days", low) or words.has("anybody", low)
    return "warning" if listed or opens_only(low, words) else ""


def _small_beside_name(tokens: list[str], words: Speech) -> str:
    """Return the small words beside a name that are no role of somebody's: "ve Ana Ríos", "Ana Ríos asume".

    Only where the verb may stand on both sides of its subject, and nouns are small.
    """
    named = [i for i, token in enumerate(tokens) if token[0].isupper()]
    if not named or not words.inverts or words.capital_nouns:
        return ""
    before, behind = tokens[: named[0]], tokens[named[-1] + 1 :]
    if named[0] == 0 and len(tokens) > 1 and words.has("times", tokens[0].lower()):
        return tokens[0]  # "Così Monti", "C’est Léa Roux"
    for some in (before, behind):
        tied = some and any(words.has(kind, some[0].lower()) for kind in _MAY_START)
        if some and not tied and not any(_is_somebody(token, words) for token in some):
            return " ".join(some)
    return ""


def _grown_on(name: str, words: Speech) -> str:
    """Return what grew on to a name: "makes" of "Holm makes", "zu Reportern" of "Holm zu Reportern"; '' for nothing."""
    article = str(language_table(words.tag, "alone").get("definite", "")) if name[0].islower() else ""
    text = f"{article} {name}".strip()
    whole = words_of(text, 0, len(text))[bool(article) :]
    own = trimmed(without_hearer(words_of(text, 0, len(text)), "", words), words)
    own = own[1:] if own and article and own[0].low == article else own
    return " ".join(word.text for word in whole if word not in own) if own and len(own) < len(whole) else ""


def _is_somebody(token: str, words: Speech) -> bool:
    low = token.lower()
    ends = low.endswith(words.lists.get("role_endings", ("\n",)))
    return ends or not words.speaks.isdisjoint((low, low.removesuffix("s")))


def _counted(name: str, first: str, words: Speech) -> str:
    """Return what stands before a name or a thing: a number, a day, a small word that ties names ("Of the board")."""
    low = first.lower()
    if _NUMBER.fullmatch(first) or low in _told(words.tag, "numbers"):
        return "a number"
    follows = next(iter(_WORD.findall(name)[1:]), "")
    noble = words.has("particles", low) and words.has("particles", follows)  # Von der Heide
    led = words.has("prepositions", low) and not words.capital_nouns and not words.inverts
    led = led and not words.has("name_words", low)
    if words.has("join", low) and (follows.islower() or led) and not noble:
        return "a word that begins no name"
    return "a day" if follows and low in common(words.tag) and low in _told(words.tag, "days") else ""


def _begins(name: str, first: str, words: Speech) -> str:
    low = first.lower()
    if counted := _counted(name, first, words):
        return counted
    if any(words.has(kind, low) for kind in _MAY_START) or words.has("roles", low) or words.has("bodies", low):
        return ""
    if words.according.match(name):
        return f"“{first}”, which leads to a name"
    if low in words.pronouns and not words.has("things", low):
        return "a pronoun"
    if any(words.has(kind, low) for kind in _NO_START):
        return "a word that begins no name"
    if first.islower() and (low in words.anyverb or words.adverb(low)) and low not in words.speaks:
        return "a verb or an adverb"
    return ""


def _small_alone(word: str, words: Speech) -> bool:
    """Say whether a word by itself is nobody whatever its capital: "Think", "There", "Examples"; "Sprint" may be."""
    openers = str(language_table(words.tag, "sentences").get("openers", "")).lower().split()
    plural = word.endswith("s") and word[:-1] in common(words.tag)
    return word in openers or word in words.anyverb or plural


@cache
def _told(tag: str, key: str) -> frozenset[str]:
    """Return words that the language keeps for headlines: its days, its numbers ("two" of two=2)."""
    listed = str(language_table(tag, "headlines").get(key, "")).split()
    return frozenset(word.partition("=")[0] for word in listed)


def _names(tokens: list[str], words: Speech) -> bool:
    """Say whether one of the words is a name by its capital or somebody who can speak by what it means."""
    endings = words.lists.get("role_endings", ())
    low = [token.lower().rstrip(".") for token in tokens]
    known = any(token in words.speaks or token.removesuffix("s") in words.speaks for token in low)
    # At the head of a sentence every word has a capital: "Examples" is nobody.
    small = tokens[0].istitle() and low[0] in common(words.tag) and not words.has("name_words", low[0])
    small = small and (len(low) > 1 or _small_alone(low[0], words))
    return (
        known
        or any(not token.islower() for token in tokens[small:])
        or any(t.endswith(endings) for t in low if endings)
    )
