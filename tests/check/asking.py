"""How a test asks one rule about a body of HTML, a whole page, or the files of an edition."""

from __future__ import annotations

from typing import Any

from digest import check as shelf_of_rules
from digest import shelf
from digest.check import Finding, Sheet

GOOD = (
    '<!doctype html><html lang="en" dir="ltr"><head><title>T</title></head><body style="background:#ffffff">'
    '<div style="display:none">A line of at least forty characters about the rest.</div>%s</body></html>'
)


def found(rule: str, body: str, *, whole: bool = False, **more: Any) -> list[Finding]:
    """Return what *rule* finds in a mail of this body, or in this *whole* one, beside further `files`."""
    html = body if whole else GOOD % body
    files = {"email.html": html.encode()} | more.pop("files", {})
    modules = [shelf.take(shelf_of_rules, name) for name in shelf.names(shelf_of_rules)]
    module = next(m for m in modules if rule in named(m))
    return [f for f in module.check(Sheet(files=files, **more)) if f.rule == rule]


def named(module: Any) -> tuple[str, ...]:
    """Return the ids of a module's rules."""
    return getattr(module, "RULES", None) or (module.RULE,)
