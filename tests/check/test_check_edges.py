"""Each rule at its edge: the last value that is right and the first that is not, and what only looks like a fault."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from check.asking import GOOD, found
from editions import standard

from digest import shelf
from digest.check import Sheet, merge_tags, preheader, size
from digest.settings import EmailSettings, NewsletterSettings, Settings

SENT = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take", sender="a@b.example"))
UNSENT = replace(SENT, newsletter=NewsletterSettings(id="daily", name="The Daily Take"))


def whats(rule: str, body: str, **more: Any) -> list[str]:
    return [one.what for one in found(rule, body, **more)]


@pytest.mark.parametrize(("length", "fits"), [(39, False), (40, True), (110, True), (111, False)])
def test_a_preheader_has_40_to_110_characters(length: int, fits: bool) -> None:
    page = f'<html><body><div style="display:none">{"x" * length}</div><p>Hello</p></body></html>'
    assert (whats("preheader", page, whole=True) == []) is fits


def test_a_preheader_says_something_else_than_the_subject() -> None:
    line = "Ferry line to the outer islands opens a month early"
    page = f'<html><body><span style="display:none">{line}</span></body></html>'
    edition = replace(standard(), subject=line.upper())
    assert whats("preheader", page, whole=True, edition=edition) == ["the preheader repeats the subject"]
    assert whats("preheader", page, whole=True, edition=replace(edition, subject="Another")) == []


@pytest.mark.parametrize(
    "body",
    [
        "<div>A line of at least forty characters that everybody sees.</div>",
        '<p>Hello</p><div>Seen</div><div style="display:none">A line of at least forty characters, too late.</div>',
        "",
    ],
)
def test_a_preheader_is_the_first_line_and_hidden(body: str) -> None:
    told = whats("preheader", f"<html><body>{body}</body></html>", whole=True)
    assert [what.partition(":")[0] for what in told] == ["there is no preheader"]


def test_a_page_without_a_body_has_no_preheader() -> None:
    page = {"email.html": b"<p>Hello</p>"}
    assert [one.severity for one in preheader.check(Sheet(files=page))] == ["warning"]


@pytest.mark.parametrize("name", ["web.html", "share.html", "links.html", "page.txt"])
def test_pages_that_are_not_sent_have_neither_preheader_nor_size(name: str) -> None:
    sheet = Sheet(files={name: b"<html><body>" + b"x" * 200_000})
    assert [*preheader.check(sheet), *size.check(sheet)] == []


@pytest.mark.parametrize(
    ("length", "severity"),
    [(79_999, ""), (80_000, "warning"), (94_999, "warning"), (95_000, "error"), (150_000, "error")],
)
def test_size_warns_from_80_kilobytes_and_stops_from_95(length: int, severity: str) -> None:
    lines = b"x" * 69 + b"\n"
    html = (lines * (length // 70 + 1))[:length]  # nothing in it that the transfer encoding makes longer
    told = list(size.check(Sheet(files={"a.html": html})))
    assert [one.severity for one in told] == ([severity] if severity else [])
    assert all(one.where == "a.html" for one in told)


def test_a_light_page_or_one_that_is_not_sent_hides_no_heavy_one() -> None:
    heavy = b"x" * 200_000
    files = {"web.html": heavy, "a.html": b"<p>light</p>", "b.html": heavy, "notes.txt": heavy, "c.htm": heavy}
    assert [one.where for one in size.check(Sheet(files=files))] == ["b.html", "c.htm"]


def test_the_limits_of_size_are_the_settings() -> None:
    settings = replace(SENT, email=EmailSettings(warn_kb=1, max_kb=2))
    told = [list(size.check(Sheet(files={"a.html": b"x" * n}, settings=settings))) for n in (900, 1100, 2100)]
    assert [[one.severity for one in found] for found in told] == [[], ["warning"], ["error"]]
    assert "1 KB is the limit" in told[1][0].what and "2 KB is the limit" in told[2][0].what


@pytest.mark.parametrize(("cte", "heavy"), [("quoted-printable", True), ("8bit", False)])
def test_the_size_of_a_mail_is_that_of_its_part_as_sent(cte: str, heavy: bool) -> None:
    mail = EmailMessage()
    mail["Subject"] = "x"
    mail.set_content("hi")
    html = "<p>" + ("é" * 30 + "\n") * 700 + "</p>"  # 43 KB as it is, 130 KB in quoted-printable
    mail.add_alternative(html, subtype="html", cte=cte)
    sheet = Sheet(files={"email.html": html.encode(), "message.eml": mail.as_bytes()})
    assert bool(list(size.check(sheet))) is heavy


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("x" * 70, ""),
        ("x" * 71, "71 characters; inboxes show about 70"),
        ("x" * 150, "150 characters; inboxes show about 70"),
        ("x" * 151, "151 characters; it is sent with 150"),
        ("HARBOURS", ""),  # eight letters may be a name
        ("HARBOURS!", ""),
        ("HARBOURSX", "shouts"),
        ("HARBOURsxa", ""),  # seven of ten are not more than seven tenths
        ("HARBOURSxa", "shouts"),
        ("Open! At last!", "shouts"),
        ("Open! At last", ""),
        ("Really?!", "shouts"),
        ("Really? Yes?", ""),
        ("港口今天开放了吗我们去看看吧", ""),  # a script without capitals shouts at nobody
    ],
)
def test_a_subject_at_its_edges(subject: str, says: str) -> None:
    told = whats("subject", "x", edition=replace(standard(), subject=subject, subject_variants=()))
    assert [says in what for what in told] == ([True] if says else [])


def test_a_subject_of_spaces_is_none_and_an_error() -> None:
    told = found("subject", "x", edition=replace(standard(), subject="  ", subject_variants=()))
    assert [(one.severity, one.where) for one in told] == [("error", "edition: subject")]
    assert found("subject", "x") == []


@pytest.mark.parametrize(
    ("style", "passes"),
    [
        ("color:#767676", True),  # 4.54:1
        ("color:#777777", False),  # 4.48:1
        ("color:#949494;font-size:24px", True),  # 3.03:1, large
        ("color:#949494;font-size:23px", False),
        ("color:#949494;font-size:18.66px;font-weight:bold", True),
        ("color:#949494;font-size:18.66px", False),
        ("color:#949494;font-size:18px;font-weight:bold", False),
        ("color:#959595;font-size:24px", False),  # 2.99:1: too pale at any size
        ("color:#949494;font:bold 20px/1.2 serif", True),
        ("color:#949494;font-size:20px;font-weight:600", True),
        ("color:#949494;font-size:20px;font-weight:500", False),
    ],
)
def test_small_text_needs_four_and_a_half_to_one_and_large_text_three(style: str, passes: bool) -> None:
    told = found("contrast", f'<p style="{style}">x</p>')
    assert (told == []) is passes
    assert all(one.severity == "error" and one.fix.startswith("use #") for one in told)


@pytest.mark.parametrize("tag", ["b", "strong", "h1", "h2", "h3", "h4", "th"])
def test_some_elements_are_bold_by_themselves(tag: str) -> None:
    style = "color:#949494;font-size:20px"
    assert found("contrast", f'<{tag} style="{style}">x</{tag}>') == []
    assert found("contrast", f'<{tag} style="{style};font-weight:normal">x</{tag}>')


def test_the_same_two_colours_are_told_once() -> None:
    pale = '<p style="color:#aaaaaa">one</p>'
    assert len(found("contrast", pale * 3)) == 1
    assert len(found("contrast", pale + '<p style="color:#bbbbbb">two</p>')) == 2


@pytest.mark.parametrize(
    "body",
    [
        '<table background="a.png"><tr><td style="color:#aaaaaa">x</td></tr></table>',
        '<div style="background-image:url(a.png)"><p style="color:#aaaaaa">x</p></div>',
        '<div style="background:linear-gradient(#000,#fff)"><p style="color:#aaaaaa">x</p></div>',
        '<p><a href="https://a.example">the reader\'s own colour</a></p>',
        '<p style="color:#aaaaaa;display:none">x</p>',
        '<p style="color:#ffffff">\u200c\u00ad</p>',
    ],
)
def test_what_nobody_can_tell_or_see_is_no_fault_of_contrast(body: str) -> None:
    assert found("contrast", body) == []


@pytest.mark.parametrize(
    ("body", "pale"),
    [
        ('<table bgcolor="#333333"><tr><td style="color:#444444">x</td></tr></table>', True),
        ('<div style="background:#333333"><p style="color:#444444;background:transparent">x</p></div>', True),
        ('<p style="color:#aaaaaa"><a href="https://a.example" style="color:inherit">x</a></p>', True),
        ('<p style="color:#aaaaaa"><a name="x">x</a></p>', True),
    ],
)
def test_colours_come_from_what_an_element_stands_in(body: str, pale: bool) -> None:
    assert bool(found("contrast", body)) is pale


@pytest.mark.parametrize(
    ("style", "high"),
    [
        ("display:block;line-height:24px", True),
        ("display:block;line-height:23px", False),
        ("display:block;font-size:20px", True),  # 1.2 times
        ("display:block;font-size:19px", False),
        ("font-size:20px", False),  # an inline link is as high as its letters: 23 px
        ("font-size:21px", True),
        ("line-height:40px;font-size:14px", False),
        ("font-size:14px;padding:4px", True),  # 16.1 and twice 4
        ("font-size:14px;padding:3px", False),
        ("font-size:14px;padding:4px 0 3px", False),
        ("font-size:14px;padding:0 9px", False),
        ("font-size:14px;padding-top:8px", True),
        ("font-size:14px;padding-bottom:8px", True),
        ("font-size:14px;padding-left:8px", False),
        ("font-size:14px;padding-top:8", True),
        ("font-size:14px;padding-bottom:8", True),
        ("font-size:21px;padding:auto", True),
        ("display:block;font:14px/24px serif", True),
        ("display:block;font:14px/23px serif", False),
        ("display:block;font-size:14px;line-height:1.7", False),  # a number is so many times the letters' size
        ("display:block;font-size:14px;line-height:1.72", True),
        ("display:block;font-size:14px;line-height:2", True),
        ("display:block;font-size:14px;line-height:170%", False),
        ("display:block;font-size:14px;line-height:172%", True),
        ("display:block;font-size:14px;line-height:1.72em", True),
        ("display:block;font:14px/1.72 serif", True),
        ("display:block;font:14px/1.7 serif", False),
        ("display:block;font-size:20px;line-height:normal", True),
    ],
)
def test_a_finger_needs_24_pixels(style: str, high: bool) -> None:
    link = f'<p><a href="https://a.example" style="{style}">alone</a></p>'
    assert (found("tap-target", link) == []) is high


@pytest.mark.parametrize(
    "body",
    [
        '<p>Read <a href="https://a.example">it</a> now</p>',
        '<p><a href="https://a.example">it</a> now</p>',
        '<p><a href="https://a.example"></a></p>',
        '<p><a name="top">alone</a></p>',
        '<p style="display:none"><a href="https://a.example">alone</a></p>',
        '<p><a href="https://a.example"><img src="a.png" alt="x" height="24"></a></p>',
    ],
)
def test_what_needs_no_finger_of_its_own(body: str) -> None:
    assert found("tap-target", body) == []


def test_a_link_between_few_characters_stands_alone() -> None:
    alone = '<p>%s<a href="https://a.example">it</a></p>'
    assert found("tap-target", alone % "» ")
    assert found("tap-target", alone % "abcd") == []
    block = '<p>Read <a href="https://a.example" style="display:block;font-size:14px">it</a> now</p>'
    assert found("tap-target", block), "a block stands in no sentence"


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2><h3>e</h3>", []),
        ("<h1>a</h1><h2>b</h2><h4>c</h4>", ["h4 follows h2: a level is skipped"]),
        ("<h1>a</h1><h4>c</h4><h1>x</h1>", ["there is a second h1", "h4 follows h1: a level is skipped"]),
        ('<h1 style="display:none">a</h1>', ["there is no h1"]),
        ('<h1>a</h1><h3 style="display:none">b</h3>', []),
        ("<h3>a</h3><h1>b</h1>", []),
    ],
)
def test_headings_go_down_one_step_at_a_time(body: str, faults: list[str]) -> None:
    assert whats("headings", body) == faults


@pytest.mark.parametrize(
    ("link", "rule", "severity"),
    [
        ('<a href=" ">x</a>', "link-empty", "error"),
        ('<a href="#top">x</a>', "link-empty", ""),
        ('<a href="VBScript:x">x</a>', "link-empty", "error"),
        ('<a href="data:text/html,x">x</a>', "link-empty", "error"),
        ('<a href="https://a.example/javascript:x">x</a>', "link-empty", ""),
        ("<a>x</a>", "link-empty", ""),
        ('<a href="https://a.example"><img src="a.png" alt="A ferry"></a>', "link-text", ""),
        ('<a href="https://a.example" aria-label="A ferry"></a>', "link-text", ""),
        ('<a href="https://a.example" style="display:none"></a>', "link-text", ""),
        ('<a href="https://a.example">Here!</a>', "link-text", "warning"),
        ('<a href="https://a.example">Here it opens</a>', "link-text", ""),
    ],
)
def test_a_link_leads_somewhere_and_says_where(link: str, rule: str, severity: str) -> None:
    assert [one.severity for one in found(rule, link)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Read on: https://a.example/%C3%A4hnlich", ""),
        (
            "Read on: https://a.example/%C3%\u2060A4hnlich",
            "U+2060, which nobody sees, ends the link https://a.example/%C3%",
        ),
        (
            "mailto:?body=https%3A//a.example/soft\u00adhyphen",
            "U+00AD, which nobody sees, ends the link mailto:?body=https%3A//a.example/soft",
        ),
        ("Between https://a.example/ and \u2060{{ words }}", ""),
    ],
)
def test_no_address_of_the_text_part_is_broken_by_what_nobody_sees(text: str, ends: str) -> None:
    told = found("link-broken", "<p>x</p>", files={"email.txt": text.encode()})
    assert [(one.what, one.severity, one.where) for one in told] == ([(ends, "error", "email.txt")] if ends else [])


@pytest.mark.parametrize(
    ("body", "twins"),
    [
        ('<p><a href="https://a.example">x</a></p><p><a href="https://a.example">x</a></p>', False),
        ('<p><a href="https://a.example">x</a> <a href="https://b.example">x</a></p>', False),
        ('<p><a href="https://a.example">x</a> <a href="https://a.example">y</a></p>', False),
        ('<p><a href="https://a.example">x</a> <a href="https://a.example">x</a></p>', True),
    ],
)
def test_only_neighbours_with_the_same_words_are_one_link_twice(body: str, twins: bool) -> None:
    assert bool(found("link-duplicate", body)) is twins


@pytest.mark.parametrize(
    ("image", "says"),
    [
        ('<img src="a.png" alt="" width="1" height="9">', ""),
        ('<img src="a.png" alt="" width="9" height="0">', ""),
        ('<img src="a.png" alt=" " width="9" height="9">', "empty alternative"),
        ('<img src="a.png" alt="x" width="9" height="9">', ""),
        ('<img src="a.png" alt="x">', "a picture has no width and no height"),
        ('<img src="a.png" alt="x" height="9">', "a picture has no width"),
    ],
)
def test_a_picture_says_what_it_shows_and_how_large_it_is(image: str, says: str) -> None:
    assert [says in what for what in whats("picture-alt", f"<div>{image}</div>")] == ([True] if says else [])


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<html lang="pt-BR" dir="ltr">', []),
        ('<html lang="und" dir="rtl">', ["the page does not say its language"]),
        ('<html lang="english" dir="ltr">', ["the page does not say its language"]),
        ('<html lang="en" dir="auto">', ["the page does not say its direction"]),
        ("", ["the page does not say its language", "the page does not say its direction"]),
    ],
)
def test_a_page_says_its_language_and_direction(html: str, faults: list[str]) -> None:
    assert whats("language", f"{html}<body>x</body>", whole=True) == faults


@pytest.mark.parametrize(
    ("body", "loads"),
    [
        ('<link rel="icon" href="https://a.example/x.ico">', 0),
        ('<link rel="preload" href="https://a.example/x.woff">', 1),
        ('<video src="https://a.example/x.mp4"></video>', 1),
        ('<object data="https://a.example/x.swf"></object>', 1),
        ('<iframe src="https://a.example"></iframe>', 2),  # loads, and does not work in mail
        ("<form></form>", 1),
        ('<script type="application/ld+json">{}</script>', 0),
        ("<style>p { background: url(data:image/png;base64,AA) }</style>", 0),
        ("<style>p { background: url('https://a.example/x.png') }</style>", 1),
    ],
)
def test_nothing_is_loaded_from_elsewhere(body: str, loads: int) -> None:
    assert len(found("external", body)) == loads


def test_the_web_version_may_have_a_form() -> None:
    assert found("external", "", files={"web.html": (GOOD % "<form></form>").encode()}) == []
    assert found("https", '<table background="http://a.example/x.png"></table>')[0].severity == "error"


NEWS = replace(standard().newsletter, address="12 Quay Street,\n40210 Marrow Bay", unsubscribe=("https://a.example/u",))
EDITION = replace(standard(), newsletter=NEWS)
FOOTER = '<p>12 Quay Street, 40210 Marrow Bay <a href="https://a.example/u">Unsubscribe</a></p>'
TEXT = {"email.txt": b"12 Quay Street,\n  40210 Marrow Bay\n"}


@pytest.mark.parametrize(
    ("body", "files", "faults"),
    [
        (FOOTER, TEXT, []),
        (FOOTER, {}, [("the postal address is not shown", "email.txt")]),
        (
            '<p>Elsewhere <a href="https://a.example/u">Unsubscribe</a></p>',
            TEXT,
            [("the postal address is not shown", "email.html")],
        ),
        (
            '<p>12 Quay Street, 40210 Marrow Bay <a href="https://a.example/v">Unsubscribe</a></p>',
            TEXT,
            [("no link leads to unsubscribing", "email.html")],
        ),
    ],
)
def test_both_parts_show_the_address_and_the_mail_a_way_out(
    body: str, files: dict[str, bytes], faults: list[tuple[str, str]]
) -> None:
    told = found("imprint", body, files=files, edition=EDITION, settings=SENT)
    assert [(one.what, one.where) for one in told] == faults
    assert all(one.severity == "error" for one in told)


def test_before_a_newsletter_can_be_sent_the_law_is_only_a_reminder() -> None:
    told = found("imprint", "x", edition=EDITION, settings=UNSENT)
    assert {one.severity for one in told} == {"warning"} and len(told) == 3
    assert found("imprint", "x", settings=SENT) == []


def test_the_senders_own_way_out_is_one() -> None:
    bare = replace(EDITION, newsletter=replace(NEWS, unsubscribe=()))
    settings = replace(SENT, email=EmailSettings(merge_tags="mailchimp"))
    body = FOOTER.replace("https://a.example/u", "*|UNSUB|*")
    assert found("imprint", body, files=TEXT, edition=bare, settings=settings) == []
    assert whats("imprint", FOOTER, files=TEXT, edition=bare, settings=settings) == ["no link leads to unsubscribing"]
    assert whats("imprint", FOOTER, files=TEXT, edition=bare, settings=SENT) == ["there is no way to unsubscribe"]


def test_the_address_that_a_new_workspace_begins_with_is_no_postal_address() -> None:
    """Taken from the file that `digest init` copies, so that both stay the same words."""
    written = tomllib.loads(shelf.data("init/digest.toml").decode())["newsletter"]["address"]
    made = replace(EDITION, newsletter=replace(NEWS, address=f" {written.upper()}"))
    told = found("imprint", FOOTER, files=TEXT, edition=made, settings=SENT)
    assert [(one.severity, one.where) for one in told] == [("warning", "digest.toml: newsletter.address")]
    assert "digest init wrote it" in told[0].what


@pytest.mark.parametrize(
    ("unsubscribe", "list_id", "missing"),
    [
        ((), "a.example", {"List-Id"}),
        (("https://a.example/u",), "a.example", {"List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"}),
        (("mailto:u@a.example",), "a.example", {"List-Id", "List-Unsubscribe"}),
        (("mailto:u@a.example",), "", {"List-Unsubscribe", "List-Id"}),
    ],
)
def test_the_headers_that_a_list_has_are_in_its_message(
    unsubscribe: tuple[str, ...], list_id: str, missing: set[str]
) -> None:
    edition = replace(EDITION, newsletter=replace(NEWS, unsubscribe=unsubscribe, list_id=list_id))
    told = found("list-headers", "x", edition=edition, files={"message.eml": b"Subject: x\r\n\r\nhi\r\n"})
    assert {one.what.removeprefix("the message has no ") for one in told} == missing
    unset = [one.where for one in told if one.severity == "warning"]
    assert unset == ([] if list_id else ["digest.toml"])


def test_headers_that_are_there_are_no_fault() -> None:
    mail = b"List-Unsubscribe: <https://a.example/u>\r\nList-Unsubscribe-Post: x\r\nList-Id: <a.example>\r\n\r\nhi\r\n"
    edition = replace(EDITION, newsletter=replace(NEWS, list_id="a.example"))
    assert found("list-headers", "x", edition=edition, files={"message.eml": mail}) == []


HEADERS = b"From: a@b.example\r\nSubject: x\r\nDate: Mon, 10 Aug 2026 06:00:00 +0000\r\nMessage-ID: <1@b.example>\r\n"
BOTH = (
    HEADERS + b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n'
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>hi\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("message", "says"),
    [
        (BOTH % b"hi", ""),
        (BOTH % (b"y" * 998), ""),
        (BOTH % (b"y" * 999), "a line of more than 998 octets"),
        (b"From: c@b.example\r\n" + BOTH % b"hi", "2 × From"),
        (BOTH.replace(b"Message-ID: <1@b.example>\r\n", b"") % b"hi", "0 × Message-ID"),
        (BOTH.replace(b"--b--", b"") % b"hi", "CloseBoundaryNotFoundDefect"),
        (BOTH % b"\x7f\x80", "octets above 127"),
    ],
)
def test_a_message_is_one_that_every_server_takes(message: bytes, says: str) -> None:
    told = found("message", "x", files={"message.eml": message})
    assert [says in one.what for one in told] == ([True] if says else [])


@pytest.mark.parametrize(("missing", "told"), [(0, False), (1, False), (2, True)])
def test_five_words_of_a_hundred_may_stand_in_one_part_alone(missing: int, told: bool) -> None:
    words = [f"w{n}" for n in range(20)]
    html = f"<html><body><p>{' '.join(words)}</p></body></html>"
    text = " ".join(words[missing:])
    found_ = found("parity", html, whole=True, files={"email.txt": text.encode()})
    assert [one.where for one in found_] == (["email.txt"] if told else [])


def test_words_that_only_the_text_has_are_told_of_the_html() -> None:
    text = "one two three [12] https://a.example/x mailto:a@b.example four"
    assert whats("parity", "<html><p>one two three four</p>", whole=True, files={"email.txt": text.encode()}) == []
    told = found("parity", "<html><p>one</p>", whole=True, files={"email.txt": b"one two two"})
    assert [(one.what, one.where) for one in told] == [
        ("the HTML lacks 67% of the words, among them: two", "email.html")
    ]


def test_a_text_without_spaces_is_compared_sign_by_sign() -> None:
    html, text = "<html><p>港口今天开放</p>", "港口今\n天开放"
    assert whats("parity", html, whole=True, files={"email.txt": text.encode()}) == []


@pytest.mark.parametrize("sender", ["listmonk", "mailchimp"])
def test_every_placeholder_of_the_sender_is_its_own_and_of_another_none(sender: str) -> None:
    settings = replace(SENT, email=EmailSettings(merge_tags=sender))
    own = {"listmonk": "{{ UnsubscribeURL }} {{ MessageURL }} {{ ManageURL }}", "mailchimp": "*|UNSUB|* *|ARCHIVE|*"}
    for tags, text in own.items():
        told = found("merge-tags", f"<p>{text}</p>", edition=EDITION, settings=settings)
        assert (told == []) is (tags == sender)


def test_styles_comments_and_scripts_hold_no_tags_of_a_sender() -> None:
    body = "<style>a{{b}}</style><!-- {% if mso %} --><script>[[1]]</script>"
    assert found("merge-tags", body, edition=EDITION, settings=SENT) == []
    assert found("merge-tags", "<p>{{ name }}</p>", settings=SENT) == [], "a page that is no edition"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>x</p>", []),
        ("<style>p::first-line{color:red}</style>", ["css-support"]),
        ("<style>p:hover{color:red}</style>", []),  # nothing is lost without it
        ("<style>@media (prefers-color-scheme:dark){p{color:red}}</style>", []),
    ],
)
def test_only_what_readers_would_miss_is_told(body: str, told: list[str]) -> None:
    assert [one.rule for one in found("css-support", body)] == told


def test_a_text_part_alone_is_looked_at_too() -> None:
    sheet = Sheet(files={"email.txt": b"Dear {{ name }}"}, edition=EDITION, settings=SENT)
    assert [one.where for one in merge_tags.check(sheet)] == ["email.txt"]
