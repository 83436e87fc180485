"""What a quote is and who says it, by example: the conventions, case by case.

Each case is a text and what must be found in it: the words of each quote (pieces
joined by one space) and its speaker, '' where nobody may be named.
"""

import pytest

from digest.articles import Article
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.selectors import prove

Case = tuple[str, str, list[tuple[str, str]]]

# fmt: off
MARKS: list[Case] = [
    ("en", '"The pier is open," said Anna Holm.', [("The pier is open", "Anna Holm")]),
    ("en", "“The pier is open,” said Anna Holm.", [("The pier is open", "Anna Holm")]),
    ("en", "``The pier is open,'' said Anna Holm.", [("The pier is open", "Anna Holm")]),
    ("en", "''The pier is open,'' said Anna Holm.", [("The pier is open", "Anna Holm")]),
    ("en", "'The pier is open,' said Anna Holm.", [("The pier is open", "Anna Holm")]),
    ("en", "‘The pier isn’t open,’ said Anna Holm.", [("The pier isn’t open", "Anna Holm")]),
    ("de", "„Der Steg ist offen“, sagte Anna Holm.", [("Der Steg ist offen", "Anna Holm")]),
    ("de", "„Der Steg ist offen”, sagte Anna Holm.", [("Der Steg ist offen", "Anna Holm")]),
    ("de", "»Der Steg ist offen«, sagte Anna Holm.", [("Der Steg ist offen", "Anna Holm")]),
    ("fr", "« Le quai est ouvert », a déclaré Anna Holm.", [("Le quai est ouvert", "Anna Holm")]),
    ("fr", "«\u202fLe quai est ouvert\u202f», a déclaré Anna Holm.", [("Le quai est ouvert", "Anna Holm")]),
    ("es", "«El muelle está abierto», dijo Ana Holm.", [("El muelle está abierto", "Ana Holm")]),
    ("ja", "ホルム市長は「桟橋は開いている」と述べた。", [("桟橋は開いている", "ホルム市長")]),
    ("ja", "ホルム市長は『桟橋は開いている』と述べた。", [("桟橋は開いている", "ホルム市長")]),
    ("zh", "霍尔姆市长说：“码头已经开放。”", [("码头已经开放。", "霍尔姆市长")]),
    ("zh", "霍爾姆市長說：「碼頭已經開放。」", [("碼頭已經開放。", "霍爾姆市長")]),
]

SHAPES: list[Case] = [
    # Two halves round a speech tag are one quote.
    ("en", '"We are ready," she said, "and have been for weeks."', [("We are ready, and have been for weeks.", "")]),
    ("en", "“Boats,” said Holm, “will wait.”", [("Boats, will wait.", "Holm")]),
    ("de", "„Wir sind bereit“, sagte Holm, „und zwar seit Wochen.“",
     [("Wir sind bereit und zwar seit Wochen.", "Holm")]),
    ("es", "“Estamos listos”, dijo Holm, “desde hace semanas”.", [("Estamos listos desde hace semanas", "Holm")]),
    ("zh", "“我们准备好了，”霍尔姆说，“已经好几周了。”", [("我们准备好了， 已经好几周了。", "霍尔姆")]),
    # Two sentences are two quotes; the second one's speaker is the first one's.
    ("en", '"We are ready," Holm said. "It took us weeks."',
     [("We are ready", "Holm"), ("It took us weeks.", "Holm")]),
    # Several paragraphs, the opening mark repeated.
    ("en", "“One bridge is not enough.\n\n“Two are,” said Holm.", [("One bridge is not enough. Two are", "Holm")]),
    ("en", '"One is not enough.\n\n"Two are," said Holm.', [("One is not enough. Two are", "Holm")]),
    ("de", "„Eine reicht nicht.\n\n„Zwei reichen“, sagte Holm.", [("Eine reicht nicht. Zwei reichen", "Holm")]),
    # Marks nested in a quote belong to it.
    ("en", "“He told me ‘never again’ and left,” said Holm.", [("He told me ‘never again’ and left", "Holm")]),
    ("en", "“They call it “the bend” here,” said Holm.", [("They call it “the bend” here", "Holm")]),
    ("en", "\"He told me 'never again' and left,\" Holm said.", [("He told me 'never again' and left", "Holm")]),
    ("ja", "ホルムは「彼は『二度とない』と言って去った」と話した。", [("彼は『二度とない』と言って去った", "ホルム")]),
    # Back to back.
    ("en", "“Why now?” asked Berg. “Because it rains,” said Holm.",
     [("Why now?", "Berg"), ("Because it rains", "Holm")]),
    # An opening mark that is never closed gives none, and spoils nothing behind it.
    ("en", "“We are ready, said Holm and left for good.", []),
    ("en", '"We are ready, said Holm.\n\n"It rains again," said Berg.', [("It rains again", "Berg")]),
    ("en", "The board is 5\" wide and 6' long.", []),
]

NO_QUOTES: list[Case] = [
    ("en", "The so-called “smart city” is late.", []),
    ("en", "The “smart city” is late.", []),
    ("en", "Her novel “Nine Blue Winters” sold well.", []),
    ("en", "The film “Harbour Lights” opens on Friday.", []),
    ("en", "Holm called the plan “ambitious”.", []),
    ("en", "The word “harbour” is old.", []),
    ("en", "He plays in the band ‘Low Tide’ on Fridays.", []),
    ("de", "Die sogenannte „kluge Stadt“ ist zu spät.", []),
    ("de", "Ihr Roman „Neun blaue Winter“ verkauft sich gut.", []),
    ("fr", "Son roman « Neuf hivers bleus » se vend bien.", []),
    ("es", "La llamada “ciudad lista” llega tarde.", []),
    ("ja", "いわゆる「賢い街」はまだない。", []),
    ("ja", "彼は『九つの青い冬』という本を書いた。", []),
    ("zh", "所谓“智慧城市”还没有建成。", []),
    ("zh", "小说《九个蓝色的冬天》卖得很好。", []),
]

SPEAKERS: list[Case] = [
    # The name as written, with the title directly before it, without the apposition.
    ("en", '"It works," Mayor Anna Holm said.', [("It works", "Mayor Anna Holm")]),
    ("en", '"It works," said Anna Holm, the mayor of Nordhavn.', [("It works", "Anna Holm")]),
    ("en", '"It works," Anna Holm, 43, said on Monday.', [("It works", "Anna Holm")]),
    ("en", '"It works," said former mayor Anna Holm.', [("It works", "former mayor Anna Holm")]),
    ("en", '"It works," said Dr. Anna Holm.', [("It works", "Dr. Anna Holm")]),
    ("en", 'Anna Holm, the mayor, told reporters: "It works well."', [("It works well.", "Anna Holm")]),
    ("en", 'The mayor of Nordhavn, Anna Holm, said: "It works."', [("It works.", "Anna Holm")]),
    # A later short name stays short.
    ("en", '"It works," said Anna Holm.\n\n"It lasts," Holm said.',
     [("It works", "Anna Holm"), ("It lasts", "Holm")]),
    # Organisations, documents and roles can speak; a leading article is no part of a name.
    ("en", '"No ship will wait," the Harbour Board said.', [("No ship will wait", "Harbour Board")]),
    ("en", 'The report states: "No ship will wait."', [("No ship will wait.", "report")]),
    ("en", 'According to the Harbour Board, "no ship will wait".', [("no ship will wait", "Harbour Board")]),
    ("en", '"No ship will wait," a spokeswoman for the board said.',
     [("No ship will wait", "spokeswoman for the board")]),
    ("de", "„Kein Schiff wartet“, teilte die Hafenbehörde mit.", [("Kein Schiff wartet", "Hafenbehörde")]),
    ("de", "Laut Polizei war die Brücke „nicht mehr zu retten“.", [("nicht mehr zu retten", "Polizei")]),
    ("fr", "Selon le rapport, « aucun navire n’attendra ».", [("aucun navire n’attendra", "rapport")]),
    ("es", "Según el informe, «ningún barco esperará».", [("ningún barco esperará", "informe")]),
    ("ja", "港湾局によると、「船は待たない」という。", [("船は待たない", "港湾局")]),
    # Hearers and names inside the quote do not speak.
    ("en", '"Berg was right," Holm told Lund.', [("Berg was right", "Holm")]),
    ("en", 'Holm told Berg that the plan was "dead in the water".', [("dead in the water", "Holm")]),
    ("en", 'Berg was told that the plan was "dead in the water".', [("dead in the water", "")]),
    ("de", "Holm sagte der Zeitung: „Es wird gut.“", [("Es wird gut.", "Holm")]),
    # A phrase of several words with attribution is a quote; so is a single word that is all there is.
    ("en", "Holm called the plan “a gift to the town”.", [("a gift to the town", "Holm")]),
    ("en", '"No," said Holm.', [("No", "Holm")]),
    ("en", "Asked about it, Holm said: “Never.”", [("Never.", "Holm")]),
    ("de", "Holm nannte den Plan „ein Geschenk an die Stadt“.", [("ein Geschenk an die Stadt", "Holm")]),
    ("de", "Holm hat den Plan als „Geschenk an die Stadt“ bezeichnet.", [("Geschenk an die Stadt", "Holm")]),
    ("fr", "Holm a qualifié le projet de « cadeau fait à la ville ».", [("cadeau fait à la ville", "Holm")]),
    # Transcript style and attribution lines.
    ("en", "Holm: “We are open.”\n\nBerg: “At last!”", [("We are open.", "Holm"), ("At last!", "Berg")]),
    ("en", "“A bridge is a promise.”\n— Anna Holm, mayor", [("A bridge is a promise.", "Anna Holm")]),
    ("en", "“A bridge is a promise.” – Mayor Anna Holm", [("A bridge is a promise.", "Mayor Anna Holm")]),
    ("ja", "ホルム：「準備はできている。」", [("準備はできている。", "ホルム")]),
    ("zh", "霍尔姆：“我们准备好了。”", [("我们准备好了。", "霍尔姆")]),
    # A pronoun counts where one person only can be meant.
    ("en", 'Anna Holm opened the bridge on Monday. "It works," she said.', [("It works", "Anna Holm")]),
    ("en", 'Anna Holm met Carl Berg. "It works," she said.', [("It works", "")]),
    ("en", '"It works," she said.', [("It works", "")]),
    ("fr", "« C’est prêt », a dit Anna Holm. « Enfin », a-t-elle ajouté.",
     [("C’est prêt", "Anna Holm"), ("Enfin", "Anna Holm")]),
    ("en", 'Carl Berg, a friend of Anna Holm, said he knew it. "It works," he said.', [("It works", "Carl Berg")]),
    ("en", 'Berg asked Anna Holm about it. "It works," she said.', [("It works", "Anna Holm")]),
    ("en", '"It works," said Carl Berg, a friend of Anna Holm. "It lasts," he added.',
     [("It works", "Carl Berg"), ("It lasts", "Carl Berg")]),
    # Orders of words.
    ("en", 'Said Holm: "It works."', [("It works.", "Holm")]),
    ("en", '"It works," Holm chuckled.', [("It works", "Holm")]),
    ("en", 'Holm, who opened the bridge, said "it will last".', [("it will last", "Holm")]),
    ("de", "Am Montag sagte Bürgermeisterin Anna Holm: „Es wird gut.“",
     [("Es wird gut.", "Bürgermeisterin Anna Holm")]),
    ("de", "„Es wird gut“, so Holm.", [("Es wird gut", "Holm")]),
    ("es", "Ayer dijo la alcaldesa Ana Holm: “Funciona”.", [("Funciona", "alcaldesa Ana Holm")]),
    ("ja", "「準備はできている」とホルム市長は語った。", [("準備はできている", "ホルム市長")]),
    ("zh", "“我们准备好了。”霍尔姆市长说。", [("我们准备好了。", "霍尔姆市长")]),
]

# The same conventions in other clothes.
FURTHER: list[Case] = [
    ("en", '"It works," said Holm, who opened it, "and it will last."', [("It works, and it will last.", "Holm")]),
    ("en", '"A gift," as Holm put it, "to us all."', [("A gift, to us all.", "Holm")]),
    ("en", "“We won,” the captain, Carl Berg, said.", [("We won", "Carl Berg")]),
    ("en", "\"No,\" said Holm's spokesman, Carl Berg.", [("No", "Carl Berg")]),
    ("en", '"It is over now," read the banner.', [("It is over now", "banner")]),
    ("en", "Anna Holm (mayor): “We are open.”", [("We are open.", "Anna Holm")]),
    ("en", "“We are open.” That was all.", [("We are open.", "")]),
    ("en", "Anna Holm and Carl Berg said: “We regret it.”", [("We regret it.", "Anna Holm and Carl Berg")]),
    ("en", 'Holm quoted Berg as saying "the bridge will fall".', [("the bridge will fall", "Berg")]),
    ("en", 'When Berg said "we are done here", Holm left.', [("we are done here", "Berg")]),
    ("en", '"It works," Holm said. Berg disagreed. "It fails," he said.', [("It works", "Holm"), ("It fails", "")]),
    ("en", "Holm called it “a gift to us all” and Berg called it “a waste of money”.",
     [("a gift to us all", "Holm"), ("a waste of money", "Berg")]),
    ("en", "HARBOUR TOWN (AP) — Anna Holm opened the bridge, saying “it will last”.", [("it will last", "Anna Holm")]),
    ("de", "Wie Holm sagte, sei die Brücke „ein Geschenk für alle“.", [("ein Geschenk für alle", "Holm")]),
    ("de", "In dem Bericht heißt es: „Die Brücke hält.“", [("Die Brücke hält.", "Bericht")]),
    ("de", "„Die Brücke hält“, heißt es in dem Bericht.", [("Die Brücke hält", "Bericht")]),
    ("de", "„Die Brücke hält“, schrieb die „Hafenpost“.", [("Die Brücke hält", "Hafenpost")]),
    ("de", "Holm zufolge ist das „ein Geschenk für alle“.", [("ein Geschenk für alle", "Holm")]),
    ("de", "„Wann?“, fragte Berg. „Morgen“, antwortete Holm.", [("Wann?", "Berg"), ("Morgen", "Holm")]),
    ("de", "Holm sagte, die Brücke halte. Das sei „ein Geschenk für alle“.", [("ein Geschenk für alle", "Holm")]),
    ("fr", "« C’est prêt, explique Anna Holm, depuis lundi. »", [("C’est prêt, depuis lundi.", "Anna Holm")]),
    ("it", "«Siamo pronti – spiega Anna Holm – da tempo».", [("Siamo pronti da tempo", "Anna Holm")]),
    ("it", "«Siamo pronti, ha spiegato Anna Holm, da tempo».", [("Siamo pronti, da tempo", "Anna Holm")]),
    ("it", "«La diga – una volta solida – non terrà», dice Anna Holm.",
     [("La diga – una volta solida – non terrà", "Anna Holm")]),
    ("fr", "« Un beau jour », s'est réjoui le maire.", [("Un beau jour", "maire")]),
    ("fr", "La maire de Nordhavn, Anna Holm, a promis « un pont pour tous ».", [("un pont pour tous", "Anna Holm")]),
    ("es", "«Sí», dijo Holm. «El puente aguanta», insistió.", [("Sí", "Holm"), ("El puente aguanta", "Holm")]),
    ("es", "“¿Por qué no?”, preguntó Pérez.", [("¿Por qué no?", "Pérez")]),
    ("ja", "「準備はできている」。ホルム市長はこう語った。", [("準備はできている", "ホルム市長")]),
    ("ja", "「準備はできている」（ホルム市長）", [("準備はできている", "ホルム市長")]),
    ("zh", "“我们准备好了。”霍尔姆市长告诉记者。", [("我们准备好了。", "霍尔姆市长")]),
    ("zh", "据港务局介绍，“船不会等待”。", [("船不会等待", "港务局")]),
]
# What a newsroom's own habits add.
HABITS: list[Case] = [
    # A capital word that is a verb elsewhere begins a name.
    ("en", '"It works," said Will Holm, a teacher.', [("It works", "Will Holm")]),
    ("en", '"It works," said State Senator Anna Holm.', [("It works", "State Senator Anna Holm")]),
    ("en", '"It works," state Sen. Anna Holm said.', [("It works", "state Sen. Anna Holm")]),
    ("en", '"It works," wrote Time magazine.', [("It works", "Time magazine")]),
    # A verb in no list still names its subject.
    ("en", '"It is open!" beamed Anna Holm.', [("It is open!", "Anna Holm")]),
    ("en", "Holm estimated that there are “only nine boats left”.", [("only nine boats left", "Holm")]),
    ("en", '"Is it open?" a teacher in the hall wondered.', [("Is it open?", "teacher")]),
    # A tag that cannot be read names somebody else: nobody goes on speaking.
    ("en", '"It works," said Holm. "It leaks as it always did," another said.',
     [("It works", "Holm"), ("It leaks as it always did", "")]),
    # Who acts together with a participle, or by a passive.
    ("en", "The board met on Monday, with Carl Berg calling the plan “a gift to us all”.",
     [("a gift to us all", "Carl Berg")]),
    ("en", "Holm was asked by reporter Carl Berg whether it was “a waste of money”.",
     [("a waste of money", "reporter Carl Berg")]),
    ("en", "In Ames, Iowa, Mayor Anna Holm (R), said: “It works.”", [("It works.", "Mayor Anna Holm")]),
    ("en", "“It works,” Anna Holm and Carl Berg wrote.", [("It works", "Anna Holm and Carl Berg")]),
    ("en", "Holm, citing “the good of the town,” said the mayor could wait.", [("the good of the town", "Holm")]),
    ("en", "He’s predicting he will do “very, very well” there.", [("very, very well", "")]),
    # A second verb shares its subject; an apposition or a day may stand between subject and verb.
    ("en", "Holm opened the pier on Monday and called it “a gift to us all”.", [("a gift to us all", "Holm")]),
    ("en", "As Anna Holm, the mayor, put it: “This will not be undone.”", [("This will not be undone.", "Anna Holm")]),
    ("en", "Holm, who opened the pier, on Friday night called it “a gift to us all”.", [("a gift to us all", "Holm")]),
    ("en", "Shortly after the winner was declared, Holm told the town, “We will wait.”", [("We will wait.", "Holm")]),
    # Headlines and labels.
    ("en", "Holm: the plan is “a dead duck”", [("a dead duck", "Holm")]),
    ("en", "Anna Holm: Berg’s Plan ‘Defies All Reason,’ Needs Work", [("Defies All Reason", "Anna Holm")]),
    ("en", "THE PIER OPENS – Anna Holm: “Boats may land from noon on.”",
     [("Boats may land from noon on.", "Anna Holm")]),
    ("en", "From the report: “No ship will wait.”", [("No ship will wait.", "report")]),
    # A phrase that nobody is named for is a scare quote, unless it is longer than those are.
    ("en", "The “smart city of the future” is late.", []),
    ("en", "The town taxes “super boats” twice.", []),
    # Transcripts between marks: one quote a turn, without the editor's labels.
    ("en", "“HOLM: Is it open?\n\n“BERG: It is.\n\n“And free.\n\n“(LAUGHTER.)\n\n“HOLM: At last.”",
     [("Is it open?", "Holm"), ("It is. And free.", "Berg"), ("At last.", "Holm")]),
    # German: the tag may close the clause, and a participle has its auxiliary.
    ("de", "Die Stadt müsse den Plan „sofort und ganz“ beenden, so Holm.", [("sofort und ganz", "Holm")]),
    ("de", "Als „Geschenk an die Stadt“ bezeichnete Anna Holm den Plan.", [("Geschenk an die Stadt", "Anna Holm")]),
    ("de", "Holm hatte die Rolle des Rates betont: „Er entscheidet alles.“", [("Er entscheidet alles.", "Holm")]),
    ("de", "Holm sagte: „Es hält.“ und fügte hinzu: „Für immer.“", [("Es hält.", "Holm"), ("Für immer.", "Holm")]),
]
# Other languages, as their papers write.
LANGUAGES: list[Case] = [
    ("de", "Wie Minister Karl Berg in Nordhavn erklärte, sieht der Rat darin „kein Hindernis für den Hafen“.",
     [("kein Hindernis für den Hafen", "Minister Karl Berg")]),
    ("de", "Als es regnete, biss der Hund den Gast und rief: „Lasst mich bloß raus!“",
     [("Lasst mich bloß raus!", "Hund")]),
    ("de", "Das Gericht im fernen Nordhavn würdigte damit Holms Einsatz zur „Stärkung der kleinen Häfen“.",
     [("Stärkung der kleinen Häfen", "Gericht")]),
    ("de", "Für den Forscher Karl Berg sei der Rücktritt „aus vielen Gründen verständlich“.",
     [("aus vielen Gründen verständlich", "Forscher Karl Berg")]),
    ("de", "„Werden Taten gefilmt, gibt es bald Beweise“ heißt es dazu in einer Mitteilung des Hafens.",
     [("Werden Taten gefilmt, gibt es bald Beweise", "Mitteilung des Hafens")]),
    ("de", "Anna Holm vom Rat sagte dazu gegenüber dem Kurier: „Wir haben uns gegen Berg erhoben,“ betont sie.",
     [("Wir haben uns gegen Berg erhoben", "Anna Holm")]),
    ("fr", "« Il faut attendre, estime Paul Renard, 82 ans, en souriant. Rien ne presse. »",
     [("Il faut attendre", "Paul Renard"), ("Rien ne presse.", "Paul Renard")]),
    ("fr", "« C’est une bonne nouvelle », se félicite de son côté Jean Petit.",
     [("C’est une bonne nouvelle", "Jean Petit")]),
    ("fr", "Pour Claire Fontaine, élue d’opposition, « tout cela coûte trop cher ».",
     [("tout cela coûte trop cher", "Claire Fontaine")]),
    ("fr", "« Rien ne presse », dit Paul Renard. Selon lui, le quai est « plus solide que jamais ».",
     [("Rien ne presse", "Paul Renard"), ("plus solide que jamais", "Paul Renard")]),
    ("fr", "Le maire l’assure : « Le pont sera prêt. »", [("Le pont sera prêt.", "maire")]),
    ("fr", "« Les travaux commencent », précise le communiqué de la mairie.",
     [("Les travaux commencent", "communiqué de la mairie")]),
    ("es", "El muelle abrirá, anunció el lunes la alcaldesa, Ana Delmás. “Hemos esperado”, afirmó ante él.",
     [("Hemos esperado", "Ana Delmás")]),
    ("es", "“Estamos listos”, dijo por su parte el director, Jorge Río, “pero falta mucho”.",
     [("Estamos listos pero falta mucho", "Jorge Río")]),
    ("es", "Fuentes del ministerio explican que “no habrá retrasos”.",
     [("no habrá retrasos", "Fuentes del ministerio")]),
    ("pt", "Segundo Clara Fontes, vereadora, “tudo isto custa caro”.", [("tudo isto custa caro", "Clara Fontes")]),
    ("it", "«Abbiamo aspettato sei anni», ha detto davanti al consiglio.", [("Abbiamo aspettato sei anni", "")]),
    ("nl", "Volgens Clara Bron, raadslid, is dit “veel te duur”.", [("veel te duur", "Clara Bron")]),
    ("ja", "ホルム市長は「必ず良くする」と約束し、「まだやることは多い」とも付け加えた。",
     [("必ず良くする", "ホルム市長"), ("まだやることは多い", "ホルム市長")]),
    ("ja", "「長い道のりだった」とホルム市長。", [("長い道のりだった", "ホルム市長")]),
    ("ja", "82歳のモレルさんは「必ず来る」とうなずいた。", [("必ず来る", "モレルさん")]),
    ("ja", "佐藤社長（52）は「採算は取れる」と話す。", [("採算は取れる", "佐藤社長")]),
    ("zh", "“这一切太贵了，”反对党议员隆德批评道，“谁来付钱？”", [("这一切太贵了， 谁来付钱？", "反对党议员隆德")]),
    ("zh", "莫雷尔笑着说：“我们什么都见过！”她补充说：“我很高兴。”",
     [("我们什么都见过！", "莫雷尔"), ("我很高兴。", "莫雷尔")]),
    ("zh", "一位不愿透露姓名的官员称：“预算够用。”", [("预算够用。", "一位不愿透露姓名的官员")]),
]
# fmt: on


@pytest.mark.parametrize(
    ("language", "text", "expected"), [*MARKS, *SHAPES, *NO_QUOTES, *SPEAKERS, *FURTHER, *HABITS, *LANGUAGES]
)
def test_quotes_and_their_speakers(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    article = Article(id="case", headline="-", text=text, language=language)
    quotes = find_quotes(article)
    assert expected == [(quote.text, quote.speaker) for quote in quotes]
    assert [""] * len(quotes) == [prove(quote, article.source_text) for quote in quotes]
