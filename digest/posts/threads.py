"""Threads: a text in numbered parts, each within the limit, split at sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from digest.networks import Network, web_links
from digest.posts.filling import PostPrinter, frame, rooms, safe_words
from digest.posts.parts import Parts
from digest.text.clean import blank
from digest.text.fitting import Ruler, Span, fits, split
from digest.text.sentences import sentences

MOST = 25  # parts of a story; nobody reads on after that
WIDEST = (9, 99, 999, 9_999, 99_999, 999_999)  # how much room the numbers take

Framed = Callable[[str, int, int], str]


def thread(
    network: Network, name: str, parts: Parts, link: str, printer: PostPrinter, *, mentions: bool, first: bool
) -> list[str]:
    """Return a story as a thread: headline and deck, then highlights, why it matters, what to watch.

    The link stands in the first part or in the last, never without words.  A story
    that fits one post gives no thread.
    """
    words, _ = safe_words(network, parts, mentions=mentions)
    fixed = frame(network, parts, "")
    story = [words[part] for part in ("headline", "deck", "highlights", "why", "watch")]
    read_on = [fixed["call"], link]
    paragraphs = [words["headline"], *read_on, *story[1:]] if first else [*story, *read_on]
    if fixed["warning"]:
        paragraphs.insert(0, fixed["warning"])

    def framed(text: str, number: int, of: int) -> str:
        values = {**fixed, "text": text, "number": str(number), "of": str(of)}
        return printer(name, "thread", {**values, "tags": fixed["tags"] if number == of else ""})

    text = "\n\n".join(filter(None, paragraphs))
    rulers = rooms(network, parts)
    found = numbered(text, network, rulers, framed)
    if len(found) > 1 and link and not first and found[-1] == framed(link, len(found), len(found)):
        # A link alone says nothing: the sentence before it comes along.
        together = numbered(text, network, rulers, framed, keep=[_last_words(text, link)])
        found = together if all(fits(part, rulers) for part in together) else found
    return found if 1 < len(found) <= MOST else []


def plain_thread(text: str, network: Network) -> list[str]:
    """Return *text* as it is when *network* takes it, else in parts that it takes, with ``2/5`` below each.

    What the network refuses at any length is taken away first.  An empty list means
    that no such thread can be made: something that may not be broken, such as an
    address, is longer than a post.
    """
    if network.takes(text):
        return [text]
    text = network.repair(text)
    rulers = [*network.rulers()]
    if blank(text) or fits(text, rulers):
        return [] if blank(text) else [text]
    parts = numbered(text, network, rulers, lambda part, number, of: network.repair(f"{part}\n\n{number}/{of}"))
    return parts if all(network.takes(part) for part in parts) else []


def numbered(
    text: str, network: Network, rulers: Sequence[Ruler], framed: Framed, *, keep: Sequence[Span] = ()
) -> list[str]:
    """Split *text* so that each part fits once *framed* has put its number (and more) around it.

    *keep* are further spans that are not broken.  A tag or name that is longer than
    a part is broken as a long word is; an address never is, its part is too long then.
    """
    spans = [*keep, *network.unbreakable(text)]
    links = set(web_links(text)) | set(network.links(text))
    less = [0] * len(rulers)
    for widest in WIDEST:
        bare = framed("x", widest, widest)
        for _ in range(4):
            inner = _within(rulers, bare, less)
            whole = [span for span in spans if span in links or span in keep or fits(text[slice(*span)], inner)]
            parts = split(text, inner, keep=_merged(whole))
            if len(parts) > widest:
                break
            made = [framed(part, number, len(parts)) for number, part in enumerate(parts, 1)]
            # A network may count a part and its number differently once they are joined: shorten by the difference.
            over = [max(ruler.measure(part) for part in made) - ruler.room for ruler in rulers] if made else [0]
            if max(over) <= 0:
                return made
            less = [had + max(0, more) for had, more in zip(less, over, strict=True)]
        else:
            return made
    return []


def _within(rulers: Sequence[Ruler], bare: str, less: Sequence[int]) -> list[Ruler]:
    rooms = (r.room - r.measure(bare) + r.measure("x") - over for r, over in zip(rulers, less, strict=True))
    return [replace(ruler, room=max(room, 1)) for ruler, room in zip(rulers, rooms, strict=True)]


def _last_words(text: str, link: str) -> Span:
    """Return the span of *text* from its last sentence before *link* to its end."""
    before = text.removesuffix(link).rstrip()
    starts = [start for start, _ in sentences(before)]
    return (starts[-1] if starts else 0, len(text))


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Return *spans* in order, those that overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
