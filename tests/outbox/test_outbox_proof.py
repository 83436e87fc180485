"""What is the edition's fault is said of the edition; what is the disk's is raised as the disk's."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.outbox import proof
from digest.outbox.folder import read_file
from digest.outbox.manifest import MANIFEST
from digest.outbox.publish import publish


def refusing(number: int, first: int) -> Callable[..., bytes]:
    """Return what reads files, but refuses the *first* reading of the manifest."""
    met: list[str] = []

    def read(fd: int, name: str, **more: int) -> bytes:
        met.append(name)
        if name == MANIFEST and met.count(name) == first:
            raise OSError(number, os.strerror(number))
        return read_file(fd, name, **more)

    return read


@pytest.fixture
def edition(tmp_path: Path) -> int:
    made = publish(tmp_path / "outbox", "daily-2026-08-10", {"email.txt": b"Good morning\n"}, {})
    return os.open(made.path, os.O_RDONLY | os.O_DIRECTORY)


@pytest.mark.parametrize("reading", [1, 2])
def test_a_disk_that_is_ill_is_told_at_the_first_reading(
    reading: int, edition: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "read_file", refusing(errno.EIO, reading))
    with pytest.raises(OSError, match="Input/output error"):
        proof.faults(edition)


def test_a_size_that_cannot_be_looked_up_is_no_fault_by_itself(edition: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "read_file", refusing(errno.EACCES, 1))
    assert proof.faults(edition) == ()
