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
_CENTRED = re.compile(r'\salign="center"')  # the attribute says it, and Word trusts it more
_VALIGN = re.compile(r'(<table\b[^<>]*?) valign="top"')  # a table's own place in a line is no use here
# A picture's align makes it float, and what follows then stands at its side: the inliner writes it for a text-align,
# which is meant for the words that stand in for a picture.
_FLOATING = re.compile(r"""(<img\b(?=[^<>]*\btext-align:\s*(left|right|center)\b)[^<>]*?) align="\2\"""")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.S | re.I)
# MJML takes only elements that are closed in place; what opens and ends a landmark comes as a comment.
_LANDMARK = re.compile(r"<!--landmark ([a-z]+)-->\s*")
# The inbox's line is hidden in eleven ways at once; these two hide it everywhere.
_HIDDEN = re.compile(r'<div style="display:none;font-size:1px;[^"]*overflow:hidden;?">')
# A name on what is no landmark is content outside of all of them (axe: region); the title says the same.
_NAMED = re.compile(r'<div aria-label="[^"]*" aria-roledescription="email"')
# MJML's sheets for columns side by side, and for Outlook of before 2007.
_COLUMNS = re.compile(r"<style[^>]*>[^<]*?\.mj-column-per-100[^<]*</style>\s*")
_OLD_OUTLOOK = re.compile(r"<!--\[if lte mso 11\]>.*?<!\[endif\]-->\s*", re.S)
_OLD_EXPLORER = re.compile(r'<!--\[if !mso\]><!-->\s*<meta http-equiv="X-UA-Compatible"[^>]*>\s*<!--<!\[endif\]-->')
_GROUND = re.compile(r"background(?:-color)?:(#(?:[0-9A-Fa-f]{3}){1,2})\b")

# MJML wraps the words of each mj-text in a div that only says how they are set: the cell can say it.
_TEXT_CELL = re.compile(
    r'(<td(?: bgcolor="#[0-9A-Fa-f]+")? align="(left|right)"[^<>]*? style="(?:[^"<>]*?;)?)font-size:0;([^"<>]*)">'
    r'\s*<div style="(font-family:[^"<>]*?)">'
)
# A column's table, and what each of its cells says of its words.
_COLUMN = re.compile(
    r'(<div\b[^<>]*>\s*<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%")>'
)
# A section of one column as wide as the page: MJML draws a table for the section, one for Word, and one for the column.
_ALONE = re.compile(
    r'<table border="0" cellpadding="0" cellspacing="0" role="presentation" align="center" style="[^"<>]*"'
    r'((?: bgcolor="[^"<>]*")?) width="100%"><tr><td style="(?:[^"<>]*;)?padding:0(?:;[^"<>]*)?"[^<>]*>\s*'
    r'<!--\[if mso \| IE\]><table border="0" cellpadding="0" cellspacing="0" role="presentation"><tr>'
    r'<td style="vertical-align:top;width:\d+px;"><!\[endif\]--><div style="[^"<>]*;width:100%">\s*'
    r'(<table border="0" cellpadding="0" cellspacing="0" role="presentation") width="100%"'
)
_ALONE_ENDS = re.compile(
    r"</table></div>\s*<!--\[if mso \| IE\]></td></tr></table><!\[endif\]-->\s*</td></tr></table></div>"
)
_SECTION = re.compile(r'<div[^<>]*;max-width:\d+px">')
_WORDS = re.compile(r';?(word-break:break-word;font:[^";]+;color:#[0-9A-Fa-f]+)(?=">)')
_DIV = re.compile(r"<(/?)div\b")

# Declarations that change nothing on that element: MJML's reset sheet names `table, td`
# and every `p` and `img`, and the inliner repeats it on each of them.
_SPACED = ("p", "h1", "h2", "h3", "li", "div")
_IDLE = {
    "td": ("border-collapse:collapse", "mso-table-lspace:0", "mso-table-rspace:0"),
    "p": ("display:block",),
    "body": ("word-spacing:normal",),
    "img": ("-ms-interpolation-mode:bicubic", "outline:none", "text-decoration:none", "line-height:100%"),
    "table": (
        "mso-table-lspace:0",
        "mso-table-rspace:0",
        "vertical-align:top",
    ),  # the frame's own sheet for Outlook says it once
}


def slim(html: str) -> str:
    """Return *html* lighter: idle declarations, unused classes and white space are gone.

    Of Outlook's conditional comments only class names go that no sheet knows, and a
    table of one cell within another.
    """
    html = _NEIGHBOURS.sub("", html)
    html = _HIDDEN.sub('<div style="display:none;mso-hide:all;font-size:1px;line-height:1px">', html)
    html = _NAMED.sub("<div", html)
    html = _OLD_EXPLORER.sub("", _OLD_OUTLOOK.sub("", html))
    if "mj-column-per-" in html and not re.search(r"mj-column-(?:per-(?!100\b)|px-)", html):
        html = _COLUMNS.sub("", html)  # all columns are as wide as the page, and their own style says so
    flow = _FLOW.search(html)
    if flow:  # MJML states the page's own direction again on every section and column
        html = re.sub(rf"(?<=[;\"])direction:{flow[1]};", "", html)
    used = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", " ".join(_SHEETS.findall(html))))
    parts = _CONDITIONAL.split(html)
    made = squeezed("".join(_worded(part, used) if n % 2 else _slimmed(part, used) for n, part in enumerate(parts)))
    made = _single(made)
    return _LANDMARK.sub(lambda m: "</div>" if m[1] == "end" else f'<div role="{m[1]}">', made)


def _single(html: str) -> str:
    """Let the column's table stand for all three where every section has one column: they are as wide, and one ground.

    What is only in part of that form stays whole: an end could be another section's.
    """
    found = [len(form.findall(html)) for form in (_SECTION, _ALONE, _ALONE_ENDS)]
    if len(set(found)) > 1:
        return html
    return _ALONE_ENDS.sub("</table></div>", _ALONE.sub(r'\2\1 width="100%"', html))


def squeezed(html: str) -> str:
    """Fold white space around line ends to one line feed; text inside ``pre`` is left alone."""
    parts = _PRE.split(html)
    return "".join(part if number % 2 else re.sub(r"[ \t]*\n\s*", "\n", part) for number, part in enumerate(parts))


def _slimmed(html: str, used: set[str]) -> str:
    html = _grounded(_TBODY.sub("", html))
    html = _inherited(_lifted(_STYLE.sub(_style, _FLOATING.sub(r"\1", _VALIGN.sub(r"\1", html)))))
    return _CLASS.sub(lambda m: _class(m[1], used), html)


def _grounded(html: str) -> str:
    """Say a cell's ground in an attribute, too: Word draws it even where it drops the style."""

    def put(found: re.Match[str]) -> str:
        ground = _GROUND.search(found[0])
        if not ground or "bgcolor=" in found[0]:
            return found[0]
        colour = ground[1] if len(ground[1]) == 7 else "#" + "".join(digit * 2 for digit in ground[1][1:])
        return f'<td bgcolor="{colour}"{found[1]}'

    return re.sub(r"<td\b([^<>]*>)", put, html)


def _lifted(html: str) -> str:
    """Let cells say how their words are set, where a div alone in the cell did.

    A cell's `align` says what the div's text-align did.  Outlook trusts cells more than divs.
    """
    out: list[str] = []
    at = 0
    for match in _TEXT_CELL.finditer(html):
        end = _end_of_div(html, match.end())
        if match.start() < at or not end or not html.startswith("</td>", end + len("</div>")):
            continue
        face = match[4].replace(f"text-align:{match[2]};", "")
        out += [html[at : match.start()], f'{match[1]}{match[3]};{_shorthand(face)}">', html[match.end() : end]]
        at = end + len("</div>")
    return "".join([*out, html[at:]])


def _inherited(html: str) -> str:
    """Let a column say once how the words of its cells are set, where they all say the same.

    Word hands nothing on to cells: the frame's own sheet for it names them.
    """
    head, *columns = _COLUMN.split(html)
    out = [head]
    for opening, body in zip(columns[::2], columns[1::2], strict=True):
        said = _WORDS.findall(body)
        if len(said) > 1 and len(set(said)) == 1:
            out += [f'{opening} style="{said[0]}">', _WORDS.sub("", body).replace(' style=""', "")]
        else:
            out += [opening, ">", body]
    return "".join(out)


def _end_of_div(html: str, start: int) -> int:
    """Return where the div that is open at *start* is closed; 0 for nowhere."""
    depth = 1
    for match in _DIV.finditer(html, start):
        depth += -1 if match[1] else 1
        if not depth:
            return match.start()
    return 0


def _shorthand(style: str) -> str:
    """Write family, size and line height, where a style begins with just these, as one font."""
    return re.sub(r"^font-family:([^;]+);font-size:([^;]+);line-height:([^;]+);", r"font:\2/\3 \1;", style)


def _worded(conditional: str, used: set[str]) -> str:
    names = r' class="[^"]*-outlook"'
    return conditional if any(name.endswith("-outlook") for name in used) else re.sub(names, "", conditional)


def _style(match: re.Match[str]) -> str:
    before, element, mark, style = match.groups()
    declared = [re.sub(r"\s*:\s*", ":", part.strip(), count=1) for part in style.split(";")]
    idle = set(_IDLE.get(element.lower(), ())) | _said_twice(declared)
    if _CENTRED.search(before):
        idle.add("text-align:center")
    if element.lower() == "table" and not any(
        part.startswith("border-") for part in declared if "collapse" not in part
    ):
        idle.add("border-collapse:collapse")  # nothing to collapse: cellspacing is 0 and no cell of it has a line
    if element.lower() in _SPACED:
        declared = _apart(declared)
    kept = ";".join(re.sub(r",\s+", ",", part) for part in declared if part and part not in idle)
    return f"{before}{mark}{kept}{mark}" if kept else before.rstrip()[: -len("style=")].rstrip()


def _apart(declared: list[str]) -> list[str]:
    """Say the room above and below words as margins: Word knows padding in cells alone.

    What has a ground or an edge, or room at its sides, stays as it is.
    """
    told = {part.partition(":")[0]: part.partition(":")[2] for part in declared}
    padding, margin = (_sides(told.get(name, "0")) for name in ("padding", "margin"))
    single = not any(name.startswith(("background", "border", "padding-", "margin-")) for name in told)
    if "padding" not in told or not single or not padding or not margin:
        return declared
    if any((padding[1], padding[3], margin[1], margin[3])):
        return declared
    top, bottom = margin[0] + padding[0], margin[2] + padding[2]
    sides = [f"{side}px" if side else "0" for side in ((top,) if top == bottom == 0 else (top, 0, bottom))]
    kept = [part for part in declared if part.partition(":")[0] not in ("padding", "margin")]
    return [f"margin:{' '.join(sides)}", *kept]


def _sides(value: str) -> list[int]:
    """Return top, right, bottom and left of a margin or padding in whole pixels; [] for other values."""
    found = [re.fullmatch(r"(\d+)(?:px)?", one) for one in value.split()]
    sizes = [int(one[1]) for one in found if one]
    if len(sizes) != len(found) or not 1 <= len(sizes) <= 4:
        return []
    return [sizes[n] for n in {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}[len(sizes)]]


def _said_twice(declared: list[str]) -> set[str]:
    """Return the declarations that a later one says anew: parts of a font, and a ground for clients long gone."""
    fonts = [n for n, part in enumerate(declared) if part.startswith("font:")]
    faces = ("font-size:", "line-height:", "font-weight:", "font-family:", "font-style:")
    found = {part for part in declared[: fonts[-1]] if part.startswith(faces)} if fonts else set()
    if sum(part.startswith("background:#") for part in declared) == 1:
        found |= {part for part in declared if part.startswith("background-color:#")}
    return found


def _class(names: str, used: set[str]) -> str:
    kept = " ".join(name for name in names.split() if name in used)
    return f' class="{kept}"' if kept else ""
