"""Header fields, one kind each: what is written is what the standard library reads back."""

from __future__ import annotations

import email
import email.header
import email.policy
from datetime import datetime, timedelta, timezone
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import SettingsError
from digest.message.headers import (
    address_field,
    date_field,
    encoded_words,
    is_address,
    list_id_field,
    mailbox,
    text_field,
    urls_field,
)
from digest.message.mail import SUBJECT, cut_subject
from digest.message.readdress import field_of, marked_as_test, readdressed, with_field, without_field
from digest.text.clean import line


def read(field: bytes) -> str:
    """Return the value of a field as a mail program shows it."""
    message = email.message_from_bytes(field + b"\r\n", policy=email.policy.default)
    return str(next(iter(message.values())))


@pytest.mark.parametrize(
    ("written", "shown", "address"),
    [
        ("digest@example.org", "", "digest@example.org"),
        ("The Daily Take <digest@example.org>", "The Daily Take", "digest@example.org"),
        ('"Take, The Daily" <digest@example.org>', "Take, The Daily", "digest@example.org"),
        ('"The \\"Daily\\"" <digest@example.org>', 'The "Daily"', "digest@example.org"),
        ("Hafen <hafen@grüße.example>", "Hafen", "hafen@xn--gre-6ka8l.example"),
        ("A < B <digest@example.org>", "A < B", "digest@example.org"),
        ('" <digest@example.org>', '"', "digest@example.org"),
        ("hafen@BÜCHER.example", "", "hafen@xn--bcher-kva.example"),
        ('"', "", ""),
    ],
)
def test_a_mailbox_is_a_name_and_an_address(written: str, shown: str, address: str) -> None:
    if not address:
        with pytest.raises(SettingsError):
            mailbox(written, where="From")
        return
    assert mailbox(written, where="From") == (shown, address)
    assert parseaddr(read(address_field("From", written))) == (shown, address)


@pytest.mark.parametrize(
    "written",
    ["digest", "digest@", "@example.org", "a b@example.org", "ü@example.org", "a@b..c", "a@ex\u2603ample", ""],
)
def test_what_is_no_address_is_refused_with_its_key_and_an_example(written: str) -> None:
    with pytest.raises(SettingsError, match="not a mail address") as fault:
        mailbox(written, where="newsletter.from")
    assert fault.value.where == "newsletter.from"
    assert "<digest@example.org>" in fault.value.fix


@pytest.mark.parametrize(("length", "taken"), [(253, True), (254, True), (255, False)])
def test_an_address_has_254_octets(length: int, taken: bool) -> None:
    domain = "@" + "a" * 50 + ".example"
    assert is_address("x" * (length - len(domain)) + domain) is taken


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Daily <a@b.example>", b"From: Daily <a@b.example>"),
        ("Take, The <a@b.example>", b'From: "Take, The" <a@b.example>'),
        ('The "Daily" <a@b.example>', b'From: "The \\"Daily\\"" <a@b.example>'),
        ("=?x <a@b.example>", b"From: =?utf-8?b?"),
        ("Grüße <a@b.example>", b"From: =?utf-8?b?"),
        ("a@b.example", b"From: a@b.example\r\n"),
    ],
)
def test_a_name_is_bare_quoted_or_encoded_as_it_needs(written: str, name: bytes) -> None:
    assert address_field("From", written).startswith(name)


def test_a_subject_folds_between_words_at_76_octets() -> None:
    words = "word " * 13  # "Subject: " and these are 74 octets
    assert text_field("Subject", words + "12").count(b"\r\n") == 1
    assert text_field("Subject", words + "123").count(b"\r\n") == 2
    assert read(text_field("Subject", words + "123")) == words + "123"


@pytest.mark.parametrize(("length", "encoded"), [(151, False), (152, True)])
def test_a_word_that_no_line_holds_is_encoded(length: int, encoded: bool) -> None:
    assert text_field("Subject", "x" * length).startswith(b"Subject: =?utf-8?b?") is encoded


@given(st.text(max_size=120))
def test_any_subject_is_read_back_and_its_words_keep_to_75_octets(text: str) -> None:
    field = text_field("Subject", text)
    assert field.isascii() and field.endswith(b"\r\n")
    for row in field.split(b"\r\n")[:-1]:
        assert len(row) <= 76 or b" " not in row.strip().removeprefix(b"Subject: ")
    assert line(read(field)).replace(" ", "") == line(text).replace(" ", "") or "=?" in text or "{" in text


@given(st.text(alphabet="aé図👨‍👩‍👧‍👦🇩🇪 ", max_size=60), st.integers(0, 40))
def test_encoded_words_join_without_a_seam(text: str, taken: int) -> None:
    words = encoded_words(text, taken=taken)
    assert all(len(word) <= 75 for word in words)
    assert not words or len(words[0]) <= 75 - taken or text[:1] not in "aé "
    assert "".join(email.header.decode_header(word)[0][0].decode() for word in words) == text


def test_a_list_has_its_name_and_its_own_in_brackets() -> None:
    assert list_id_field("The Daily Take", "daily.example") == b"List-Id: The Daily Take <daily.example>\r\n"
    assert list_id_field("The Daily Take", "<daily.example>") == b"List-Id: The Daily Take <daily.example>\r\n"
    assert list_id_field("", "daily.example") == b"List-Id: <daily.example>\r\n"


def test_addresses_stand_one_a_line_and_one_that_no_line_holds_is_left_out() -> None:
    name, short = "List-Unsubscribe", "https://a.example/"
    most = short + "x" * (998 - len(name) - 9 - len(short))
    assert urls_field(name, [short, "mailto:a@b.example"]) == (
        b"List-Unsubscribe: <https://a.example/>,\r\n <mailto:a@b.example>\r\n"
    )
    assert len(urls_field(name, [most])) <= 1000
    assert urls_field(name, [most]) != b""
    assert urls_field(name, [most + "x"]) == urls_field(name, ["https://ü.example"]) == urls_field(name, []) == b""


@pytest.mark.parametrize(("hours", "stamp"), [(0, "+0000"), (2, "+0200"), (-3.5, "-0330"), (5.75, "+0545")])
def test_a_date_is_in_english_with_its_own_offset(hours: float, stamp: str) -> None:
    at = datetime(2026, 3, 1, 6, 5, 4, tzinfo=timezone(timedelta(hours=hours)))
    field = date_field(at)
    assert field == f"Date: Sun, 1 Mar 2026 06:05:04 {stamp}\r\n".encode()
    assert parsedate_to_datetime(read(field)) == at


def test_a_date_of_old_whose_zone_had_seconds_leaves_them_out() -> None:
    at = datetime(1880, 3, 1, 6, tzinfo=timezone(timedelta(minutes=53, seconds=28)))
    assert date_field(at).endswith(b" +0053\r\n")


@given(st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(timezone(timedelta(hours=1)))))
def test_every_day_and_month_has_its_name(at: datetime) -> None:
    assert parsedate_to_datetime(read(date_field(at))) == at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("x" * SUBJECT, "x" * SUBJECT),
        ("x" * (SUBJECT + 1), "x" * (SUBJECT - 1) + "…"),
        ("w" * 100 + " " + "x" * 48 + " yy", "w" * 100 + " " + "x" * 48 + "…"),  # 149 and a space
        ("w" * 100 + " " + "x" * 49 + " y", "w" * 100 + "…"),  # no half word
        ("w" * 75 + " " + "x" * 99, "w" * 75 + "…"),
        ("w" * 74 + " " + "x" * 99, "w" * 74 + " " + "x" * 74 + "…"),  # better half a word than half a subject
        ("w" * 140 + ", – " + "x" * 20, "w" * 140 + "…"),
        ("two  lines\nand a tab\t", "two lines and a tab"),
    ],
)
def test_a_subject_is_cut_after_a_word_where_that_leaves_half_of_it(text: str, cut: str) -> None:
    assert cut_subject(text) == cut


def test_a_cut_leaves_no_half_of_a_letter() -> None:
    assert cut_subject("🇩🇪" * 80) == "🇩🇪" * 74 + "…"


MESSAGE = (
    b"From: a@b.example\r\nTo: all@b.example\r\nSubject: One\r\n two\r\nMessage-ID: <1@b.example>\r\n"
    b"\r\nTo: nobody\r\nSubject: body\r\n"
)


@pytest.mark.parametrize(
    ("name", "value"),
    [("to", "all@b.example"), ("Subject", "One two"), ("Reply-To", ""), ("Message-ID", "<1@b.example>")],
)
def test_a_field_is_found_by_its_name_folded_or_not_and_never_in_the_body(name: str, value: str) -> None:
    assert field_of(MESSAGE, name) == value


def test_a_field_is_replaced_where_it_stands_and_the_body_stays() -> None:
    made = with_field(MESSAGE, "subject", b"Subject: Three\r\n")
    assert made == MESSAGE.replace(b"Subject: One\r\n two\r\n", b"Subject: Three\r\n")


def test_a_field_that_was_not_there_ends_the_header() -> None:
    made = with_field(MESSAGE, "Reply-To", b"Reply-To: c@b.example\r\n")
    head, _, body = made.partition(b"\r\n\r\n")
    assert head.endswith(b"\r\nReply-To: c@b.example")
    assert body == MESSAGE.partition(b"\r\n\r\n")[2]


def test_a_field_is_taken_out_whole() -> None:
    assert without_field(MESSAGE, "Subject") == MESSAGE.replace(b"Subject: One\r\n two\r\n", b"", 1)
    assert without_field(MESSAGE, "Reply-To") == MESSAGE
    assert without_field(b"Subject: x\r\n", "Subject") == b"", "a header without a body"


def test_a_message_goes_to_one_address_and_nowhere_that_is_none() -> None:
    assert field_of(readdressed(MESSAGE, "Ann <ann@b.example>"), "To") == "Ann <ann@b.example>"
    with pytest.raises(SettingsError):
        readdressed(MESSAGE, "nobody")


def test_a_test_says_so_and_is_no_repeat_of_the_real_one() -> None:
    made = marked_as_test(MESSAGE, "ann@b.example", subject="One two", message_id="<1@b.example>")
    assert made.startswith(b"X-Digest-Test: yes\r\n")
    assert [field_of(made, name) for name in ("To", "Subject", "Message-ID")] == [
        "ann@b.example", "Test: One two", "<test.1@b.example>",
    ]  # fmt: skip
