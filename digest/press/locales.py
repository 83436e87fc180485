"""Words, dates, numbers and plurals of a locale.

The strings are ours (``templates/locales/<locale>.toml``); everything that has
rules (dates, plurals, lists, digits, direction) comes from CLDR through Babel.
What an edition usually needs of CLDR fits on a card that is kept with the
plates: Babel costs a cold build 25 ms.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from digest.errors import TemplateError, nearest
from digest.workspace import Templates

CARD_NUMBERS = 1_000  # whole numbers below it have their plural form on the card
_BLANK = re.compile(r"\{([^{}]*)\}")
_DATE_FIELD = re.compile(r"'([^']*)'|(E+|d+|M+|y+)|([A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Card:
    """What an edition needs of one locale's CLDR data.

    `plurals` has one letter for each number from 0, the first of its category
    (z, o, t, f, m, or h for "other").  `date` is the full date's pattern, '' when
    it has fields the card cannot fill.
    """

    language: str
    direction: str
    days: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    plurals: str
    lists: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Say:
    """What templates call `say`: the words of one locale.

    `language` is the value for ``lang``, `direction` ltr or rtl, `script` the
    language's own two or three letters.  A key that the locale lacks is a
    `TemplateError` that names it.
    """

    card: Card
    strings: Mapping[str, Any]
    where: str
    counted: dict[tuple[str, int], str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def language(self) -> str:
        """The locale as ``lang`` wants it: en, pt-BR."""
        return self.card.language

    @property
    def direction(self) -> str:
        """Which way the locale's script runs: ltr or rtl."""
        return self.card.direction

    @property
    def script(self) -> str:
        """The language without its region: en, pt."""
        return self.card.language.partition("-")[0]

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

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the plural form of *key* for *number*; ``{n}`` is the number in local digits."""
        if not values and (said := self.counted.get((key, number))):
            return said
        forms = self._find(key)
        if not isinstance(forms, Mapping):
            what, fix = f"the locale's {key!r} has no plural forms", f'write say.words("{key}")'
            raise TemplateError(what, where=self.where, fix=fix)
        form = forms.get(self._plural(number), forms.get("other"))
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
        if not self.card.date:
            from babel.dates import format_date

            return self._digits(format_date(moment, format="full", locale=self._babel))
        return self._digits(_DATE_FIELD.sub(lambda m: _date_part(self.card, m, moment), self.card.date))

    def number(self, number: int) -> str:
        """Return a whole number in the locale's own digits and groups."""
        if 0 <= number < CARD_NUMBERS:
            return self._digits(str(number))
        from babel.numbers import format_decimal

        return self._digits(format_decimal(number, locale=self._babel))

    def list(self, parts: Sequence[str]) -> str:
        """Join *parts* as the locale lists things: one, two and three (CLDR list patterns)."""
        if len(parts) < 3:
            return self.card.lists["2"].format(*parts) if len(parts) == 2 else "".join(parts)
        joined = self.card.lists["start"].format(parts[0], "{1}").partition("{1}")[0]
        middle = self.card.lists["middle"].format("", "").join(parts[1:-1])
        return joined + self.card.lists["end"].format(middle, parts[-1])

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

    def _plural(self, number: int) -> str:
        if 0 <= number < len(self.card.plurals):
            return _CATEGORIES[self.card.plurals[number]]
        from babel import Locale

        return str(Locale.parse(self._babel).plural_form(number))

    def _digits(self, text: str) -> str:
        return text.translate({ord("0") + i: d for i, d in enumerate(self.digits)}) if self.digits else text

    @property
    def _babel(self) -> str:
        return self.language.replace("-", "_")


_CATEGORIES = {"z": "zero", "o": "one", "t": "two", "f": "few", "m": "many", "h": "other"}
_LETTERS = {category: letter for letter, category in _CATEGORIES.items()}


def load(templates: Templates, locale: str, card: Card | None = None) -> Say:
    """Read a locale's strings; ``de-AT`` falls back to ``de``.

    *card* saves asking Babel.  `TemplateError` names the known locales.
    """
    known = names(templates)
    language = locale.replace("_", "-")
    name = next((n for n in (language, language.partition("-")[0]) if n in known), "")
    if not name:
        hint = nearest(locale, known)
        raise TemplateError(
            f"no locale is called {locale!r}",
            where="digest.toml: newsletter.locale",
            fix=f"use one of: {', '.join(known)}; or write templates/{file_name(locale)}",
            near=hint,
        )
    path = str(templates.path(file_name(name)))
    try:
        strings = tomllib.loads(templates.read(file_name(name)))
    except tomllib.TOMLDecodeError as fault:
        raise TemplateError(f"not TOML: {fault}", where=path, fix="correct the line that it names") from fault
    return Say(_card(language, card), strings, path)


def table(templates: Templates, language: str, name: str) -> Mapping[str, Any]:
    """Return one table of a language's strings (``social``, ``sheet``); English where the language has no locale."""
    tag, known = language.replace("_", "-").partition("-")[0], names(templates)
    found: Mapping[str, Any] = tomllib.loads(templates.read(file_name(tag if tag in known else "en"))).get(name, {})
    return found


_CARDS: dict[str, Card] = {}  # what CLDR said of a language does not change while we run


def _card(language: str, given: Card | None) -> Card:
    """Return a language's card: the one given, one met before in this run, or Babel's answer."""
    if given is not None and given.language == language:
        _CARDS[language] = given
    if language not in _CARDS:
        _CARDS[language] = make_card(language)
    return _CARDS[language]


def make_card(language: str) -> Card:
    """Ask CLDR what an edition in *language* needs; `TemplateError` when CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        found = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError) as fault:
        fix = "use a language tag such as en, de-AT or ar"
        raise TemplateError(
            f"CLDR has no locale {language!r}", where="digest.toml: newsletter.locale", fix=fix
        ) from fault
    pattern = found.date_formats["full"].pattern
    simple = all(m[3] is None and m[2] != "y" * 2 for m in _DATE_FIELD.finditer(pattern))
    return Card(
        language=language,
        direction="rtl" if found.character_order == "right-to-left" else "ltr",
        days=tuple(found.days["format"]["wide"][n] for n in range(7)),
        months=tuple(found.months["format"]["wide"][n] for n in range(1, 13)),
        date=pattern if simple else "",
        plurals="".join(_LETTERS[found.plural_form(n)] for n in range(CARD_NUMBERS)),
        lists=dict(found.list_patterns["standard"]),
    )


def card_from(kept: Mapping[str, Any]) -> Card:
    """Make a card from what `as_kept` returned; `KeyError` or `TypeError` when it is none."""
    return Card(**{**kept, "days": tuple(kept["days"]), "months": tuple(kept["months"])})


def as_kept(card: Card) -> dict[str, Any]:
    """Return a card as JSON can hold it."""
    return asdict(card)


def file_name(locale: str) -> str:
    """Return the template name of a locale's strings."""
    return f"locales/{locale}.toml"


def names(templates: Templates) -> list[str]:
    """List the locales there are, the user's among them, sorted."""
    return [n.removeprefix("locales/").removesuffix(".toml") for n in templates.names("locales") if n.endswith(".toml")]


def direction(language: str) -> str:
    """Return ``ltr`` or ``rtl`` for a language tag, by CLDR; ltr for an unknown one."""
    try:
        return make_card(language).direction
    except TemplateError:
        return "ltr"


def _date_part(card: Card, match: re.Match[str], moment: datetime) -> str:
    literal, field, _ = match.groups()
    if literal is not None:
        return literal or "'"
    if field[0] == "E":
        return card.days[moment.weekday()]
    if field[0] == "M":
        return card.months[moment.month - 1] if len(field) > 2 else f"{moment.month:0{len(field)}}"
    return str(moment.year) if field[0] == "y" else f"{moment.day:0{len(field)}}"


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
