"""Edition-time tags in a template: where each came from, where it stands, what stands in for it.

A press-time value is written ``[[ … ]]``; ``{{ … }}`` and ``{% … %}`` belong to the
edition and must come through MJML and the inliner unharmed.  So each is swapped
for a *sentinel*, whose form depends on its place, and swapped back afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.errors import TemplateError

# Private-use marks carry a tag's origin through press-time printing, inside the tag:
# after includes are resolved nothing else tells which file a line came from.
_OPEN, _SHUT = "\ue000", "\ue001"
_START = re.compile(r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}|\{\{[-+]?|\{%[-+]?", re.S)
_STRING = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^"'])*?"""
_TAG = re.compile(rf"\{{%[-+]?\s*raw\b.*?\bendraw\s*[-+]?%\}}|\{{\{{{_STRING}\}}\}}|\{{%{_STRING}%\}}", re.S)
_ORIGIN = re.compile(f"{_OPEN}([0-9]+){_SHUT}")
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_INCLUDE = re.compile(
    r"""\{%([-+]?\s*(?:include|import|from|extends)\s*(["'])[^"']+\.mjml(?:\.(?:j2|jinja2?))?\2[^%]*?)%\}"""
)
# Inheritance: which block stands where is settled when the template is pressed.
_BLOCK = re.compile(r"\{%([-+]?\s*(?:block\s[^%]*?|endblock\b[^%]*?))%\}")
_SUPER = re.compile(r"\{\{([-+]?\s*super\(\)\s*[-+]?)\}\}")
MAX_TAGS = 9_999
MAX_SHOWN = 120
_PREFIXES = ("zq", "zx", "qz", "xq", "qx", "zk", "kz")


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a template file: its name and its line, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Tag:
    """One edition-time tag as it stands in the composed template: its text and span in it."""

    text: str
    start: int
    end: int
    origin: Origin

    @property
    def prints(self) -> bool:
        """Say whether the tag prints something; otherwise it is a block tag."""
        return self.text.startswith("{{") or bool(_RAW.match(self.text))


@dataclass(slots=True)
class Origins:
    """All places that were marked while templates were read."""

    places: list[Origin] = field(default_factory=list)

    def mark(self, source: str, file: str) -> str:
        """Return *source* without ``{# comments #}``, each edition-time tag marked with its place.

        Line feeds in comments stay, so that press-time errors name the right
        line.  An ``{% include %}`` of MJML is press-time work and becomes
        ``[% include %]``: what is included must be pressed with the rest.  So are
        ``{% extends %}`` and the blocks it fills.
        """
        if _OPEN in source or _SHUT in source:
            raise TemplateError(
                "the template holds a private-use character (U+E000 or U+E001)", where=file, fix="remove it"
            )
        source = _SUPER.sub(r"[[\1]]", _BLOCK.sub(r"[%\1%]", _INCLUDE.sub(r"[%\1%]", source)))
        return _START.sub(lambda m: self._marked(m, source, file), source)

    def of(self, text: str) -> Origin:
        """Return the place of a tag from its mark."""
        found = _ORIGIN.search(text)
        return self.places[int(found[1])] if found else Origin("?", 0)

    def _marked(self, match: re.Match[str], source: str, file: str) -> str:
        text = match[0]
        if text.startswith("{#"):
            return "\n" * text.count("\n")
        if _RAW.match(text):  # whatever stands in it would be printed
            return text
        self.places.append(Origin(file, source.count("\n", 0, match.start()) + 1))
        return f"{text}{_OPEN}{len(self.places) - 1}{_SHUT}"


def find(source: str, origins: Origins) -> list[Tag]:
    """List the edition-time tags of a composed template in order, their marks still in place."""
    tags = [Tag(m[0], m.start(), m.end(), origins.of(m[0])) for m in _TAG.finditer(source)]
    rest = _TAG.sub("", source)
    stray = re.search(r"\{\{|\{%", rest)
    if stray:
        origin = origins.of(rest[stray.start() : stray.start() + 20])
        raise TemplateError("a tag is opened and never closed", where=str(origin), fix="close it with }} or %}")
    return tags


def clean(text: str) -> str:
    """Return a tag or template without the marks of `Origins`."""
    return _ORIGIN.sub("", text)


@dataclass(frozen=True, slots=True)
class Sentinels:
    """Bare words that stand for tags, by number: ``zq0007x``.

    `prefix` is one that the template does not use itself.
    """

    prefix: str = "zq"

    def word(self, number: int) -> str:
        """Return the word for tag *number*."""
        return f"{self.prefix}{number:04d}x"

    def find(self, html: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the number of every sentinel in *html*, and where it stands, comment marks included."""
        for match in re.finditer(f"<!--{self.prefix}([0-9]{{4}})x-->|{self.prefix}([0-9]{{4}})x", html):
            yield int(match[1] or match[2]), match


def sentinels_for(source: str, count: int) -> Sentinels:
    """Choose words that *source* does not hold; `TemplateError` for more tags than there are words."""
    if count > MAX_TAGS:
        raise TemplateError(f"more than {MAX_TAGS:,} tags", where="press", fix="make the template smaller")
    free = (p for p in _PREFIXES if not re.search(rf"{p}\d{{4}}x", source))
    return Sentinels(next(free, "zqzq"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a printed plate and the tag it comes from."""

    line: int
    origin: Origin


def swap_back(html: str, tags: list[Tag], sentinels: Sentinels, *, one_a_line: bool) -> tuple[str, list[Line]]:
    """Put the tags back in place of their sentinels.

    Returns the plate and, for every tag, the line it stands on.  With *one_a_line*
    each tag gets a line feed inside its own delimiters, which prints nothing, so
    that an error at printing time leads back to the template's file and line.
    """
    out: list[str] = []
    lines: list[Line] = []
    at, row = 0, 1
    for number, match in sentinels.find(html):
        literal = _literal(html[at : match.start()])
        text = numbered(tags[number].text) if one_a_line else clean(tags[number].text)
        out += [literal, text]
        row += literal.count("\n") + text.count("\n")
        lines.append(Line(row, tags[number].origin))
        at = match.end()
    out.append(_literal(html[at:]))
    return "".join(out), lines


def numbered(text: str) -> str:
    """Return a tag on a line of its own: one line feed after its opening, none elsewhere."""
    text = clean(text)
    if _RAW.match(text):
        return text
    opening = re.match(r"\{[{%][-+]?", text)
    assert opening
    return f"{opening[0]}\n{text[opening.end() :].replace(chr(10), ' ')}"


def check_counts(after: str, tags: list[Tag], sentinels: Sentinels) -> None:
    """Refuse a layout in which a tag went missing or a block tag was repeated.

    A printed value may come back more often than it went in (a title is repeated
    as a label); a block tag must come back exactly once, or the blocks would no
    longer pair up.
    """
    found = Counter(number for number, _ in sentinels.find(after))
    for number, tag in enumerate(tags):
        times = found[number]
        if times == 0:
            raise TemplateError(
                f"the layout drops the tag {shown(tag)}",
                where=str(tag.origin),
                fix="move it into the text of the component, or into an attribute that MJML prints",
            )
        if times > 1 and not tag.prints:
            raise TemplateError(
                f"the layout repeats the block tag {shown(tag)} {times} times",
                where=str(tag.origin),
                fix="put it around whole components or inside mj-text",
            )


def shown(tag: Tag) -> str:
    """Return a tag as messages show it: one line, its marks removed, cut where it runs on for lack of an end."""
    text = re.sub(r"\s+", " ", clean(tag.text))
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def _literal(text: str) -> str:
    # A style sheet may hold "{#id": at printing time that would open a comment.
    return re.sub(r"\{(?=[{%#])", '{{ "{" }}', text)


def in_place(source: str, tags: list[Tag]) -> tuple[str, list[Line]]:
    """Return a composed template that needs no sentinels, every tag on a line of its own, with their lines."""
    out: list[str] = []
    lines: list[Line] = []
    at, row = 0, 1
    for tag in tags:
        literal, text = source[at : tag.start], numbered(tag.text)
        out += [literal, text]
        row += literal.count("\n") + text.count("\n")
        lines.append(Line(row, tag.origin))
        at = tag.end
    return "".join([*out, source[at:]]), lines
