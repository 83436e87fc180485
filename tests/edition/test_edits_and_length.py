"""The sub-editor: an override keeps its original, a cut is told, and no quote is cut in two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edition.lengths import ARTICLE, full, item, quote

from digest.articles import Article
from digest.edition.edits import edited, quote_of_the_day, without_comma
from digest.edition.length import cut_to_length, words_of
from digest.edition.model import Edition
from digest.picks.edits import Edits
from digest.settings import PicksSettings


def test_an_override_stands_beside_its_original() -> None:
    given = item("gates", "lead")
    done = edited(given, Edits(headline="The sea is out", deck="By hand.", note="Ours."), ARTICLE, ())
    assert (done.headline, done.original_headline) == ("The sea is out", "News of gates")
    assert (done.deck, done.original_deck) == ("By hand.", "One two three.")
    assert done.note == "Ours."


def test_no_edits_change_nothing() -> None:
    given = item("gates", "lead")
    assert edited(given, Edits(), ARTICLE, ()) == given


def test_chosen_quotes_and_highlights_replace_the_machine_s_and_keep_their_proof() -> None:
    one, two = quote("one", "One.", 0.9), quote("two", "Two.", 0.1)
    edits = Edits(quotes=("two",), highlights=("Nobody was hurt.",))
    done = edited(item("gates", "lead", one), edits, ARTICLE, (one, two))
    assert done.quotes == (two,)
    (kept,) = done.highlights
    assert ARTICLE.source_text[kept.start : kept.end] == "Nobody was hurt." == kept.text


def test_the_quote_of_the_day_rests_after_it_was_used() -> None:
    one = quote("a", "The numbers were wrong all along.", 0.9)
    two = quote("b", "We will count the boats again tomorrow.", 0.5)
    items = [item("a", "lead", one), item("b", "story", two)]
    best = quote_of_the_day(items)
    assert best is not None
    assert best[1] == "a"
    rested = quote_of_the_day(items, ["The numbers were wrong all along."])
    assert rested is not None
    assert rested[1] == "b"
    assert quote_of_the_day([replace(one, place="brief") for one in items]) is None


def test_a_quote_too_weak_to_stand_alone_leads_no_edition() -> None:
    weak = item("a", "lead", quote("a", "And so it was.", 0.49))
    assert quote_of_the_day([weak]) is None
    strong = quote_of_the_day([weak, item("b", "story", quote("b", "We open on Monday.", 0.5))])
    assert strong is not None
    assert strong[1] == "b"


def test_without_limits_nothing_is_cut() -> None:
    given = full()
    assert cut_to_length(given, PicksSettings()).edition == given


def test_stories_go_to_brief_first_the_last_one_first_and_it_is_said() -> None:
    given = full()
    cut = cut_to_length(given, PicksSettings(words=words_of(given) - 1))
    assert [one.id for one in cut.edition.stories] == ["b"]
    assert [one.id for one in cut.edition.briefs] == ["c"]
    assert "moved to brief for length: News of c" in cut.notices[0].what


def test_a_story_in_brief_takes_the_quote_of_the_day_with_it() -> None:
    cut = cut_to_length(full(), PicksSettings(words=words_of(full()) - 1))
    assert (cut.edition.quote, cut.edition.quote_item) == (None, "")


@pytest.mark.parametrize("kind", ["highlights", "why"])
def test_the_order_of_trimming_is_the_settings(kind: str) -> None:
    given = full()
    cut = cut_to_length(given, PicksSettings(words=words_of(given) - 3, trim=(kind,)))
    assert len(cut.edition.stories) == 2
    assert len(getattr(cut.edition.stories[-1], kind)) == 1


def test_quotes_and_risk_notes_are_never_cut_and_what_is_left_over_is_said() -> None:
    cut = cut_to_length(full(), PicksSettings(words=5))
    lead = cut.edition.lead
    assert lead is not None
    assert (lead.quotes, lead.watch) == (full().lead.quotes, full().lead.watch)  # type: ignore[union-attr]
    assert "still longer than 5 words" in cut.notices[-1].what


def test_kilobytes_are_asked_for_only_where_they_are_limited() -> None:
    def weigh(given: Edition) -> int:
        return 1000 * len(given.stories)

    assert len(cut_to_length(full(), PicksSettings(kilobytes=1), weigh=weigh).edition.stories) == 1

    def never(given: Edition) -> int:
        raise AssertionError("nobody limited the kilobytes")

    assert cut_to_length(full(), PicksSettings(words=10_000), weigh=never).edition == full()


def test_the_quote_of_the_day_says_what_no_story_prints() -> None:
    told = item("a", "lead", quote("a", "The gates were never meant to close.", 0.95))
    told = replace(told, deck="The gates were never meant to close.")
    new = item("b", "story", quote("b", "We open on Monday.", 0.6))
    best = quote_of_the_day([told, new])
    assert best is not None
    assert best[1] == "b"
    only = quote_of_the_day([told])
    assert only is not None, "better one said twice than none"


def test_a_quote_never_ends_in_a_comma_and_its_proof_stays_whole() -> None:
    text = "“We closed a gate,” said Marta Holm."
    article = Article(id="a", headline="Gates", text=text)
    start, end = text.index("We"), text.index("”")
    ended = replace(quote("a", text[start:end], 0.9), pieces=((start, end),), start=start, end=end)
    made = without_comma(ended, article)
    assert made.text == "We closed a gate"
    assert article.source_text[made.start : made.end] == made.text
    assert made.suffix.startswith(",” said")
    assert without_comma(made, article) == made


def test_of_a_quote_in_two_pieces_the_last_one_loses_its_comma_unless_it_is_nothing_else() -> None:
    text = "“We closed a gate,” said Holm, “and a lock,” she added."
    article = Article(id="a", headline="Gates", text=text)
    first, last = (text.index("We"), text.index(",”")), (text.index("and"), text.rindex("”"))
    both = replace(quote("a", "We closed a gate and a lock,", 0.9), pieces=(first, last), start=first[0], end=last[1])
    made = without_comma(both, article)
    assert (made.text, made.pieces) == ("We closed a gate and a lock", (first, (last[0], last[1] - 1)))
    comma = replace(both, pieces=(first, (last[1] - 1, last[1])))
    assert without_comma(comma, article) == comma
