"""The desk when people are faster than its answers: nothing pressed or typed is lost or put back by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from browser.at_the_desk import headlines, saved
from desk.desks import ORDER, Desk

pytestmark = pytest.mark.browser


def slowed(page: Any, wait: int = 500) -> None:
    """Let every change take its time."""

    def slowly(route: Any) -> None:
        page.wait_for_timeout(wait)
        route.continue_()

    page.route("**/api/change", slowly)


def held(page: Any, path: str) -> tuple[list[str], list[str]]:
    """Hold the next answer of *path* back until the second list has something; the first tells that it is there."""
    there: list[str] = []
    go: list[str] = []

    def late(route: Any) -> None:
        if there:
            route.continue_()
            return
        answer = route.fetch()
        there.append(path)
        while not go:
            page.wait_for_timeout(20)
        route.fulfill(response=answer)
        go.append(path)

    page.route(f"**/api/{path}*", late)
    return there, go


def until(page: Any, there: list[str], count: int = 1) -> None:
    while len(there) < count:
        page.wait_for_timeout(20)


def written(desk: Desk, old: str, new: str) -> None:
    """Write the running order as somebody else does."""
    path = desk.folder / ORDER
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def first(desk: Desk) -> Any:
    return desk.order()["story"][0]


def test_a_second_box_takes_the_first_not_back(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("e")
    rows = page.locator(".ed fieldset:has(> legend:text('Highlights')) > label input:checked")
    rows.first.wait_for()
    count = rows.count()
    assert count >= 2
    slowed(page)
    boxes = ".ed fieldset > label > input:checked"
    page.evaluate(f"[...document.querySelectorAll('{boxes}')].slice(0, 2).forEach((box) => box.click())")
    saved(page)
    assert len(first(desk).get("highlights", [])) == count - 2


def test_a_switch_pressed_twice_is_as_it_was(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    slowed(page)
    page.keyboard.press("l")
    page.wait_for_selector("#run .rw.locked", timeout=300)  # seen before it is saved
    page.keyboard.press("l")
    saved(page)
    assert not first(desk).get("lock")


def test_two_moves_in_a_row_are_two(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    slowed(page)
    one, two, three, *_ = headlines(page)
    with page.expect_response("**/api/change"):
        page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("Alt+ArrowDown")
        assert headlines(page)[:3] == [two, three, one]
    page.wait_for_timeout(100)
    assert headlines(page)[:3] == [two, three, one]  # the first answer moves nothing back
    saved(page)
    assert [story["headline"] for story in desk.order()["story"]][:3] == [two, three, one]


@pytest.mark.parametrize(
    ("before", "held", "done"),
    [
        ("", "#run .rw >> nth=1 >> [data-do=lock]", "#run .rw.locked"),
        ("x", "#run details.fx .btn", "#run:not(:has(details.fx))"),
        ("", "#tab-posts", "#tab-posts[aria-selected=true]"),
        ("", "#chk .hd button", "#chk .hd button[aria-expanded=true]"),
    ],
    ids=["lock", "restore", "tab", "checks"],
)
def test_what_is_held_while_an_answer_comes_is_pressed(
    desk: Desk, opened: Callable[..., Any], before: str, held: str, done: str
) -> None:
    page = opened(desk)
    page.wait_for_selector("#chk .hd button:not([hidden])")
    if before == "x":
        page.keyboard.press("x")
        page.click("#run details.fx summary")
    saved(page)
    page.hover(held)
    page.mouse.down()
    with page.expect_response(lambda answer: "/api/proof" in answer.url):
        written(desk, 'note = ""', 'note = "Good morning."')
    page.wait_for_timeout(300)
    page.mouse.up()
    page.wait_for_selector(done, state="attached", timeout=3000)


def test_a_field_that_was_left_shows_what_was_typed_until_it_is_saved(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    slowed(page, 700)
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("By")
    shown = page.locator(".ed input.h")
    with page.expect_response("**/api/change"):
        page.wait_for_timeout(150)  # this is on its way
        page.keyboard.type(" hand")
        page.keyboard.press("Tab")
    page.wait_for_timeout(100)
    assert shown.input_value() == "By hand"
    shown.focus()
    page.keyboard.press("End")
    page.keyboard.type(", all of it")
    saved(page)
    assert first(desk)["headline"] == "By hand, all of it"


def test_what_was_read_before_a_change_puts_nothing_back(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("e")
    page.keyboard.press("End")
    there, go = held(page, "state")
    written(desk, 'note = ""', 'note = "Good morning."')
    until(page, there)
    page.keyboard.type(", typed")
    saved(page)
    go.append("now")
    until(page, go, 2)
    page.wait_for_timeout(200)
    assert headlines(page)[0].endswith(", typed")
    page.keyboard.type(" on")
    saved(page)
    assert page.locator(".cf").count() == 0
    assert first(desk)["headline"].endswith(", typed on")


def test_words_that_somebody_else_wrote_where_i_type_are_not_typed_over(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("s")
    page.keyboard.press("Control+a")
    page.keyboard.type("Ours")
    saved(page)
    written(desk, 'subject = "Ours"', 'subject = "Theirs"')
    page.wait_for_selector("#bars .bar-m")  # the page has heard of it
    assert page.locator(".ed input").first.input_value() == "Ours"  # and puts nothing under the caret
    page.keyboard.insert_text(", longer")  # at once: who types on while it is asked about writes over the other's words
    page.wait_for_selector(".cf >> text=Theirs")
    saved(page)
    assert desk.order()["subject"] == "Theirs"
    page.click(".cf >> text=Use mine")
    page.wait_for_selector(".cf", state="detached")
    saved(page)
    assert desk.order()["subject"] == "Ours, longer"


def test_who_only_looks_at_a_field_sees_there_what_somebody_else_wrote(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("s")
    written(desk, 'subject = ""', 'subject = "Theirs"')
    page.wait_for_selector("#bars .bar-m")
    page.keyboard.press("Tab")
    assert page.locator(".ed input").first.input_value() == "Theirs"


def test_what_is_typed_when_the_page_is_closed_is_kept(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.route("**/api/change", lambda route: None)
    page.keyboard.press("s")
    kept = page.evaluate(
        """() => {
          const field = document.activeElement;
          field.value = 'The last word';
          field.dispatchEvent(new Event('input'));
          dispatchEvent(new Event('pagehide'));
          return Object.entries(localStorage).find(([name]) => name.startsWith('desk-unsaved'))?.[1] ?? '[]';
        }"""
    )
    assert [change["value"] for waiting in json.loads(kept) for change in waiting["changes"]] == ["The last word"]
    page.unroute("**/api/change")
    page.reload()
    page.wait_for_selector("#run .fx >> text=The last word")
    saved(page)
    assert desk.order()["subject"] == "The last word"


def test_checks_that_come_late_show_no_older_post(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.keyboard.press("o")
    page.wait_for_selector(".post:focus")
    page.keyboard.press("e")
    page.wait_for_selector(".post textarea:focus")
    page.keyboard.press("Control+a")
    there, go = held(page, "proof")
    written(desk, 'note = ""', 'note = "Good morning."')
    until(page, there)
    page.keyboard.type("By hand.")
    saved(page)
    go.append("now")
    page.keyboard.press("Escape")
    for _ in range(20):
        assert page.inner_text(".post:focus .tx").startswith("By hand.")
        page.wait_for_timeout(30)


def test_what_is_copied_is_what_is_seen(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    page.evaluate("navigator.clipboard.writeText = (text) => { window.had = text; return Promise.resolve(); }")
    page.keyboard.press("o")
    page.wait_for_selector(".post:focus")
    page.keyboard.press("e")
    page.wait_for_selector(".post textarea:focus")
    slowed(page, 1000)
    page.keyboard.press("Control+a")
    page.keyboard.type("By hand.")
    page.click(".post:has(textarea) .btn >> text=/^Copy/ >> nth=0")
    assert page.evaluate("window.had").startswith("By hand.")
    saved(page)


def test_who_builds_is_told_of_checks_of_what_was_typed_last(desk: Desk, opened: Callable[..., Any]) -> None:
    page = opened(desk)
    slowed(page, 800)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/proof" in request.url else None)
    page.keyboard.press("s")
    page.keyboard.press("Control+a")
    page.keyboard.type("The last word")
    page.click("#build")
    page.wait_for_selector("#dlg form p[role=status]:not(:text('Checking'))")
    state = page.evaluate("fetch('/api/state').then((found) => found.json())")
    assert state["order"]["top"]["subject"] == "The last word"
    assert asked[-1].endswith(state["order"]["version"])
