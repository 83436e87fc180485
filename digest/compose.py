"""Picks become an edition: every part of a page finds its place, nothing is drawn.

What each part becomes: headline and deck open a story, Key Takeaways become its
quotes, Highlights its bullets, the analysis "Why it matters", the risk note "What
to watch", the lead's closing line the sign-off, related headlines "In brief".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from digest.articles import Article
from digest.edition import BriefLine, Edition, Item, Newsletter, Picture, Watch
from digest.picks.choose import Pick
from digest.picks.edits import Edits
from digest.picks.slots import Slot, edition_number
from digest.quotes.analysis import why_it_matters
from digest.quotes.echo import echoes
from digest.quotes.highlights import choose_highlights
from digest.quotes.proof import extract
from digest.quotes.quote import Extract, Quote
from digest.settings import NewsletterSettings, Settings
from digest.text.direction import direction, language_direction
from digest.text.reading import reading_minutes
from digest.text.slugs import slug

PREHEADER = (40, 110)  # characters; what a phone's list shows beside the subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What compose is told beside the picks: pictures by article id, the editor's own words."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    subject: str = ""
    preheader: str = ""
    note: str = ""
    revision: str = ""


def compose(
    picks: Iterable[Pick],
    settings: Settings,
    slot: Slot,
    *,
    quotes: Callable[[Article], tuple[Quote, ...]],
    copy: Copy,
    key: str,
) -> Edition:
    """Return the edition of *slot*; its subject is still the editor's or empty."""
    items = [_item(pick, settings, quotes, copy.pictures) for pick in picks]
    lead = next((item for item in items if item.place == "lead"), None)
    stories = tuple(item for item in items if item.place == "story")
    briefs = tuple(item for item in items if item.place == "brief")
    articles = [pick.story.lead for pick in picks]
    day_quote = quote_of_the_day(items)
    return Edition(
        key=key,
        slot=slot.name,
        at=slot.at,
        number=edition_number(settings.schedule, settings.newsletter.first_edition, slot),
        newsletter=_newsletter(settings.newsletter),
        subject=copy.subject,
        preheader=copy.preheader or preheader(stories or briefs),
        lead=lead,
        stories=stories,
        briefs=briefs,
        in_brief=tuple(in_brief(items, articles, settings.picks.brief)),
        quote=day_quote[0] if day_quote else None,
        quote_item=day_quote[1] if day_quote else "",
        closing=next((item.closing for item in items if item.closing), ""),
        sources=tuple(dict.fromkeys(article.site for article in articles if article.site)),
        revision=copy.revision,
        note=copy.note,
    )


def quote_of_the_day(items: Iterable[Item]) -> tuple[Quote, str] | None:
    """Return the strongest quote of the shown stories, and its item's id; ties go to the earlier."""
    shown = [(quote, item.id) for item in items if item.place != "brief" for quote in item.quotes]
    return max(shown, key=lambda pair: pair[0].score, default=None)


def preheader(items: Iterable[Item]) -> str:
    """Return the headlines of the next stories, whole ones only, within `PREHEADER`."""
    text = ""
    for item in items:
        longer = f"{text} · {item.headline}" if text else item.headline
        if len(longer) > PREHEADER[1]:
            if not text:
                text = item.deck if PREHEADER[0] <= len(item.deck) <= PREHEADER[1] else ""
            break
        text = longer
    return text


def in_brief(items: Sequence[Item], articles: Iterable[Article], limit: int) -> list[BriefLine]:
    """Return the lines of "In brief": picked stories first, then related headlines.

    Headlines that say the same fold under the most informative one, with a count.
    A related headline has no address on its page, so it links nowhere.
    """
    lines = [_brief_line(item) for item in items if item.place == "brief"][:limit]
    told = {item.headline.casefold() for item in items}
    folded = [[(article, group) for group in _fold(article.related)] for article in articles]
    # In turn: the first of every story, then the second, so that no story fills the list.
    for article, group in (pair for turn in zip_longest(*folded) for pair in turn if pair):
        first, *same = [headline for headline in group if headline.casefold() not in told] or [""]
        if first and len(lines) < limit:
            way = direction(first, article.language)
            lines.append(BriefLine(headline=first, more=len(same), language=article.language, direction=way))
            told |= {headline.casefold() for headline in group}
    return lines


def _brief_line(item: Item) -> BriefLine:
    return BriefLine(
        headline=item.headline,
        url=item.url,
        more=len(item.members) - 1,
        language=item.language,
        direction=item.direction,
        item=item.id,
    )


def _fold(headlines: Iterable[str]) -> list[list[str]]:
    """Group headlines that echo each other; the longest of a group stands first."""
    groups: list[list[str]] = []
    for headline in headlines:
        home = next((group for group in groups if any(echoes(headline, other) for other in group)), None)
        if home is None:
            groups.append([headline])
        else:
            home.append(headline)
    return [sorted(group, key=lambda text: (-len(text), text)) for group in groups]


def _item(
    pick: Pick, settings: Settings, quotes: Callable[[Article], tuple[Quote, ...]], pictures: Mapping[str, Picture]
) -> Item:
    article, edits = pick.story.lead, pick.edits
    language = article.language or settings.newsletter.locale
    item = Item(
        id=pick.story.id,
        slug=slug(article.id),
        place=pick.place,
        kicker=edits.kicker or pick.section,
        headline=edits.headline or article.headline,
        original_headline=_replaced(article.headline, edits.headline),
        url=article.url,
        deck=edits.deck or article.deck or article.standfirst,
        original_deck=_replaced(article.deck, edits.deck),
        standfirst=article.standfirst,
        source_headline=article.source_headline,
        site=article.site,
        author=article.author,
        published=article.published,
        language=language,
        direction=direction(edits.headline or article.headline, language),
        minutes=reading_minutes(article.source_text),
        picture=pictures.get(article.id),
        closing=article.closing,
        note=edits.note,
        update=pick.update,
        members=tuple(member.id for member in pick.story.members),
        reason=pick.reason,
        score=pick.score,
        terms=dict(pick.terms),
    )
    return item if pick.place == "brief" else _with_words(item, article, edits, settings, quotes(article))


def _replaced(original: str, edited: str) -> str:
    """Return the words that an editor's replaced, '' when none were."""
    return original if edited and edited != original else ""


def _with_words(item: Item, article: Article, edits: Edits, settings: Settings, found: tuple[Quote, ...]) -> Item:
    """Add what a shown story says: quotes, highlights, why it matters, what to watch."""
    best = _quotes(edits, settings, found)
    return replace(
        item,
        quotes=best,
        highlights=_highlights(article, edits, best),
        why=why_it_matters(article),
        watch=Watch(heading=article.risk.heading, text=article.risk.text) if article.risk else None,
    )


def _quotes(edits: Edits, settings: Settings, found: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Return the quotes that the editor chose, in that order, else the strongest."""
    if edits.quotes is not None:
        known = {quote.id: quote for quote in found}
        return tuple(known[name] for name in edits.quotes)
    # Words that end in a comma went on: they are shown only where nothing whole is said.
    ranked = sorted(found, key=lambda quote: (quote.text.endswith((",", "،", "、")), -quote.score, quote.start))
    return tuple(ranked[: settings.picks.quotes_per_story])


def _highlights(article: Article, edits: Edits, quotes: tuple[Quote, ...]) -> tuple[Extract, ...]:
    """Return the sentences that the editor chose, each proved in its place, else the page's without echoes."""
    if edits.highlights is None:
        return choose_highlights(article, quotes).kept
    text = article.source_text
    starts = [(text.index(sentence), sentence) for sentence in edits.highlights]
    return tuple(extract(article, start, start + len(sentence), "highlight") for start, sentence in starts)


def _newsletter(settings: NewsletterSettings) -> Newsletter:
    return Newsletter(
        id=settings.id,
        name=settings.name,
        locale=settings.locale,
        direction=language_direction(settings.locale),
        # RFC 2606 keeps .invalid for names that lead nowhere: nobody gets such mail by accident.
        sender=settings.sender or f"{settings.id} <{settings.id}@newsletter.invalid>",
        to=settings.to,
        reply_to=settings.reply_to,
        list_id=settings.list_id,
        address=settings.address,
        unsubscribe=settings.unsubscribe,
        web=settings.web,
    )
