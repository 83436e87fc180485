"""What an editor wants in place of the machine's posts: which posts it is for, and whether it fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from digest.errors import DataError, nearest
from digest.networks import Network, defuse
from digest.order.marks import mark
from digest.order.posts import YES
from digest.picks.edits import PostWish
from digest.posts.filling import PostPrinter, frame
from digest.posts.parts import Parts
from digest.posts.post import Post
from digest.text.graphemes import count

PARTED = "\n---\n"  # between the parts of a thread in an editor's own words


def wishes_for(parts: Parts, network: str, wishes: Iterable[PostWish]) -> list[PostWish]:
    """Return what an editor wants of one post; of several wishes the last counts."""
    story, quote = parts.item.id if parts.item else "", parts.quote.id if parts.quote else ""
    return [
        wish
        for wish in wishes
        if (wish.kind, wish.story) == (parts.kind, story)
        and wish.quote in ("", quote)
        and (not wish.networks or network in wish.networks)
    ]


def combined(wishes: Sequence[PostWish]) -> PostWish | None:
    """Return several wishes for one post as one: each field as the last wish sets it, but one skip skips the post."""
    whole = wishes[-1] if wishes else None
    for wish in reversed(wishes[:-1]):
        if whole is None or whole.skip:
            break
        if not (whole.text or whole.wording):
            # An approval counts for the words it was given to, not for later ones.
            approved = whole.approved or wish.approved
            whole = replace(whole, text=wish.text, wording=wish.wording, markup=wish.markup, approved=approved)
        whole = replace(whole, when=whole.when or wish.when, alt=whole.alt or wish.alt)
    return whole


def with_text(parts: Parts, wish: PostWish, link: str, network: Network, name: str, printer: PostPrinter) -> Parts:
    """Return *parts* with an editor's words alone; the link and what the network needs beside it stay.

    What the template would add and the words have already, such as the link at
    their end, is not added twice.  A link or tag of ours inside the words stays one.
    """
    ours = printer(name, "own", {**frame(network, parts, link), "text": "\ue000"}).split("\n\n")
    ours += [network.shown(link)]  # as a post showed it that somebody began with
    text = "\n\n".join(part for part in wish.text.split("\n\n") if part.strip() not in ours)
    tags = [tag for tag in parts.tags[: network.tags] if f"#{tag}" not in text]
    live = tuple(filter(None, [link, *(f"#{tag}" for tag in parts.tags[: network.tags])]))
    return replace(
        parts,
        words={"text": text or wish.text, "newsletter": parts.words["newsletter"]},
        main="text",
        drops=("tags",),
        form="own",
        wording="own",
        tags=tuple(tags),
        live=live,
        markup=wish.markup,
    )


def own_thread(wish: PostWish, network: Network, *, mentions: bool, live: Sequence[str]) -> list[str]:
    """Return a thread in an editor's own words, part by part, each made harmless."""
    return [_harmless(part.strip(), network, wish.markup, live, mentions) for part in wish.text.split(PARTED)]


def see_that_it_fits(post: Post, wish: PostWish) -> None:
    """Raise `DataError` where an editor's words had to be cut: only the editor may shorten them."""
    if post.cut == "whole" and "link" not in post.dropped:
        return
    what = f"the text is too long for {post.network}: {post.limit} {post.unit} are all there is, the link included"
    raise DataError(what, where=wish.where, fix=f"shorten it, or take {post.network} out of network")


def with_alt(post: Post, alt: str, most: int, wish: PostWish) -> Post:
    """Return a post whose picture is described in an editor's words, *most* characters at the most.

    Raises `DataError` where they are longer, or where one network is meant and gets no picture.
    """
    if not post.image:
        if not wish.networks:
            return post
        raise DataError(f"{post.network} gets no picture with this post", where=wish.where, fix="take alt out")
    if (length := count(alt)) > most:
        what = f"the description is too long for {post.network}: {length} of {most} characters"
        raise DataError(what, where=wish.where, fix="shorten alt")
    return replace(post, alt=alt)


def is_approved(wish: PostWish | None, text: str) -> bool:
    """Say whether somebody approved a post, in general or exactly this text."""
    return wish is not None and wish.approved in (YES, mark(text))


def see_that_networks_are_known(wishes: Iterable[PostWish], networks: Sequence[str]) -> None:
    """Raise `DataError` for a wish for a network that gets no posts."""
    for wish in wishes:
        for name in wish.networks:
            if name not in networks:
                near = nearest(name, networks)
                fix = f"did you mean {near}?" if near else f"social.networks has: {', '.join(networks)}"
                raise DataError(f"no post goes to {name!r}", where=wish.where, fix=fix)


def see_that_all_are_met(wishes: Sequence[PostWish], met: Iterable[PostWish]) -> None:
    """Raise `DataError` for a wish that is about no post of the edition: it would be lost without a word."""
    answered = {wish.where for wish in met}
    if lost := next((wish for wish in wishes if wish.where not in answered), None):
        fix = "a story in brief has none, and one whose risk note must go with its quotes has none of those"
        raise DataError(f"there is no such {lost.kind} post in this edition", where=lost.where, fix=fix)


def _harmless(text: str, network: Network, markup: bool, live: Sequence[str], mentions: bool) -> str:
    rest, places = text, list[str]()
    for number, words in enumerate(live):
        rest = rest.replace(words, chr(0xE000 + number))
        places.append(words)
    rest, _ = defuse(network, rest, mentions=mentions)
    rest = rest if markup else network.escape(rest)
    return _put_back(rest, {chr(0xE000 + number): words for number, words in enumerate(places)})


def _put_back(text: str, places: Mapping[str, str]) -> str:
    for place, words in places.items():
        text = text.replace(place, words)
    return text
