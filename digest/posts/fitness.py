"""Does a text fit a network?  The answer for scripts, and for anyone who asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.networks import Cap, Network
from digest.posts.threads import plain_thread
from digest.text.clean import blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitness:
    """A text's length in the network's unit, whether every limit holds, and the text as a thread.

    `parts` are posts that each fit: the text itself when it is valid, none when no
    thread can be made of it.  `faults` say in words what is wrong.
    """

    length: int
    limit: int
    unit: str
    valid: bool
    parts: tuple[str, ...]
    faults: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the answer as ``digest fit --json`` gives it."""
        return {
            "length": self.length,
            "limit": self.limit,
            "unit": self.unit,
            "valid": self.valid,
            "parts": list(self.parts),
        }

    def lines(self) -> Iterator[str]:
        """Yield the answer in words, then the thread if the text needs one."""
        verdict = "fits" if self.valid else "does not fit"
        yield "; ".join((f"{verdict}: {self.length} of {self.limit} {self.unit}", *self.faults))
        if not self.valid:
            for part in self.parts:
                yield ""
                yield from part.split("\n")


def fitness(text: str, network: Network) -> Fitness:
    """Measure *text* exactly as given; nothing is normalised or trimmed.

    A text that shows nothing, such as white space, is no post: not valid, no parts.
    """
    faults = tuple(_faults(text, network))
    length = network.measure(text)
    valid = not faults and length <= network.limit
    parts = (text,) if valid else () if blank(text) else tuple(plain_thread(text, network))
    if not valid and not parts and not blank(text):
        faults = (*faults, "no thread of it fits: something that may not be broken is longer than a post")
    return Fitness(
        length=length, limit=network.limit, unit=network.unit, valid=valid, parts=parts, faults=faults
    )  # fmt: skip


def _faults(text: str, network: Network) -> Iterator[str]:
    """Yield what is wrong besides the first limit."""
    if blank(text):
        yield "there is nothing to see in it"
        return
    yield from (_over(cap, text) for cap in network.also if cap.measure(text) > cap.limit)
    if (repaired := network.repair(text)) != text:
        yield _refused(text, repaired, network.name)


def _over(cap: Cap, text: str) -> str:
    return f"{cap.measure(text)} of {cap.limit} {cap.unit}"


def _refused(text: str, repaired: str, name: str) -> str:
    """Name the first character that *name* refuses."""
    at = next((n for n, (a, b) in enumerate(zip(text, repaired, strict=False)) if a != b), len(repaired))
    return f"{name} takes no U+{ord(text[at]):04X} (character {at + 1})"
