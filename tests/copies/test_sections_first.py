"""A reader's sections first: the same edition in another order, for whom the recipients' file asks it."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from segmented import SLOT, story, workspace

from digest.cli import run
from digest.copies.parts import PartFile

KEY = f"daily-{SLOT}"
FIRST = '\n[email]\nsections_first = true\nblocks = ["masthead", "lead", "stories", "footer"]\n'
WANTED = {
    "nobody@example.org": "",
    "land@example.org": "land",
    "both@example.org": "Nowhere; Sea",
    "strange@example.org": "Nowhere",
}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    stories = [story(n, section) for n, section in enumerate(("Sky", "Sea", "Land", "Sea", "Land"))]
    made = workspace(tmp_path_factory.mktemp("first") / "paper", FIRST, stories)
    toml = made / "digest.toml"
    toml.write_text(toml.read_text().replace("stories = 3\nbrief = 2", "stories = 5\nbrief = 0"))
    assert run(["build", "-w", str(made), "--slot", SLOT, "-q"]) == 0
    lines = [json.dumps({"email": email, "section": section}) for email, section in WANTED.items()]
    (made / "readers.jsonl").write_text("\n".join(lines))
    return made


def told(paper: Path, form: str = "html") -> dict[str, list[str]]:
    """Return the headlines' order in each reader's copy, by their address."""
    folder = paper / "copies"
    if not folder.exists():
        asked = ["merge", KEY, "--recipients", str(paper / "readers.jsonl"), "-o", str(folder), "-q"]
        assert run([*asked, "--outbox", str(paper / "outbox")]) == 0
    edition = json.loads((paper / "outbox/editions" / KEY / "edition.json").read_text())
    items = [edition["lead"], *edition["stories"]]
    found: dict[str, list[str]] = {}
    with PartFile(next(folder.glob("part-*.mails"))) as part:
        for line, content in part:
            message = message_from_bytes(content, policy=policy.default)
            text = message.get_body((form,)).get_content()  # type: ignore[union-attr]
            places = sorted((" ".join(text.split()).index(item["headline"]), item["kicker"]) for item in items)
            found[line.address] = [kicker for _, kicker in places]
    return found


@pytest.mark.parametrize("form", ["html", "plain"])
def test_the_first_of_a_reader_s_sections_that_the_edition_has_stands_first(paper: Path, form: str) -> None:
    lead, *others = told(paper, form)["nobody@example.org"]
    for address, section in (("land@example.org", "Land"), ("both@example.org", "Sea")):
        kickers = told(paper, form)[address]
        assert kickers == [lead, *sorted(others, key=lambda kicker, first=section: kicker != first)]  # type: ignore[misc]
    assert told(paper, form)["strange@example.org"] == [lead, *others]


def test_who_asks_for_nothing_gets_the_edition_as_it_is(paper: Path) -> None:
    edition = json.loads((paper / "outbox/editions" / KEY / "edition.json").read_text())
    assert told(paper)["nobody@example.org"] == [item["kicker"] for item in [edition["lead"], *edition["stories"]]]
