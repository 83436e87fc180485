"""What is known of a language: one file each, ``digest/data/language/<tag>.toml``.

A new language is a new file; nothing in the code names one.  Each table of a file
has its own reader: `digest.quotes.grammar.speech` reads ``speech``, `digest.text.stops`
``sentences``, this module ``words``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from digest import shelf
from digest.errors import DataError

FOLDER = "language"


def short(tag: str) -> str:
    """Return the first part of a language tag, in lower case: ``de-AT`` is ``de``."""
    return tag.lower().replace("_", "-").partition("-")[0]


def language_tag(raw: str) -> str:
    """Return a language tag as BCP 47 writes it: ``en-US`` for ``en_us``; '' for what is none."""
    parts = raw.strip().replace("_", "-").split("-")
    if not re.fullmatch(r"[A-Za-z]{2,3}", parts[0]) or any(not re.fullmatch(r"[A-Za-z0-9]{1,8}", p) for p in parts):
        return ""
    rest = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in parts[1:])
    return "-".join((parts[0].lower(), *rest))


@cache
def languages(table: str) -> tuple[str, ...]:
    """List the languages whose file has *table*, sorted."""
    names = (name.removesuffix(".toml") for name in shelf.data_names(FOLDER))
    return tuple(name for name in names if table in _file(name))


def language_table(tag: str, table: str) -> Mapping[str, Any]:
    """Return *table* of a language's file, empty where there is none."""
    name = short(tag)
    if f"{name}.toml" not in shelf.data_names(FOLDER):
        return {}
    found: Mapping[str, Any] = _file(name).get(table, {})
    return found


@cache
def words_of_language(tag: str, key: str) -> frozenset[str]:
    """Return one list of a language's ``words``: ``function`` words, or those otherwise ``empty`` of any event."""
    return frozenset(str(language_table(tag, "words").get(key, "")).split())


@cache
def _file(name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(shelf.data(f"{FOLDER}/{name}.toml").decode())
    except tomllib.TOMLDecodeError as fault:
        fix = 'correct it; a key with a letter beyond a to z stands in quotes ("hún")'
        raise DataError(str(fault), where=f"digest/data/{FOLDER}/{name}.toml", fix=fix) from fault
