"""The file is the only state: what is done at the desk is in it, what others write is merged, and nothing is lost."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from desk.desks import ORDER, SLOT, Desk, Here, sample

from digest.desk import lean, version
from digest.desk.journal import EditJournal, step
from digest.desk.morning import Morning
from digest.jobs.ledger import with_ledger
from digest.line import drawing
from digest.workspace import open_workspace


def names(desk: Desk) -> list[str]:
    return [story["name"] for story in desk.state()["order"]["stories"] if not story["drop"]]


def test_a_morning_s_changes_are_in_the_running_order(desk: Desk) -> None:
    first, second, third, *_ = names(desk)
    done = desk.change(
        {"type": "top", "key": "subject", "value": "Dark for five hours"},
        {"type": "story", "name": first, "key": "headline", "value": "The night of the decimal point"},
        {"type": "story", "name": second, "key": "drop", "value": True},
        {"type": "story", "name": third, "key": "lock", "value": True},
    )
    assert done.status == 200
    order = desk.order()
    by_id = {story["id"]: story for story in order["story"]}
    assert order["subject"] == "Dark for five hours"
    assert by_id[first]["headline"] == "The night of the decimal point"
    assert by_id[second]["drop"] is True and by_id[third]["lock"] is True
    assert done.json["order"]["edition"]["subject"] == "Dark for five hours"
    assert second not in [s["name"] for s in done.json["order"]["stories"] if not s["drop"]]


def test_a_move_changes_the_edition_and_the_file(desk: Desk) -> None:
    first, *_, last = names(desk)
    answer = desk.change({"type": "move", "name": last, "after": ""}).json
    assert answer["order"]["stories"][0]["name"] == last and answer["order"]["stories"][0]["place"] == "lead"
    assert [story["id"] for story in desk.order()["story"]][:2] == [last, first]


def test_nothing_passes_over_a_locked_story(desk: Desk) -> None:
    first, second, third, *_ = names(desk)
    desk.change({"type": "story", "name": second, "key": "lock", "value": True})
    refused = desk.change({"type": "move", "name": third, "after": ""})
    assert refused.status == 400 and "locked" in refused.json["error"]["what"]
    assert desk.change({"type": "move", "name": second, "after": ""}).status == 400
    assert names(desk)[:3] == [first, second, third]


def test_a_quote_is_chosen_by_its_words_and_shown_with_its_proof(desk: Desk) -> None:
    first = names(desk)[0]
    story = desk.ask("GET", f"/api/story?name={first}").json
    other = story["quotes"][1]
    assert other["words"] == other["text"] and other["article"] in [one["id"] for one in story["members"]]
    answer = desk.change({"type": "story", "name": first, "key": "quotes", "value": [other["id"]]}).json
    assert answer["order"]["stories"][0]["quotes"][0]["id"] == other["id"]
    (said,) = next(s for s in desk.order()["story"] if s["id"] == first)["quotes"]
    assert other["text"] in said or said == other["id"]


def test_a_folded_article_is_split_off_and_joined_again(desk: Desk) -> None:
    story = next(s for s in desk.state()["order"]["stories"] if len(s["members"]) > 1)
    other = story["members"][1]["id"]
    desk.change({"type": "story", "name": story["name"], "key": "split", "value": [other]})
    assert other in [row["id"] for row in desk.ask("GET", "/api/pool").json["stories"]]
    desk.change({"type": "story", "name": story["name"], "key": "split", "value": []})
    assert other not in [row["id"] for row in desk.ask("GET", "/api/pool").json["stories"]]
    assert "split" not in desk.text().partition("[[story]]")[2].partition("[machine")[0].replace('split = ["id"]', "")


def test_a_story_that_was_joined_to_another_stands_once_and_comes_back_where_it_was(desk: Desk) -> None:
    first, second, third, *rest = names(desk)
    desk.change({"type": "story", "name": first, "key": "headline", "value": "By hand"})
    desk.change({"type": "story", "name": third, "key": "join", "value": [first]})
    assert names(desk) == [second, third, *rest]
    desk.change({"type": "story", "name": third, "key": "headline", "value": "Both at once"})
    shown = {story["name"]: story for story in desk.state()["order"]["stories"]}[third]
    assert shown["headline"] == "Both at once" and first in [one["id"] for one in shown["members"]]
    desk.change({"type": "story", "name": third, "key": "join", "value": []})
    assert names(desk) == [first, second, third, *rest]
    assert desk.state()["order"]["stories"][0]["headline"] == "By hand"


def test_what_was_taken_out_comes_back_also_when_its_block_was_deleted(desk: Desk) -> None:
    *_, last = names(desk)
    block = next(
        part for part in desk.text().split("\n\n") if f'id = "{last}"' in part and part.startswith("[[story]]")
    )
    path = desk.folder / ORDER
    path.write_text(path.read_text("utf-8").replace(block + "\n\n", ""), "utf-8")
    assert last not in names(desk)
    desk.change({"type": "restore", "id": last})
    assert last in names(desk)


def test_a_page_of_another_day_is_brought_in_by_its_place(desk: Desk) -> None:
    rows = desk.ask("GET", "/api/articles").json["articles"]
    outside = next(row for row in rows if row["state"] == "outside")
    answer = desk.change({"type": "add", "path": outside["where"], "after": names(desk)[-1]}).json
    story = next(s for s in answer["order"]["stories"] if s["id"] == outside["id"])
    assert story["place"] and story["headline"] == outside["headline"]


def test_a_pasted_text_becomes_an_article_and_stands_last(desk: Desk) -> None:
    text = "The crew of Tarn trained on a canal.\n\n“It is two kilometres long,” said Ana Lind.\n"
    body = {"headline": 'Rowers of "Tarn": a cup', "text": text, "url": "https://lake.example/cup"}
    answer = desk.ask("POST", "/api/paste", body).json
    story = next(s for s in answer["order"]["stories"] if s["headline"] == 'Rowers of "Tarn": a cup')
    assert story["place"] and story["members"][0]["where"].startswith("seeds/")
    again = desk.ask("POST", "/api/paste", body)
    assert again.status == 200 and len(list((desk.folder / "seeds").glob("rowers-of-tarn*"))) == 2
    assert desk.ask("POST", "/api/paste", {**body, "url": "javascript:alert(1)"}).status == 400


def test_an_edit_that_does_not_fit_is_kept_told_and_the_last_edition_stays(desk: Desk) -> None:
    first = names(desk)[0]
    before = desk.state()["order"]["shown"]
    answer = desk.change({"type": "story", "name": first, "key": "highlights", "value": ["Nobody wrote this."]}).json
    assert "not in the article" in answer["order"]["misfit"]["what"] and "line" in answer["order"]["misfit"]["where"]
    assert "Nobody wrote this." in desk.text()
    assert answer["order"]["shown"] == before and answer["order"]["edition"]


def test_a_post_that_is_too_long_takes_no_other_from_the_page(desk: Desk) -> None:
    posts = desk.ask("GET", "/api/proof").json["posts"]
    post = next(p for p in posts if p["kind"] == "story")
    about = {name: post[name] for name in ("network", "kind", "story", "quote")}
    desk.change({"type": "post", **about, "values": {"text": "word " * 400}})
    told = desk.ask("GET", "/api/proof").json
    assert "too long" in told["misfit"]["what"]
    assert [p["id"] for p in told["posts"]] == [p["id"] for p in posts]
    assert len(desk.order()["post"][0]["text"]) > 1900, "what was typed is kept"


def test_what_somebody_else_saves_meanwhile_is_merged(desk: Desk) -> None:
    _, second, *_ = names(desk)
    seen = desk.state()["order"]["version"]
    path = desk.folder / ORDER
    path.write_text("# from vim\n" + path.read_text("utf-8").replace('note = ""', 'note = "Good morning."'), "utf-8")
    answer = desk.change({"type": "story", "name": second, "key": "deck", "value": "Ours."}, seen=seen).json
    assert answer["conflicts"] == []
    assert desk.order()["note"] == "Good morning." and desk.text().startswith("# from vim")
    assert next(s for s in desk.order()["story"] if s["id"] == second)["deck"] == "Ours."


def test_where_both_wrote_the_same_the_file_stands_and_the_page_is_told(desk: Desk) -> None:
    seen = desk.state()["order"]["version"]
    path = desk.folder / ORDER
    path.write_text(path.read_text("utf-8").replace('note = ""', 'note = "Theirs."'), "utf-8")
    answer = desk.change({"type": "top", "key": "note", "value": "Ours."}, seen=seen).json
    assert desk.order()["note"] == "Theirs."
    assert [(c["key"], c["theirs"], c["ours"]) for c in answer["conflicts"]] == [("note", "Theirs.", "Ours.")]


def test_a_file_that_cannot_be_read_is_told_with_its_line_and_left_alone(desk: Desk) -> None:
    desk.state()
    path = desk.folder / ORDER
    broken = path.read_text("utf-8").replace('subject = ""', 'subject = "', 1)
    path.write_text(broken, "utf-8")
    told = desk.ask("GET", "/api/state")
    assert told.status == 422 and ", line " in told.json["error"]["where"]
    assert desk.change({"type": "top", "key": "note", "value": "Ours."}).status == 422
    assert path.read_text("utf-8") == broken


def test_undo_goes_back_step_by_step_also_after_a_restart(desk: Desk, started: Callable[..., Desk]) -> None:
    first = names(desk)[0]
    before = desk.text()
    for letters in ("T", "Th", "The"):
        desk.change({"type": "story", "name": first, "key": "kicker", "value": letters}, goes_on=letters != "T")
    typed = desk.text()
    desk.change({"type": "story", "name": first, "key": "drop", "value": True})
    assert desk.stop() == 0
    again = started().open()
    again.ask("POST", "/api/undo", {})
    assert again.text() == typed
    again.ask("POST", "/api/undo", {})  # typing in one field is one step
    assert again.text() == before
    again.ask("POST", "/api/redo", {})
    assert again.text() == typed
    assert again.ask("POST", "/api/redo", {}).json["history"]["redo"] is None


def test_undo_keeps_what_others_wrote_since(desk: Desk) -> None:
    desk.change({"type": "top", "key": "subject", "value": "Ours"})
    path = desk.folder / ORDER
    path.write_text(path.read_text("utf-8").replace('note = ""', 'note = "Theirs."'), "utf-8")
    desk.ask("POST", "/api/undo", {})
    assert desk.order()["subject"] == "" and desk.order()["note"] == "Theirs."


def test_a_power_cut_takes_nothing_that_was_answered(desk: Desk, started: Callable[..., Desk]) -> None:
    """While one types, the desk is killed: the file is whole, and has every word that was said to be saved."""
    desk.state()
    saved: list[int] = []

    def type_on() -> None:
        for number in range(400):
            try:
                if (
                    desk.change({"type": "top", "key": "note", "value": f"Word {number}"}, goes_on=number > 0).status
                    == 200
                ):
                    saved.append(number)
            except (OSError, ValueError):
                return

    typing = Thread(target=type_on)
    typing.start()
    while len(saved) < 5:
        typing.join(0.05)
    desk.kill()
    typing.join(30)
    again = started().open()
    last = int(again.state()["order"]["top"]["note"].removeprefix("Word "))
    assert last in (saved[-1], saved[-1] + 1)
    again.ask("POST", "/api/undo", {})
    assert again.order()["note"] in ("", f"Word {saved[-1]}")  # the keystroke in flight may be a step of its own


def test_two_desks_on_one_file_lose_nothing_of_each_other(desk: Desk, started: Callable[..., Desk]) -> None:
    other = started().open()
    first, second, *_ = names(desk)
    other.state()

    def write(one: Desk, name: str, key: str) -> None:
        for number in range(8):
            assert one.change({"type": "story", "name": name, "key": key, "value": f"{key} {number}"}).status == 200

    writing = [Thread(target=write, args=args) for args in ((desk, first, "note"), (other, second, "kicker"))]
    for thread in writing:
        thread.start()
    for thread in writing:
        thread.join(60)
    by_id = {story["id"]: story for story in desk.order()["story"]}
    assert by_id[first]["note"] == "note 7" and by_id[second]["kicker"] == "kicker 7"


def test_picking_again_brings_in_what_is_new_and_keeps_every_edit(desk: Desk) -> None:
    first = names(desk)[0]
    desk.change({"type": "story", "name": first, "key": "headline", "value": "Ours"})
    (desk.folder / "seeds" / "late.md").write_text(
        "---\ntitle: Rowers of Tarn win the lake cup by half a length\ndate: 2026-08-10T05:30:00+02:00\n"
        "url: https://lake.example/cup\n---\n\nThe crew of Tarn trained on a canal that is two kilometres long.\n",
        "utf-8",
    )
    answer = desk.ask("POST", "/api/pick", {}).json
    assert any("Rowers of Tarn" in told for told in answer["told"]) or "Rowers of Tarn" in desk.text()
    assert next(s for s in desk.order()["story"] if s["id"] == first)["headline"] == "Ours"


def test_approve_and_build_publishes_what_the_page_showed(workspace: Path, started: Callable[..., Desk]) -> None:
    settings = workspace / "digest.toml"
    settings.write_text(
        settings.read_text("utf-8") + '\n[picks]\napproval = "required"\n'
        if "[picks]" not in settings.read_text("utf-8")
        else settings.read_text("utf-8").replace("[picks]", '[picks]\napproval = "required"', 1),
        "utf-8",
    )
    desk = started().open()
    desk.change({"type": "top", "key": "subject", "value": "Dark for five hours"})
    assert desk.ask("POST", "/api/build", {}).json["error"]["what"].startswith("the running order")
    built = desk.ask("POST", "/api/build", {"by": "Mira"}).json["built"]
    assert built["status"] == "published"
    edition = json.loads((Path(built["path"]) / "edition.json").read_text("utf-8"))
    assert edition["subject"] == "Dark for five hours"
    assert desk.ask("GET", "/api/standing").json["editions"][0]["state"] == "ready"
    assert desk.order()["approved_by"] == "Mira"


def test_a_post_in_the_file_of_posts_moves_into_the_running_order_when_it_is_edited(desk: Desk) -> None:
    post = next(p for p in desk.ask("GET", "/api/proof").json["posts"] if p["kind"] == "story")
    path = desk.folder / "posts" / f"{SLOT}.toml"
    path.parent.mkdir(exist_ok=True)
    other = '[[post]]\nnetwork = "x"\nkind = "edition"\ntext = "Today."\n'
    mine = f'[[post]]\nnetwork = "{post["network"]}"\nstory = "{post["story"]}"\ntext = "From the sheet."\n'
    path.write_text(f"# marketing's\n{mine}\n{other}", "utf-8")
    about = {"network": post["network"], "kind": "story", "story": post["story"], "quote": ""}
    shown = next(p for p in desk.ask("GET", "/api/proof").json["posts"] if p["id"] == post["id"])
    assert shown["text"].startswith("From the sheet.")
    desk.change({"type": "post", **about, "values": {"approved": True}})
    (entry,) = desk.order()["post"]
    assert entry["text"] == "From the sheet." and entry["approved"] is True
    left = path.read_text("utf-8")
    assert "From the sheet" not in left and "Today." in left and "# marketing's" in left


def test_posts_are_written_into_the_running_order(desk: Desk) -> None:
    proof = desk.ask("GET", "/api/proof").json
    post = next(p for p in proof["posts"] if p["kind"] == "story")
    about = {"network": post["network"], "kind": "story", "story": post["story"], "quote": ""}
    assert desk.change({"type": "post", **about, "values": {"text": "One night, two gates."}}).status == 200
    changed = next(p for p in desk.ask("GET", "/api/proof").json["posts"] if p["id"] == post["id"])
    assert changed["text"].startswith("One night, two gates.")
    desk.change({"type": "post", **about, "values": {"text": None}})
    assert "post" not in desk.order()


def test_an_approval_is_of_the_text_that_was_seen(desk: Desk) -> None:
    def post() -> dict[str, Any]:
        posts = desk.ask("GET", "/api/posts").json["posts"]
        return next(one for one in posts if (one["network"], one["kind"]) == ("x", "story"))

    seen = post()
    about = {"type": "post", "network": "x", "kind": "story", "story": seen["story"], "values": {"approved": True}}
    desk.change({**about, "shown": seen["text"]})
    assert post()["approved"]
    desk.change({"type": "story", "name": seen["story"], "key": "headline", "value": "Not what was approved"})
    assert not post()["approved"]
    desk.change({**about, "shown": seen["text"]})  # from a page that does not know of it yet
    assert not post()["approved"]
    desk.change({**about, "shown": post()["text"]})
    assert post()["approved"]


def test_nobody_waits_for_cards_but_who_wants_them(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("typst")
    settings = (workspace / "digest.toml").read_text("utf-8")
    settings = settings.replace("[social]", "[social]\ncards = true").replace("stories = 5", "stories = 1")
    (workspace / "digest.toml").write_text(settings, "utf-8")
    drawn = Event()
    draw = drawing.draw
    monkeypatch.setattr(version, "draw", lambda *of: draw(*of) if drawn.wait(10) else None)
    desk = Here(workspace).open()
    proof: list[dict[str, Any]] = []
    waits = Thread(target=lambda: proof.append(desk.ask("GET", "/api/proof").json), daemon=True)
    waits.start()
    posts = desk.ask("GET", "/api/posts").json["posts"]
    assert desk.ask("GET", "/api/week").json["moments"].keys() == {
        post["id"] if post["thread"]["of"] == 1 else post["id"].rpartition(".")[0] for post in posts
    }
    changed = desk.change({"type": "top", "key": "subject", "value": "Shown at once"}).json
    page = desk.ask("GET", f"/preview/{changed['order']['shown']}/light")
    assert page.status == 200 and changed["order"]["edition"]["subject"] == "Shown at once"
    assert waits.is_alive()
    drawn.set()
    waits.join(60)
    assert proof[0]["posts"] == posts and any(post["image"].startswith("card-") for post in posts)


def test_the_file_s_headlines_are_there_before_the_sources_are_read(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace / ORDER
    path.parent.mkdir()
    path.write_text('[[story]]\nid = "gates"\nheadline = "Gates hold"\n\n[[story]]\nid = "off"\ndrop = true\n', "utf-8")
    read, of = Event(), Morning.of
    monkeypatch.setattr(Morning, "of", lambda *what: of(*what) if read.wait(10) else None)
    desk = Here(workspace).open()
    assert desk.ask("GET", "/api/early").json == {"headlines": ["Gates hold"]}
    path.write_text("[[story", "utf-8")
    assert desk.ask("GET", "/api/early").json == {"headlines": []}
    read.set()


def test_a_text_that_is_too_long_is_refused_in_words_and_nothing_is_written(desk: Desk) -> None:
    before = (desk.state(), desk.text())[1]
    refused = desk.change({"type": "story", "name": names(desk)[0], "key": "note", "value": "x" * 5_001})
    assert refused.status == 400 and "more than 5,000 characters" in refused.json["error"]["what"]
    assert desk.text() == before


def test_failed_checks_come_first_and_every_rule_is_told(desk: Desk) -> None:
    rows = desk.ask("GET", "/api/proof").json["checks"]
    ranks = ["error", "warning", "notice", "passed"]
    assert [ranks.index(row["severity"]) for row in rows] == sorted(ranks.index(row["severity"]) for row in rows)
    assert any(row["rule"] == "html-size" for row in rows)


def test_a_line_that_a_crash_cut_short_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = EditJournal(path)
    journal.read("one")
    journal.add(step("edit", "one", "one two", {}))
    path.write_bytes(path.read_bytes() + b'{"kind": "edit", "at": 3, "ol')
    again = EditJournal(path)
    again.read("one two")
    again.add(step("edit", "one two", "three", {}))
    last = EditJournal(path)
    last.read("three")
    assert [one.kind for one in last.steps] == ["edit", "edit"] and last.text_before(1) == "one two"


def test_a_long_journal_is_begun_anew_and_its_last_steps_can_be_undone(tmp_path: Path) -> None:
    journal = EditJournal(tmp_path / "journal.jsonl")
    journal.read("0")
    for number in range(2_001):
        journal.steps.append(step("edit", str(number), str(number + 1), {}))
    journal.text = "2001"
    journal.read("2001")
    assert len(journal.steps) == 500 and journal.text_before(499) == "2000"


def test_the_desk_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util
    from datetime import UTC, datetime

    from digest.errors import UsageError
    from digest.jobs import desk as job
    from digest.workspace import open_workspace

    folder = sample(tmp_path / "paper")
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "uvicorn" else find(name))
    with pytest.raises(UsageError, match="uvicorn") as fault:
        job.prepared(lambda: open_workspace(folder), slot=SLOT, now=lambda: datetime(2026, 8, 10, tzinfo=UTC))
    assert "desk" in fault.value.fix or "uvicorn" in fault.value.fix


def test_what_was_drawn_and_checked_is_given_back_though_its_parts_name_each_other() -> None:
    class Page:
        def __init__(self) -> None:
            self.top = self

    gc.disable()
    try:
        gone = weakref.ref(Page())
        assert gone() is not None
        lean.give_back()
        assert gone() is None
    finally:
        gc.enable()


def test_what_an_edition_told_is_taken_back_and_its_correction_is_told(started: Callable[..., Desk]) -> None:
    first = started().open()
    first.state()
    built = first.ask("POST", "/api/build", {"by": "Mira"}).json
    assert built["built"]["status"] == "published", built
    first.stop()
    desk = started("--slot", "2026-08-11").open()
    found = desk.ask("GET", "/api/articles").json["articles"]
    told = next(one for one in found if one["had"])
    assert {one["had"] for one in found} == {True, False}
    names = [name for name in (told["story"], told["id"], told["url"]) if name]
    assert desk.ask("POST", "/api/retract", {"names": names, "why": " "}).status == 400
    assert desk.ask("POST", "/api/retract", {"names": ["nothing"], "why": "Wrong."}).status == 400
    answer = desk.ask("POST", "/api/retract", {"names": ["nothing", *names], "why": "The figures were wrong."}).json
    assert answer["told"] == [f'digest build --slot {SLOT} --revise "The figures were wrong."']
    now = {one["id"]: one["had"] for one in desk.ask("GET", "/api/articles").json["articles"]}
    assert now[told["id"]] is False
    (row,) = [one for one in with_ledger(open_workspace(desk.folder), lambda ledger: ledger.rows()) if one.retracted]
    assert (row.retracted, row.slot) == ("The figures were wrong.", SLOT)
