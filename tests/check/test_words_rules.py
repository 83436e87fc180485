"""The rules about words: each planted fault is found, and what only looks like one is not."""

import json
from dataclasses import replace
from typing import Any

import pytest
from editions import extract, quote, standard

from digest import check as rules_shelf
from digest import shelf
from digest.articles import Article
from digest.check import Finding, Sheet
from digest.edition.model import Also, BriefLine, Edition, Item
from digest.quotes.proof.selectors import source_record
from digest.quotes.quote import Quote


def edition(**item: Any) -> Edition:
    """Return an edition of one story."""
    base = standard()
    assert base.lead is not None
    lead = replace(base.lead, **{"quotes": (), "highlights": (), "why": (), "language": "en"} | item)
    return replace(base, lead=lead, stories=(), briefs=(), in_brief=(), quote=None, quote_item="")


def found(rule: str, made: Edition, files: dict[str, bytes] | None = None) -> list[Finding]:
    return list(shelf.take(rules_shelf, rule).check(Sheet(files=files or {}, edition=made)))


def said(text: str, **more: Any) -> Quote:
    return replace(quote(text), **more)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("We (the board go at nine.", "("),
        ("We go at nine] and stay.", "]"),
        ("He told me “go at nine.", "“"),
        ("go at nine” and stay.", "”"),
        ('He told me "go at nine.', '"'),
        ("Er sagte „geh um neun.", "„"),
        ("We go,” said Holm, “and we stay.", "”"),
        ('We go," said Holm, "and we stay.', "said Holm"),
        ("He told me “go” and I went.", ""),
        ("Er sagte „geh“ und ging.", ""),
        ('The beam is 12" thick.', ""),
        ("We do two things: a) go, b) stay :)", ""),
        ("We go […] and (as I said) stay.", ""),
        ('They said "yes" and we said "no" to it.', ""),
        ('She asked, "will you go?" and nobody in the whole of the town said "no" to it.', ""),
    ],
)
def test_marks_and_brackets_of_a_quote_have_their_partners(text: str, fault: str) -> None:
    told = found("quote-marks", _quoting(said(text)))
    assert bool(told) is bool(fault)
    assert all(one.severity == "error" for one in told)
    assert not fault or fault in told[0].what


def _quoting(*quotes: Quote, **more: Any) -> Edition:
    made = edition()
    assert made.lead is not None
    return replace(made, lead=replace(made.lead, quotes=quotes), **more)


@pytest.mark.parametrize(
    ("name", "says", "severity"),
    [
        ("according to Holm", "begins with", "error"),
        ("However Holm", "begins with", "error"),
        ("said", "begins with", "error"),
        ("slowly", "begins with", "error"),
        ("Suddenly", "an adverb", "error"),
        ("our policy", "readers elsewhere", "error"),
        ("This group", "readers elsewhere", "error"),
        ("Sadly", "an adverb", "error"),
        ("Humbly", "an adverb", "error"),
        ("Yesterday Holm", "a day", "error"),
        ("three keepers", "a number", "error"),
        ("Of the board", "begins no name", "error"),
        ("Anna Holm says", "ends with a verb", "error"),
        ("— Holm", "begins with —", "error"),
        ("Holm (the mayor", "without its partner", "error"),
        ("*Holm*", "has '*' inside", "error"),
        ("https://holm.example", "inside", "error"),
        ("Told Holm", "begins with a verb", "warning"),
        ("Speaking to Holm", "begins with a verb", "warning"),
        ("including Kern", "begins with a verb", "warning"),
        ("Holm makes", "“makes” seems", "warning"),
        ("tearful Holm", "“tearful” seems", "warning"),
        ("Dr Ida Holm head of research", "“head of research” seems", "warning"),
        ("Ald summit Mr Holm", "“Ald summit” seems", "warning"),
        ("Mr Holm's job", "what somebody has", "warning"),
        ("portrait of Anna Holm", "what somebody has", "warning"),
        ("one quarter", "is nobody", "warning"),
        ("for Holm", "begins no name", "error"),
        ("the board of", "breaks off", "error"),
        ("acting Mayor Anna Holm", "", ""),
        ("Holm's lawyer", "", ""),
        ("letter from Anna Holm", "", ""),
        ("Examples", "is nobody", "warning"),
        ("See also", "names nobody", "warning"),
        ("Speaking at the gate", "begins with a verb", "warning"),
        ("Sprint", "", ""),
        ("@holm", "", ""),
        ("Everly", "", ""),
        ("our keeper Lia Stone", "", ""),
        ("50 agencies", "a number", "error"),
        ("She", "a pronoun", "error"),
        ("See also: Holm", "has ':' inside", "error"),
        ("Holm left. She came back", "more than one sentence", "error"),
        ("Holm\nBerg", "more than one line", "error"),
        ("the old grey stone", "names nobody", "warning"),
        ("Holm " * 20, "characters", "error"),
        ("Anna Holm", "", ""),
        ("Mayor Anna Holm", "", ""),
        ("Will Marsh", "", ""),
        ("de la Cruz", "", ""),
        ("18F", "", ""),
        ("2010 harbour memo", "", ""),
        ("U.S. Senator Dr. Anna Holm Jr.", "", ""),
        ("report", "", ""),
        ("engineers", "", ""),
        ("spokeswoman for the harbour", "", ""),
        ("", "", ""),
    ],
)
def test_a_speaker_is_somebody(name: str, says: str, severity: str) -> None:
    told = found("speaker", _quoting(said("We go at nine.", speaker=name)))
    assert [one.severity for one in told] == ([severity] if says else [])
    assert not says or says in told[0].what


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("fr", "On y va », dit Anne Petit, « et on reste.", True),
        ("es", "Vamos», dijo Ana, «y nos quedamos.", True),
        ("it", "Andiamo», ha detto Anna, «e restiamo.", True),
        ("fr", "Il a dit « oui » et je suis resté.", False),
        ("de", "Wir »gehen« um neun.", False),
        ("de", "Wir gehen“, sagte Holm, „und bleiben.", True),
        ("ja", "行きます」とホルムは言った。「残ります", True),
        ("en", "We go,’ said Holm, ‘and stay.", True),
        ("en", "We keep the boats’ gate, and ‘tis late.", False),
    ],
)
def test_marks_are_held_against_the_habits_of_the_language(language: str, text: str, fault: bool) -> None:
    made = _quoting(said(text))
    assert made.lead is not None
    assert bool(found("quote-marks", replace(made, lead=replace(made.lead, language=language)))) is fault


@pytest.mark.parametrize(
    ("language", "name", "severity"),
    [
        ("en", "Holm, who", "error"),
        ("en", "Holm and", "error"),
        ("de", "Motto", "error"),
        ("de", "Frage", "error"),
        ("de", "Trocken", "warning"),
        ("de", "Ende", "warning"),
        ("de", "Michael Ende", ""),
        ("de", "Bauerngewerkschaft", ""),
        ("de", "Von der Heide", ""),
        ("de", "Auffällig", "warning"),
        ("de", "Einmal", "warning"),
        ("de", "Holm zu Reportern", "warning"),
        ("de", "Werft in ihrem Bericht", "warning"),
        ("de", "Sekretär des Rates", ""),
        ("fr", "C’est Léa Roux", "warning"),
        ("fr", "Odile Pons assume", "warning"),
        ("fr", "élue écologiste Nadia Revel", ""),
        ("es", "ve Nuria Peña", "warning"),
        ("es", "Su compañero Julián Peña", ""),
        ("it", "Così Monti", "warning"),
        ("it", "Ferrante non usa mezzi termini", "warning"),
        ("it", "consigliere d’opposizione Ugo Salvi", ""),
    ],
)
def test_a_label_a_broken_name_and_small_words_beside_a_name_are_seen(language: str, name: str, severity: str) -> None:
    made = _quoting(said("We go at nine.", speaker=name))
    assert made.lead is not None
    told = found("speaker", replace(made, lead=replace(made.lead, language=language)))
    assert [one.severity for one in told] == ([severity] if severity else [])


def test_a_german_speaker_begins_with_no_german_preposition() -> None:
    made = _quoting(said("Wir gehen um neun.", speaker="laut Holm"))
    assert made.lead is not None
    assert found("speaker", replace(made, lead=replace(made.lead, language="de")))


def test_a_weak_quote_leads_no_edition_and_is_in_no_post() -> None:
    weak, strong = said("And so it was.", id="w", score=0.42), said("We open on Monday.", id="s", score=0.8)
    posts = "".join(json.dumps({"quote": name}) + "\n" for name in ("w", "s", "")).encode()
    made = _quoting(weak, strong)
    assert made.lead is not None
    led = replace(made, quote=weak, quote_item=made.lead.id)
    assert [one.severity for one in found("day-quote", led, {"posts.jsonl": posts})] == ["warning", "error"]
    assert found("day-quote", replace(led, quote=strong), {"posts.jsonl": b""}) == []


BODY = "Holm came late. “We waited. The gate of the harbour was closed all night. We left,” said Holm. The town slept."


@pytest.mark.parametrize(
    ("language", "text"), [("ja", "彼は去った。"), ("zh", "他走了。"), ("fr", "Elles sont parties.")]
)
def test_a_pronoun_in_front_is_told_in_other_languages(language: str, text: str) -> None:
    made = edition(highlights=(extract(text),))
    assert made.lead is not None
    assert found("highlights", replace(made, lead=replace(made.lead, language=language)))


def _highlighting(text: str) -> list[Finding]:
    article = Article(id="a1", headline="-", text=BODY, language="en")
    start = BODY.find(text)
    made = edition()
    assert made.lead is not None
    shown = replace(extract(text), start=start, end=start + len(text))
    made = replace(made, lead=replace(made.lead, highlights=(shown,)))
    return found("highlights", made, {"sources.jsonl": json.dumps(source_record(article)).encode()})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The gate of the harbour was closed all night.", "inside somebody's quote"),
        ("We waited.", "inside somebody's quote"),
        ("The town slept.", ""),
        ("“We waited.", "cuts somebody's quote"),
        ("We left,” said Holm. The town slept.", "cuts somebody's quote"),
        (BODY[15:-16], ""),
        ("They left.", "begins with “They”"),
    ],
)
def test_a_highlight_is_the_papers_own_word(text: str, says: str) -> None:
    told = _highlighting(text)
    assert [says in one.what for one in told] == ([True] if says else [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("These boats are new.", "begins with “These”"),
        ("This year, boats are new.", ""),
        ("However, boats are new.", "goes on from"),
        ("DUNMERE (Wire) – Boats are new.", "dateline"),
        ("* Boats are new.", "mark of a list"),
        ("3. Boats are new.", "mark of a list"),
    ],
)
def test_a_highlight_goes_on_from_nothing_and_begins_as_a_sentence_does(text: str, says: str) -> None:
    told = found("highlights", edition(highlights=(extract(text),)))
    assert [says in one.what for one in told] == ([True] if says else [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It&#8217;s late", "&#8217;"),
        ("It&rsquo;s late", "&rsquo;"),
        ("Donâ€™t go", "â€™"),
        ("<p>It is late", "<p>"),
        ("Salt &amp; tar", "&amp;"),
        ("**Salt** and tar", "**Salt**"),
        ("See [the pier](https://pier.example)", "[the pier]"),
        ("Salt &amp;#8217; and tar", "&amp;"),
        ("MÃ¼ll und StraÃŸe", "Ã¼"),
        ("Ð\x9fÑ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€", "Ð"),
        ("Zo\ufffd left", "\ufffd"),
        ("See [caption id=1]", "[caption id=1]"),
        ("Zo\\u00eb left", "\\u00eb"),
        ("Hello {{ name }}", "{{ name }}"),
        ("## Salt and tar", "## "),
        ("__Salt__ and tar", "__Salt__"),
        ("=?UTF-8?Q?Caf=C3=A9?=", "=?UTF-8?Q?"),
        ("Salt <!-- and tar -->", "<!--"),
        ("Salt #1 and [sic], a_b__c", ""),
        ("Rated ** and ***, 2 ** 3", ""),
        ("Salt & tar; a < b", ""),
        ("São Tomé – l’été", ""),
        ("AT&T; and &c.", ""),
    ],
)
def test_readers_see_no_leftovers_of_machines(text: str, shown: str) -> None:
    for made in (edition(headline=text), replace(edition(), subject=text)):
        told = found("leftovers", made)
        assert [shown in one.what for one in told] == ([True] if shown else [])
    assert [one.severity for one in found("leftovers", replace(edition(), subject=text))] == (
        ["warning"] if shown else []
    )


def test_leftovers_are_seen_in_pages_and_text_and_not_in_code() -> None:
    page = b"<html><body><p>It&amp;#8217;s late</p><code>&amp;lt;</code></body></html>"
    told = found("leftovers", edition(), {"email.html": page, "email.txt": b"Don\xc3\xa2\xe2\x82\xac\xe2\x84\xa2t\n"})
    assert [one.where.partition(",")[0] for one in told] == ["email.html", "email.txt"]
    code = b"<html><code>&amp;lt;</code><pre><b>&amp;lt;</b></pre></html>"
    assert found("leftovers", edition(), {"email.html": code}) == []


def test_a_senders_own_fields_are_no_leftovers_of_a_page() -> None:
    page = b"<html><body><p>Hello {{ name }}</p></body></html>"
    assert found("leftovers", edition(), {"email.html": page, "email.txt": b"Hello {{ name }}\n# A heading\n"}) == []


@pytest.mark.parametrize(
    ("line", "twice"),
    [
        ("Ferry line to the outer islands opens a month early", True),
        ("The ferry line to the outer islands opens one month early", True),
        ("Ferry line to Pellworth closes", False),
    ],
)
def test_in_brief_tells_nothing_twice(line: str, twice: bool) -> None:
    made = edition(headline="Ferry line to the outer islands opens a month early")
    told = found("brief-repeats", replace(made, in_brief=(BriefLine(headline=line, language="en"),)))
    assert bool(told) is twice
    again = (BriefLine(headline=line, language="en"), BriefLine(headline=line, language="en"))
    assert len(found("brief-repeats", replace(made, in_brief=again))) == 1 + twice


@pytest.mark.parametrize(
    ("line", "twice"),
    [
        ("Lock control 3.4.9 is out for all piers", False),
        ("Lock control 3.4.8 is out for all the piers", True),
        ("Lock control is out for all piers", True),
    ],
)
def test_other_figures_are_other_news(line: str, twice: bool) -> None:
    made = edition(headline="Lock control 3.4.8 is out for all piers")
    told = found("brief-repeats", replace(made, in_brief=(BriefLine(headline=line, language="en"),)))
    assert bool(told) is twice


def test_a_short_headline_is_the_same_without_its_article() -> None:
    made = edition(headline="Bridge at Sill reopens")
    line = BriefLine(headline="The bridge at Sill reopened", language="en")
    assert found("brief-repeats", replace(made, in_brief=(line,)))


def test_a_story_in_brief_is_told_by_its_own_line() -> None:
    made = edition()
    assert made.lead is not None
    small = replace(made.lead, id="b", place="brief", headline="Bridge at Sill reopens")
    made = replace(made, briefs=(small,), in_brief=(BriefLine(headline=small.headline, item="b", language="en"),))
    assert found("brief-repeats", made) == []


TOLD = "Nordhavn closes its gate. Anna Holm of Nordhavn said the gate holds. Water rose by two metres on Monday. " * 4


@pytest.mark.parametrize(
    ("headline", "language", "strange"),
    [
        ("Anna Holm of Nordhavn sings in the choir of the church", "en", True),
        ("Bakers in the valley expect cheaper bread", "en", True),
        ("Water two metres high at Nordhavn", "en", False),
        ("Gate closed", "en", False),
        ("Bäcker im Tal erwarten billigeres Brot", "de", False),
    ],
)
def test_a_folded_article_shares_more_than_names(headline: str, language: str, strange: bool) -> None:
    article = Article(id="a1", headline="-", text=TOLD, language="en")
    other = Also(id="o", headline=headline, language=language)
    made = edition(headline="Nordhavn closes its gate", deck="", members=("a1", "o"), also=(other,))
    told = found("folded", made, {"sources.jsonl": json.dumps(source_record(article)).encode()})
    assert bool(told) is strange


def test_a_headline_of_which_half_is_small_is_a_sentence_and_its_capitals_are_names() -> None:
    article = Article(id="a1", headline="-", text=TOLD, language="en")
    for headline, strange in (
        ("Bakers Rose expect cheaper Grimsby", True),  # Rose is somebody: the water that rose is another word
        ("Bakers Rose Expect Cheaper Grimsby", False),  # a title: nobody can tell
    ):
        other = Also(id="o", headline=headline, language="en")
        made = edition(headline="Nordhavn closes its gate", deck="", members=("a1", "o"), also=(other,))
        told = found("folded", made, {"sources.jsonl": json.dumps(source_record(article)).encode()})
        assert bool(told) is strange, headline


def test_a_lead_that_is_hardly_more_than_a_headline_is_compared_with_nothing() -> None:
    other = Also(id="o", headline="Bakers in the valley expect cheaper bread", language="en")
    made = edition(headline="Nordhavn closes its gate", deck="", members=("a1", "o"), also=(other,))
    assert found("folded", made) == []


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("It was late. Read\non:\n\nNext story\n", "on:"),
        ("Read on:\n", "Read on:"),
        ("Read on:\n\n[1]  https://a.example\n", ""),
        ("Read on:\n\n<https://a.example>\n", ""),
        ("Weiterlesen:\n\nNächste\n", "Weiterlesen:"),
        ("続きを読む：\n\n次\n", "続きを読む："),
        ("اقرأ المزيد:\n", "اقرأ المزيد:"),
        ("Three towns:\n\n* Vessa\n", ""),
        ("Holm said:\n\n    “We go.”\n", ""),
        ("It was: late.\n\nNext\n", ""),
    ],
)
def test_what_the_text_part_announces_follows(text: str, promise: str) -> None:
    told = found("promises", edition(), {"email.txt": text.encode()})
    assert [promise in one.what for one in told] == ([True] if promise else [])


@pytest.mark.parametrize("field", ["deck", "quotes", "highlights", "post"])
def test_no_shown_words_end_with_a_colon(field: str) -> None:
    text = "There are three ways to go:"
    values: dict[str, Any] = {"deck": text, "quotes": (said(text),), "highlights": (extract(text),)}
    made = edition()
    assert isinstance(made.lead, Item)
    if field != "post":
        made = replace(made, lead=replace(made.lead, **{field: values[field]}))
    files = {"posts.jsonl": json.dumps({"id": "x", "text": text}).encode()} if field == "post" else {}
    assert len(found("promises", made, files)) == 1


@pytest.mark.parametrize(
    "rule", ["quote-marks", "speaker", "day-quote", "highlights", "leftovers", "folded", "promises"]
)
def test_a_page_that_is_no_edition_has_nothing_of_it(rule: str) -> None:
    page = b"<html><body><p>Hello</p></body></html>"
    assert list(shelf.take(rules_shelf, rule).check(Sheet(files={"email.html": page}))) == []
