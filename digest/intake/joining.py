"""Many batches to one list of articles: what a source's settings say, one article an address, kills honoured."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path
from typing import Any

from digest.articles import Article
from digest.errors import Notice
from digest.settings import SourceSettings
from digest.sources import Batch, Origin, Retraction
from digest.sources._fields import link_of
from digest.text.slugs import is_safe_name, readable_name
from digest.text.urls import canonical_url

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_AT_LAST = datetime.max.replace(tzinfo=UTC)
LAZY = 3  # headlines of one file at one address: then it is that of no article
_LOGIN = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")  # jhunter, ida-varga; names of people have capitals
SHOWN = 3  # of notices that say the same of many articles


@dataclass(frozen=True, slots=True)
class TakenArticle:
    """An article with what its intake knows: its source's settings, and the folder of its pictures."""

    article: Article
    source: SourceSettings
    folder: Path


# What an article is known by while files are read: its id, and where no source gave one,
# also its address or its words, so that two pages of one name are two articles.
Key = tuple[str, ...]


@dataclass(slots=True)
class Joining:
    """The articles so far, one an id and one an address."""

    known: dict[Key, TakenArticle] = field(default_factory=dict)
    addresses: dict[str, Key] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    left_out: list[Notice] = field(default_factory=list)
    killed: dict[str, Retraction] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)  # addresses that several articles of one file give
    logins: dict[str, dict[str, None]] = field(default_factory=dict)  # by source, in order

    def take(self, batch: Batch, source: SourceSettings, folder: Path) -> None:
        """Add what one file gave."""
        self.notices += batch.notices
        self.left_out += batch.left_out
        for kill in batch.retractions:
            before = self.killed.get(kill.id)
            if before is None or kill.version >= before.version:
                self.killed[kill.id] = kill
        self.shared |= _shared(batch)
        for article in batch.articles:
            if why := _excluded(article, source):
                self.left_out.append(Notice(what=f"left out: {why}", where=article.where))
            else:
                self._add(TakenArticle(self._signed(as_set(article, source), source), source, folder))

    def _signed(self, article: Article, source: SourceSettings) -> Article:
        """Return the article without those of its bylines that are names of accounts; who they are is asked once."""
        names = _authors(article)
        short = [name for name in names if _LOGIN.fullmatch(name)]
        if not short:
            return article
        self.logins.setdefault(source.name, {}).update(dict.fromkeys(short))
        return replace(article, **_byline(article, [name for name in names if name not in short]))

    def unsigned(self) -> Iterator[Notice]:
        """Yield one notice a source whose bylines are names of accounts."""
        for place, names in self.logins.items():
            few = ", ".join(list(names)[:SHOWN])
            what = f"bylines left out, for they are names of accounts: {few}"
            first = next(iter(names))
            fix = f'say who they are in its [[source]]: authors = {{ "{first}" = "First Last" }}'
            more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            yield Notice(what=what + more, where=place, fix=fix)

    def articles(self) -> dict[str, TakenArticle]:
        """Return the articles by id, sorted, without those that their senders withdrew."""
        for name, kill in self.killed.items():
            taken = self.known.get((name, ""))
            if taken is not None and taken.article.version <= (kill.version or taken.article.version):
                del self.known[name, ""]
                reason = f" ({kill.why})" if kill.why else ""
                what = f"withdrawn by its sender{reason}: {taken.article.headline!r} is in no edition"
                fix = "if readers had it: digest ledger retract"
                self.notices.append(Notice(what=what, where=kill.where, fix=fix))
        self.notices += self.unsigned()
        self.logins.clear()
        named = _named(self.known.values())
        return {name: named[name] for name in sorted(named)}

    def _add(self, new: TakenArticle) -> None:
        article = new.article
        address = canonical_url(article.url) if article.url and "url" not in article.made else ""
        key = _key(article, address)
        address = "" if address in self.shared else address
        old = self.known.get(key if key in self.known else self.addresses.get(address, key))
        if old is None:
            self.known[key] = new
        elif article.id == old.article.id and not (address and address == _made_at(old.article) == _made_at(article)):
            if article != old.article:
                self._choose(new, old)
        else:
            self._merge(new, old)
        if address and key in self.known:
            self.addresses.setdefault(address, key)

    def _choose(self, new: TakenArticle, old: TakenArticle) -> None:
        """Keep the later of two articles that have one id."""
        kept, gone = (new, old) if _rank(new.article) > _rank(old.article) else (old, new)
        self.known[key_of(kept.article)] = kept
        if new.article.version != old.article.version:
            return  # a correction: what versions are for
        what = f"two articles are called {kept.article.id!r}; the one published later counts"
        fix = f"kept: {kept.article.where}; give one another id"
        self.notices.append(Notice(what=what, where=gone.article.where, fix=fix))

    def _merge(self, new: TakenArticle, old: TakenArticle) -> None:
        """Keep the richer of two articles at one address, with what only the other has."""
        rich, poor = (new, old) if riches(new.article) > riches(old.article) else (old, new)
        whole = completed(rich.article, poor.article)
        del self.known[key_of(old.article)]
        self.known[key_of(whole)] = replace(rich, article=whole)
        self.addresses[canonical_url(whole.url)] = key_of(whole)
        what = f"the same article came twice ({whole.url}); the fuller one counts"
        self.left_out.append(Notice(what=what, where=poor.article.where, fix=f"kept: {rich.article.where}"))


def _shared(batch: Batch) -> set[str]:
    """Return the addresses that stand for no article: a lazy feed gives its front page for each item."""
    headlines: dict[str, set[str]] = {}
    for article in batch.articles if len(batch.articles) >= LAZY else ():
        if article.url:
            headlines.setdefault(canonical_url(article.url), set()).add(article.headline)
    return {address for address, known in headlines.items() if len(known) >= LAZY}


def key_of(article: Article) -> Key:
    """Return what an article is known by while files are read."""
    return _key(article, canonical_url(article.url) if article.url and "url" not in article.made else "")


def _key(article: Article, address: str) -> Key:
    if "id" not in article.made:
        return article.id, ""
    return (article.id, address) if address else (article.id, article.headline, article.text)


def _named(taken: Iterable[TakenArticle]) -> dict[str, TakenArticle]:
    """Return articles by id.  Of several pages of one name the first keeps it; the others add their day or folder.

    An id that a source gave is never changed, and the order of lines says nothing.
    """
    found: dict[str, TakenArticle] = {}
    unsure = [one for one in taken if "id" in one.article.made]
    found |= {one.article.id: one for one in taken if "id" not in one.article.made}
    addresses = {one.article.url for one in found.values()}
    for one in sorted(unsure, key=_in_time):
        name = next(name for name in _names(one) if name not in found)
        article = one.article if name == one.article.id else _renamed(one, name, addresses)
        found[name] = one if article is one.article else replace(one, article=article)
        addresses.add(article.url)
    return found


def _in_time(one: TakenArticle) -> tuple[datetime, str, str, str]:
    article = one.article
    return article.published or _AT_LAST, article.where.partition(", line ")[0], article.url, article.text


def _names(one: TakenArticle) -> Iterator[str]:
    article = one.article
    yield article.id
    if article.published:
        yield f"{article.id}-{article.published:%Y-%m-%d}"
    if one.folder.name:
        yield f"{article.id}-{one.folder.name}"
    yield from (f"{article.id}-{number}" for number in count(2))


def _renamed(one: TakenArticle, name: str, addresses: Container[str]) -> Article:
    """Return an article under another name; a link that was made from its name, and that another has, is made again."""
    article = replace(one.article, id=name)
    if "url" not in article.made or article.url not in addresses:
        return article
    origin = Origin(where=article.where, stem="", zone=UTC, link=one.source.link)
    own = name if is_safe_name(name) else readable_name(name)
    return replace(article, url=link_of(origin, own, article.published))


def _made_at(article: Article) -> str:
    """Return the address of an article whose id we made of its words, '' where its sender gave one."""
    return canonical_url(article.url) if article.url and "id" in article.made else ""


def as_set(article: Article, source: SourceSettings) -> Article:
    """Return the article as its source's settings want it: section, language, bylines, which quotes may be taken."""
    changes: dict[str, Any] = {"quoting": source.quotes} if source.quotes != article.quoting else {}
    if source.section:
        changes["section"] = source.section
    if source.language:
        changes["language"] = source.language
    if source.authors and article.author:
        changes |= _byline(article, [source.authors.get(name, name) for name in _authors(article)])
    return replace(article, **changes) if changes else article


def _authors(article: Article) -> list[str]:
    """Return the names of a byline, one by one."""
    return list(article.authors) or (article.author.split(", ") if article.author else [])


def _byline(article: Article, names: Iterable[str]) -> dict[str, Any]:
    """Return the fields of an article's byline with other names; one that its source wrote itself stays one text."""
    told = tuple(dict.fromkeys(name for name in names if name))
    return {"author": ", ".join(told), "authors": told if article.authors and len(told) > 1 else ()}


def riches(article: Article) -> tuple[int, int, int]:
    """Return how much an article holds: its words first, then its quotes and fields."""
    fields = (article.deck, article.author, article.published, article.image, article.section, article.language)
    return len(article.text), len(article.takeaways) + len(article.highlights), sum(bool(one) for one in fields)


def completed(rich: Article, poor: Article) -> Article:
    """Return *rich* with the fields that only *poor* has."""
    names = ("deck", "author", "published", "image", "section", "language", "site", "subjects", "updated", "embargo")
    missing = {name: value for name in names if not getattr(rich, name) and (value := getattr(poor, name))}
    if "author" in missing:
        missing["authors"] = poor.authors
    return replace(rich, **missing) if missing else rich


def summed(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the notices; of several that say the same of different places the first, and how many more there are."""
    same: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        same.setdefault((notice.what, notice.fix), []).append(notice)
    return tuple(
        first if not more else replace(first, where=f"{first.where}, and {len(more):,} more")
        for first, *more in same.values()
    )


def _excluded(article: Article, source: SourceSettings) -> str:
    """Return the pattern of source.exclude that an article matches, as a reason."""
    if not source.exclude:
        return ""
    marks = (article.url, article.headline, article.section, article.id, *article.subjects)
    for pattern in source.exclude:
        folded = pattern.casefold()
        if any(fnmatchcase(mark.casefold(), folded) for mark in marks if mark):
            return f"source.exclude has {pattern!r}"
    return ""


def _rank(article: Article) -> tuple[int, datetime, datetime]:
    return article.version, article.updated or _LONG_AGO, article.published or _LONG_AGO


def settings_by_id(taken: Mapping[str, TakenArticle]) -> dict[str, SourceSettings]:
    """Return the settings of each article's source."""
    return {name: one.source for name, one in taken.items()}
