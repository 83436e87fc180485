"""No thought is met twice, and no word is made up."""

from digest.articles import Article, Takeaway
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove
from digest.quotes.select.highlights import choose_highlights
from digest.quotes.select.why import why_it_matters

TAKEAWAYS = ("Water finds the lowest door in town.", "This is not a drill, this is the new normal for the coast.")
ECHOES = ("Water always finds the lowest door in town.", "This is no drill, this is the new normal for our coast.")
BODY = (
    "Nordhavn closes its tidal barrier for the ninth time this winter, twice as often as planned. "
    "The harbour board counted 41 flooded cellars in the old quarter on Monday night. "
    "It was a long night. Engineers will test a second gate before the spring tides of April. "
    "Insurers in the region have raised premiums by a fifth since the storm of last autumn."
)


def page(**more: object) -> Article:
    return Article(
        id="barrier",
        headline="Coastal city closes its tidal barrier again",
        text=BODY,
        takeaways=tuple(Takeaway(text=t) for t in TAKEAWAYS),
        **more,
    )


def test_a_highlight_that_repeats_a_quote_goes_and_says_why() -> None:
    fresh = "Ferry timetables change from Monday on."
    article = page(highlights=(*ECHOES, fresh))
    chosen = choose_highlights(article, find_quotes(article))
    assert [e.text for e in chosen.kept] == [fresh]
    assert [d.text for d in chosen.dropped] == list(ECHOES)
    assert chosen.dropped[0].because == f"repeats the quote “{TAKEAWAYS[0]}”, which stays"


def test_where_all_repeat_sentences_of_the_body_take_their_place() -> None:
    article = page(highlights=ECHOES)
    chosen = choose_highlights(article, find_quotes(article), limit=2)
    assert len(chosen.kept) == 2
    assert all(e.text in BODY and e.source == "text" and prove(e, article.source_text) == "" for e in chosen.kept)
    assert not any(e.text.startswith("It was") for e in chosen.kept)


def test_a_highlight_that_repeats_another_goes() -> None:
    article = page(highlights=("Boats stay in port until noon.", "Boats stay in the port until noon."))
    assert len(choose_highlights(article, ()).kept) == 1


def test_an_article_without_words_has_no_highlights() -> None:
    article = Article(id="a", headline="Short", text="")
    assert choose_highlights(article, ()).kept == ()
    assert why_it_matters(article) == ()


def test_why_it_matters_is_whole_sentences_of_the_analysis_in_their_order() -> None:
    article = page(analysis=f"Barriers buy time. {BODY}")
    why = why_it_matters(article, limit=2)
    assert len(why) == 2
    assert [e.start for e in why] == sorted(e.start for e in why)
    assert all(e.text.endswith(".") and e.source == "analysis" for e in why)
    assert all(prove(e, article.source_text) == "" for e in why)
