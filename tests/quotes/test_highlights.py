"""No thought is met twice, and no word is made up."""

from dataclasses import replace

import pytest

from digest.articles import Article, Takeaway
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove
from digest.quotes.select.definite import ToldThings
from digest.quotes.select.highlights import choose_highlights, opening
from digest.quotes.select.introduced import Introduced
from digest.quotes.select.why import why_it_matters
from digest.text.stems import stems

TAKEAWAYS = ("Water finds the lowest door in town.", "This is not a drill, this is the new normal for the coast.")
ECHOES = ("Water always finds the lowest door in town.", "This is no drill, this is the new normal for our coast.")
BODY = (
    "Nordhavn closes its tidal barrier for the ninth time this winter, twice as often as planned. "
    "The harbour board counted 41 flooded cellars in the old quarter on Monday night. "
    "It was a long night. Engineers will test a second gate before the spring tides of April. "
    "Insurers in the region have raised premiums by a fifth since the storm of last autumn."
)


def page(*, highlights: tuple[str, ...] = (), analysis: str = "") -> Article:
    return Article(
        id="barrier",
        headline="Coastal city closes its tidal barrier again",
        text=BODY,
        takeaways=tuple(Takeaway(text=t) for t in TAKEAWAYS),
        highlights=highlights,
        analysis=analysis,
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


def chosen_of(text: str) -> list[str]:
    article = Article(id="a", headline="Nordhavn", text=text, language="en")
    return [extract.text for extract in choose_highlights(article, find_quotes(article)).kept]


FIRM = "Nordhavn counted 41 flooded cellars in the old quarter on Monday night."
OTHER = "Insurers in the region have raised premiums by a fifth since last autumn."


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f"DUNMERE (Wire) – {FIRM}", FIRM),
        (f"NEW PELLWORTH, May 3 — {FIRM}", FIRM),
        (f"Vessa, 3 May (nda) - {FIRM}", FIRM),
        (f"(nda) — {FIRM}", FIRM),
        (f"NEW PELLWORTH, May 3 /NewsPost/ -- {FIRM}", FIRM),
        (f"Dunmere, Ald. — {FIRM}", FIRM),
        (f"Dunmere — {FIRM}", FIRM),
        (f"Some water\n\nDunmere, Ald. — {FIRM}", FIRM),
        (f"Some water\n\nGates Wanted Still — {FIRM}", ""),
        (f"Some water\n\nCosts—{FIRM}", ""),
        (f"- {FIRM}", ""),
        (f"* - {FIRM}", ""),
        (f"3. {FIRM}", ""),
        (f"Gate watch - {FIRM}", ""),
        (f"Gate.Org- {FIRM}", ""),
        (f"Myth #2. {FIRM}", ""),
        (f"> {FIRM}", ""),
        (f"HOLM: {FIRM}", ""),
        (f"Ministry of the Harbours of Nordhavn, Office of the Keeper: {FIRM}", ""),
        (f"I was there. {FIRM}", ""),
        (f"“We met. {FIRM} We left,” said Anna Holm.", ""),
        (f"“We met.\n\n“{FIRM} And we left,” said Anna Holm.", ""),
        (f"({FIRM})", ""),
    ],
)
def test_a_highlight_is_running_text_and_the_papers_own(line: str, shown: str) -> None:
    assert chosen_of(line) == ([shown] if shown else [])


def test_what_stands_in_marks_is_no_highlight_whether_or_not_it_is_shown_as_a_quote() -> None:
    article = Article(id="a", headline="-", text=f"“We met. {FIRM} We left,” said Anna Holm. {OTHER}", language="en")
    assert [extract.text for extract in choose_highlights(article, ()).kept] == [OTHER]


def test_highlights_are_not_simply_the_first_sentences() -> None:
    assert chosen_of(f"It was a long night. Nobody in town slept well. {FIRM} So it went. {OTHER}") == [FIRM, OTHER]


def test_a_sentence_that_says_we_comes_only_where_nothing_better_is() -> None:
    ours = "We counted 41 flooded cellars in the old quarter on Monday night."
    assert chosen_of(f"{ours} {OTHER}") == [OTHER]
    assert chosen_of(ours) == [ours]


KING = "It was here that the keeper Kevin King and the Harbour Board (HB) met at noon in May. "


@pytest.mark.parametrize(
    "half",
    [
        "King has spent 41 years at the gate of the old quarter of Nordhavn.",
        "Boats of the HB have brought sand to the old quarter since Monday.",
    ],
)
def test_a_name_by_half_is_no_highlight_where_only_the_text_gives_it_whole(half: str) -> None:
    assert chosen_of(f"{KING}{half} {OTHER}") == [OTHER]
    assert chosen_of(f"{KING}{half}") == []
    told = Article(id="a", headline="What Kevin King and the HB found", text=f"{KING}{half} {OTHER}", language="en")
    assert half in [extract.text for extract in choose_highlights(told, ()).kept]


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("On the first of May, the memo was sent to every keeper of the county.", "memo"),
        ("The memo names forty boats that no harbour of the county wants.", "memo"),
        ("Keepers of the county read the memo's and no other words.", "memo's"),
        ("The long memo was sent to every keeper of the county in May.", "long"),
        ("The memo of the keepers names forty boats that nobody wants.", ""),  # which one is said
        ("A keeper wrote a memo, and the memo names forty boats of the county.", ""),  # the sentence brings it in
        ("Keepers of the county said that the public wants no more boats.", ""),  # everybody knows it
        ("Keepers of the county went to the pier when the boats came.", ""),  # nothing brings it in
        ("Keepers of the county have read the long memo since May.", ""),  # half
        ("Keepers of the county have read the Long Memo since May.", ""),  # a name
    ],
)
def test_a_thing_that_the_text_brought_in_is_unknown_outside_it(sentence: str, thing: str) -> None:
    before = "A memo came from the public in May. "
    things = ToldThings(before + sentence, "en")
    assert things.means(sentence, len(before), frozenset()) == thing
    assert things.means(sentence, len(before), stems("Memo for keepers", "en")) == ""
    assert things.means(sentence, 0, frozenset()) == ""


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("Im Mai wurde die Brücke wieder gesperrt.", "Brücke"),
        ("Im Mai wurde die Brücke der Stadt Vessa gesperrt.", ""),
        ("Im Mai wurde die Brücke Nordhavn gesperrt.", ""),
        ("Im Mai kamen Leute, die Brücken bauen.", ""),
    ],
)
def test_in_german_the_capital_tells_the_thing(sentence: str, thing: str) -> None:
    before = "Eine Brücke wird gebaut. "
    assert ToldThings(before + sentence, "de").means(sentence, len(before), frozenset()) == thing


def test_a_sentence_with_a_thing_of_before_is_no_highlight() -> None:
    leans = "On Monday of last week, the plan was read aloud to every keeper of the county."
    assert chosen_of(f"A plan is there. {leans} {FIRM}") == [FIRM]
    assert chosen_of(f"A plan is there. {leans}") == []


def test_what_only_the_deck_tells_comes_behind_what_the_headline_tells() -> None:
    leans = "On Monday of last week, the plan was read aloud to every keeper of the county."
    text = f"A plan is there. {leans} {FIRM} {OTHER}"
    article = Article(id="a", headline="Gate in Nordhavn: water and insurers", deck="A plan", text=text, language="en")
    assert leans not in [extract.text for extract in choose_highlights(article, ()).kept]
    alone = replace(article, text=f"A plan is there. {leans}")
    assert [extract.text for extract in choose_highlights(alone, ()).kept] == [leans]


def test_lines_about_the_author_are_no_highlight() -> None:
    about = "Ida Kern writes on boats and has kept a gate in the north since May."
    assert chosen_of(f"{FIRM}\n\n{about}") == [FIRM]
    assert about in chosen_of(f"Ida Kern closed the gate. {FIRM}\n\n{about}")
    article = Article(id="a", headline="-", text=f"{about}\n\n{FIRM}", author="Ida Kern", language="en")
    assert [extract.text for extract in choose_highlights(article, ()).kept] == [FIRM]


def test_highlights_are_proved_without_their_dateline() -> None:
    article = Article(id="a", headline="-", text=f"DUNMERE (Wire) – {FIRM}", language="en")
    (only,) = choose_highlights(article, ()).kept
    assert prove(only, article.source_text) == ""
    assert only.prefix == "DUNMERE (Wire) – "


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The lock opens on Monday. The fare stays.", "The lock opens on Monday."),
        (
            "This is the second lock of the harbour. It is new.",
            "This is the second lock of the harbour.",
        ),  # of the headline
        ("Hello, dear readers! The fare stays as it was.", "The fare stays as it was."),
        ("Hello, all!\n\nIt was built by two towns.", "It was built by two towns."),
        ("Who pays for it? The fare stays as it was.", "The fare stays as it was."),
        ("Who pays for it? It is paid by two towns.", ""),  # leans on what is not shown
        ("- The fare stays.\n- The quay is open.\n\nThe towns pay.", "The towns pay."),
        ("1. The fare stays.\n2. It is open.", ""),
        ("> Told by the port.\n\nBoats wait at the quay.", "Boats wait at the quay."),
        ("We are glad to bring you … today.", ""),
        ("At 21:40 the gates closed for the night.", "At 21:40 the gates closed for the night."),
    ],
)
def test_what_stands_for_a_deck_tells_something_and_leans_on_nothing_but_the_headline(text: str, stands: str) -> None:
    article = Article(id="a", headline="Nordhavn's great day", text=text, language="en")
    assert opening(article) == stands
    assert opening(replace(article, deck="The port is glad.")) == ""


@pytest.mark.parametrize(("length", "cut"), [(60, False), (61, True)])
def test_a_long_repeat_is_named_by_its_beginning(length: int, cut: bool) -> None:
    text = f"The gate of the old harbour {'holds ' * 9}".ljust(length, "d")[: length - 1] + "."
    chosen = choose_highlights(page(highlights=(text, text)), ())
    (dropped,) = (one for one in chosen.dropped if one.text == text)
    assert dropped.because == f"repeats the highlight “{text[:59].rstrip() + '…' if cut else text}”, which stays"


@pytest.mark.parametrize(
    ("sentence", "half"),
    [
        ("Torn was late.", "Torn"),  # the end of a name
        ("Kern was late.", "Kern"),  # the beginning of one
        ("Mia Torn was late.", ""),
        ("The Kern Trust was late.", ""),
        ("HB was late.", "HB"),
        ("The Harbour Board (HB) was late.", ""),
        ("Varga was late.", ""),  # by itself from the first
        ("Nobody was late.", ""),
        ("Holm was late.", ""),  # only behind a small word
        ("On Monday it was late.", ""),
    ],
)
def test_half_a_name_is_known_only_to_who_has_read_the_whole(sentence: str, half: str) -> None:
    text = (
        "Mia Torn and the Kern Trust built it, says the Harbour Board (HB). Varga, Ida Varga, paid. Torn and Kern left."
        " On Holm see Tuesday Monday."
    )
    names = Introduced(text, "en")
    assert names.half(sentence, "The pier") == half
    assert names.half(sentence, "Torn, Kern and Harbour Board") == ""
