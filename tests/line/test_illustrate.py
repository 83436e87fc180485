"""Pictures and the sponsor, from the running order to the finished edition."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digest.line.illustrate import sponsor
from digest.picks.edits import SponsorWish

ROOT = Path(__file__).resolve().parents[2]
SPONSOR = """[sponsor]
name = "Orrin Boatyard"
text = "Wooden boats, built by hand."
url = "https://boats.example/spring"
picture = "ads/boat.png"

"""


def run(folder: Path, *args: str) -> str:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    command = [sys.executable, "-m", "digest", *args]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def picture(path: Path) -> None:
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_noise((1600, 1600), 40).save(path)


def test_a_sponsor_goes_from_the_running_order_into_email_text_and_web_but_no_post(tmp_path: Path) -> None:
    for name in ("seeds", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "digest.toml", tmp_path)
    picture(tmp_path / "ads" / "boat.png")
    run(tmp_path, "pick", "-q")
    order = next((tmp_path / "running-order").glob("*.toml"))
    order.write_text(order.read_text("utf-8").replace("[[story]]", f"{SPONSOR}[[story]]", 1), "utf-8")
    run(tmp_path, "pick", "-q")
    assert SPONSOR in order.read_text("utf-8")
    told = run(tmp_path, "build")
    assert "no alternative text; the name stands in" in told
    edition = next((tmp_path / "outbox" / "editions").iterdir())
    for name in ("email.html", "email.txt", "web.html"):
        assert "Sponsored by Orrin Boatyard" in (edition / name).read_text("utf-8"), name
    assert "Boatyard" not in (edition / "posts.jsonl").read_text("utf-8")
    shown = json.loads((edition / "edition.json").read_text("utf-8"))["sponsor"]["picture"]
    assert (shown["width"], shown["height"]) == (800, 450)
    assert (edition / shown["src"]).is_file()
    assert b"cid:" in (edition / "message.eml").read_bytes()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("../outside.png", "outside the workspace"),
        ("/etc/hostname", "outside the workspace"),
        ("missing.png", "cannot be read"),
        ("http://pictures.example/a.png", "no https address"),
        ("notes.txt", "not a PNG"),
    ],
)
def test_a_picture_that_is_none_is_left_out_and_the_words_stay(tmp_path: Path, given: str, says: str) -> None:
    root = tmp_path / "paper"
    root.mkdir()
    picture(tmp_path / "outside.png")
    (root / "notes.txt").write_text("no picture")
    wish = SponsorWish(name="Boats", text="Oars.", picture=given, where="order.toml, line 3")
    paid, files, notices = sponsor(wish, root, tmp_path / "cache")
    assert paid
    assert (paid.name, paid.picture, files) == ("Boats", None, {})
    assert says in notices[0].what
    assert "order.toml, line 3" in notices[0].where


def test_a_picture_elsewhere_is_linked_as_it_is(tmp_path: Path) -> None:
    wish = SponsorWish(name="Boats", text="زوارق", picture="https://pictures.example/a.png", alt="A boat")
    paid, files, notices = sponsor(wish, tmp_path, tmp_path)
    assert paid
    assert paid.picture
    assert (paid.picture.src, paid.picture.alt, paid.direction) == (wish.picture, "A boat", "rtl")
    assert (files, notices) == ({}, ())
