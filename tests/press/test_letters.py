"""What "Mail the link" mails: the quote, the address, the way in, as far as one address can hold them."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote as percent

import pytest
from browser.looking import TEMPLATES, settings
from editions import quote, standard_in

from digest.press import locales, renditions


def letter(locale: str, said: str) -> str:
    edition = standard_in(locale)
    edition = replace(edition, quote=replace(edition.quote or quote(said), text=said))
    values = renditions.print_values(edition, settings("calm"), locales.load(TEMPLATES, locale))
    return str(values["mail"].letter)


def test_a_friend_is_mailed_the_quote_and_where_to_read_on() -> None:
    said, address = letter("en", "The gate held.").split("\r\n\r\n")[:2]
    assert said == "“The gate held.”" and address.startswith("https://")


@pytest.mark.parametrize("locale", ["en", "ar", "hi", "ja"])
def test_what_is_mailed_fits_one_line_of_a_message(locale: str) -> None:
    word = {"en": "gate ", "ar": "بوابة ", "hi": "फाटक ", "ja": "水門は閉じた。"}[locale]
    for times in (1, 5, 10, 20, 60):
        mailed = letter(locale, (word * times).strip())
        assert len(percent(standard_in(locale).subject)) + len(percent(mailed)) <= renditions.MAILED
        assert "https://" in mailed
    assert letter(locale, word * 200).startswith("https://")  # too long to be mailed, and not cut
