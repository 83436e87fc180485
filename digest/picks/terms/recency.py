"""How fresh the newest telling is: half as much with every ``picks.half_life``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digest.picks.terms import Candidate, in_words

WEIGHT = 0.25
COLUMN = "fresh"
TELLS = 3
UNDATED = 0.2  # no date is invented: such a story is timeless, and news comes first


def measure(candidate: Candidate) -> float:
    """Return 1 at the cut-off, .5 one half-life before it."""
    age = _age(candidate)
    if age is None:
        return UNDATED
    return float(0.5 ** (age / max(candidate.settings.half_life, timedelta(minutes=1))))


def say(candidate: Candidate) -> str:
    """Say how long before the deadline, when that is hours rather than days."""
    age = _age(candidate)
    if age is None or age >= timedelta(hours=24):
        return ""
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        return "published at the deadline"
    if minutes < 60:
        return f"published {in_words(minutes)} minute{'s' * (minutes > 1)} before the deadline"
    hours = (minutes + 30) // 60
    return f"published {in_words(hours)} hour{'s' * (hours > 1)} before the deadline"


def _age(candidate: Candidate) -> timedelta | None:
    moments: list[datetime] = [m.published.astimezone(UTC) for m in candidate.story.members if m.published]
    return max(candidate.cut_off - max(moments), timedelta()) if moments else None
