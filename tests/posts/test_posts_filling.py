"""How a post is printed and made to fit: whose template, what goes first, where a thread carries its link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from posts.samples import SHORT, edition, render

from digest.edition.model import Edition, Picture, Watch
from digest.errors import TemplateError
from digest.networks import x
from digest.posts import CardFile, Post, make_posts, read_posts
from digest.posts.filling import LONGEST_NAME, PostPrinter, fill, frame, rooms, safe_words
from digest.posts.making import network
from digest.posts.parts import Parts
from digest.posts.threads import MOST, plain_thread
from digest.settings import SocialSettings

LINK = "https://news.example.org/bridge"


def printed(name: str, context: Mapping[str, object]) -> str:
    """Print one template there is, and say of any other that it is missing, as the printer of a workspace does."""
    if name != "social/default.story.txt.j2":
        raise TemplateError(f"there is no template {name}", where=name)
    return f"{context['headline']}\n"


def test_a_network_has_its_own_template_else_the_default_one() -> None:
    asked: list[str] = []

    def watched(name: str, context: Mapping[str, object]) -> str:
        asked.append(name)
        return printed(name, context)

    for names in (None, ["social/default.story.txt.j2"]):
        printer = PostPrinter(watched, names)
        assert [printer("x", "story", {"headline": n}) for n in ("a", "b")] == ["a", "b"], "trimmed"
    assert asked == ["social/x.story.txt.j2", *["social/default.story.txt.j2"] * 4]
    assert PostPrinter(watched, ["social/x.story.txt.j2"])._chosen == {}


def test_a_template_that_is_there_is_used_and_its_own_faults_are_told() -> None:
    def broken(name: str, context: Mapping[str, object]) -> str:
        raise TemplateError("'hedline' is undefined", where=name)

    with pytest.raises(TemplateError, match="hedline") as fault:
        PostPrinter(broken)("x", "story", {})
    assert fault.value.where == "social/x.story.txt.j2"


def parts(**values: object) -> Parts:
    base = {"kind": "story", "words": {"headline": "Ferry opens"}, "main": "headline", "drops": ("deck", "tags")}
    return Parts(**base | values)  # type: ignore[arg-type]


def joined(*names: str) -> PostPrinter:
    """Return a printer whose template is the parts of these names."""
    return PostPrinter(lambda _, context: "\n\n".join(str(context[n]) for n in names if context.get(n)), ["none"])


def test_optional_parts_go_in_their_order_and_only_as_many_as_must() -> None:
    words = {"headline": "Ferry opens", "why": "w" * 100, "deck": "d" * 100, "watch": "t" * 100}
    told = parts(words=words, drops=("watch", "why", "deck"))
    filled = fill(x.NETWORK, "x", told, "", joined("headline", "deck", "why", "watch"), mentions=False)
    assert filled.dropped == ("watch",)
    assert filled.text == f"Ferry opens\n\n{'d' * 100}\n\n{'w' * 100}"
    assert filled.cut == "whole"


def test_a_part_that_the_template_does_not_print_was_not_dropped() -> None:
    told = parts(words={"headline": "h" * 300, "deck": "d"}, drops=("deck",))
    filled = fill(x.NETWORK, "x", told, "", joined("headline"), mentions=False)
    assert (filled.dropped, filled.cut) == ((), "clusters")
    assert filled.text == "h" * 278 + "…"


def test_the_link_goes_last_of_all_and_then_only_where_nothing_else_is_left() -> None:
    long = "https://example.org/" + "a" * 290
    told = parts(words={"headline": "Ferry opens"}, drops=(), link=long)
    found = network("bluesky")
    filled = fill(
        replace(found, shown=lambda url: url), "bluesky", told, long, joined("headline", "link"), mentions=False
    )
    assert (filled.text, filled.dropped) == ("Ferry opens", ("link",))
    short = fill(found, "bluesky", told, long, joined("headline", "link"), mentions=False)
    assert (short.text, short.dropped) == ("Ferry opens\n\nexample.org/aaaaaaaaaaaaa…", ())


def test_a_template_that_leaves_no_room_is_named_with_the_limit() -> None:
    full = PostPrinter(lambda _, context: "t" * 300 + str(context["headline"]), ["none"])
    with pytest.raises(TemplateError, match="leaves no room for a post on X") as fault:
        fill(x.NETWORK, "x", parts(), "", full, mentions=False)
    assert fault.value.where == "social/x.story.txt.j2"
    assert "280 weighted characters" in fault.value.fix


@pytest.mark.parametrize(("size", "whole"), [(LONGEST_NAME, True), (LONGEST_NAME + 1, False)])
def test_a_speakers_name_has_80_characters(size: int, whole: bool) -> None:
    name = ("Ada " * 30)[: size - 1].strip() + "x" * 3
    name = name[:size].ljust(size, "x")
    words, _ = safe_words(x.NETWORK, parts(words={"speaker": name}), mentions=False)
    assert (words["speaker"] == name) is whole


def test_what_is_ours_stays_alive_inside_an_editors_words() -> None:
    told = parts(words={"text": f"Read {LINK} of #Sea and #other"}, live=(LINK, "#Sea"))
    words, defused = safe_words(x.NETWORK, told, mentions=False)
    assert words["text"] == f"Read {LINK} of #Sea and #\u2060other"
    assert defused == ("#other",)


def test_a_warning_has_its_own_field_or_stands_in_the_text() -> None:
    told = parts(warning="Storm", tags=("One", "Two", "Three"), call="Read *on*")
    assert frame(x.NETWORK, told, "l")["warning"] == "CW: Storm"
    assert frame(x.NETWORK, told, "l")["tags"] == "#One #Two", "no more than the network takes"
    mastodon = network("mastodon")
    assert frame(mastodon, told, "l")["warning"] == ""
    assert [one.room for one in rooms(mastodon, told)] == [495], "and takes room there all the same"
    assert [one.room for one in rooms(x.NETWORK, told)] == [280]
    assert frame(network("discord"), told, "l")["call"] == "Read \\*on\\*"


def test_a_content_warning_is_counted_with_the_text() -> None:
    social = SocialSettings(networks=("mastodon", "x"), warnings={"world": "Storm"})
    made = {post.network: post for post in make_posts(edition(), social, render) if post.kind == "story"}
    assert made["mastodon"].warning == "Storm" and not made["mastodon"].text.startswith("CW")
    assert made["mastodon"].length == network("mastodon").measure(made["mastodon"].text) + 5
    assert made["x"].text.startswith("CW: Storm\n\n")


SENTENCE = "The council met for the third time this week about it. "


def threads(paper: Edition, **values: object) -> list[Post]:
    social = SocialSettings(networks=("x",), **values)  # type: ignore[arg-type]
    return [post for post in make_posts(paper, social, render) if post.kind == "thread"]


def long(deck: str) -> Edition:
    paper = edition()
    assert paper.lead is not None
    return replace(paper, lead=replace(paper.lead, deck=deck, watch=Watch(heading="", text="It may fail.")))


def test_a_story_that_fits_one_post_gives_no_thread() -> None:
    assert threads(long("Short.")) == []


@pytest.mark.parametrize(("where", "number"), [("first", 0), ("last", -1)])
def test_the_link_of_a_thread_stands_in_its_first_or_last_part(where: str, number: int) -> None:
    made = threads(long(SENTENCE * 8), thread_link=where, call={"every": "Read on"})
    assert [LINK in post.text for post in made].count(True) == 1
    assert LINK in made[number].text and f"Read on\n\n{LINK}" in made[number].text
    assert made[0].text.startswith("Lindholm votes on a second bridge\n\n")
    assert [post.link for post in made if post.link] == [LINK], "one card, where the link is"


def test_parts_of_a_thread_are_numbered_below_and_tagged_at_the_end() -> None:
    made = threads(long(SENTENCE * 8), hashtags={"world": "World"})
    total = len(made)
    for number, post in enumerate(made, 1):
        assert post.text.endswith(f"{number}/{total}")
        assert ("#World" in post.text) is (number == total)
        assert (post.part, post.parts, post.id) == (number, total, f"x.thread.bridge.{number}")


def test_a_link_never_stands_alone_in_the_last_part() -> None:
    for size in range(1, 46):
        for post in threads(long(("Ferry " * size).strip() + ". " + SENTENCE * 3), thread_link="last"):
            assert post.text.partition("\n\n")[0] != LINK


def test_where_the_last_sentence_and_the_link_do_not_fit_together_the_link_stands_alone() -> None:
    for size in range(36, 46):
        made = threads(long(SENTENCE * 4 + ("Ferry " * size).strip() + "."))
        assert all(x.NETWORK.takes(post.text) for post in made)
        assert sum(LINK in post.text for post in made) == 1


def test_nobody_reads_on_after_25_parts() -> None:
    assert 20 < len(threads(long(SENTENCE * 100))) <= MOST
    assert threads(long(SENTENCE * 140)) == []


def test_the_picture_of_a_thread_goes_with_its_first_part() -> None:
    paper = long(SENTENCE * 8)
    assert paper.lead is not None
    shown = replace(paper, lead=replace(paper.lead, picture=Picture(src="image-1.jpg", alt="A bridge.")))
    made = threads(shown)
    assert [(post.image, post.alt) for post in made] == [("image-1.jpg", "A bridge.")] + [("", "")] * (len(made) - 1)


@pytest.mark.parametrize("text", ["\ufeff", " \ufeff\n"])
def test_of_nothing_no_thread_is_made(text: str) -> None:
    assert plain_thread(text, x.NETWORK) == []


def test_a_text_that_is_taken_is_itself() -> None:
    assert plain_thread("a" * 280, x.NETWORK) == ["a" * 280]
    assert plain_thread("\ufeff" + "a" * 280, x.NETWORK) == ["a" * 280]


@pytest.mark.parametrize("size", [281, 560, 2000, 4000])
def test_every_part_of_a_thread_uses_its_room_to_the_last_letter(size: int) -> None:
    parts = plain_thread("a" * size, x.NETWORK)
    bare = len(f"\n\n{len(parts)}/{len(parts)}")
    for number, part in enumerate(parts[:-1], 1):
        room = 280 - bare + len(str(len(parts))) - len(str(number))  # the numbers take as much room as the widest
        assert room - 4 <= len(part.partition("\n\n")[0]) <= 280 - len(f"\n\n{number}/{len(parts)}")
    assert len(parts[0]) == 280 or size > 2500
    assert "".join(part.partition("\n\n")[0] for part in parts) == "a" * size


CARD = CardFile(wide="card-q1-wide.png", square="card-q1-square.png", alt=f"“{SHORT}”")
EDITION = CardFile(wide="card-edition-wide.png", square="card-edition-square.png", alt="The Daily Take")


@pytest.mark.parametrize(
    ("name", "kind", "image"),
    [
        ("x", "quote", CARD.wide),
        ("instagram", "quote", CARD.square),  # a picture is what it takes, and a square one
        ("instagram", "edition", EDITION.square),
        ("x", "edition", ""),  # its link makes a card of its own
        ("x", "story", ""),
        ("reddit", "quote", ""),
    ],
)
def test_a_quotes_card_goes_with_its_post_and_the_editions_where_a_picture_is_needed(
    name: str, kind: str, image: str
) -> None:
    made = make_posts(
        edition(), SocialSettings(networks=(name,)), render, cards={"q1": CARD, "edition": EDITION}
    )  # fmt: skip
    assert [post.image for post in made if post.kind == kind] == [image]


def test_the_words_of_a_card_are_cut_to_what_the_network_takes() -> None:
    card = replace(CARD, alt="word " * 400)
    (post,) = [
        one for one in make_posts(edition(), SocialSettings(networks=("x",)), render, cards={"q1": card})
        if one.kind == "quote"
    ]  # fmt: skip
    assert len(post.alt) <= 1000 and post.alt.endswith(" […]")


@pytest.mark.parametrize(("limit", "used"), [(0, 280), (200, 200)])
def test_a_configured_limit_takes_the_place_of_the_networks(limit: int, used: int) -> None:
    social = SocialSettings(limits={"x": limit} if limit else {}, servers={"mastodon": "https://social.example/"})
    assert network("x", social).limit == used
    assert network("x").limit == 280


def test_the_server_of_a_newsletter_is_where_its_composer_is() -> None:
    social = SocialSettings(networks=("mastodon",), servers={"mastodon": "https://social.example/"})
    assert make_posts(edition(), social, render)[0].intent.startswith("https://social.example/share?")


@pytest.mark.parametrize(
    ("line", "number"), [("{}", 1), ('{"thread": {"part": 1, "of": 1}}', 1), ("\n\n[]", 3), ("nothing", 1)]
)
def test_a_line_that_is_no_post_is_named(line: str, number: int) -> None:
    from digest.errors import DataError

    with pytest.raises(DataError) as fault:
        read_posts(line)
    assert fault.value.where == f"posts.jsonl, line {number}"
