"""A new chapter is an update and stands high, the same facts are left out, a look-alike is new."""

from __future__ import annotations

from collections.abc import Sized
from datetime import UTC, datetime

import pytest

from digest.articles import Article
from digest.picks.choose import Picks, choose
from digest.picks.memory import Memory, Told, facts_of, told_from
from digest.picks.slots import slot_named
from digest.settings import NewsletterSettings, PicksSettings, Settings
from digest.stories.fingerprints import Fingerprinter
from digest.stories.gist import GistTaker
from digest.stories.story import Story, group

SETTINGS = Settings(
    newsletter=NewsletterSettings(id="isles", name="The Isles"), picks=PicksSettings(stories=3, brief=3)
)
FIRST = (
    "Cable car stuck above Hennet",
    "Nineteen hikers spent the night in a cable car above Hennet after a wheel jumped its rope. Rescuers from Arnholt "
    "reached the cabin with a winch at dawn. Operator Tessa Quill said the wheel had been checked in May.",
)
NEXT = (
    "Operator of Hennet cable car charged",
    "Prosecutors have charged Tessa Quill, who runs the cable car above Hennet, with neglect. No fitter had seen the "
    "wheel since last autumn, they say. A trial could open in March, and passengers want damages of 40,000 marks.",
)
AGAIN = (
    "Hikers shiver through a night above Hennet",
    "Nineteen hikers had to spend the night in a cable car above Hennet because a wheel jumped its rope. A winch "
    "brought rescuers from Arnholt to the cabin at dawn.",
)
RECALLS = (
    "Museum buys what hung above Hennet",
    "The cable car above Hennet, in which nineteen hikers spent the night after a wheel jumped, has been sold to a "
    "museum. Children will eat ice cream there.",
)
LOOKS = (
    "Hennet gets a new fire engine",
    "The fire brigade of Hennet has bought an engine with a long ladder. It cost 300,000 marks and is painted yellow.",
)
OTHERS = [
    ("Night bus to Selby gets a second stop", "The night bus will halt at the old mill. Students had asked for it."),
    ("Library lends umbrellas", "Borrowers in Marlow Cross may take an umbrella home for a week."),
]


def articles(lines: list[tuple[str, str]], day: int) -> list[Article]:
    return [
        Article(id=f"{day}-{n}", headline=headline, text=text, language="en",
                published=datetime(2026, 8, day, 3, n, tzinfo=UTC))
        for n, (headline, text) in enumerate(lines)
    ]  # fmt: skip


def yesterday(place: str = "lead") -> Told:
    batch = articles([FIRST, *OTHERS], 9)
    story = group(batch)[0]
    facts = facts_of(story, Fingerprinter(batch).pair(story.lead, story.members), GistTaker(batch).gist(story.members))
    return told_from(facts | {"headline": story.lead.headline, "place": place}, slot="2026-08-09")


def picked(lines: list[tuple[str, str]], told: Told) -> Picks:
    slot = slot_named(SETTINGS.schedule, "2026-08-10")
    stories = group(articles([*OTHERS, *lines], 10))
    return choose(stories, SETTINGS, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=Memory((told,)))


@pytest.mark.parametrize(("line", "updates", "told"), [
    (NEXT, {NEXT[0]}, set()),
    (RECALLS, {RECALLS[0]}, set()),
    (AGAIN, set(), {AGAIN[0]}),
    (LOOKS, set(), set()),
])  # fmt: skip
def test_an_advance_is_an_update_a_repeat_is_left_out_and_a_look_alike_is_new(
    line: tuple[str, str], updates: set[str], told: set[str]
) -> None:
    found = picked([line], yesterday())
    assert updates == {pick.story.lead.headline for pick in found.chosen if pick.update}
    assert told == {pick.story.lead.headline for pick in found.told}


def test_the_next_chapter_of_yesterdays_lead_stands_among_the_first_two() -> None:
    found = picked([NEXT], yesterday())
    assert NEXT[0] in [pick.story.lead.headline for pick in found.chosen[:2]]
    advance, other = (picked([NEXT], yesterday(place)).chosen for place in ("lead", "brief"))
    assert [{pick.story.id: pick.terms["advance"] for pick in page}["10-2"] for page in (advance, other)] == [
        0.15,
        0.075,
    ]


def test_what_the_ledger_keeps_of_a_story_is_about_two_thousand_characters_at_most() -> None:
    syllables = ["ka", "lo", "mi", "ne", "tu", "ra", "so", "vi"]
    words = [a.capitalize() + b + c for a in syllables for b in syllables for c in syllables]
    texts = [(f"{words[n]} {words[n + 1]} {words[n + 2]}", " ".join(words[n * 9 : n * 9 + 150])) for n in range(30)]
    batch = articles(texts, 9)
    story = group(batch[:1])[0]
    whole = type(story)(story.id, story.lead, tuple(batch))
    facts = facts_of(whole, Fingerprinter(batch).pair(whole.lead, whole.members), GistTaker(batch).gist(batch))
    sizes = [(len(value), isinstance(value, str)) for value in facts.values() if isinstance(value, Sized)]
    assert len(sizes) == len(facts)
    size = sum(length if text else 12 * length for length, text in sizes)
    assert size <= 2_200


def test_yesterdays_facts_do_not_come_again_inside_todays_chapter() -> None:
    """A report of the old facts that was put with the advance is left out, and does not lead."""
    again, chapter = articles([AGAIN, NEXT], 10)
    story = Story(again.id, again, (again, chapter))
    slot = slot_named(SETTINGS.schedule, "2026-08-10")
    found = choose([story], SETTINGS, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=Memory((yesterday(),)))
    assert [([m.id for m in pick.story.members], pick.update) for pick in found.chosen] == [([chapter.id], True)]
    assert [[m.id for m in pick.story.members] for pick in found.told] == [[again.id]]
    assert found.told[0].reason.startswith(f"Left out: the edition of 2026-08-09 told it (“{FIRST[0]}”).")
    [told] = found.told
    assert told.left_out == f"the edition of 2026-08-09 told it (“{FIRST[0]}”)"
    assert told.merits and told.reason == f"Left out: {told.left_out}. {told.merits}"


def test_what_was_only_put_with_a_repeat_is_not_hidden_with_it() -> None:
    """A story of a repeat and of something that was never told is parted: the rest is new."""
    lines = [AGAIN, ("Hennet council weighs hikers' tax above the cabin line", "")]
    first, other = articles(lines, 10)
    story = Story(first.id, first, (first, other))
    slot = slot_named(SETTINGS.schedule, "2026-08-10")
    found = choose([story], SETTINGS, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=Memory((yesterday(),)))
    assert [[m.id for m in pick.story.members] for pick in found.told] == [[first.id]]
    assert [[m.id for m in pick.story.members] for pick in found.chosen] == [[other.id]]


def test_an_advance_that_was_put_with_a_repeat_is_an_update_by_itself() -> None:
    """It recalls most of what was told, and its headline says what is new: it must not be hidden with the repeat."""
    again, chapter = articles([AGAIN, RECALLS], 10)
    story = Story(again.id, again, (again, chapter))
    slot = slot_named(SETTINGS.schedule, "2026-08-10")
    found = choose([story], SETTINGS, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=Memory((yesterday(),)))
    assert [([m.id for m in pick.story.members], pick.update) for pick in found.chosen] == [([chapter.id], True)]
    assert [[m.id for m in pick.story.members] for pick in found.told] == [[again.id]]
