"""What a tool cannot post is left out of its file and told; what it can arrives in the form it reads."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from posts.samples import LONG, SHORT, edition, render

from digest import export, shelf
from digest.export._scheduling import PostBatch, fit_for
from digest.order.marks import mark
from digest.picks.edits import PostWish
from digest.posts import make_posts
from digest.settings import PlanSettings, SocialSettings
from digest.text.graphemes import count

LINK = "https://news.example.org/a"
PICTURES = "https://cdn.example/2026-08-10/"


def post(name: str = "x.story.bridge", **changes: Any) -> dict[str, Any]:
    network, kind, story = name.split(".")[:3]
    line: dict[str, Any] = {
        "id": name, "network": network, "kind": kind, "story": story, "headline": "Lindholm votes", "quote": "",
        "text": f"Lindholm votes\n\n{LINK}", "link": LINK, "image": "", "alt": "", "lang": "en", "warning": "",
        "tags": [], "api": None, "facets": [], "limit": 280, "thread": {"part": 1, "of": 1},
    }  # fmt: skip
    return line | changes


def thread(network: str = "x", **last: Any) -> list[dict[str, Any]]:
    parts = [
        post(f"{network}.thread.gates.{n}", text=f"Part {n}", link="", thread={"part": n, "of": 3}) for n in (1, 2, 3)
    ]
    return [*parts[:2], parts[2] | {"text": f"The end\n\n{LINK}", "link": LINK} | last]


def batch(*posts: dict[str, Any], images: str = "") -> PostBatch:
    at = datetime(2026, 8, 10, 4, tzinfo=UTC)
    return PostBatch(
        key="daily-2026-08-10", newsletter="The Daily Take", at=at, zone="Europe/Berlin", posts=posts,
        plan=PlanSettings(), images=images,
    )  # fmt: skip


def written(tool: str, *posts: dict[str, Any], images: str = "") -> tuple[dict[str, str], list[str]]:
    """Return a tool's files and what was left out of them."""
    module = shelf.take(export, tool)
    fitting, told = fit_for(module, tool, batch(*posts, images=images))
    return module.export(fitting), told


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("tool", ["buffer", "hootsuite", "publer", "socialbee", "postfast", "metricool", "bufferapi"])
def test_a_network_that_a_tool_does_not_have_is_told_and_left_out(tool: str) -> None:
    files, told = written(tool, post("nostr.story.bridge"), post("x.story.bridge"))
    assert told == [f"left out: {tool} has no nostr: 1 post"]
    assert "nostr" not in "".join((*files, *files.values()))
    many = [post(f"{name}.story.{n}") for n in range(20) for name in ("nostr", "reddit")]
    has = "reddit" in (getattr(shelf.take(export, tool), "NETWORKS", None) or ())
    lacking = f"{tool} has no nostr: 20 posts" if has else f"{tool} has no nostr, reddit: 40 posts"
    assert written(tool, *many, post())[1] == [f"left out: {lacking}"], "told in one line, however many posts those are"


@pytest.mark.parametrize("tool", ["buffer", "publer", "postfast", "metricool", "bufferapi", "csv"])
def test_instagram_goes_nowhere_without_a_public_picture(tool: str) -> None:
    without, told = written(tool, post("instagram.quote.q", image="card-a.png"), post())
    assert "wants" not in told
    assert told[0].startswith("left out: instagram posts nothing without a picture")
    assert "instagram.quote.q" not in "".join(without.values())
    files, told = written(tool, post("instagram.quote.q", image="card-a.png", alt="“Yes”"), images=PICTURES)
    assert told == []
    assert f"{PICTURES}card-a.png" in "".join(files.values())


@pytest.mark.parametrize("tool", ["buffer", "hootsuite", "publer", "socialbee", "postfast", "metricool"])
def test_a_table_of_rows_holds_no_thread_and_says_so(tool: str) -> None:
    _, told = written(tool, *thread(), post())
    assert told == [f"left out: a row of {tool} holds no thread: x.thread.gates (3 parts)"]


def test_a_post_that_is_too_long_with_its_whole_link_is_told() -> None:
    text, link = "a" * 270 + "\n\nnews.example.org/…", "https://news.example.org/" + "long/" * 20
    at = len(b"a" * 270) + 2
    facet = {"start": at, "end": at + len("news.example.org/…".encode()), "kind": "link", "value": link}
    short = post("bluesky.story.b", text=text, link=link, facets=[facet], limit=300, api={"text": text})
    _, told = written("buffer", short)
    why = "buffer wants its link whole, and bluesky then has no room for its words; shorten them"
    assert told == [f"left out: {why}: bluesky.story.b"]
    files, told = written("atproto", short)
    assert told == []
    assert json.loads(files["atproto.jsonl"])["record"]["text"] == text


def test_a_long_campaign_leaves_no_bluesky_post_out_and_each_fits_with_its_link_whole() -> None:
    utm = {"source": "{network}", "campaign": "daily-{edition}-" + "spring-" * 12, "content": "{kind}-{story}"}
    social = SocialSettings(networks=("bluesky",), utm=utm)
    made = [one for text in (SHORT, LONG) for one in make_posts(edition(text), social, render)]
    posts = [one.as_dict() for one in made if one.parts == 1]
    assert any(len(one.link) > 300 - len(one.text) for one in made)
    files, told = written("buffer", *posts)
    texts = [row["Text"] for row in rows(files["buffer-bluesky.csv"])]
    assert len(texts) == len(posts)
    assert all("https://" in text and count(text) <= 300 for text in texts)
    assert told and all(one.startswith("shorter, as buffer wants links whole: ") for one in told)
    assert "bluesky.quote.q1" in " ".join(told) and "without its UTM parameters" in " ".join(told)


@pytest.mark.parametrize("wish", [PostWish(kind="story", story="a1", text="By hand. " * 28), None])
def test_words_that_an_editor_wrote_or_approved_are_never_cut_for_a_tool(wish: PostWish | None) -> None:
    social = SocialSettings(networks=("bluesky",), utm={"campaign": "spring-" * 20})
    paper = edition(headline="Lindholm votes on a second bridge over the quay, " * 5)
    if wish is None:
        (story,) = (one for one in make_posts(paper, social, render) if one.kind == "story")
        wish = PostWish(kind="story", story="a1", approved=mark(story.text))
    (post,) = (one for one in make_posts(paper, social, render, wishes=[wish]) if one.kind == "story")
    (text,) = [row["Text"] for row in rows(written("buffer", post.as_dict())[0]["buffer-bluesky.csv"])]
    words, link = text.rsplit("\n\n", 1)
    assert words == post.text.rsplit("\n\n", 1)[0]
    assert link == "https://news.example.org/bridge"  # what gives way is our parameters


def test_a_thread_of_which_a_part_does_not_fit_stays_behind_whole() -> None:
    parts = thread("bluesky")
    long = "https://news.example.org/" + "long/" * 60
    facet = {"start": 9, "end": 9 + len("news.example.org/…".encode()), "kind": "link", "value": long}
    parts[2] |= {"text": "The end\n\nnews.example.org/…", "link": long, "facets": [facet], "limit": 300}
    files, told = written("typefully", *parts, post())
    assert len(files) == 1
    assert told[0].endswith(": bluesky.thread.gates (3 parts)")


def test_only_the_table_for_people_keeps_a_spreadsheet_from_calculating_and_names_the_cells() -> None:
    formula = post(text="=SUM(A1)")
    module = shelf.take(export, "csv")
    assert rows(module.export(batch(formula))["posts.csv"])[0]["text"] == "'=SUM(A1)"
    assert module.told(batch(formula, post("x.story.b"))) == [
        "guarded: x.story.bridge, text begins with '='; take the apostrophe away where you post it"
    ]
    for tool in ("buffer", "publer", "socialbee", "postfast", "metricool"):
        assert "'=" not in "".join(written(tool, formula)[0].values())


def test_publer_gets_its_twelve_columns() -> None:
    files, _ = written("publer", post("bluesky.quote.q", image="card.png", alt="a || b"), images=PICTURES)
    (row,) = rows(files["publer-bluesky.csv"])
    assert len(row) == 12
    assert row["Date - Intl. format or prompt"] == "2026-08-10 08:00"
    assert row["Text"].endswith(LINK)
    assert row["Media URL(s) - Separated by comma"] == f"{PICTURES}card.png"
    assert row["Alt text(s) - Separated by ||"] == "a | b"


def test_socialbee_gets_a_link_only_where_there_is_no_picture() -> None:
    files, _ = written("socialbee", post("x.story.a"), post("x.quote.q", image="c.png"), images=PICTURES)
    plain, pictured = rows(files["socialbee-x.csv"])
    assert list(plain) == ["text", "link", "imageUrls", "gifUrls", "videoUrls", "postAtSpecificTime"]
    assert (plain["link"], plain["imageUrls"]) == (LINK, "")
    assert (pictured["link"], pictured["imageUrls"]) == ("", f"{PICTURES}c.png")
    assert plain["postAtSpecificTime"] == "2026-08-10 08:00:00"


def test_postfast_gets_utc_and_a_place_for_the_accounts_id() -> None:
    files, _ = written("postfast", *(post(f"x.story.s{n}") for n in range(3)), post("facebook.story.a"))
    table = rows(files["postfast.csv"])
    assert table[0]["scheduled_at"] == "2026-08-10T06:00:00Z"
    assert {row["account_id"]: row["fb_content_type"] for row in table} == {"x": "", "facebook": "POST"}
    assert [row["scheduled_at"] for row in table] == sorted(row["scheduled_at"] for row in table)


def test_metricool_says_true_for_the_one_network_and_drafts_everything() -> None:
    files, _ = written("metricool", post("x.quote.q", image="c.png", alt="Yes"), images=PICTURES)
    (row,) = rows(files["metricool.csv"])
    assert [name for name, value in row.items() if value == "TRUE"] == ["Draft", "Twitter/X"]
    assert (row["Date"], row["Time"]) == ("2026-08-10", "08:00:00")
    assert (row["Picture Url 1"], row["Alt text picture 1"], row["Picture Url 2"]) == (f"{PICTURES}c.png", "Yes", "")


def test_buffers_api_gets_a_thread_whole_a_picture_with_its_words_and_one_card() -> None:
    files, told = written(
        "bufferapi", *thread("mastodon"), post("bluesky.story.a"), post("instagram.quote.q", image="c.png", alt="Yes"),
        images=PICTURES,
    )  # fmt: skip
    assert told == []
    bodies = [json.loads(line) for line in files["buffer-api.jsonl"].splitlines()]
    inputs = {body["variables"]["input"]["channelId"]: body["variables"]["input"] for body in bodies}
    parts = inputs["mastodon"]["metadata"]["mastodon"]["thread"]
    assert [part["text"] for part in parts] == ["Part 1", "Part 2", f"The end\n\n{LINK}"]
    assert inputs["mastodon"]["text"] == parts[0]["text"]
    assert inputs["bluesky"]["metadata"] == {"bluesky": {"linkAttachment": {"url": LINK}}}
    picture = {"image": {"url": f"{PICTURES}c.png", "metadata": {"altText": "Yes"}}}
    assert inputs["instagram"]["assets"] == [picture]
    assert inputs["instagram"]["metadata"]["instagram"] == {"type": "post", "shouldShareToFeed": True}
    assert all(one["mode"] == "customScheduled" and one["dueAt"].endswith(".000Z") for one in inputs.values())


def test_the_calendar_has_one_event_a_thread_and_an_alarm_for_each() -> None:
    files, _ = written("ics", *thread(), post("x.story.b"))
    text = files["posts.ics"].replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == text.count("BEGIN:VALARM") == 2
    assert "SUMMARY:x (3): Lindholm votes" in text
    assert r"Part 1\n\n---\n\nPart 2" in text
    assert text.count(f"URL:{LINK}") == 2
    assert "TRIGGER:-PT5M" in text
