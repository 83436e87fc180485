"""Bluesky's own server takes our records: texts at the limit, facets by bytes, cards, pictures, threads."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pds.conftest import Account
from posts.samples import edition, quote, render

from digest.edition.model import Edition
from digest.export import atproto
from digest.export._scheduling import PostBatch
from digest.posts import make_posts
from digest.settings import PlanSettings, SocialSettings

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)
HARD = {
    "emoji": "👨‍👩‍👧‍👦 kept the 📚 open, and 🇩🇪 came. " * 8,
    "arabic": "المكتبة مفتوحة يوم الأحد، قالت Ada، لأن القراءة ليست لأيام الأسبوع. " * 6,
    "japanese": "図書館は日曜日も開いています。" * 30,
    "signs": "Ask @council or #vote at example.org, “now” <b>&amp;</b> $TSLA. " * 6,
    "combined": "e\u0301" * 400,
}


def lines(made: Edition, **settings: Any) -> list[dict[str, Any]]:
    """Return the lines of the export for an edition's Bluesky posts."""
    social = SocialSettings(networks=("bluesky",), **settings)
    posts = tuple(post.as_dict() for post in make_posts(made, social, render))
    at = datetime(2026, 8, 10, 4, tzinfo=UTC)
    batch = PostBatch(key="k", newsletter="n", at=at, zone="Europe/Berlin", posts=posts, plan=PlanSettings())
    return [json.loads(line) for line in atproto.export(batch)["atproto.jsonl"].splitlines()]


def told(words: str, url: str = "https://news.example.org/bridge") -> Edition:
    made = edition(words)
    assert made.lead
    item = replace(made.lead, headline=words[:150], deck=words, url=url, quotes=(quote(words),), kicker="World")
    return replace(made, lead=item, quote=item.quotes[0])


@pytest.mark.parametrize("words", HARD.values(), ids=HARD.keys())
def test_every_record_is_taken_and_kept_as_it_is(account: Account, words: str) -> None:
    found = lines(told(words, "https://news.example.org/" + "a-long-path/" * 20), hashtags={"World": "WorldNews"})
    assert found
    for line in found:
        made = account.create(line["record"])
        assert made["validationStatus"] == "valid", line["id"]
        assert account.read(made["uri"]) == line["record"]


def test_a_facet_covers_the_bytes_of_what_it_links(account: Account) -> None:
    (line,) = [
        one for one in lines(told("👨‍👩‍👧‍👦 said: " * 9), hashtags={"World": "WorldNews"}) if ".quote." in one["id"]
    ]
    kept = account.read(account.create(line["record"])["uri"])
    raw = kept["text"].encode()
    shown = {
        facet["features"][0]["$type"].partition("#")[2]: raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]]
        for facet in kept["facets"]
    }
    assert shown["tag"] == b"#WorldNews"
    assert b"news.example.org" in shown["link"]
    assert kept["embed"]["external"]["uri"] == "https://news.example.org/bridge"


def test_a_thread_answers_itself_and_carries_one_card(account: Account) -> None:
    parts = [one for one in lines(told("The council met again tonight. " * 40)) if ".thread." in one["id"]]
    assert len(parts) > 2
    made: dict[str, dict[str, Any]] = {}
    for line in parts:
        record = line["record"]
        if "answers" in line:
            refs = {
                name: {key: made[line[of]][key] for key in ("uri", "cid")}
                for name, of in (("root", "root"), ("parent", "answers"))
            }
            record = {**record, "reply": refs}
        made[line["id"]] = account.create(record)
        assert made[line["id"]]["validationStatus"] == "valid"
    assert ["embed" in line["record"] for line in parts] == [False] * (len(parts) - 1) + [True]


def test_a_picture_goes_with_its_words(account: Account) -> None:
    blob = account.call("com.atproto.repo.uploadBlob", PIXEL, kind="image/png")["blob"]
    record = lines(told("We kept the library open."))[0]["record"]
    embed = {"$type": "app.bsky.embed.images", "images": [{"image": blob, "alt": "“We kept the library open.”"}]}
    assert account.create({**record, "embed": embed})["validationStatus"] == "valid"


def test_the_server_does_look(account: Account) -> None:
    """What is over a limit is refused: so that it took ours says something."""
    record = lines(told("We kept the library open."))[0]["record"]
    for wrong in ({"text": "a" * 301}, {"text": "👨‍👩‍👧‍👦" * 121}, {"langs": ["en"] * 4}):
        with pytest.raises(ValueError, match=r"Invalid|too|must not|maximum"):
            account.create({**record, "facets": [], **wrong})
