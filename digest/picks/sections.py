"""Where a story stands: its article's section, else one whose keywords it has, else the default."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from digest.settings import PicksSettings, SectionSettings
from digest.stories.story import Story


def section_of(story: Story, settings: PicksSettings) -> str:
    """Return the name of the section a story belongs to; '' when nothing claims it.

    The article's own word counts most, spelt as the settings spell it; where the
    settings know it not, the first of its subjects that they do: a section's name or one
    of its keywords.  Of the keyword rules the one with most words in headline and deck wins, the earlier on
    a tie; the body is not searched, since any long text has any word.
    """
    own = next((member.section for member in story.members if member.section), "")
    if own:
        names = {section.name.casefold(): section.name for section in settings.sections}
        return names.get(own.casefold()) or _by_subject(story, settings) or own
    if by_subject := _by_subject(story, settings):
        return by_subject
    text = "\n".join(f"{m.headline}\n{m.deck}\n{m.standfirst}" for m in story.members[:3])
    counts = [(sum(_has(text, word) for word in section.keywords), section.name) for section in settings.sections]
    best = max((count for count, _ in counts), default=0)
    return next((name for count, name in counts if count == best and best), settings.default_section)


def _by_subject(story: Story, settings: PicksSettings) -> str:
    """Return the section that an article's own tags name, '' when none does."""
    known = {word.casefold(): one.name for one in reversed(settings.sections) for word in (*one.keywords, one.name)}
    tags = (tag.casefold() for member in story.members for tag in member.subjects)
    return next((known[tag] for tag in tags if tag in known), "")


def rules(settings: PicksSettings) -> Mapping[str, SectionSettings]:
    """Return the sections that have rules, by name."""
    return {section.name: section for section in settings.sections}


def in_section_order(names: Sequence[str], settings: PicksSettings) -> list[int]:
    """Return the positions of *names* sorted as the settings list their sections, unknown ones last."""
    rank = {section.name: number for number, section in enumerate(settings.sections)}
    return sorted(range(len(names)), key=lambda position: (rank.get(names[position], len(rank)), position))


def _has(text: str, word: str) -> bool:
    return bool(word) and _pattern(word).search(text) is not None


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
