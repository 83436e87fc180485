"""``digest init``: a workspace that builds at once, with samples or from what somebody already has."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from digest import shelf
from digest.errors import Notice
from digest.jobs.add import Found, source_table, write_allowed
from digest.text.slugs import headline_slug
from digest.workspace import locales, start_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new workspace: its files' names, and what to look at in them."""

    files: list[str]
    notices: tuple[Notice, ...] = ()


def start(
    root: Path, first_edition: date, *, found: Sequence[Found] = (), zone: str = "", allowed: Collection[str] = ()
) -> Started:
    """Write a workspace to *root*: with three sample articles, or with the sources of *found*.

    *zone* is the machine's, for a site that names none; *allowed* are hosts inside a
    network that may be reached.  Raises `UsageError` when there is one already.
    """
    if not found:
        return Started(files=start_workspace(root, first_edition))
    known = locales()
    text, notices = _settings(found, zone, allowed, known)
    files = start_workspace(root, first_edition, settings=text)
    return Started(files=files, notices=(*notices, *(notice for one in found for notice in one.notices)))


def _settings(
    found: Sequence[Found], zone: str, allowed: Collection[str], known: Collection[str]
) -> tuple[str, list[Notice]]:
    """Return ``digest.toml`` with what was learnt, comments kept, and what could not be used of it."""
    notices = []
    document = tomlkit.parse(shelf.data("init/digest.toml").decode())
    first = found[0]
    newsletter, schedule = document["newsletter"], document["schedule"]
    if first.name:
        newsletter["name"] = first.name
        newsletter["id"] = _id(first.name)
        newsletter["from"] = f"{re.sub('[<>,;@]', ' ', first.name)} <digest@daily.example>"
    language = first.language.partition("-")[0].lower()
    if language in known:
        newsletter["locale"] = language
    elif language:
        what = f"the site is in {first.language}, which has no strings of its own yet; the edition's are English"
        notices.append(Notice(what=what, where="newsletter.locale", fix="docs/make-it-yours.md: a locale is one file"))
    schedule["zone"] = first.zone if _is_zone(first.zone) else zone if _is_zone(zone) else "UTC"
    window = max(one.window for one in found)
    if window.days > 1:
        schedule.add("window", f"{window.days}d")
        schedule["window"].comment("so far back the first edition must look; afterwards a day or a week is enough")
    sources = AoT([])
    for one in found:
        for source in one.sources:
            sources.append(source_table(source))
    document["source"] = sources
    write_allowed(document, allowed)
    return tomlkit.dumps(document), notices


def _id(name: str) -> str:
    """Return a newsletter's id for its name: small letters, digits and hyphens."""
    words = re.sub(r"[^a-z0-9]+", "-", headline_slug(name)).strip("-")[:40].strip("-")
    return words if words and not words.startswith("x-") else "daily"


def _is_zone(name: str) -> bool:
    from zoneinfo import available_timezones

    return name in available_timezones()
