"""Which articles tell one story, kept: the same articles are not weighed pair by pair again.

A desk, a pick and a build of one morning group the same articles; with 600 candidates that is
two thirds of a start.
"""

from __future__ import annotations

from collections.abc import Iterable

from digest.articles import Article
from digest.line.drawers import Drawer
from digest.line.encoding import encoder_of
from digest.stories.grouping import groups_of
from digest.stories.story import Story, in_order, told_by
from digest.workspace import Workspace

LEAST = 60  # articles: fewer are grouped in less time than it takes to ask
MOST = 12  # batches that are kept: this morning's and the last ones'


def stories_of(workspace: Workspace, articles: Iterable[Article]) -> tuple[Story, ...]:
    """Group *articles* into stories as `digest.stories.story.group` does; `UsageError` without the encoder asked for.

    By meaning nothing is kept: which model read the texts is not known before it is loaded.
    """
    settings = workspace.settings
    ordered, columns = sorted(articles, key=in_order), sorted(settings.columns)
    encode = encoder_of(settings)
    if encode or len(ordered) < LEAST:
        return told_by(ordered, groups_of(ordered, columns, encode))
    drawer: Drawer[list[list[int]]] = Drawer(
        folder=workspace.derived, name="groups", form=list[list[int]], rooms=("stories", "text", "data"), most=MOST
    )
    found = drawer.of(ordered, lambda: groups_of(ordered, columns), columns)
    if sorted(position for group in found for position in group) != list(range(len(ordered))):
        found = groups_of(ordered, columns)  # a damaged file that can be read all the same
    return told_by(ordered, found)
