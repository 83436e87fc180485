"""Scaled pictures are made once, and an entry that is not whole is made again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from digest.errors import DataError
from digest.press.picturecase import kept_picture
from digest.press.pictures import STORY, fit_picture


@pytest.fixture
def raw() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "#0B6B55").save(out, "PNG")
    return out.getvalue()


def test_a_kept_picture_is_the_one_that_was_made(raw: bytes, tmp_path: Path) -> None:
    first = kept_picture(raw, STORY, where="gates.png", cache=tmp_path)
    assert first == fit_picture(raw, STORY, where="gates.png")
    assert first == kept_picture(raw, STORY, where="gates.png", cache=tmp_path)


@pytest.mark.parametrize("spoil", [b"", b"{}\n", b'{"sha256": "0"}\nxx', b"no json at all"])
def test_a_torn_entry_is_made_again(raw: bytes, tmp_path: Path, spoil: bytes) -> None:
    first = kept_picture(raw, STORY, where="gates.png", cache=tmp_path)
    (entry,) = (tmp_path / "pictures").iterdir()
    entry.write_bytes(spoil)
    assert first == kept_picture(raw, STORY, where="gates.png", cache=tmp_path)
    assert entry.read_bytes() != spoil


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file in the way")
    assert kept_picture(raw, STORY, where="gates.png", cache=tmp_path).width == 240


def test_what_is_no_picture_is_refused_every_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(DataError):
            kept_picture(b"%!PS-Adobe", STORY, where="gates.png", cache=tmp_path)
