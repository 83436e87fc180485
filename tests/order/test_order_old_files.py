"""A running order that an earlier version wrote is read, and nothing that was typed into it is lost."""

# ruff: noqa: E501 - the marks stand in one line, as they were written
from __future__ import annotations

import tomllib

from digest.order.approval import approved
from digest.order.merging import merge, taken_out
from digest.order.sheet import read_sheet
from digest.order.writing import Proposal

# As version 0.1 wrote and signed it: the marks of each story in its own line "machine".
OLD = """\
subject = ""        # empty: as configured
preheader = ""      # empty: the next stories' headlines
note = ""           # your words at the top of the edition
approved_by = "Mira"    # who signed this content; a later change asks again
order = "machine"   # "yours" once you have moved a story
dropped = []        # stories you took out; delete an id to let one back in
wrote = ["barrier 8046f6b0", "grain 10a7e3b6", "choir 8b40cf3d"]
approved = "cdc0abee f8721db5"

[[story]]
id = "barrier"
headline = "The gates close"
quotes = ["barrier#60d372e38c"]
highlights = []
score = 0.5
reason = "A reason."
articles = ["barrier"]
offered = ["barrier#60d372e38c: We heard nothing,"]
machine = "text:8046f6b0 headline:0d6dfa76 quotes:0743e9a1 highlights:4f53cda1 score:d2cbad71 reason:d45cfe88 articles:a8f77efa offered:02aacf50 all:9635098b"

[[story]]
id = "grain"
headline = "Bread gets cheaper"
quotes = []
highlights = []
score = 0.5
reason = "A reason."
articles = ["grain"]
offered = []
machine = "text:10a7e3b6 headline:b67e8ccd quotes:4f53cda1 highlights:4f53cda1 score:d2cbad71 reason:d45cfe88 articles:5f44ae6c offered:4f53cda1 all:ecb8761a"

[[story]]
id = "choir"
headline = "The choir sings"
quotes = []
highlights = []
score = 0.5
reason = "A reason."
articles = ["choir"]
offered = []
machine = "text:8b40cf3d headline:66a25fe8 quotes:4f53cda1 highlights:4f53cda1 score:d2cbad71 reason:d45cfe88 articles:ba0db677 offered:4f53cda1 all:4d246190"
"""


def news(id: str) -> Proposal:
    return Proposal(id, {"headline": f"News of {id}", "quotes": [], "reason": "It is new."}, "00000000", (id,))


def again(text: str) -> str:
    return merge(text, [news("barrier"), news("grain"), news("choir")], [], title="", where="o.toml", shown=2).text


def story(text: str, id: str) -> dict[str, object]:
    return next(one for one in tomllib.loads(text)["story"] if one["id"] == id)


def test_what_nobody_touched_follows_the_machine_and_loses_what_is_no_longer_written() -> None:
    assert not any(block.touched for block in read_sheet(OLD, "").blocks)
    assert story(again(OLD), "grain") == {
        "id": "grain", "headline": "News of grain", "quotes": [], "reason": "It is new.",
    }  # fmt: skip
    head = tomllib.loads(again(OLD))
    assert "wrote" not in head
    assert "approved" not in head


def test_what_was_typed_stays_and_the_rest_of_its_story_is_renewed() -> None:
    text = OLD.replace('"Bread gets cheaper"', '"Bread"  # mine').replace(
        'id = "choir"', 'id = "choir"\nscore_note = 1'
    )
    text = text.replace("\nscore_note = 1", '\nnote = "Heard by us."')
    done = again(text)
    assert 'headline = "Bread"  # mine' in done
    assert story(done, "grain") == {"id": "grain", "headline": "Bread", "quotes": [], "reason": "It is new."}
    assert story(done, "choir")["note"] == "Heard by us."
    assert "machine =" not in done


def test_even_a_machine_s_line_that_an_editor_changed_stays() -> None:
    done = again(OLD.replace('articles = ["grain"]', 'articles = ["grain", "mine"]'))
    assert story(done, "grain")["articles"] == ["grain", "mine"]


def test_a_deleted_story_stays_out_and_a_listed_one_too() -> None:
    start, end = OLD.index("[[story]]", OLD.index('id = "barrier"')), OLD.index('[[story]]\nid = "choir"')
    text = OLD[:start] + OLD[end:]
    assert taken_out(read_sheet(text, "")) == ("grain",)
    assert [one["id"] for one in tomllib.loads(again(text))["story"]] == ["barrier", "choir"]
    listed = OLD.replace("dropped = []", 'dropped = ["bridge 01234567"]')
    sheet = read_sheet(again(listed), "")
    assert sheet.values["dropped"] == ["bridge"]
    assert sheet.known["bridge"] == {"text": "01234567"}


def test_a_signature_still_stands_under_its_content_and_falls_with_it() -> None:
    assert approved(read_sheet(OLD, ""))
    assert not approved(read_sheet(OLD.replace("Bread gets cheaper", "Bread"), ""))


def test_once_renewed_it_is_not_renewed_again() -> None:
    assert again(again(OLD)) == again(OLD)
