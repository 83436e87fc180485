"""Everything that is linked or shown comes over https."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import pages

RULE = "https"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look for http addresses: pictures are errors (clients block them), links warnings."""
    for name, page in pages(sheet):
        for element in page.elements:
            for attribute in ("href", "src", "background"):
                value = element.get(attribute).strip()
                if not value.lower().startswith("http:"):
                    continue
                severity = "warning" if element.tag == "a" else "error"
                what = f"not https: {value[:80]}"
                yield Finding(
                    rule=RULE, severity=severity, what=what, where=element.where(name), fix="use the https address"
                )
