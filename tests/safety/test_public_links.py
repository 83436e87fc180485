"""A link in an edition leads to the public internet, or it is no link."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from paper import files, run, sample

from digest.text.hosts import public_url


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/a", "http://LOCALHOST:8080/", "http://app.localhost/", "http://127.0.0.1/", "http://127.1/",
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0/", "http://0.0.0.0/",
        "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/", "http://224.0.0.1/", "http://[::1]/", "http://[fe80::1]/", "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://printer.local/", "http://printer.local./",
        "http://wiki.corp/", "http://intranet/", "http://router.home.arpa/", "http://db.internal/", "http://nas.lan/",
    ],
)  # fmt: skip
def test_what_is_not_public(url: str) -> None:
    assert not public_url(url)


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a", "https://news.example/a", "http://93.184.215.14/", "https://[2606:2800:21f::1]/",
     "https://local.example/", "https://xn--bcher-kva.example", "mailto:desk@example.org", "https://notlocal.org/"],
)  # fmt: skip
def test_what_is_public(url: str) -> None:
    assert public_url(url)


def story(here: Path, **fields: object) -> None:
    record = {"id": "weir", "headline": "The weir at Velmar is open again after a long spring", "text": "It is open.",
              "published": "2026-08-09T20:00:00Z", **fields}  # fmt: skip
    (here / "seeds" / "weir.jsonl").write_text(json.dumps(record) + "\n", "utf-8")


def test_such_a_link_is_dropped_with_a_notice_and_a_newsletter_for_inside_may_allow_it(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    for other in (here / "seeds").iterdir():  # a build tells of what stands in its edition
        other.unlink()
    story(here, url="https://wiki.corp/weir", image={"url": "https://10.0.0.7/weir.png", "alt": "The weir"})
    answer = json.loads(run(here, "build", "--json").stdout)
    told = {notice["what"]: notice["where"] for notice in answer["warnings"]}
    assert told["url left out: wiki.corp is no public host"] == "seeds/weir.jsonl, line 1: url"
    for name, content in files(here).items():
        assert b"//wiki.corp" not in content and b"//10.0.0.7" not in content, name
    settings = here / "digest.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[fetch]\nallow_hosts = ["wiki.corp"]\n', "utf-8")
    answer = json.loads(run(here, "build", "--json", "--outbox", "inside").stdout)
    assert not [notice for notice in answer["warnings"] if "wiki.corp" in notice["what"]]
