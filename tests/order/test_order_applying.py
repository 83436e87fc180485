"""A running order is honoured to the letter; what no longer fits is refused with its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.articles import Article
from digest.errors import DataError
from digest.order.applying import Applied, Material, apply
from digest.order.approval import approved, bound, signed
from digest.order.keys import HEAD, MINE, YOURS
from digest.order.merging import merge
from digest.order.sheet import read_sheet
from digest.order.writing import proposal
from digest.picks.choose import Pick, Picks
from digest.quotes.quote import Quote
from digest.stories.story import Story

NAMES = ("barrier", "grain", "sleeper", "choir")


def article(name: str, **given: str) -> Article:
    plain = {"id": name, "headline": f"News of {name}", "text": f"A fact about {name}. Another one."}
    return Article(**plain | given, where=f"seeds/{name}.txt")  # type: ignore[arg-type]


ARTICLES = {name: article(name) for name in NAMES}


def quotes(article: Article) -> tuple[Quote, ...]:
    def quote(number: int) -> Quote:
        words = f"Words {number} of {article.id}."
        return Quote(
            id=f"{article.id}#q{number}", article=article.id, text=words, pieces=((0, 5),), start=number, end=9,
            prefix="", suffix="", sha256="", source="text", score=1 / (1 + number),
        )  # fmt: skip

    return (quote(0), quote(1))


def stories(articles: dict[str, Article]) -> list[Story]:
    return [Story(name, one, (one,)) for name, one in articles.items()]


def machine(articles: dict[str, Article]) -> Picks:
    picks = [Pick(story=one, place="lead" if not n else "story") for n, one in enumerate(stories(articles))]
    return Picks(chosen=tuple(picks[:3]), bench=tuple(picks[3:]))


def written() -> str:
    picks = machine(ARTICLES)
    proposals = [
        proposal(p, quotes(p.story.lead), quotes(p.story.lead)[:1], [f"A fact about {p.story.id}."])
        for p in picks.chosen
    ]
    return merge("", proposals, picks.bench, title="The Sample", where="order.toml", shown=2).text


def applied(text: str, articles: dict[str, Article] = ARTICLES) -> Applied:
    return apply(
        text, machine(articles), Material(stories=stories(articles), quotes=quotes), shown=2, where="order.toml"
    )


def places(done: Applied) -> list[tuple[str, str]]:
    return [(pick.story.id, pick.place) for pick in done.picks.chosen]


def test_an_untouched_running_order_is_the_machine_s_choice() -> None:
    done = applied(written())
    assert places(done) == [("barrier", "lead"), ("grain", "story"), ("sleeper", "brief")]
    assert all(pick.edits.headline == "" and pick.edits.quotes is None for pick in done.picks.chosen)


def test_the_first_block_leads_whoever_it_is() -> None:
    sheet = read_sheet(written(), "order.toml")
    text = "\n".join([sheet.head, *(block.text for block in reversed(sheet.blocks))])
    assert places(applied(text)) == [("sleeper", "lead"), ("grain", "story"), ("barrier", "brief")]


def test_a_place_that_the_editor_gives_counts_more_than_the_order() -> None:
    text = written().replace('id = "sleeper"', 'id = "sleeper"\nplace = "lead"')
    assert places(applied(text)) == [("sleeper", "lead"), ("barrier", "story"), ("grain", "story")]


def test_the_editor_s_words_arrive_clean() -> None:
    text = (
        written()
        .replace('"News of barrier"', '"The gates  close\\u0007"')
        .replace('id = "barrier"', 'id = "barrier"\ndeck = "At noon."\nkicker = "Sea"\nnote = "Seen by us."')
    )
    text = text.replace('subject = ""', 'subject = "Gates"').replace('preheader = ""', 'preheader = "And grain"')
    done = applied(text)
    edits = done.picks.chosen[0].edits
    assert (edits.headline, edits.deck, edits.kicker) == ("The gates close", "At noon.", "Sea")
    assert edits.note == "Seen by us."
    assert (done.subject, done.preheader) == ("Gates", "And grain")


def test_a_dropped_story_goes_and_the_next_takes_its_place() -> None:
    text = written().replace('id = "barrier"', 'id = "barrier"\ndrop = true')
    assert places(applied(text)) == [("grain", "lead"), ("sleeper", "story")]


def test_a_story_comes_in_from_the_bench_or_by_its_path() -> None:
    bench = written().replace('#| [[story]]\n#| id = "choir"', '[[story]]\nid = "choir"')
    path = written().partition("#|")[0] + '[[story]]\npath = "seeds/choir.txt"\n'
    for text in (bench, path):
        assert places(applied(text))[-1] == ("choir", "brief")


def test_a_story_from_the_bench_says_who_wanted_it_and_no_more_why_it_was_left_out() -> None:
    picks = machine(ARTICLES)
    full = "the page is full"
    benched = replace(picks.bench[0], reason=f"Left out: {full}. Two hours old at the deadline.", left_out=full)
    text = written() + '[[story]]\nid = "choir"\n'
    done = apply(
        text,
        replace(picks, bench=(benched,)),
        Material(stories=stories(ARTICLES), quotes=quotes),
        shown=2,
        where="order.toml",
    )
    reason = next(pick.reason for pick in done.picks.chosen if pick.story.id == "choir")
    assert reason == "Brought in by the editor. Two hours old at the deadline."


def test_other_quotes_and_highlights_are_taken_by_id_and_by_word() -> None:
    text = written().replace('quotes = ["Words 0 of barrier."]', 'quotes = ["barrier#q1", "barrier#q0"]')
    text = text.replace('highlights = ["A fact about barrier."]', 'highlights = ["Another one."]')
    edits = applied(text).picks.chosen[0].edits
    assert (edits.quotes, edits.highlights) == (("barrier#q1", "barrier#q0"), ("Another one.",))


def line_of(text: str, words: str) -> int:
    return next(number for number, row in enumerate(text.split("\n"), 1) if row.startswith(words))


@pytest.mark.parametrize(
    ("edit", "words", "said"),
    [
        (lambda t: t.replace('["Words 0 of barrier."]', '["gone"]'), '["gone"]', "no quote"),
        (lambda t: t.replace('["A fact about grain."]', '["A lie."]'), '["A lie."]', "not in the article"),
        (lambda t: t.replace('id = "grain"', 'id = "grain"\nplace = "top"'), 'place = "top"', "cannot be"),
        (lambda t: t.replace('id = "grain"', 'id = "grain"\nheadlin = "x"'), "headlin =", "no key"),
        (lambda t: t.replace('id = "grain"', 'id = "grain"\napproved_by = "Mira"'), 'by = "Mira"', "below a story"),
        (lambda t: t.replace('id = "grain"', 'id = "barrier"'), 'id = "barrier"', "twice"),
        (lambda t: t.partition("#|")[0] + '[[story]]\npath = "seeds/x.txt"\n', "seeds/x.txt", "no article"),
        (lambda t: t.partition("#|")[0] + '[[story]]\nid = "nobody"\n', 'id = "nobody"', "called 'nobody'"),
        (lambda t: t.replace('quotes = ["Words 0 of barrier."]', "quotes = 3"), "quotes = 3", "no list"),
        (lambda t: t.replace('subject = ""', "subject = 3"), "subject = 3", "no text"),
        (lambda t: t.replace('subject = ""', 'subject = "'), 'subject = "', "cannot be read"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_with_line_and_mend(
    edit: Callable[[str], str], words: str, said: str
) -> None:
    text = edit(written())
    with pytest.raises(DataError) as fault:
        applied(text)
    assert said in fault.value.what
    rows = [number for number, row in enumerate(text.split("\n"), 1) if words in row]
    assert any(fault.value.where == f"order.toml, line {row}" for row in rows)
    assert fault.value.fix


def test_a_dropped_story_that_came_back_changed_is_asked_about() -> None:
    changed = ARTICLES | {"barrier": article("barrier", text="Everything is different now.")}
    text = written().replace('id = "barrier"', 'id = "barrier"\ndrop = true')
    with pytest.raises(DataError) as fault:
        applied(text, changed)
    assert fault.value.where == f"order.toml, line {line_of(text, 'drop = true')}"
    unsigned = "\n".join(row for row in text.split("\n") if not row.startswith('"barrier" = "text:'))
    assert places(applied(unsigned, changed))[0] == ("grain", "lead")


def test_a_deleted_story_that_came_back_changed_is_asked_about_too() -> None:
    changed = ARTICLES | {"sleeper": article("sleeper", text="Everything is different now.")}
    text = written()
    start = text.index("[[story]]", text.index('id = "grain"'))
    text = text[:start] + text[text.index("[machine") :]
    assert places(applied(text)) == [("barrier", "lead"), ("grain", "story")]
    with pytest.raises(DataError) as fault:
        applied(text, changed)
    assert "sleeper" in fault.value.what


def test_an_untouched_story_whose_article_is_gone_only_leaves_a_notice() -> None:
    fewer = {name: one for name, one in ARTICLES.items() if name != "grain"}
    done = applied(written(), fewer)
    assert "grain is no longer there" in [notice.what for notice in done.picks.notices]


def test_news_that_is_not_in_the_running_order_is_told_of() -> None:
    text = written()
    start, end = text.index("[[story]]", text.index('id = "barrier"')), text.index('id = "sleeper"')
    without = text[:start] + text[text.rindex("[[story]]", 0, end) :]
    unknown = without.replace('"grain" =', '"other" =')
    assert "1 newer story is not in the running order" in [n.what for n in applied(unknown).picks.notices]


def test_an_approval_holds_for_exactly_the_content_it_stands_under() -> None:
    text = written()
    assert not approved(read_sheet(text, ""))
    by_hand = text.replace('approved_by = ""', 'approved_by = "Mira"')
    sheet = read_sheet(by_hand, "")
    assert approved(sheet)
    assert not bound(sheet)
    done = signed(by_hand, sheet)
    assert bound(read_sheet(done, ""))
    edited = done.replace("News of barrier", "The gates close")
    assert not approved(read_sheet(edited, ""))
    assert approved(read_sheet(edited.replace('"Mira"', '"Tomas"'), ""))
    assert approved(read_sheet(signed(edited, read_sheet(edited, ""), by="Mira"), ""))


def test_the_machine_s_remarks_are_no_content() -> None:
    done = signed(written(), read_sheet(written(), ""), by="Mira")
    assert approved(read_sheet(done.replace("offered = [", 'offered = [\n "More.",'), ""))
    assert not approved(read_sheet(done.replace('id = "grain"', 'id = "grain"\ndrop = true'), ""))


WRONG = [
    ('lock = "yes"', "lock is neither true nor false"),
    ("drop = 1", "drop is neither true nor false"),
    ("deck = 5", "deck is no text"),
    ('place = "top"', "place cannot be 'top'"),
    ('highlights = "one"', "highlights is no list of texts"),
    ("articles = [1]", "articles is no list of texts"),
    ("path = true", "path is no text"),
    ('[story.more]\nx = "y"', "there is no key more"),
    ('[more]\nx = "y"', "there is no key more"),
]


@pytest.mark.parametrize(("row", "what"), WRONG)
def test_a_value_of_the_wrong_kind_is_refused_with_its_line_and_never_passed_over(row: str, what: str) -> None:
    text = f'[[story]]\nid = "barrier"\n{row}\n'
    with pytest.raises(DataError) as fault:
        applied(text)
    assert (fault.value.what, fault.value.where) == (what, "order.toml, line 3")
    assert fault.value.fix


@settings(max_examples=80, deadline=None)
@given(
    key=st.sampled_from([*MINE, *YOURS, "machine", *HEAD]),
    value=st.sampled_from(["1", "true", "[]", "[1]", "{}", '"x"', '["x"]', "1979-05-27", "[[]]", "nan"]),
    top=st.booleans(),
)
def test_no_value_anywhere_is_more_than_an_error_with_a_line(key: str, value: str, top: bool) -> None:
    story = '[[story]]\nid = "barrier"\n'
    row = f"{key} = {value}\n"
    if key == "id" and not top:
        story = "[[story]]\n"
    try:
        text = row + story if top else story + row
        applied(text)
        merge(text, [], [], title="T", where="order.toml", shown=2)
    except DataError as refusal:
        assert "order.toml, line " in refusal.where


def test_a_page_of_another_day_comes_in_by_its_path_unless_it_was_retracted() -> None:
    old = article("old")
    text = written() + '[[story]]\npath = "./seeds/old.txt"\nplace = "story"\n'

    def done(retracted: bool) -> Applied:
        return apply(
            text,
            machine(ARTICLES),
            Material(
                stories=stories(ARTICLES), quotes=quotes, pages=[old], retracted=lambda page: retracted and page is old
            ),
            shown=2,
            where="order.toml",
        )

    assert ("old", "story") in places(done(False))
    with pytest.raises(DataError, match="old was retracted"):
        done(True)


PORT = Article(
    id="port", headline="Ships wait", text="Ships waited.", site="The Mail", where="seeds/wire.jsonl, line 2",
    related=("Old one",),
)  # fmt: skip
GATES = Article(
    id="gates", headline="Gates close", text="They closed.", related=("First", "Second"), author="Ida Varga"
)
TWO = Pick(story=Story("gates", GATES, (GATES, PORT)), place="lead", update=True)
ONE = Pick(story=Story("choir", ARTICLES["choir"], (ARTICLES["choir"],)), place="brief")


def two(edit: Callable[[str], str], *, risky: bool = False) -> Applied:
    """Apply a running order of two stories, the lead told by two articles, after an *edit* of its text."""
    picks = Picks(chosen=(TWO, ONE))
    every = [quote for member in TWO.story.members for quote in quotes(member)]
    proposals = [proposal(TWO, every, every[:1], []), proposal(ONE, quotes(ONE.story.lead), (), [])]
    text = edit(merge("", proposals, (), title="", where="o.toml", shown=1).text)
    material = Material(stories=[TWO.story, ONE.story], quotes=quotes, withheld=lambda article: risky)
    return apply(text, picks, material, shown=1, where="o.toml")


def test_an_untouched_file_changes_nothing_of_what_is_new_in_it() -> None:
    edits = two(lambda text: text).picks.chosen[0].edits
    assert edits == replace(edits, byline=None, update=None, hidden=frozenset(), related=None, quotes=None)
    assert 'also = ["port: Ships wait (The Mail)"]' in written_by(TWO)


def written_by(pick: Pick) -> str:
    return merge("", [proposal(pick, (), (), [])], (), title="", where="", shown=1).text


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("update = true", "update = false", {"update": False}),
        ("update = true\n", "", {"update": False}),
        ('byline = "Ida Varga"', 'byline = "Mira Holm"', {"byline": "Mira Holm"}),
        ('byline = "Ida Varga"\n', "", {"byline": ""}),
        ('also = ["port: Ships wait (The Mail)"]\n', "", {"hidden": frozenset({"port"})}),
        ('related = ["First", "Second"]', 'related = ["Second", "Mine"]', {"related": ("Second", "Mine")}),
        ('quotes = ["Words 0 of gates."]', 'quotes = ["words 1 of port"]', {"quotes": ("port#q1",)}),
        ('quotes = ["Words 0 of gates."]', 'quotes = ["#q1", "port#q0"]', {"quotes": ("gates#q1", "port#q0")}),
    ],
)
def test_each_of_the_editors_choices_arrives(old: str, new: str, changed: dict[str, object]) -> None:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    edits = two(edit).picks.chosen[0].edits
    assert {name: getattr(edits, name) for name in changed} == changed


def day_quote(words: str) -> Callable[[str], str]:
    return lambda text: text.replace('quote_of_the_day = ""', f'quote_of_the_day = "{words}"')


@pytest.mark.parametrize(
    ("words", "id"), [("", ""), ("words 1 of port", "port#q1"), ("gates#q0", "gates#q0"), ("#q1", "gates#q1")]
)
def test_the_quote_of_the_day_is_any_of_a_story_with_a_place(words: str, id: str) -> None:
    assert two(day_quote(words)).day_quote == id


@pytest.mark.parametrize(
    ("words", "risky", "what"),
    [
        ("Words 0 of choir.", False, "choir stands in brief"),
        ("Words 0 of gates.", True, "gates has a risk note"),
        ("Nobody said this.", False, "no quote is 'Nobody said this.'"),
    ],
)
def test_a_quote_of_the_day_that_cannot_be_is_refused_with_its_line(words: str, risky: bool, what: str) -> None:
    with pytest.raises(DataError) as fault:
        two(day_quote(words), risky=risky)
    assert what in fault.value.what
    assert fault.value.where == "o.toml, line 12"


def test_a_story_joined_to_another_is_told_there_and_its_block_is_passed_over() -> None:
    both = Pick(story=Story("gates", GATES, (GATES, ARTICLES["choir"])), place="lead")
    text = '[[story]]\nid = "gates"\njoin = ["choir"]\n\n[[story]]\nid = "choir"\n'
    done = apply(text, Picks(chosen=(both,)), Material(stories=[both.story], quotes=quotes), shown=2, where="o.toml")
    assert places(done) == [("gates", "lead")]
    assert "choir is told with another story" in done.picks.notices[-1].what


def test_a_block_offers_quotes_and_presets_the_strongest_unless_it_stands_in_brief() -> None:
    text = written_by(replace(TWO, place="story"))
    assert "offered" not in text  # nobody said anything
    every = [quote for member in TWO.story.members for quote in quotes(member)]
    for place, preset, first in (("lead", ["Words 1 of gates."], 1), ("brief", [], 0)):
        made = proposal(replace(TWO, place=place), every, every[1:2], [])
        assert made.values["quotes"] == preset
        assert made.values["offered"][0] == f"“Words {first} of gates.” #q{first}"
        assert len(made.values["offered"]) == 4
        assert "offered = [" in merge("", [made], (), title="", where="", shown=1).text
