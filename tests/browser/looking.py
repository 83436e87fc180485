"""The checkout, its templates, and the sample newsletter that the browser looks at."""

from __future__ import annotations

from pathlib import Path

from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())


def settings(theme: str) -> Settings:
    """The sample newsletter with a theme."""
    return Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme))
