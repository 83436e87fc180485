"""What markup shows as a quote keeps its offsets into the text as it was stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.articles import Article
from digest.quotes.find.markup import marked_up
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove


@pytest.mark.parametrize(("text", "kind", "words", "credit"), [
    ("<blockquote>A pier is a promise.</blockquote>", "blockquote", ["A pier is a promise."], ""),
    ("<blockquote><p>One.</p><p>Two.</p></blockquote>", "blockquote", ["One.", "Two."], ""),
    ("<blockquote><p>“One.”</p><cite>Anna Holm</cite></blockquote>", "blockquote", ["One."], "Anna Holm"),
    ("<blockquote>One <em>two</em>.</blockquote>\n— Anna Holm", "blockquote", ["One <em>two</em>."], "Anna Holm"),
    ("<blockquote>One.\n— Anna Holm, mayor</blockquote>", "blockquote", ["One."], "Anna Holm, mayor"),
    ("She said <q>it is time</q> and left.", "q", ["it is time"], ""),
    ('<aside class="pull-quote">It is time.</aside>', "pullquote", ["It is time."], ""),
    ("> A pier is a promise.\n> Two are a plan.\n\nMore.", "markdown", ["A pier is a promise.", "Two are a plan."], ""),
    ("> A pier is a promise.\n> — Anna Holm", "markdown", ["A pier is a promise."], "Anna Holm"),
    ('> "A pier is a promise."\n\n— Anna Holm', "markdown", ["A pier is a promise."], "Anna Holm"),
])  # fmt: skip
def test_markup_that_quotes(text: str, kind: str, words: list[str], credit: str) -> None:
    (block,) = marked_up(text)
    assert kind == block.kind
    assert words == [text[start:end] for start, end in block.pieces]
    assert credit == block.credit


@pytest.mark.parametrize(
    "text", ["", "2 < 3 and 4 > 3", "<p>No quote.</p>", "<blockquote>", "</q>", "<blockquote></blockquote>", ">"]
)
def test_markup_that_does_not(text: str) -> None:
    assert marked_up(text) == []


def test_a_note_is_a_block_without_words_from_its_first_line_on() -> None:
    text = "Before it.\n> [!NOTE]\n> “This page is old.”\n\nAfter it."
    (block,) = marked_up(text)
    assert block.pieces == ()
    assert text[block.start : block.end] == "> [!NOTE]\n> “This page is old.”"


def test_a_block_is_one_quote_with_its_speaker_and_what_is_marked_in_it_belongs_to_it() -> None:
    block = "<blockquote>It “works” and will last.</blockquote>\n— Anna Holm, mayor"
    text = f"“First,” said Berg.\n\n{block}\n\n“Last,” said Lund."
    article = Article(id="a", headline="h", text=text)
    quotes = find_quotes(article)
    assert [(q.text, q.speaker, q.source) for q in quotes] == [
        ("First", "Berg", "text"),
        ("It “works” and will last.", "Anna Holm", "blockquote"),
        ("Last", "Lund", "text"),
    ]
    assert {prove(q, article.source_text) for q in quotes} == {""}


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ("<p><q>It works</q>, said Anna Holm.</p>", "Anna Holm", "said"),
        ("<p>Holm wrote:</p>\n<blockquote><p>It works.</p></blockquote>", "Holm", "wrote"),
        ("Anna Holm put it so:\n\n> It works.", "Anna Holm", "put it"),
        ("Holm wrote:\n> It works.\n> — Carl Berg", "Carl Berg", ""),  # the credit is nearer
    ],
)
def test_without_a_credit_the_text_round_it_names_the_speaker(text: str, speaker: str, verb: str) -> None:
    (quote,) = find_quotes(Article(id="a", headline="h", text=text, language="en"))
    assert (quote.text.rstrip("."), quote.speaker, quote.verb) == ("It works", speaker, verb)


PARTS = [
    "<blockquote>",
    "</blockquote>",
    "<q>",
    "</q>",
    "<cite>",
    "</cite>",
    "\n> ",
    "\n",
    "— Anna",
    '"',
    "“",
    "”",
    "<",
    "ok. ",
]


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join))
def test_any_markup_proves_itself(text: str) -> None:
    article = Article(id="a", headline="h", text=text)
    assert {prove(q, article.source_text) for q in find_quotes(article)} <= {""}


@pytest.mark.parametrize(
    ("block", "quotes"),
    [
        ("> Night readers want less.\n", ["Night readers want less."]),
        ("> Night readers:\n>\n> - 18 to 34 years old\n> - Likely to read on a phone\n", []),
    ],
)
def test_a_list_in_a_block_is_nobodys_speech(block: str, quotes: list[str]) -> None:
    article = Article(id="a", headline="h", text=f"Anna Holm put it so:\n\n{block}", language="en")
    assert [quote.text for quote in find_quotes(article)] == quotes
