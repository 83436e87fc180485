"""Runs of ``digest site``: what is new is written and nothing else; withdrawn, corrected and removed editions."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from archive.outboxes import WEB, dead_links, edition, publish_to, several, workspace

from digest.edition.model import Correction, Edition, Picture, edition_json
from digest.errors import UsageError
from digest.jobs import site as job
from digest.jobs.site import write_site
from digest.outbox import claims, gc
from digest.outbox.publish import publish
from digest.posts import make_posts, posts_jsonl
from digest.press.printing import printer
from digest.settings import SocialSettings
from digest.site import lists, search
from digest.site.rest import Rest
from digest.workspace import Workspace


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    return workspace(tmp_path / "paper")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "site"


def times(root: Path) -> dict[str, int]:
    return {p.relative_to(root).as_posix(): p.stat().st_mtime_ns for p in root.rglob("*") if p.is_file()}


def everything(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".js"):
            yield path.read_text("utf-8")


def corrected(made: Edition, **values: object) -> Edition:
    found = replace(
        made,
        key=f"{made.key}-r2",
        revision="The name of the ferry was wrong.",
        corrections=(Correction(reason="The name of the ferry was wrong.", stories=(made.stories[0].headline,)),),
    )
    return replace(found, **values)  # type: ignore[arg-type]


def test_a_second_run_opens_no_edition_and_writes_no_file(
    here: Workspace, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several(here, 5)
    first = write_site(here, root)
    before = times(root)

    def never(*_: object) -> bytes:
        raise AssertionError("an edition was opened again")

    monkeypatch.setattr(job, "read", never)
    again = write_site(here, root)
    assert (again.written, again.files) == (0, first.files)
    assert times(root) == before


def test_a_new_edition_is_written_with_its_neighbour_and_leaves_the_other_editions_alone(
    here: Workspace, root: Path
) -> None:
    several(here, 4)
    write_site(here, root)
    before = times(root)
    publish_to(here, edition(4))
    write_site(here, root)
    after = times(root)
    changed = {name for name in before if before[name] != after[name]}
    assert {name.partition("/")[0] for name in changed if name.startswith("2026")} == {"2026-08-12"}
    assert {name for name in changed if name.startswith("2026")} == {"2026-08-12/index.html"}
    assert "2026-08-13/treaty-4/index.html" in after
    assert {"index.html", "feed.xml", "sitemap.xml", "archive/2026-08/index.html"} <= changed


def test_what_is_full_of_lists_and_search_is_not_written_again(
    here: Workspace, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "A_PAGE", 2)
    monkeypatch.setattr(lists, "FEWEST", 1)
    monkeypatch.setattr(search, "PART", 4)
    monkeypatch.setattr(search, "CHUNK", 2)
    several(here, 5)
    write_site(here, root)
    before = times(root)
    publish_to(here, edition(5))
    write_site(here, root)
    after = times(root)
    kept = {name for name in before if before[name] == after[name]}
    assert {"page/1/index.html", "quotes/1/index.html", "search/t-0-0.js", "search/d-0.js"} <= kept
    assert [name for name in kept if name.startswith("topics/") and name.endswith("/1/index.html")]
    assert "search/index.html" not in kept


def test_a_page_that_somebody_removed_comes_back(here: Workspace, root: Path) -> None:
    several(here, 2)
    write_site(here, root)
    whole = set(times(root))
    for name in ("2026-08-10/index.html", "quotes/index.html", "search/t-0-0.js", "feed.xml", "site.css"):
        (root / name).unlink()
    write_site(here, root)
    assert set(times(root)) == whole


def test_a_file_that_is_not_the_sites_is_never_touched(here: Workspace, root: Path) -> None:
    several(here, 1)
    root.mkdir()
    (root / "CNAME").write_text("example.org")
    (root / "2026-08-09").mkdir()
    (root / "2026-08-09" / "notes.txt").write_text("mine")
    write_site(here, root)
    claims.withdraw(here.outbox, "daily-2026-08-09", reason="wrong figure", by="desk")
    write_site(here, root)
    assert (root / "CNAME").read_text() == "example.org"
    assert (root / "2026-08-09" / "notes.txt").read_text() == "mine"


def test_other_templates_or_settings_print_every_page_anew(here: Workspace, root: Path) -> None:
    several(here, 2)
    write_site(here, root)
    news = replace(here.settings.newsletter, subscribe="https://example.org/come")
    write_site(replace(here, settings=replace(here.settings, newsletter=news)), root)
    assert "https://example.org/come" in (root / "2026-08-10/treaty-1/index.html").read_text()
    assert "https://example.org/join" not in "".join(everything(root))


def test_what_was_withdrawn_says_so_and_is_gone_from_everything_else(here: Workspace, root: Path) -> None:
    several(here, 3)
    write_site(here, root)
    claims.withdraw(here.outbox, "daily-2026-08-10", reason="wrong figure", by="desk")
    write_site(here, root)
    page = (root / "2026-08-10/index.html").read_text()
    assert "This edition was withdrawn" in page and "noindex" in page
    assert sorted(p.name for p in (root / "2026-08-10").iterdir()) == ["index.html"]
    whole = [text for text in everything(root) if text != page]
    assert not [text for text in whole if "day 1" in text or "2026-08-10/" in text]
    assert 'href="../2026-08-09/"' in (root / "2026-08-11/index.html").read_text()
    assert write_site(here, root).written == 0


def test_a_run_that_was_killed_leaves_nothing_of_what_is_withdrawn_then(
    here: Workspace, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several(here, 2)
    with monkeypatch.context() as patched:
        patched.setattr(Rest, "written", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            write_site(here, root)
    assert (root / "2026-08-10/treaty-1/index.html").is_file()
    claims.withdraw(here.outbox, "daily-2026-08-10", reason="wrong figure", by="desk")
    write_site(here, root)
    assert not [text for text in everything(root) if "day 1" in text]
    assert sorted(p.name for p in (root / "2026-08-10").iterdir()) == ["index.html"]
    assert sorted(p.name for p in (root / ".digest").iterdir()) == ["site.json"]


def test_a_site_whose_editions_are_all_withdrawn_says_only_that(here: Workspace, root: Path) -> None:
    several(here, 2)
    write_site(here, root)
    for day in ("09", "10"):
        claims.withdraw(here.outbox, f"daily-2026-08-{day}", reason="wrong figure", by="desk")
    write_site(here, root)
    assert not [text for text in everything(root) if "Three valleys" in text]
    assert feedparser.parse((root / "feed.xml").read_bytes()).entries == []
    front = (root / "index.html").read_text()
    assert "2026-08-09" not in front and "noindex" in front and "<h1>The Daily Take</h1>" in front
    assert dead_links(root) == []
    assert write_site(here, root).written == 0


def test_a_correction_takes_the_place_and_what_it_dropped_is_gone(here: Workspace, root: Path) -> None:
    first, *_ = several(here, 2)
    write_site(here, root)
    dropped = first.stories[1]
    assert (root / first.slot / dropped.slug / "index.html").is_file()
    publish_to(here, corrected(first, stories=first.stories[:1]))
    write_site(here, root)
    assert not (root / first.slot / dropped.slug).exists()
    assert not [text for text in everything(root) if dropped.headline in text]
    assert "The name of the ferry was wrong." in (root / first.slot / "index.html").read_text()
    named = (root / first.slot / first.stories[0].slug / "index.html").read_text()
    other = (root / first.slot / "treaty-0" / "index.html").read_text()
    assert "The name of the ferry was wrong." in named
    assert '<section class="aside">' not in other
    assert "article:modified_time" in named
    (entry,) = [e for e in feedparser.parse((root / "atom.xml").read_bytes()).entries if first.slot in e.id]
    assert entry.updated_parsed > entry.published_parsed
    told = json.loads((root / "feed.json").read_text())
    assert [("date_modified" in item) for item in told["items"]] == [False, True]


def test_a_withdrawn_correction_leaves_what_it_corrected(here: Workspace, root: Path) -> None:
    (first,) = several(here, 1)
    publish_to(here, corrected(first))
    claims.withdraw(here.outbox, f"{first.key}-r2", reason="no mistake after all", by="desk")
    write_site(here, root)
    page = (root / first.slot / "index.html").read_text()
    assert first.title in page and "The name of the ferry was wrong." not in page


def test_what_gc_removed_from_the_outbox_stays_in_the_archive(here: Workspace, root: Path) -> None:
    first, second, _ = several(here, 3)
    publish_to(here, corrected(second))
    write_site(here, root)
    for key in (first.key, f"{second.key}-r2"):
        claims.take(here.outbox, key, by="desk", lease=60)
        claims.done(here.outbox, key, result="sent", by="desk")
    gc.collect(here.outbox, days=0)
    publish_to(here, edition(3))
    write_site(here, root)
    assert first.title in (root / "index.html").read_text()
    assert (root / first.slot / "index.html").is_file()
    assert "The name of the ferry was wrong." in (root / second.slot / "index.html").read_text()


def test_editions_that_were_built_without_an_address_get_it_on_the_site_and_nowhere_else(tmp_path: Path) -> None:
    here = workspace(tmp_path / "paper")
    made = publish_to(here, edition(), web="", drawn=True)
    before = times(here.outbox)
    write_site(here, tmp_path / "site")
    page = (tmp_path / "site" / made.slot / "index.html").read_text()
    assert f'<link rel="canonical" href="{WEB}/{made.slot}/">' in page
    assert f'"url": "{WEB}/{made.slot}/"' in page
    assert f"{WEB}/{made.slot}/" in (tmp_path / "site" / "feed.xml").read_text()
    assert times(here.outbox) == before


def test_feeds_hold_the_newest_twenty_with_permalinks_and_their_own_addresses(here: Workspace, root: Path) -> None:
    several(here, 21)
    write_site(here, root)
    for name in ("feed.xml", "atom.xml"):
        read = feedparser.parse((root / name).read_bytes())
        assert not read.bozo
        assert len(read.entries) == 20
        assert read.entries[0].link == f"{WEB}/2026-08-29/"
        assert [link.href for link in read.feed.links if link.rel == "self"] == [f"{WEB}/{name}"]
        content = next(part.value for part in read.entries[0].content if part.type == "text/html")
        assert 'class="permalink"' not in content and 'href="#' not in content
    told = json.loads((root / "feed.json").read_text())
    assert (len(told["items"]), told["feed_url"]) == (20, f"{WEB}/feed.json")


def test_another_newsletters_folder_is_refused(here: Workspace, root: Path) -> None:
    several(here, 1)
    write_site(here, root)
    settings = replace(here.settings, newsletter=replace(here.settings.newsletter, id="weekly"))
    with pytest.raises(UsageError, match="another newsletter: daily"):
        write_site(replace(here, settings=settings), root)


def test_editions_of_another_newsletter_in_the_same_outbox_are_left_out(here: Workspace, root: Path) -> None:
    several(here, 2)
    other = edition(5)
    publish_to(here, replace(other, key="weekly-2026-08-14", newsletter=replace(other.newsletter, id="weekly")))
    write_site(here, root)
    assert not (root / "2026-08-14").exists()
    assert write_site(here, root).written == 0


def test_two_editions_a_day_each_have_their_page(here: Workspace, root: Path) -> None:
    morning = publish_to(here, edition())
    evening = replace(edition(), key="daily-2026-08-09-pm", slot="2026-08-09-pm", at=morning.at + timedelta(hours=12))
    publish_to(here, evening)
    write_site(here, root)
    assert (root / "2026-08-09-pm/index.html").is_file()
    assert 'href="../2026-08-09/"' in (root / "2026-08-09-pm/index.html").read_text()


def test_an_edition_that_neither_outbox_nor_site_has_leads_nowhere(here: Workspace, root: Path) -> None:
    first = publish_to(here, edition())
    later = replace(edition(), key="daily-2026-08-10", slot="2026-08-10", at=first.at + timedelta(days=1))
    publish_to(here, later)
    write_site(here, root)
    shutil.rmtree(here.outbox / "editions" / first.key)
    write_site(here, root)
    assert f"{first.slot}/" in (root / "index.html").read_text(), "what gc removed stays"
    shutil.rmtree(root / first.slot)
    write_site(here, root)
    assert f"{first.slot}/" not in (root / "index.html").read_text()
    assert first.slot not in (root / "atom.xml").read_text()


def posted(here: Workspace, day: int, posts: str | None = None) -> Edition:
    """Publish an edition that has a picture of its own and posts for a network without links."""
    made = edition(day)
    assert made.lead
    made = replace(made, lead=replace(made.lead, picture=Picture(src="lead.png", alt="A ferry")))
    told = posts_jsonl(make_posts(made, SocialSettings(networks=("instagram",)), printer(here.templates)))
    files = {"edition.json": edition_json(made), "posts.jsonl": told if posts is None else posts}
    whole = {name: text.encode() for name, text in files.items()} | {"lead.png": b"a picture"}
    publish(here.outbox, made.key, whole, {"slot": made.slot})
    return made


@pytest.mark.parametrize("width", [1200, 240])
def test_a_storys_page_says_who_wrote_it_and_who_made_its_picture(here: Workspace, root: Path, width: int) -> None:
    made = edition()
    assert made.lead
    shown = Picture(src="lead.png", alt="A ferry", width=width, height=240, caption="Out early", credit="Mara Holm")
    names = ("Ida Varga", "Jon Orrin")
    lead = replace(made.lead, picture=shown, author=", ".join(names), authors=names, site="Bay News")
    files = {"edition.json": edition_json(replace(made, lead=lead)).encode(), "lead.png": b"a picture"}
    publish(here.outbox, made.key, files, {"slot": made.slot})
    write_site(here, root)
    page = (root / made.slot / lead.slug / "index.html").read_text("utf-8")
    assert re.search(r"<figcaption[^>]*>\s*<bdi>Out early</bdi> <bdi[^>]*>Mara Holm</bdi></figcaption>", page)
    assert "Ida Varga and Jon Orrin · Bay News" in page


def test_the_page_behind_link_in_bio_stands_where_it_stood_and_shows_the_newest_editions_stories(
    here: Workspace, root: Path
) -> None:
    posted(here, 0)
    write_site(here, root)
    assert "day 0" in (root / "links.html").read_text()
    newest = posted(here, 1)
    publish_to(here, edition(2))  # one without posts takes nothing away
    write_site(here, root)
    page = (root / "links.html").read_text()
    assert "day 1" in page and "day 0" not in page
    assert f'src="{newest.slot}/lead.png"' in page and (root / newest.slot / "lead.png").is_file()
    assert write_site(here, root).written == 0


def test_the_page_behind_link_in_bio_forgets_what_was_withdrawn(here: Workspace, root: Path) -> None:
    first, second = posted(here, 0), posted(here, 1)
    write_site(here, root)
    claims.withdraw(here.outbox, second.key, reason="wrong figure", by="desk")
    write_site(here, root)
    assert "day 0" in (root / "links.html").read_text()
    claims.withdraw(here.outbox, first.key, reason="wrong figure", by="desk")
    write_site(here, root)
    assert not (root / "links.html").exists()


def test_posts_that_cannot_be_read_stop_no_site(here: Workspace, root: Path) -> None:
    made = posted(here, 0, posts="{}\n")
    (notice,) = write_site(here, root).notices
    assert made.key in notice.where
    assert not (root / "links.html").exists() and (root / made.slot / "index.html").is_file()
