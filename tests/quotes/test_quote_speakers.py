"""Who speaks in English text, rule by rule: each case names the rule that it is about."""

import pytest

from digest.articles import Article
from digest.quotes.of_article import find_quotes

Case = tuple[str, str, list[str]]

NAMES: list[Case] = [
    ("a name that is a verb elsewhere", "“The pier is lost,” Will said. “We know it by now.”", ["Will", "Will"]),
    ("… at the head of a sentence", "Will described the pier as a “wreck in the making” on Monday.", ["Will"]),
    ("a name that is a preposition elsewhere", "“We lost it in 1992,” said Al From, who built it.", ["Al From"]),
    (
        "a country before the role",
        "“The pier is proud,” US Senator Anna Holm said as she left.",
        ["US Senator Anna Holm"],
    ),
    (
        "a programme with a small word",
        "“It took a long time,” Harbour This Morning host Anna Holm said.",
        ["Harbour This Morning host Anna Holm"],
    ),
    (
        "a name that ends like an adverb",
        "Carly Holm threw her weight behind it on Monday, saying the town has “no other choice left.”",
        ["Carly Holm"],
    ),
    (
        "decomposed letters",
        "As the prosecutor Marc Tre\u0301vin put it, “it was a bad crowd.”",
        ["prosecutor Marc Tre\u0301vin"],
    ),
    ("an abbreviated office", "“This is a waste of our time,” said Del. Anna Holm of the islands.", ["Del. Anna Holm"]),
    (
        "a verb after the name is not part of it",
        "Holm rallied supporters by warning that “the pier is in danger” on Monday.",
        ["Holm"],
    ),
    ("… nor is an irregular one", "The mayor left no doubt, saying that “the pier is lost” for good.", ["mayor"]),
    (
        "the noun after a place is the speaker",
        "“It is a hard case,” said the Nordhavn senator, “and it will stay one.”",
        ["Nordhavn senator"],
    ),
    (
        "an owner keeps what he owns",
        "Holm's first five questioners were hostile: “Is it time to go?”",
        ["Holm's first five questioners"],
    ),
    (
        "a role with of",
        "“It will soften,” Mayor Anna Holm’s chief of staff, Carl Berg, told the Courier on Monday.",
        ["Carl Berg"],
    ),
    (
        "a share of people",
        "Only 52 percent of registered voters agreed that the pier is in “good enough shape to last.”",
        ["52 percent of registered voters"],
    ),
    ("two speakers of one tag", "“The pier is lost,” said Anna Holm and Carl Berg.", ["Anna Holm and Carl Berg"]),
    (
        "two roles of one speaker",
        "“The pier is lost,” the Nordhavn senator and former mayor said in a statement.",
        ["Nordhavn senator and former mayor"],
    ),
    (
        "small words before a name are the sentence’s",
        "Vice President for news and talk Anna Holm called the show “the harbour of record.”",
        ["Anna Holm"],
    ),
]

TAGS: list[Case] = [
    (
        "behind another quote’s tag a sentence that goes on",
        "“We need Ames,” said Holm. “We could win every vote in the old town,” which votes in June.",
        ["Holm", "Holm"],
    ),
    (
        "… also where the tag’s sentence is long",
        "“Many are here,” said Anna Holm, who backed Rep. Berg’s town. “They agree with us by now” on it.",
        ["Anna Holm", "Anna Holm"],
    ),
    ("a name and a verb in no list", "“Keep your hands where I can see them,” Holm hums to the crowd.", ["Holm"]),
    (
        "a role and a past tense in no list",
        "“Keep your hands where I can see them,” the judge snarled at him.",
        ["judge"],
    ),
    (
        "a tag without its comma",
        "“As a builder, he closed a lot of shops, too” Holm said after a walk on Monday.",
        ["Holm"],
    ),
    ("a tag with as", "The fact that the race “is a dead heat by now,” as Holm said on Monday, matters.", ["Holm"]),
    (
        "a day in what speaks",
        "“There are jellyfish with more spine than he has,” reads a Sunday editorial in the Courier.",
        ["Sunday editorial"],
    ),
    (
        "a tag at the end of the sentence",
        "Add to it a “harbour that is a lightning rod” and people get nervous, said Anna Holm.",
        ["Anna Holm"],
    ),
    ("quoted as saying", "“Our way succeeds by now,” Holm is quoted as saying.", ["Holm"]),
    (
        "a tag in small letters after !",
        "“Hands! Let me see your hands!” an officer ordered. “Step right out.”",
        ["officer"] * 2,
    ),
    (
        "a noun and a past tense",
        "“Going up to bed was half an hour’s work,” the lodger described in a letter.",
        ["lodger"],
    ),
    ("a name that is a pronoun in small letters", "Untreated, it is “always fatal”, says WHO.", ["WHO"]),
    (
        "two roles before a name",
        "“The wind is fun to think about,” pilot and chief engineer Anna Holm said.",
        ["pilot and chief engineer Anna Holm"],
    ),
    (
        "marked words that only name a thing",
        "A “phase one” trade deal, once expected by May, is far off, advisers say.",
        [],
    ),
    ("a weak verb inverts nothing", "Holm, star of the “Harbour,” thanked Berg.", []),
]

LEADS: list[Case] = [
    (
        "the sentence’s subject before a colon",
        "Holm lobbies for a wider pier in town after town: “Nobody should wait so long.”",
        ["Holm"],
    ),
    (
        "a name after a dash",
        "Polls tighten in the harbour - HarbourWatch: “The vote moved by two points.”",
        ["HarbourWatch"],
    ),
    (
        "two names after from",
        "The signs were there -More from Holm and Berg: “The vote moved by two points.”",
        ["Holm and Berg"],
    ),
    (
        "a form after a modal has its own subject",
        "The Courier will call you a liar and Radio Nordhavn will accuse you of “a bad case of nerves.”",
        ["Radio Nordhavn"],
    ),
    (
        "a noun is no verb",
        "But Mr. Holm said the annual talks, which began in May, remained “one of our best hopes by far.”",
        ["Mr. Holm"],
    ),
    (
        "the subject before a relative clause",
        "Holm was clear, but the groups who wrote to her on Monday say they are “worried by it all.”",
        ["groups"],
    ),
    (
        "what a voter said is not who told him",
        "Anna Holm told a woman who feared that people would stay at home that “this is not the first storm.”",
        ["Anna Holm"],
    ),
    (
        "the name before an aside",
        "The pier closed, and the board asked why Anna Holm, for one, called it “the best of them all.”",
        ["Anna Holm"],
    ),
    (
        "a participle and its clause",
        "The first scene came when Holm supporters cut the speech short, shouting “we win, you lose!”",
        ["Holm supporters"],
    ),
    (
        "a participle with its own subject",
        "Both men left – Holm saying he was “very glad of it” and Berg calling it a “great day.”",
        ["Holm", "Berg"],
    ),
    (
        "a clip of somebody",
        "The spot ends with footage of Holm saying on Monday, “That makes me the smart one.”",
        ["Holm"],
    ),
    ("who was made to say it", "That prompted Berg to joke about the rain and call Holm “very flexible.”", ["Berg"]),
    (
        "who was prompted",
        "The evening was so calm that Mr. Holm was prompted to say, “I cannot believe it.”",
        ["Mr. Holm"],
    ),
    (
        "an inserted tag",
        "The trouble with it, says Anna Holm, historian, is that the pier was “one of the most loved.”",
        ["Anna Holm"],
    ),
    (
        "a verb tied to another",
        "When Berg mentioned the pier, Anna Holm laughed and said, “I do not believe in it.”",
        ["Anna Holm"],
    ),
    (
        "a verb tied to a statement’s",
        "Mayor Anna Holm issued a statement saying it “has no place here” and said there will be a “day of reckoning.”",
        ["Mayor Anna Holm", "Mayor Anna Holm"],
    ),
    (
        "a row of verbs",
        "Mayor Anna Holm slams Berg, praises Lind as “work horse, not show horse” again.",
        ["Mayor Anna Holm"],
    ),
    (
        "whose claim it is",
        "In a letter Mayor Carl Berg dismissed Anna Holm’s claim of a “right to know” over it.",
        ["Anna Holm"],
    ),
    (
        "whose words they are",
        "It was held here because, in Anna Holm’s words, “this is the best of all places.”",
        ["Anna Holm"],
    ),
    (
        "what leads counts before what is told behind",
        "Holm responds to Berg with, “Why now? It was on its way!” Berg then writes back.",
        ["Holm"],
    ),
    (
        "a clause that opens the sentence",
        "After Holm said that late ships might do better at “less busy harbours by far,” Berg said he was sorry.",
        ["Holm"],
    ),
    (
        "behind a clause that opens the sentence",
        "Bemoaning the “phony harbour system,” Anna Holm left the hall.",
        ["Anna Holm"],
    ),
    (
        "an agent after the quote",
        "This part of the plan has been called “strategic vagueness” by Anna Holm, a lecturer.",
        ["Anna Holm"],
    ),
    (
        "the only name of the sentence",
        "Anna Holm filed a request with the board last month for “records that show the number of calls.”",
        ["Anna Holm"],
    ),
    (
        "a name for somebody",
        "Anna Holm has gone after the old board as a “human leech who bleeds the country.”",
        ["Anna Holm"],
    ),
    (
        "what is compared is no speaker",
        "Talk compared to “a slow storm in a very small cup of tea” went on for hours.",
        [""],
    ),
]

PRONOUNS: list[Case] = [
    (
        "who told it in the same sentence",
        "Anna Holm said the pier and Carl Berg’s barge are “a pair for good,” she said.",
        ["Anna Holm"],
    ),
    (
        "it is the body that the sentence is about",
        "The Harbour Council on Friday rejected the plan and turned down what it called “a clear threat to all ships.”",
        ["Harbour Council"],
    ),
    (
        "the sentence before, by its first teller",
        "Anna Holm argues that the board was never encouraging people. “The board is alleging they were told to” wait.",
        ["Anna Holm"],
    ),
    (
        "who is asked is not who answers",
        "When her editors would ask her to explain herself, she’d respond, “I dread the obvious.”",
        [""],
    ),
    (
        "who told it in the sentence before, around a quote",
        "Aide Carl Berg said Anna Holm would be a “fine advocate” for it all. “It will have some weight,” he said.",
        ["Aide Carl Berg", "Aide Carl Berg"],
    ),
    ("an owner’s pronoun", "Anna Holm’s plan goes further. She vows to “defend every plank of it.”", ["Anna Holm"]),
    (
        "I is nobody’s name",
        "When my mother mentioned the pier on the way, I laughed and said, “I do not believe in it.”",
        [""],
    ),
]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [pytest.param(text, speakers, id=rule) for rule, text, speakers in [*NAMES, *TAGS, *LEADS, *PRONOUNS]],
)
def test_who_speaks(text: str, speakers: list[str]) -> None:
    article = Article(id="case", headline="-", text=text, language="en")
    assert speakers == [quote.speaker for quote in find_quotes(article)]
