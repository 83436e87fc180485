"""From a composed edition to its renditions: subjects, sections first, length, and what is told on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from editions import full_in, quote, standard

from digest.articles import Article, Takeaway
from digest.edition.compose import preheader
from digest.edition.model import Edition
from digest.intake.files import Intake
from digest.line import render
from digest.line.choose import Chosen, Wish
from digest.line.shop import Shop
from digest.order.applying import Applied
from digest.picks.choose import Pick, Picks
from digest.picks.edits import PostWish, SponsorWish
from digest.picks.slots import slot_named
from digest.settings import PicksSettings
from digest.stories.story import Story
from digest.workspace import Workspace, open_workspace

TOML = '[newsletter]\nid = "daily"\nname = "The Daily Take"\nfrom = "Desk <desk@daily.example>"\n'
GATES = Article(
    id="gates",
    headline="Harbour gates hold",
    text="The gates closed at noon, and the town stayed dry through the night.",
    takeaways=(Takeaway(text="A barrier is a promise you only notice when it is kept."),),
    where="gates.md",
    published=datetime(2026, 8, 9, 12, tzinfo=UTC),
)


@pytest.fixture
def paper(tmp_path: Path) -> Workspace:
    (tmp_path / "digest.toml").write_text(TOML)
    (tmp_path / "seeds").mkdir()
    return open_workspace(tmp_path)


def picked(article: Article, place: str, *members: Article) -> Pick:
    return Pick(story=Story(article.id, article, (article, *members)), place=place, section="World")


def chosen(*picks: Pick, **order: object) -> Chosen:
    return Chosen(order=Applied(picks=Picks(chosen=picks), **order), due=())  # type: ignore[arg-type]


def composed(
    paper: Workspace, told: Chosen, wish: Wish | None = None, before: Edition | None = None
) -> render.Composed:
    slot = slot_named(paper.settings.schedule, "2026-08-10")
    intake = Intake(articles=tuple(pick.story.lead for pick in told.picks.chosen))
    form = render.Form(key="daily-2026-08-10", before=before)
    return render.composed(paper, intake, told, slot, form=form, wish=wish or Wish())


def test_the_words_of_a_wish_come_before_those_of_the_running_order(paper: Workspace) -> None:
    told = chosen(picked(GATES, "lead"), subject="By an editor", preheader="Ours", note="Dear reader")
    made = composed(paper, told).edition
    assert (made.subject, made.preheader, made.note) == ("By an editor", "Ours", "Dear reader")
    assert composed(paper, told, Wish(subject="From the command line")).edition.subject == "From the command line"
    assert composed(paper, chosen(picked(GATES, "lead"))).edition.subject == GATES.headline


def test_a_correction_says_so_and_knows_whether_anything_changed(paper: Workspace) -> None:
    first = composed(paper, chosen(picked(GATES, "lead")))
    assert (first.edition.corrections, first.unchanged) == ((), False)
    wish = Wish(revise="The number was wrong.")
    same = composed(paper, chosen(picked(GATES, "lead")), wish, first.edition)
    assert same.unchanged
    assert same.edition.subject == f"Correction: {GATES.headline}"
    assert [one.reason for one in same.edition.corrections] == ["The number was wrong."]
    other = composed(paper, chosen(picked(replace(GATES, deck="Another."), "lead")), wish, first.edition)
    assert not other.unchanged
    assert other.edition.corrections[0].stories == (GATES.headline,)


def test_a_sponsors_picture_that_is_none_costs_nothing_but_a_notice(paper: Workspace) -> None:
    wish = SponsorWish(name="Boats", text="Oars.", picture="missing.png", where="order.toml, line 3")
    made = composed(paper, chosen(picked(GATES, "lead"), sponsor=wish))
    assert made.edition.sponsor is not None and made.edition.sponsor.picture is None
    assert [notice.what.partition(":")[0] for notice in made.notices] == ["the sponsor's picture is left out"]


@pytest.mark.parametrize(("place", "told"), [("lead", 1), ("brief", 0)])
def test_a_text_with_more_quotes_than_are_looked_for_is_told(
    paper: Workspace, monkeypatch: pytest.MonkeyPatch, place: str, told: int
) -> None:
    monkeypatch.setattr(render, "MOST", 1)
    made = composed(paper, chosen(picked(GATES, place)))
    assert [notice.where for notice in made.notices if "more quotes" in notice.what] == ["gates.md: body (text)"] * told


@pytest.mark.parametrize(("size", "told"), [(1000, 0), (1001, 1)])
def test_a_quote_longer_than_its_place_is_trimmed_and_told(paper: Workspace, size: int, told: int) -> None:
    words = ("Nobody closed the gates that night, and so the water came. " * 20)[: size - 1].rstrip() + "."
    words = words + "!" * (size - len(words))
    made = composed(paper, chosen(picked(replace(GATES, takeaways=(Takeaway(text=words),)), "lead")))
    cut = [notice for notice in made.notices if "trimmed" in notice.what]
    assert [(notice.where, notice.what[:30]) for notice in cut] == [
        ("gates.md: quote", "a quote of 1,001 characters tr")
    ] * told


def test_a_name_that_mixes_scripts_is_pointed_at_with_its_story(paper: Workspace) -> None:
    told = chosen(picked(GATES, "lead"))
    edition = composed(paper, told).edition
    assert edition.lead is not None
    for speaker, wheres in (("Marta Holm", []), ("\N{CYRILLIC CAPITAL LETTER EM}arta Holm", ["gates.md: speaker"])):
        said = replace(edition.lead, quotes=(replace(edition.lead.quotes[0], speaker=speaker),))
        found = render._look_alike_names(replace(edition, lead=said), told.picks)
        assert [notice.where for notice in found] == wheres


def test_a_message_without_a_sender_of_its_own_is_told(paper: Workspace) -> None:
    told = chosen(picked(GATES, "lead"))
    bare = replace(paper.settings.newsletter, sender="")
    for newsletter, count in ((paper.settings.newsletter, 0), (bare, 1)):
        here = replace(paper, settings=replace(paper.settings, newsletter=newsletter))
        pressed = render.finished(here, told, composed(here, told), lambda *_: None)
        assert [one.where for one in pressed.notices if "sender" in one.what] == [
            "digest.toml: newsletter.from"
        ] * count


def test_only_articles_whose_words_are_shown_are_sources(paper: Workspace) -> None:
    other = replace(GATES, id="port", headline="Port waits for the gates", where="port.md", takeaways=())
    told = chosen(picked(GATES, "lead", other))
    made = composed(paper, told)
    files = render.render(made.edition, told.picks, paper, {}, made.shop)
    assert [line.partition('"id": ')[2][:7] for line in files["sources.jsonl"].decode().splitlines()] == ['"gates"']
    day = replace(made.edition, quote=quote("No ship was lost.", article="port"))
    files = render.render(day, told.picks, paper, {}, made.shop)
    assert files["sources.jsonl"].decode().count("\n") == 2


def test_quotes_that_go_out_as_posts_are_kept_with_their_story_each_once() -> None:
    words = quote("A barrier is a promise.")
    wish = PostWish(story="gates", networks=("x",), kind="quote", quote="q1", words=words, where="posts.toml")
    wishes = (
        wish,
        replace(wish, networks=("bluesky",)),
        replace(wish, quote="q2", skip=True),
        replace(wish, quote="q3", kind="story"),
        replace(wish, quote="q4", words=None),
        replace(wish, story="port"),
    )
    assert render._quotes_to_share(wishes) == {"gates": [words], "port": [words]}


def test_stories_of_a_section_go_first_and_the_lead_stays() -> None:
    edition = standard()
    kickers = [item.kicker for item in edition.stories]
    forms = render.by_section(edition)
    assert kickers[0] not in forms, "they stand first already"
    assert set(forms) == set(kickers[1:]) - {kickers[0]}
    for section, form in forms.items():
        assert form.lead == edition.lead
        first = [item for item in edition.stories if item.kicker == section]
        others = [item for item in edition.stories if item.kicker != section]
        assert form.stories == (*first, *others)


def test_the_preheader_follows_the_stories_unless_an_editor_wrote_it() -> None:
    edition = standard()
    ours = replace(edition, preheader=preheader(edition.stories))
    for section, form in render.by_section(ours).items():
        assert form.preheader == preheader(form.stories), section
    assert {form.preheader for form in render.by_section(replace(edition, preheader="Mine")).values()} == {"Mine"}


def test_stories_without_a_section_make_no_form_of_their_own() -> None:
    edition = standard()
    bare = replace(edition, stories=tuple(replace(item, kicker="") for item in edition.stories))
    assert render.by_section(bare) == {}


def test_an_edition_within_its_length_is_left_as_it_is(paper: Workspace) -> None:
    edition = full_in("en")
    assert render.to_length(edition, Picks(chosen=()), paper, Shop()) == (edition, ())


def test_what_would_be_cut_off_by_mail_programs_is_made_shorter_rather_than_not_sent(paper: Workspace) -> None:
    edition = full_in("en")
    size = len(Shop().draw(edition, paper)["email.html"].encode()) // 1000
    small = replace(paper.settings, email=replace(paper.settings.email, max_kb=size - 3))
    here = replace(paper, settings=small)
    cut, notices = render.to_length(edition, Picks(chosen=()), here, Shop())
    assert len(cut.stories) < len(edition.stories)
    assert {notice.where for notice in notices} == {"digest.toml: email.max_kb"}
    lines = {line.item for line in cut.in_brief}
    assert {item.id for item in cut.briefs} <= lines, "a story that was cut to a line is not lost"


def test_a_limit_of_words_is_the_picks_own(paper: Workspace) -> None:
    edition = full_in("en")
    here = replace(paper, settings=replace(paper.settings, picks=PicksSettings(words=60, brief=0)))
    cut, notices = render.to_length(edition, Picks(chosen=()), here, Shop())
    assert len(cut.in_brief) == len(cut.briefs) > 0
    assert {notice.where for notice in notices} == {"digest.toml: picks"}


def test_an_edition_is_drawn_once_however_often_it_is_asked_for(paper: Workspace) -> None:
    shop, edition = Shop(), standard()
    assert shop.draw(edition, paper) is shop.draw(edition, paper)
    assert shop.draw(replace(edition, note="Another"), paper)["email.html"] != shop.draw(edition, paper)["email.html"]


def test_what_was_gleaned_is_asked_for_once_a_set_of_quotes() -> None:
    shop, words = Shop(), quote("A barrier is a promise.")
    first = shop.gleaned(GATES, ())
    assert shop.gleaned(GATES, ()) is first
    assert shop.gleaned(GATES, (words,)) is not first
    shop.keep(GATES, (words,), first)
    assert shop.gleaned(GATES, (words,)) is first
