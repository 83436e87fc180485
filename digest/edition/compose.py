"""Picks become an edition: every part of a page finds its place, nothing is drawn.

What each part becomes: headline and deck open a story, Key Takeaways become its
quotes, Highlights its bullets, the analysis "Why it matters", the risk note "What
to watch", the lead's closing line the sign-off, related headlines "In brief".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from digest.articles import Article
from digest.edition.edits import edited, quote_of_the_day, without_comma
from digest.edition.model import (
    Also,
    BriefLine,
    Edition,
    Item,
    Newsletter,
    Picture,
    Sponsor,
    Watch,
    shown_words,
)
from digest.edition.refrain import without_refrains
from digest.picks.choose import Pick
from digest.picks.languages import language_of
from digest.picks.slots import Slot, edition_number
from digest.quotes.quote import Extract, Quote
from digest.quotes.select.alone import without_credits
from digest.quotes.select.datelines import after_dateline
from digest.quotes.select.echo import echo_of, echoes
from digest.quotes.select.highlights import choose_highlights, opening
from digest.quotes.select.openers import figure_of, question_of
from digest.quotes.select.strength import SHARE_READY, best_to_show
from digest.quotes.select.why import why_it_matters
from digest.settings import NewsletterSettings, Settings
from digest.text.direction import direction, language_direction
from digest.text.fitting import OMISSION, Ruler, fit
from digest.text.fragments import with_words
from digest.text.reading import reading_minutes
from digest.text.slugs import slug
from digest.text.stems import stems
from digest.text.unsubscribing import unsubscribe_address

MORE, OPENS = 50, 40  # characters of a text and of a deck in which they are seen to open alike
LONGEST_DECK = 300  # characters of a first sentence that stands where a deck is missing
LONGEST_QUOTE = 1000  # characters; a longer one is cut at a sentence, with […]
PREHEADER = (40, 110)  # characters; what a phone's list shows beside the subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Gleaned:
    """What a story's lead says for itself, all of it verbatim; it is the same for every segment.

    `quotes` are those that are shown, as they are shown: at their length, with links to their own words.
    """

    quotes: tuple[Quote, ...] = ()
    highlights: tuple[Extract, ...] = ()
    why: tuple[Extract, ...] = ()
    question: Extract | None = None
    figure: Extract | None = None


def glean(article: Article, shown: Sequence[Quote]) -> Gleaned:
    """Return what an article says for itself beside the quotes that are *shown*."""
    return Gleaned(
        quotes=_linked(map(_within, shown), [article]),
        highlights=choose_highlights(article, shown, deck=opening(article)).kept,
        why=why_it_matters(article),
        question=question_of(article),
        figure=figure_of(article),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionExtras:
    """What compose is told beside the picks: pictures by article id, the editor's own words.

    `day_quote` is the id of the quote that an editor leads with, `rested` are the
    texts of those that earlier editions led with, `shared` by story the quotes that are to go out as posts.
    `gleaned` says what an article says for itself beside the quotes that are shown.
    """

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    subject: str = ""
    preheader: str = ""
    note: str = ""
    revision: str = ""
    day_quote: str = ""
    rested: Sequence[str] = ()
    sponsor: Sponsor | None = None
    gleaned: Callable[[Article, Sequence[Quote]], Gleaned] = glean
    shared: Mapping[str, Sequence[Quote]] = field(default_factory=dict)


def compose(
    picks: Sequence[Pick],
    settings: Settings,
    slot: Slot,
    *,
    quotes: Callable[[Article], tuple[Quote, ...]],
    copy: EditionExtras,
    key: str,
) -> Edition:
    """Return the edition of *slot*; its subject is still the editor's or empty."""
    items = _items(picks, settings, quotes, copy)
    lead = next((item for item in items if item.place == "lead"), None)
    stories = tuple(item for item in items if item.place == "story")
    briefs = tuple(item for item in items if item.place == "brief")
    articles = [pick.story.lead for pick in picks]
    day_quote = _wanted_quote(copy.day_quote, picks, quotes) or quote_of_the_day(items, copy.rested)
    return Edition(
        key=key,
        slot=slot.name,
        at=slot.at,
        number=edition_number(settings.schedule, settings.newsletter.first_edition, slot),
        newsletter=_newsletter(settings.newsletter),
        subject=copy.subject,
        preheader=copy.preheader or preheader(stories or briefs) or _summary(lead),
        lead=lead,
        stories=stories,
        briefs=briefs,
        in_brief=in_brief(items, picks, max(settings.picks.brief, len(briefs))),  # no picked story is lost
        quote=day_quote[0] if day_quote else None,
        quote_item=day_quote[1] if day_quote else "",
        closing=next((item.closing for item in items if item.closing), ""),
        sources=tuple(dict.fromkeys(article.site for article in articles if article.site)),
        revision=copy.revision,
        note=copy.note,
        sponsor=copy.sponsor,
    )


def _items(
    picks: Sequence[Pick], settings: Settings, quotes: Callable[[Article], tuple[Quote, ...]], copy: EditionExtras
) -> list[Item]:
    made = (_item(pick, settings, quotes, copy) for pick in picks)
    told = without_refrains(made, (bool(pick.edits.deck) for pick in picks))
    return [_with_links(item, pick, copy.shared) for item, pick in zip(told, picks, strict=True)]


def _with_links(item: Item, pick: Pick, shared: Mapping[str, Sequence[Quote]]) -> Item:
    """Return a story whose quotes link to their own words, with those that go out as posts alone."""
    shown = {quote.id for quote in item.quotes if quote.score >= SHARE_READY}  # those go out unasked
    more = () if item.place == "brief" else [q for q in shared.get(item.id, ()) if q.id not in shown]
    own = item.quotes if pick.edits.quotes is None else _linked(item.quotes, pick.story.members)
    return replace(item, quotes=own, shared=_linked(map(_within, more), pick.story.members))


def _linked(quotes: Iterable[Quote], articles: Iterable[Article]) -> tuple[Quote, ...]:
    """Return quotes of *articles* with links to their own words, none ending in a comma."""
    texts = {article.id: article for article in articles}
    return tuple(
        replace(closed, link=with_words(one.url, one.source_text, closed.pieces))
        if (one := texts.get(quote.article)) and (closed := without_comma(quote, one))
        else quote
        for quote in quotes
    )


def preheader(items: Iterable[Item]) -> str:
    """Return the headlines of the next stories, whole ones only, within `PREHEADER`.

    What does not fit is passed over only while the line is still too short for an inbox.
    """
    text = ""
    for item in items:
        longer = f"{text} · {item.headline}" if text else item.headline
        if len(longer) <= PREHEADER[1]:
            text = longer
        elif len(text) >= PREHEADER[0]:
            break
        elif not text and PREHEADER[0] <= len(item.deck) <= PREHEADER[1]:
            return item.deck
    return text


def _summary(lead: Item | None) -> str:
    """Return the lead's deck at a preheader's length, for an edition without another story."""
    return fit(lead.deck, [Ruler(len, PREHEADER[1])]).text if lead else ""


def _wanted_quote(
    id: str, picks: Iterable[Pick], quotes: Callable[[Article], tuple[Quote, ...]]
) -> tuple[Quote, str] | None:
    """Return the quote that an editor leads with and its story's id; None where none was named."""
    told_by = ((pick, member) for pick in picks if id for member in pick.story.members)
    found = ((quote, pick) for pick, one in told_by for quote in quotes(one) if quote.id == id)
    return next(((_linked([quote], pick.story.members)[0], pick.story.id) for quote, pick in found), None)


def in_brief(items: Sequence[Item], picks: Iterable[Pick], limit: int) -> tuple[BriefLine, ...]:
    """Return the lines of "In brief": picked stories first, then the related headlines of *picks*.

    Headlines that say the same fold under the most informative one, with a count.
    One that retells what the edition says already is left out, unless an editor wrote
    it.  A related headline has no address on its page, so it links nowhere.
    """
    lines = [_brief_line(item) for item in items if item.place == "brief"][:limit]
    if len(lines) == limit:
        return tuple(lines)
    told = {item.headline.casefold() for item in items}
    retold = _retold(items)
    folded = [
        [(pick.story.lead, g) for g in _fold(_related(pick)) if pick.edits.related or not retold(g, pick.story.lead)]
        for pick in picks
    ]
    # In turn: the first of every story, then the second, so that no story fills the list.
    for article, group in (pair for turn in zip_longest(*folded) for pair in turn if pair):
        first, *same = [headline for headline in group if headline.casefold() not in told] or [""]
        if first and len(lines) < limit:
            way = direction(first, article.language)
            lines.append(BriefLine(headline=first, more=len(same), language=article.language, direction=way))
            told |= {headline.casefold() for headline in group}
    return tuple(lines)


def _retold(items: Iterable[Item]) -> Callable[[Sequence[str], Article], bool]:
    """Return what says whether a group of headlines tells what *items* print: one of it echoes a line of theirs,
    or half of its words are those of one story.
    """
    printed: dict[str, tuple[list[frozenset[str]], frozenset[str]]] = {}
    for item in items:
        lines = [stems(text, item.language) for text in shown_words(item)]
        printed[item.id] = (lines, frozenset().union(*lines))

    def told(group: Sequence[str], article: Article) -> bool:
        bags = [stems(text, article.language) for text in group]
        return any(
            any(echo_of(bag, line) for line in lines) or (len(bag & whole) >= 2 and 2 * len(bag & whole) >= len(bag))
            for bag in bags
            for lines, whole in printed.values()
        )

    return told


def _related(pick: Pick) -> tuple[str, ...]:
    return pick.story.lead.related if pick.edits.related is None else pick.edits.related


def _brief_line(item: Item) -> BriefLine:
    return BriefLine(
        headline=item.headline,
        url=item.url,
        more=len(item.members) - 1,
        language=item.language,
        direction=item.direction,
        item=item.id,
        update=item.update,
        also=item.also,
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


def _item(pick: Pick, settings: Settings, quotes: Callable[[Article], tuple[Quote, ...]], copy: EditionExtras) -> Item:
    article = pick.story.lead
    language = language_of(article, settings.newsletter.locale)
    deck, deck_from = _deck(article, language)
    item = Item(
        id=pick.story.id,
        slug=slug(article.id),
        place=pick.place,
        kicker=pick.section,
        headline=article.headline,
        url=article.url,
        deck=deck,
        deck_from=deck_from,
        standfirst=article.standfirst,
        source_headline=article.source_headline,
        site=article.site,
        author=article.author if pick.edits.byline is None else pick.edits.byline,
        authors=article.authors if pick.edits.byline in (None, article.author) else (),
        published=article.published,
        language=language,
        minutes=reading_minutes(article.source_text),
        picture=copy.pictures.get(article.id),
        closing=article.closing,
        update=pick.update if pick.edits.update is None else pick.edits.update,
        members=tuple(member.id for member in pick.story.members),
        also=tuple(_also(one, language) for one in pick.story.members[1:] if one.id not in pick.edits.hidden),
        reason=pick.reason,
        score=pick.score,
        terms=dict(pick.terms),
    )
    found = () if pick.place == "brief" else quotes(article)
    if pick.edits.quotes:  # an editor chooses among those of every article that tells the story
        found = tuple(quote for member in pick.story.members for quote in quotes(member))
    item = edited(item, pick.edits, article, found)
    item = replace(item, direction=direction(item.headline, language))
    return item if pick.place == "brief" else _with_words(item, pick, settings, found, copy)


def _deck(article: Article, language: str) -> tuple[str, str]:
    """Return an article's deck and '', else the first sentence of its body that says something new and ``text``."""
    if deck := without_credits(article.deck or article.standfirst, language):
        return _without_headline(_without_dateline(deck, article.text), article.headline), ""
    first = opening(article, language)
    return fit(first, [Ruler(len, LONGEST_DECK)]).text, "text" if first else ""


def _without_dateline(deck: str, text: str) -> str:
    """Return a deck without its dateline, "DUNMERE (Wire) - ", where the text opens with that or with what follows."""
    words = deck[after_dateline(deck, first=False) :]
    opens = _plain(text[: len(deck) + MORE])
    prefix = _plain(deck[: len(deck) - len(words)])
    return words if opens.startswith((prefix, _plain(words[:OPENS]))) else deck


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _without_headline(deck: str, headline: str) -> str:
    """Return a deck without the headline that it repeats before a dash: "Ferry returns—The boat is back."."""
    rest = deck.removeprefix(headline)
    told = rest.lstrip(" —–-:|") if rest is not deck and rest[:2].strip()[:1] in "—–-:|" else ""
    return told if told[:1].isupper() else deck


def _also(article: Article, language: str) -> Also:
    spoken = language_of(article, language)
    return Also(
        id=article.id,
        headline=article.headline,
        url=article.url,
        site=article.site,
        language=spoken,
        direction=direction(article.headline, spoken),
    )


def _with_words(item: Item, pick: Pick, settings: Settings, found: tuple[Quote, ...], copy: EditionExtras) -> Item:
    """Add what a shown story says where the editor chose nothing: quotes, highlights, why it matters, what to watch."""
    article, edits = pick.story.lead, pick.edits
    shown = item.quotes if edits.quotes is not None else best_to_show(found, settings.picks.quotes_per_story)
    shown = tuple(map(_within, shown))
    found_there = copy.gleaned(article, shown)
    watch = Watch(heading=article.risk.heading, text=article.risk.text) if article.risk else None
    return replace(
        item,
        quotes=shown if edits.quotes is not None else found_there.quotes,
        highlights=item.highlights if edits.highlights is not None else found_there.highlights,
        why=found_there.why,
        question=found_there.question,
        figure=found_there.figure,
        watch=watch,
        # On a card or in a post of its own, a quote would lose its story's risk note.
        shareable=not (settings.picks.risk_with_quotes and watch),
    )


def _within(quote: Quote) -> Quote:
    """Return a quote at the length that its place holds: an article of one quote must not cost the edition."""
    if len(quote.text) <= LONGEST_QUOTE:
        return quote
    beginning = quote.text[: 2 * LONGEST_QUOTE]
    return replace(quote, text=fit(beginning, [Ruler(len, LONGEST_QUOTE)], mark=OMISSION, whole_mark=OMISSION).text)


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
        unsubscribe=tuple(map(unsubscribe_address, settings.unsubscribe)),
        precedence="" if settings.precedence == "none" else settings.precedence,
        auto_submitted=settings.auto_submitted,
        feedback_id=settings.feedback_id,
        web=settings.web,
        editor=settings.editor,
        subscribe=settings.subscribe,
        accounts=settings.accounts,
    )
