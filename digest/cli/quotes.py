"""digest quotes: the share-ready quotes, or a check of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import JsonOption, QuietOption, SlotOption, SourceOption, VerboseOption, WorkspaceOption
from digest.cli._say import bare, paint, table, voice

if TYPE_CHECKING:
    from datetime import datetime

    from digest.articles import Article
    from digest.jobs.quotes import Quotes, QuoteScope, Verified
    from digest.quotes.quote import Quote
    from digest.quotes.verify import Verdict


def command(
    workspace: WorkspaceOption = Path(),
    slot: SlotOption = "",
    source: SourceOption = None,
    top: Annotated[int, typer.Option("--top", metavar="N", min=0, help="How many, the strongest first.")] = 0,
    every: Annotated[bool, typer.Option("--all", help="Every quote of every article: no window, no limit.")] = False,
    check: Annotated[
        Path | None, typer.Option("--verify", metavar="FILE", help="Check what a text quotes; - reads standard input.")
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> int:
    """Show share-ready quotes, or check with --verify whether words are the source's."""
    from datetime import UTC, datetime

    from digest.jobs.quotes import QuoteScope, strongest_quotes

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    wanted = QuoteScope(workspace=workspace, sources=source or (), slot=slot, all=every or check is not None)
    if check:
        verified = _verified(check, wanted, now)
        say.notices(verified.notices)
        say.answer(_told(verified), [] if quiet else _verdicts(verified))
        return 0 if verified.true else 1
    found = strongest_quotes(wanted, now=now, top=top)
    say.notices(found.notices)
    told = [as_json_quote(quote, found.articles[quote.article]) for quote in found.quotes] if as_json else []
    say.answer({"slot": found.slot, "quotes": told}, _table(found))
    return 0


def _verified(check: Path, wanted: QuoteScope, now: datetime) -> Verified:
    import sys

    from digest.jobs.quotes import MAX_TEXT, verify_file, verify_text

    if str(check) == "-":
        return verify_text(sys.stdin.buffer.read(MAX_TEXT + 1), "standard input", wanted, now=now)
    return verify_file(check, wanted, now=now)


def as_json_quote(quote: Quote, article: Article) -> dict[str, object]:
    """Return a quote as ``--json`` shows it: its fields, and its W3C targets; tuples become lists when written."""
    from dataclasses import fields

    from digest.quotes.proof.selectors import targets

    return {spec.name: getattr(quote, spec.name) for spec in fields(quote)} | {"target": targets(quote, article)}


def _table(found: Quotes) -> Iterator[str]:
    if not found.quotes:
        of = f" in the articles of {found.slot}" if found.slot else ""
        yield f"No quotes{of}. digest quotes --all looks at every article and asks for no strength."
        return
    import sys

    if sys.stdout.isatty():
        # Two lines each: the words are what one reads, and a column would cut them.
        for quote in found.quotes:
            who = quote.speaker or quote.note or "–"
            where = f"{found.articles[quote.article].headline}, {quote.source} {quote.start}–{quote.end}"
            yield f"{quote.score:.2f}  “{bare(quote.text)}”"
            yield paint("quiet", f"      {bare(who)} · {bare(where)} · {bare(quote.id)}", sys.stdout)
        return
    rows = [
        (
            f"{quote.score:.2f}",
            quote.text,
            quote.speaker or quote.note or "–",
            found.articles[quote.article].headline,
            f"{quote.source} {quote.start}–{quote.end}",
            quote.id,
        )
        for quote in found.quotes
    ]
    yield from table(("strength", "quote", "speaker or note", "story", "where", "id"), rows)


def _verdicts(verified: Verified) -> Iterator[str]:
    import sys

    for verdict in verified.verdicts:
        sign = paint("good", "✓", sys.stdout) if verdict.true else paint("stop", "✕", sys.stdout)
        yield f"{sign} line {verdict.line}  {bare(verdict.text)}"
        yield from _why(verdict, verified)
    wrong = sum(not verdict.true for verdict in verified.verdicts)
    right = len(verified.verdicts) - wrong
    yield f"{right} of {len(verified.verdicts)} stand in the sources." + (" Exit 1." if wrong else "")


def _why(verdict: Verdict, verified: Verified) -> Iterator[str]:
    if verdict.article:
        headline = verified.articles[verdict.article].headline
        yield f"  where  {bare(headline)}, characters {verdict.start}–{verdict.end}"
    yield from (f"  note   {bare(note)}" for note in _notes(verdict))
    if verdict.status == "differs":
        yield f"  near   {bare(verdict.nearest) or 'nothing like it stands in these articles'}"
        for given, true in verdict.changes if verdict.differs == () else ():
            yield f"  diff   {bare(given) or '(nothing)'} → {bare(true) or '(nothing)'}"


def _notes(verdict: Verdict) -> Iterator[str]:
    if verdict.status == "speaker":
        who = f"said, but by {verdict.said_by}" if verdict.said_by else "the paper's own words"
        yield f"{who}, not by {verdict.claimed}"
    elif verdict.narration and verdict.true:
        yield "these words stand there as the paper's own; nobody is quoted with them"
    elif verdict.claimed and verdict.true and not verdict.said_by:
        yield f"the source names nobody for these words; {verdict.claimed} is not proved"
    if verdict.goes_on:
        yield f"these words stand there; the sentence goes on: {verdict.goes_on}"
    if verdict.status == "typographic" and verdict.differs:
        yield f"only typography differs: {', '.join(verdict.differs)}"
    if verdict.differs == ("case",):
        yield "only case differs"
    if verdict.differs == ("speakers",):
        yield "the omission joins the words of two speakers, or of a speaker and the reporter"


def _told(verified: Verified) -> dict[str, object]:
    from dataclasses import asdict

    return {"verified": verified.true, "verdicts": [asdict(verdict) for verdict in verified.verdicts]}
