"""A value packed once for many processes of ours, and unpacked once in each."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Luggage:
    """A packed value; `name` is a hash of the content.

    It goes from a run to its own workers, over a pipe or an engine's own channel, and is
    never read from a file: unpacking what somebody else packed would run their code.
    """

    name: str
    content: bytes

    @classmethod
    def of(cls, value: object) -> Luggage:
        """Pack a value."""
        content = pickle.dumps(value)
        return cls(sha256(content).hexdigest(), content)

    def value(self) -> Any:
        """Return the value, unpacked each time."""
        return pickle.loads(self.content)  # noqa: S301 - from our own run, to its own workers
