"""What the desk says of a slot's editions in the outbox."""

from __future__ import annotations

from pathlib import Path

from editions import standard
from paper import sample

from digest.edition.model import edition_json
from digest.jobs.desk import _standing
from digest.outbox.publish import publish
from digest.picks.slots import slot_named
from digest.workspace import open_workspace


def test_a_correction_is_the_slots_own_and_a_segment_whose_name_begins_with_r_is_not(tmp_path: Path) -> None:
    here = open_workspace(sample(tmp_path / "paper"))
    slot = slot_named(here.settings.schedule, "2026-08-10")
    key = f"{here.settings.newsletter.id}-2026-08-10"
    for one in (key, f"{key}-r2", f"{key}-rural"):
        publish(here.outbox, one, {"edition.json": edition_json(standard()).encode()}, {})
    assert {row["key"] for row in _standing(here, slot)["editions"]} == {key, f"{key}-r2"}
