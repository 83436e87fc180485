"""Words that a sender's software would take for its own: broken up so that a reader sees no difference.

Sending services evaluate merge tags wherever they stand, article text included:
``{{ x }}`` (listmonk, Keila, Ghost, Mandrill), ``*|X|*`` (Mailchimp), ``%recipient.x%``
(Mailgun), ``%%x%%`` (Salesforce), ``{$x}`` (MailerLite), ``<% x %>``, ``${x}``, ``#{x}``,
``[[x]]``, ``[X]`` (several), ``-x-`` (SendGrid).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BREAK = "\u2060"  # word joiner: no width, no break

# A percent escape of an address (%D8%A7) is none: it would double the length of every link.
_PERCENT = r"%(?![0-9A-Fa-f]{2}(?:[^\w.]|$))(?=[A-Za-z_%{\[(])"
_DASH = r"-(?<![^\s([{\"']-)(?=[A-Za-z_]+-(?!\w))"
_OPENER = re.compile(
    r"\{(?=[{%$#])|\[(?=[\[%])|\*(?=\|)|\|(?=\*)|<(?=%)|[$#](?=\{)"
    rf"|\[(?=[A-Za-z_][A-Za-z0-9_. -]*\])|{_PERCENT}|{_DASH}"
)
# Each begins with one sign: text without it is passed over at once.
_PERCENTS, _DASHED = re.compile(_PERCENT), re.compile(_DASH)


def needs(text: str) -> bool:
    """Say whether anything in *text* could be taken for a merge tag; fast for ordinary text."""
    # Spelled out, not `any(…)`: it runs for every value that is printed.
    if "{" in text or "[" in text or "%" in text or "*|" in text or "|*" in text or "-" in text:
        return bool(_OPENER.search(text))
    return False


def any_needs(texts: Iterable[str]) -> bool:
    """Say whether any of *texts* could hold a merge tag, or pieces that make one when joined; errs on yes."""
    whole = "\n".join(("", *texts))
    if "{" in whole or "[" in whole or "*|" in whole or "|*" in whole or "<%" in whole:
        return True
    return bool(_PERCENTS.search(whole) or _DASHED.search(whole))


def plain(text: str) -> str:
    """Return *text* for subjects and text parts: a word joiner after every opener's first sign."""
    return _OPENER.sub(lambda m: m[0] + BREAK, text) if needs(text) else text


def html(escaped: str) -> str:
    """Return text that is already escaped for HTML with every opener's first sign as a character reference."""
    # "#{": the reference of an escaped quote, "&#39;", is never followed by a brace.
    return _OPENER.sub(lambda m: f"&#{ord(m[0])};", escaped) if needs(escaped) else escaped
