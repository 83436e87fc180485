"""The message, parsed back by the standard library: what was meant is what is read."""

from __future__ import annotations

import email
import email.header
import email.policy
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.edition.model import Edition, Newsletter
from digest.errors import SettingsError
from digest.message.mail import SUBJECT, compose_message, message_id, subject
from digest.text.clean import line

PAPER = Newsletter(
    id="daily",
    name="The Daily Take",
    sender="The Daily Take <digest@example.org>",
    to="digest@lists.example.org",
    reply_to="desk@example.org",
    list_id="daily.example.org",
    unsubscribe=("mailto:leave@example.org", "https://example.org/unsubscribe"),
)
EDITION = Edition(
    key="daily-2026-08-10",
    slot="2026-08-10",
    at=datetime(2026, 8, 10, 6, tzinfo=ZoneInfo("Europe/Berlin")),
    number=3,
    newsletter=PAPER,
    subject="Harbour reopens",
    preheader="",
    lead=None,
)
HTML = '<!doctype html><html lang="en"><body><p>Hello</p></body></html>\n'
EXPECTED = ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe"]
EXPECTED += ["List-Unsubscribe-Post", "MIME-Version", "Content-Type"]


def composed(
    *, html: str = HTML, text: str = "Hello\n", paper: Newsletter = PAPER, subject: str = EDITION.subject
) -> bytes:
    return compose_message(replace(EDITION, newsletter=paper, subject=subject), html=html, text=text)


def parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def body(raw: bytes, kind: str) -> str:
    part = parsed(raw).get_body((kind,))
    assert part is not None
    content, charset = part.get_payload(decode=True), part.get_content_charset()
    assert isinstance(content, bytes) and charset is not None
    return content.decode(charset)


def assert_mail_safe(raw: bytes) -> None:
    lines = raw.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines) and b"\0" not in raw and raw.isascii()
    assert not [line for line in lines if line == b"." or line.startswith(b"From ") or len(line) > 900]


def test_the_headers_are_those_of_the_design_and_no_others() -> None:
    message = parsed(composed())
    assert message.keys() == EXPECTED
    assert message["Date"].datetime == datetime(2026, 8, 10, 6, tzinfo=timezone(timedelta(hours=2)))
    assert message["List-Unsubscribe"] == "<https://example.org/unsubscribe>, <mailto:leave@example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "The Daily Take <daily.example.org>"
    assert re.fullmatch(r"<[0-9a-f]{32}@daily\.example\.org>", message["Message-ID"])


def test_one_click_is_only_promised_where_https_can_take_it() -> None:
    message = parsed(composed(paper=replace(PAPER, unsubscribe=("mailto:leave@example.org",))))
    assert message["List-Unsubscribe-Post"] is None
    assert parsed(composed(paper=replace(PAPER, unsubscribe=())))["List-Unsubscribe"] is None


def test_text_stands_first_and_html_last_and_the_kinds_of_encoding_are_as_promised() -> None:
    parts = list(parsed(composed(html=HTML.replace("Hello", "Grüße"), text="Grüße\n")).walk())
    assert [(p.get_content_type(), p["Content-Transfer-Encoding"]) for p in parts] == [
        ("multipart/alternative", None),
        ("text/plain", "quoted-printable"),
        ("text/html", "7bit"),
    ]


def test_the_message_id_belongs_to_newsletter_and_key_alone() -> None:
    assert message_id(EDITION) == message_id(
        replace(EDITION, subject="Other", at=datetime(2030, 1, 1, tzinfo=ZoneInfo("UTC")))
    )
    other = [replace(EDITION, key="daily-2026-08-11"), replace(EDITION, newsletter=replace(PAPER, id="weekly"))]
    assert len({message_id(e) for e in [EDITION, *other]}) == 3


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert composed() == composed()


def test_a_long_unsubscribe_address_is_neither_folded_nor_encoded() -> None:
    url = "https://example.org/u?" + "x" * 800
    raw = composed(paper=replace(PAPER, unsubscribe=(url,)))
    assert f"List-Unsubscribe: <{url}>\r\n".encode() in raw


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("digest@example.org", "", "digest@example.org"),
        ("<digest@example.org>", "", "digest@example.org"),
        ("Take, Daily <digest@example.org>", "Take, Daily", "digest@example.org"),
        ('"Take, Daily" <digest@example.org>', "Take, Daily", "digest@example.org"),
        ('The "Daily" \\ Take <digest@example.org>', 'The "Daily" \\ Take', "digest@example.org"),
        ("Tägliche Ausgabe <digest@example.org>", "Tägliche Ausgabe", "digest@example.org"),
        ("Take (daily); <x> <digest@example.org>", "Take (daily); <x>", "digest@example.org"),
        ("=?utf-8?q?x?= <digest@example.org>", "=?utf-8?q?x?=", "digest@example.org"),
        ("Ausgabe <digest@bücher.example>", "Ausgabe", "digest@xn--bcher-kva.example"),
    ],
)
def test_a_sender_is_read_back_as_it_was_written(sender: str, name: str, address: str) -> None:
    field = parsed(composed(paper=replace(PAPER, sender=sender)))["From"]
    assert [(a.display_name, a.addr_spec) for a in field.addresses] == [(name, address)]


def test_a_long_name_in_another_script_has_no_seams() -> None:
    raw = composed(paper=replace(PAPER, sender="日" * 60 + " <digest@example.org>"))
    # The older interface: the newer one keeps the folds between encoded words of a name.
    field = email.message_from_bytes(raw)["From"]
    assert str(email.header.make_header(email.header.decode_header(field))) == "日" * 60 + " <digest@example.org>"


@pytest.mark.parametrize(
    "sender", ["", "nobody", "a b@example.org", "ä@example.org", "x@", "a@b@c", "a@b>\r\nBcc: c@d"]
)
def test_a_sender_that_is_no_address_is_a_configuration_error(sender: str) -> None:
    with pytest.raises(SettingsError) as error:
        composed(paper=replace(PAPER, sender=sender))
    assert error.value.exit_code == 78


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_subject_is_one_line_of_at_most_150_characters_and_reads_back(text: str) -> None:
    raw = composed(subject=text)
    message = parsed(raw)
    assert message.keys() == EXPECTED
    assert message["Subject"] == subject(text)
    assert len(subject(text)) <= SUBJECT
    assert_mail_safe(raw)
    head = raw.split(b"\r\n\r\n")[0]
    assert all(len(line) <= 76 for line in head.split(b"\r\n") if b"Subject" in line or line.startswith(b" =?"))


def test_encoded_words_never_cut_a_letter_or_a_flag() -> None:
    raw = composed(subject="🇩🇪🏳️‍🌈é" * 20)
    words = re.findall(rb"=\?utf-8\?b\?[^?]+\?=", raw)
    assert len(words) > 3
    for word in words:
        assert len(word) <= 75
        shown = str(email.header.make_header(email.header.decode_header(word.decode())))
        assert shown.strip("🇩🇪🏳️‍🌈é…") == "" and not shown.startswith(("\u200d", "\ufe0f"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Storm warning\r\nBcc: victim@evil.invalid\r\n\r\nbody", "Storm warning Bcc: victim@evil.invalid body"),
        ("Cut\0 here\x1b[31m red\x07", "Cut here[31m red"),
        ("=?utf-8?q?=42cc?= x", "=?utf-8?q?=42cc?= x"),
        ("a\u2028b\x85c\x0bd", "a b c d"),
    ],
)
def test_a_hostile_headline_stays_one_harmless_line(text: str, expected: str) -> None:
    message = parsed(composed(subject=text))
    assert (message["Subject"], message.keys()) == (expected, EXPECTED)


def test_a_long_subject_is_cut_after_a_word() -> None:
    cut = subject("Alaska " * 1429)
    assert cut.endswith("Alaska…") and 140 < len(cut) <= SUBJECT
    assert len(subject("x" * 151)) == SUBJECT


LINES = st.lists(
    st.sampled_from([".", "From me", "", " ", "..", "a=b", "x" * 200, "ü" * 90, "x " * 60, "\t", "From " * 30])
)


@given(LINES | st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]))))
@settings(deadline=None)
def test_any_text_part_reads_back_and_is_safe_for_mail(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    raw = composed(text=text)
    assert_mail_safe(raw)
    assert body(raw, "plain").replace("\r\n", "\n") == text
    encoded = raw.split(b"quoted-printable\r\n\r\n")[1].split(b"\r\n--=_")[0]
    assert all(len(row) <= 78 for row in encoded.split(b"\r\n"))


WORDS = st.text(alphabet="ab <&é–你\u00a0\"'=/>", max_size=30)
ATTRS = st.lists(
    st.tuples(st.sampled_from(["class", "style", "href", "title"]), WORDS), max_size=3, unique_by=lambda a: a[0]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    from html import escape

    rows = []
    for tag, attrs, words in draw(
        st.lists(st.tuples(st.sampled_from(["p", "a", "td", "b", "pre"]), ATTRS, WORDS), max_size=60)
    ):
        spelled = "".join(f' {name}="{escape(value)}"' for name, value in attrs)
        rows.append(f"<{tag}{spelled}>{escape(words)}<br/></{tag}>")
    glue = draw(st.sampled_from(["", "\n", " "]))
    return f"<!doctype html><html><head><style>p{{color:red}} </style></head><body>{glue.join(rows)}</body></html>\n"


@given(documents())
@settings(max_examples=60, deadline=None)
def test_any_document_parses_to_the_same_tree_after_its_journey(html: str) -> None:
    raw = composed(html=html)
    assert_mail_safe(raw)
    assert tree(html) == tree(body(raw, "html"))


def test_lines_are_broken_inside_tags_and_nothing_changes() -> None:
    html = "<!doctype html><body>" + '<p class="a" style="color: red">One two</p>' * 200 + "</body>\n"
    raw = composed(html=html)
    assert b"7bit" in raw
    assert_mail_safe(raw)
    assert tree(html, fold=False) == tree(body(raw, "html"), fold=False)


def test_long_text_is_broken_at_a_space() -> None:
    html = "<!doctype html><body><p>" + "كلمة " * 300 + "</p></body>\n"
    raw = composed(html=html)
    assert b"7bit" in raw
    assert_mail_safe(raw)
    assert tree(html) == tree(body(raw, "html"))


def test_a_style_sheet_is_broken_behind_a_rule() -> None:
    css = "".join(f".c{n}{{color:red}}" for n in range(200))
    html = f"<!doctype html><head><style>{css}</style></head><body><p>x</p></body>\n"
    raw = composed(html=html)
    assert b"7bit" in raw
    assert_mail_safe(raw)
    assert body(raw, "html").replace("\r\n", "") == html.replace("\n", "")


def test_a_long_tag_is_broken_between_its_attributes_and_not_in_a_value() -> None:
    html = f'<!doctype html><body><p title="{"a b " * 150}" class="{"c " * 150}" lang="en">x</p></body>\n'
    raw = composed(html=html)
    assert b"7bit" in raw
    assert_mail_safe(raw)
    assert tree(html, fold=False) == tree(body(raw, "html"), fold=False)


def test_where_no_line_can_end_the_part_is_quoted_printable_and_unchanged() -> None:
    html = "<!doctype html><body><p>" + "首脳会談" * 100 + "</p></body>\n"
    raw = composed(html=html)
    assert_mail_safe(raw)
    assert tree(html, fold=False) == tree(body(raw, "html"), fold=False)


def test_pictures_come_along_inline() -> None:
    html = '<!doctype html><body><img alt="" src="image-1.png"><img src="https://example.org/x.png"></body>\n'
    raw = compose_message(EDITION, html=html, text="", images={"image-1.png": b"\x89PNG\r\n" * 40})
    parts = list(parsed(raw).walk())
    assert [p.get_content_type() for p in parts] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    cid = parts[-1]["Content-ID"].strip("<>")
    assert f'src="cid:{cid}"' in body(raw, "html") and 'src="https://example.org/x.png"' in body(raw, "html")
    assert parts[-1].get_payload(decode=True) == b"\x89PNG\r\n" * 40
    assert_mail_safe(raw)


def test_every_subject_of_the_hostile_headlines_is_safe(shared: Path) -> None:
    import json

    for row in (shared / "data/hostile/hostile.jsonl").read_text().splitlines():
        case = json.loads(row)
        if case["where"] == "headline" and not case.get("gen"):
            raw = composed(subject=case["payload"])
            assert_mail_safe(raw)
            assert line(parsed(raw)["Subject"]) == line(case["payload"]) or len(line(case["payload"])) > SUBJECT


def tree(html: str, *, fold: bool = True) -> object:
    """The parsed document; runs of white space in text count as one where *fold*."""

    def walk(node: Element) -> object:
        def words(text: str | None) -> str:
            return re.sub(r"[ \n\r\t]+", " ", text or "") if fold else (text or "")

        return (str(node.tag), sorted(node.attrib.items()), words(node.text), [walk(c) for c in node], words(node.tail))

    return walk(html5lib.parse(html.replace("\r\n", "\n"), namespaceHTMLElements=False))
