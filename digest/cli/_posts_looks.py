"""How posts look on a terminal, and how they leave it: views, the clipboard, files for schedulers."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.cli._say import paint
from digest.errors import DiskError, UnknownNameError, UsageError, nearest

if TYPE_CHECKING:
    from digest.jobs.posts import Shelved
    from digest.posts import Post


def chosen(posts: Sequence[Post], *, network: str, kind: str, story: str) -> list[Post]:
    """Return the posts asked for; `UsageError` names what there is when that is none."""
    for value, known, what in (
        (network, {post.network for post in posts}, "network"),
        (kind, {post.kind for post in posts}, "kind"),
    ):
        if value and value not in known:
            raise UsageError(
                f"this edition has no posts for {what} {value!r}",
                where=f"--{what}",
                fix=f"it has: {', '.join(sorted(known))}",
            )
    found = [
        post
        for post in posts
        if network in ("", post.network) and kind in ("", post.kind) and story.casefold() in post.headline.casefold()
    ]
    if found or not (network or kind or story):
        return found
    if story and not any(story.casefold() in post.headline.casefold() for post in posts):
        told = "; ".join(dict.fromkeys(post.headline for post in posts if post.story))
        raise UsageError(f"no story has {story!r} in its headline", where="--story", fix=f"it has: {told}")
    named = {"--network": network, "--kind": kind, "--story": story}
    asked = [option for option, value in named.items() if value]
    raise UsageError("no post is all of that", where=" and ".join(asked), fix="ask for less")


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


def written(
    edition: Shelved, posts: Sequence[Post], tool: str, output: Path | None, *, header: bool = False
) -> tuple[dict[str, object], list[str]]:
    """Write a scheduler's file (or files) and say which; without *output*, one file goes to stdout."""
    files = scheduler(tool).export(_batch(edition, posts, header=header))
    if output is None and len(files) == 1:
        text = next(iter(files.values()))
        return {"files": files}, text.removesuffix("\n").split("\n")
    folder = output or Path()
    names = []
    try:
        if len(files) > 1 or not folder.suffix:
            folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            target = folder / name if folder.is_dir() else folder
            target.write_bytes(content.encode())
            names.append(str(target))
    except OSError as fault:
        raise DiskError(
            fault.strerror or str(fault), where=str(fault.filename), fix="name another place: -o"
        ) from fault
    return {"files": names}, [f"wrote {name}" for name in names]


def scheduler(tool: str) -> Any:
    """Return the exporter called *tool*; `UnknownNameError` lists those that take posts."""
    from digest import export, shelf

    known = [name for name in shelf.names(export) if getattr(shelf.take(export, name), "KIND", "") == "scheduler"]
    if tool not in shelf.names(export):
        raise _unknown("scheduler's format", tool, known, "--export")
    module = shelf.take(export, tool)
    if tool not in known:
        raise UsageError(f"{tool} takes editions, not posts", where="--export", fix=f"digest outbox export --to {tool}")
    return module


def _batch(edition: Shelved, posts: Sequence[Post], *, header: bool) -> Any:
    from datetime import datetime

    from digest.edition.model import folder_of
    from digest.export._scheduling import Batch

    return Batch(
        key=edition.key,
        newsletter=edition.facts["newsletter"]["name"],
        at=datetime.fromisoformat(edition.facts["at"]),
        zone=edition.zone,
        posts=tuple(post.as_dict() for post in posts),
        plan=edition.social.plan,
        images=folder_of(edition.social.images or edition.facts["newsletter"]["web"], edition.facts["slot"]),
        header=header,
    )


def _unknown(what: str, name: str, known: Sequence[str], where: str) -> UnknownNameError:
    hint = nearest(name, known)
    fix = f"did you mean {hint}? " if hint else ""
    return UnknownNameError(f"no {what} is called {name!r}", where=where, fix=f"{fix}known: {', '.join(known)}")


def _remarks(post: Post) -> str:
    cut = {"sentences": "cut after a sentence", "words": "cut after a word", "clusters": "cut inside a word"}
    remarks = [cut.get(post.cut, ""), f"without {', '.join(post.dropped)}" if post.dropped else ""]
    remarks.append(f"defused: {' '.join(post.defused)}" if post.defused else "")
    said = "; ".join(remark for remark in remarks if remark)
    return paint("quiet", f"  ({said})", sys.stdout) if said else ""
