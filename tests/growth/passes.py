"""Every pass that an article's words go through, as a function of one text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC
from html import escape

from digest import networks, shelf, sources
from digest.articles import Article, Takeaway
from digest.errors import DigestError
from digest.message import headers, parts, wrap
from digest.networks import Network, web_links
from digest.posts import fitness, threads
from digest.press import front, wrapping
from digest.quotes import of_article, verify
from digest.quotes.find import marks, markup
from digest.quotes.grammar.speech import common_words
from digest.quotes.proof import typography
from digest.quotes.select import echo, highlights, why
from digest.sources import Origin, _charset, _prose, _recognise, _shortcodes
from digest.stories.story import group
from digest.text import (
    clean,
    columns,
    dates,
    defusing,
    direction,
    fitting,
    fragments,
    frontmatter,
    graphemes,
    hosts,
    language,
    links,
    reading,
    repair,
    scripts,
    sentences,
    slugs,
    stems,
    tags,
    tokens,
    toml_lines,
    toml_text,
    unsubscribing,
    urls,
)  # fmt: skip

Pass = Callable[[str], object]
ORIGIN = Origin(where="a.txt", stem="a", zone=UTC)
PLAIN = [fitting.Ruler(len, 300)]


def _article(text: str = "", **fields: object) -> Article:
    return Article(id="a", headline="A headline", text=text, **fields)  # type: ignore[arg-type]


def _refusing(work: Pass) -> Pass:
    """A refusal is an answer, and has to come as fast as any other."""

    def run(text: str) -> object:
        try:
            return work(text)
        except (DigestError, ValueError):
            return None

    return run


def _printed(text: str) -> str:
    """Words as a template prints them: nothing of an article is a tag there."""
    return escape(clean.plain(text))


def _middle(text: str) -> object:
    return sentences.sentence_around(text, len(text) // 2, len(text) // 2 + 3)


TEXT: dict[str, Pass] = {
    "clean.plain": clean.plain,
    "clean.line": clean.line,
    "clean.blank": clean.blank,
    "sentences": lambda text: list(sentences.sentences(text)),
    "sentence_around": _middle,
    "fit": lambda text: fitting.fit(text, PLAIN),
    "fit with a mark": lambda text: fitting.fit(text, PLAIN, whole_mark=fitting.OMISSION),
    "fit in 1,500": lambda text: fitting.fit(text, [fitting.Ruler(len, 1500)]),
    "split": lambda text: fitting.split(text, PLAIN),
    "open_marks": fitting.open_marks,
    "find_links": links.find_links,
    "find_addresses": links.find_addresses,
    "web_links": web_links,
    "find_mentions": tags.find_mentions,
    "find_hashtags": tags.find_hashtags,
    "find_handles": tags.find_handles,
    "find_signed": tags.find_signed,
    "loose_hashtags": tags.loose_hashtags,
    "safe_url": urls.safe_url,
    "safe_url, a path": lambda text: urls.safe_url("https://a.io/" + text),
    "safe_url, a host": lambda text: urls.safe_url("https://" + text),
    "safe_url, a mailbox": lambda text: urls.safe_url("mailto:" + text),
    "safe_image_url": urls.safe_image_url,
    "defusing.plain": defusing.plain,
    "defusing.html": defusing.html,
    "defusing.any_needs": lambda text: defusing.any_needs([text]),
    "front matter, TOML": _refusing(lambda text: frontmatter.split_front_matter(f"+++\n{text}\n+++\n")),
    "front matter, a TOML key": _refusing(lambda text: frontmatter.split_front_matter(f"+++\n{text} = 1\n+++\n")),
    "front matter, a TOML value": _refusing(lambda text: frontmatter.split_front_matter(f"+++\na = {text}\n+++\n")),
    "front matter, YAML": _refusing(lambda text: frontmatter.split_front_matter(f"---\n{text}\n---\n")),
    "front matter, a YAML value": _refusing(lambda text: frontmatter.split_front_matter(f"---\na: {text}\n---\n")),
    "front matter, open": _refusing(frontmatter.split_front_matter),
    "read_toml, a header": _refusing(lambda text: toml_text.read_toml(f"[{text}]")),
    "read_toml, a table": _refusing(lambda text: toml_text.read_toml("a = {" + text)),
    "line_of_keys": toml_lines.line_of_keys,
    "tokens": lambda text: [tokens.token(word) for word in tokens.spell(text)],
    "stems": stems.stems,
    "guess_language": lambda text: language.guess_language(text, common_words()),
    "slug": slugs.slug,
    "headline_slug": slugs.headline_slug,
    "direction": direction.direction,
    "clusters": graphemes.clusters,
    "count": graphemes.count,
    "mixed": scripts.mixed,
    "repaired": repair.repaired,
    "leftover": repair.leftover,
    "columns.width": columns.width,
    "columns.clip": lambda text: columns.clip(text, 72),
    "fragment": lambda text: fragments.with_words("https://a.io/", text, [(0, min(len(text), 200))]),
    "unsubscribe_address": _refusing(unsubscribing.unsubscribe_address),
    "public_url": _refusing(lambda text: hosts.public_url("https://" + text)),
    "canonical_url": _refusing(lambda text: urls.canonical_url("https://a.io/?" + text)),
    "untracked": lambda text: urls.untracked("https://a.io/?" + text),
    "reading_minutes": reading.reading_minutes,
    "read_date": lambda text: dates.read_date(text, UTC),
}
QUOTES: dict[str, Pass] = {
    "marked": marks.marked,
    "marked_up": markup.marked_up,
    "find_quotes": lambda text: of_article.find_quotes(_article(clean.plain(text))),
    "find_quotes, a takeaway": lambda text: of_article.find_quotes(
        _article(takeaways=(Takeaway(text=clean.line(text) or "a"),))
    ),
    "choose_highlights": lambda text: highlights.choose_highlights(_article(clean.plain(text)), ()),
    "choose_highlights, one given": lambda text: highlights.choose_highlights(
        _article(highlights=(clean.line(text) or "a",)), ()
    ),
    "why_it_matters": lambda text: why.why_it_matters(_article(analysis=clean.plain(text))),
    "echoes": lambda text: echo.echoes(text, text[::-1]),
    "view": typography.view,
    "differences": lambda text: typography.differences(text, text[::-1]),
    "verify": lambda text: verify.verify(clean.line(text), [_article("Anna Berg said: “We are ready for it.”")]),
    "verify against": lambda text: verify.verify("“We are ready for it.”", [_article(clean.plain(text))]),
}
RENDITIONS: dict[str, Pass] = {
    "wrapped": wrapping.wrapped,
    "underlined": wrapping.underlined,
    "isolated": direction.isolated,
    "first_clause": front.first_clause,
    "ended": wrapping.as_sentence,
    "gap": wrapping.gap,
    "quote_size": wrapping.quote_size,
    "message, text part": lambda text: parts.text_part(clean.plain(text)),
    "message, HTML part": lambda text: parts.html_part(f"<p>{_printed(text)}</p>"),
    "message, wrapped": lambda text: wrap.with_short_lines(parts.referenced(_printed(text))),
    "message, subject": lambda text: headers.text_field("Subject", clean.line(text)),
    "message, mailbox": _refusing(lambda text: headers.mailbox(text, where="")),
}


def _source(name: str) -> Pass:
    read = shelf.take(sources, name).read
    return lambda text: read(text.encode("utf-8", "replace"), ORIGIN)


def _in_text(text: str) -> object:
    return shelf.take(sources, "jsonl").read(json.dumps({"headline": text, "text": text}).encode(), ORIGIN)


def _measured(network: Network) -> Pass:
    return lambda text: fitness.fitness(clean.plain(text), network)


def _threaded(network: Network) -> Pass:
    return lambda text: threads.plain_thread(clean.plain(text), network)


def _grouped(text: str) -> object:
    words = clean.line(text) or "a"
    return group([_article(words), Article(id="b", headline=words, text=words)])


MARKUP: dict[str, Pass] = {
    "prose": _refusing(_prose.prose),
    "shortcodes": _shortcodes.without_calls,
    "charset": lambda text: _charset.text_of_page(text.encode("utf-8", "replace")),
    "recognise": _refusing(lambda text: _recognise.recognise(text.encode("utf-8", "replace"), "a", "")),
    "group": _grouped,
}
SOURCES: dict[str, Pass] = {name: _source(name) for name in shelf.names(sources, guests=False)} | {
    "jsonl, headline and text": _in_text
}
NETWORKS: dict[str, Pass] = {}
for _name in shelf.names(networks, guests=False):
    _network: Network = shelf.take(networks, _name).NETWORK
    NETWORKS[f"{_name}, fitness"] = _measured(_network)
    NETWORKS[f"{_name}, thread"] = _threaded(_network)

PASSES: dict[str, Pass] = {**TEXT, **QUOTES, **RENDITIONS, **MARKUP, **SOURCES, **NETWORKS}
