"""File names and anchors made from anything: safe everywhere, and never the same twice.

Safe means: matches ``[a-z0-9][a-z0-9._-]{0,79}``, no trailing dot, no name that
a file system reserves.  Two different texts never share a slug: whatever folding
loses, a short hash of the original replaces.
"""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import normalize

MAX_SLUG = 80
LONGEST_NAME = 60

_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def is_safe_name(name: str) -> bool:
    """Say whether *name* can be a file's name on any system, as it is."""
    return bool(_PLAIN.fullmatch(name)) and not name.endswith(".") and not _DEVICE.fullmatch(name)


def slug(text: str) -> str:
    """Return a safe name for *text*; *text* itself when it is one."""
    if is_safe_name(text):
        return text
    folded = normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    mark = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words[: MAX_SLUG - 9].rstrip('-')}-{mark}" if words else f"x-{mark}"


def within(name: str, most: int) -> str:
    """Return *name*, or its beginning and a mark of the whole where it is longer than *most* characters.

    Names that differ only behind the cut stay different.
    """
    if len(name) <= most:
        return name
    mark = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name[: most - 9].rstrip('.-')}-{mark}"


def card_stem(slug: str, number: int = 1) -> str:
    """Return how the names of a story's cards begin, so short that each shape's whole name is a usable one."""
    return within(f"card-{slug}" + (f"-{number}" if number > 1 else ""), MAX_SLUG - len("-portrait-dark.png"))


def readable_name(headline: str) -> str:
    """Return what an article without a name is called: its headline's words with hyphens, whole words up to 60 letters.

    Latin letters lose their accents; another script stays as it is, for a hash says
    nothing to who reads it.  Two headlines may share a name.
    """
    plain = headline.casefold().replace("'", "").replace("’", "")
    folded = normalize("NFKD", plain).encode("ascii", "ignore").decode()
    letters = sum(c.isalnum() for c in plain)
    mostly_latin = 2 * sum(c.isalnum() for c in folded) >= letters
    words = re.findall(
        r"[a-z0-9]+" if mostly_latin else r"[^\W_]+", folded if mostly_latin else normalize("NFC", plain)
    )
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:LONGEST_NAME]
        if len(longer) > LONGEST_NAME:
            break
        name = longer
    return name or "article"


def headline_slug(headline: str) -> str:
    """Return a readable slug of a headline, as a page's address would have it."""
    folded = normalize("NFKD", headline.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", folded.replace("'", "")).strip("-")[:60].strip("-")
    return words if is_safe_name(words) else slug(headline)
