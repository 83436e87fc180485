"""Single reports of a day, and articles made of such lines."""

from __future__ import annotations

from digest.articles import Article

# Single reports of a day, so that what two share can be rare.
DAY = [
    (
        "Beekeepers of Arnholt count their losses",
        "A third of the hives in Arnholt did not survive the winter, keepers say. Mites and a late "
        "frost are blamed for it.",
    ),
    (
        "Night bus to Selby gets a second stop",
        "The night bus will halt at the old mill from Monday. Students had asked for it in a petition with 800 names.",
    ),
    (
        "Library lends umbrellas",
        "Borrowers in Marlow Cross may take an umbrella home for a week. Forty were left behind and never claimed.",
    ),
    (
        "Quarry owner fined over dust",
        "A court has fined the owner of the quarry at Hennet 9,000 marks. Windows had been grey for months.",
    ),
    (
        "Swim club seeks trainers",
        "Two hundred children wait for lessons at the indoor pool of Velden. The club offers to pay for the licence.",
    ),
    (
        "Potato harvest starts early",
        "Growers on the Ostra plain lift their first potatoes nine days early. Prices are expected to fall.",
    ),
]


def told(lines: list[tuple[str, str]], prefix: str = "d") -> list[Article]:
    return [
        Article(id=f"{prefix}{n}", headline=headline, text=text, site=f"Paper {prefix}{n}", language="en")
        for n, (headline, text) in enumerate(lines)
    ]
