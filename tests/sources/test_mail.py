"""Mail: a newsletter that one receives is an article; what senders add around it is not."""

from __future__ import annotations

import pytest
from sources import same_story as stories
from sources.reading import batch, one


def message(body: str, head: str = "", kind: str = "text/html; charset=utf-8") -> str:
    return (
        "From: Bay Letter <desk@bay.example>\nSubject: Gates hold\nDate: Mon, 10 Aug 2026 04:00:00 +0200\n"
        f"{head}MIME-Version: 1.0\nContent-Type: {kind}\n\n{body}\n"
    )


def test_a_mailbox_gives_each_message() -> None:
    box = "".join(
        f"From desk@bay.example Mon Aug 10 04:00:0{n} 2026\n{message(f'<p>Day {n}.</p>')}\n" for n in range(3)
    )
    assert [article.text for article in batch("mail", box, "a.mbox").articles] == ["Day 0.", "Day 1.", "Day 2."]


def test_a_line_that_begins_with_from_parts_no_message() -> None:
    box = f"From a@b.example Mon\n{message('Hello.', kind='text/plain')}\n>From here on it is dry.\n"
    (article,) = batch("mail", box, "a.mbox").articles
    assert article.text.endswith("From here on it is dry.")


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        ("Fwd: Re: [bay-list] Gates hold", "Gates hold"),
        ("=?utf-8?Q?Caf=C3=A9_opens?=", "Café opens"),
        ("=?utf-8?B?!!?= broken", "broken"),
        ("Gates:\n hold", "Gates: hold"),
    ],
)
def test_the_subject_is_the_headline(subject: str, headline: str) -> None:
    text = message("<p>Dry.</p>").replace("Subject: Gates hold", f"Subject: {subject}")
    assert batch("mail", text, "a.eml").articles[0].headline == headline


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("List-Id: The Bay Letter <bay.example>\n", "The Bay Letter"),
        ("List-Id: <bay.example>\n", "bay.example"),
        ("", "Bay Letter"),
    ],
)
def test_the_list_is_the_site(head: str, site: str) -> None:
    assert one("mail", message("<p>Dry.</p>", head), "a.eml").site == site


@pytest.mark.parametrize(
    "foot",
    [
        "<p>View in your browser</p>",
        "<p>You are receiving this because you asked for it. Unsubscribe</p>",
        "<p><a href='#'>Manage your preferences</a></p>",
        "<p>Jetzt abmelden</p>",
        '<p style="display:none">A preheader that nobody sees</p>',
        "<p>© 2026 Bay Letter. All rights reserved.</p>",
    ],
)
def test_what_senders_add_is_left_out(foot: str) -> None:
    assert one("mail", message(f"<p>Dry.</p>{foot}"), "a.eml").text == "Dry."


def test_the_page_for_browsers_is_the_address() -> None:
    body = "<p><a href='https://bay.example/7?utm_source=mail'>View online</a></p><p>Dry.</p>"
    assert one("mail", message(body), "a.eml").url == "https://bay.example/7"


def test_a_plain_part_is_read_where_there_is_no_other() -> None:
    text = "The gates held\nall night.\n\n- One\n- Two\n\n-- \nThe desk"
    assert one("mail", message(text, kind="text/plain"), "a.eml").text == "The gates held all night.\n\n- One\n- Two"


def test_the_html_part_counts_before_the_plain_one_and_attachments_not_at_all() -> None:
    parts = (
        "--x\nContent-Type: text/plain\n\nPlain.\n"
        "--x\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>No.</p>\n"
        "--x\nContent-Type: text/html\n\n<p>Rich.</p>\n--x--\n"
    )
    assert one("mail", message(parts, kind="multipart/mixed; boundary=x"), "a.eml").text == "Rich."


def test_tables_that_only_place_things_are_no_tables() -> None:
    inner = f"<table><tr><td>{stories.HTML}</td><td><img src='https://a.example/logo.png' width=40></td></tr></table>"
    body = f"<table><tr><td>{inner}</td></tr></table>"
    assert one("mail", message(body), "a.eml").text == stories.TEXT


def test_headers_without_end_cost_what_they_are_long() -> None:
    head = "Content-Transfer-Encoding: " + "<a=" * 20_000 + "\nList-Id: " + "=?x?q?" * 5_000 + "\n"
    assert batch("mail", message("<p>Dry.</p>", head), "a.eml").articles[0].text == "Dry."


def test_a_header_in_raw_utf_8_is_read() -> None:
    text = message("<p>Dry.</p>").replace("Subject: Gates hold", "Subject: Café öffnet")
    assert batch("mail", text, "a.eml").articles[0].headline == "Café öffnet"


def test_a_long_row_of_buttons_is_looked_at_once() -> None:
    raw = "From: a <a@bay.example>\nSubject: Gates hold\n\n" + "like " * 20_000 + "the harbour\n"
    assert batch("mail", raw, "a.eml").articles[0].text.endswith("the harbour")


@pytest.mark.parametrize(
    "wrapped",
    [
        "Content-Type: message/rfc822\n\n" * 3_000,
        "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000)),
    ],
    ids=["messages", "parts"],
)
def test_a_message_wrapped_without_end_costs_itself_alone(wrapped: str) -> None:
    head = "From reader Mon Aug 10 04:00:00 2026\nFrom: a@b.example\n"
    good, bad = f"{head}Subject: Gates\n\nThey hold.\n\n", f"{head}Subject: s\n{wrapped}\n\n"
    found = batch("mail", bad + good, "box.mbox")
    assert [article.headline for article in found.articles][-1:] == ["Gates"]
    (told,) = found.notices
    assert ("nested too deep" in told.what, told.where, bool(told.fix)) == (True, "box.mbox, message 1", True)
