"""What is a quote and whose it is, class by class: the passages of ``quote_classes.jsonl``, all of them ours.

Each line is a class, a language tag ('' where the text does not say it), a passage, and its
quotes with their speakers, '' where nobody may be named.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from digest.articles import Article
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove

Case = tuple[str, str, list[tuple[str, str]]]

CASES: dict[str, list[Case]] = defaultdict(list)
for row in Path(__file__).with_name("quote_classes.jsonl").read_text("utf-8").splitlines():
    one = json.loads(row)
    CASES[one["class"]].append((one["language"], one["text"], [(words, who) for words, who in one["quotes"]]))


@pytest.mark.parametrize("kind", sorted(CASES))
def test_a_class_of_passages_is_read_as_it_stands(kind: str) -> None:
    read: list[Case] = []
    for language, text, _ in CASES[kind]:
        article = Article(id="case", headline="-", text=text, language=language)
        quotes = find_quotes(article)
        read.append((language, text, [(quote.text, quote.speaker) for quote in quotes]))
        assert not any(prove(quote, article.source_text) for quote in quotes), text
    assert read == CASES[kind]
