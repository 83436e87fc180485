"""Print one post and make it fit: a whole thought first, then sentences, then words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from digest.errors import TemplateError
from digest.networks import Network, defuse
from digest.posts.parts import Parts
from digest.text.fitting import Ruler, fit, fits

Render = Callable[[str, Mapping[str, object]], str]

LONGEST_NAME = 80  # a speaker's name in graphemes; more is no name


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A printed text with the record of what was done to it."""

    text: str
    cut: str
    dropped: tuple[str, ...]
    defused: tuple[str, ...]


class Printer:
    """Prints parts with a network's template, or with the default one for its kind.

    *names* are the templates there are; None asks by trying.
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


def fill(network: Network, name: str, parts: Parts, link: str, printer: Printer, *, mentions: bool) -> Filled:
    """Return the post's text within every limit of *network*.

    Optional parts go first, in their order; then a link is shown short where a
    facet carries it; then the main part is cut; at last the link goes too.
    """
    words, defused = _safe(network, parts, mentions)
    rulers = network.rulers()
    context: dict[str, object] = {**words, **_fixed(network, parts, link)}

    def printed(**changes: object) -> str:
        return printer(name, parts.kind, {**context, **changes})

    dropped: list[str] = []
    for step in ("", *(drop for drop in parts.drops if context.get(drop))):
        if step:
            context[step] = ""
            dropped.append(step)
        if fits(text := printed(), rulers):
            return Filled(text=text, cut="whole", dropped=tuple(dropped), defused=defused)
    for shown in dict.fromkeys((link, network.shown(link), "")):
        context["link"] = shown
        dropped += [] if shown or not link else ["link"]
        if fits(text := printed(), rulers):
            return Filled(text=text, cut="whole", dropped=tuple(dropped), defused=defused)
        if cut := _cut(network, parts, words[parts.main], lambda main: printed(**{parts.main: main})):
            return Filled(text=cut[0], cut=cut[1], dropped=tuple(dropped), defused=defused)
    raise TemplateError(
        f"the {parts.kind} template leaves no room for a post on {network.name}",
        where=f"social/{name}.{parts.kind}.txt.j2",
        fix=f"shorten its own words: {network.limit} {network.unit} are all there is",
    )


def _cut(network: Network, parts: Parts, main: str, printed: Callable[[str], str]) -> tuple[str, str] | None:
    """Shrink the main part until the whole post fits; None when not even a word of it does."""
    frame = printed("x")
    rulers = [Ruler(r.measure, r.room - r.measure(frame) + r.measure("x")) for r in network.rulers()]
    keep = network.unbreakable(main)
    mark, sentence_mark = network.escape(parts.mark), network.escape(parts.sentence_mark)
    for _ in range(4):
        if min(ruler.room for ruler in rulers) <= 0:
            return None
        piece = fit(main, rulers, keep=keep, mark=mark, whole_mark=sentence_mark)
        if not piece.text:
            return None
        text = printed(piece.text)
        over = [max(0, limit.measure(text) - limit.room) for limit in network.rulers()]
        if not any(over):
            return text, piece.cut
        # The network counts the joined text differently: give way by as much.
        rulers = [replace(ruler, room=ruler.room - more) for ruler, more in zip(rulers, over, strict=True)]
    return None


def _safe(network: Network, parts: Parts, mentions: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    words: dict[str, str] = {}
    found: list[str] = []
    for name, text in parts.words.items():
        if name == "speaker":
            text = fit(text, [Ruler(len, LONGEST_NAME)]).text
        safe, defused = defuse(network, text, mentions=mentions)
        words[name] = network.escape(safe)
        found += defused
    return words, tuple(dict.fromkeys(found))


def _fixed(network: Network, parts: Parts, link: str) -> dict[str, object]:
    tags = " ".join(f"#{tag}" for tag in parts.tags[: network.tags])
    return {"link": link, "tags": tags, "lang": parts.lang, "kind": parts.kind, **parts.lists}
