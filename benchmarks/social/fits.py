"""10,000 random fits for every network: none too long, nothing split, marks balanced, the room well used."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from digest import networks, shelf  # noqa: E402
from digest.networks import Network  # noqa: E402
from digest.posts.making import network  # noqa: E402
from digest.text.fitting import Ruler, fit, fits, open_marks  # noqa: E402
from digest.text.graphemes import clusters  # noqa: E402

SENTENCES = (
    "the ferry left Lindholm before noon and nobody on the quay knew why Sturm über der Brücke weil der Kapitän "
    "المكتبة مفتوحة يوم الأحد नमस्ते दुनिया 図書館は 日曜日も 👨‍👩‍👧‍👦 🇩🇪 e\u0301t\u00e9 café 👩🏽‍🏫 1️⃣"
)
WORDS = SENTENCES.split()
WHOLE = ["https://example.com/a_b", "#News", "@mayor", "example.com", "@alice@social.example.org"]
MARKS = [("“", "”"), ("(", ")"), ("„", "“"), ("«", "»"), ("[", "]")]


def text(chance: random.Random) -> str:
    """Return a random text of sentences, addresses, tags, emoji and marks."""
    out = []
    for _ in range(chance.randint(3, 40)):
        words = chance.choices(WORDS, k=chance.randint(3, 14))
        if chance.random() < 0.3:
            words.insert(chance.randrange(len(words)), chance.choice(WHOLE))
        if chance.random() < 0.3:
            start, end = chance.choice(MARKS)
            at = chance.randrange(len(words))
            words[at : at + 3] = [start + " ".join(words[at : at + 3]) + end]
        out.append(" ".join(words) + chance.choice([".", "!", "?", ","]))
    return " ".join(out)


def fault(its: Network, rulers: list[Ruler], source: str) -> tuple[str, str, float]:
    """Return what is wrong with one fit ('' when nothing), how it was cut, and how much of the room it uses."""
    keep = its.unbreakable(source)
    found = fit(source, rulers, keep=keep)
    used = rulers[0].measure(found.text) / rulers[0].room if rulers[0].room else 1.0
    if not fits(found.text, rulers):
        return "too long", found.cut, used
    if found.cut in ("whole", "nothing"):
        return "", found.cut, used
    # What closes the marks is our own; a full text may end in the same signs, so the longest agreement counts.
    size = 0
    while size < len(found.text) and size < len(source) and found.text[size] == source[size]:
        size += 1
    body = source[:size]
    if open_marks(found.text):
        return "marks open", found.cut, used
    if any(start < size < end for start, end in keep):
        return "split", found.cut, used
    if clusters(source)[: len(clusters(body))] != clusters(body):
        return "cluster", found.cut, used
    return "", found.cut, used


def main(rounds: int) -> int:
    """Print the figures of every network; return 1 when anything is wrong."""
    bad = 0
    for name in shelf.names(networks):
        its = network(name)
        chance = random.Random(7)
        faults: list[str] = []
        used: dict[str, list[float]] = {"words": [], "sentences": []}
        times = []
        for _ in range(rounds):
            # Small rooms, or most texts would fit whole; the ways to count are the network's own.
            rulers = [Ruler(r.measure, min(r.room, chance.randint(40, 320))) for r in its.rulers()]
            source = text(chance)
            began = perf_counter()
            wrong, cut, part = fault(its, rulers, source)
            times.append((perf_counter() - began) * 1000)
            faults += [wrong] if wrong else []
            used.setdefault(cut, []).append(part)
        low = {cut: min(its_used, default=1.0) for cut, its_used in used.items()}
        middle = {cut: median(its_used) for cut, its_used in used.items() if its_used}
        print(
            f"{name:<10} {rounds} fits, {len(faults)} faults {sorted(set(faults))}   words: {len(used['words'])}, "
            f"median {middle.get('words', 1):.2f}, least {low['words']:.2f}   sentences: {len(used['sentences'])}, "
            f"median {middle.get('sentences', 1):.2f}, least {low['sentences']:.2f}   {median(times):.2f} ms"
        )
        bad += bool(faults)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
