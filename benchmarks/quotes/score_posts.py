"""Score quotes on the labelled posts: spans, phantoms, and speakers with pronouns and context included.

    python benchmarks/quotes/score_posts.py [posts-dev.jsonl] [--part dev|held|all] [--errors]

A span is right when its pieces share at least four fifths of their characters
with a gold quote's.  A phantom is a quote that was labelled as none.  What a
fair reader might decide otherwise is left out.  Where nobody is named in the
gold, a name with a capital is invented; a role ("one user") is not counted.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from labelled import Post, PostQuote, posts  # noqa: E402
from score import agree, show  # noqa: E402

from digest.articles import Article  # noqa: E402
from digest.quotes.of_article import find_quotes  # noqa: E402
from digest.quotes.quote import Quote  # noqa: E402

Places = set[int]


def places(spans: tuple[tuple[int, int], ...]) -> Places:
    """Return every place that some spans hold."""
    return {at for start, end in spans for at in range(start, end)}


def same(one: Places, two: Places) -> bool:
    """Say whether two sets of places share at least four fifths."""
    return len(one & two) >= 0.8 * len(one | two)


def score(post: Post, counts: Counter[str], errors: bool) -> None:
    """Count what is right and wrong in one post."""
    quotes = find_quotes(Article(id=post.name, headline="-", text=post.text, language="en"))
    left = {number: places(quote.pieces) for number, quote in enumerate(quotes)}
    hard = places(post.hard)
    for gold in post.quotes:
        held = places(gold.pieces)
        hit = next((number for number, found in left.items() if same(found, held)), None)
        doubtful = len(held & hard) * 2 > len(held)
        if hit is not None:
            del left[hit]
        if doubtful:
            continue
        counts["hit" if hit is not None else "missed"] += 1
        if hit is None and errors:
            show(post.text, gold.pieces[0][0], gold.pieces[-1][1], f"MISSED {post.name}: {gold.speaker}")
        elif hit is not None:
            _speaker(post, gold, quotes[hit], counts, errors)
    for number, found in left.items():
        if len(found & hard) * 2 <= len(found):
            phantom = any(same(found, places((span,))) for span in post.nots)
            counts["false"] += 1
            counts["phantom"] += phantom
            if errors:
                quote = quotes[number]
                show(post.text, quote.start, quote.end, f"FALSE {post.name}: {quote.speaker} ({quote.verb})")
    counts["nots"] += sum(len(places((span,)) & hard) * 2 <= span[1] - span[0] for span in post.nots)


def _speaker(post: Post, gold: PostQuote, quote: Quote, counts: Counter[str], errors: bool) -> None:
    named = quote.full_name or quote.speaker
    if not gold.speaker:
        kind = "invented" if named[:1].isupper() else "nobody"
    elif agree(quote.speaker, gold.speaker) or agree(named, gold.speaker):
        kind = "right"
    else:
        kind = "wrong" if named else "open"
    counts[kind] += 1
    if errors and kind not in {"right", "nobody"}:
        label = f"{kind.upper()} {post.name} ({gold.by}) gold={gold.speaker} told={named} ({quote.verb})"
        show(post.text, gold.pieces[0][0], gold.pieces[-1][1], label)


def main() -> None:
    """Read the posts and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", nargs="?", type=Path, default=ROOT.parent / "shared/data/quotes/posts-dev.jsonl")
    parser.add_argument("--part", default="all", choices=("dev", "held", "all"))
    parser.add_argument("--errors", action="store_true", help="show what went wrong")
    given = parser.parse_args()
    if not given.posts.is_file():
        print(f"posts\tleft out: {given.posts} is not there")
        return
    counts: Counter[str] = Counter()
    for post in posts(given.posts, given.part):
        score(post, counts, given.errors)
    precision = counts["hit"] / max(1, counts["hit"] + counts["false"])
    recall = counts["hit"] / max(1, counts["hit"] + counts["missed"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    named = counts["right"] + counts["wrong"] + counts["open"]
    wrong = (counts["wrong"] + counts["invented"]) / max(1, counts["hit"])
    print(
        f"posts {given.part}\tspans: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"
        f"\tphantoms {counts['phantom']} of {counts['nots']}"
        f"\tspeakers: right {counts['right'] / max(1, named):.3f}, wrong or invented {wrong:.3f}\t{dict(counts)}"
    )


if __name__ == "__main__":
    main()
