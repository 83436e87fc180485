"""Which scripts a word is written in."""

import pytest

from digest.text.scripts import mixed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("Anna Holm", ()),
        ("Zoë Ångström", ()),
        ("Anna \u0420utin", ("\u0420utin",)),  # a Cyrillic Er
        ("\u0391nna Holm", ("\u0391nna",)),  # a Greek Alpha
        ("Ольга (Olga) Петрова", ()),  # one script a word
        ("山田 Taro", ()),
        ("山田Taro", ()),  # no letter of one is taken for one of the other
        ("محمد Ali", ()),
    ],
)
def test_words_that_mix_look_alike_scripts(text: str, words: tuple[str, ...]) -> None:
    assert mixed(text) == words
