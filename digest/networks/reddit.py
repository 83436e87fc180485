"""Reddit: a title of 300 characters, and the link beside it.

A title is one line of plain text: no Markdown, no line break.  A post is a link or a
text, not both, so the link goes into its own field.

Sources: reddit.com/dev/api (submit: a title of up to 300 characters), through
clients that hold its wording, as the page itself was not seen; so the unit (code
points, what a Python server counts) is unverified, as is ``reddit.com/submit?url&title``.
Checked 2026-11.
"""

from __future__ import annotations

import re

from digest.networks import Draft, Look, Network, query, web_links
from digest.text.counting import Count

_SPACE = re.compile(r"\s++")
_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")


def repair(text: str) -> str:
    """Return *text* as one line, a space for each line break."""
    return _SPACE.sub(lambda run: " " if _BREAK.search(run[0]) else run[0], text)


def intent(draft: Draft) -> str:
    """Return the submit page with title and link."""
    return query("https://www.reddit.com/submit", {"url": draft.link, "title": draft.text})


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of ``/api/submit`` but for the community."""
    title = {"title": draft.text}
    return {"kind": "link", **title, "url": draft.link} if draft.link else {"kind": "self", **title}


NETWORK = Network(
    name="Reddit",
    limit=300,
    unit="code points",
    measure=Count(unit="codepoints"),
    source="https://www.reddit.com/dev/api/#POST_api_submit",
    repair=repair,
    keep=web_links,
    escape=repair,
    intent=intent,
    api=api,
    tags=0,
    images=0,
    look=Look(card="side"),
)
