"""`[[post]]`: an editor's words in place of the machine's, or no post at all; what does not fit is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.articles import Article
from digest.errors import DataError
from digest.order.approval import approved, signed
from digest.order.merging import merge
from digest.order.posts import post_wishes, told_by_picks
from digest.order.sheet import read_sheet
from digest.order.writing import Proposal
from digest.picks.choose import Pick
from digest.picks.edits import PostWish
from digest.quotes.quote import Quote
from digest.stories.story import Story

GATES = Article(id="gates", headline="Gates close", text="They closed at noon, and “nobody heard a thing at all”.")
PORT = Article(id="port", headline="Ships wait", text="Ships waited.")
PICK = Pick(story=Story("gates", GATES, (GATES, PORT)), place="lead")
SAID = Quote(
    id="port#q1", article="port", text="No ship was lost.", pieces=((0, 5),), start=0, end=5, prefix="", suffix="",
    sha256="", source="text",
)  # fmt: skip


def wishes(text: str) -> tuple[PostWish, ...]:
    return post_wishes(read_sheet(text, "o.toml"), told_by_picks([PICK], lambda story: [SAID]), "o.toml")


@pytest.mark.parametrize(
    ("rows", "wish"),
    [
        ('text = "Hello."', PostWish(kind="edition", text="Hello.")),
        ('story = "gates"\ntext = "Hello."', PostWish(kind="story", story="gates", text="Hello.")),
        ('story = "port"\ntext = "Hello."', PostWish(kind="story", story="gates", text="Hello.")),
        ('quote = "no ship was lost"\nskip = true', PostWish(kind="quote", story="gates", quote="port#q1", skip=True)),
        ('story = "gates"\nkind = "quote"\nskip = true', PostWish(kind="quote", story="gates", skip=True)),
        ('story = "gates"\nkind = "thread"\nskip = true', PostWish(kind="thread", story="gates", skip=True)),
        ('text = "**Hello.**"\nmarkup = true', PostWish(kind="edition", text="**Hello.**", markup=True)),
        ('text = "**Hello.**"\nmarkup = false', PostWish(kind="edition", text="**Hello.**")),
        ('network = "x"\ntext = "Hello."', PostWish(kind="edition", networks=("x",), text="Hello.")),
        ('quote = "port#q1"', PostWish(kind="quote", story="gates", quote="port#q1")),
        ('story = "gates"\nwording = "speaker"', PostWish(kind="story", story="gates", wording="speaker")),
        ("approved = true", PostWish(kind="edition", approved="yes")),
        ('approved = "0a1b2c3d"', PostWish(kind="edition", approved="0a1b2c3d")),
        ("when = 2026-08-10T09:30:00", PostWish(kind="edition", when="2026-08-10T09:30:00")),
        ('when = "2026-08-10T09:30+02:00"', PostWish(kind="edition", when="2026-08-10T09:30+02:00")),
        ('network = ["x", "y"]\ntext = "Hello."', PostWish(kind="edition", networks=("x", "y"), text="Hello.")),
        ('text = "“Nobody heard a thing,” says"', PostWish(kind="edition", text="“Nobody heard a thing,” says")),
        ('text = "The “new barrier” holds"', PostWish(kind="edition", text="The “new barrier” holds")),
    ],
)  # fmt: skip
def test_a_post_is_meant_by_story_or_quote_and_else_the_editions(rows: str, wish: PostWish) -> None:
    (found,) = wishes(f"[[post]]\n{rows}\n")
    assert replace(found, words=None, where="") == wish


@pytest.mark.parametrize(
    ("rows", "line", "what"),
    [
        ('story = "x"\ntext = "Hello."', 2, "no story of this edition is called 'x'"),
        ('quote = "Nobody said it."\ntext = "Hello."', 2, "no quote of this edition"),
        ('story = "gates"', 1, "says nothing of what is wanted"),
        ('text = "Hello."\nskip = true', 2, "a post that is skipped needs no text"),
        ("skip = true\napproved = true", 3, "a post that is skipped needs no approved"),
        ('text = "Hello."\nwording = "number"', 3, "has no wording"),
        ('wording = "rhyme"', 2, "wording cannot be 'rhyme'"),
        ('wording = "number"', 2, "kind edition has no other wordings"),
        ('approved = "yes"', 2, "approved is neither true nor the mark of a text"),
        ('skip = "yes"', 2, "skip is neither true nor false"),
        ('txt = "Hello."', 2, "there is no key txt"),
        ("when = 2026-08-10", 2, "when is no moment"),
        ('when = "at noon"', 2, "when is no moment"),
        ("network = 3", 2, "network is no list of texts"),
        ('kind = "poem"\ntext = "Hello."', 2, "kind cannot be 'poem'"),
        ('story = "gates"\nkind = "thread"\nwording = "number"', 4, "kind thread has no other wordings"),
        ('text = "“Everybody heard it all,” they say"', 2, "the quoted words are in no article"),
    ],
)
def test_a_post_that_cannot_be_is_refused_with_its_line(rows: str, line: int, what: str) -> None:
    with pytest.raises(DataError) as fault:
        wishes(f"[[post]]\n{rows}\n")
    assert what in fault.value.what
    assert fault.value.where == f"o.toml, line {line}"
    assert fault.value.fix


def test_words_that_nobody_said_are_shown_by_their_beginning() -> None:
    words = "“" + "Everybody heard it all the night long. " * 3 + "”"
    with pytest.raises(DataError) as fault:
        wishes(f'[[post]]\ntext = "They say {words}"\n')
    assert fault.value.what == f"the quoted words are in no article: {words[:60]}"


def test_posts_and_the_remarks_above_them_survive_picking_again() -> None:
    def pick(text: str) -> str:
        proposals = [Proposal(id, {"headline": f"News of {id}"}, "1", (id,)) for id in ("gates", "grain")]
        return merge(text, proposals, [], title="T", where="o.toml", shown=2).text

    first = pick("")
    second = first.index('[[story]]\nid = "grain"')
    post = '# for Monday\n[[post]]\nstory = "gates"\ntext = "Hello."  # short\n\n'
    done = pick(first[:second] + post + first[second:] + "\n[[post]]\nskip = true\n")
    assert post.strip() in done
    assert done.count("[[post]]") == 2
    assert done.index("[[post]]") > done.index('id = "grain"')
    assert pick(done) == done


def test_a_post_is_content_that_is_signed() -> None:
    text = '[[story]]\nid = "gates"\n\n[[post]]\ntext = "Hello."\n'
    done = signed(text, read_sheet(text, ""), by="Mira")
    assert approved(read_sheet(done, ""))
    assert not approved(read_sheet(done.replace("Hello.", "Goodbye."), ""))


@given(st.text(st.sampled_from('ab “”"« »„'), max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    quoted = text.replace('"', '\\"')
    try:
        wishes(f'[[post]]\ntext = "{quoted}"\n')
    except DataError as fault:
        assert "o.toml, line " in fault.where
