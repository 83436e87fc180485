"""Template calls in Markdown to markup: Hugo, Jekyll, Eleventy, Obsidian and MDX write them.

What a call would print is known only to its site.  Three kinds carry words of the
article, and those stay: a quotation with its words and its source as arguments, a
picture with its alternative text, and whatever stands between an opening and a closing
call.  A text literal (``{{ "/about/" | url }}``) stays as it is.  All else goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from digest.sources._elements import PictureElement

# No pattern runs over a second opening of its own kind: so each is linear, however the text is made.
_RAW = re.compile(r"\{%-?\s*(raw|verbatim)\s*-?%\}((?:(?!\{%-?\s*\1).)*?)\{%-?\s*end\1\s*-?%\}", re.S)
_COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}(?:(?!\{%-?\s*comment).)*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{#(?:(?!\{#).)*?#\}|\{/\*(?:(?!\{/\*).)*?\*/\}|%%[^%\n]*%%",
    re.S,
)
_CALL = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}|\{%-?((?:(?!\{%|%\}).)*)%\}", re.S)
_HUGO = re.compile(r"([<%])\s*(/?)\s*([\w./-]+)(.*?)/?\s*\1?[>%]", re.S)
_NAME = re.compile(r"\s*([\w-]+)")
_LITERAL = re.compile(r"([\"'])(.*?)\1\s*(\|.*)?", re.S)
_ARGUMENT = re.compile(
    r"(?:([\w-]+)\s*=\s*)?(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`([^`]*)`|([^\s\"'=]+))", re.S
)
_CODE = re.compile(r"(?m)^ {0,3}(```+|~~~+)[^\n]*\n.*?^ {0,3}\1[ \t]*$|(?<!`)(`{1,3})(?!`)[^\n]*?(?<!`)\2(?!`)", re.S)
_AFTER_A_WORD = re.compile(r"\w[,;:]?[ \t]\Z")
MAX_CALL = 10_000  # characters of one call; a longer one holds no words of ours

_EMBED = re.compile(r"!\[\[([^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_WIKI = re.compile(r"\[\[([^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_CALLOUT = re.compile(r"(?m)^((?:> ?)+)\[!([\w-]+)\][+-]?[ \t]*(.*)$")
_BLOCK_ID = re.compile(r"(?m)(?<![ \t])[ \t]+\^[A-Za-z0-9-]+[ \t]*$")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
_ATTRIBUTES = re.compile(r"(?m)^[ \t]*\{:[^{}\n]*\}[ \t]*$|\{:[^{}\n]*\}|(?<![ \t])[ \t]+\{[#.][\w#. =\"'-]*\}[ \t]*$")
_MORE = re.compile(r"<!--\s{0,9}more\s{0,9}-->")
_IMPORT = re.compile(
    r"(?m)^(?:import[ \t][^\n]*?\bfrom[ \t]+[\"'][^\n]*|import[ \t]+[\"'][^\n]*"
    r"|export[ \t]+(?:const|default|let)\b[^\n]*)$"
)
_LONE_BREAK = re.compile(r"(?mi)^[ \t]*<br ?/?>[ \t]*$")  # it would turn the lines below it into HTML
_MARKS = ("{{", "{%", "{:", "{#", "{/*", "{.", "[[", "[!", "==", "%%", " ^", "import ", "export ", "<!--", "<br")
_LINES = (
    (" ^", _BLOCK_ID),
    ("import ", _IMPORT),
    ("export ", _IMPORT),
    ("{", _ATTRIBUTES),
    ("<!--", _MORE),
    ("<br", _LONE_BREAK),
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")


def without_calls(text: str) -> tuple[str, list[PictureElement]]:
    """Return Markdown in which no template call is left, and the pictures that calls would show.

    Code keeps its words.
    """
    pictures: list[PictureElement] = []
    if not any(mark in text for mark in _MARKS):
        return text, pictures
    kept: list[str] = []

    def keep(words: str) -> str:
        kept.append(words)
        return f"\x02{len(kept) - 1}\x03"  # controls that no clean text holds

    text = _RAW.sub(lambda found: keep(found[2].strip("\n") if "\n" not in found[2].strip() else found[2]), text)
    if "`" in text or "~~~" in text:
        text = _CODE.sub(lambda found: keep(_unraw(found[0], kept)), text)
    text = _COMMENT.sub("", text) if "%" in text or "{#" in text or "{/*" in text else text
    text = _CALL.sub(lambda found: _call(found, pictures, keep), text)
    text = _obsidian(text, pictures)
    for mark, pattern in _LINES:
        if mark in text:
            text = pattern.sub("", text)
    return _unraw(text, kept), pictures


def _unraw(text: str, kept: list[str]) -> str:
    return re.sub("\x02(\\d+)\x03", lambda found: kept[int(found[1])], text) if "\x02" in text else text


def _obsidian(text: str, pictures: list[PictureElement]) -> str:
    if "[[" in text:
        text = _EMBED.sub(lambda found: _embedded(found, pictures), text)
        text = _WIKI.sub(lambda found: (found[2] or found[1]).strip(), text)
    if "[!" in text:
        # A callout is a box, not a quotation: only one that says so stays quoted.
        text = _without_boxes(text)
    return _HIGHLIGHT.sub(r"\1", text) if "==" in text else text


def _without_boxes(text: str) -> str:
    rows: list[str] = []
    boxed = False
    for row in text.split("\n"):
        if found := _CALLOUT.match(row):
            boxed = found[2].lower() not in ("quote", "cite")
            rows.append(found[3] if boxed else ("> " + found[3] if found[3] else ""))
        elif boxed and row.startswith(">"):
            rows.append(row[1:].removeprefix(" "))
        else:
            boxed = False
            rows.append(row)
    return "\n".join(rows)


def _embedded(found: re.Match[str], pictures: list[PictureElement]) -> str:
    name = found[1].strip()
    if name.lower().endswith(_PICTURES):  # else another note: its words are another article's
        alt = found[2] or ""
        pictures.append(PictureElement(src=name, alt="" if alt.replace("x", "").isdigit() else alt))
    return ""


def _call(found: re.Match[str], pictures: list[PictureElement], keep: Callable[[str], str]) -> str:
    """Return the words of one call: a shortcode of Hugo, a tag of Liquid or Nunjucks, or a value."""
    value, tag = found[1], found[2]
    if len(found[0]) > MAX_CALL:
        return ""
    if tag is not None:
        name = _NAME.match(tag)
        return _called(name[1].lower(), tag[name.end() :], pictures) if name else ""
    if (shown := value.strip())[1:3] == "/*" and shown[-3:-1] == "*/":
        return keep(f"{{{{{shown[0]}{shown[3:-3]}{shown[-1]}}}}}")  # a call that is shown, not made
    if code := _HUGO.fullmatch(shown):
        if code[2]:
            return ""
        if found.string[max(0, found.start() - 2) : found.start()] == "](":
            return "#"  # a link to another page of the site: the words stay, wherever it leads
        return _called(code[3].lower().rpartition("/")[2], code[4], pictures)
    return _value(shown.strip("- \n\t"), found)


def _value(shown: str, found: re.Match[str]) -> str:
    """Return a text literal where it is an address, or where no filter makes something else of it.

    Else a value that only the site knows; in a line of words an ellipsis says that something stands there.
    """
    literal = _LITERAL.fullmatch(shown)
    is_address = found.string[max(0, found.start() - 1) : found.start()] in ("(", '"', "'", "=")
    if literal and (is_address or not literal[3]):
        return literal[2]
    return "…" if _AFTER_A_WORD.search(found.string, max(0, found.start() - 40), found.start()) else ""


def _called(name: str, rest: str, pictures: list[PictureElement]) -> str:
    """Return the words that a call shows; a picture it shows is added to *pictures*."""
    named, given = _arguments(rest)
    if "quote" in name:
        return _quote(named, given)
    if any(kind in name for kind in ("img", "image", "figure", "picture", "photo")):
        return _picture(named, given, pictures)
    return ""


def _arguments(rest: str) -> tuple[dict[str, str], list[str]]:
    named: dict[str, str] = {}
    given: list[str] = []
    for found in _ARGUMENT.finditer(rest):
        value = next((part for part in found.groups()[1:] if part is not None), "")
        value = re.sub(r"\\(.)", r"\1", value).strip()
        if found[1]:
            named[found[1].lower()] = value
        elif value not in (",", ":"):
            given.append(value.rstrip(",") if found[5] else value)
    return named, given


def _quote(named: dict[str, str], given: list[str]) -> str:
    words = named.get("text") or named.get("quote") or named.get("content") or (given[0] if given else "")
    who = named.get("cite") or named.get("author") or named.get("attribution") or named.get("source") or named.get("by")
    who = who or (given[1] if len(given) > 1 else "")
    if not words:
        return ""  # a pair: what stands between says it all
    # An argument is markup already: "&#91;sic&#93;" is how a bracket gets past the shortcode's reader.
    credit = f"\n<footer>{escape(unescape(who))}</footer>" if who else ""
    return f"\n\n<blockquote>\n<p>{escape(unescape(words))}</p>{credit}\n</blockquote>\n\n"


def _picture(named: dict[str, str], given: list[str], pictures: list[PictureElement]) -> str:
    source = named.get("src") or named.get("link") or (given[0] if given else "")
    alt = named.get("alt") or (given[-1] if len(given) > 1 else "")
    caption = named.get("caption") or ""
    if "." in source:  # else the name of a picture in the site's own store
        pictures.append(PictureElement(src=source, alt=alt, caption=caption))
    return f"\n\n{caption}\n\n" if caption else ""
