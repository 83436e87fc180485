"""An edition's renditions: email.html, email.txt and web.html, printed from plates."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from digest.edition.model import Edition, Item
from digest.press import locales, platecase, recipient, themes
from digest.press.plate import Plate, print_plate, ready, with_python
from digest.press.wrapping import Links, quoted_for_link
from digest.settings import Settings
from digest.text import defusing, senders
from digest.workspace import Templates

if TYPE_CHECKING:
    from jinja2 import Template

FRAMES = {
    "email.html": "email/edition.mjml.j2",
    "email.txt": "email/edition.txt.j2",
    "web.html": "web/edition.html.j2",
}
# Fonts that come with Windows, and the generic names that every client knows.
WINDOWS = frozenset({
    "arial", "cambria", "georgia", "malgun gothic", "meiryo", "microsoft jhenghei", "microsoft yahei", "nirmala ui",
    "segoe ui", "tahoma", "times new roman", "trebuchet ms", "verdana", "yu gothic", "yu mincho", "monospace",
    "sans-serif", "serif",
})  # fmt: skip
FRONT = 5  # stories that the day in brief lists
MAILED = 840  # characters of subject and text in an address that mails them: lines of a message are broken at 880


class Rack:
    """Plates at hand: those of a theme, locale and order of blocks are looked up once, for however many editions."""

    def __init__(self, cache: Path | None = None) -> None:
        self.cache = cache
        self._kept: dict[Hashable, tuple[platecase.Plates, locales.Say]] = {}
        self._ready: dict[Hashable, dict[str, Template]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_ready": {}}  # compiled code does not travel

    def plates(self, locale: str, settings: Settings, templates: Templates) -> tuple[platecase.Plates, locales.Say]:
        """Return the plates of all renditions by file, and the words of the locale."""
        name = look_of(locale, settings, templates)
        if name not in self._kept:
            made = pressed(locale, settings, templates, self.cache)
            self._kept[name] = made, locales.load(templates, locale)
        return self._kept[name]

    def ready(
        self, locale: str, settings: Settings, templates: Templates, *, careful: bool
    ) -> Mapping[str, tuple[Plate, Template]]:
        """Return the same plates, each with what prints it.

        A user's own is made ready for every edition: its sandbox counts what one printing takes.
        """
        plates, _ = self.plates(locale, settings, templates)
        kept = self._ready.setdefault((look_of(locale, settings, templates), careful), {})
        for file, plate in plates.items():
            if file not in kept or plate.own:
                kept[file] = ready(plate, careful=careful)
        return {file: (plate, kept[file]) for file, plate in plates.items()}


def look_of(locale: str, settings: Settings, templates: Templates) -> Hashable:
    """Return what tells one look from another: editions with the same share their plates."""
    return (templates, settings.email.theme, locale, settings.email.blocks)


def render(
    edition: Edition,
    settings: Settings,
    templates: Templates,
    cache: Path | None = None,
    *,
    nobody: recipient.Nobody | None = None,
    rack: Rack | None = None,
) -> dict[str, str]:
    """Print all renditions of *edition*, by file name.

    *cache* is the folder for what is derived; plates are kept below it.  None presses
    every time.  *nobody* learns whether a template named a recipient's field, a *rack*
    holds plates for many editions.  `TemplateError` names file and line.
    """
    rack, locale = rack or Rack(cache), edition.newsletter.locale
    _, say = rack.plates(locale, settings, templates)
    values = print_values(edition, settings, say)
    values |= {recipient.NAME: nobody or recipient.Nobody()}
    plates = rack.ready(locale, settings, templates, careful=defusing.any_needs(words_of(edition)))
    return {
        # A frame's first comment leaves its line feeds, so that errors name the right line.
        file: print_plate(plate, template, values | {"links": Links()}).lstrip()
        for file, (plate, template) in plates.items()
    }


def pressed(locale: str, settings: Settings, templates: Templates, cache: Path | None = None) -> platecase.Plates:
    """Return the plates of all renditions by file, from *cache* where it has them."""
    facts = {"theme": settings.email.theme, "locale": locale, "blocks": settings.email.blocks}
    name = platecase.key(templates, ("email", "web", "themes", "locales"), facts) if cache else ""
    folder = cache / "plates" if cache else None
    kept = platecase.load(folder, name)
    if kept is not None and kept.keys() == FRAMES.keys():
        return kept
    from digest.press.plates import Press

    say = locales.load(templates, locale)
    values = press_values(themes.load(templates, settings.email.theme), say, settings.email.blocks)
    plates = {file: with_python(Press(templates, values, sent=True).press(frame)) for file, frame in FRAMES.items()}
    platecase.save(folder, name, plates)
    return plates


def press_values(theme: themes.Theme, say: locales.Say, blocks: tuple[str, ...]) -> dict[str, Any]:
    """Return what ``[[ … ]]`` can name: theme, say, blocks (the theme's unless given), and the sides of the page."""
    rtl = say.direction == "rtl"
    drawn = theme.drawn(say.script, say.letters)
    whole = blocks or _whole(tuple(theme.values["blocks"]))
    blocks = blocks or tuple(theme.values["blocks"])
    return {
        "theme": drawn,
        "windows": {voice: windows_fonts(getattr(drawn.font, voice)) for voice in ("head", "text")},
        "say": say,
        "blocks": blocks,
        "order": _order(blocks),
        "web_order": _order(whole),
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
        "arrow": "←" if rtl else "→",
    }


def windows_fonts(stack: str) -> str:
    """Return the fonts of a CSS font stack that Windows has, and its generic family.

    Word takes the first name; one that it does not know becomes Times New Roman.
    """
    from markupsafe import Markup

    names = [name.strip() for name in stack.split(",")]
    known = [name for name in names if name.strip("'\"").casefold() in WINDOWS]
    return Markup(", ".join(known))  # noqa: S704 - parts of a stack that was checked


def _whole(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """Return a theme's blocks with those that its email leaves out: the page shows everything each story has."""
    missing = tuple(block for block in ("lead", "quote", "stories", "in-brief") if block not in blocks)
    at = next((n for n, block in enumerate(blocks) if block in ("in-brief", "closing", "share", "footer")), len(blocks))
    return (*blocks[:at], *missing, *blocks[at:])


def _order(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """Return the blocks in order, with those that an editor may fill where they have no place of their own.

    A correction and the editor's note stand at the top, a sponsor after the quote of the
    day, else after the lead, never above it.
    """
    extra = tuple(block for block in ("correction", "note") if block not in blocks)
    at = 1 if blocks[:1] == ("masthead",) else 0
    order = [*blocks[:at], *extra, *blocks[at:]]
    if "sponsor" not in order:
        above = ("quote", "lead", "stories", "brief")
        behind = next((order.index(block) for block in above if block in order), len(order) - 1)
        order.insert(behind + 1, "sponsor")
    return tuple(order)


def print_values(edition: Edition, settings: Settings, say: locales.Say) -> dict[str, Any]:
    """Return what ``{{ … }}`` can name: edition, newsletter, say, mail (the sender's placeholders and addresses)."""
    quoted = next((item for item in edition.items() if item.id == edition.quote_item), None)
    return {
        "edition": edition,
        "newsletter": edition.newsletter,
        "say": say,
        "quoted": quoted,
        "mail": _mail(edition, settings, quoted, say),
        "greeting": say.greeting(edition.at) if settings.email.greeting else "",
        "page": _page(edition),
        "front": [item for item in edition.items() if item.place != "brief"][:FRONT],
        "read": len([item for item in edition.items() if item.place != "brief"]),
    }


def mail_with_markers(
    edition: Edition, settings: Settings, templates: Templates, cache: Path | None, markers: recipient.Markers
) -> dict[str, str]:
    """Print email.html and email.txt with a marker for each field of a recipient.

    `TemplateError` when a marker did not come through: a filter changed the text it stands in.
    """
    plates = pressed(edition.newsletter.locale, settings, templates, cache)
    values = print_values(edition, settings, locales.load(templates, edition.newsletter.locale))
    values |= {recipient.NAME: markers}
    made: dict[str, str] = {}
    for file in ("email.html", "email.txt"):
        plate = plates[file]
        template = ready(plate)
        usual = template.environment.filters["default"]
        template.environment.filters |= dict.fromkeys(("default", "d"), markers.default(usual))
        made[file] = print_plate(plate, template, values | {"links": Links()}).lstrip()
        markers.check(made[file], plate.name)
    return made


def words_of(value: object) -> list[str]:
    """Return every text in an edition, in whatever it is nested, in no order."""
    found: list[str] = []
    left = [value]
    while left:
        part = left.pop()
        if isinstance(part, str):
            found.append(part)
        else:
            kind: Any = type(part)
            left.extend(_reader(kind)(part))
    return found


@cache
def _reader(kind: Any) -> Callable[[Any], Iterable[object]]:
    """Return what gives the parts of a value of this kind at once; nothing for numbers and the like."""
    if issubclass(kind, tuple):
        return iter
    if issubclass(kind, Mapping):
        return lambda table: (*table, *table.values())
    names = [spec.name for spec in fields(kind)] if is_dataclass(kind) else []
    if len(names) == 1:
        return lambda one: (getattr(one, names[0]),)
    return attrgetter(*names) if names else lambda _: ()


def _mail(edition: Edition, settings: Settings, quoted: Item | None, say: locales.Say) -> SimpleNamespace:
    from markupsafe import Markup

    tags = senders.for_sender(settings.email.merge_tags)
    news = edition.newsletter
    unsubscribe = next((u for u in news.unsubscribe if u.startswith("https:")), next(iter(news.unsubscribe), ""))
    share_link = edition.web_address or (edition.lead.url if edition.lead else "")
    # Placeholders are ours, not an article's: they alone are printed as they stand.
    return SimpleNamespace(
        unsubscribe=Markup(tags.unsubscribe) if tags.unsubscribe else unsubscribe,  # noqa: S704
        browser=Markup(tags.browser) if tags.browser else edition.web_address,  # noqa: S704
        preferences=Markup(tags.preferences),  # noqa: S704
        archive=news.web,
        reply=f"mailto:{news.reply_to}" if news.reply_to else "",
        web=edition.web_address,
        quote_link=(quoted.url if quoted else "") or edition.web_address,
        share_link=share_link,
        letter=_letter(edition, share_link, say),
    )


def _letter(edition: Edition, address: str, say: locales.Say) -> str:
    """Return what a reader mails to a friend: the quote of the day, where to read the edition, how to get the next.

    The whole stands in one address, which no line of a message can break: what is too long for it is left out.
    """
    if not address:
        return ""
    said = quoted_for_link(edition.quote.text, say) if edition.quote else ""
    join = edition.newsletter.subscribe
    line = f"{say.words('site.subscribe-line', name=edition.newsletter.name)} {join}" if join else ""
    room = MAILED - len(quote(edition.subject))
    wishes = ("\r\n\r\n".join(filter(None, parts)) for parts in ((said, address, line), (said, address)))
    return next((wish for wish in wishes if len(quote(wish)) <= room), address)


def _page(edition: Edition) -> SimpleNamespace:
    """Return what search engines and link previews are told about the web version (schema.org, Open Graph)."""
    address = edition.web_address
    shown = edition.card or (edition.lead.picture if edition.lead else None)
    picture = shown.src if shown else ""
    image = picture if picture.startswith("https:") else f"{address}{picture}" if picture and address else ""
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.subject,
        "description": edition.preheader,
        "datePublished": edition.at.isoformat(),
        "inLanguage": edition.newsletter.locale,
        "isPartOf": {"@type": "Periodical", "name": edition.newsletter.name},
        "hasPart": [_part(item) for item in edition.items()],
    }
    if address:
        facts["url"] = address
    if image:
        facts["image"] = image
    words = (shown.alt if shown else "") or (edition.lead.headline if edition.lead else "")
    return SimpleNamespace(image=image, image_alt=words, facts=facts)


def _part(item: Item) -> dict[str, object]:
    found = {
        "@type": "NewsArticle",
        "headline": item.headline,
        "url": item.url,
        "inLanguage": item.language,
        "description": item.deck,
    }
    return {key: value for key, value in found.items() if value}
