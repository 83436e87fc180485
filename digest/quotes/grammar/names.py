"""The name inside a subject: "the former mayor Anna Holm, 43" → "former mayor Anna Holm".

Speakers are kept as written: a title or role directly before the name stays; a
leading article, an apposition after a comma, and brackets go.  There is no
grammar here that a table of words and capital letters cannot carry.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digest.quotes.grammar.speech import Speech

LONGEST = 12  # words of a speaker: beyond that it is a clause, not a name
# A first character, and what goes on after one of its kind: so the engine skips white space at once.
_WORD = re.compile(
    r"[^\s_](?:(?<=[A-Z])\.(?:[A-Z]\.)+|"
    r"(?<=[^\W_])[\w'’&/+\u0300-\u036f\x80-\x9f¡-ª¬-º¼-¾-]*(?:\.[a-zß-öø-ÿ0-9]\w*)*\.?|(?<=@)\w+|(?<=\x01)\x01+|)"
)
_INITIAL = re.compile(
    r"(?:[A-Z]\.)+|(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Hon|Del|Adm|Maj|Supt)\."
)
_ASIDE = re.compile(r"[(\[][^()\[\]\n]{0,60}[)\]]")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_OWNER = re.compile(r".*(?:['’]s|s['’])$")


class Word(NamedTuple):
    """A word or mark of a frame, its span there, and the word in lower case."""

    text: str
    start: int
    end: int
    low: str

    @property
    def named(self) -> bool:
        """Whether it is written like a name: a capital, or one inside (iPhone), or a handle."""
        text = self.text
        return text[0].isupper() or text[0] == "@" or (self.low != text and len(text) > 2)

    @property
    def solid(self) -> bool:
        """Whether it is a word at all, not a mark."""
        return self.text[0].isalnum() or self.text[0] in "@§"


def words_of(frame: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of a stretch of a frame, with their spans; asides in brackets are left out."""
    out: list[Word] = []
    closed = start
    for match in _WORD.finditer(frame, start, end):
        at, stop = match.span()
        if at < closed:
            continue
        text = match[0]
        if text in "([" and (aside := _ASIDE.match(frame, at, end)):
            closed = aside.end()
        elif text[-1] == "." and stop - at > 1 and not _INITIAL.fullmatch(text):
            out += (Word(text[:-1], at, stop - 1, text[:-1].lower()), Word(".", stop - 1, stop, "."))
        else:
            out.append(Word(text, at, stop, text.lower()))
    return out


def phrase(words: list[Word], at: int, speech: Speech) -> int:
    """Return where the noun phrase that begins with word *at* ends (*at* when none does)."""
    i = at
    named = 0
    determined = False
    last = min(len(words), at + LONGEST)
    while i < last:
        kind = _kind_here(words, i, at, named > 0, determined, speech)
        if kind != "name" and _is_beyond(words, i, at, kind, speech):
            break
        if kind == "join":
            if i == at or not _goes_on(words, i, determined, named, speech):
                break
            i += i + 1 < len(words) and _kind(words[i + 1], True, False, speech) == "article"
        determined = determined or kind == "article"
        named += kind == "name"
        i += 1
    while i > at and _hangs_over(words[i - 1], speech):
        i -= 1
    return at if i - at == 1 and determined else i


def _is_beyond(words: list[Word], i: int, at: int, kind: str, speech: Speech) -> bool:
    """Say whether the phrase from *at* ends before word *i* whatever follows."""
    if kind == "article":  # one opens a phrase, or follows the rest of another: "l'un"
        return i > at and (i > at + 1 or words[at].low not in speech.elided)
    return kind == "stop" or (kind == "word" and _tells(words, i, at, speech))


def _hangs_over(word: Word, speech: Speech) -> bool:
    """Say whether a word that ends a phrase would need another after it: "the mayor of"."""
    return speech.has("join", word.text) or speech.has("particles", word.text)


def _kind_here(words: list[Word], i: int, at: int, named: bool, determined: bool, speech: Speech) -> str:
    """Return what word *i* is to the phrase that begins at *at*, seen beside its neighbours."""
    kind = _kind(words[i], i == at, named, speech)
    if kind in {"name", "word"}:
        return kind
    if i == at:
        return _first_kind(words, i, kind, speech)
    if kind == "stop":
        return "word" if _counts(words[i], words[i - 1], i == at + 1, determined, speech) else "stop"
    if kind == "join":
        return "name" if words[i].named and words[i - 1].named else "join"  # "Al From said"
    if determined and speech.elided and speech.kinds.get(words[i].low) == "both":
        return "join"  # "le syndicat des pêcheurs"
    # "Harbour This Morning host Anna Holm"
    return "name" if named and words[i].named and i + 1 < len(words) and words[i + 1].named else "article"


def _first_kind(words: list[Word], i: int, kind: str, speech: Speech) -> str:
    word = words[i]
    if (kind == "stop" or (kind == "join" and word.named)) and is_name_here(words, i, speech):
        return "name" if word.named else "word"
    return "name" if kind in {"stop", "join"} and _noble(words, i, speech) else kind


def _counts(word: Word, before: Word, second: bool, determined: bool, speech: Speech) -> bool:
    """Say whether a word that ends phrases elsewhere belongs to this one."""
    if speech.has("times", word.low):
        # "the then mayor", "Holm's first answer", "einer gestern verbreiteten Erklärung"
        if second and (determined or owner(before.text)):
            return True
        # "52 percent of voters", "the former first lady"
        share = (second or before.text[0].isdigit()) and speech.has("shares", word.low)
        return share or (determined and speech.has("ordinals", word.low))
    return second and determined and not speech.capital_nouns and speech.has("days", word.low)  # "a Sunday editorial"


def _tells(words: list[Word], i: int, at: int, speech: Speech) -> bool:
    """Say whether a word is the verb after its subject: "Holm rallied supporters"."""
    if i == at or "-" in words[i].low:
        return False
    before = words[i - 1]
    if speech.inverts and speech.has("things", before.low) and words[i].text.endswith(speech.past_participles):
        return True  # "el informe publicado el martes"
    if speech.inverts and words[i].text.endswith(speech.past_participles) and _has_tail(words, i, speech):
        return True  # "el grupo apoyado por Irán"
    if not speech.ended(words[i].text):
        return _goes_on_doing(words, i, speech)
    if before.named:
        return not speech.has("articles", before.low)
    return before.low in speech.speaks


def _goes_on_doing(words: list[Word], i: int, speech: Speech) -> bool:
    """Say whether a participle follows a role: "another source speaking to us", but "chief operating officer"."""
    going = bool(speech.participle_endings) and words[i].text.endswith(speech.participle_endings)
    compound = i + 1 < len(words) and speech.has("roles", words[i + 1].low)
    return going and words[i].text.islower() and speech.has("roles", words[i - 1].low) and not compound


def _has_tail(words: list[Word], i: int, speech: Speech) -> bool:
    return bool(speech.past_participles) and i + 1 < len(words) and speech.has("prepositions", words[i + 1].low)


def is_name_here(words: list[Word], i: int, speech: Speech) -> bool:
    """Say whether a word that is a verb elsewhere begins a name: "said Will Holm", "state Sen. Holm"."""
    following = words[i + 1] if i + 1 < len(words) else None
    if words[i].text.isupper() and len(words[i].text) > 1 and following is not None:
        return not following.text.isupper()  # "US Senator Anna Holm"
    if not speech.has("name_words", words[i].low):
        return False
    if following is None:
        return (words[i].named and i > 0) or len(words) == 1
    return following.named or (words[i].named and speech.has("roles", following.low))


def _noble(words: list[Word], i: int, speech: Speech) -> bool:
    """Say whether a name begins with its particle: "Von der Leyen" at the head of a sentence."""
    following = words[i + 1 : i + 3]
    return (
        words[i].text[0].isupper()
        and speech.has("particles", words[i].low)
        and len(following) == 2
        and speech.has("particles", following[0].text)
        and following[1].named
    )


def _kind(word: Word, first: bool, named: bool, speech: Speech) -> str:
    """Return what a word is to a noun phrase: article, join, name, word, or its stop."""
    if not word.solid:
        return "stop"
    kind = speech.kinds.get(word.low, "")
    if kind == "both":
        return "join" if named else "article"
    if kind in {"join", "article"}:
        return kind
    if word.named and not (first and (kind == "stop" or speech.adverb(word.text))):
        return "stop" if speech.has("days", word.low) else "name"
    return "word" if _carries_on(word, kind, first, named, speech) else "stop"


def _carries_on(word: Word, kind: str, first: bool, named: bool, speech: Speech) -> bool:
    """Say whether a word that is no name belongs to a noun phrase."""
    if speech.has("days", word.low) and not speech.capital_nouns:
        return False
    if (named and speech.has("particles", word.low)) or (not first and word.low in speech.nouns):
        return True
    # Where nouns have capitals, adjectives stand before them; what is small after is a verb.
    return not (kind or (named and speech.capital_nouns) or speech.adverb(word.text))


def _goes_on(words: list[Word], i: int, determined: bool, named: int, speech: Speech) -> bool:
    """Say whether "of" belongs to the phrase: "Bank of England", "a spokesman for the board"."""
    if i + 1 >= len(words):
        return False
    following = words[i + 1]
    if (named and speech.has("heads", words[i - 1].low)) or speech.has("shares", words[i - 1].low):
        return True  # "Holm's chief of staff", "52 percent of voters"
    if not named and not determined and not speech.has("roles", words[i - 1].low):
        return False
    romance = speech.inverts and speech.order == "free"  # "Fuentes del ministerio"
    return following.named or not named or romance or _kind(following, True, False, speech) == "article"


def whole_name(words: list[Word], speech: Speech) -> bool:
    """Say whether the words are nothing but a person's name of two words or more."""
    return len(words) > 1 and all(w.named or speech.has("particles", w.low) for w in words) and words[0].named


def only_name(words: list[Word], speech: Speech) -> bool:
    """Say whether the words are one noun phrase that begins and ends with a capital, as a name or a post does."""
    return bool(words) and words[0].named and words[-1].named and phrase(words, 0, speech) == len(words)


def is_post(word: Word, speech: Speech) -> bool:
    """Say whether a word is what somebody holds or is, and no name of theirs: "Director", "Secretary", "chief"."""
    return any(speech.has(kind, word.low) for kind in ("roles", "titles", "heads"))


def _bare_person(words: list[Word], speech: Speech) -> list[Word]:
    """Cut "Anna Holm of the council" after the name; "Bank of England", "Secretary of Ports Ida Kern" stay whole."""
    for i, word in enumerate(words):
        if speech.has("join", word.text):
            name = i > 1 and whole_name(words[i - 2 : i], speech) and not is_post(words[i - 1], speech)
            name = name and words[i - 2].low not in speech.elided  # "L'Écho du Val"
            return words[:i] if name and not _owned(words[:i]) else words
    return words


def named_run(words: list[Word]) -> int:
    """Return where the run of capitals that ends the words begins, their number for none."""
    return next((i for i in range(len(words), 0, -1) if not words[i - 1].named), 0)


def owner(word: str) -> bool:
    """Say whether a word is an owner's: "Holm's", "the members'"."""
    return bool(_OWNER.fullmatch(word))


def _owned(words: list[Word]) -> bool:
    return any(owner(w.text) for w in words)


def _is_clause(words: list[Word], speech: Speech) -> bool:
    """Say whether the words are too many or too odd for a role: "gates cost 2.1 billion crowns"."""
    verb = next((i for i, w in enumerate(words) if i and speech.ended(w.text)), 0)
    if verb and words[verb - 1].text.islower() and any(w.named for w in words[:verb]):
        return True  # "the Berg campaign ended talks"
    if any(w.named for w in words):
        return False
    head = next((i for i, w in enumerate(words) if speech.has("join", w.low)), len(words))
    role = speech.has("roles", words[head - 1].low)  # "former senior law enforcement official"
    return head > (6 if role else 4) or any(w.text[0].isdigit() for w in words[1:])


def _is_bare(words: list[Word], speech: Speech) -> bool:
    """Say whether a common noun stands without the article that it needs: no subject, but an adverbial."""
    if not words or words[0].low in speech.determining or any(w.named for w in words):
        return False
    return not words[0].text.endswith(speech.bare_endings) and not any(speech.has("roles", w.low) for w in words)


def _without_lead(words: list[Word], speech: Speech) -> list[Word]:
    """Cut small words that belong to the sentence, not to the name after them: "for news and talk Anna Holm"."""
    first = next((i for i, w in enumerate(words) if w.named), 0)
    endings = speech.lists.get("role_endings", ())
    if not first or not endings or not whole_name(words[first:], speech):
        return words
    before = words[first - 1].low
    known = any(speech.has(kind, before) for kind in ("roles", "modifiers", "things", "particles", "join"))
    number = before[0].isdigit() and not before.isdigit()  # "21st Century Act"
    return words if known or number or "-" in before or before.endswith(endings) else words[first:]


def _is_verbal(word: Word, speech: Speech) -> bool:
    """Say whether a lone small word is a verb's form and no speaker: "planning", "hacked"."""
    ended = word.text.endswith(speech.participle_endings) or speech.ended(word.text)
    return word.text.islower() and ended and not speech.has("roles", word.low) and not speech.has("things", word.low)


def _own(words: list[Word], speech: Speech) -> list[Word]:
    """Drop the article, what belongs to the sentence, and the owner of who is named: "the town's mayor Anna Holm"."""
    determined = bool(words) and words[0].low in speech.determining
    words = _past_article(words, speech)
    if determined and len(words) > 2 and words[0].low in speech.determining and whole_name(words[-2:], speech):
        words = words[1:]  # "her friend Anna Holm"
    if not determined:
        words = _without_lead(words, speech)
    owners = [i for i, w in enumerate(words) if owner(w.text)]
    if owners and whole_name(words[-2:], speech) and len(words) > owners[-1] + 2:
        return words[owners[-1] + 1 :]
    return words


def _past_article(words: list[Word], speech: Speech) -> list[Word]:
    while words and (speech.has("articles", words[0].low) or speech.has("conjunctions", words[0].low)):
        if not speech.capital_nouns and len(words) > 1 and speech.has("join", words[1].text):
            break  # "un des pêcheurs"
        words = words[1:]
    return words


def _means_nobody(words: list[Word], speech: Speech) -> bool:
    """Say whether no word of a phrase is a name or role: "the latter", "ce dernier", "uno di loro"; but "From said"."""
    return all(w.low in speech.determining or w.text in speech.unnamed or not w.solid for w in words)


def _names_somebody(words: list[Word], speech: Speech) -> bool:
    if _means_nobody(words, speech):
        return False
    if speech.has("join", words[0].text) and not speech.has("articles", words[0].low):
        return False
    if len(words) == 1 and speech.participle_endings and _is_verbal(words[0], speech):
        return False
    if not any(any(c.isalpha() for c in w.text) for w in words) or _is_clause(words, speech):
        return False
    return not speech.capital_nouns or any(w.named for w in words)


def tidy(frame: str, words: list[Word], speech: Speech) -> str:
    """Return a noun phrase as a speaker, '' when it is none."""
    if speech.bare_endings and _is_bare(words, speech):
        return ""
    words = _bare_person(_own(_bare_person(words, speech), speech), speech)
    if not words or not _names_somebody(words, speech):
        return ""
    text = frame[words[0].start : words[-1].end]
    speaker = _POSSESSIVE.sub("", re.sub(r"\s+", " ", text))
    return "" if len(words) == 1 and speaker.lower() in speech.stops and words[0].text != speaker else speaker
