"""Words, dates, numbers and plurals of a locale.

The strings are ours (``templates/locales/<locale>.toml``); everything that has
rules (dates, plurals, lists, digits, direction) comes from CLDR through Babel.
A variant needs no file: ``de-AT`` takes the strings of ``de``, its own dates and
quotation marks.  Where its words differ, its file states those, and no others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from digest.errors import TemplateError, nearest
from digest.settings import DAYS
from digest.text.quotation import marks_of_variant
from digest.text.toml_text import TomlFault, read_toml
from digest.text.variants import lineage, territory
from digest.workspace import Templates

if TYPE_CHECKING:
    from babel import Locale

_BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Say:
    """What templates call `say`: the words of one locale.

    `language` is the value for ``lang``, `direction` ltr or rtl, `script` the
    language's own two or three letters.  A key that the locale lacks is a
    `TemplateError` that names it.
    """

    language: str
    cldr: Locale
    strings: Mapping[str, Any]
    where: str
    counted: dict[tuple[str, int], str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def direction(self) -> str:
        """Which way the locale's script runs: ltr or rtl."""
        return _side(self.cldr)

    @property
    def script(self) -> str:
        """The language without its region: en, pt."""
        return self.language.partition("-")[0]

    @property
    def territory_locale(self) -> str:
        """The tag as Open Graph writes it: with its territory, else that of the words, else CLDR's likeliest."""
        place = self.cldr.territory or str(self.strings.get("territory", "")) or territory(self.language)
        return f"{self.script}_{place}" if place else self.script

    @property
    def italic(self) -> bool:
        """Whether the locale's script has italics; a slanted Chinese or Arabic is a fault of print."""
        return bool(self.strings.get("italic", True))

    @property
    def colon(self) -> str:
        """What stands between a label and what it announces, space included: `` : `` in French, ``：`` in Japanese."""
        return str(self.strings.get("colon", ": "))

    @property
    def hyphens(self) -> bool:
        """Whether the language's words are so long that a narrow column needs them parted."""
        return bool(self.strings.get("hyphens", False))

    @property
    def letters(self) -> Mapping[str, Mapping[str, Any]]:
        """The fonts and line heights that the script needs where a theme states none for it."""
        return {name: self.strings[name] for name in ("font", "leading") if name in self.strings}

    @property
    def digits(self) -> str:
        """The locale's own ten digits; '' where they are 0 to 9."""
        return str(self.strings.get("digits", ""))

    def words(self, key: str, **values: object) -> str:
        """Return the string called *key* (``lead.button``), its ``{names}`` filled in."""
        text = self._find(key)
        if not isinstance(text, str):
            what, fix = f"the locale's {key!r} has plural forms", f'write say.count("{key}", n)'
            raise TemplateError(what, where=self.where, fix=fix)
        return _filled(text, values, key, self.where) if values else text

    def label(self, key: str) -> str:
        """Return the string called *key* as what announces something: with the locale's colon."""
        return self.words(key) + self.colon

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the plural form of *key* for *number*; ``{n}`` is the number in local digits."""
        if not values and (said := self.counted.get((key, number))):
            return said
        forms = self._find(key)
        if not isinstance(forms, Mapping):
            what, fix = f"the locale's {key!r} has no plural forms", f'write say.words("{key}")'
            raise TemplateError(what, where=self.where, fix=fix)
        form = forms.get(self.cldr.plural_form(number), forms.get("other"))
        if not isinstance(form, str):
            raise TemplateError(f"the locale lacks {key}.other", where=self.where, fix="add it")
        said = _filled(form, {"n": self.number(number), **values}, key, self.where)
        if not values:  # twelve stories ask for "2 min read" twelve times
            self.counted[key, number] = said
        return said

    def runs(self, direction: str) -> str:
        """Return *direction* for a ``dir`` attribute, and ``align`` with it where text runs against the page.

        A cell inherits the page's side, so that Arabic in an English edition
        would be ragged where it begins.  Only such text pays for the attribute.
        """
        if direction == self.direction or direction not in ("ltr", "rtl"):
            return direction
        from markupsafe import Markup

        return Markup('rtl" align="right') if direction == "rtl" else Markup('ltr" align="left')

    def date(self, moment: datetime) -> str:
        """Return the day in full, as the locale writes it: Sunday, August 9, 2026."""
        from babel.dates import format_date

        return self._digits(format_date(moment, format="full", locale=self.cldr))

    def top(self, language: str, direction: str) -> str:
        """Return the ``valign`` of a row or cell; with ``lang`` and ``dir`` where its words are in another language.

        Most are not: each would pay 20 bytes for saying again what the page says.
        """
        if language in ("", self.language) and direction == self.direction:
            return "top"
        from markupsafe import Markup, escape

        return Markup('top" lang="{}" dir="').format(language or self.language) + self.runs(escape(direction))

    def greeting(self, moment: datetime) -> str:
        """Return the words that open a day: those for its weekday (``greeting.fri``), else ``greeting.any``."""
        from babel.dates import format_date

        key = f"greeting.{DAYS[moment.weekday()]}"
        day = format_date(moment, format="EEEE", locale=self.cldr)
        return self.words(key if self.has(key) else "greeting.any", day=day)

    def day(self, moment: datetime) -> str:
        """Return the day without its weekday: August 9, 2026."""
        from babel.dates import format_date

        return self._digits(format_date(moment, format="long", locale=self.cldr))

    def span(self, since: datetime, until: datetime) -> str:
        """Return the days from one to another in short: Aug 9 – Sep 2, 2026."""
        from babel.dates import format_interval

        return self._digits(format_interval(since.date(), until.date(), "yMMMd", locale=self.cldr))

    def month(self, moment: datetime) -> str:
        """Return month and year as a heading: August 2026."""
        from babel.dates import format_skeleton

        return self._digits(format_skeleton("yMMMM", moment, locale=self.cldr))

    def year(self, moment: datetime) -> str:
        """Return the year as a heading: 2026, 2026年."""
        from babel.dates import format_skeleton

        return self._digits(format_skeleton("y", moment, locale=self.cldr))

    def number(self, number: int) -> str:
        """Return a whole number in the locale's own digits and groups."""
        from babel.numbers import format_decimal

        return self._digits(format_decimal(number, locale=self.cldr))

    def list(self, parts: Sequence[str]) -> str:
        """Join *parts* as the locale lists things: one, two and three (CLDR list patterns)."""
        from babel.lists import format_list

        return format_list(parts, locale=self.cldr)

    def has(self, key: str) -> bool:
        """Say whether the locale has this key; the press asks for every key a template names."""
        try:
            self._find(key)
        except TemplateError:
            return False
        return True

    def _find(self, key: str) -> object:
        here: object = self.strings
        for part in key.split("."):
            if not isinstance(here, Mapping) or part not in here:
                hint = nearest(key, _keys(self.strings))
                fix = f"add it to the locale's file, or write {hint!r}" if hint else "add it to the locale's file"
                what = f"the locale {self.language} has no string {key!r}"
                raise TemplateError(what, where=self.where, fix=fix, near=hint)
            here = here[part]
        return here

    def _digits(self, text: str) -> str:
        return text.translate({ord("0") + i: d for i, d in enumerate(self.digits)}) if self.digits else text


def load(templates: Templates, locale: str) -> Say:
    """Read a locale's strings; a variant's stand over its language's.  `TemplateError` names the known locales."""
    language = locale.replace("_", "-")
    found = _files(templates, language)
    if not found:
        known = names(templates)
        raise TemplateError(
            f"no locale is called {locale!r}",
            where="digest.toml: newsletter.locale",
            fix=f"use one of: {', '.join(known)}; or write templates/{file_name(locale)}",
            near=nearest(locale, known),
        )
    strings = _read(templates, found[0])
    if (marks := marks_of_variant(language)) and found[0] == language.partition("-")[0]:
        strings = _over(strings, {"quote": {"open": marks[0], "shut": marks[1]}})
    for name in found[1:]:
        strings = _over(strings, _read(templates, name))
    return Say(language, _cldr(language), strings, str(templates.path(file_name(found[-1]))))


def table(templates: Templates, language: str, name: str) -> Mapping[str, Any]:
    """Return one table of a language's strings (``social``, ``sheet``); English where the language has no locale."""
    strings: dict[str, Any] = {}
    for file in _files(templates, language.replace("_", "-")) or ["en"]:
        strings = _over(strings, _read(templates, file).get(name, {}))
    return strings


def _files(templates: Templates, language: str) -> list[str]:
    """Return the locales whose files make up that of *language*, the widest first: pt, pt-BR."""
    known = names(templates)
    if "-" not in language:
        return [language] if language in known else []
    try:
        above = lineage(language)
    except ValueError:
        above = (language.partition("-")[0], language)
    return [name for name in above if name in known]


_parsed = lru_cache(maxsize=8)(read_toml)  # the posts of one edition ask dozens of times, of one or two languages


def _read(templates: Templates, name: str) -> dict[str, Any]:
    try:
        return _parsed(templates.read(file_name(name)))
    except TomlFault as fault:
        path = str(templates.path(file_name(name)))
        raise TemplateError(fault.what, where=fault.place(path), fix=fault.fix) from fault


def _over(strings: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(strings)
    for key, value in own.items():
        before = out.get(key)
        out[key] = _over(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return out


@cache
def _cldr(language: str) -> Locale:
    """Return what CLDR knows of a language; `TemplateError` when that is nothing."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError) as fault:
        fix = "use a language tag such as en, de-AT or ar"
        raise TemplateError(
            f"CLDR has no locale {language!r}", where="digest.toml: newsletter.locale", fix=fix
        ) from fault


def file_name(locale: str) -> str:
    """Return the template name of a locale's strings."""
    return f"locales/{locale}.toml"


def names(templates: Templates) -> list[str]:
    """List the locales there are, the user's among them, sorted."""
    files = (name for name in templates.names("locales") if name.endswith(".toml"))
    return sorted(name.removeprefix("locales/").removesuffix(".toml") for name in files)


@lru_cache(maxsize=64)  # a template asks for it with every line
def _side(cldr: Locale) -> str:
    return "rtl" if cldr.character_order == "right-to-left" else "ltr"


def _filled(text: str, values: Mapping[str, object], key: str, where: str) -> str:
    # Not str.format: a locale file may be anybody's, and "{n.__class__}" would open what it names.
    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            what = f"the locale's {key!r} has a blank {{{match[1]}}} that nothing fills"
            raise TemplateError(what, where=where, fix=f"known: {', '.join(f'{{{v}}}' for v in values)}")
        return str(values[match[1]])

    return _BLANK.sub(value, text)


def _keys(table: Mapping[str, Any], above: str = "") -> list[str]:
    out: list[str] = []
    for key, value in table.items():
        name = f"{above}{key}"
        out += _keys(value, f"{name}.") if isinstance(value, Mapping) and "other" not in value else [name]
    return out
