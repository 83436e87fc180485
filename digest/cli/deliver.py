"""``digest deliver``: send an edition by SMTP or sendmail; a dry run until --send."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import _deliver_parts, _say
from digest.cli._options import (
    CatchUpOption,
    JsonOption,
    LogOption,
    OutboxOption,
    QuietOption,
    SegmentOption,
    VerboseOption,
    WorkspaceOption,
)
from digest.cli._outbox_looks import kilobytes, place, who
from digest.cli._turn import next_key
from digest.errors import Notice, UsageError
from digest.text.plurals import counted

if TYPE_CHECKING:
    from datetime import datetime

    from digest.deliver.delivery import DeliveryOutcome, Plan, Route
    from digest.deliver.suppression import Suppression


KeyArgument = Annotated[
    str,
    typer.Argument(metavar="[KEY]", help="Default: the newest day's of the newsletter, or of --segment."),
]
RecipientsOption = Annotated[
    Path | None, typer.Option("--recipients", metavar="FILE", help="Addresses, one a line; each gets a message.")
]
CommandOption = Annotated[
    str, typer.Option("--recipients-from", metavar="COMMAND", help="A command that prints the addresses.")
]
ListOption = Annotated[bool, typer.Option("--to-list", help="One message, to the list address in To.")]
SmtpOption = Annotated[str, typer.Option("--smtp", metavar="URL", help="smtp://user@host:587 or smtps://user@host.")]
SendmailOption = Annotated[str, typer.Option("--sendmail", metavar="PATH", help="A mail program instead.")]
PasswordOption = Annotated[
    Path | None, typer.Option("--password-file", metavar="FILE", help="Mode 600; or set DIGEST_SMTP_PASSWORD.")
]
SenderOption = Annotated[str, typer.Option("--sender", metavar="ADDRESS", help="Where bounces go. Default: From.")]
RateOption = Annotated[int, typer.Option("--rate", min=0, metavar="N", help="At most N messages a minute.")]
JournalOption = Annotated[
    Path | None, typer.Option("--journal", metavar="DIR", help="Where to note who has it already.")
]
PartsOption = Annotated[
    Path | None, typer.Option("--parts", metavar="DIR", help="The copies of digest merge, instead of one message.")
]
ConnectionsOption = Annotated[
    int, typer.Option("--connections", min=1, max=64, metavar="N", help="With --parts: how many at once.")
]
DomainOption = Annotated[
    list[str] | None,
    typer.Option("--domain-rate", metavar="N", help="With --parts: at most N a minute to a domain; or gmail.com=N."),
]
StopOption = Annotated[
    int, typer.Option("--stop-after", min=0, metavar="N", help="Stop after N refusals in a row; 0 for never.")
]
AgainOption = Annotated[bool, typer.Option("--retry-refused", help="Also try recipients who were refused before.")]
TestOption = Annotated[str, typer.Option("--test", metavar="ADDRESS", help="Send one marked copy; no mark is set.")]
SendOption = Annotated[bool, typer.Option("--send", help="Really send. Without it: say what would be done.")]


def command(
    key: KeyArgument = "",
    segment: SegmentOption = "",
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    recipients: RecipientsOption = None,
    recipients_from: CommandOption = "",
    to_list: ListOption = False,
    smtp: SmtpOption = "",
    sendmail: SendmailOption = "",
    password_file: PasswordOption = None,
    sender: SenderOption = "",
    rate: RateOption = 0,
    parts: PartsOption = None,
    connections: ConnectionsOption = 1,
    domain_rate: DomainOption = None,
    stop_after: StopOption = 5,
    retry_refused: AgainOption = False,
    catch_up: CatchUpOption = False,
    journal: JournalOption = None,
    test: TestOption = "",
    send: SendOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    log_format: LogOption = "text",
) -> None:
    """Deliver an edition to its recipients, once each; a dry run until --send.

    Goes on where it stopped after a crash.  TLS is required unless the server is
    this machine.  Exit 75: some must wait, run it again.  Exit 1: everybody refused it,
    or so many in a row that the fault looks like ours.
    """
    from digest.deliver import delivery

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose, log=log_format)
    root = place(workspace, outbox)
    if parts:
        rates = (rate, domain_rate or [])
        asked = _deliver_parts.PartsOptions(
            parts, key, sender, connections, rates, stop_after, retry_refused, journal, send
        )
        return _deliver_parts.run(voice, root, asked, *_way(smtp, sendmail, password_file))
    if retry_refused and not key:
        raise UsageError("which edition?", where="--retry-refused", fix="digest deliver KEY --retry-refused …")
    key = key or next_key(root, voice, segment=segment, catch_up=catch_up)
    sender = delivery.envelope_sender(root, key, sender)
    way, shown = _way(smtp, sendmail, password_file)
    voice.notices(_unchanged(sender))
    token_key = os.environ.get("DIGEST_UNSUBSCRIBE_KEY", "")  # noqa: TID251 - the command line is asked here, at the edge
    if test:
        said = delivery.send_test(root, key, test, sender=sender, route=way, token_key=token_key)
        return _tested(voice, key, test, said)
    people = (delivery.list_address(root, key),) if to_list else _addresses(recipients, recipients_from, voice)
    plan = delivery.Plan(
        edition=key,
        recipients=people,
        sender=sender,
        as_it_is=to_list,
        rate=rate,
        stop_after=stop_after,
        again=retry_refused,
        key=token_key,
        by=who(),
        now=_now(),
    )
    _go(voice, root, plan, (way, shown), journal, send=send)


def _go(voice: _say.Voice, root: Path, plan: Plan, way: tuple[Route, str], journal: Path | None, *, send: bool) -> None:
    """Send, or say what would be sent."""
    from digest.deliver import delivery
    from digest.deliver.suppression import FILE, Suppression

    suppression = Suppression(root.parent / FILE)
    if not send:
        return _announce(voice, plan, delivery.dry_run(root, plan, suppression), suppression, way[1])
    file = (journal or root.parent / ".digest" / "deliveries") / f"{plan.edition}.jsonl"
    done = delivery.deliver(root, plan, way[0], journal=file, suppression=suppression, tell=_progress(voice))
    _report(voice, plan.edition, done)


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)  # noqa: TID251 - the clock is read here


def _tested(voice: _say.Voice, key: str, to: str, said: str) -> None:
    voice.report({"key": key, "test": to, "said": said}, [f"{key}: test sent to {to} ({said})"])


def _unchanged(sender: str) -> list[Notice]:
    """Say that the sender is the one that `digest init` wrote."""
    if not sender.endswith("@daily.example"):
        return []
    fix = "set from, to, address and unsubscribe under [newsletter], and build the edition with --revise"
    return [Notice(what=f"the sender is still the sample's: {sender}", where="digest.toml: newsletter.from", fix=fix)]


def _report(voice: _say.Voice, key: str, done: DeliveryOutcome) -> None:
    fields = {
        "key": key,
        "status": done.status,
        "sent": done.sent,
        "refused": list(done.refused),
        "unknown": list(done.unknown),
        "suppressed": done.suppressed,
    }
    head = f"{key}: {done.sent} sent, {len(done.refused)} refused"
    head += f", {done.suppressed} on the suppression list" if done.suppressed else ""
    doubt = [f"  {address} (no answer, twice: may have it)" for address in done.unknown]
    voice.report(fields, [head, *(f"  {address}" for address in done.refused), *doubt])


def _addresses(recipients: Path | None, command: str, voice: _say.Voice) -> tuple[str, ...]:
    from digest.deliver.recipients import addresses, from_command, from_file
    from digest.errors import UsageError

    if (recipients is None) == (not command):
        fix = "give one of --recipients FILE, --recipients-from COMMAND and --to-list"
        raise UsageError("who gets it?", where="digest deliver", fix=fix)
    lines = from_file(recipients) if recipients else from_command(command)
    found, notices = addresses(lines, where=str(recipients or command))
    voice.notices(notices)
    return found


def _way(smtp: str, sendmail: str, password_file: Path | None) -> tuple[Route, str]:
    """Return the way out and what to call it; a dry run checks it as --send does."""
    from digest.deliver import sendmail as program
    from digest.deliver.servers import read_password, server
    from digest.deliver.smtp import smtp as session
    from digest.errors import UsageError

    if bool(smtp) == bool(sendmail):
        raise UsageError("which way out?", where="digest deliver", fix="give one of --smtp URL and --sendmail PATH")
    if sendmail:
        return partial(program.sendmail, sendmail), program.program(sendmail)
    given = os.environ.get("DIGEST_SMTP_PASSWORD", "")  # noqa: TID251 - the command line is asked here, at the edge
    to = server(smtp, read_password(given, password_file))
    return partial(session, to), to.shown


def _announce(voice: _say.Voice, plan: Plan, size: int, suppression: Suppression, way: str) -> None:
    count = sum(address not in suppression for address in plan.recipients)
    held = len(plan.recipients) - count
    fields = {"key": plan.edition, "status": "dry run", "recipients": count, "sender": plan.sender, "size": size}
    lines = [
        f"{plan.edition}: would go to {counted(count, 'recipient')}, {kilobytes(size)} each",
        f"  from   {plan.sender}",
        f"  via    {way}",
        *([f"  not to {held} on the suppression list"] if held else []),
        "Nothing was sent. Add --send, or try --test you@example.org first.",
    ]
    voice.answer(fields | {"suppressed": held}, lines)


def _progress(voice: _say.Voice) -> Callable[[int, int], None]:
    def tell(number: int, total: int) -> None:
        if number == total or number % 100 == 0:
            voice.step("send", f"{number} of {total}")

    return tell
