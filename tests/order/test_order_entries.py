"""A file of posts is changed one entry at a time, and everything else in it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DataError
from digest.order.entries import PostEntry, entries, read_posts_file, with_entry

WHERE = "posts/2026-08-10.toml"
HELLO = PostEntry(network="x", story="gates", text="Hello.")


def after(text: str, *changes: PostEntry) -> str:
    for change in changes:
        text = with_entry(text, change, where=WHERE, slot="2026-08-10")
    return text


def test_the_first_entry_makes_the_file_and_says_what_it_is() -> None:
    text = after("", HELLO)
    assert text.startswith("# What marketing wants of the posts of 2026-08-10")
    assert entries(text, WHERE) == (HELLO,)


def test_an_entry_takes_the_place_of_the_one_about_the_same_post() -> None:
    later = PostEntry(network="x", story="gates", text="Hello again.", when="2026-08-10T09:30:00")
    text = after("", HELLO, PostEntry(network="x", text="The day."), later)
    assert entries(text, WHERE) == (later, PostEntry(network="x", text="The day."))
    assert "when = 2026-08-10T09:30:00" in text


def test_a_value_that_stays_is_not_written_anew() -> None:
    typed = "[[post]]\nnetwork = 'x'  # mine\nstory = 'gates'\ntext = 'Hello.'\n"
    text = after(typed, PostEntry(network="x", story="gates", text="Hello again."))
    assert text == typed.replace("'Hello.'", '"Hello again."')


def test_an_entry_that_wants_nothing_takes_it_out() -> None:
    assert entries(after("", HELLO, PostEntry(network="x", story="gates")), WHERE) == ()


def test_a_quote_alone_stays_as_it_says_that_it_goes_out() -> None:
    chosen = PostEntry(quote="gates#q1")
    assert entries(after("", chosen), WHERE) == (chosen,)


def test_what_people_wrote_stays_and_a_table_of_several_networks_keeps_the_others() -> None:
    typed = '# mine\n\n[[post]]  # for Monday\nnetwork = ["x", "bluesky"]\nstory = "gates"\ntext = "Hello."\n'
    text = after(typed, PostEntry(network="x", story="gates", skip=True))
    assert text.startswith('# mine\n\n[[post]]  # for Monday\nnetwork = ["bluesky"]\n')
    assert entries(text, WHERE) == (PostEntry(network="bluesky", story="gates", text="Hello."),
                                    PostEntry(network="x", story="gates", skip=True))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('subject = "x"\n', 1),
        ('\n\n[[story]]\nid = "gates"\n', 4),
        ("[[post]]\ntxt = 1\n", 2),
        ("[[post]]\ntext = \n", 2),
    ],
)
def test_what_has_no_place_in_it_is_refused_with_its_line_and_never_written_over(text: str, line: int) -> None:
    for work in (lambda: read_posts_file(text, WHERE), lambda: after(text, HELLO)):
        with pytest.raises(DataError) as fault:
            work()
        assert fault.value.where == f"{WHERE}, line {line}"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=20)
ENTRIES = st.builds(
    PostEntry, network=st.sampled_from(["", "x", "bluesky"]), story=st.sampled_from(["", "gates", "grain"]), text=TEXTS,
    skip=st.booleans(), when=st.sampled_from(["", "2026-08-10T09:30:00", "2026-08-10T09:30+02:00"]),
)  # fmt: skip


@given(st.lists(ENTRIES, max_size=6))
def test_whatever_is_written_is_read_back_and_the_last_word_on_a_post_counts(changes: list[PostEntry]) -> None:
    last = {entry.about: entry for entry in changes}
    read = {entry.about: entry for entry in entries(after("", *changes), WHERE)}
    assert read == {about: entry for about, entry in last.items() if not entry.wants_nothing}
