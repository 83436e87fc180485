"""A post for a tool that knows no facets: its link stands in it whole, and counts in full."""

from __future__ import annotations

from dataclasses import replace

from digest.networks import Network, same
from digest.posts.filling import PostPrinter, fill, whole_length
from digest.posts.parts import Parts
from digest.posts.post import Post, SpeltOut
from digest.text.links import whole_link


def spelt_out(post: Post, rules: Network, parts: Parts, printer: PostPrinter, *, mentions: bool) -> SpeltOut | None:
    """Return *post* with its link whole, as well as it fits its network; None where it is whole already.

    The machine's words are shortened for it as they are on a network without facets.  Words
    that an editor wrote or approved, and those of a thread, stay: then only the link's UTM parameters may
    go, and where that is not enough there is no such post.
    """
    shown = rules.shown(post.link)
    if not post.link or post.link in post.text or shown not in post.text:
        return None
    if post.wording == "own" or post.approved or post.parts > 1:
        return _same_words(post, rules, parts, shown)
    filled = fill(replace(rules, shown=same), post.network, parts, post.link, printer, mentions=mentions)
    return SpeltOut(
        text=filled.text,
        length=whole_length(rules, parts, filled.text),
        link="" if "link" in filled.dropped else filled.link,
        cut=filled.cut,
        dropped=filled.dropped,
        shortened=filled.shortened,
    )


def _same_words(post: Post, rules: Network, parts: Parts, shown: str) -> SpeltOut | None:
    for link in dict.fromkeys((post.link, whole_link(parts.link))):
        text = link.join(post.text.rsplit(shown, 1))
        if rules.takes(text):
            dropped = (*post.dropped, *(("utm",) if link != post.link else ()))
            length = whole_length(rules, parts, text)
            return SpeltOut(text=text, length=length, link=link, cut=post.cut, dropped=dropped)
    return None
