"""Lists of which each line is kept or taken out for itself: what else tells a story, and what is related."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.order.marks import line_mark, line_marks, mark_of, three_ways

LINES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)


def merged(listed: list[str], before: list[str], now: list[str]) -> list[str]:
    return three_ways("related", listed, line_marks({"related": mark_of("related", before)}, "related"), now)


@given(LINES, LINES, LINES)
def test_each_line_is_the_editor_s_or_the_machine_s_and_nobody_s_decision_is_lost(
    listed: list[str], before: list[str], now: list[str]
) -> None:
    made = merged(listed, before, now)
    assert len(made) == len(set(made))
    typed = [line for line in listed if line not in before]
    taken_out = {line for line in before if line not in listed}
    assert [line for line in made if line in typed] == typed
    assert not taken_out & set(made)
    assert set(made) == (set(now) | set(typed)) - taken_out
    assert [line for line in made if line in listed] == [line for line in listed if line in made]
    assert merged(made, now, now) == made


@given(LINES, LINES)
def test_a_list_that_nobody_touched_holds_what_the_machine_has(before: list[str], now: list[str]) -> None:
    assert sorted(merged(before, before, now)) == sorted(now)


def test_a_line_of_also_is_known_by_its_id_and_a_headline_by_all_its_words() -> None:
    assert line_mark("also", "port: Ships wait (The Mail)") == line_mark("also", "port: Ships still wait")
    assert line_mark("also", "https://port.example/a: Ships") != line_mark("also", "https://port.example/b: Ships")
    assert line_mark("related", "Opinion: ships") != line_mark("related", "Opinion: ports")
