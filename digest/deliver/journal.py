"""Who has it already: one line a recipient, forced to disk before the next one is sent.

After kill -9 a delivery goes on where the journal ends; at most the one recipient
whose answer was not written yet gets the message twice, with the same Message-ID.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

from digest.errors import DiskError

FINAL = ("sent", "refused")


class Journal:
    """The journal of one edition's delivery; its file has mode 600, for it holds addresses."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.states: dict[str, str] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        except OSError as fault:
            raise DiskError(
                f"cannot open the journal: {fault.strerror}", where=str(path), fix="--journal DIR"
            ) from fault
        self._read()

    def state(self, address: str) -> str:
        """Return sent, refused, deferred, or '' for a recipient nobody tried."""
        return self.states.get(address.casefold(), "")

    def note(self, address: str, state: str, said: str) -> None:
        """Write what became of one recipient, and force it to disk."""
        line = json.dumps({"to": address, "state": state, "said": said}, ensure_ascii=False) + "\n"
        os.write(self._fd, line.encode())
        os.fsync(self._fd)
        self.states[address.casefold()] = state

    def counts(self) -> Counter[str]:
        """Count recipients by state."""
        return Counter(self.states.values())

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)

    def _read(self) -> None:
        with os.fdopen(os.dup(self._fd), "rb") as file:
            content = file.read()
        for line in content.splitlines():
            try:
                row = json.loads(line)
                self.states[str(row["to"]).casefold()] = str(row["state"])
            except (ValueError, KeyError, TypeError):
                continue  # cut short by a kill: that recipient counts as not tried
        if content and not content.endswith(b"\n"):
            os.write(self._fd, b"\n")
