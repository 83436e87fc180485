"""An editor's words in place of the machine's: which posts they are for, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.errors import DataError, nearest
from digest.picks.edits import PostWish
from digest.posts.parts import Parts
from digest.posts.post import Post


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


def with_text(parts: Parts, text: str) -> Parts:
    """Return *parts* with an editor's words alone; the link and what the network needs beside it stay."""
    words = {"text": text, "newsletter": parts.words["newsletter"]}
    return replace(parts, words=words, main="text", drops=("tags",), form="own")


def see_that_it_fits(post: Post, wish: PostWish) -> None:
    """Raise `DataError` where an editor's words had to be cut: that is theirs to do."""
    if post.cut == "whole" and "link" not in post.dropped:
        return
    what = f"the text is too long for {post.network}: {post.limit} {post.unit} are all there is, the link included"
    raise DataError(what, where=wish.where, fix=f"shorten it, or take {post.network} out of network")


def see_that_all_are_met(wishes: Sequence[PostWish], met: Iterable[PostWish], networks: Sequence[str]) -> None:
    """Raise `DataError` for a wish that no post of the edition answers: it would be lost unseen."""
    for wish in wishes:
        for name in wish.networks:
            if name not in networks:
                near = nearest(name, networks)
                fix = f"did you mean {near}?" if near else f"social.networks has: {', '.join(networks)}"
                raise DataError(f"no post goes to {name!r}", where=wish.where, fix=fix)
    answered = {wish.where for wish in met}
    if lost := next((wish for wish in wishes if wish.where not in answered), None):
        fix = "a story in brief has none; a quote has some when its story shows it (quotes)"
        raise DataError(f"there is no such {lost.kind} post in this edition", where=lost.where, fix=fix)
