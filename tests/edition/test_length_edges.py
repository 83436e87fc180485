"""Where an edition is cut: at which word, what first, and that what was cut is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edition.lengths import ARTICLE, edition, full, item, quote

from digest.edition.edits import edited, quote_of_the_day
from digest.edition.length import cut_to_length, words_of
from digest.edition.model import Edition
from digest.picks.edits import Edits
from digest.settings import PicksSettings
from digest.text.reading import WORDS_A_MINUTE


def test_the_limit_of_words_is_the_last_number_that_is_kept() -> None:
    given = full()
    assert cut_to_length(given, PicksSettings(words=words_of(given))).edition == given
    assert cut_to_length(given, PicksSettings(words=words_of(given) - 1)).edition != given


@pytest.mark.parametrize(("words", "kept"), [(WORDS_A_MINUTE, True), (WORDS_A_MINUTE + 1, False)])
def test_minutes_are_read_at_a_steady_pace(words: int, kept: bool) -> None:
    given = edition(item("a", "lead"), item("b", "story"))
    assert given.lead is not None
    rest = words - words_of(replace(given, lead=replace(given.lead, deck="")))
    long = replace(given, lead=replace(given.lead, deck="word " * rest))
    assert words_of(long) == words
    cut = cut_to_length(long, PicksSettings(minutes=1))
    assert (cut.edition == long) is kept
    assert bool(cut.notices) is not kept


@pytest.mark.parametrize(("weight", "kept"), [(1000, True), (1001, False)])
def test_a_kilobyte_has_a_thousand_bytes(weight: int, kept: bool) -> None:
    def weigh(given: Edition) -> int:
        return weight

    cut = cut_to_length(full(), PicksSettings(kilobytes=1), weigh=weigh)
    assert (cut.edition == full()) is kept


@pytest.mark.parametrize(
    ("limits", "says"), [({"words": 1}, "1 words"), ({"minutes": 1}, "1 minutes"), ({"kilobytes": 1}, "1 KB")]
)
def test_what_cannot_be_cut_says_which_limit_is_passed(limits: dict[str, int], says: str) -> None:
    given = edition(item("a", "lead"))
    assert given.lead is not None
    given = replace(given, lead=replace(given.lead, deck="word " * 300))
    cut = cut_to_length(given, PicksSettings(**limits), weigh=lambda _: 9999, where="digest.toml: picks")  # type: ignore[arg-type]
    last = cut.notices[-1]
    assert (last.what, last.where) == (f"the edition is still longer than {says}", "digest.toml: picks")
    assert last.fix == "pick fewer stories"


def test_highlights_go_the_last_of_the_last_story_first_and_the_leads_at_the_end() -> None:
    cut = cut_to_length(full(), PicksSettings(words=1, trim=("highlights",)))
    told = [notice.what.rpartition(" ")[2] for notice in cut.notices[:-1]]
    assert told == ["c", "c", "b", "b", "a", "a"]
    assert all(one.highlights == () for one in cut.edition.items())
    assert all(len(one.why) == 2 for one in cut.edition.items()), "what is not to be trimmed stays"


def test_one_kind_is_cut_to_its_end_before_the_next_begins() -> None:
    cut = cut_to_length(full(), PicksSettings(words=1, trim=("why", "highlights", "stories")))
    kinds = [notice.what.split(" of ")[0].split(": ")[-1] for notice in cut.notices]
    assert kinds[:6] == ["a sentence"] * 6 and kinds[6:12] == ["a highlight"] * 6
    assert [one.id for one in cut.edition.briefs] == ["b", "c"]


def test_a_story_in_brief_keeps_its_headline_and_loses_what_a_line_does_not_print() -> None:
    (short,) = cut_to_length(full(), PicksSettings(words=words_of(full()) - 1)).edition.briefs
    assert (short.place, short.headline, short.deck) == ("brief", "News of c", "One two three.")
    assert (short.quotes, short.highlights, short.why, short.watch, short.picture) == ((), (), (), None, None)
    assert words_of(edition(short)) == 3


def test_a_story_in_brief_leaves_another_storys_quote_of_the_day() -> None:
    given = replace(full(), quote_item="a")
    cut = cut_to_length(given, PicksSettings(words=words_of(given) - 1))
    assert (cut.edition.quote, cut.edition.quote_item) == (given.quote, "a")


def test_what_is_printed_is_counted_and_nothing_else() -> None:
    given = item("a", "lead", quote("q", "Two words.", 0.9))
    # headline 3, deck 3, quote 2, highlights 5 and 3, why 5 and 3, risk note 4
    assert words_of(edition(given)) == 28
    assert words_of(edition(replace(given, watch=None, closing="not these"))) == 24


def test_words_that_an_editor_left_as_they_were_have_no_original() -> None:
    given = item("gates", "lead")
    same = edited(given, Edits(headline="News of gates", deck="One two three."), ARTICLE, ())
    assert (same.original_headline, same.original_deck) == ("", "")


def test_a_deck_of_an_editors_own_is_not_taken_from_the_text() -> None:
    given = replace(item("gates", "lead"), deck_from="text")
    assert edited(given, Edits(deck="By hand."), ARTICLE, ()).deck_from == ""
    assert edited(given, Edits(headline="By hand."), ARTICLE, ()).deck_from == "text"


def test_quotes_stand_in_the_editors_order_and_unknown_ones_are_passed_over() -> None:
    one, two = quote("one", "One.", 0.9), quote("two", "Two.", 0.1)
    done = edited(item("gates", "lead"), Edits(quotes=("two", "nine", "one")), ARTICLE, (one, two))
    assert [one.id for one in done.quotes] == ["two", "one"]


def test_a_highlight_that_the_article_does_not_say_is_none() -> None:
    done = edited(item("gates", "lead"), Edits(highlights=("They flew.", "Nobody was hurt.")), ARTICLE, ())
    assert [one.text for one in done.highlights] == ["Nobody was hurt."]
    assert ARTICLE.deck == "At noon."
    first = edited(item("gates", "lead"), Edits(highlights=("The gates closed at noon.",)), ARTICLE, ())
    assert [(one.text, one.start) for one in first.highlights] == [("The gates closed at noon.", 0)]
    deck = edited(item("gates", "lead"), Edits(highlights=("At noon.",)), ARTICLE, ())
    assert [one.source for one in deck.highlights] == ["deck"]


def test_of_two_quotes_as_strong_the_earlier_leads() -> None:
    items = [item("a", "lead", quote("a", "We shut.", 0.8)), item("b", "story", quote("b", "We open.", 0.8))]
    for order in (items, items[::-1]):
        found = quote_of_the_day(order)
        assert found is not None and found[1] == order[0].id


def test_the_stronger_quote_leads_whichever_story_says_it() -> None:
    weak, strong = quote("a", "We shut.", 0.6), quote("b", "We open again on Monday.", 0.9)
    high = replace(item("a", "lead", weak), score=9.0)
    found = quote_of_the_day([high, item("b", "story", strong)])
    assert found is not None and found[1] == "b"


def test_a_quote_that_may_not_stand_without_its_risk_note_leads_no_edition() -> None:
    kept = replace(item("a", "lead", quote("a", "We shut.", 0.9)), shareable=False)
    assert quote_of_the_day([kept]) is None
    found = quote_of_the_day([kept, item("b", "story", quote("b", "We open.", 0.6))])
    assert found is not None and found[1] == "b"


def test_when_every_strong_quote_rests_none_leads() -> None:
    assert quote_of_the_day([item("a", "lead", quote("a", "We shut the gates.", 0.9))], ["We shut the gates!"]) is None
    assert quote_of_the_day([]) is None
