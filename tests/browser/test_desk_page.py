"""The desk in a real browser: the editor's morning by keyboard, by touch, with others at the same file, and cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from browser.at_the_desk import SIZES, headlines, saved
from desk.desks import ORDER, SLOT, Desk

from digest.posts.making import network

pytestmark = pytest.mark.browser


def test_a_morning_by_keyboard_alone(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    press = page.keyboard.press
    first, second, third, *_ = headlines(page)
    press("j")
    press("Alt+ArrowUp")  # the second leads
    page.wait_for_selector(f"#run .rw:first-of-type h3 >> text={second}")
    press("l")
    page.wait_for_selector("#run .rw.locked")
    press("j")
    press("j")
    press("x")  # the third goes
    page.wait_for_selector("#run details.fx")
    saved(page)
    press("z")  # … and comes back
    page.wait_for_selector("#run details.fx", state="detached")
    press("k")
    press("k")
    press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("A headline by hand")
    saved(page)
    press("Escape")
    press("s")
    page.keyboard.press("Control+a")
    page.keyboard.type("Dark for five hours")
    saved(page)
    press("Escape")
    press("q")
    page.wait_for_selector("#toast.on")
    saved(page)
    press("b")
    page.wait_for_selector("#dlg form input")
    page.keyboard.type("Mira")
    press("Enter")
    page.wait_for_selector("#dlg >> text=editions/")
    page.wait_for_timeout(1700)  # as long as it takes to look at the file again
    assert page.locator("#bars > *").count() == 0  # what the desk wrote itself is nobody else's
    order = desk.order()
    assert order["subject"] == "Dark for five hours" and order["approved_by"] == "Mira"
    assert order["story"][0]["headline"] == second and order["story"][0]["lock"] is True
    assert "A headline by hand" in [story["headline"] for story in order["story"]]
    assert third in [story["headline"] for story in order["story"]]
    assert first not in [story["headline"] for story in order["story"]]


def test_a_morning_by_touch_on_a_phone(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk, "phone")
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    page.tap("#run .rw >> nth=1 >> button[data-do=edit]")
    page.fill(".ed input.h", "A headline by thumb")
    page.tap(".ed >> text=Move up")
    page.wait_for_selector("#run .rw:first-of-type h3 >> text=A headline by thumb")
    page.tap(".ed >> text=Done")
    page.tap("#run .rw >> nth=2 >> button[data-do=drop]")
    page.tap("#mnav button >> nth=0")
    page.wait_for_selector(".pool .cl")
    page.tap(".cl >> nth=0 >> button.wy")
    page.wait_for_selector(".cl .ex")
    page.tap("#mnav button >> nth=2")
    page.wait_for_selector(".pv iframe.on")
    page.tap("#mnav button >> nth=3")
    page.tap(".post button >> nth=0")
    page.wait_for_selector(".post .feed")
    page.wait_for_selector(".post textarea")
    saved(page)
    pressed = "[...document.querySelectorAll('#mnav button, .post button, #build')]"
    small = page.evaluate(f"{pressed}.filter(one => one.offsetParent && one.offsetHeight < 44).length")
    assert small == 0
    assert desk.order()["story"][0]["headline"] == "A headline by thumb"
    assert any(story.get("drop") for story in desk.order()["story"])


def test_posts_are_shown_as_their_feeds_show_them_and_edited_by_keys(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    press = page.keyboard.press
    press("o")
    page.wait_for_selector(".post:focus .feed")
    press("ArrowDown")
    assert "Story" in page.inner_text(".post:focus h3")
    press("e")
    page.wait_for_selector(".post textarea:focus")
    press("Control+a")
    page.keyboard.type("word " * 70)
    page.wait_for_selector(".shade mark")  # from the first character that X would not take
    posts = page.evaluate("fetch('/api/posts').then((found) => found.json())")["posts"]
    link = next(post["link"] for post in posts if (post["network"], post["kind"]) == ("x", "story"))
    marked, limit = page.inner_text(".shade mark"), 280 - network("x").measure(f"\n\n{link}")  # it is added
    assert len(marked.strip()) == len(("word " * 70).strip()) - limit
    assert page.locator(".post textarea").first.get_attribute("aria-invalid") == "true"
    saved(page)  # it is kept as typed, and neither the editor nor the focus goes away because no post can be made of it
    page.keyboard.type("and on")
    assert page.locator(".post textarea:focus").input_value().endswith("word and on")
    press("Control+a")
    page.keyboard.type("By hand: what it took.")
    page.wait_for_selector(".post .tx >> text=By hand")  # the feed follows what is typed
    saved(page)
    press("Escape")
    page.wait_for_selector(".post:focus")
    page.wait_for_selector(".post:focus .tx >> text=/By hand[^]*t4k3/")  # and has the link that is added
    press("y")
    page.wait_for_selector(".post.ok:focus")
    press("x")
    page.wait_for_selector(".posts .skip")
    saved(page)
    own = next(post for post in desk.order()["post"] if post["kind"] == "story")
    assert own["skip"] is True and own["network"] == "x"
    press("z")
    page.wait_for_selector(".post .tx >> text=By hand")


def test_an_approval_right_behind_the_last_letter_is_of_what_was_typed(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    press = page.keyboard.press
    press("o")
    page.wait_for_selector(".post:focus")
    press("ArrowDown")
    press("e")
    page.wait_for_selector(".post textarea:focus")
    press("Control+a")
    page.keyboard.type("By hand: what it took.")
    press("Escape")
    press("y")
    page.wait_for_selector(".post.ok:focus .tx >> text=By hand")
    saved(page)
    posts = page.evaluate("fetch('/api/posts').then((found) => found.json())")["posts"]
    assert [post["approved"] for post in posts if post["text"].startswith("By hand")] == [True]


def test_a_feed_links_what_its_network_links(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    press = page.keyboard.press
    press("e")
    press("Control+a")
    page.keyboard.type("gates.example.com holds")
    saved(page)
    press("Escape")
    press("o")
    page.wait_for_selector(".post .lk >> text=t4k3")
    page.wait_for_selector(".post:focus")
    for name in ("Bluesky", "Mastodon"):  # it links addresses with a scheme alone
        press("ArrowRight")
        page.wait_for_selector(f"#toast >> text={name}")
    page.wait_for_selector(".post .tx >> text=gates.example.com")
    assert page.locator(".post .lk >> text=t4k3").count() > 1
    assert page.locator(".post .lk >> text=gates").count() == 0


def test_a_post_gets_its_time_on_the_calendar(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("t")
    page.wait_for_selector(".week button")
    chip = page.locator(".week button").first
    name, before = chip.get_attribute("data-post"), chip.inner_text()
    chip.focus()
    page.keyboard.press("Alt+ArrowDown")  # a quarter of an hour later
    page.wait_for_selector(f'.week button.hand[data-post="{name}"]')
    hour, minute = map(int, before.split()[0].split(":"))
    later = f"{(hour * 60 + minute + 15) // 60:02}:{(minute + 15) % 60:02}"
    assert page.locator(f'.week button[data-post="{name}"]').inner_text().startswith(later)
    (post,) = desk.order()["post"]
    assert str(post["when"]).endswith(f"{later}:00")
    page.locator(f'.week button[data-post="{name}"]').click()
    page.locator("#slot-form button >> nth=1").click()  # as planned
    page.wait_for_selector(".week button.hand", state="detached")
    saved(page)
    assert "post" not in desk.order()


def test_an_answer_that_comes_late_takes_no_other_dialogs_place(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.evaluate(
        "() => { const real = fetch; window.fetch = (...of) => of[0].startsWith('/api/week')"
        " ? new Promise((done) => { window.release = () => done(real(...of)); }) : real(...of); }"
    )
    page.keyboard.press("t")
    page.wait_for_selector("#dlg[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.wait_for_selector("#dlg form input")
    with page.expect_response("**/api/week**"):
        page.evaluate("() => { release(); }")
    page.wait_for_timeout(100)
    assert page.locator("#dlg form input").count() == 1 and page.locator("#dlg .week").count() == 0


def test_a_story_is_dragged_by_its_grip(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    before = headlines(page)
    grip = page.locator("#run .rw .gr").nth(2).bounding_box()
    target = page.locator("#run .rw").nth(0).bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, grip["y"] - 30, steps=4)
    page.mouse.move(target["x"] + 20, target["y"] + 4, steps=4)
    page.mouse.up()
    page.wait_for_selector(f"#run .rw:first-of-type h3 >> text={before[2]}")
    saved(page)
    assert desk.order()["story"][0]["headline"] == before[2]


def test_a_tap_counts_at_once_after_a_story_was_dragged_by_a_finger(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk, "phone")
    before = headlines(page)
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    grip = page.locator("#run .rw .gr").nth(1).bounding_box()
    x, y = grip["x"] + 20, grip["y"] + 20
    touch("touchStart", x, y)
    for part in range(1, 11):
        touch("touchMove", x, y + 32 * part)
        page.wait_for_timeout(20)
    touch("touchEnd")
    pane = page.locator("#mnav button").nth(0).bounding_box()
    touch("touchStart", pane["x"] + 20, pane["y"] + 20)
    touch("touchEnd")
    page.wait_for_selector("body[data-view=pool]")
    saved(page)
    assert [story["headline"] for story in desk.order()["story"]].index(before[1]) > 1


def test_a_name_of_a_pane_is_never_outside_a_phone(workspace: Path, opened: Callable[..., Any]) -> None:
    settings = workspace / "digest.toml"
    settings.write_text(settings.read_text("utf-8").replace('locale = "en"', 'locale = "pt"', 1), "utf-8")
    desk = Desk(workspace)
    try:
        page = opened(desk, "phone")
        every = "[...document.querySelectorAll('#mnav button, .top .btn')].filter((one) => one.offsetParent)"
        assert page.evaluate(f"Math.max(...{every}.map((one) => one.getBoundingClientRect().right))") <= 375
        assert page.evaluate(f"{every}.filter((one) => one.scrollWidth > one.clientWidth + 1).length") == 0
        for width in (320, 701, 768, 900, 1024, 1101, 1180, 1920):  # … nor is anything beside a page of any width
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.evaluate(f"Math.max(...{every}.map((one) => one.getBoundingClientRect().right))") <= width
    finally:
        desk.kill()


def test_the_preview_shows_the_story_that_is_opened(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.wait_for_selector(".pv iframe.on")
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("e")
    words = page.frame_locator(".pv iframe.on").locator("h1, h2, h3").filter(has_text=headlines(page)[3][:30]).last
    for _ in range(100):
        if words.evaluate(
            "(one) => { const { top } = one.getBoundingClientRect(); return top >= 0 && top < innerHeight; }"
        ):
            return
        page.wait_for_timeout(50)
    pytest.fail("the email stands elsewhere")


def test_the_preview_follows_what_is_typed_and_runs_no_script(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Typed into the real email")
    page.frame_locator(".pv iframe.on").locator("text=Typed into the real email").first.wait_for()
    assert page.get_attribute(".pv iframe.on", "sandbox") == "allow-same-origin"
    assert page.evaluate("document.querySelector('.pv iframe.on').contentDocument.scripts.length") == 0


def test_on_a_broad_screen_the_email_has_its_own_width(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk, "broad")
    page.wait_for_selector(".pv iframe.on")
    assert page.locator(".pv iframe.on").bounding_box()["width"] == 640


def test_what_is_written_outside_appears_and_the_caret_stays(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type(", updated")
    saved(page)
    path = desk.folder / ORDER
    path.write_text(path.read_text("utf-8").replace('note = ""', 'note = "Good morning."'), "utf-8")
    page.wait_for_selector(".bar-m >> text=Your note")
    page.keyboard.type(" twice")
    saved(page)
    assert desk.order()["note"] == "Good morning."
    assert desk.order()["story"][0]["headline"].endswith(", updated twice")


def test_two_windows_see_each_other(desk: Desk, opened: Callable[..., Any]) -> None:
    one = opened(desk)
    context = one.context
    other = context.new_page()
    other.goto(f"http://{desk.host}/")
    other.wait_for_selector("#run .rw")
    second = headlines(one)[1]
    one.keyboard.press("j")
    one.keyboard.press("Alt+ArrowUp")
    other.wait_for_selector(f"#run .rw:first-of-type h3 >> text={second}")


def typed_over_theirs(page: Any, desk: Desk, words: str) -> None:
    """Type *words* as the subject over what another wrote there, unheard by the page, until the conflict is shown."""
    page.route("**/api/news", lambda route: None)
    page.keyboard.press("s")
    path = desk.folder / ORDER
    path.write_text(path.read_text("utf-8").replace('subject = ""', 'subject = "Theirs"', 1), "utf-8")
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.wait_for_selector(".cf >> text=Theirs")


def test_a_conflict_is_shown_and_decided(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    typed_over_theirs(page, desk, "Ours")
    assert desk.order()["subject"] == "Theirs"
    page.unroute("**/api/news")
    page.click(".cf >> nth=0 >> text=Use mine")
    saved(page)
    page.wait_for_selector(".cf", state="detached")
    page.wait_for_selector("#run .fx >> text=Ours")
    assert desk.order()["subject"] == "Ours"


@pytest.mark.parametrize(("choice", "left"), [("Use mine", "Ours"), ("Keep the file's", "Theirs")])
def test_a_conflict_is_decided_about_what_was_typed_last_though_it_is_not_saved_yet(
    desk: Desk, opened: Callable[..., Any], choice: str, left: str
) -> None:
    page = opened(desk)
    typed_over_theirs(page, desk, "Ou")

    def slowly(route: Any) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/api/change", slowly)
    page.keyboard.type("rs")
    page.hover(f".cf >> text={choice}")
    page.mouse.down()
    page.wait_for_timeout(1200)  # what was typed is saved, and the bar told of it, while the button is held
    page.mouse.up()
    page.wait_for_selector(".cf", state="detached")
    saved(page)
    assert desk.order()["subject"] == left


@pytest.mark.parametrize(("choice", "left"), [("Use mine", "Ours, longer still"), ("Keep the file's", "Theirs")])
def test_a_conflict_about_a_post_is_decided_also_by_who_goes_on_typing(
    desk: Desk, opened: Callable[..., Any], choice: str, left: str
) -> None:
    page = opened(desk)
    page.route("**/api/news", lambda route: None)  # no answer yet: a refused one would say that the desk is lost
    page.keyboard.press("o")
    page.wait_for_selector(".post:focus")
    page.keyboard.press("e")
    page.wait_for_selector(".post textarea")
    page.keyboard.press("Control+a")
    page.keyboard.type("Ours")
    saved(page)
    path = desk.folder / ORDER
    path.write_text(path.read_text("utf-8").replace('text = "Ours"', 'text = "Theirs"', 1), "utf-8")
    page.keyboard.type(", longer")
    page.wait_for_selector(".cf >> text=Theirs")
    page.unroute("**/api/news")
    page.keyboard.type(" still")
    page.wait_for_selector(".cf >> text=Ours, longer still")
    page.click(f".cf >> text={choice}")
    page.wait_for_selector(".cf", state="detached")
    saved(page)
    assert [post["text"] for post in desk.order()["post"]] == [left]


def test_a_desk_that_is_killed_takes_nothing_that_was_typed(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Before the cut")
    saved(page)
    desk.kill()
    page.keyboard.type(", and after it")
    page.wait_for_selector(".bar-m.e")
    again = Desk(desk.folder, "--port", desk.host.rpartition(":")[2])
    try:
        page.goto(again.address)
        page.wait_for_selector("#run .rw h3 >> text=Before the cut, and after it")
        saved(page)
        assert again.order()["story"][0]["headline"] == "Before the cut, and after it"
    finally:
        again.kill()


def test_what_a_full_disk_refuses_is_kept_told_and_saved_once_there_is_room(
    desk: Desk, opened: Callable[..., Any]
) -> None:
    page = opened(desk)
    told = '{"error": {"what": "the disk refused: no room", "where": "running-order", "fix": "free some room"}}'
    full = {"status": 507, "content_type": "application/json", "body": told}
    page.route("**/api/change", lambda route: route.fulfill(**full))
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Typed on a full disk")
    page.wait_for_selector(".bar-m.e >> text=the disk refused")
    assert page.get_attribute("body", "data-saved") == "no"
    page.unroute("**/api/change")
    page.wait_for_selector(".bar-m.e", state="detached")
    saved(page)
    assert desk.order()["story"][0]["headline"] == "Typed on a full disk"


def test_a_broken_file_is_told_with_its_line_until_it_is_whole(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    path = desk.folder / ORDER
    whole = path.read_text("utf-8")
    path.write_text(whole.replace('subject = ""', 'subject = "', 1), "utf-8")
    page.wait_for_selector(".bar-m.e >> text=/line \\d+/")
    path.write_text(whole, "utf-8")
    page.wait_for_selector(".bar-m.e", state="detached")


def test_a_hostile_page_in_the_same_browser_reaches_nothing(desk: Desk, chromium: Any) -> None:
    """It tries a form, a fetch with cookies, a frame and a picture; the running order stays as it was."""
    attack = f"""<!doctype html><body><script>
      const to = "http://{desk.host}";
      fetch(to + "/api/change", {{method: "POST", credentials: "include", mode: "no-cors",
        headers: {{"content-type": "text/plain"}},
        body: '{{"changes":[{{"type":"top","key":"subject","value":"X"}}]}}'}})
        .catch(() => 0).finally(() => fetch(to + "/api/state", {{credentials: "include"}})
        .then((answer) => answer.text()).catch(() => "nothing")
        .then((text) => {{ document.body.dataset.got = text; }}));
    </script><iframe src="http://{desk.host}/"></iframe></body>"""

    class Evil(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(attack.encode())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Evil)
    Thread(target=server.serve_forever, daemon=True).start()
    context = chromium.new_context()
    try:
        mine = context.new_page()
        mine.goto(desk.address)
        mine.wait_for_selector("#run .rw")
        before = desk.text()
        page = context.new_page()
        page.goto(f"http://localhost:{server.server_port}/")
        page.wait_for_selector("body[data-got]")
        assert page.get_attribute("body", "data-got") == "nothing" and desk.text() == before
        assert 'id="run"' not in page.frames[1].content()
    finally:
        context.close()
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_axe_finds_nothing(
    desk: Desk, opened: Callable[..., Any], axe: str, size: str, scheme: str, long: bool
) -> None:
    if not long and (size, scheme) not in {("wide", "light"), ("phone", "dark")}:
        pytest.skip("the long form: make test-browser-long")
    page = opened(desk, size, scheme, bypass_csp=True)

    def look() -> list[str]:
        page.wait_for_timeout(300)  # colours fade in
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {iframes: false, resultTypes: ['violations']})")
        return [f"{v['id']}: {node['html'][:200]}" for v in found["violations"] for node in v["nodes"]]

    for pane in range(4 if size == "phone" else 1):
        if size == "phone":
            page.tap(f"#mnav button >> nth={pane}")
        assert look() == []
    if size == "phone":
        page.tap("#mnav button >> nth=1")
    page.locator("#run .rw button[data-do=edit]").first.click()
    page.wait_for_selector(".ed .qo")
    assert look() == []
    page.locator("#chk .hd button").first.click() if size == "wide" else None
    page.keyboard.press("Escape")
    page.locator("#tab-posts").click() if size == "wide" else page.tap("#mnav button >> nth=3")
    page.locator(".post button").first.click()
    page.wait_for_selector(".post textarea")
    assert look() == []
    page.locator(".post button").first.click()
    page.keyboard.press("t")
    page.wait_for_selector(".week button")
    assert look() == []
    page.keyboard.press("Escape")
    page.locator("#build").click()
    page.wait_for_selector("#dlg form")
    assert look() == []


@pytest.mark.parametrize("locale", ["ar", "he"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_it_reads_from_right_to_left(workspace: Path, opened: Callable[..., Any], locale: str, size: str) -> None:
    settings = workspace / "digest.toml"
    text = settings.read_text("utf-8")
    text = re.sub(r"(?m)^locale = .*$", "", text).replace("[newsletter]", f'[newsletter]\nlocale = "{locale}"', 1)
    settings.write_text(text, "utf-8")
    desk = Desk(workspace)
    try:
        page = opened(desk, size)
        assert page.get_attribute("html", "dir") == "rtl" and page.get_attribute("html", "lang") == locale
        assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size]["width"]
        if locale == "ar":
            assert ", " not in page.inner_text("#issue")
        if size == "wide":
            pool, side = (page.locator(f"main > .{name}").bounding_box() for name in ("pool", "side"))
            assert pool["x"] > side["x"]
            page.wait_for_selector(".pv iframe.on")
            frame, box = (page.locator(name).bounding_box() for name in (".pv iframe.on", ".pv"))
            assert box["x"] <= frame["x"] and frame["x"] + frame["width"] <= box["x"] + box["width"] + 1
            words, mark = (page.locator(f".cl >> nth=0 >> {name}").bounding_box() for name in ("h3", ".pos"))
            room = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.cl h3')).paddingLeft)")
            assert words["x"] + room >= mark["x"] + mark["width"]  # the number never stands on the headline
        assert not re.search("[A-Za-z]{4,}", page.inner_text("#mnav" if size == "phone" else "#keys"))
        deck, row = (page.locator(f"#run .rw >> nth=0 >> {name}") for name in (".ln p > :last-child", ".ln p"))
        assert deck.evaluate("(one) => getComputedStyle(one).direction") == "ltr"  # cut at its end
        assert deck.bounding_box()["x"] + 1 >= row.bounding_box()["x"]
    finally:
        desk.kill()


def test_a_thousand_candidates_are_all_there_and_found(workspace: Path, opened: Callable[..., Any]) -> None:
    words = ["gate", "ferry", "kitchen", "survey", "depot", "roof", "market", "bridge", "mill", "quay"]
    for number in range(1000):
        a, b, c = words[number % 10], words[number // 10 % 10], words[number // 100]
        (workspace / "seeds" / f"many-{number}.md").write_text(
            f"---\ntitle: The {a} of {b}holm takes {number} days of {c}\n"
            f"date: 2026-08-10T0{number % 5}:00:00+02:00\n---\n\n"
            f"Item {number} of {a}, {b} and {c} was counted {number * 7} times by clerk {number * 13}.\n",
            "utf-8",
        )
    desk = Desk(workspace)
    try:
        page = opened(desk)
        page.wait_for_selector(".cl >> nth=500", state="attached")
        assert page.evaluate("getComputedStyle(document.querySelector('.cl')).contentVisibility") == "auto"
        page.fill("#find", "takes 777 days")
        page.wait_for_selector(".cl:not([hidden]) h3 >> text=takes 777 days")
        assert page.locator(".cl:not([hidden])").count() == 1
    finally:
        desk.kill()


def test_the_machines_words_stand_under_mine_and_come_back(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    press = page.keyboard.press
    original = headlines(page)[0]
    press("e")
    page.wait_for_selector(".ed .qo")
    press("Control+a")
    page.keyboard.type("A headline by hand")
    saved(page)
    page.wait_for_selector(f".was:not([hidden]) >> text={original}")
    press("Escape")
    assert page.evaluate("document.activeElement.dataset.do") == "edit"  # the focus is where it was before
    press("j")
    press("Alt+ArrowUp")
    page.click("#tab-history")
    page.wait_for_selector("#panel >> text=was 2")
    page.locator("#run .rw button[data-do=edit]").nth(1).click()
    page.locator(".ed .was:not([hidden]) button").first.click()
    page.wait_for_selector(f"#run .rw h3 >> text={original}")


@pytest.mark.parametrize("wait", [0, 1500], ids=["at once", "after the rules"])
def test_a_morning_without_news_is_told_and_no_key_breaks_it(workspace: Path, chromium: Any, wait: int) -> None:
    for path in (workspace / "seeds").iterdir():
        path.unlink()
    desk = Desk(workspace)
    context = chromium.new_context(viewport=SIZES["wide"])
    faults: list[str] = []
    try:
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.route("**/api/state*", lambda route: (page.wait_for_timeout(wait), route.continue_()))
        page.goto(desk.address)
        for key in "jklxesqawpotzb":  # while nothing is read yet
            page.keyboard.press(key)
        page.wait_for_selector(".bar-m.e >> text=nothing new belongs to")
        assert "Reading" not in page.inner_text("main") and "Checking" not in page.inner_text("main")
        for key in ("j", "k", "Alt+ArrowUp", "l", "x", "e", "s", "q", "a", "w", "p", "t", "z", "Shift+Z", "b"):
            page.keyboard.press(key)
        page.fill("#find", "anything")
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        assert faults == []
    finally:
        context.close()
        desk.kill()


def test_a_check_is_put_right_in_one_press(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("s")
    page.keyboard.press("Control+a")
    page.keyboard.type("Everything happened at once, and all of it is told here at far too great a length!!")
    page.keyboard.press("Escape")
    page.wait_for_selector("#chk li.w >> text=subject")
    page.locator("#chk li.w button").first.click()
    page.wait_for_selector("#chk li.w >> text=subject", state="detached")
    assert desk.order()["subject"] == ""


def test_a_candidate_is_found_and_brought_in_from_the_search(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("x")
    page.wait_for_selector("#run details.fx")
    gone = page.inner_text("#run details.fx p >> nth=0 >> span") if page.locator("details.fx[open]").count() else ""
    name = gone or page.evaluate("document.querySelector('#run details.fx p span').textContent")
    page.keyboard.press("a")  # adds the best: not the one that was just taken out
    page.wait_for_selector("#toast.on")
    saved(page)
    assert name not in headlines(page)
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#run .rw h3 >> text={name}")


def test_what_readers_were_told_is_taken_back_with_its_reason(workspace: Path, opened: Callable[..., Any]) -> None:
    yesterday = Desk(workspace).open()
    yesterday.state()
    assert yesterday.ask("POST", "/api/build", {"by": "Mira"}).status == 200
    yesterday.stop()
    desk = Desk(workspace, "--slot", "2026-08-11")
    try:
        page = opened(desk)
        page.click("#more")
        page.click("#dlg button >> text=Where is an article?")
        page.wait_for_selector("#dlg li button >> text=Retract")
        page.click("#dlg li button >> text=Retract >> nth=0")
        headline = page.inner_text("#dlg form b")
        page.fill("#dlg form input", "The figures were wrong.")
        page.click("#dlg form button >> text=Retract")
        page.wait_for_selector(f'#dlg code >> text=digest build --slot {SLOT} --revise "The figures were wrong."')
        page.keyboard.press("Escape")
        page.click("#more")
        page.click("#dlg button >> text=Where is an article?")
        page.fill("#dlg input[type=search]", headline)
        page.wait_for_selector("#dlg li")
        assert not page.locator("#dlg li button >> text=Retract").count()
    finally:
        desk.kill()
