"""digest check --links: dead, moved, slow and soft-404 links."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fetch.serving import Page, Site, serve

from digest.cli import run

Checked = Callable[..., dict[str, str]]
SORRY = "<p>Sorry, what you look for is not here. Harbour. Climate. Sport. Search.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        site.pages |= {"/": "<p>Front page</p>", "/fine": "<p>The gates hold.</p>"}
        yield site


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Checked:
    head = '[newsletter]\nid = "post"\nname = "Post"\n[fetch]\nallow_hosts = ["127.0.0.1"]\npause = 0.0\ntries = 1\n'
    (tmp_path / "digest.toml").write_text(head + "timeout = 1.0\n")

    def go(*urls: str) -> dict[str, str]:
        body = "".join(f'<p><a href="{url}">A link that says where it leads</a></p>' for url in urls)
        (tmp_path / "page.html").write_text(
            f'<!doctype html><html lang="en"><title>T</title><body>{body}</body></html>'
        )
        capsys.readouterr()
        run(["check", str(tmp_path / "page.html"), "-w", str(tmp_path), "--links", "--json"])
        rules = ("dead-link", "moved-link", "slow-link", "soft-404", "link-unchecked")
        found = json.loads(capsys.readouterr().out)["findings"]
        return {one["rule"]: f"{one['severity']}: {one['what']}" for one in found if one["rule"] in rules}

    return go


def test_a_link_that_answers_is_fine_and_asked_for_once(site: Site, checked: Checked) -> None:
    assert checked(site.url("/fine"), site.url("/fine#gates"), "mailto:desk@post.example", "#top") == {}
    assert site.times("/fine") == 1


def test_a_dead_link_is_an_error(site: Site, checked: Checked) -> None:
    assert checked(site.url("/gone")) == {"dead-link": "error: the server answers 404 (there is nothing)"}
    assert "error" in checked("http://127.0.0.1:9/")["dead-link"]


@pytest.mark.parametrize("status", [401, 403, 429])
def test_what_is_only_not_for_robots_is_no_dead_link(site: Site, checked: Checked, status: int) -> None:
    site.pages["/closed"] = status
    assert list(checked(site.url("/closed"))) == ["link-unchecked"]


def test_a_link_that_moved_for_good_comes_with_its_new_address(site: Site, checked: Checked) -> None:
    site.pages["/old"] = lambda handler: handler.give(b"", status=301, Location="/fine")
    assert checked(site.url("/old")) == {"moved-link": f"warning: it has moved for good to {site.url('/fine')}"}


def test_a_page_that_became_the_front_page_is_a_soft_404(site: Site, checked: Checked) -> None:
    site.pages["/story"] = lambda handler: handler.give(b"", status=302, Location="/")
    assert checked(site.url("/story")) == {"soft-404": "warning: it leads to the front page"}


def test_an_error_page_sent_with_200_is_a_soft_404(site: Site, checked: Checked) -> None:
    class Always(dict[str, Page | bytes | str | int]):
        def get(self, path: str, default: object = None) -> Page | bytes | str | int:
            return super().get(path, SORRY if path != "/robots.txt" else 404)

    site.pages = Always(site.pages)
    assert checked(site.url("/story"), site.url("/fine")) == {
        "soft-404": "warning: it shows what the site shows for addresses that do not exist"
    }


def test_a_host_inside_the_network_is_not_visited(site: Site, checked: Checked, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('[newsletter]\nid = "post"\nname = "Post"\n[fetch]\ntries = 1\n')
    assert list(checked(site.url("/fine"))) == ["link-unchecked"]
    assert site.asked == []


def test_without_links_nothing_is_visited(site: Site, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f'<html lang="en"><a href="{site.url("/fine")}">x</a></html>')
    run(["check", str(tmp_path / "page.html"), "-w", str(tmp_path)])
    assert site.asked == []


def test_what_leaves_the_list_and_what_opens_a_composer_is_not_visited(
    site: Site, checked: Checked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody's unsubscribe page may take a visit at its word."""
    (tmp_path / "seeds").mkdir()
    row = {"headline": "Harbour gates hold", "text": "“It held,” said Ida Varga.", "url": site.url("/fine")}
    (tmp_path / "seeds/news.jsonl").write_text(json.dumps(row))
    settings = (tmp_path / "digest.toml").read_text()
    leave = f'address = "1 Quay"\nunsubscribe = ["{site.url("/leave").replace("http:", "https:")}"]\n[fetch]'
    (tmp_path / "digest.toml").write_text(settings.replace("[fetch]", leave))
    assert run(["build", "-w", str(tmp_path), "--slot", "2026-08-10", "-q", "--force"]) == 0
    run(["check", "-w", str(tmp_path), "--links", "--json"])
    found = json.loads(capsys.readouterr().out.partition("{")[2].join(["{", ""]))["findings"]
    assert [one["what"] for one in found if one["rule"] in ("dead-link", "link-unchecked")] == []
    assert site.times("/fine") == 1
