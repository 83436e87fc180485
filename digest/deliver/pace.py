"""When the next message may go: so many a minute in all, and so many a minute to one domain."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from digest.errors import UsageError

Item = TypeVar("Item")
_HELD = 10_000  # messages to slow domains that are kept back while others go first


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """Messages a minute: in all, to any one domain, and to domains by name; 0 for no limit."""

    rate: int = 0
    domain: int = 0
    domains: Mapping[str, int] = field(default_factory=dict)

    def pause(self, domain: str) -> float:
        """Return the seconds between two messages to *domain*."""
        found = self.domains.get(domain, self.domain)
        return 60.0 / found if found else 0.0


def limits(rate: int, given: list[str]) -> RateLimits:
    """Read ``600`` (any domain) and ``gmail.com=600``; `UsageError` for anything else."""
    any_domain, named = 0, {}
    for one in given:
        domain, mark, number = one.rpartition("=")
        if not number.isdecimal() or (mark and not domain):
            raise UsageError(f"no limit: {one!a}", where="--domain-rate", fix="write 600, or gmail.com=600")
        if mark:
            named[domain.lower()] = int(number)
        else:
            any_domain = int(number)
    return RateLimits(rate=rate, domain=any_domain, domains=named)


class Pace(Generic[Item]):
    """Hands out *items* (domain, item) as the limits allow; not for several threads at once, lock around it.

    Order is kept within a domain.  No clock in here: whoever asks says what time it is.
    """

    def __init__(self, items: Iterator[tuple[str, Item]], given: RateLimits) -> None:
        self._items = items
        self._limits = given
        self._held: dict[str, deque[Item]] = {}
        self._count = 0
        self._next = 0.0
        self._due: dict[str, float] = {}

    def take(self, now: float) -> Item | float | None:
        """Return the next item, or the seconds to wait for one, or None when there is none left."""
        if self._next > now:
            return self._next - now
        for domain, waiting in self._held.items():
            if self._due.get(domain, 0.0) <= now:
                item = waiting.popleft()
                if not waiting:
                    del self._held[domain]
                self._count -= 1
                return self._given(domain, item, now)
        while self._count < _HELD:
            found = next(self._items, None)
            if found is None:
                break
            domain, item = found
            if domain not in self._held and self._due.get(domain, 0.0) <= now:
                return self._given(domain, item, now)
            self._held.setdefault(domain, deque()).append(item)
            self._count += 1
        return min(self._due[domain] for domain in self._held) - now if self._held else None

    def _given(self, domain: str, item: Item, now: float) -> Item:
        if self._limits.rate:
            self._next = now + 60.0 / self._limits.rate
        if pause := self._limits.pause(domain):
            self._due[domain] = now + pause
        return item
