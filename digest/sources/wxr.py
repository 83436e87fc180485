"""WordPress exports (WXR): published posts, with their pictures, authors and categories.

Pages, drafts, revisions and menus are left out; a post that needs a password is refused.
Readers' comments are never read.  Shortcodes give way to the words between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin
from digest.sources._guards import xml_tree
from digest.sources._items import Channel, FeedItem, take
from digest.sources._metadata import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".wxr", ".xml")
MEDIA = ()

DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"

# A page may only name it.
_DECLARED = re.compile(
    rb"xmlns(?::[\w.-]+)?\s*=\s*[\"']https?://(?:www\.)?wordpress\.org/export/"
)  # a page may only name it
_WRITTEN_OUT = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.S)  # what stands in it may hold any &
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#[xX][\da-fA-F]+);)")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BLOCK = re.compile(r"\s*</?(?:p|div|h[1-6]|ul|ol|li|blockquote|table|figure|pre|hr|section|aside|!--)[\s>/]?", re.I)
_SUBJECTS = ("category", "post_tag", "tag")  # "tag" is also that of exports of before 2010, without a domain
_SIZES = {name: re.compile(rf's:{len(name)}:"{name}";[is](?::\d+)?:"?(\d+)') for name in ("width", "height")}
_SILENT = ("embed", "php", "audio", "video", "playlist", "gallery", "script", "code_snippet", "contact-form")
_PAIR = re.compile(rf"\[({'|'.join(_SILENT)})(?:\s[^\[\]]*)?\][^\[]*\[/\1\]", re.I)
_CAPTION = re.compile(r"\[caption(?:\s[^\[\]]*)?\]([^\[]*<img\b[^<>\[]*>(?:\s*</a>)?)([^\[]*)\[/caption\]", re.I)
_CODE = re.compile(r"\[/?([a-z][\w-]*)((?:\s+[^\[\]]*)?)/?\]", re.I)


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are a WordPress export: its namespace tells."""
    return 3 if _DECLARED.search(head) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the published posts of an export as articles."""
    desk = Desk(origin)
    try:
        root = _root(_CONTROLS.sub(b"", raw), desk)
        channel = root.find("channel")
        if channel is None:
            raise DataError("the export has no channel", fix="export it again")
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    reading = _Export(channel)
    for number, element in enumerate(channel.iterfind("item"), 1):
        if reading.wanted(element, desk, number):
            take(desk, reading.channel, reading.item(element), number)
    return desk.batch()


def _root(raw: bytes, desk: Desk) -> _Element:
    """Return the root of an export; older ones write addresses as they are, and & is one of their characters."""
    try:
        return xml_tree(raw)
    except DataError:
        if b"<!ENTITY" in raw:
            raise  # names of its own: no bare &, and refused as they are everywhere
        parts = _WRITTEN_OUT.split(raw)
        mended = b"".join(part if number % 2 else _BARE.sub(b"&amp;", part) for number, part in enumerate(parts))
        if mended == raw:
            raise
        root = xml_tree(mended)
    desk.warn("it has & where XML wants &amp;; it was read as meant", fix="export it again, or leave it so")
    return root


class _Export:
    """One export: what its channel says, its authors by login, its pictures by number."""

    def __init__(self, channel: _Element) -> None:
        self.space = next(
            (f"{{{uri}}}" for uri in channel.nsmap.values() if "wordpress.org/export/" in uri and "excerpt" not in uri),
            "{}",
        )
        base = channel.findtext(f"{self.space}base_blog_url") or channel.findtext("link") or ""
        language = channel.findtext("language") or ""
        self.channel = Channel(title=channel.findtext("title") or "", language=language, base=base)
        self.authors = {
            self.text(one, "author_login"): self.text(one, "author_display_name")
            for one in channel.iterfind(f"{self.space}author")
        }
        self.pictures = {
            self.text(one, "post_id"): self.picture(one)
            for one in channel.iterfind("item")
            if self.text(one, "post_type") == "attachment"
        }

    def text(self, element: _Element, name: str) -> str:
        return (element.findtext(f"{self.space}{name}") or "").strip()

    def picture(self, element: _Element) -> dict[str, object]:
        meta = self.meta(element)
        stated = meta.get("_wp_attachment_metadata", "")[:2_000]
        return {
            "src": self.text(element, "attachment_url"),
            "alt": meta.get("_wp_attachment_image_alt", ""),
            "caption": text_of(_excerpt(element)),
            # PHP's own writing; the first of each is the whole picture's.
            **{name: found[1] for name, size in _SIZES.items() if (found := size.search(stated))},
        }

    def meta(self, element: _Element) -> Mapping[str, str]:
        rows = element.iterfind(f"{self.space}postmeta")
        return {self.text(row, "meta_key"): self.text(row, "meta_value") for row in rows}

    def wanted(self, element: _Element, desk: Desk, number: int) -> bool:
        """Say whether an item is a post that readers have; note why not."""
        kind, status = self.text(element, "post_type") or "post", self.text(element, "status") or "publish"
        place = f"item {number}: {(element.findtext('title') or '')[:80]}"
        if kind in ("attachment", "nav_menu_item", "revision") or kind.startswith(("wp_", "custom_css")):
            return False  # parts of posts and of the site, each counted with its post
        if self.text(element, "post_password"):
            fix = "take the password off before the export, if it may be published"
            desk.refuse(DataError("the post needs a password (post_password)", where=place, fix=fix))
        elif kind != "post":
            desk.leave_out(f"it is a {kind}, not a post", where=place)
        elif status != "publish":
            desk.leave_out(f"its status is {status}", where=place)
        else:
            return True
        return False

    def dated(self, element: _Element) -> str:
        gmt = self.text(element, "post_date_gmt")
        return f"{gmt}Z" if gmt and not gmt.startswith("0000") else self.text(element, "post_date")

    def item(self, element: _Element) -> FeedItem:
        told = [(one.get("domain") or "tag", (one.text or "").strip(), one) for one in element.iterfind("category")]
        # Categories come before tags: the first may be the section.  Plugins keep authors and languages there, too.
        subjects = [text for domain in _SUBJECTS for kind, text, _ in told if kind == domain]
        signed = [text for kind, text, _ in told if kind == "author"]
        spoken = next((one.get("nicename") or "" for kind, _, one in told if kind == "language"), "")
        creator = element.findtext(f"{DC}creator", "").strip()
        picture = self.pictures.get(self.meta(element).get("_thumbnail_id", ""), {})
        return FeedItem(
            title=element.findtext("title", ""),
            url=element.findtext("link", "").strip(),
            guid=element.findtext("guid", "").strip(),
            summary=_excerpt(element),
            content=paragraphs(without_shortcodes(element.findtext(f"{CONTENT}encoded", ""))),
            published=self.dated(element) or element.findtext("pubDate", "").strip(),
            language=spoken,
            authors=signed or ([self.authors.get(creator) or creator] if creator else []),
            subjects=subjects,
            pictures=[picture] if picture.get("src") else [],
        )


def _excerpt(element: _Element) -> str:
    """Return a post's excerpt; of a picture that is its caption."""
    return next((c.text or "" for c in element if isinstance(c.tag, str) and c.tag.endswith("/excerpt/}encoded")), "")


def without_shortcodes(text: str) -> str:
    """Return a post without shortcodes; the words between a pair stay, unless the pair runs or shows something.

    What only looks like one, as "[sic]" or "[the mayor]" do, stays: a shortcode has
    arguments, or is closed.
    """
    if "[" not in text:
        return text
    text = _CAPTION.sub(r"\n\n<figure>\1<figcaption>\2</figcaption></figure>\n\n", text)
    text = _PAIR.sub("", text)
    closed = {name.lower() for name in re.findall(r"\[/([a-z][\w-]*)\]", text, re.I)}

    def gone(found: re.Match[str]) -> str:
        name, arguments = found[1].lower(), found[2]
        return "" if name in closed or "=" in arguments or name in _SILENT or found[0][1] == "/" else found[0]

    return _CODE.sub(gone, text)


def paragraphs(text: str) -> str:
    """Return a post of the old editor with the paragraphs that WordPress makes when it shows one."""
    if re.search(r"<p[\s>]", text, re.I) or "\n" not in text:
        return text
    parts = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return "\n".join(
        part if _BLOCK.match(part) else f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part
    )
