"""What programs get: Telegram's HTML, Slack's blocks, Nostr's event, Threads' fields; nothing is read as markup."""

from dataclasses import replace

import pytest

from digest.networks import (
    Draft,
    defuse,
    discord,
    facebook,
    instagram,
    mastodon,
    nostr,
    reddit,
    slack,
    telegram,
    threads,
    whatsapp,  # fmt: skip
)

STORY = Draft(
    text="Lindholm votes\n\n5 < 6 & <b>\n\nhttps://example.org/a", title="Lindholm votes", link="https://example.org/a"
)


def test_telegram_gets_html_without_an_element() -> None:
    assert telegram.api(STORY)["text"] == "Lindholm votes\n\n5 &lt; 6 &amp; &lt;b&gt;\n\nhttps://example.org/a"


def test_slack_gets_a_header_the_words_the_picture_and_the_link() -> None:
    made = slack.api(replace(STORY, image="https://cdn.example.org/a.png", alt="A bridge"))
    blocks = made["blocks"]
    assert isinstance(blocks, list)
    assert [block["type"] for block in blocks] == ["header", "section", "image", "section"]
    assert blocks[0]["text"] == {"type": "plain_text", "text": "Lindholm votes", "emoji": False}
    assert blocks[1]["text"]["text"] == "5 < 6 & <b>"
    assert blocks[2] == {"type": "image", "image_url": "https://cdn.example.org/a.png", "alt_text": "A bridge"}
    assert blocks[3]["text"]["text"] == "<https://example.org/a|Lindholm votes>"


def test_a_headline_that_a_header_cannot_hold_stays_with_the_words() -> None:
    long = "word " * 31 + "end"
    blocks = slack.api(Draft(text=f"{long}\n\nmore", title=long))["blocks"]
    assert isinstance(blocks, list)
    assert [block["type"] for block in blocks] == ["section"]


def test_a_picture_on_nostr_stands_in_the_content_as_its_tag_wants() -> None:
    event = nostr.api(Draft(text="hello", image="https://cdn.example.org/a.png", alt="A bridge"))
    assert event["content"] == "hello\n\nhttps://cdn.example.org/a.png"
    assert event["tags"] == [["imeta", "url https://cdn.example.org/a.png", "alt A bridge"]]


def test_a_topic_that_threads_would_refuse_is_left_out() -> None:
    assert "topic_tag" not in threads.api(Draft(text="hello", tags=("a" * 51,)))
    assert threads.api(Draft(text="hello", tags=("a" * 51, "Sea")))["topic_tag"] == "Sea"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. one\n12. two", "1\\. one\n12\\. two"),
        ("in 3.1 million. 4", "in 3.1 million. 4"),
        ("-# small\n- list", "-\\# small\n\\- list"),
        ("a\\.b", "a\\\\.b"),
    ],
)
def test_discord_makes_no_list_of_an_articles_lines(text: str, escaped: str) -> None:
    assert escaped == discord.escape(text)
    assert text == discord.unescape(escaped)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("see &#flood", "see &#\u2060flood"),
        ("(a)#flood", "(a)#\u2060flood"),
        ("#1 in the city", "#1 in the city"),
        ("C#and", "C#and"),
        ("#2026flood", "#\u2060 2026flood".replace(" ", "")),
    ],
)
def test_a_tag_of_any_network_is_defused_on_all(text: str, safe: str) -> None:
    assert safe == defuse(mastodon.NETWORK, text)[0]


@pytest.mark.parametrize(("size", "headed"), [(149, True), (150, True), (151, False)])
def test_a_slack_header_holds_150_characters(size: int, headed: bool) -> None:
    title = "w" * size
    blocks = slack.api(Draft(text=f"{title}\n\nmore", title=title))["blocks"]
    assert isinstance(blocks, list)
    assert (blocks[0]["type"] == "header") is headed


@pytest.mark.parametrize(
    "draft",
    [
        Draft(text="Lindholm votes", title="Lindholm votes"),  # nothing would be left for the section
        Draft(text="Tonight\n\nmore", title="Lindholm votes"),  # the first line is not the headline
        Draft(text="\n\nmore"),  # no headline
    ],
)
def test_slack_has_no_header_where_the_words_are_not_headline_and_rest(draft: Draft) -> None:
    blocks = slack.api(draft)["blocks"]
    assert isinstance(blocks, list)
    assert [(block["type"], block["text"]["text"]) for block in blocks] == [("section", draft.text)]


def test_slack_reads_no_markup_and_fetches_no_card() -> None:
    made = slack.api(replace(STORY, image="image-a.png"))  # a file of the edition has no address yet
    assert (made["mrkdwn"], made["unfurl_links"]) == (False, False)
    assert made["text"] == "Lindholm votes\n\n5 &lt; 6 &amp; &lt;b&gt;\n\nhttps://example.org/a"
    assert isinstance(made["blocks"], list)
    assert [block["type"] for block in made["blocks"]] == ["header", "section", "section"]


def test_a_bar_ends_neither_slacks_address_nor_its_label() -> None:
    made = slack.api(Draft(text="a", title="Now | then <b>", link="https://example.org/?a|b&c"))["blocks"]
    assert isinstance(made, list)
    assert made[-1]["text"] == {
        "type": "mrkdwn",
        "text": "<https://example.org/?a%7Cb&amp;c|Now ¦ then &lt;b&gt;>",
    }


def test_a_link_without_a_title_is_its_own_label() -> None:
    made = slack.api(Draft(text="a", link="https://example.org/a"))["blocks"]
    assert isinstance(made, list)
    assert made[-1]["text"]["text"] == "<https://example.org/a|https://example.org/a>"


@pytest.mark.parametrize("call", ["<!channel>", "<@U1>", "<#C1>"])
def test_slack_rings_nobody_even_where_the_sender_does_not_escape(call: str) -> None:
    assert slack.escape(f"a < b {call}") == f"a < b <\u2060{call[1:]}"


def test_slack_never_halves_a_reference_a_call_or_an_emoji() -> None:
    text = "a &amp; b <https://e.example|c> :thumbs_up+1: d"
    assert [text[start:end] for start, end in slack.own(text)] == ["&amp;", "<https://e.example|c>", ":thumbs_up+1:"]
    assert slack.unescape_text("&lt;b&gt; &amp;lt;") == "<b> &lt;"


def test_nostr_tells_clients_tags_link_and_warning() -> None:
    event = nostr.api(Draft(text="hello", tags=("Sea", "Coast"), link="https://e.example", warning="Storm"))
    assert event == {
        "kind": 1,
        "content": "hello",
        "tags": [["t", "sea"], ["t", "coast"], ["r", "https://e.example"], ["content-warning", "Storm"]],
    }
    assert nostr.api(Draft(text="hello", image="image-a.png"))["tags"] == []  # no client could load it


@pytest.mark.parametrize(("size", "topic"), [(49, True), (50, True), (51, False)])
def test_a_topic_of_threads_has_50_characters(size: int, topic: bool) -> None:
    assert ("topic_tag" in threads.api(Draft(text="hello", tags=("a" * size,)))) is topic


def test_threads_takes_one_topic_and_the_link_in_a_field_of_its_own() -> None:
    made = threads.api(Draft(text="hello", tags=("Sea", "Coast"), link="https://e.example"))
    assert made == {
        "media_type": "TEXT",
        "text": "hello",
        "link_attachment": "https://e.example",
        "topic_tag": "Sea",
    }
    assert threads.api(Draft(text="hello")) == {"media_type": "TEXT", "text": "hello"}


def test_mastodon_gets_language_visibility_and_a_warning_only_where_there_is_one() -> None:
    made = mastodon.api(Draft(text="hello", lang="pt-BR", visibility="unlisted"))
    assert made == {"status": "hello", "visibility": "unlisted", "language": "pt"}
    assert mastodon.api(Draft(text="hello", warning="Storm"))["spoiler_text"] == "Storm"


def test_discord_may_ring_nobody() -> None:
    assert discord.api(Draft(text="@everyone")) == {"content": "@everyone", "allowed_mentions": {"parse": []}}


def test_discord_never_halves_an_escape_or_its_own_markup() -> None:
    text = "a \\* b <@!12> <:wave:34> <t:56:R> <https://e.example/a> <b>"
    kept = {text[start:end] for start, end in discord.escapes(text)}
    assert kept == {"\\*", "<@!12>", "<:wave:34>", "<t:56:R>", "<https://e.example/a>"}


def test_facebook_takes_the_link_in_a_field_of_its_own() -> None:
    assert facebook.api(STORY) == {"message": STORY.text, "link": STORY.link}
    assert facebook.api(Draft(text="hello")) == {"message": "hello"}


def test_reddit_is_a_link_or_a_text() -> None:
    assert reddit.api(Draft(text="hello", link="https://e.example")) == {
        "kind": "link",
        "title": "hello",
        "url": "https://e.example",
    }
    assert reddit.api(Draft(text="hello")) == {"kind": "self", "title": "hello"}


def test_instagram_wants_the_picture_and_its_words() -> None:
    made = instagram.api(Draft(text="hello", image="https://cdn.example.org/a.png", alt="A bridge"))
    assert made == {"caption": "hello", "image_url": "https://cdn.example.org/a.png", "alt_text": "A bridge"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* and _this_", "\u2060*\u2060bold\u2060*\u2060 and \u2060_\u2060this\u2060_\u2060"),
        ("> said\n1. one\n12. two", "\u2060> said\n\u20601. one\n\u206012. two"),
        ("5 > 3, in 1.5 hours - at most", "5 > 3, in 1.5 hours - at most"),
    ],
)
def test_whatsapp_makes_nothing_of_an_articles_characters(text: str, shown: str) -> None:
    assert whatsapp.escape(text) == shown
