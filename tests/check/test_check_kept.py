"""What rules keep from one edition for the next changes no finding: many looks, many faults, any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from editions import standard, standard_in

from digest.check import Kept, run
from digest.edition.model import Edition, edition_json
from digest.message.mail import compose_message
from digest.press.renditions import Rack, render
from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
NEWS = NewsletterSettings(id="daily", name="The Daily Take", sender="a@b.example")
SHOWN = ("email.html", "web.html")
# What is put into both pages, as a template of somebody's might: before their last words.
PLANTED = (
    "",
    '<p style="color:#ccc">pale</p>',
    '<p class="deck" style="color:#ddd;background:#eee">pale <b>twice</b></p><h6>skipped</h6>',
    '<img src="http://a.example/x.png"><a href="#">here</a>',
    "<style>p + p { color: #fefefe } p:last-child { display: none }</style><p>one</p><p>two</p><p>three</p>",
    '<p>&amp;#8217; {{ name }} **bold**</p><script src="https://a.example/x.js"></script>',
)
Sheet = tuple[Mapping[str, bytes], Edition, Settings]


def sheets() -> Iterator[Sheet]:
    """Yield editions in two looks and three languages, each without a fault and with those that are planted."""
    rack = Rack()
    for theme, whole in (("calm", standard(4)), ("bold", standard_in("de")), ("calm", standard_in("ar"))):
        settings = Settings(newsletter=NEWS, email=EmailSettings(theme=theme))
        edition = replace(whole, newsletter=replace(whole.newsletter, sender="The Daily Take <a@b.example>"))
        made = render(edition, settings, TEMPLATES, rack=rack)
        mail = compose_message(edition, html=made["email.html"], text=made["email.txt"])
        files = {name: text.encode() for name, text in made.items()} | {"message.eml": mail}
        files["edition.json"] = edition_json(edition).encode()
        yield from ((faulty, edition, settings) for faulty in with_faults(files, edition))


def with_faults(files: Mapping[str, bytes], edition: Edition) -> Iterator[Mapping[str, bytes]]:
    for html in PLANTED:
        end = f"{html}</body>".encode()
        yield {name: raw.replace(b"</body>", end) if name in SHOWN else raw for name, raw in files.items()}
    said = edition.quote.text if edition.quote else "said by nobody"
    middle = len(said) // 2
    altered = f"{said[:middle]} not{said[middle:]}".encode()
    yield {name: raw.replace(said.encode(), altered) if name != "edition.json" else raw for name, raw in files.items()}


@pytest.fixture(scope="module")
def pile() -> list[Sheet]:
    return list(sheets())


def test_an_edition_has_the_faults_that_it_has_alone_however_many_were_looked_at_before(pile: list[Sheet]) -> None:
    alone = [run(*sheet) for sheet in pile]
    rules = {finding.rule for findings in alone for finding in findings}
    assert {"contrast", "https", "headings", "leftovers", "quote-rendered", "external", "link-empty"} <= rules
    kept, order = Kept(), [*range(len(pile)), *range(0, len(pile), 3)]
    Random(5).shuffle(order)
    for number in order:
        files, edition, settings = pile[number]
        assert run(files, edition, settings, kept) == alone[number], number


def test_no_room_grows_without_end(pile: list[Sheet]) -> None:
    files, edition, settings = pile[0]
    kept = Kept()
    kept.MANY = 5
    for number in range(3):
        told = (
            tuple(replace(one, text=f"{one.text} {number}") for one in edition.lead.highlights) if edition.lead else ()
        )
        lead = replace(edition.lead, highlights=told) if edition.lead else None
        run(files, replace(edition, lead=lead), settings, kept)
    assert max(len(room) for name, room in kept._rooms.items() if name not in ("tags", "cascades")) <= 5
