"""Hand an edition to a sending service or a scheduler: one file a format, none opens the network.

Each module says `KIND` ("sender" or "scheduler"), `ABOUT` (one line), `FILE` (a
name for the result) and may say `OPTIONS`, the extra fields a user can set, `TAGS`,
its own placeholders, and `WHOLE`, when it takes the message as it is; its
`export(bundle)` returns the exact text or bytes that the other side takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.errors import UsageError, nearest
from digest.text import defusing

_BODY = re.compile(r"<body\b[^>]*>(.*)</body\s*>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A finished edition as exporters get it: its files, read.

    `edition` is ``edition.json``, `html`, `text` and `web` are its renditions,
    `message` is ``message.eml``, `posts` the lines of ``posts.jsonl``.  `options`
    are the fields that the user set for this export, by name.
    """

    key: str
    edition: Mapping[str, Any]
    html: str
    text: str
    web: str
    message: bytes
    message_id: str
    subject: str
    posts: tuple[Mapping[str, Any], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def newsletter(self) -> Mapping[str, Any]:
        """What the edition says about its newsletter."""
        found: Mapping[str, Any] = self.edition["newsletter"]
        return found

    @property
    def web_address(self) -> str:
        """Where the web version stands, '' when nowhere."""
        web = str(self.newsletter.get("web", ""))
        return f"{web.rstrip('/')}/{self.key}/" if web else ""


def payload(bundle: Bundle, fields: Mapping[str, Any], known: Mapping[str, str]) -> str:
    """Return *fields* as JSON with the user's options in them.

    *known* names the options a format takes and says what each is for; another
    one is a `UsageError`.
    """
    check_options(bundle, known)
    return json.dumps({**fields, **bundle.options}, ensure_ascii=False, indent=1) + "\n"


def check_options(bundle: Bundle, known: Mapping[str, str]) -> None:
    """Refuse an option that the format does not take; `UsageError` names the known ones."""
    for name in bundle.options:
        if name not in known:
            hint = nearest(name, list(known))
            fix = f"did you mean {hint}?" if hint else f"known: {', '.join(known) or 'none'}"
            raise UsageError(f"this format takes no field {name!a}", where="--set", fix=fix)


def guarded_html(html: str, keep: tuple[str, ...]) -> str:
    """Return HTML in which nothing but the placeholders *keep* is taken for a merge tag.

    Services evaluate their tags wherever they stand, article text included.  The
    opener's first sign becomes a character reference: a reader sees no difference.
    """
    return _outside(html, keep, lambda part: defusing.html(part))


def guarded_text(text: str, keep: tuple[str, ...] = ()) -> str:
    """Return plain text in which nothing but the placeholders *keep* is taken for a merge tag."""
    return _outside(text, keep, defusing.plain)


def fragment(html: str) -> str:
    """Return what stands in a document's body, its style sheets before it, for services that add their own frame."""
    body = _BODY.search(html)
    styles = "".join(_STYLE.findall(html[: body.start()] if body else ""))
    return styles + (body[1].strip() if body else html)


def _outside(text: str, keep: tuple[str, ...], guard: Any) -> str:
    if not keep:
        return str(guard(text))
    pattern = "(" + "|".join(re.escape(tag) for tag in keep) + ")"
    return "".join(part if n % 2 else guard(part) for n, part in enumerate(re.split(pattern, text)))
