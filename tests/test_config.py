"""digest.toml: every key typed, every fault told at once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import read_settings
from digest.errors import SettingsError

LEAST = '[newsletter]\nid = "daily"\nname = "The Daily"\n'
KNOWN = {"social.networks": ["bluesky", "mastodon", "x"], "email.theme": ["bold", "calm", "news"]}


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(SettingsError) as caught:
        read_settings(text, known=KNOWN)
    return [(fault.where, fault.fix) for fault in caught.value.faults]


def test_id_and_name_are_enough() -> None:
    settings = read_settings(LEAST)
    assert settings.picks.stories == 5
    assert settings.schedule.window == timedelta(hours=24)
    assert settings.outbox.path == "outbox"


def test_the_designed_file_reads_whole(shared: Path) -> None:
    design = shared / "design" / "settings.md"
    if not design.is_file():
        pytest.skip("the design of the settings is not here")
    page = design.read_text()
    block = re.search(r"```toml\n(.*?)```", page, re.S)
    assert block is not None
    settings = read_settings(block[1])
    assert settings.newsletter.sender == "The Daily Take <digest@example.org>"
    assert settings.newsletter.first_edition == date(2026, 8, 8)
    assert settings.picks.sections[0].max == 2
    assert settings.source[0].link == "https://t4k3.example/{slug}"


def test_the_sample_workspace_reads_whole(root: Path) -> None:
    assert read_settings((root / "digest.toml").read_text()).schedule.slot == "2026-08-10"


@pytest.mark.parametrize(
    ("extra", "place", "hint"),
    [
        ("nmae = 'x'", "line 4: newsletter.nmae", "newsletter.name"),
        ("Name = 'x'", "line 4: newsletter.Name", "newsletter.name"),
        ("time-zone = 'x'", "line 4: newsletter.time-zone", "schedule.zone"),
        ("[social]\nnetworks = ['bluesky', 'mastadon']", "line 5: social.networks", "mastodon"),
        ("[email]\ntheme = 'clam'", "line 5: email.theme", "calm"),
        ("[picks]\nstories = true", "line 5: picks.stories", "write stories = 3"),
        ("[picks]\nstories = -1", "line 5: picks.stories", "write 1 or more"),
        ("[picks]\nempty = 'maybe'", "line 5: picks.empty", "skip"),
        ("[schedule]\nzone = 'Europe/Berln'", "line 5: schedule.zone", "did you mean Europe/Berlin?"),
        ("[schedule]\nwindow = '1x'", "line 5: schedule.window", "24h"),
        ("[schedule]\nat = '25:00'", "line 5: schedule.at", "correct it"),
        ("[[source]]\npath = 'a'\n[[source]]\npth = 'b'", "line 7: source.pth", "source.path"),
        ("[[source]]\npath = 'a'\nlanguage = 'English'", "line 6: source.language", "correct it"),
        ("[[source]]\nlink = 'x'", "line 4: source", "path"),
        ("[[source]]\npath = 'a'\nurl = 'https://a.example/'", "line 4: source", "url"),
        ("[[source]]\nurl = 'mailto:desk@a.example'", "line 5: source.url", "correct it"),
        ("from = 'Desk <desk@news.example>\\r\\nBcc: all@evil.invalid'", "line 4: newsletter.from", "correct it"),
        (
            'from = "Desk <desk@news.example>\\r\\nBcc: all@evil.invalid"',
            "line 4: newsletter.from",
            "write it on one line",
        ),
        ("unsubscribe = 'javascript:x'", "line 4: newsletter.unsubscribe", "correct it"),
        ("first_edition = 'soon'", "line 4: newsletter.first_edition", "2026-08-10"),
        ("[newslettr]\nx = 1", "line 4: newslettr", "newsletter"),
        ("picks = 3", "line 4: newsletter.picks", "picks"),
    ],
)
def test_a_fault_names_its_line_its_key_and_what_was_meant(extra: str, place: str, hint: str) -> None:
    found = faults(LEAST + extra + "\n")
    where, fix = next((f for f in found if place in f[0]), found[0])
    assert place in where
    assert hint and hint in fix
    assert all(fix for _, fix in found), "whatever is wrong, it is said how to fix it"


def test_all_faults_are_told_at_once() -> None:
    text = "[newsletter]\nid = 'Not Good'\n[picks]\nstories = 0\nbrief = 'six'\n[email]\nthemes = 'calm'\n"
    places = " ".join(where for where, _ in faults(text))
    for key in ("newsletter.id", "newsletter.name", "picks.stories", "picks.brief", "email.themes"):
        assert key in places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x = [\n", "line 2"),
        ("[newsletter\n", "line 1"),
        ("a = " + "[" * 100_000 + "]" * 100_000, "line 1"),
        ("xx", "line 1"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, place: str) -> None:
    assert any(place in where for where, _ in faults(text))


def test_a_toml_time_is_read() -> None:
    assert read_settings(LEAST + "[schedule]\nat = 07:00:00\n").schedule.at == "07:00"


def test_a_byte_order_mark_is_told_and_not_guessed_away() -> None:
    assert faults("\ufeff" + LEAST) == [("digest.toml, line 1", "save it as UTF-8 without BOM")]


@pytest.mark.parametrize(
    ("key", "value", "fix"),
    [
        ("keyword", "", "write what it asks for"),
        ("section", "! ", "write what it asks for"),
        ("language", "english", 'such as "en"'),
        ("language", "!deutsch", 'such as "en"'),
    ],
)
def test_a_filter_that_would_fit_every_article_or_none_is_told(key: str, value: str, fix: str) -> None:
    [(where, told)] = faults(f'{LEAST}[[segment]]\nname = "sea"\n{key} = ["de", "{value}"]\n')
    assert where.endswith(f"segment.{key}") and fix in told


def test_one_text_serves_where_a_list_is_meant() -> None:
    assert read_settings(LEAST + 'unsubscribe = "https://a.example/u"\n').newsletter.unsubscribe == (
        "https://a.example/u",
    )


@given(st.text())
def test_no_text_at_all_gives_anything_but_settings_or_faults(text: str) -> None:
    try:
        read_settings(text)
    except SettingsError as error:
        assert error.faults
