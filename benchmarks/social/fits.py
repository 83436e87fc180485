"""10,000 random fits for every network: none too long, nothing split, marks balanced, the room well used."""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from digest import networks, shelf  # noqa: E402
from digest.networks import Network  # noqa: E402
from digest.posts.making import network  # noqa: E402
from digest.text.fitting import Fit, Ruler, fit, fits, open_marks  # noqa: E402
from digest.text.graphemes import clusters  # noqa: E402

SENTENCES = (
    "the ferry left Lindholm before noon and nobody on the quay knew why Sturm über der Brücke weil der Kapitän "
    "المكتبة مفتوحة يوم الأحد नमस्ते दुनिया 図書館は 日曜日も 👨‍👩‍👧‍👦 🇩🇪 e\u0301t\u00e9 café 👩🏽‍🏫 1️⃣"
)
WORDS = SENTENCES.split()
WHOLE = ["https://example.com/a_b", "#News", "@mayor", "example.com", "@alice@social.example.org"]
MARKS = [("“", "”"), ("(", ")"), ("„", "“"), ("«", "»"), ("[", "]")]
USUAL = (280, 600)  # units: a post of the networks that allow many more
LEAST = {"words": 0.9, "sentences": 0.6}  # of the room


def text(chance: random.Random) -> str:
    """Return a random text of sentences, addresses, tags, emoji and marks."""
    out = []
    for _ in range(chance.randint(4, 24)):
        words = chance.choices(WORDS, k=chance.randint(3, 14))
        if chance.random() < 0.3:
            words.insert(chance.randrange(len(words)), chance.choice(WHOLE))
        if chance.random() < 0.3:
            start, end = chance.choice(MARKS)
            at = chance.randrange(len(words))
            words[at : at + 3] = [start + " ".join(words[at : at + 3]) + end]
        out.append(" ".join(words) + chance.choice([".", "!", "?", ","]))
    return " ".join(out)


def rulers(its: Network, chance: random.Random) -> list[Ruler]:
    """Return the network's own limits; where they are long, a room of a post's usual size, counted its way."""
    room = its.limit if its.limit <= USUAL[1] else chance.randint(*USUAL)
    first, *caps = its.rulers()
    return [
        replace(first, room=room),
        *(cap if cap.things else replace(cap, room=cap.room * room // its.limit) for cap in caps),
    ]


def used(rooms: list[Ruler], found: str) -> float:
    """Return the part of the room that a text takes, by the limit that binds."""
    return max(ruler.used(found) for ruler in rooms)


def fault(its: Network, rooms: list[Ruler], source: str, found: Fit) -> str:
    """Return what is wrong with one fit; '' when nothing is."""
    if not fits(found.text, rooms):
        return "too long"
    if found.cut in ("whole", "nothing"):
        return "" if found.cut == "whole" else "nothing left"
    # What closes the marks is our own; a full text may end in the same signs, so the longest agreement counts.
    size = 0
    while size < len(found.text) and size < len(source) and found.text[size] == source[size]:
        size += 1
    body = source[:size]
    if open_marks(found.text):
        return "marks open"
    if any(start < size < end for start, end in its.unbreakable(source)):
        return "split"
    if clusters(source)[: len(clusters(body))] != clusters(body):
        return "cluster"
    least = LEAST.get(found.cut, 0.0)
    return f"{found.cut} cut uses too little" if used(rooms, found.text) < least else ""


def main(rounds: int) -> int:
    """Print the figures of every network; return 1 when anything is wrong."""
    bad = 0
    for name in shelf.names(networks):
        its = network(name)
        chance = random.Random(7)
        faults: Counter[str] = Counter()
        uses: dict[str, list[float]] = {}
        times = []
        for _ in range(rounds):
            rooms, source = rulers(its, chance), text(chance)
            began = perf_counter()
            found = fit(source, rooms, keep=its.unbreakable(source))
            times.append((perf_counter() - began) * 1000)
            faults[fault(its, rooms, source, found)] += 1
            uses.setdefault(found.cut, []).append(used(rooms, found.text))
        sound = faults.pop("", 0)
        kinds = "   ".join(
            f"{cut}: {len(uses[cut])}, least {min(uses[cut]):.3f}, median {median(uses[cut]):.2f}"
            for cut in sorted(uses)
            if cut != "whole"
        )
        print(f"{name:<10} {sound} of {rounds} sound {dict(faults) or ''}   {kinds}   {median(times):.2f} ms")
        bad += sum(faults.values())
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
