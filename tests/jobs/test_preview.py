"""The preview: an edition in all its forms, published nowhere."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import DigestError
from digest.jobs import preview
from digest.line.choose import Wish
from digest.workspace import Workspace, open_workspace

NOW = datetime(2026, 8, 10, 8, tzinfo=UTC)
TOML = """\
[newsletter]
id = "daily"
name = "The Daily Take"
[schedule]
slot = "2026-08-10"
[[source]]
path = "seeds"
"""
ARTICLE = """\
{"id": "one", "headline": "Ferry opens", "text": "It opened. Nobody waited.", "published": "2026-08-09T12:00:00Z"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "digest.toml").write_text(TOML)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.jsonl").write_text(ARTICLE)
    return tmp_path


def made(folder: Path) -> Path:
    out = folder / "out"
    preview.preview(open_workspace(folder), Wish(), out, now=NOW, tell=lambda *_: None)
    return out


def test_the_page_shows_the_email_for_every_kind_of_reader(folder: Path) -> None:
    out = made(folder)
    page = (out / "index.html").read_text()
    for name in ("preview-light.html", "preview-dark.html", "preview-no-images.html", "preview-no-styles.html"):
        assert f'src="{name}"' in page
        assert "Ferry opens" in (out / name).read_text()
    assert "<style" not in (out / "preview-no-styles.html").read_text()
    assert "prefers-color-scheme" not in (out / "preview-dark.html").read_text()


def test_neither_outbox_nor_ledger_is_touched(folder: Path) -> None:
    made(folder)
    assert not (folder / "outbox").exists()
    assert not (folder / ".digest" / "ledger.db").exists()


def test_checks_and_posts_stand_beside_it_and_stop_nothing(folder: Path) -> None:
    page = (made(folder) / "index.html").read_text()
    assert "imprint" in page  # no postal address is set here
    assert "mastodon" in page


def test_a_hostile_headline_is_only_text_on_the_page(folder: Path) -> None:
    (folder / "seeds" / "a.jsonl").write_text(ARTICLE.replace("Ferry opens", "<script>pwn()</script> &amp;"))
    page = (made(folder) / "index.html").read_text()
    assert "<script>pwn()" not in page


def test_a_change_of_any_input_is_seen_within_a_second_and_a_fault_does_not_end_it(folder: Path) -> None:
    told: list[str] = []
    stop = threading.Event()

    def make(opened: Workspace) -> None:
        preview.preview(opened, Wish(), folder / "out", now=NOW, tell=lambda *_: None)
        told.append((folder / "out" / "stamp.js").read_text())

    def failed(fault: DigestError) -> None:
        told.append(f"fault: {fault.what}")

    def wait(count: int) -> None:
        until = time.monotonic() + 10
        while len(told) < count and time.monotonic() < until:
            time.sleep(0.05)
        assert len(told) >= count, told

    parts = (lambda: open_workspace(folder), make, failed, stop.is_set)
    watcher = threading.Thread(target=preview.watch, args=parts, daemon=True)
    watcher.start()
    wait(1)
    (folder / "seeds" / "a.jsonl").write_text(ARTICLE.replace("Ferry", "Bridge"))
    wait(2)
    assert told[0] != told[1]
    block = folder / "templates" / "email" / "blocks" / "closing.mjml.j2"
    block.parent.mkdir(parents=True)
    block.write_text("<mj-text>{{ nothing }</mj-text>")
    wait(3)
    assert told[2].startswith("fault:")
    block.write_text("<mj-text>Goodbye</mj-text>")
    wait(4)
    assert "Goodbye" in (folder / "out" / "email.html").read_text()
    stop.set()
    watcher.join(10)
    assert not watcher.is_alive()
