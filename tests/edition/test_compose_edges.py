"""What an edition is made of, at its edges: lengths, orders, fallbacks, and whose word counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edition.composing import BEES, GATES, PORT, SETTINGS, made, pick

from digest.articles import Article, Takeaway
from digest.config import read_settings
from digest.edition.compose import LONGEST_DECK, LONGEST_QUOTE, EditionExtras, compose, in_brief, preheader
from digest.edition.edits import without_comma
from digest.edition.model import Edition, Item, Picture
from digest.picks.edits import Edits
from digest.picks.slots import slot_named
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove
from digest.quotes.quote import Quote
from digest.settings import Settings


def lead_of(edition: Edition) -> Item:
    assert edition.lead is not None
    return edition.lead


def told(**more: str) -> Settings:
    lines = "".join(f"{name} = {value}\n" for name, value in more.items())
    return read_settings(f'[newsletter]\nid = "daily"\nname = "The Daily"\n[picks]\n{lines}')


def story(number: int, place: str = "story", **values: object) -> Item:
    base = {"id": f"s{number}", "slug": f"s{number}", "kicker": "", "headline": f"Headline number {number}"}
    return Item(place=place, **base | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "deck"),
    [
        ({"deck": "The deck.", "standfirst": "The standfirst."}, "The deck."),
        ({"deck": "", "standfirst": "The standfirst."}, "The standfirst."),
        ({"deck": "", "standfirst": "", "text": "Orchard town counts its bees. Its bees are counted. Two."}, "Two."),
        ({"deck": "", "standfirst": "", "text": "No end\n\nOrchard town counts bees. No end\n\nFour. Five."}, ""),
    ],
)
def test_a_deck_is_the_pages_else_its_standfirst_else_one_of_the_first_three_sentences(
    values: dict[str, str], deck: str
) -> None:
    article = replace(BEES, **values)  # type: ignore[arg-type]
    assert lead_of(made(pick(article, "lead"))).deck == deck


@pytest.mark.parametrize("more", [0, 1])
def test_a_sentence_that_stands_for_a_deck_has_300_characters(more: int) -> None:
    sentence = ("Water rose by the metre and fell again " * 9)[: LONGEST_DECK - 1 + more].strip()
    sentence += "x" * (LONGEST_DECK - 1 + more - len(sentence)) + "."
    shown = lead_of(made(pick(replace(BEES, text=sentence), "lead"))).deck
    assert len(sentence) == LONGEST_DECK + more
    assert (shown == sentence) is (more == 0)
    assert len(shown) <= LONGEST_DECK


GERMAN = "Der Damm hielt die ganze Nacht, und am Morgen war der Hafen wieder offen für die Boote der Stadt Holm."


@pytest.mark.parametrize(("length", "language"), [(99, "en"), (100, "de")])
def test_a_text_of_a_hundred_characters_tells_its_language(length: int, language: str) -> None:
    article = replace(BEES, text=GERMAN[:length], language="")
    assert lead_of(made(pick(article, "lead"))).language == language


def test_the_lead_the_stories_and_those_in_brief_keep_their_order() -> None:
    picks = [pick(replace(BEES, id=f"b{n}", headline=f"Story {n}"), place) for n, place in enumerate(
        ("story", "brief", "lead", "story", "brief")
    )]  # fmt: skip
    edition = made(*picks)
    assert lead_of(edition).id == "b2"
    assert [item.id for item in edition.stories] == ["b0", "b3"]
    assert [item.id for item in edition.briefs] == ["b1", "b4"]
    assert [item.id for item in edition.items()] == ["b2", "b0", "b3", "b1", "b4"]


def test_an_edition_names_its_sources_once_in_the_order_of_its_stories() -> None:
    sites = ["The Mail", "", "The Post", "The Mail"]
    picks = [pick(replace(BEES, id=f"b{n}", site=site), "story") for n, site in enumerate(sites)]
    assert made(*picks).sources == ("The Mail", "The Post")


def test_the_first_closing_line_closes_the_edition() -> None:
    without = pick(replace(GATES, closing=""), "lead")
    assert made(without, pick(replace(BEES, closing="Bees sleep"), "story")).closing == "Bees sleep"
    assert made(pick(GATES, "lead"), pick(replace(BEES, closing="Bees sleep"), "story")).closing == GATES.closing
    assert made(without).closing == ""


@pytest.mark.parametrize(
    ("places", "line"),
    [
        (("lead", "story", "brief"), "Story 1"),  # the stories
        (("lead", "brief", "brief"), "Story 1 · Story 2"),  # else those in brief
    ],
)
def test_the_preheader_names_the_next_stories(places: tuple[str, ...], line: str) -> None:
    picks = [pick(replace(BEES, id=f"b{n}", headline=f"Story {n}"), place) for n, place in enumerate(places)]
    assert made(*picks).preheader == line


@pytest.mark.parametrize(
    ("headlines", "deck", "line"),
    [
        (("x" * 110,), "", "x" * 110),
        (("x" * 111,), "y" * 40, "y" * 40),
        (("x" * 111,), "y" * 39, ""),
        (("x" * 111,), "y" * 110, "y" * 110),
        (("x" * 111,), "y" * 111, ""),
        (("x" * 50, "y" * 57), "", "x" * 50 + " · " + "y" * 57),  # 110 with what parts them
        (("x" * 50, "y" * 58, "z"), "", "x" * 50),  # and no later one in its place
        (("x" * 38, "y" * 93, "z" * 41), "", "x" * 38 + " · " + "z" * 41),  # but where it would stay too short
        (("x" * 40, "y" * 93, "z" * 41), "", "x" * 40),
        (("x" * 111, "y" * 60), "", "y" * 60),
    ],
)
def test_a_preheader_holds_40_to_110_characters(headlines: tuple[str, ...], deck: str, line: str) -> None:
    assert preheader([story(n, headline=text, deck=deck) for n, text in enumerate(headlines)]) == line


def related(*headlines: str, id: str = "gates") -> Article:
    return replace(
        GATES, id=id, headline=f"Story {id}", deck="", standfirst="", text="", related=headlines, takeaways=()
    )


def test_related_headlines_come_in_turn_so_that_no_story_fills_the_list() -> None:
    first = pick(related("Mayor resigns over ferry", "Snow in Vessa", "Bakers strike", id="a"), "lead")
    second = pick(related("Lantern festival opens", id="b"), "story")
    lines = [line.headline for line in made(first, second).in_brief]
    assert lines == ["Mayor resigns over ferry", "Lantern festival opens", "Snow in Vessa", "Bakers strike"]


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_in_brief_has_as_many_lines_as_wanted_picked_stories_first(limit: int) -> None:
    items = [story(1, "brief", headline="Picked by score")]
    gates = pick(related("Mayor resigns over ferry", "Snow in Vessa"), "lead")
    lines = in_brief(items, [gates], limit)
    wanted = ["Picked by score", "Mayor resigns over ferry", "Snow in Vessa"]
    assert [line.headline for line in lines] == wanted[:limit]


def test_no_picked_story_is_lost_where_few_lines_are_wanted() -> None:
    picks = [pick(replace(BEES, id=f"b{n}", headline=f"Story {n}"), "brief") for n in range(3)]
    assert [line.item for line in made(*picks, settings=told(brief="1")).in_brief] == ["b0", "b1", "b2"]


def test_a_line_of_a_picked_story_says_how_many_more_tell_it() -> None:
    edition = made(pick(BEES, "lead"), pick(GATES, "brief", PORT))
    (line,) = [one for one in edition.in_brief if one.item]
    assert (line.headline, line.url, line.item, line.more) == (GATES.headline, GATES.url, "gates", 1)


def test_of_headlines_that_say_the_same_the_longest_stands_and_the_rest_are_counted() -> None:
    lines = made(
        pick(related("Mayor resigns", "Mayor resigns over the ferry today", "Mayor resigns over ferry"), "lead")
    )
    assert [(line.headline, line.more) for line in lines.in_brief] == [("Mayor resigns over the ferry today", 2)]


def test_a_headline_is_told_once_whichever_stories_name_it() -> None:
    both = [pick(related("Snow in Vessa", id="a"), "lead"), pick(related("SNOW in Vessa", id="b"), "story")]
    assert [line.headline for line in made(*both).in_brief] == ["Snow in Vessa"]


def test_a_related_headline_links_nowhere_and_runs_its_own_way() -> None:
    article = replace(related("ثلوج في فيسا"), language="ar")
    (line,) = made(pick(article, "lead")).in_brief
    assert (line.url, line.item, line.direction, line.language) == ("", "", "rtl", "ar")


SAID = [Takeaway(text=f"{word} is a promise you only notice when it is kept.") for word in ("A barrier", "A bridge")]


@pytest.mark.parametrize("wanted", [0, 1, 2])
def test_a_story_shows_as_many_quotes_as_the_settings_want(wanted: int) -> None:
    article = replace(GATES, takeaways=tuple(SAID))
    shown = lead_of(made(pick(article, "lead"), settings=told(quotes_per_story=str(wanted)))).quotes
    assert len(shown) == wanted


def test_an_editor_who_wants_no_quotes_and_no_highlights_gets_none() -> None:
    lead = lead_of(made(replace(pick(GATES, "lead"), edits=Edits(quotes=(), highlights=()))))
    assert (lead.quotes, lead.highlights) == ((), ())
    assert lead.why, "what the editor said nothing about stays"


@pytest.mark.parametrize(("more", "cut"), [(0, False), (1, True)])
def test_a_quote_has_a_thousand_characters_at_most(more: int, cut: bool) -> None:
    words = ("Nobody closed the gates that night, and so the water came. " * 20)[: LONGEST_QUOTE + more - 1].strip()
    words += "x" * (LONGEST_QUOTE + more - 1 - len(words)) + "."
    alone = replace(GATES, text="The quay reopened.", takeaways=(Takeaway(text=words),))
    (shown,) = lead_of(made(pick(alone, "lead"))).quotes
    assert (shown.text != words) is cut
    assert shown.text.endswith("[…]") is cut
    assert shown.pieces[-1][1] - shown.pieces[0][0] == len(words), "the proof is of the whole"


@pytest.mark.parametrize(("setting", "shareable"), [("true", False), ("false", True)])
def test_a_quote_may_be_kept_with_its_storys_risk_note(setting: str, shareable: bool) -> None:
    edition = made(pick(GATES, "lead"), settings=told(risk_with_quotes=setting))
    assert lead_of(edition).shareable is shareable
    assert (edition.quote is not None) is shareable
    riskless = made(pick(replace(GATES, risk=None), "lead"), settings=told(risk_with_quotes=setting))
    assert lead_of(riskless).shareable


def test_quotes_that_are_shown_link_to_their_own_words() -> None:
    (shown,) = lead_of(made(pick(GATES, "lead"))).quotes
    assert shown.link.startswith(f"{GATES.url}#:~:text=A%20barrier%20is%20a%20promise")
    bare = lead_of(made(pick(replace(GATES, url=""), "lead"))).quotes[0]
    assert bare.link == ""


def shared(*quotes: Quote, place: str = "lead") -> tuple[Quote, ...]:
    edition = made(pick(GATES, place, PORT), pick(BEES, "story"), copy=EditionExtras(shared={"gates": quotes}))
    return edition.item("gates").shared


@pytest.mark.parametrize(("score", "shared"), [(0.5, []), (0.49, ["own"])])
def test_a_quote_that_goes_out_unasked_is_not_shared_twice(score: float, shared: list[str]) -> None:
    own = replace(find_quotes(GATES)[0], id="own", score=score)
    slot = slot_named(SETTINGS.schedule, "2026-08-10")
    copy = EditionExtras(shared={"gates": (own,)})
    edition = compose([pick(GATES, "lead")], SETTINGS, slot, quotes=lambda article: (own,), copy=copy, key="k")
    assert [one.id for one in lead_of(edition).quotes] == ["own"]
    assert [one.id for one in lead_of(edition).shared] == shared


def test_a_quote_of_another_article_may_be_shared_and_of_a_story_in_brief_none() -> None:
    (other,) = find_quotes(PORT)
    assert [quote.id for quote in shared(other)] == [other.id]
    assert shared(other)[0].link.startswith(PORT.url)
    assert shared(other, place="brief") == ()


def test_the_quote_of_the_day_that_nobody_has_is_the_machines() -> None:
    assert (
        made(pick(GATES, "lead"), copy=EditionExtras(day_quote="nobody's")).quote
        == lead_of(made(pick(GATES, "lead"))).quotes[0]
    )
    rested = made(pick(GATES, "lead"), copy=EditionExtras(rested=[GATES.takeaways[0].text]))
    assert (rested.quote, rested.quote_item) == (None, "")


def test_a_picture_is_the_leads_own() -> None:
    shown = Picture(src="image-gates.jpg", alt="The gates")
    edition = made(pick(GATES, "lead", PORT), pick(BEES, "story"), copy=EditionExtras(pictures={"gates": shown}))
    assert [item.picture for item in edition.items()] == [shown, None]


def test_what_the_settings_say_of_the_newsletter_is_in_its_edition() -> None:
    news = replace(
        SETTINGS.newsletter,
        locale="ar",
        sender="Desk <desk@daily.example>",
        unsubscribe=("https://daily.example/ü?{token}", "mailto:u@daily.example"),
        precedence="bulk",
        web="https://daily.example/",
    )
    edition = made(pick(GATES, "lead"), settings=replace(SETTINGS, newsletter=news))
    assert edition.newsletter.direction == "rtl"
    assert edition.newsletter.sender == "Desk <desk@daily.example>"
    assert edition.newsletter.unsubscribe == ("https://daily.example/%C3%BC?{token}", "mailto:u@daily.example")
    assert edition.newsletter.precedence == "bulk"
    assert edition.web_address == "https://daily.example/2026-08-10/"
    assert made(pick(GATES, "lead")).newsletter.precedence == ""


def test_an_editors_kicker_and_note_stand_with_the_story() -> None:
    lead = lead_of(made(replace(pick(GATES, "lead"), edits=Edits(kicker="Harbour", note="Ours"))))
    assert (lead.kicker, lead.note) == ("Harbour", "Ours")
    assert lead_of(made(pick(GATES, "lead"))).kicker == "World"


def test_an_editors_headline_decides_which_way_it_runs() -> None:
    lead = lead_of(made(replace(pick(GATES, "lead"), edits=Edits(headline="بوابات الميناء تصمد"))))
    assert lead.direction == "rtl"


@pytest.mark.parametrize(
    "end", [": https://h.example/vf3", " pic.twitter.com/abc", ' <a href="/x">http://h.example</a>', ","]
)
def test_the_address_that_ends_a_post_is_not_printed_with_its_words(end: str) -> None:
    words = "We found the guide so useful that we shared it"
    article = Article(id="a", headline="H", text=f"> {words}{end}\n>\n> — Harbour Council\n")
    quote = find_quotes(article)[0]
    shown = without_comma(quote, article)
    assert shown.text == words
    assert not prove(shown, article.source_text)
