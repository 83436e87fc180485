"""What programs get: Telegram's HTML, Slack's blocks, Nostr's event, Threads' fields; nothing is read as markup."""

from dataclasses import replace

import pytest

from digest.networks import Draft, defuse, discord, mastodon, nostr, slack, telegram, threads

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
