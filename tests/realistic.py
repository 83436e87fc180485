"""An edition as a morning makes it: long and short, without picture or deck, a portrait, a logo, a foreign story."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from editions import SAID, extract, forty_in, quote, sponsored, standard_in

from digest.edition.model import BriefLine, Correction, Edition, Item, Picture, Watch

LONG_QUOTE = (
    "We did not vote for a number, we voted for a place where all three towns can stand at seven in the morning, read "
    "the same mark on the same post, and go home without having to telephone anybody."
)


def realistic_in(locale: str) -> Edition:
    """Six stories in English, the standard set's in other languages, everything else as an editor leaves it."""
    edition = standard_in(locale)
    news = replace(
        edition.newsletter,
        editor="Mara Venn",
        reply_to="desk@daily.example",
        subscribe="https://daily.example/join",
        accounts={"Mastodon": "https://social.example/@daily", "Bluesky": "https://bsky.example/daily"},
    )
    face = Picture(src="images/portrait-face.png", alt="Lia Stone", width=112, height=112)
    edition = replace(edition, newsletter=news, portrait=face)
    if locale != "en":
        return _mixed(edition, locale)
    said = replace(
        quote("A shared number is harder to dispute than a shared promise."),
        speaker="gauge keeper Lia Stone",
        link="https://news.example/lake-treaty#:~:text=A%20shared%20number",
    )
    stories = (
        _story(
            "Water",
            "Reservoir at Marsk stands at its lowest since the wall was built, and the old village shows its chimneys",
            "Divers who mapped the streets in 1971 are asked where the cellars are, because boats have begun to scrape "
            "and because the town would like to know what it may promise the people whose parents left.",
            "portrait",
        ),
        _story("Farming", "Sheep return to the airfield", "They mow it for less than the machine did.", ""),
        _story("Business", "Lantern maker of Tarn takes its first order from abroad", "", "logo"),
        _story(
            "Transport",
            "A night train learns to wait for the last ferry",
            "Nobody slept on the quay this week, and the timetable has a footnote that runs to three lines.",
            "land",
        ),
        replace(_story(*SAID["ar"][0], ""), language="ar", direction="rtl"),
        _story("Weather", "Fog", "", ""),
    )
    lead = edition.lead
    assert lead
    lead = replace(
        lead,
        why=(extract("Water quarrels have outlived four mayors here."), extract("The next one is up for election.")),
        watch=Watch(heading="", text="The first dry August will show whether the gauge is believed when it hurts."),
    )
    return replace(
        edition,
        lead=lead,
        stories=stories,
        quote=said,
        note="The kettle in the harbour office is back, and so is the desk. Today's lead took eleven years to write; "
        "the four headlines below it took a morning.",
        in_brief=(
            BriefLine(headline="Two more towns ask to join the lake treaty", url="https://news.example/b1", more=3),
            BriefLine(headline="Bridge at Sill reopens after a year", url="https://news.example/b2"),
            BriefLine(headline="School buses of Aldmoor run on rapeseed oil"),
        ),
    )


WRONG = {
    "en": "An earlier form of this edition gave the wrong year for the treaty of Orrin.",
    "de": "Eine frühere Fassung dieser Ausgabe nannte ein falsches Jahr.",
    "ar": "ذكرت صيغة سابقة من هذا العدد سنة غير صحيحة.",
    "ja": "この号の以前の版では、年が誤っていました。",
}


class Told(NamedTuple):
    """What a locale's morning says besides its headlines."""

    note: str
    highlights: tuple[str, ...]
    why: str
    watch: str
    quote: str
    speaker: str
    brief: tuple[str, ...]
    closing: str


TOLD = {
    "de": Told(
        "Der Kessel im Hafenbüro ist zurück, und die Redaktion mit ihm.",
        (
            "Das erste Boot legt um sechs Uhr ab.",
            "Fahrräder fahren ohne Zuschlag mit.",
            "Der Nachtbus verkehrt noch bis zum Ende des Monats.",
        ),
        "Wer auf den Inseln wohnt, kam bisher nach acht Uhr abends nicht mehr nach Hause.",
        "Im Oktober zeigt sich, ob die Akkus den ersten Sturm überstehen.",
        "Eine Fähre, die wartet, ist mehr wert als eine, die pünktlich ist.",
        "Pegelwärterin Lia Stone",
        (
            "Zwei weitere Inseln wollen an die Linie angeschlossen werden",
            "Brücke von Sill ist nach einem Jahr wieder offen",
            "Schulbusse von Aldmoor fahren mit Rapsöl",
        ),
        "Wer am Kai steht, hat schon gewählt",
    ),
    "ar": Told(
        "عادت الغلاية إلى مكتب الميناء، وعادت معها هيئة التحرير.",
        (
            "ينطلق القارب الأول في السادسة صباحًا.",
            "تُنقل الدراجات من دون رسوم إضافية.",
            "تستمر حافلة الليل حتى نهاية الشهر.",
        ),
        "كان سكان الجزر لا يجدون طريقًا إلى بيوتهم بعد الثامنة مساءً.",
        "سيظهر في أكتوبر هل تتحمل البطاريات أول عاصفة.",
        "عبّارة تنتظر الناس خير من عبّارة تصل في موعدها.",
        "ليا ستون",
        (
            "جزيرتان أخريان تطلبان الانضمام إلى الخط",
            "جسر سيل يُفتح من جديد بعد عام",
            "حافلات مدارس ألدمور تسير بزيت السلجم",
        ),
        "من وقف على الرصيف فقد اختار وجهته",
    ),
    "ja": Told(
        "港の事務所にやかんが戻り、編集部も戻りました。",
        ("始発は午前六時に出る。", "自転車は追加料金なしで載せられる。", "夜行バスは今月末まで走る。"),
        "島の住民は、夜八時を過ぎると家に帰る手段がなかった。",
        "最初の嵐に電池が耐えられるかは、十月に分かる。",
        "時間どおりの船より、人を待つ船のほうがありがたい。",
        "リア・ストーン",
        ("さらに二つの島が航路への参加を求める", "シルの橋、一年ぶりに再開", "オルドムアのスクールバス、菜種油で走る"),
        "岸壁に立つ人は、もう行き先を決めている",
    ),
}


def _mixed(edition: Edition, locale: str) -> Edition:
    """Six stories of a locale as a morning has them, one of them in English; nothing is said twice."""
    lead = edition.lead
    assert lead
    said = edition.quote
    assert said
    own = [item for item in forty_in(locale) if item.language == locale and item.headline != lead.headline][:6]
    shapes = ("portrait", "", "logo", "land")
    stories = [
        replace(
            item,
            picture=Picture(src=f"images/{shape}.png", alt=item.headline, width=240, height=240) if shape else None,
        )
        for item, shape in zip(own, (*shapes, "", ""), strict=False)
    ]
    foreign = _story("Farming", "Sheep return to the airfield", "They mow it for less than the machine did.", "")
    edition = replace(edition, stories=(*stories[:4], foreign, *stories[4:]))
    if locale not in TOLD:
        return replace(edition, quote=replace(said, speaker="Lia Stone", link=f"{lead.url}#:~:text=a"))
    told = TOLD[locale]
    brief = [replace(line, headline=text) for line, text in zip(edition.in_brief, told.brief, strict=False)]
    return replace(
        edition,
        lead=replace(
            lead,
            highlights=tuple(extract(text) for text in told.highlights),
            why=(extract(told.why),),
            watch=Watch(heading="", text=told.watch),
        ),
        quote=replace(quote(told.quote), speaker=told.speaker, link=f"{lead.url}#:~:text=a"),
        note=told.note,
        in_brief=tuple(brief),
        closing=told.closing,
    )


def corrected_in(locale: str) -> Edition:
    """The same with a correction, a sponsor, and a long quote."""
    edition = realistic_in(locale)
    assert edition.quote
    assert edition.lead
    reason = WRONG.get(locale, WRONG["en"])
    spoken = replace(edition.quote, text=LONG_QUOTE, speaker="", note="Remark on how the treaty was won")
    return replace(
        edition,
        quote=spoken if locale == "en" else edition.quote,
        portrait=edition.portrait if locale != "en" else None,
        revision=reason,
        corrections=(Correction(reason=reason, stories=(edition.lead.headline,)),),
        sponsor=sponsored(),
    )


def _story(kicker: str, headline: str, deck: str, picture: str) -> Item:
    slug = headline.lower().replace(" ", "-")[:40]
    return Item(
        id=slug,
        slug=slug,
        place="story",
        kicker=kicker,
        headline=headline,
        deck=deck,
        minutes=2,
        url=f"https://news.example/{slug}",
        language="en",
        picture=Picture(src=f"images/{picture}.png", alt=f"Illustration: {kicker}", width=240, height=240)
        if picture
        else None,
        members=(slug,),
    )
