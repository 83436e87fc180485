"""Rules for quotes where they begin and end to hold: the last word of a text, the second of two, the one that is none.

Each case is a rule, a language, a text in our words, and its quotes with their speakers, '' where nobody may be named.
"""

import pytest

from digest.articles import Article
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.direct_speech import candidates
from digest.quotes.find.marks import marked
from digest.quotes.grammar.speech import speech
from digest.quotes.of_article import find_quotes

Case = tuple[str, str, str, list[tuple[str, str]]]
CALLS = "records that show the number of calls."

# fmt: off
MARKS: list[Case] = [
    ("one mark with a label in capitals is a transcript of one turn", "en",
     "We were ready to sail. “BERG: Since when?” Nobody laughed.", [("Since when?", "BERG")]),
    ("… and a label in small letters is part of the words", "en",
     "We were ready to sail. “Note: Since when?” Nobody laughed.", [("Note: Since when?", "")]),
    ("one label in capitals is enough for a row of paragraphs", "en",
     "“HOLM: We are ready to sail.\n\n“And we always were.”", [("We are ready to sail. And we always were.", "HOLM")]),
    ("two labels tell a transcript however they are written", "en",
     "“Holm: We are ready to sail.\n\n“Berg: Since when?”",
     [("We are ready to sail.", "Holm"), ("Since when?", "Berg")]),
    ("a paragraph that goes on with a quote may be set in by a blank", "en",
     "“The gates are old.\n\n and they freeze early,” said Pell.",
     [("The gates are old. and they freeze early", "Pell")]),
    ("two quoted lines, each between marks of its own, are two quotes", "en",
     'The harbour was loud.\n\n> "We heard the horn at nine."\n> "Nobody came to the gate."\n\nThen it rained.',
     [("We heard the horn at nine.", ""), ("Nobody came to the gate.", "")]),
    ("… also with a blank line between them", "en",
     "The harbour was loud.\n\n> “We heard the horn at nine.”\n>\n> “Nobody came to the gate.”\n\nThen it rained.",
     [("We heard the horn at nine.", ""), ("Nobody came to the gate.", "")]),
    ("… and one that runs over two lines is one", "en",
     "The harbour was loud.\n\n> “We heard the horn at nine,\n> and nobody came to the gate.”\n\nThen it rained.",
     [("We heard the horn at nine, and nobody came to the gate.", "")]),
    ("words after an article that only name what stands behind them are none", "en",
     "A “phase one of two” deal, once expected by May, is far off, advisers say.", []),
    ("… whoever is named there", "en", "She saw the “smart city of the future” Anna Holm promised.", []),
]
SPEAKERS: list[Case] = [
    ("a name that owns, or is short for “Holm is”, does not act", "en", f"Anna Holm's in the harbour for “{CALLS}”",
     [(CALLS, "")]),
    ("… with a curled mark, too", "en", f"Anna Holm’s was the first name on “{CALLS}”", [(CALLS, "")]),
    ("an owner in the name stays with it", "en", "“The gate is shut,” said Nordhavn's Torn's Ferries.",
     [("The gate is shut", "Nordhavn's Torn's Ferries")]),
    ("… and one before a full name goes", "en", "“The gate is shut,” said Nordhavn's Ida Torn.",
     [("The gate is shut", "Ida Torn")]),
    ("a number behind a capital makes it a thing", "en", "“It works,” Gate 43, said on Monday.", [("It works", "")]),
    ("the thing behind a name is no verb, and the name not who speaks", "en",
     "“Do they rust in the winter?” said the Ald crane.", [("Do they rust in the winter?", "")]),
    ("capitals that open a sentence are no place where it was written", "en",
     "NORDHAVN opens the gate — Berg was clear: “The vote moved by two points.”",
     [("The vote moved by two points.", "NORDHAVN")]),
    ("a past tense before a post is a verb", "en", "Holm had visited Governor, who said: “The gate is shut.”",
     [("The gate is shut.", "Governor")]),
    ("… and part of it where it says what somebody was", "en", "“The gate is shut,” said retired Admiral Holm.",
     [("The gate is shut", "retired Admiral Holm")]),
    ("no name is a whole clause behind a dash, or none at all", "en",
     "The gate rusts – the old keeper: “We sing too loud.”", [("We sing too loud.", "")]),
    ("… in Spanish, too", "es", "La puerta es vieja – Su hermano Jorge Río disiente: “Cantamos demasiado alto”.",
     [("Cantamos demasiado alto", "")]),
    ("an adverb of a word that English writes small is nobody, whatever its capital", "en",
     "Dryly: “There is no other gate left.”", [("There is no other gate left.", "")]),
    ("… though a letter of it changed", "en", "Drily: “There is no other gate left.”",
     [("There is no other gate left.", "")]),
    ("a role in a tag between commas may be told of, and is not named", "en",
     "The trouble with it, says the old keeper, is that the pier was “one of the most loved.”",
     [("one of the most loved.", "")]),
    ("a participle behind a role is what somebody does", "en", "“The pier is lost,” said a source speaking to us.",
     [("The pier is lost", "source")]),
    ("a small word between a name and its participle parts them not", "en",
     "Both men left – Holm then saying he was “very glad of it” and Berg calling it a “great day.”",
     [("very glad of it", "Holm"), ("great day.", "Berg")]),
    ("a thing of somebody's that does something to another is nobody", "en",
     "Mayor Holm rally supports Ida Kern saying “it is lost for good.”", [("it is lost for good.", "")]),
    ("a capital behind an owner is a name where capitals tell names", "en", "Our Pell: “The gate stays open.”",
     [("The gate stays open.", "Pell")]),
    ("… and none where every noun has one", "de", "Unser Motto: „Das Tor bleibt offen.“",
     [("Das Tor bleibt offen.", "")]),
    ("the first of two tags says who speaks", "en",
     "“It will be dark,” said Anna Holm, “and then it will be quiet,” said Carl Berg.",
     [("It will be dark, and then it will be quiet", "Anna Holm")]),
    ("… unless it is a pronoun", "en", "“It will be dark,” he said, “and then it will be quiet,” said Carl Berg.",
     [("It will be dark, and then it will be quiet", "Carl Berg")]),
    ("to whom it was said, before a subject that ends the text", "es",
     "“Estamos listos para zarpar”, dijo a la prensa el alcalde", [("Estamos listos para zarpar", "alcalde")]),
    ("… and a name", "es", "“Estamos listos para zarpar”, dijo a la prensa Jorge Río",
     [("Estamos listos para zarpar", "Jorge Río")]),
    ("a verb in no list, with a pronoun right before the colon", "de",
     "Karl Berg leitet den Hafen. Den Pier malt er: „Der Pier hält nicht mehr lange.“",
     [("Der Pier hält nicht mehr lange.", "Karl Berg")]),
    ("how it is told comes before who tells it, without a verb between", "de",
     "Knapp die Hafenmeisterin von Nordhafen, Ida Lund, zum Streit: „Es bleibt nichts übrig.“",
     [("Es bleibt nichts übrig.", "Ida Lund")]),
    ("what one word says of who speaks belongs to the tag", "fr",
     "« La digue tient encore, estime Paul Renard, maire. Rien ne presse. »",
     [("La digue tient encore", "Paul Renard"), ("Rien ne presse.", "Paul Renard")]),
    ("… with its article, too", "fr", "« La digue tient encore, estime Paul Renard, le maire. Rien ne presse. »",
     [("La digue tient encore", "Paul Renard"), ("Rien ne presse.", "Paul Renard")]),
    ("a short article before one of several", "fr", "L’une des élues : « La digue tient encore un peu. »",
     [("La digue tient encore un peu.", "une des élues")]),
    ("of two people whom a sentence names neither is taken for its speaker", "es",
     "Ana Ríos visitó con Jorge Sol el “muelle más viejo de todo el lago”.",
     [("muelle más viejo de todo el lago", "")]),
    ("who is cited speaks only where a colon or comma leads to the words", "en",
     "Holm likes to cite Berg “the gate is never finished.”", [("the gate is never finished.", "Holm")]),
    ("… and what is cited may be no person", "en", "Holm quoted an old “song of the slow gates.”",
     [("song of the slow gates.", "Holm")]),
    ("whose words they are is told of these words, not of others in the sentence", "en",
     "Of the “ninth tram” we know, in Nora Pell’s words, that “it never comes at all.”",
     [("it never comes at all.", "Nora Pell")]),
    ("a group is who speaks, not those whom it has", "en",
     "The groups of keepers, who said, “The lock is safe for ships.”",
     [("The lock is safe for ships.", "groups of keepers")]),
    ("what a hearer said before is not who told the hearer", "en",
     "Holm told a voter who said that the pier, as it stood then, was “lost for good.”", [("lost for good.", "Holm")]),
    ("a pronoun that hangs on the first of two verbs", "fr",
     "Anne Petit est arrivée tard. « Le quai tient encore », a-t-elle déclaré.",
     [("Le quai tient encore", "Anne Petit")]),
    ("a second verb has the subject of the first", "zh", "船长称新船为“漂着的棺材”，并承诺“明年春天换掉它”。",
     [("漂着的棺材", "船长"), ("明年春天换掉它", "船长")]),
    ("a paragraph that is nothing but a quote goes on with the last speaker", "zh",
     "校长林雪说：“没有灯就没有学校。”\n\n“我们等了七年。”",
     [("没有灯就没有学校。", "校长林雪"), ("我们等了七年。", "校长林雪")]),
]
PRONOUNS: list[Case] = [
    ("a small word before a name leaves it a person", "en",
     "“The pier is lost,” said lodger Anna Holm. “We will go by noon,” she said.",
     [("The pier is lost", "lodger Anna Holm"), ("We will go by noon", "lodger Anna Holm")]),
    ("who leads a body is a person", "en",
     "“The pier is lost,” said Harbour Board chief Ida Kern. “We will go by noon,” she said.",
     [("The pier is lost", "Harbour Board chief Ida Kern"), ("We will go by noon", "Harbour Board chief Ida Kern")]),
    ("… and the body is none", "en", "“The pier is lost,” said the Harbour Board. “We will go by noon,” she said.",
     [("The pier is lost", "Harbour Board"), ("We will go by noon", "")]),
    ("who met somebody and said something is the one who told it", "en",
     "Anna Holm met Ida Kern at the pier and said the gate and the old barge are “a pair for good,” she said.",
     [("a pair for good", "Anna Holm")]),
    ("of two people of whom nobody is told to have spoken, neither is meant", "en",
     "According to Anna Holm, Carl Berg has tested it. “We tested it twice,” she said.",
     [("We tested it twice", "")]),
]
# fmt: on


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [pytest.param(*case, id=rule) for rule, *case in [*MARKS, *SPEAKERS, *PRONOUNS]],
)
def test_a_rule_for_quotes_holds_at_its_borders(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    quotes = find_quotes(Article(id="case", headline="-", text=text, language=language))
    assert expected == [(quote.text, quote.speaker) for quote in quotes]


@pytest.mark.parametrize("opening", ["Yesterday", "Later"])
def test_what_opens_a_sentence_is_no_part_of_two_names(opening: str) -> None:
    text = f"{opening} Anna Holm and Carl Berg called it “a pier that is lost.”"
    (quote,) = find_quotes(Article(id="case", headline="-", text=text, language="en"))
    assert quote.speaker.endswith("Carl Berg") and opening not in quote.speaker


def test_a_noun_behind_its_article_is_no_verb_that_leads_to_the_words() -> None:
    (quote,) = find_quotes(
        Article(id="case", headline="-", text="Toen het nieuws: “De boot vaart niet.”", language="nl")
    )
    assert (quote.text, quote.speaker) == ("De boot vaart niet.", "")
    assert quote.verb != "nieuws"


@pytest.mark.parametrize("place", range(3984, 4006))
def test_a_speaker_is_found_wherever_the_tag_stands_in_a_line_without_end(place: int) -> None:
    words = "“The gate is shut,” "
    text = "so it was " * 500
    frame_text = f"{text[: place - len(words)]}{words}said Anna Holm."
    frame = MaskedText(frame_text, list(marked(frame_text)), speech("en"))
    assert [verb.text for verb in frame.verbs(place, place + 10)] == ["said"]


@pytest.mark.parametrize(
    ("text", "signs", "others"),
    [
        ("“We lost the pier at noon,” said Holm.", {"who named"}, {"full name"}),
        ("“We lost the pier at noon,” said Ida Holm.", {"who named", "full name"}, set()),
        ("The board called it “the end of plan B” again.", {"goes on word", "gap 1"}, {"full name"}),
        ("The poster of the old harbour in the hall reads “the end of plan B”.", {"gap 0"}, {"gap 3"}),
        ("Do not say in front of old Ida Kern: “It is only a pear.”", {"gap 3"}, {"gap 0"}),
        ("The board called it “the end of it!” again.", {"after word"}, {"goes on word"}),
        ("The board called it “the End of it” again.", set(), {"capitals 3"}),
        ("The board called it “1st-class Pier of it” again.", {"capitals 3"}, {"capitals 1"}),
        ("The board called it “the Pier of old” again.", {"capitals 3"}, {"capitals 0"}),  # of words with a weight
    ],
)
def test_what_the_veto_looks_at(text: str, signs: set[str], others: set[str]) -> None:
    ((_, seen),) = candidates(text, speech("en"))
    assert signs <= set(seen) and others.isdisjoint(seen)


def test_words_to_learn_from_span_all_paragraphs_of_their_quote() -> None:
    text = "“We lost the pier at noon.\n\n“It had stood for ninety years,” said Ida Holm."
    ((span, _),) = candidates(text, speech("en"))
    assert span == (text.index("We"), text.index(",”") + 1)


def test_all_marks_of_a_sentence_count_wherever_they_stand_in_it() -> None:
    text = "The board called it “a plan of old” and “the end of plan B” again."
    assert all("beside 2" in signs for _, signs in candidates(text, speech("en")))
