"""Is what the rules found really somebody's words?  A learned veto over what can be seen.

Marks stand round titles, labels, thoughts and examples as well as round speech,
and no list of words tells them apart.  Each thing that can be seen (how long the
words are, who is named beside them, what stands before the mark, …) is a sign;
the signs' learned weights decide.  See `digest.quotes.grammar.learned`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from digest.quotes.attribution.context import QuoteContext
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.subjects import Attribution
from digest.quotes.grammar.learned import Learned, learned
from digest.quotes.grammar.speech import Speech

SURE = 6  # words that somebody named says in a tag: no need to look further
TALKS, SHARE = 3, 0.2  # tags with a name, and their share of the marks, of a text in which people speak
UNTOLD = "text too short to tell"
TELLING = 1500  # characters of a text whose marks tell something together
READ = 240  # characters of the words in which their signs are looked for
NEARBY = 4  # marks before and after that may stand in the same sentence
_SIZES = (2, 3, 4, 6, 9, 15, 30)
_WORD = re.compile(r"[\w'’]+")
_SENTENCES = re.compile(r"[.!?] [^\W\d_a-zß-öø-ÿ]")
_ITEM = re.compile(r"\s*(?:[-*•]|\d+[.)])\s")


class Veto:
    """The judge of one text: what its marks look like together is a sign as well."""

    def __init__(self, frame: MaskedText, looks: Sequence[QuoteContext]) -> None:
        self.frame = frame
        self.looks = looks
        self._known = learned(frame.speech.tag)
        told, share = _of_text(looks)
        self._talks = told >= TALKS and share >= SHARE
        self._text_signs: tuple[str, ...] = (UNTOLD,)
        if len(frame.source) >= TELLING:
            self._text_signs = (
                f"told {bisect_right((1, TALKS, 8), told)}",
                f"told share {bisect_right((0.001, SHARE, 0.5), share)}",
            )

    def spares(self, at: int, said: Attribution) -> bool:
        """Say whether the words number *at*, which the rules take for a quote, may stay one."""
        look = self.looks[at]
        # Where people speak all the time, marks are for speech: the weights say so too, only slower.
        if self._known is None or self._talks or self._sure(look, said):
            return True
        return self._heads_line(look, said) or self._known.agrees("quote", self.signs(at, said))

    def _sure(self, look: QuoteContext, said: Attribution) -> bool:
        """Say whether somebody told of says a sentence of words, in a tag or with a verb that tells what happened."""
        if look.words < SURE or not (said.speaker or said.pronoun) or said.loose:
            return False
        verb, speech = said.verb.lower(), self.frame.speech
        finite = verb in speech.verbs and not speech.has("forms", verb)  # said and says, but not "might say"
        return said.how == "tag" or (said.how == "lead" and finite)

    def _heads_line(self, look: QuoteContext, said: Attribution) -> bool:
        """Say whether a name in capitals heads the line, as in a transcript: HOLM: “…”."""
        label = self.frame.text[look.paragraph : look.mark.start].strip(' \t"“„*_')
        return label == f"{said.speaker}:" and label.isupper()

    def signs(self, at: int, said: Attribution) -> list[str]:
        """Return the signs of the words number *at*, and of what is said about them."""
        known = self._known
        if known is None:
            return []
        look = self.looks[at]
        source, text = self.frame.source, self.frame.text
        inner = source[look.mark.pieces[0][0] : look.mark.pieces[-1][1]]
        lead = _WORD.findall(text[look.start : look.mark.start].lower())
        inside = _of_words(inner, look.words, known)
        outside = [*self._before(look, lead, known), *self._after(look, inner, known), *self._line(look)]
        told = [*_of_teller(said, self.frame), *self._verb(said, lead, known)]
        beside = sum(other.start == look.start for other in self.looks[max(0, at - NEARBY) : at + NEARBY + 1])
        signs = [*inside, *outside, *told, f"beside {min(beside, 3)}", *self._text_signs]
        return signs + _pairs(signs, look.words)

    def _before(self, look: QuoteContext, lead: list[str], known: Learned) -> Iterator[str]:
        text, speech = self.frame.text, self.frame.speech
        before = text[look.start : look.mark.start].rstrip()
        word = lead[-1] if lead else ""
        stop = not before or before[-1] in ":,(—–-;"
        yield f"before {(before[-1:] or 'nothing') if stop else _kind_before(word, known, speech)}"
        if word in known.words["determiners"]:
            yield "determined"
        if word in known.words["labels"]:
            yield "labelled"
        if not known.words["generic"].isdisjoint(lead):
            yield "generic"
        if not known.words["examples"].isdisjoint(lead[-3:]):
            yield "example"
        if any(speech.ended(w) or w in known.words["past"] for w in lead):
            yield "past before"
        if text.rfind("(", look.paragraph, look.mark.start) > text.rfind(")", look.paragraph, look.mark.start):
            yield "bracket"

    def _after(self, look: QuoteContext, inner: str, known: Learned) -> Iterator[str]:
        source, speech = self.frame.source, self.frame.speech
        rest = source[look.mark.end : look.mark.end + 30]
        if rest[:1] != " ":
            ends = "end" if rest[:1] in {"", "\n"} else "other"
            yield f"after {rest[:1] if rest[:1] in set('.,;:)?!—-') else ends}"
            if inner[-1].isalnum() and rest[:1] in {".", ","}:
                yield f"outside {rest[0]}"
            return
        found = _WORD.search(rest)
        word = found[0].lower() if found else ""
        kinds = ("prepositions", "conjunctions", "finite")
        kind = "capital" if rest[1:2].isupper() else "verb" if word in speech.anyverb else ""
        kind = kind or next((kind for kind in kinds if speech.has(kind, word)), "word")
        yield f"after {kind}"
        if inner[-1].isalnum():
            yield f"goes on {kind}"
        if rest[1:2] == "(":
            yield "after ("

    def _line(self, look: QuoteContext) -> Iterator[str]:
        source = self.frame.source
        opens = not source[look.paragraph : look.mark.start].strip()
        end = source.find("\n", look.mark.end)
        closes = not source[look.mark.end : end if end >= 0 else len(source)].strip()
        if opens:
            yield "opens"
        if closes:
            yield "alone" if opens else "closes"
        if _ITEM.match(source, look.paragraph):
            yield "item"
        if look.mark.mark in {"'", "‘"}:
            yield "single"

    def _verb(self, said: Attribution, lead: list[str], known: Learned) -> Iterator[str]:
        verb = said.verb.lower()
        if not verb:
            return
        tense = self._tense(verb, known)
        if said.how != "lead":
            yield f"tag {tense}"
            return
        head = verb.split()[0]
        place = len(lead) - 1 - lead[::-1].index(head) if head in lead else -1
        yield f"lead {tense} {_subject(lead, place, known)}"
        yield f"lead {tense}"
        yield f"gap {min(3, (len(lead) - place) // 2) if place >= 0 else 3}"

    def _tense(self, verb: str, known: Learned) -> str:
        """Return which form of a verb tells: said, saying, says or say."""
        speech = self.frame.speech
        if speech.ended(verb) or verb in known.words["past"]:
            return "past"
        if verb.endswith(speech.participle_endings):
            return "going"
        return "s" if verb[-1:] == "s" else "base"


def _subject(lead: list[str], place: int, known: Learned) -> str:
    """Return what stands right before the verb at *place* of a lead: the writer, anybody, a modal, nothing."""
    near = set(lead[max(0, place - 2) : max(0, place)])
    kind = next((kind for kind in ("self", "anyone") if not known.words[kind].isdisjoint(near)), "")
    if not kind and not known.words["modal"].isdisjoint(lead[max(0, place - 3) : max(0, place)]):
        kind = "modal"
    return kind or ("first" if place == 0 else "other")


def _kind_before(word: str, known: Learned, speech: Speech) -> str:
    """Return the word before a mark where it is one that tells, else its kind."""
    if word in known.words["before"]:
        return word
    kind = next((kind for kind in ("prepositions", "conjunctions") if speech.has(kind, word)), "")
    return "verb" if word in speech.anyverb else kind or "other"


def _of_words(inner: str, count: int, known: Learned) -> Iterator[str]:
    """Yield the signs of the words themselves."""
    yield f"words {bisect_right(_SIZES, count)}"
    yield f"ends {inner[-1] if inner[-1] in '.,!?…' else ':' if inner[-1] in ';:–—-' else 'open'}"
    first = inner[0]
    kinds = (("capital", first.isupper()), ("small", first.islower()), ("digit", first.isdigit()), ("mark", True))
    yield f"first {next(kind for kind, fits in kinds if fits)}"
    words = inner[:READ].split()
    heavy = [word for word in words if len(word) > 3 and word[0].isalpha()]
    share = sum(word[0].isupper() for word in heavy) / len(heavy) if heavy else 0.0
    yield f"capitals {bisect_right((0.26, 0.6, 0.9), share)}"
    if count > 2 and share >= 0.6:
        yield "title"
    if _SENTENCES.search(inner):
        yield "sentences"
    low = {word.lower().strip('.,!?;:"”“()[]').replace("’", "'") for word in words}
    for kind in ("person", "you", "finite"):
        if not known.words[kind].isdisjoint(low):
            yield kind


def _of_teller(said: Attribution, frame: MaskedText) -> Iterator[str]:
    """Yield the signs of who is told to say it."""
    speech, verb = frame.speech, said.verb.lower()
    kinds = (("verbs", speech.verbs), ("weak", speech.weak), ("forms", speech.forms))
    kind = next((name for name, listed in kinds if verb in listed), "unlisted" if verb else "none")
    who = "named" if said.speaker[:1].isupper() else "role" if said.speaker else ""
    who = who or (f"pronoun {speech.pronouns.get(said.pronoun, '')}" if said.pronoun else "nobody")
    yield f"verb {kind}"
    yield f"how {said.how or 'none'}{' loose' if said.loose else ''}"
    yield f"who {who}"
    yield f"who {said.how or 'none'} {who}"
    if sum(word[0].isupper() for word in said.speaker.split()) > 1:
        yield "full name"


def _of_text(looks: Sequence[QuoteContext]) -> tuple[int, float]:
    """Return how many marks stand beside a tag with a name, and their share of all."""
    told = sum(look.said.how in {"tag", "line"} and look.said.speaker[:1].isupper() for look in looks)
    return told, told / len(looks) if looks else 0.0


def _pairs(signs: list[str], count: int) -> list[str]:
    """Return pairs of signs that tell more together: a length with an end, a teller, a verb."""
    size = "short" if count < 4 else "middling" if count < 9 else "long"
    told = {sign.partition(" ")[0]: sign for sign in reversed(signs)}
    pairs = [f"{size}, {told[kind]}" for kind in ("who", "verb") if kind in told]
    return [*pairs, f"{size}, {told['ends']}, {told['first']}", f"{size}, {told['how']}, {told['verb']}"] + [
        f"determined, {sign}" for sign in signs if "determined" in signs and sign.startswith(("after", "ends"))
    ]
