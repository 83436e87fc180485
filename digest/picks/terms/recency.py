"""How fresh the newest telling is: half as much with every ``picks.half_life``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digest.picks.terms import Candidate, in_words

WEIGHT = 0.25
COLUMN = "fresh"
TELLS = 3
NEIGHBOURS = False
UNDATED = 0.2  # no date is invented: such a story is timeless, and news comes first


def measure(candidate: Candidate) -> float:
    """Return 1 at the cut-off, .5 one half-life before it."""
    age = _age(candidate)
    if age is None:
        return UNDATED
    return float(0.5 ** (age / max(candidate.settings.half_life, timedelta(minutes=1))))


def say(candidate: Candidate) -> str:
    """Say how long before the deadline."""
    age = _age(candidate)
    if age is None:
        return ""
    alone = len(candidate.story.members) == 1
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        return "in at the deadline" if alone else "the latest at the deadline"
    hours = (minutes + 30) // 60
    if minutes < 60:
        time = "a minute" if minutes == 1 else f"{in_words(minutes)} minutes"
    elif age >= timedelta(hours=36):
        time = f"{in_words(round(age / timedelta(days=1)))} days"
    elif age >= timedelta(hours=24):
        time = "a day"
    else:
        time = "an hour" if hours == 1 else f"{in_words(hours)} hours"
    return f"{time} old at the deadline" if alone else f"the latest {time} before the deadline"


def _age(candidate: Candidate) -> timedelta | None:
    moments: list[datetime] = [m.published.astimezone(UTC) for m in candidate.story.members if m.published]
    return max(candidate.cut_off - max(moments), timedelta()) if moments else None
