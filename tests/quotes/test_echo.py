"""The same thought is not met twice, and another thought of the same story is let through."""

import sys
from pathlib import Path

import pytest

from digest.articles import Article
from digest.quotes.of_article import find_quotes
from digest.quotes.select.echo import echo_of, echoes
from digest.quotes.select.highlights import choose_highlights

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks" / "quotes"))


def test_labelled_pairs_are_told_apart() -> None:
    from echo import pairs

    told = [(label, echoes(one, two, language)) for label, language, one, two in pairs()]
    right, false, missed = told.count((True, True)), told.count((False, True)), told.count((True, False))
    assert len(told) == 300
    assert right / (right + false) >= 0.98
    assert right / (right + missed) >= 0.90


def test_all_four_highlights_of_the_real_page_repeat_its_takeaways(shared: Path) -> None:
    article = _articles(shared / "data" / "t4k3")[0]
    chosen = choose_highlights(article, find_quotes(article))
    assert [dropped.text for dropped in chosen.dropped] == list(article.highlights)
    assert not {extract.text for extract in chosen.kept} & set(article.highlights)


# What the sample's pages do say twice, as judged by reading them.
TWICE = {
    "The cable has recorded 9,300 songs since September.",
    "The council deferred the barrier by 23 votes to 18.",
    "Three people died of heat in July, where nineteen deaths had been expected.",
    "Half of the rise happens in the middle two hours.",
    "The worst drought on record is only as bad as the record is long.",
    "Careful work with a short memory: the dams were sized for seven dry years.",
    "Halvany ratified the treaty by 101 votes to 100.",
    "You offer a village first and, if the turbine takes it, a town.",
    "The plan had failed fifty-seven times in rehearsal before it worked.",
    "Halvany is guaranteed 180 cubic metres a second from April to September.",
    "The long loaf asks for about thirty-five minutes of work in a day.",
}


def test_no_highlight_of_the_sample_is_suppressed_without_reason(root: Path) -> None:
    dropped = [
        drop.text
        for article in _articles(root / "seeds")
        for drop in choose_highlights(article, find_quotes(article), limit=99).dropped
    ]
    assert set(dropped) <= TWICE


@pytest.mark.parametrize("language", ["en", "de", ""])
def test_a_sentence_echoes_itself_and_not_an_empty_one(language: str) -> None:
    assert echoes("The ferry is back in the harbour.", "The ferry is back in the harbour.", language)
    assert not echoes("The ferry is back in the harbour.", "", language)


@pytest.mark.parametrize(
    ("one", "two", "echo"),
    [
        ("a", "a", True),  # one word each, and the same
        ("a", "ab", False),  # one word in common is by chance
        ("ab", "ab", True),
        ("abc", "abde", True),  # two of five
        ("abc", "abdef", False),  # two of six
        ("abcde", "abc" + "klmnopqr", True),  # three of a short one's five stand in a long one
        ("abcdef", "abc" + "klmnopqr", False),  # … and of six
        ("abc", "ab" + "klmnopqr", False),  # two are too few for that
        ("abc", "def", False),
        ("", "abc", False),
        ("", "", False),
    ],
)
def test_how_many_words_in_common_make_an_echo(one: str, two: str, echo: bool) -> None:
    assert echo_of(frozenset(one), frozenset(two)) is echo
    assert echo_of(frozenset(two), frozenset(one)) is echo


def _articles(folder: Path) -> list[Article]:
    from zoneinfo import ZoneInfo

    from digest.intake.files import read_sources
    from digest.settings import SourceSettings

    return list(read_sources([SourceSettings(path=str(folder))], root=ROOT, zone=ZoneInfo("UTC")).articles)
