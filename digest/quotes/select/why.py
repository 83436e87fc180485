"""Why it matters: the strongest whole sentences of an article's analysis."""

from __future__ import annotations

from digest.articles import Article
from digest.quotes.proof.selectors import extract
from digest.quotes.quote import Extract
from digest.quotes.select import central
from digest.quotes.select.alone import stands_alone
from digest.quotes.select.echo import echo_of
from digest.quotes.select.highlights import prose, reading_language
from digest.text.stems import stems

LONGEST = 1000  # characters of a sentence that stands for want of another


def why_it_matters(article: Article, *, limit: int = 2) -> tuple[Extract, ...]:
    """Return at most *limit* sentences of the analysis, verbatim, in text order.

    Whole sentences only; one that leans on the sentence before it, or repeats
    the headline or an earlier one, is passed over.  Without an analysis there
    are none: nothing is written in its place.
    """
    source = article.source_text
    language = reading_language(article)
    spans = [(start, end) for start, end, _ in prose(article, "analysis")]
    fit = [span for span in spans if stands_alone(source[slice(*span)], language)] or [
        span for span in spans[:1] if span[1] - span[0] <= LONGEST
    ]
    bags = [stems(source[slice(*span)], language) for span in fit]
    title = stems(article.headline, language)
    met = [title]
    chosen: list[int] = []
    for i in central.spread(central.scores(bags, title), bags):
        if len(chosen) < limit and not any(echo_of(bags[i], other) for other in met):
            chosen.append(i)
            met.append(bags[i])
    return tuple(extract(article, *fit[i], "analysis") for i in sorted(chosen))
