"""Who may ask the desk: nobody but the page that it served, in the browser that opened the printed address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk.desks import Desk, sample

from digest.desk.doors import MOST, Doors

CHANGE = {"changes": [{"type": "top", "key": "subject", "value": "Hijacked"}]}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all: what is refused changes nothing."""
    desk = Desk(sample(tmp_path_factory.mktemp("doors") / "paper")).open()
    yield desk
    desk.kill()


def test_the_first_line_is_an_address_on_this_machine_with_a_token(desk: Desk) -> None:
    assert desk.address.startswith("http://127.0.0.1:") and len(desk.address.partition("?token=")[2]) >= 24


def test_the_cookie_stays_in_this_site_and_out_of_scripts(desk: Desk) -> None:
    answer = desk.ask("GET", "/" + desk.address.split("/", 3)[3], Cookie="")
    assert answer.status == 200
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(answer.heads["set-cookie"].split("; "))


def test_nothing_of_the_page_may_come_from_elsewhere_or_be_framed(desk: Desk) -> None:
    heads = desk.ask("GET", "/" + desk.address.split("/", 3)[3]).heads
    policy = dict(part.strip().partition(" ")[::2] for part in heads["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["script-src"] == "'self'" and policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'" and policy["connect-src"] == "'self'"
    assert heads["referrer-policy"] == "no-referrer" and "access-control-allow-origin" not in heads


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        ({"Cookie": ""}, "without the cookie"),
        ({"Cookie": "desk-1=guess"}, "with a guessed one"),
        ({"Origin": "https://evil.example"}, "from another page"),
        ({"Origin": "null"}, "from a sandboxed frame"),
        ({"Origin": ""}, "from no page"),
        ({"Host": "evil.example"}, "under a name that was bound to this address"),
        ({"Host": "evil.example:80", "Origin": "http://evil.example:80"}, "under such a name, from its own page"),
        ({"Sec_Fetch_Site": "cross-site"}, "as the browser says, from another site"),
    ],
)
def test_a_change_is_refused(desk: Desk, heads: dict[str, str], why: str) -> None:
    desk.state()
    before = desk.text()
    assert desk.ask("POST", "/api/change", CHANGE, **heads).status == 403, why
    assert desk.text() == before


@pytest.mark.parametrize("path", ["/api/state", "/api/pool", "/api/articles", "/static/main.js", "/preview/x/light"])
@pytest.mark.parametrize("heads", [{"Cookie": ""}, {"Host": "evil.example"}, {"Origin": "https://evil.example"}])
def test_nothing_can_be_read_either(desk: Desk, path: str, heads: dict[str, str]) -> None:
    assert desk.ask("GET", path, **heads).status == 403


def test_a_form_of_another_page_cannot_send_json(desk: Desk) -> None:
    assert desk.ask("POST", "/api/change", CHANGE, Content_Type="text/plain").status == 415


def test_what_is_too_long_is_refused_unread(desk: Desk) -> None:
    assert desk.ask("POST", "/api/change", b"x" * (MOST + 1)).status == 413
    long = {"changes": [{"type": "top", "key": "subject", "value": "x" * 6_000}]}
    assert desk.ask("POST", "/api/change", long).status == 400
    assert desk.ask("GET", "/" + "x" * 500).status == 414


@pytest.mark.parametrize(
    "path",
    ["/static/../digest.toml", "/static/%2e%2e%2fdigest.toml", "/static/desk.html", "/preview/x/..%2f..%2fdigest.toml"],
)
def test_no_path_leads_to_a_file(desk: Desk, path: str) -> None:
    version = desk.state()["order"]["version"]
    assert desk.ask("GET", path.replace("/x/", f"/{version}/")).status == 404


def test_a_preview_has_no_script_and_stands_in_a_sandbox(desk: Desk) -> None:
    version = desk.state()["order"]["version"]
    policy = desk.ask("GET", f"/preview/{version}/light").heads["content-security-policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy
    assert "script-src" not in policy and "allow-scripts" not in policy and "https:" not in policy


def test_an_article_cannot_put_anything_into_the_page(workspace: Path, started: Callable[..., Desk]) -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    (workspace / "seeds" / "evil.md").write_text(
        f"---\ntitle: '{evil}'\ndate: 2026-08-10T05:00:00+02:00\n---\n\n{evil} A long enough text follows here.\n",
        "utf-8",
    )
    desk = started().open()
    page = desk.ask("GET", "/" + desk.address.split("/", 3)[3]).body.decode()
    assert "onerror" not in page
    assert desk.ask("GET", "/api/pool").heads["content-type"] == "application/json"
    assert desk.ask("GET", "/api/pool").heads["x-content-type-options"] == "nosniff"


def test_over_a_network_it_needs_a_password(workspace: Path, started: Callable[..., Desk]) -> None:
    assert started("--host", "0.0.0.0").process.wait(20) == 2
    secret = workspace / "secret"
    secret.write_text("short\n")
    assert started("--host", "0.0.0.0", "--password-file", str(secret)).process.wait(20) == 2


def test_a_password_opens_and_the_address_alone_does_not(workspace: Path, started: Callable[..., Desk]) -> None:
    secret = workspace / "secret"
    secret.write_text("a long enough one\n")
    desk = started("--password-file", str(secret))
    assert "token" not in desk.address
    assert desk.ask("GET", "/").heads["location"] == "/login"
    assert desk.ask("GET", "/api/state").status == 403
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert desk.ask("POST", "/login", b"password=wrong", **form).status == 403
    opened = desk.ask("POST", "/login", b"password=a+long+enough+one", **form)
    desk.cookie = opened.heads["set-cookie"].partition(";")[0]
    assert desk.ask("GET", "/api/state").status == 200


def test_after_ten_wrong_passwords_none_opens() -> None:
    doors = Doors(frozenset({"127.0.0.1"}), 80, "a long enough one")
    assert doors.opens("a long enough one")
    for _ in range(10):
        assert not doors.opens("guess")
    assert not doors.opens("a long enough one")
