"""Make an edition's posts for every configured network."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest import networks, shelf
from digest.edition.model import Edition
from digest.errors import DataError
from digest.networks import Draft, Network
from digest.picks.edits import PostWish
from digest.posts.filling import Filled, PostPrinter, Render, fill, frame, safe_words, whole_length
from digest.posts.parts import OMISSION, CardFile, Parts, all_parts, with_call, with_utm
from digest.posts.post import Post, Wording
from digest.posts.spelling import spelt_out
from digest.posts.threads import thread
from digest.posts.wishes import (
    combined,
    is_approved,
    own_thread,
    see_that_all_are_met,
    see_that_it_fits,
    see_that_networks_are_known,
    wishes_for,
    with_alt,
    with_text,
)
from digest.posts.wordings import wordings
from digest.settings import SocialSettings
from digest.text.clean import plain
from digest.text.fitting import Ruler, fit
from digest.text.graphemes import count, utf16


@dataclass(frozen=True, slots=True, kw_only=True)
class PostState:
    """One post of an edition as a desk shows it: its parts, what the editor wants of it, and what is wrong.

    `state` is proposed, edited, approved or skipped; the parts of a skipped post are
    those it would have.  `fault` says what is wrong with an editor's words, None
    where nothing is; they stand in `parts` as they were typed, whatever their length.
    """

    network: str
    parts: tuple[Post, ...]
    state: str
    wish: PostWish | None = None
    fault: DataError | None = None


def make_posts(
    edition: Edition,
    social: SocialSettings,
    render: Render,
    names: Collection[str] | None = None,
    cards: Mapping[str, CardFile] | None = None,
    wishes: Sequence[PostWish] = (),
) -> tuple[Post, ...]:
    """Return every post of *edition*: by story in running order, and for each the networks as configured.

    *render* prints a template by name; *names* are the templates there are (else
    they are found by trying), *cards* the drawn quotes by id.  *wishes* are an editor's: other words,
    or none.  `UnknownNameError` names a network that does not exist; `DataError` a wish
    that does not fit, or that is about no post of the edition.
    """
    see_that_networks_are_known(wishes, social.networks)
    made: list[Post] = []
    met: list[PostWish] = []
    for state, its in _states(edition, social, PostPrinter(render, names), cards or {}, wishes):
        if state.fault:
            raise state.fault
        made += state.parts if state.state != "skipped" else ()
        met += its
    see_that_all_are_met(wishes, met)
    return tuple(made)


def post_states(
    edition: Edition,
    social: SocialSettings,
    render: Render,
    names: Collection[str] | None = None,
    cards: Mapping[str, CardFile] | None = None,
    wishes: Sequence[PostWish] = (),
) -> tuple[PostState, ...]:
    """Return every post of *edition* with its state, the skipped ones too; takes what `make_posts` takes.

    A wish that does not fit is no error here but the `fault` of its post; one that is
    about no post of the edition is skipped.
    """
    return tuple(state for state, _ in _states(edition, social, PostPrinter(render, names), cards or {}, wishes))


def _states(
    edition: Edition,
    social: SocialSettings,
    printer: PostPrinter,
    cards: Mapping[str, CardFile],
    wishes: Sequence[PostWish],
) -> Iterator[tuple[PostState, Sequence[PostWish]]]:
    """Yield each post with its state, and the wishes it answers."""
    wanted = [(name, network(name, social)) for name in social.networks]
    for parts in all_parts(edition, social):
        for name, rules in wanted:
            card = cards.get(parts.quote.id if parts.quote else parts.kind)
            if not parts.quote and not rules.needs_image:
                card = None  # where a link makes a card of its own, the edition's would hide it
            under = card or (parts.item.picture if parts.item else None)
            maker = _Maker(name, rules.pictured() if under and rules.images else rules, social, printer, card)
            its = wishes_for(parts, name, wishes)
            state = maker.state(with_call(parts, social, name), combined(its))
            if state.parts:
                yield state, its


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the posts of one network, its card with them."""

    name: str
    rules: Network
    social: SocialSettings
    printer: PostPrinter
    card: CardFile | None

    def state(self, parts: Parts, wish: PostWish | None) -> PostState:
        """Return one post as an editor wants it."""
        plain_ones, others = self.made(parts), self.offered(parts)
        posts, fault = plain_ones, None
        if wish and not wish.skip and (wish.text or wish.wording):
            posts, fault = self._worded(parts, wish, others)
        if not fault:
            posts, fault = self._described(posts, wish)
        offers = (*(_wording(one) for one in (*plain_ones, *others.values()) if parts.kind != "thread"),)
        offers = offers if len(offers) > 1 or posts != plain_ones else ()
        approved = is_approved(wish, "\n\n".join(post.text for post in posts))
        when = wish.when if wish else ""
        posts = [self._spelt(replace(post, when=when, wordings=offers, approved=approved), parts) for post in posts]
        state = "approved" if approved else _state_of(wish)
        return PostState(network=self.name, parts=tuple(posts), state=state, wish=wish, fault=fault)

    def _spelt(self, post: Post, parts: Parts) -> Post:
        """Return a post with what a tool gets of it that knows no facets."""
        if post.wording not in ("plain", "own"):
            parts = dict(wordings(parts))[post.wording]
        mentions = self.social.mentions != "allow"
        return replace(post, spelt_out=spelt_out(post, self.rules, parts, self.printer, mentions=mentions))

    def made(self, parts: Parts) -> list[Post]:
        """Return the machine's posts of some parts."""
        return [
            _with_card(post, self.rules, self.card)
            for post in _posts(self.name, self.rules, parts, self.social, self.printer)
        ]

    def offered(self, parts: Parts) -> dict[str, Post]:
        """Return by name the other wordings that fit whole."""
        found: dict[str, Post] = {}
        for name, other in wordings(parts):
            (post,) = self.made(other)
            if post.cut == "whole" and "link" not in post.dropped:
                found[name] = post
        return found

    def _worded(self, parts: Parts, wish: PostWish, others: Mapping[str, Post]) -> tuple[list[Post], DataError | None]:
        """Return the post in the words that are wanted, and what is wrong with them (None: nothing)."""
        if wish.wording:
            if wish.wording == "plain":
                return self.made(parts), None
            if found := others.get(wish.wording):
                return [found], None
            if not wish.networks and wish.wording in dict(wordings(parts)):  # it does not fit here alone
                return self.made(parts), None
            what = f"the {parts.kind} has no wording {wish.wording!r} for {self.name}"
            fix = f"on offer: {', '.join(['plain', *others])}"
            return self.made(parts), DataError(what, where=wish.where, fix=fix)
        posts = self._own(parts, wish)
        try:
            for post in posts:
                see_that_it_fits(post, wish)
        except DataError as fault:
            return posts, fault
        return posts, None

    def _described(self, posts: list[Post], wish: PostWish | None) -> tuple[list[Post], DataError | None]:
        """Return the post, its picture described as an editor wants it, and what is wrong with that (None: nothing)."""
        if not (wish and wish.alt and posts):
            return posts, None
        first, *rest = posts
        try:
            return [with_alt(first, wish.alt, self.rules.alt_limit, wish), *rest], None
        except DataError as fault:
            return posts, fault

    def _own(self, parts: Parts, wish: PostWish) -> list[Post]:
        """Return the post in an editor's words; what is too long stays as it was typed."""
        link, mentions = with_utm(parts, self.social, self.name), self.social.mentions != "allow"
        own = with_text(parts, wish, link, self.rules, self.name, self.printer)
        if parts.kind == "thread":
            texts = own_thread(wish, self.rules, mentions=mentions, live=own.live)
            made = _thread(self.name, self.rules, own, link, texts, self.social)
            return [post if self.rules.takes(post.text) else replace(post, cut="words") for post in made]
        inside = bool(link) and link in own.words["text"]
        (post,) = [self._with_link_inside(own, link, mentions=mentions)] if inside else self.made(own)
        if post.cut == "whole" and "link" not in post.dropped:
            return [post]
        words, defused = safe_words(self.rules, own, mentions=mentions)
        text = self.printer(self.name, "own", {**words, **frame(self.rules, own, "" if inside else link)})
        filled = Filled(text=text, cut="words", dropped=(), defused=defused)  # as typed, and said to be too long
        return [_with_card(_post(self.name, self.rules, own, link, filled, self.social), self.rules, self.card)]

    def _with_link_inside(self, own: Parts, link: str, *, mentions: bool) -> Post:
        """Return a post whose words name the link themselves: none is added."""
        filled = fill(self.rules, self.name, own, "", self.printer, mentions=mentions)
        post = _post(self.name, self.rules, own, link, filled, self.social)
        return _with_card(post, self.rules, self.card)


def _state_of(wish: PostWish | None) -> str:
    if wish and wish.skip:
        return "skipped"
    return "edited" if wish and (wish.text or wish.wording or wish.alt) else "proposed"


def _wording(post: Post) -> Wording:
    return Wording(name=post.wording, text=post.text, length=post.length)


def network(name: str, social: SocialSettings | None = None) -> Network:
    """Return the rules of the network called *name*, with the configured limit if there is one.

    `UnknownNameError` lists the known names.
    """
    found = shelf.take(networks, name).NETWORK
    if not isinstance(found, Network):
        raise TypeError(f"digest.networks.{name}: NETWORK is not a Network")
    limit = social.limits.get(name, 0) if social else 0
    return replace(found, limit=limit) if limit else found


def _posts(name: str, rules: Network, parts: Parts, social: SocialSettings, printer: PostPrinter) -> Iterator[Post]:
    link = with_utm(parts, social, name)
    mentions = social.mentions != "allow"
    if parts.kind != "thread":
        filled = fill(rules, name, parts, link, printer, mentions=mentions)
        yield _post(name, rules, parts, filled.link, filled, social)
    elif rules.threads:
        first, texts = social.thread_link == "first", list[str]()
        for shown in dict.fromkeys((link, rules.shown(link))):
            texts = thread(rules, name, parts, shown, printer, mentions=mentions, first=first)
            if texts and all(rules.takes(text) for text in texts):
                break
        yield from _thread(name, rules, parts, link, texts, social)


def _thread(
    name: str, rules: Network, parts: Parts, link: str, texts: Sequence[str], social: SocialSettings
) -> Iterator[Post]:
    """Yield the posts of a thread; its picture goes with the first."""
    for number, text in enumerate(texts, 1):
        filled = Filled(text=text, cut="whole", dropped=(), defused=())
        there = link if link in text or rules.shown(link) in text else ""  # one card, where the link is
        post = _post(name, rules, parts, there, filled, social)
        if number > 1:
            post = replace(post, image="", alt="")
        yield replace(post, id=f"{post.id}.{number}", part=number, parts=len(texts))


def _post(name: str, rules: Network, parts: Parts, link: str, filled: Filled, social: SocialSettings) -> Post:
    """Return the printed text as a post, with what its network needs beside it."""
    draft = _draft(name, rules, parts, link, filled, social)
    seen = plain(filled.text)
    mark = parts.quote.id if parts.quote else parts.item.slug if parts.item else "edition"
    return Post(
        id=f"{name}.{parts.kind}.{mark}",
        network=name,
        kind=parts.kind,
        story=parts.item.id if parts.item else "",
        headline=draft.title,
        quote=parts.quote.id if parts.quote else "",
        text=filled.text,
        length=whole_length(rules, parts, filled.text),
        utf16=utf16(filled.text),
        limit=rules.limit,
        unit=rules.unit,
        facets=tuple(rules.facets(draft)) if rules.facets else (),
        tags=draft.tags,
        link=draft.link,
        image=draft.image,
        alt=draft.alt,
        lang=draft.lang,
        warning=draft.warning,
        intent=rules.intent(draft) if rules.intent else "",
        api=rules.api(draft) if rules.api else None,
        wording=parts.wording,
        cut=filled.cut,
        dropped=filled.dropped,
        shortened=filled.shortened,
        defused=tuple(words for words in filled.defused if words in seen),
    )


def _with_card(post: Post, rules: Network, card: CardFile | None) -> Post:
    """Return *post* with its quote's card in place of the story's picture."""
    if card is None or not rules.images:
        return post
    alt = fit(card.alt, [Ruler(count, rules.alt_limit)], mark=OMISSION).text
    return replace(post, image=card.square if rules.needs_image else card.wide, alt=alt)


def _draft(name: str, rules: Network, parts: Parts, link: str, filled: Filled, social: SocialSettings) -> Draft:
    picture = parts.item.picture if parts.item and rules.images else None
    described = (picture.alt or (parts.item.headline if parts.item else "")) if picture else ""
    return Draft(
        text=filled.text,
        link=link,
        title=parts.item.headline if parts.item else parts.words["newsletter"],
        deck=parts.item.deck if parts.item else "",
        tags=tuple(tag for tag in parts.tags[: rules.tags] if f"#{tag}" in filled.text),
        lang=parts.lang,
        image=picture.src if picture else "",
        alt=fit(plain(described), [Ruler(count, rules.alt_limit)]).text,
        warning=parts.warning,
        visibility=social.visibility,
        server=social.servers.get(name, "").rstrip("/"),
    )
