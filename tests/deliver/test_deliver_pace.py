"""How fast messages go out one after the other, and what a run tells on its way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.deliver import delivery, pace
from digest.deliver.answers import Answer
from digest.deliver.suppression import Suppressed, Suppression
from digest.errors import BusyError, CheckError, DataError, NothingToPublishError
from digest.outbox import read

KEY = "daily-2026-08-10"
NOW = datetime(2026, 8, 10, 6, tzinfo=UTC)
PEOPLE = ("ann@example.org", "bo@example.org", "cy@example.org")
GONE = Answer("refused", "550 5.1.1 no such mailbox", "mailbox")
SENT = Answer("sent", "250 queued")
LATER = Answer("deferred", "451 later")


class Server:
    """Takes what it is given, and answers by the address."""

    def __init__(self, **says: Answer) -> None:
        self.says = says
        self.took: list[str] = []

    @contextmanager
    def __call__(self) -> Iterator[Callable[[str, str, bytes], Answer]]:
        def send(sender: str, recipient: str, message: bytes) -> Answer:
            answer = self.says.get(recipient.partition("@")[0], SENT)
            self.took += [recipient] if answer is SENT else []
            return answer

        yield send


def run(outbox: Path, server: Server, **more: object) -> tuple[delivery.DeliveryOutcome, list[tuple[int, int]]]:
    told: list[tuple[int, int]] = []
    given = {"recipients": PEOPLE, "sender": "d@example.org", "now": NOW} | more
    plan = delivery.Plan(edition=KEY, **given)  # type: ignore[arg-type]
    done = delivery.deliver(
        outbox,
        plan,
        server,
        journal=outbox.parent / "journal.jsonl",
        suppression=Suppression(outbox.parent / "suppressed.csv"),
        tell=lambda number, total: told.append((number, total)),
    )
    return done, told


def suppressed(outbox: Path) -> list[str]:
    return [row.address for row in Suppression(outbox.parent / "suppressed.csv").rows()]


def test_no_more_than_so_many_wait_for_a_slow_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_HELD", 3)
    items = iter([("a", n) for n in range(10)])
    queue = pace.Pace(items, pace.RateLimits(domain=60))
    assert [queue.take(0.0), queue.take(0.0), queue.take(0.5)] == [0, 1.0, 0.5]
    assert len(list(items)) == 6, "one was given, three are held"


def test_whoever_leaves_the_waiting_room_makes_place_for_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_HELD", 2)
    items = iter([("slow", n) for n in range(6)] + [("fast", 6), ("slow", 7)])
    queue = pace.Pace(items, pace.RateLimits(domains={"slow": 6}))
    given: list[tuple[float, object]] = []
    for now in (0.0, 0.0, 10.0, 10.0, 20.0, 20.0, 30.0, 30.0, 40.0, 40.0, 50.0, 50.0, 60.0, 60.0):
        given.append((now, queue.take(now)))
    # While two wait nobody looks who comes after them; the fast one goes out as soon as it is seen.
    assert [one for one in given if isinstance(one[1], int)] == [
        (0.0, 0), (10.0, 1), (20.0, 2), (30.0, 3), (40.0, 4), (40.0, 6), (50.0, 5), (60.0, 7)
    ]  # fmt: skip
    assert given[-1] == (60.0, None)


@pytest.mark.parametrize(("rate", "pauses"), [(0, [0.0, 0.0]), (60, [1.0, 1.0]), (600, [0.1, 0.1])])
def test_between_two_messages_and_not_after_the_last_it_waits_its_turn(
    outbox: Path, monkeypatch: pytest.MonkeyPatch, rate: int, pauses: list[float]
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: 7.0)
    monkeypatch.setattr(time, "sleep", slept.append)
    done, told = run(outbox, Server(), rate=rate)
    assert slept == pytest.approx(pauses)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (done.sent, done.refused, done.unknown, done.suppressed) == (3, (), (), 0)


def test_a_mailbox_that_is_gone_is_refused_and_gets_nothing_later_either(outbox: Path) -> None:
    done, _ = run(outbox, Server(bo=GONE))
    assert (done.sent, done.refused) == (2, ("bo@example.org",))
    assert suppressed(outbox) == ["bo@example.org"]
    assert read.entries(outbox)[0].note == "2 sent, 1 refused"


def test_where_most_are_refused_nobody_is_taken_off_the_list(outbox: Path) -> None:
    done, _ = run(outbox, Server(ann=GONE, bo=GONE))
    assert (done.sent, done.refused) == (1, ("ann@example.org", "bo@example.org"))
    assert suppressed(outbox) == []


def test_when_nobody_takes_it_the_edition_has_failed_and_may_be_tried_again(outbox: Path) -> None:
    nobody = Server(ann=GONE, bo=GONE, cy=GONE)
    with pytest.raises(CheckError, match="nobody took the message") as failed:
        run(outbox, nobody)
    assert "--retry-refused" in failed.value.fix
    assert read.entries(outbox)[0].state == "failed"
    done, _ = run(outbox, Server(), again=True)
    assert (done.sent, read.entries(outbox)[0].state) == (3, "done")


def test_who_must_wait_is_tried_alone_the_next_time(outbox: Path) -> None:
    with pytest.raises(BusyError, match="1 of 3 recipients must wait"):
        run(outbox, Server(bo=LATER))
    assert read.entries(outbox)[0].state == "ready"
    again = Server()
    done, told = run(outbox, again)
    assert (again.took, told, done.sent) == (["bo@example.org"], [(1, 1)], 3)


def test_a_run_of_refusals_stops_and_says_how_to_let_more_pass(outbox: Path) -> None:
    with pytest.raises(CheckError, match="stopped: 2 were refused in a row") as stop:
        run(outbox, Server(ann=GONE, bo=GONE), stop_after=2)
    assert "--stop-after" in stop.value.fix
    assert (suppressed(outbox), read.entries(outbox)[0].state) == ([], "ready")


def test_without_anybody_to_send_to_nothing_is_claimed(outbox: Path) -> None:
    with pytest.raises(DataError, match="there are no recipients"):
        run(outbox, Server(), recipients=())
    Suppression(outbox.parent / "suppressed.csv").add([Suppressed(address=one) for one in PEOPLE])
    with pytest.raises(NothingToPublishError, match="every recipient is on the suppression list"):
        run(outbox, Server())
    assert read.entries(outbox)[0].attempt == 0


def test_who_is_on_the_suppression_list_is_passed_over_and_counted(outbox: Path) -> None:
    Suppression(outbox.parent / "suppressed.csv").add([Suppressed(address="Ann@example.org")])
    server = Server()
    done, _ = run(outbox, server)
    assert (server.took, done.suppressed) == (["bo@example.org", "cy@example.org"], 1)
