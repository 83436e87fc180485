"""The first stages as values: which slot, what is told about its articles, and why there is nothing to publish."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.articles import Article, Image
from digest.errors import DataError, NothingToPublishError, UsageError
from digest.intake.files import Intake
from digest.line import choose
from digest.line.misdated import FAR, held_back
from digest.picks.choose import Pick, Picks
from digest.picks.edits import Edits
from digest.picks.memory import Memory
from digest.picks.slots import slot_named
from digest.settings import NewsletterSettings, PicksSettings, ScheduleSettings, Settings, SourceSettings
from digest.stories.story import Story
from digest.workspace import Workspace, open_workspace

TOML = """\
[newsletter]
id = "daily"
name = "The Daily Take"
[schedule]
slot = "2026-08-10"
[[source]]
path = "seeds"
"""
SETTINGS = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"), path="paper.toml")
SLOT = slot_named(SETTINGS.schedule, "2026-08-10")  # at six in the morning, UTC
NOW = SLOT.at.astimezone(UTC)


def article(name: str = "a1", **values: object) -> Article:
    given = {"id": name, "headline": f"Ferry {name} opens", "text": "It opened.", "where": f"{name}.md"} | values
    return Article(**given)  # type: ignore[arg-type]


def intake(*articles: Article, path: str = "seeds") -> Intake:
    return Intake(articles=articles, sources={one.id: SourceSettings(path=path) for one in articles})


def picked(one: Article, place: str = "story", **edits: object) -> Pick:
    story = Story(id=one.id, lead=one, members=(one,))
    return Pick(story=story, place=place, edits=Edits(**edits))  # type: ignore[arg-type]


@pytest.fixture
def paper(tmp_path: Path) -> Workspace:
    (tmp_path / "digest.toml").write_text(TOML)
    (tmp_path / "seeds").mkdir()
    return open_workspace(tmp_path)


def quiet(*_: str) -> None:
    """Tell nobody."""


def test_a_slot_that_is_named_is_that_one_and_else_the_current_one() -> None:
    named = choose.find_slot(SETTINGS, "2026-08-03", NOW)
    assert (named.name, choose.find_slot(SETTINGS, "", NOW).name) == ("2026-08-03", "2026-08-10")


def test_without_a_source_there_is_nothing_to_read(paper: Workspace) -> None:
    bare = replace(paper, settings=replace(paper.settings, source=()))
    with pytest.raises(UsageError, match="nothing to read") as refused:
        choose.read(bare, quiet)
    assert refused.value.where == "digest.toml: source"


def test_a_bad_article_is_skipped_and_only_a_strict_run_stops(paper: Workspace) -> None:
    (paper.root / "seeds" / "a.jsonl").write_text('{"headline": "Ferry opens", "text": "It opened."}\n{broken\n')
    told: list[tuple[str, str]] = []
    found = choose.read(paper, lambda step, what: told.append((step, what)))
    assert (len(found.articles), len(found.notices), told) == (1, 1, [("read", "1 article")])
    with pytest.raises(DataError) as refused:
        choose.read(paper, quiet, strict=True)
    assert refused.value.where == "seeds/a.jsonl, line 2"


def test_of_what_is_read_no_more_nothing_is_kept(paper: Workspace) -> None:
    wire = paper.root / "seeds" / "a.jsonl"
    line = '{"id": "%s", "headline": "Ferry %s opens", "text": "It opened. The harbour was glad of it."}\n'
    wire.write_text(line % ("a1", "one") + line % ("a2", "two"))
    for one in choose.read(paper, quiet).articles:
        choose.quotes_of(one)
    wire.write_text(line % ("a1", "one") + line % ("a3", "three"))
    same = next(one for one in choose.read(paper, quiet).articles if one.id == "a1")
    assert [*choose.FOUND] == [same] and next(iter(choose.FOUND)) is same


def test_an_article_under_embargo_at_the_slots_moment_is_told(paper: Workspace) -> None:
    at = SLOT.at.astimezone(UTC)
    articles = (article("early", embargo=at), article("late", embargo=at + timedelta(minutes=1)), article("free"))
    (notice,) = held_back(intake(*articles), SLOT)
    assert notice.what == "held back: 'Ferry late opens' is under embargo until 2026-08-10 06:01 UTC"
    assert (notice.where, notice.fix) == ("late.md: embargo", "it belongs to the first slot after that")


@pytest.mark.parametrize(("late", "told"), [(FAR, 0), (FAR + timedelta(seconds=1), 1)])
def test_a_date_more_than_a_year_ahead_is_told(late: timedelta, told: int) -> None:
    found = choose.faults_of(Picks(chosen=()), intake(article(published=NOW + late)), SLOT, NOW)
    assert len(found) == told


def test_what_came_after_an_old_edition_is_no_mistake() -> None:
    later = NOW + 10 * FAR
    assert choose.faults_of(Picks(chosen=()), intake(article(published=later)), SLOT, later) == []


def test_wrong_years_are_told_once_a_source() -> None:
    ahead = NOW + 2 * FAR
    capture = intake(article("a", published=ahead), article("b", published=ahead), article("c", published=NOW))
    (notice,) = choose.faults_of(Picks(chosen=()), capture, SLOT, NOW)
    assert notice.what == "2 articles of seeds are dated more than a year ahead of 2026-08-10; is the year right?"
    assert notice.where == "a.md: date (published), and 1 more"
    (alone,) = choose.faults_of(Picks(chosen=()), intake(article("a", published=ahead)), SLOT, NOW)
    assert alone.what == "published lies more than a year ahead of 2026-08-10; is the date right?"
    assert alone.where == "a.md: date (published)"


def test_each_source_with_wrong_years_is_told_by_its_path_or_address() -> None:
    ahead = NOW + 2 * FAR
    articles = tuple(article(name, published=ahead) for name in "abcd")
    sources = dict.fromkeys("ab", SourceSettings(path="seeds")) | dict.fromkeys(
        "cd", SourceSettings(url="https://a.example/feed")
    )
    found = choose.faults_of(Picks(chosen=()), Intake(articles=articles, sources=sources), SLOT, NOW)
    assert [one.what.partition(" are")[0] for one in found] == [
        "2 articles of https://a.example/feed",
        "2 articles of seeds",
    ]


@pytest.mark.parametrize(
    ("pick", "told"),
    [
        (picked(article(text="  \n")), 1),
        (picked(article(text="Words")), 0),
        (picked(article(text="", deck="Words")), 0),
        (picked(article(text="", standfirst="Words")), 0),
        (picked(article(text=""), "brief"), 0),  # a headline is all that it shows
        (picked(article(text=""), deck="By an editor"), 0),
    ],
)
def test_a_story_with_a_place_and_nothing_to_say_is_told(pick: Pick, told: int) -> None:
    found = choose.faults_of(Picks(chosen=(pick,)), intake(pick.story.lead), SLOT, NOW)
    assert [one.what for one in found] == ["the article has neither body nor deck: Ferry a1 opens"] * told


def test_a_page_tells_of_pictures_before_it_is_built() -> None:
    shown = article("shown", image=Image(path="missing.png"))
    brief = article("brief", image=Image(path="missing.png"))
    own = replace(intake(shown, brief), folders=dict.fromkeys(("shown", "brief"), Path("/nowhere")))
    found = choose.faults_of(Picks(chosen=(picked(shown, "lead"), picked(brief, "brief"))), own, SLOT, NOW)
    assert [one.what.partition(":")[0] for one in found] == [
        "the picture has no alternative text; the headline stands in",
        "image left out",
    ]


@pytest.mark.parametrize(
    ("picks", "found", "says", "where"),
    [
        (Picks(chosen=()), False, "nothing new belongs to 2026-08-10", "digest.toml"),
        (
            Picks(chosen=(), bench=(picked(article(), ""),)),
            False,
            "no story of 2026-08-10 has the score",
            "digest.toml",
        ),
        (Picks(chosen=()), True, "every story of 2026-08-10 was taken out", "running-order/2026-08-10.toml"),
    ],
)
def test_why_there_is_nothing_to_publish(paper: Workspace, picks: Picks, found: bool, says: str, where: str) -> None:
    with pytest.raises(NothingToPublishError, match=says) as refused:
        choose.see_that_there_is_something(picks, paper, SLOT, intake(), found=found)
    assert refused.value.where == where and refused.value.fix


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ((2, 30), "2 articles are newer: --slot 2026-08-11"),
        ((30, -90), "1 article is newer: --slot 2026-08-12"),
        (
            (-90, -200),
            "the newest article belongs to 2026-08-07: check the sources, widen schedule.window, or --slot 2026",
        ),
        ((2, -1), "check the sources"),
        ((), "check the sources"),
    ],
)
def test_where_a_slot_has_nothing_the_one_that_has_is_named(
    paper: Workspace, hours: tuple[int, ...], says: str
) -> None:
    """What the slot itself holds was told before, or is not wanted: no other slot has it."""
    others = [article(f"a{hour}", published=SLOT.at + timedelta(hours=hour)) for hour in hours]
    with pytest.raises(NothingToPublishError) as refused:
        choose.see_that_there_is_something(Picks(chosen=()), paper, SLOT, intake(*others))
    assert refused.value.fix.startswith(says)


def test_an_empty_edition_is_published_where_that_is_wanted(paper: Workspace) -> None:
    wanted = replace(paper, settings=replace(paper.settings, picks=PicksSettings(empty="publish")))
    choose.see_that_there_is_something(Picks(chosen=()), wanted, SLOT, intake(), found=True)
    choose.see_that_there_is_something(Picks(chosen=(picked(article()),)), paper, SLOT, intake())


def test_an_edit_that_does_not_fit_leaves_the_machines_page_and_says_why(paper: Workspace) -> None:
    ours = Picks(chosen=(picked(article(), "lead"),))
    order = '[[story]]\nid = "a1"\nplace = "front"\n'
    page, why = choose.page_of(paper, intake(article()), SLOT, ours, [ours.chosen[0].story], Memory(), order)
    assert page is ours
    assert [notice.where.partition(",")[0] for notice in why] == ["running-order/2026-08-10.toml"]
    assert choose.page_of(paper, intake(article()), SLOT, ours, [], Memory(), "") == (ours, ())


def test_a_schedule_may_hold_the_slot() -> None:
    pinned = replace(SETTINGS, schedule=ScheduleSettings(slot="2026-07-01"))
    assert choose.find_slot(pinned, "", datetime(2031, 1, 1, tzinfo=UTC)).name == "2026-07-01"
