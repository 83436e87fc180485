"""The site in a real browser, opened from a folder: search, accessibility, nothing that moves, no page too wide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archive.outboxes import WEB, edition, publish_to, workspace
from browser.looking import TEMPLATES

from digest.jobs.site import write_site
from digest.outbox import claims
from digest.press import themes
from digest.site import lists, search

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "page/1/index.html",
    "archive/index.html",
    "archive/2026-08/index.html",
    "topics/index.html",
    "topics/water/index.html",
    "quotes/index.html",
    "search/index.html",
    "404.html",
    "2026-08-10/index.html",
    "2026-08-10/treaty-1/index.html",
    "2026-08-11/index.html",
)
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def made(root: Path, locale: str) -> Path:
    """Write a site of 35 editions, one of them withdrawn: lists of two pages, an index of three parts."""
    here = workspace(root, locale=locale)
    for day in range(35):
        publish_to(here, edition(day))
    claims.withdraw(here.outbox, "daily-2026-08-11", reason="wrong figure", by="desk")
    with pytest.MonkeyPatch.context() as small:
        small.setattr(lists, "A_PAGE", 20)
        small.setattr(lists, "FEWEST", 5)
        small.setattr(search, "PART", 60)
        small.setattr(search, "CHUNK", 20)
        write_site(here, root / "site")
    return root / "site"


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in English."""
    return made(tmp_path_factory.mktemp("site"), "en")


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in Arabic."""
    return made(tmp_path_factory.mktemp("site"), "ar")


@pytest.fixture(params=["english", "arabic"])
def site(request: pytest.FixtureRequest) -> Path:
    """A site, in English and in Arabic."""
    found: Path = request.getfixturevalue(request.param)
    return found


def served(tab: Any, site: Path) -> None:
    """Let the page find at the site's address what lies in its folder."""

    def answer(route: Any) -> None:
        path = site / route.request.url.partition("?")[0].removeprefix(f"{WEB}/")
        route.fulfill(path=path) if path.is_file() else route.abort()

    tab.route(f"{WEB}/**", answer)


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """A page that may open files and reaches nothing outside; it fails on errors of scripts."""
    page = chromium.new_page(viewport={"width": 375, "height": 800})
    page.route("http*://**/*", lambda route: route.abort())
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(site: Path, tab: Any, axe: str, name: str, scheme: str, request: Any, long: bool) -> None:
    if not long and (request.node.callspec.params["site"] == "arabic") != (scheme == "dark"):
        pytest.skip("the long form: make test-browser-long")
    served(tab, site)
    tab.emulate_media(color_scheme=scheme)
    tab.goto((site / name).as_uri())
    tab.evaluate(axe)
    told = tab.evaluate("() => axe.run()")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in told["violations"]] == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_while_a_page_loads_and_none_is_wider_than_the_screen(
    site: Path, tab: Any, name: str, width: int
) -> None:
    served(tab, site)
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto((site / name).as_uri())
    assert tab.evaluate(SHIFT) == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def asked(tab: Any, query: str) -> tuple[str, list[str]]:
    """Type a query and return what the page says, and the headlines that it found."""
    tab.fill("#q", query)
    tab.wait_for_function(f"new URL(location).searchParams.get('q') === {search.script_json(query)}")
    tab.wait_for_function("document.getElementById('status').textContent !== ''")
    return tab.inner_text("#status"), tab.locator("#found a").all_inner_texts()


def test_search_finds_stories_by_any_word_from_a_folder(english: Path, tab: Any) -> None:
    site = english
    tab.goto((site / "search/index.html").as_uri())
    status, found = asked(tab, "valleys day 17")
    assert (status, found) == ("1 result", ["Three valleys meet on day 17"])
    status, found = asked(tab, "VÁLLEYS")
    assert (status, len(found), found[0]) == ("34 results", 20, "Three valleys meet on day 34")
    tab.click("#more button")
    tab.wait_for_function("document.querySelectorAll('#found li').length === 34")
    status, found = asked(tab, "ferr sails")  # of a quote, and the beginning of a word
    assert len(found) == 20
    status, found = asked(tab, "zzz <b>")
    assert (status, found) == ("Nothing found for “zzz <b>”.", [])
    asked(tab, "valleys day 17")
    tab.click("#found a")
    assert tab.url.endswith("/2026-08-26/treaty-17/index.html")
    assert tab.inner_text("h1") == "Three valleys meet on day 17"


def test_a_found_date_has_the_locales_digits_and_is_set_apart_from_what_runs_the_other_way(
    arabic: Path, tab: Any
) -> None:
    tab.goto((arabic / "search/index.html").as_uri())
    asked(tab, "valleys 17")
    assert "٢٦ أغسطس ٢٠٢٦" in tab.inner_text("#found .kicker [lang=ar]")
    assert tab.get_attribute("#found .kicker [lang=ar]", "dir") == "auto"


@pytest.mark.parametrize("theme", themes.names(TEMPLATES))
def test_the_newest_picture_stands_as_in_the_edition(tmp_path: Path, tab: Any, theme: str) -> None:
    here = workspace(tmp_path, theme=theme)
    publish_to(here, edition(0))
    write_site(here, tmp_path / "site")
    place = "e => { const box = e.getBoundingClientRect(); return [box.left, document.body.clientWidth - box.right] }"
    tab.goto((tmp_path / "site/index.html").as_uri())
    left, right = tab.eval_on_selector(".newest .large img", place)
    assert left == right
    tab.goto((tmp_path / "site/2026-08-09/index.html").as_uri())
    inside = [tab.eval_on_selector(one, place) for one in (".lead img",) if tab.locator(one).count()]
    assert all(found == [left, right] for found in inside)


def test_a_question_from_another_page_is_answered(english: Path, tab: Any) -> None:
    site = english
    tab.goto((site / "archive/index.html").as_uri())
    tab.fill("#q", "valleys 9")
    tab.click(".ask button")
    tab.wait_for_function("document.querySelectorAll('#found li').length === 1")


def test_every_way_through_the_site_works_from_a_folder(english: Path, tab: Any) -> None:
    tab.goto((english / "index.html").as_uri())
    ways = [".newest h2 a", "a.home", ".bar li:nth-child(1) a", ".rows a", ".row h2 a", "a[rel=prev]", ".permalink"]
    for way in ways:
        tab.locator(way).first.click()
        tab.wait_for_load_state()  # the script that names index.html runs last
        assert tab.url.partition("#")[0].endswith("/index.html"), way
        assert tab.locator("h1").count() == 1, way


@pytest.mark.parametrize(
    "text",
    [
        "Die Straße am Übersee-Kai",
        "İstanbul’da çay",
        "港口の船、東京タワー",
        "ภาษาไทย",
        "B2B 2026",
        "כָּתוּב كِتَاب",
        "Łódź naïve",
    ],
)
def test_the_browser_cuts_words_as_the_index_does(tmp_path: Path, tab: Any, text: str) -> None:
    """Each word of the index is found when it is asked for: by its whole, and in its file."""
    here = workspace(tmp_path)
    first = edition()
    assert first.lead is not None
    publish_to(here, replace(first, lead=replace(first.lead, headline=text, quotes=()), subject="Harbour"))
    write_site(here, tmp_path / "site")
    tab.goto((tmp_path / "site/search/index.html").as_uri())
    for word in [text, *text.split()]:
        assert asked(tab, word)[1] == [text], word
