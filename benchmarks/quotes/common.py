"""Write the words that English writes small, counted in the public-domain posts beside the checkout.

    python benchmarks/quotes/common.py [shared folder] [--write]

A word is listed that stands in small letters in two posts or more, and not
mostly with a capital.  A list of words is kept, and no text.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).resolve().parent)]

from labelled import plain, posts  # noqa: E402

WORD = re.compile(r"(?<![\w'’.@/-])[A-Za-z][a-z]+(?![\w'’@-]|\.\w)")
POSTS = 2
HEAD = """\
# Words that English writes small: they occur so in two public-domain posts or more.  A capital on one of
# them at the head of a sentence makes no name of it.  Written by benchmarks/quotes/common.py.
"""


def main() -> None:
    """Count, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", action="store_true", help="write the list")
    given = parser.parse_args()
    shared = given.shared
    if not (shared / "data" / "real").is_dir():
        print(f"common words\tleft out: {shared / 'data' / 'real'} is not there")
        return
    texts = [plain(path.read_text("utf-8")) for path in sorted((shared / "data" / "real").glob("*/*.md"))]
    texts += [post.text for post in posts(shared / "data" / "quotes" / "posts-dev.jsonl")]
    small, capital, spread = Counter[str](), Counter[str](), Counter[str]()
    for text in texts:
        words = WORD.findall(text)
        small.update(word for word in words if word.islower())
        capital.update(word.lower() for word in words if not word.islower())
        spread.update({word for word in words if word.islower()})
    listed = sorted(word for word in small if spread[word] >= POSTS and small[word] * 2 >= capital[word])
    print(f"common words\t{len(listed)} in {len(texts)} posts")
    if not given.write:
        return
    target = ROOT / "digest" / "data" / "common" / "en.txt"
    target.write_text(HEAD + textwrap.fill(" ".join(listed), 118, break_on_hyphens=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
