"""The smallest text for each thing that prints a wrong quote or a wrong name: what a paper really sets, in our words.

Each case is a text with its quotes and their speakers, '' where nobody may be named.
"""

import pytest

from digest.articles import Article
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove

Case = tuple[str, list[tuple[str, str]]]

# fmt: off
MARKS: list[Case] = [
    ("’Tis late for ferries. The old keeper’s boat is out, and nobody’s lamp is lit.", []),
    ("'Cause of the storm, the piers' lamps were out. \"We waited,\" said Mia Torn, \"until dawn.\"",
     [("We waited, until dawn.", "Mia Torn")]),
    ('The post is 7\' 6" tall. "It leans," said Mia Torn.', [("It leans", "Mia Torn")]),
    ('Two planks, 9" and 11" wide, were lost. Nobody saw them go, and the yard\'s men were away.', []),
    ('"The beam (6" or so) is oak," Mia Torn said.', [('The beam (6" or so) is oak', "Mia Torn")]),
    ("“The lamp is”—Torn looked up—“still lit.”", [("The lamp is still lit.", "Torn")]),
    ("Fish 'n' chips and rock 'n' roll were the harbour's two trades. They're gone, the keeper's widow thinks.", []),
]
PLACES: list[Case] = [
    ("“Who has the key to the lock?” asked the ferryhand, who had waited all night.",
     [("Who has the key to the lock?", "ferryhand")]),
    ("“The lock opens in May,” the chairbound quayfolk said.", [("The lock opens in May", "chairbound quayfolk")]),
    ("“The lock opens in May,” said one Torn loyal.", [("The lock opens in May", "one Torn loyal")]),
    ("“Do they rust in winter?” said the Torn crane.", [("Do they rust in winter?", "")]),
    ("In the letter the quayfolk wrote, “The lock will open in May.”", [("The lock will open in May.", "quayfolk")]),
    ("The button says, “Send me a copy of this letter.”", [("Send me a copy of this letter.", "")]),
    ("A tweet from @tornferries: “The lock opens in May and stays open.”",
     [("The lock opens in May and stays open.", "@tornferries")]),
    ("“The lock opens in May,” no keeper said.", [("The lock opens in May", "")]),
    ("No one at the choir says: “We sing too loud.”", [("We sing too loud.", "")]),
    ("“The lock opens in May,” the seamstress wailed to her sister-in-law.",
     [("The lock opens in May", "seamstress")]),
    ("The playwright castigated the “worst harbour of the north.”", [("worst harbour of the north.", "playwright")]),
    ("Technocrats said: “The lock will open in May.”", [("The lock will open in May.", "Technocrats")]),
]
TAGS: list[Case] = [
    ("“Nobody counted the empty boats,” Mia Torn said.", [("Nobody counted the empty boats", "Mia Torn")]),
    ("“Nobody counted them —” Mia Torn began, but the horn was louder.", [("Nobody counted them", "Mia Torn")]),
    ("“We lost two boats,” Torn said, “and a winter,” she added.", [("We lost two boats, and a winter", "Torn")]),
    ("“Thank you. (APPLAUSE) We open the lock today,” said Mia Torn.",
     [("Thank you. We open the lock today", "Mia Torn")]),
]
OTHERS: list[Case] = [
    ("“The lock is safe,” said Torn. Vale laughed. “You never open it.”",
     [("The lock is safe", "Torn"), ("You never open it.", "")]),
    ("“The lock is safe,” said Mia Torn. Jon Vale laughed. “You never open it in the winter.”",
     [("The lock is safe", "Mia Torn"), ("You never open it in the winter.", "Jon Vale")]),
    ("Old Ida Kern died in March. “She kept the lamp for forty years,” a neighbour said.",
     [("She kept the lamp for forty years", "neighbour")]),
    ("Torn quoted her teacher, Jon Vale: “A lock is a patient thing.”", [("A lock is a patient thing.", "Jon Vale")]),
    ("The board’s letter quotes the diver Lia Stone: “There is no door left.”",
     [("There is no door left.", "diver Lia Stone")]),
    ("“The lock is safe,” said Mia Torn. The room was silent. “I would sleep below it.”",
     [("The lock is safe", "Mia Torn"), ("I would sleep below it.", "Mia Torn")]),
]
NAMES: list[Case] = [
    ("“Gates rust from below,” said Mia Torn of Nordhavn’s Institute of Tides.",
     [("Gates rust from below", "Mia Torn")]),
    ("In Harbour Master Vale’s words: “Gates rust from below.”", [("Gates rust from below.", "Harbour Master Vale")]),
    ("As Jon Vale says, “gates rust from below, and so do towns.”",
     [("gates rust from below, and so do towns.", "Jon Vale")]),
    ("As our Managing Director, Mia Torn, put it: “Gates rust from below.”", [("Gates rust from below.", "Mia Torn")]),
    ("Permanent Secretary of Ports Mia Torn joined the call, saying, “Gates rust from below.”",
     [("Gates rust from below.", "Permanent Secretary of Ports Mia Torn")]),
    ("“Gates rust from below,” said Port Director, Jon Vale.", [("Gates rust from below", "Jon Vale")]),
    ("“Gates rust from below,” said gate keeper Mia Torn, who has kept three.",
     [("Gates rust from below", "gate keeper Mia Torn")]),
    ("The report came late, but after long talks Nordhavn said the lock was “not, for once, at fault.”",
     [("not, for once, at fault.", "Nordhavn")]),
    ("The Harbour Trust Commissioner for Locks said the gate did “not change the law of the river.”",
     [("not change the law of the river.", "Harbour Trust Commissioner for Locks")]),
    ("Mia Torn, President River Locks North, says: “Gates rust from below.”", [("Gates rust from below.", "Mia Torn")]),
    ("“Gates rust from below,” her friend Mia Torn said.", [("Gates rust from below", "friend Mia Torn")]),
    ("“Gates rust from below,” our keeper Mia Torn said.", [("Gates rust from below", "keeper Mia Torn")]),
    ("The dam is a move inspectors called “the boldest on any river in the county.”",
     [("the boldest on any river in the county.", "inspectors")]),
]
NOBODY: list[Case] = [
    ("See also: “The locks of the upper river and the men who kept them.”", []),
    ("Examples: “We would like to see the lock,” or “Where is the keeper?”", []),
    ("Myths about locks are old. Myth: “Locks are slow, and nobody has ever been in a hurry on a river.”", []),
    ("Fifty-one percent say that “the lock should be closed for the winter.”",
     [("the lock should be closed for the winter.", "")]),
    ("Two girls wrote: “We did our best.”", [("We did our best.", "two girls")]),
    ("Remember the old rule: “One hand for the boat.”", [("One hand for the boat.", "")]),
    ("Remind yourself, “What does the boat need now?”", []),
    ("Our policy says:\n\n> The locks belong to everybody on the river.",
     [("The locks belong to everybody on the river.", "")]),
    ("Our lock keeper at the NPO said, “The water came at four in the morning.”",
     [("The water came at four in the morning.", "lock keeper at the NPO")]),
    ("21st Century Locks says the doors should have “the same colour in all towns.”",
     [("the same colour in all towns.", "21st Century Locks")]),
    ("Our lock keeper at the weir said, “The water came at four in the morning.”",
     [("The water came at four in the morning.", "lock keeper at the weir")]),
    ("Their motto: “We open at dawn, and we close when the last boat is in.”", []),
    ("This group wants “locks that are useful, and keepers who are happy,” by June.",
     [("locks that are useful, and keepers who are happy", "")]),
    ("12 of 40 said: “The lock should open on Sundays as well.”", [("The lock should open on Sundays as well.", "")]),
    ("Suddenly: “The gate is open, and there is nobody at the wheel!”",
     [("The gate is open, and there is nobody at the wheel!", "")]),
]
NOT_SPEECH: list[Case] = [
    ("In 1971 Vale published “A model of shared water for small towns.”", []),
    ("In “The Keeper’s Winter Handbook,” Jon Vale wrote that “a lock is never quite shut.”",
     [("a lock is never quite shut.", "Jon Vale")]),
    ("“Doors in the Water: The Part of Small Locks in Building the Northern River Trade”", []),
    ("The office released the ‘lock standards’ on Monday, and nobody read them.", []),
    ("See Mia Torn’s post or Jon Vale’s slides on “small lock theory” from the spring talk.", []),
    ("Ask them things like these:\n\n- “What do you see from the wheel?”\n- “Who opens it when you are ill?”", []),
    ("The page begins so:\n\nsummary: \"We're building a new lock, and we need your help! Come by on Friday.\"", []),
    ("Press “Open the lower gate now” and wait for the lamp.", []),
    ("The walkers sang “We shall not leave the river” on the way home.", []),
    ("> [!TIP]\n> “Keep the wheel dry, and the keys out of the reach of children.”", []),
]
BLOCKS: list[Case] = [
    ("> Gates rust from below.\n\n> — Chief Lock Officer, Mia Torn", [("Gates rust from below.", "Mia Torn")]),
    ("> Gates rust from below, and that is all there is to say about them. - Mia Torn and Jon Vale",
     [("Gates rust from below, and that is all there is to say about them.", "Mia Torn and Jon Vale")]),
    ("> I wanted work that the river alone can’t give - Mia Torn, Lock Engineer\n\n"
     "> I came for the boats, and I stayed. - Jon Vale, Lock Engineer",
     [("I wanted work that the river alone can’t give", "Mia Torn"),
      ("I came for the boats, and I stayed.", "Jon Vale")]),
    ("> “Nobody built this lock alone, and nobody will keep it so.” Mia Torn, Director, River Trust",
     [("Nobody built this lock alone, and nobody will keep it so.", "Mia Torn")]),
    ("How far do you agree?\n\n“The keeper was easy to find and friendly.”\n\n- Strongly Agree\n- Agree\n- Neutral",
     [("The keeper was easy to find and friendly.", "")]),
    ("“The keeper was easy to find and friendly.”\n— Acting Chief of Locks Mia Torn, River Trust",
     [("The keeper was easy to find and friendly.", "Acting Chief of Locks Mia Torn")]),
    ("> The keeper was easy to find\nand friendly to all of us.\n> — Mia Torn",
     [("The keeper was easy to find and friendly to all of us.", "Mia Torn")]),
    ("> Gates rust from below.\n\n> — Our NPO partner", [("Gates rust from below.", "NPO partner")]),
    ("> “Gates rust from below.”\n\n> — Guide to the Keeping of Locks, River Trust",
     [("Gates rust from below.", "")]),
    ("> “We opened it,” Torn told the trust, “and nobody came.”", [("We opened it, and nobody came.", "Torn")]),
    ("> We opened it today!\n>\n> &mdash; Mia Torn (@mia) <a href='https://example.org'>June 3, 2024</a>",
     [("We opened it today!", "Mia Torn")]),
]
PRONOUNS: list[Case] = [
    ("Chairwoman Ida Kern met Carl Berg on the pier on Friday. “The lock opens in May,” she said.",
     [("The lock opens in May", "Chairwoman Ida Kern")]),
    ("Carl Berg met Chairwoman Ida Kern on the pier on Friday. “The lock opens in May,” she said.",
     [("The lock opens in May", "")]),
    ("Ferrywoman Robin Kern met Toni Berg on the pier on Friday. “The lock opens in May,” she said.",
     [("The lock opens in May", "Ferrywoman Robin Kern")]),
    ("Mr. Kern and Mr. Berg came to the pier on Friday. “The lock opens in May,” he said.",
     [("The lock opens in May", "")]),
    ("The Mud Otter was a success. The man who built it is rich. “The boat is good,” he said.",
     [("The boat is good", "")]),
    ("The Lake Terns beat the River Gulls. “It was cold,” she said.", [("It was cold", "")]),
    ("Lock Director Ida Maria Kern opened the gate. Then it rained. “We are early,” Kern said.",
     [("We are early", "Kern")]),
]
NOTHING_SAID: list[Case] = [
    # A line without a stop is a heading: it reports nobody's words.
    ("Harbour Tool 1.0 released\n\n“After a year of work, the tool is out for everybody.”",
     [("After a year of work, the tool is out for everybody.", "")]),
    ("Mia Torn said that the tool is out.\n\n“After a year of work, it is for everybody.”",
     [("After a year of work, it is for everybody.", "Mia Torn")]),
    ("Harbour Meeting Minutes posted\n\n“After a bit of delay we now have them all.”",
     [("After a bit of delay we now have them all.", "")]),
    # A work in a list, one that somebody made, one that is called what it is.
    ("Read this:\n\n1. Jon Vale, “Just for Boats”\n2. Ida Kern: “Free Boats, Free Harbour: Essays of Ida Kern”", []),
    ("2. Ida M. Kern: “Free Boats, Free Harbour”\n3. Jon Vale: “The Quiet Harbour of Tolm”\n", []),
    ("1. Ida Kern: “We need a free harbour for the boats.”", [("We need a free harbour for the boats.", "Ida Kern")]),
    ("Talks: “Boats - how to bring the web to your pier” by Jon Vale, “New features for a lock” by Mia Torn.", []),
    ("The talk, inspired by Ida Kern's essay “The Quiet Harbour,” the post argues, was too long.", []),
    # What a program shows or takes, and what something is.
    ("Holm recommends that all use the “lock up” command.", []),
    ("Holm recommends the “lock up at night” rule to all.", [("lock up at night", "Holm")]),
    ("Mia Torn said the “we will lock it all up tonight” option is gone.",
     [("we will lock it all up tonight", "Mia Torn")]),
    ("Scribble 1.78 says: “Jump threading at night is off.”", [("Jump threading at night is off.", "")]),
    ("This has a new tool. Scribble is:\n\n“Scribble is a tool that helps you to draw great boats of all kinds.”",
     [("Scribble is a tool that helps you to draw great boats of all kinds.", "")]),
    ("Mia Torn was tired. His answer was: “We draw great boats.”", [("We draw great boats.", "his answer")]),
    ("Scribble 1.78 brought a new way, calling it “jump threading at night”.", []),
    ("Wave Runner 5.2 was out. He said: “The boats were put back for the night.”",
     [("The boats were put back for the night.", "")]),
    ("Lake Timber, Inc. said: “We draw great boats of all kinds.”", [("We draw great boats of all kinds.", "")]),
    ("Ida Kern translated the story “No Such Boat,” which warns of the lake.", []),
    # Who is told to say it counts, and not who reports that.
    ("Mia Torn said “the lock wants a third boat”, according to a Lakeside report.",
     [("the lock wants a third boat", "Mia Torn")]),
    ("The lock is old. “It wants a third boat”, according to Lakeside Radio.",
     [("It wants a third boat", "Lakeside Radio")]),
    # What a program is told is no credit.
    ("> The gates are shut, and will be for a long while to come.\n>\n> -Ztide-gauge", []),
    ("> The gates are shut, and will be for a long while to come.\n>\n> - Ida Kern",
     [("The gates are shut, and will be for a long while to come.", "Ida Kern")]),
    ("Please note that it was dropped to “tier two piers with a crane” in March.",
     [("tier two piers with a crane", "")]),
]
# fmt: on
ALL = [*MARKS, *PLACES, *TAGS, *OTHERS, *NAMES, *NOBODY, *NOT_SPEECH, *BLOCKS, *PRONOUNS, *NOTHING_SAID]


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_what_is_quoted_and_whose_it_is(text: str, expected: list[tuple[str, str]]) -> None:
    article = Article(id="case", headline="-", text=text, language="en")
    quotes = find_quotes(article)
    assert expected == [(quote.text, quote.speaker) for quote in quotes]
    assert {prove(quote, article.source_text) for quote in quotes} <= {""}


def test_a_last_name_is_told_with_all_first_names_that_stand_before_it() -> None:
    (quote,) = find_quotes(Article(id="case", headline="-", text=PRONOUNS[-1][0], language="en"))
    assert quote.full_name == "Ida Maria Kern"


def test_a_last_name_of_two_words_has_its_first_name_too() -> None:
    text = "Architect Thomas Vander Holm came. “One size does not fit all boats,” Vander Holm said."
    (quote,) = find_quotes(Article(id="case", headline="-", text=text, language="en"))
    assert quote.full_name == "Thomas Vander Holm"


def test_what_stands_before_a_name_once_and_not_again_is_no_part_of_it() -> None:
    text = "Chairwoman Riverside Anna Holm opened the gate. Anna Holm was late. “We are early,” Holm said."
    (quote,) = find_quotes(Article(id="case", headline="-", text=text, language="en"))
    assert quote.full_name == "Anna Holm"


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Potter Klaus Brandt has a kiln by the lake. “I never close it,” Klaus said.", "Klaus Brandt"),
        ("We met the potter Ida M. de la Rosa at her kiln. “I never close it,” Ida said.", "Ida M. de la Rosa"),
        (
            "Klaus Brandt has a kiln by the lake. “I never close it,” Klaus said.",
            "",
        ),  # nothing tells that he is a person
        ("Tarn Park is open. “We planted it,” Tarn said. The firm has its seat there.", ""),
        ("Potter Klaus Brandt met diver Klaus Stone. “I never close it,” Klaus said.", ""),  # either
        ("“I never close it,” Klaus said. Potter Klaus Brandt has a kiln by the lake.", ""),  # not met yet
        ("Potter Klaus Brandt-Holm has a kiln. “I never close it,” Klaus said.", "Klaus Brandt-Holm"),
        ("Potter Klaus Brandt has a kiln. “I never close it,” Brandt said.", "Klaus Brandt"),
        ("We asked whether Tarn Park is open. “I never close it,” Tarn said.", ""),
        ("Quoting Klaus, boats “still have some holes to mend”.", ""),
    ],
)
def test_a_first_name_alone_is_told_whole_where_a_post_stands_before_it(text: str, full: str) -> None:
    (quote,) = find_quotes(Article(id="case", headline="-", text=text, language="en"))
    assert quote.full_name == full
