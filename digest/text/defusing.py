"""Words that a sender's software would take for its own: broken up so that a reader sees no difference.

Sending services evaluate merge tags wherever they stand, article text included:
``{{ x }}`` (listmonk, Keila, Ghost, Mandrill), ``*|X|*`` (Mailchimp), ``%recipient.x%``
(Mailgun), ``%%x%%`` (Salesforce), ``{$x}`` (MailerLite), ``<% x %>``, ``${x}``, ``#{x}``,
``[[x]]``, ``[X]`` (several), ``-x-`` (SendGrid).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

BREAK = "\u2060"  # word joiner: no width, no break

# A percent escape (%D8%A7) is none: that would double the length of every link.
_PERCENT = r"%(?![0-9A-Fa-f]{2}(?:[^\w.]|$))(?=[A-Za-z_%{\[(])"
_DASH = r"-(?<![^\s([{\"']-)(?=[A-Za-z_]+-(?!\w))"
_OTHERS = (
    r"\{(?=[{%$#])|\[(?=[\[%])|\*(?=\|)|\|(?=\*)|<(?=%)|[$#](?=\{)"
    rf"|\[(?=[A-Za-z_][A-Za-z0-9_. -]*\])|{_DASH}"
)
_OPENER = re.compile(f"{_OTHERS}|{_PERCENT}")
# In an address words go on after an escape ("%C3%A9l"); any two hexadecimal digits make one.
_ADDRESS = re.compile(r"((?:\b[A-Za-z][A-Za-z0-9+.-]*://|\bmailto:)[^\s<>\"]+)")
_IN_ADDRESS = re.compile(rf"{_OTHERS}|%(?![0-9A-Fa-f]{{2}})(?=[A-Za-z_%{{\[(])")
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
    """Return *text* for subjects and text parts: a word joiner after every opener's first sign.

    In an address, which that would break, the sign is percent-encoded (RFC 3986) instead.
    """
    return _broken(text, lambda sign: sign + BREAK, lambda sign: f"%{ord(sign):02X}") if needs(text) else text


def html(escaped: str) -> str:
    """Return text that is already escaped for HTML with every opener's first sign as a character reference."""
    # "#{": the reference of an escaped quote, "&#39;", is never followed by a brace.
    return _broken(escaped, _reference, _reference) if needs(escaped) else escaped


def _reference(sign: str) -> str:
    return f"&#{ord(sign)};"


def _broken(text: str, words: Callable[[str], str], address: Callable[[str], str]) -> str:
    """Return *text* with every opener's first sign as *words* gives it, or *address* where it stands in one."""
    return "".join(
        _IN_ADDRESS.sub(lambda m: address(m[0]), part) if n % 2 else _OPENER.sub(lambda m: words(m[0]), part)
        for n, part in enumerate(_ADDRESS.split(text))
    )
