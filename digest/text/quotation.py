"""Quotation marks by language and variant.

By CLDR (delimiters: quotationStart and quotationEnd), but for two habits of print that
it leaves out: Spanish of Spain sets «», Latin America “”; Switzerland sets «».
"""

from __future__ import annotations

_MARKS = {
    "“”": "en pt ko zh tr th vi id hi nl sw he",
    "„“": "de cs sk sl bg is lt et lv ka",
    "„”": "pl ro hu hr sr",
    "«»": "fr es it el uk ru ar fa ca nb nn no hy kk",
    "””": "sv fi",
    "「」": "ja",
}
_OF_VARIANTS = {"«»": "de-CH de-LI pt-PT", "“”": "es-419", "「」": "zh-Hant"}
_BY_LANGUAGE = {language: marks for marks, languages in _MARKS.items() for language in languages.split()}
_BY_VARIANT = {variant: marks for marks, variants in _OF_VARIANTS.items() for variant in variants.split()}
_SPACED = {"fr": "\u202f"}


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the opening and the closing mark of *language*; English ones where we know none.

    French takes a narrow no-break space inside.
    """
    if own := marks_of_variant(language):
        return own
    short = language.replace("_", "-").lower().partition("-")[0]
    marks = _BY_LANGUAGE.get(short, "“”")
    space = _SPACED.get(short, "")
    return marks[0] + space, space + marks[1]


def marks_of_variant(tag: str) -> tuple[str, str] | None:
    """Return the marks of a variant (``pt-PT``) that sets others than its language; None where it does not."""
    if "-" not in tag.replace("_", "-"):
        return None
    from digest.text.variants import lineage

    try:
        above = lineage(tag)
    except ValueError:
        return None
    marks = next((_BY_VARIANT[name] for name in reversed(above) if name in _BY_VARIANT), "")
    return (marks[0], marks[1]) if marks else None
