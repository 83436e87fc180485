"""Addresses, mentions and hashtags are found as twitter-text finds them, case for case."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.text.links import find_addresses, find_links
from digest.text.tags import find_handles, find_hashtags, find_mentions


@pytest.fixture(scope="module")
def suite(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The extraction cases of twitter-text."""
    text = (shared / "data/social/twitter-text/extract.yml").read_text("utf-8")
    cases: dict[str, list[dict[str, Any]]] = yaml.safe_load(text)["tests"]
    return cases


@pytest.mark.parametrize(("name", "total"), [("urls", 91), ("tco_urls_with_params", 5)])
def test_addresses(suite: dict[str, list[dict[str, Any]]], name: str, total: int) -> None:
    right = [
        case["text"] for case in suite[name] if [link.url for link in find_links(case["text"])] == case["expected"]
    ]
    assert total == len(right) == len(suite[name])


@pytest.mark.parametrize(("name", "total"), [("urls_with_indices", 10), ("urls_with_directional_markers", 2)])
def test_places_of_addresses(suite: dict[str, list[dict[str, Any]]], name: str, total: int) -> None:
    def found(text: str) -> list[dict[str, Any]]:
        return [{"url": link.url, "indices": [link.start, link.end]} for link in find_links(text)]

    right = [case["text"] for case in suite[name] if found(case["text"]) == case["expected"]]
    assert total == len(right) == len(suite[name])


def test_mentions(suite: dict[str, list[dict[str, Any]]]) -> None:
    def found(text: str) -> list[str]:
        return [text[start + 1 : end].partition("/")[0] for start, end in find_mentions(text)]

    right = [case["text"] for case in suite["mentions"] if found(case["text"]) == case["expected"]]
    assert len(right) == len(suite["mentions"]) == 23


@pytest.mark.parametrize(("name", "total"), [("hashtags", 65), ("hashtags_from_astral", 3)])
def test_hashtags(suite: dict[str, list[dict[str, Any]]], name: str, total: int) -> None:
    def found(text: str) -> list[str]:
        return [text[start + 1 : end] for start, end in find_hashtags(text)]

    right = [case["text"] for case in suite[name] if found(case["text"]) == case["expected"]]
    assert total == len(right) == len(suite[name])


def test_a_newer_domain_is_found_by_the_newer_list() -> None:
    assert [link.url for link in find_links("see film.In and e.g. a", list_name="iana")] == ["film.In"]


def test_whatever_begins_like_a_name_is_a_handle() -> None:
    text = "“@mayor and @alice@social.example, not a@b.example"
    assert [text[start:end] for start, end in find_handles(text)] == ["@mayor", "@alice@social.example"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://intranet/x, then", ["https://intranet/x"]),
        ("[a](https://evil.example/b).", ["https://evil.example/b"]),
        ("https://a.example/b_(c)) and tg://resolve?domain=x!", ["https://a.example/b_(c)", "tg://resolve?domain=x"]),
        ("“https://a.example/b”", ["https://a.example/b"]),
        ("http://192.168.1.1:8080/x HTTP://A.example", ["http://192.168.1.1:8080/x", "HTTP://A.example"]),
        ("https:// and :// and a://", []),
        ("https:\u2060//a.example", []),
    ],
)
def test_an_address_with_a_scheme_is_one_wherever_it_leads(text: str, found: list[str]) -> None:
    assert found == [text[start:end] for start, end in find_addresses(text)]
