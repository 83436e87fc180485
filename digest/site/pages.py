"""Printing the pages of a site: each template is pressed once a run and printed for every page.

A page's values are ``page`` (title, description, address, picture, facts …), ``root`` (the way
up to the front page, relative, so that a site works below any address and from a folder), and
what its template asks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from digest.edition.model import Edition, Newsletter
from digest.errors import Notice
from digest.press import locales, platecase, renditions, themes
from digest.press.plate import Plate, print_plate, ready
from digest.settings import Settings
from digest.text import defusing
from digest.workspace import Templates

FOLDERS = ("email", "web", "site", "themes", "locales", "cards", "share")
_BODY = re.compile(r"<body[^>]*>\s*(?:<a class=\"skip\"[^>]*>[^<]*</a>)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What the head of a page says: to search engines, to link previews, to browsers.

    `address` and `picture` are whole addresses, '' where the site has none yet.  `older` and
    `newer` are relative; `facts` is what JSON-LD says.
    """

    title: str
    description: str = ""
    address: str = ""
    kind: str = "website"
    picture: str = ""
    picture_alt: str = ""
    width: int = 0
    height: int = 0
    hidden: bool = False
    published: str = ""
    changed: str = ""
    older: str = ""
    newer: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Pressed:
    plate: Plate
    careful: Any
    plain: Any


class PagePrinter:
    """Prints the pages of one site with today's templates, theme and locale."""

    def __init__(self, settings: Settings, templates: Templates, cache: Path | None = None) -> None:
        self.settings = settings
        self.templates = templates
        self.cache = cache
        self.say = locales.load(templates, settings.newsletter.locale)
        self.theme = themes.load(templates, settings.email.theme)
        self.draws = find_spec("typst") is not None and find_spec("fontTools") is not None
        self._pressed: dict[str, _Pressed] = {}
        self._editions: dict[str, tuple[_Pressed, locales.Say]] = {}

    @cached_property
    def stamp(self) -> str:
        """A hash of all that pages are made of beside the editions: templates, settings, versions."""
        news, email = self.settings.newsletter, self.settings.email
        facts = {"newsletter": repr(news), "theme": email.theme, "blocks": email.blocks, "cards": self.draws}
        return platecase.key(self.templates, FOLDERS, facts)[:16]

    @cached_property
    def card_stamp(self) -> str:
        """A hash of what cards are drawn with."""
        from digest.cards.title import TEMPLATE

        colours = sorted(self.theme.colours("light").items())
        facts = (colours, self.settings.newsletter.locale, self.theme.values["font"]["head"])
        return sha256(f"{facts}{self.templates.read(TEMPLATE)}".encode()).hexdigest()[:12]

    def page(self, name: str, values: Mapping[str, object]) -> str:
        """Print the template called *name*; `TemplateError` names file and line."""
        made = self._press(name)
        known = {"newsletter": self.settings.newsletter, "say": self.say, "stamp": self.stamp, "root": ""}
        return print_plate(made.plate, made.careful, {**known, **values}).lstrip()

    def edition(self, edition: Edition, page: Mapping[str, object], around: Mapping[str, object]) -> str:
        """Print the web version of *edition*, with the site *around* it: the way home, its neighbours, its head.

        *page* replaces what the page says of itself to machines: its `facts`, and no `image`, for that stands
        in the site's part of the head.
        """
        made, say = self._web(edition.newsletter.locale)
        values = renditions.print_values(edition, self.settings, say)
        vars(values["page"]).update(page)
        careful = defusing.any_needs(renditions.words_of(edition))
        html = print_plate(made.plate, made.careful if careful else made.plain, values).lstrip()
        return self._framed(html, edition.newsletter, around)

    def facts_of(self, edition: Edition) -> Mapping[str, object]:
        """Return what a web version says of itself to machines (JSON-LD)."""
        found: Mapping[str, object] = renditions.print_values(edition, self.settings, self.say)["page"].facts
        return found

    def title_card(self, edition: Edition) -> tuple[bytes, Notice | None]:
        """Draw the picture for link previews; nothing where the extra is not there, and why where it cannot be."""
        if not self.draws or not self.settings.newsletter.web:
            return b"", None
        from digest.cards.fonts import CardError
        from digest.cards.title import draw_title

        news = edition.newsletter
        words = {"publication": news.name, "day": self.say.day(edition.at), "language": news.locale}
        head = str(self.theme.drawn(self.say.script, self.say.letters).font.head)
        try:
            return draw_title(edition.title, words, self.templates, self.theme.colours("light"), head), None
        except CardError as refusal:
            return b"", refusal.notice()

    def style(self) -> str:
        """Return the style sheet of all pages but the editions', which bring their own."""
        return self.page("site/style.css.j2", {})

    def _framed(self, html: str, news: Newsletter, around: Mapping[str, object]) -> str:
        """Put the site around a page that is whole without it, whoever's template printed it."""
        name = f"<h1>{escape(news.name, quote=False)}</h1>"
        home = f'<h1><a class="home" href="../">{escape(news.name, quote=False)}</a></h1>'
        named = name in html
        head = self.page("site/parts/edition-head.html.j2", around)
        bar = self.page("site/parts/bar.html.j2", {**around, "named": named})
        foot = self.page("site/parts/neighbours.html.j2", around)
        html = html.replace(name, home, 1).replace("</head>", f"{head}\n</head>", 1)
        html = _BODY.sub(lambda found: f"{found[0]}\n{bar}", html, count=1)
        before, end, after = html.rpartition("</body>")
        return f"{before}{foot}\n{end}{after}" if end else f"{html}{foot}"

    def _press(self, name: str) -> _Pressed:
        if name not in self._pressed:
            self._pressed[name] = _ready(self._plates[name] if name in self._plates else self._new_plate(name))
        return self._pressed[name]

    @cached_property
    def _plates(self) -> dict[str, Plate]:
        """The plates that a run before pressed with the same templates and settings."""
        return dict(platecase.load(self._case, self.stamp) or {})

    @property
    def _case(self) -> Path | None:
        return self.cache / "plates" if self.cache else None

    def _new_plate(self, name: str) -> Plate:
        from digest.press.plates import Press

        values = renditions.press_values(self.theme, self.say, self.settings.email.blocks)
        self._plates[name] = Press(self.templates, values, sent=True).press(name)
        platecase.save(self._case, self.stamp, self._plates)
        return self._plates[name]

    def _web(self, locale: str) -> tuple[_Pressed, locales.Say]:
        if locale not in self._editions:
            plates = renditions.pressed(locale, self.settings, self.templates, self.cache)
            self._editions[locale] = (_ready(plates["web.html"]), locales.load(self.templates, locale))
        return self._editions[locale]


def at_home(edition: Edition, web: str) -> Edition:
    """Return *edition* as the site at *web* shows it: one that was built before it had an address gets it here."""
    return replace(edition, newsletter=replace(edition.newsletter, web=web))


def _ready(plate: Plate) -> _Pressed:
    return _Pressed(plate, ready(plate), ready(plate, careful=False))
