"""Editions for tests: invented places and people's words, in the shapes that the goals name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TypedDict

from forty_stories import IN, MORE

from digest.edition.model import BriefLine, Edition, Item, Newsletter, Picture, Sponsor, Watch
from digest.quotes.quote import Extract, Quote

SHA = "0" * 64


class EditionWords(TypedDict, total=False):
    """Fields of an edition that are words, for a test that changes one of them by its name."""

    preheader: str
    note: str
    revision: str
    closing: str


def extract(text: str, article: str = "a1", source: str = "text") -> Extract:
    """Make an extract that stands at the start of its source."""
    return Extract(article=article, text=text, start=0, end=len(text), prefix="", suffix="", sha256=SHA, source=source)


def quote(text: str, note: str = "", article: str = "a1") -> Quote:
    """Make a takeaway quote with a note."""
    size = len(text)
    return Quote(
        id="q1",
        article=article,
        text=text,
        pieces=((0, size),),
        start=0,
        end=size,
        prefix="",
        suffix="",
        sha256=SHA,
        source="takeaway",
        note=note,
        score=0.9,
    )


def sponsored(**values: str) -> Sponsor:
    """Make a sponsor with an address and a picture."""
    picture = Picture(src="images/boat.png", alt="A varnished boat on trestles", width=800, height=450)
    given = {
        "name": "Orrin Boatyard",
        "text": "Wooden boats & oars, built by hand.",
        "url": "https://boats.example/?a=1&b=2",
    }
    return Sponsor(**{**given, **values}, picture=picture)


STORIES = [
    (
        "Harbour",
        "Ferry line to the outer islands opens a month early",
        "Two electric boats replace the night bus. Fares stay as they were until spring.",
        2,
    ),
    (
        "Climate",
        "Coastal city closes its tidal barrier for the first time",
        "The gates held against a two-metre surge. The next test is how often they can be used.",
        2,
    ),
    (
        "Science",
        "Sky survey maps a billion faint galaxies",
        "The first public release covers a fifth of the southern sky, free for anyone to search.",
        2,
    ),
    (
        "Travel",
        "Sleeper trains return to six cross-border routes",
        "Bookings opened this week. Two routes sold out their first month in a day.",
        1,
    ),
    (
        "Economy",
        "Grain prices ease as the northern harvest comes in",
        "Wheat is at its lowest in eleven months. Bakers expect to feel it by late autumn.",
        2,
    ),
    (
        "Health",
        "Village clinics share one travelling eye surgeon",
        "Waiting times in the Marsk valley fell from nine months to six weeks.",
        3,
    ),
    (
        "Culture",
        "A lost organ book turns up behind a school stove",
        "Forty pages of unknown music are being copied by hand before they dry out.",
        2,
    ),
    (
        "Sport",
        "Rowers of Tarn win the lake cup by half a length",
        "The crew trained on a canal that is two kilometres long.",
        1,
    ),
    (
        "Work",
        "Four-day week survives its second winter in Aldmoor",
        "Sick leave fell by a fifth, and the town hall now opens on Saturdays.",
        3,
    ),
    (
        "Energy",
        "Old mine water will heat nine hundred homes",
        "Pumps lift it from 400 metres at 27 degrees all year round.",
        2,
    ),
    (
        "Food",
        "Bakers revive a rye that was given up for lost",
        "Eleven handfuls of seed came from a farmhouse roof.",
        2,
    ),
]


def standard(stories: int = 11, *, pictures: bool = True) -> Edition:
    """The standard set: a lead with everything and *stories* more, twelve in all."""
    items = []
    for number, (kicker, headline, deck, minutes) in enumerate(STORIES[:stories], 2):
        slug = headline.lower().replace(" ", "-")
        picture = (
            Picture(src=f"images/s{number}.png", alt=f"Illustration: {kicker.lower()}", width=240, height=240)
            if pictures and number % 3
            else None
        )
        items.append(
            Item(
                id=f"a{number}",
                slug=slug,
                place="story",
                kicker=kicker,
                headline=headline,
                deck=deck,
                minutes=minutes,
                url=f"https://news.example/{slug}",
                language="en",
                picture=picture,
                members=(f"a{number}",),
            )
        )
    lead = Item(
        id="a1",
        slug="lake-treaty",
        place="lead",
        kicker="World",
        headline="Three valleys agree to share the lake",
        url="https://news.example/lake-treaty",
        language="en",
        minutes=3,
        members=("a1",),
        deck="A treaty on the water of Lake Orrin ends eleven dry summers of quarrel with one joint gauge.",
        picture=Picture(
            src="images/lead.png", alt="Illustration: two chairs by a lake below mountains", width=1200, height=560
        ),
        highlights=(
            extract("One gauge, read every morning by all three towns."),
            extract("Nobody may pump at night."),
            extract("The fishing rights stay where they were in 1904."),
        ),
        why=(
            extract("Water quarrels have outlived four mayors here."),
            extract("A shared number is harder to dispute than a shared promise."),
        ),
        watch=Watch(
            heading="What to watch", text="The first dry August will show whether the gauge is believed when it hurts."
        ),
    )
    return Edition(
        key="daily-2026-08-09",
        slot="2026-08-09",
        at=datetime(2026, 8, 9, 6, tzinfo=UTC),
        number=2,
        newsletter=Newsletter(
            id="daily",
            name="The Daily Take",
            locale="en",
            address="1 Example Street, 00000 Example",
            unsubscribe=("https://example.org/unsubscribe",),
            web="https://example.org/daily",
        ),
        subject="Three valleys agree to share the lake",
        preheader="Also today: a ferry line opens early, a tidal barrier closes, and sleeper trains return.",
        lead=lead,
        stories=tuple(items),
        in_brief=(
            BriefLine(headline="Two more towns ask to join the lake treaty", url="https://news.example/b1", more=3),
            BriefLine(headline="Bridge at Sill reopens after a year", url="https://news.example/b2"),
            BriefLine(headline="Flour mills lock in lower prices for winter", url="https://news.example/b3", more=1),
            BriefLine(headline="School buses of Aldmoor run on rapeseed oil"),
        ),
        quote=quote("A shared number is harder to dispute than a shared promise.", "Remark on how the treaty was won"),
        quote_item="a1",
        closing="Agreement is what is left when nobody can win",
        sources=("news.example",),
    )


# What a story says in each shipped language: kicker, headline, deck, highlight, quote, note, closing.
SAID = {
    "de": (
        (
            "Hafen",
            "Fähre zu den Außeninseln fährt einen Monat früher",
            "Zwei Elektroboote lösen den Nachtbus ab. Die Preise bleiben bis zum Frühjahr.",
        ),
        (
            "Klima",
            "Küstenstadt schließt zum ersten Mal ihr Sturmflutwehr",
            "Die Tore hielten einer zwei Meter hohen Flut stand.",
        ),
        (
            "Gesundheit",
            "Dorfkliniken teilen sich eine reisende Augenärztin",
            "Im Marsktal sank die Wartezeit von neun Monaten auf sechs Wochen.",
        ),
    ),
    "fr": (
        (
            "Port",
            "La ligne de ferry vers les îles ouvre un mois plus tôt",
            "Deux bateaux électriques remplacent le bus de nuit.",
        ),
        (
            "Climat",
            "La ville côtière ferme son barrage pour la première fois",
            "Les portes ont tenu face à une vague de deux mètres.",
        ),
        (
            "Sciences",
            "Un relevé du ciel recense un milliard de galaxies",
            "La première publication couvre un cinquième du ciel austral.",
        ),
    ),
    "es": (
        (
            "Puerto",
            "La línea de transbordador a las islas abre un mes antes",
            "Dos barcos eléctricos sustituyen al autobús nocturno.",
        ),
        (
            "Clima",
            "La ciudad costera cierra su barrera por primera vez",
            "Las compuertas aguantaron una marejada de dos metros.",
        ),
        (
            "Ciencia",
            "Un mapa del cielo reúne mil millones de galaxias",
            "La primera entrega cubre una quinta parte del cielo austral.",
        ),
    ),
    "pt": (
        (
            "Porto",
            "Linha de barco para as ilhas abre um mês mais cedo",
            "Dois barcos elétricos substituem o autocarro da noite.",
        ),
        (
            "Clima",
            "Cidade costeira fecha a barragem pela primeira vez",
            "As comportas aguentaram uma maré de dois metros.",
        ),
        ("Ciência", "Mapa do céu reúne mil milhões de galáxias", "A primeira edição cobre um quinto do céu austral."),
    ),
    "ar": (
        (
            "الميناء",
            "خط العبّارات إلى الجزر البعيدة يبدأ قبل موعده بشهر",
            "قاربان كهربائيان يحلان محل حافلة الليل، وتبقى الأسعار كما هي حتى الربيع.",
        ),
        ("المناخ", "مدينة ساحلية تغلق حاجز المد للمرة الأولى", "صمدت البوابات أمام موجة بارتفاع مترين."),
        ("العلوم", "مسح سماوي يرصد مليار مجرة خافتة", "يغطي الإصدار الأول خُمس السماء الجنوبية."),
    ),
    "he": (
        (
            "נמל",
            "קו המעבורות לאיים נפתח חודש מוקדם מהצפוי",
            "שתי סירות חשמליות מחליפות את אוטובוס הלילה. המחירים יישארו עד האביב.",
        ),
        ("אקלים", "עיר החוף סוגרת לראשונה את מחסום הגאות", "השערים עמדו מול גל של שני מטרים."),
        ("מדע", "סקר שמיים ממפה מיליארד גלקסיות חיוורות", "הפרסום הראשון מכסה חמישית מהשמיים הדרומיים."),
    ),
    "it": (
        (
            "Porto",
            "Il traghetto per le isole parte con un mese di anticipo",
            "Due barche elettriche sostituiscono l’autobus notturno. Le tariffe restano uguali fino a primavera.",
        ),
        (
            "Clima",
            "La città di mare chiude per la prima volta la barriera",
            "Le paratoie hanno retto una marea di due metri.",
        ),
        (
            "Scienza",
            "Una mappa del cielo raccoglie un miliardo di galassie",
            "La prima parte copre un quinto del cielo australe.",
        ),
    ),
    "pl": (
        (
            "Port",
            "Prom na wyspy ruszy o miesiąc wcześniej",
            "Dwie łodzie elektryczne zastąpią nocny autobus. Ceny do wiosny pozostaną bez zmian.",
        ),
        ("Klimat", "Nadmorskie miasto po raz pierwszy zamyka zaporę", "Wrota wytrzymały dwumetrową falę."),
        (
            "Nauka",
            "Przegląd nieba opisał miliard słabych galaktyk",
            "Pierwsza część obejmuje jedną piątą południowego nieba.",
        ),
    ),
    "ru": (
        (
            "Порт",
            "Паром на дальние острова пойдёт на месяц раньше",
            "Два электрических катера заменят ночной автобус. Цены до весны не изменятся.",
        ),
        ("Климат", "Приморский город впервые закрыл заслон от прилива", "Затворы выдержали волну в два метра."),
        (
            "Наука",
            "Обзор неба нанёс на карту миллиард тусклых галактик",
            "Первая часть охватывает пятую долю южного неба.",
        ),
    ),
    "tr": (
        (
            "Liman",
            "Adalara vapur seferi bir ay erken başlıyor",
            "Gece otobüsünün yerini iki elektrikli tekne alıyor. Ücretler bahara kadar aynı kalacak.",
        ),
        ("İklim", "Kıyı kenti gelgit kapısını ilk kez kapattı", "Kapaklar iki metrelik dalgaya dayandı."),
        (
            "Bilim",
            "Gökyüzü taraması bir milyar soluk gökadayı haritaya işledi",
            "İlk bölüm güney göğünün beşte birini kapsıyor.",
        ),
    ),
    "hi": (
        (
            "बंदरगाह",
            "दूर के द्वीपों की नौका सेवा एक महीना पहले शुरू",
            "रात की बस की जगह दो बिजली की नावें चलेंगी। किराया वसंत तक वही रहेगा।",
        ),
        ("जलवायु", "तटीय शहर ने पहली बार ज्वार का फाटक बंद किया", "फाटक दो मीटर ऊँची लहर के सामने टिके रहे।"),
        ("विज्ञान", "आकाश के सर्वेक्षण में एक अरब धुँधली आकाशगंगाएँ", "पहला भाग दक्षिणी आकाश का पाँचवाँ हिस्सा दिखाता है।"),
    ),
    "ko": (
        (
            "항구",
            "먼 섬으로 가는 배편, 한 달 일찍 운항 시작",
            "전기 배 두 척이 심야 버스를 대신한다. 요금은 봄까지 그대로다.",
        ),
        ("기후", "바닷가 도시, 해일 방벽을 처음으로 닫다", "수문은 2미터 높이의 파도를 견뎠다."),
        ("과학", "하늘 조사, 희미한 은하 10억 개를 지도에 담다", "첫 공개분은 남쪽 하늘의 5분의 1에 이른다."),
    ),
    "zh": (
        ("港口", "通往外岛的渡船提前一个月开航", "两艘电动船取代夜间巴士，票价到春天都不变。"),
        ("气候", "海滨城市首次关闭挡潮闸", "闸门挡住了两米高的潮水，下一个考验是能用多少次。"),
        ("科学", "巡天观测绘出十亿个暗淡星系", "首批公开的数据覆盖南天的五分之一。"),
    ),
    "zh-Hant": (
        ("港口", "通往外島的渡船提前一個月開航", "兩艘電動船取代夜間巴士，票價到春天都不變。"),
        ("氣候", "海濱城市首次關閉擋潮閘", "閘門擋住了兩公尺高的潮水，下一個考驗是能用多少次。"),
        ("科學", "巡天觀測繪出十億個暗淡星系", "首批公開的資料涵蓋南天的五分之一。"),
    ),
    "ja": (
        (
            "港",
            "離島行きのフェリー、予定より一か月早く就航",
            "電動船二隻が夜行バスに代わる。運賃は春まで据え置かれる。",
        ),
        (
            "気候",
            "海辺の町、高潮を防ぐ水門を初めて閉鎖",
            "二メートルの高潮に門は持ちこたえた。次の試練は使える回数だ。",
        ),
        ("科学", "全天観測、十億個の淡い銀河を地図に", "最初の公開分は南天の五分の一に及ぶ。"),
    ),
}


def standard_in(locale: str) -> Edition:
    """The standard set in a shipped language."""
    from digest.text.direction import language_direction

    edition = with_locale(standard(), locale, language_direction(locale))
    said = SAID.get(locale)
    if not said:
        return edition
    way = language_direction(locale)
    lead, *rest = (_said(item, said[n % 3], locale, way) for n, item in enumerate(edition.items()))
    lead = replace(
        lead,
        highlights=tuple(extract(part[2]) for part in said),
        why=(extract(said[0][2]),),
        watch=Watch(heading="", text=said[1][2]),
    )
    return replace(
        edition,
        lead=lead,
        stories=tuple(rest),
        subject=lead.headline,
        preheader=" ".join(part[1] for part in said)[:110],
        in_brief=tuple(
            replace(line, headline=part[2], language=locale, direction=way)
            for line, part in zip(edition.in_brief, said, strict=False)
        ),
        quote=quote(said[0][2], said[1][1]),
        closing=said[2][1],
    )


def full_in(locale: str) -> Edition:
    """The standard set with every block that an editor or a correction may fill."""
    return replace(
        standard_in(locale),
        sponsor=sponsored(),
        note="We moved the desk to the harbour office for a week & kept the kettle.",
        revision="An earlier form of this edition named the wrong valley.",
    )


def credited_in(locale: str) -> Edition:
    """The full set, signed, with what stands below its pictures: names and words of the page's way and against it."""
    made = full_in(locale)
    makers = ("Photo: Mara Lindqvist / Marrow Bay News", "Ida Varga", "تصوير: ليلى حسن")

    def below(item: Item, number: int) -> Item:
        names = ("Ida Varga", "Jon Orrin", "ليلى حسن")[: number % 4]
        shown = item.picture and replace(
            item.picture, caption="The gauge on the morning of the signing.", credit=makers[number % 3]
        )
        return replace(item, picture=shown, author=", ".join(names), authors=names if len(names) > 1 else ())

    stories = tuple(below(item, number) for number, item in enumerate(made.stories, 1))
    return replace(made, lead=made.lead and below(made.lead, 3), stories=stories)


LONG = "Uferbefestigungs" * 7 + "amtsstelle"  # a word of 122 letters


def forty_in(locale: str) -> tuple[Item, ...]:
    """Thirty-nine further stories, no two alike: those of the locale first, then the English ones in their own."""
    from digest.text.direction import language_direction

    way = language_direction(locale)
    own = [(*told, 2) for told in (*SAID.get(locale, ()), *IN.get(locale, ()))]
    told = [(row, locale, way) for row in own] + [(row, "en", "ltr") for row in (*STORIES, *MORE)]
    return tuple(
        Item(
            id=f"s{number}",
            slug=f"s{number}",
            place="story",
            kicker=kicker,
            headline=headline,
            deck=deck,
            minutes=minutes,
            url=f"https://news.example/{number}/{headline.casefold().replace(' ', '-')[:60]}",
            language=language,
            direction=runs,
            picture=Picture(src=f"images/s{number}.png", alt=f"Illustration: {kicker}", width=240, height=240)
            if number % 3
            else None,
            members=(f"s{number}",),
        )
        for number, ((kicker, headline, deck, minutes), language, runs) in enumerate(told[:39])
    )


def stress_in(locale: str) -> Edition:
    """Forty different stories, and in them everything that breaks a layout."""
    edition = standard_in(locale)
    stories = list(forty_in(locale))
    stories[0] = replace(stories[0], headline=LONG, deck=LONG)
    stories[1] = replace(
        stories[1], headline='Tom & Jerry <b>"quoted"</b> & 5 > 3', deck="A <script> that is only text & nothing else"
    )
    stories[2] = replace(stories[2], picture=None, url="", deck="", minutes=1)
    stories[3] = replace(stories[3], headline=("A headline that will not end " * 11).strip()[:300])
    stories[4] = _said(stories[4], SAID["ar"][0], "ar", "rtl")
    stories[5] = _said(stories[5], SAID["ja"][0], "ja", "ltr")
    stories[6] = replace(stories[6], kicker="", update=True)
    stories[7] = replace(stories[7], picture=Picture(src="https://pictures.example/a.jpg", alt=""))
    lead = replace(edition.lead, headline=LONG, picture=None) if edition.lead else None
    return replace(edition, lead=lead, stories=tuple(stories), key="daily-2026-08-10")


def _said(item: Item, said: tuple[str, str, str], language: str, direction: str) -> Item:
    kicker, headline, deck = said
    return replace(item, kicker=kicker, headline=headline, deck=deck, language=language, direction=direction)


def with_locale(edition: Edition, locale: str, direction: str) -> Edition:
    """The same edition, said in another locale."""
    return replace(edition, newsletter=replace(edition.newsletter, locale=locale, direction=direction))
