"""Print one post and make it fit: a whole thought first, then sentences, then words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from digest.errors import TemplateError
from digest.networks import Network, defuse
from digest.posts.parts import Parts
from digest.text.fitting import Ruler, fit, fits
from digest.text.links import whole_link
from digest.text.sentences import sentences

Render = Callable[[str, Mapping[str, object]], str]

MOST_TRIED = 12  # sentences of an optional part that are kept at most once it is cut
LONGEST_NAME = 80  # a speaker's name in graphemes; more is no name


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A printed text with the record of what was done to it: parts `shortened` to sentences, parts `dropped`.

    `cut` says what became of the main part, as `digest.text.fitting.Fit` does: whole, or cut after what.
    `link` is the address that stands in it, whole or shown short.
    """

    text: str
    cut: str
    dropped: tuple[str, ...]
    defused: tuple[str, ...]
    shortened: tuple[str, ...] = ()
    link: str = ""


class PostPrinter:
    """Prints parts with a network's template, or with the default one for its kind.

    *names* are the templates that exist; with None each is looked for by rendering it.
    """

    def __init__(self, render: Render, names: Collection[str] | None = None) -> None:
        self._render = render
        self._names = names
        self._chosen: dict[tuple[str, str], str] = {}

    def __call__(self, network: str, kind: str, context: Mapping[str, object]) -> str:
        """Print one kind of post for one network."""
        if name := self._chosen.get((network, kind)):
            return self._render(name, context).strip()
        own, default = f"social/{network}.{kind}.txt.j2", f"social/default.{kind}.txt.j2"
        if self._names is not None:
            self._chosen[network, kind] = own if own in self._names else default
            return self(network, kind, context)
        try:
            text = self._render(own, context)
            self._chosen[network, kind] = own
        except TemplateError as fault:
            if own not in fault.what:
                raise
            self._chosen[network, kind] = default
            text = self._render(default, context)
        return text.strip()


def fill(network: Network, name: str, parts: Parts, link: str, printer: PostPrinter, *, mentions: bool) -> Filled:
    """Return the post's text within every limit of *network*.

    What is too long is shortened in this order: a link that a facet carries is shown short;
    the optional parts are cut at sentences or left out, in their order; a link that counts in
    full loses its UTM parameters; the main part is cut; at last the link goes.  Raises
    `TemplateError` when a template's own words leave no room for even one word of the main part.
    """
    words, defused = safe_words(network, parts, mentions=mentions)
    context = {**words, **frame(network, parts, link)}
    page = _Page(network, parts, context, lambda values: printer(name, parts.form or parts.kind, values))
    text = page.without_options(network.shown(link))
    if page.fits(text):
        return page.filled(text, "whole", defused, link)
    if (bare := _bare(network, parts, link)) != link and link in text:
        filled = fill(network, name, parts, bare, printer, mentions=mentions)  # parts that had gone may fit again
        return replace(filled, dropped=(*filled.dropped, "utm"))
    if cut := page.cut(words[parts.main]):
        return page.filled(*cut, defused, link)
    text = page.drop("link", text)
    if page.fits(text):
        return page.filled(text, "whole", defused, link)
    if cut := page.cut(words[parts.main]):
        return page.filled(*cut, defused, link)
    raise TemplateError(
        f"the {parts.kind} template leaves no room for a post on {network.name}",
        where=f"social/{name}.{parts.kind}.txt.j2",
        fix=f"shorten its own words: {network.limit} {network.unit} are all there is",
    )


class _Page:
    """One post being printed again and again until it fits."""

    def __init__(
        self, network: Network, parts: Parts, context: dict[str, str], print_it: Callable[[Mapping[str, object]], str]
    ) -> None:
        self.network = network
        self.parts = parts
        self.context = context
        self.print_it = print_it
        self.rulers = rooms(network, parts)
        self.dropped: list[str] = []
        self.cut_short: list[str] = []

    def filled(self, text: str, cut: str, defused: tuple[str, ...], link: str) -> Filled:
        """Return the finished text with what was done to it."""
        dropped, shortened = tuple(self.dropped), tuple(self.cut_short)
        return Filled(text=text, cut=cut, dropped=dropped, shortened=shortened, defused=defused, link=link)

    def without_options(self, shown: str) -> str:
        """Print with as much of the optional parts as fits; at last with none of them, fit or not."""
        text = self.printed()
        if not self.fits(text):  # as a facet carries it; without facets it is the same
            self.context["link"] = shown
            text = self.printed()
        options = [name for name in self.parts.drops if self.context.get(name)]
        for name in options:
            if self.fits(text):
                break
            if shorter := self.shortened(name):
                return shorter
            text = self.drop(name, text)
        return text

    def shortened(self, name: str) -> str:
        """Print with as many whole sentences of one part as there is room for; '' when not even one fits."""
        part = self.context[name]
        ends = [end for _, end in sentences(part, self.parts.lang)][:MOST_TRIED]
        for end in reversed(ends[:-1]):
            text = self.printed(**{name: part[:end]})
            if self.fits(text):
                self.context[name] = part[:end]
                self.cut_short.append(name)
                return text
        return ""

    def printed(self, **changes: str) -> str:
        return self.print_it({**self.context, **changes})

    def fits(self, text: str) -> bool:
        return fits(text, self.rulers)

    def drop(self, name: str, before: str) -> str:
        """Print without one part; it counts as dropped only if the template had used it."""
        self.context[name] = ""
        text = self.printed()
        if text != before:
            self.dropped.append(name)
        return text

    def cut(self, main: str) -> tuple[str, str] | None:
        """Shrink the main part until the whole post fits; None when not even a word of it does."""
        bare = self.printed(**{self.parts.main: "x"})
        rulers = [replace(r, room=r.room - r.measure(bare) + r.measure("x")) for r in self.rulers]
        keep = self.network.unbreakable(main)
        mark, sentence_mark = self.network.escape(self.parts.mark), self.network.escape(self.parts.sentence_mark)
        for _ in range(4):
            if min(ruler.room for ruler in rulers if not ruler.things) <= 0:
                return None
            piece = fit(main, rulers, keep=keep, mark=mark, whole_mark=sentence_mark)
            if not piece.text:
                return None
            text = self.printed(**{self.parts.main: piece.text})
            over = [max(0, ruler.measure(text) - ruler.room) for ruler in self.rulers]
            if not any(over):
                return text, piece.cut
            # The network counts the joined text differently: shorten by the difference.
            rulers = [replace(ruler, room=ruler.room - more) for ruler, more in zip(rulers, over, strict=True)]
        return None


def rooms(network: Network, parts: Parts) -> list[Ruler]:
    """Return the network's limits, less what a content warning in a field of its own takes."""
    warning = parts.warning if network.warns else ""
    return [replace(r, room=r.room - r.measure(warning)) for r in network.rulers()] if warning else [*network.rulers()]


def whole_length(network: Network, parts: Parts, text: str) -> int:
    """Return the length of a post as *network* counts it, a content warning in a field of its own included."""
    return network.measure(text) + (network.measure(parts.warning) if network.warns else 0)


def frame(network: Network, parts: Parts, link: str) -> dict[str, str]:
    """Return what is ours in a post and needs no defusing: link, tags, warning, call to action, language, kind."""
    tags = " ".join(f"#{tag}" for tag in parts.tags[: network.tags])
    warning = f"CW: {parts.warning}" if parts.warning and not network.warns else ""
    call = network.escape(parts.call)
    return {"link": link, "tags": tags, "warning": warning, "call": call, "lang": parts.lang, "kind": parts.kind}


def _bare(network: Network, parts: Parts, link: str) -> str:
    """Return the link without our UTM parameters where they take room that the words want, else as it is.

    What an editor wrote is counted with the link as it is: it is theirs to shorten.
    """
    bare = whole_link(parts.link)
    room = link and parts.wording != "own" and network.measure(bare) < network.measure(network.shown(link))
    return bare if room else link


def safe_words(network: Network, parts: Parts, *, mentions: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the parts' words defused and escaped for *network*, and what was defused."""
    words: dict[str, str] = {}
    found: list[str] = []
    for name, text in parts.words.items():
        if name == "speaker":
            text = fit(text, [Ruler(len, LONGEST_NAME)]).text
        pieces = re.split(f"({'|'.join(map(re.escape, parts.live))})", text) if parts.live else [text]
        for number, piece in enumerate(pieces):
            if number % 2 == 0:  # between what stays alive
                safe, defused = defuse(network, piece, mentions=mentions)
                pieces[number] = safe if parts.markup else network.escape(safe)
                found += defused
        words[name] = "".join(pieces)
    return words, tuple(dict.fromkeys(found))
