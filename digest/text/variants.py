"""Variants of a language, de-AT and zh-TW: what each is a variant of (CLDR, parentLocales and likelySubtags)."""

from __future__ import annotations

from functools import cache


@cache
def lineage(tag: str) -> tuple[str, ...]:
    """Return *tag* after all that it is a variant of, the language first.

    ``de-AT`` gives ``de``, ``de-AT``; ``es-MX`` gives ``es``, ``es-419``, ``es-MX``;
    ``zh-TW`` gives ``zh``, ``zh-Hant``, ``zh-Hant-TW``, ``zh-TW``.  Raises ValueError
    for a tag that CLDR does not know.
    """
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    try:
        found = Locale.parse(tag.replace("_", "-"), sep="-")
    except UnknownLocaleError as fault:
        raise ValueError(f"CLDR has no locale {tag!r}") from fault
    parents = get_global("parent_exceptions")
    out: list[str] = []
    name = "_".join(filter(None, (found.language, found.script, found.territory)))
    while name and name != "root":
        out.insert(0, name.replace("_", "-"))
        name = parents.get(name) or name.rpartition("_")[0]
    above = [*([] if found.language in out else [found.language]), *out]
    short = "-".join(filter(None, (found.language, found.territory)))
    return tuple(dict.fromkeys([*above, short] if found.territory else above))


def territory(tag: str) -> str:
    """Return the territory of a tag, the likeliest where it names none: US for en; '' when CLDR knows none."""
    from babel import Locale
    from babel.core import get_global

    found = Locale.parse(lineage(tag)[-1], sep="-")
    likely = get_global("likely_subtags")
    whole = likely.get("_".join(filter(None, (found.language, found.script)))) or likely.get(found.language, "")
    return str(found.territory or (whole.split("_")[-1] if whole.count("_") == 2 else ""))
