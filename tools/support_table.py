"""Make digest/data/support/clients.json from caniemail's data file: python tools/support_table.py caniemail.json"""

from __future__ import annotations

import json
import sys
from pathlib import Path

CLIENTS = {
    "Gmail": ("gmail", "desktop-webmail"),
    "Gmail (Android)": ("gmail", "android"),
    "Gmail (iOS)": ("gmail", "ios"),
    "Apple Mail": ("apple-mail", "macos"),
    "Apple Mail (iOS)": ("apple-mail", "ios"),
    "Outlook (Windows)": ("outlook", "windows"),
    "Outlook (macOS)": ("outlook", "macos"),
    "Outlook.com": ("outlook", "outlook-com"),
    "Yahoo": ("yahoo", "desktop-webmail"),
    "Samsung Email": ("samsung-email", "android"),
    "Proton Mail": ("protonmail", "desktop-webmail"),
    "Thunderbird": ("thunderbird", "macos"),
}


def newest(versions: dict[str, str]) -> str:
    """The newest version's letter: y yes, a partly, n no, - unknown; the file lists the oldest first."""
    letter = list(versions.values())[-1][0] if versions else "-"
    return letter if letter in "yan" else "-"


def main() -> None:
    """Write the table."""
    told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    features = {
        bit["slug"]: "".join(
            newest(bit["stats"].get(family, {}).get(platform, {})) for family, platform in CLIENTS.values()
        )
        for bit in told["data"]
        if bit["category"] in ("css", "html")
    }
    table = {"source": "https://www.caniemail.com/ (MIT)", "updated": told["last_update_date"][:10]}
    out = table | {"clients": list(CLIENTS), "features": dict(sorted(features.items()))}
    text = json.dumps(out, indent=0, ensure_ascii=False, sort_keys=False)
    Path(__file__).parents[1].joinpath("digest/data/support/clients.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
