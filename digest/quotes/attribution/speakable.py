"""Can a phrase denote somebody who speaks?  "Holm", "residents", "the report"; not "See also", "some details".

Grammar finds a subject; whether it is somebody is seen from its words: a name, a
role, a body or a document speaks.  A capital at the head of a sentence makes no
name: where the language writes the word small elsewhere, more must speak for it.
"""

from __future__ import annotations

import re
from functools import cache

from digest import shelf
from digest.quotes.attribution.beside_verb import is_beside_verb, is_told_of
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.roles import has_role_for_head, head_of, is_role, only_of_somebody, owners_answer
from digest.quotes.attribution.small_words import without_opener
from digest.quotes.attribution.subjects import Attribution
from digest.quotes.grammar.phrases import is_abstract
from digest.quotes.grammar.speech import Speech
from digest.text.languages import language_table

_OPENS = re.compile(r"(?:^|[.!?:;…\n>*•(\[–—-][\"”“’'»)\]]*)[ \t\u00a0]*(?:(?:\d+[.)]|\*\*)[ \t]*)?$")
YEAR = 3  # digits; a longer figure dates what follows
SHORT_CLAUSE = 3  # words; one so short before a colon has hardly room for more than a name and its verb
NO_ONE = 4  # characters before a phrase in which "No" stands
NEAR = 40  # characters between a label and its colon
_INSIDE = r"(?<=[\w,] ){}(?![\w-])"
# A longer word with a full stop ends the sentence before: "Dr. Holm", but "… im Hafen. Einmal".
_AFTER_CAPITAL = r"\b([^\W\d_a-zß-öø-ÿ](?:[\w.-]*[\w-]|\w{{0,4}}\.)) {}\b"


@cache
def common(language: str) -> frozenset[str]:
    """Return the words that a language writes small, none where no list is kept."""
    if f"{language}.txt" not in shelf.data_names("common"):
        return frozenset()
    lines = shelf.data(f"common/{language}.txt").decode().splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


@cache
def _numbers(language: str) -> frozenset[str]:
    """Return the number words of a language: "fifty" of fifty=50."""
    told = str(language_table(language, "headlines").get("numbers", ""))
    return frozenset(pair.partition("=")[0] for pair in told.split())


def checked(frame: MaskedText, said: Attribution) -> Attribution:
    """Return what was found with a speaker who can speak, or with nobody.

    A role keeps only what belongs to it: "concejal argumentó" is the concejal.
    """
    speech = frame.speech
    if not said.speaker or speech.order == "unspaced":
        return said
    words = said.speaker.split()
    if _is_no_speaker(frame, said, words):
        return said._replace(speaker="")
    if (own := _known_elsewhere(frame, words)) != words:
        return said._replace(speaker=" ".join(own))
    judged = _judged_by_list if common(speech.tag) else _judged_by_form
    return judged(frame, said, words)


def _judged_by_list(frame: MaskedText, said: Attribution, words: list[str]) -> Attribution:
    """Return who can speak where a list tells which words are written small."""
    own = words[1:] if words[0].lower() in frame.speech.determining and len(words) > 1 else words
    beside = is_beside_verb(frame, said, own)
    fits = beside or _known_words(frame, said, own)
    if fits and not beside and only_of_somebody(frame, own):
        said, fits = owners_answer(frame, said, own)
    if own is not words and not any(word[0].isupper() for word in own):
        said = said._replace(speaker=" ".join([words[0].lower(), *own]))  # "Another keeper" is nobody's name
    return said if fits else said._replace(speaker="")


def _judged_by_form(frame: MaskedText, said: Attribution, words: list[str]) -> Attribution:
    """Return who can speak where no list is kept: what is surely a name, a role, a body or a document."""
    if frame.speech.capital_nouns and opens_sentence(frame, said.at) and not is_known(frame, words[0]):
        words = without_opener(frame, said.at, words)
    words = _of_owned(frame, said, _without_tail(frame, said, words)) if words else []
    said = said._replace(speaker=" ".join(words))
    return said if words and _proved(frame, said, words) else said._replace(speaker="")


def _is_no_speaker(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether words are a label, a figure's, a "no keeper", or too few for their verb."""
    label = not said.verb and _is_no_label(words, frame.speech)
    asks = frame.speech.order == "second" and len(words) > 1 and words[-1].lower() in frame.speech.pronouns
    nobody = label or asks or is_told_of(frame, said, words) or _is_no_one(frame, said, words)
    return nobody or _is_figure(frame, said, words) or disagrees(words, said.verb.lower(), frame.speech)


def _is_figure(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether a figure stands before a lone capital: "20 Minutos", whose name is not "Minutos"."""
    figure = frame.text[max(0, said.at - 12) : said.at].split()[-1:]
    year = bool(figure) and len(figure[0]) > YEAR
    lone = len(words) == 1 and words[0].istitle()
    share = frame.speech.has("nobody", words[0].lower())  # "69 Prozent der Fischer"
    counted = bool(figure) and figure[0].isdigit() and not year
    return (lone or share) and (counted or frame.text[said.at : said.at + 1].isdigit())


def disagrees(words: list[str], verb: str, speech: Speech) -> bool:
    """Say whether a verb tells of several and its subject is one: "pidieron … Ana Ríos"."""
    several = speech.drops and bool(verb) and verb.endswith(speech.lists.get("several_endings", ()))
    plural = any(word.endswith("s") or speech.has("couples", word.lower()) for word in words)
    return several and not plural


def _is_no_label(words: list[str], speech: Speech) -> bool:
    """Say whether a page's own word heads the colon: "Source: “…”", "Fazit zu Boot und Steg: “…”"."""
    tied = len(words) == 1 or speech.has("join", words[1].lower()) or speech.has("particles", words[1].lower())
    return tied and speech.has("no_label", words[0].lower())


def _known_elsewhere(frame: MaskedText, words: list[str]) -> list[str]:
    """Return what is left of a speaker for whoever reads the words alone: nothing of "this group" and "our policy"."""
    speech, first = frame.speech, words[0].lower()
    if _is_anybody(frame, words):
        return []
    if len(words) > 1 and any(word[0].isupper() for word in words[1:]) and not _is_of_nouns(frame, words):
        return words[1:] if speech.has("ours", first) else words  # "our owner at the NPO", "our keeper Ida Kern"
    if _points_hanging(first, speech):
        return []
    if len(words) == 1:
        return words
    owner = next((kind for kind in ("ours", "theirs") if speech.has(kind, first)), "")
    if (owner and _is_thing(frame, words[1:])) or speech.has("pointing", first):
        return []
    if owner == "ours":  # "our keeper" is a keeper
        return words[1:] if has_role_for_head(frame, words[1:]) else []
    return words


def _is_no_one(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether a phrase tells that there is nobody: "no keeper", "No one at the board"."""
    at = max(said.at, frame.text.find(words[0], said.at, said.at + NEAR))
    before = frame.text[max(0, at - NO_ONE) : at].split()[-1:]
    return any(frame.speech.has("none", word.lower()) for word in (*before, words[0]))


def _is_thing(frame: MaskedText, words: list[str]) -> bool:
    """Say whether a phrase is about a document or a body."""
    head = head_of(frame, words).lower()
    return any(frame.speech.has(kind, head) for kind in ("things", "bodies"))


def _points_hanging(first: str, speech: Speech) -> bool:
    """Say whether what points at somebody near hangs before a word: "quell'aggettivo"."""
    hanging = tuple(word for word in speech.words.get("pointing", ()) if word.endswith("'"))
    return first.replace("’", "'").startswith(hanging)


def _is_of_nouns(frame: MaskedText, words: list[str]) -> bool:
    """Say whether a capital tells no name after its owner: "Unser Motto", where nouns have capitals."""
    return frame.speech.capital_nouns and len(words) == 2 and not is_role(frame, words[-1])


def _is_anybody(frame: MaskedText, words: list[str]) -> bool:
    """Say whether a phrase means nobody in particular: "some people", "fifty-one percent"."""
    speech = frame.speech
    if speech.has("nobody", words[0].lower()) and not (len(words) > 2 and speech.has("join", words[1].lower())):
        return True  # "neither Holm", "Todos coinciden"
    if all(speech.has("anybody", word.lower()) or word.lower() in speech.determining for word in words):
        return True
    if len(words) > 1 and words[0][0].isupper() and words[-1].islower() and speech.has("anybody", words[-1]):
        return True  # "Imagine somebody saying"
    counted = not _numbers(speech.tag).isdisjoint(words[0].lower().split("-"))
    return counted and not is_role(frame, words[-1])


def _known_words(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Judge by the list of words that the language writes small."""
    named = [word for word in words if _is_written_as_name(word)]
    if named and named != words[:1]:
        # "NCI QuitPal's features include:" is about features.
        return bool(said.verb) or words[-1] in named or is_role(frame, words[-1])
    if len(words) > 1 and (_lists_a_role(words, said, frame.speech) or has_role_for_head(frame, words)):
        return True
    if len(words) == 1 and (words[0].lower() in frame.speech.speaks or (not named and is_role(frame, words[0]))):
        return True  # but "Remember", "Consider" only end as roles do
    return bool(named) and not _only_opens(frame, said, words[0])


def _is_written_as_name(word: str) -> bool:
    """Say whether a word is written like a name, a handle or an address: "Holm", "@holm", "nordhavn.example"."""
    return word[0].isupper() or word[0] == "@" or "." in word[1:-1]


def _lists_a_role(words: list[str], said: Attribution, speech: Speech) -> bool:
    """Say whether a listed role stands in a phrase before a speech verb; "softer" only ends as roles do."""
    inside = any(not speech.speaks.isdisjoint((word.lower(), word.lower().removesuffix("s"))) for word in words)
    return inside and said.verb.lower() in speech.anyverb


def _proved(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Judge where no list of small words is kept: only what is surely a name, a role, a body or a document."""
    speech = frame.speech
    if speech.has("stands", said.verb.lower()):
        return _stands_there(frame, said)
    if _has_role(frame, said, words):
        return not speech.adverb(words[0])  # "profundamente consternados"
    if said.verb.lower() in speech.verbs or not _has_case(words):
        return words[0].lower() not in speech.stops or len(words) > 1
    return not _is_named_only(frame, said, words) and _is_named(frame, said, words)


def _is_named(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether capitals show a name, where they are not only nouns' or the sentence's."""
    speech = frame.speech
    names = [word for word in words if word[0].isupper() and word.lower() not in speech.determining]
    if speech.capital_nouns:
        sure = len(names) > 1 or frame.following(said.at, said.at + 20) not in speech.determining
        return bool(names) and sure and not is_abstract(words[-1], speech)
    if not said.verb and words[0].islower():
        return False  # "La situación de Ramiro Roca:"
    if len(names) == 1 and opens_sentence(frame, said.at):
        return words[0].lower() not in speech.kinds and not _leads_on(frame, said, words[0])
    return bool(names)


def _of_owned(frame: MaskedText, said: Attribution, words: list[str]) -> list[str]:
    """Return whose a thing is in a tag without a verb, [] for nobody: "so das Versprechen der Ministerin"."""
    speech = frame.speech
    determined = frame.following(said.at, said.at + 20) in speech.determining
    owned = determined and len(words) > 2 and speech.has("oblique_join", words[1].lower())
    if not owned or said.verb.lower() in speech.verbs or is_role(frame, words[0]):
        return words
    return words[2:] if said.how == "tag" and is_role(frame, words[2]) else []


def _stands_there(frame: MaskedText, said: Attribution) -> bool:
    """Say whether words stand in a document, and are not what something is called.

    "In dem Bericht heißt es" is the report's; "Die Losung hieß", "Das Motto lautet" and "Am Ende stand" are nobody's.
    """
    before = frame.text[max(0, said.at - 20) : said.at].lower().split()[-2:]
    placed = any(frame.speech.has("inside", word) for word in before)  # "Im letzten Absatz des Antrags heißt es"
    roles = [word for word in said.speaker.split() if is_role(frame, word)]
    if placed and not frame.speech.has("lies", said.verb.lower()):
        return True
    return bool(roles) if placed else any(not frame.speech.has("things", word.lower()) for word in roles)


def _is_label(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether a lone word heads the colon and the text does not show that it is a name: "Motto:", "Bilan :"."""
    at = max(frame.text.find(words[0], said.at, said.at + NEAR), said.at)  # "Unser Motto"
    stop = at + len(words[0])
    between = frame.text[stop : stop + NEAR].partition(":")[0].lower().split()
    heads = opens_sentence(frame, said.at)
    lone = heads and len(words) == 1 and not words[0].isupper() and frame.text.startswith(words[0], at)
    small = (word in frame.speech.kinds or frame.speech.adverb(word) for word in between)
    return lone and ":" in frame.text[stop : stop + NEAR] and all(small) and not is_known(frame, words[0])


def opens_sentence(frame: MaskedText, at: int) -> bool:
    """Say whether a sentence, an item or a line begins at *at*, so that a capital there makes no name."""
    return bool(_OPENS.search(frame.text, max(0, at - 12), at))


def is_known(frame: MaskedText, word: str) -> bool:
    """Say whether a text has a word after one with a capital that is no article: "Anna Holm", but not "Die Frage"."""
    before = re.findall(_AFTER_CAPITAL.format(re.escape(word)), frame.text)
    return any(one.lower() not in frame.speech.kinds for one in before)


def _is_named_only(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether a phrase tells what the words are and not whose: "Die Losung hieß", "Motto:", "Réponse de Holm :"."""
    if _is_label(frame, said, words):
        return True
    return not said.verb and _is_of_somebody(frame, said, words)


def _has_role(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether a phrase has a role, a body or a document in it; without a verb a document is a topic.

    "El mensaje era claro: “…”"
    """
    topic = not said.verb and (
        frame.speech.has("things", words[-1].lower())
        or (not is_role(frame, words[0]) and _is_of_somebody(frame, said, words))
    )
    return not topic and any(is_role(frame, word) for word in words if word.lower() not in frame.speech.determining)


def _is_of_somebody(frame: MaskedText, said: Attribution, words: list[str]) -> bool:
    """Say whether a thing is somebody's, without a verb: "Réponse de Paul Renard :", "Réaction vive de la ministre"."""
    speech = frame.speech
    joined = next((i for i, word in enumerate(words) if i and speech.has("join", word.lower())), 0)
    if joined > 1 and not speech.capital_nouns and opens_sentence(frame, said.at):
        small = all(word.islower() for word in words[1:joined])
        return small and not any(is_role(frame, word) for word in words[:joined])
    rest = words[2:] if joined == 1 and len(words) > 2 else []
    return bool(rest) and len(rest) < 4 and all(word[0].isupper() for word in rest)


def _has_case(words: list[str]) -> bool:
    """Say whether a script has capitals at all."""
    return any(word[0].isupper() or word[0].islower() for word in words)


def _is_unknown_opener(frame: MaskedText, said: Attribution, first: str, after: str) -> bool:
    """Say whether a word that only its sentence's head shows to be a name leads to much before a colon, and no verb."""
    if is_known(frame, first):
        return False
    if frame.text.startswith(f"{first}, ", said.at):  # "Sorride, la nonna:"
        return frame.following(said.at + len(first) + 1, said.at + NEAR) in frame.speech.determining
    long = len(frame.text[said.at :].partition(":")[0].split()) > SHORT_CLAUSE
    return long and bool(after) and after not in frame.speech.auxiliaries  # "Parole dure anche da parte di Don Lanzi:"


def _leads_on(frame: MaskedText, said: Attribution, first: str) -> bool:
    """Say whether a word that opens its sentence leads on to another, which it belongs to: "Motor de la obra:"."""
    speech = frame.speech
    following = frame.text[said.at :].split(None, 2)
    after = following[1].lower() if len(following) > 1 and following[0] == first else ""
    if not said.verb and _is_unknown_opener(frame, said, first, after):
        return True
    return after in speech.determining or speech.has("join", after) or speech.has("prepositions", after)


def _without_tail(frame: MaskedText, said: Attribution, words: list[str]) -> list[str]:
    """Drop what hangs before or after a name or a role and is no part of it: "ve Ana Ríos", "Ana Ríos asume"."""
    speech = frame.speech
    if not speech.capital_nouns and any(word[0].isupper() for word in words):
        words = _without_verbs(frame, said, words, behind=said.verb.lower() not in speech.anyverb)
    for i in range(1, len(words)):
        small = words[i][0].islower() and not is_role(frame, words[i])
        if small and is_role(frame, words[i - 1]) and words[i - 1][0].islower():
            low = words[i].lower()
            tied = any(speech.has(kind, low) for kind in ("particles", "join")) or low in speech.determining
            if not tied and i == len(words) - 1:
                return words[:i]
    return words


def _without_verbs(frame: MaskedText, said: Attribution, words: list[str], *, behind: bool) -> list[str]:
    """Cut small words before a name unless they are a role, and those *behind* it, where nouns are small, too."""
    speech = frame.speech
    last = max(i for i, word in enumerate(words) if word[0].isupper())
    tail = words[last + 1 :]
    tied = tail and (speech.has("join", tail[0].lower()) or tail[0].lower() in speech.determining)
    if behind and not tied and not any(is_role(frame, word) for word in tail):
        words = words[: last + 1]
    first = next(i for i, word in enumerate(words) if word[0].isupper())
    if not _belongs(frame, said, words[:first]):
        return words[first:]
    # "el entonces cardenal Holm"
    return words[next(i for i, word in enumerate(words) if i + 1 == len(words) or word.lower() not in speech.stops) :]


def _belongs(frame: MaskedText, said: Attribution, before: list[str]) -> bool:
    """Say whether the small words before a name are a part of who is named: a role, or a noun that it belongs to."""
    if not before:
        return True
    owned = before[0].lower() in frame.speech.determining or any(is_role(frame, word) for word in before)
    return owned or _is_headed(frame, said, before)


def _is_headed(frame: MaskedText, said: Attribution, before: list[str]) -> bool:
    """Say whether the small words before a name are a noun that it belongs to: "un integrante del Poder Ejecutivo"."""
    speech = frame.speech
    joined = any(speech.has("join", word.lower()) or word.lower()[:2] in {"d'", "d’"} for word in before[1:])
    near = [frame.following(said.at, said.at + 20), *frame.text[max(0, said.at - 8) : said.at].lower().split()[-1:]]
    return joined or any(word in speech.determining for word in near)


def _stands_alone(frame: MaskedText, said: Attribution, word: str) -> bool:
    """Say whether a word that is no plural has its verb right behind it and no article before: "Stone says"."""
    speech, low = frame.speech, word.lower()
    told = said.verb.lower() in speech.verbs and frame.text.startswith(f"{word} {said.verb}", said.at)
    return told and low not in speech.kinds and not speech.adverb(low) and not low.endswith("s")


def _stems(low: str, speech: Speech) -> tuple[str, ...]:
    """Return what an adverb is made of: "interestingly" of "interesting", "happily" of "happy"."""
    stem = low.removesuffix(speech.adverb_ending)
    return () if stem == low or not stem else (stem, f"{stem[:-1]}y", f"{stem}le")


def _only_opens(frame: MaskedText, said: Attribution, word: str) -> bool:
    """Say whether a word has its capital only because it opens the sentence."""
    low = word.lower()
    if frame.text[said.at + len(word) + 1 : said.at + len(word) + 2].isdigit() and frame.text.startswith(word, said.at):
        return True  # Section 508
    if said.verb and (frame.speech.has("name_words", low) or _stands_alone(frame, said, word)):
        return False
    listed = not common(frame.speech.tag).isdisjoint((low, f"{low}s", *_stems(low, frame.speech)))
    if not listed and (said.verb or not re.search(rf"\b{re.escape(low)}s?\b", frame.source)):
        return False
    if not opens_sentence(frame, said.at):
        return False
    return not re.search(_INSIDE.format(re.escape(word)), frame.text)
