"""Make a site of many editions and measure it: ``python benchmarks/site/measure.py [EDITIONS] [--browser]``.

Tells how long the first run, an unchanged second one and one with a new edition take, what the
heaviest page of each kind weighs without pictures, and with ``--browser`` (Chromium, by
hand) whether anything moves while pages load, at 375 and at 1280 pixels.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from archive.outboxes import workspace  # noqa: E402
from editions import quote, standard  # noqa: E402

from digest.edition.model import Edition, edition_json  # noqa: E402
from digest.jobs.site import write_site  # noqa: E402
from digest.outbox.publish import publish  # noqa: E402
from digest.workspace import Workspace  # noqa: E402

LIMIT = 60_000  # bytes a page without its pictures, style sheet and scripts included
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 600);
})"""


def edition(day: int) -> Edition:
    """Return the edition of a day: twelve stories whose words differ from day to day."""
    first = standard(11)
    assert first.lead is not None
    at = first.at + timedelta(days=day)

    def own(text: str) -> str:
        return f"{text} {day} {'abcdefghij'[day % 10] * 3}{day % 97}"

    said = replace(quote(own("Nobody may pump at night.")), speaker="Ida Varga", id=f"q{day}")
    items = [
        replace(item, slug=f"{item.slug}-{day}", headline=own(item.headline), deck=own(item.deck), quotes=(said,))
        for item in (first.lead, *first.stories)
    ]
    slot = at.date().isoformat()
    return replace(
        first,
        key=f"daily-{slot}",
        slot=slot,
        at=at,
        number=day + 1,
        lead=items[0],
        stories=tuple(items[1:]),
        subject=items[0].headline,
    )


def fill(here: Workspace, days: range) -> None:
    """Publish the editions of *days*."""
    for day in days:
        made = edition(day)
        publish(here.outbox, made.key, {"edition.json": edition_json(made).encode()}, {"slot": made.slot})


def timed(here: Workspace, folder: Path, what: str) -> None:
    """Run ``digest site`` and tell what it took."""
    start = time.perf_counter()
    made = write_site(here, folder)
    print(f"{what:<28}{time.perf_counter() - start:8.2f} s   {made.written:6} of {len(made.files)} files written")


def weigh(folder: Path) -> bool:
    """Tell the heaviest page of each kind; say whether all keep to the limit."""
    style = sum((folder / name).stat().st_size for name in ("site.css", "site.js"))
    kinds: dict[str, tuple[int, Path]] = {}
    for path in folder.rglob("*.html"):
        parts = path.relative_to(folder).parts
        kind = ("edition" if len(parts) == 2 else "story") if parts[0][:2] == "20" else parts[0].removesuffix(".html")
        page = path.read_bytes()
        size = len(page) + (style if b"site.css" in page else 0)
        size += (folder / "search" / "search.js").stat().st_size if kind == "search" else 0
        kinds[kind] = max(kinds.get(kind, (0, path)), (size, path))
    for kind, (size, path) in sorted(kinds.items()):
        print(f"{kind:<12}{size:8,} bytes  {path.relative_to(folder)}")
    shards = [path.stat().st_size for path in (folder / "search").glob("[dt]-*.js")]
    print(f"search index: {len(shards)} files, the largest {max(shards):,}, all {sum(shards):,} bytes")
    return all(size <= LIMIT for size, _ in kinds.values())


def moves(folder: Path) -> float:
    """Return the largest layout shift of the pages of each kind."""
    from playwright.sync_api import sync_playwright

    slot = sorted(path.name for path in folder.iterdir() if path.name.startswith("20"))[-1]
    story = next(path.name for path in (folder / slot).iterdir() if path.is_dir())
    names = ("", "page/1/", "archive/", "topics/", "quotes/", "search/", f"{slot}/", f"{slot}/{story}/")
    worst = 0.0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width in (375, 1280):
            for name in names:
                page = browser.new_page(viewport={"width": width, "height": 800})
                page.goto((folder / name / "index.html").as_uri())
                worst = max(worst, page.evaluate(SHIFT))
                page.close()
        browser.close()
    return worst


def main() -> int:
    """Measure, and fail when a page is too heavy or moves."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("editions", type=int, nargs="?", default=1000)
    asked.add_argument("--browser", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        here, folder = workspace(Path(place) / "paper"), Path(place) / "site"
        fill(here, range(given.editions))
        timed(here, folder, "first run")
        timed(here, folder, "second run, unchanged")
        fill(here, range(given.editions, given.editions + 1))
        timed(here, folder, "third run, one edition more")
        light = weigh(folder)
        shift = moves(folder) if given.browser else 0.0
        if given.browser:
            print(f"layout shift: {shift:.4f}")
    return 0 if light and shift == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
