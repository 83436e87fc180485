"""Lines that were approved: kept in a file of their own, compared, and with ``--approve`` taken as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest


def changed(named: Mapping[str, str], file: Path, request: pytest.FixtureRequest) -> list[str]:
    """Return the names of those lines that the file has otherwise, and the lines that nothing has any more.

    *named* gives each line the name of what it is about.
    """
    if request.config.getoption("--approve"):
        file.write_text("".join(f"{line}\n" for line in sorted(named)), "utf-8")
    approved = set(file.read_text("utf-8").splitlines())
    other = sorted(name for line, name in named.items() if line not in approved)
    return other or sorted(approved - named.keys())
