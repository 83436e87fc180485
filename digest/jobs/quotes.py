"""The quotes of a day, or of every article given: found, scored, and checked on request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from digest.articles import Article
from digest.errors import DataError, Notice, UsageError
from digest.intake.files import read_sources
from digest.intake.folders import read_file
from digest.line.sources import read_sources as read_workspace
from digest.picks.slots import current_slot, slot_named
from digest.quotes.of_article import find_quotes
from digest.quotes.quote import Quote
from digest.quotes.select.echo import echo_of
from digest.quotes.select.strength import SHARE_READY
from digest.quotes.verify import Verdict, verify
from digest.settings import SourceSettings
from digest.text.stems import stems
from digest.workspace import SETTINGS_FILE, open_workspace

MOST = 20
MAX_TEXT = 10_000_000  # bytes of a file to verify


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteScope:
    """Which articles are asked: the workspace's or *sources*; of a slot, or all of them."""

    workspace: Path
    sources: Sequence[Path] = ()
    slot: str = ""
    all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """What was found: quotes, the articles they stand in by id, and what was left out.

    `slot` is the name of the slot whose articles were asked, '' when all were.
    """

    quotes: tuple[Quote, ...]
    articles: dict[str, Article]
    notices: tuple[Notice, ...] = ()
    slot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A verdict for each quoted line of a file."""

    verdicts: tuple[Verdict, ...]
    articles: dict[str, Article]
    notices: tuple[Notice, ...] = ()

    @property
    def true(self) -> bool:
        """Whether every line holds the words of a source."""
        return all(verdict.true for verdict in self.verdicts)


def strongest_quotes(wanted: QuoteScope, *, now: datetime, top: int = 0) -> Quotes:
    """Return the quotes of a slot's articles that are worth sharing, the strongest first.

    What a page says both as a takeaway and in its text comes once.

    With `QuoteScope.all` every quote of every article, in the order of the articles
    and of their texts: no window, no threshold.  *top* caps the number, 0 for no cap.
    """
    articles, notices, _, slot = _articles(wanted, now)
    found = [quote for article in articles for quote in find_quotes(article)]
    if not wanted.all:
        found = [quote for quote in found if quote.score >= SHARE_READY]
    if not wanted.all or top:
        found.sort(key=lambda q: (-q.score, q.article, q.start))
    if not wanted.all:
        found = list(_once(found, {a.id: a.language for a in articles}))
    if not wanted.all or top:
        found = found[: top or MOST]
    return Quotes(quotes=tuple(found), articles={a.id: a for a in articles}, notices=notices, slot=slot)


def _once(quotes: Sequence[Quote], languages: dict[str, str]) -> Iterator[Quote]:
    """Yield quotes without those that say what a stronger one of the same article said already."""
    met: dict[str, list[frozenset[str]]] = {}
    for quote in quotes:
        bag = stems(quote.text, languages[quote.article])
        known = met.setdefault(quote.article, [])
        if not any(echo_of(bag, other) for other in known):
            known.append(bag)
            yield quote


def verify_file(path: Path, wanted: QuoteScope, *, now: datetime) -> Verified:
    """Check what a text file claims to quote against all articles; `DataError` when it quotes nothing."""
    if not path.exists():
        raise UsageError("no such file", where=str(path), fix="--verify FILE; - reads standard input")
    return verify_text(read_file(path, limit=MAX_TEXT, show=str(path)), str(path), wanted, now=now)


def verify_text(raw: bytes, where: str, wanted: QuoteScope, *, now: datetime) -> Verified:
    """Check a text in UTF-8 that came from *where*; `DataError` when it is not UTF-8, too long, or quotes nothing."""
    if len(raw) > MAX_TEXT:
        raise DataError(f"the text is longer than {MAX_TEXT:,} bytes", where=where, fix="check it in parts")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DataError("the file is not UTF-8 text", where=where, fix="save it as UTF-8") from fault
    articles, notices, papers, _ = _articles(wanted, now)
    verdicts = verify(text, articles, papers)
    if not verdicts:
        raise DataError("there is no line to verify", where=where, fix="write one quote a line, or put it in marks")
    return Verified(verdicts=verdicts, articles={a.id: a for a in articles}, notices=notices)


def _articles(wanted: QuoteScope, now: datetime) -> tuple[list[Article], tuple[Notice, ...], list[str], str]:
    """Return the articles asked for, what was noticed, the workspace's papers, and the slot ('' for all), by name."""
    if wanted.sources and not (wanted.workspace / SETTINGS_FILE).is_file():
        # Given files need no workspace: "is this what they said?" is asked anywhere.
        named = [SourceSettings(path=str(path)) for path in wanted.sources]
        intake = read_sources(named, root=Path.cwd(), zone=UTC)
        return list(intake.articles), intake.notices, [], ""
    opened = open_workspace(wanted.workspace, sources=wanted.sources)
    settings = opened.settings
    if not settings.source:
        fix = "add [[source]] with path = …, or use --source PATH"
        raise UsageError("there is nothing to read", where=f"{settings.path}: source", fix=fix)
    intake = read_workspace(opened)
    articles, name = list(intake.articles), ""
    if not wanted.all:
        schedule = settings.schedule
        slot = slot_named(schedule, wanted.slot) if wanted.slot else current_slot(schedule, now)
        articles = [a for a in articles if a.published is None or slot.holds(a.published)]
        name = slot.name
    papers = [settings.newsletter.name, *(segment.title for segment in settings.segment)]
    return articles, intake.notices, papers, name
