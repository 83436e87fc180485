"""The quote of the day, and every quote that is posted, is strong enough to stand on its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._words import quotes
from digest.quotes.select.strength import SHARE_READY

RULE = "quote-of-the-day"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the strength of the edition's quote, and of those in ``posts.jsonl``."""
    edition = sheet.edition
    if edition is None:
        return
    if edition.quote and edition.quote.score < SHARE_READY:
        what = f"the quote of the day has strength {edition.quote.score:.2f}; below {SHARE_READY} it cannot stand alone"
        fix = 'choose another with quote_of_the_day = "…" in the running order'
        yield Finding(rule=RULE, severity="warning", what=what, where=f"edition: {edition.quote.text[:60]}", fix=fix)
    weak = {quote.id: quote for quote, _, _ in quotes(edition) if quote.score < SHARE_READY}
    posted = dict.fromkeys(post.get("quote", "") for post in _posts(sheet))
    for quote in (weak[name] for name in posted if name in weak):
        what = f"a post is made of a quote of strength {quote.score:.2f}; below {SHARE_READY} it cannot stand alone"
        fix = "build again; posts are made of stronger quotes only"
        yield Finding(rule=RULE, severity="error", what=what, where=f"posts.jsonl: {quote.text[:60]}", fix=fix)


def _posts(sheet: Sheet) -> Iterator[dict[str, str]]:
    for line in sheet.files.get("posts.jsonl", b"").decode("utf-8", "replace").split("\n"):
        if line:
            yield json.loads(line)
