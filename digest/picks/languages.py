"""What language an article is in: what it says itself, else what its words tell, else the newsletter's own."""

from __future__ import annotations

from digest.articles import Article
from digest.quotes.grammar.speech import common_words
from digest.text.language import guess_language

TELLING, CERTAIN = 100, 3  # characters of a text that tells its language, and different common words of it


def language_of(article: Article, usual: str) -> str:
    """Return the language of an article: declared, else what a text long enough to tell is in, else *usual*."""
    if article.language or len(article.text) < TELLING:
        return article.language or usual
    guess = guess_language(article.text, common_words(), least=CERTAIN)
    return guess if guess and guess != usual.partition("-")[0] else usual
