"""``digest init``: a workspace that builds at once, with samples or from what somebody already has."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from digest import shelf
from digest.errors import Notice
from digest.jobs.add import FoundSources, source_table, write_allowed
from digest.picks.slots import Slot, current_slot
from digest.settings import PicksSettings, ScheduleSettings
from digest.text.slugs import headline_slug
from digest.text.variants import lineage, territory
from digest.workspace import locales, start_workspace

ENOUGH = 5  # articles that a first edition wants
WINDOWS = (1, 2, 3, 7, 14, 31, 92, 366)  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new workspace: its files' names, the first slot that has something to tell, and what to look at."""

    files: list[str]
    slot: str = ""
    notices: tuple[Notice, ...] = ()


def start(
    root: Path, *, now: datetime, found: Sequence[FoundSources] = (), zone: str = "", allowed: Collection[str] = ()
) -> Started:
    """Write a workspace to *root*: with three sample articles, or with the sources of *found*.

    *zone* is the machine's, for a site that names none; *allowed* are hosts inside a
    network that may be reached.  Raises `UsageError` when there is one already.
    """
    if not found:
        return Started(files=start_workspace(root, current_slot(ScheduleSettings(), now).date))
    schedule = ScheduleSettings(zone=next((name for name in (found[0].zone, zone) if _is_zone(name)), "UTC"))
    dates = [date for one in found for date in one.dates]
    slot = _first_slot(schedule, now, dates)
    text, notices = _settings(found, schedule, window_of(dates, slot.at), allowed)
    files = start_workspace(root, slot.date, settings=text)
    later = "" if slot == current_slot(schedule, now) else slot.name
    return Started(files=files, slot=later, notices=(*notices, *(notice for one in found for notice in one.notices)))


def window_of(dates: Sequence[datetime], at: datetime) -> timedelta:
    """Return the least window that holds `ENOUGH` articles before *at*: of an old archive as much as it takes."""
    ages = sorted((at - date).days for date in dates if date <= at)[:ENOUGH]
    oldest = ages[-1] + 1 if ages else 1
    return timedelta(days=next((days for days in WINDOWS if days >= oldest), oldest))


def _first_slot(schedule: ScheduleSettings, now: datetime, dates: Sequence[datetime]) -> Slot:
    """Return the current slot, or the next one where everything is newer than that."""
    slot = current_slot(schedule, now)
    return slot if not dates or min(dates) <= slot.at else current_slot(schedule, now + timedelta(days=1))


def _settings(
    found: Sequence[FoundSources], schedule: ScheduleSettings, window: timedelta, allowed: Collection[str]
) -> tuple[str, list[Notice]]:
    """Return ``digest.toml`` with what was learnt, comments kept, and what could not be used of it."""
    document = tomlkit.parse(shelf.data("init/digest.toml").decode())
    notices = _name(document["newsletter"], found[0])
    document["schedule"]["zone"] = schedule.zone
    if window.days > 1:
        document["schedule"].add("window", f"{window.days}d")
        document["schedule"]["window"].comment("so far back the first edition looks; a day or a week will do later")
    if window.days > PicksSettings().repeat_days:  # else the memory ends before the window
        document["picks"].add("repeat_days", window.days)
        document["picks"]["repeat_days"].comment("as long as the window, or published stories come again")
    sources = AoT([source_table(source) for one in found for source in one.sources])
    sources[-1].add(tomlkit.nl())
    document["source"] = sources
    document.pop("segment", None)  # the sample's: they are for its three articles
    write_allowed(document, allowed)
    return tomlkit.dumps(document), notices


def _name(newsletter: Table, found: FoundSources) -> list[Notice]:
    """Write name, id, sender and locale; return a notice when the language has no locale."""
    if found.name:
        newsletter["name"] = found.name
        newsletter["id"] = _id(found.name)
        newsletter["from"] = f"{re.sub('[<>,;@]', ' ', found.name)} <digest@daily.example>"
    locale = _locale(found.language)
    if locale:
        newsletter["locale"] = locale
    elif found.language:
        what = f"the site is in {found.language}, which has no strings of its own yet; the edition's are English"
        fix = "docs/make-it-yours.md: a locale is one file"
        return [Notice(what=what, where="newsletter.locale", fix=fix)]
    return []


def _locale(language: str) -> str:
    """Return the locale for a site's language: a variant unless it is the language's usual one (en for en-US)."""
    short = language.replace("_", "-").partition("-")[0].lower()
    try:
        variant = lineage(language)[-1] if language else ""
        usual = bool(variant) and territory(variant) == territory(short)
    except ValueError:
        variant, usual = short, True
    return (short if usual else variant) if short in locales() else ""


def _id(name: str) -> str:
    """Return a newsletter's id for its name: small letters, digits and hyphens."""
    words = re.sub(r"[^a-z0-9]+", "-", headline_slug(name)).strip("-")[:40].strip("-")
    return words if words and not words.startswith("x-") else "daily"


def _is_zone(name: str) -> bool:
    from zoneinfo import available_timezones

    return name in available_timezones() and name != "Etc/UTC"
