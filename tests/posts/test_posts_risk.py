"""picks.risk_with_quotes, from the source to the outbox: a quote leaves with its risk note or not at all."""

from pathlib import Path

import pytest
from hostile.placing import BENIGN, SETTINGS, article, build

RISK = {"heading": "What to watch", "text": "The pier is old, and the boats are heavy."}
WORDS = "Four boats are better than a bridge."
PICKS = "[picks]\nrisk_with_quotes = {}\n"


def settings(wanted: str) -> str:
    """Return settings with the rule on or off."""
    return SETTINGS.replace("[social]", PICKS.format(wanted) + "[social]")


@pytest.mark.parametrize(
    ("wanted", "risk", "shared"), [("true", RISK, False), ("true", None, True), ("false", RISK, True)]
)
def test_only_a_quote_with_a_risk_note_is_kept_back(
    wanted: str, risk: dict[str, str] | None, shared: bool, tmp_path: Path
) -> None:
    told = article(**({"risk": risk} if risk else {}))
    made = build(tmp_path, [*BENIGN, told], settings=settings(wanted))
    assert made.code == 0, made.err
    story = made.item()
    assert story is not None
    quotes = [post for post in made.posts if post["kind"] == "quote" and post["story"] == story["id"]]
    assert bool(quotes) is shared
    assert any(WORDS in post["text"] for post in made.posts) is shared
    assert (WORDS in made.text("share.html")) is shared
    assert any(post["kind"] == "story" and post["story"] == story["id"] for post in made.posts)


def test_nor_is_there_a_card_of_it(tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="the extra [cards] is not installed")
    made = build(tmp_path, [*BENIGN, article(risk=RISK)], settings=settings("true") + "cards = true\n")
    assert made.code == 0, made.err
    story = made.item()
    assert story is not None
    assert [name for name in made.files if name.startswith(f"card-{story['slug']}")] == []
