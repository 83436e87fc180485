"""What the editor asked for: each matching ``picks.boost`` adds its ``by``."""

from __future__ import annotations

import re

from digest.articles import Article
from digest.picks.terms import Candidate
from digest.settings import BoostSettings

WEIGHT = 1.0
COLUMN = "boost"
TELLS = 0
NEIGHBOURS = False


def measure(candidate: Candidate) -> float:
    """Return the sum of the boosts that fit, at most 1 and at least -1."""
    return max(-1.0, min(1.0, sum(boost.by for boost in _fitting(candidate))))


def say(candidate: Candidate) -> str:
    """Name what was asked for, more of it or less."""
    fitting = _fitting(candidate)
    if not fitting:
        return ""
    names = " and ".join(boost.section or boost.author or f"“{boost.keyword}”" for boost in fitting)
    return f"{'more' if sum(boost.by for boost in fitting) > 0 else 'less'} of {names}, as you asked"


def _fitting(candidate: Candidate) -> list[BoostSettings]:
    lead, section = candidate.story.lead, candidate.section
    return [boost for boost in candidate.settings.boost if boost.by and _fits(boost, lead, section)]


def _fits(boost: BoostSettings, article: Article, section: str) -> bool:
    """Say whether all that the boost names fits; one that names nothing never does."""
    wanted = [
        (boost.section, boost.section.casefold() == section.casefold()),
        (boost.author, boost.author.casefold() == article.author.casefold()),
        (boost.keyword, _has_word(f"{article.headline}\n{article.deck}\n{article.standfirst}", boost.keyword)),
    ]
    named = [fits for name, fits in wanted if name]
    return bool(named) and all(named)


def _has_word(text: str, word: str) -> bool:
    return bool(word) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
