"""Deliver one edition: claim, check, send to each recipient, mark."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from digest.deliver.breaker import IN_A_ROW, Breaker, Stop
from digest.deliver.journal import FINAL, Journal
from digest.deliver.recipients import address_in
from digest.deliver.smtp import Send
from digest.deliver.suppression import Suppression, bounced
from digest.errors import BusyError, CheckError, DataError, NothingToPublishError, OutboxError
from digest.message.headers import mailbox
from digest.message.personal import Personal, personal
from digest.message.readdress import marked_as_test, readdressed
from digest.outbox import claims, read

Route = Callable[[], AbstractContextManager[Send]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a delivery will do: `recipients` each get a message of their own.

    With `as_it_is`, the To field stays as the edition has it: one message to a list address.
    `sender` is the envelope's; `rate` messages a minute, 0 for no limit; `stop_after`
    refusals in a row stop the run, 0 for never.  `again` also tries those who were
    refused before.  `key` makes the unsubscribe tokens; `now` is when the run begins.
    """

    edition: str
    recipients: tuple[str, ...]
    sender: str
    now: datetime
    as_it_is: bool = False
    rate: int = 0
    stop_after: int = IN_A_ROW
    again: bool = False
    key: str = field(default="", repr=False)
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOutcome:
    """How it stands after all attempts together.

    `sent` counts those who got it.  `refused` were refused for good, `unknown` may
    have it (no answer came, twice), `suppressed` are on the suppression list, `doubled` are
    second copies that were not sent.
    """

    status: str
    sent: int
    refused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    suppressed: int = 0
    doubled: int = 0


def envelope_sender(root: Path, key: str, given: str = "") -> str:
    """Return the address that bounces go to: the one given, or the one in From; `SettingsError` for no address."""
    if given:
        return address_in(given, where="--sender")
    message = read.manifest(root, key).get("message")
    sender = str(message.get("from", "")) if isinstance(message, dict) else ""
    return mailbox(sender, where=f"edition {key}: message.from")[1]


def list_address(root: Path, key: str) -> str:
    """Return the address in the edition's own To field."""
    from email import message_from_bytes
    from email.utils import parseaddr

    return parseaddr(str(message_from_bytes(read.read(root, key, "message.eml"))["To"]))[1]


def dry_run(root: Path, plan: Plan, suppression: Suppression) -> int:
    """Check all that a delivery would and return the size of its message; sends nothing, claims nothing.

    Raises what `deliver` would before its first message.
    """
    _waiting(plan, suppression)
    claims.refuse_unless_ready(root, plan.edition, again=plan.again)
    _refuse_damaged(root, plan.edition)
    message = personal(read.read(root, plan.edition, "message.eml"), plan.key)
    return len(_addressed(message, plan, plan.recipients[0]))


def deliver(
    root: Path,
    plan: Plan,
    route: Route,
    *,
    journal: Path,
    suppression: Suppression,
    tell: Callable[[int, int], None],
) -> DeliveryOutcome:
    """Send the edition to every recipient who has not got it yet, and set its mark.

    Refusals for good are kept in the journal and do not stop the others; mailboxes
    that do not exist go on the suppression list.  When everybody refused it the edition
    is marked failed (`CheckError`).  When some were deferred it stays ready
    (`BusyError`): the next run tries only those.  When the refusals look like a
    fault of ours the run stops, no refusal is taken as final, and the edition stays
    ready: `CheckError`, or `BusyError` for a quota.
    """
    people = _waiting(plan, suppression)
    with ExitStack() as stack:
        held = claim(stack, root, plan)
        book = Journal(journal, today=plan.now.date())
        stack.callback(book.close)
        message = read.read(root, plan.edition, "message.eml")
        run = _Run(plan, book, personal(message, plan.key), people)
        stop = run.send(route, tell)
        if stop:
            raise stopped(stop, book.path)
        run.write_off(suppression)
        return run.finish(held, people)


def send_test(root: Path, key: str, to: str, *, sender: str, route: Route, token_key: str = "") -> str:
    """Send one copy that is marked as a test; return the server's words.  No mark of the outbox changes."""
    said = read.manifest(root, key).get("message")
    facts = said if isinstance(said, dict) else {}
    address = address_in(to, where="--test")
    original = personal(read.read(root, key, "message.eml"), token_key).to(address)
    subject, message_id = str(facts.get("subject", "")), str(facts.get("message_id", "<unknown@invalid>"))
    message = marked_as_test(original, to, subject=subject, message_id=message_id)
    with route() as send:
        answer = send(sender, address, message)
    if answer.state != "sent":
        what = f"the test was not taken: {answer.said}"
        raise CheckError(what, where=to, fix="correct the address, or look at the server")
    return answer.said


def _waiting(plan: Plan, suppression: Suppression) -> tuple[str, ...]:
    if not plan.recipients:
        raise DataError("there are no recipients", where="--recipients", fix="one address a line")
    kept = tuple(address for address in plan.recipients if address not in suppression)
    if not kept:
        what = "every recipient is on the suppression list"
        raise NothingToPublishError(what, where=str(suppression.path), fix="digest suppress ls")
    return kept


def claim(stack: ExitStack, root: Path, plan: Plan) -> claims.Claim | None:
    """Take the claim; None for a delivered edition whose refused recipients are tried again: the journal is locked."""
    if plan.again:
        state = str(read.description(root, plan.edition)["state"])
        if state == "failed":
            claims.retry(root, plan.edition, reason="--retry-refused", by=plan.by)
        elif state == "done":
            _refuse_damaged(root, plan.edition)  # a claim would have looked
            return None
    return stack.enter_context(claims.claimed(root, plan.edition, by=plan.by))


def _refuse_damaged(root: Path, key: str) -> None:
    if damage := read.verify(root, key):
        raise OutboxError(f"the edition is damaged: {damage[0]}", where=key, fix=f"digest outbox verify {key}")


def _addressed(message: Personal, plan: Plan, address: str) -> bytes:
    return message.to_a_list() if plan.as_it_is else readdressed(message.to(address), address)


class _Run:
    """One run over those who have not got it yet."""

    def __init__(self, plan: Plan, book: Journal, message: Personal, people: Sequence[str]) -> None:
        final = {"sent"} if plan.again else set(FINAL)
        self._plan, self._book, self._message = plan, book, message
        self._people = [address for address in people if book.state(address) not in final]
        self._refused: list[tuple[str, str, bool]] = []  # address, words, whether the mailbox does not exist
        self._began = time.monotonic()

    def send(self, route: Route, tell: Callable[[int, int], None]) -> Stop | None:
        """Send; return why the run had to stop, None when it came to its end."""
        if not self._people:
            return None
        breaker = Breaker(self._plan.stop_after)
        pause = 60.0 / self._plan.rate if self._plan.rate else 0.0
        with route() as send:
            for number, address in enumerate(self._people, 1):
                due = time.monotonic() + pause
                answer = send(self._plan.sender, address, _addressed(self._message, self._plan, address))
                refused = answer.state == "refused"
                # Whether a refusal is about the recipient or about us, the end of the run shows.
                self._book.note(address, "doubtful" if refused else answer.state, answer.said)
                if refused:
                    self._refused.append((address, answer.said, answer.about == "mailbox"))
                tell(number, len(self._people))
                if stop := breaker.sees(answer):
                    return stop
                if number < len(self._people):
                    time.sleep(max(0.0, due - time.monotonic()))
        return None

    def write_off(self, suppression: Suppression) -> None:
        """Believe the refusals: final for this edition, and no such mailbox for every later one."""
        if not self._refused:
            return
        taken = sum(state == "sent" for state in self._book.states.values())
        gone = [(address, said) for address, said, no_mailbox in self._refused if no_mailbox]
        suppression.add(bounced(gone, taken=taken, day=self._plan.now.date()))
        self._book.note_all([(address, "refused", said) for address, said, _ in self._refused])

    def finish(self, claim: claims.Claim | None, people: Sequence[str]) -> DeliveryOutcome:
        """Set the mark and say how it stands; `BusyError` when some must wait, `CheckError` when nobody took it."""
        plan, book = self._plan, self._book
        sent, refused, unknown = (_in_state(people, book, state) for state in ("sent", "refused", "unknown"))
        waiting = len(people) - len(sent) - len(refused) - len(unknown)
        if waiting:
            book.went_round(plan.now + timedelta(seconds=time.monotonic() - self._began), len(people), waiting)
            what = f"{waiting} of {len(people)} recipients must wait"
            raise BusyError(what, where=str(book.path), fix="run it again later: only those are tried")
        if claim and not sent and not unknown:
            claim.failed("refused by every recipient's server", by=plan.by)
            fix = f"look at the words in it, then digest deliver {plan.edition} --retry-refused"
            raise CheckError("nobody took the message", where=str(book.path), fix=fix)
        parts = [f"{len(sent)} sent"]
        parts += [f"{len(group)} {name}" for group, name in ((refused, "refused"), (unknown, "unknown")) if group]
        if claim:
            claim.done(", ".join(parts), by=plan.by)
        suppressed = len(plan.recipients) - len(people)
        return DeliveryOutcome(status="done", sent=len(sent), refused=refused, unknown=unknown, suppressed=suppressed)


def stopped(stop: Stop, journal: Path) -> BusyError | CheckError:
    """Return the error for a run that had to stop."""
    what = f"stopped: {stop.why}"
    if stop.passes:
        return BusyError(what, where=str(journal), fix="run it again later: who has it is known, the rest is tried")
    fix = "look at the words: they may mean you, not them; then run it again, with --stop-after N to let more pass"
    return CheckError(what, where=str(journal), fix=fix)


def _in_state(people: Sequence[str], book: Journal, state: str) -> tuple[str, ...]:
    return tuple(address for address in people if book.state(address) == state)
