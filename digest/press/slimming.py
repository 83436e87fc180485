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
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.S | re.I)

# Declarations that change nothing on that element: MJML's reset sheet names `table, td`
# and every `p` and `img`, and the inliner repeats it on each of them.
_IDLE = {
    "td": ("border-collapse:collapse", "mso-table-lspace:0", "mso-table-rspace:0"),
    "p": ("display:block",),
    "img": ("-ms-interpolation-mode:bicubic",),
}


def slim(html: str) -> str:
    """Return *html* lighter: idle declarations, unused classes and white space are gone.

    Outlook's conditional comments stay as they are.
    """
    used = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", " ".join(_SHEETS.findall(html))))
    parts = _CONDITIONAL.split(html)
    return squeezed("".join(part if number % 2 else _slimmed(part, used) for number, part in enumerate(parts)))


def squeezed(html: str) -> str:
    """Fold white space around line ends to one line feed; text inside ``pre`` is left alone."""
    parts = _PRE.split(html)
    return "".join(part if number % 2 else re.sub(r"[ \t]*\n\s*", "\n", part) for number, part in enumerate(parts))


def _slimmed(html: str, used: set[str]) -> str:
    html = _STYLE.sub(_style, html)
    return _CLASS.sub(lambda m: _class(m[1], used), html)


def _style(match: re.Match[str]) -> str:
    before, element, mark, style = match.groups()
    declared = [re.sub(r"\s*:\s*", ":", part.strip(), count=1) for part in style.split(";")]
    idle = set(_IDLE.get(element.lower(), ()))
    if grounds := [part for part in declared if part.startswith("background:#")]:  # said twice, for clients long gone
        idle |= {part for part in declared if part.startswith("background-color:#") and len(grounds) == 1}
    kept = ";".join(re.sub(r",\s+", ",", part) for part in declared if part and part not in idle)
    return f"{before}{mark}{kept}{mark}" if kept else before.rstrip()[: -len("style=")].rstrip()


def _class(names: str, used: set[str]) -> str:
    kept = " ".join(name for name in names.split() if name in used)
    return f' class="{kept}"' if kept else ""
