"""What the tests of the desk in a browser share: windows, what stands in them, and when all of it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from desk.desks import Desk

SIZES = {"wide": {"width": 1280, "height": 860}, "phone": {"width": 375, "height": 812}}


@contextmanager
def windows(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Give a function that opens a desk in a browser of its own, and see that nothing is asked of anybody else."""
    contexts: list[Any] = []
    strangers: list[str] = []

    def open_it(desk: Desk, size: str = "wide", scheme: str = "light", **options: Any) -> Any:
        context = chromium.new_context(viewport=SIZES[size], color_scheme=scheme, has_touch=size == "phone", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: strangers.append(request.url) if desk.host not in request.url else None)
        page.on("pageerror", lambda fault: strangers.append(str(fault)))
        page.goto(desk.address)
        page.wait_for_selector("#run .rw")
        page.wait_for_selector("#chk h3", state="attached")
        return page

    try:
        yield open_it
    finally:
        for context in contexts:
            context.close()
    assert not [url for url in strangers if not url.startswith(("data:", "about:"))]


def saved(page: Any) -> None:
    """Wait until all that was typed and pressed is in the file."""
    page.wait_for_selector("body[data-saved=yes]")


def headlines(page: Any) -> list[str]:
    """Return the stories in their order."""
    return [text.strip() for text in page.locator("#run .rw h3").all_inner_texts()]
