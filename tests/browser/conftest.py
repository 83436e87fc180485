"""A real browser, axe, and the pages that the suite looks at.

Run by ``make test-browser``.  axe-core comes from npm into ``node_modules`` of the
checkout (git-ignored); without it, or without Chromium, the tests are skipped.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.at_the_desk import windows
from browser.looking import ROOT, TEMPLATES, settings
from desk.desks import Desk, sample
from editions import credited_in, full_in, standard_in, stress_in
from plates import PLATES
from realistic import corrected_in

from digest.edition.model import Edition
from digest.press import renditions


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--browser``: these tests take minutes and a browser, so they run only when asked."""
    parser.addoption("--browser", action="store_true", help="run the tests that drive a real browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip this folder's tests unless they were asked for."""
    if not config.getoption("--browser", default=False):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="a browser's tests: make test-browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium."""
    api = pytest.importorskip("playwright.sync_api")
    program = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if program is None:
        pytest.skip("no Chromium is installed")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--font-render-hinting=none"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script."""
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.skip("axe-core is not here: npm install --no-save axe-core")
    return path.read_text("utf-8")


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page that reaches nothing outside."""
    made = chromium.new_page(viewport={"width": 700, "height": 900})
    made.route("**/*", lambda route: route.abort())
    yield made
    made.close()


@pytest.fixture(scope="session")
def drawn() -> Any:
    """Return a function that prints a set of editions: (set, theme, locale) → renditions."""

    def draw(kind: str, theme: str, locale: str) -> dict[str, str]:
        sets = {
            "standard": standard_in,
            "full": full_in,
            "credited": credited_in,
            "stress": stress_in,
            "morning": corrected_in,
        }
        edition: Edition = sets[kind](locale)
        return renditions.render(edition, settings(theme), TEMPLATES, PLATES)

    return draw


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The sample's articles and settings."""
    return sample(tmp_path / "paper")


@pytest.fixture
def desk(workspace: Path) -> Iterator[Desk]:
    """A running desk over it."""
    made = Desk(workspace)
    yield made
    if made.process.poll() is None:
        made.kill()


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a desk in a browser of its own."""
    with windows(chromium) as open_it:
        yield open_it
