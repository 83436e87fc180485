"""What one recipient alone gets, and what stays the same for all."""

from __future__ import annotations

import email
import hmac
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from email import policy
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.cli import run
from digest.errors import SettingsError
from digest.message.personal import Personal, personal, token, urls_of
from digest.outbox import read

ROOT = Path(__file__).resolve().parents[2]
KEY = "0123456789abcdef"
ADDRESSES = '["https://daily.example/u?r={recipient}&t={token}", "mailto:leave@daily.example?subject={recipient}"]'


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("personal") / "paper"
    assert run(["init", str(workspace)]) == 0
    settings = workspace / "digest.toml"
    more = 'precedence = "bulk"\nauto_submitted = true\nfeedback_id = "{slot}:daily:digest:example"'
    settings.write_text(
        re.sub(r"(?m)^unsubscribe = .*", lambda _: f"unsubscribe = {ADDRESSES}\n{more}", settings.read_text())
    )
    assert run(["build", "-w", str(workspace), "-q"]) == 0
    return workspace


@pytest.fixture(scope="module")
def message(paper: Path) -> bytes:
    [entry] = read.entries(paper / "outbox")
    return read.read(paper / "outbox", entry.key, "message.eml")


def parts(raw: bytes) -> dict[str, str]:
    parsed = email.message_from_bytes(raw, policy=policy.default)
    return {part.get_content_type(): part.get_content() for part in parsed.walk() if not part.is_multipart()}


def test_the_header_names_the_recipient_as_rfc_8058_asks(message: bytes) -> None:
    made = personal(message, KEY).to("o'hara+x@example.org")
    [web, mail] = urls_of(made)
    asked = parse_qs(urlsplit(web).query)
    assert asked["r"] == ["o'hara+x@example.org"]
    assert mail == "mailto:leave@daily.example?subject=o%27hara%2Bx%40example.org"
    parsed = email.message_from_bytes(made)
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert max(map(len, made.split(b"\r\n"))) <= 998


def test_a_token_can_be_checked_by_whoever_has_the_key(message: bytes) -> None:
    made = personal(message, KEY).to("Ann@Example.org")
    given = parse_qs(urlsplit(urls_of(made)[0]).query)["t"][0]
    signed = b"ann@example.org\0readers.daily.example"
    assert urlsafe_b64decode(given + "=") == hmac.new(KEY.encode(), signed, sha256).digest()
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", given)


def test_the_same_address_stands_in_both_parts_and_nothing_else_changes(message: bytes) -> None:
    made = personal(message, KEY).to("ann@example.org")
    own = urls_of(made)[0]
    before, after = parts(message), parts(made)
    assert own in after["text/plain"]
    assert own.replace("&", "&amp;") in after["text/html"]
    for kind, place in [("text/plain", "{0}"), ("text/html", "{0}")]:
        template = urls_of(message)[0]
        shown = (template, own) if kind == "text/plain" else (template.replace("&", "&amp;"), own.replace("&", "&amp;"))
        assert before[kind].replace(*shown) == after[kind], place
    ours = {"list-unsubscribe"}
    heads = [
        [(name, value) for name, value in email.message_from_bytes(raw).items() if name.lower() not in ours]
        for raw in (message, made)
    ]
    assert heads[0] == heads[1]


def test_an_article_that_writes_the_place_gets_nobodys_address(message: bytes) -> None:
    told = message.replace(b"3 stories, 1 minute", b"{recipient} {token}")
    assert told != message
    assert b"{recipient} {token}" in personal(told, KEY).to("ann@example.org")


def test_a_part_without_the_address_stays_byte_for_byte_even_as_we_would_not_write_it(message: bytes) -> None:
    theirs = (
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=41=c3=bc\r\n"
    )
    found = re.search(rb"\r\n--=_[0-9a-f]{40}\r\n", message)
    assert found is not None
    fence = found[0]
    head, _, rest = message.partition(fence)
    made = personal(head + fence + theirs + fence + rest, KEY).to("ann@example.org")
    assert theirs in made


def test_a_list_gets_no_address_that_would_take_the_list_off_itself(message: bytes) -> None:
    made = email.message_from_bytes(personal(message, KEY).to_a_list())
    assert "List-Unsubscribe" not in made and "List-Unsubscribe-Post" not in made
    kept = message.replace(b"mailto:leave@daily.example?subject={recipient}", b"mailto:leave@daily.example")
    made = email.message_from_bytes(personal(kept, KEY).to_a_list())
    assert made["List-Unsubscribe"] == "<mailto:leave@daily.example>" and "List-Unsubscribe-Post" not in made


def test_a_message_without_places_is_the_very_same_bytes() -> None:
    plain = b"From: a@example.org\r\nList-Unsubscribe: <https://daily.example/leave>\r\n\r\n{recipient}\r\n"
    assert personal(plain).to("ann@example.org") == plain and personal(plain).to_a_list() == plain


@pytest.mark.parametrize("key", ["", "short"])
def test_a_token_needs_a_key_that_cannot_be_tried_out(key: str, message: bytes) -> None:
    with pytest.raises(SettingsError, match="token"):
        personal(message, key)
    assert KEY not in repr(personal(message, KEY))


@given(st.text("abc@.+'\"%=&?/#ü", min_size=1, max_size=20))
def test_any_recipient_stays_within_the_address(recipient: str) -> None:
    template = "https://daily.example/u?r={recipient}"
    raw = f"List-Unsubscribe: <{template}>\r\n\r\n".encode()
    [made] = urls_of(Personal(message=raw, templates=(template,)).to(recipient))
    assert parse_qs(urlsplit(made).query)["r"] == [recipient] and urlsplit(made).netloc == "daily.example"


def test_tokens_differ_by_recipient_and_by_list() -> None:
    made = {
        token(b"k" * 16, to, of) for to in ("ann@example.org", "bo@example.org") for of in ("a.example", "b.example")
    }
    assert len(made) == 4


def test_the_further_headers_are_those_that_were_asked_for(message: bytes) -> None:
    parsed = email.message_from_bytes(message)
    assert (parsed["Precedence"], parsed["Auto-Submitted"]) == ("bulk", "auto-generated")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d:daily:digest:example", parsed["Feedback-ID"])


def test_deliver_fills_it_in_and_leaves_the_edition_alone(
    paper: Path, message: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\ncat > "{tmp_path}/$5"\n')
    program.chmod(0o755)
    (tmp_path / "people").write_text("ann@example.org\nbo@example.org\n")
    command = ["deliver", "-w", str(paper), "--sendmail", str(program), "--recipients", str(tmp_path / "people")]
    assert run(command) == 78, "a dry run asks for the key as well"
    monkeypatch.setenv("DIGEST_UNSUBSCRIBE_KEY", KEY)
    assert run([*command, "--send", "-q"]) == 0
    for name in ("ann@example.org", "bo@example.org"):
        got = (tmp_path / name).read_bytes().replace(b"\n", b"\r\n")
        assert f"r={name.replace('@', '%40')}" in urls_of(got)[0]
        assert b"{recipient}" not in got and b"{token}" not in got
    [entry] = read.entries(paper / "outbox")
    assert read.read(paper / "outbox", entry.key, "message.eml") == message
    assert read.verify(paper / "outbox", entry.key) == ()


def test_a_service_that_cannot_fill_it_in_is_not_given_it(paper: Path) -> None:
    [entry] = read.entries(paper / "outbox")
    for service, code in [("listmonk", 2), ("ghost", 2), ("mbox", 0)]:
        assert run(["outbox", "export", entry.key, "-w", str(paper), "--to", service, "-o", "/dev/null"]) == code


def test_the_check_that_the_page_shows_takes_our_tokens_and_no_others() -> None:
    shown = re.search(r"```python\n(.*?)```", (ROOT / "docs/delivery.md").read_text(), re.DOTALL)
    assert shown is not None
    names: dict[str, Callable[..., object]] = {}
    exec(shown[1], names)
    made = token(KEY.encode(), "Ann@example.org", "daily.example")
    assert names["genuine"]("ann@example.org", made, KEY.encode(), "daily.example")
    assert not names["genuine"]("bo@example.org", made, KEY.encode(), "daily.example")
    assert not names["genuine"]("ann@example.org", made, KEY.encode(), "other.example")
