"""The share sheet in a real browser: copying, counting, keys, both schemes, both directions, no request."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from social_cases import CASES

from digest import networks, shelf
from digest.edition.model import Edition, Item, Newsletter
from digest.order.entries import PostEntry, entries
from digest.posts import CardFile, make_posts
from digest.posts.making import network
from digest.press.printing import printer
from digest.press.share import Shown, share_sheet
from digest.quotes.quote import Extract, Quote
from digest.settings import NewsletterSettings, Settings, SocialSettings
from digest.text.counting import Count
from digest.text.links import patterns
from digest.workspace import Templates, shipped_templates

pytestmark = pytest.mark.browser

TEMPLATES = Templates(own=Path("/nowhere/templates"), shipped=shipped_templates())
NETWORKS = ("x", "bluesky", "mastodon", "linkedin", "telegram", "discord")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
HOSTILE = "</script><script>alert(1)</script> <!-- {{ 1 }} \u2028 “inner” & 👨‍👩‍👧‍👦"


def edition(quote: str = "We kept the library open on Sundays.", locale: str = "en") -> Edition:
    """Return an edition of two stories, the first with a quote."""
    words = Quote(
        id="q1", article="a1", text=quote, pieces=(), start=0, end=0, prefix="", suffix="", sha256="",
        source="takeaway", note="On the reading room", score=0.9,
    )  # fmt: skip
    lead = Item(
        id="a1", slug="library", place="lead", kicker="Culture", headline="Lindholm keeps its library open",
        url="https://news.example.org/library", deck="Reading is no weekday activity. " * 3, quotes=(words,),
        language=locale,
    )  # fmt: skip
    other = Item(
        id="a2", slug="bridge", place="story", kicker="World", headline="A bridge for Lindholm", language=locale
    )
    return Edition(
        key="daily-2026-08-10", slot="2026-08-10", at=datetime(2026, 8, 10, 6, tzinfo=UTC), number=3,
        newsletter=Newsletter(id="daily", name="The Daily Take", locale=locale), subject="s", preheader="p",
        lead=lead, stories=(other,), quote=words, quote_item="a1",
    )  # fmt: skip


def sheet(
    made: Edition,
    nets: tuple[str, ...] = NETWORKS,
    warnings: dict[str, str] | None = None,
    *,
    pictured: bool = False,
    utm: dict[str, str] | None = None,
) -> bytes:
    """Return the sheet of *made*, with a card for its quote."""
    settings = Settings(
        newsletter=NewsletterSettings(id="daily", name="The Daily Take", locale=made.newsletter.locale),
        social=SocialSettings(networks=nets, warnings=warnings or {}, utm=utm or {}),
    )
    drawn = {"q1": CardFile(wide="card-wide-light.png", square="card-square-light.png", alt="“We kept …”")}
    posts = make_posts(made, settings.social, printer(TEMPLATES), frozenset(TEMPLATES.names("social")), drawn)
    cards = [
        Shown(
            of="q1",
            name=f"card-{shape}-{mode}.png",
            content=PIXEL,
            alt="“We kept …”",
            width=1,
            height=1,
            shape=shape,
            mode=mode,
        )
        for shape in ("square", "wide")
        for mode in ("light", "dark")
    ]
    if pictured:
        cards.append(Shown(of="a1", name="image.png", content=PIXEL, alt="A library", width=1, height=1))
    return share_sheet(made, posts, settings, TEMPLATES, cards)


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """The Chromium that all browser tests share."""
    return chromium


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sheet in it."""
    (tmp_path / "share.html").write_bytes(sheet(edition()))
    return tmp_path


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Page]:
    """The sheet opened from disk; any request or error on the page fails the test."""
    yield from page_of(browser, f"file://{folder}/share.html")


def page_of(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open *address* in a context of its own and watch what it asks for."""
    context = browser.new_context(accept_downloads=True, **options)
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("console", lambda said: seen.append(f"console: {said.text}") if said.type == "error" else None)
    page.goto(address)
    yield page
    foreign = [url for url in seen if url.split("?")[0] != address and not url.startswith(("data:", "blob:"))]
    context.close()
    assert foreign == []


@pytest.fixture
def served(folder: Path) -> Iterator[str]:
    """The address of the same folder over plain HTTP."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/share.html"
    server.shutdown()
    server.server_close()


def clipboard(page: Page) -> str:
    """Paste into a fresh page of the same browser: what any other program would get."""
    other = page.context.new_page()
    other.set_content("<textarea></textarea>")
    other.focus("textarea")
    other.keyboard.press("Control+V")
    text: str = other.input_value("textarea")
    other.close()
    page.bring_to_front()
    return text


def test_copy_reaches_the_clipboard_from_disk(opened: Page) -> None:
    group = opened.locator("article").first
    group.get_by_role("button", name="Copy post").click()
    group.get_by_role("button", name="✓ Copied").wait_for()
    assert clipboard(opened) == group.locator("textarea").input_value()
    opened.get_by_text("X: post copied").wait_for(state="attached")
    assert opened.locator("#progress").inner_text().startswith("1 of ")


def test_copy_reaches_the_clipboard_over_http(browser: Browser, served: str) -> None:
    for page in page_of(browser, served):
        page.get_by_role("button", name="Copy post").first.click()
        page.get_by_role("button", name="✓ Copied").wait_for()
        assert clipboard(page) == page.locator("textarea").first.input_value()


def test_copy_works_where_the_clipboard_is_not_given(opened: Page) -> None:
    opened.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened.get_by_role("button", name="Copy post").first.click()
    opened.get_by_role("button", name="✓ Copied").wait_for()
    assert clipboard(opened) == opened.locator("textarea").first.input_value()


def test_a_copy_that_failed_is_not_called_one(opened: Page) -> None:
    opened.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
    )
    opened.get_by_role("button", name="Copy post").first.click()
    opened.get_by_text("press Ctrl+C").wait_for(state="attached")
    assert opened.get_by_role("button", name="✓ Copied").count() == 0
    assert opened.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_edits_are_counted_and_can_be_taken_back(opened: Page) -> None:
    group = opened.locator("article").first
    area = group.locator("textarea")
    before = area.input_value()
    area.fill("図" * 141)
    assert group.locator(".count").inner_text() == "282 of 280 weighted characters"
    assert group.locator(".hint").inner_text() == "2 over: shorten it before posting"
    assert area.get_attribute("aria-invalid") == "true"
    group.get_by_role("button", name="Restore text").click()
    assert area.input_value() == before


def test_the_second_limit_of_a_network_shows_when_it_is_broken(opened: Page) -> None:
    group = opened.locator("article").first
    group.get_by_role("tab", name="Bluesky").click()
    group.locator("textarea").fill("👨‍👩‍👧‍👦" * 121)
    assert group.locator(".count").inner_text() == "3,025 of 3,000 bytes"


def test_the_composer_gets_the_edited_text(opened: Page) -> None:
    group = opened.locator("article").first
    group.locator("textarea").fill("50 % & “more” #1?\n(ñ)!")
    address = group.get_by_role("link", name="Open composer").get_attribute("href")
    assert address == network("x").intent(networks.Draft(text="50 % & “more” #1?\n(ñ)!"))  # type: ignore[misc]
    assert group.get_by_role("link", name="Open composer").get_attribute("rel") == "noopener noreferrer"


def test_a_network_that_takes_only_the_link_copies_first(opened: Page) -> None:
    group = opened.locator("article").first
    group.get_by_role("tab", name="LinkedIn").click()
    link = group.get_by_role("link", name="Copy, then open")
    assert "sharing/share-offsite" in (link.get_attribute("href") or "")
    link.evaluate("node => node.addEventListener('click', event => event.preventDefault())")
    link.click()
    group.get_by_role("button", name="✓ Copied").wait_for()


def test_telegram_gets_its_link_once(opened: Page) -> None:
    group = opened.locator("article").first
    group.get_by_role("tab", name="Telegram").click()
    address = group.get_by_role("link", name="Open composer").get_attribute("href") or ""
    assert address.count("news.example.org") == 1


def test_a_network_without_a_composer_says_so(opened: Page) -> None:
    group = opened.locator("article").first
    group.get_by_role("tab", name="Discord").click()
    link = group.get_by_role("link", name="Open composer")
    assert link.get_attribute("aria-disabled") == "true"
    assert link.get_attribute("href") is None


def test_keys_move_choose_copy_and_edit(opened: Page) -> None:
    opened.keyboard.press("j")
    current = opened.locator("article[data-current]")
    assert current.get_attribute("id") == opened.locator("article").nth(1).get_attribute("id")
    opened.keyboard.press("2")
    assert current.get_by_role("tab", name="Bluesky").get_attribute("aria-selected") == "true"
    opened.keyboard.press("ArrowRight")
    assert current.get_by_role("tab", name="Mastodon").get_attribute("aria-selected") == "true"
    opened.keyboard.press("c")
    current.get_by_role("button", name="✓ Copied").wait_for()
    opened.keyboard.press("e")
    assert opened.evaluate("document.activeElement.tagName") == "TEXTAREA"
    opened.keyboard.press("j")  # a letter is text while editing
    opened.keyboard.press("Escape")
    assert opened.evaluate("document.activeElement.getAttribute('role')") == "tab"
    opened.keyboard.press("k")
    assert opened.locator("article[data-current]").get_attribute("id") == opened.locator("article").first.get_attribute(
        "id"
    )


def test_filter_and_one_network_for_all(opened: Page) -> None:
    opened.get_by_role("button", name="Quotes").click()
    assert opened.locator("article:visible").count() == 1
    opened.get_by_role("button", name="All", exact=True).click()
    opened.locator("#every").select_option("mastodon")
    assert (
        opened.locator("[role=tab][aria-selected=true]:visible").all_inner_texts()
        == ["Mastodon"] * opened.locator("article").count()
    )


def test_cards_are_previewed_and_downloaded(opened: Page) -> None:
    group = opened.locator("article.pictured")
    assert group.locator("img").get_attribute("alt") == "“We kept …”"
    group.get_by_label("Dark card").check()
    with opened.expect_download() as got:
        group.get_by_role("button", name="Wide").click()
    assert got.value.suggested_filename == "card-wide-dark.png"
    assert got.value.path().read_bytes() == PIXEL
    group.get_by_role("button", name="Copy alt text").click()
    opened.get_by_text("Alt text copied").wait_for(state="attached")
    assert clipboard(opened) == "“We kept …”"


def test_a_content_warning_is_shown_and_copied_where_it_has_a_field_of_its_own(
    browser: Browser, tmp_path: Path
) -> None:
    made = edition()
    (tmp_path / "share.html").write_bytes(sheet(made, warnings={"culture": "Long reads"}))
    for page in page_of(browser, f"file://{tmp_path}/share.html"):
        group = page.locator("article").first
        assert not group.locator(".cw").is_visible()  # X has no such field: the words stand in the post
        assert group.locator("textarea").input_value().startswith("CW: Long reads\n")
        group.get_by_role("tab", name="Mastodon").click()
        assert "Long reads" not in group.locator("textarea").input_value()
        assert group.locator(".cw strong").inner_text() == "Long reads"
        group.get_by_role("button", name="Copy the warning").click()
        page.get_by_text("Content warning copied").wait_for(state="attached")
        assert clipboard(page) == "Long reads"


def test_a_thread_is_copied_part_by_part(browser: Browser, tmp_path: Path) -> None:
    made = edition()
    assert made.lead
    long = replace(made.lead, deck="The council met again and again. " * 20)
    (tmp_path / "share.html").write_bytes(sheet(replace(made, lead=long)))
    for page in page_of(browser, f"file://{tmp_path}/share.html"):
        group = page.locator("article[data-kind=thread]")
        assert group.locator(".part").inner_text().startswith("Part 1 of ")
        first = group.locator("textarea").input_value()
        group.get_by_role("button", name="Next part").click()
        assert group.locator(".part").inner_text().startswith("Part 2 of ")
        assert group.locator("textarea").input_value() != first
        assert group.get_by_role("button", name="Previous part").is_enabled()


def test_what_was_typed_ticked_and_copied_is_there_again_after_a_reload(opened: Page) -> None:
    group = opened.locator("article").first
    group.locator("textarea").fill("Typed by hand.")
    group.get_by_role("button", name="Copy post").click()
    group.get_by_role("button", name="✓ Copied").wait_for()
    opened.locator("article").nth(1).get_by_label("Leave out").check()
    opened.reload()
    assert group.locator("textarea").input_value() == "Typed by hand."
    assert group.get_by_role("button", name="✓ Copied").is_visible()
    assert opened.locator("article").nth(1).get_by_label("Leave out").is_checked()
    group.get_by_role("button", name="Restore text").click()
    opened.reload()
    assert group.locator("textarea").input_value() != "Typed by hand."


def test_what_was_saved_is_a_posts_file_that_means_the_same(opened: Page) -> None:
    quote, edition_post = opened.locator("article[data-kind=quote]"), opened.locator("article[data-kind=edition]")
    quote.get_by_role("tab", name="Discord").click()
    quote.locator("textarea").fill('Said "out loud" by \\\nnobody. 👋')
    quote.get_by_label("Approved").check()
    edition_post.get_by_label("Leave out").check()
    with opened.expect_download() as got:
        opened.get_by_role("button", name="Save edits as a file").click()
    opened.get_by_text("digest posts --take 2026-08-10.toml").wait_for()
    assert got.value.suggested_filename == "2026-08-10.toml"
    saved = entries(got.value.path().read_text("utf-8"), "saved.toml")
    assert set(saved) == {
        PostEntry(network="x", kind="edition", skip=True),
        PostEntry(
            network="discord",
            kind="quote",
            quote="q1",
            text='Said "out loud" by \\\nnobody. 👋',
            markup=True,
            approved=True,
        ),
    }


def test_every_button_is_answered_where_one_can_see_it(opened: Page) -> None:
    group, toast = opened.locator("article.pictured"), opened.locator("#live")
    for name, told in (
        ("Copy post", "X: post copied"),
        ("Copy link", "Link copied"),
        ("Copy alt text", "Alt text copied"),
    ):
        group.get_by_role("button", name=name, exact=True).click()
        opened.locator("#live", has_text=told).wait_for()
        box = toast.bounding_box()
        assert box is not None and box["width"] > 100 and box["y"] > 0


def test_a_mac_is_told_its_own_keys(browser: Browser, folder: Path) -> None:
    for page in page_of(browser, f"file://{folder}/share.html"):
        page.add_init_script(
            "Object.defineProperty(navigator, 'platform', { value: 'MacIntel' });"
            "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
        )
        page.reload()
        page.get_by_role("button", name="Copy post").first.click()
        page.get_by_text("press ⌘C").wait_for()


def test_what_is_too_long_is_marked_in_the_text(opened: Page) -> None:
    group = opened.locator("article").first
    for words, over in (("a" * 280 + "bcd", "bcd"), ("図" * 141, "図"), ("👨‍👩‍👧‍👦" * 141, "👨‍👩‍👧‍👦")):
        group.locator("textarea").fill(words)
        assert (group.locator(".shade mark").text_content() or "").rstrip("\n") == over
    group.locator("textarea").fill("short")
    assert group.locator(".shade mark").count() == 0


def test_the_shade_lies_right_below_the_text(opened: Page) -> None:
    group = opened.locator("article").first
    group.locator("textarea").fill("many words in it " * 40)
    area, shade = group.locator("textarea").bounding_box(), group.locator(".shade").bounding_box()
    assert area is not None and shade is not None
    assert all(abs(area[side] - shade[side]) < 1 for side in ("x", "y", "width", "height"))


def test_a_whole_thread_is_copied_in_one_click(browser: Browser, tmp_path: Path) -> None:
    made = edition()
    assert made.lead
    long = replace(made.lead, deck="The council met again and again. " * 20)
    (tmp_path / "share.html").write_bytes(sheet(replace(made, lead=long)))
    for page in page_of(browser, f"file://{tmp_path}/share.html"):
        group = page.locator("article[data-kind=thread]")
        group.get_by_role("button", name="Copy whole thread").click()
        page.get_by_text("X: whole thread copied").wait_for()
        text = clipboard(page)
        assert text.count("The council met") == 20
        assert "1/" in text and text.count("https://news.example.org/library") == 1
        assert page.locator("article").first.get_by_role("button", name="Copy whole thread").count() == 0


def test_the_picture_is_the_one_that_the_network_gets(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "share.html").write_bytes(sheet(edition(), ("x", "instagram", "reddit"), pictured=True))
    for page in page_of(browser, f"file://{tmp_path}/share.html"):
        group = page.locator("article[data-kind=quote]")
        got = {}
        for name in ("X", "Instagram", "Reddit"):
            group.get_by_role("tab", name=name, exact=True).click()
            got[name] = (group.locator(".look img").is_visible(), group.locator(".none").is_visible())
        assert got["X"] == got["Instagram"] == (True, False)
        story = page.locator("article[data-kind=story]").first
        assert story.locator(".none").is_visible()  # the story has a picture here that its post does not carry
        assert "gets no picture" in story.locator(".none").inner_text()


def test_search_finds_posts_by_words_in_any_script(opened: Page) -> None:
    opened.keyboard.press("f")
    opened.keyboard.type("BRIDGE lindholm")
    assert opened.locator("article:visible").count() == 2  # the story, and the edition that names it
    opened.locator("#find").fill("zebra")
    assert opened.locator("article:visible").count() == 0
    opened.get_by_text("No post has these words.").wait_for()
    opened.locator("#find").fill("")
    assert opened.locator("article:visible").count() == opened.locator("article").count()


def test_search_looks_for_no_parameters_of_a_link(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "share.html").write_bytes(sheet(edition(), utm={"source": "{network}"}))
    for page in page_of(browser, f"file://{tmp_path}/share.html"):
        assert "utm_source" in page.locator("textarea").first.input_value()
        page.locator("#find").fill("utm_source")
        assert page.locator("article:visible").count() == 0
        page.locator("#find").fill("news.example.org")
        assert page.locator("article:visible").count() > 0


def test_every_network_has_its_key_whatever_the_layout_and_keys_can_be_switched_off(
    browser: Browser, tmp_path: Path
) -> None:
    every = tuple(shelf.names(networks))
    (tmp_path / "share.html").write_bytes(sheet(edition(), every))
    for page in page_of(browser, f"file://{tmp_path}/share.html", viewport={"width": 1280, "height": 900}):
        current = page.locator("article[data-current]")
        for at, _ in enumerate(every):
            page.keyboard.press(f"{'Shift+' if at >= 10 else ''}Digit{(at + 1) % 10}")
            assert current.get_by_role("tab").nth(at).get_attribute("aria-selected") == "true"
        page.keyboard.press("KeyJ")
        moved = current.get_attribute("id")
        page.dispatch_event("body", "keydown", {"key": "о", "code": "KeyJ", "bubbles": True})  # a Russian layout
        assert current.get_attribute("id") != moved
        page.locator("#keys-on").uncheck()
        before = current.get_attribute("id")
        page.keyboard.press("KeyK")
        assert current.get_attribute("id") == before
        page.wait_for_timeout(200)  # a busy browser takes what a page keeps some time after the page gave it
        page.reload()
        assert not page.locator("#keys-on").is_checked()


def test_another_wording_is_chosen_from_a_list(browser: Browser, tmp_path: Path) -> None:
    made = edition()
    assert made.lead
    asks = "Who keeps the keys of the library on a Sunday?"
    words = Extract(article="a1", text=asks, start=0, end=len(asks), prefix="", suffix="", sha256="", source="text")
    (tmp_path / "share.html").write_bytes(sheet(replace(made, lead=replace(made.lead, question=words))))
    for page in page_of(browser, f"file://{tmp_path}/share.html"):
        story = page.locator("article[data-kind=story]").first
        story.get_by_label("Wording").select_option(label="With its question")
        assert story.locator("textarea").input_value().startswith(asks)
        with page.expect_download() as got:
            page.get_by_role("button", name="Save edits as a file").click()
        assert entries(got.value.path().read_text("utf-8"), "saved.toml") == (
            PostEntry(network="x", kind="story", story="a1", wording="question"),
        )


def test_article_text_is_only_text(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "share.html").write_bytes(sheet(edition(HOSTILE)))
    for page in page_of(browser, f"file://{tmp_path}/share.html"):
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        assert page.locator("script").count() == 2
        shown = page.locator("article").first.locator("textarea").input_value()
        assert "</script><script>alert(1)</script>" in shown
        page.locator("article").first.get_by_role("button", name="Copy post").click()
        page.locator("article").first.get_by_role("button", name="✓ Copied").wait_for()
        assert clipboard(page) == shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 375, 640, 1280])
def test_nothing_overflows(browser: Browser, folder: Path, scheme: Any, width: int) -> None:
    size = {"width": width, "height": 800}
    for page in page_of(browser, f"file://{folder}/share.html", color_scheme=scheme, viewport=size):
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_arabic_sheet_runs_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "share.html").write_bytes(sheet(edition("المكتبة مفتوحة يوم الأحد.", "ar")))
    for page in page_of(browser, f"file://{tmp_path}/share.html", viewport={"width": 1280, "height": 900}):
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert page.evaluate("getComputedStyle(document.querySelector('textarea')).direction") == "rtl"
        first, second = page.locator("article").first.get_by_role("tab").all()[:2]
        right, left = first.bounding_box(), second.bounding_box()
        assert right is not None and left is not None and right["x"] > left["x"]
        first.focus()
        page.keyboard.press("ArrowLeft")
        assert second.get_attribute("aria-selected") == "true"
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert "٣٠٠" in page.locator("article").first.locator(".count").inner_text()  # its own digits, as in the date
        title = page.locator("h2", has_text="The Daily Take")
        assert title.evaluate("h => getComputedStyle(h).direction") == "rtl"  # the newsletter stands with the page


def test_every_tab_of_a_wide_sheet_is_in_sight(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "share.html").write_bytes(sheet(edition(), tuple(shelf.names(networks))))
    for page in page_of(browser, f"file://{tmp_path}/share.html", viewport={"width": 1280, "height": 900}):
        row = page.locator(".tabs").first
        assert row.evaluate("r => r.scrollWidth <= r.clientWidth")
        assert row.get_by_role("tab").count() == len(shelf.names(networks))


@pytest.mark.parametrize(
    ("locale", "width", "scheme"), [("en", 1280, "light"), ("ar", 1280, "dark"), ("en", 375, "light")]
)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, axe: str, scheme: Any, locale: str, width: int) -> None:
    made = edition(locale=locale)
    assert made.lead
    made = replace(made, lead=replace(made.lead, deck="The council met again and again. " * 20))
    (tmp_path / "share.html").write_bytes(sheet(made, warnings={"culture": "Long reads"}, pictured=True))
    size = {"width": width, "height": 800}
    for page in page_of(browser, f"file://{tmp_path}/share.html", color_scheme=scheme, bypass_csp=True, viewport=size):
        page.locator("article").first.locator("textarea").fill("far too long " * 60)
        page.locator("#every").select_option("mastodon")
        assert page.locator("aside.look").count() == 3
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        told = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]]
        assert told == []


def test_the_page_counts_as_the_builder_does(browser: Browser, shared: Path) -> None:
    texts = [case["text"] for case in json.loads((shared / "data/social/hard-cases.json").read_text("utf-8"))["cases"]]
    rich = json.loads((shared / "data/social/atproto/rich-text-detection.json").read_text("utf-8"))
    texts += [case["text"] for kind in ("segments", "tags", "cashtags") for case in rich[kind]]
    texts += [text for text, _ in CASES]
    ways: dict[str, Count] = {}
    for name in shelf.names(networks):
        its = network(name)
        measures = [its.measure, *(cap.measure for cap in its.also)]
        ways |= {f"{name} {n}": way for n, way in enumerate(measures) if isinstance(way, Count)}
    assert len(ways) >= len(shelf.names(networks))
    page = browser.new_page()
    page.add_script_tag(content=TEMPLATES.read("share/counting.js") + ";window.Counting = Counting")
    counted = page.evaluate(
        "([texts, ways, patterns]) => Object.fromEntries(Object.entries(ways).map("
        "([name, way]) => [name, texts.map((text) => Counting.count(text, way, patterns))]))",
        [texts, {name: way.as_dict() for name, way in ways.items()}, patterns()],
    )
    page.close()
    wrong = [
        (name, text[:40])
        for name, way in ways.items()
        for text, n in zip(texts, counted[name], strict=True)
        if way(text) != n
    ]
    assert wrong == []
