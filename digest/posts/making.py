"""Make an edition's posts for every configured network."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from digest import networks, shelf
from digest.edition.model import Edition
from digest.networks import Draft, Network
from digest.picks.edits import PostWish
from digest.posts.filling import Filled, Printer, Render, fill
from digest.posts.parts import OMISSION, CardFile, Parts, all_parts, with_utm
from digest.posts.post import Post
from digest.posts.threads import thread
from digest.posts.wishes import see_that_all_are_met, see_that_it_fits, wishes_for, with_text
from digest.settings import SocialSettings
from digest.text.clean import plain
from digest.text.fitting import Ruler, fit
from digest.text.graphemes import count, utf16


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
    or none.  `UnknownNameError` names a network that is on no shelf; `DataError` a wish
    that does not fit, or that no post answers.
    """
    wanted = [(name, network(name, social)) for name in social.networks]
    printer = Printer(render, names)
    made: list[Post] = []
    met: list[PostWish] = []
    for parts in all_parts(edition, social):
        for name, rules in wanted:
            card = (cards or {}).get(parts.quote.id) if parts.quote else None
            under = card or (parts.item.picture if parts.item else None)
            its = rules.pictured() if under and rules.images else rules
            wanted_of_it = wishes_for(parts, name, wishes)
            wish = wanted_of_it[-1] if wanted_of_it else None
            made += [_with_card(post, its, card) for post in _wanted(name, its, parts, wish, social, printer)]
            met += wanted_of_it
    see_that_all_are_met(wishes, met, social.networks)
    return tuple(made)


def _wanted(
    name: str, rules: Network, parts: Parts, wish: PostWish | None, social: SocialSettings, printer: Printer
) -> Iterator[Post]:
    """Yield the posts of one kind for one network as an editor wants them."""
    if wish and wish.skip:
        return
    own = with_text(parts, wish.text) if wish and wish.text else parts
    for post in _posts(name, rules, own, social, printer):
        if wish and wish.text:
            see_that_it_fits(post, wish)
        yield replace(post, when=wish.when) if wish else post


def network(name: str, social: SocialSettings | None = None) -> Network:
    """Return the rules of the network called *name*, with the configured limit if there is one.

    `UnknownNameError` lists the known names.
    """
    found = shelf.take(networks, name).NETWORK
    if not isinstance(found, Network):
        raise TypeError(f"digest.networks.{name}: NETWORK is not a Network")
    limit = social.limits.get(name, 0) if social else 0
    return replace(found, limit=limit) if limit else found


def _posts(name: str, rules: Network, parts: Parts, social: SocialSettings, printer: Printer) -> Iterator[Post]:
    link = with_utm(parts.link, social, name)
    mentions = social.mentions != "allow"
    if parts.kind != "thread":
        yield _post(name, rules, parts, link, fill(rules, name, parts, link, printer, mentions=mentions), social)
    elif rules.threads:
        first = social.thread_link == "first"
        texts = thread(rules, name, parts, link, printer, mentions=mentions, first=first)
        for number, text in enumerate(texts, 1):
            filled = Filled(text=text, cut="whole", dropped=(), defused=())
            post = _post(name, rules, parts, link, filled, social)
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
        length=rules.measure(filled.text) + (rules.measure(parts.warning) if rules.warns else 0),
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
        cut=filled.cut,
        dropped=filled.dropped,
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
