"""How picks look: as JSON, as a list, and as a table of every term's share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from digest.articles import Article
from digest.cli._say import table
from digest.jobs.pick import Proposed, echoes_of
from digest.picks.choose import Pick
from digest.picks.ranking import columns
from digest.settings import PicksSettings
from digest.stories.in_common import in_common

MISSED = 5  # of the bench, shown in a table on a terminal


def as_record(pick: Pick) -> dict[str, Any]:
    """Return a pick as ``--json`` gives it; `lead` and `members` are article ids."""
    return {
        "id": pick.story.id,
        "lead": pick.story.lead.id,
        "members": [member.id for member in pick.story.members],
        "headline": _headline(pick),
        "score": pick.score,
        "terms": dict(pick.terms),
        "reason": pick.reason,
    }


def answer(found: Proposed) -> dict[str, Any]:
    """Return what ``digest pick --json`` answers."""

    def record(pick: Pick) -> dict[str, Any]:
        return as_record(pick) | {"place": pick.place, "section": pick.section, "update": _is_update(pick)}

    return {
        "slot": found.slot.name,
        "path": str(found.path),
        "stories": [record(pick) for pick in found.picks.chosen],
        "bench": [record(pick) for pick in found.picks.bench],
        "told": [record(pick) for pick in found.picks.told],
        "retracted": [record(pick) for pick in found.picks.retracted],
        "taken_over": list(found.taken_over),
        "changes": list(found.changes),
        "warnings": [notice.as_dict() for notice in found.notices],
    }


def all_answer(scored: Sequence[Pick]) -> dict[str, Any]:
    """Return what ``digest pick --all --json`` answers: every story, best first."""
    return {"stories": [as_record(pick) for pick in scored]}


def all_lines(scored: Sequence[Pick]) -> list[str]:
    """Return one line a story, best first."""
    rows = [(_number(pick.score), str(len(pick.story.members)), pick.story.lead.headline) for pick in scored]
    return table(("score", "pages", "headline"), rows, widths=(-5, -5, 0), cut=2)


def listing(found: Proposed, *, quiet: bool) -> list[str]:
    """Return what was picked and where it is written, then what changed there."""
    if quiet:
        return []
    lines = [""]
    for number, pick in enumerate(found.picks.chosen, 1):
        if pick.place == "brief" and (number == 1 or found.picks.chosen[number - 2].place != "brief"):
            lines += ["", "In brief"]
        lines += [f"{number:>2}  {_kicker(pick)}{_headline(pick)}", f"    {pick.reason}"]
        lines += [f"    also: {_told_by(one)}" for one in pick.story.members[1:]]
    for title, told in (("From your file", found.taken_over), ("What changed in it", found.changes)):
        lines += ["", title, *(f"  {one}" for one in told)] if told else []
    return [*lines, "", f"Look at {_near(found.path)}, change what you like; digest build uses it."]


def explained(found: Proposed, settings: PicksSettings) -> list[str]:
    """Return the table of shares, then each story's reason: picks first, then what just missed."""
    shown = (*found.picks.chosen, *found.picks.bench[:MISSED], *found.picks.told)
    # A term that tells none of them apart only takes room.
    names = {name: column for name, column in columns().items() if len({one.terms.get(name, 0.0) for one in shown}) > 1}
    head = ("#", "score", "headline", *names.values(), "pages")
    picks = [(str(number), pick) for number, pick in enumerate(found.picks.chosen, 1)]
    rest = [("–", pick) for pick in (*found.picks.bench[:MISSED], *found.picks.told, *found.picks.retracted)]
    rows = [_row(mark, pick, list(names)) for mark, pick in (*picks, *rest)]
    lines = table(head, rows, widths=(0, -5, 0, *[-5] * len(names), -5), cut=2)
    for mark, pick in (*picks, *rest):
        lines += ["", f"{mark:<3}{_kicker(pick)}{_headline(pick)}", f"   {pick.reason}", *_folded(pick)]
        lines += [f"   left out: “{one.text}” ({one.because})" for one in echoes_of(pick, settings)]
    return [*lines, "", "Same pages and settings give the same picks. --json for all."]


def _row(mark: str, pick: Pick, names: Sequence[str]) -> tuple[str, ...]:
    shares = [_number(pick.terms.get(name, 0.0)) for name in names]
    return (mark, _number(pick.score), pick.story.lead.headline, *shares, str(len(pick.story.members)))


def _folded(pick: Pick) -> list[str]:
    shared = in_common(pick.story.members)
    return [
        line
        for one in pick.story.members[1:]
        for line in (f"   folded: {_told_by(one)}", *([f"      {shared[one.id]}"] if shared.get(one.id) else []))
    ]


def _kicker(pick: Pick) -> str:
    return "Update: " if _is_update(pick) else ""


def _is_update(pick: Pick) -> bool:
    return pick.update if pick.edits.update is None else pick.edits.update


def _headline(pick: Pick) -> str:
    return pick.edits.headline or pick.story.lead.headline


def _told_by(article: Article) -> str:
    return article.headline + (f" ({article.site})" if article.site else "")


def _number(value: float) -> str:
    text = f"{value:.2f}".replace("-0.00", "0.00")
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
