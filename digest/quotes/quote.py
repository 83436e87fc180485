"""What a quote and an extract are: verbatim words with their place and their proof."""

from __future__ import annotations

from dataclasses import dataclass

PARTICLE = 3  # letters of a small word that belongs to a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Verbatim words with their proof (W3C Web Annotation, text selectors).

    `text` has no outer marks; its pieces are joined by one space.  `start`,
    `end` and `pieces` count Unicode code points into the article's source text,
    end exclusive; `sha256` is that text's.  `note` is a remark, never a person;
    `speaker` is '' unless the text names one.  `source` is the part it stands in
    (takeaway, text, blockquote, analysis …).  `score` runs from 0 to 1 and
    `reasons` says in words where it comes from.  `link` is the article's address with
    a text directive that shows the words there, '' where nothing is unmistakable.
    """

    id: str
    article: str
    text: str
    pieces: tuple[tuple[int, int], ...]
    start: int
    end: int
    prefix: str
    suffix: str
    sha256: str
    source: str
    note: str = ""
    speaker: str = ""
    full_name: str = ""
    verb: str = ""
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    link: str = ""

    @property
    def credit(self) -> str:
        """The speaker as a line under the quote shows it, '' for nobody: "keeper Lia Stone" is "Keeper Lia Stone".

        A small word before a capital is part of a name (van Dam) and stays small.
        """
        name = self.full_name or self.speaker
        first, _, rest = name.partition(" ")
        particle = first.islower() and len(first) <= PARTICLE and rest[:1].isupper()
        return name if particle or not first.islower() else name[0].upper() + name[1:]

    @property
    def person(self) -> str:
        """The speaker's name without what stands before it in small letters: "Lia Stone" of "keeper Lia Stone"."""
        return self._told()[1] or self.credit

    @property
    def role(self) -> str:
        """What the source calls the speaker before the name: "Keeper"; '' where it calls them nothing."""
        role, name = self._told()
        return f"{role[0].upper()}{role[1:]}" if role and name else ""

    def _told(self) -> tuple[str, str]:
        words = (self.full_name or self.speaker).split(" ")
        first = next((n for n, word in enumerate(words) if word[:1].isupper()), None)
        if first is None:
            return "", ""  # "the keeper": a role and no name
        before = words[:first]
        # A particle before the capital is the name's own: "keeper van Dam".
        while before and len(before[-1]) <= PARTICLE:
            before.pop()
        return " ".join(before), " ".join(words[len(before) :])


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A verbatim sentence and where it stands: a highlight, or a piece of analysis."""

    article: str
    text: str
    start: int
    end: int
    prefix: str
    suffix: str
    sha256: str
    source: str
