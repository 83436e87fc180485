"""Outboxes for the tests of the site: a newsletter, and editions published into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import html5lib
from editions import quote, standard
from plates import PLATES

from digest.edition.model import Edition, edition_json
from digest.outbox.publish import publish
from digest.press import renditions
from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.text.direction import language_direction
from digest.workspace import Templates, Workspace, shipped_templates

WEB = "https://example.org/daily"


def workspace(root: Path, web: str = WEB, locale: str = "en", theme: str = "calm") -> Workspace:
    """Return a newsletter's workspace with an outbox that is still empty."""
    news = NewsletterSettings(
        id="daily", name="The Daily Take", web=web, locale=locale, subscribe="https://example.org/join"
    )
    settings = Settings(newsletter=news, email=EmailSettings(theme=theme))
    return Workspace(root, settings, Templates(root / "templates", shipped_templates()), root / "outbox")


def edition(day: int = 0, **values: object) -> Edition:
    """Return the edition of a day (0 is 9 August 2026), in three stories and one line, all with words of that day."""
    first = standard(2)
    assert first.lead is not None
    at = first.at + timedelta(days=day)
    slot = at.date().isoformat()
    said = replace(quote(f"The ferry of day {day} sails at noon."), speaker="Ida Varga", id=f"q{day}")
    lead = replace(
        first.lead, slug=f"treaty-{day}", headline=f"Three valleys meet on day {day}", kicker="Water", quotes=(said,)
    )
    stories = tuple(
        replace(story, slug=f"{story.slug}-{day}", headline=f"{story.headline}, day {day}") for story in first.stories
    )
    made = replace(
        first,
        key=f"daily-{slot}",
        slot=slot,
        at=at,
        number=day + 1,
        lead=lead,
        stories=stories,
        subject=lead.headline,
        quote=None,
    )
    return replace(made, **values)  # type: ignore[arg-type]


def publish_to(here: Workspace, made: Edition, *, web: str | None = None, drawn: bool = False) -> Edition:
    """Publish an edition, with pages where a test looks at them; *web* is the address that it was built with."""
    news = replace(
        made.newsletter,
        web=here.settings.newsletter.web if web is None else web,
        locale=here.settings.newsletter.locale,
        direction=language_direction(here.settings.newsletter.locale),
    )
    made = replace(made, newsletter=news)
    out = renditions.render(made, here.settings, here.templates, PLATES) if drawn else {"web.html": "<main></main>"}
    files = {name: text.encode() for name, text in out.items()} | {"edition.json": edition_json(made).encode()}
    publish(here.outbox, made.key, files | {"lead.png": b"a picture"}, {"slot": made.slot})
    return made


def several(here: Workspace, days: int) -> list[Edition]:
    """Publish an edition a day."""
    return [publish_to(here, edition(day)) for day in range(days)]


def dead_links(root: Path) -> list[str]:
    """Return what pages of the site in *root* lead to that is no file of it, pictures of editions aside."""
    found = []
    for path in sorted(root.rglob("*.html")):
        here = "/" + path.relative_to(root).as_posix()
        for node in html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False).iter():
            for address in filter(None, map(node.get, ("href", "src", "action")) if isinstance(node.tag, str) else ()):
                at_home = address.replace(WEB, "", 1) if address.startswith(WEB) else address
                if not at_home or urlsplit(at_home).scheme or "images/" in at_home:
                    continue
                target = root / urlsplit(urljoin(here, at_home)).path.lstrip("/")
                if not target.is_file() and not (target / "index.html").is_file():
                    found.append(f"{here}: {address}")
    return found
