"""The running order as the page shows it: the top, each story with what may be changed, and one story in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from digest.articles import Article
from digest.desk.editing import Laid, layout, story_name
from digest.desk.morning import Grouped
from digest.desk.pool import article_row, common
from digest.desk.version import Version
from digest.edition.compose import EditionExtras, compose
from digest.edition.model import Edition, Item
from digest.line.choose import quotes_of
from digest.order.approval import approved
from digest.order.merging import absent
from digest.order.sheet import OrderBlock
from digest.order.taken import taken_over
from digest.picks.choose import Pick
from digest.quotes.quote import Quote
from digest.quotes.select.strength import strongest
from digest.stories.story import Story
from digest.text.sentences import sentences

HEAD = ("subject", "preheader", "note", "quote_of_the_day", "approved_by", "order")
OWN = ("place", "deck", "kicker", "note", "split", "join")
MOST_SENTENCES = 60  # of an article, to choose highlights from
AROUND = 240  # characters of a quote's paragraph on either side
MOST_TEXT = 60_000  # characters of an article that the page shows to choose from


def state(version: Version, shown: Version) -> dict[str, Any]:
    """Return the whole order: of *version* what the editor wrote, of *shown* what the edition has of it."""
    sheet, page = version.sheet, layout(version.text)
    edition = shown.edition
    items = {item.id: item for item in edition.items()} if edition else {}
    picks = {pick.story.id: pick for pick in shown.chosen.picks.chosen} if shown.chosen else {}
    blocks = {laid.name: block for laid, block in zip(_stories(page.blocks), sheet.blocks, strict=True)}
    rows = _once([_row(name, block, version.grouped, picks, items) for name, block in blocks.items()])
    present = {member["id"] for row in rows for member in row["members"]}
    return {
        "version": version.name,
        "shown": shown.name,
        "top": {key: sheet.values.get(key, "") for key in HEAD} | {"sponsor": sheet.values.get("sponsor")},
        "edition": _edition(edition, shown) if edition else None,
        "stories": _placed(rows, picks),
        "machine": _chosen(version.grouped.picks.chosen),
        "out": _taken_out(version, [id for id in absent(sheet) if id not in present]),
        "posts": [dict(post.values) | {"when": str(post.values.get("when", ""))} for post in sheet.posts],
        "approved": approved(sheet) and bool(sheet.values.get("approved_by")),
        "yours": list(taken_over(sheet)),
        "misfit": version.misfit.as_dict() if version.misfit else None,
    }


def story(version: Version, name: str) -> dict[str, Any] | None:
    """Return one story in full: the machine's words, every quote with its proof, the sentences to choose from."""
    found = version.grouped.story(name) or _by_path(version, name)
    if found is None:
        return None
    pick = _pick_of(version, found)
    morning, lead = version.morning, found.lead
    alone = compose(
        [pick], morning.workspace.settings, morning.slot, quotes=quotes_of, copy=EditionExtras(subject="-"), key="desk"
    )
    machine = next(iter(alone.items()), None)
    quotes = [quote for member in found.members for quote in quotes_of(member)]
    shared = common(found.members)
    return {
        "id": found.id,
        "name": name,
        "members": [
            article_row(one) | {"common": shared.get(one.id, ""), "url": one.url, "lead": one is lead}
            for one in found.members
        ],
        "machine": _machine(machine, lead) if machine else {},
        "quotes": [_quote(quote, found.members) for quote in strongest(quotes, len(quotes))[:40]],
        "highlights": [extract.text for extract in machine.highlights] if machine else [],
        "offered": list(lead.highlights),
        "sentences": [
            lead.text[start:end] for start, end in islice(sentences(lead.text, lead.language), MOST_SENTENCES)
        ],
        "text": lead.source_text[:MOST_TEXT],
        "related": list(lead.related),
        "where": lead.where,
    }


def _chosen(picks: Sequence[Pick]) -> list[dict[str, str]]:
    """Return what the machine alone would print, in its order."""
    return [{"id": pick.story.id, "headline": pick.story.lead.headline} for pick in picks]


def _edition(edition: Edition, shown: Version) -> dict[str, Any]:
    quote = edition.quote
    return {
        "subject": edition.subject,
        "preheader": edition.preheader,
        "number": edition.number,
        "quote": {"id": quote.id, "text": quote.text, "credit": quote.credit, "note": quote.note} if quote else None,
        "quote_item": edition.quote_item,
        "closing": edition.closing,
        "brief": [{"headline": line.headline, "more": line.more, "item": line.item} for line in edition.in_brief],
        "words": shown.words,
        "minutes": round(shown.minutes, 1),
        "kb": round(shown.weight / 1000, 1),
    }


def _once(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return *rows* without those whose story was joined to another row's; it comes back when it is split again."""
    named = {row["id"]: row["name"] for row in reversed(rows)} | {
        r["id"]: r["name"] for r in rows if r["own"].get("join")
    }
    return [row for row in rows if not row["id"] or row["drop"] or named[row["id"]] == row["name"]]


def _stories(blocks: Sequence[Laid]) -> Iterator[Laid]:
    return (block for block in blocks if block.table == "story")


def _row(
    name: str, block: OrderBlock, grouped: Grouped, picks: Mapping[str, Pick], items: Mapping[str, Item]
) -> dict[str, Any]:
    """Return one story of the order; one that is not among the slot's articles has no members."""
    found = _of_block(block, grouped, picks)
    values, id = block.values, found.id if found else block.id
    pick = picks.get(id)
    return {
        "name": name,
        "id": id,
        "place": pick.place if pick else "",
        "lock": values.get("lock") is True,
        "drop": values.get("drop") is True,
        "own": {key: values[key] for key in OWN if values.get(key)},
        "edited": [key for key in ("headline", "byline", "update", "quotes", "highlights") if block.edited(key)],
        "also": block.lines("also"),
        "related": block.lines("related"),
        "members": [article_row(one) for one in found.members] if found else [],
        **(_printed(items[id]) if id in items else _unprinted(block, found, name)),
        "original": found.lead.headline if found else "",
        "language": found.lead.language if found else "",
    }


def _printed(item: Item) -> dict[str, Any]:
    """Return what the edition has of a story."""
    return {
        "slug": item.slug,
        "headline": item.headline,
        "kicker": item.kicker,
        "deck": item.deck,
        "byline": item.author,
        "update": item.update,
        "quotes": [{"id": one.id, "text": one.text, "credit": one.credit} for one in item.quotes],
        "highlights": [one.text for one in item.highlights],
        "minutes": item.minutes,
        "picture": item.picture.src if item.picture else "",
    }


def _unprinted(block: OrderBlock, found: Story | None, name: str) -> dict[str, Any]:
    """Return what the file says of a story that the edition does not have."""
    headline = block.values.get("headline") or (found.lead.headline if found else name)
    nothing = {"slug": "", "kicker": "", "deck": "", "update": False, "quotes": [], "minutes": 0, "picture": ""}
    own = {"byline": str(block.values.get("byline", "")), "highlights": block.lines("highlights")}
    return {"headline": str(headline), **nothing, **own}


def _of_block(block: OrderBlock, grouped: Grouped, picks: Mapping[str, Pick]) -> Story | None:
    if path := str(block.values.get("path", "")):
        told = (pick.story for pick in picks.values())
        return next(
            (one for one in told if one.lead.where == path or one.lead.where.startswith(f"{path}, line ")), None
        )
    return grouped.story(block.id) or next((pick.story for id, pick in picks.items() if id == block.id), None)


def _by_path(version: Version, name: str) -> Story | None:
    """Return the story of a block that names a page of another day."""
    if not version.chosen:
        return None
    told = {pick.story.id: pick.story for pick in version.chosen.picks.chosen}
    for block in version.sheet.blocks:
        if story_name(block.values) == name or block.id == name:
            picks = {pick.story.id: pick for pick in version.chosen.picks.chosen}
            return _of_block(block, version.grouped, picks) or told.get(name)
    return told.get(name)


def _placed(rows: list[dict[str, Any]], picks: Mapping[str, Pick]) -> list[dict[str, Any]]:
    """Return the stories in the edition's order; those that are not in it come last, in the file's order."""
    rank = {id: number for number, id in enumerate(picks)}
    return sorted(rows, key=lambda row: rank.get(row["id"], len(rank)) if not row["drop"] else len(rank) + 1)


def _taken_out(version: Version, ids: Sequence[str]) -> list[dict[str, str]]:
    articles = version.morning.articles
    return [{"id": id, "headline": articles[id].headline if id in articles else id} for id in ids]


def _pick_of(version: Version, found: Story) -> Pick:
    """Return the story as the machine alone would print it, in a place of its own."""
    every = (*version.grouped.picks.chosen, *version.grouped.picks.bench)
    known = next((pick for pick in every if pick.story.id == found.id), None)
    return Pick(story=found, place="lead", section=known.section if known else "", update=bool(known and known.update))


def _machine(item: Item, lead: Article) -> dict[str, Any]:
    return {
        "headline": lead.headline,
        "deck": item.deck,
        "deck_from": item.deck_from,
        "kicker": item.kicker,
        "byline": lead.author,
        "update": item.update,
        "quotes": [quote.id for quote in item.quotes],
    }


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the text before and after a stretch in its own paragraph, up to `AROUND` characters each."""
    before, after = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    return before[-AROUND:], after[:AROUND]


def _quote(quote: Quote, members: Sequence[Article]) -> dict[str, Any]:
    """Return a quote with its proof: where it stands, and what stands around it there."""
    article = next(one for one in members if one.id == quote.article)
    before, after = _around(article.source_text, quote.start, quote.end)
    return {
        "id": quote.id,
        "text": quote.text,
        "credit": quote.credit,
        "note": quote.note,
        "score": quote.score,
        "reasons": list(quote.reasons),
        "part": quote.source,
        "article": quote.article,
        "site": article.site,
        "before": before,
        "words": article.source_text[quote.start : quote.end],
        "after": after,
    }
