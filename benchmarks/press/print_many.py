"""Print a warm 12-story edition from its plate, against Jinja → MJML → premailer on the same template.

    python benchmarks/press/print_many.py

Both ways run in this process, one after the other, on the same edition; the HTML
must be the same once white space is folded.  Goal: at least 80 times faster.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from editions import standard, standard_in  # noqa: E402

from digest.press import inking, locales, slimming, tags, themes  # noqa: E402
from digest.press.plate import print_plate, ready  # noqa: E402
from digest.press.plates import Press  # noqa: E402
from digest.press.printing import defusing_environment  # noqa: E402
from digest.press.renditions import FRAMES, press_values, pressed, print_values, words_of  # noqa: E402
from digest.press.wrapping import Links  # noqa: E402
from digest.settings import EmailSettings, NewsletterSettings, Settings  # noqa: E402
from digest.text import defusing  # noqa: E402
from digest.workspace import Templates, shipped_templates  # noqa: E402

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
FRAME = FRAMES["email.html"]


def settings(theme: str) -> Settings:
    """The sample newsletter with a theme."""
    return Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme))


def direct(theme: str) -> Callable[[dict[str, Any]], str]:
    """Return the way without plates: the same template, rendered to MJML and pressed for every edition."""
    say = locales.load(TEMPLATES, "en")
    values = press_values(themes.load(TEMPLATES, theme), say, EmailSettings().blocks)
    source = tags.clean(Press(TEMPLATES, values, sent=True).composed(FRAME))
    # from_string has no name to decide by: this is HTML.
    template = defusing_environment(own=False).overlay(autoescape=True).from_string(source)

    def make(known: dict[str, Any]) -> str:
        made = inking.compile_mjml(template.render(known), FRAME, remote_fonts=False)
        return slimming.slim(inking.inline(made, FRAME, keep_sizes='[^"]*'))

    return make


def folded(text: str) -> str:
    """Fold white space, also around tags, and read character references: what a client sees.

    Where one Outlook comment ends and the next begins at once, MJML may or may not
    have joined them: join them.
    """
    text = re.sub(r"<!\[endif\]-->\s*<!--\[if mso \| IE\]>", "", text)
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html.unescape(text))).strip()


def timed(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of *work* in milliseconds."""
    times = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        times.append((perf_counter() - began) * 1000)
    return median(times)


def main() -> None:
    """Measure every theme."""
    edition = standard()
    print("theme\tpress ms\tdirect ms\tprint ms\tratio\tsame HTML\tHTML bytes\tbytes/story")
    for theme in themes.names(TEMPLATES):
        say = locales.load(TEMPLATES, "en")
        with TemporaryDirectory() as cache:
            press_ms = timed(lambda: pressed("en", settings(theme), TEMPLATES, None), 3)  # noqa: B023
            kept = pressed("en", settings(theme), TEMPLATES, Path(cache))
        plate = kept["email.html"]
        make, known = direct(theme), print_values(edition, settings(theme), say) | {"links": Links()}

        def printed() -> str:
            careful = defusing.any_needs(words_of(edition))
            return print_plate(plate, careful_one if careful else quick_one, known)  # noqa: B023

        careful_one = ready(plate)
        quick_one = ready(plate, careful=False)
        slow_times, fast_times = [], []
        for _ in range(15):  # in turns: whatever else the machine does meets both
            slow_times.append(timed(lambda: make(known), 1))  # noqa: B023
            fast_times.append(timed(printed, 21))
        slow, fast = median(slow_times), median(fast_times)
        whole = printed()
        same = "yes" if folded(whole) == folded(make(known)) else "NO"
        size, fewer = len(whole.encode()), len(_shorter(theme, say).encode())
        row = [
            theme,
            f"{press_ms:.0f}",
            f"{slow:.1f}",
            f"{fast:.3f}",
            f"{slow / fast:.0f}",
            same,
            size,
            round((size - fewer) / 6),
        ]
        print(*row, sep="\t")
    for locale in locales.names(TEMPLATES):
        say = locales.load(TEMPLATES, locale)
        kept = pressed(locale, settings("calm"), TEMPLATES, None)
        known = print_values(standard_in(locale), settings("calm"), say) | {"links": Links()}
        text = print_plate(kept["email.html"], ready(kept["email.html"]), known)
        print(f"calm/{locale}\t{len(text.encode())} bytes")


def _shorter(theme: str, say: locales.Say) -> str:
    kept = pressed("en", settings(theme), TEMPLATES, None)
    known = print_values(standard(5), settings(theme), say) | {"links": Links()}
    return print_plate(kept["email.html"], ready(kept["email.html"]), known)


if __name__ == "__main__":
    main()
