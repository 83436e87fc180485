"""MJML to HTML, and style sheets into style attributes: the only module that imports mjml and premailer.

Both are slow to import and fragile with odd input; they run when a template
changes, never when an edition is printed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from digest.errors import TemplateError

# The options that press.md fixes.  strip_important=False: or a dark design is lost;
# allow_network=False: or linked sheets are fetched; disable_validation: or cssutils
# drops what it does not know (mso-…).
PREMAILER_OPTIONS: dict[str, Any] = {
    "strip_important": False,
    "allow_network": False,
    "disable_validation": True,
    "cssutils_logging_level": 50,
}
MAX_CHARS = 2_000_000

# The inliner writes every style's width and height into the attributes, and MJML's own sheet
# says img { height: auto }: a picture's real size would be lost (Outlook needs it).
_IMG = re.compile(r"""<img(?:\s+[^\s=>"]+(?:="[^"]*")?)*\s*/?>""", re.I)
_SIZE = re.compile(r'\s(width|height)="([^"]*)"', re.I)
_KEPT = re.compile(r'\sdata-kept-(width|height)="([^"]*)"')

_DOCTYPE = re.compile(r"\s*(<!doctype[^>]*>)", re.I)
_INCLUDE = re.compile(r"<mj-include\b", re.I)
# mj-social draws a cell around each child, also around a comment that is only a mark of ours.
_CELL_OF_A_COMMENT = re.compile(
    r"<!--\[if mso \| IE\]><td><!\[endif\]--><table\b[^>]*><tbody>(<!--[a-z]{2}[0-9]{4}x-->)</tbody></table>"
    r"<!--\[if mso \| IE\]></td><!\[endif\]-->"
)
_COMPONENT = re.compile(r"<!--.*?-->|<(/?)(mjml|mj-[a-z-]+)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", re.S)
_STRAY = re.compile(r"<(?![A-Za-z/!?])")
_NOT_MARKUP = re.compile(r"<!--.*?-->|<(style|mj-style)\b.*?</\1>|\{\{.*?\}\}|\{%.*?%\}|\[\[.*?\]\]|\[%.*?%\]", re.S)
# What the compiler knows; it lets every other name through, and a typing error with it.
COMPONENTS = frozenset({
    "mjml", "mj-accordion", "mj-accordion-element", "mj-accordion-text", "mj-accordion-title", "mj-all",
    "mj-attributes", "mj-body", "mj-breakpoint", "mj-button", "mj-carousel", "mj-carousel-image", "mj-class",
    "mj-column", "mj-divider", "mj-font", "mj-group", "mj-head", "mj-hero", "mj-image", "mj-include", "mj-navbar",
    "mj-navbar-link", "mj-preview", "mj-raw", "mj-section", "mj-social", "mj-social-element", "mj-spacer", "mj-style",
    "mj-table", "mj-text", "mj-title", "mj-wrapper",
})  # fmt: skip
_POSITION = re.compile(r"position (\d+)")
_UNKNOWN = "MJML's compiler knows no such element in this place: take it out, or write HTML inside mj-raw or mj-text"
_TAGGED = "a template tag holds a bare <: use --keep-tags, which hides tags from MJML"
_TAG_WITH_ANGLE = re.compile(r"\{[{%][^{}]*<[^{}]*[}%]\}")
_PART = "a template begins with <mjml> and holds <mj-body>; this may be a part of one, to include"
_BARE = "look for a bare < or & in the text: write &lt; and &amp;"


def compile_mjml(source: str, where: str, *, remote_fonts: bool = True) -> str:
    """Return the HTML that MJML makes of *source*; opens no file and no socket.

    Without *remote_fonts* no link to a font service is added for the names it
    knows.  `TemplateError` names the line for the offset that the compiler reports.
    """
    import mjml

    included = _INCLUDE.search(source)
    if included:
        raise TemplateError(
            "mj-include would copy a file of this machine into the mail",
            where=f"{where}, line {line_of(source, included.start())}",
            fix='write [% include "email/blocks/…" %]',
        )
    if len(source) > MAX_CHARS:
        raise TemplateError(f"the template is larger than {MAX_CHARS:,} characters", where=where, fix="make it smaller")
    try:
        html = str(mjml.mjml2html(source) if remote_fonts else mjml.mjml2html(source, fonts={}))
    except ValueError as fault:
        raise _unreadable(str(fault), source, where) from fault
    return _CELL_OF_A_COMMENT.sub(r"\1", html)


def _unreadable(fault: str, source: str, where: str) -> TemplateError:
    """Make the compiler's few words into what somebody who wrote the template can correct."""
    line, advice = imbalance(source)
    place = f"{where}, line {line}" if line else _place(fault, source, where)
    known = _BARE if "<mjml" in source else _PART
    if "unexpected element" in fault:
        known = _UNKNOWN
    elif _TAG_WITH_ANGLE.search(source):
        known = _TAGGED
    return TemplateError(f"MJML cannot read it: {_reason(fault)}", where=place, fix=advice or known)


def inline(html: str, where: str, *, keep_sizes: str = "") -> str:
    """Move the style sheets of *html* into style attributes; opens no socket.

    The doctype comes back as it went in: the parser drops a lower-case one.
    A picture's own width and height survive where they match *keep_sizes*, a
    pattern for the whole value.
    """
    with _no_client():
        from premailer import Premailer

    if keep_sizes:
        own = re.compile(rf'\s(width|height)="({keep_sizes})"', re.I)
        html = _IMG.sub(lambda m: own.sub(r' data-kept-\1="\2"', m[0]), html)
    try:
        with _no_fetching():
            out = str(Premailer(html, **PREMAILER_OPTIONS).transform())
    except (
        Exception
    ) as fault:  # whatever the CSS parser stumbles over is the template's fault, and there is no common root
        raise TemplateError(
            f"the styles cannot be inlined: {type(fault).__name__}: {fault}",
            where=where,
            fix="look for a broken style attribute or rule",
        ) from fault
    if keep_sizes:
        out = _IMG.sub(_resized, out)
    doctype = _DOCTYPE.match(html)
    return out if not doctype or _DOCTYPE.match(out) else f"{doctype[1]}\n{out}"


def _resized(match: re.Match[str]) -> str:
    kept = {name for name, _ in _KEPT.findall(match[0])}
    tag = _SIZE.sub(lambda m: "" if m[1].lower() in kept else m[0], match[0])
    return _KEPT.sub(r' \1="\2"', tag)


@contextmanager
def _no_client() -> Iterator[None]:
    """Give premailer an HTTP client that can do nothing: it imports one for sheets that are never fetched here.

    The real one binds a socket when it is imported, and takes longer to import than all of the inliner.
    """
    had = sys.modules.get("requests")
    sys.modules["requests"] = ModuleType("requests")
    try:
        yield
    finally:
        del sys.modules["requests"]
        if had is not None:
            sys.modules["requests"] = had


@contextmanager
def _no_fetching() -> Iterator[None]:
    """Keep the CSS parser from following ``@import``: allow_network=False does not reach it."""
    util: Any = import_module("cssutils.util")
    fetch, util._defaultFetcher = util._defaultFetcher, lambda _url: None
    try:
        yield
    finally:
        util._defaultFetcher = fetch


def line_of(source: str, offset: int) -> int:
    """Return the line, from 1, of a code point offset."""
    return source.count("\n", 0, offset) + 1


def _reason(fault: str) -> str:
    # The compiler speaks of "root template at position 54:57", in bytes of UTF-8.
    return re.sub(r" in root template| at position \d+:\d+", "", fault)


def _place(fault: str, source: str, where: str) -> str:
    found = _POSITION.search(fault)
    if not found:
        return where
    before = source.encode()[: int(found[1])].decode("utf-8", "ignore")
    return f"{where}, line {before.count(chr(10)) + 1}"


def unknown(source: str) -> tuple[int, str]:
    """Return the line and name of the first component that MJML does not have; 0 and '' when all are known."""
    for match in _COMPONENT.finditer(source):
        if match[2] and match[2] not in COMPONENTS:
            return line_of(source, match.start()), match[2]
    return 0, ""


def imbalance(source: str) -> tuple[int, str]:
    """Return the line of the first MJML tag that is not paired, and what to do; 0 and '' when all are.

    A bare ``<`` counts as well: the compiler stops there and does not say where.
    """
    if stray := _STRAY.search(_NOT_MARKUP.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), source)):
        return line_of(source, stray.start()), "write &lt; for a bare <"
    stack: list[tuple[str, int]] = []
    for match in _COMPONENT.finditer(source):
        closing, name, alone = match.groups()
        line = line_of(source, match.start())
        if name is None or alone:
            continue
        if not closing:
            stack.append((name, line))
        elif stack and stack[-1][0] == name:
            stack.pop()
        else:
            opened = f": <{stack[-1][0]}> of line {stack[-1][1]} is still open" if stack else ": nothing is open"
            return line, f"take </{name}> away, or open it{opened}"
    return (stack[-1][1], f"close <{stack[-1][0]}>") if stack else (0, "")
