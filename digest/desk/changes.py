"""What the page asks for: typed, bounded, and made into a change of the running order's text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from msgspec import Meta, Struct, ValidationError
from msgspec.json import decode

from digest.desk.editing import (
    Layout,
    Value,
    added,
    off_the_bench,
    placed_after,
    post_block,
    post_name,
    removed,
    story_block,
    with_top,
    with_value,
)
from digest.errors import UsageError

LONGEST = 5_000  # characters
Text = Annotated[str, Meta(max_length=LONGEST)]
Name = Annotated[str, Meta(max_length=500)]
Texts = Annotated[list[Text], Meta(max_length=200)]


class SetTop(Struct, tag="top", forbid_unknown_fields=True):
    """Set a key above the stories; an empty text stands for what the machine does by itself."""

    key: Literal["subject", "preheader", "note", "quote_of_the_day"]
    value: Text


class SetSponsor(Struct, tag="sponsor", forbid_unknown_fields=True):
    """Set the sponsor, or take it out (None)."""

    value: Annotated[dict[Literal["name", "text", "url", "label", "picture", "alt"], Text], Meta(max_length=6)] | None


class SetStory(Struct, tag="story", forbid_unknown_fields=True):
    """Set a key of a story, or take it out (None); `quotes` are ids, all other lists the lines of the file."""

    name: Name
    key: Literal[
        "headline", "deck", "kicker", "note", "byline", "update", "quotes", "highlights", "also", "related",
        "lock", "drop", "place", "split", "join",
    ]  # fmt: skip
    value: Text | bool | Texts | None = None


class MoveStory(Struct, tag="move", forbid_unknown_fields=True):
    """Move a story: put it after the one named, '' for the first place."""

    name: Name
    after: Name


class AddStory(Struct, tag="add", forbid_unknown_fields=True):
    """Bring a story in, by the id of one of its articles or by the place of a page; `after` as for a move."""

    id: Name = ""
    path: Name = ""
    after: Name | None = None


class RestoreStory(Struct, tag="restore", forbid_unknown_fields=True):
    """Let a story back in that was taken out."""

    id: Name


class SetPost(Struct, tag="post", forbid_unknown_fields=True):
    """Set keys of a ``[[post]]``; one that is None goes, and with the last one the block.

    `shown` is the post's text as the page showed it: an approval counts for that text, not for one made since.
    """

    network: Name
    kind: Literal["story", "quote", "thread", "edition"]
    story: Name = ""
    quote: Name = ""
    values: Annotated[dict[Name, Text | bool | Texts | None], Meta(max_length=12)] = {}
    shown: Text = ""


Change = SetTop | SetSponsor | SetStory | MoveStory | AddStory | RestoreStory | SetPost


class ChangeRequest(Struct, forbid_unknown_fields=True):
    """What one request asks for: changes of the text that the page has *seen*; `goes_on` while a field is typed in."""

    changes: Annotated[list[Change], Meta(max_length=50)]
    seen: Annotated[str, Meta(max_length=64)] = ""
    goes_on: bool = False


def read_asked(raw: bytes) -> ChangeRequest:
    """Read the JSON of a request; `UsageError` when it is malformed or a text in it is too long."""
    try:
        return decode(raw, type=ChangeRequest)
    except (ValidationError, ValueError) as fault:
        if f"`str` of length <= {LONGEST} " in f"{fault} ":
            fix = "shorten it; a whole text can be pasted as an article"
            raise UsageError(f"this is too long: more than {LONGEST:,} characters", where="desk", fix=fix) from fault
        raise UsageError(f"the desk cannot read this request: {fault}", where="desk", fix="reload the page") from fault


def granted(page: Layout, change: Change, headline: Callable[[str], str]) -> Layout:
    """Return *page* with one change made; *headline* gives that of a story by id.

    Raises `UsageError` for what cannot be done, such as moving a story across a locked one.
    """
    match change:
        case SetTop():
            return with_top(page, change.key, change.value)
        case SetSponsor():
            return with_top(
                page, "sponsor", {str(name): text for name, text in change.value.items()} if change.value else None
            )
        case SetStory():
            return with_value(page, _known(page, change.name), change.key, _value(change.key, change.value))
        case MoveStory():
            return _moved(page, _known(page, change.name), change.after)
        case AddStory():
            return _brought_in(page, change, headline(change.id))
        case RestoreStory():
            return _restored(page, change.id, headline(change.id))
        case SetPost():
            return _posted(page, change)


def _value(key: str, value: str | bool | list[str] | None) -> Value | None:
    """Return the value as the file has it: an empty text removes the key, except for the byline, which may be empty."""
    if key in ("lock", "drop") and value is False:
        return None
    if key in ("deck", "kicker", "note", "place", "headline") and not value:
        return None
    if key in ("split", "join") and not value:
        return None
    return value


def _known(page: Layout, name: str) -> str:
    if page.block(name) is None:
        raise UsageError("this story is no longer in the running order", where=name, fix="undo, or bring it in again")
    return name


def _moved(page: Layout, name: str, after: str) -> Layout:
    """Move a story; locked ones keep their place, so nothing passes over them."""
    shown = [one for one in page.blocks if one.table == "story" and one.values.get("drop") is not True]
    names = [one.name for one in shown]
    locked = {one.name for one in shown if one.values.get("lock") is True}
    if name in locked:
        raise UsageError("the story is locked in its place", where=name, fix="unlock it first")
    if name in names and (not after or after in names):
        was = names.index(name)
        at = names.index(after) + 1 if after else 0
        passed = names[at:was] if at <= was else names[was + 1 : at]
        if locked.intersection(passed):
            raise UsageError("a locked story keeps its place", where=name, fix="unlock it first")
    return placed_after(page, name, after)


def _brought_in(page: Layout, change: AddStory, headline: str) -> Layout:
    name = change.id or f"path:{change.path}"
    if page.block(name) is not None:
        page = with_value(page, name, "drop", None)
        return page if change.after is None else placed_after(page, name, change.after)
    page = _let_in(page, change.id)
    return added(off_the_bench(page, change.id), story_block(change.id, headline, change.path), change.after)


def _restored(page: Layout, id: str, headline: str) -> Layout:
    if page.block(id) is not None:
        return with_value(page, id, "drop", None)
    return added(_let_in(page, id), story_block(id, headline))


def _let_in(page: Layout, id: str) -> Layout:
    """Take a story's name out of `dropped`."""
    dropped = list(page.values.get("dropped", ()))
    kept = [name for name in dropped if name.partition(" ")[0] != id]
    return with_top(page, "dropped", kept) if kept != dropped else page


def _posted(page: Layout, change: SetPost) -> Layout:
    """Write what is wanted of a post into its own block, which is made where there is none."""
    about = {"network": change.network, "kind": change.kind, "story": change.story, "quote": change.quote}
    name = post_name(about)
    own = {key: value for key, value in about.items() if value}
    block = page.block(name)
    if block is None:
        values = {key: value for key, value in change.values.items() if value not in (None, "", False)}
        return added(page, post_block({**own, **values})) if values else page
    for key, value in change.values.items():
        page = with_value(page, name, key, value if value not in ("", False) else None)
    left = page.block(name)
    return removed(page, name) if left is not None and set(left.values) <= set(own) else page
