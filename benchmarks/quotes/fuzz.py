"""100,000 random texts: no failure, and every quote is its slice of the source.

python benchmarks/quotes/fuzz.py [HOW_MANY]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from digest.articles import Article
from digest.quotes.grammar.speech import speech_languages
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove

PARTS = [
    *"\"“”„‟«»‹›「」『』'‘’‚`\n ,.!?:;—–-…()[]<>&",
    *(
        "''",
        "``",
        "\n\n",
        "\r\n",
        " said ",
        " she ",
        "Anna Holm",
        " sagte ",
        " a-t-il dit ",
        "说：",
        "は",
        "と述べた。",
        "氏はこう語った。",
        "と笑うのは",
        "根据",
        "表示，",
        "l’",
        " dell’",
        "، قال ",
        " dijo a la prensa ",
        " gaf toe dat ",
    ),
    *("é", "e\u0301", "👩\u200d🚀", "\U0001f1e9\U0001f1ea", "\u200f", "שלום", "مرحبا", "漢字"),
    *("<blockquote>", "</blockquote>", "<q>", "</q>"),
    *("\n> ", "\n— ", "According to ", "the ", "A", "b", "\ud7ff", "\uffff", "\x00"),
]
LANGUAGES = [*speech_languages(), ""]


def main() -> int:
    """Print how many texts and quotes were tried and how many failed."""
    chance = random.Random(20261124)
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    quotes = failures = 0
    for number in range(many):
        text = "".join(chance.choices(PARTS, k=chance.randrange(1, 40)))
        article = Article(id=str(number), headline="-", text=text, language=chance.choice(LANGUAGES))
        source = article.source_text
        try:
            found = find_quotes(article)
        except Exception as fault:  # any fault at all is what is looked for
            failures += 1
            print(f"failed\t{type(fault).__name__}\t{text!r}")
            continue
        for quote in found:
            quotes += 1
            whole = " ".join(source[start:end] for start, end in quote.pieces)
            if prove(quote, source) or quote.text != whole:
                failures += 1
                print(f"not verbatim\t{text!r}")
    print(f"fuzz\t{many} texts\t{quotes} quotes\t{failures} failures")
    return failures != 0


if __name__ == "__main__":
    sys.exit(main())
