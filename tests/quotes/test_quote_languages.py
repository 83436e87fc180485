"""Who says a quote in languages other than English, by example: a file a language in ``languages/``, found by its name.

Each case is a text whose last quote has the speaker given, '' where nobody may be named.
"""

import json
import re
import tomllib
from pathlib import Path

import pytest

from digest import shelf
from digest.articles import Article
from digest.quotes.direct_speech import direct_speech
from digest.quotes.grammar.speech import made_of
from digest.quotes.of_article import find_quotes

HERE = Path(__file__).parent
FILES = sorted((HERE / "languages").glob("*.toml"))
ALL = [
    (file.stem, case["text"], case["speaker"])
    for file in FILES
    for case in tomllib.loads(file.read_text("utf-8"))["case"]
]


@pytest.mark.parametrize(("language", "text", "speaker"), ALL)
def test_the_last_quote_of_a_text_has_its_speaker(language: str, text: str, speaker: str) -> None:
    *_, last = find_quotes(Article(id="a", headline="-", text=text, language=language))
    assert last.speaker == speaker


def test_a_language_that_names_speakers_has_cases() -> None:
    passages = map(json.loads, (HERE / "quote_classes.jsonl").read_text("utf-8").splitlines())
    shown = {file.stem for file in FILES} | {passage["language"] for passage in passages}
    for name in shelf.data_names("language"):
        speech = tomllib.loads(shelf.data(f"language/{name}").decode()).get("speech", {})
        assert not speech.get("verbs") or name.removesuffix(".toml") in shown, name


PAGE = (Path(__file__).parents[2] / "docs" / "add-a-language.md").read_text("utf-8")


def test_the_page_about_languages_tells_every_key_and_no_other() -> None:
    told = {key for row in re.findall(r"^\| (`.+?`) \|", PAGE, re.M) for key in re.findall(r"`(\w+)`", row)}
    files = [tomllib.loads(shelf.data(f"language/{name}").decode()) for name in shelf.data_names("language")]
    held = {key for file in files for table in file.values() for key in table}
    assert told == held


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("”Bron är stängd till i morgon”, säger Anna Holm.", "Anna Holm"),
        ("Enligt rapporten är bron ”i mycket dåligt skick”.", "rapporten"),
        ("På måndagen sade borgmästaren: ”Vi har väntat för länge.”", "borgmästaren"),
        ("Holm kallade planen ”en död fågel”.", "Holm"),
        ("Anna Holm kom sent. ”Bron är stängd till i morgon”, sade hon.", "Anna Holm"),
        ("Bron har kallats ”vår största skam någonsin på kusten”.", ""),
    ],
)
def test_the_language_of_the_page_reads_plain_news(text: str, speaker: str) -> None:
    example = tomllib.loads(PAGE.split("```toml\n")[1].split("```")[0])
    *_, last = direct_speech(text, made_of(example["speech"]))
    assert last.speaker == speaker


def test_a_page_in_another_language_than_its_template_says_is_read_as_what_it_is() -> None:
    told = (
        "Der Rat von Nordhafen hat am Montag lange über den alten Steg beraten, und es waren so viele Leute da, die "
        "nicht nach Hause gehen wollten, dass man die Fenster öffnen musste und draußen noch einmal so viele standen. "
    )
    text = f"{told * 2}„Der Steg bleibt, wo er ist“, versicherte Bo Lind."
    quotes = find_quotes(Article(id="a", headline="h", text=text, language="en-US"))
    assert [quote.speaker for quote in quotes] == ["Bo Lind"]
    zulu = "Umkhandlu wase Nordhavn uhlangane ukuze uxoxe ngebhuloho elidala, futhi abantu abaningi bebelapho. "
    text = f"{zulu * 6}“Ibhuloho lizohlala lapho likhona futhi ngeke lisuswe muntu,” kusho uBo Lind."
    quotes = find_quotes(Article(id="a", headline="h", text=text, language="en"))
    assert [quote.speaker for quote in quotes] == [""]
