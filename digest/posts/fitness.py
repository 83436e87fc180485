"""Does a text fit a network?  The answer for scripts, and for anyone who asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from digest.networks import Network
from digest.posts.threads import plain_thread
from digest.text.fitting import fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitness:
    """A text's length in the network's unit, whether every limit holds, and the text as a thread."""

    length: int
    limit: int
    unit: str
    valid: bool
    parts: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the answer as ``digest fit --json`` gives it."""
        return {**asdict(self), "parts": list(self.parts)}

    def lines(self) -> Iterator[str]:
        """Yield the answer in words, then the thread if the text needs one."""
        verdict = "fits" if self.valid else "does not fit"
        yield f"{verdict}: {self.length} of {self.limit} {self.unit}"
        if not self.valid:
            for part in self.parts:
                yield ""
                yield from part.split("\n")


def fitness(text: str, network: Network) -> Fitness:
    """Measure *text* exactly as given; nothing is normalised or trimmed.

    An empty text is no post, so it is not valid and has no parts.
    """
    valid = bool(text.strip()) and fits(text, network.rulers()) and network.accepts(text)
    return Fitness(
        length=network.measure(text),
        limit=network.limit,
        unit=network.unit,
        valid=valid,
        parts=tuple(plain_thread(text, network)) if text.strip() else (),
    )
