"""One page of the site, pressed and printed at once: no cache, it is made rarely."""

from __future__ import annotations

from collections.abc import Mapping

from digest.press import locales, themes
from digest.press.plate import print_plate, ready
from digest.press.plates import Press
from digest.press.renditions import press_values
from digest.settings import Settings
from digest.workspace import Templates


def print_page(name: str, settings: Settings, templates: Templates, values: Mapping[str, object]) -> str:
    """Print the template *name* with the newsletter's theme and locale; `TemplateError` names file and line."""
    say = locales.load(templates, settings.newsletter.locale)
    theme = themes.load(templates, settings.email.theme)
    plate = Press(templates, press_values(theme, say, settings.email.blocks), sent=True).press(name)
    known = {"newsletter": settings.newsletter, "say": say}
    return print_plate(plate, ready(plate), {**known, **values})
