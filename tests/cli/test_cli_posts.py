"""digest fit and digest posts, as scripts use them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from digest import networks, shelf
from digest.cli import run


def fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: bytes, network: str
) -> tuple[int, dict[str, Any]]:
    """Run ``digest fit --json`` on *text*."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    code = run(["fit", "--network", network, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_text_that_fits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = fit(monkeypatch, capsys, "図 hello\n".encode(), "x")
    assert code == 0
    assert answer == {
        "length": 9, "limit": 280, "unit": "weighted characters", "valid": True, "parts": ["図 hello\n"],
    }  # fmt: skip


def test_a_text_that_does_not_fit_comes_back_as_a_thread(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = fit(monkeypatch, capsys, b"The ferry left before noon. " * 20, "bluesky")
    assert code == 1
    assert answer["valid"] is False
    assert [part.rpartition("\n\n")[2] for part in answer["parts"]] == ["1/2", "2/2"]


def test_both_limits_of_bluesky_bind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = fit(monkeypatch, capsys, ("👨‍👩‍👧‍👦" * 121).encode(), "bluesky")
    assert (code, answer["length"], answer["valid"]) == (1, 121, False)


def test_what_is_not_utf8_is_bad_data(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = fit(monkeypatch, capsys, b"\xff", "x")
    assert code == 65
    assert "byte 0" in answer["error"]["where"]


def test_an_unknown_network_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = fit(monkeypatch, capsys, b"a", "blusky")
    assert code == 2
    assert "bluesky" in answer["error"]["fix"]


def test_an_editions_posts_and_a_schedulers_file(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox = str(tmp_path / "out")
    assert run(["build", "-w", str(root), "--outbox", outbox, "-q"]) == 0
    capsys.readouterr()
    assert run(["posts", "-w", str(root), "--outbox", outbox, "-n", "x", "--json"]) == 0
    posts = json.loads(capsys.readouterr().out)["posts"]
    assert {post["network"] for post in posts} == {"x"}
    assert run(["posts", "-w", str(root), "--outbox", outbox, "--export", "csv", "-o", str(tmp_path / "plan")]) == 0
    assert (tmp_path / "plan/posts.csv").read_text("utf-8").startswith('\ufeff"network"')
    assert run(["posts", "-w", str(root), "--outbox", outbox, "--export", "listmonk"]) == 2


@pytest.fixture(scope="module")
def paper(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with everything marketing can ask for: tags, warnings, UTM, threads, X premium."""
    made = tmp_path_factory.mktemp("paper")
    settings = (root / "digest.toml").read_text("utf-8")
    tables = '[social.hashtags]\n"World" = "#WorldNews"\n[social.warnings]\n"World" = "Politics"\n'
    tables += '[social.utm]\nsource = "{network}"\n[social.limits]\nx = 25000\n'
    rows = [row for row in settings.split("\n") if not row.startswith("path = ")]
    source = f'[[source]]\npath = "{root / "seeds"}"\noutside = true'
    text = "\n".join(rows).replace("[[source]]", source) + "\n" + tables
    (made / "digest.toml").write_text(text, "utf-8")
    assert run(["build", "-w", str(made), "-q"]) == 0
    return made


def asked(paper: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    """Return what ``digest posts --json`` gives."""
    capsys.readouterr()
    assert run(["posts", "-w", str(paper), *options, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["posts"]
    return found


def test_an_edition_can_be_named_and_posts_chosen(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = asked(paper, capsys)
    assert every == asked(paper, capsys, "daily-2026-08-10")
    chosen = asked(paper, capsys, "--network", "bluesky", "--kind", "quote")
    assert chosen == [post for post in every if (post["network"], post["kind"]) == ("bluesky", "quote")] != []


def test_copy_gives_the_bare_texts(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    posts = asked(paper, capsys, "-n", "x", "--kind", "quote")
    assert run(["posts", "-w", str(paper), "-n", "x", "--kind", "quote", "--copy"]) == 0
    assert capsys.readouterr().out == "\n\n".join(post["text"] for post in posts) + "\n"


def test_what_was_asked_for_in_the_settings(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    posts = [post for post in asked(paper, capsys) if post["kind"] in ("story", "quote")]
    world = [post for post in posts if post["warning"]]
    assert {post["warning"] for post in world} == {"Politics"}
    assert {tag for post in posts for tag in post["tags"]} == {"WorldNews"}
    assert all(f"utm_source={post['network']}" in post["link"] for post in posts if post["link"])
    assert {post["limit"] for post in posts if post["network"] == "x"} == {25000}
    assert all(post["api"]["spoiler_text"] == "Politics" for post in world if post["network"] == "mastodon")
    assert not any("Politics" in post["text"] for post in world if post["network"] == "mastodon")
    assert all(post["text"].startswith("CW: Politics\n") for post in world if post["network"] == "linkedin")


def test_a_thread_is_numbered_and_says_its_link_once(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = asked(paper, capsys, "-n", "bluesky", "--kind", "thread")
    assert [post["thread"]["part"] for post in parts] == list(range(1, len(parts) + 1))
    assert all(post["thread"]["of"] == len(parts) > 1 and post["length"] <= 300 for post in parts)
    assert all(f"{post['thread']['part']}/{len(parts)}" in post["text"] for post in parts)
    cards = ["embed" in post["api"] for post in parts]
    assert [bool(post["link"]) for post in parts] == cards == [False] * (len(parts) - 1) + [True]
    assert parts[-1]["link"] in parts[-1]["text"]


def test_what_is_not_there_is_named(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["posts", "-w", str(paper), "daily-1999-01-01"]) != 0
    assert "daily-1999-01-01" in capsys.readouterr().err
    assert run(["posts", "-w", str(paper), "-n", "reddit"]) == 2
    assert "bluesky" in capsys.readouterr().err
    assert run(["posts", "-w", str(paper), "--export", "bufer"]) == 2
    assert "buffer" in capsys.readouterr().err


def test_a_longer_limit_is_taken_from_the_workspace(
    paper: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = b"The ferry left before noon. " * 40
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    assert run(["fit", "-n", "x", "-w", str(paper)]) == 0
    assert capsys.readouterr().out == f"fits: {len(text)} of 25000 weighted characters\n"


def test_too_long_in_words_is_a_thread_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = b"The ferry left before noon. " * 20
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    assert run(["fit", "-n", "mastodon"]) == 1
    first, *rest = capsys.readouterr().out.split("\n")
    assert first == f"does not fit: {len(text)} of 500 characters"
    assert [line for line in rest if line.endswith(("1/2", "2/2"))] == ["1/2", "2/2"]


@pytest.mark.parametrize(
    ("asked", "what", "where", "fix"),
    [
        (["--story", "zebra"], "no story has 'zebra'", "--story", "it has: "),
        (["-n", "linkedin", "--kind", "thread"], "no post is all of that", "--network and --kind", "ask for less"),
        (["--export", "hootsweet"], "no scheduler's format is called", "--export", "did you mean hootsuite?"),
        (["--export", "listmonk"], "takes editions, not posts", "--export", "digest outbox export"),
        (["-n", "nowhere"], "no posts for network", "--network", "bluesky"),
    ],
)
def test_what_finds_no_post_says_so_and_what_there_is(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], what: str, where: str, fix: str
) -> None:
    outbox = str(tmp_path / "out")
    assert run(["build", "-w", str(root), "--outbox", outbox, "-q"]) == 0
    assert run(["posts", "-w", str(root), "--outbox", outbox, *asked]) == 2
    told = capsys.readouterr().err
    assert what in told
    assert f"where  {where}" in told
    assert fix in told


def test_a_network_nobody_knows_is_named_by_its_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, answer = fit(monkeypatch, capsys, b"a", "blusky")
    assert (answer["error"]["what"], answer["error"]["where"]) == ("no network is called 'blusky'", "--network")


def test_what_marketing_saved_since_the_build_is_what_goes_out(
    paper: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = asked(paper, capsys)
    story = next(post for post in before if (post["network"], post["kind"]) == ("x", "story"))
    quote = next(post for post in before if (post["network"], post["kind"]) == ("x", "quote"))
    saved = paper / "posts/2026-08-10.toml"
    saved.parent.mkdir(exist_ok=True)
    saved.write_text(
        f'[[post]]\nnetwork = "x"\nstory = "{story["story"]}"\ntext = "Ours."\n\n'
        f'[[post]]\nquote = "{quote["quote"]}"\nskip = true\n'
    )
    try:
        after = asked(paper, capsys)
        assert next(one for one in after if one["id"] == story["id"])["text"].startswith(
            "CW: Politics\n\nOurs.\n\nhttps://"
        )
        assert not [one for one in after if one["quote"] == quote["quote"]]
        same = [one for one in before if one["id"] != story["id"] and one["quote"] != quote["quote"]]
        assert [one for one in after if one["id"] != story["id"]] == same
        assert run(["posts", "-w", str(paper), "-n", "x", "--export", "csv", "-o", str(tmp_path)]) == 0
        assert "Ours." in (tmp_path / "posts.csv").read_text("utf-8")
        saved.write_text(f'\n[[post]]\nnetwork = "bluesky"\nstory = "{story["story"]}"\ntext = "{"word " * 70}"\n')
        capsys.readouterr()
        assert run(["posts", "-w", str(paper)]) == 65
        told = capsys.readouterr().err
        assert "too long for bluesky: 300 graphemes" in told
        assert "posts/2026-08-10.toml, line 3" in told
    finally:
        saved.unlink()


def test_what_the_sheet_saved_is_taken_beside_what_is_there(
    paper: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    story = next(post for post in asked(paper, capsys) if (post["network"], post["kind"]) == ("x", "story"))["story"]
    kept = paper / "posts/2026-08-10.toml"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text('# mine\n[[post]]\nnetwork = "mastodon"\ntext = "Good morning."\n')
    saved = tmp_path / "2026-08-10.toml"
    saved.write_text(f'[[post]]\nnetwork = "x"\nkind = "story"\nstory = "{story}"\ntext = "Ours."\n')
    try:
        assert run(["posts", "-w", str(paper), "--take", str(saved)]) == 0
        assert kept.read_text().startswith('# mine\n[[post]]\nnetwork = "mastodon"\ntext = "Good morning."\n')
        assert "Ours." in kept.read_text()
        before = kept.read_text()
        saved.write_text(f'\n[[post]]\nnetwork = "x"\nstory = "{story}"\ntext = "“Nobody ever said these words.”"\n')
        capsys.readouterr()
        assert run(["posts", "-w", str(paper), "--take", str(saved)]) == 65
        assert f"{saved}, line 5" in capsys.readouterr().err
        assert kept.read_text() == before
        assert run(["posts", "-w", str(paper), "--take", str(tmp_path / "none.toml")]) == 2
    finally:
        kept.unlink()


def test_several_networks_are_asked_at_once_by_any_of_their_names(
    paper: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = asked(paper, capsys, "-n", "twitter", "-n", "bsky")
    assert {post["network"] for post in posts} == {"x", "bluesky"}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a" * 290), encoding="utf-8"))
    assert run(["fit", "-n", "all", "--json"]) == 1
    answers = json.loads(capsys.readouterr().out)["networks"]
    assert answers.keys() == set(shelf.names(networks))
    assert [name for name, one in answers.items() if not one["valid"]] == ["x"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a" * 290), encoding="utf-8"))
    assert run(["fit", "-n", "ig", "-n", "twitter"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "instagram: fits: 290 of 2200 UTF-16 units", "x: does not fit: 290 of 280 weighted characters",
    ]  # fmt: skip
