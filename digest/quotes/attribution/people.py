"""Who a pronoun is: the one person named close before it, or nobody."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from digest.quotes.grammar.speech import Speech

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽΑ-ΩА-Я"
_TITLED = (
    r"(?:(?<=\bMr|\bMs|\bMx|\bDr|\bLt|\bSt|\bSr)|(?<=\bMrs|\bSen|\bRep|\bGov|\bGen|\bCol|\bSgt|\bRev|\bHon|\bMme))\."
)
_PAIR = re.compile(
    rf"[{_UPPER}](?<![\w'’-].)[\w'’\u0300-\u036f-]*(?:{_TITLED})?(?: (?:[{_UPPER}]\.)+)?"
    rf"(?: (?:de|la|van|von|der|den|di|da|del|al|el|bin|y|e))*(?: [{_UPPER}][\w'’\u0300-\u036f-]+(?:{_TITLED})?)+"
)
_SINGLE = re.compile(rf"[{_UPPER}](?<![\w'’-].)[\w’'\u0300-\u036f-]+")
_GIVEN = re.compile(
    rf"(?<![\w'’-])[{_UPPER}][\w'’\u0300-\u036f-]+(?: [{_UPPER}]\.)?"
    r"(?: (?:de|la|van|von|der|den|di|da|del|al))* $"
)
_CAPITAL = re.compile(rf"(?<![\w'’-])([{_UPPER}][\w'’\u0300-\u036f-]+) $")
_CAPITAL_NEXT = re.compile(rf" ([{_UPPER}][\w'’\u0300-\u036f-]+)")
_ANOTHER = re.compile(rf"(?:[{_UPPER}][\w'’-]+ )+(?:and|&) $")
_VERSION = re.compile(r" v?\d+\.\d")  # "Wave Runner 5.2"
# A first name, and what follows it: initials, small words, and the last name.
_INITIALED = (
    rf"({{}}(?: [{_UPPER}]\.)?(?: (?:de|la|van|von|der|den|di|da|del|al|el|bin))*"
    rf" [{_UPPER}][\w\u0300-\u036f-]+(?: [{_UPPER}][\w\u0300-\u036f-]+)?)(?![\w-])"
)
TRADE = 6  # letters of a word for somebody that is told by its ending
LEAD = 60  # characters before a name in which its article stands
# After these stands a place, or somebody who is only spoken of.
_AT_A_PLACE = re.compile(r"\b(?:in|at|from|near|of|by|on|outside|across|around|en|dans|à|desde) (?:the )?$")


class Person(NamedTuple):
    """A person named in the text: where, as written, and by which word she is known."""

    at: int
    name: str
    key: str


class People:
    """The persons of one article, found when the first pronoun asks for them."""

    def __init__(self, frame: str, speech: Speech) -> None:
        self._frame = frame
        self._speech = speech
        # Where verbs invert, articles stand before first names too: "a Ana", "la Lena".
        self._plain = speech.order == "free" and not speech.inverts
        self._known: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._scanned = 0
        self._persons: dict[str, str] = {}
        self._pairs: list[tuple[int, int, str]] = []
        self._inside: dict[str, bool] = {}
        # Words that make a run of capitals something else than a person.
        self._blocked = frozenset[str]().union(*(speech.words.get(k, ()) for k in ("bodies", "days", "articles")))
        self._full: dict[str, list[tuple[int, str]]] = {}
        self._whole: dict[str, list[tuple[int, str, bool]]] = {}
        self._address: dict[str, str] = {}

    def meet(self, name: str) -> None:
        """Note a person who spoke: the last word of the name is how others refer to them."""
        key = _key(name)
        if key and key[0].isupper() and len(name) > len(self._known.get(key, "")):
            self._known[key] = name

    def met(self, word: str) -> bool:
        """Say whether somebody of this last name has spoken."""
        return word in self._known

    def full_name(self, name: str, at: int) -> str:
        """Return the one longer name before *at* that ends in *name*, else ''."""
        first, several, _ = name.partition(" ")
        if not name[:1].isupper() or (several and not self._speech.has("particles", first.lower())):
            return ""  # but "Vander Wal", "De la Rosa" are last names
        if name not in self._full:
            self._full[name] = list(self._longer(name))
        found = {full for place, full in self._full[name] if place < at}
        # "Republican Anna Holm" where "Anna Holm" stands too: what comes before her is no name.
        found = {full for full in found if not any(full.endswith(f" {other}") for other in found)}
        if not found and not several:
            found = self._called(name, at)
        return found.pop() if len(found) == 1 else ""

    def _called(self, first: str, at: int) -> set[str]:
        """Return the full names before *at* that begin with *first*, if one of them is told to be somebody.

        A post must stand before it ("photographer Klaus Brandt"): "Apple Park" is no Apple's full name.
        """
        if first not in self._whole:
            self._whole[first] = list(self._beginning(first))
        found = [(full, post) for end, full, post in self._whole[first] if end <= at]
        return {full for full, _ in found} if any(post for _, post in found) else set()

    def _beginning(self, first: str) -> Iterator[tuple[int, str, bool]]:
        """Yield where each full name ends that begins with *first*, the name, and whether a post stands before it."""
        for match in re.finditer(rf"(?:(?<![\w-])([\w-]+) )?{_INITIALED.format(re.escape(first))}", self._frame):
            before = match[1] or ""
            yield match.end(), match[2], bool(before) and (self._is_post(before) or self._is_trade(before))

    def _is_trade(self, word: str) -> bool:
        """Say whether a word in small letters ends as those for somebody do: "photographer", but not "after"."""
        kinds = ("prepositions", "subordinators", "conjunctions", "adverbs", "modifiers")
        small = word.islower() and len(word) >= TRADE and word not in self._speech.stops
        if not small or any(self._speech.has(kind, word) for kind in kinds):
            return False
        return word.endswith(self._speech.lists.get("role_endings", ("\n",)))

    def _longer(self, name: str) -> Iterator[tuple[int, str]]:
        at = self._frame.find(f" {name}")
        while at >= 0:
            start, end = at + 1, at + 1 + len(name)
            ends = not (self._frame[end : end + 1].isalnum() or self._frame[end : end + 1] in {"-", "_"})
            ends = ends and not self._goes_on(end)
            first = _GIVEN.search(self._frame, max(0, start - 40), start) if ends else None
            if first and self._tells(first[0].strip().lower()):
                first = None  # "Quoting Klaus"
            if first and (full := self._person(self._given_before(first.start()) + first[0] + name)):
                yield start, full
            at = self._frame.find(f" {name}", end)

    def _tells(self, word: str) -> bool:
        return word in self._speech.forms or self._speech.has("cites", word)

    def _goes_on(self, at: int) -> bool:
        """Say whether a name goes on at *at*, so that what stands before is cut: "Minister Anna" of "Anna Holm"."""
        following = _CAPITAL_NEXT.match(self._frame, at)
        if following is None or self._speech.capital_nouns:
            return False
        return following[1].lower() not in self._blocked

    def _given_before(self, at: int) -> str:
        """Return a first name between a post and another first name: "Director Ida Maria Kern"; else ''."""
        word = _CAPITAL.search(self._frame, max(0, at - 24), at)
        if not word or self._speech.capital_nouns or self._is_post(word[1]):
            return ""
        before = self._frame[max(0, word.start(1) - 40) : word.start(1)].rsplit(None, 1)[-1:]
        if self._frame[at : at + len(word[0])] == word[0]:
            return word[0]  # "Lou Lou Kern"
        apposed = bool(before) and before[0][-1] == "," and word[1].lower() not in self._blocked
        return word[0] if apposed or (before and self._is_post(before[0])) else ""

    def _is_post(self, word: str) -> bool:
        low = word.lower().strip(".,")
        return any(self._speech.has(kind, low) for kind in ("roles", "titles"))

    def near(self, start: int, end: int) -> dict[str, Person]:
        """Return the persons named in a stretch of the text by key, each at their last place."""
        return {person.key: person for person in self._mentions(start, end)}

    def stranger(self, subject: str) -> bool:
        """Say whether a subject is one capital of which nothing else is known: somebody, perhaps."""
        single = " " not in subject and subject[:1].isupper() and not self._speech.capital_nouns
        return single and not self._speech.has("bodies", subject.lower())

    def somebody(self, name: str) -> bool:
        """Say whether a subject is surely somebody: one who spoke before, a full name, or a role."""
        words = name.split()
        if not words or name.endswith(("'s", "’s")) or (len(words) > 1 and name.isupper()):
            return False
        full = len(words) > 1 and bool(_PAIR.fullmatch(name)) and bool(self._person(name))
        known = words[-1] in self._known and words[0][0].isupper()
        return full or known or self._speech.has("roles", words[-1].lower())

    def maybe(self, subject: str) -> bool:
        """Say whether the subject of a sentence can be a person: one or two capitals, no body."""
        words = [word for word in subject.split() if word[0].isalnum()]  # Anna “Frosty” Holm
        if self._speech.capital_nouns or not 0 < len(words) < 3 or subject.endswith(("'s", "’s")):
            return False
        if not all(w[0].isupper() for w in words) or any(self._speech.has("bodies", w.lower()) for w in words):
            return False
        # A capital only at the head of sentences may be any word.
        return self._stands_inside(words[-1])

    def _stands_inside(self, word: str) -> bool:
        if word not in self._inside:
            self._inside[word] = self._inside_a_sentence(word)
        return self._inside[word]

    def _inside_a_sentence(self, word: str) -> bool:
        text = self._frame
        at = text.find(f" {word}")
        while at >= 0:
            end = at + 1 + len(word)
            before = text[at - 2 : at - 1] if text[at - 1 : at] == "," else text[at - 1 : at]
            whole = not (text[end : end + 1].isalnum() or text[end : end + 1] in {"-", "_"})
            if whole and before.isalpha() and not "A" <= before <= "Z":
                return True
            at = text.find(f" {word}", end)
        return False

    def distinct(self, names: set[str]) -> set[str]:
        """Drop names that are only the short form of another: Holm beside Anna Holm."""
        return {name for name in names if not any(other != name and other.endswith(f" {name}") for other in names)}

    def thing(self, name: str) -> bool:
        """Say whether a speaker is a document or an organisation, whom no "she" can mean."""
        if self._speech.order == "unspaced":
            return name.endswith(tuple(self._speech.words.get("things", ())))
        first, _, last = name.rpartition(" ")
        if last[:1].isupper() and any(self._speech.has("roles", word) for word in first.split()):
            return False  # "Lake Party chairwoman Ida Kern"
        if any(self._speech.has(kind, last.lower()) for kind in ("masculine", "feminine")):
            return False  # "Harbour Office spokesman"
        words = [word.lower() for word in name.split()]
        return any(self._speech.has("bodies", word) or self._speech.has("things", word) for word in words)

    def kind(self, name: str) -> str:
        """Return m or f when a title or role in the name says so, else ''."""
        low = {word.strip(".").lower() for word in name.split()}
        for kind, words in (("m", "masculine"), ("f", "feminine")):
            if low & self._speech.words.get(words, frozenset()):
                return kind
        endings = self._speech.lists.get("feminine_endings", ())
        if endings and any(word.endswith(endings) for word in name.lower().split()[:-1]):
            return "f"  # "historienne Alice Roy"
        return self._kinds.get(_key(name), "") or ("" if " " in name else self._addressed(_key(name)))

    def _addressed(self, key: str) -> str:
        """Return m or f as the text addresses somebody elsewhere: "M. Holm", "Mrs Holm"."""
        if key and key not in self._address:
            found = re.search(rf"\b([{_UPPER}][a-z]{{0,3}})\.? {re.escape(key)}\b", self._frame)
            title = found[1].lower() if found else ""
            kinds = (("m", "masculine"), ("f", "feminine"))
            titled = self._speech.has("titles", title)
            self._address[key] = next((k for k, words in kinds if titled and self._speech.has(words, title)), "")
        return self._address.get(key, "")

    def learn(self, name: str, kind: str) -> None:
        """Note that a pronoun of *kind* meant this person."""
        self._kinds.setdefault(_key(name), kind)

    def _mentions(self, start: int, end: int) -> Iterator[Person]:
        self._scan(end)
        taken = -1
        for number in range(bisect_left(self._pairs, (start,)), len(self._pairs)):
            at, stop, text = self._pairs[number]
            if stop > end:
                break
            name = self._person(text)
            taken = stop if name else taken
            if name and not self._aside(at, stop):
                yield Person(at, name, _key(name))
        for match in _SINGLE.finditer(self._frame, start, end):
            word = match[0].removesuffix("'s").removesuffix("’s")
            if word in self._known and match.start() > taken and not self._aside(*match.span()):
                yield Person(match.start(), word, word)

    def _aside(self, at: int, stop: int) -> bool:
        """Say whether a name is an owner, a place or a version, not somebody who acts: "Holm's plan", "in Holm"."""
        if _VERSION.match(self._frame, stop):
            return True
        if self._frame.endswith(("'s", "’s"), at, stop) or self._frame[stop : stop + 1] in {"'", "’"}:
            return True
        return bool(_AT_A_PLACE.search(self._frame, max(0, at - 14), at)) or self._has_article(at, stop)

    def called(self, at: int, name: str) -> bool:
        """Say whether a subject that begins at *at* is a thing's name: "The Wave Runner was a success", "Wave 5.2"."""
        start = self._frame.find(name, at)
        if _VERSION.match(self._frame, start + len(name)):
            return True
        return self._frame[at:start].strip().lower() in self._speech.words.get("articles", ()) and self._has_article(
            start, start + len(name)
        )

    def _has_article(self, at: int, stop: int) -> bool:
        """Say whether an article stands before a name that is no post: "the Wave Runner" is a thing."""
        if not self._plain:
            return False
        words = self._frame[at:stop].lower().replace(".", "").split()
        lead = self._frame[max(0, at - LEAD) : at]
        first = _ANOTHER.sub("", lead).split(" ")[-2:-1]  # "between the Harbour Gulls and Lake Terns"
        article = any(self._speech.has("articles", word.lower()) for word in [*first, words[0]])
        posts = ("roles", "titles", "modifiers")
        return article and not any(self._speech.has(kind, word) for word in words for kind in posts)

    def _scan(self, end: int) -> None:
        """Learn every full name up to *end*, so that a later last name alone is known."""
        if end <= self._scanned or self._speech.capital_nouns:
            return  # where every noun has a capital, two in a row are no name
        start, self._scanned = self._scanned, end
        for match in _PAIR.finditer(self._frame, start, end):
            self._pairs.append((*match.span(), match[0]))
            if (name := self._person(match[0])) and _key(name) not in self._known:
                self._known[_key(name)] = name

    def _person(self, text: str) -> str:
        """Return a run of capitals as a person's name, '' for places, days and organisations."""
        if text not in self._persons:
            self._persons[text] = self._read_person(text)
        return self._persons[text]

    def _read_person(self, text: str) -> str:
        words = [w for w in text.removesuffix("'s").removesuffix("’s").split() if w]
        while words and (words[0].lower() in self._speech.stops or words[0].lower() in self._speech.determining):
            words.pop(0)
        if words and words[0].lower().endswith(self._speech.lists.get("several_nouns", ())):
            words.pop(0)  # "des Humoristen Holm"
        if not self._blocked.isdisjoint([w.lower().strip(".") for w in words]):
            # "Harbour Committee Chairman Rep. Anna Holm": from the title on it is a person.
            title = next((i for i in range(len(words) - 1, 0, -1) if words[i].endswith(".") and len(words[i]) > 2), 0)
            return self._person(" ".join(words[title:])) if title else ""
        return " ".join(words) if len(words) > 1 else ""


def _key(name: str) -> str:
    words = [w for w in name.replace("’s", "").split() if w.strip(".").lower() not in {"jr", "sr", "ii", "iii"}]
    return words[-1].strip(".,") if words else ""
