"""How long each field of an article may be for the place where it is printed.

One article must not cost the edition: a deck of 100 KB once made the email larger
than Gmail shows, and nothing was published.  What is over is trimmed at a sentence,
else at a word, and told; the source keeps it whole.
"""

from __future__ import annotations

from collections.abc import Mapping

# Characters.  Three times and more what newsrooms write; twelve stories at all caps are cut to length like any other.
CAPS: Mapping[str, int] = {
    "id": 200,
    "headline": 300,
    "deck": 800,
    "standfirst": 800,
    "source_headline": 300,
    "site": 100,
    "author": 200,
    "section": 100,
    "language": 35,
    "takeaways": 1000,
    "note": 300,
    "highlights": 600,
    "risk": 1500,
    "risk.heading": 200,
    "closing": 800,
    "related": 300,
    "subjects": 100,
    "located": 200,
    "usage": 500,
    "image_alt": 1000,
    "caption": 600,
    "credit": 200,
}
# Words that are shown as somebody's own end with the mark of an omission where they were cut.
_VERBATIM = frozenset({"takeaways", "highlights"})


def trimmed(name: str, text: str) -> str:
    """Return *text* as the field *name* may be: itself, or its beginning.  Cost: O(cap)."""
    cap = CAPS.get(name)
    if cap is None or len(text) <= cap:
        return text
    # Few fields are too long, and a second run reads none.
    from digest.text.fitting import ELLIPSIS, OMISSION, Ruler, fit

    mark, whole_mark = (OMISSION, OMISSION) if name in _VERBATIM else (ELLIPSIS, "")
    beginning = text[: 2 * cap]  # still too long, so that it is cut where the whole would be
    return fit(beginning, [Ruler(len, cap)], mark=mark, whole_mark=whole_mark).text or text[:cap]
