"""Words, dates, numbers and plurals of a locale.

The strings are ours (``templates/locales/<locale>.toml``); everything that has
rules (dates, plurals, lists, digits, direction) comes from CLDR through Babel.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digest.errors import TemplateError, nearest
from digest.workspace import Templates


@dataclass(frozen=True, slots=True)
class Say:
    """What templates call `say`: the words of one locale.

    `language` is the value for ``lang``, `direction` ltr or rtl, `script` the
    language's own two or three letters.  A key that the locale lacks is a
    `TemplateError` that names it.
    """

    language: str
    direction: str
    script: str
    strings: Mapping[str, Any]
    where: str

    def words(self, key: str, **values: object) -> str:
        """Return the string called *key* (``lead.button``), its ``{names}`` filled in."""
        text = self._find(key)
        if not isinstance(text, str):
            raise TemplateError(
                f"the locale's {key!r} has plural forms", where=self.where, fix=f'write say.count("{key}", n)'
            )
        return text.format(**values) if values else text

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the plural form of *key* for *number*; ``{n}`` is the number in local digits."""
        forms = self._find(key)
        if not isinstance(forms, Mapping):
            raise TemplateError(
                f"the locale's {key!r} has no plural forms", where=self.where, fix=f'write say.words("{key}")'
            )
        form = forms.get(self._plural(number), forms.get("other"))
        if not isinstance(form, str):
            raise TemplateError(f"the locale lacks {key}.other", where=self.where, fix="add it")
        return form.format(n=self.number(number), **values)

    def date(self, moment: datetime) -> str:
        """Return the day in full, as the locale writes it: Sunday, August 9, 2026."""
        from babel.dates import format_date

        text = format_date(moment, format="full", locale=self.language.replace("-", "_"))
        return self._digits(text)

    def number(self, number: int) -> str:
        """Return a whole number in the locale's own digits and groups."""
        from babel.numbers import format_decimal

        return self._digits(format_decimal(number, locale=self.language.replace("-", "_")))

    def list(self, parts: Sequence[str]) -> str:
        """Join *parts* as the locale lists things: one, two and three."""
        from babel.lists import format_list

        return format_list(list(parts), locale=self.language.replace("-", "_"))

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
                raise TemplateError(
                    f"the locale {self.language} has no string {key!r}", where=self.where, fix=fix, near=hint
                )
            here = here[part]
        return here

    def _plural(self, number: int) -> str:
        from babel import Locale

        return str(Locale.parse(self.language, sep="-").plural_form(number))

    def _digits(self, text: str) -> str:
        digits = self.strings.get("digits", "")
        return text.translate({ord("0") + i: d for i, d in enumerate(digits)}) if digits else text


def load(templates: Templates, locale: str) -> Say:
    """Read a locale's strings; ``de-AT`` falls back to ``de``.

    `TemplateError` names the known ones.
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
        raise TemplateError(f"not TOML: {fault}", where=path, fix="mend the line that it names") from fault
    return Say(language, direction(language), language.partition("-")[0], strings, path)


def file_name(locale: str) -> str:
    """Return the template name of a locale's strings."""
    return f"locales/{locale}.toml"


def names(templates: Templates) -> list[str]:
    """List the locales there are, the user's among them, sorted."""
    return [n.removeprefix("locales/").removesuffix(".toml") for n in templates.names("locales") if n.endswith(".toml")]


def direction(language: str) -> str:
    """Return ``ltr`` or ``rtl`` for a language tag, by CLDR."""
    from babel import Locale, UnknownLocaleError

    try:
        order = Locale.parse(language, sep="-").character_order
    except (ValueError, UnknownLocaleError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"


def _keys(table: Mapping[str, Any], above: str = "") -> list[str]:
    out: list[str] = []
    for key, value in table.items():
        name = f"{above}{key}"
        out += _keys(value, f"{name}.") if isinstance(value, Mapping) and "other" not in value else [name]
    return out
