"""The change log tells what changed: of what comes next, and of the version that the package calls itself."""

from __future__ import annotations

import re
from pathlib import Path

from digest import __version__

LOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


def test_what_comes_next_and_this_version_have_their_entries() -> None:
    _, *parts = re.split(r"^## ", LOG.read_text("utf-8"), flags=re.MULTILINE)
    told = {part.split("\n")[0].split()[0].strip("[]"): part.count("\n- ") for part in parts}
    assert next(iter(told)) == "Unreleased"
    assert told["Unreleased"] or told[__version__]
