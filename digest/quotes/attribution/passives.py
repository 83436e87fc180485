"""What is done to a subject: "he was told", "le maire, accusé de «…»", "she is said to have taken it"."""

from __future__ import annotations

from itertools import pairwise

from digest.quotes.attribution.masked_text import MaskedText, Verb
from digest.quotes.grammar.speech import Speech


def passive(frame: MaskedText, verb: Verb) -> bool:
    """Say whether the subject is the hearer: "he was told"."""
    speech = frame.speech
    if _is_done(verb, speech):
        return True
    if _is_rumoured(frame, verb):
        return True
    if speech.has("compares", verb.low) and frame.text.startswith(" to ", verb.end):
        return True  # "the talk, compared to “…”"
    return speech.has("hearers", verb.low) and _has_being(verb, speech)


def _has_being(verb: Verb, speech: Speech) -> bool:
    """Say whether a form of to be stands before a verb, adverbs between them aside: "was also told"."""
    near = list(verb.before)
    while near and not speech.has("being", near[-1]) and (near[-1] in speech.auxiliaries or speech.adverb(near[-1])):
        near.pop()
    return bool(near) and speech.has("being", near[-1])


def _is_done(verb: Verb, speech: Speech) -> bool:
    """Say whether a past participle tells what was done: "was quickly declared", "le maire, accusé de “…”"."""
    if speech.inverts and speech.order == "free" and verb.low.endswith(speech.past_participles or ("\n",)):
        return bool(verb.before) and not any(word in speech.auxiliaries for word in verb.before)
    if not speech.past_endings or not verb.before or not _has_being(verb, speech):
        return False
    return speech.ended(verb.low) or speech.has("irregular", verb.low)


def was_done(frame: MaskedText, start: int, at: int) -> bool:
    """Say whether a participle tells what was done to a subject: "La alcaldesa, acusada de «…»"."""
    speech = frame.speech
    ends = speech.past_participles if speech.inverts else ()
    if not ends:
        return False
    words = ["", *frame.text[start:at].lower().split()]
    return any(w.endswith(ends) and b not in speech.auxiliaries for b, w in pairwise(words))


def _is_rumoured(frame: MaskedText, verb: Verb) -> bool:
    """Say whether others tell it of the subject: "she is said to have taken it"."""
    speech = frame.speech
    told_of = bool(verb.before) and speech.has("being", verb.before[-1]) and verb.low in speech.verbs
    return told_of and speech.has("to", frame.following(verb.end, verb.end + 4))
