"""Forty stories of one invented day, no two alike: kicker, headline, deck, minutes. Further ones in three languages."""

# ruff: noqa: E501

from __future__ import annotations

Told = tuple[str, str, str, int]

MORE: tuple[Told, ...] = (
    ("Housing", "Aldmoor buys back its own council flats", "The town sold them in 1994 for a third of the price.", 4),
    ("Transport", "A night train learns to wait for the last ferry", "Nobody slept on the quay this week.", 2),
    ("Courts", "Judge rules that a hedge may be older than its owner", "", 3),
    (
        "Schools",
        "Sill teaches arithmetic with a broken bridge",
        "Pupils count rivets; the engineers check the sums.",
        2,
    ),
    (
        "Water",
        "Reservoir at Marsk stands at its lowest since the wall was built, and the old village shows its chimneys again",
        "Divers who mapped the streets in 1971 are asked where the cellars are, because boats have begun to scrape.",
        6,
    ),
    ("Farming", "Sheep return to the airfield", "They mow it for less than the machine did.", 1),
    ("Music", "The choir without a conductor turns fifty", "It has had eleven quarrels and no soloist.", 3),
    ("Business", "Lantern maker of Tarn takes its first order from abroad", "Four hundred lamps, due in March.", 2),
    ("Weather", "Fog", "", 1),
    ("Science", "Moss remembers a volcano nobody wrote down", "A core from Peat Hollow dates the ash to 1387.", 5),
    ("Politics", "Two mayors swap offices for a week", "Each found the other's files in better order.", 3),
    (
        "Police",
        "Lost property office gives back its thousandth umbrella",
        "It was the first one handed in, in 2009.",
        2,
    ),
    ("Parks", "Benches in Orrin Park now face the lake", "Somebody had turned all of them in one night.", 1),
    ("Books", "Library lends its reading room to the market in winter", "Borrowing went up by a quarter.", 2),
    ("Housing", "Nobody wants the lighthouse", "The price fell for the third time.", 2),
    ("Sea", "Kelp growers ask for a harbour of their own", "They come in at the hour when the trawlers leave.", 3),
    ("Medicine", "A pharmacist's log explains a fever of 1911", "Its pattern matches the dates of the fair.", 4),
    ("Sport", "Vessa draws with itself", "Both halves of the club claim the name, the pitch and the goalkeeper.", 2),
    ("Energy", "Tolva switches its street lights off for the meteors", "The shops stayed open by candle.", 1),
    ("Trade", "Amber dealers agree on what amber is", "The list has nine tests and one exception.", 3),
    ("Art", "Museum shows what it would not buy", "Visitors may say why it should have.", 3),
    ("Roads", "A speed limit for tractors, and one for geese", "Only the first is signposted.", 1),
    (
        "Food",
        "School kitchens cook from one list of forty dishes",
        "Children struck out the beetroot. It came back.",
        2,
    ),
    ("History", "The bell that was buried twice is rung again", "Its second burial saved it from the foundry.", 4),
    ("Work", "Harbour pilots retire in pairs", "The younger one keeps the notebook.", 3),
    ("Space", "Students of Dunmere hear their satellite", "It says its own name, and then the temperature.", 2),
    ("Language", "A dialect gets its first spelling", "Thirty-one vowels were agreed on; two were not.", 5),
    ("Money", "Pellworth prints a note for its own market", "It is good until Saturday.", 2),
    ("Letters", "Readers on the stairs of the town hall", "We asked what they would change. Forty-four answered.", 3),
)

IN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "de": (
        ("Verkehr", "Nachtzug wartet künftig auf die letzte Fähre", "Niemand schläft mehr am Kai."),
        ("Wasser", "Talsperrenüberwachungsgesellschaft meldet niedrigsten Stand seit dem Bau", "Die Kamine des alten Dorfes schauen heraus."),
        ("Kultur", "Chor ohne Dirigent wird fünfzig", ""),
        ("Gericht", "Eine Hecke darf älter sein als ihr Besitzer", "Das Urteil nennt drei Zeugen und einen Gärtner."),
        ("Sport", "Vessa spielt unentschieden gegen sich selbst", "Beide Hälften des Vereins beanspruchen den Torwart."),
        ("Wissenschaft", "Moos erinnert sich an einen Vulkan", "Ein Bohrkern datiert die Asche auf 1387."),
    ),
    "ar": (
        ("النقل", "قطار الليل ينتظر العبّارة الأخيرة", "لم ينم أحد على الرصيف هذا الأسبوع."),
        ("المياه", "خزان مارسك في أدنى مستوى منذ بناء السد", "وظهرت مداخن القرية القديمة من جديد."),
        ("الثقافة", "جوقة بلا قائد تبلغ الخمسين", ""),
        ("القضاء", "القاضي يقرر أن السياج قد يكون أقدم من صاحبه", "استند الحكم إلى ثلاثة شهود وبستاني واحد."),
        ("الرياضة", "فيسا تتعادل مع نفسها", "نصفا النادي يطالبان بالاسم والملعب وحارس المرمى."),
        ("الفضاء", "طلاب دنمير يسمعون قمرهم الصناعي", "ينطق باسمه ثم يذكر درجة الحرارة."),
        ("التاريخ", "جرس دُفن مرتين يُقرع من جديد", "أنقذه دفنه الثاني من المسبك."),
        ("الطعام", "مطابخ المدارس تطبخ من قائمة واحدة", "شطب الأطفال الشمندر ثم عاد."),
    ),
    "ja": (
        ("交通", "夜行列車、最終フェリーを待つことに", "今週、岸壁で夜を明かした人はいなかった。"),
        ("水", "マースク貯水池、完成以来の最低水位に", "沈んだ村の煙突が再び姿を見せた。"),
        ("文化", "指揮者のいない合唱団が五十周年", ""),
        ("司法", "生け垣は持ち主より古くてもよいと裁判所", "証人三人と庭師一人の話が決め手となった。"),
        ("スポーツ", "ヴェッサ、自分自身と引き分け", "クラブの両派が名前と球場とゴールキーパーを主張する。"),
        ("宇宙", "ダンミアの学生、自作衛星の声を聞く", "まず名前を名乗り、それから気温を告げた。"),
        ("歴史", "二度埋められた鐘が再び鳴る", "二度目の埋没が鋳つぶしから救った。"),
        ("食", "学校の台所、四十の献立を一枚の表に", "子どもたちが消したビーツは戻ってきた。"),
    ),
}  # fmt: skip
