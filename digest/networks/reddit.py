"""Reddit: a title of 300 characters, and the link beside it.

A title is plain text: no Markdown, no line break.  A post is a link or a text, not
both, so the link goes into its own field.

Sources: reddit.com/dev/api (submit: "title of the submission. up to 300 characters
long"); ``reddit.com/submit?url&title``.
Checked 2026-11.
"""

from __future__ import annotations

from digest.networks import Draft, Network, query
from digest.text.counting import Count


def intent(draft: Draft) -> str:
    """Return the submit page with title and link."""
    return query("https://www.reddit.com/submit", {"url": draft.link, "title": draft.text})


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of ``/api/submit`` but for the community."""
    title = " ".join(draft.text.split())
    return {"kind": "link", "title": title, "url": draft.link} if draft.link else {"kind": "self", "title": title}


NETWORK = Network(
    name="Reddit",
    limit=300,
    unit="code points",
    measure=Count(unit="codepoints"),
    source="https://www.reddit.com/dev/api/#POST_api_submit",
    intent=intent,
    api=api,
    tags=0,
    images=0,
)
