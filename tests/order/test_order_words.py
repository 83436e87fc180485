"""What a running order is written with: TOML that is read back, keys and their kinds, files replaced in one step."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.articles import Article
from digest.errors import BusyError, DataError
from digest.order import saved
from digest.order.keys import HEAD, MINE, POST, YOURS, fault_of, is_moment, unknown_key, wrong_value
from digest.order.marks import id_of, line_marks, mark_of, read, written
from digest.order.sheet import read_sheet
from digest.order.writing import bench, block, machine, proposal, toml
from digest.picks.choose import Pick
from digest.quotes.quote import Quote
from digest.stories.story import Story

GATES = Article(id="gates", headline="Gates “hold”", text="They held.", author="Ida", related=("One", "One", "Two"))
PORT = Article(id="port", headline="Ships wait", text="Ships waited.", site="The Mail")
SAID = Quote(
    id="gates#q1", article="gates", text="They held.", pieces=((0, 10),), start=0, end=10, prefix="", suffix="",
    sha256="", source="text", score=0.9,
)  # fmt: skip


@given(st.text(max_size=30) | st.booleans() | st.lists(st.text(max_size=40), max_size=5))
def test_what_is_written_is_read_back(value: object) -> None:
    assert tomllib.loads(f"x = {toml(value)}")["x"] == value


@pytest.mark.parametrize(("size", "rows"), [(34, 1), (35, 4)])
def test_texts_that_do_not_fit_into_a_line_stand_one_a_line(size: int, rows: int) -> None:
    made = toml(["a" * 38, "b" * size])  # two texts, four marks, a comma, a space, two brackets
    assert made.count("\n") + 1 == rows
    assert toml(["a" * 200]).count("\n") == 0, "one text is one line however long"
    assert toml([]) == "[]" and toml(3) == "3"


def pick(place: str, **more: object) -> Pick:
    return Pick(story=Story("gates", GATES, (GATES, PORT)), place=place, section="World", reason="Fresh.", **more)  # type: ignore[arg-type]


def test_a_proposal_says_all_that_the_machine_knows_of_a_story() -> None:
    made = proposal(pick("lead", update=True), [SAID], [SAID], ["They held."])
    assert dict(made.values) == {
        "headline": "Gates “hold”", "section": "World", "byline": "Ida", "update": True, "quotes": ["They held."],
        "highlights": ["They held."], "also": ["port: Ships wait (The Mail)"], "related": ["One", "Two"],
        "reason": "Fresh.", "offered": ["“They held.” #q1"],
    }  # fmt: skip
    assert (made.id, made.members, made.text) == ("gates", ("gates", "port"), GATES.sha256[:8])


def test_a_story_in_brief_shows_no_quote_and_offers_its_own_all_the_same() -> None:
    made = proposal(pick("brief"), [SAID], [SAID], [])
    assert made.values["quotes"] == [] and made.values["offered"] == ["“They held.” #q1"]
    assert "update" not in made.values


def test_a_block_that_nobody_touched_says_so() -> None:
    made = block(proposal(pick("lead"), [SAID], [SAID], []), 7)
    assert (made.id, made.line, made.touched) == ("gates", 7, False)
    assert not any(made.edited(name) for name in MINE if name != "update")


def test_the_bench_are_remarks_that_become_stories() -> None:
    rows = bench([pick("")])
    assert all(row.startswith("#|") for row in rows.splitlines())
    brought = "\n".join(row.removeprefix("#|").removeprefix(" ") for row in rows.splitlines()[1:])
    (story,) = tomllib.loads(brought)["story"]
    assert story == {
        "id": "gates", "headline": "Gates “hold”", "also": ["port: Ships wait (The Mail)"], "reason": "Fresh.",
    }  # fmt: skip
    assert bench([]) == ""


def test_the_machines_table_holds_marks_and_what_was_signed() -> None:
    made = machine({"a b": {"text": "1", "all": "2"}}, "0a1b c")
    assert tomllib.loads(made) == {"machine": {"approved": "0a1b c", "stories": {"a b": "text:1 all:2"}}}
    assert machine({}) == "" and "stories" not in machine({}, "x")


@given(st.dictionaries(st.sampled_from(MINE), st.text(alphabet="0123456789abcdef.!-", min_size=1, max_size=9)))
def test_marks_are_read_back(marks: dict[str, str]) -> None:
    assert read(written(marks)) == marks


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("port: Ships wait", "port"),
        ("https://port.example/a: Ships", "https://port.example/a"),
        ("Two words: more", "Two words: more"),
        (": nothing", ": nothing"),
        ("port", "port"),
    ],
)
def test_a_line_of_also_begins_with_an_id(line: str, id: str) -> None:
    assert id_of(line) == id


def test_a_list_of_no_lines_has_a_mark_of_its_own() -> None:
    assert mark_of("also", []) == "-"
    assert line_marks({"also": "-"}, "also") == line_marks({}, "also") == frozenset()
    assert mark_of("quotes", []) != "-"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (datetime(2026, 8, 10, 9), True),
        ("2026-08-10T09:30", True),
        ("2026-08-10", False),
        ("20260810T0930", True),
        ("noon", False),
        (3, False),
    ],
)
def test_a_moment_is_a_day_with_a_time(value: object, moment: bool) -> None:
    assert is_moment(value) is moment


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("lock", True, ""),
        ("lock", "yes", "lock is neither true nor false"),
        ("quotes", ["a"], ""),
        ("quotes", ["a", 1], "quotes is no list of texts"),
        ("quotes", "a", "quotes is no list of texts"),
        ("network", "x", ""),
        ("network", ["x"], ""),
        ("network", 3, "network is no list of texts"),
        ("headline", 3, "headline is no text"),
        ("place", "", ""),
        ("place", "lead", ""),
        ("place", "top", "place cannot be 'top'"),
        ("wording", "plain", ""),
        ("score", object(), ""),
    ],
)
def test_a_value_is_of_its_keys_kind(name: str, value: object, what: str) -> None:
    found = wrong_value(name, value)
    assert (found[0] if found else "") == what
    assert found is None or found[1]


@pytest.mark.parametrize(
    ("name", "known", "in_story", "what", "fix"),
    [
        ("subject", YOURS, True, "subject stands below a story", "move subject to the top"),
        ("sponsor", ("story",), False, "[sponsor] stands below a story", "move [sponsor] to the top"),
        ("deckk", (*MINE, *YOURS), True, "there is no key deckk", "did you mean deck?"),
        ("zzz", HEAD, False, "there is no key zzz", "known here: subject"),
        ("table", ("story",), False, "there is no key table", "delete it"),
    ],
)
def test_a_strange_key_says_where_it_belongs(
    name: str, known: tuple[str, ...], in_story: bool, what: str, fix: str
) -> None:
    found = unknown_key(name, known, in_story=in_story)
    assert found[0] == what and found[1].startswith(fix)


@pytest.mark.parametrize(
    ("values", "name", "what"),
    [
        ({"id": "a", "lock": True}, "", ""),
        ({"id": "a", "lock": "yes", "drop": 3}, "lock", "lock is neither true nor false"),
        ({"id": "a", "lokc": True}, "lokc", "there is no key lokc"),
        ({}, "", ""),
    ],
)
def test_the_first_key_that_is_wrong_is_told(values: dict[str, object], name: str, what: str) -> None:
    found = fault_of(values, YOURS, in_story=True)
    assert (found[:2] if found else ("", "")) == (name, what)


@pytest.mark.parametrize(("value", "fits"), [(True, True), ("0a1b2c3d", True), ("0a1b2c3", False), ("yes", False)])
def test_an_approval_is_true_or_the_mark_of_a_text(value: object, fits: bool) -> None:
    assert (fault_of({"approved": value}, POST, in_story=True) is None) is fits


@pytest.mark.parametrize(
    ("text", "head", "block"),
    [
        ('# about the file\n[[story]]\nid = "a"\n', "# about the file", '[[story]]\nid = "a"'),
        ('\n# about a\n[[story]]\nid = "a"\n', "", '# about a\n[[story]]\nid = "a"'),
        ('note = "x"\n# about a\n# and more\n[[story]]\nid = "a"\n', 'note = "x"', "# about a\n# and more\n[[story]]"),
    ],
)
def test_a_remark_right_above_a_story_goes_with_it_and_one_that_opens_the_file_stays(
    text: str, head: str, block: str
) -> None:
    sheet = read_sheet(text, "o.toml")
    assert sheet.head.strip() == head
    assert sheet.blocks[0].text.startswith(block)


def test_a_file_is_read_without_its_mark_and_one_that_is_not_there_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "o.toml"
    assert saved.read(path, "it", "o.toml") == ""
    path.write_bytes("\ufeffé".encode())
    assert saved.read(path, "it", "o.toml") == "é"
    path.write_bytes(b"\xff")
    with pytest.raises(DataError, match="it is not UTF-8"):
        saved.read(path, "it", "o.toml")


@pytest.mark.parametrize("more", [0, 1])
def test_a_file_has_two_million_characters(tmp_path: Path, more: int) -> None:
    (tmp_path / "o.toml").write_text("x" * (saved.LONGEST + more))
    if more:
        with pytest.raises(DataError, match="longer than 2,000,000 characters"):
            saved.read(tmp_path / "o.toml", "it", "o.toml")
    else:
        assert len(saved.read(tmp_path / "o.toml", "it", "o.toml")) == saved.LONGEST


def test_nobodys_words_are_written_over() -> None:
    saved.refuse_overwriting("a", "a", "it", "o.toml", "again")
    with pytest.raises(BusyError, match="it was saved by somebody else meanwhile, and is as they left it") as busy:
        saved.refuse_overwriting("b", "a", "it", "o.toml", "again")
    assert (busy.value.where, busy.value.fix) == ("o.toml", "again")


def test_a_file_is_replaced_with_its_line_ends_and_what_was_there_is_kept(tmp_path: Path) -> None:
    path, kept = tmp_path / "running-order" / "o.toml", tmp_path / ".digest" / "o.toml"
    saved.replace(path, "a\nb\n", kept)
    assert path.read_bytes() == b"a\nb\n" and not kept.exists()
    path.write_bytes(b"a\r\nb\r\n")
    saved.replace(path, "c\nd\n", kept)
    assert (path.read_bytes(), kept.read_bytes()) == (b"c\r\nd\r\n", b"a\r\nb\r\n")
