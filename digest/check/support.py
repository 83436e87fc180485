"""What the page uses is known to the mail clients that readers have (caniemail's tables, bundled)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from digest import shelf
from digest.check import Finding, Sheet
from digest.check._files import mails
from digest.check._page import Page

RULE = "css-support"
# A feature below this share of support (yes 1, partly ½, no 0, over the clients tested)
# is worth a word; so is anything that Gmail drops.
NEED = 0.5
# Nothing is lost where these are not known: the light design is whole without the dark one.
HARMLESS = frozenset({
    "css-at-media-prefers-color-scheme", "css-color-scheme", "html-meta-color-scheme", "css-text-wrap",
    "css-at-media-prefers-reduced-motion", "css-pseudo-class-focus", "css-pseudo-class-hover", "css-outline-offset",
})  # fmt: skip
_AT = re.compile(r"@(media|import|font-face|keyframes|supports)\b([^{;]*)")
_PSEUDO = re.compile(r"(?<=[\w\])*])(::?)([a-z-]+)(?=[^{}]*\{)")
_PROPERTY = re.compile(r"(?:^|[;{\"\s])(-?[a-z-]+)\s*:\s*([^;{}\"]+)")
_UNIT = re.compile(r"\d(em|rem|vw|vh|vmin|vmax|ch|ex|cm|mm|in|pc|pt)\b")
_FUNCTION = re.compile(r"\b(calc|clamp|min|max|var|rgba?|(?:linear|radial|conic)-gradient|light-dark)\(")
_FUNCTIONS = {
    "calc": "css-unit-calc", "var": "css-variables", "rgb": "css-rgb", "rgba": "css-rgba",
    "clamp": "css-function-clamp", "min": "css-function-min", "max": "css-function-max",
    "light-dark": "css-function-light-dark",
}  # fmt: skip


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look every feature of the mail up; say which clients lack it."""
    table, clients = _table()
    for name, page in mails(sheet):
        for feature in sorted(used(page) - HARMLESS):
            letters = table.get(feature, "")
            known = [letter for letter in letters if letter != "-"]
            if not known:
                continue
            share = sum({"y": 1.0, "a": 0.5}.get(letter, 0.0) for letter in known) / len(known)
            lacking = [client for client, letter in zip(clients, letters, strict=True) if letter == "n"]
            if share < NEED or any(client.startswith("Gmail") for client in lacking):
                what = f"{feature.partition('-')[2]} is not known to {', '.join(lacking)}"
                fix = "make sure that the mail reads well without it, or do without"
                yield Finding(rule=RULE, severity="warning", what=what, where=name, fix=fix)


def used(page: Page) -> set[str]:
    """Return the features of caniemail's list that the page uses."""
    found = {_named(tag) for tag in {e.tag for e in page.elements} - {"html", "head", "meta", "title", "tbody"}}
    for text in page.sheets:
        found |= _of_sheet(text)
    for text in {*page.sheets, *(e.get("style") for e in page.elements)}:
        found |= _declared_in(text)
    return found


@lru_cache(maxsize=64)  # editions of one look have the same
def _of_sheet(text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in _AT.finditer(text):
        found.add(f"css-at-{match[1]}")
        found |= {f"css-at-media-{w}" for w in ("prefers-color-scheme", "orientation", "hover") if w in match[2]}
    found |= {f"css-pseudo-{'element' if m[1] == '::' else 'class'}-{m[2]}" for m in _PSEUDO.finditer(text)}
    found |= {"css-selector-attribute"} if re.search(r"\[[\w-]+[\^$*|~]?=?[^\]]*\][^{}]*\{", text) else set()
    return frozenset(found)


@lru_cache(maxsize=1024)  # the cells of a mail say the same again and again
def _declared_in(text: str) -> frozenset[str]:
    return frozenset().union(*(_declared(match[1], match[2]) for match in _PROPERTY.finditer(text)))


def _declared(name: str, value: str) -> set[str]:
    found = {f"css-{name}"}
    if name == "display":
        found |= {f"css-display-{kind}" for kind in ("flex", "grid") if kind in value}
    found |= {f"css-unit-{m[1]}" for m in _UNIT.finditer(value)}
    found |= {_FUNCTIONS.get(m[1], f"css-{m[1]}") for m in _FUNCTION.finditer(value)}
    return found


def _named(tag: str) -> str:
    groups = {"ul": "lists", "ol": "lists", "li": "lists", "h1": "h1-h6", "h2": "h1-h6", "h3": "h1-h6", "b": "strong"}
    semantic = {"article", "section", "header", "footer", "main", "nav", "aside", "figure", "figcaption", "time"}
    return f"html-{'semantics' if tag in semantic else groups.get(tag, tag)}"


@cache
def _table() -> tuple[dict[str, str], list[str]]:
    told = json.loads(shelf.data("support/clients.json"))
    return told["features"], told["clients"]
