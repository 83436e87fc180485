"""Deliver one edition: claim, check, send to each recipient, mark."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from digest.deliver.journal import FINAL, Journal
from digest.deliver.routes import Send
from digest.errors import BusyError, CheckError, NothingToPublishError, OutboxError, UsageError
from digest.message.headers import mailbox
from digest.message.readdress import marked_as_test, readdressed
from digest.outbox import read
from digest.outbox.claims import Claim, claimed

Route = Callable[[], AbstractContextManager[Send]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a delivery will do: `recipients` each get a message of their own.

    With `as_it_is`, To stays as the edition has it: one message to a list address.
    `sender` is the envelope's; `rate` messages a minute, 0 for no limit.
    """

    key: str
    recipients: tuple[str, ...]
    sender: str
    as_it_is: bool = False
    rate: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many got it in all attempts together, and which addresses the server refused for good."""

    status: str
    sent: int
    refused: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()


def next_key(root: Path) -> str:
    """Return the oldest edition that is ready; `NothingToPublishError` (66) when none is."""
    ready = [entry.key for entry in read.entries(root) if entry.state == "ready"]
    if not ready:
        raise NothingToPublishError("no edition is ready for delivery", where=str(root), fix="digest outbox ls")
    return min(ready)


def envelope_sender(root: Path, key: str) -> str:
    """Return the address that bounces go to unless told otherwise: the one in From."""
    message = read.manifest(root, key).get("message")
    sender = str(message.get("from", "")) if isinstance(message, dict) else ""
    return mailbox(sender, where=f"edition {key}: message.from")[1]


def list_address(root: Path, key: str) -> str:
    """Return the address in the edition's own To field."""
    from email import message_from_bytes
    from email.utils import parseaddr

    return parseaddr(str(message_from_bytes(read.read(root, key, "message.eml"))["To"]))[1]


def dry_run(root: Path, plan: Plan) -> int:
    """Check the edition as a delivery would and return the size of its message; sends nothing."""
    if damage := read.verify(root, plan.key):
        raise OutboxError(
            f"the edition is damaged: {damage[0]}", where=plan.key, fix=f"digest outbox verify {plan.key}"
        )
    return len(read.read(root, plan.key, "message.eml"))


def deliver(root: Path, plan: Plan, route: Route, *, journal: Path, tell: Callable[[int, int], None]) -> Outcome:
    """Send the edition to every recipient who has not got it yet, and set its mark.

    Refusals for good are kept in the journal and do not stop the others; when
    nobody takes it the edition is marked failed (`CheckError`).  When some were
    deferred it stays ready (`BusyError`): the next run tries only those.
    """
    if not plan.recipients:
        raise UsageError("there are no recipients", where="--recipients", fix="one address a line")
    with claimed(root, plan.key, by=plan.by) as claim:
        book = Journal(journal)
        try:
            _send_all(claim, plan, route, book, tell)
            return _finish(claim, plan, book)
        finally:
            book.close()


def send_test(root: Path, key: str, to: str, *, sender: str, route: Route) -> str:
    """Send one copy that is marked as a test; return the server's words.  No mark of the outbox changes."""
    said = read.manifest(root, key).get("message")
    facts = said if isinstance(said, dict) else {}
    original = read.read(root, key, "message.eml")
    subject, message_id = str(facts.get("subject", "")), str(facts.get("message_id", "<unknown@invalid>"))
    message = marked_as_test(original, to, subject=subject, message_id=message_id)
    with route() as send:
        answer = send(sender, mailbox(to, where="--test")[1], message)
    if answer.state != "sent":
        raise CheckError(f"the test was not taken: {answer.said}", where=to, fix="mend the address or the server")
    return answer.said


def _send_all(claim: Claim, plan: Plan, route: Route, book: Journal, tell: Callable[[int, int], None]) -> None:
    waiting = [address for address in plan.recipients if book.state(address) not in FINAL]
    if not waiting:
        return
    message = claim.read("message.eml")
    pause = 60.0 / plan.rate if plan.rate else 0.0
    with route() as send:
        for number, address in enumerate(waiting, 1):
            due = time.monotonic() + pause
            answer = send(plan.sender, address, message if plan.as_it_is else readdressed(message, address))
            book.note(address, answer.state, answer.said)
            tell(number, len(waiting))
            if number < len(waiting):
                time.sleep(max(0.0, due - time.monotonic()))


def _finish(claim: Claim, plan: Plan, book: Journal) -> Outcome:
    by_state = {state: _in_state(plan.recipients, book, state) for state in ("sent", "refused", "deferred")}
    sent, refused, deferred = len(by_state["sent"]), by_state["refused"], by_state["deferred"]
    if deferred:
        what = f"{len(deferred)} of {len(plan.recipients)} recipients must wait"
        raise BusyError(what, where=str(book.path), fix="run it again later: only those are tried")
    if not sent:
        claim.failed("refused by every recipient's server", by=plan.by)
        fix = f"mend it, then digest outbox retry {plan.key}; remove the journal to try everybody again"
        raise CheckError("nobody took the message", where=str(book.path), fix=fix)
    result = f"{sent} sent" + (f", {len(refused)} refused" if refused else "")
    claim.done(result, by=plan.by)
    return Outcome(status="done", sent=sent, refused=refused)


def _in_state(recipients: Sequence[str], book: Journal, state: str) -> tuple[str, ...]:
    return tuple(address for address in recipients if book.state(address) == state)
