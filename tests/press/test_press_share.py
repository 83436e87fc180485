"""The share sheet as a file: its pictures are in it whole, once, and nobody's words stand for one."""

from __future__ import annotations

import json
import re
import tracemalloc
from base64 import b64decode, b64encode
from dataclasses import replace
from pathlib import Path

from editions import standard_in

from digest.edition.model import Edition
from digest.posts import make_posts
from digest.press.printing import printer
from digest.press.share import Shown, share_sheet
from digest.settings import NewsletterSettings, Settings, SocialSettings
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(own=Path("/nowhere/templates"), shipped=shipped_templates())
SETTINGS = Settings(newsletter=NewsletterSettings(id="daily", name="Daily"), social=SocialSettings(networks=("x",)))


def sheet(edition: Edition, *contents: bytes) -> bytes:
    """Return the sheet of *edition* with pictures of its lead."""
    assert edition.lead
    of = edition.lead.id
    posts = make_posts(edition, SETTINGS.social, printer(TEMPLATES), frozenset(TEMPLATES.names("social")))
    shown = [
        Shown(of=of, name=f"image-{n}.png", content=content, alt="A quay", width=1, height=1)
        for n, content in enumerate(contents)
    ]
    return share_sheet(edition, posts, SETTINGS, TEMPLATES, shown)


def pictures(page: bytes) -> list[bytes]:
    """Return the pictures that the page's data holds, in order."""
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.decode(), re.DOTALL)
    assert data
    held = json.loads(data[1])
    asked = [one["at"] for group in held["groups"] for one in group["pictures"]]
    assert set(asked) == set(held["pictures"])
    return [b64decode(one["data"]) for one in held["pictures"].values()]


def test_each_picture_stands_in_the_sheet_as_it_is() -> None:
    assert pictures(sheet(standard_in("en"), b"first" * 99, b"\x00\xff")) == [b"first" * 99, b"\x00\xff"]


def test_a_picture_that_a_story_and_its_thread_show_stands_in_the_sheet_once() -> None:
    page = sheet(standard_in("en"), b"the quay" * 99)
    assert page.count(b'"at": "0"') == 2
    assert page.count(b64encode(b"the quay" * 99)) == 1


def test_words_that_look_like_a_pictures_place_stay_words() -> None:
    edition = standard_in("en")
    assert edition.lead
    headline = 'What "data": "0" and "data": "7" mean'
    page = sheet(replace(edition, lead=replace(edition.lead, headline=headline)), b"one")
    assert pictures(page) == [b"one"]
    assert "What &#34;data&#34;: &#34;0&#34; and" in page.decode()


def test_a_sheet_of_large_pictures_is_made_in_little_more_room_than_it_takes() -> None:
    edition = standard_in("en")
    assert edition.lead
    wide = replace(edition, lead=replace(edition.lead, headline="The gates hold 🌊"))  # four bytes for every letter
    sheet(wide)  # what is loaded once
    content = bytes(3_000_000)
    tracemalloc.start()
    page = sheet(wide, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(page) > 4_000_000 and peak < 2 * len(page)
