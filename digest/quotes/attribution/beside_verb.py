"""Somebody by place: what has an article and stands right beside a speech verb is nobody but who speaks.

Lists of roles end somewhere; “…,” the gauger said and “…,” said one Holm confidant tell by their form.
"""

from __future__ import annotations

import re

from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.subjects import Attribution

REACH = 16  # characters before a subject in which its article or verb stands
LONGEST = 4  # words; a longer phrase may hide a clause
_LEADS = re.compile(r"(?: that|[,:]) ?[\"“‘']")

_VERSION = re.compile(r"v?\d+(?:\.\d+)+")


def is_beside_verb(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether words with an article are all that stands beside a verb of speech, and end in a small noun.

    *words* are the speaker's, without the article.  Before a quote only where the verb leads straight to it.
    """
    speech = frame.speech
    last = words[-1]
    known = said.verb.lower() in speech.verbs and len(words) <= LONGEST and last.isalpha() and last.islower()
    if not known or speech.has("not_quotes", last) or speech.adverb(last):
        return False
    before, at = _determined(frame, said, words)
    if at < 0:
        return False
    behind = f"{' '.join(words)} {said.verb}"
    if frame.text.startswith(behind, at):
        # Things only "say" or "read", at any time: "The button says: “Send”".
        told = not said.verb.endswith("s") and bool(_LEADS.match(frame.text, at + len(behind)))
        return said.how == "tag" or told
    return said.how == "tag" and before == said.verb.lower()  # “…?” asked the boy


def _determined(frame: MaskedText, said: Attribution, words: list[str]) -> tuple[str, int]:
    """Return the word before a subject's article, and where its words stand, -1 where it has none."""
    at = frame.text.find(words[0], said.at, said.at + REACH)
    lead = frame.text[max(0, at - REACH) : max(0, at)].split()[-2:]
    article = lead[-1].lower() if lead else ""
    speech = frame.speech
    owned = article in speech.determining and not speech.has("none", article)
    # "one Holm confidant" is somebody; "the Ald crane" is a thing that has a name.
    known = speech.has("articles", article) and not speech.has("one", article)
    owned = owned and not (known and any(word[0].isupper() for word in words))
    return (lead[0].lower() if len(lead) > 1 else "", at) if owned else ("", -1)


def is_told_of(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether words are a program by its version, or what a colon goes on to say it is: "Scribble is: “…”"."""
    if any(_VERSION.fullmatch(word) for word in words):
        return True
    told = frame.text.startswith(f" {said.verb}:", said.at + len(said.speaker))
    # "Holm's answer was: “…”" is speech.
    return told and frame.speech.has("being", said.verb.lower()) and words[-1][:1].isupper()
