"""Threads: a text in numbered parts, each within the limit, split at sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from digest.networks import Network
from digest.posts.filling import Printer, frame, rooms, safe_words
from digest.posts.parts import Parts
from digest.text.fitting import Ruler, fits, split

MOST = 25  # parts; nobody reads on after that

Framed = Callable[[str, int, int], str]


def thread(
    network: Network, name: str, parts: Parts, link: str, printer: Printer, *, mentions: bool, first: bool
) -> list[str]:
    """Return a story as a thread: headline and deck, then highlights, why it matters, what to watch.

    The link stands in the first part or in the last.  A story that fits one post
    gives no thread.
    """
    words, _ = safe_words(network, parts, mentions=mentions)
    fixed = frame(network, parts, "")
    story = [words[part] for part in ("headline", "deck", "highlights", "why", "watch")]
    paragraphs = [words["headline"], link, *story[1:]] if first else [*story, link]
    if fixed["warning"]:
        paragraphs.insert(0, fixed["warning"])

    def framed(text: str, number: int, of: int) -> str:
        values = {**fixed, "text": text, "number": str(number), "of": str(of)}
        return printer(name, "thread", {**values, "tags": fixed["tags"] if number == of else ""})

    found = numbered("\n\n".join(filter(None, paragraphs)), network, rooms(network, parts), framed)
    return found if 1 < len(found) <= MOST else []


def plain_thread(text: str, network: Network) -> list[str]:
    """Return *text* as it is when it fits *network*, else in parts with ``2/5`` below each."""
    rulers = [*network.rulers()]
    if fits(text, rulers):
        return [text]
    return numbered(text, network, rulers, lambda part, number, of: f"{part}\n\n{number}/{of}")


def numbered(text: str, network: Network, rulers: Sequence[Ruler], framed: Framed) -> list[str]:
    """Split *text* so that each part fits once *framed* has put its number (and more) around it."""
    parts: list[str] = []
    for widest in (9, 99, 999):
        bare = framed("x", widest, widest)
        inner = [Ruler(r.measure, r.room - r.measure(bare) + r.measure("x")) for r in rulers]
        parts = split(text, inner, keep=network.unbreakable(text))
        if len(parts) <= widest:
            break
    return [framed(part, number, len(parts)) for number, part in enumerate(parts, 1)]
