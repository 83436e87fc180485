"""The whole path on one page: articles in, a finished edition in the outbox.

Read it from the top; every stage takes what the one before it gave.  Nothing is
visible to anybody before the last step, and that step is one rename.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.check import Finding
from digest.edition import Edition
from digest.errors import CheckError, Notice, UsageError
from digest.facts import manifest_facts
from digest.message.mail import message_facts
from digest.outbox.keys import revised
from digest.outbox.publish import publish
from digest.outbox.read import revisions
from digest.picks.slots import Slot
from digest.pressing import press
from digest.stages import Tell, Wish, find_slot, pick, read
from digest.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a run made: `status` is published or exists, `path` the edition's folder."""

    key: str
    status: str
    path: Path
    edition: Edition
    files: Mapping[str, bytes]
    notices: tuple[Notice, ...] = ()
    findings: tuple[Finding, ...] = ()


def build(workspace: Workspace, wish: Wish, *, now: datetime, tell: Tell) -> Built:
    """Build a slot's edition and publish it.

    Raises what its stages raise (`NothingToPublishError`, `CheckError`,
    `OutboxError` and the other errors of `digest.errors`); then nothing was
    published.
    """
    settings = workspace.settings
    slot = find_slot(settings, wish.slot, now)
    key = edition_key(workspace, slot, wish)

    intake = read(workspace, tell, strict=wish.strict)
    chosen = pick(workspace, intake, slot, tell)
    pressed = press(workspace, intake, chosen, slot, key=key, wish=wish, tell=tell)
    stop_on_errors(pressed.findings, force=wish.force)

    overruled = forced(pressed.findings) if wish.force else ()
    facts = {
        **manifest_facts(pressed.edition, pressed.notices, forced=overruled),
        "message": message_facts(pressed.edition),
    }
    done = publish(workspace.outbox, key, pressed.files, facts)
    tell("publish", "already there, nothing changed" if done.status == "exists" else key)
    return Built(
        key=key,
        status=done.status,
        path=done.path,
        edition=pressed.edition,
        files=pressed.files,
        notices=pressed.notices,
        findings=pressed.findings,
    )


def edition_key(workspace: Workspace, slot: Slot, wish: Wish) -> str:
    """Return the key to publish under: the slot's, or with `Wish.revise` its next correction's."""
    key = f"{workspace.settings.newsletter.id}-{slot.name}"
    if not wish.revise:
        return key
    known = revisions(workspace.outbox, key)
    if not known:
        raise UsageError(
            f"there is no edition {key} to correct", where="--revise", fix="build it first, without --revise"
        )
    return revised(key, len(known) + 1)


def stop_on_errors(findings: Sequence[Finding], *, force: bool) -> None:
    """Raise `CheckError` with the first error among *findings*, unless *force*."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors and not force:
        first = errors[0]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        fix = f"{first.fix}; or publish all the same with --force"
        raise CheckError(f"{first.rule}: {first.what}{more}", where=first.where, fix=fix)


def forced(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the rules whose errors were overruled, for the manifest."""
    return tuple(sorted({finding.rule for finding in findings if finding.severity == "error"}))
