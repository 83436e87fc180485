"""The site: every edition at its address, an index, and feeds that parse."""

from __future__ import annotations

import html
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from editions import standard
from plates import PLATES

from digest.edition.model import Edition, edition_from, edition_json
from digest.errors import UsageError
from digest.jobs.site import write_site
from digest.outbox.publish import publish
from digest.press import renditions
from digest.settings import NewsletterSettings, Settings
from digest.workspace import Templates, Workspace, shipped_templates

MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}"


def workspace(root: Path, web: str = "https://example.org/daily") -> Workspace:
    settings = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take", web=web))
    return Workspace(root, settings, Templates(root / "templates", shipped_templates()), root / "outbox")


def published(here: Workspace, edition: Edition) -> None:
    out = renditions.render(edition, here.settings, here.templates, PLATES)
    files = {name: text.encode() for name, text in out.items()} | {"edition.json": edition_json(edition).encode()}
    publish(here.outbox, edition.key, files | {"lead.png": b"a picture"}, {"slot": edition.slot})


def second() -> Edition:
    first = standard()
    return replace(
        first, key="daily-2026-08-10", slot="2026-08-10", at=first.at + timedelta(days=1), subject="A & <b>", number=3
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    here = workspace(tmp_path)
    for edition in (standard(), second(), replace(second(), key="daily-2026-08-10-r2", revision="A name was wrong")):
        published(here, edition)
    write_site(here, tmp_path / "site")
    return tmp_path / "site"


def test_every_slot_has_its_page_and_pictures(site: Path) -> None:
    for slot in ("2026-08-09", "2026-08-10"):
        assert (site / slot / "index.html").is_file()
        assert (site / slot / "lead.png").read_bytes() == b"a picture"


def test_a_correction_takes_the_place_of_what_it_corrects(site: Path) -> None:
    assert "A name was wrong" in (site / "2026-08-10" / "index.html").read_text()
    assert [p.name for p in site.iterdir() if p.is_dir()].count("2026-08-10") == 1


def test_the_index_lists_the_newest_first(site: Path) -> None:
    index = (site / "index.html").read_text()
    assert index.index("2026-08-10/") < index.index("2026-08-09/")
    assert "A &amp; &lt;b&gt;" in index


def test_rss_carries_content_and_picture_with_whole_addresses(site: Path) -> None:
    channel = ET.parse(site / "feed.xml").getroot()[0]
    item = channel.findall("item")[0]
    assert item.findtext("title") == "A & <b>"
    assert item.findtext("link") == "https://example.org/daily/2026-08-10/"
    content = item.findtext(CONTENT) or ""
    assert 'src="https://example.org/daily/2026-08-10/images/lead.png"' in content
    assert 'href="#' not in content
    assert item.find(f"{MEDIA}content").get("url") == "https://example.org/daily/2026-08-10/images/lead.png"  # type: ignore[union-attr]


def test_atom_and_json_feed_say_the_same(site: Path) -> None:
    entries = ET.parse(site / "atom.xml").getroot().findall(f"{ATOM}entry")
    told = json.loads((site / "feed.json").read_text())
    assert [e.findtext(f"{ATOM}id") for e in entries] == [i["url"] for i in told["items"]]
    assert told["version"] == "https://jsonfeed.org/version/1.1"


@pytest.mark.parametrize(("name", "version"), [("feed.xml", "rss20"), ("atom.xml", "atom10")])
def test_a_feed_reader_reads_them_without_a_complaint(site: Path, name: str, version: str) -> None:
    read = feedparser.parse((site / name).read_bytes())
    assert (read.bozo, read.version) == (False, version)
    assert read.feed.title == "The Daily Take"
    first, second_ = read.entries
    assert html.unescape(first.title) == "A & <b>"
    assert first.link == "https://example.org/daily/2026-08-10/"
    assert first.id != second_.id
    assert first.published_parsed > second_.published_parsed
    (content,) = (part for part in first.content if part.type == "text/html")
    for item in second().items():
        assert item.headline in content.value.replace("&amp;", "&")


def test_a_feed_reader_finds_the_picture(site: Path) -> None:
    (picture,) = feedparser.parse((site / "feed.xml").read_bytes()).entries[0].media_content
    assert picture["url"] == "https://example.org/daily/2026-08-10/images/lead.png"
    assert picture["medium"] == "image"


def test_the_json_feed_holds_what_its_standard_asks_for(site: Path) -> None:
    told = json.loads((site / "feed.json").read_text())
    assert told["title"]
    assert told["feed_url"] == "https://example.org/daily/feed.json"
    assert told["home_page_url"].startswith("https://example.org/daily")
    for item in told["items"]:
        assert item["id"] and item["content_html"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo is not None


def test_writing_again_changes_no_file(site: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}
    write_site(workspace(site.parent), site)
    assert before == {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}


def test_without_an_address_there_are_pages_and_no_feeds(tmp_path: Path) -> None:
    here = workspace(tmp_path, web="")
    edition = standard()
    published(here, replace(edition, newsletter=replace(edition.newsletter, web="")))
    made = write_site(here, tmp_path / "site")
    assert set(made.files) >= {"index.html", "2026-08-09/index.html"}
    assert "feed.xml" not in made.files
    assert "newsletter.web" in made.notices[0].where


def test_an_empty_outbox_makes_no_site(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no edition yet"):
        write_site(workspace(tmp_path), tmp_path / "site")


def test_an_edition_comes_back_from_its_json_as_it_was() -> None:
    assert standard() == edition_from(edition_json(standard()))


@pytest.mark.parametrize(
    "text", ["{}", "[]", "null", '{"schema": "digest/edition/9"}', '{"schema": "digest/edition/1"}', "x"]
)
def test_what_is_no_edition_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        edition_from(text)
