"""Marked words that are a work or a thing by its name, nobody's words: “Boats” by Ida Kern, her essay “The Pier”."""

from __future__ import annotations

import re
from functools import cache

from digest.quotes.attribution.context import QuoteContext, is_title
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.subjects import Attribution
from digest.quotes.grammar.speech import Speech

_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_SHORT_FORM = re.compile(r" \((?=[^)]*[^\W\d_a-zß-öø-ÿ][^)]*[^\W\d_a-zß-öø-ÿ])[\w.-]{2,10}\)")
_ITEM = re.compile(r"[ \t]*(?:\d{1,3}[.)]|[-*•])[ \t]")
NEAR = 40  # characters after a quote in which its maker is named
LONG_KEY = 5  # words of what stands on a button
LONG_LABEL = 5  # letters of a word that may end a compound


def is_named(frame: MaskedText, look: QuoteContext, said: Attribution, whole: str) -> bool:
    """Say whether the words *whole* are the name of a work or a thing by what stands around them."""
    lead = frame.text[look.start : look.mark.start].rstrip()
    if _is_titled(frame, look, lead, whole) or _is_called(frame, look, lead, whole):
        return True
    return _is_entry(frame, look, said, whole)


def _is_called(frame: MaskedText, look: QuoteContext, lead: str, whole: str) -> bool:
    """Say whether the words are what somebody is known by: identified as “Witness 1”, the “River Aid” (RA)."""
    if whole[-1].isalnum() and names_work(frame, lead):
        return True
    if frame.speech.has("works", lead.rsplit(None, 1)[-1].lower() if lead else "") and is_title(whole):
        return not in_headline(frame, look)  # her essay “The Quiet Harbour,” the post argues
    following = frame.following(look.mark.end, look.mark.end + NEAR)
    if look.words < LONG_KEY and frame.speech.has("interface", following.rstrip(".,;:!?)")):
        return True  # the “lock up” command
    if whole[0].isupper() and _SHORT_FORM.match(frame.source, look.mark.end):
        return True
    return frame.speech.gives_name(lead, apart=not look.said.speaker)


def _is_entry(frame: MaskedText, look: QuoteContext, said: Attribution, whole: str) -> bool:
    """Say whether the words are a work that stands in a list, 2. Ida Kern: “Boats”, or beside its maker."""
    if whole[-1] in ".!?…" or not whole[0].isupper() or said.how == "tag":
        return False
    if (not said.how or said.loose) and _is_made(frame, look):
        return True
    if not (is_title(whole) and _ITEM.match(frame.text, look.paragraph)):
        return False
    stop = frame.text.find("\n", look.mark.end)
    return not frame.text[look.mark.end : stop if stop >= 0 else None].strip()


def _is_titled(frame: MaskedText, look: QuoteContext, lead: str, whole: str) -> bool:
    """Say whether a lone preposition leads to a title: In “A Short History of Piers,” Holm wrote."""
    opened = frame.speech.has("prepositions", lead.lower()) and "," in (
        whole[-1],
        frame.source[look.mark.end : look.mark.end + 1],
    )
    return opened and is_title(whole) and not in_headline(frame, look)


def is_work(frame: MaskedText, look: QuoteContext, said: Attribution, whole: str) -> bool:
    """Say whether the words are what somebody published: Holm wrote “A short history of piers.”"""
    before = frame.text[look.start : look.mark.start].split()[-1:]
    if before and frame.speech.has("sings", before[0].lower().replace("ing,", "ing")):
        return whole[0].isupper()
    if _names_thing(frame, look, said):
        return True
    if not (before and frame.speech.has("publishes", before[0].lower()) and whole[0].isupper()):
        return False
    inner = re.split(r"[\s.,!?’']+", whole.lower())
    kinds = ("finite", "being", "contractions", "conjunctions")
    told = any(word in frame.speech.pronouns or any(frame.speech.has(kind, word) for kind in kinds) for word in inner)
    # What is published is a work, "shared banks" in its title or not; what is written may be a sentence.
    said_too = before[0].lower() in frame.speech.verbs
    return not told and not (said_too and any(frame.speech.past(word) for word in inner))


def in_headline(frame: MaskedText, look: QuoteContext) -> bool:
    """Say whether the whole line has capitals, so that they tell no title from a phrase."""
    stop = frame.text.find("\n", look.mark.end)
    line = frame.text[look.paragraph : stop if stop >= 0 else None]
    return is_title(" ".join(_LONG_WORD.findall(line)[:9]))


def names_work(frame: MaskedText, lead: str) -> bool:
    """Say whether a compound noun calls the words a name: in der Fachzeitschrift „…“."""
    last = lead.rsplit(None, 1)[-1].lower() if lead and frame.speech.capital_nouns else ""
    return last.endswith(_compounded(frame.speech))


def _is_made(frame: MaskedText, look: QuoteContext) -> bool:
    """Say whether a name follows by whom the words are: “Boats” by Ida Kern."""
    after = frame.text[look.mark.end : look.mark.end + NEAR].lstrip(" ")
    agent = next((word for word in frame.speech.lists.get("agent", ()) if after.startswith(f"{word} ")), "")
    return bool(agent) and after[len(agent) + 1 : len(agent) + 2].isupper()


def _names_thing(frame: MaskedText, look: QuoteContext, said: Attribution) -> bool:
    """Say whether an article and a phrase are what somebody put out: Holm released the “lock standards”."""
    before = frame.text[look.start : look.mark.start].lower().split()[-2:]
    put_out = len(before) == 2 and before[0] == said.verb.lower() and frame.speech.has("publishes", before[0])
    return put_out and not look.utterance and frame.speech.has("articles", before[1])


@cache
def _compounded(speech: Speech) -> tuple[str, ...]:
    """Return the longer words for what has a name, which end compounds: "Fachzeitschrift"."""
    return tuple(word for word in speech.words.get("not_quotes", ()) if len(word) > LONG_LABEL)
