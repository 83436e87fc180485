"""What a post is, and the lines it is stored in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from msgspec import MsgspecError
from msgspec.json import decode

from digest.errors import DataError
from digest.networks import Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Another way to word a post: its name (plain, question, number, speaker), the text, and its length there."""

    name: str
    text: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeltOut:
    """A post whose link stands in it whole, for a tool that knows no facets, with what that took.

    `link` is the address in it: without our UTM parameters where the words needed their
    room.  The other fields are a post's.
    """

    text: str
    length: int
    link: str
    cut: str = "whole"
    dropped: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One text for one network; `length` of at most `limit`, both in `unit`, as the network counts.

    `utf16` is the text's length in UTF-16 units, which most schedulers count.
    `kind` is story, quote, edition or thread, `story` the item's id ('' for the
    edition), `quote` the quoted quote's id.  `text` is what a person pastes;
    `api` what a program sends, where that differs (None elsewhere).  `facets`
    are links and tags in the network's own offsets.  `cut` says how the main
    words were made to fit: whole, sentences, words or clusters; `dropped` names
    the optional parts that were left out, `shortened` those cut at a sentence, `defused` what would have linked,
    tagged or pinged.  `part` of `parts` is the place in a thread (1 of 1
    otherwise).  `when` is the moment an editor chose, ISO 8601, '' where the plan does.
    `intent` opens the network's composer.  `wording` is which of the `wordings` on offer
    the text is, ``own`` for an editor's; where only one is there, none are on offer.
    `approved` says that somebody approved exactly this text.  `spelt_out` is the post for
    a tool that knows no facets, where `text` shows its link short; None elsewhere, and
    where words that nobody but an editor may cut leave no room.
    """

    id: str
    network: str
    kind: str
    story: str
    text: str
    length: int
    limit: int
    unit: str
    utf16: int = 0
    headline: str = ""
    quote: str = ""
    facets: tuple[Facet, ...] = ()
    tags: tuple[str, ...] = ()
    link: str = ""
    image: str = ""
    alt: str = ""
    lang: str = ""
    warning: str = ""
    part: int = 1
    parts: int = 1
    intent: str = ""
    when: str = ""
    wording: str = "plain"
    wordings: tuple[Wording, ...] = ()
    approved: bool = False
    api: object = None
    cut: str = "whole"
    dropped: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()
    defused: tuple[str, ...] = ()
    spelt_out: SpeltOut | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the post as a line of ``posts.jsonl`` holds it."""
        fields = asdict(self)
        fields["facets"] = [facet.as_dict() for facet in self.facets]
        fields["thread"] = {"part": fields.pop("part"), "of": fields.pop("parts")}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}


def posts_jsonl(posts: Iterable[Post]) -> str:
    """Return *posts* as JSON lines, one post a line, in order."""
    return "".join(json.dumps(post.as_dict(), ensure_ascii=False) + "\n" for post in posts)


def read_posts(text: str) -> tuple[Post, ...]:
    """Read what `posts_jsonl` wrote; `DataError` names the line that is not a post."""
    return tuple(
        _post(line, f"posts.jsonl, line {number}") for number, line in enumerate(text.split("\n"), 1) if line.strip()
    )


@dataclass(frozen=True, slots=True)
class _Thread:
    part: int
    of: int


@dataclass(frozen=True, slots=True)
class _Threaded:
    thread: _Thread


def _post(line: str, where: str) -> Post:
    try:
        thread = decode(line, type=_Threaded).thread
        return replace(decode(line, type=Post), part=thread.part, parts=thread.of)
    except MsgspecError as fault:
        raise DataError(f"this is not a post: {fault}", where=where) from fault
