"""The law's two lines: a postal address, and a way out, in both parts of the mail."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache

from digest import shelf
from digest.check import Finding, Sheet
from digest.check._files import MAIL, page
from digest.text.senders import SENDERS

RULE = "imprint"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look for address and unsubscribe link (CAN-SPAM 15 U.S.C. 7704; in the EU, Directive 2000/31/EC, 5)."""
    if sheet.edition is None or MAIL not in sheet.files:
        return
    news = sheet.edition.newsletter
    # Without a sender nothing can be sent yet: then what the law asks for is still a reminder.
    severity = "warning" if sheet.settings and not sheet.settings.newsletter.sender else "error"
    mail = page(sheet, sheet.files[MAIL])
    shown = mail.root.text
    text = " ".join(sheet.files.get("email.txt", b"").decode("utf-8", "replace").split())
    if not news.address:
        what, fix = "no postal address is set: the law asks for one", "set newsletter.address in digest.toml"
        yield Finding(rule=RULE, severity=severity, what=what, where="digest.toml: newsletter.address", fix=fix)
    elif " ".join(news.address.split()).casefold() == _placeholder().casefold():
        what, fix = f"{news.address!r} is no postal address: digest init wrote it", "write yours, before you send"
        yield Finding(rule=RULE, severity="warning", what=what, where="digest.toml: newsletter.address", fix=fix)
    else:
        for name, words in ((MAIL, shown), ("email.txt", text)):
            if " ".join(news.address.split()) not in words:
                yield Finding(
                    rule=RULE,
                    severity=severity,
                    what="the postal address is not shown",
                    where=name,
                    fix="keep the block footer",
                )
    placeholder = SENDERS[sheet.settings.email.merge_tags].unsubscribe if sheet.settings else ""
    ways = {*news.unsubscribe, *([placeholder] if placeholder else [])}
    if not ways:
        what, fix = "there is no way to unsubscribe", "set newsletter.unsubscribe, or email.merge_tags to your sender"
        yield Finding(rule=RULE, severity=severity, what=what, where="digest.toml: newsletter.unsubscribe", fix=fix)
    elif not any(link.get("href") in ways for link in mail.all("a")):
        yield Finding(
            rule=RULE, severity=severity, what="no link leads to unsubscribing", where=MAIL, fix="keep the block footer"
        )


@cache
def _placeholder() -> str:
    """Return what a new workspace has where its postal address belongs."""
    return str(tomllib.loads(shelf.data("init/digest.toml").decode())["newsletter"]["address"])
