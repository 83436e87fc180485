"""`split` and `join`: the editor's hand in what is one story, before anything is chosen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.articles import Article
from digest.errors import DataError
from digest.order.merging import absent, merge
from digest.order.regrouping import regrouped, remaining
from digest.order.sheet import OrderSheet, read_sheet
from digest.order.writing import Proposal
from digest.stories.story import Story

NAMES = "abcdef"
PAGES = {
    name: Article(
        id=name, headline=f"News of {name}", text="", published=datetime(2026, 8, 9, hour, tzinfo=UTC),
        where=f"seeds/{name}.txt",
    )
    for hour, name in enumerate([*NAMES, "old"])
}  # fmt: skip


def story(names: str) -> Story:
    members = tuple(PAGES[name] for name in names)
    return Story(members[0].id, members[0], members)


def sheet(*blocks: str) -> OrderSheet:
    return read_sheet("".join(f"[[story]]\n{block}\n" for block in blocks), "o.toml")


def groups(stories: list[str], *blocks: str) -> list[str]:
    made = regrouped([story(names) for names in stories], sheet(*blocks), "o.toml", list(PAGES.values()))
    return ["".join(member.id for member in one.members) for one in made]


@pytest.mark.parametrize(
    ("stories", "blocks", "made"),
    [
        (["abc", "d"], ['id = "a"\nsplit = ["b"]'], ["ac", "b", "d"]),
        (["abc", "d"], ['id = "a"\nsplit = ["b", "c"]'], ["a", "b", "c", "d"]),
        (["ab", "cd"], ['id = "a"\njoin = ["c"]'], ["abcd"]),  # the lead's name: all of its story
        (["ab", "cd"], ['id = "a"\njoin = ["d"]'], ["abd", "c"]),  # another's: that article alone
        (["a", "bc"], ['id = "b"\njoin = ["a"]'], ["bac"]),  # whose block it is keeps its lead
        (["ab", "c"], ['id = "a"\nsplit = ["b"]', 'id = "c"\njoin = ["b"]'], ["a", "cb"]),
        (["a"], ['id = "a"\njoin = ["old"]'], ["aold"]),  # a page of another day
        (["ab"], ['path = "seeds/old.txt"\njoin = ["b"]'], ["a", "oldb"]),
        (["a", "b"], ['id = "a"\nsplit = ["b"]'], ["a", "b"]),  # apart already
        (["ab"], ['id = "a"\njoin = ["b"]'], ["ab"]),  # together already
        (["ba"], ['id = "a"\nsplit = ["b"]'], ["b", "a"]),  # known by a member that no longer leads
        (["ba"], ['id = "z"\nalso = ["b: News"]\nsplit = ["a"]'], ["b", "a"]),  # known by what else tells it
        (["a"], ['id = "f"\njoin = ["a"]'], ["a"]),  # a story that is not there today takes nothing
    ],
)
def test_stories_are_parted_and_joined(stories: list[str], blocks: list[str], made: list[str]) -> None:
    assert sorted(groups(stories, *blocks)) == sorted(made)


@pytest.mark.parametrize(
    ("block", "what", "fix"),
    [
        ('id = "a"\nsplit = ["x"]', "no article of this slot is called 'x'", "digest articles"),
        ('id = "a"\njoin = ["ol"]', "no article of this slot is called 'ol'", "digest articles"),
        ('id = "a"\nsplit = ["a"]', "a is what this story is called by", "name the other articles"),
    ],
)
def test_a_name_that_is_no_article_s_is_refused_with_its_line(block: str, what: str, fix: str) -> None:
    with pytest.raises(DataError) as fault:
        groups(["ab"], block)
    assert what in fault.value.what
    assert fault.value.where == "o.toml, line 3"
    assert fix in fault.value.fix


def test_a_story_joined_to_another_was_not_taken_out() -> None:
    machine = '[machine.stories]\n"a" = "text:1 all:1"\n"b" = "text:1 all:1"\n'
    text = f'[[story]]\nid = "a"\njoin = ["b"]\n{machine}'
    assert absent(read_sheet(text, "")) == ()
    assert absent(read_sheet(text.replace('join = ["b"]', ""), "")) == ("b",)


MACHINE = '[machine.stories]\n"a" = "text:1 all:1"\n'


@pytest.mark.parametrize("known", ['"b" = "text:1 all:1"', '"b" = "joined:!"'])
def test_a_story_that_was_joined_whole_stays_so_when_a_later_report_leads_it(known: str) -> None:
    joined = f'id = "a"\njoin = ["b"]\n{MACHINE}{known}\n'
    assert groups(["a", "cb"], joined) == ["abc"]
    assert sorted(groups(["a", "cb"], 'id = "c"', joined)) == ["ab", "c"]  # whose leader has a block of its own
    assert sorted(groups(["a", "cb"], joined.replace(known, '"b" = "text:1"'))) == ["ab", "c"]


def test_picking_again_keeps_what_was_joined_whole_and_forgets_it_with_the_line() -> None:
    text = f'[[story]]\nid = "a"\njoin = ["b", "c"]\n\n{MACHINE}"b" = "text:1 all:1"\n'

    def again(text: str) -> str:
        return merge(text, [Proposal("a", {"headline": "A"})], (), title="", where="", shown=1).text

    made = again(again(text))
    assert '"b" = "joined:!"\n' in made and '"c" = ' not in made
    parted = again(made.replace('join = ["b", "c"]\n', ""))
    assert '"b"' not in parted and "dropped = []" in parted


def test_a_story_stays_that_has_a_block_whatever_was_taken_out_is_told_by_it_too() -> None:
    stories = [story("ab"), story("cd"), story("e")]
    kept = remaining(stories, sheet('id = "a"', 'id = "e"\ndrop = true'), ["b", "d", "e"])
    assert [one.id for one in kept] == ["a"]


WISH = st.tuples(st.sampled_from(NAMES), st.sampled_from(["split", "join"]), st.sampled_from(NAMES))


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), st.lists(WISH, max_size=4))
def test_no_article_is_lost_or_doubled_and_doing_it_again_changes_nothing(
    places: list[int], wishes: list[tuple[str, str, str]]
) -> None:
    found: dict[int, str] = {}
    for name, place in zip(NAMES, places, strict=True):
        found[place] = found.get(place, "") + name
    blocks = [f'id = "{own}"\n{kind} = ["{other}"]' for own, kind, other in wishes if own != other]
    made = groups(list(found.values()), *blocks)
    assert sorted("".join(made)) == sorted(NAMES)
