"""Desks that are stopped, whatever became of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk.desks import Desk, sample


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return sample(tmp_path / "paper")


@pytest.fixture
def started(workspace: Path) -> Iterator[Callable[..., Desk]]:
    """Return a function that starts a desk over the workspace."""
    desks: list[Desk] = []

    def start(*options: str) -> Desk:
        desks.append(Desk(workspace, *options))
        return desks[-1]

    yield start
    for desk in desks:
        if desk.process.poll() is None:
            desk.kill()


@pytest.fixture
def desk(started: Callable[..., Desk]) -> Desk:
    """A desk whose page is open."""
    return started().open()
