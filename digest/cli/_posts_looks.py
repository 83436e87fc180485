"""How posts look on a terminal, and how they leave it: views, the clipboard, files for schedulers."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from digest.cli._say import paint
from digest.errors import UsageError
from digest.text.plurals import counted

if TYPE_CHECKING:
    from digest.jobs.posts import Shelved
    from digest.posts import Post


def older(workspace: Path, outbox: Path | None, start: str) -> list[Shelved]:
    """Return the best quotes of editions old enough, at the moment *start*, to be offered again."""
    from digest.cli._posts_export import moment
    from digest.jobs.plan import evergreen
    from digest.workspace import open_workspace

    opened = open_workspace(workspace, outbox=outbox)
    zone = opened.settings.social.plan.zone or opened.settings.schedule.zone
    return [*evergreen(opened, moment(start, zone))]


def taken(workspace: Path, outbox: Path | None, file: Path, key: str) -> tuple[dict[str, object], list[str]]:
    """Put what the share sheet saved into the file of posts, and say where it is."""
    from digest.jobs.posts import take

    path, number = take(workspace, outbox, file, key)
    told = f"{counted(number, 'entry', 'entries')} in {path}; digest posts and its exports use it"
    return {"file": str(path), "entries": number}, [told]


def chosen(posts: Sequence[Post], *, networks: Sequence[str], kind: str, story: str) -> list[Post]:
    """Return the posts asked for; `UsageError` names what there is when that is none."""
    for name in networks:
        _one_of(name, {post.network for post in posts}, "network")
    _one_of(kind, {post.kind for post in posts}, "kind")
    on_story = [post for post in posts if story.casefold() in post.headline.casefold()]
    found = [post for post in on_story if post.network in (networks or (post.network,)) and kind in ("", post.kind)]
    named = {"--network": networks, "--kind": kind, "--story": story}
    asked = [option for option, value in named.items() if value]
    if found or not asked:
        return found
    if not on_story:
        told = "; ".join(dict.fromkeys(post.headline for post in posts if post.story))
        raise UsageError(f"no story has {story!r} in its headline", where="--story", fix=f"it has: {told}")
    raise UsageError("no post is all of that", where=" and ".join(asked), fix="ask for less")


def _one_of(value: str, known: set[str], what: str) -> None:
    if value and value not in known:
        fix = f"it has: {', '.join(sorted(known))}"
        raise UsageError(f"this edition has no posts for {what} {value!r}", where=f"--{what}", fix=fix)


def listing(posts: Sequence[Post]) -> Iterator[str]:
    """Lay out posts one below the other, each with its network, its kind and its count."""
    for post in posts:
        place = f" {post.part}/{post.parts}" if post.parts > 1 else ""
        head = f"{post.network} · {post.kind}{place}"
        yield f"{paint('name', head, sys.stdout)}  {post.length} of {post.limit} {post.unit}{_remarks(post)}"
        yield ""
        yield from (f"  {line}".rstrip() for line in post.text.split("\n"))
        if post.warning and post.warning not in post.text:
            yield f"  [content warning: {post.warning}]"
        if post.alt:
            yield f"  [{post.alt}]"
        yield ""


def copied(posts: Sequence[Post]) -> Iterator[str]:
    """Give the bare texts; on a terminal they go into its clipboard as well (OSC 52, if it allows that)."""
    text = "\n\n".join(post.text for post in posts)
    if sys.stdout.isatty():
        sys.stdout.write(f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07")
    yield from text.split("\n")


def _remarks(post: Post) -> str:
    cut = {"sentences": "cut after a sentence", "words": "cut after a word", "clusters": "cut inside a word"}
    remarks = [cut.get(post.cut, ""), f"without {', '.join(post.dropped)}" if post.dropped else ""]
    remarks.append(f"{', '.join(post.shortened)} cut at a sentence" if post.shortened else "")
    remarks.append(f"defused: {' '.join(post.defused)}" if post.defused else "")
    said = "; ".join(remark for remark in remarks if remark)
    return paint("quiet", f"  ({said})", sys.stdout) if said else ""
