"""An editor's words go out everywhere in place of the machine's, counted and made harmless as these are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from posts.samples import edition, render

from digest.edition.model import Picture
from digest.errors import DataError
from digest.order.marks import mark
from digest.picks.edits import PostWish
from digest.posts import Post, make_posts, post_states
from digest.posts.making import network
from digest.settings import SocialSettings

NETWORKS = ("x", "bluesky", "mastodon", "linkedin", "instagram", "reddit")
LINK = "https://news.example.org/bridge"


def made(*wishes: PostWish, networks: tuple[str, ...] = NETWORKS) -> dict[str, Post]:
    settings = SocialSettings(networks=networks)
    return {f"{one.network}.{one.kind}": one for one in make_posts(edition(), settings, render, wishes=wishes)}


def wish(text: str = "", *networks: str, kind: str = "story", quote: str = "") -> PostWish:
    story = "" if kind == "edition" else "a1"
    return PostWish(
        kind=kind, story=story, networks=networks, text=text, skip=not text, where="o.toml, line 3", quote=quote
    )


def test_the_words_stand_in_for_the_machines_with_the_link_where_one_can_be_pressed() -> None:
    posts = made(wish("A second bridge, at last?"))
    for name in ("x", "mastodon", "linkedin"):
        assert posts[f"{name}.story"].text == f"A second bridge, at last?\n\n{LINK}"
    assert LINK not in posts["instagram.story"].text
    assert posts["reddit.story"].text == "A second bridge, at last?"
    for post in posts.values():
        assert post.length <= post.limit
        assert post.length == network(post.network).measure(post.text)


def test_only_the_networks_and_the_kind_that_were_named_are_changed_and_the_last_word_counts() -> None:
    plain, posts = made(), made(wish("For all."), wish("For X.", "x"), wish("The day.", "x", kind="edition"))
    assert posts["x.story"].text.startswith("For X.")
    assert posts["bluesky.story"].text.startswith("For all.")
    assert posts["x.edition"].text.startswith("The day.")
    assert {name: post for name, post in posts.items() if name.endswith("quote")} == {
        name: post for name, post in plain.items() if name.endswith("quote")
    }
    assert posts["bluesky.edition"] == plain["bluesky.edition"]
    assert posts["x.story"].id == plain["x.story"].id


@pytest.mark.parametrize("name", NETWORKS)
def test_what_the_sheet_saved_comes_back_as_it_was(name: str) -> None:
    """The whole text, its link and the rest included, is what somebody saw and saved."""
    seen = made()[f"{name}.story"]
    saved = seen.text.replace("second bridge", "bridge No. 2")
    assert made(wish(saved, name))[f"{name}.story"].text == saved


def test_a_link_inside_the_words_is_the_link_and_none_is_added() -> None:
    post = made(wish(f"Read {LINK} tonight.", "x"))["x.story"]
    assert post.text == f"Read {LINK} tonight."
    assert post.link == LINK
    assert not post.defused


def test_markup_of_the_network_stays_when_it_is_meant() -> None:
    bold = PostWish(kind="story", story="a1", networks=("discord",), text="**Tonight**", markup=True, where="o, line 1")
    assert made(bold, networks=("discord",))["discord.story"].text == f"**Tonight**\n\n{LINK}"
    assert made(wish("**Tonight**", "discord"), networks=("discord",))["discord.story"].text.startswith("\\*\\*Ton")


def test_a_thread_may_be_worded_part_by_part() -> None:
    settings = SocialSettings(networks=("x",))
    own = wish(f"One.\n---\nTwo @council.\n---\n{LINK}", "x", kind="thread")
    thread = [post for post in make_posts(edition(), settings, render, wishes=(own,)) if post.kind == "thread"]
    assert [post.text for post in thread] == ["One.", "Two @\u2060council.", LINK]
    assert [(post.part, post.parts) for post in thread] == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(DataError, match="too long for x"):
        make_posts(edition(), settings, render, wishes=(wish("word " * 70, "x", kind="thread"),))


def test_an_approval_stands_under_one_text_or_under_any() -> None:
    def approved(by: str, text: str = "") -> bool:
        its = PostWish(kind="story", story="a1", networks=("x",), text=text, approved=by, where="o.toml, line 3")
        return made(its)["x.story"].approved

    machine = made()["x.story"]
    assert not machine.approved
    assert approved("yes")
    assert approved(mark(machine.text))
    assert not approved(mark(machine.text), "Other words.")


def test_a_desk_sees_every_post_with_its_state_and_what_is_amiss() -> None:
    wishes = (
        wish("", "x"), wish("word " * 70, "bluesky"), wish("Short.", "mastodon"),
        PostWish(kind="edition", approved="yes", where="o.toml, line 9"),
    )  # fmt: skip
    states = post_states(edition(), SocialSettings(networks=NETWORKS), render, wishes=wishes)
    seen = {(one.network, one.parts[0].kind): one for one in states}
    assert seen["x", "story"].state == "skipped"
    assert seen["mastodon", "story"].state == "edited"
    assert seen["linkedin", "story"].state == "proposed"
    assert seen["x", "edition"].state == "approved"
    long = seen["bluesky", "story"]
    assert long.fault and "too long" in long.fault.what
    assert long.parts[0].text.startswith("word " * 60)
    assert long.parts[0].length > long.parts[0].limit


def test_what_is_not_wanted_does_not_go_out() -> None:
    assert set(made()) - set(made(wish("", "x"), wish("", kind="quote", quote="q1"))) == {
        "x.story", *(f"{name}.quote" for name in NETWORKS),
    }  # fmt: skip


def test_the_editors_words_are_defused_too() -> None:
    post = made(wish("Ask @council on Monday.", "x"))["x.story"]
    assert "@council" in post.defused
    assert "@council" not in post.text


@pytest.mark.parametrize(
    ("wishes", "what", "fix"),
    [
        ([wish("word " * 60, "x")], "too long for x: 280", "take x out"),
        ([wish("Hello.", "blusky")], "no post goes to 'blusky'", "did you mean bluesky?"),
        ([wish("", kind="quote", quote="q9")], "no such quote post", "a story in brief has none"),
        ([PostWish(kind="story", story="a9", text="Hello.", where="o.toml, line 3")], "no such story post", "brief"),
    ],
)
def test_a_wish_that_does_not_fit_or_that_no_post_answers_is_refused_with_its_line(
    wishes: list[PostWish], what: str, fix: str
) -> None:
    with pytest.raises(DataError) as fault:
        made(*wishes)
    assert what in fault.value.what
    assert fault.value.where == "o.toml, line 3"
    assert fix in fault.value.fix


def test_a_time_alone_leaves_the_machines_words() -> None:
    timed = PostWish(kind="story", story="a1", networks=("x",), when="2026-08-10T12:15:00", where="o.toml, line 3")
    plain, posts = made(), made(timed)
    assert posts["x.story"].when == "2026-08-10T12:15:00"
    assert posts["x.story"].text == plain["x.story"].text
    assert posts["bluesky.story"] == plain["bluesky.story"]


def pictured(*wishes: PostWish, networks: tuple[str, ...] = ("x", "instagram", "reddit")) -> dict[str, Post]:
    whole = edition()
    assert whole.lead
    lead = replace(whole.lead, picture=Picture(src="image-1.jpg", alt="A bridge.", width=800, height=450))
    made = make_posts(replace(whole, lead=lead), SocialSettings(networks=networks), render, wishes=wishes)
    return {f"{one.network}.{one.kind}": one for one in made}


def test_an_editor_says_what_the_picture_shows_on_the_networks_that_get_it() -> None:
    alt = PostWish(kind="story", story="a1", alt="Two arches over grey water.", where="o.toml, line 3")
    posts = pictured(alt)
    assert [posts[f"{name}.story"].alt for name in ("x", "instagram")] == ["Two arches over grey water."] * 2
    assert posts["reddit.story"].alt == ""
    assert posts["x.story"].text == pictured()["x.story"].text
    assert pictured(replace(alt, text="Tonight.", networks=("x",)))["x.story"].alt == alt.alt


@pytest.mark.parametrize(
    ("name", "words", "what"),
    [
        ("reddit", "Arches.", "reddit gets no picture"),
        ("x", "a" * 1001, "the description is too long for x: 1001 of 1000"),
    ],
)
def test_a_description_that_cannot_go_out_is_refused_with_its_line(name: str, words: str, what: str) -> None:
    with pytest.raises(DataError, match=what) as fault:
        pictured(PostWish(kind="story", story="a1", networks=(name,), alt=words, where="o.toml, line 3"))
    assert fault.value.where == "o.toml, line 3"


def test_words_that_were_typed_over_a_post_with_a_short_link_have_it_once() -> None:
    social = SocialSettings(networks=("bluesky",), utm={"campaign": "spring-" * 30})
    (machine,) = (one for one in make_posts(edition(), social, render) if one.kind == "story")
    assert machine.link not in machine.text
    typed = machine.text.replace("Lindholm votes", "By hand")
    wish = PostWish(kind="story", story="a1", text=typed)
    (own,) = (one for one in make_posts(edition(), social, render, wishes=[wish]) if one.kind == "story")
    assert own.text == typed and own.facets[0].value == own.link
