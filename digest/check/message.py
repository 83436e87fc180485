"""message.eml is a message that every server takes (RFC 5322, 2045)."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import message

RULE = "message"
MOST = 998  # octets in a line, RFC 5322, 2.1.1


def check(sheet: Sheet) -> Iterator[Finding]:
    """Parse the message back with the standard library and look for what is amiss."""
    raw = sheet.files.get("message.eml")
    if raw is None:
        return
    mail = message(sheet, raw)
    kinds = [part.get_content_type() for part in mail.walk()]
    faults = [type(defect).__name__ for part in mail.walk() for defect in part.defects]
    faults += [f"no {kind} part" for kind in ("text/plain", "text/html") if kind not in kinds]
    faults += [
        f"{len(mail.get_all(h, []))} × {h}"
        for h in ("From", "Subject", "Date", "Message-ID")
        if len(mail.get_all(h, [])) != 1
    ]
    if any(len(line.removesuffix(b"\r")) > MOST for line in raw.split(b"\n")):
        faults.append(f"a line of more than {MOST} octets")
    if not raw.isascii():
        faults.append("octets above 127 without a transfer encoding")
    for fault in faults:
        yield Finding(
            rule=RULE,
            severity="error",
            what=f"the message is not well-formed: {fault}",
            where="message.eml",
            fix="build the edition again; report it if this stays",
        )
