"""A small paper with invented news: its feed, its page, an article's page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

STORIES = (
    (
        "Harbour gates hold",
        "“A barrier is a promise,” said Ida Varga of the port. The gates closed at 21:40.",
    ),
    (
        "Ferry opens a month early",
        "Two electric boats replace the bus. “We are ready,” said Tom Orrin.",
    ),
    ("Clinic shares one surgeon", "Waiting times fell from nine months to six weeks. Nobody had expected that."),
)


def rss(base: str, *, now: datetime | None = None, stories: tuple[tuple[str, str], ...] = STORIES) -> str:
    """Return the paper's feed, an hour between two stories, the newest an hour before *now*."""
    now = now or datetime.now(UTC)
    items = "".join(
        f"<item><title>{head}</title><link>{base}/story/{n}</link><guid>{base}/story/{n}</guid>"
        f"<description>{text}</description><pubDate>{_mail(now - timedelta(hours=n + 1))}</pubDate></item>"
        for n, (head, text) in enumerate(stories)
    )
    head = f"<title>Marrow Bay Post</title><link>{base}/</link><language>en</language><description>News</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def home(feed: str) -> str:
    """Return the paper's front page, which names its feed."""
    link = f'<link rel="alternate" type="application/rss+xml" title="Marrow Bay Post" href="{feed}">' if feed else ""
    return f'<!doctype html><html lang="en-GB"><head><title>Marrow Bay Post | News</title>{link}</head></html>'


def page(head: str, text: str) -> str:
    """Return an article's page."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    facts = f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{head}"}}'
    return (
        f'<!doctype html><html lang="en"><head><title>{head}</title><script type="application/ld+json">{facts}</script>'
        f"</head><body><article><h1>{head}</h1>{paragraphs}</article></body></html>"
    )


def _mail(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S +0000")
