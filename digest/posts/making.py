"""Make an edition's posts for every configured network."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from digest import networks, shelf
from digest.edition import Edition
from digest.networks import Draft, Network
from digest.posts.filling import Filled, Printer, Render, fill
from digest.posts.parts import Parts, all_parts, with_utm
from digest.posts.post import Post
from digest.settings import SocialSettings


def make_posts(
    edition: Edition, social: SocialSettings, render: Render, names: Collection[str] | None = None
) -> tuple[Post, ...]:
    """Return every post of *edition*: by story in running order, and for each the networks as configured.

    *render* prints a template by name; *names* are the templates there are (else
    they are found by trying).  `UnknownNameError` names a network that is on no shelf.
    """
    wanted = [(name, network(name)) for name in social.networks]
    printer = Printer(render, names)
    made: list[Post] = []
    for parts in all_parts(edition, social):
        for name, rules in wanted:
            made += _posts(name, rules, parts, social, printer)
    return tuple(made)


def network(name: str) -> Network:
    """Return the rules of the network called *name*; `UnknownNameError` lists the known ones."""
    found = shelf.take(networks, name).NETWORK
    if not isinstance(found, Network):
        raise TypeError(f"digest.networks.{name}: NETWORK is not a Network")
    return found


def _posts(name: str, rules: Network, parts: Parts, social: SocialSettings, printer: Printer) -> Iterator[Post]:
    link = with_utm(parts.link, social, name)
    filled = fill(rules, name, parts, link, printer, mentions=social.mentions != "allow")
    yield finish(name, rules, parts, link, filled)


def finish(name: str, rules: Network, parts: Parts, link: str, filled: Filled) -> Post:
    """Return the printed text as a post, with what its network needs beside it."""
    tags = tuple(tag for tag in parts.tags[: rules.tags] if f"#{tag}" in filled.text)
    picture = parts.item.picture if parts.item else None
    title = parts.item.headline if parts.item else parts.words["newsletter"]
    draft = Draft(text=filled.text, link=link, title=title, tags=tags, lang=parts.lang)
    mark = parts.quote.id if parts.quote else parts.item.slug if parts.item else "edition"
    return Post(
        id=f"{name}.{parts.kind}.{mark}",
        network=name,
        kind=parts.kind,
        story=parts.item.id if parts.item else "",
        headline=title,
        quote=parts.quote.id if parts.quote else "",
        text=filled.text,
        length=rules.measure(filled.text),
        limit=rules.limit,
        unit=rules.unit,
        facets=tuple(rules.facets(draft)) if rules.facets else (),
        tags=tags,
        link=link,
        image=picture.src if picture else "",
        alt=picture.alt if picture else "",
        lang=parts.lang,
        intent=rules.intent(draft) if rules.intent else "",
        api=rules.api(draft) if rules.api else None,
        cut=filled.cut,
        dropped=filled.dropped,
        defused=filled.defused,
    )
