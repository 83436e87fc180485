"""How much the lead article brings: body, deck, link, picture, takeaways, analysis, highlights."""

from __future__ import annotations

from digest.picks.terms import Candidate

WEIGHT = 0.15
COLUMN = "full"
TELLS = 5
NEIGHBOURS = False
SHORT, LONG = 100, 1_000  # words
NAMED = {"picture": "a picture", "highlights": "highlights", "analysis": "an analysis"}


def measure(candidate: Candidate) -> float:
    """Return the share of the parts that are there."""
    parts = _parts(candidate)
    return sum(parts.values()) / len(parts)


def say(candidate: Candidate) -> str:
    """Name what makes it a full page: two or more of picture, highlights, analysis; or say how long a read it is."""
    parts = _parts(candidate)
    words = len(candidate.story.lead.text.split())
    if words >= LONG:
        return f"a long read of {round(words, -2):,} words"
    named = [text for name, text in NAMED.items() if parts[name]]
    if len(named) > 1:
        return f"a full page with {', '.join(named[:-1])} and {named[-1]}"
    return f"{round(words, -1)} words{f' with {named[0]}' if named else ''}" if words >= SHORT else ""


def _parts(candidate: Candidate) -> dict[str, bool]:
    article = candidate.story.lead
    return {
        "body": bool(article.text),
        "deck": bool(article.deck or article.standfirst),
        "link": bool(article.url),
        "picture": article.image is not None and candidate.pictured(article),
        "takeaways": bool(article.takeaways),
        "analysis": bool(article.analysis),
        "highlights": bool(article.highlights),
    }
