"""Which sentences can be shown without those around them, by example."""

import pytest

from digest.quotes.select.alone import fault, leans_softly, opening_pronoun, stands_alone
from digest.text.stems import stems

STANDS = {
    "en": [
        "Nordhavn closes its tidal barrier for the ninth time this winter.",
        "A 28-year-old keeper, Anna Holm, has counted the boats of Nordhavn since May.",
        "The board counted 41 flooded cellars in the old quarter on Monday night.",
        "When the gate opened, it swept forty boats into the basin.",
        "Those who live by the canal have paid more than their neighbours.",
        "According to Anna Holm, the town lost its ferry in May.",
        "Today, the board of the port has opened a new gate in the north.",
        "Leaving the gate open costs the town of Nordhavn a thousand a day.",
        "Those who keep the gate have found the boats that are missing.",
        "To keep the town dry, engineers have built a gate in the north.",
        "According to the port office and its partners, the town lost a ferry in May.",
        "Keepers count each boat, and we've four for the harbours of the north.",
        "To date, Nordhavn has lost forty boats to the storms of May.",
        "The Port Board is the largest office of the county and has forty boats.",
    ],
    "de": [
        "Der 40-jährige Pier von Nordhavn bekommt im Mai eine neue Lampe.",
        "Nordhavn schließt sein Sperrwerk zum neunten Mal in diesem Winter.",
        "Als Holm kam, sprach er über den Hafen der Stadt.",
        "Anna Holm sagte, die Schleuse der Stadt sei seit Jahren nicht dicht.",
        "Laut Holm sei die Schleuse der Stadt seit Jahren nicht dicht.",
        "Im Hafen fahren solche Boote wie die der Werft von Nordhavn.",
        "Was der Hafen kostet, zahlt die Stadt Nordhavn aus ihrer Kasse.",
    ],
    "fr": ["Nordhavn ferme sa porte pour la neuvième fois cette année, dit le port."],
    "ja": ["港の水門は今年の冬に九回閉じられ、去年の二倍になったと町の港湾局が月曜日の夜に発表した。"],
    "xx": ["They closed the gate again and nobody in the old town knew why it was."],
}
LEANS = {
    "en": [
        ("It was a long night for the people of the old quarter.", "leans"),
        ("The 28-year-old has counted the boats of the old harbour since May.", "leans"),
        ("The company was set up by two keepers of the northern locks in May.", "leans"),
        ("They closed the gate again and nobody in the town knew why.", "leans"),
        ("According to the results of their survey, keepers would rather have lamps.", "leans"),
        ("Marina Torn is the Acting Director of the Port Office and lives by the canal.", "who somebody is"),
        ("Marina Torn leads the Port Office, which counts the boats of Nordhavn.", "who somebody is"),
        ("Ida Kern, Carl Berg and Lia Stone are engineers at the locks of the upper river.", "who somebody is"),
        ("Many helped, including Ida Kern, Carl Berg, Lia Stone, Jon Vale, and the board.", "who somebody is"),
        ("Use plain words to say what the boats carry and where they go.", "asks"),
        ("However, the gate of the old harbour was closed again.", "leans"),
        ("After they closed the gate, the old quarter stayed dry.", "leans"),
        ("Along the way, it grew into a project of nine towns.", "leans"),
        ("After they've built the gate, nobody feared the winter.", "leans"),
        ("The gate, he says, will hold for another hundred years.", "leans"),
        ("One of his many ideas was a second gate in the north.", "leans"),
        ("Nine towns have joined the board of these harbours.", "points"),
        ("Nine towns have come together because of that gate.", "points"),
        ("Nine towns are shown in the list that stands below.", "notice"),
        ("Please write to the harbour board by the end of May.", "asks"),
        ("Registration for the harbour days will open in spring.", "notice"),
        ("Subscribe to the letter of the harbour board in town.", "asks"),
        ("Nine towns came to my house to speak about the gate.", "own words"),
        ("Will the gate of the old harbour hold for a century?", "question"),
        ("The gate of the old harbour holds for a whole century", "whole"),
        ("(The gate of the old harbour holds for a whole century.)", "whole"),
        ("- Open the gate of the harbour before the water comes.", "whole"),
        ("and so the gate of the harbour holds for a century.", "inside"),
        ("The gate “holds for a century”, says the harbour board.", "marks"),
        ("The gate (of the old harbour holds for a whole century.", "brackets"),
        ("Write to board@nordhavn.example before the end of May.", "holds"),
        ("The gate holds &#8217; for a whole century in the town.", "holds"),
        ("The gate of the harbour holds for a whole century...", "breaks off"),
        ("Keepers at the required gate of Nordhavn in 1982.", "no verb"),
        ("Similarly, the gate of the harbour holds a century.", "leans"),
        ("Divide the number of the boats by the number of the days.", "asks"),
        ("Branch out from the first rooms of the old harbour office.", "asks"),
        ("To find the boats, go to the pier and look up their numbers.", "asks"),
        ("Whenever a keeper joins the board, give them the old book of gates.", "asks"),
        ("The engineers of the port have long wished to solve that problem.", "points"),
        ("The engineers of the port are in no position to do that.", "points"),
        ("Each time they open the gate, the boats of the town are counted.", "leans"),
        ("Keepers of the county found no room for boats inside that 12 acres.", "points"),
        ("During another storm of the spring, Nordhavn lost forty boats.", "leans"),
        ("A better way is to count the boats of the harbour in May.", "leans"),
        ("In May the two keepers of the northern locks left Nordhavn.", "points"),
        ("Keepers start the pump of the lock by startPump(40); of the panel.", "holds"),
        ("Schedule talks with the keepers of every lock of the county.", "asks"),
        ("Always count the boats that the keepers bring in from the sea.", "asks"),
        ("Boats are many in Nordhavn, and in Vessa, that share is far higher.", "points"),
        ("Ran the gate of the old harbour for forty years without a rest.", "asks"),
        ("The FBI has decided not to look into her boats and her bridges.", "leans"),
        ("The two keepers of the gate have known one another for years.", "leans"),
        ("Leaving doors open to whoever needs rooms where boats are built.", "no verb"),
    ],
    "de": [
        ("Im Winter droht dem 66-Jährigen eine Strafe von tausend Kronen.", "leans"),
        ("Nach deren Angaben fahren im Hafen von Nordhavn neun Boote.", "leans"),
        ("Das beschloss der Rat der Stadt Nordhavn am Montag im Hafen.", "leans"),
        ("Anlass waren neun Boote, die im Hafen von Nordhavn gesunken sind.", "leans"),
        ("Deshalb blieb das Sperrwerk im Winter geschlossen.", "leans"),
        ("Er sprach am Montag über das Sperrwerk in der Stadt.", "leans"),
        ("Neun Städte haben sich wegen dieser Frage getroffen.", "points"),
        ("Weitere Informationen gibt es im Rathaus der Stadt.", "leans"),
        ("Der Bau einer solchen Schleuse kostet die Stadt neun Millionen Kronen.", "leans"),
        ("Was liegt näher als ein Boot für die Leute von Nordhavn.", "asks"),
        ("Auf ihrer Seite fanden sich Bilder von neun Booten im Hafen.", "leans"),
        ("Zum einen wird auf neun Boote im Hafen von Nordhavn verwiesen.", "leans"),
        ("Die Schleuse im alten Hafen der Stadt sei seit Jahren nicht dicht.", "who"),
    ],
    "fr": [("Cependant, la porte du vieux port est restée fermée.", "leans")],
    "es": [("Sin embargo, la puerta del puerto quedó cerrada ayer.", "leans")],
    "ja": [("しかし水門は閉じたままで、町の人々は夜通し起きていたと港湾局が述べた。", "leans")],
    "zh": [("但是水门一直关着，老城区的居民整夜没有睡觉，港务局周一晚上这样说。", "leans")],
}


@pytest.mark.parametrize(("language", "sentence"), [(tag, one) for tag, many in STANDS.items() for one in many])
def test_a_sentence_that_says_who_and_what_stands_alone(language: str, sentence: str) -> None:
    assert fault(sentence, language) == ""
    assert stands_alone(sentence, language)


@pytest.mark.parametrize(("language", "sentence", "why"), [(tag, *one) for tag, many in LEANS.items() for one in many])
def test_a_sentence_that_needs_its_neighbours_does_not(language: str, sentence: str, why: str) -> None:
    assert why in fault(sentence, language)
    assert not stands_alone(sentence, language)


@pytest.mark.parametrize(
    "sentence", ["The gate of the port holds.", "Word " * 60 + "ends.", "Nordhavnharbourboardgatekeepers have gone."]
)
def test_a_bullet_is_neither_a_stub_nor_a_paragraph(sentence: str) -> None:
    assert fault(sentence, "en") == ""
    assert not stands_alone(sentence, "en")


@pytest.mark.parametrize(
    ("sentence", "softly"),
    [
        ("Nordhavn closed its gate on Monday.", False),
        ("We closed the gate of Nordhavn on Monday.", True),
        ("Nordhavn closed the gate and opened it again.", True),
        ("The board has also opened a gate for the boats of Vessa.", True),
        ("Nordhavn closed the gate not only for boats but also for carts.", False),
        ("The ferry was late on every day of May.", True),
        ("The barrier was late on every day of May.", False),
    ],
)
def test_what_says_we_or_opens_with_a_thing_of_before_is_second_best(sentence: str, softly: bool) -> None:
    assert softly is bool(leans_softly(sentence, "en", stems("A new barrier for Nordhavn", "en")))


@pytest.mark.parametrize(
    ("sentence", "softly"),
    [
        ("Am Abend kündigte der Minister den Bau von neun Booten an.", True),
        ("Am Abend kündigte der Minister Carl Berg den Bau von neun Booten an.", False),
        ("Am Abend kündigte der Minister der Stadt den Bau von neun Booten an.", False),
        ("Am Abend kündigte der Direktor den Bau von neun Booten an.", False),
        ("Der Beschluss ist am Abend im Hafen von Nordhavn gefallen.", True),
        ("Der Beschluss des Rates ist am Abend im Hafen von Nordhavn gefallen.", False),
        ("Das Sperrwerk ist am Abend geschlossen worden.", False),
    ],
)
def test_a_german_role_or_thing_that_neither_title_nor_sentence_tells_is_second_best(
    sentence: str, softly: bool
) -> None:
    assert softly is bool(leans_softly(sentence, "de", stems("Direktor eröffnet Sperrwerk in Nordhavn", "de")))


@pytest.mark.parametrize(
    ("sentence", "pronoun"),
    [("They left.", "They"), ("“It’s late.", "It’s"), ("Holm said they left.", ""), ("", ""), ("Er ging.", "")],
)
def test_the_pronoun_a_sentence_opens_with_is_named(sentence: str, pronoun: str) -> None:
    assert pronoun == opening_pronoun(sentence, "en")


def test_a_we_that_goes_on_with_what_was_told_leans_twice() -> None:
    assert leans_softly("We then closed the gate of Nordhavn.", "en", frozenset()) == 2
    assert leans_softly("We closed the gate of Nordhavn.", "en", frozenset()) == 1


@pytest.mark.parametrize(
    ("sentence", "says_who"),
    [
        ("Ida is a content designer at the harbour office, and Carl is a strategist who works with the crew.", True),
        ("Superpublic is a lab for the engineers of the city.", False),
        ("It is a designer who opened the gate of Nordhavn in May.", False),
    ],
)
def test_what_somebody_of_one_name_is_only_says_who(sentence: str, says_who: bool) -> None:
    assert (fault(sentence, "en") == "only says who somebody is") is says_who


@pytest.mark.parametrize(("sentence", "leans"), [("The!", 0), ("The barrier.", 1), ("The Barrier.", 0), ("", 0)])
def test_a_thing_of_before_is_an_article_with_a_small_word_after_it(sentence: str, leans: int) -> None:
    assert leans_softly(sentence, "en", frozenset()) == leans
