"""Where a running order puts its stories, whose quote leads, and what the machine's news changes in an edited block."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from digest.articles import Article
from digest.errors import DataError
from digest.order.applying import Applied, Material, apply
from digest.order.merging import merge
from digest.order.sheet import read_sheet
from digest.order.taken import taken_over
from digest.order.writing import Proposal
from digest.picks.choose import Pick, Picks
from digest.quotes.quote import Quote
from digest.stories.story import Story

NAMES = ("barrier", "grain", "sleeper", "choir")
PORT = Article(id="port", headline="Ships wait", text="Ships waited all night.", where="seeds/port.txt")
ARTICLES = {
    name: Article(id=name, headline=f"News of {name}", text=f"A fact about {name}.", where=f"seeds/{name}.txt")
    for name in NAMES
}
STORIES = {name: Story(name, one, (one, PORT) if name == "barrier" else (one,)) for name, one in ARTICLES.items()}
AT = datetime(2026, 8, 10, 6, tzinfo=UTC)


def quotes(article: Article) -> tuple[Quote, ...]:
    words = f"Words of {article.id}."
    return (
        Quote(
            id=f"{article.id}#q1", article=article.id, text=words, pieces=((0, 5),), start=0, end=5, prefix="",
            suffix="", sha256="", source="text", score=0.9,
        ),
    )  # fmt: skip


def applied(text: str, *, shown: int = 2, told: tuple[Pick, ...] = (), **more: Any) -> Applied:
    picks = [Pick(story=one, place="lead" if not n else "story") for n, one in enumerate(STORIES.values())]
    missed = replace(picks[3], place="", reason="Left out: it just missed. Fresh.", left_out="it just missed")
    machine = Picks(chosen=tuple(picks[:3]), bench=(missed,), told=told)
    material = Material(stories=list(STORIES.values()), quotes=quotes, **more)
    return apply(text, machine, material, shown=shown, where="o.toml")


def order(*blocks: str, head: str = "") -> str:
    return head + "".join(f'\n[[story]]\nid = "{id}"\n{rows}\n' for id, _, rows in (b.partition("\n") for b in blocks))


def places(done: Applied) -> list[tuple[str, str]]:
    return [(pick.story.id, pick.place) for pick in done.picks.chosen]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (("barrier", "grain", "sleeper"), ["lead", "story", "brief"]),
        (('barrier\nplace = "brief"', "grain", "sleeper"), ["lead grain", "brief barrier", "brief sleeper"]),
        (("barrier", "grain", 'sleeper\nplace = "lead"'), ["lead sleeper", "story barrier", "story grain"]),
        (('barrier\nplace = "lead"', 'grain\nplace = "lead"'), ["lead barrier", "story grain"]),
        (("barrier", "grain", 'sleeper\nplace = "story"'), ["lead barrier", "story grain", "story sleeper"]),
        (('barrier\nplace = "story"', 'grain\nplace = "story"'), ["lead barrier", "story grain"]),
    ],
)
def test_places_go_by_order_and_the_editors_word_comes_first(blocks: tuple[str, ...], expected: list[str]) -> None:
    done = places(applied(order(*blocks)))
    names = [f"{place} {id}" for id, place in done]
    assert names == expected or [place for _, place in done] == expected


@pytest.mark.parametrize("shown", [1, 2, 3])
def test_as_many_stories_as_the_settings_show_have_a_place_of_their_own(shown: int) -> None:
    done = places(applied(order(*NAMES), shown=shown))
    assert [place for _, place in done].count("brief") == len(NAMES) - shown


def test_a_story_from_the_bench_is_brought_in_and_why_it_was_left_out_is_over() -> None:
    done = applied(order("barrier", "choir"))
    assert done.picks.chosen[-1].reason == "Brought in by the editor. Fresh."


def test_stories_that_came_up_since_are_told() -> None:
    (notice,) = applied(order("barrier")).picks.notices
    assert notice.what == "2 newer stories are not in the running order"
    (one,) = applied(order("barrier", "grain")).picks.notices
    assert (one.what, one.where) == ("1 newer story is not in the running order", "o.toml")
    assert applied(order("barrier", "grain", head='dropped = ["sleeper"]\n')).picks.notices == ()


@pytest.mark.parametrize(
    ("wish", "id"), [("Words of grain.", "grain#q1"), ("words of port", "port#q1"), ("#q1", "barrier#q1"), ("", "")]
)
def test_an_editor_leads_with_a_quote_of_any_article_that_is_shown(wish: str, id: str) -> None:
    done = applied(order("barrier", "grain", head=f'quote_of_the_day = "{wish}"\n'))
    assert done.day_quote == id


@pytest.mark.parametrize(
    ("wish", "more", "says"),
    [
        ("Words of sleeper.", {}, "sleeper stands in brief"),
        ("Words of grain.", {"withheld": lambda article: article.id == "grain"}, "has a risk note"),
        ("Nobody said it.", {}, "no quote is"),
        ("Words of choir.", {}, "no quote is"),  # its story is not in the order
    ],
)
def test_a_quote_that_cannot_lead_is_refused_with_its_line(wish: str, more: dict[str, Any], says: str) -> None:
    text = order("barrier", "grain", "sleeper", head=f'note = ""\nquote_of_the_day = "{wish}"\n')
    with pytest.raises(DataError, match=says) as fault:
        applied(text, **more)
    assert fault.value.where == "o.toml, line 2" and fault.value.fix


def test_a_story_that_was_retracted_goes_and_who_edited_it_is_asked() -> None:
    def gone(article: Article) -> bool:
        return article.id == "grain"

    merged = merge("", [Proposal(n, {"headline": n}, "", (n,)) for n in NAMES[:2]], [], title="T", where="o", shown=2)
    done = applied(merged.text, retracted=gone)
    assert [id for id, _ in places(done)] == ["barrier"]
    assert done.picks.notices[0].what == "grain was retracted: left out"
    with pytest.raises(DataError, match="grain was retracted"):
        applied(order("barrier", 'grain\ndeck = "Mine."'), retracted=gone)


def test_a_story_that_an_edition_told_since_the_order_was_written_is_named_unless_it_was_edited() -> None:
    merged = merge("", [Proposal(n, {"headline": n}, "", (n,)) for n in NAMES[:2]], [], title="T", where="o", shown=2)
    why = "the edition of 2026-08-09 told it (“Dr. Holm weighs the grain”)"
    told = Pick(story=STORIES["grain"], place="", reason=f"Left out: {why}. Fresh.", left_out=why)
    done = applied(merged.text, told=(told,))
    assert [id for id, _ in places(done)] == ["barrier", "grain"]
    assert [notice.what for notice in done.picks.notices if "told it" in notice.what] == [
        "grain: the edition of 2026-08-09 told it (“Dr. Holm weighs the grain”)"
    ]
    assert "digest pick" in done.picks.notices[0].fix
    edited = applied(order("barrier", 'grain\ndeck = "Mine."'), told=(told,))
    assert not [notice for notice in edited.picks.notices if "told it" in notice.what]


def test_several_stories_that_were_told_since_are_named_in_one_line() -> None:
    merged = merge("", [Proposal(n, {"headline": n}, "", (n,)) for n in NAMES[:3]], [], title="T", where="o", shown=3)
    again = [(name, "the edition of 2026-08-09 told it") for name in NAMES[:2]]
    done = applied(merged.text, told=tuple(Pick(story=STORIES[n], reason=why, left_out=why) for n, why in again))
    [said] = [notice for notice in done.picks.notices if "told" in notice.what]
    assert said.what == "2 stories were told before: barrier, grain"
    assert "takes them out" in said.fix and said.where.startswith("o.toml, line ")


def test_what_is_no_update_is_not_said_to_take_a_story_further() -> None:
    def reason(row: str) -> str:
        told = Pick(
            story=STORIES["grain"], place="story", update=True, reason="Takes the story further.", as_new="Fresh."
        )
        picks = Picks(chosen=(told,))
        material = Material(stories=list(STORIES.values()), quotes=quotes)
        text = merge("", [Proposal("grain", {"update": True}, "", ("grain",))], [], title="T", where="o", shown=1).text
        assert "update = true\n" in text
        return apply(text.replace("update = true\n", row), picks, material, shown=1, where="o").picks.chosen[0].reason

    assert [reason(row) for row in ("update = true\n", "update = false\n", "")] == [
        "Takes the story further.", "Fresh.", "Fresh.",
    ]  # fmt: skip


@pytest.mark.parametrize(("until", "refused"), [(timedelta(0), False), (timedelta(seconds=1), True)])
def test_a_page_under_embargo_at_the_slots_moment_is_not_brought_in(until: timedelta, refused: bool) -> None:
    page = Article(id="later", headline="Later", text="x", where="seeds/later.txt", embargo=AT + until)
    text = order("barrier") + '\n[[story]]\npath = "seeds/later.txt"\n'
    if not refused:
        assert [id for id, _ in places(applied(text, pages=[page], at=AT))] == ["barrier", "later"]
        return
    with pytest.raises(DataError, match="later is under embargo until 2026-08-10 06:00 UTC") as fault:
        applied(text, pages=[page], at=AT)
    assert fault.value.where == "o.toml, line 7"


def test_who_adds_a_page_by_path_wants_that_page_to_lead_its_story() -> None:
    done = applied('[[story]]\npath = "./seeds/port.txt"\n')
    assert done.picks.chosen[0].story.lead.id == "port"
    assert {one.id for one in done.picks.chosen[0].story.members} == {"port", "barrier"}
    with pytest.raises(DataError, match=r"no article is in seeds/nobody.txt"):
        applied('[[story]]\npath = "seeds/nobody.txt"\n')


def test_one_story_twice_is_refused_at_its_second_block() -> None:
    with pytest.raises(DataError, match="barrier is here twice") as fault:
        applied(order("barrier", "port"))
    assert fault.value.where == "o.toml, line 7"


def test_a_highlight_must_stand_in_the_article_to_the_letter() -> None:
    done = applied(order('barrier\nhighlights = ["A fact about barrier."]'))
    assert done.picks.chosen[0].edits.highlights == ("A fact about barrier.",)
    with pytest.raises(DataError, match="the highlight is not in the article: 'A fiction about barrier") as fault:
        applied(order("grain", 'barrier\nhighlights = ["A fiction about barrier."]'))
    assert fault.value.where == "o.toml, line 8"


def test_what_an_editor_says_of_a_story_is_in_its_edits() -> None:
    rows = 'headline = "Mine"\nsection = "Sea"\nbyline = ""\nupdate = true\ndeck = "D"\nnote = "N"'
    edits = applied(order(f"barrier\n{rows}")).picks.chosen[0].edits
    assert (edits.headline, edits.kicker, edits.byline, edits.update) == ("Mine", "Sea", "", True)
    assert (edits.deck, edits.note, edits.where) == ("D", "N", "o.toml, line 3")
    kicker = applied(order('barrier\nsection = "Sea"\nkicker = "Quay"')).picks.chosen[0].edits.kicker
    assert kicker == "Quay", "a kicker is nearer than a section"
    same = applied(order('barrier\nheadline = "News of barrier"')).picks.chosen[0].edits
    assert (same.headline, same.byline, same.update) == ("", None, None)


def test_related_headlines_are_those_that_the_editor_left_and_added() -> None:
    told = Article(id="barrier", headline="News", text="x", related=("One", "Two", "Three"))
    story = Story("barrier", told, (told,))
    machine = Picks(chosen=(Pick(story=story, place="lead"),))
    text = again("", related=["One", "Two"])

    def related(text: str) -> tuple[str, ...] | None:
        done = apply(text, machine, Material(stories=[story], quotes=quotes), shown=2, where="o.toml")
        return done.picks.chosen[0].edits.related

    assert related(text) is None
    assert related(text.replace('["One", "Two"]', '["Mine", "Two"]')) == ("Mine", "Two", "Three")


def proposals(**more: Any) -> list[Proposal]:
    values = {"headline": "News of barrier", "related": ["One", "Two"], "highlights": ["H"]} | more
    return [Proposal("barrier", {k: v for k, v in values.items() if v is not None}, "1", ("barrier",))]


def again(text: str, **more: Any) -> str:
    return merge(text, proposals(**more), [], title="T", where="o.toml", shown=2).text


def test_a_list_that_an_editor_deleted_stays_away_until_there_is_something_new() -> None:
    edited = again("").replace('related = ["One", "Two"]\n', 'note = "Mine"\n')
    assert "related" not in again(edited).partition("[machine")[0]
    assert 'related = ["Three"]' in again(edited, related=["One", "Two", "Three"])


def test_news_of_the_machine_come_into_a_block_that_somebody_edited() -> None:
    edited = again("").replace('headline = "News of barrier"', 'headline = "Mine"')
    done = again(edited, update=True, highlights=["Another"])
    for row in ('headline = "Mine"', "update = true", 'highlights = ["Another"]'):
        assert row in done
    assert "highlights" not in again(edited, highlights=None).partition("[machine")[0]


def test_an_edited_block_whose_id_was_deleted_gets_it_back() -> None:
    edited = again("").replace('id = "barrier"\n', "").replace('headline = "News of barrier"', 'headline = "Mine"')
    done = again(edited)
    assert done.count('id = "barrier"') == 1 and 'headline = "Mine"' in done


def test_what_was_changed_is_told_in_a_line_each() -> None:
    text = again("", also=["port: Ships wait", "pier: Piers wait"])
    text = text.replace('subject = ""', 'subject = "Mine"').replace('order = "machine"', 'order = "yours"')
    text = text.replace('also = ["port: Ships wait", "pier: Piers wait"]', 'also = ["port: Ships wait"]\nlock = true')
    text = text.replace("highlights = ", 'place = "brief"\nhighlights = ').replace('["H"]', '["I"]')
    post = '\n[[post]]\nnetwork = ["x", "bluesky"]\nstory = "barrier"\ntext = "Hello"\nwhen = 2026-08-10T09:30:00\n'
    text = text.replace("[machine.stories]", post + '\n[[post]]\nquote = "q"\n\n[machine.stories]')
    assert taken_over(read_sheet(text, "o.toml")) == (
        "top: subject, order",
        "barrier: locked, highlights, 1 of also taken out, place",
        "post: x, bluesky, barrier: your words, your time",
        "post: q: sent",
    )
    assert taken_over(read_sheet(again(""), "o.toml")) == ()


def test_a_dropped_story_is_told_as_nothing_else() -> None:
    text = again("").replace('headline = "News of barrier"', 'headline = "Mine"\ndrop = true')
    assert taken_over(read_sheet(text, "o.toml")) == ("barrier: dropped",)
    cut = again("").partition("[[story]]")[0] + "[machine" + again("").partition("[machine")[2]
    assert taken_over(read_sheet(cut, "o.toml")) == ("taken out: barrier",)
