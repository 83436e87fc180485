"""What a server's answer means: for this recipient, for all of them, or for nobody.

A 5xx is "no such mailbox" only when it says so.  A quota, a policy or a fault of our
own gives the same three digits for every recipient: taken for bounces, they would cost
us the whole list.  Source: RFC 5321, 4.2; RFC 3463 and the registry of enhanced
status codes that grew out of it (class.subject.detail).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

State = Literal["sent", "refused", "deferred", "unsure"]
About = Literal["", "mailbox", "quota", "policy"]

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# Bad mailbox, bad mailbox syntax, moved without a forward, a domain without mail, mailbox disabled.
_NO_MAILBOX = {"1.1", "1.3", "1.6", "1.10", "2.1"}
_QUOTA = {"4.5", "7.28"}  # what a sender may send in a day; too many at once
_POLICY = "7."
_WIDTH = 300  # characters of a server's words that are kept


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one message.

    `state` is sent, refused (5xx), deferred (4xx), or unsure: the message was handed
    over whole and no answer came, so the recipient may have it.  `said` holds the
    server's words; `about` says whom a refusal concerns: this mailbox, our quota, a
    policy about us, or '' when the server does not say.
    """

    state: State
    said: str
    about: About = ""


def reply(code: int, words: bytes | str) -> Answer:
    """Return what an SMTP reply to a message means; *code* has three digits.  Only 2xx is a yes."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    said = f"{code} {_line(text)}"
    if 200 <= code < 300:
        return Answer("sent", said)
    return Answer("refused" if code >= 500 else "deferred", said, about(text))


def about(words: str) -> About:
    """Return whom a server's words concern, by the enhanced status code in them."""
    found = _ENHANCED.search(words)
    if not found:
        return ""
    detail = f"{found[2]}.{found[3]}"
    if detail in _QUOTA:
        return "quota"
    if detail in _NO_MAILBOX:
        return "mailbox"
    return "policy" if detail.startswith(_POLICY) else ""


def exited(code: int, words: str) -> Answer:
    """Return what the end of a mail program means (``sysexits.h``); *code* below 0 is a signal."""
    said = _line(words) or f"exit {code}"
    if code == 0:
        return Answer("sent", "queued")
    if code < 0:
        return Answer("unsure", f"ended by signal {-code}")
    if code == 67:  # EX_NOUSER
        return Answer("refused", said, "mailbox")
    if code == 77:  # EX_NOPERM
        return Answer("refused", said, "policy")
    # EX_USAGE, EX_DATAERR, EX_NOHOST: no time will cure them.  All else may pass.
    return Answer("refused" if code in {64, 65, 68} else "deferred", said)


def _line(words: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(clean.split())[:_WIDTH]
