"""Files for schedulers: the columns they read, times from the plan, no formula, nothing lost."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import export, shelf
from digest.errors import UsageError
from digest.export._scheduling import PostBatch, guarded
from digest.settings import PlanSettings

SCHEDULERS = [name for name in shelf.names(export) if getattr(shelf.take(export, name), "KIND", "") == "scheduler"]

TABLES = [name for name in SCHEDULERS if shelf.take(export, name).FILE.endswith(".csv")]


def post(name: str = "x.story.bridge", **changes: Any) -> dict[str, Any]:
    """Return a line of posts.jsonl."""
    network, kind, story = name.split(".")[:3]
    line: dict[str, Any] = {
        "id": name, "network": network, "kind": kind, "story": story, "headline": "Lindholm votes", "quote": "",
        "text": "Lindholm votes, “yes”\n\nhttps://news.example.org/a", "link": "https://news.example.org/a",
        "image": "", "alt": "", "lang": "en", "warning": "", "tags": [], "api": None, "facets": [],
        "thread": {"part": 1, "of": 1},
    }  # fmt: skip
    return line | changes


def batch(*posts: Mapping[str, Any], zone: str = "Europe/Berlin", images: str = "", **plan: Any) -> PostBatch:
    """Return posts with a plan for an edition of 6:00 in Berlin."""
    at = datetime(2026, 8, 10, 4, tzinfo=UTC)
    return PostBatch(
        key="daily-2026-08-10", newsletter="The Daily Take", at=at, zone=zone, posts=posts,
        plan=PlanSettings(**plan), images=images,
    )  # fmt: skip


def table(text: str) -> list[list[str]]:
    """Read a CSV file back, as a spreadsheet would."""
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_shelf_has_the_promised_tools() -> None:
    assert {"csv", "buffer", "postiz", "hootsuite", "typefully", "atproto", "activitypub", "ics"} <= set(SCHEDULERS)


@pytest.mark.parametrize("name", SCHEDULERS)
def test_each_takes_every_post_and_says_what_it_is(name: str) -> None:
    module = shelf.take(export, name)
    posts = [post(f"{network}.story.s{n}") for n in range(3) for network in ("x", "linkedin")]
    files = module.export(batch(*posts))
    assert module.ABOUT
    assert all(isinstance(content, str) for content in files.values())
    assert all("/" not in file and not file.startswith(".") for file in files)
    assert files == module.export(batch(*posts))


def test_neutral_columns() -> None:
    rows = table(shelf.take(export, "csv").export(batch(post()))["posts.csv"])
    assert rows[0] == ["network", "scheduled_at", "text", "link", "image", "alt", "post_id"]
    assert rows[1][:2] == ["x", "2026-08-10T08:00:00+02:00"]
    assert rows[1][2] == post()["text"]


def test_buffer_has_its_header_and_one_file_a_channel() -> None:
    files = shelf.take(export, "buffer").export(
        batch(post(), post("bluesky.story.bridge", image="card.png"), images="https://cdn.example/p/2026-08-10/")
    )
    assert list(files) == ["buffer-bluesky.csv", "buffer-x.csv"]
    assert table(files["buffer-bluesky.csv"]) == [
        ["Text", "Image URL", "Tags", "Posting Time"],
        [post()["text"], "https://cdn.example/p/2026-08-10/card.png", "", "2026-08-10 08:00"],
    ]


def test_buffer_splits_after_a_hundred_rows() -> None:
    posts = [post(f"x.story.s{n}") for n in range(101)]
    files = shelf.take(export, "buffer").export(batch(*posts))
    assert [len(table(content)) - 1 for content in files.values()] == [100, 1]


def test_hootsuite_has_three_columns_and_no_header() -> None:
    files = shelf.take(export, "hootsuite").export(batch(post()))
    assert table(files["hootsuite-x.csv"]) == [
        ["08/10/2026 08:00", "Lindholm votes, “yes”", "https://news.example.org/a"]
    ]

    headed = shelf.take(export, "hootsuite").export(replace(batch(post()), header=True))
    assert table(headed["hootsuite-x.csv"])[0] == ["Date", "Message", "Link"]


def test_postiz_gets_drafts_and_threads_as_values() -> None:
    parts = [post(f"x.thread.bridge.{n}", text=f"part {n}", thread={"part": n, "of": 2}) for n in (1, 2)]
    files = shelf.take(export, "postiz").export(batch(*parts))
    body = json.loads(files["postiz-2026-08-10T0800.json"])
    assert (body["type"], body["date"]) == ("draft", "2026-08-10T06:00:00.000Z")
    assert [value["content"] for value in body["posts"][0]["value"]] == ["<p>part 1</p>", "<p>part 2</p>"]


def test_typefully_gets_one_draft_for_all_platforms_and_no_time() -> None:
    files = shelf.take(export, "typefully").export(batch(post(), post("linkedin.story.bridge", text="longer")))
    draft = json.loads(files["typefully-01.json"])
    assert list(files) == ["typefully-01.json"]
    assert draft["platforms"]["linkedin"]["posts"] == [{"text": "longer"}]
    assert {"publish_at", "tags"} & set(draft) == set()


def test_a_link_that_only_a_facet_makes_is_whole_for_tools_without_facets() -> None:
    link = "https://news.example.org/a/very/long/path"
    words = "Zürich votes\n\nnews.example.org/a/very/lon…"
    facet = {"start": 15, "end": len(words.encode()), "kind": "link", "value": link}
    made = post("bluesky.story.b", text=words, link=link, facets=[facet], api={"text": words})
    whole = f"Zürich votes\n\n{link}"
    assert table(shelf.take(export, "buffer").export(batch(made))["buffer-bluesky.csv"])[1][0] == whole
    assert table(shelf.take(export, "csv").export(batch(made))["posts.csv"])[1][2] == whole
    assert table(shelf.take(export, "hootsuite").export(batch(made))["hootsuite-bluesky.csv"])[0][1:] == [
        "Zürich votes",
        link,
    ]
    (content,) = shelf.take(export, "typefully").export(batch(made)).values()
    assert json.loads(content)["platforms"]["bluesky"]["posts"] == [{"text": whole}]
    (content,) = shelf.take(export, "postiz").export(batch(made)).values()
    assert f"<p>{link}</p>" in json.loads(content)["posts"][0]["value"][0]["content"]
    record = json.loads(shelf.take(export, "atproto").export(batch(made))["atproto.jsonl"])["record"]
    assert record["text"] == words  # it has its facets


def test_atproto_is_the_record_with_its_time() -> None:
    record = {"$type": "app.bsky.feed.post", "text": "Hello"}
    line = json.loads(shelf.take(export, "atproto").export(batch(post("bluesky.story.b", api=record)))["atproto.jsonl"])
    assert line["record"] == {**record, "createdAt": "2026-08-10T06:00:00.000Z"}


def test_atproto_says_which_part_each_answers_and_which_is_the_first() -> None:
    parts = [post(f"bluesky.thread.b.{n}", api={"text": "t"}, thread={"part": n, "of": 3}) for n in (1, 2, 3)]
    text = shelf.take(export, "atproto").export(batch(*parts))["atproto.jsonl"]
    first, _, third = map(json.loads, text.splitlines())
    assert {"answers", "root"} & first.keys() == set()
    assert (third["answers"], third["root"]) == ("bluesky.thread.b.2", "bluesky.thread.b.1")


def test_activitypub_escapes_and_links_only_its_own_link() -> None:
    text = "<b>1 & 2</b>\nmore\n\nhttps://news.example.org/a?b=1&c=2"
    made = post("mastodon.story.b", text=text, link="https://news.example.org/a?b=1&c=2", warning="Flood", tags=["Sea"])
    note = json.loads(shelf.take(export, "activitypub").export(batch(made))["activitypub.jsonl"])
    link = "https://news.example.org/a?b=1&amp;c=2"
    assert note["content"] == (
        f'<p>&lt;b&gt;1 &amp; 2&lt;/b&gt;<br>more</p><p><a href="{link}" rel="nofollow noopener">{link}</a></p>'
    )
    assert (note["summary"], note["sensitive"]) == ("Flood", True)
    assert note["tag"] == [{"type": "Hashtag", "name": "#Sea"}]


def test_calendar_lines_are_folded_at_75_octets_and_read_back_whole() -> None:
    words = "Ünïcödé; commas, and\nlines \\ " * 12
    text = shelf.take(export, "ics").export(batch(post(text=words.strip())))["posts.ics"]
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    unfolded = text.replace("\r\n ", "").split("\r\n")
    raw = next(line.removeprefix("DESCRIPTION:") for line in unfolded if line.startswith("DESCRIPTION:"))
    back = raw.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    assert back == words.strip()
    assert "DTSTART:20260810T060000Z" in unfolded


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_for_excel_too(name: str) -> None:
    for content in shelf.take(export, name).export(batch(post(text='She said "no", then\nyes'))).values():
        assert content.startswith('\ufeff"')
        assert content.endswith('"\r\n')
        assert 'She said ""no"", then\nyes' in content


def test_the_header_of_buffer_is_the_very_one_it_asks_for() -> None:
    assert shelf.take(export, "buffer").HEADER == ("Text", "Image URL", "Tags", "Posting Time")


def test_hootsuite_takes_350_rows() -> None:
    posts = [post(f"x.story.s{n}") for n in range(351)]
    files = shelf.take(export, "hootsuite").export(batch(*posts))
    assert [len(table(content)) for content in files.values()] == [350, 1]


def test_postiz_drafts_of_one_moment_share_a_call() -> None:
    files = shelf.take(export, "postiz").export(batch(post(), post("mastodon.story.bridge")))
    (body,) = (json.loads(content) for content in files.values())
    assert {"type", "date", "shortLink", "tags", "posts"} == set(body)
    assert [entry["settings"] for entry in body["posts"]] == [
        {"__type": "x", "who_can_reply_post": "everyone"},
        {"__type": "mastodon"},
    ]


def test_postiz_reads_html_so_every_line_is_a_paragraph_and_signs_are_references() -> None:
    (content,) = shelf.take(export, "postiz").export(batch(post(text="1 < 2 & “3”\n\nmore"))).values()
    (value,) = json.loads(content)["posts"][0]["value"]
    assert value["content"] == "<p>1 &lt; 2 &amp; “3”</p><p></p><p>more</p>"


@given(text=st.text(alphabet="ab &<>;\n“é", min_size=1, max_size=40))
@settings(max_examples=100, deadline=None)
def test_what_postiz_makes_of_the_html_is_the_text_again(text: str) -> None:
    (content,) = shelf.take(export, "postiz").export(batch(post(text=text, link=""))).values()
    (value,) = json.loads(content)["posts"][0]["value"]
    made = value["content"].removeprefix("<p>").replace("<p>", "\n").replace("</p>", "")
    assert text == unescape(made)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  \u200b=1", "'  \u200b=1"),
        ("＝1", "'＝1"),
        ("\u22125 °C in the hills", "\u22125 °C in the hills"),  # a true minus is none
        ("say = equals", "say = equals"),
    ],
)
def test_a_cell_that_looks_like_a_formula_is_guarded(cell: str, expected: str) -> None:
    assert expected == guarded(cell)


def test_hostile_cells(shared: Any) -> None:
    lines = (shared / "data/hostile/hostile.jsonl").read_text("utf-8").splitlines()
    for case in map(json.loads, lines):
        if case["where"] != "social_csv":
            continue
        rows = table(shelf.take(export, "csv").export(batch(post(text=case["payload"])))["posts.csv"])
        assert [len(row) for row in rows] == [7, 7], case["id"]
        seen = rows[1][2].lstrip(" \t\ufeff\u200b")
        assert seen[:1] not in set("=+-@\t\r＝＋－＠"), case["id"]
        assert rows[1][2].removeprefix("'") == case["payload"], case["id"]


def test_posts_of_a_network_keep_their_distance() -> None:
    posts = [post(f"x.story.s{n}") for n in range(4)]
    times = [when for _, when in batch(*posts, default=("08:00", "08:10", "09:00", "20:00")).scheduled()]
    assert [f"{when:%d %H:%M}" for when in times] == ["10 08:00", "10 09:00", "10 20:00", "11 08:00"]


def test_two_posts_of_one_story_rest_in_between() -> None:
    posts = [post("x.story.a"), post("x.quote.a", story="a"), post("x.story.b")]
    times = [when for _, when in batch(*posts, default=("08:00", "09:00", "12:00")).scheduled()]
    assert [f"{when:%H:%M}" for when in times] == ["08:00", "12:00", "09:00"]


def test_a_plan_without_room_says_so_and_how_to_mend_it() -> None:
    posts = [post(f"x.story.s{n}") for n in range(70)]
    with pytest.raises(UsageError) as caught:
        batch(*posts, default=("08:00",)).scheduled()
    assert (caught.value.where, "more times" in caught.value.fix) == ("social.plan", True)


@given(
    stories=st.lists(st.sampled_from("abcde"), max_size=12),
    times=st.lists(st.sampled_from(["07:15", "08:00", "08:20", "12:00", "23:50"]), min_size=1, max_size=4),
    spacing=st.integers(0, 90),
    rest=st.integers(0, 30),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"]),
)
@settings(max_examples=60, deadline=None)
def test_every_plan_keeps_its_promises(
    stories: list[str], times: list[str], spacing: int, rest: int, zone: str
) -> None:
    posts = [post(f"x.quote.{n}", story=story) for n, story in enumerate(stories)]
    apart, same = timedelta(minutes=spacing), timedelta(hours=rest)
    made = batch(*posts, zone=zone, default=tuple(times), spacing=apart, same_story=same)
    planned = made.scheduled()
    assert [its["id"] for its, _ in planned] == [its["id"] for its in posts]
    for at, (first, when) in enumerate(planned):
        assert when >= made.at
        assert f"{when:%H:%M}" in times
        assert str(when.tzinfo) == zone
        for second, later in planned[at + 1 :]:
            between = abs(later - when)
            assert between >= max(apart, timedelta(minutes=1))
            assert first["story"] != second["story"] or between >= same


def test_nothing_is_planned_before_the_edition_is_due() -> None:
    (_, when) = batch(post(), default=("05:00",)).scheduled()[0]
    assert when.date().isoformat() == "2026-08-11"


def test_an_hour_that_the_clock_skips_becomes_the_next() -> None:
    spring = PostBatch(
        key="k", newsletter="n", at=datetime(2026, 3, 28, 22, tzinfo=UTC), zone="Europe/Berlin",
        posts=(post(),), plan=PlanSettings(default=("02:30",)),
    )  # fmt: skip
    (_, when) = spring.scheduled()[0]
    assert when.utcoffset() == timedelta(hours=2)
    assert f"{when:%d %H:%M}" == "29 03:30"


NIGHTS = {  # the evening before a change of the clocks, and the zone
    "forward": (datetime(2026, 3, 28, 20, tzinfo=UTC), "Europe/Berlin"),
    "back": (datetime(2026, 10, 24, 20, tzinfo=UTC), "Europe/Berlin"),
    "forward there": (datetime(2026, 3, 8, 3, tzinfo=UTC), "America/New_York"),
    "back there": (datetime(2026, 11, 1, 2, tzinfo=UTC), "America/New_York"),
    "by half an hour": (datetime(2026, 4, 4, 10, tzinfo=UTC), "Australia/Lord_Howe"),
}


@pytest.mark.parametrize("night", NIGHTS)
@given(
    times=st.lists(st.times().map(lambda at: f"{at:%H:%M}"), min_size=2, max_size=12),
    spacing=st.integers(0, 180),
    rest=st.integers(0, 8),
)
@settings(max_examples=60, deadline=None)
def test_a_night_of_a_clock_change_keeps_the_real_distances(
    night: str, times: list[str], spacing: int, rest: int
) -> None:
    begin, zone = NIGHTS[night]
    posts = tuple(post(f"x.quote.{n}", story="ab"[n % 2]) for n in range(6))
    plan = PlanSettings(
        default=tuple(times), spacing=timedelta(minutes=spacing), same_story=timedelta(hours=rest)
    )  # fmt: skip
    planned = PostBatch(key="k", newsletter="n", at=begin, zone=zone, posts=posts, plan=plan).scheduled()
    for at, (first, when) in enumerate(planned):
        assert when >= begin
        for second, later in planned[at + 1 :]:
            apart = abs(later.astimezone(UTC) - when.astimezone(UTC))
            assert apart >= max(plan.spacing, timedelta(minutes=1))
            assert first["story"] != second["story"] or apart >= plan.same_story


@pytest.mark.parametrize(
    ("clock", "begin", "expected"),
    [
        # 02:00 becomes 03:00: from 01:30 to 03:30 it is one hour
        (("01:30", "03:30"), datetime(2026, 3, 28, 23, 0, tzinfo=UTC), ["29 00:30", "29 23:30"]),
        # 03:00 becomes 02:00: from 01:30 to 03:30 it is three hours
        (("01:30", "03:30"), datetime(2026, 10, 24, 22, 0, tzinfo=UTC), ["24 23:30", "25 02:30"]),
        # an hour that is skipped is the next one, and stands where it belongs in the order
        (("02:30", "03:15"), datetime(2026, 3, 28, 23, 0, tzinfo=UTC), ["29 01:15", "30 00:30"]),
    ],
)
def test_spacing_is_told_by_hours_that_pass_not_by_what_the_clock_shows(
    clock: tuple[str, ...], begin: datetime, expected: list[str]
) -> None:
    plan = PlanSettings(default=clock, spacing=timedelta(minutes=90), same_story=timedelta())
    posts = (post("x.story.a"), post("x.story.b"))
    made = PostBatch(key="k", newsletter="n", at=begin, zone="Europe/Berlin", posts=posts, plan=plan)
    assert expected == [f"{when.astimezone(UTC):%d %H:%M}" for _, when in made.scheduled()]


@pytest.mark.parametrize(
    ("when", "there"),
    [("2026-08-10T09:40:00", "2026-08-10T09:40:00+02:00"), ("2026-08-10T09:40:00+00:00", "2026-08-10T11:40:00+02:00")],
)
def test_a_time_that_an_editor_set_is_kept_and_the_others_keep_their_distance(when: str, there: str) -> None:
    posts = [post(f"x.story.s{n}") for n in range(4)] + [post("x.quote.s9", when=when)]
    times = {str(one["id"]): moment for one, moment in batch(*posts).scheduled()}
    assert times["x.quote.s9"].isoformat() == there
    others = [moment for name, moment in times.items() if name != "x.quote.s9"]
    assert all(abs(moment - times["x.quote.s9"]) >= timedelta(minutes=30) for moment in others)
    assert [str(one["id"]) for one, _ in batch(*posts).scheduled()] == [one["id"] for one in posts]
