"""Where keys stand in a TOML text: what a text of one line holds opens nothing."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.order.sheet import read_sheet
from digest.text.toml_lines import line_of_keys


@pytest.mark.parametrize(
    "value",
    [
        '"\'\'\'"', "'\"\"\"'", '"a\\"\'\'\'"', "1 # '''", '"""one line"""', "'''x''' # \"\"\"", '["a", \'b\']',
        '"""\nheadline = "inside"\n"""', "'''\n[[story]]\n'''", '[ "a",\n"b" ]',
    ],
)  # fmt: skip
def test_a_key_after_any_value_is_found_on_its_line(value: str) -> None:
    text = f"subject = {value}\nnote = 1\n"
    assert tomllib.loads(text)["note"] == 1
    found = line_of_keys(text)
    assert found["subject"] == 1 and found["note"] == 2 + value.count("\n")
    assert set(found) == {"subject", "note"}


@given(st.text("ab\"'\\#[]= ", max_size=12))
def test_whatever_an_editor_types_for_a_subject_the_story_below_is_read(words: str) -> None:
    import tomlkit

    made = tomlkit.document()
    made["subject"] = words
    text = f'{tomlkit.dumps(made)}\n[[story]]\nid = "gates"\nheadline = "Gates hold"\n'
    (block,) = read_sheet(text, "order.toml").blocks
    assert block.values["headline"] == "Gates hold"
