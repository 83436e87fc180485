"""The whole line, in memory, with a text made to be slow in one field of one article.

The short form draws one pattern a field; the long form (`make test-growth-long`) takes them all.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from growth.measuring import costs
from growth.patterns import texts
from paper import ROOT

from digest.line.choose import Wish, find_slot, pick, read
from digest.line.render import Form, press
from digest.sources._fields import FIELDS
from digest.workspace import open_workspace

NOW = datetime(2026, 8, 10, 6, tzinfo=UTC)
LONG, SHORT = 100_000, 20_000
NESTED: dict[str, Callable[[str], object]] = {
    "takeaways": lambda text: [{"text": text, "note": text}],
    "highlights": lambda text: [text],
    "related": lambda text: [text],
    "subjects": lambda text: [text],
    "risk": lambda text: {"heading": text, "text": text},
    "image": lambda text: {"url": "https://news.example/a.jpg", "alt": text, "caption": text, "credit": text},
}


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], None]:
    """Return what makes every rendition of an edition whose lead has *text* as its *field*; it was run once."""
    here = tmp_path_factory.mktemp("line") / "paper"
    here.mkdir()
    shutil.copy(ROOT / "digest.toml", here)
    shutil.copytree(ROOT / "seeds", here / "seeds")
    workspace = open_workspace(here)
    slot = find_slot(workspace.settings, "", NOW)

    def made(field: str, text: str) -> None:
        article = {"id": "odd", "headline": "The weir at Velmar opens again", "text": "It is open.", "url": "",
                   "published": "2026-08-09T20:00:00Z", field: NESTED.get(field, str)(text)}  # fmt: skip
        (here / "seeds" / "odd.jsonl").write_text(json.dumps(article) + "\n", "utf-8")
        intake = read(workspace, lambda _a, _b: None, keep=False)
        chosen = pick(workspace, intake, slot, lambda _a, _b: None, now=NOW)
        pressed = press(workspace, intake, chosen, slot, form=Form(key="daily"), wish=Wish(), tell=lambda _a, _b: None)
        errors = [finding.what for finding in pressed.findings if finding.severity == "error"]
        assert not errors, errors

    made("deck", "The gates were closed in March.")
    return made


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_no_field_takes_2_seconds_or_256_megabytes_or_the_edition(
    field: str, long: bool, line: Callable[[str, str], None]
) -> None:
    cases = dict(texts(LONG if long else SHORT))
    if not long:
        name = random.Random(field).choice(sorted(cases))
        cases = {name: cases[name]}
    since = costs(lambda text: line("deck", text), {"plain": "The gates were closed in March."})["plain"].seconds
    found = costs(lambda text: line(field, text), cases, seconds=10, megabytes=256)
    assert {case: cost for case, cost in found.items() if cost.fault or cost.seconds - since > 2} == {}
