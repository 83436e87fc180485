"""Filling the page: the best story first, then each time the best that is not more of the same.

This is maximal marginal relevance (Carbonell and Goldstein 1998): what a story is
worth falls with its likeness to the nearest that is already chosen.  Quotas and
the least scores of sections hold; of the first three stories no more than two are
of one section, if anything else is to be had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.picks.memory import Weighed
from digest.picks.ranking import beside, total
from digest.picks.sections import rules
from digest.picks.terms import Candidate
from digest.settings import PicksSettings
from digest.stories.fingerprints import Fingerprint, Neighbours
from digest.text.plurals import counted

SAME_SECTION = 0.25  # likeness of two stories that share no more than their section
TOP = 3


@dataclass(frozen=True, slots=True)
class _Runner:
    """A candidate with its score, which is asked for again and again; `least` is what it needs for a place."""

    candidate: Candidate
    shares: Mapping[str, float]
    total: float
    least: float

    @property
    def rank(self) -> tuple[float, str]:
        return -self.total, self.candidate.story.id


class Selection:
    """One filling of one page; *prints* holds the stories' fingerprints by id."""

    def __init__(
        self, settings: PicksSettings, weighed: Mapping[str, float], prints: Mapping[str, Fingerprint]
    ) -> None:
        self.settings = settings
        self.weighed = weighed
        self.prints = prints
        self.rules = rules(settings)
        self.shown: list[_Runner] = []
        self.sections: Counter[str] = Counter()  # how many of the shown stand in each
        self.left: dict[str, _Runner] = {}

    def run(self, candidates: Sequence[Weighed]) -> list[tuple[Weighed, str]]:
        """Return all candidates with their shares and places, in the order of the page; '' is the bench."""
        left = [_Runner(one, shares, total(shares), self._least(one)) for one, shares in candidates]
        neighbours = Neighbours({one.story.id: self.prints.get(one.story.id, {}) for one, _ in candidates})
        while len(self.shown) < self.settings.stories:
            best = self._best(left)
            if best is None:
                break
            self.shown.append(best)
            self.sections[best.candidate.section] += 1
            left = self._beside(best.candidate, [one for one in left if one is not best], neighbours)
        left.sort(key=lambda runner: runner.rank)
        brief = self.settings.brief if self.shown else 0
        places = ["lead", *["story"] * (len(self.shown) - 1)][: len(self.shown)]
        rest = ["brief"] * min(brief, len(left)) + [""] * max(0, len(left) - brief)
        found = [*zip(self.shown, places, strict=True), *zip(left, rest, strict=True)]
        self.left = {runner.candidate.story.id: runner for runner in left}
        return [((runner.candidate, runner.shares), place) for runner, place in found]

    def why_not(self, candidate: Candidate) -> str:
        """Say in words why a candidate of the last run has no place of its own."""
        runner = self.left[candidate.story.id]
        if runner.total < runner.least:
            return f"below the score that {candidate.section or 'a story'} needs"
        if not self._has_room(candidate.section):
            count = self.sections[candidate.section]
            return f"{candidate.section} already has {counted(count, 'story', 'stories')}"
        short = min((other.total for other in self.shown), default=0.0) - runner.total
        return f"the page is full, {short:.2f} below the last story" if short >= 0.01 else "the page is full"

    def _best(self, left: Sequence[_Runner]) -> _Runner | None:
        full = {section for section in self.rules if not self._has_room(section)}
        fitting = [one for one in left if one.total >= one.least and one.candidate.section not in full]
        if len(self.shown) == TOP - 1 and len(self.sections) == 1:
            kind = self.shown[0].candidate.section
            fitting = [one for one in fitting if not kind or one.candidate.section != kind] or fitting
        return min(fitting, key=lambda runner: runner.rank, default=None)

    def _has_room(self, section: str) -> bool:
        rule = self.rules.get(section)
        return rule is None or self.sections[section] < rule.max

    def _least(self, candidate: Candidate) -> float:
        rule = self.rules.get(candidate.section)
        return max(self.settings.least, rule.least if rule else 0.0)

    def _beside(self, chosen: Candidate, left: Sequence[_Runner], neighbours: Neighbours) -> list[_Runner]:
        """Return the runners as they are beside the story that was chosen last."""
        found: list[_Runner] = []
        alike_to = neighbours.of(chosen.story.id)
        for one in left:
            alike = alike_to.get(one.candidate.story.id, 0.0)
            if alike < SAME_SECTION and one.candidate.section and one.candidate.section == chosen.section:
                alike = SAME_SECTION
            found.append(self._crowded(one, alike) if alike > one.candidate.crowded else one)
        return found

    def _crowded(self, runner: _Runner, alike: float) -> _Runner:
        closer = replace(runner.candidate, crowded=round(alike, 4))
        shares = beside(closer, runner.shares, self.weighed)
        return _Runner(closer, shares, total(shares), runner.least)
