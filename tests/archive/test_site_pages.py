"""The pages of a site: a way to every edition, story, topic and quote, and what each says of itself to machines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import html5lib
import pytest
from archive.outboxes import WEB, dead_links, edition, publish_to, several, workspace
from PIL import Image

from digest.jobs.site import write_site
from digest.site import lists, search, sitemaps
from digest.site.record import EditionRecord, QuoteRecord

DAYS = 54


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """a site of 54 editions: two pages, three months."""
    here = workspace(tmp_path_factory.mktemp("paper"))
    several(here, DAYS)
    write_site(here, here.root / "site")
    return here.root / "site"


def page(root: Path, name: str) -> Any:
    return html5lib.parse((root / name / "index.html").read_text("utf-8"), namespaceHTMLElements=False)


def text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def links(node: Any) -> list[str]:
    return [a.get("href") for a in node.iter("a") if a.get("href")]


def metas(tree: Any) -> dict[str, str]:
    return {m.get("property") or m.get("name"): m.get("content") for m in tree.iter("meta") if m.get("content")}


def facts(tree: Any) -> dict[str, Any]:
    (script,) = [s for s in tree.iter("script") if s.get("type") == "application/ld+json"]
    found: dict[str, Any] = json.loads(script.text)
    return found


def test_every_link_of_every_page_leads_to_a_file_of_the_site(root: Path) -> None:
    assert len(list(root.rglob("*.html"))) > DAYS * 4
    assert dead_links(root) == []


def test_the_newest_edition_stands_first_and_full_pages_have_30_others(root: Path) -> None:
    front = page(root, "")
    (newest,) = [node for node in front.iter("article") if node.get("class") == "newest"]
    assert "Three valleys meet on day 53" in text(newest)
    rows = [node for node in front.iter("article") if node.get("class") == "row"]
    assert len(rows) == 23
    assert [text(h).split(" ")[0] for h in front.iter("h2") if h.get("class") == "section"] == ["September"]
    assert "page/1/" in links(front)
    assert len([n for n in page(root, "page/1").iter("article") if n.get("class") == "row"]) == 30
    assert "../../" in links(page(root, "page/1"))
    assert "Aug 9 – Sep 7, 2026" in text(page(root, "page/1"))


@pytest.mark.parametrize(
    ("rows", "pages"),
    [
        (0, [0]),
        (45, [45]),
        (46, [16, 30]),
        (75, [45, 30]),
        (76, [16, 30, 30]),
    ],
)
def test_a_page_that_is_full_never_changes(rows: int, pages: list[int]) -> None:
    told = [EditionRecord(key=str(n), slot=str(n), at=datetime(2026, 1, 1, tzinfo=UTC)) for n in reversed(range(rows))]
    found = list(lists.paged(told, "page/"))
    assert [len(part) for _, part in found] == pages
    assert [turning.number for turning, _ in found] == [0, *range(len(pages) - 1, 0, -1)]
    if len(pages) > 1:
        assert [one.key for one in found[-1][1]] == [str(n) for n in reversed(range(30))]
        assert (found[0][0].older, found[-1][0].older) == (f"page/{len(pages) - 1}/", None)
        assert found[1][0].newer == ""


def test_the_name_on_an_edition_leads_home_and_its_neighbours_have_their_titles(root: Path) -> None:
    tree = page(root, "2026-08-10")
    (home,) = [a for a in tree.iter("a") if a.get("class") == "home"]
    assert (home.get("href"), text(home)) == ("../", "The Daily Take")
    (around,) = [nav for nav in tree.iter("nav") if nav.get("class") == "neighbours"]
    assert links(around) == ["../2026-08-09/", "../2026-08-11/"]
    assert "Three valleys meet on day 0" in text(around) and "Three valleys meet on day 2" in text(around)
    first = [nav for nav in page(root, "2026-08-09").iter("nav") if nav.get("class") == "neighbours"]
    assert links(first[0]) == ["../2026-08-10/"]


def test_months_hold_all_their_editions(root: Path) -> None:
    assert [a for a in links(page(root, "archive")) if a.startswith("../archive/2026")] == [
        "../archive/2026-10/",
        "../archive/2026-09/",
        "../archive/2026-08/",
    ]
    august = [a for a in links(page(root, "archive/2026-08")) if "2026-08-" in a and not a.endswith("/page/")]
    assert {a.removeprefix("../../").strip("/") for a in august} == {f"2026-08-{day:02}" for day in range(9, 32)}


def test_a_story_has_a_page_with_all_that_its_edition_says_of_it(root: Path) -> None:
    tree = page(root, "2026-08-10/treaty-1")
    shown = text(tree)
    lead = edition(1).lead
    assert lead is not None
    for words in (lead.headline, lead.deck, lead.highlights[0].text, lead.quotes[0].text, "Ida Varga"):
        assert words in shown
    assert "From the edition of August 10, 2026" in shown
    assert {lead.url, "../", "../../topics/water/"} <= set(links(tree))
    permalink = [a for a in page(root, "2026-08-10").iter("a") if a.get("class") == "permalink"]
    assert permalink[0].get("href") == "treaty-1/"


def test_topics_gather_their_stories_the_newest_first(root: Path) -> None:
    topics = page(root, "topics")
    assert f"{DAYS} stories" in text(topics)
    water = [text(h) for h in page(root, "topics/water").iter("h2")]
    assert water[0] == "Three valleys meet on day 53"
    assert len(water) == 24
    assert (root / "topics/water/1/index.html").is_file()


def test_quotes_stand_with_who_said_them_and_where(root: Path) -> None:
    tree = page(root, "quotes")
    said = list(tree.iter("figure"))
    assert len(said) == 24
    assert text(said[0]).startswith("The ferry of day 53 sails at noon. Ida VargaThree valleys meet on day 53")
    first = facts(tree)["hasPart"][0]
    assert (first["text"], first["spokenByCharacter"]["name"]) == ("The ferry of day 53 sails at noon.", "Ida Varga")


def test_a_quote_that_several_editions_have_stands_once_where_it_was_told_first() -> None:
    def told(day: int, *texts: str) -> EditionRecord:
        said = tuple(QuoteRecord(text=text) for text in texts)
        return EditionRecord(key=f"daily-{day}", slot=f"{day}", at=datetime(2026, 8, day, tzinfo=UTC), quotes=said)

    rows = [told(3, "One.", "Three."), told(2, "Two.", "One."), told(1, "One.", "One.")]
    found = [(row.edition.slot, row.said.text) for row in lists.once(rows) if row.said]
    assert found == [("3", "Three."), ("2", "Two."), ("1", "One.")]


def test_a_site_without_topics_asks_what_is_looked_for_there(tmp_path: Path) -> None:
    here = workspace(tmp_path)
    made = edition(1)
    assert made.lead
    plain = [replace(item, kicker="", quotes=()) for item in made.items()]
    publish_to(here, replace(made, lead=plain[0], stories=tuple(plain[1:]), quote=None, quote_item=""))
    write_site(here, tmp_path / "site")
    for name in ("topics", "quotes"):
        assert [form.get("action") for form in page(tmp_path / "site", name).iter("form")] == ["../search/"], name


def test_machines_are_told_a_person_and_what_the_source_calls_them(tmp_path: Path) -> None:
    here, made = workspace(tmp_path / "paper"), edition()
    assert made.lead
    said = replace(made.lead.quotes[0], speaker="harbour master Ida Varga")
    publish_to(here, replace(made, lead=replace(made.lead, quotes=(said,))))
    write_site(here, tmp_path / "site")
    tree = page(tmp_path / "site", "quotes")
    person = facts(tree)["hasPart"][0]["spokenByCharacter"]
    assert (person["name"], person["jobTitle"]) == ("Ida Varga", "Harbour master")
    assert "Harbour master Ida Varga" in text(tree)


def test_every_page_offers_to_subscribe_and_names_its_icons(root: Path) -> None:
    for name in ("", "archive", "topics", "quotes", "search", "2026-08-10/treaty-1"):
        tree = page(root, name)
        assert "https://example.org/join" in links(tree), name
        assert "Get The Daily Take by email." in text(tree), name
    for name in ("", "quotes", "2026-08-10"):
        icons = [link.get("href") for link in page(root, name).iter("link") if "icon" in (link.get("rel") or "")]
        assert [href.rsplit("/", 1)[-1] for href in icons] == ["favicon.ico", "favicon.svg", "apple-touch-icon.png"]
    with Image.open(root / "apple-touch-icon.png") as icon:
        assert icon.size == (180, 180)
        assert icon.getpixel((4, 90)) == (0x0B, 0x6B, 0x55)


def test_an_edition_tells_link_previews_and_search_engines_what_it_is(root: Path) -> None:
    tree = page(root, "2026-08-10")
    said, told = metas(tree), facts(tree)
    assert said["og:locale"] == "en_US"
    assert said["og:url"] == f"{WEB}/2026-08-10/"
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:image"].startswith(f"{WEB}/2026-08-10/")
    assert [meta.get("property") for meta in tree.iter("meta")].count("og:image") == 1
    assert (told["@type"], told["publisher"]["name"]) == ("NewsArticle", "The Daily Take")
    assert told["author"]["@type"] == "Organization"
    assert told["datePublished"] == edition(1).at.isoformat()
    assert told["image"] == said["og:image"]


def test_a_story_is_told_as_an_article_based_on_its_source(root: Path) -> None:
    tree = page(root, "2026-08-10/treaty-1")
    said, told = metas(tree), facts(tree)
    assert said["og:type"] == "article"
    lead = edition(1).lead
    assert lead is not None
    assert told["isBasedOn"] == lead.url
    assert told["url"] == said["og:url"] == f"{WEB}/2026-08-10/treaty-1/"
    assert told["isPartOf"]["url"] == f"{WEB}/2026-08-10/"


def test_the_page_for_what_is_missing_links_from_any_depth(root: Path) -> None:
    tree = html5lib.parse((root / "404.html").read_text("utf-8"), namespaceHTMLElements=False)
    assert metas(tree)["robots"] == "noindex"
    assert all(href.startswith((WEB, "#", "https://")) for href in links(tree))


def test_the_page_for_what_is_missing_has_its_style_with_it(root: Path) -> None:
    html = (root / "404.html").read_text("utf-8")
    assert "site.css" not in html
    assert (root / "site.css").read_text("utf-8").strip() in html


def test_the_maps_name_every_page_to_find_and_the_news_of_two_days(root: Path) -> None:
    addresses = re.findall("<loc>(.*?)</loc>", (root / "sitemap.xml").read_text())
    assert {f"{WEB}/", f"{WEB}/2026-08-10/", f"{WEB}/2026-08-10/treaty-1/", f"{WEB}/quotes/"} <= set(addresses)
    assert not [a for a in addresses if "search" in a or "404" in a]
    assert len(addresses) == len(set(addresses))
    news = (root / "sitemap-news.xml").read_text()
    assert set(re.findall(r"daily/(\d{4}-\d\d-\d\d)/", news)) == {"2026-09-30", "2026-10-01"}
    assert "<news:language>en</news:language>" in news
    assert f"Sitemap: {WEB}/sitemap.xml" in (root / "robots.txt").read_text()


def test_a_map_of_more_than_fifty_thousand_is_an_index_of_parts() -> None:
    places = [sitemaps.SitemapEntry(address=f"https://example.org/{n}/") for n in range(sitemaps.MOST + 1)]
    made = sitemaps.sitemaps(places, "https://example.org/")
    assert set(made) == {"sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"}
    assert b"https://example.org/sitemap-2.xml" in made["sitemap.xml"]
    assert made["sitemap-2.xml"].count(b"<url>") == 1


@pytest.mark.parametrize(
    ("tag", "written"), [("en-GB", "en"), ("zh", "zh-cn"), ("zh-TW", "zh-tw"), ("zh-Hant", "zh-tw"), ("pt_BR", "pt")]
)
def test_a_language_is_written_as_news_maps_want_it(tag: str, written: str) -> None:
    assert written == sitemaps.news_language(tag)


def test_news_are_those_of_the_last_two_days_and_a_thousand_at_most() -> None:
    at = datetime(2026, 8, 9, 6, tzinfo=UTC)
    old = sitemaps.SitemapEntry(address="https://example.org/old/", published=at - timedelta(days=2), title="Old")
    new = [
        sitemaps.SitemapEntry(address=f"https://example.org/{n}/", published=at, title="New & <b>") for n in range(1200)
    ]
    made = sitemaps.news_sitemap([*new, old], "The Daily Take", "en").decode()
    assert made.count("<url>") == 1000
    assert "old" not in made
    assert "New &amp; &lt;b&gt;" in made


HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(2)>"\u2028'


def test_hostile_words_stay_words_on_every_page_and_in_the_index(tmp_path: Path) -> None:
    here = workspace(tmp_path)
    made = edition()
    assert made.lead is not None
    said = replace(made.lead.quotes[0], text=HOSTILE, speaker=HOSTILE)
    lead = replace(made.lead, headline=HOSTILE, deck=HOSTILE, kicker=HOSTILE, author=HOSTILE, quotes=(said,))
    publish_to(here, replace(made, lead=lead, subject=HOSTILE, preheader=HOSTILE))
    write_site(here, tmp_path / "site")
    for path in [p for p in (tmp_path / "site").rglob("*") if p.suffix in (".html", ".js", ".xml")]:
        whole = path.read_text("utf-8")
        assert "<script>alert(1)" not in whole, path
        assert "<img src=x" not in whole, path
        if path.suffix == ".html":
            tree = html5lib.parse(whole, namespaceHTMLElements=False)
            assert not [node for node in tree.iter("img") if node.get("src") == "x"], path
            for script in tree.iter("script"):
                assert "alert" not in (script.text or "") or "json" in script.get("type", ""), path
    for path in (tmp_path / "site" / "search").glob("[dt]-*.js"):
        assert "\u2028" not in path.read_text("utf-8")
    assert facts(page(tmp_path / "site", made.slot))["headline"] == HOSTILE


def test_what_was_not_found_stands_in_the_quotation_marks_of_the_locale(tmp_path: Path) -> None:
    here = workspace(tmp_path, locale="de")
    publish_to(here, edition())
    write_site(here, tmp_path / "site")
    (asked,) = [s for s in page(tmp_path / "site", "search").iter("script") if s.get("id") == "asked"]
    assert "„{words}“" in json.loads(asked.text)["nothing"]


def test_an_arabic_site_runs_right_to_left_and_says_everything_in_arabic(tmp_path: Path) -> None:
    here = workspace(tmp_path, locale="ar")
    publish_to(here, edition())
    publish_to(here, edition(1))
    write_site(here, tmp_path / "site")
    for name in ("", "archive", "topics", "quotes", "search", "2026-08-10/treaty-1"):
        tree = page(tmp_path / "site", name)
        assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl"), name
        for english in ("Archive", "Topics", "Previous", "Quotes"):
            assert english not in text(tree), name
    assert "أغسطس ٢٠٢٦" in text(page(tmp_path / "site", "archive"))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Die Straße am Übersee-Kai", ["die", "strasse", "am", "ubersee", "kai"]),
        ("İstanbul’da çay", ["istanbul", "da", "cay"]),
        ("港口の船", ["港口", "口の", "の船", "船"]),
        ("B2B 2026", ["b2b", "2026"]),
        ("كِتَاب", ["كتاب"]),
        ("…", []),
    ],
)
def test_words_are_looked_up_small_and_without_accents(said: str, found: list[str]) -> None:
    assert found == search.words(said)


def test_a_word_that_stands_in_many_documents_finds_nothing_and_costs_nothing() -> None:
    rows = [search.Document(address=f"{n}/", headline=f"The boat {n}", day="2026-08-09") for n in range(500)]
    made = search.index(rows)
    assert made.facts["common"] == ["boat", "the"]
    assert b'"boat"' not in b"".join(made.files.values())
    few = search.index(rows[:50])
    assert few.facts["common"] == []


def test_a_large_index_is_cut_into_files_that_a_phone_can_load() -> None:
    words = ["".join(chr(97 + (n // 26**k) % 26) for k in range(4)) for n in range(30_000)]
    rows = [
        search.Document(address=f"{n}/", headline=" ".join(words[n * 10 : n * 10 + 10]), day="2026-08-09")
        for n in range(3000)
    ]
    made = search.index(rows)
    shards = {name: content for name, content in made.files.items() if "/t-" in name}
    assert len(shards) == made.facts["buckets"] != 1
    assert max(map(len, shards.values())) < 6 * search.SHARD
    assert len([name for name in made.files if "/d-" in name]) == 15
