"""A real browser scrolls to the words that a quote's link names, and to no others."""

from __future__ import annotations

from typing import Any

import pytest
from fetch.serving import serve

from digest.text.fragments import with_words

pytestmark = pytest.mark.browser

FILLER = [f"Paragraph {n} of the morning tells of nets, ropes and the price of mussels." for n in range(120)]
CASES = {
    "once": ["Nobody pumps at night, said the harbour office."],
    "twice": ["First the gates hold, said Anna.", *FILLER[:60], "Later the gates hold, said Ben."],
    "marks": ["“A well-kept, old & dry quay is 100% of a promise,” she said."],
    "long": [" ".join(f"word{n}" for n in range(80)) + " at last."],
    "two paragraphs": ["The gates closed before high water.", "They opened again at dawn, and the quay was dry."],
    "other script": ["彼は「水門は約束だ」と言った。"],
}
WANTED = {
    "once": "Nobody pumps at night",
    "twice": "the gates hold, said Ben",
    "marks": "A well-kept, old & dry quay is 100% of a promise,",
    "long": CASES["long"][0],
    "two paragraphs": "\n\n".join(CASES["two paragraphs"]),
    "other script": "水門は約束だ",
}


@pytest.mark.parametrize("case", CASES)
def test_the_browser_scrolls_to_the_words(chromium: Any, case: str) -> None:
    paragraphs = [*FILLER, *CASES[case], *FILLER]
    text = "\n\n".join(paragraphs)
    start = text.rindex(WANTED[case])
    body = "".join(f"<p>{part.replace('&', '&amp;')}</p>" for part in paragraphs)
    html = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>T</title>{body}</html>'.encode()
    with serve() as site:
        site.pages["/story"] = lambda handler: handler.give(html, Content_Type="text/html; charset=utf-8")
        link = with_words(site.url("/story"), text, [(start, start + len(WANTED[case]))])
        assert link
        page = chromium.new_page(viewport={"width": 800, "height": 600})
        page.goto(link)
        page.wait_for_timeout(400)
        words = text[start : start + 12]
        shown = page.evaluate(
            """words => [...document.querySelectorAll('p')].filter(p => p.textContent.includes(words)).map(p => {
                const box = p.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight })""",
            words.strip("“"),
        )
        page.close()
    assert shown[-1], "the words are in view"
    assert shown.count(True) == 1, "and no others like them"
