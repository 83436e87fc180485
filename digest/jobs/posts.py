"""``digest posts``: a published edition's posts as marketing wants them now.

The edition never moves: ``posts.jsonl`` is as it was built.  What somebody wrote
into the running order or ``posts/<slot>.toml`` since then is laid over it here, made,
counted and checked by the same code as in the build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from digest.edition.model import Edition, Item, edition_from, folder_of
from digest.errors import OutboxError, UsageError, in_words
from digest.order.entries import entries as entries_in
from digest.order.entries import read_posts_file, with_entry
from digest.order.file import order_name, order_text
from digest.order.posts import PostStory, post_wishes
from digest.order.posts_file import posts_name, posts_sheet, posts_text, write_posts
from digest.order.sheet import read_sheet
from digest.outbox.keys import base, segment_of
from digest.outbox.read import entries, read, verify
from digest.picks.edits import PostWish
from digest.picks.slots import Slot
from digest.posts import CardFile, Post, post_states, read_posts
from digest.posts.wishes import see_that_all_are_met, see_that_networks_are_known
from digest.quotes.proof.selectors import source_texts
from digest.quotes.quote import Quote
from digest.settings import SocialSettings
from digest.workspace import SETTINGS_FILE, Workspace, open_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One edition's posts as they go out now, with the settings that schedule them; `root` is its outbox."""

    key: str
    posts: Sequence[Post]
    facts: Mapping[str, Any]
    social: SocialSettings = field(default_factory=SocialSettings)
    zone: str = "UTC"
    root: Path = Path()
    workspace: Workspace | None = None


def posts_of(folder: Path, outbox: Path | None, key: str = "") -> Shelved:
    """Return the posts of the edition called *key*, or of the newest one, as an editor wants them now.

    Without a workspace in *folder* they are as they were built.  Raises `UsageError`
    where there is no such edition, `DataError` for a wish that does not fit.
    """
    # An outbox can be looked into without a workspace; the plan then has its defaults.
    alone = outbox is not None and not (folder / SETTINGS_FILE).is_file()
    workspace = None if alone else open_workspace(folder)
    root = outbox.absolute() if outbox else workspace.outbox if workspace else Path()
    if not key:
        found = entries(root)
        if not found:
            raise UsageError("there is no edition yet", where=str(root), fix="digest build makes one")
        key = found[0].key
    return shelved(root, key, workspace)


def shelved(root: Path, key: str, workspace: Workspace | None) -> Shelved:
    """Return the posts of the edition *key* in the outbox *root*, with what *workspace* wants of them."""
    if damage := verify(root, key):
        raise OutboxError(f"the edition is damaged: {damage[0]}", where=key, fix=f"digest outbox verify {key}")
    try:
        posts = read_posts(read(root, key, "posts.jsonl").decode())
        text = read(root, key, "edition.json").decode()
        edition_from(text)
    except ValueError as fault:
        what = f"no edition that can be read: {in_words(fault)}"
        raise OutboxError(what, where=f"edition {key}", fix="build it again, or ask who made it") from fault
    if workspace is None:
        return Shelved(key=key, posts=posts, facts=json.loads(text), root=root)
    social, schedule = workspace.settings.social, workspace.settings.schedule
    return Shelved(
        key=key,
        posts=_as_wanted(posts, text, root, key, workspace),
        facts=json.loads(text),
        social=social,
        zone=social.plan.zone or schedule.zone,
        root=root,
        workspace=workspace,
    )


def _as_wanted(posts: Sequence[Post], text: str, root: Path, key: str, workspace: Workspace) -> Sequence[Post]:
    slot = str(json.loads(text).get("slot", ""))
    due = _slot(slot, json.loads(text)["at"])
    segment = segment_of(key, workspace.settings.newsletter.id)
    workspace = workspace.of(segment) if segment in {one.name for one in workspace.settings.segment} else workspace
    where = order_name(workspace, due)
    sheets = [(read_sheet(order_text(workspace, due), where), where)]
    sheets.append((posts_sheet(workspace, slot), posts_name(workspace, slot)))
    if not any(sheet.posts for sheet, _ in sheets):
        return posts
    edition = edition_from(text)
    stories = _told(edition, _sources(root, key))
    wishes = [wish for sheet, name in sheets for wish in post_wishes(sheet, stories, name)]
    return laid_over(posts, edition, workspace, wishes)


def _slot(name: str, at: str) -> Slot:
    """Return the slot of a finished edition, whatever the schedule is by now."""
    moment = datetime.fromisoformat(at)
    return Slot(name=name, at=moment, opens=moment, looks_back=moment)


def laid_over(
    posts: Sequence[Post], edition: Edition, workspace: Workspace, wishes: Sequence[PostWish]
) -> tuple[Post, ...]:
    """Return the posts of a finished *edition* with an editor's *wishes*: what nobody touched stays as it was built.

    Raises `DataError` for a wish that does not fit, or that no post answers.
    """
    from digest.press.printing import printer

    social, templates = workspace.settings.social, workspace.templates
    see_that_networks_are_known(wishes, social.networks)
    names = frozenset(templates.names("social"))
    built: dict[tuple[str, ...], list[Post]] = {}
    for post in posts:
        built.setdefault(_theme(post), []).append(post)
    states = post_states(edition, social, printer(templates), names, _cards(posts), wishes)
    made: dict[tuple[str, ...], list[Post]] = {}
    for state in states:
        if state.fault:
            raise state.fault
        theme = _theme(state.parts[0])
        before = built.get(theme, [])
        wanted = state.wish is not None or not before
        made[theme] = [_with_picture(post, before, state.wish) for post in state.parts] if wanted else before
        if state.state == "skipped":
            made[theme] = []
    see_that_all_are_met(wishes, [wish for wish in wishes if _answered(wish, states)])
    left = {theme: its for theme, its in built.items() if theme not in made}
    return tuple(post for its in (*made.values(), *left.values()) for post in its)


def _answered(wish: PostWish, states: Iterable[Any]) -> bool:
    return any(
        (wish.kind, wish.story) == (post.kind, post.story)
        and wish.quote in ("", post.quote)
        and (not wish.networks or post.network in wish.networks)
        for state in states
        for post in state.parts[:1]
    )


def _theme(post: Post) -> tuple[str, ...]:
    return post.network, post.kind, post.story, post.quote


def _cards(posts: Iterable[Post]) -> dict[str, CardFile]:
    """Return the cards that the posts of quotes have, so that a caption is as short as it was."""
    drawn = {post.quote: post for post in posts if post.quote and post.image.startswith("card-")}
    return {id: CardFile(wide=one.image, square=one.image, alt=one.alt) for id, one in drawn.items()}


def _with_picture(post: Post, before: Sequence[Post], wish: PostWish | None) -> Post:
    same = next((one for one in before if one.part == post.part), None)
    if same is None:
        return post
    own = wish.alt if wish and same.image and post.part == 1 else ""
    return replace(post, image=same.image, alt=own or same.alt)


def _sources(root: Path, key: str) -> dict[str, str]:
    try:
        lines = read(root, key, "sources.jsonl").decode().split("\n")
    except UsageError:
        return {}
    return source_texts([json.loads(line) for line in lines if line])


def _told(edition: Edition, texts: Mapping[str, str]) -> list[PostStory]:
    """Return the stories of a finished edition as a wish may mean them."""
    return [
        PostStory(
            id=item.id,
            lead=item.id,
            members=frozenset({item.id, *item.members}),
            quotes=quotes_shown(edition, item),
            sources=[texts[name] for name in (item.id, *item.members) if name in texts],
        )
        for item in edition.items()
    ]


def quotes_shown(edition: Edition, item: Item) -> list[Quote]:
    """Return every quote of a story that an edition shows or sends out, that of the day first."""
    of_the_day = [edition.quote] if edition.quote and edition.quote_item == item.id else []
    return [*{quote.id: quote for quote in (*of_the_day, *item.quotes, *item.shared)}.values()]


def pictures_of(its: Shelved) -> str:
    """Return the public folder of an edition's pictures, with its slash, '' when there is none."""
    return folder_of(its.social.images or str(its.facts["newsletter"].get("web", "")), str(its.facts["slot"]))


def with_public_pictures(editions: Sequence[Shelved], posts: Sequence[Post]) -> list[Post]:
    """Return posts of several editions with whole addresses of their pictures; without one there is no picture."""
    folders = {id(post): pictures_of(edition) for edition in editions for post in edition.posts}
    return [_public(post, folders.get(id(post), "")) for post in posts]


def _public(post: Post, folder: str) -> Post:
    if not post.image or post.image.startswith("https://"):
        return post
    return replace(post, image=f"{folder}{post.image}" if folder else "", alt=post.alt if folder else "")


def approved_only(posts: Sequence[Post], social: SocialSettings) -> tuple[list[Post], list[str]]:
    """Return the posts that may leave, and in words what waits for an approval."""
    if social.approval != "required":
        return [*posts], []
    waiting = [post.id for post in posts if not post.approved]
    told = [f"left out: {name} waits for approval (approved = true in its [[post]])" for name in waiting]
    return [post for post in posts if post.approved], told


def take(folder: Path, outbox: Path | None, file: Path, key: str = "") -> tuple[Path, int]:
    """Put what the share sheet saved into the workspace's file of posts; return its path and how many entries it took.

    Without a *key* the file's name says of which edition: the sheet saves it by its slot.  Entries about
    the same posts are replaced, all else stays.  Nothing is written where an entry does not fit:
    `DataError` names its line in *file*.
    """
    workspace = open_workspace(folder, outbox=outbox)
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"cannot read the file: {fault}", where=str(file), fix="name what the sheet saved") from fault
    now = posts_of(folder, outbox, key or _key_of(workspace, file))
    slot = str(now.facts["slot"])
    due = _slot(slot, str(now.facts["at"]))
    edition = edition_from(read(now.root, now.key, "edition.json").decode())
    built = read_posts(read(now.root, now.key, "posts.jsonl").decode())
    wishes = post_wishes(read_posts_file(text, str(file)), _told(edition, _sources(now.root, now.key)), str(file))
    laid_over(built, edition, workspace, wishes)  # raises where one does not fit
    before = posts_text(workspace, slot)
    after, found = before, entries_in(text, str(file))
    for entry in found:
        after = with_entry(after, entry, where=posts_name(workspace, slot), slot=slot)
    if after != before:
        write_posts(workspace, due, after, before=before)
    return workspace.posts_file(slot), len(found)


def _key_of(workspace: Workspace, file: Path) -> str:
    """Return the edition that a saved file is named after, the last form of it; '' for none, the newest then."""
    slot = re.sub(r"\s*\(\d+\)$", "", file.stem)  # a browser's second "2026-08-10.toml" is "2026-08-10 (1).toml"
    its = [one.key for one in entries(workspace.outbox) if base(one.key) == workspace.key(slot)]
    return its[0] if its else ""
