"""What a journal keeps of each answer, and what somebody who only looks reads there."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest.deliver.journal import Journal, states, tally
from digest.deliver.suppression import bounced
from digest.errors import BusyError, DiskError, OutputError

MONDAY = date(2026, 8, 10)
NOON = datetime(2026, 8, 10, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deliveries" / "daily-2026-08-10.jsonl"


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def test_an_answer_is_there_for_whoever_opens_it_next(path: Path) -> None:
    book = Journal(path)
    assert book.note("Ann@Example.org", "sent", "250 ok – é") == "sent"
    assert (book.state("ann@example.org"), book.state("bo@example.org")) == ("sent", "")
    book.close()
    again = Journal(path)
    assert again.states == {"ann@example.org": "sent"}
    again.close()
    assert rows(path) == [{"to": "Ann@Example.org", "state": "sent", "said": "250 ok – é"}]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_second_answer_that_never_came_is_unknown_for_good(path: Path) -> None:
    book = Journal(path)
    assert book.note("ann@example.org", "unsure", "no answer") == "unsure"
    assert book.note("ann@example.org", "unsure", "no answer") == "unknown"
    assert book.note("bo@example.org", "unsure", "no answer") == "unsure"
    book.close()


@pytest.mark.parametrize(("days", "state"), [(0, "deferred"), (4, "deferred"), (5, "refused"), (6, "refused")])
def test_who_must_wait_for_five_days_is_given_up(path: Path, days: int, state: str) -> None:
    for passed in (0, days):
        book = Journal(path, today=MONDAY + timedelta(days=passed))
        kept = book.note("ann@example.org", "deferred", "451 later")
        book.close()
    assert kept == state
    assert (rows(path)[-1]["said"] == "given up after 5 days: 451 later") is (state == "refused")


def test_it_is_since_the_first_time_that_somebody_waits(path: Path) -> None:
    for passed in (0, 2, 4):
        book = Journal(path, today=MONDAY + timedelta(days=passed))
        book.note("ann@example.org", "deferred", "451")
        book.close()
    assert [row["since"] for row in rows(path)] == ["2026-08-10"] * 3
    undated = Journal(path)
    assert undated.note("ann@example.org", "deferred", "451") == "deferred", "without a day nobody is given up"
    undated.close()


def test_only_one_delivery_writes_it(path: Path) -> None:
    book = Journal(path)
    with pytest.raises(BusyError) as busy:
        Journal(path)
    assert busy.value.where == str(path)
    book.close()
    Journal(path).close()


def test_a_line_that_a_kill_cut_short_counts_as_not_tried_and_joins_no_other(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"to": "ann@example.org", "state": "sent", "said": ""}\n{"to": "bo@exam')
    path.parent.chmod(0o700)
    path.chmod(0o600)
    book = Journal(path)
    assert book.state("bo@example.org") == ""
    book.note("bo@example.org", "sent", "250")
    book.close()
    assert states(path.read_bytes()) == {"ann@example.org": "sent", "bo@example.org": "sent"}


@pytest.mark.parametrize("make", ["folder", "link", "pipe"])
def test_what_is_no_file_of_ours_is_no_journal(path: Path, make: str) -> None:
    import os

    path.parent.mkdir(mode=0o700)
    if make == "folder":
        path.mkdir()
    elif make == "link":
        path.symlink_to(path.parent / "elsewhere")
    else:
        os.mkfifo(path)
    with pytest.raises((DiskError, OutputError)) as refused:
        Journal(path)
    assert refused.value.where == str(path)


def test_lines_that_are_none_of_a_journal_are_passed_over() -> None:
    content = b'[]\n{"to": 3, "state": "sent"}\n{"to": "a@b.c"}\nnot json\n{"to": "A@b.c", "state": "sent"}\n'
    content += b'{"to": "a@B.c", "state": "refused"}\n' + b"[" * 100_000
    assert states(content) == {"a@b.c": "refused"}, "the newest state counts"
    assert states(b"") == {}


@pytest.mark.parametrize(
    ("people", "waiting", "delivered"), [(40, 2, True), (40, 3, False), (1, 0, True), (3, 1, False)]
)
def test_with_a_twentieth_waiting_an_edition_is_delivered_to_whoever_looks_from_afar(
    path: Path, people: int, waiting: int, delivered: bool
) -> None:
    book = Journal(path)
    book.went_round(NOON, people, waiting)
    book.close()
    assert tally(path).but_for_a_few == (NOON if delivered else None)


def test_the_first_round_that_left_few_is_the_moment(path: Path) -> None:
    book = Journal(path)
    book.went_round(NOON, 100, 50)
    book.went_round(NOON + timedelta(hours=1), 100, 5)
    book.went_round(NOON + timedelta(hours=2), 100, 1)
    book.close()
    assert tally(path).but_for_a_few == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    "row",
    [
        {"round": "2026-08-10T12:00:00", "people": 1, "waiting": 0},  # no zone: nobody knows when
        {"round": "noon", "people": 1, "waiting": 0},
        {"round": "2026-08-10T12:00:00+00:00", "people": "1", "waiting": 0},
        {"round": 3, "people": 1, "waiting": 0},
    ],
)
def test_a_round_that_says_nothing_is_none(path: Path, row: dict[str, object]) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps(row) + "\n")
    assert tally(path).but_for_a_few is None


def test_journals_of_parts_are_read_together_with_the_editions_own(path: Path) -> None:
    parts = path.with_name(f"{path.stem}.parts")
    for place, address in ((path, "ann"), (parts / "part-1.jsonl", "bo"), (parts / "part-2.jsonl", "cy")):
        book = Journal(place)
        book.note(f"{address}@example.org", "sent", "250")
        book.close()
    assert tally(path).counts == Counter(sent=3)
    assert tally(path.with_name("none.jsonl")).counts == Counter()


@pytest.mark.parametrize(("taken", "believed"), [(0, False), (1, False), (2, True), (3, True)])
def test_no_mailbox_is_believed_gone_unless_as_many_others_took_it(taken: int, believed: bool) -> None:
    gone = [("ann@example.org", "550 5.1.1"), ("bo@example.org", "550 5.1.1")]
    found = bounced(gone, taken=taken, day=MONDAY)
    assert [row.address for row in found] == (["ann@example.org", "bo@example.org"] if believed else [])
    assert all((row.reason, row.since, row.note) == ("bounced", "2026-08-10", "550 5.1.1") for row in found)
