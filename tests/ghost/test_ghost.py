"""Our export against the real thing: a draft is made, kept letter by letter, and made once."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from ghost.admin import Ghost

from digest.cli import run
from digest.outbox import read

WEB = "https://daily.example/paper"


@pytest.fixture(scope="module")
def payload(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What `digest outbox export --to ghost` writes for an edition with a picture."""
    from PIL import Image

    workspace = tmp_path_factory.mktemp("ghost-paper") / "paper"
    assert run(["init", str(workspace)]) == 0
    settings = workspace / "digest.toml"
    text = re.sub(r"(?m)^(web|slot) = .*\n", "", settings.read_text())
    text = text.replace("[newsletter]", f'[newsletter]\nweb = "{WEB}"').replace(
        "[schedule]", '[schedule]\nslot = "2026-08-10"'
    )
    settings.write_text(text + '\n[email]\nmerge_tags = "ghost"\n' if "[email]" not in text else tagged(text))
    Image.new("RGB", (900, 600), "teal").save(workspace / "seeds/harbour.png")
    story = {
        "id": "harbour",
        "url": "https://t4k3.example/harbour",
        "headline": "The old harbour reopens & “nobody” saw it: 100 %%{name} <b>",
        "text": "The old harbour of Varga reopens after two years. Ferries leave at eight. Café naïve 日本語.",
        "published": "2026-08-10T03:00:00Z",
        "image": "harbour.png",
        "image_alt": "The quay at dawn",
    }
    (workspace / "seeds/harbour.jsonl").write_text(json.dumps(story) + "\n")
    assert run(["build", "-w", str(workspace), "-q"]) == 0
    key = read.entries(workspace / "outbox")[0].key
    out = workspace / "ghost.json"
    assert run(["outbox", "export", key, "-w", str(workspace), "--to", "ghost", "-o", str(out), "-q"]) == 0
    return out.read_bytes()


def tagged(text: str) -> str:
    text = re.sub(r"(?m)^merge_tags = .*\n", "", text)
    return text.replace("[email]", '[email]\nmerge_tags = "ghost"')


def card(lexical: str) -> str:
    [found] = [node for node in json.loads(lexical)["root"]["children"] if node["type"] == "html"]
    return str(found["html"])


@pytest.fixture(scope="module")
def draft(ghost: Ghost, payload: bytes) -> dict[str, Any]:
    status, answer = ghost.ask("posts/", payload)
    assert status == 201, answer
    made: dict[str, Any] = answer["posts"][0]
    return made


def test_a_draft_is_made_with_our_words(draft: dict[str, Any], payload: bytes) -> None:
    [sent] = json.loads(payload)["posts"]
    assert draft["status"] == "draft" and draft["email"] is None
    for name in ("title", "slug", "custom_excerpt", "canonical_url", "email_subject"):
        assert draft[name] == sent[name], name


def test_the_html_card_is_read_back_byte_for_byte(ghost: Ghost, draft: dict[str, Any], payload: bytes) -> None:
    sent = card(json.loads(payload)["posts"][0]["lexical"])
    status, answer = ghost.ask(f"posts/{draft['id']}/?formats=html,lexical")
    assert status == 200
    assert card(answer["posts"][0]["lexical"]) == sent
    shown = re.search(r"<!--kg-card-begin: html-->\n(.*)\n<!--kg-card-end: html-->", answer["posts"][0]["html"], re.S)
    assert shown and shown[1] == sent, "and so it is on the web"


def test_the_pictures_are_those_of_our_site(ghost: Ghost, draft: dict[str, Any]) -> None:
    html = ghost.ask(f"posts/{draft['id']}/?formats=html")[1]["posts"][0]["html"]
    pictures = re.findall(r'<img[^>]+src="([^"]+)"', html)
    assert pictures and all(picture.startswith(f"{WEB}/2026-08-10/") for picture in pictures)


def test_its_own_placeholder_is_whole_and_an_articles_is_broken(ghost: Ghost, draft: dict[str, Any]) -> None:
    html = ghost.ask(f"posts/{draft['id']}/?formats=html")[1]["posts"][0]["html"]
    assert "%%{unsubscribe_url}%%" in html
    assert "%%{name}" not in html and "%%{name}" not in draft["title"]


def test_a_second_run_can_see_the_first_by_its_slug(ghost: Ghost, draft: dict[str, Any], payload: bytes) -> None:
    """The check that docs/delivery.md shows: ask for the slug, and make no second draft."""
    slug = json.loads(payload)["posts"][0]["slug"]
    status, answer = ghost.ask(f"posts/slug/{slug}/")
    assert (status, answer["posts"][0]["id"]) == (200, draft["id"])
    assert ghost.ask("posts/slug/daily-2026-08-11/")[0] == 404
    # Without the question it makes another, under a slug of its own choosing.
    status, again = ghost.ask("posts/", payload)
    assert status == 201 and again["posts"][0]["slug"] == f"{slug}-2"
