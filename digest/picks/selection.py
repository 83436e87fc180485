"""Filling the page: the best story first, then each time the best that is not more of the same.

This is maximal marginal relevance (Carbonell and Goldstein 1998): what a story is
worth falls with its likeness to the nearest that is already chosen.  Quotas and
the least scores of sections hold; of the first three stories no more than two are
of one section, if anything else is to be had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest.picks.ranking import score, total
from digest.picks.sections import rules
from digest.picks.terms import Candidate
from digest.settings import PicksSettings
from digest.stories.fingerprints import Fingerprint, likeness

SAME_SECTION = 0.25  # likeness of two stories that share no more than their section
TOP = 3


class Selection:
    """One filling of one page; *prints* holds the stories' fingerprints by id."""

    def __init__(
        self, settings: PicksSettings, weighed: Mapping[str, float], prints: Mapping[str, Fingerprint]
    ) -> None:
        self.settings = settings
        self.weighed = weighed
        self.prints = prints
        self.rules = rules(settings)
        self.shown: list[Candidate] = []

    def run(self, candidates: Sequence[Candidate]) -> list[tuple[Candidate, str]]:
        """Return all candidates with their places, in the order of the page; '' is the bench."""
        left = list(candidates)
        while len(self.shown) < self.settings.stories:
            best = self._best(left)
            if best is None:
                break
            self.shown.append(best)
            left = [self._crowded(candidate, best) for candidate in left if candidate is not best]
        left.sort(key=self._rank)
        brief = self.settings.brief if self.shown else 0
        places = ["lead", *["story"] * (len(self.shown) - 1)][: len(self.shown)]
        rest = ["brief"] * min(brief, len(left)) + [""] * max(0, len(left) - brief)
        return [*zip(self.shown, places, strict=True), *zip(left, rest, strict=True)]

    def why_not(self, candidate: Candidate) -> str:
        """Say in words why a candidate has no place of its own."""
        if not self._good_enough(candidate):
            return f"below the score that {candidate.section or 'a story'} needs"
        if not self._has_room(candidate):
            count = sum(other.section == candidate.section for other in self.shown)
            return f"{candidate.section} already has {count} {'story' if count == 1 else 'stories'}"
        worst = min((total(score(other, self.weighed)) for other in self.shown), default=0.0)
        short = worst - total(score(candidate, self.weighed))
        return f"the page is full, {short:.2f} behind the last story" if short >= 0.01 else "the page is full"

    def _best(self, left: Sequence[Candidate]) -> Candidate | None:
        fitting = [candidate for candidate in left if self._good_enough(candidate) and self._has_room(candidate)]
        if len(self.shown) == TOP - 1 and len({other.section for other in self.shown}) == 1:
            kind = self.shown[0].section
            fitting = [candidate for candidate in fitting if not kind or candidate.section != kind] or fitting
        return min(fitting, key=self._rank, default=None)

    def _rank(self, candidate: Candidate) -> tuple[float, str]:
        return -total(score(candidate, self.weighed)), candidate.story.id

    def _has_room(self, candidate: Candidate) -> bool:
        rule = self.rules.get(candidate.section)
        return rule is None or sum(other.section == candidate.section for other in self.shown) < rule.max

    def _good_enough(self, candidate: Candidate) -> bool:
        rule = self.rules.get(candidate.section)
        least = max(self.settings.least, rule.least if rule else 0.0)
        return total(score(candidate, self.weighed)) >= least

    def _crowded(self, candidate: Candidate, chosen: Candidate) -> Candidate:
        alike = likeness(self.prints.get(candidate.story.id, {}), self.prints.get(chosen.story.id, {}))
        if candidate.section and candidate.section == chosen.section:
            alike = max(alike, SAME_SECTION)
        return replace(candidate, crowded=round(alike, 4)) if alike > candidate.crowded else candidate
