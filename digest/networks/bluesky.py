"""Bluesky: 300 graphemes and 3,000 bytes, and nothing links without a facet.

Both limits bind: 121 family emoji are 121 graphemes but 3,025 bytes.  A link
counts in full; where there is no room for it, its host is shown and the facet carries
the address.
Facets count UTF-8 bytes, end exclusive.  What the app's composer would detect
in pasted text is found here by its rules (97 published cases); our own facets
are made from what we put in, so a bracket around an address stays outside.

Sources: github.com/bluesky-social/atproto as of August 2026: lexicons
app.bsky.feed.post (3,000 bytes, 300 graphemes, three languages), app.bsky.richtext.facet,
app.bsky.embed.images (four of 2 MB, alt required) and .external;
packages/api/src/rich-text/detection and util (rules); composer
``bsky.app/intent/compose``; the app's limit for alt text is 2,000 graphemes.
Checked 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from digest.networks import Cap, Draft, Facet, Network, query
from digest.text.counting import Count
from digest.text.graphemes import count, utf8
from digest.text.links import top_domains

MAX_TAG = 64  # graphemes, as the app and the lexicon count; the lexicon's 640 bytes are more

_SPACE = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_MENTION = re.compile(rf"(?:^|[{_SPACE}(])(?P<at>@(?P<handle>[a-zA-Z0-9.-]+)\b)", re.ASCII)
_LINK = re.compile(
    rf"(?:^|[{_SPACE}(])(?P<uri>https?://[^{_SPACE}]+|(?P<host>[a-z][a-z0-9]*(?:\.[a-z0-9]+)+)[^{_SPACE}]*)",
    re.ASCII | re.IGNORECASE | re.MULTILINE,
)
_CASHTAG = re.compile(
    rf"(?:^|[{_SPACE}(])(?P<cash>\$[A-Za-z][A-Za-z0-9]{{0,4}})(?=[{_SPACE}]|$|[.,;:!?)\"'\u2019])", re.ASCII
)


def detect(text: str) -> list[Facet]:
    """Find what the app would make a facet of, in code points; a mention's value is its handle."""
    return [*_mentions(text), *_links(text), *_tags(text), *_cashtags(text)]


def in_bytes(text: str, facet: Facet) -> Facet:
    """Return *facet* with its code point offsets turned into UTF-8 byte offsets of *text*."""
    start = utf8(text[: facet.start])
    end = start + utf8(text[facet.start : facet.end])
    return Facet(start=start, end=end, kind=facet.kind, value=facet.value)


def facets(draft: Draft) -> list[Facet]:
    """Return the facets of the link and the tags that we put into the post ourselves."""
    found = []
    link = draft.link if draft.link in draft.text else show(draft.link)
    for words, kind, value in ((link, "link", draft.link), *((f"#{t}", "tag", t) for t in draft.tags)):
        at = draft.text.rfind(words) if words else -1
        if at >= 0:
            found.append(in_bytes(draft.text, Facet(start=at, end=at + len(words), kind=kind, value=value)))
    return sorted(found, key=lambda facet: facet.start)


def show(url: str) -> str:
    """Return *url* as shown in a post that has no room for all of it: its host and the start of its path."""
    host, slash, path = url.partition("://")[2].removeprefix("www.").partition("/")
    return f"{host}/{path[:13]}…" if len(path) > 15 else f"{host}{slash}{path}"


def intent(draft: Draft) -> str:
    """Return the composer's address; there the whole link stands in the text, the app shortens it."""
    return query("https://bsky.app/intent/compose", {"text": pasted(draft)})


def api(draft: Draft) -> dict[str, object]:
    """Return the record to create, but for ``createdAt`` and the picture's blob, which the sender knows.

    A client has no card of a page to look up, so the card is part of the record.
    """
    record: dict[str, object] = {"$type": "app.bsky.feed.post", "text": draft.text}
    if found := facets(draft):
        record["facets"] = [_lexicon(facet) for facet in found]
    if draft.lang:
        record["langs"] = [draft.lang]
    if draft.link:
        card = {"uri": draft.link, "title": draft.title, "description": draft.deck}
        record["embed"] = {"$type": "app.bsky.embed.external", "external": card}
    return record


def pasted(draft: Draft) -> str:
    """Return the text for a person to paste: without facets only the whole address makes a link."""
    return draft.text if draft.link in draft.text else draft.link.join(draft.text.rsplit(show(draft.link), 1))


def spans(kind: str, text: str) -> list[tuple[int, int]]:
    """Return the spans of one kind that the app would detect."""
    found = {"mention": _mentions, "link": _links, "tag": _tags}[kind](text)
    return [(facet.start, facet.end) for facet in found]


def _lexicon(facet: Facet) -> dict[str, object]:
    kind, key = {"link": ("link", "uri"), "tag": ("tag", "tag")}[facet.kind]
    return {
        "index": {"byteStart": facet.start, "byteEnd": facet.end},
        "features": [{"$type": f"app.bsky.richtext.facet#{kind}", key: facet.value}],
    }


def _mentions(text: str) -> Iterator[Facet]:
    for match in _MENTION.finditer(text) if "@" in text else ():
        if _is_domain(match["handle"]) or match["handle"].endswith(".test"):
            yield Facet(start=match.start("at"), end=match.end("at"), kind="mention", value=match["handle"])


def _links(text: str) -> Iterator[Facet]:
    for match in _LINK.finditer(text) if "." in text or "://" in text else ():
        uri = match["uri"]
        if not uri.startswith("http") and not _is_domain(match["host"] or ""):
            continue
        end = match.end("uri")
        for unwanted in (".,;:!?", ")"):
            if uri[-1] in unwanted and not (unwanted == ")" and "(" in uri):
                uri, end = uri[:-1], end - 1
        yield Facet(
            start=match.start("uri"), end=end, kind="link", value=uri if uri.startswith("http") else f"https://{uri}"
        )


def _tags(text: str) -> Iterator[Facet]:
    for match in _tag().finditer(text) if "#" in text or "＃" in text else ():
        tag = _end_punctuation().sub("", match["tag"].strip()) if match["tag"] else ""
        if tag and count(tag) <= MAX_TAG:
            yield Facet(start=match.start("sign"), end=match.start("sign") + 1 + len(tag), kind="tag", value=tag)


def _cashtags(text: str) -> Iterator[Facet]:
    for match in _CASHTAG.finditer(text) if "$" in text else ():
        yield Facet(start=match.start("cash"), end=match.end("cash"), kind="tag", value=match["cash"].upper())


def _is_domain(host: str) -> bool:
    return "." in host and host.rpartition(".")[2].lower() in top_domains("iana")


@cache
def _tag() -> Any:
    import regex

    unseen = "\u00ad\u2060\u200a-\u200d\u20e2"
    anything = rf"[^{_SPACE}{unseen}]"
    real = rf"[^0-9{_SPACE}\p{{P}}{unseen}]"
    return regex.compile(rf"(?:^|[{_SPACE}])(?P<sign>[#＃])(?P<tag>(?!\ufe0f){anything}*{real}+{anything}*)?")


@cache
def _end_punctuation() -> Any:
    import regex

    return regex.compile(r"\p{P}+$")


NETWORK = Network(
    name="Bluesky",
    limit=300,
    unit="graphemes",
    measure=Count(unit="graphemes"),
    also=(Cap(limit=3000, unit="bytes", measure=Count(unit="bytes")),),
    source="https://docs.bsky.app/docs/advanced-guides/post-richtext",
    mentions=lambda text: spans("mention", text),
    hashtags=lambda text: spans("tag", text),
    links=lambda text: spans("link", text),
    facets=facets,
    shown=show,
    intent=intent,
    api=api,
    threads=True,
    images=4,
    alt_limit=2000,
)
