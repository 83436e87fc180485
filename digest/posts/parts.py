"""What a post is made of: an edition's values, named for the templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from digest.edition.model import Edition, Item
from digest.quotes.quote import Quote
from digest.quotes.select.strength import SHARE_READY
from digest.settings import SocialSettings
from digest.text.clean import line, plain
from digest.text.links import whole_link
from digest.text.quotation import quotation_marks
from digest.text.urls import safe_url

OMISSION = " […]"
_LINES = ("headline1", "headline2", "headline3", "headline4", "headline5")
_NO_WORD = re.compile(r"\W+")
_NO_TAG = re.compile(r"[^\w·]")
_LAST_LETTER = re.compile(r"\w(?=\W*$)")
_FULL_STOP = re.compile(r"[.!?…。！？؟।:][\"”’»)\]』」]*$")
# By the last letter: ideographs and kana, Indic scripts with a danda, and those that write none.
_STOPS = (
    ("\u3005", "\u30ff", "。"),
    ("\u3400", "\u9fff", "。"),
    ("\uf900", "\ufaff", "。"),
    ("\u0900", "\u09ff", "।"),
    ("\u0e00", "\u0eff", ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The words of one post before any network's rules: `words` by the names templates use.

    `main` is the part that shrinks when a post is too long, with `mark` where it
    was cut; `drops` are the parts that go before, first first.  `form` names the
    template where it is not that of the `kind`, `edition` is the slot, `wording` which of those on offer it is.
    `live` are words of ours that stay a link or a tag inside an editor's text, whose
    own `markup` stays, too.
    """

    kind: str
    words: Mapping[str, str]
    main: str
    drops: tuple[str, ...]
    mark: str = "…"
    sentence_mark: str = ""
    item: Item | None = None
    quote: Quote | None = None
    link: str = ""
    tags: tuple[str, ...] = ()
    warning: str = ""
    lang: str = ""
    call: str = ""
    edition: str = ""
    form: str = ""
    wording: str = "plain"
    live: tuple[str, ...] = ()
    markup: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFile:
    """A quote's card as posts name it: its files in the edition, and its words as alt text."""

    wide: str
    square: str
    alt: str


def all_parts(edition: Edition, social: SocialSettings) -> Iterator[Parts]:
    """Yield what there is to post: the edition, then each story and its quotes, in running order."""
    yield from (replace(parts, edition=edition.slot) for parts in _each(edition, social))


def _each(edition: Edition, social: SocialSettings) -> Iterator[Parts]:
    yield edition_parts(edition)
    for item in edition.items():
        if item.place != "brief":
            yield story_parts(edition, item, social)
            if item.place == "lead":
                yield replace(story_parts(edition, item, social), kind="thread")
            for words in _quotes(edition, item):
                yield quote_parts(edition, item, words, social)


def story_parts(edition: Edition, item: Item, social: SocialSettings) -> Parts:
    """Return a story: its headline, deck, highlights, why it matters and what to watch."""
    words = {
        "headline": item.headline,
        "deck": item.deck,
        "kicker": item.kicker,
        "site": item.site,
        "highlights": "\n\n".join(extract.text for extract in item.highlights),
        "why": " ".join(extract.text for extract in item.why),
        "watch": item.watch.text if item.watch else "",
        "newsletter": edition.newsletter.name,
    }
    return Parts(
        kind="story",
        words=_clean(words),
        main="headline",
        drops=("watch", "why", "highlights", "kicker", "site", "deck", "call", "tags"),
        item=item,
        link=safe_url(item.url),
        tags=_tags(item, social),
        warning=" ".join(_matching(item, social.warnings)),
        lang=item.language or edition.newsletter.locale,
    )


def quote_parts(edition: Edition, item: Item, words: Quote, social: SocialSettings) -> Parts:
    """Return a quote: its words, the marks around them, its note as a sentence, its speaker.

    Words of another article that tells the story link to that article.
    """
    lang = item.language or edition.newsletter.locale
    opening, closing = quotation_marks(lang)
    source = item.source_of(words)
    values = {
        "quote": words.text,
        "open": opening,
        "close": closing,
        "note": sentence(words.note),
        "speaker": words.credit,
        "headline": source.headline,
        "kicker": item.kicker,
        "site": source.site,
        "newsletter": edition.newsletter.name,
    }
    return Parts(
        kind="quote",
        words=_clean(values),
        main="quote",
        drops=("kicker", "site", "headline", "note", "call", "tags"),
        mark=OMISSION,
        sentence_mark=OMISSION,
        item=item,
        quote=words,
        link=safe_url(source.url or item.url),
        tags=_tags(item, social),
        warning=" ".join(_matching(item, social.warnings)),
        lang=lang,
    )


def edition_parts(edition: Edition) -> Parts:
    """Return the edition: its name, its number and its headlines, the lead's first."""
    headlines = [item.headline for item in edition.items() if item.place != "brief"]
    words = dict(zip(_LINES, [*headlines, *[""] * len(_LINES)], strict=False))

    values = {**words, "newsletter": edition.newsletter.name, "number": str(edition.number or "")}
    web = edition.newsletter.web
    return Parts(
        kind="edition",
        words=_clean(values),
        main="headline1",
        drops=(*reversed(_LINES[1:]), "call"),
        link=safe_url(f"{web.rstrip('/')}/{edition.slot}/" if web else ""),
        lang=edition.newsletter.locale,
    )


def with_call(parts: Parts, social: SocialSettings, network: str) -> Parts:
    """Return *parts* with the settings' call to action: the most specific of network and kind, network, kind, all.

    It stands above the link: where there is none, "Read on:" would promise one.
    """
    if not parts.link:
        return parts
    kind = "story" if parts.kind == "thread" else parts.kind
    found = (social.call.get(name) for name in (f"{network}.{kind}", network, kind, "every"))
    return replace(parts, call=line(next((words for words in found if words is not None), "")))


def with_utm(parts: Parts, social: SocialSettings, network: str) -> str:
    """Return the link of *parts* with the configured UTM parameters, spelt so that networks link all of it.

    ``{network}``, ``{kind}``, ``{story}`` and ``{edition}`` are filled in.  Parameters
    that the link has stay, unless `utm_replace` says that ours take their place.
    """
    link = whole_link(parts.link)
    if not link or not social.utm or not link.startswith("http"):
        return link
    split = urlsplit(link)
    told = {"network": network, "kind": parts.kind, "edition": parts.edition}
    told |= {"story": parts.item.slug if parts.item else ""}
    wanted = {k if k.startswith("utm_") else f"utm_{k}": _filled(v, told) for k, v in social.utm.items()}
    query = [part for part in split.query.split("&") if part]
    if social.utm_replace:
        query = [part for part in query if part.partition("=")[0] not in wanted]
    present = {part.partition("=")[0] for part in query}
    missing = {name: value for name, value in wanted.items() if value and name not in present}
    return whole_link(
        urlunsplit(split._replace(query="&".join([*query, urlencode(missing, quote_via=quote)]).strip("&")))
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill in *values*; where one is empty, as an edition's story, what joins it to its neighbour goes too."""
    for name, value in values.items():
        if not value:
            text = re.sub(rf"^\{{{name}\}}[-_.]?|[-_.]?\{{{name}\}}", "", text)
        text = text.replace(f"{{{name}}}", value)
    return text


def sentence(text: str) -> str:
    """Return *text* as a sentence of its own: with its script's full stop, unless it ends in a mark."""
    if not text or _FULL_STOP.search(text):
        return text
    last = _LAST_LETTER.search(text)
    return text + (_stop_after(last[0]) if last else ".")


def _stop_after(letter: str) -> str:
    return next((stop for first, last, stop in _STOPS if first <= letter <= last), ".")


def _tags(item: Item, social: SocialSettings) -> tuple[str, ...]:
    plain_tags = (_NO_TAG.sub("", tag) for tag in _matching(item, social.hashtags))
    return tuple(dict.fromkeys(tag for tag in plain_tags if tag))


def _matching(item: Item, by_topic: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is configured for the story's section, then for its keywords; nothing is invented."""
    words = f" {_NO_WORD.sub(' ', f'{item.headline} {item.deck}').casefold()} "
    found = [value for topic, value in by_topic.items() if topic.casefold() == item.kicker.casefold()]
    found += [value for topic, value in by_topic.items() if f" {topic.casefold()} " in words]
    return tuple(dict.fromkeys(value for value in found if value))


def _quotes(edition: Edition, item: Item) -> tuple[Quote, ...]:
    """Return the quotes of a story that can stand alone in a post, the quote of the day first, an editor's last."""
    if not item.shareable:
        return ()
    of_the_day = (edition.quote,) if edition.quote and edition.quote_item == item.id else ()
    shown = [words for words in (*of_the_day, *item.quotes) if words.score >= SHARE_READY]
    return tuple({words.id: words for words in (*shown, *item.shared)}.values())


def _clean(words: Mapping[str, str]) -> dict[str, str]:
    return {name: plain(text).strip() for name, text in words.items()}
