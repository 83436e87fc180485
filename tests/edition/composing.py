"""Two articles and the edition that is composed of them, as the tests of composing share them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from digest.articles import Article, Risk, Takeaway
from digest.config import read_settings
from digest.edition.compose import EditionExtras, compose
from digest.edition.model import Edition
from digest.picks.choose import Pick
from digest.picks.slots import slot_named
from digest.quotes.of_article import find_quotes
from digest.settings import Settings
from digest.stories.story import Story

SETTINGS = read_settings('[newsletter]\nid = "daily"\nname = "The Daily"\nlocale = "en"\n')

GATES = Article(
    id="gates",
    url="https://news.example/gates",
    headline="Harbour gates hold",
    deck="A two-metre surge stopped at the barrier.",
    standfirst="The old town stayed dry.",
    source_headline="Barrier passes its first test",
    text="The gates closed at 21:40. “We closed a gate and opened a question,” said Marta Holm.\n\nThe quay reopened.",
    published=datetime(2026, 8, 10, 1, tzinfo=UTC),
    takeaways=(Takeaway(text="A barrier is a promise you only notice when it is kept.", note="Comment on the night"),),
    analysis="The closure was never only about water. It was a test of who decides, and how fast.",
    highlights=("The quay opened again by morning.",),
    risk=Risk(heading="Risk of closures", text="Each closure stops the port for half a day."),
    closing="A wall is only as patient as its keepers",
    related=(
        "Port counts the cost of a closed night",
        "Port counts the costs of one closed night",
        "Harbour gates hold",
    ),
)
PORT = replace(
    GATES, id="port", headline="Port waits for the gates", url="https://port.example/wait", site="The Mail", author="",
    text="Ships waited.", takeaways=(Takeaway(text="No ship was lost."),), language="de",
)  # fmt: skip
BEES = Article(id="bees", headline="Orchard town counts its bees", text="More hives than last year.", language="en")


def pick(article: Article, place: str, *members: Article) -> Pick:
    """Return a story of an article and others that tell it, picked for a place."""
    return Pick(
        story=Story(article.id, article, (article, *members)), place=place, section="World", score=0.5, reason="One."
    )


def made(*picks: Pick, settings: Settings = SETTINGS, copy: EditionExtras | None = None) -> Edition:
    """Compose the edition of these picks."""
    slot = slot_named(settings.schedule, "2026-08-10")
    return compose(picks, settings, slot, quotes=find_quotes, copy=copy or EditionExtras(), key="daily-2026-08-10")
