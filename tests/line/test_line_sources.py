"""Sources become articles: what leads into somebody's own network goes, what is too old stays out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.articles import Article, Image
from digest.errors import SettingsError, UsageError
from digest.intake.files import Intake
from digest.line.sources import read_sources, too_old, with_public_links
from digest.picks.slots import slot_named
from digest.settings import ScheduleSettings, SourceSettings
from digest.workspace import open_workspace

SLOT = slot_named(ScheduleSettings(), "2026-08-10")


def intake(**values: object) -> Intake:
    one = Article(id="a1", headline="Ferry opens", text="It opened.", where="a.md", **values)  # type: ignore[arg-type]
    return Intake(articles=(one,))


@pytest.mark.parametrize("url", ["https://intranet/a", "http://10.0.0.7/a", "https://wiki.local/a", "http://127.1/a"])
def test_a_link_into_a_network_of_ones_own_is_left_out_and_told(url: str) -> None:
    found = with_public_links(intake(url=url), ())
    assert found.articles[0].url == ""
    (notice,) = found.notices
    assert notice.what.startswith("url left out: ") and notice.what.endswith(" is no public host")
    assert (notice.where, found.faults) == ("a.md: url", (notice,))


def test_a_picture_there_goes_and_the_link_stays() -> None:
    found = with_public_links(intake(url="https://news.example/a", image=Image(url="https://intranet/a.png")), ())
    assert (found.articles[0].url, found.articles[0].image) == ("https://news.example/a", None)
    assert [notice.where for notice in found.notices] == ["a.md: image"]


def test_readers_inside_may_be_led_there() -> None:
    given = intake(url="https://intranet/a", image=Image(url="https://intranet/a.png"))
    assert with_public_links(given, ["intranet"]) is given


def test_a_picture_beside_its_article_and_an_article_without_a_link_lead_nowhere() -> None:
    given = intake(image=Image(path="a.png"))
    assert with_public_links(given, ()) is given


@pytest.mark.parametrize(
    ("age", "limit", "old"),
    [
        (timedelta(days=3), timedelta(days=3), False),
        (timedelta(days=3, seconds=1), timedelta(days=3), True),
        (timedelta(days=900), timedelta(0), False),  # no limit of its own: the schedule's window alone
    ],
)
def test_a_source_may_want_none_so_old(age: timedelta, limit: timedelta, old: bool) -> None:
    given = intake(published=SLOT.at.astimezone(UTC) - age)
    limited = replace(given, sources={"a1": SourceSettings(path="seeds", max_age=limit)})
    assert too_old(limited.articles[0], limited, SLOT) is old


def test_an_article_without_a_date_is_never_too_old() -> None:
    given = replace(intake(), sources={"a1": SourceSettings(path="seeds", max_age=timedelta(days=1))})
    assert not too_old(given.articles[0], given, SLOT)


def test_a_folder_that_is_not_there_is_a_fault_of_the_settings_with_its_line(tmp_path: Path) -> None:
    told = '[newsletter]\nid = "daily"\nname = "Daily"\n[[source]]\npath = "seeds"\n[[source]]\npath = "sedes"\n'
    (tmp_path / "digest.toml").write_text(told)
    (tmp_path / "seeds").mkdir()
    with pytest.raises(SettingsError) as fault:
        read_sources(open_workspace(tmp_path))
    assert fault.value.where == "digest.toml, line 7: source.path"
    with pytest.raises(UsageError) as refused:  # named on the command line, it is no setting
        read_sources(open_workspace(tmp_path, sources=[tmp_path / "sedes"]))
    assert not isinstance(refused.value, SettingsError)


def test_what_unchanged_files_gave_is_kept_only_where_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "paper/seeds").mkdir(parents=True)
    (tmp_path / "paper/digest.toml").write_text('[newsletter]\nid = "daily"\nname = "Daily"\n')
    (tmp_path / "paper/seeds/a.md").write_text("# Ferry opens\n\nIt opened.\n")
    paper = open_workspace(tmp_path / "paper")
    first = read_sources(paper, keep=False)
    assert not list((tmp_path / "cache").rglob("articles/*"))
    assert read_sources(paper, keep=True).articles == first.articles
    assert list((tmp_path / "cache").rglob("articles/*"))
    (tmp_path / "paper/seeds/a.md").write_text("# Bridge opens\n\nIt opened.\n")
    assert [one.headline for one in read_sources(paper).articles] == ["Bridge opens"]


def test_an_undated_snapshot_says_nothing_of_its_age(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('[newsletter]\nid = "daily"\nname = "Daily"\n')
    (tmp_path / "seeds").mkdir()
    assert read_sources(open_workspace(tmp_path), at=datetime(2030, 1, 1, tzinfo=UTC)) == Intake()
