"""Take weight off a pressed email without changing what any client draws.

Gmail clips a message near 102 KB, and the inliner writes generously: white space
in styles, table properties on cells, defaults.  Only frames that are sent go
through here; ``digest press`` gives what MJML and premailer give.
"""

from __future__ import annotations

import re

_STYLE = re.compile(r"""(<([a-z0-9]+)\b[^<>]*?\sstyle=)(["'])(.*?)\3""", re.S | re.I)
_CLASS = re.compile(r'\sclass="([^"]*)"')
_SHEETS = re.compile(r"<style\b[^>]*>(.*?)</style>", re.S | re.I)
_CONDITIONAL = re.compile(r"(<!--\[if\b.*?<!\[endif\]-->)", re.S)
# MJML ends one conditional comment and begins the next of the same kind at once.
_NEIGHBOURS = re.compile(r"<!\[endif\]-->\s*<!--\[if mso \| IE\]>")
_FLOW = re.compile(r'<html\b[^>]*\sdir="(ltr|rtl)"')
_TBODY = re.compile(r"</?tbody>\n?", re.I)  # every HTML parser puts it back
_VALIGN = re.compile(r'(<table\b[^<>]*?) valign="top"')  # a table's own place in a line is no use here
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.S | re.I)

# Declarations that change nothing on that element: MJML's reset sheet names `table, td`
# and every `p` and `img`, and the inliner repeats it on each of them.
_IDLE = {
    "td": ("border-collapse:collapse", "mso-table-lspace:0", "mso-table-rspace:0"),
    "p": ("display:block",),
    "img": ("-ms-interpolation-mode:bicubic", "outline:none", "text-decoration:none", "line-height:100%"),
    "table": (
        "mso-table-lspace:0",
        "mso-table-rspace:0",
        "vertical-align:top",
    ),  # the frame's own sheet for Outlook says it once
}


def slim(html: str) -> str:
    """Return *html* lighter: idle declarations, unused classes and white space are gone.

    Of Outlook's conditional comments only class names go that no sheet knows.
    """
    html = _NEIGHBOURS.sub("", html)
    flow = _FLOW.search(html)
    if flow:  # MJML states the page's own direction again on every section and column
        html = re.sub(rf"(?<=[;\"])direction:{flow[1]};", "", html)
    used = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", " ".join(_SHEETS.findall(html))))
    parts = _CONDITIONAL.split(html)
    return squeezed("".join(_worded(part, used) if n % 2 else _slimmed(part, used) for n, part in enumerate(parts)))


def squeezed(html: str) -> str:
    """Fold white space around line ends to one line feed; text inside ``pre`` is left alone."""
    parts = _PRE.split(html)
    return "".join(part if number % 2 else re.sub(r"[ \t]*\n\s*", "\n", part) for number, part in enumerate(parts))


def _slimmed(html: str, used: set[str]) -> str:
    html = _TBODY.sub("", html)
    html = _STYLE.sub(_style, _VALIGN.sub(r"\1", html))
    return _CLASS.sub(lambda m: _class(m[1], used), html)


def _worded(conditional: str, used: set[str]) -> str:
    names = r' class="[^"]*-outlook"'
    return conditional if any(name.endswith("-outlook") for name in used) else re.sub(names, "", conditional)


def _style(match: re.Match[str]) -> str:
    before, element, mark, style = match.groups()
    declared = [re.sub(r"\s*:\s*", ":", part.strip(), count=1) for part in style.split(";")]
    idle = set(_IDLE.get(element.lower(), ()))
    if grounds := [part for part in declared if part.startswith("background:#")]:  # said twice, for clients long gone
        idle |= {part for part in declared if part.startswith("background-color:#") and len(grounds) == 1}
    if element.lower() == "table" and not any(
        part.startswith("border-") for part in declared if "collapse" not in part
    ):
        idle.add("border-collapse:collapse")  # nothing to collapse: cellspacing is 0 and no cell of it has a line
    kept = ";".join(re.sub(r",\s+", ",", part) for part in declared if part and part not in idle)
    return f"{before}{mark}{kept}{mark}" if kept else before.rstrip()[: -len("style=")].rstrip()


def _class(names: str, used: set[str]) -> str:
    kept = " ".join(name for name in names.split() if name in used)
    return f' class="{kept}"' if kept else ""
