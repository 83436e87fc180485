"""Untrusted articles and a tired editor's configuration: each case has its expected outcome."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hostile.placing import SETTINGS, Case, Outcome, article, build, cases, digest, place, renamed, settings_text
from hostile.verdicts import holds

from digest.errors import UsageError
from digest.outbox.publish import publish

IN_ARTICLES = ("headline", "quote", "highlight", "body", "url", "image_url", "slug", "date")


def named(found: list[Case]) -> list[object]:
    """Return the cases as parameters; one that skips where the corpus is absent."""
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason="the measuring data (../shared) is not here"))]
    return [pytest.param(case, id=case.id) for case in found]


@pytest.fixture(scope="session")
def controls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """The same builds without the hostile value."""
    made: dict[str, Outcome] = {}
    for where in {*IN_ARTICLES, "speaker", "social_text"}:
        value = {"url": "https://news.example/case", "date": "2026-08-10T03:00:00+02:00", "slug": "case"}.get(
            where, "Benign"
        )
        case = Case(where, where, value, "")
        root = tmp_path_factory.mktemp("control")
        articles = place(case, value) if where != "image_url" else place(case, "https://news.example/a.png")
        made[where] = build(root, articles)
        assert made[where].code == 0, made[where].err
    return made


@pytest.mark.parametrize("case", named(cases(*IN_ARTICLES)))
def test_an_article_from_outside_does_no_harm(case: Case, tmp_path: Path, controls: dict[str, Outcome]) -> None:
    articles = place(case, case.payload)
    if "distinct" in case.expected:
        articles.append(
            article(id=normalize("NFKC", str(case.payload)).casefold(), headline="Lighthouse gets a new lamp")
        )
        case = Case(case.id, case.where, case.payload, case.expected.replace(";distinct", ""))
    made = build(tmp_path, articles)
    assert made.code == 0, made.err
    items = [made.edition["lead"], *made.edition["stories"], *made.edition["briefs"]]
    assert {"benign-1", "benign-2"} <= {member for item in items for member in item["members"]}
    assert len({item["slug"] for item in items}) == len(items)
    assert holds(case, made, controls[case.where]), (case.expected, made.warnings)


@pytest.mark.parametrize("case", named([c for c in cases(*IN_ARTICLES) if c.expected.startswith("rejected")]))
def test_strict_refuses_what_would_be_skipped(case: Case, tmp_path: Path) -> None:
    made = build(tmp_path, place(case, case.payload), "--strict")
    assert made.code == 65
    assert not made.files


@pytest.mark.parametrize("case", named(cases("config_toml")))
def test_a_wrong_configuration_stops_before_any_output(case: Case, tmp_path: Path) -> None:
    text = settings_text(case.payload)
    made = build(tmp_path, [article()], "--source", str(tmp_path / "sources"), "--slot", "2026-08-10", settings=text)
    alternatives = case.expected.split(" | ")
    if "kept" in alternatives and made.code == 0:
        return
    assert made.code == 78, made.err
    assert not (tmp_path / "outbox").exists()
    assert "digest.toml" in made.err
    for token in alternatives[0].split(";"):
        kind, _, rest = token.partition(":")
        if kind == "limit":
            assert "deeper" in made.err or "larger" in made.err
            continue
        key, _, near = rest.partition("~")
        if key.startswith("line-"):
            assert f"line {key[5:]}" in made.err
            continue
        assert renamed(key) in made.err
        assert renamed(near) in made.err


@pytest.mark.parametrize("case", named(cases("key")))
def test_a_key_that_is_no_safe_name_is_refused(case: Case, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text(SETTINGS)
    made = digest(tmp_path, "outbox show", case.payload)
    assert made.code == 2
    with pytest.raises(UsageError):
        publish(tmp_path / "outbox", case.payload, {"a.txt": b"x"}, {})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["digest.toml"]
