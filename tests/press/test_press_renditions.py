"""The email, its text and its page: what every edition of the standard set shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import standard, with_locale

from digest.press import locales, renditions, themes
from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())


def settings(theme: str = "calm") -> Settings:
    return Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme))


@pytest.mark.parametrize("theme", themes.names(TEMPLATES))
@pytest.mark.parametrize("locale", locales.names(TEMPLATES))
def test_every_theme_and_locale_prints_all_three_renditions(theme: str, locale: str) -> None:
    edition = with_locale(standard(), locale, locales.direction(locale))
    out = renditions.render(edition, settings(theme), TEMPLATES)
    assert set(out) == {"email.html", "email.txt", "web.html"}
    for text in out.values():
        for item in edition.items():
            assert item.headline in " ".join(text.split())


def test_the_cache_changes_nothing_but_time(tmp_path: Path) -> None:
    fresh = renditions.render(standard(), settings(), TEMPLATES)
    first = renditions.render(standard(), settings(), TEMPLATES, tmp_path)
    assert list((tmp_path / "plates").glob("*.plates"))
    second = renditions.render(standard(), settings(), TEMPLATES, tmp_path)
    assert fresh == first == second


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff" * 40, b"\x00" * 5000], ids=["empty", "short", "noise", "zeros"])
def test_a_torn_or_foreign_cache_entry_is_ignored(tmp_path: Path, harm: bytes) -> None:
    good = renditions.render(standard(), settings(), TEMPLATES, tmp_path)
    (entry,) = (tmp_path / "plates").glob("*.plates")
    entry.write_bytes(harm)
    assert good == renditions.render(standard(), settings(), TEMPLATES, tmp_path)
    assert entry.read_bytes() != harm


def test_a_cache_entry_that_somebody_else_sealed_is_never_run(tmp_path: Path) -> None:
    good = renditions.render(standard(), settings(), TEMPLATES, tmp_path)
    (entry,) = (tmp_path / "plates").glob("*.plates")
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert good == renditions.render(standard(), settings(), TEMPLATES, tmp_path)
