"""A site that our own command made, served: every address of ours in whatever we hand out is there."""

from __future__ import annotations

import email
import functools
import html
import json
import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from email import policy
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from digest import export, shelf
from digest.cli import run
from digest.jobs.export import senders
from digest.outbox import read

ROOT = Path(__file__).resolve().parents[2]
WEB = "https://daily.example/paper"
ADDRESS = re.compile(re.escape(WEB) + r"[^\s\"'<>)\\\]]*")
There = Callable[[str], int]
SCHEDULERS = [n for n in shelf.names(export) if getattr(shelf.take(export, n), "KIND", "") == "scheduler"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a place on the web, its pictures, and a correction; built and written as a site."""
    workspace = tmp_path_factory.mktemp("addresses") / "paper"
    assert run(["init", str(workspace)]) == 0
    settings = workspace / "digest.toml"
    text = re.sub(r"(?m)^(web|slot|zone) = .*\n", "", settings.read_text())
    text = text.replace("[newsletter]", f'[newsletter]\nweb = "{WEB}"')
    text = text.replace("[schedule]", '[schedule]\nslot = "2026-08-10"')
    settings.write_text(text)
    (workspace / "seeds/harbour.jsonl").write_text(json.dumps(picture_story(workspace / "seeds")) + "\n")
    assert run(["build", "-w", str(workspace), "-q"]) == 0
    (workspace / "seeds/harbour.jsonl").write_text(json.dumps(picture_story(workspace / "seeds", "reopened")) + "\n")
    assert run(["build", "-w", str(workspace), "-q", "--revise", "It reopened."]) == 0
    assert run(["site", "-w", str(workspace), "-o", str(workspace / "site"), "-q"]) == 0
    return workspace


def picture_story(folder: Path, verb: str = "reopens") -> dict[str, object]:
    from PIL import Image

    Image.new("RGB", (900, 600), "teal").save(folder / "harbour.png")
    words = f"The old harbour of Varga {verb} after two years. Ferries leave at eight. The market follows in spring."
    return {
        "id": "harbour",
        "url": "https://t4k3.example/harbour",
        "headline": f"The old harbour {verb}",
        "text": words,
        "published": "2026-08-10T03:00:00Z",
        "image": "harbour.png",
        "image_alt": "The quay at dawn",
    }


@pytest.fixture(scope="module")
def there(paper: Path) -> Iterator[There]:
    """A function that says whether the served site has what stands at an address of ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(paper / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def fetch(address: str) -> int:
        place = address.removeprefix(WEB).partition("#")[0].partition("?")[0] or "/"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{place}") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as fault:
            return fault.code

    yield fetch
    server.shutdown()


def newest(paper: Path) -> str:
    return read.entries(paper / "outbox")[0].key


def addresses(text: str) -> set[str]:
    found = set(ADDRESS.findall(html.unescape(html.unescape(text.replace("\\/", "/")))))
    return {address.rstrip(".,") for address in found}


def of_message(raw: bytes) -> set[str]:
    parts = email.message_from_bytes(raw, policy=policy.default).walk()
    return set().union(*(addresses(part.get_content()) for part in parts if part.get_content_maintype() == "text"))


def written(paper: Path, tmp_path: Path, *command: str) -> str:
    place = tmp_path / "out"
    assert run([*command, "-w", str(paper), "-o", str(place), "-q"]) == 0
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


@pytest.mark.parametrize("to", senders())
def test_every_address_of_an_export_is_there(to: str, paper: Path, there: There, tmp_path: Path) -> None:
    text = written(paper, tmp_path, "outbox", "export", newest(paper), "--to", to)
    found = of_message(text.encode()) if to in {"mbox", "maildir"} else addresses(text)
    if to not in {"mbox", "maildir"}:  # their pictures are inside
        assert any(address.endswith((".png", ".jpg")) for address in found), "the picture is among them"
    assert {address: there(address) for address in found} == dict.fromkeys(found, 200)


@pytest.mark.parametrize("to", SCHEDULERS)
def test_every_address_of_a_schedulers_file_is_there(to: str, paper: Path, there: There, tmp_path: Path) -> None:
    found = addresses(written(paper, tmp_path, "posts", newest(paper), "--export", to))
    assert {address: there(address) for address in found} == dict.fromkeys(found, 200)


@pytest.mark.parametrize("name", ["email.html", "email.txt", "web.html", "share.html", "posts.jsonl"])
def test_every_address_of_a_rendition_is_there(name: str, paper: Path, there: There) -> None:
    for entry in read.entries(paper / "outbox"):
        found = addresses(read.read(paper / "outbox", entry.key, name).decode())
        assert {address: there(address) for address in found} == dict.fromkeys(found, 200)


def test_every_address_of_the_message_is_there(paper: Path, there: There) -> None:
    found = of_message(read.read(paper / "outbox", newest(paper), "message.eml"))
    assert f"{WEB}/2026-08-10/" in found
    assert {address: there(address) for address in found} == dict.fromkeys(found, 200)


def test_every_address_of_the_site_itself_is_there(paper: Path, there: There) -> None:
    files = [path for path in (paper / "site").rglob("*") if path.suffix in {".html", ".xml", ".json"}]
    found = set().union(*(addresses(path.read_text()) for path in files))
    feeds = {f"{WEB}/feed.xml", f"{WEB}/atom.xml", f"{WEB}/feed.json"}
    assert {address: there(address) for address in found | feeds} == dict.fromkeys(found | feeds, 200)
    for path in files:
        for src in re.findall(r'\ssrc="([^":]+)"', path.read_text()):
            assert (path.parent / src.partition("?")[0]).is_file(), f"{path.name} shows {src}"


def test_a_withdrawn_edition_is_not_on_the_site(paper: Path, tmp_path: Path) -> None:
    from digest.outbox import claims

    claims.withdraw(paper / "outbox", newest(paper), reason="wrong", by="ops")
    assert run(["site", "-w", str(paper), "-o", str(tmp_path / "site"), "-q"]) == 0
    assert "reopens" in (tmp_path / "site/2026-08-10/index.html").read_text()
