"""Hand one edition of the outbox to a sending service or scheduler, in the form it takes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from digest import export, shelf, whole
from digest.edition.model import Edition, edition_from
from digest.errors import OutboxError, UsageError
from digest.export import Bundle
from digest.outbox import read
from digest.text.unsubscribing import RECIPIENT, TOKEN

_SRC = re.compile(r"""(\ssrc\s*=\s*["'])([^"']+)(["'])""")
_ELSEWHERE = re.compile(r"(?:https?|cid|data):|//|\{\{|\*\|", re.IGNORECASE)


def hand_off(root: Path, key: str, to: str, *, options: Mapping[str, Any], output: Path | None) -> bytes:
    """Return the edition *key* as the format *to* wants it; with *output* it is written there instead.

    Raises `UnknownNameError` for the format, `UsageError` for an option.
    """
    module = shelf.take(export, to)
    if getattr(module, "KIND", "") != "sender":
        raise UsageError(f"{to} takes posts, not editions", where="--to", fix=f"digest posts --export {to}")
    refuse_withdrawn(root, key)
    bundle = bundle_of(root, key, options=options)
    refuse_foreign(bundle, to)
    if not getattr(module, "WHOLE", False):
        refuse_places(bundle, to)
        bundle = pictures_from_web(bundle)
    made = module.export(bundle)
    content: bytes = made.encode() if isinstance(made, str) else made
    if getattr(module, "FOLDER", False):
        if output is None:
            raise UsageError(f"{to} is a folder", where="--to", fix="name it with -o DIR")
        _deliver(output, module.name(bundle), content)
        return b""
    if output is None:
        return content
    whole.write_output(output, content)
    return b""


def senders() -> list[str]:
    """List the formats that take a whole edition."""
    return [name for name in shelf.names(export) if getattr(shelf.take(export, name), "KIND", "") == "sender"]


def refuse_withdrawn(root: Path, key: str) -> None:
    """Refuse an edition that was withdrawn, or that a correction has superseded, with `UsageError`."""
    found = read.description(root, key)
    if found["state"] == "withdrawn":
        raise UsageError(f"{key} was withdrawn", where=str(root), fix='digest build --revise "reason" makes another')
    if found["state"] == "superseded":
        newer = found["superseded_by"]
        raise UsageError(f"{key} is superseded by {newer}", where=str(root), fix=f"export {newer} instead")


def refuse_foreign(bundle: Bundle, to: str) -> None:
    """Refuse with `UsageError` an edition with another sender's placeholders in it: nobody would fill them in."""
    own = getattr(shelf.take(export, to), "TAGS", ())
    for name in senders():
        for tag in getattr(shelf.take(export, name), "TAGS", ()):
            if tag not in own and (tag in bundle.html or tag in bundle.text):
                raise UsageError(
                    f"this edition was built for {name}: it holds {tag}",
                    where=f"edition {bundle.key}",
                    fix=f'set email.merge_tags = "{to}", or "none", and build again',
                )


def refuse_places(bundle: Bundle, to: str) -> None:
    """Refuse with `UsageError` an edition with a place that only ``digest deliver`` fills in, for each recipient."""
    for address in bundle.edition.newsletter.unsubscribe:
        if (RECIPIENT in address or TOKEN in address) and (escape(address) in bundle.html or address in bundle.text):
            raise UsageError(
                f"its unsubscribe link has a place for each recipient, and {to} fills in its own: {address}",
                where=f"edition {bundle.key}",
                fix=f'set email.merge_tags = "{to}" and build again',
            )


def pictures_from_web(bundle: Bundle) -> Bundle:
    """Let pictures that are files of the edition come from where the web version stands.

    A service gets HTML alone.  Raises `UsageError` when the edition has such
    pictures and no place on the web.
    """
    local = [found[2] for found in _SRC.finditer(bundle.html) if not _ELSEWHERE.match(found[2])]
    if local and not bundle.edition.web_address:
        raise UsageError(
            f"{len(local)} pictures are files of the edition, and a service cannot reach them: {local[0]}",
            where=f"edition {bundle.key}",
            fix='set newsletter.web = "https://…" to where the web version stands, and build again',
        )

    def absolute(found: re.Match[str]) -> str:
        src = found[2] if _ELSEWHERE.match(found[2]) else bundle.edition.web_address + found[2].removeprefix("./")
        return f"{found[1]}{src}{found[3]}"

    return replace(bundle, html=_SRC.sub(absolute, bundle.html))


def bundle_of(root: Path, key: str, *, options: Mapping[str, Any] | None = None) -> Bundle:
    """Read an edition's files for an exporter; `OutboxError` when it is damaged."""
    if damage := read.verify(root, key):
        raise OutboxError(
            f"the edition is damaged: {damage[0]}",
            where=str(root / "editions" / key),
            fix=f"digest outbox verify {key}",
        )
    said: Any = read.manifest(root, key)
    names = {entry["path"] for entry in said["files"]}

    def text(name: str) -> str:
        return read.read(root, key, name).decode() if name in names else ""

    message = said.get("message") or {}
    edition = _edition(text("edition.json"), root / "editions" / key)
    return Bundle(
        key=key,
        edition=edition,
        html=text("email.html"),
        text=text("email.txt"),
        web=text("web.html"),
        message=read.read(root, key, "message.eml") if "message.eml" in names else b"",
        message_id=str(message.get("message_id", "")),
        subject=str(message.get("subject") or edition.subject),
        options=options or {},
    )


def _edition(text: str, path: Path) -> Edition:
    try:
        return edition_from(text)
    except ValueError as fault:
        fix = f"digest outbox verify {path.name}; another version of digest may have made it"
        raise OutboxError(str(fault), where=str(path / "edition.json"), fix=fix) from fault


def parse_options(given: Sequence[str]) -> dict[str, Any]:
    """Read ``name=value`` pairs; a value that is JSON means that, another one is text."""
    found: dict[str, Any] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(f"not a field and its value: {pair!a}", where="--set", fix="--set lists=[1]")
        found[name] = value
        with suppress(ValueError):
            found[name] = json.loads(value)
    return found


def _deliver(maildir: Path, name: str, content: bytes) -> None:
    """Put a message into a Maildir the way its makers ask for: written in tmp/, then moved to new/."""
    for folder in ("tmp", "new", "cur"):
        (maildir / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(p.name.partition(":")[0] == name for folder in ("new", "cur") for p in (maildir / folder).iterdir()):
        return  # it has arrived before
    made = maildir / "tmp" / name
    with made.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    made.rename(maildir / "new" / name)
