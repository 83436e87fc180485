"""The desk in Firefox: it loads, is edited and moved by keys and by the grip, and shows the real email."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk.desks import Desk, sample

pytestmark = pytest.mark.browser


@pytest.fixture
def firefox() -> Iterator[Any]:
    """A running Firefox."""
    selenium = pytest.importorskip("selenium.webdriver", reason="Firefox is driven by selenium: pip install selenium")
    driver = shutil.which("geckodriver")
    program = next((path for path in map(shutil.which, ("firefox", "firefox-esr")) if path), None)
    if not (driver and program):
        pytest.skip("no Firefox with geckodriver is on the path")
    options = selenium.FirefoxOptions()
    options.binary_location = program
    options.add_argument("-headless")
    made = selenium.Firefox(options=options, service=selenium.FirefoxService(executable_path=driver))
    made.set_window_size(1280, 900)
    yield made
    made.quit()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(sample(tmp_path / "paper"))
    yield made
    made.kill()


def until(page: Any, holds: Callable[[Any], Any]) -> Any:
    gone = pytest.importorskip("selenium.common.exceptions").StaleElementReferenceException
    wait = pytest.importorskip("selenium.webdriver.support.ui").WebDriverWait
    return wait(page, 30, ignored_exceptions=[gone]).until(holds)


def found(page: Any, selector: str) -> list[Any]:
    every: list[Any] = page.find_elements("css selector", selector)
    return every


def headlines(page: Any) -> list[str]:
    return [one.text.strip() for one in found(page, "#run .rw h3")]


def saved(page: Any) -> None:
    until(page, lambda it: found(it, "body[data-saved=yes]"))


def test_the_desk_is_used_in_firefox(desk: Desk, firefox: Any) -> None:
    webdriver = pytest.importorskip("selenium.webdriver")
    keys, page = webdriver.Keys, firefox

    def do() -> Any:
        return webdriver.ActionChains(page)

    page.get(desk.address)
    until(page, lambda it: found(it, "body[data-ready=yes] #run .rw"))
    first, second, third, *_ = headlines(page)
    do().send_keys("j").key_down(keys.ALT).send_keys(keys.ARROW_UP).key_up(keys.ALT).perform()
    until(page, lambda it: headlines(it)[:2] == [second, first])
    do().send_keys("e").perform()
    until(page, lambda it: found(it, ".ed input.h:focus"))
    do().key_down(keys.CONTROL).send_keys("a").key_up(keys.CONTROL).send_keys("Typed in Firefox").perform()
    saved(page)

    def previewed(it: Any) -> bool:
        it.switch_to.frame(found(it, ".pv iframe.on")[0])
        shown = "Typed in Firefox" in found(it, "body")[0].text
        it.switch_to.default_content()
        return shown

    until(page, previewed)
    do().send_keys(keys.ESCAPE).perform()
    grip, lead = found(page, "#run .rw .gr")[2], found(page, "#run .rw")[0]
    do().click_and_hold(grip).move_by_offset(0, -30).move_to_element_with_offset(lead, 0, -20).release().perform()
    until(page, lambda it: headlines(it)[0] == third)
    saved(page)
    order = [story["headline"] for story in desk.order()["story"]]
    assert order[:3] == [third, "Typed in Firefox", first]
