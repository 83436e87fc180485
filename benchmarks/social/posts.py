"""Posts of one quote for all networks: goal 10 ms warm; cards: goal 40 ms warm and 350 KB each.

The peer beside it is the same machine counting the text's characters in a loop, so
that a slow machine shows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from digest import networks, shelf  # noqa: E402
from digest.edition.model import Edition, Item, Newsletter  # noqa: E402
from digest.posts.filling import PostPrinter  # noqa: E402
from digest.posts.making import _posts, network  # noqa: E402
from digest.posts.parts import quote_parts  # noqa: E402
from digest.press.printing import printer  # noqa: E402
from digest.quotes.quote import Quote  # noqa: E402
from digest.settings import SocialSettings  # noqa: E402
from digest.workspace import Templates, shipped_templates  # noqa: E402

WORDS = (
    "We kept the library open on Sundays, said the mayor (see readme.md), “because reading is no weekday activity”. "
)
TEMPLATES = Templates(own=Path("/nowhere/templates"), shipped=shipped_templates())


def edition(text: str) -> Edition:
    """Return an edition of one story with one quote."""
    quote = Quote(
        id="q1", article="a1", text=text.strip(), pieces=(), start=0, end=0, prefix="", suffix="", sha256="",
        source="takeaway", note="On the reading room",
    )  # fmt: skip
    item = Item(
        id="a1", slug="library", place="lead", kicker="Culture", headline="Lindholm keeps its library open",
        url="https://news.example.org/library", quotes=(quote,), language="en",
    )  # fmt: skip
    return Edition(
        key="daily-2026-08-10", slot="2026-08-10", at=datetime(2026, 8, 10, 6, tzinfo=UTC), number=3,
        newsletter=Newsletter(id="daily", name="The Daily Take"), subject="s", preheader="p", lead=item,
    )  # fmt: skip


def milliseconds(work: Callable[[], object], rounds: int = 20) -> float:
    """Return the median time of one call, in milliseconds."""
    times = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        times.append((perf_counter() - began) * 1000)
    return median(times[2:])


def posts(text: str) -> float:
    """Return the time of all networks' posts of one quote."""
    made = edition(text)
    assert made.lead
    names = shelf.names(networks)
    social = SocialSettings(networks=tuple(names), utm={"source": "{network}"})
    parts = quote_parts(made, made.lead, made.lead.quotes[0], social)
    print_it = PostPrinter(printer(TEMPLATES), frozenset(TEMPLATES.names("social")))
    rules = [(name, network(name)) for name in names]
    return milliseconds(lambda: [list(_posts(name, its, parts, social, print_it)) for name, its in rules])


def cards() -> None:
    """Print the time and size of a card, where the extra is installed."""
    try:
        from digest.cards.draw import MODES, SHAPES, draw_cards
    except ImportError:
        return
    from digest.errors import DigestError
    from digest.press import themes

    theme = themes.load(TEMPLATES, "calm")
    palette = {mode: theme.colours(mode) for mode in MODES}
    texts = [WORDS.strip(), "A line. " * 3, WORDS * 2]
    try:
        drawn = [draw_cards(edition(text), TEMPLATES, palette, theme.values["font"]["head"])[0] for text in texts]
    except DigestError as fault:
        print(f"cards                 left out: {fault}")
        return
    turn = iter(range(10_000))

    def fresh() -> None:  # a new text each time, so that nothing drawn before helps
        draw_cards(edition(f"{next(turn)} {WORDS}"), TEMPLATES, palette, theme.values["font"]["head"])

    each = milliseconds(fresh, 8) / (len(SHAPES) * len(MODES))
    largest = max(len(card.content) for made in drawn for card in made)
    print(f"cards                 {each:6.1f} ms each (goal 40)   largest {largest / 1000:.0f} KB (goal 350)")
    assert each <= 40
    assert largest <= 350_000


def main() -> None:
    """Print all figures; fail when a goal is missed."""
    peer = milliseconds(lambda: sum(ord(char) for char in WORDS * 2000))
    for name, text in (("posts, whole quote", WORDS), ("posts, quote to cut", WORDS * 4)):
        took = posts(text)
        print(f"{name:<21} {took:6.1f} ms for {len(shelf.names(networks))} networks (goal 10)   loop {peer:.1f} ms")
        assert took <= 10, name
    cards()


if __name__ == "__main__":
    main()
