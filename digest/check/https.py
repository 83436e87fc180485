"""Everything that is linked or shown comes over https."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import pages

RULE = "https"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look for http addresses: pictures are errors (clients block them), links warnings, each address once."""
    met: set[tuple[str, str]] = set()
    for name, page in pages(sheet):
        for element in page.elements:
            for attribute in ("href", "src", "background"):
                if attribute not in element.attributes:
                    continue
                value = element.get(attribute).strip()
                severity = "warning" if element.tag == "a" else "error"
                known = (value.partition("#")[0], severity)  # a quote's link has the same address
                if not value.lower().startswith("http:") or known in met:
                    continue
                met.add(known)
                what = f"not https: {value[:80]}"
                yield Finding(
                    rule=RULE, severity=severity, what=what, where=element.where(name), fix="use the https address"
                )
