"""What real posts and papers do with marks, class by class: each case is a text and its quotes with their speakers.

The sentences are ours; the classes were met in labelled posts.
"""

import pytest

from digest.articles import Article
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove

Case = tuple[str, list[tuple[str, str]]]

# fmt: off
ELISIONS: list[Case] = [
    ("'Tis the season for storms, and the pier knows it. The board's plan is late.", []),
    ("‘Twas a quiet night at the harbour. The keeper’s lamp was out.", []),
    ("'Em as has boats, sails 'em. It was the fishers' motto.", []),
    ("It was the '90s. Rock 'n' roll ruled the pier, and the band's name was on every wall.", []),
    ("'Twas the last one. Holm's crew waved. “We will be back,” said Anna Holm.",
     [("We will be back", "Anna Holm")]),
]
STRAIGHT: list[Case] = [
    ('The new hull is 12" thick, the old one 8" at best. The yard’s owner is proud.', []),
    ('“The plate is 12" thick and will hold,” said Carl Berg.',
     [('The plate is 12" thick and will hold', "Carl Berg")]),
    ('"We use 6" pipes (the old ones were 4") and they hold," said Carl Berg.',
     [('We use 6" pipes (the old ones were 4") and they hold', "Carl Berg")]),
    ('"The plan (some call it "bold") is late," said Anna Holm.',
     [('The plan (some call it "bold") is late', "Anna Holm")]),
]
INTERRUPTED: list[Case] = [
    ("“We are ready”—Mayor Anna Holm paused—“and we have been for weeks.”",
     [("We are ready and we have been for weeks.", "Mayor Anna Holm")]),
    ("“It was”—Berg searched for a word—“a long winter.”", [("It was a long winter.", "Berg")]),
]
TAGS_OWN: list[Case] = [
    ("“The town cannot wait for the empty berths,” said Anna Holm.",
     [("The town cannot wait for the empty berths", "Anna Holm")]),
    ("“Wait until the tide turns —” Berg began, and stopped.", [("Wait until the tide turns", "Berg")]),
    ("“We are ready,” she said, “and have been for weeks,” said Anna Holm.",
     [("We are ready, and have been for weeks", "Anna Holm")]),
    ("“We will build it. (LAUGHTER) And we will pay for it,” said Anna Holm.",
     [("We will build it. And we will pay for it", "Anna Holm")]),
    ("“Thank you all for coming. [applause and cheers]” said Anna Holm.",
     [("Thank you all for coming.", "Anna Holm")]),
    ("“The office (NASA) will pay for it,” said Anna Holm.", [("The office (NASA) will pay for it", "Anna Holm")]),
]
OTHERS: list[Case] = [
    ("“I will not go,” said Berg. Holm disagreed. “You should go to the meeting.”",
     [("I will not go", "Berg"), ("You should go to the meeting.", "")]),
    ("“The pier is safe,” said Carl Berg. Anna Holm shook her head. “Nobody has checked it since spring.”",
     [("The pier is safe", "Carl Berg"), ("Nobody has checked it since spring.", "Anna Holm")]),
    ("“We sail at dawn,” said Lia Stone. She smiled. “You always ask me that.”",
     [("We sail at dawn", "Lia Stone"), ("You always ask me that.", "Lia Stone")]),
    ("Her friends remember Ida Kern, who died in May. “The harbour was her life,” said one of them.",
     [("The harbour was her life", "")]),
    ("Brandl quoted his predecessor, Ida Kern: “A pier is a promise.”", [("A pier is a promise.", "Ida Kern")]),
    ("The report quotes the engineer Carl Berg: “The hinge was cracked in May.”",
     [("The hinge was cracked in May.", "engineer Carl Berg")]),
    ("“The lamp is out,” said Lia Stone. The harbour master nodded. “It has been out for a week.”",
     [("The lamp is out", "Lia Stone"), ("It has been out for a week.", "")]),
    ("In her speech Holm quoted the poet Jon Vale: “The sea keeps no diary.”",
     [("The sea keeps no diary.", "poet Jon Vale")]),
]
NAMES: list[Case] = [
    ("“The waves grow every year,” said Rosa Lindt of Aldern’s Wave Laboratory.",
     [("The waves grow every year", "Rosa Lindt")]),
    ("Harbour Professor David Park at Nordhavn’s Wave Institute says, “Decisions need dialogue and time.”",
     [("Decisions need dialogue and time.", "Harbour Professor David Park")]),
    ("As Anna Holm herself describes it in a post she wrote for the Courier: “The sea is patient.”",
     [("The sea is patient.", "Anna Holm")]),
    ("Ida Kern, Program Analyst for Staff at the Port Office, notes that “a talk with the crew bonds us all.”",
     [("a talk with the crew bonds us all.", "Ida Kern")]),
    ("Ida Kern, Program Analyst for Staff at the Port Office notes that “a talk with the crew bonds us all.”",
     [("a talk with the crew bonds us all.", "Ida Kern")]),
    ("“We need a crane,” said Executive Director of Ports, Carl Berg.", [("We need a crane", "Carl Berg")]),
    ("“The tide does not wait for us.” said Lia Stone, keeper of the northern lamp and its boats and its old bell.",
     [("The tide does not wait for us.", "Lia Stone")]),
    ("Stone says,\n\n“The tide does not wait for us.”", [("The tide does not wait for us.", "Stone")]),
    ("In Deputy Minister Holm’s words: “The sea will not wait for us.”",
     [("The sea will not wait for us.", "Deputy Minister Holm")]),
    ("“It is a good plan,” said Commissioner for Ports Carl Berg.",
     [("It is a good plan", "Commissioner for Ports Carl Berg")]),
]
NOBODY: list[Case] = [
    ("Think of the old saying: “Red sky at night, sailors delight.”", [("Red sky at night, sailors delight.", "")]),
    ("Obviously: “It was late and nobody came to the meeting at all.”",
     [("It was late and nobody came to the meeting at all.", "")]),
    ("Another keeper said: “Nobody told us about the new pier.”",
     [("Nobody told us about the new pier.", "another keeper")]),
    ("Some people said: “Nobody told us about the new pier.”", [("Nobody told us about the new pier.", "")]),
    ("Section 508 is, to put it plainly, “an old rule about how we build our piers.”",
     [("an old rule about how we build our piers.", "")]),
    ("When in doubt, ask yourself, “What would the crew need to do this well?”", []),
]
NOT_SPEECH: list[Case] = [
    ("In 1998 Lindt published “A short history of the northern piers.”", []),
    ("Holm wrote “The Tide Tables of Aldern: A Guide” in 2004, and it is still sold.", []),
    ("Her new novel, “The Keeper of the Northern Light,” comes out in May.", []),
    ("We call this the “shared berth approach”, and it works well.", []),
    ("Choose “Send the report to my team” in the menu.", []),
    ("> [!NOTE]\n> “This page is out of date, and nobody has had the time to write a new one.”", []),
]
TRANSCRIPTS: list[Case] = [
    ("“ABARA: We are ready to sail.\n\n“BERG: Since when?”",
     [("We are ready to sail.", "Abara"), ("Since when?", "Berg")]),
]
# fmt: on
ALL = [
    *ELISIONS,
    *STRAIGHT,
    *INTERRUPTED,
    *TAGS_OWN,
    *OTHERS,
    *NAMES,
    *NOBODY,
    *NOT_SPEECH,
    *TRANSCRIPTS,
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_marks_in_real_text(text: str, expected: list[tuple[str, str]]) -> None:
    article = Article(id="case", headline="-", text=text, language="en")
    quotes = find_quotes(article)
    assert expected == [(quote.text, quote.speaker) for quote in quotes]
    assert {prove(quote, article.source_text) for quote in quotes} <= {""}


BLOCKS: list[Case] = [
    ("> “A pier is a promise.” — Dan Holm, Port Office", [("A pier is a promise.", "Dan Holm")]),
    ("> “A pier is a promise.” — [Dan Holm](https://example.org), Office", [("A pier is a promise.", "Dan Holm")]),
    ("> “A pier is a promise.” — **Dan Holm**, Port Office", [("A pier is a promise.", "Dan Holm")]),
    ("> A pier is a promise that\nwe make to the sea.\n> — Dan Holm", [
        ("A pier is a promise that we make to the sea.", "Dan Holm"),
    ]),
    ("> A pier is a promise.\n\n> Two are a plan.\n\n> - Dan Holm, Office\n\n> A third is a folly.\n\n> - Ida Kern", [
        ("A pier is a promise. Two are a plan.", "Dan Holm"), ("A third is a folly.", "Ida Kern"),
    ]),
    ("> “A pier is a promise,” Holm told the board, “and two are a plan.”", [
        ("A pier is a promise, and two are a plan.", "Holm"),
    ]),
    ("<blockquote><p>We sail at dawn.</p>&mdash; Lia Stone (@lia) <a href='x'>May 3, 2024</a></blockquote>", [
        ("We sail at dawn.", "Lia Stone"),
    ]),
    ("> We sail at dawn.\n>\n> &mdash; Lia Stone (@lia) <a href='https://example.org'>May 3, 2024</a>", [
        ("We sail at dawn.", "Lia Stone"),
    ]),
    ("> We sail at dawn, all of us.\n\n> — Lia Stone (@lia)\n\n> May 3, 2024", [
        ("We sail at dawn, all of us.", "Lia Stone"),
    ]),
    ("Holm wrote:\n\n> We sail at dawn.\n\n> All of us do.", [("We sail at dawn. All of us do.", "Holm")]),
    ("> “It changed how we work.” – <a href='x'>Mia Torn</a>, Port Office", [("It changed how we work.", "Mia Torn")]),
    ("> “One pier is enough.” — Harbour Post, Oct. 2013\n\n> “Two are better.” — Mia Torn", [
        ("One pier is enough.", "Harbour Post"), ("Two are better.", "Mia Torn"),
    ]),
    ("Mia Torn said:\n\n> “One pier is enough.” When you count them, there are two.", [
        ("One pier is enough.", "Mia Torn"),
    ]),
    ("The first user story was:\n\n> As a keeper I want a lamp.", []),
    ("Ask yourself this:\n\n> Is the lamp lit at night?", []),
    ("The light is the best of it.\n\n> Build for those who come at night.\n\nThen we built it.", []),
    ("Some details (in order):\n\n> The pier is long.\n\n> The light is old.", []),
    ("A good story is this:\n\n> “As a keeper I want a lamp, so that ships see me.”", []),
]  # fmt: skip


@pytest.mark.parametrize(("block", "expected"), BLOCKS)
def test_blocks_are_quotations_with_a_credit_marks_or_somebody_who_leads_to_them(
    block: str, expected: list[tuple[str, str]]
) -> None:
    article = Article(id="case", headline="-", text=f"The board met late.\n\n{block}\n\nThen all left.", language="en")
    assert expected == [(quote.text, quote.speaker) for quote in find_quotes(article)]


@pytest.mark.parametrize(("language", "text"), [
    ("sv", "”Vi är redo att segla ut i natt”, sade Anna Holm."),
    ("sv", "Han tillade: ”Det blir en lång natt för oss alla.”"),
    ("pl", "Potem dodała: „To będzie długa noc dla nas wszystkich.”"),
    ("", "Han tillade: ”Det blir en lång natt för oss alla, och det är inte bra.”"),
    ("id", "Jangan sampai kita menganiaya mereka secara keji:\n\n> “Dan janganlah kebencian mendorong kamu.”"),
    ("", "Potem dodała: „To będzie długa noc dla nas wszystkich, ale nie jest to koniec.”"),
    ("", "Он добавил: «Это будет долгая ночь для всех нас»."),
    ("xx", "Holm said: “It will be a long night for all of us.”"),
])  # fmt: skip
def test_in_a_language_without_a_file_quotes_are_found_and_nobody_is_named(language: str, text: str) -> None:
    (quote,) = find_quotes(Article(id="a", headline="-", text=text, language=language))
    assert quote.speaker == ""


@pytest.mark.parametrize(("language", "text", "speaker"), [
    ("es", "El concejal argumentó: “No hay dinero para el muelle este año”.", "concejal"),
    ("es", "Otra de las frases que dejó la tarde: “Aquí nadie se va a rendir”.", ""),
    ("es", "El mensaje era claro: “Salvemos el muelle antes del invierno”.", ""),
    ("de", "Jegliche Mitverantwortung für den Bruch weist Holm von sich: „Das Tor war alt“.", ""),
    ("de", "Holm war deutlich: „Das Tor war alt“.", "Holm"),
    ("fr", "Parmi les réactions : « On nous a oubliés depuis trop longtemps ».", ""),
    ("fr", "Le constat est sans appel : « Le quai est perdu depuis dix ans ».", ""),
    ("fr", "Un habitant s’interroge : « Qui va payer le nouveau quai ? »", "habitant"),
    ("it", "Il sindaco avrebbe detto: «Non abbiamo i soldi per il molo».", "sindaco"),
    ("it", "Durissimo il commento di Carlo Berti: «È una vergogna per il paese».", ""),
    ("nl", "De vraag blijft: “Wie gaat dat allemaal betalen?”", ""),
    ("pt", "Entre os cartazes: “Salvem o cais antes do inverno”.", ""),
    ("de", "Die Botschaft war klar: „Kein Boot fährt heute Abend aus dem Hafen.“", ""),
    ("zh", "问题是：“谁来付这笔钱？”", ""),
])  # fmt: skip
def test_what_is_not_surely_somebody_is_nobody(language: str, text: str, speaker: str) -> None:
    *_, quote = find_quotes(Article(id="a", headline="-", text=text, language=language))
    assert quote.speaker == speaker
