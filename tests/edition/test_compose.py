"""Picks become an edition: what stands where, and what is never said twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edition.composing import BEES, GATES, PORT, made, pick

from digest.articles import Article
from digest.config import read_settings
from digest.edition.compose import EditionExtras, in_brief, preheader
from digest.edition.model import Also, Item
from digest.picks.edits import Edits
from digest.quotes.of_article import find_quotes


def test_every_part_of_a_page_finds_its_place() -> None:
    edition = made(pick(GATES, "lead"), pick(BEES, "story"))
    lead = edition.lead
    assert lead is not None
    assert (lead.headline, lead.deck, lead.standfirst) == (GATES.headline, GATES.deck, GATES.standfirst)
    assert lead.source_headline == GATES.source_headline
    assert [quote.text for quote in lead.quotes] == ["A barrier is a promise you only notice when it is kept."]
    assert lead.quotes[0].note == "Comment on the night"
    assert lead.quotes[0].speaker == ""
    assert [highlight.text for highlight in lead.highlights] == ["The quay opened again by morning."]
    assert lead.why
    assert lead.watch is not None
    assert lead.watch.text == "Each closure stops the port for half a day."
    assert edition.closing == GATES.closing
    assert edition.quote == lead.quotes[0]
    assert edition.quote_item == "gates"


def test_a_story_in_brief_is_one_line_and_no_more() -> None:
    edition = made(pick(GATES, "lead"), pick(BEES, "brief"))
    assert edition.in_brief[0].headline == "Orchard town counts its bees"
    assert edition.briefs[0].quotes == ()


def test_related_headlines_fold_into_a_count_and_never_repeat_a_story() -> None:
    edition = made(pick(GATES, "lead"))
    assert [(line.headline, line.more, line.url) for line in edition.in_brief] == [
        ("Port counts the costs of one closed night", 1, "")
    ]


def test_no_more_lines_in_brief_than_wanted() -> None:
    items = [Item(id=str(n), slug=str(n), place="brief", kicker="", headline=f"Line {n}") for n in range(9)]
    assert len(in_brief(items, [pick(GATES, "lead")], 6)) == 6


def test_an_empty_edition_has_neither_lead_nor_quote() -> None:
    edition = made()
    assert edition.lead is None
    assert edition.quote is None
    assert list(edition.items()) == []


def test_reading_time_counts_what_is_shown() -> None:
    edition = made(pick(GATES, "lead"), pick(BEES, "story"), pick(replace(BEES, id="b2"), "brief"))
    assert edition.minutes == 1
    wordy = replace(GATES, deck="Word " * 400, text=GATES.text + " and on" * 4000)
    assert made(pick(wordy, "lead")).minutes == 2, "the email's own, not its sources'"
    assert next(made(pick(wordy, "lead")).items()).minutes > 20


def test_a_headline_that_retells_a_story_is_not_in_brief_unless_an_editor_wrote_it() -> None:
    told = ("Barrier gates keep the city dry overnight", "Fishers ask for a later closing hour")
    told = (GATES.deck or GATES.headline, told[1])
    assert [line.headline for line in made(pick(replace(GATES, related=told), "lead")).in_brief] == [told[1]]
    kept = replace(pick(GATES, "lead"), edits=Edits(related=told))
    assert [line.headline for line in made(kept).in_brief] == list(told)


@pytest.mark.parametrize(
    ("text", "deck"),
    [
        ("No ship was lost. The quay stayed dry.", "No ship was lost."),
        ("Orchard town counts its bees. It found four million.", "It found four million."),  # the headline again
        ("no stop anywhere", ""),
        ("", ""),
    ],
)
def test_a_story_without_a_deck_opens_with_its_first_sentence_and_the_model_says_so(text: str, deck: str) -> None:
    item = next(made(pick(replace(BEES, deck="", standfirst="", text=text), "lead")).items())
    assert (item.deck, item.deck_from) == (deck, "text" if deck else "")


@pytest.mark.parametrize(
    ("deck", "shown"),
    [
        ("Bees return—Four million were found.", "Four million were found."),
        ("Bees return: Four million were found.", "Four million were found."),
        ("Bees return to the town.", "Bees return to the town."),
        ("Bees return — and stay.", "Bees return — and stay."),
    ],
)
def test_a_deck_does_not_repeat_the_headline_before_a_dash(deck: str, shown: str) -> None:
    item = next(made(pick(replace(BEES, headline="Bees return", deck=deck), "lead")).items())
    assert item.deck == shown


def test_a_deck_has_no_dateline_that_the_text_opens_with() -> None:
    deck = "DUNMERE (Wire) - Four million bees were found."
    told = made(pick(replace(BEES, deck=deck, text=f"{deck} They are well."), "lead"))
    assert next(told.items()).deck == "Four million bees were found."
    other = made(pick(replace(BEES, deck=deck, text=f"DUNMERE (Wire) — {deck[17:]} They are well."), "lead"))
    bare = made(pick(replace(BEES, deck=deck, text=f"{deck[17:]} They are well."), "lead"))
    assert [next(one.items()).deck for one in (other, bare)] == [deck[17:]] * 2
    own = made(pick(replace(BEES, deck="TOLM – Wo vier Millionen Bienen wohnen.", text="Vier Millionen."), "lead"))
    assert next(own.items()).deck == "TOLM – Wo vier Millionen Bienen wohnen."


def test_who_wrote_the_text_is_no_deck() -> None:
    said = "Guest post by Ida Varga, who keeps bees in Tolm."
    told = next(made(pick(replace(BEES, deck=said, text="Four million bees were found."), "lead")).items())
    assert (told.deck, told.highlights) == ("Four million bees were found.", ())
    both = next(made(pick(replace(BEES, deck=f"{said} Bees do well in the town."), "lead")).items())
    assert (both.deck, both.deck_from) == ("Bees do well in the town.", "")


def test_a_deck_of_the_page_or_the_editor_is_not_marked() -> None:
    bare = pick(replace(BEES, deck="", standfirst="", text="Four million were found."), "lead")
    assert next(made(bare).items()).deck_from == "text"
    assert made(bare).preheader == "Four million were found."
    item = next(made(replace(bare, edits=Edits(deck="Mine."))).items())
    assert (item.deck, item.deck_from, item.original_deck) == ("Mine.", "", "Four million were found.")
    assert next(made(pick(GATES, "lead")).items()).deck_from == ""


@pytest.mark.parametrize(
    ("headlines", "text"),
    [
        (["A short one", "Another"], "A short one · Another"),
        (["x" * 80, "y" * 80], "x" * 80),
        ([], ""),
    ],
)
def test_the_preheader_holds_whole_headlines(headlines: list[str], text: str) -> None:
    items = [Item(id=h, slug="a", place="story", kicker="", headline=h) for h in headlines]
    assert text == preheader(items)


def test_an_edition_of_one_story_has_its_deck_for_a_preheader() -> None:
    assert made(pick(GATES, "lead")).preheader == GATES.deck
    long = replace(GATES, deck="A surge of two metres stopped at the barrier, " * 4 + "and the old town stayed dry.")
    cut = made(pick(long, "lead")).preheader
    assert 40 <= len(cut) <= 110
    assert long.deck.startswith(cut.removesuffix("…"))


def test_the_editors_own_words_come_first() -> None:
    edition = made(
        pick(GATES, "lead"), copy=EditionExtras(subject="Mine", preheader="My own preheader", note="Dear reader")
    )
    assert (edition.subject, edition.preheader, edition.note) == ("Mine", "My own preheader", "Dear reader")


def test_a_newsletter_without_a_sender_gets_one_that_leads_nowhere() -> None:
    assert made(pick(BEES, "lead")).newsletter.sender == "daily <daily@newsletter.invalid>"


def test_direction_and_language_follow_the_article() -> None:
    arabic = Article(id="waha", headline="واحةٌ تعيد نسخ مكتبتها", text="", language="ar")
    lead = made(pick(arabic, "lead")).lead
    assert lead is not None
    assert (lead.direction, lead.language) == ("rtl", "ar")


def changed(place: str = "lead", **edits: object) -> Item:
    told = replace(pick(GATES, place, PORT), update=True, edits=Edits(**edits))  # type: ignore[arg-type]
    return next(made(told).items())


def test_what_else_tells_a_story_is_there_to_be_led_to_unless_an_editor_hides_it() -> None:
    also = Also(id="port", headline=PORT.headline, url=PORT.url, site="The Mail", language="de")
    assert changed().also == (also,)
    hidden = changed(hidden=frozenset({"port"}))
    assert (hidden.also, hidden.members) == ((), ("gates", "port"))
    line = made(pick(BEES, "lead"), pick(GATES, "brief", PORT)).in_brief[0]
    assert (line.also, line.more) == ((also,), 1)


def test_an_editor_says_whether_a_story_is_an_update_and_whose_it_is() -> None:
    assert (changed().update, changed(update=False).update) == (True, False)
    assert changed(byline="Ida Varga").author == "Ida Varga"
    brief = made(pick(BEES, "lead"), replace(pick(GATES, "brief"), update=True))
    assert brief.in_brief[0].update


def test_names_that_a_source_told_apart_stay_so_until_an_editor_writes_the_byline() -> None:
    two = replace(GATES, author="Ida Varga, Jon Orrin", authors=("Ida Varga", "Jon Orrin"))

    def signed(**edits: object) -> tuple[str, tuple[str, ...]]:
        lead = made(replace(pick(two, "lead"), edits=Edits(**edits))).lead  # type: ignore[arg-type]
        assert lead is not None
        return lead.author, lead.authors

    assert signed() == signed(byline=two.author) == (two.author, two.authors)
    assert signed(byline="Ida Varga, climate desk") == ("Ida Varga, climate desk", ())
    assert signed(byline="") == ("", ())


def test_a_quote_may_be_one_of_another_article_that_tells_the_story() -> None:
    (other,) = find_quotes(PORT)
    item = changed(quotes=(other.id,))
    assert [quote.id for quote in item.quotes] == [other.id]
    assert item.source_of(other) == item.also[0]
    assert changed(hidden=frozenset({"port"})).source_of(other) == changed(hidden=frozenset({"port"}))


def test_the_quote_of_the_day_is_the_editor_s_where_one_was_named() -> None:
    (other,) = find_quotes(PORT)
    edition = made(pick(BEES, "lead"), pick(GATES, "story", PORT), copy=EditionExtras(day_quote=other.id))
    assert edition.quote is not None
    assert (edition.quote.id, edition.quote_item) == (other.id, "gates")
    assert edition.quote.link == f"{PORT.url}#:~:text=No%20ship%20was%20lost.", "the quoted article's, not the lead's"


def test_related_headlines_are_those_the_editor_left() -> None:
    told = replace(pick(GATES, "lead"), edits=Edits(related=("Port counts the cost of a closed night", "Mine")))
    assert [line.headline for line in made(told).in_brief] == ["Port counts the cost of a closed night", "Mine"]


def test_a_text_that_declares_no_language_is_read_in_its_own() -> None:
    german = "Der Damm hielt die ganze Nacht, und am Morgen war der Hafen wieder offen. Die Stadt will nun nachrüsten."
    shown = {
        "de": replace(BEES, text=german, language=""),
        "nl": replace(BEES, text=german, language="nl"),  # declared: that counts
        "en": replace(BEES, text="Der Damm hält.", language=""),  # too short to tell: the newsletter's
        # Markup that was typed, with letters that are words in Polish, three of them: they say nothing.
        "en-GB": replace(BEES, text='<i title="z"> w() ' * 8, language=""),
    }
    for language, article in shown.items():
        found = made(pick(GATES, "lead"), pick(article, "story")).stories
        assert [item.language for item in found] == [language.removesuffix("-GB")]
    british = read_settings('[newsletter]\nid = "daily"\nname = "The Daily"\nlocale = "en-GB"\n')
    english = replace(
        BEES, text="The gates held all night, and in the morning the quay was open to the town again. " * 2
    )
    lead = made(pick(replace(english, language=""), "lead"), settings=british).lead
    assert lead is not None and lead.language == "en-GB"


def test_the_sentence_that_stands_where_a_deck_is_missing_is_no_highlight_too() -> None:
    first = "Nordhavn counted 41 flooded cellars in the old quarter on Monday night."
    second = "Pumps from three towns were still running at noon on Tuesday."
    bare = replace(GATES, deck="", standfirst="", highlights=(), takeaways=(), text=f"{first} {second}")
    item = next(made(pick(bare, "lead")).items())
    assert (item.deck, [one.text for one in item.highlights]) == (first, [second])
