"""Score quotes against gold sets: spans, speakers, and characters per second.

    python benchmarks/quotes/score.py [PolNeAR folder] [German JSONL] [--errors N]

Without arguments both are looked for in ``../shared`` beside the checkout; a set
that is not there is left out, and the report says so.  A span is right when it
shares at least four fifths of the characters with its gold span (marks aside).
A speaker is right when the names agree; where the gold has only a pronoun the
name after it is not in the gold, so those are counted apart.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from gold import OR, Gold, Text, english, german  # noqa: E402

from digest.articles import Article  # noqa: E402
from digest.quotes.of_article import find_quotes  # noqa: E402
from digest.quotes.quote import Quote  # noqa: E402

PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "i", "you", "who", "which", "his", "her", "their", "one", "others"}
)
PRONOUNS |= {
    "er",
    "sie",
    "es",
    "ihr",
    "wir",
    "ich",
    "man",
    "dieser",
    "diese",
    "dieses",
    "letztere",
    "letzterer",
    "welche",
}
PRONOUNS |= {"der", "die", "das", "welcher", "wonach", "darauf", "darunter"}
ARTICLES = frozenset(
    {"the", "a", "an", "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "einem"}
)
WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def names(speaker: str) -> list[str]:
    """Return the folded words of a speaker without articles."""
    return [w.removesuffix("'s").removesuffix("’s") for w in WORD.findall(speaker.lower()) if w not in ARTICLES]


def agree(told: str, gold: str) -> bool:
    """Say whether two names mean the same: the shorter one's words are mostly in the longer one."""
    if OR in gold:
        return any(agree(told, part) for part in gold.split(OR))
    one, two = set(names(told)), set(names(gold))
    if not one or not two:
        return False
    return len(one & two) >= 0.5 * min(len(one), len(two))


def overlap(one: Sequence[int], two: Sequence[int]) -> bool:
    """Say whether two spans share at least four fifths of their characters."""
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return shared > 0 and shared >= 0.8 * (max(one[1], two[1]) - min(one[0], two[0]))


def score(texts: Iterable[Text], errors: int = 0) -> dict[str, Counter[str]]:
    """Count hits, misses and false ones for all quotes and for those of two and of four words or more."""
    counts = {"all": Counter[str](), "phrase": Counter[str](), "long": Counter[str](), "speaker": Counter[str]()}
    for text in texts:
        quotes = find_quotes(Article(id=text.name, headline="-", text=text.text, language=text.language))
        pieces = [(span, quote) for quote in quotes for span in quote.pieces]
        _spans(text, pieces, counts, errors)
    return counts


def _spans(
    text: Text, pieces: list[tuple[tuple[int, int], Quote]], counts: dict[str, Counter[str]], errors: int
) -> None:
    for gold in text.quotes:
        hit = next((quote for span, quote in pieces if overlap(span, gold)), None)
        for kind in _kinds(text.text, gold.start, gold.end):
            counts[kind]["hit" if hit else "missed"] += 1
        if hit:
            _speaker(text, gold, hit, counts["speaker"], errors)
        elif errors:
            show(text.text, gold.start, gold.end, f"MISSED gold={gold.speaker}")
    for (start, end), quote in pieces:
        if not any(overlap((start, end), gold) for gold in text.quotes):
            for kind in _kinds(text.text, start, end):
                counts[kind]["false"] += 1
            if errors:
                show(text.text, start, end, f"FALSE {quote.speaker}|{quote.verb}")


def _kinds(text: str, start: int, end: int) -> tuple[str, ...]:
    words = len(text[start:end].split())
    return ("all", "phrase", "long") if words >= 4 else ("all", "phrase") if words >= 2 else ("all",)


def _speaker(text: Text, gold: Gold, hit: Quote, counts: Counter[str], errors: int) -> None:
    folded = names(gold.speaker)
    if not folded:
        counts["gold has none: named" if hit.speaker else "gold has none: none"] += 1
    elif (len(folded) == 1 and folded[0] in PRONOUNS) or gold.speaker.lower() in PRONOUNS:
        counts["pronoun: resolved" if hit.speaker else "pronoun: left open"] += 1
    else:
        kind = "right" if agree(hit.speaker, gold.speaker) else "wrong" if hit.speaker else "open"
        counts[kind] += 1
        if kind != "right" and errors:
            show(text.text, gold.start, gold.end, f"{kind.upper()} gold={gold.speaker} told={hit.speaker} ({hit.verb})")


def show(text: str, start: int, end: int, label: str) -> None:
    """Print one error with the text round it (from the gold text: never to be stored)."""
    before, words, after = text[max(0, start - 160) : start], text[start:end], text[end : end + 110]
    words = words if len(words) < 90 else words[:40] + " … " + words[-40:]
    print(f"{label}\n    {before!r}\n    [[{words}]] {after!r}")


def report(name: str, texts: list[Text], errors: int) -> None:
    """Print one set's figures."""
    counts = score(texts, errors)
    for kind, label in (("all", "spans"), ("phrase", "spans of 2 words or more"), ("long", "spans of 4 words or more")):
        c = counts[kind]
        precision, recall = c["hit"] / max(1, c["hit"] + c["false"]), c["hit"] / max(1, c["hit"] + c["missed"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name}\t{label}\tprecision {precision:.3f}\trecall {recall:.3f}\tF1 {f1:.3f}\t{dict(c)}")
    c = counts["speaker"]
    named = c["right"] + c["wrong"] + c["open"]
    print(
        f"{name}\tspeakers\tright {c['right'] / max(1, named):.3f}\twrong {c['wrong'] / max(1, named):.3f}"
        f"\tleft open {c['open'] / max(1, named):.3f}\t{dict(c)}"
    )


def speed(texts: list[Text]) -> None:
    """Print characters per second, proof included, beside the naive way in the same run.

    The naive way takes every string between marks and the nearest run of capitals
    before it for the speaker, and hashes the text.  Best of five, processor time.
    """
    articles = [Article(id=t.name, headline="-", text=t.text, language=t.language) for t in texts]
    size = sum(len(a.text) for a in articles)
    ours, naive = _best(find_quotes, articles), _best(_naive, articles)
    print(f"speed\t{size / ours / 1e6:.2f} million characters/s\t{size} characters in {ours:.2f} s", end="\t")
    print(f"every string with the nearest name: {size / naive / 1e6:.2f}, ratio {ours / naive:.2f}")


def _best(work: Callable[[Article], object], articles: list[Article]) -> float:
    times = []
    for _ in range(5):
        start = process_time()
        for article in articles:
            work(article)
        times.append(process_time() - start)
    return min(times)


STRING = re.compile(r"[\"“„»«]([^\"“”„»«\n]+)[\"”“«»]")
CAPITALS = re.compile(r"[A-ZÄÖÜ]\w+(?: [A-ZÄÖÜ]\w+)*")


def _naive(article: Article) -> list[tuple[str, str, str]]:
    text, proof = article.source_text, article.sha256
    return [
        (m[1], (CAPITALS.findall(text[max(0, m.start() - 200) : m.start()]) or [""])[-1], proof)
        for m in STRING.finditer(text)
    ]


def main() -> None:
    """Read the arguments and print the report."""
    shared = ROOT.parent / "shared" / "data" / "quotes"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polnear", nargs="?", type=Path, default=shared / "polnear")
    parser.add_argument("german", nargs="?", type=Path, default=shared / "quotes-dev.jsonl")
    parser.add_argument("--errors", type=int, default=0, help="show what went wrong")
    parser.add_argument("--only", default="", help="one set: train, dev or german")
    given = parser.parse_args()
    sets: list[tuple[str, list[Text]]] = []
    for part in ("train", "dev"):
        folder = given.polnear / "data" / part
        if not folder.is_dir():
            print(f"english {part}\tleft out: {folder} is not there (the public PolNeAR set)")
        elif given.only in {"", part}:
            sets.append((f"english {part}", list(english(folder))))
    if not given.german.is_file():
        print(f"german\tleft out: {given.german} is not there")
    elif given.only in {"", "german"}:
        sets.append(("german", list(german(given.german))))
    for name, texts in sets:
        report(name, texts, given.errors)
    if sets:
        speed([text for _, texts in sets for text in texts])


if __name__ == "__main__":
    main()
