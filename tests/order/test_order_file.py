"""The running order on disk: what the machine remembers outlives a careless cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import BusyError
from digest.order.file import order_text, write_order
from digest.order.saved import replace
from digest.order.sheet import machine_table, read_sheet
from digest.picks.slots import Slot, slot_named
from digest.workspace import Workspace, open_workspace

TEXT = """\
subject = ""

[[story]]
id = "barrier"

[[story]]
id = "grain"

[machine.stories]
# What the machine wrote, to tell your edits from its own lines. Leave it here, at the end.
"barrier" = "text:1 all:1"
"grain" = "text:1 all:1"
"""


@pytest.fixture
def place(tmp_path: Path) -> tuple[Workspace, Slot]:
    (tmp_path / "digest.toml").write_text('[newsletter]\nid = "daily"\nname = "The Daily"\n', "utf-8")
    opened = open_workspace(tmp_path)
    slot = slot_named(opened.settings.schedule, "2026-08-10")
    write_order(opened, slot, TEXT, before="")
    return opened, slot


def cut(place: tuple[Workspace, Slot], text: str) -> str:
    opened, slot = place
    opened.running_order(slot.name).write_text(text, "utf-8")
    return order_text(opened, slot)


def test_a_file_comes_back_as_it_was_written(place: tuple[Workspace, Slot]) -> None:
    assert order_text(*place) == TEXT


def test_who_deletes_the_last_story_to_the_end_of_the_file_has_deleted_that_story(
    place: tuple[Workspace, Slot],
) -> None:
    text = cut(place, TEXT[: TEXT.rindex("[[story]]")])
    assert machine_table(text) == machine_table(TEXT)
    assert read_sheet(text, "").wrote == ["barrier", "grain"]


@pytest.mark.parametrize("text", ["", "\n", '[[story]]\nid = "barrier"\nmachine = "all:2"\n'])
def test_an_empty_file_begins_anew_and_an_older_one_remembers_for_itself(
    place: tuple[Workspace, Slot], text: str
) -> None:
    assert cut(place, text) == text


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_stay_those_of_the_file(place: tuple[Workspace, Slot], ends: str) -> None:
    opened, slot = place
    path = opened.running_order(slot.name)
    path.write_bytes(TEXT.replace("\n", ends).encode())
    before = order_text(opened, slot)
    write_order(opened, slot, before + "# more\n", before=before)
    raw = path.read_bytes().decode()
    assert raw.endswith(f"# more{ends}") and raw.count("\r\n") == (raw.count("\n") if ends == "\r\n" else 0)
    assert (opened.cache / "running-order" / path.name).read_bytes().decode() == TEXT.replace("\n", ends)


def test_a_file_is_written_whatever_folders_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "orders" / "spring" / "2026-08-10.toml"
    replace(path, TEXT, tmp_path / "kept")
    assert path.read_text() == TEXT and not (tmp_path / "kept").exists()


def test_the_words_of_somebody_who_saved_meanwhile_stand(place: tuple[Workspace, Slot]) -> None:
    opened, slot = place
    before = order_text(opened, slot)
    path = opened.running_order(slot.name)
    path.write_text(TEXT + "# theirs\n")
    with pytest.raises(BusyError, match="saved by somebody else"):
        write_order(opened, slot, before + "# ours\n", before=before)
    assert path.read_text() == TEXT + "# theirs\n"
