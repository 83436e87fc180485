"""Is today's edition out, did it get there, and would somebody be told."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from digest.cli import run
from digest.errors import UsageError
from digest.jobs.health import WAITS, Health, look, metrics
from digest.outbox import claims, read
from digest.outbox.gc import collect
from digest.outbox.publish import publish
from digest.workspace import open_workspace

KEY = "paper-2026-08-10"
SLOT = datetime(2026, 8, 10, 4, tzinfo=UTC)  # 06:00 in Berlin
FILES = {"message.eml": b"Subject: x\r\n\r\nx\r\n"}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    workspace = tmp_path / "paper"
    assert run(["init", str(workspace)]) == 0
    settings = workspace / "digest.toml"
    text = re.sub(r"(?m)^slot = .*\n", "", settings.read_text())
    text = re.sub(r"(?m)^id = .*", 'id = "paper"', text)
    text = re.sub(r"(?m)^zone = .*", 'zone = "Europe/Berlin"', text)
    settings.write_text(text)
    return workspace


def at(paper: Path, hours: float, deliver_by: str = "", waits: timedelta = WAITS) -> Health:
    return look(open_workspace(paper), now=SLOT + timedelta(hours=hours), deliver_by=deliver_by, waits=waits)


def happened(path: Path, hours: float) -> None:
    moment = (SLOT + timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))


def put(paper: Path, key: str = KEY, hours: float = 0.1, delivered: float | None = None) -> None:
    publish(paper / "outbox", key, FILES, {})
    happened(paper / "outbox/editions" / key, hours)
    if delivered is not None:
        claims.done(paper / "outbox", key, result="3 sent", by="van")
        happened(paper / "outbox/done" / key, delivered)


def alarms(seen: Health) -> list[str]:
    return [alarm.what for alarm in seen.alarms]


def test_nothing_is_late_before_its_time(paper: Path) -> None:
    put(paper, "paper-2026-08-09", hours=-24, delivered=-23)
    assert at(paper, -0.1).slot == "2026-08-09" and at(paper, -0.1).healthy
    assert at(paper, 0.9).slot == "2026-08-10" and at(paper, 0.9).healthy


def test_an_edition_that_is_not_there_an_hour_after_its_slot_is_an_alarm(paper: Path) -> None:
    assert alarms(at(paper, 1)) == ["no edition for 2026-08-10, which was to be published by 07:00"]


def test_an_edition_that_is_not_delivered_two_hours_after_its_slot_is_an_alarm(paper: Path) -> None:
    put(paper)
    assert at(paper, 1.9).healthy
    assert alarms(at(paper, 2)) == ["2026-08-10 is not delivered, and was to be by 08:00"]


@pytest.mark.parametrize(("clock", "hours"), [("07:00", 1), ("05:00", 23), ("06:30", 0.5)])
def test_a_time_of_day_is_the_next_one_after_the_slot_in_its_zone(clock: str, hours: float, paper: Path) -> None:
    put(paper)
    assert at(paper, hours - 0.01, deliver_by=clock).healthy
    assert "not delivered" in alarms(at(paper, hours, deliver_by=clock))[0]


def test_what_is_delivered_is_well_whatever_gc_did_since(paper: Path) -> None:
    put(paper, delivered=0.5)
    before = at(paper, 9)
    assert before.healthy and before.delivered == SLOT + timedelta(hours=0.5)
    collect(paper / "outbox", days=0)
    assert at(paper, 9).healthy and at(paper, 9).delivered == before.delivered


def test_a_correction_that_waits_does_not_make_the_slot_late(paper: Path) -> None:
    put(paper, delivered=0.5)
    put(paper, f"{KEY}-r2", hours=3)
    seen = at(paper, 4)
    assert (seen.edition, seen.state, seen.healthy, seen.oldest) == (f"{KEY}-r2", "ready", True, 3600.0)


def test_what_waits_too_long_failed_was_withdrawn_or_damaged_is_an_alarm(paper: Path) -> None:
    root = paper / "outbox"
    for name, hours in [("a", -40), ("b", -2)]:
        put(paper, name, hours=hours)
    claims.failed(root, "b", reason="550", by="van")
    put(paper, delivered=0.2)
    assert alarms(at(paper, 1)) == ["the delivery failed: 550", "an edition has waited for its delivery for 41 hours"]
    assert alarms(at(paper, 1, waits=timedelta(hours=50))) == ["the delivery failed: 550"]
    (root / "editions" / KEY / "message.eml").write_bytes(b"torn")
    assert alarms(at(paper, 1))[0] == "the edition is damaged: message.eml was changed"


def test_a_withdrawn_edition_is_an_alarm_until_a_correction_is_there(paper: Path) -> None:
    put(paper)
    claims.withdraw(paper / "outbox", KEY, reason="wrong figure", by="ops")
    assert alarms(at(paper, 0.5)) == [f"{KEY} was withdrawn"]
    put(paper, f"{KEY}-r2")
    assert at(paper, 0.5).healthy


def test_recipients_are_counted_by_what_became_of_them(paper: Path) -> None:
    put(paper)
    book = paper / ".digest/deliveries" / f"{KEY}.jsonl"
    book.parent.mkdir(parents=True)
    rows = [("a", "sent"), ("b", "deferred"), ("c", "sent"), ("b", "sent"), ("d", "deferred")]
    book.write_text("".join(json.dumps({"to": to, "state": state}) + "\n" for to, state in rows))
    assert {name: n for name, n in at(paper, 0.5).recipients.items() if n} == {"sent": 3, "deferred": 1}


def test_a_suppression_list_that_cannot_be_read_is_an_alarm(paper: Path) -> None:
    put(paper, delivered=0.2)
    (paper / "suppressed.csv").write_bytes(b"\xff")
    assert alarms(at(paper, 0.5)) == ["the suppression list cannot be read"]


def test_looking_changes_nothing(paper: Path) -> None:
    before = sorted(paper.rglob("*"))
    at(paper, 5)
    assert sorted(paper.rglob("*")) == before


def test_a_time_that_is_none_is_refused(paper: Path) -> None:
    with pytest.raises(UsageError):
        at(paper, 1, deliver_by="soon")


def test_the_metrics_are_what_prometheus_reads(paper: Path) -> None:
    put(paper, delivered=0.5)
    text = metrics([at(paper, 1)], SLOT + timedelta(hours=1))
    found = {
        (sample.name, *(sample.labels.get(name, "") for name in ("newsletter", "state"))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["digest_healthy", "paper", ""] == 1
    assert found["digest_editions", "paper", "done"] == 1 and found["digest_editions", "paper", "ready"] == 0
    assert found["digest_delivered_timestamp_seconds", "paper", ""] == SLOT.timestamp() + 1800
    assert found["digest_checked_timestamp_seconds", "paper", ""] == SLOT.timestamp() + 3600
    late = metrics([at(paper, 49)], SLOT)
    assert 'digest_healthy{newsletter="paper"} 0.0' in late and "digest_delivered_timestamp" in late


def test_the_exit_code_is_the_alarm(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = paper / "digest.toml"
    settings.write_text(settings.read_text().replace("[schedule]", '[schedule]\nslot = "2026-08-10"'))
    capsys.readouterr()
    assert run(["health", "-w", str(paper), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["healthy"] is False and len(said["alarms"]) == 2
    assert run(["health", "-w", str(paper), "-q"]) == 1
    assert "no edition for 2026-08-10" in capsys.readouterr().out
    put(paper, delivered=0.5)
    assert run(["health", "-w", str(paper), "-q"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["health", "-w", str(paper), "--prometheus"]) == 0
    assert "digest_slot_delivered" in capsys.readouterr().out
    assert read.entries(paper / "outbox")[0].state == "done"


def test_who_tries_every_ten_minutes_does_not_look_young(paper: Path) -> None:
    put(paper)
    for attempt, hours in enumerate((1, 10, 20), 1):
        with claims.claimed(paper / "outbox", KEY, by="van"):
            pass
        happened(paper / "outbox/claims" / f"{KEY}.{attempt}", hours)
    assert alarms(at(paper, 20, waits=timedelta(hours=19))) == [
        "2026-08-10 is not delivered, and was to be by 08:00",
        "an edition has waited for its delivery for 20 hours",
    ]


def test_one_full_mailbox_is_no_alarm(paper: Path) -> None:
    from digest.deliver.journal import Journal

    put(paper)
    with claims.claimed(paper / "outbox", KEY, by="van"):
        book = Journal(paper / ".digest/deliveries" / f"{KEY}.jsonl")
        book.note("ann@example.org", "deferred", "452 mailbox full")
        book.went_round(SLOT + timedelta(hours=0.5), 40, 1)
        book.close()
    seen = at(paper, 20, waits=timedelta(hours=19))
    assert (seen.delivered, seen.oldest) == (SLOT + timedelta(hours=0.5), 0)
    assert seen.healthy
