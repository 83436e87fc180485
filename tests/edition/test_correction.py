"""A correction says that it is one, of what, and what was corrected before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest
from editions import EditionWords, standard

from digest.edition.correction import concerned, corrected, same_content
from digest.edition.model import Correction, Edition, Item, edition_from, edition_json


def headed(subject: str) -> str:
    return f"Correction: {subject}"


def first() -> Edition:
    return replace(standard(), revision="", corrections=())


def lead_of(edition: Edition) -> Item:
    assert edition.lead is not None
    return edition.lead


def changed(edition: Edition, *, deck: str | None = None) -> Edition:
    lead = lead_of(edition)
    return replace(edition, lead=lead if deck is None else replace(lead, deck=deck), revision="It was wrong.")


def test_the_notice_names_the_story_that_says_something_else() -> None:
    after = changed(first(), deck="Another deck.")
    made = corrected(after, first(), headed)
    assert made.corrections == (Correction(reason="It was wrong.", stories=(lead_of(first()).headline,)),)
    assert made.subject == f"Correction: {first().subject}"


def test_a_story_that_is_new_or_gone_is_named_too() -> None:
    gone = first().stories[0]
    after = replace(first(), stories=first().stories[1:])
    assert concerned(first(), after) == (gone.headline,)
    assert concerned(after, first()) == (gone.headline,)


def test_scores_and_reasons_are_no_change_and_neither_is_the_order() -> None:
    stories = first().stories
    after = replace(
        first(),
        lead=replace(lead_of(first()), score=9.0, reason="chosen by hand", terms={"fresh": 1.0}),
        stories=stories[::-1],
    )
    assert concerned(first(), after) == ()
    assert not same_content(first(), after, headed), "but readers see another order"
    assert same_content(first(), replace(after, stories=stories), headed)


def test_several_corrections_are_all_told() -> None:
    second = corrected(changed(first(), deck="Two."), first(), headed)
    third = corrected(replace(changed(first(), deck="Three."), revision="Again."), second, headed)
    assert [one.reason for one in third.corrections] == ["It was wrong.", "Again."]
    assert [one.reason for one in third.told_corrections] == ["Again.", "It was wrong."]
    assert third.subject.count("Correction:") == 1


def test_each_form_has_a_date_of_its_own_that_any_machine_gives_again() -> None:
    second = corrected(changed(first(), deck="Two."), first(), headed)
    third = corrected(changed(first(), deck="Three."), second, headed)
    at = first().at
    assert [one.dated for one in (first(), second, third)] == [at, at + timedelta(minutes=1), at + timedelta(minutes=2)]


def test_without_the_form_before_it_still_says_why() -> None:
    made = corrected(changed(first()), None, headed)
    assert made.corrections == (Correction(reason="It was wrong."),)


@pytest.mark.parametrize("field", ["note", "preheader", "closing"])
def test_whatever_readers_see_is_a_change(field: Literal["note", "preheader", "closing"]) -> None:
    words: EditionWords = {}
    words[field] = "other words"
    assert not same_content(first(), replace(first(), **words), headed)
    assert not same_content(first(), replace(first(), subject="other words"), headed)


def test_what_was_read_back_from_the_outbox_is_the_same() -> None:
    second = corrected(changed(first(), deck="Two."), first(), headed)
    for form in (first(), second):
        assert same_content(edition_from(edition_json(form)), replace(form, subject=first().subject), headed)
