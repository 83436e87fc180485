"""Picking again: what a person changed stays, whatever the machine picks and however often."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.articles import Article
from digest.order.merging import Merged, merge
from digest.order.sheet import read_sheet
from digest.order.writing import Proposal
from digest.picks.choose import Pick
from digest.stories.story import Story

IDS = ["barrier", "grain", "sleeper", "survey", "choir", "bridge"]


def proposed(id: str, round: int = 0) -> Proposal:
    values = {
        "headline": f"Headline of {id}, take {round}",
        "section": "World",
        "quotes": [f"q-{id}"],
        "highlights": [f"A fact about {id}."],
        "also": [f"{id}-b: More of {id}, take {round}"],
        "related": [f"Related to {id}", f"Related {round}"],
        "reason": f"Reason {round}.",
        "offered": [f'q-{id}: "Words," she said.', f"r-{id}: More words."],
    }
    return Proposal(id, values, f"{round:08}", (id, f"{id}-b"))


def pick(text: str, ids: list[str], round: int = 0) -> Merged:
    return merge(text, [proposed(id, round) for id in ids], [], title="The Sample", where="order.toml", shown=3)


def ids_of(text: str) -> list[str]:
    return [story["id"] for story in tomllib.loads(text).get("story", [])]


def story(text: str, id: str) -> dict[str, object]:
    return next(one for one in tomllib.loads(text)["story"] if one["id"] == id)


def test_a_first_pick_is_a_valid_file_in_the_machine_s_order() -> None:
    text = pick("", IDS[:4]).text
    assert ids_of(text) == IDS[:4]
    assert 'headline = "Headline of barrier, take 0"' in text


def test_picking_again_without_news_changes_not_a_byte() -> None:
    text = pick("", IDS[:4]).text
    assert pick(text, IDS[:4]) == Merged(text, ())


def test_what_nobody_touched_follows_the_machine() -> None:
    merged = pick(pick("", ["barrier", "grain"]).text, ["grain", "choir"], 1)
    assert ids_of(merged.text) == ["grain", "choir"]
    assert story(merged.text, "grain")["headline"] == "Headline of grain, take 1"
    assert merged.changes == ("no longer picked: Headline of barrier, take 0", "new: Headline of choir, take 1")


def test_an_edited_headline_stays_while_the_rest_of_its_story_is_renewed() -> None:
    text = pick("", ["barrier", "grain"]).text.replace("Headline of grain, take 0", "Bread gets cheaper")
    for round in (1, 2, 3):
        text = pick(text, ["barrier", "grain"], round).text
    grain = story(text, "grain")
    assert (grain["headline"], grain["reason"]) == ("Bread gets cheaper", "Reason 3.")


def test_an_edit_stays_even_when_the_machine_once_proposed_the_very_same() -> None:
    text = pick("", ["barrier"]).text.replace("Headline of barrier, take 0", "Headline of barrier, take 1")
    text = pick(text, ["barrier"], 1).text
    assert story(pick(text, ["barrier"], 2).text, "barrier")["headline"] == "Headline of barrier, take 1"


def test_a_story_taken_out_does_not_come_back_until_its_name_is_struck_from_the_list() -> None:
    text = pick("", ["barrier", "grain"]).text
    start = text.index("[[story]]", text.index('id = "barrier"'))
    text = text[:start] + text[text.index("[machine") :]  # grain's block is gone
    text = pick(text, ["barrier", "grain"], 1).text
    assert ids_of(text) == ["barrier"]
    assert ids_of(pick(text, ["grain", "barrier"], 2).text) == ["barrier"]
    let_in = re.sub(r"dropped = \[.*?\]", "dropped = []", text)
    assert ids_of(pick(let_in, ["grain", "barrier"], 2).text) == ["grain", "barrier"]


def test_a_moved_story_keeps_the_order_and_news_come_last() -> None:
    sheet = read_sheet(pick("", ["barrier", "grain", "choir"]).text, "order.toml")
    text = "\n".join([sheet.head, *(block.text for block in reversed(sheet.blocks))])
    merged = pick(text, ["survey", "barrier", "grain", "choir"], 1)
    assert ids_of(merged.text) == ["choir", "grain", "barrier", "survey"]


def test_a_locked_story_keeps_its_place_while_others_move() -> None:
    text = pick("", ["barrier", "grain", "choir"]).text.replace('id = "grain"', 'id = "grain"\nlock = true')
    assert ids_of(pick(text, ["choir", "barrier", "survey", "grain"], 1).text)[1] == "grain"


def test_a_story_known_by_its_articles_is_the_same_story_under_another_lead() -> None:
    text = pick("", ["barrier"]).text.replace("Headline of barrier, take 0", "The gates close")
    other = proposed("barrier-b", 1)
    merged = merge(text, [other], [], title="", where="order.toml", shown=3)
    assert [story(merged.text, "barrier")["headline"]] == ["The gates close"]
    assert ids_of(merged.text) == ["barrier"]


def test_a_related_headline_that_was_taken_out_stays_out_while_others_come_and_go() -> None:
    text = pick("", ["barrier"]).text.replace('"Related to barrier", ', "")
    for round in (1, 2):
        text = pick(text, ["barrier"], round).text
        assert story(text, "barrier")["related"] == [f"Related {round}"]
    assert story(text, "barrier")["headline"] == "Headline of barrier, take 2"


def test_an_article_taken_out_of_also_stays_out_though_its_headline_changes() -> None:
    text = re.sub(r"(?m)^also = .*\n", "", pick("", ["barrier"]).text)
    assert "also" not in story(pick(text, ["barrier"], 1).text, "barrier")


def test_a_story_whose_id_was_deleted_by_mistake_gets_it_back() -> None:
    text = pick("", ["barrier", "grain"]).text.replace('id = "grain"\n', "").replace("Headline of grain", "Bread of")
    assert ids_of(pick(text, ["barrier", "grain"], 1).text) == ["barrier", "grain"]
    assert story(pick(text, ["barrier", "grain"], 1).text, "grain")["headline"] == "Bread of, take 0"


def test_each_of_several_stories_without_an_id_is_known_by_its_own_lines() -> None:
    text = re.sub(r'id = "(grain|choir)"\n', "", pick("", ["barrier", "grain", "choir"]).text)
    done = pick(text, ["barrier", "choir", "grain"], 1).text
    assert {one["id"]: str(one["headline"]).split()[2].rstrip(",") for one in tomllib.loads(done)["story"]} == {
        "barrier": "barrier", "grain": "grain", "choir": "choir",
    }  # fmt: skip


def test_only_what_an_editor_wants_is_told_as_kept() -> None:
    first = pick("", ["barrier", "grain"]).text
    noted = first.replace('id = "grain"', 'id = "grain"\nnote = "Mine."')
    assert pick(noted, ["barrier"], 1).changes == (
        "kept for your edits, though no longer picked: Headline of grain, take 0",
    )  # fmt: skip
    assert pick(noted.replace('note = "Mine."', "drop = true"), ["barrier"], 1).changes == ()


def test_a_remark_among_the_bench_stays_and_the_bench_is_written_anew() -> None:
    lead = Article(id="choir", headline="The choir sings", text="")
    benched = [Pick(story=Story("choir", lead, (lead,)))]

    def merged(text: str) -> str:
        return merge(text, [proposed("barrier")], benched, title="T", where="o.toml", shown=1).text

    first = merged("")
    row = '#| headline = "The choir sings"\n'
    assert row in first
    done = merged(merged(first.replace(row, f"{row}# ask the choir\n")))
    assert done.count(row) == 1
    assert done.count("# ask the choir\n") == 1


def test_what_the_machine_remembers_stands_at_the_end_and_nowhere_else() -> None:
    text = pick("", IDS[:3]).text
    stories, _, table = text.partition("[machine.stories]")
    assert "all:" not in stories
    assert list(tomllib.loads(text)["machine"]["stories"]) == IDS[:3]
    assert table.count("\n") == 1 + 1 + 3


@dataclass
class Editor:
    """A person at the file: edits its text and remembers what must never be lost."""

    text: str = ""
    headlines: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    unrelated: set[str] = field(default_factory=set)
    order: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    moved: bool = False

    def leave(self) -> None:
        """Settle whether anything stands elsewhere than the machine put it."""
        now = ids_of(self.text)
        self.moved = self.moved or now != [name for name in self.written if name in now]
        self.order = now if self.moved else []

    def edit(self, kind: str, which: int, mark: int) -> None:
        ids = ids_of(self.text)
        if ids:
            getattr(self, kind)(ids[which % len(ids)], f"mark{mark}")

    def headline(self, id: str, mark: str) -> None:
        self._in_block(id, r'(?m)^headline = ".*"$', f'headline = "{mark} \\\\"said\\\\""')
        self.headlines[id] = f'{mark} "said"'

    def note(self, id: str, mark: str) -> None:
        if "note" not in story(self.text, id):
            lines = f'"""\n{mark}\n#| no bench\n[[story]]\n"""'
            self._in_block(id, r"(?m)^(id = .*)$", rf"\1\nnote = {lines}")
            self.notes[id] = f"{mark}\n#| no bench\n[[story]]\n"

    def comment(self, id: str, mark: str) -> None:
        self._in_block(id, r"(?m)^(id = .*)$", rf"# {mark}\n\1  # beside {mark}")
        self.comments[mark] = id

    def above(self, id: str, mark: str) -> None:
        self._in_block(id, r"\A", f"# above {mark}\n")
        self.comments[f"above {mark}"] = id

    def unrelate(self, id: str, mark: str) -> None:
        self._in_block(id, r'"Related to \w+", ', "")
        self.unrelated.add(id)

    def unquote(self, id: str, mark: str) -> None:
        self._in_block(id, r"(?m)^quotes = \[.*\]$", "quotes = []")

    def delete(self, id: str, mark: str) -> None:
        before, _, after = self._block(id)
        self.text = before + after
        self.out.add(id)
        for kept in (self.headlines, self.notes):
            kept.pop(id, None)
        self.comments = {words: owner for words, owner in self.comments.items() if owner != id}

    def last(self, id: str, mark: str) -> None:
        before, block, after = self._block(id)
        if "[[story]]" in after.partition("#| The bench")[0].partition("[machine")[0]:
            stories = after.partition("#| The bench")[0].partition("[machine")[0]
            self.text = before + stories.rstrip("\n") + "\n\n" + block.rstrip("\n") + "\n\n" + after[len(stories) :]

    def _in_block(self, id: str, pattern: str, new: str) -> None:
        before, block, after = self._block(id)
        self.text = before + re.sub(pattern, new, block, count=1) + after

    def _block(self, id: str) -> tuple[str, str, str]:
        sheet = read_sheet(self.text, "order.toml")
        number, block = next((n, b) for n, b in enumerate(sheet.blocks) if b.id == id)
        rows = self.text.splitlines(keepends=True)
        start = block.line - 1
        table = next(number for number, row in enumerate(rows) if row.startswith("[machine"))
        end = sheet.blocks[number + 1].line - 1 if number + 1 < len(sheet.blocks) else table
        before, block_text, after = ("".join(part) for part in (rows[:start], rows[start:end], rows[end:]))
        return before, block_text, after


EDITS = st.tuples(
    st.sampled_from(["headline", "note", "comment", "above", "unquote", "unrelate", "delete", "last"]),
    st.integers(0, 9),
    st.integers(0, 10**6),
)
ROUND = st.tuples(st.permutations(IDS), st.integers(1, 6), st.lists(EDITS, max_size=4))
Rounds = list[tuple[list[str], int, list[tuple[str, int, int]]]]


@settings(max_examples=60, deadline=None)
@given(rounds=st.lists(ROUND, min_size=1, max_size=6))
def test_any_sequence_of_edits_and_picks_loses_no_edit(rounds: Rounds) -> None:
    editor = Editor()
    for number, (ids, count, edits) in enumerate(rounds):
        editor.text = pick(editor.text, ids[:count], number).text
        now = ids_of(editor.text)
        assert not editor.out & set(now)
        assert not [id for id in editor.unrelated & set(now) if f"Related to {id}" in str(story(editor.text, id))]
        for id, headline in editor.headlines.items():
            assert story(editor.text, id)["headline"] == headline
        for id, note in editor.notes.items():
            assert story(editor.text, id)["note"] == note
        for words in editor.comments:
            assert f"# {words}" in editor.text
        assert [name for name in now if name in editor.order] == [name for name in editor.order if name in now]
        again = pick(editor.text, ids[:count], number).text
        assert again == editor.text
        editor.written = now
        for kind, which, mark in edits:
            editor.edit(kind, which, mark)
        editor.leave()
