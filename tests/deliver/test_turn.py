"""Whose turn it is when nobody names an edition, and when a recipient is given up."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from digest.cli import run
from digest.deliver.journal import PATIENCE, Journal, tally
from digest.errors import NothingToPublishError, OutputError, TrustError
from digest.outbox import claims, read
from digest.outbox.publish import publish
from digest.outbox.turn import next_key

MESSAGE = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMessage-ID: <1@example.org>\r\n\r\nhello\r\n"
FACTS = {"message": {"from": "a@example.org", "subject": "x", "message_id": "<1@example.org>"}}


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Return what publishes an edition and, on demand, lets a delivery of it begin or end."""

    def put(key: str, became: str = "") -> Path:
        root = tmp_path / "outbox"
        publish(root, key, {"message.eml": MESSAGE}, FACTS)
        if became == "begun":
            with claims.claimed(root, key, by="van"):
                pass
        if became == "done":
            claims.done(root, key, result="sent", by="van")
        return root

    return put


def test_the_newest_day_goes_and_an_earlier_one_waits_to_be_named(put: Callable[..., Path]) -> None:
    for day in ("08", "09", "10"):
        root = put(f"daily-2026-08-{day}")
    assert next_key(root) == ("daily-2026-08-10", ("daily-2026-08-08", "daily-2026-08-09"))
    put("daily-2026-08-10", "done")
    with pytest.raises(NothingToPublishError, match="daily-2026-08-08, daily-2026-08-09, of an earlier day"):
        next_key(root)
    assert next_key(root, catch_up=True) == ("daily-2026-08-08", ("daily-2026-08-09",))


def test_editions_of_one_day_go_in_their_order_and_newsletters_do_not_wait_for_each_other(
    put: Callable[..., Path],
) -> None:
    root = put("daily-2026-08-10-pm")
    put("daily-2026-08-10-am")
    assert next_key(root) == ("daily-2026-08-10-am", ())
    put("daily-2026-08-10-am", "done")
    put("daily-2026-08-10-pm", "done")
    put("weekly-news-2026-08-03")
    assert next_key(root) == ("weekly-news-2026-08-03", ())


def test_what_broke_off_goes_on_and_never_keeps_todays_edition_waiting(put: Callable[..., Path]) -> None:
    root = put("daily-2026-08-08", "begun")
    put("daily-2026-08-09", "begun")
    put("daily-2026-08-10")
    assert next_key(root) == ("daily-2026-08-10", ())
    put("daily-2026-08-10", "begun")
    moments = {"08": 300, "09": 100, "10": 200}
    for day, ago in moments.items():
        at = datetime.now(UTC).timestamp() - ago
        os.utime(root / "claims" / f"daily-2026-08-{day}.1", (at, at))
    assert next_key(root)[0] == "daily-2026-08-08", "who was tried longest ago"


def test_one_full_mailbox_of_yesterday_does_not_stop_todays_delivery(
    put: Callable[..., Path], server: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people"
    people.write_text("slow@example.org\nann@example.org\n")
    root = put("daily-2026-08-09")
    words = ["deliver", "--outbox", str(root), "--recipients", str(people), "--smtp", server.url, "--send"]
    assert run(words) == 75
    put("daily-2026-08-10")
    assert run(words) == 75
    assert server.inbox.to() == ["ann@example.org", "ann@example.org"], "yesterday's, then today's"
    assert run(words) == 75, "and yesterday's last one has its turn again"
    put("daily-2026-08-07")
    capsys.readouterr()
    run(words)
    assert "left until you name it, for it is of an earlier day: daily-2026-08-07" in capsys.readouterr().err
    assert len(server.inbox.to()) == 2
    people.write_text("ann@example.org\n")
    assert run([*words, "--catch-up"]) == 0
    assert read.entries(root)[-1].state == "done"


def test_who_is_deferred_for_five_days_is_given_up_and_the_edition_ends(tmp_path: Path) -> None:
    first = date(2026, 8, 10)
    for days in (0, 1, PATIENCE.days - 1):
        book = Journal(tmp_path / "j", today=first + timedelta(days=days))
        assert book.note("ann@example.org", "deferred", "452 mailbox full") == "deferred"
        book.close()
    book = Journal(tmp_path / "j", today=first + PATIENCE)
    assert book.note("bo@example.org", "deferred", "451 later") == "deferred", "each from its own first day"
    assert book.note("ann@example.org", "deferred", "452 mailbox full") == "refused"
    book.close()
    last = json.loads((tmp_path / "j").read_text().splitlines()[-1])
    assert last["said"] == "given up after 5 days: 452 mailbox full"


def test_an_edition_that_all_but_a_few_have_is_delivered_to_whoever_looks(tmp_path: Path) -> None:
    at = datetime(2026, 8, 10, 6, 30, tzinfo=UTC)
    book = Journal(tmp_path / "j")
    book.went_round(at, 100, 6)
    assert tally(tmp_path / "j").but_for_a_few is None
    book.went_round(at, 100, 5)
    book.went_round(at + timedelta(hours=1), 100, 4)
    assert tally(tmp_path / "j").but_for_a_few == at
    book.close()


def test_a_journal_that_is_no_plain_file_of_ours_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError):
        Journal(tmp_path / "pipe")
    assert tally(tmp_path / "pipe").counts == {}
    (tmp_path / "open").write_text("")
    (tmp_path / "open").chmod(0o666)
    with pytest.raises(TrustError):
        Journal(tmp_path / "open")
