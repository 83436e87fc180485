"""Who says a quote in languages other than English, by example.

Each case is a text whose last quote has the speaker given, '' where nobody may be named.
"""

import re
import tomllib
from pathlib import Path

import pytest

from digest import shelf
from digest.articles import Article
from digest.quotes.direct_speech import direct_speech
from digest.quotes.grammar.speech import made_of
from digest.quotes.of_article import find_quotes

# fmt: off
GERMAN = [
    ("Nordhavn, so der Rat, wartet. Seine Zuversicht gründet sich auf Erfahrung: „Es ging bisher immer gut aus.“", ""),
    ("Der Grund dafür waren dem Bericht zufolge „technische Probleme“.", "Bericht"),
    ("In den Zeitungen war der Auftrag schon als „Geschäft des Jahrhunderts“ bezeichnet worden.", ""),
    ("Der Bürgermeister Anders Holm lobte den Rat und nannte Bergs Plan „schnell und entschieden“.",
     "Bürgermeister Anders Holm"),
    ("Von der Heide sagte: „Der Steg bleibt im Winter offen.“", "Von der Heide"),
    ("„Davon zu reden ist zu früh“, heißt es dazu in dem Antrag.", "Antrag"),
]

FRENCH = [
    ("Le maire, Paul Renard, a reconnu que le pont « ne tiendra pas l’hiver ».", "Paul Renard"),
    # What opens the sentence is not its subject.
    ("Interrogée sur le budget, l’adjointe aux finances a répondu : « Nous n’avons pas le choix. »", "adjointe"),
    ("D’une voix ferme, le juge a demandé : « Regrettez-vous vos actes aujourd’hui ? »", ""),
    # Whom or where somebody told it stands between verb and subject.
    ("« Nous sommes prêts », a assuré à la presse le capitaine Luc Morin.", "capitaine Luc Morin"),
    ("« Nous sommes prêts », a assuré à la presse Luc Morin.", "Luc Morin"),
    ("« C’était une erreur », a reconnu lors d’une conférence de presse la maire, Marthe Gil.", "Marthe Gil"),
    ("« Les bateaux restent », a déclaré mardi à l’antenne de Radio Port le président du port, Jean Lemoine.",
     "Jean Lemoine"),
    # A name goes on with "des" and "de l’".
    ("Le syndicat des pêcheurs parle d’« une catastrophe annoncée ».", "syndicat des pêcheurs"),
    ("L’association de défense de l’estuaire dénonce « un passage en force ».",
     "association de défense de l’estuaire"),
    ("L’un des pêcheurs raconte : « On a vu la vague arriver d’un coup. »", "un des pêcheurs"),
    ("« Le quai restera fermé jusqu’au printemps. »\n— L’association des pêcheurs", "association des pêcheurs"),
    # A participle after a document is no part of its name.
    ("Selon le rapport publié mardi, les digues sont « dans un état préoccupant ».", "rapport"),
    # "The latter" is nobody's name.
    ("« Il faut agir », selon Paul Renard. Ce dernier a ajouté : « Sinon, ce sera trop tard pour la ville. »", ""),
    ("« Nous avons tous honte de cela. », souffle l’un d’eux.", ""),
]

SPANISH = [
    ("El alcalde, Pablo Ríos, admitió que el puente “no aguantará el invierno”.", "Pablo Ríos"),
    ("Preguntada por el presupuesto, la concejala respondió: “No tenemos elección”.", "concejala"),
    ("“Estamos listos”, aseguró a la prensa el capitán Luis Moreno.", "capitán Luis Moreno"),
    ("“No vamos a parar”, dijo a la prensa Luis Moreno.", "Luis Moreno"),
    ("“Fue un error de todos”, dijo en rueda de prensa la alcaldesa Marta Gil.", "alcaldesa Marta Gil"),
    ("“Los barcos no saldrán”, declaró el martes a Radio Puerto el presidente del puerto, Juan Lemos.", "Juan Lemos"),
    ("Según el informe publicado el martes, los diques están “en un estado preocupante”.", "informe"),
    ("Moreno, de 45 años, no oculta su enfado: “Nos han mentido desde el principio”.", "Moreno"),
    # The subject may be left out where the same one goes on …
    ("“No voy a dimitir”, ha dicho Ríos. Y ha añadido: “Seguiré trabajando por Valmar”.", "Ríos"),
    ("“Nadie nos avisó”, lamenta Juana Peral. “Nos dijeron que nos fuéramos”, prosigue.", "Juana Peral"),
    ("“No habrá recortes”, dijo Ríos. Finalmente añadió que “no habrá elecciones”.", "Ríos"),
    # … but not where the sentence has one, nor where it answers.
    ("Según el informe, el dique cede. Los expertos ven “un riesgo real para la ciudad baja”.", ""),
    ("El juez le preguntó si “sabía lo que hacía”. Contestó que “no recordaba nada”.", ""),
    ("“Ya basta”, dijo Ríos.\n\n“Los barcos no saldrán”, declaró a Radio Puerto Nuevo Juan Lemos.", ""),
]

ITALIAN = [
    ("Interrogata sul bilancio, Anna Neri ha risposto: «Non abbiamo altra scelta».", "Anna Neri"),
    ("«Siamo pronti a salpare», ha assicurato alla stampa il capitano Luca Mori.", "capitano Luca Mori"),
    ("«Le navi non usciranno», ha dichiarato martedì a Radio Porto il presidente del porto, Gianni Lemo.",
     "Gianni Lemo"),
    ("Secondo il rapporto pubblicato martedì, gli argini sono «in uno stato preoccupante».", "rapporto"),
    ("Secondo uno studio dell’Università di Valmare, la falda è «gravemente inquinata».",
     "studio dell’Università di Valmare"),
    ("Uno dei pescatori racconta: «Abbiamo visto arrivare l’onda».", "Uno dei pescatori"),
    ("«Abbiamo tutti vergogna di questo», sussurra uno di loro.", ""),
    ("Mori non nasconde la rabbia: «Ci hanno mentito dall’inizio».", "Mori"),
    ("«Chi pagherà tutto questo?», si chiede Mori. Quest’ultimo aggiunge: «Noi no di certo, mai».", ""),
]

PORTUGUESE = [
    ("O prefeito, Paulo Rios, admitiu que a ponte “não aguentará o inverno”.", "Paulo Rios"),
    ("Questionada sobre o orçamento, a secretária respondeu: “Não temos outra escolha.”", "secretária"),
    ("“Foi um erro”, reconheceu durante uma conferência de imprensa a autarca, Marta Gil.", "Marta Gil"),
    ("Segundo o relatório publicado na terça-feira, os diques estão “em estado preocupante”.", "relatório"),
]

DUTCH = [
    ("De burgemeester, Pieter Holm, gaf maandag toe dat de brug “de winter niet haalt”.", "Pieter Holm"),
    ("Volgens het rapport zijn de dijken “in zorgwekkende staat”.", "rapport"),
    ("Volgens econoom Mark Vidal worden de kosten “zwaar onderschat”.", "econoom Mark Vidal"),
    ("“Het is tijd om te gaan”, zei het kabinet dinsdag.", "kabinet"),
    ("Een van de vissers vertelt: “We zagen de golf ineens aankomen.”", "Een van de vissers"),
]
JAPANESE = [
    # What a clause is about is no speaker where somebody stands before it.
    ("市長の佐藤健一氏は月曜日、橋は「冬を越せない」と認めた。", "市長の佐藤健一氏"),
    ("佐藤氏が建てた橋について、住民は「街の誇りだ」と話す。", "住民"),
    ("調査では「橋は安全だと思う」と答えた人が3割にとどまった。", ""),
    # What tells about somebody stands before the name, and is none of it.
    ("「誰も知らせてくれなかった」。港通りに住む田中美咲さん（64）はこう嘆く。", "田中美咲さん"),
    ("市議会の議長を務める山田太郎氏は「もう一度考え直すべきだ」と語った。", "山田太郎氏"),
    # The sentence before or after the quote tells who speaks.
    ("「橋が落ちれば町は終わりだ」。山田氏は会見でそう警告した。", "山田氏"),
    ("「海を見るのが怖い」。こう話すのは、漁師の中村誠さん（58）だ。", "漁師の中村誠さん"),
    ("「信じられない思いです」と声を震わせたのは、漁師の中村誠さん（58）。", "漁師の中村誠さん"),
    ("山田氏は次のように語った。「町の歴史を守りたい」", "山田氏"),
    # Where nobody is named, the last speaker goes on; not into a paragraph that tells something else.
    ("佐藤氏は「冬を越せない」と認めた。「待ちすぎた」と議会で付け加えた。", "佐藤氏"),
    ("佐藤市長は「まだ決めていない」と話した。\n\n「毎朝ここに立つんです」。港の朝は早い。", ""),
]

CHINESE = [
    ("瓦尔马市长李明周一承认，大桥“撑不过这个冬天”。他在议会补充说：“我们等得太久了。”", "瓦尔马市长李明"),
    ("根据周二发布的报告，堤坝“处于令人担忧的状态”。", "报告"),
    ("“没有人提醒过我们。”住在港口街的64岁居民陈静叹息道。", "居民陈静"),
    ("来自内陆的志愿者刘洋说：“我第一次看到这么大的浪。”", "志愿者刘洋"),
    ("部长称该计划为“疯狂之举”，并承诺“尽快作出答复”。", "部长"),
    ("张伟说：“等等看。”该公司发言人拒绝置评，只说“一切按规定办理”。", ""),
    ("张伟说：“等等看。”\n\n“没有人提醒过我们。”港口街很安静。", ""),
]
ARABIC = [
    ("\"إنه قرار صعب\"، أوضحت كلارا فونت، رئيسة الجمعية.", "كلارا فونت"),
    ("وبحسب التقرير، فإن السدود \"في حالة مقلقة للغاية\".", "التقرير"),
    ("قال رئيس البلدية إن الجسر \"لن يصمد هذا الشتاء\". وأضاف أمام المجلس: \"لقد انتظرنا طويلا\".", "رئيس البلدية"),
]
# fmt: on

ALL = [
    (language, *case)
    for language, cases in [
        ("de", GERMAN),
        ("fr", FRENCH),
        ("es", SPANISH),
        ("it", ITALIAN),
        ("pt", PORTUGUESE),
        ("nl", DUTCH),
        ("ja", JAPANESE),
        ("zh", CHINESE),
        ("ar", ARABIC),
    ]
    for case in cases
]


@pytest.mark.parametrize(("language", "text", "speaker"), ALL)
def test_the_last_quote_of_a_text_has_its_speaker(language: str, text: str, speaker: str) -> None:
    *_, last = find_quotes(Article(id="a", headline="-", text=text, language=language))
    assert last.speaker == speaker


PAGE = (Path(__file__).parents[2] / "docs" / "add-a-language.md").read_text("utf-8")


def test_the_page_about_languages_tells_every_key_and_no_other() -> None:
    told = {key for row in re.findall(r"^\| (`.+?`) \|", PAGE, re.M) for key in re.findall(r"`(\w+)`", row)}
    files = [tomllib.loads(shelf.data(f"language/{name}").decode()) for name in shelf.data_names("language")]
    held = {key for file in files for table in file.values() for key in table}
    assert told == held


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("”Bron är stängd till i morgon”, säger Anna Holm.", "Anna Holm"),
        ("Enligt rapporten är bron ”i mycket dåligt skick”.", "rapporten"),
        ("På måndagen sade borgmästaren: ”Vi har väntat för länge.”", "borgmästaren"),
        ("Holm kallade planen ”en död fågel”.", "Holm"),
        ("Anna Holm kom sent. ”Bron är stängd till i morgon”, sade hon.", "Anna Holm"),
        ("Bron har kallats ”vår största skam någonsin på kusten”.", ""),
    ],
)
def test_the_language_of_the_page_reads_plain_news(text: str, speaker: str) -> None:
    example = tomllib.loads(PAGE.split("```toml\n")[1].split("```")[0])
    *_, last = direct_speech(text, made_of(example["speech"]))
    assert last.speaker == speaker
