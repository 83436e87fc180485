"""The whole path on one page: articles in, a finished edition in the outbox.

Read it from the top; every stage takes what the one before it gave.  Nothing is
visible to anybody before the last step, and that step is one rename.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from digest.check import Finding
from digest.edition.model import Edition, edition_from
from digest.edition.record import manifest_facts
from digest.errors import CheckError, KeyTakenError, NothingToPublishError, Notice, UsageError
from digest.intake.files import Intake
from digest.line.choose import Chosen, Tell, Wish, find_slot, pick, read
from digest.line.history import Book, retracted
from digest.line.render import Form, Pressed, press
from digest.line.shop import Shop
from digest.message.mail import message_facts
from digest.order.file import require_approval
from digest.outbox.keys import base, revised, revision
from digest.outbox.publish import publish
from digest.outbox.read import exists, revisions
from digest.outbox.read import read as read_file
from digest.picks.choose import Pick
from digest.picks.slots import Slot, missed_slots
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

    Raises `ApprovalError` while the running order waits for an editor, and what
    its stages raise (`NothingToPublishError`, `CheckError`, `OutboxError` and the
    other errors of `digest.errors`); then nothing was published.
    """
    slot = find_slot(workspace.settings, wish.slot, now)
    *newest, key = edition_keys(workspace, slot, wish)
    gone = frozenset(str(item["id"]) for item in retracted(workspace, slot))
    require_approval(workspace, slot, gone)  # here, not in the stages: an editor previews before approving

    intake = read(workspace, tell, strict=wish.strict, at=slot.at)
    chosen = pick(workspace, intake, slot, tell, now=now)
    page = ChosenPage(
        workspace=workspace, intake=intake, chosen=chosen, slot=slot, book=Book(workspace, slot, chosen.due)
    )
    return publish_page(page, (*newest, key), wish, tell)


class Booking(Protocol):
    """What enters an edition in the ledger: `digest.line.history.Book`, or `SegmentBook` for a pool of segments."""

    def facts(self, picks: Sequence[Pick]) -> dict[str, dict[str, object]]:
        """Return by story id what a manifest's items must hold beside their own."""

    def more(self) -> dict[str, Any]:
        """Return further fields of the manifest."""

    def reserve(self, key: str, items: Sequence[dict[str, Any]]) -> None:
        """Claim the items before publishing."""

    def confirm(self, key: str, day_quote: str = "") -> None:
        """Note that the edition is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPage:
    """A slot's page, chosen and not yet pressed; `shop` is what a run of many editions has at hand."""

    workspace: Workspace
    intake: Intake
    chosen: Chosen
    slot: Slot
    book: Booking
    shop: Shop | None = None


def publish_page(page: ChosenPage, keys: Sequence[str], wish: Wish, tell: Tell) -> Built:
    """Press and publish a page under the last of *keys*, or find it published under an earlier one."""
    *newest, key = keys
    for made in newest:  # the same correction, asked for twice, is one edition
        with suppress(KeyTakenError):
            return _published(page, made, replace(wish, anyway=True), tell)
    return _published(page, key, wish, tell)


def _published(page: ChosenPage, key: str, wish: Wish, tell: Tell) -> Built:
    """Press and publish under *key*: in memory first, then known to the ledger, then by one rename."""
    workspace, chosen, slot = page.workspace, page.chosen, page.slot
    before = form_before(workspace.outbox, key) if wish.revise else None
    form = Form(key=key, before=before, shop=page.shop)
    pressed = press(workspace, page.intake, chosen, slot, form=form, wish=wish, tell=tell)
    if before and pressed.unchanged and not wish.anyway:
        what = f"nothing has changed since {before.key}: no correction was made"
        raise NothingToPublishError(what, where="--revise", fix="--anyway publishes one all the same")
    stop_on_errors(pressed.findings, force=wish.force)

    facts = _facts(pressed, page, forced(pressed.findings) if wish.force else ())
    if wish.revise and (gone := retracted(workspace, slot)):
        facts["retracted"] = gone
    page.book.reserve(key, facts["items"])
    done = publish(workspace.outbox, key, pressed.files, facts)
    page.book.confirm(key, facts.get("day_quote", ""))
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


def catch_up(workspace: Workspace, wish: Wish, *, now: datetime, tell: Tell) -> list[Built]:
    """Build every missing slot since the first edition, oldest first, up to the one asked for or the current one.

    A slot without new articles is skipped.  Raises `UsageError` when
    ``newsletter.first_edition`` is not set.
    """
    settings = workspace.settings
    first = settings.newsletter.first_edition
    if first is None:
        fix = "set first_edition to the day of the first edition"
        raise UsageError(
            "there is no day to catch up from", where=f"{settings.path}: newsletter.first_edition", fix=fix
        )
    moment = find_slot(settings, wish.slot, now).at
    missed = missed_slots(
        settings.schedule, first, moment, lambda slot: exists(workspace.outbox, slot_key(workspace, slot))
    )
    made: list[Built] = []
    for slot in missed:
        try:
            made.append(build(workspace, replace(wish, slot=slot.name), now=now, tell=tell))
        except NothingToPublishError as nothing:
            tell("pass", nothing.what)
    return made


def _facts(pressed: Pressed, page: ChosenPage, overruled: Sequence[str]) -> dict[str, Any]:
    """Return what the manifest says: the message, and each story with what later editions must know of it."""
    facts = manifest_facts(pressed.edition, pressed.notices, forced=overruled)
    known = page.book.facts(page.chosen.picks.chosen)
    items = [item | known.get(item["id"], {}) for item in facts["items"]]
    quote = {"day_quote": pressed.edition.quote.text} if pressed.edition.quote else {}
    return facts | {"items": items, "message": message_facts(pressed.edition)} | quote | page.book.more()


def edition_keys(workspace: Workspace, slot: Slot, wish: Wish) -> tuple[str, ...]:
    """Return the key to publish under: the slot's, or with `Wish.revise` its next correction's.

    Before it comes the key of the newest correction there is, as this one may be the same.
    """
    key = slot_key(workspace, slot)
    if not wish.revise:
        return (key,)
    known = revisions(workspace.outbox, key)
    if not known:
        raise UsageError(
            f"there is no edition {key} to correct", where="--revise", fix="build it first, without --revise"
        )
    return (*known[1:][-1:], revised(key, len(known) + 1))


def form_before(outbox: Path, key: str) -> Edition | None:
    """Return the form of an edition that a correction called *key* follows; None when gc has removed it."""
    name = base(key) if revision(key) == 2 else f"{base(key)}-r{revision(key) - 1}"
    try:
        return edition_from(read_file(outbox, name, "edition.json").decode())
    except (UsageError, ValueError):
        return None


def slot_key(workspace: Workspace, slot: Slot) -> str:
    """Return the key of a slot's edition."""
    return workspace.key(slot.name)


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
