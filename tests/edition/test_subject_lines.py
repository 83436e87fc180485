"""The subject and its variants: from templates, from an editor, never said twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editions import standard

from digest.edition.model import Edition, edition_from, edition_json
from digest.errors import TemplateError
from digest.line.render import with_subject
from digest.settings import EmailSettings, NewsletterSettings, Settings

LEAD = "{{ edition.lead.headline }}"


def subjects(edition: Edition, *variants: str, subject: str = LEAD) -> Edition:
    email = EmailSettings(subject=subject, subject_variants=variants)
    settings = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=email)
    return with_subject(edition, settings)


@pytest.fixture
def edition() -> Edition:
    return replace(standard(), subject="")


def test_variants_are_printed_like_the_subject_and_are_part_of_the_edition(edition: Edition) -> None:
    made = subjects(edition, "{{ edition.quote.text }}", "Number {{ edition.number }}")
    assert made.subject == edition.lead.headline  # type: ignore[union-attr]
    assert made.subject_variants == (edition.quote.text, f"Number {edition.number}")  # type: ignore[union-attr]
    assert edition_from(edition_json(made)) == made


def test_an_editors_subject_keeps_the_variants(edition: Edition) -> None:
    made = subjects(replace(edition, subject="Mine"), LEAD)
    assert (made.subject, made.subject_variants) == ("Mine", (edition.lead.headline,))  # type: ignore[union-attr]


def test_what_says_the_same_or_nothing_is_no_variant(edition: Edition) -> None:
    assert subjects(edition, LEAD, "  ", "B", "B").subject_variants == ("B",)


def test_without_variants_there_are_none(edition: Edition) -> None:
    assert subjects(edition).subject_variants == ()


def test_an_empty_edition_is_called_like_the_newsletter(edition: Edition) -> None:
    assert subjects(replace(edition, lead=None), LEAD).subject == "The Daily Take"


def test_a_name_that_does_not_exist_names_the_key(edition: Edition) -> None:
    with pytest.raises(TemplateError) as fault:
        subjects(edition, "{{ edition.titel }}")
    assert "email.subject_variants" in fault.value.where
