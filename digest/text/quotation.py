"""Quotation marks by language (CLDR, delimiters: quotationStart and quotationEnd)."""

from __future__ import annotations

_MARKS = {
    "“”": "en pt ko zh tr th vi id hi nl sw he",
    "„“": "de cs sk sl bg is lt et lv ka",
    "„”": "pl ro hu hr sr",
    "«»": "fr es it el uk ru ar fa ca nb nn no hy kk",
    "””": "sv fi",
    "「」": "ja",
}
_BY_LANGUAGE = {language: marks for marks, languages in _MARKS.items() for language in languages.split()}
_SPACED = {"fr": "\u202f"}


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the opening and the closing mark of *language*; English ones where we know none.

    French takes a narrow no-break space inside.
    """
    code = language.replace("_", "-").lower()
    if code in {"zh-hant", "zh-tw", "zh-hk"}:
        return "「", "」"
    short = code.partition("-")[0]
    marks = _BY_LANGUAGE.get(short, "“”")
    space = _SPACED.get(short, "")
    return marks[0] + space, space + marks[1]
