"""Pictures of NewsML-G2: items of their own beside a text, or in the markup of the text.

A text has the picture that it links to, else one that a package puts into a group with it, else one that
came in a document with no other text; else the first that its own NITF or XHTML shows.  A
picture that its sender withholds, has withdrawn or keeps under embargo is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from digest.sources import _g2
from digest.sources._elements import PictureElement, picture_of
from digest.sources._g2 import NAR
from digest.sources._metadata import image_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})


class Pictures:
    """The picture items of one document, and which text each belongs to."""

    def __init__(self, root: _Element, items: Sequence[_Element]) -> None:
        self._known: dict[str, _Element] = {}
        self.taken: set[str] = set()  # of pictures that a text has
        for item in sorted((one for one in items if _g2.kind(one) == "picture"), key=_version):
            self._known[item.get("guid") or f"#{len(self._known)}"] = item
        texts = [one for one in items if _g2.kind(one) != "picture"]
        self._alone = len({one.get("guid") for one in texts}) == 1
        self._groups = [
            [ref.get("residref") or "" for ref in group.iter(f"{NAR}itemRef")] for group in root.iter(f"{NAR}group")
        ]

    def of(self, item: _Element, base: str) -> tuple[dict[str, object] | None, str]:
        """Return the picture that a text item has, as `admit` takes it, and its terms of use."""
        for guid in dict.fromkeys(self._named(item)):
            known = self._known.get(guid)
            if known is not None and _is_usable(known) and (image := _image(known)):
                self.taken.add(guid)
                return image, _g2.words(_g2.child(known, "rightsInfo"), "usageTerms")
        shown = _in_markup(item)
        return (image_of(shown, base) if shown else None), ""

    def _named(self, item: _Element) -> Iterator[str]:
        """Yield the names of the pictures of a text, the surest first."""
        guid = item.get("guid") or ""
        yield from (one.get("residref") or "" for one in _g2.children(_g2.child(item, "itemMeta"), "link"))
        for group in self._groups:
            if guid in group:
                yield from group
        if self._alone:
            yield from self._known


def is_to_page(link: _Element) -> bool:
    """Say whether a link leads to the page of its item, not to a picture, another item, or further reading."""
    kind, relation = link.get("contenttype") or "text/html", (link.get("rel") or "").rpartition(":")[2].casefold()
    return (
        relation != "seealso"
        and "://" in (link.get("href") or "")
        and kind.startswith("text/")
        and not link.get("residref")
    )


def _version(item: _Element) -> int:
    version = item.get("version") or ""
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def _is_usable(item: _Element) -> bool:
    about = _g2.child(item, "itemMeta")
    return (_g2.code(about, "pubStatus").casefold() or "usable") == "usable" and _g2.child(about, "embargoed") is None


def _image(item: _Element) -> dict[str, object] | None:
    """Return a picture item in its largest rendition that a browser shows; None without any."""
    found = [one for one in _g2.children(_g2.child(item, "contentSet"), "remoteContent") if _is_shown(one)]
    best = max(found, key=lambda one: _size(one.get("width")), default=None)
    if best is None:
        return None
    about = _g2.child(item, "contentMeta")
    described = {_role(one): _g2.said(one) for one in reversed(list(_g2.children(about, "description")))}
    return {
        "src": best.get("href") or "",
        "width": _size(best.get("width")),
        "height": _size(best.get("height")),
        "alt": described.get("alttext") or _g2.words(about, "headline"),
        "caption": described.get("caption")
        or next((text for role, text in described.items() if role != "alttext"), ""),
        "credit": _g2.words(about, "creditline") or _g2.words(about, "by") or ", ".join(_g2.names(about, "creator")),
    }


def _is_shown(one: _Element) -> bool:
    return bool(one.get("href")) and (one.get("contenttype") or "image/jpeg").casefold() in _SHOWN


def _role(node: _Element) -> str:
    return (node.get("role") or "").rpartition(":")[2].casefold()


def _size(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def _in_markup(item: _Element) -> PictureElement | None:
    """Return the first picture in the NITF or XHTML of an item."""
    for part in _g2.children(_g2.child(item, "contentSet"), "inlineXML"):
        for node in part.iter():
            name = str(node.tag).rpartition("}")[2]
            if name == "img" and (shown := picture_of(node)):
                return shown
            if name == "media" and node.get("media-type") == "image":
                table = _nitf(node)
                if table["src"]:
                    return PictureElement(
                        src=table["src"], alt=table["alt"], caption=table["caption"], credit=table["credit"],
                        width=_size(table["width"]), height=_size(table["height"]),
                    )  # fmt: skip
    return None


def _nitf(media: _Element) -> Mapping[str, str]:
    """Return what a NITF media element says of its picture (NITF 3.6, media-reference)."""
    inside = {str(node.tag).rpartition("}")[2]: node for node in reversed(list(media.iterdescendants()))}
    place = inside.get("media-reference")
    told = {str(name): str(value) for name, value in place.attrib.items()} if place is not None else {}
    return {
        "src": told.get("source", ""),
        "alt": text_of(told.get("alternate-text")),
        "width": told.get("width", ""),
        "height": told.get("height", ""),
        "caption": _g2.said(inside.get("media-caption")),
        "credit": _g2.said(inside.get("media-producer")),
    }
