"""``digest preview``: an edition as its readers will see it, side by side, published nowhere.

The same stages as `digest.jobs.build`, into a scratch folder: neither outbox nor
ledger is touched.  The page works from disk; what changes with the reader's
settings (dark mode, pictures off, styles stripped) is written as a file of its own.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from digest import private
from digest.check import Finding
from digest.edition.model import Edition
from digest.errors import DigestError, Notice
from digest.line.choose import Tell, Wish, find_slot, pick, read
from digest.line.render import Form, Pressed, press
from digest.press.printing import printer
from digest.workspace import Workspace

PAGE = "preview/page.html.j2"
POLL_SECONDS = 0.15

_DARK = re.compile(r"\(\s*prefers-color-scheme:\s*dark\s*\)")
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.S | re.I)
_SOURCE = re.compile(r'(<img\b[^>]*?)\ssrc="[^"]*"', re.I)


def preview(workspace: Workspace, wish: Wish, folder: Path, *, now: datetime, tell: Tell) -> Pressed:
    """Build a slot's edition into *folder* with a page that shows it, ``index.html``.

    Raises what the stages raise; findings never stop it.
    """
    settings = workspace.settings
    slot = find_slot(settings, wish.slot, now)
    intake = read(workspace, tell, strict=wish.strict, at=slot.at)
    chosen = pick(workspace, intake, slot, tell, now=now)
    key = workspace.key(slot.name)
    pressed = press(workspace, intake, chosen, slot, form=Form(key=key), wish=wish, tell=tell)
    write(pressed, workspace, folder)
    return pressed


def write(pressed: Pressed, workspace: Workspace, folder: Path) -> None:
    """Write the edition's files, the email as other readers get it, and the page."""
    html = pressed.files["email.html"].decode()
    files = dict(pressed.files) | {name: text.encode() for name, text in variants(html).items()}
    page = printer(workspace.templates)(PAGE, page_values(pressed.edition, files, pressed.findings, pressed.notices))
    files["index.html"] = page.encode()
    files["stamp.js"] = _stamp(files)
    private.make_folder(folder)
    for name, content in files.items():
        _write(folder / name, content)


def variants(html: str) -> dict[str, str]:
    """Return the email as dark, light, without pictures and without styles, by file name.

    A frame takes its colour scheme from the reader's system: so the dark design's
    condition is replaced by one that always, or never, holds.
    """
    light = _DARK.sub("not all", html)
    return {
        "preview-light.html": light,
        "preview-dark.html": _DARK.sub("all", html),
        "preview-no-images.html": _SOURCE.sub(r"\1", light),
        "preview-no-styles.html": _STYLE.sub("", html),
    }


def page_values(
    edition: Edition, files: Mapping[str, bytes], findings: tuple[Finding, ...], notices: tuple[Notice, ...]
) -> dict[str, object]:
    """Return what the page shows."""
    posts = [json.loads(line) for line in files.get("posts.jsonl", b"").decode().splitlines() if line]
    return {
        "edition": edition,
        "findings": findings,
        "notices": notices,
        "posts": posts,
        "text": files["email.txt"].decode(),
        "kilobytes": round(len(files["email.html"]) / 1000, 1),
        "share": "share.html" in files,
    }


def watch(
    workspace: Callable[[], Workspace],
    make: Callable[[Workspace], None],
    failed: Callable[[DigestError], None],
    ended: Callable[[], bool] = lambda: False,
) -> None:
    """Make the preview again whenever templates, settings, running order or articles change, until *ended*.

    An error is reported once, and the old page stays until something changes.
    """
    seen: dict[str, tuple[int, int]] = {}
    last: Workspace | None = None
    while not ended():
        try:
            last = workspace()
            if (found := dict(_watched(last))) != seen:
                seen = found
                make(last)
        except DigestError as fault:
            failed(fault)
            while last and not ended() and dict(_watched(last)) == seen:
                time.sleep(POLL_SECONDS)
        time.sleep(POLL_SECONDS)


def _watched(workspace: Workspace) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield every file that an edition depends on, with its time and size."""
    sources = [workspace.root / source.path for source in workspace.settings.source]
    for top in (
        workspace.root / "digest.toml",
        workspace.root / "templates",
        workspace.root / "running-order",
        *sources,
    ):
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file():
                told = path.stat()
                yield str(path), (told.st_mtime_ns, told.st_size)


def _stamp(files: Mapping[str, bytes]) -> bytes:
    """Return the script by which an open page sees that it is old: a hash of everything shown."""
    from hashlib import sha256

    seal = sha256(b"\0".join(name.encode() + content for name, content in sorted(files.items()))).hexdigest()
    return f"window.stamp = {json.dumps(seal)};\n".encode()


def _write(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:  # unchanged pictures keep their place in the browser's cache
        private.write(path, content)
