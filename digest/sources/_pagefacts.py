"""What a page says of itself: JSON-LD, Open Graph and other meta elements, microdata, links.

schema.org's NewsArticle counts before Open Graph, that before the page's own elements.
Nothing is worked out from the look of a page.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.sources._guards import too_deep
from digest.sources._metadata import joined_url, names_in, text_of
from digest.text.languages import language_tag
from digest.text.urls import safe_url, untracked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DATA = 1_000_000  # characters of one JSON-LD block
MAX_PEOPLE = 20  # whose portraits are taken from one page

_DATES = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "date", "pubdate", "publish-date", "publication_date",
    "article.published",
)  # fmt: skip
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified")
_AUTHORS = ("author", "parsely-author", "dc.creator", "byl", "sailthru.author", "article:author")
_SECTIONS = ("article:section", "section", "parsely-section", "category")
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_DECKS = ("og:description", "description", "twitter:description", "dc.description")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")


@dataclass(slots=True)
class Facts:
    """A page's own statements, ready for `admit` but for the words of its text."""

    url: str = ""
    headline: str = ""
    deck: str = ""
    site: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    section: str = ""
    authors: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    image: dict[str, object] | None = None
    people: list[dict[str, object]] = field(default_factory=list)
    feeds: list[tuple[str, str]] = field(default_factory=list)
    amp: bool = False
    paid: bool = False


def facts_of(tree: HtmlElement, base: str) -> Facts:
    """Return what the page at *base* says of itself."""
    told = _told(tree)
    meta = _meta(told["meta"])
    blocks = list(_blocks(told["script"]))
    data = next((one for block in blocks for one in _objects(block) if _is_article(one.get("@type"))), None)
    data = data or _microdata(tree)
    headings = [text for node in told["h1"] if (text := text_of(node.text_content()))]
    facts = Facts(
        headline=_headline(text_of(data.get("headline")), _first(meta, _TITLES), headings, _title(told["title"])),
        deck=text_of(data.get("description")) or _first(meta, _DECKS),
        site=next(names_in(data.get("publisher")), "") or meta.get("og:site_name", ""),
        published=_text(data, "datePublished") or _first(meta, _DATES) or _time(told["time"]),
        updated=_text(data, "dateModified") or _first(meta, _CHANGES),
        language=_language(tree, data, meta),
        section=next(names_in(data.get("articleSection")), "") or _first(meta, _SECTIONS),
        authors=list(names_in(data.get("author"))) or [name for name in [_first(meta, _AUTHORS)] if "://" not in name],
        subjects=_subjects(data, meta),
        image=_image(data, meta, base),
        people=_people(blocks, base),
        paid=str(data.get("isAccessibleForFree", "")).casefold() == "false",
    )
    _links(tree, told["link"], meta, base, facts)
    facts.headline = _without_site(facts.headline, facts.site)
    facts.authors = [name for name in facts.authors if name]
    return facts


def _told(tree: HtmlElement) -> Mapping[str, Sequence[HtmlElement]]:
    """Return the elements in which a page speaks of itself, by their tags; one walk for all."""
    found: dict[str, list[HtmlElement]] = {tag: [] for tag in ("meta", "script", "link", "title", "h1", "time")}
    for node in tree.iter(*found):
        found[node.tag].append(node)
    return found


def _headline(stated: str, shared: str, headings: Sequence[str], title: str) -> str:
    """Return the headline: as stated, but whole where the page shows what a robot's limit cut."""
    found = (
        stated or (headings[0] if len(headings) == 1 else "") or shared or (headings[0] if headings else "") or title
    )
    stem = found.rstrip("….").rstrip()
    return next((one for one in headings if len(one) > len(found) and one.startswith(stem)), found)


def _without_site(headline: str, site: str) -> str:
    for mark in (" - ", " | ", " – ", " — ", " · ", " :: "):
        start, found, end = headline.rpartition(mark)
        if found and start and site and end.casefold() in site.casefold():
            return start.strip()
    return headline


def _meta(nodes: Iterable[HtmlElement]) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in nodes:
        name = node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv") or ""
        content = node.get("content") or ""
        if name and content:
            found.setdefault(name.strip().casefold(), text_of(content[:5_000]))
    return found


def _blocks(scripts: Iterable[HtmlElement]) -> Iterator[object]:
    """Yield what the page's JSON-LD blocks hold."""
    for node in scripts:
        text = node.text or ""
        if "ld+json" not in (node.get("type") or "").lower() or len(text) > MAX_DATA or too_deep(text):
            continue
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue  # a page's data are an extra: a broken block says nothing


def _people(blocks: Sequence[object], base: str) -> list[dict[str, object]]:
    """Return the people whose portraits the page's data name: authors, and whom it is about or mentions."""
    found: dict[str, dict[str, object]] = {}
    left = deque(blocks)
    while left and len(found) < MAX_PEOPLE:
        one = left.popleft()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            left += [value for value in one.values() if isinstance(value, dict | list)]
            kind, names = one.get("@type"), list(names_in(one.get("name")))
            if names and "Person" in (kind if isinstance(kind, list) else [kind]) and (image := _image(one, {}, base)):
                found.setdefault(names[0], {"name": names[0], "image": image})
    return list(found.values())


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a block: itself, those of a list or @graph, and what a page is about."""
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(value.get(name), dict | list):
                yield from _objects(value[name])


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(
        isinstance(one, str) and one.rpartition("/")[2].endswith(("Article", "Posting", "Report")) for one in kinds
    )


def _microdata(tree: HtmlElement) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for scope in tree.iter():
        if scope.get("itemtype") and _is_article(scope.get("itemtype")):
            for node in scope.iter():
                name = node.get("itemprop") if isinstance(node.tag, str) else None
                if name in ("headline", "datePublished", "dateModified", "description", "articleSection", "author"):
                    value = node.get("content") or node.get("datetime") or " ".join(node.text_content().split())[:500]
                    found.setdefault(name, value)
            break
    return found


def _language(tree: HtmlElement, data: Mapping[str, object], meta: Mapping[str, str]) -> str:
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    for raw in (
        next(names_in(data.get("inLanguage")), ""),
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        meta.get("og:locale", ""),
        meta.get("content-language", ""),
    ):
        if tag := language_tag(raw):
            return tag
    return ""


def _subjects(data: Mapping[str, object], meta: Mapping[str, str]) -> list[str]:
    raw = data.get("keywords") or meta.get("news_keywords") or meta.get("article:tag") or meta.get("keywords") or ""
    parts = raw.split(",") if isinstance(raw, str) else list(names_in(raw))
    return [text for part in parts[:30] if (text := text_of(part)) and len(text) < 80]


def _image(data: Mapping[str, object], meta: Mapping[str, str], base: str) -> dict[str, object] | None:
    given = data.get("image")
    one = given[0] if isinstance(given, list) and given else given
    table = one if isinstance(one, dict) else {"url": one}
    source = (
        _text(table, "url") or _text(table, "contentUrl") or meta.get("og:image", "") or meta.get("twitter:image", "")
    )
    if not source:
        return None
    return {
        "src": joined_url(base, source),
        "alt": meta.get("og:image:alt") or meta.get("twitter:image:alt") or "",
        "caption": text_of(table.get("caption")),
        "credit": text_of(table.get("creditText")),
        "width": table.get("width") or meta.get("og:image:width"),
        "height": table.get("height") or meta.get("og:image:height"),
    }


def _links(tree: HtmlElement, nodes: Iterable[HtmlElement], meta: Mapping[str, str], base: str, facts: Facts) -> None:
    root = tree.getroottree().getroot()
    facts.amp = root.get("amp") is not None or root.get("⚡") is not None
    linked = [_link(node, base) for node in nodes]
    facts.feeds = [
        (url, text_of(node.get("title") or ""))
        for node, rel, url in linked
        if url and "alternate" in rel and _is_feed(node)
    ]
    canonical = next((url for _, rel, url in linked if url and "canonical" in rel), "")
    own = canonical or _page(joined_url(base, meta.get("og:url", "")))
    # Some sites call their front page the canonical address of all pages.
    front = base and own.rstrip("/").count("/") <= 2 < base.rstrip("/").count("/")
    facts.url = untracked((own if not front else "") or _page(base))


def _link(node: HtmlElement, base: str) -> tuple[HtmlElement, list[str], str]:
    """Return a link element, its relations and its whole address, '' for none that a browser opens."""
    relations = (node.get("rel") or "").lower().split()
    return node, relations, _page(joined_url(base, (node.get("href") or "").strip()))


def _is_feed(node: HtmlElement) -> bool:
    return (node.get("type") or "").lower() in _FEEDS and "comments" not in (node.get("href") or "")


def _page(url: str) -> str:
    return url if url.startswith(("http://", "https://")) and safe_url(url) else ""


def _title(nodes: Iterable[HtmlElement]) -> str:
    return next((text for node in nodes if (text := text_of(node.text or ""))), "")


def _time(nodes: Iterable[HtmlElement]) -> str:
    """Return the only moment that the page's time elements name; of several none."""
    found = {node.get("datetime") or "" for node in nodes if node.get("datetime")}
    return found.pop() if len(found) == 1 else ""


def _first(meta: Mapping[str, str], names: Sequence[str]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _text(table: Mapping[str, object], name: str) -> str:
    value = table.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    return value.strip() if isinstance(value, str) else ""
