"""An edition's posts: whole, verbatim, harmless, and exactly as long as allowed."""

import json
from dataclasses import replace
from typing import TypedDict, Unpack

import pytest
from posts.samples import LONG, SHORT, edition, render

from digest.articles import Article, Takeaway
from digest.edition.model import Edition, Item, Picture
from digest.errors import UnknownNameError
from digest.posts import Post, make_posts, posts_jsonl, read_posts
from digest.posts.making import network
from digest.posts.parts import sentence
from digest.quotes.verify import verify
from digest.settings import SocialSettings
from digest.text.clean import plain


class SocialFields(TypedDict, total=False):
    """What a test may set of `SocialSettings`."""

    networks: tuple[str, ...]
    mentions: str
    hashtags: dict[str, str]
    utm: dict[str, str]


def posts(made: Edition, **social: Unpack[SocialFields]) -> dict[str, Post]:
    """Return the posts by network and kind."""
    return {f"{post.network}.{post.kind}": post for post in make_posts(made, SocialSettings(**social), render)}


def test_each_network_gets_the_edition_the_story_and_the_quote() -> None:
    made = posts(edition())
    assert set(made) == {f"{n}.{k}" for n in SocialSettings().networks for k in ("edition", "story", "quote")}


def test_a_quote_is_its_words_then_its_note_as_a_sentence_then_the_link() -> None:
    assert posts(edition())["x.quote"].text == (
        "“We kept the library open on Sundays.”\n\nComment on the reading room.\n\nhttps://news.example.org/bridge"
    )


def test_a_speaker_has_a_dash_and_a_note_has_none() -> None:
    assert "Sundays.”\n— Ada Lind\n" in posts(edition(speaker="Ada Lind"))["x.quote"].text


@pytest.mark.parametrize("text", [SHORT, LONG])
@pytest.mark.parametrize("network", SocialSettings().networks)
def test_what_is_copied_verifies_on_every_network(network: str, text: str) -> None:
    source = Article(id="a1", headline="-", text="", takeaways=(Takeaway(text=text),))
    verdicts = verify(posts(edition(text, speaker="Ada Lind"))[f"{network}.quote"].text, [source])
    assert verdicts
    assert all(verdict.true for verdict in verdicts)


def test_a_quote_too_weak_to_stand_alone_is_not_posted() -> None:
    made = edition()
    assert made.quote is not None
    assert made.lead is not None
    weak = replace(made.quote, score=0.49)
    made = replace(made, quote=weak, lead=replace(made.lead, quotes=(weak,)))
    assert not [post for post in make_posts(made, SocialSettings(), render) if post.kind == "quote"]


def test_a_long_quote_is_cut_at_a_sentence_says_so_and_stays_verbatim() -> None:
    post = posts(edition(LONG))["x.quote"]
    words = post.text.partition("”")[0]
    assert words.endswith(" […]")
    assert words.removeprefix("“").removesuffix(" […]") in LONG
    assert (post.cut, post.dropped) == ("sentences", ("note",))
    assert post.length <= post.limit


@pytest.mark.parametrize("text", [SHORT, LONG, "図書館は日曜日も開いています。" * 40, "“Stay,” he said. " * 40])
def test_every_quote_is_verbatim_in_every_post(text: str) -> None:
    for post in make_posts(edition(text), SocialSettings(), render):
        if post.kind == "quote":
            shown = plain(network(post.network).unescape(post.text))
            quoted = shown[1 : shown.index("\n\n") - 1].partition(" […]")[0]
            assert text.strip().startswith(quoted)
            assert (quoted == text.strip()) == (post.cut == "whole")


def test_article_text_pings_tags_and_links_nothing() -> None:
    made = posts(edition("Ask @mayor and @alice@social.example.org about readme.md and #prize now"))
    for post in made.values():
        rules = network(post.network)
        own = {post.link} | {f"#{tag}" for tag in post.tags}
        alive = [*rules.mentions(post.text), *rules.hashtags(post.text), *rules.links(post.text)]
        assert {post.text[a:b] for a, b in alive} <= own
    assert made["x.quote"].defused == ("@mayor", "@alice@social.example.org", "readme.md", "#prize")


def test_mentions_stay_alive_where_the_editors_want_them() -> None:
    assert "@mayor" in posts(edition("Ask @mayor now"), mentions="allow")["x.quote"].text


def test_hashtags_come_from_the_map_alone() -> None:
    made = posts(edition(), hashtags={"world": "#WorldNews", "bridge": "Bridges", "sport": "Sport"})
    assert made["x.story"].text.endswith("\n\n#WorldNews #Bridges")
    assert made["x.story"].tags == ("WorldNews", "Bridges")


def test_utm_parameters_are_added_where_they_are_missing() -> None:
    made = posts(edition(), utm={"source": "{network}", "utm_medium": "social"})
    assert made["mastodon.story"].link == "https://news.example.org/bridge?utm_source=mastodon&utm_medium=social"


def test_a_story_without_an_address_has_no_link() -> None:
    made = edition()
    item = Item(id="a1", slug="b", place="lead", kicker="", headline="No address here")
    story = make_posts(
        Edition(**{f: getattr(made, f) for f in made.__slots__} | {"lead": item, "quote": None}),
        SocialSettings(),
        render,
    )
    assert [post.text for post in story if post.kind == "story"] == ["No address here"] * 4


def test_a_story_that_keeps_its_risk_note_has_no_quote_posts() -> None:
    made = edition()
    assert made.lead
    kept = replace(made, lead=replace(made.lead, shareable=False))
    kinds = {post.kind for post in make_posts(kept, SocialSettings(), render)}
    assert kinds == {"edition", "story"}
    assert not any(SHORT in post.text for post in make_posts(kept, SocialSettings(), render))


def test_a_name_of_8000_characters_is_no_name() -> None:
    post = posts(edition(speaker="von " * 2000 + "Berg"))["x.quote"]
    assert post.length <= 280
    assert SHORT in post.text


def test_flags_are_cut_between_flags() -> None:
    for name, post in posts(edition("🇩🇪" * 320, headline="🇩🇪" * 320)).items():
        flags = [char for char in post.text if "\U0001f1e6" <= char <= "\U0001f1ff"]
        assert len(flags) % 2 == 0, name
        assert post.length <= post.limit


def test_posts_survive_being_stored() -> None:
    made = make_posts(edition(LONG), SocialSettings(), render)
    assert read_posts(posts_jsonl(made)) == made
    assert json.loads(posts_jsonl(made).splitlines()[0])["thread"] == {"part": 1, "of": 1}


def test_an_unknown_network_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError) as caught:
        posts(edition(), networks=("blusky",))
    assert "bluesky" in caught.value.fix


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On the reading room", "On the reading room."),
        ("Really?", "Really?"),
        ("So he said.”", "So he said.”"),
        ("閲覧室について", "閲覧室について。"),
        ("वाचनालय पर", "वाचनालय पर।"),
        ("عن قاعة القراءة", "عن قاعة القراءة."),
        ("ห้องอ่านหนังสือ", "ห้องอ่านหนังสือ"),
        ("", ""),
    ],
)
def test_a_note_is_a_sentence_in_its_own_script(text: str, expected: str) -> None:
    assert expected == sentence(text)


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("en", "The Daily Take, No. 3"),
        ("ar", "The Daily Take، العدد 3"),
        ("ja", "The Daily Take\u3000第3号"),
        ("xx", "The Daily Take, No. 3"),
    ],
)
def test_an_editions_title_is_in_its_language(locale: str, title: str) -> None:
    made = edition()
    made = replace(made, newsletter=replace(made.newsletter, locale=locale))
    for post in make_posts(made, SocialSettings(networks=("x", "instagram", "whatsapp", "reddit")), render):
        assert post.kind != "edition" or title in post.text


def test_no_picture_goes_without_words_for_it() -> None:
    made = edition()
    assert made.lead
    lead = replace(made.lead, picture=Picture(src="a.png", alt="", width=1, height=1))
    posts = make_posts(replace(made, lead=lead), SocialSettings(networks=("x", "slack", "reddit")), render)
    assert all(bool(post.image) == bool(post.alt) for post in posts)
    assert any(post.alt == lead.headline for post in posts)


def test_an_edition_without_a_number_is_named_alone() -> None:
    posts = make_posts(replace(edition(), number=0), SocialSettings(networks=("x", "whatsapp", "discord")), render)
    assert [post.text.split("\n")[0].strip("*") for post in posts if post.kind == "edition"] == ["The Daily Take"] * 3


def test_a_text_under_a_picture_keeps_to_what_a_caption_holds() -> None:
    made = edition("We kept it open. " * 100)
    assert made.lead
    lead = replace(made.lead, picture=Picture(src="a.png", alt="A bridge", width=1, height=1))
    social = SocialSettings(networks=("telegram", "whatsapp", "discord"))
    for post in make_posts(replace(made, lead=lead), social, render):
        small = bool(post.image) and post.network != "discord"
        assert post.length <= post.limit
        assert (post.limit == 1024) == small
    assert {post.limit for post in make_posts(made, social, render)} == {4096, 2000}


def test_every_line_has_the_count_that_schedulers_use() -> None:
    for post in make_posts(edition("図書館 👨‍👩‍👧‍👦 open"), SocialSettings(networks=("x", "bluesky")), render):
        assert post.utf16 == len(post.text.encode("utf-16-le")) // 2
