"""Hand an edition to a sending service or a scheduler: one file a format, none opens the network.

Each module says `KIND` ("sender" or "scheduler"), `ABOUT` (one line), `FILE` (a
name for the result) and may say `OPTIONS`, an `Option` for each extra field that a user
can set, `TAGS`, its own placeholders, and `WHOLE`, when it takes the message as it is; its
`export(bundle)` returns the exact text or bytes that the other side takes.  Where a service
fills in placeholders, texts pass through `guarded_html` and `guarded_text`: no word of an
article may be taken for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from digest.edition.model import Edition
from digest.errors import UsageError, nearest
from digest.text import defusing

_BODY = re.compile(r"<body\b[^>]*>(.*)</body\s*>", re.DOTALL | re.IGNORECASE)
_VERBATIM = r"(?is:<style\b.*?</style\s*>)|(?i:<!--\[if [^\]>]*\]>|<!\[endif\]-->)"
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.DOTALL | re.IGNORECASE)

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def _moment(value: object) -> bool:
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        return False
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _all(value: object, fits: Callable[[object], bool]) -> bool:
    return isinstance(value, list) and bool(value) and all(fits(item) for item in value)


# What a field takes, as its message calls it; a service refuses the whole request for another type.
_FITS: Mapping[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str) and bool(value),
    "a whole number": _whole,
    "numbers, such as [1, 2]": lambda value: _all(value, _whole),
    'words, such as ["a", "b"]': lambda value: _all(value, lambda item: isinstance(item, str)),
    "a moment with its offset, such as 2026-08-10T04:00:00Z": _moment,
    "a JSON object": lambda value: isinstance(value, dict),
    "a list of JSON objects": lambda value: _all(value, lambda item: isinstance(item, dict)),
}
TEXT, NUMBER, NUMBERS, WORDS, MOMENT, OBJECT, OBJECTS = _FITS


@dataclass(frozen=True, slots=True)
class Option:
    """One field that a user can set: what it is for, what it takes, and its values where they are few."""

    about: str
    takes: str = TEXT
    among: tuple[str, ...] = ()

    def read(self, name: str, value: object) -> Any:
        """Return *value* as the service takes it; `UsageError` when it has another type or is not among the values.

        A single value stands for a list of one, and a number for text that looks like one.
        """
        if self.takes in {NUMBERS, WORDS} and not isinstance(value, list):
            value = [value]
        if self.takes == TEXT and _whole(value):
            value = str(value)
        if self.among and value not in self.among:
            hint = nearest(str(value), list(self.among))
            fix = f"did you mean {hint}?" if hint else f"use one of: {', '.join(self.among)}"
            raise UsageError(f"{name} is none of its values: {value!a}", where="--set", fix=fix)
        if not _FITS[self.takes](value):
            raise UsageError(f"{name} takes {self.takes}, not {value!a}", where="--set", fix=f"{name}: {self.about}")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A finished edition as exporters get it: its files, read.

    `edition` is ``edition.json``, `html`, `text` and `web` are its renditions,
    `message` is ``message.eml``.  `options` are the fields that the user set for this
    export, by name.
    """

    key: str
    edition: Edition
    html: str
    text: str
    web: str
    message: bytes
    message_id: str
    subject: str
    options: Mapping[str, Any] = field(default_factory=dict)


def payload(bundle: Bundle, fields: Mapping[str, Any], known: Mapping[str, Option]) -> str:
    """Return *fields* as JSON with the user's options in them.

    *known* are the options that a format takes; another one, or one of another
    type, is a `UsageError`.
    """
    return as_json({**fields, **read_options(bundle, known)})


def as_json(body: Mapping[str, Any]) -> str:
    """Return *body* as the text of a request."""
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def read_options(bundle: Bundle, known: Mapping[str, Option]) -> dict[str, Any]:
    """Return the user's options as the service takes them; `UsageError` for one that it does not take."""
    for name in bundle.options:
        if name not in known:
            hint = nearest(name, list(known))
            fix = f"did you mean {hint}?" if hint else f"known: {', '.join(known) or 'none'}"
            raise UsageError(f"this format takes no field {name!a}", where="--set", fix=fix)
    return {name: known[name].read(name, value) for name, value in bundle.options.items()}


def guarded_html(html: str, keep: tuple[str, ...]) -> str:
    """Return HTML in which nothing but the placeholders *keep* is taken for a merge tag.

    Services evaluate their tags wherever they stand, article text included.  The
    opener's first sign becomes a character reference: a reader sees no difference.
    Style sheets and the marks of conditional comments hold no article's text, know
    no references, and stay: ``<![endif]`` only looks like a tag.
    """
    return _outside(html, "|".join([_VERBATIM, *map(re.escape, keep)]), defusing.html)


def guarded_text(text: str, keep: tuple[str, ...] = ()) -> str:
    """Return plain text in which nothing but the placeholders *keep* is taken for a merge tag."""
    return _outside(text, "|".join(map(re.escape, keep)), defusing.plain)


def fragment(html: str) -> str:
    """Return what stands in a document's body, its style sheets before it, for services that add their own frame."""
    body = _BODY.search(html)
    styles = "".join(_STYLE.findall(html[: body.start()] if body else ""))
    return styles + (body[1].strip() if body else html)


def _outside(text: str, keep: str, guard: Callable[[str], str]) -> str:
    if not keep:
        return guard(text)
    return "".join(part if n % 2 else guard(part) for n, part in enumerate(re.split(f"({keep})", text)))
