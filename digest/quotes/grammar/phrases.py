"""Which noun phrase among the words beside a verb is its subject."""

from __future__ import annotations

from digest.quotes.grammar.names import Word, is_name_here, is_post, named_run, phrase, whole_name
from digest.quotes.grammar.overgrown import is_post as may_be_post
from digest.quotes.grammar.speech import Speech

BREAKS = frozenset(",;:—–")
LONGEST_ATTRIBUTE = 7  # words from a preposition to the participle that ends its attribute
LONGEST_NAME = 7  # letters of a name that may end as abstract nouns do: Hornung


def apposed(words: list[Word], start: int, stop: int, speech: Speech) -> list[Word]:
    """Return the phrase, or the name after its comma: "the mayor, Anna Holm"."""
    head = words[start:stop]
    if stop >= len(words) or words[stop].text != "," or _is_person(head, speech):
        return head
    end = phrase(words, stop + 1, speech)
    name = words[stop + 1 : end]
    closed = end >= len(words) or not words[end].solid or words[end].low in speech.verbs
    # "the mayor, Anna Holm", "said Executive Director of Ports, Anna Holm"
    person = whole_name(name, speech) or _is_with_job(name, speech) or (len(name) == 1 and _is_job(head, speech))
    return name if closed and person and _is_for_a_name(head, speech) else head


def _is_job(head: list[Word], speech: Speech) -> bool:
    """Say whether a phrase is somebody's job and no name, so that one word names who has it: "his lawyer, Holm,"."""
    plain = speech.order == "free" and head[0].low in speech.determining and head[-1].text.islower()
    return plain and speech.has("roles", head[-1].low)


def _is_with_job(name: list[Word], speech: Speech) -> bool:
    """Say whether a name stands behind what somebody does: "marine engineer Anna Holm"."""
    job = speech.order == "free" and len(name) > 2 and name[0].low not in speech.determining
    return job and name[-3].text.islower() and whole_name(name[-2:], speech)


def _is_person(head: list[Word], speech: Speech) -> bool:
    """Say whether a phrase ends in a name of two words; "our Executive Director" is written like one, and is none."""
    if not whole_name(head[-2:], speech) or (speech.capital_nouns and head[0].low in speech.determining):
        return False
    if _is_of_a_body(head, speech):
        return False
    return not (len(head) > 1 and is_post(head[-1], speech))


def _is_of_a_body(head: list[Word], speech: Speech) -> bool:
    """Say whether the name in a phrase is whose somebody is: "a spokesman for the Clay Museum, Tom Moss"."""
    joined = next((i for i, word in enumerate(head) if speech.has("join", word.low)), 0)
    role = speech.order == "free" and joined > 0 and speech.has("roles", head[joined - 1].low)
    return role and head[0].low in speech.determining and head[joined - 1].text.islower()


def _is_for_a_name(head: list[Word], speech: Speech) -> bool:
    """Say whether a phrase is what somebody is, so that a name after its comma says who."""
    role = speech.order == "free" and any(speech.has("roles", word.low) for word in head)
    return head[0].low in speech.determining or role or not head[-1].named


def without_attributes(words: list[Word], speech: Speech) -> list[Word]:
    """Drop what stands between an article and its noun and has a noun in it: "die in Nordhafen geborene Ida Holm"."""
    if speech.order != "second":
        return words
    prepositions, determining = speech.words.get("prepositions", ()), speech.determining
    for i in range(len(words) - 3):
        if words[i].low in determining and words[i + 1].low in prepositions:
            stop = _attribute(words, i + 2, speech)
            if stop:
                return words[: i + 1] + without_attributes(words[stop:], speech)
    return words


def _attribute(words: list[Word], at: int, speech: Speech) -> int:
    """Return where the noun stands to which a participle leads that ends its attribute, 0 for none."""
    for i in range(at, min(len(words) - 1, at + LONGEST_ATTRIBUTE)):
        if not words[i].solid:
            return 0
        ends = words[i].text.islower() and words[i].low.endswith(speech.lists.get("attribute_endings", ()))
        if ends and words[i - 1].named and words[i + 1].named:
            return i + 1
    return 0


def opens_clause(words: list[Word], i: int, speech: Speech) -> bool:
    """Say whether a word begins an adverbial: "On Monday", "Speaking to reporters", "Asked why"."""
    low = words[i].low
    if _opens_name(words, i, speech):
        return False
    if low in speech.stops or (i == 0 and speech.adverb(low)) or speech.has("days", low):
        return True
    if words[i].text.istitle() and low.endswith(speech.participle_endings):
        return True
    if not low.endswith(speech.past_participles) or speech.has("roles", low):
        return False
    following = words[i + 1].low if i + 1 < len(words) else ""
    return speech.has("prepositions", following) or speech.has("join", following)


def _opens_name(words: list[Word], i: int, speech: Speech) -> bool:
    """Say whether a word that opens a clause elsewhere begins a name: "Von der Heide", "Will Holm, the mayor,"."""
    if words[i].text == "Von" and words[i + 1 : i + 2] and speech.has("particles", words[i + 1].low):
        return True
    return words[i].low in speech.stops and words[i].named and is_name_here(words, i, speech)


def after_break(words: list[Word]) -> list[Word]:
    """Return the words after the last comma, colon or dash."""
    cut = max((i for i, w in enumerate(words) if w.text in BREAKS), default=-1)
    return words[cut + 1 :]


def without_comma(words: list[Word]) -> list[Word]:
    """Drop a comma that ends the words."""
    return words[:-1] if words and words[-1].text == "," else words


def nearest_person(words: list[Word], speech: Speech) -> list[Word]:
    """Return the person of the last comma-parted stretch: "in Ames, Iowa, Mayor Anna Holm," and the verb."""
    part = after_break(words)
    if len(part) == len(words) or not part or opens_clause(part, 0, speech) or phrase(part, 0, speech) != len(part):
        return []
    person = whole_name(part, speech) and speech.has("titles", part[0].low.rstrip("."))
    before = words[: len(words) - len(part) - 1]
    if 1 < len(before) < 4 and whole_name(before, speech):
        return []  # "Anna Holm, President Port North Lake," says what she is
    return part if person else []


def with_role(words: list[Word], part: list[Word], speech: Speech) -> list[Word]:
    """Return the name before a role that no comma ends: "Anna Holm, Harbour Master for the North says"."""
    comma = len(words) - len(part) - 1
    before = words[: max(comma, 0)]
    if speech.order == "unspaced" or not part or not before or words[comma].text != "," or not part[0].named:
        return []
    joined = next((i for i, word in enumerate(part) if speech.has("join", word.low)), len(part))
    titled = joined < len(part) and all(word.named for word in part[:joined])  # "Harbour Master for the North"
    role = (titled or speech.has("roles", part[joined - 1].low)) and phrase(part, 0, speech) == len(part)
    name = last_phrase(before, speech, False)
    return name if role and whole_name(name, speech) and not any(w.text in BREAKS for w in before) else []


def whose(words: list[Word], speech: Speech) -> list[Word]:
    """Return whom a relative clause tells about: "wrote to Holm, who says", "an answer from Holm, who said"."""
    before = after_break(without_comma(words))
    found = last_phrase(before, speech, False) or before[named_run(before) :]
    joined = next((i for i in range(len(found) - 1, 0, -1) if speech.has("join", found[i].low)), 0)
    owned = speech.order == "free" and not speech.inverts and joined and found[joined - 1].text.islower()
    return found[joined + 1 :] if owned and not may_be_post(found[joined - 1], speech) else found


def antecedent(words: list[Word], speech: Speech) -> list[Word]:
    """Return the phrase that a clause between it and the verb tells about: "the groups who wrote to her"."""
    place = next((i for i in range(len(words) - 2, 0, -1) if speech.pronouns.get(words[i].low) == "w"), 0)
    return last_phrase(words[:place], speech, False) if place else []


def before_aside(words: list[Word], speech: Speech) -> list[Word]:
    """Return the name before what two commas part off: "Anna Holm, for one," and the verb."""
    aside = after_break(words)
    if not aside or len(aside) == len(words) or aside[0].named or words[-len(aside) - 1].text != ",":
        return []
    name = last_phrase(after_break(words[: -len(aside) - 1]), speech, False)
    return name if name and name[-1].named and not opens_clause(name, 0, speech) else []


def ending(words: list[Word], speech: Speech, whole: bool = False) -> int:
    """Return where the longest noun phrase that ends the words begins, their number for none; *whole*: all of them."""
    starts = range(min(1, len(words)) if whole else len(words))
    return next((i for i in starts if phrase(words, i, speech) == len(words)), len(words))


def last_phrase(words: list[Word], speech: Speech, whole: bool) -> list[Word]:
    """Return the longest noun phrase that ends the words; no name after a preposition."""
    start = ending(words, speech, whole)
    if start == len(words):
        return (words if is_couple(words, speech) else before_place(words, speech)) if whole else []
    before = words[start - 1].low if start else ""
    if speech.has("prepositions", before):
        if not speech.has("subordinators", before):
            return _after_preposition(words, start, speech)
        if name := _after_what_was(words, start, speech):
            return name
    if start > 1 and speech.has("couples", before) and (two := _two(words, start - 1, speech)):
        return two
    if speech.order == "second" and (speech.has("oblique", words[start].low) or _fronted(words[0].low, speech)):
        return []
    return words[start:]


def _two(words: list[Word], end: int, speech: Speech) -> list[Word]:
    """Return two speakers of whom the first ends at *end*, [] for none: "Later Anna Holm and Carl Berg"."""
    begin = int(speech.has("times", words[0].low) and whole_name(words[1:end], speech))
    return words[begin:] if words[end - 1].named and phrase(words, begin, speech) == end else []


def _after_preposition(words: list[Word], start: int, speech: Speech) -> list[Word]:
    """Return the run of capitals after the small word that a preposition leads to: "In a statement Holm said"."""
    first = max(start, named_run(words))
    whole = first == start + 1 and words[start].low in speech.determining  # "asked about the Harbour Board"
    whole = whole or (speech.inverts and speech.has("join", words[first - 1].low))  # "Sobre la obra de Holm dijo"
    return [] if speech.order == "second" or whole or first in {start, len(words)} else words[first:]


def _after_what_was(words: list[Word], start: int, speech: Speech) -> list[Word]:
    """Return the name that an opening runs into: "after legal consultation Nordhavn", but "after keeper Holm"."""
    first = named_run(words)
    if speech.order != "free" or not start < first < len(words):
        return []
    low = words[first - 1].low
    kinds = ("roles", "titles", "modifiers", "things", "bodies", "particles", "join")
    post = any(speech.has(kind, low) for kind in kinds) or low in speech.determining
    return [] if post or low.endswith(speech.lists.get("role_endings", ())) else words[first:]


def is_couple(words: list[Word], speech: Speech) -> bool:
    """Say whether the words are two names: "Anna Holm and Carl Berg"."""
    middle = phrase(words, 0, speech)
    if not 0 < middle < len(words) - 1 or not speech.has("couples", words[middle].low):
        return False
    roles = speech.has("roles", words[middle - 1].low)
    roles = roles and (words[0].low in speech.determining or whole_name(words[-2:], speech))
    return (words[middle - 1].named or roles) and phrase(words, middle + 1, speech) == len(words)


def listed(words: list[Word], part: list[Word], speech: Speech) -> list[Word]:
    """Return all names of a list that the words are: "Falk, Kern and Moor said"."""
    if len(part) == len(words) or speech.order != "free" or not any(speech.has("couples", w.low) for w in part):
        return []
    names = all(w.named or w.text == "," or speech.has("couples", w.low) for w in words)
    return words if names and is_couple(part, speech) else []


def before_place(words: list[Word], speech: Speech) -> list[Word]:
    """Return the phrase before its place: "a teacher in the hall" and the verb."""
    stop = phrase(words, 0, speech)
    if not stop or opens_clause(words, 0, speech) or (speech.capital_nouns and words[0].low not in speech.determining):
        return []
    kind = "places" if "places" in speech.words else "prepositions"
    return words[:stop] if stop < len(words) - 1 and speech.has(kind, words[stop].low) else []


def _fronted(low: str, speech: Speech) -> bool:
    """Say whether a clause that begins so has its subject after the verb."""
    preposition = speech.has("prepositions", low) and not speech.has("subordinators", low)
    return preposition or speech.has("oblique", low) or low.endswith(speech.fronting_endings)


def _inside_clause(part: list[Word], speech: Speech) -> list[Word]:
    """Return the subject of a clause in what its conjunction opens: "As Anna Holm, the mayor, put it"."""
    opened = next((i for i, word in enumerate(part[:3]) if speech.has("subordinators", word.low)), -1)
    inner = part[opened + 1 :]
    return inner if opened >= 0 and inner and phrase(inner, 0, speech) == len(inner) else part


def _paper(part: list[Word], speech: Speech) -> list[Word]:
    """Return the letter whose addressee a comma goes on with: "The board's letter to Ida Kern, the keeper, said"."""
    stop = phrase(part, 0, speech)
    addressed = 1 < stop < len(part) and part[0].low in speech.determining and speech.has("to", part[stop].low)
    return part[:stop] if addressed and speech.has("things", part[stop - 1].low) else []


def first_phrase(words: list[Word], speech: Speech, whole: bool) -> list[Word]:
    """Return the first comma-parted stretch that is a noun phrase: "Anna Holm, the mayor,"."""
    start = 0
    for i, word in enumerate([*words, Word(",", 0, 0, ",")]):
        if word.text not in ",—–":
            continue
        part = _without_ties(words[start:i], speech)
        if speech.order == "free" and not whole:
            if start == 0 and (paper := _paper(part, speech)):
                return paper
            part = _inside_clause(part, speech)
        only = start == 0 and i == len(words)
        if tail := _subject_in(part, speech, loose=not whole and not (only and _is_plain(speech))):
            return apposed(words, i - len(tail), i, speech)
        if whole or (speech.order == "second" and part):
            # Verb-second: after a clause the subject stands on the other side of the verb.
            return []
        start = i + 1
    return []


def _subject_in(part: list[Word], speech: Speech, *, loose: bool) -> list[Word]:
    """Return a stretch that is a noun phrase as a whole; *loose*: else the phrase that ends it."""
    if not part or opens_clause(part, 0, speech):
        return []
    if phrase(part, 0, speech) == len(part) or is_couple(part, speech):
        return part
    return last_phrase(part, speech, False) if loose else []


def _is_plain(speech: Speech) -> bool:
    """Say whether the subject stands before its verb wherever no tag turns them round."""
    return speech.order == "free" and not speech.inverts


def _without_ties(words: list[Word], speech: Speech) -> list[Word]:
    """Drop the conjunctions that a stretch begins with."""
    first = next((i for i, word in enumerate(words) if not speech.has("conjunctions", word.low)), len(words))
    return words[first:]


def placed(words: list[Word], speech: Speech) -> int:
    """Return how many words say to whom or where, before a subject: "dijo a la prensa el alcalde"."""
    low = words[0].low
    if words[0].named or not speech.has("prepositions", low) or speech.has("subordinators", low):
        return 0
    for stop in range(2, len(words) - 1):
        word, before, following = words[stop], words[stop - 1], words[stop + 1].low
        if not word.solid or word.low in speech.verbs or speech.has("relative", word.low):
            break
        if speech.has("press", before.low) and word.named and words[stop + 1].named:
            return stop  # "a dit à la presse Anne Petit"
        if following in speech.speaks and speech.has("articles", word.low) and not _leads_on(before, speech):
            return stop
    return 0


def _leads_on(word: Word, speech: Speech) -> bool:
    """Say whether what follows a word belongs to it: "of the", "on the"."""
    return word.low in speech.determining or speech.has("join", word.text) or word.low in speech.stops


def is_place(words: list[Word], start: int, stop: int, speech: Speech) -> bool:
    """Say whether a name only goes on with a place or a time: "in Ames, Iowa, Holm said"."""
    if words[stop : stop + 1] and words[stop].text == "." and stop - start == 1:
        return True  # "in Nordhavn, Calif., Holm said"
    if stop - start > 2 or start < 2 or stop >= len(words) or words[stop].text != ",":
        return speech.has("times", words[stop - 1].low)
    following = words[stop + 1].low if stop + 1 < len(words) else ""
    if stop - start == 2 and not (stop + 1 < len(words) and words[stop + 1].named):
        return False
    apposition = following in speech.determining or speech.has("relative", following)
    return words[start - 1].text == "," and words[start - 2].named and not apposition


def introduces(words: list[Word], start: int, stop: int, speech: Speech) -> bool:
    """Say whether a phrase only ends what opens the sentence: "After a short, late meeting, the board said"."""
    if speech.order != "free" or stop >= len(words) or words[stop].text != "," or words[stop - 1].named:
        return False
    end = phrase(words, stop + 1, speech)
    return end > stop + 1 and end < len(words) and words[end].text != "," and words[stop + 1].low in speech.determining


def tells_how(low: str, speech: Speech) -> bool:
    """Say whether a word tells how something is said, and is no name: "trocken", "sachlich"."""
    return speech.has("how_told", low) or low.endswith(speech.lists.get("how_told_endings", ()))


def is_abstract(word: str, speech: Speech) -> bool:
    """Say whether a long word ends as what nobody is: "Jede Mitverantwortung weist Holm von sich: „…“"."""
    return len(word) > LONGEST_NAME and word.endswith(speech.lists.get("abstract_endings", ()))


def without_hearer(words: list[Word], verb: str, speech: Speech) -> list[Word]:
    """Cut what hangs after a name and is no part of it: "sagte Holm der Seepost", "sagt der Mann im Gespräch".

    Where nouns have capitals one thing or person needs an article, unless it is a name.
    """
    if not speech.capital_nouns or speech.has("stands", verb) or not words:
        return words
    words = _without_setting(_without_occasion(words, speech), speech)
    if not verb:
        return words
    several = verb.endswith(speech.lists.get("several_endings", ()))
    bare = words[0].low not in speech.determining and not words[0].text[0].isdigit()
    return words[: _end_of_name(words, speech)] if bare and not several else words


def _without_occasion(words: list[Word], speech: Speech) -> list[Word]:
    """Cut where it was said: "der Mann in dem Gespräch"."""
    occasion = next((i for i, word in enumerate(words) if i > 1 and speech.has("occasions", word.low)), 0)
    placed = next((i for i in range(1, occasion) if speech.has("places", words[i].low)), len(words))
    return words[:placed]


def _without_setting(words: list[Word], speech: Speech) -> list[Word]:
    """Cut to whom or where somebody says it: "Holm zu Reportern", "die Werft in ihrem Bericht", "Lind zur Brücke"."""
    for i in range(1, len(words) - 1):
        low, before = words[i].low, words[i - 1]
        placed = speech.has("setting", low) and before.named
        inside = speech.has("places", low) and before.named and words[i + 1].low in speech.determining
        noble = speech.has("particles", before.low) or "-" in before.text
        if (placed or inside) and not noble:
            return words[:i]
    return words


def _end_of_name(words: list[Word], speech: Speech) -> int:
    """Return where a name ends, its particles a part of it: "Anna von der Heide", but "Anna Holm der Seepost"."""
    for i, word in enumerate(words[1:], 1):
        before = words[i - 1].low
        particle = speech.has("particles", word.low)
        noble = particle and (word.low not in speech.determining or speech.has("particles", before))
        if speech.has("join", word.low) and not noble and not speech.has("roles", before):
            return i
    return len(words)
