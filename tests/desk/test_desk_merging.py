"""Two sides of one running order: what does not conflict is merged, and a change leaves all else to the letter."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.desk.editing import Layout, added, layout, off_the_bench, placed_after, story_block, with_top, with_value
from digest.desk.threeway import merge
from digest.order.sheet import read_sheet

FILE = """\
# The morning of the gates.

subject = ""           # empty: as configured
note = "Good morning."
dropped = ["old-pier"]
order = "machine"

# My favourite.
[[story]]
id = "gates"
headline = "Storm gates hold"  # keep it short
quotes = ["We heard nothing."]
also = ["anchor: Six hours at anchor (Mail)"]

[[story]]
id = "ferry"
headline = "Ferry line opens early"
lock = true

[[story]]
id = "seeds"
headline = "Seed bank counts anew"

[[post]]
network = "x"
story = "gates"
text = "One night."

#| The bench. Take the "#| " away from a block to bring its story in.
#|
#| [[story]]
#| id = "organ"
#| headline = "Organ book found"
#|
#| [[story]]
#| id = "clinic"
#| headline = "A travelling surgeon"

# mine, below the bench
[machine.stories]
"gates" = "text:12345678 headline:abcdef01"
"ferry" = "text:12345679 headline:abcdef02"
"""


def stories(text: str) -> dict[str, dict[str, Any]]:
    return {story["id"]: story for story in tomllib.loads(text)["story"]}


def test_the_parts_together_are_the_file_to_the_letter() -> None:
    assert layout(FILE).text == FILE
    assert layout(FILE).names[:3] == ["gates", "ferry", "seeds"]


def test_one_value_is_changed_and_every_comment_stays() -> None:
    made = with_value(with_top(layout(FILE), "subject", "Dark for five hours"), "gates", "deck", "Two gates.").text
    assert made.replace('subject = "Dark for five hours"           #', 'subject = ""           #').replace(
        'deck = "Two gates."\n', ""
    ) == FILE  # fmt: skip
    assert stories(made)["gates"]["deck"] == "Two gates."


def test_a_story_moves_with_its_comment() -> None:
    moved = placed_after(layout(FILE), "gates", "ferry").text
    assert moved.index('id = "ferry"') < moved.index("# My favourite.") < moved.index('id = "gates"')
    assert list(stories(moved)) == ["ferry", "gates", "seeds"]
    assert sorted(moved.split("\n")) == sorted(FILE.split("\n"))


def test_a_story_comes_in_from_the_bench_and_is_no_longer_there() -> None:
    page = added(off_the_bench(layout(FILE), "organ"), story_block("organ", "Organ book found"), "seeds")
    assert list(stories(page.text)) == ["gates", "ferry", "seeds", "organ"]
    assert '#| id = "organ"' not in page.text and '#| id = "clinic"' in page.text
    assert "# mine, below the bench" in page.text
    assert read_sheet(page.text, "order")


def test_what_both_changed_differently_stays_as_the_file_has_it_and_is_told() -> None:
    ours = with_value(layout(FILE), "gates", "headline", "Ours").text
    theirs = with_value(layout(FILE), "gates", "headline", "Theirs").text
    merged = merge(FILE, theirs, ours)
    assert merged.text == theirs
    (conflict,) = merged.conflicts
    assert (conflict.name, conflict.key, conflict.theirs, conflict.ours) == ("gates", "headline", "Theirs", "Ours")


def test_a_story_that_they_deleted_while_we_wrote_in_it_is_told_and_our_words_come_back() -> None:
    ours = with_value(layout(FILE), "seeds", "note", "Read this.").text
    theirs = FILE.replace('[[story]]\nid = "seeds"\nheadline = "Seed bank counts anew"\n\n', "")
    merged = merge(FILE, theirs, ours)
    assert merged.text == theirs
    told = merged.conflicts[0].as_dict()
    assert "Read this." in told["ours"] and told["values"]["note"] == "Read this."


TOP = ("subject", "note")
IDS = ("gates", "ferry", "seeds")
KEYS = ("headline", "deck", "kicker", "note")
WORDS = st.text("abc åß“\"\\'#[]=\n", max_size=12).map(lambda text: text.replace("\n", " "))
EDIT = st.one_of(
    st.tuples(st.just("top"), st.sampled_from(TOP), WORDS),
    st.tuples(st.just("value"), st.tuples(st.sampled_from(IDS), st.sampled_from(KEYS)), WORDS),
    st.tuples(st.just("move"), st.sampled_from(IDS), st.sampled_from(("", *IDS))),
    st.tuples(st.just("add"), st.sampled_from(("organ", "clinic", "rowers")), st.none()),
)
Edit = tuple[str, Any, Any]


def edited(text: str, edits: list[Edit]) -> str:
    page: Layout = layout(text)
    for kind, what, value in edits:
        if kind == "top":
            page = with_top(page, what, value)
        elif kind == "value":
            name, key = what
            page = with_value(page, name, key, value)
        elif kind == "move":
            page = placed_after(page, what, value)
        elif page.block(what) is None:
            page = added(page, story_block(what, what.title()))
    return page.text


def facts(text: str) -> dict[Any, Any]:
    """Return every value of a running order by its place."""
    found: dict[Any, Any] = {("", key): value for key, value in layout(text).values.items()}
    return found | {(one.name, key): value for one in layout(text).blocks for key, value in one.values.items()}


@given(st.lists(EDIT, max_size=5), st.lists(EDIT, max_size=5))
def test_what_only_one_side_changed_survives_from_both(ours: list[Edit], theirs: list[Edit]) -> None:
    base, mine, other = facts(FILE), edited(FILE, ours), edited(FILE, theirs)
    merged = merge(FILE, other, mine)
    now, our, their = facts(merged.text), facts(mine), facts(other)
    told = {(one.name, one.key) for one in merged.conflicts}
    for place in {*base, *our, *their}:
        was, wanted, found = base.get(place), our.get(place), their.get(place)
        if wanted != was and found == was:
            assert now.get(place) == wanted
        elif wanted in (was, found):
            assert now.get(place) == found
        else:
            assert now.get(place) == found and place in told  # never overwritten, never lost unseen
    read_sheet(merged.text, "order")
    assert "# My favourite." in merged.text and "# keep it short" in merged.text


@given(st.lists(EDIT, max_size=6))
def test_where_only_one_side_changed_anything_the_merge_is_that_side_to_the_letter(edits: list[Edit]) -> None:
    text = edited(FILE, edits)
    assert merge(FILE, FILE, text).text == text == merge(FILE, text, FILE).text == merge(FILE, text, text).text


@given(st.permutations(IDS))
def test_our_order_holds_where_they_left_theirs(order: list[str]) -> None:
    page = layout(FILE)
    for before, name in zip(["", *order], order, strict=False):
        page = placed_after(page, name, before)
    theirs = with_value(layout(FILE), "ferry", "deck", "Two boats.").text
    merged = merge(FILE, theirs, page.text)
    assert list(stories(merged.text)) == order and stories(merged.text)["ferry"]["deck"] == "Two boats."


@pytest.mark.parametrize("ours", ["gates", "seeds"])
def test_moves_of_different_stories_are_both_kept(ours: str) -> None:
    theirs = with_value(placed_after(layout(FILE), "ferry", "seeds"), "ferry", "note", "x").text
    mine = placed_after(layout(FILE), ours, "seeds" if ours == "gates" else "").text
    merged = list(stories(merge(FILE, theirs, mine).text))
    assert merged == (["seeds", "gates", "ferry"] if ours == "seeds" else ["seeds", "ferry", "gates"])
