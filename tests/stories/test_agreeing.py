"""Reports that tell one event join; those that share a name, a place or a kind of event do not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from stories.reports import DAY, told

from digest.articles import Article
from digest.stories.in_common import in_common
from digest.stories.judgement import DOUBT, Edge, traits, weights
from digest.stories.story import group
from digest.text.languages import language_table, languages
from digest.text.tokens import stopwords

EVENTS = {
    "one person": (
        [
            (
                "Mayor Ilva Brandt opens rebuilt bath house",
                "Ilva Brandt, mayor of Corrin, has opened the bath house on Salt Lane after six years"
                " of repairs. The steam room was made by hand from larch.",
            ),
            (
                "Steam rises again on Salt Lane",
                "The bath house of Corrin has opened its doors after six years of repairs. Bathers "
                "queued on Salt Lane for the larch steam room; the mayor, Ilva Brandt, went in first.",
            ),
        ],
        [
            (
                "Mayor Ilva Brandt breaks wrist on ice rink",
                "Ilva Brandt, mayor of Corrin, fell while skating with her niece on Sunday. A plaster"
                " will stay on for five weeks, the hospital said.",
            ),
        ],
    ),
    "one town": (
        [
            (
                "Nurses strike in Corrin over night shifts",
                "Some 340 nurses walked out of Corrin infirmary on Tuesday. They refuse a rota with "
                "nine night shifts a month.",
            ),
            (
                "Infirmary cancels operations as nurses walk out",
                "Corrin infirmary has put off 60 operations because 340 nurses are on strike. They "
                "object to nine night shifts a month.",
            ),
        ],
        [
            (
                "Late goal wins cup for Corrin",
                "A header in the last minute gave Corrin the county cup on Tuesday. Four thousand "
                "came to the square to sing.",
            ),
        ],
    ),
    "two quakes": (
        [
            (
                "Quake of 5.2 shakes Lissow",
                "An earthquake of magnitude 5.2 cracked chimneys in Lissow before dawn. The school "
                "gym is a shelter for 90 people.",
            ),
            (
                "Lissow counts its chimneys after the tremor",
                "Ninety people spent the night in the school gym of Lissow after the 5.2 earthquake. "
                "Roofers have come from three counties.",
            ),
        ],
        [
            (
                "Quake of 4.1 felt in Dornach",
                "An earthquake of magnitude 4.1 was felt in Dornach on Monday evening. Nothing was "
                "damaged; a vase fell from a shelf.",
            ),
        ],
    ),
    "two verdicts": (
        [
            (
                "Forger of stamps gets four years",
                "Jost Harm printed rare stamps in a garage in Velden and sold them for 70,000 marks. "
                "A judge sent him to prison for four years.",
            ),
            (
                "Garage press ends in prison for Jost Harm",
                "The stamps looked a hundred years old and were made in a garage in Velden. Jost Harm"
                " must go to prison for four years; he had earned 70,000 marks.",
            ),
        ],
        [
            (
                "Arsonist gets four years",
                "A man who set fire to three haystacks near Hennet must go to prison for four years. "
                "The judge called him bored.",
            ),
        ],
    ),
}


def groups(articles: list[Article]) -> set[frozenset[str]]:
    return {frozenset(member.id for member in story.members) for story in group(articles)}


@pytest.mark.parametrize("kind", list(EVENTS))
def test_one_event_joins_and_its_look_alike_stays_apart(kind: str) -> None:
    event, other = EVENTS[kind]
    found = groups([*told(DAY), *told(event, "e"), *told(other, "x")])
    assert frozenset({"e0", "e1"}) in found
    assert frozenset({"x0"}) in found


def test_a_day_of_single_reports_hides_none() -> None:
    assert {frozenset({f"d{n}"}) for n in range(len(DAY))} == groups(told(DAY))


def test_the_order_of_arrival_changes_nothing() -> None:
    articles = [*told(DAY)]
    for kind, (event, other) in EVENTS.items():
        articles += [*told(event, kind[:5]), *told(other, kind[-5:])]
    expected = group(articles)
    for seed in range(20):
        random.Random(seed).shuffle(articles)
        assert expected == group(articles)


def test_columns_with_one_name_are_as_many_events_and_a_copy_of_one_is_not() -> None:
    texts = ["Sir, the bins of Corrin are full.", "Madam, the bins of Corrin were emptied."]
    letters = [
        Article(id=str(n), headline="Letters", text=text, language="en") for n, text in enumerate([*texts, texts[0]])
    ]
    assert {frozenset("02"), frozenset("1")} == groups(letters)


def test_near_copies_of_one_report_are_one_story_wherever_they_stand() -> None:
    text = "A barge with 300 tonnes of gravel sank at the lock of Hennet. The skipper swam ashore with his dog."
    copies = [
        Article(id="a", headline="Gravel barge sinks at Hennet lock", text=text, site="Wire", language="en"),
        Article(id="b", headline="Gravel barge sinks at Hennet lock - Post", text=text, site="Post", language="en"),
    ]
    assert frozenset("ab") in groups([*told(DAY), *copies])


def test_what_joins_two_reports_is_told_in_words() -> None:
    (event, _) = EVENTS["two quakes"]
    first, second = told(event, "e")
    assert in_common([first, second]) == {"e1": f"like “{first.headline}”: Lissow; chimneys, people, school; 5.2, 90"}
    assert in_common([first]) == {}


def test_one_report_of_two_events_does_not_join_all_that_tell_of_either() -> None:
    """Two clusters need more than one pair that agrees: else the event that is told less would be hidden."""
    far, near = Edge(-1.2, -1.2, 0, 1, 0.5), Edge(4.0, 4.0, 1, 1, 0.8)
    clusters = Edge(0.0, -9.0, 0, 0, 0.0)
    for edge in (near, far, far, far):
        clusters.add(edge)
    one_of_four = traits(clusters, (1, 4), (1, 4), (1.0, 4.0))
    assert weights().join(one_of_four) == DOUBT
    assert weights().join(one_of_four, agreed=0.0) > DOUBT


@pytest.mark.parametrize(
    ("headline", "joins"),
    [
        ("Snow to return to the valley", False),  # two words that any day may have
        # A town and a station, and all else is new.
        ("Ambler with forty stolen goats and two lizards held at Hennet station", False),
        ("Hennet waits for guard dog at station", True),
    ],
)
def test_a_bare_headline_joins_a_text_that_has_enough_of_it(headline: str, joins: bool) -> None:
    text = (
        "Guard dog comes home to Hennet",
        "The guard dog of Hennet station is to return on Friday. It had boarded a train in the valley and was held at "
        "the border. Children wait with sausages.",
    )
    found = groups([*told(DAY), *told([text, (headline, "")], "e")])
    assert (frozenset({"e0", "e1"}) in found) == joins


@pytest.mark.parametrize("language", ["en", "es"])
def test_two_headlines_of_one_form_that_name_others_are_two_events(language: str) -> None:
    """Somebody else, somewhere else: neither the same verb nor one number makes it one event."""
    lines = [
        ("Two climbers rescued from Mount Sorrel", ""), ("Two climbers rescued from Mount Harrow", ""),
        ("Author Piet Sandel reads from new novel in Lumley", "He reads from a novel in the library. Entry is free."),
        ("Author Hanne Olb reads from new novel in Lumley", "She reads from a novel in the library. Entry is free."),
    ]  # fmt: skip
    articles = [replace(one, language=language) for one in told([*lines, *DAY])]
    assert all(len(story.members) == 1 for story in group(articles))


FORM = (
    "{} stood before judge Maren Holt in Lumley on Monday and was sent to prison for five years. {} "
    "Both sides may appeal."
)
COURT = (
    ("Court: roofer gets five years for slates", FORM.format("A roofer", "He had sold slates that were not his.")),
    ("Court: poacher gets five years for deer", FORM.format("A poacher", "Nineteen deer had hung in a barn.")),
)


@pytest.mark.parametrize(
    ("other", "joins"),
    [
        (COURT[1], False),
        # A correction has its words anywhere, and most of its headline is the other's.
        (("Corrected: roofer gets five years for slates", COURT[0][1].replace("slates", "700 slates")), True),
    ],
)
def test_one_outlet_s_form_filled_in_twice_is_two_events(other: tuple[str, str], joins: bool) -> None:
    pair = [replace(one, site="Lumley Post") for one in told([COURT[0], other], "e")]
    found = groups([*told(DAY), *pair])
    assert (frozenset({"e0", "e1"}) in found) == joins


def test_a_title_before_a_shared_name_is_no_more_than_the_name() -> None:
    lines = [
        ("Treasurer to leave", "City treasurer Ada Kolm leaves in June. She wants to keep bees."),
        ("Marathon for beginners", "City treasurer Ada Kolm came in last. She had trained along a canal."),
    ]
    assert all(len(story.members) == 1 for story in group([*told(lines, "e"), *told(DAY)]))


@pytest.mark.parametrize("language", [tag for tag in languages("speech") if stopwords(tag)])
def test_the_function_words_of_no_language_are_evidence(language: str) -> None:
    """One person and the words that any two texts have: still two events."""
    small = str(language_table(language, "speech")["guess"]).split()
    lines = [
        ("Sorvel brant Tessa Quill", f"Olmek {' '.join(small[:9])} Tessa Quill {' '.join(small[9:])} tarnof."),
        ("Mirdo fesk Tessa Quill", f"Puldan {' '.join(small[:9])} Tessa Quill {' '.join(small[9:])} vebrik."),
    ]
    assert all(len(story.members) == 1 for story in group([replace(one, language=language) for one in told(lines)]))
