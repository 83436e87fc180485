"""A running order that cannot be read says which line, shows it, and never tells anybody to begin anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DataError
from digest.order.sheet import MACHINE_NOTE, read_sheet

GOOD = f"""\
subject = ""

[[story]]
id = "barrier"
headline = "The gates close"
quotes = ["One."]

[[story]]
id = "grain"
headline = "Bread"

[machine.stories]
{MACHINE_NOTE}
"barrier" = "text:1 all:1"
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "fix"),
    [
        ('"The gates close"', '"The gates close', 5, 'close the text with "'),
        ('"The gates close"', '"The "gates" close"', 5, 'a " inside a text'),
        ('"The gates close"', "The gates close", 5, "between marks"),
        ('["One."]', '["One."', 6, "close the list"),
        ('["One."]', '["One." "Two."]', 6, "close the list"),
        ('id = "grain"', 'id = "grain"\nid = "bread"', 10, "delete one of the lines"),
        ('id = "grain"', "the grain one", 9, 'name = "…"'),
        ('"The gates close"', '"""The gates close', 5, "close the text"),
        ('subject = ""', "subject = ", 1, "between marks"),
        ('"The gates close"', '"The \\gates"', 5, "backslash"),
    ],
)
def test_a_slip_is_told_with_its_line_and_how_to_fix_it(old: str, new: str, line: int, fix: str) -> None:
    with pytest.raises(DataError) as fault:
        read_sheet(GOOD.replace(old, new), "o.toml")
    assert fault.value.where == f"o.toml, line {line}"
    assert fault.value.near
    assert fix in fault.value.fix
    assert "delete the file" not in fault.value.fix


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ('note = "Mine"', "note stands in the machine's own table"),
        ('headline = "A lost one"', "headline stands in the machine's own table"),
        ('[sponsor]\nname = "Orrin"', "[sponsor] stands below a story"),
    ],
)
def test_what_is_typed_below_the_machine_s_table_is_refused_and_not_passed_over(row: str, what: str) -> None:
    with pytest.raises(DataError) as fault:
        read_sheet(GOOD + row + "\n", "o.toml")
    assert fault.value.what == what
    assert fault.value.where == "o.toml, line 15"
    assert "to the top" in fault.value.fix


def test_a_story_or_a_remark_below_the_machine_s_table_is_the_editor_s_own() -> None:
    sheet = read_sheet(GOOD + '# remember\n\n# added at six\n[[story]]\nid = "choir"\n', "o.toml")
    assert [one.id for one in sheet.blocks] == ["barrier", "grain", "choir"]
    assert sheet.blocks[2].text.startswith("# added at six\n")
    assert sheet.loose == "# remember\n"


@given(st.integers(0, len(GOOD)), st.sampled_from(['"', "[", "]", "\n", "=", "'", "#", '"""', "\\", "\0", "é"]))
def test_whatever_is_typed_anywhere_is_read_or_refused_with_a_line(at: int, typed: str) -> None:
    try:
        read_sheet(GOOD[:at] + typed + GOOD[at:], "o.toml")
    except DataError as fault:
        assert fault.where.startswith("o.toml, line ")
        assert fault.fix


def test_a_key_that_is_there_twice_is_named() -> None:
    with pytest.raises(DataError) as fault:
        read_sheet(GOOD.replace('id = "grain"', 'id = "grain"\nid = "bread"'), "o.toml")
    assert fault.value.what == "the running order cannot be read: id is there twice"
    assert fault.value.near == 'id = "bread"'


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("a" + ".a" * 40_000 + " = 1", "a key has more than 16 parts"),
        ("subject = " + "1" * 5_000, "Exceeds the limit"),
        ("subject = " + "[" * 40_000, "values are nested deeper than the reader goes"),
        ("# " + "x" * 1_000_001, "it is larger than 1,000,000 characters"),
    ],
)
def test_what_no_editor_types_is_refused_before_it_costs_anything(row: str, what: str) -> None:
    with pytest.raises(DataError, match=what) as told:
        read_sheet(f"{row}\n{GOOD}", "o.toml")
    assert told.value.where.startswith("o.toml, line ")
