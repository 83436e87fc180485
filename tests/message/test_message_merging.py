"""``merge.json`` is read back as it was written or refused; signed tokens name who leaves and nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import OutboxError
from digest.message.merging import Blank, MergeForm, merge_form, merge_json
from digest.message.personal import token
from digest.message.signed import SIGNED, signed_token, verify, with_signature

FORM = MergeForm(
    message=b"Subject: x\r\n\r\nDear abcde000x, abcde001x\r\n",
    subject="For abcde000x",
    blanks={"abcde001x": Blank(name="town"), "abcde000x": Blank(name="name", default="reader")},
    orders={"Harbour": b"Subject: x\r\n\r\nHarbour\r\n"},
)
KEY = b"0123456789abcdef"


def test_a_form_is_read_back_as_it_was_written() -> None:
    content = merge_json(FORM)
    assert merge_form(content, where="merge.json") == FORM
    assert merge_json(merge_form(content, where="merge.json")) == content
    assert content.endswith(b"}\n")
    plain = MergeForm(message=b"x")
    assert "orders" not in json.loads(merge_json(plain)) and merge_form(merge_json(plain), where="m") == plain


def test_a_text_is_cut_at_its_markers() -> None:
    assert FORM.pieces("Dear abcde000x of abcde001x") == [
        "Dear ", Blank(name="name", default="reader"), " of ", Blank(name="town"), "",
    ]  # fmt: skip
    assert FORM.pieces("Dear you") == ["Dear you"]
    assert MergeForm(message=b"x").pieces("abcde000x") == ["abcde000x"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "digest/merge/2"},
        {"message": "é"},
        {"message": None},
        {"fields": [{"marker": ".*", "name": "n", "default": None}]},
        {"fields": [{"marker": "abc000x", "name": "n", "default": None}]},
        {"fields": [{"marker": "abcde000x", "default": None}]},
        {"fields": None},
        {"orders": []},
    ],
)
def test_what_is_no_form_of_ours_is_refused(change: dict[str, Any]) -> None:
    content = json.dumps(json.loads(merge_json(FORM)) | change).encode()
    with pytest.raises(OutboxError) as fault:
        merge_form(content, where="merge.json")
    assert (fault.value.where, fault.value.fix) == ("merge.json", "digest outbox verify")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(OutboxError):
        merge_form(content, where="merge.json")


@given(st.text(min_size=1, max_size=30), st.text(max_size=20))
def test_a_signed_token_names_its_recipient(recipient: str, list_id: str) -> None:
    made = signed_token(KEY, recipient, list_id)
    assert verify(made, KEY, list_id) == recipient
    assert verify(made, KEY, list_id + "x") == ""
    assert verify(made, KEY[::-1], list_id) == ""


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://a.example/u", "https://a.example/u?signed={signed}"),
        ("https://a.example/u?l=1", "https://a.example/u?l=1&signed={signed}"),
        ("https://a.example/u#top", "https://a.example/u?signed={signed}#top"),
    ],
)
def test_an_address_keeps_a_place_for_it_and_is_verified_whole(url: str, place: str) -> None:
    assert with_signature(url) == place
    click = place.replace(SIGNED, signed_token(KEY, "ann@b.example", "l"))
    assert verify(click, KEY, "l") == "ann@b.example"


def test_a_token_without_its_address_needs_the_recipient() -> None:
    made = token(KEY, "ann@b.example", "l")
    assert verify(made, KEY, "l") == ""
    assert verify(made, KEY, "l", "Ann@B.example") == "Ann@B.example"
    assert verify(made, KEY, "l", "bo@b.example") == ""


@pytest.mark.parametrize("given_", ["", ".", "x.y", "é.é", "https://a.example/", "https://a.example/?a=b&c=d.e"])
def test_what_nobody_signed_belongs_to_nobody(given_: str) -> None:
    assert verify(given_, KEY, "l") == ""


def test_an_address_of_somebody_else_under_ones_own_proof_is_not_genuine() -> None:
    ann, bo = (signed_token(KEY, who, "l") for who in ("ann@b.example", "bo@b.example"))
    forged = f"{bo.partition('.')[0]}.{ann.partition('.')[2]}"
    assert verify(forged, KEY, "l") == ""
    assert verify(f"https://a.example/?a={forged}&b={ann}", KEY, "l") == "ann@b.example"
