"""What marketing wants of a slot's posts, on disk: ``posts/<slot>.toml``, replaced in one step."""

from __future__ import annotations

from digest.order import saved
from digest.order.entries import read_posts_file
from digest.order.sheet import OrderSheet
from digest.picks.slots import Slot
from digest.workspace import Workspace

WHAT = "the file of posts"


def posts_name(workspace: Workspace, slot: str) -> str:
    """Return how messages name a slot's file of posts."""
    return f"posts/{workspace.posts_file(slot).name}"


def posts_text(workspace: Workspace, slot: str) -> str:
    """Return the file of posts of the slot called *slot*, '' where there is none."""
    path, where = workspace.posts_file(slot), posts_name(workspace, slot)
    return saved.read(path, WHAT, where)


def posts_sheet(workspace: Workspace, slot: str) -> OrderSheet:
    """Return what the file of posts of the slot called *slot* says; an empty one where there is none."""
    return read_posts_file(posts_text(workspace, slot), posts_name(workspace, slot))


def write_posts(workspace: Workspace, slot: Slot, text: str, *, before: str) -> None:
    """Replace the file of posts in one step; no crash leaves half of it.

    *before* is the text that *text* was made of.  Raises `BusyError` when somebody
    saved another meanwhile; the version replaced is kept in the cache.
    """
    path, where = workspace.posts_file(slot.name), posts_name(workspace, slot.name)
    saved.refuse_overwriting(posts_text(workspace, slot.name), before, WHAT, where, "try again")
    saved.replace(path, text, workspace.cache / "posts" / path.name)
