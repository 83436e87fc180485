"""Can a phrase denote somebody who speaks?  "Holm", "residents", "the report"; not "See also", "some details".

Grammar finds a subject; whether it is somebody is seen from its words: a name, a
role, a body or a document speaks.  A capital at the head of a sentence makes no
name: where the language writes the word small elsewhere, more must speak for it.
"""

from __future__ import annotations

import re
from functools import cache

from digest import shelf
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.subjects import Attribution

_OPENS = re.compile(r"(?:^|[.!?:;…\n>*•(\[–—-][\"”“’'»)\]]*)[ \t\u00a0]*(?:(?:\d+[.)]|\*\*)[ \t]*)?$")
_INSIDE = r"(?<=[\w,] ){}(?![\w-])"


@cache
def common(language: str) -> frozenset[str]:
    """Return the words that a language writes small, none where no list is kept."""
    if f"{language}.txt" not in shelf.data_names("common"):
        return frozenset()
    lines = shelf.data(f"common/{language}.txt").decode().splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


def can_speak(frame: MaskedText, said: Attribution) -> bool:
    """Say whether the speaker that grammar found can be somebody who speaks."""
    speech = frame.speech
    words = said.speaker.split()
    if not words or speech.order == "wide":
        return True
    if words[0].lower() in speech.determining and len(words) > 1:
        words = words[1:]
    named = [word for word in words if word[0].isupper() or word[0] == "@"]
    if not named or named == words[:1]:
        if any(_role(frame, word) for word in words):
            # One capital at the head of a sentence: "Remember", "Consider" end as roles do.
            return len(words) > 1 or words[0].lower() in speech.speaks or not _only_opens(frame, said, words[0])
        if not named:
            return not common(speech.tag)  # without a list nothing is known against a small word
        return not _only_opens(frame, said, words[0])
    return True


def _role(frame: MaskedText, word: str) -> bool:
    speech = frame.speech
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if low in speech.speaks or low.removesuffix("s") in speech.speaks:
        return True
    endings = speech.lists.get("role_endings", ())
    return bool(endings) and low.endswith(endings + tuple(f"{ending}s" for ending in endings))


def _only_opens(frame: MaskedText, said: Attribution, word: str) -> bool:
    """Say whether a word has its capital only because it opens the sentence."""
    low = word.lower()
    if low not in common(frame.speech.tag) or (said.verb and frame.speech.has("name_words", low)):
        return False
    if not _OPENS.search(frame.text, max(0, said.at - 12), said.at):
        return False
    return not re.search(_INSIDE.format(re.escape(word)), frame.text)
