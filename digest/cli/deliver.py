"""``digest deliver``: send an edition by SMTP or sendmail; a dry run until --send."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import _say
from digest.cli._options import JsonOption, LogOption, OutboxOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._outbox_looks import kilobytes, place, who

if TYPE_CHECKING:
    from digest.deliver.delivery import Plan, Route


KeyArgument = Annotated[str, typer.Argument(metavar="[KEY]", help="Default: the oldest edition that is ready.")]
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
JournalOption = Annotated[Path | None, typer.Option("--journal", metavar="DIR", help="Who has it already.")]
TestOption = Annotated[str, typer.Option("--test", metavar="ADDRESS", help="Send one marked copy; no mark is set.")]
SendOption = Annotated[bool, typer.Option("--send", help="Really send. Without it: say what would be done.")]


def command(
    key: KeyArgument = "",
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
    this machine.  Exit 75: some must wait, run it again.
    """
    from digest.deliver import delivery

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose, log=log_format)
    root = place(workspace, outbox)
    key = key or delivery.next_key(root)
    sender = sender or delivery.envelope_sender(root, key)
    way = partial(_route, smtp, sendmail, password_file)
    if test:
        return _test(voice, root, key, test, sender, way())
    people = (delivery.list_address(root, key),) if to_list else _addresses(recipients, recipients_from, voice)
    plan = delivery.Plan(key=key, recipients=people, sender=sender, as_it_is=to_list, rate=rate, by=who())
    if not send:
        return _announce(voice, plan, delivery.dry_run(root, plan), smtp or sendmail or "nowhere yet: --smtp URL")
    _send(voice, root, plan, way(), journal or root.parent / ".digest" / "deliveries")


def _test(voice: _say.Voice, root: Path, key: str, to: str, sender: str, route: Route) -> None:
    from digest.deliver.delivery import send_test

    said = send_test(root, key, to, sender=sender, route=route)
    voice.answer({"key": key, "test": to, "said": said}, [f"{key}: test sent to {to} ({said})"])


def _send(voice: _say.Voice, root: Path, plan: Plan, route: Route, journals: Path) -> None:
    from digest.deliver.delivery import deliver

    done = deliver(root, plan, route, journal=journals / f"{plan.key}.jsonl", tell=_progress(voice))
    fields = {"key": plan.key, "status": done.status, "sent": done.sent, "refused": list(done.refused)}
    head = f"{plan.key}: {done.sent} sent, {len(done.refused)} refused"
    voice.answer(fields, [head, *(f"  {address}" for address in done.refused)])


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


def _route(smtp: str, sendmail: str, password_file: Path | None) -> Route:
    from digest.deliver import routes
    from digest.deliver.secrets import password
    from digest.errors import UsageError

    if bool(smtp) == bool(sendmail):
        raise UsageError("which way out?", where="digest deliver", fix="give one of --smtp URL and --sendmail PATH")
    if sendmail:
        return partial(routes.sendmail, sendmail)
    given = os.environ.get("DIGEST_SMTP_PASSWORD", "")  # noqa: TID251 - the command line is asked here, at the edge
    return partial(routes.smtp, routes.server(smtp, password(given, password_file)))


def _announce(voice: _say.Voice, plan: Plan, size: int, way: str) -> None:
    count = len(plan.recipients)
    fields = {"key": plan.key, "status": "dry run", "recipients": count, "sender": plan.sender, "size": size}
    lines = [
        f"{plan.key}: would go to {count} {'recipient' if count == 1 else 'recipients'}, {kilobytes(size)} each",
        f"  from   {plan.sender}",
        f"  via    {way}",
        "Nothing was sent. Add --send, or try --test you@example.org first.",
    ]
    voice.answer(fields, lines)


def _progress(voice: _say.Voice) -> Callable[[int, int], None]:
    def tell(number: int, total: int) -> None:
        if number == total or number % 100 == 0:
            voice.step("send", f"{number} of {total}")

    return tell
