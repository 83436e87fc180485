"""Score sentence splitters on Universal Dependencies texts, and their growth on hostile ones.

    python benchmarks/sentences/score.py [FOLDER] [--match NAME] [--peers] [--errors N]

FOLDER holds treebank files as they are published (``en_ewt-ud-test.conllu``); none of
their text is part of this project, and without a folder only growth is measured.  A
paragraph mark, and the end of a sentence that no stop ends (headlines, list lines),
becomes a line feed: those boundaries are given and not counted.  What is counted is
every place where a sentence of the gold ends and the next begins on the same line.
Growth is the time for a text twice as long, as a ratio: 2 is linear, 4 quadratic.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from digest.text.sentences import sentences

Splitter = Callable[[str, str], Iterator[int]]
STOPPED = re.compile(r"[.!?…‽][\"”“’'»«)\]]*$")
HOSTILE = ("…", ". ", '."', "A. ", "[1]", ".\u00a0»", "a. ", "aaaaaa. ", "1. ", "。」", " ", "? a", "(")
PIECES = 40_000
SHOWN = 35  # characters on both sides of a mistake


def gold(path: Path) -> tuple[str, set[int]]:
    """Return a treebank's text and the offsets at which its sentences end within a line."""
    parts: list[str] = []
    ends: set[int] = set()
    size = 0
    sentence, tail = "", " "
    for line in [*path.read_text(encoding="utf-8").split("\n"), "# newdoc"]:
        if line.startswith("# text = "):
            sentence = line[9:].strip()
        elif line[:1].isdigit():
            tail = "" if "SpaceAfter=No" in line.rsplit("\t", 1)[-1] else " "
        elif line.startswith(("# newpar", "# newdoc")) and parts and not parts[-1].endswith("\n"):
            ends.discard(size - len(parts[-1]) + len(parts[-1].rstrip()))
            parts[-1] = parts[-1].rstrip() + "\n\n"
            size = sum(map(len, parts[-1:])) + sum(map(len, parts[:-1]))
        elif not line and sentence:
            stopped = STOPPED.search(sentence)
            if stopped:
                ends.add(size + len(sentence))
            parts.append(sentence + (tail if stopped else "\n"))
            size += len(parts[-1])
            sentence = ""
    text = "".join(parts).rstrip()
    ends.discard(len(text))
    return text, ends


def ours(text: str, language: str) -> Iterator[int]:
    """Yield where our own sentences end."""
    return (end for _, end in sentences(text, language))


def peers() -> dict[str, Splitter]:
    """Return the libraries that are installed, each as a function from text to ends."""
    found: dict[str, Splitter] = {}
    try:
        import pysbd

        def by_pysbd(text: str, language: str) -> Iterator[int]:
            split = pysbd.Segmenter(language=language, clean=False).segment
            return _ends(text, (s for part in text.split("\n") if part.strip() for s in split(part)))

        found["pysbd"] = by_pysbd
    except ImportError:
        pass
    try:
        import sentencex

        def by_sentencex(text: str, language: str) -> Iterator[int]:
            return _ends(text, (s for part in text.split("\n") for s in sentencex.segment(language, part)))

        found["sentencex"] = by_sentencex
    except ImportError:
        pass
    try:
        from syntok import segmenter

        def by_syntok(text: str, language: str) -> Iterator[int]:
            del language
            read = (sentence for paragraph in segmenter.process(text) for sentence in paragraph)
            return _ends(text, ("".join(token.spacing + token.value for token in sentence) for sentence in read))

        found["syntok"] = by_syntok
    except ImportError:
        pass
    try:
        from sentence_splitter import SentenceSplitter

        def by_moses(text: str, language: str) -> Iterator[int]:
            return _ends(text, SentenceSplitter(language=language).split(text))

        found["sentence-splitter"] = by_moses
    except ImportError:
        pass
    try:
        import blingfire

        def by_blingfire(text: str, language: str) -> Iterator[int]:
            del language
            lines = (part for part in text.split("\n") if part.strip())
            return _ends(text, (s for part in lines for s in blingfire.text_to_sentences(part).split("\n")))

        found["blingfire"] = by_blingfire
    except ImportError:
        pass
    return found


def _ends(text: str, pieces: Iterator[str]) -> Iterator[int]:
    at = 0
    for piece in pieces:
        for word in piece.split():
            at = text.find(word, at) + len(word)
        yield at


def score(found: set[int], wanted: set[int]) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    right = len(found & wanted)
    precision, recall = right / max(1, len(found)), right / max(1, len(wanted))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Print a line for each treebank and splitter."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", help="where *.conllu files are")
    parser.add_argument("--match", default="", help="only files whose names hold this")
    parser.add_argument("--peers", action="store_true", help="score the libraries that are installed, too")
    parser.add_argument("--errors", type=int, default=0, help="show so many mistakes of ours for each file")
    given = parser.parse_args()
    splitters: dict[str, Splitter] = {"digest": ours} | (peers() if given.peers else {})
    _growth()
    paths = [path for path in sorted(given.folder.glob("*.conllu")) if given.match in path.name] if given.folder else []
    if not paths:
        print("No treebanks: give a folder that has some.")
        return
    told: dict[tuple[str, str], list[int]] = {}
    print(f"{'treebank':24} {'splitter':18} {'bounds':>6} {'P':>6} {'R':>6} {'F1':>6} {'Mchar/s':>8}")
    for path in paths:
        text, wanted = gold(path)
        for name, split in splitters.items():
            _told(path, name, split, text, wanted, told.setdefault((path.name[:2], name), [0, 0, 0]))
        if given.errors:
            _mistakes(text, wanted, given.errors, path.name[:2])
    print("all of a language")
    for (language, name), (right, found, wanted_) in sorted(told.items()):
        print(f"{language:24} {name:18} {wanted_:6} {2 * right / max(1, found + wanted_):20.3f}")


def _told(path: Path, name: str, split: Splitter, text: str, wanted: set[int], sums: list[int]) -> None:
    """Print one line, and add right, found and wanted ends to *sums*."""
    start = time.perf_counter()
    try:
        ends = set(split(text, path.name[:2]))
    except Exception as error:  # a peer that gives up is told as such
        print(f"{path.stem:24} {name:18} failed: {error!r:.60}")
        return
    took = time.perf_counter() - start
    found = {end for end in ends if end < len(text) and text[end] != "\n"}
    p, r, f = score(found, wanted)
    for i, count in enumerate((len(found & wanted), len(found), len(wanted))):
        sums[i] += count
    print(f"{path.stem:24} {name:18} {len(wanted):6} {p:6.3f} {r:6.3f} {f:6.3f} {len(text) / took / 1e6:8.2f}")


def _growth() -> None:
    print(f"{'hostile text':24} {'seconds':>8} {'growth':>7}")
    for piece in HOSTILE:
        once, twice = (min(_seconds(piece * size) for _ in range(3)) for size in (PIECES, 2 * PIECES))
        print(f"{PIECES:,} × {piece!r:15} {once:8.3f} {twice / max(once, 1e-4):7.1f}")


def _seconds(text: str) -> float:
    start = time.process_time()
    for _ in sentences(text):
        pass
    return time.process_time() - start


def _mistakes(text: str, wanted: set[int], most: int, language: str) -> None:
    found = {end for end in ours(text, language) if end < len(text) and text[end] != "\n"}
    for at in sorted(found ^ wanted)[:most]:
        kind = "+" if at in found else "-"
        print(f"  {kind} {text[max(0, at - SHOWN) : at]!r} | {text[at : at + SHOWN]!r}")


if __name__ == "__main__":
    sys.exit(main())
