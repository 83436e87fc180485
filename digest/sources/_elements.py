"""What an element of markup is to somebody who reads the page: hidden, a credit, a note's mark, a picture, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

GONE = frozenset(
    {
        "audio", "base", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "link",
        "map", "math", "meta", "nav", "noembed", "noframes", "noscript", "object", "option", "optgroup", "output",
        "param", "picture-source", "progress", "script", "select", "source", "style", "svg", "template", "textarea",
        "title", "track", "video",
    }
)  # fmt: skip
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity|max-height)\s*:\s*0(?:\.0+)?[a-z%]*\s*(?:;|!|$)",
    re.I,
)
# What blog software puts into a text: its forms to subscribe, its buttons to share, its lists of other posts.
_TOOLS = re.compile(
    r"(?:^|\s)(?:sharedaddy|sd-sharing|jp-relatedposts|addtoany_|a2a_kit|subscription-widget|subscribe-widget"
    r"|kg-signup-card|wp-block-jetpack-subscriptions|mc4wp-form|post-ufi|button-wrapper"
    # Cards that lead to another post, and what stands over a film that does not play here.
    r"|graf--mixtapeEmbed|digest-post-embed|embedded-post|embedded-publication|install-substack-app|captioned-button-wrap"
    r"|poll-embed|file-embed|community-chat|youtube-overlay)"
)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]{2,}|[\t\r\n\f]")
DASH = re.compile(r"[—–―~-]")
_MAKER = re.compile(
    r"credit|copyright|photographer|source|author|attribution", re.I
)  # a class or itemprop in a caption
_NOTE_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡]|note \d+)\]?", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureElement:
    """A picture as the markup names it: nothing checked, nothing resolved; sizes in pixels, 0 when not told."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0


def is_hidden(node: HtmlElement) -> bool:
    """Say whether the page's own markup keeps an element from its readers, or the blog's software put it there."""
    style, names = node.get("style"), node.get("class")
    if node.get("hidden") is not None or (style and _HIDING.search(style)):
        return True
    return bool(names and _TOOLS.search(names))


def is_credit(node: HtmlElement) -> bool:
    """Say whether a child of a quotation tells who said it: cite, footer, or a paragraph that is all cite."""
    if node.tag in ("footer", "cite", "figcaption"):
        return True
    inner = [child for child in node if isinstance(child.tag, str)]
    alone = len(inner) == 1 and inner[0].tag == "cite" and not (inner[0].tail or "").strip()
    return node.tag == "p" and alone and not DASH.sub("", node.text or "").strip()


def is_note_mark(node: HtmlElement, tag: str) -> bool:
    """Say whether an element only points to a footnote, or back from one."""
    if tag == "sup" and node.find(".//a") is not None:
        return bool(_NOTE_MARK.fullmatch(flat(node).strip()))
    return tag == "a" and (node.get("role") == "doc-backlink" or "footnote-backref" in node.get("class", ""))


def flat(node: HtmlElement) -> str:
    return "".join(_words(node))


def _words(node: HtmlElement) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str) and child.tag not in GONE and not is_hidden(child):
            if child.tag == "br":
                yield "\n"
            yield from _words(child)
            if child.tag in BLOCKS:
                yield " "
        yield child.tail or ""


def caption_of(node: HtmlElement) -> tuple[str, str]:
    """Return what a figcaption says of its picture, and who made it where the markup sets that apart."""
    whole_text = " ".join(flat(node).split())
    makers = (one for one in node.iterdescendants() if isinstance(one.tag, str))
    maker = next((one for one in makers if _MAKER.search(f"{one.get('class', '')} {one.get('itemprop', '')}")), None)
    credit = " ".join(flat(maker).split()) if maker is not None else ""
    if not credit or credit not in whole_text:
        return whole_text, ""
    before, _, after = whole_text.partition(credit)
    return f"{before} {after}".strip(" |–—-·/("), credit.strip("() ")


def folded(text: str) -> str:
    """Return *text* with each run of white space as one space; a lone no-break space stays."""
    if "  " not in text and text.isprintable():  # neither are tabs and line feeds, nor a no-break space
        return text
    return _SPACE.sub(" ", text)


def picture_of(node: HtmlElement) -> PictureElement | None:
    source = node.get("src") or ""
    if not source or source.startswith("data:"):  # a place holder until a script runs
        source = node.get("data-src") or node.get("data-lazy-src") or node.get("data-original") or ""
    if not source:
        return None
    alt = folded(node.get("alt") or "").strip()
    wide, high = (whole(node.get(name) or node.get(f"data-{name}")) for name in ("width", "height"))
    return PictureElement(src=source.strip(), alt=alt, width=wide, height=high)


def whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default
