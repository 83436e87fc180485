"""What a site says of itself to machines: JSON-LD (schema.org) and the values of Open Graph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from digest.edition.model import Edition, Item
from digest.settings import NewsletterSettings
from digest.site.record import QuoteRecord

Facts = dict[str, object]


def publisher(news: NewsletterSettings, name: str = "") -> Facts:
    """Return the newsletter as the organisation that publishes, with its address and mark where it has them."""
    home = home_of(news)
    found: Facts = {"@type": "Organization", "name": name or news.name}
    if home:
        found |= {"url": home, "logo": {"@type": "ImageObject", "url": f"{home}apple-touch-icon.png"}}
    return found


def home_of(news: NewsletterSettings) -> str:
    """Return the address of the front page, '' without one."""
    return f"{news.web.rstrip('/')}/" if news.web else ""


def edition_facts(edition: Edition, news: NewsletterSettings, address: str) -> Facts:
    """Return what the page of an edition adds to what its web version says: who publishes, when it changed."""
    found: Facts = {
        "author": publisher(news, edition.newsletter.name),
        "publisher": publisher(news, edition.newsletter.name),
        "dateModified": edition.dated.isoformat(),
    }
    if address:
        found["mainEntityOfPage"] = address
    if edition.revision:
        found["correction"] = " ".join(one.reason for one in edition.told_corrections)
    return found


def story_facts(item: Item, edition: Edition, news: NewsletterSettings, address: str, picture: str) -> Facts:
    """Return a story's page as an article that is based on its source's."""
    author: Facts = {"@type": "Person", "name": item.author} if item.author else publisher(news)
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.headline,
        "description": item.deck or item.standfirst,
        "inLanguage": item.language or edition.newsletter.locale,
        "datePublished": edition.at.isoformat(),
        "dateModified": edition.dated.isoformat(),
        "author": author,
        "publisher": publisher(news),
        "articleSection": item.kicker,
        "image": picture,
        "url": address,
        "mainEntityOfPage": address,
        "isBasedOn": item.url,
        "isPartOf": {"@type": "NewsArticle", "headline": edition.title, "url": edition.web_address} if address else "",
    }
    return {key: value for key, value in facts.items() if value}


def front_facts(news: NewsletterSettings) -> Facts:
    """Return the site itself, with the address of its search."""
    home = home_of(news)
    found: Facts = {"@context": "https://schema.org", "@type": "WebSite", "name": news.name, "inLanguage": news.locale}
    if home:
        target = {"@type": "EntryPoint", "urlTemplate": f"{home}search/?q={{words}}"}
        ask = {"@type": "SearchAction", "target": target, "query-input": "required name=words"}
        found |= {"url": home, "publisher": publisher(news), "potentialAction": ask}
    return found


def quotes_facts(news: NewsletterSettings, said: Sequence[QuoteRecord]) -> Facts:
    """Return a page of quotes: their words, who said them, and what the source calls the speaker."""
    parts: list[Facts] = []
    for quote in said:
        part: Facts = {"@type": "Quotation", "text": quote.text}
        if quote.credit:
            person: Facts = {"@type": "Person", "name": quote.person or quote.credit}
            part["spokenByCharacter"] = person | ({"jobTitle": quote.role} if quote.role else {})
        parts.append(part)
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "inLanguage": news.locale,
        "hasPart": parts,
    }


def iso_8601(moment: datetime | None) -> str:
    """Return a moment as ISO 8601, '' for none."""
    return moment.isoformat() if moment else ""
