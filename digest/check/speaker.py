"""A speaker is the name of somebody: no verb, preposition, adverb or number stands in front, and no sentence inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._words import quotes
from digest.quotes.attribution.speakable import common
from digest.quotes.grammar.speech import Speech, speech
from digest.text.sentences import sentences

RULE = "speaker"
LONGEST = 90  # characters; a name with its role has fewer
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_SENTENCE = re.compile(r"[:;!?？！：；\n\"“”„«»「」]")
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
            wrong, severity = fault(name, language)
            if wrong:
                what = f"“{name}” is shown as the speaker, but {wrong}"
                fix = "take the name away in the running order, or choose another quote"
                yield Finding(rule=RULE, severity=severity, what=what, where=where, fix=fix)


def fault(name: str, language: str) -> tuple[str, str]:
    """Return why *name* is no speaker and how grave that is; two empty texts when it may be one."""
    words = speech(language)
    if found := _SENTENCE.search(name):
        return f"has {found[0].strip()!r} inside" if found[0].strip() else "is more than one line", "error"
    if len(list(sentences(name, language))) > 1:
        return "is more than one sentence", "error"
    if len(name) > LONGEST:
        return f"has {len(name)} characters", "error"
    if words.order == "unspaced":
        return "", ""
    tokens = _WORD.findall(name)
    if not tokens:
        return "has no letters", "error"
    if kind := _points(tokens, words) or _begins(name, tokens[0], words):
        return f"begins with {kind}", "error"
    return ("", "") if _names(tokens, words) else ("names nobody, and no role, body or document", "warning")


def _points(tokens: list[str], words: Speech) -> str:
    """Return what makes a phrase without a name nobody that a reader knows: "this group", "our policy", "Suddenly"."""
    low = tokens[0].lower()
    if any(not token.islower() for token in tokens[1:]):
        return ""
    if len(tokens) > 1 and any(words.has(kind, low) for kind in ("pointing", "ours")):
        return f"“{tokens[0]}”, and readers elsewhere do not know whose or which"
    # Everly may be somebody; a word that the language writes small is nobody for having a capital.
    return "an adverb" if words.adverb(low) and low in common(words.tag) else ""


def _begins(name: str, first: str, words: Speech) -> str:
    low = first.lower()
    if _NUMBER.fullmatch(first):
        return "a number"
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


def _names(tokens: list[str], words: Speech) -> bool:
    """Say whether one of the words is a name by its capital or somebody who can speak by what it means."""
    endings = words.lists.get("role_endings", ())
    low = [token.lower().rstrip(".") for token in tokens]
    known = any(token in words.speaks or token.removesuffix("s") in words.speaks for token in low)
    return known or any(not token.islower() for token in tokens) or any(t.endswith(endings) for t in low if endings)
