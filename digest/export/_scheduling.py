"""What files for schedulers share: the posting plan, public picture addresses, safe cells.

A shared note of this folder, not an entry.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from digest.posts.plan import Due, TakenMoment, plan
from digest.settings import PlanSettings
from digest.text.clean import plain

_FORMULA = frozenset("=+-@\t\r＝＋－＠")
GONE = {"utm": "its UTM parameters", "link": "its link", "tags": "its tags", "call": "its call to action"}
_INVISIBLE = " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBatch:
    """Posts with their times, as an exporter gets them.

    `posts` are lines of ``posts.jsonl`` in running order; `at` is the edition's
    moment, `zone` the plan's time zone, `images` the address of the
    folder with the edition's pictures, with its slash ('' when there is none), `header` asks for a first row of names
    where sources disagree on whether the tool wants one.  Nothing is planned before `now`, nor where other
    editions have `taken` a moment; `kept` are moments that were planned before, by post or thread.
    """

    key: str
    newsletter: str
    at: datetime
    zone: str
    posts: tuple[Mapping[str, Any], ...]
    plan: PlanSettings
    images: str = ""
    header: bool = False
    now: datetime | None = None
    taken: tuple[TakenMoment, ...] = ()
    kept: Mapping[str, datetime] = field(default_factory=dict)

    def scheduled(self) -> list[tuple[Mapping[str, Any], datetime]]:
        """Return every post with its time: by network, spaced, never two of one story too close."""
        begin = max(self.at, self.now) if self.now else self.at
        return list(_planned(self.posts, begin.astimezone(ZoneInfo(self.zone)), self))

    def by_network(self) -> Iterator[tuple[str, list[tuple[Mapping[str, Any], datetime]]]]:
        """Yield the single posts of each network with their times; a file of rows holds no threads."""
        rows = [(post, when) for post, when in self.scheduled() if post["thread"]["of"] == 1]
        rows.sort(key=lambda row: str(row[0]["network"]))
        for network, its in groupby(rows, key=lambda row: str(row[0]["network"])):
            yield network, sorted(its, key=lambda row: row[1])

    def image(self, post: Mapping[str, Any]) -> str:
        """Return the public address of a post's picture; '' when it has none."""
        name = str(post.get("image", ""))
        if not name or name.startswith("https://"):
            return name
        return f"{self.images}{name}" if self.images else ""


def fit_for(module: Any, tool: str, batch: PostBatch) -> tuple[PostBatch, list[str]]:
    """Return the posts of *batch* that a tool can post, and in words what it cannot.

    *module* may say `NETWORKS`, the names it has, `THREADS`, whether it takes them, and
    `WHOLE_LINKS`, whether a short link becomes whole: then such a post is sent in the form
    that fits with its link whole, and what it lost is reported.  A post of a network that wants a picture goes
    nowhere without a public one.
    """
    has = getattr(module, "NETWORKS", None)
    whole = getattr(module, "WHOLE_LINKS", True)
    had = [post for post in batch.posts if has is None or post["network"] in has]
    refused: dict[str, str] = {}
    for post in had:
        network = str(post["network"])
        if needs_picture(network) and not batch.image(post):
            why = f"{network} posts nothing without a picture at a public address (social.images, social.cards)"
        elif post["thread"]["of"] > 1 and not getattr(module, "THREADS", True):
            why = f"a row of {tool} holds no thread"
        elif whole and not _takes_whole(post):
            why = f"{tool} wants its link whole, and {network} then has no room for its words; shorten them"
        else:
            continue
        refused.setdefault(thread_of(post), why)  # a thread goes whole or not at all
    kept = [post for post in had if thread_of(post) not in refused]
    told = [*_without_network(tool, batch.posts, had), *_by_reason(had, refused)]
    if whole:
        told += _given_way(tool, kept)
        kept = [_spelt_out(post) for post in kept]
    return replace(batch, posts=tuple(kept)), told


def _without_network(tool: str, posts: Sequence[Mapping[str, Any]], had: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say in one line which networks a tool does not have; no post is named, as all of these networks are left out."""
    names = dict.fromkeys(str(post["network"]) for post in posts)
    missing = [name for name in names if name not in {post["network"] for post in had}]
    many = len(posts) - len(had)
    return [f"left out: {tool} has no {', '.join(missing)}: {many} post{'s' * (many != 1)}"] if missing else []


def _by_reason(posts: Sequence[Mapping[str, Any]], refused: Mapping[str, str]) -> list[str]:
    """Say what is left out by reason, each post by its id and a thread once, with the number of its parts."""
    parts = Counter(thread_of(post) for post in posts if thread_of(post) in refused)
    found: dict[str, list[str]] = {}
    for name, many in parts.items():
        found.setdefault(refused[name], []).append(f"{name} ({many} parts)" if many > 1 else name)
    return [f"left out: {why}: {', '.join(names)}" for why, names in found.items()]


def _given_way(tool: str, posts: Iterable[Mapping[str, Any]]) -> list[str]:
    """Say what posts lose because the tool wants their links whole."""
    less: dict[str, list[str]] = {}
    for post in posts:
        if (other := post.get("spelt_out")) and (words := _less(post, other)):
            less.setdefault(words, []).append(str(post["id"]))
    return [f"shorter, as {tool} wants links whole: {words}: {', '.join(ids)}" for words, ids in less.items()]


def _less(post: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return in words what the post with the whole link has lost against the other."""
    gone = [name for name in other["dropped"] if name not in post["dropped"]]
    cut = [name for name in other["shortened"] if name not in post["shortened"]]
    said = [f"without {GONE.get(name, name)}" for name in gone] + [f"{name} cut at a sentence" for name in cut]
    return ", ".join([*said, *(["its words cut"] if other["cut"] != post["cut"] else [])])


def _spelt_out(post: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return *post* as a tool gets it that knows no facets; a card of the link keeps its parameters."""
    other = post.get("spelt_out")
    return {**post, "text": other["text"], "facets": []} if other else post


def _takes_whole(post: Mapping[str, Any]) -> bool:
    """Say whether a post is still within its limit once its link stands in it whole."""
    from digest import networks, shelf

    text, name = worded(_spelt_out(post)), str(post["network"])
    if text == post["text"] or name not in shelf.names(networks):
        return True
    measure: Any = shelf.take(networks, name).NETWORK.measure
    return bool(measure(text) <= int(post["limit"]))


def needs_picture(network: str) -> bool:
    """Say whether a network posts nothing without a picture."""
    from digest import networks, shelf

    return network in shelf.names(networks) and bool(shelf.take(networks, network).NETWORK.needs_image)


def rows_as_csv(rows: Iterable[Sequence[str]], *, guard: bool = False) -> str:
    """Return *rows* as CSV: all quoted, CRLF, a byte order mark; with *guard*, for people, no formula.

    An importer would post the apostrophe that keeps a spreadsheet from calculating.
    """
    out: list[str] = []
    # csv wants a file; a list with a write method is all it uses.
    writer = csv.writer(_Lines(out), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guarded(cell) if guard else cell for cell in row] for row in rows)
    return "\ufeff" + "".join(out)


def guarded(cell: str) -> str:
    """Return *cell* after an apostrophe when a spreadsheet would take it for a formula.

    Looked at is the first character that is seen, in its usual and its full-width
    form; a true minus sign (U+2212) starts no formula.
    """
    first = cell.lstrip(_INVISIBLE)[:1]
    return f"'{cell}" if first in _FORMULA and first else cell


def due_of(posts: Sequence[Mapping[str, Any]], kept: Mapping[str, datetime] | None = None) -> list[Due]:
    """Return what needs a moment: each single post, each thread once."""
    found: dict[str, Due] = {}
    for post in posts:
        id = thread_of(post)
        when = str(post.get("when", ""))
        if id not in found or when:
            its = (kept or {}).get(id)
            found[id] = Due(id=id, network=str(post["network"]), story=str(post["story"]), when=when, kept=its)
    return [*found.values()]


def together(posts: Iterable[tuple[Mapping[str, Any], datetime]]) -> Iterator[list[tuple[Mapping[str, Any], datetime]]]:
    """Yield single posts alone and the parts of a thread together, in order."""
    for _, parts in groupby(posts, key=lambda row: thread_of(row[0])):
        yield list(parts)


def thread_of(post: Mapping[str, Any]) -> str:
    """Return the name that the parts of one thread have in common."""
    name = str(post["id"])
    return name.rpartition(".")[0] if post["thread"]["of"] > 1 else name


def worded(post: Mapping[str, Any]) -> str:
    """Return a post's text with its whole link, for a tool that knows no facets.

    On Bluesky a link may be shown short, and is one by its facet alone; its clients
    shorten a whole one by themselves.
    """
    text, link = str(post["text"]), str(post["link"])
    if not link or link in text:
        return text
    raw = text.encode()  # such a facet counts bytes
    for facet in post["facets"]:
        if facet["kind"] == "link" and facet["value"] == link:
            return (raw[: facet["start"]] + link.encode() + raw[facet["end"] :]).decode()
    return text


def readable(post: Mapping[str, Any]) -> str:
    """Return a post's words without the marks that only keep networks from linking."""
    return plain(worded(post))


class _Lines:
    def __init__(self, out: list[str]) -> None:
        self.write = out.append


def _planned(
    posts: Sequence[Mapping[str, Any]], begin: datetime, batch: PostBatch
) -> Iterator[tuple[Mapping[str, Any], datetime]]:
    moments = plan(due_of(posts, batch.kept), batch.plan, begin=begin, taken=batch.taken)
    for post in posts:
        yield post, moments[thread_of(post)].at
