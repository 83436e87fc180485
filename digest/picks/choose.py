"""The choice: which stories make the front page, in which place, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC

from digest.articles import Article
from digest.errors import Notice
from digest.picks.slots import Slot
from digest.picks.stories import Story, fullness
from digest.quotes.quote import Quote
from digest.settings import Settings

BENCH = 20  # stories that just missed, offered to the editor


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A story chosen for an edition, with its reason.

    `place` is lead, story or brief ('' on the bench); `terms` add up to `score`.
    `update` marks a follow-up of a story that an earlier edition had.
    """

    story: Story
    place: str = ""
    section: str = ""
    score: float = 0.0
    terms: Mapping[str, float] = field(default_factory=dict)
    reason: str = ""
    update: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """What was chosen, in order, what just missed, and what a reader should know."""

    picks: tuple[Pick, ...]
    bench: tuple[Pick, ...] = ()
    notices: tuple[Notice, ...] = ()


def choose(
    stories: Sequence[Story],
    settings: Settings,
    slot: Slot,
    *,
    quotes: Callable[[Article], tuple[Quote, ...]],
    weights: Callable[[Article], float],
    seen: Collection[str] = (),
) -> Picks:
    """Choose the lead, the stories and those in brief for *slot*.

    *quotes* is asked for candidates only, *weights* gives the weight of an
    article's source, *seen* holds ids of stories that readers already had.
    """
    wanted = settings.picks.stories + settings.picks.brief
    scored = [_scored(story, slot, weights) for story in stories if story.id not in seen]
    ranked = sorted(scored, key=lambda pick: (-pick.score, pick.story.id))
    placed = tuple(_placed(pick, n, settings.picks.stories) for n, pick in enumerate(ranked[:wanted]))
    return Picks(picks=placed, bench=tuple(ranked[wanted : wanted + BENCH]))


def _placed(pick: Pick, position: int, stories: int) -> Pick:
    return replace(pick, place="lead" if not position else "story" if position < stories else "brief")


def _scored(story: Story, slot: Slot, weights: Callable[[Article], float]) -> Pick:
    published = story.lead.published
    age = (slot.at.astimezone(UTC) - published.astimezone(UTC)).total_seconds() / 3600 if published else 24.0
    terms = {
        "fresh": round(0.4 * 0.5 ** (max(age, 0.0) / 12), 4),
        "size": round(0.3 * (1 - 1 / len(story.members)), 4),
        "complete": round(0.3 * min(fullness(story.lead) / 8, 1.0) * weights(story.lead), 4),
    }
    count = len(story.members)
    reason = "One article reports it." if count == 1 else f"{count} articles report it."
    return Pick(
        story=story,
        section=story.lead.section,
        score=round(sum(terms.values()), 4),
        terms=terms,
        reason=reason,
    )
