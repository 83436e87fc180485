"""Markdown: each generator's own names and rules give the same article, and only words stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sources.reading import batch, one, origin

from digest.articles import Image, Takeaway
from digest.errors import DataError
from digest.sources import Batch, _recognise, markdown
from digest.sources._shortcodes import without_calls

HUGO = """\
+++
title = "Harbour gates hold"
description = "A two-metre surge stopped at the new barrier."
date = 2026-08-10T04:00:00+02:00
lastmod = 2026-08-10T09:30:00+02:00
slug = "gates"
tags = ["barrier", "storm"]
categories = ["Climate"]
authors = ["ida-varga"]
[cover]
image = "https://news.example/gates.jpg"
alt = "Two gates"
caption = "The gates on Sunday night"
+++
"""
JEKYLL = """\
---
layout: post
title: Harbour gates hold
excerpt: A two-metre surge stopped at the new barrier.
date: 2026-08-10 4:00:00 +0200
last_modified_at: 2026-08-10 9:30:00 +0200
categories: [Climate]
tags: [barrier, storm]
author:
  name: Ida Varga
image:
  path: https://news.example/gates.jpg
  alt: Two gates
  caption: The gates on Sunday night
---
"""
JSON = (
    json.dumps(
        {
            "headline": "Harbour gates hold",
            "subtitle": "A two-metre surge stopped at the new barrier.",
            "publishDate": "2026-08-10T02:00:00Z",
            "date": "2026-08-01",
            "lastmod": "2026-08-10T07:30:00Z",
            "categories": "Climate",
            "tags": "barrier, storm",
            "author": "Ida Varga",
            "image": "https://news.example/gates.jpg",
            "image_alt": "Two gates",
            "image_caption": "The gates on Sunday night",
        }
    )
    + "\n"
)
BODY = """
The gates closed at 21:40, an [hour](https://x.example) before **high water**.

> We are ready.
>
> — Marta Holm, harbour master

* By morning the quay was open.
* Nobody was hurt.
"""
TEXT = """\
The gates closed at 21:40, an hour before high water.

> We are ready.

> — Marta Holm, harbour master

- By morning the quay was open.
- Nobody was hurt."""


@pytest.mark.parametrize(
    ("name", "matter"),
    [("gates.md", HUGO), ("2026-08-10-gates.markdown", JEKYLL), ("gates.md", JSON)],
    ids=["hugo-toml", "jekyll-yaml", "json"],
)
def test_every_generator_gives_the_same_article(name: str, matter: str) -> None:
    article = one("markdown", matter + BODY, name, link="https://news.example/{slug}/")
    assert article.headline == "Harbour gates hold"
    assert article.deck == "A two-metre surge stopped at the new barrier."
    assert article.text == TEXT
    assert article.url == "https://news.example/gates/"
    assert article.published is not None and article.published.timestamp() == 1786327200
    assert article.updated is not None and article.updated.timestamp() == 1786347000
    assert (article.section, article.subjects) == ("Climate", ("Climate", "barrier", "storm"))
    assert article.author == "Ida Varga"
    assert article.image == Image(
        url="https://news.example/gates.jpg", alt="Two gates", caption="The gates on Sunday night"
    )


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("2026-08-09-gates.md", "---\ntitle: T\n---\n", "2026-08-09"),
        ("2026-08-09-gates.md", "---\ntitle: T\ndate: 2026-08-10\n---\n", "2026-08-10"),
        ("gates.md", "---\ntitle: T\ndate: 2026-08-01\npublishDate: 2026-08-10\n---\n", "2026-08-10"),
        ("gates.md", "---\ntitle: T\npubDate: Aug 10 2026\n---\n", "2026-08-10"),
        ("gates.md", "---\ntitle: T\nlastmod: 2026-08-10\n---\n", "2026-08-10"),
        ("gates.md", "---\ntitle: T\n---\n", None),
    ],
)
def test_the_date_is_what_the_generator_would_take(name: str, text: str, day: str | None) -> None:
    article = one("markdown", text, name)
    assert (article.published.date().isoformat() if article.published else None) == day


@pytest.mark.parametrize(
    "matter", ["draft: true", "published: false", "status: draft", "publish: false"], ids=lambda row: row
)
def test_a_draft_is_left_out_with_its_reason_and_no_warning(matter: str) -> None:
    read = batch("markdown", f"---\ntitle: Not yet\n{matter}\n---\nWords.\n")
    assert not read.articles
    assert not read.notices
    assert len(read.left_out) == 1
    assert read.left_out[0].where == "harbour-gates-hold.md"


@pytest.mark.parametrize(
    ("name", "text", "headline", "body"),
    [
        ("a.md", "# Gates hold\n\nThe gates closed.\n", "Gates hold", "The gates closed."),
        ("a.md", "---\ntitle: Gates hold\n---\n# Gates hold\n\nThe gates closed.\n", "Gates hold", "The gates closed."),
        ("Gates hold.md", "The gates closed.\n", "Gates hold", "The gates closed."),  # Obsidian
        ("2026-08-10-gates-hold.md", "The gates closed.\n", "Gates hold", "The gates closed."),  # Jekyll
        ("a.md", "---\ntitle: Gates &amp; <em>walls</em>\n---\nThe gates.\n", "Gates & walls", "The gates."),
    ],
)
def test_the_headline_is_the_title_the_first_heading_or_the_name(
    name: str, text: str, headline: str, body: str
) -> None:
    article = one("markdown", text, name)
    assert (article.headline, article.text) == (headline, body)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('{{< quote-block text="We are ready." cite="Marta Holm" >}}', "> We are ready.\n\n> — Marta Holm"),
        (
            '{{< quote-block text="We &#91;all&#93; are ready." cite="Marta &amp; Co" >}}',
            "> We [all] are ready.\n\n> — Marta & Co",
        ),
        ("{{< note >}}Bring boots.{{< /note >}}", "Bring boots."),
        ("{{% callout tip %}}\nBring boots.\n{{% /callout %}}", "Bring boots."),
        ('Read [more]({{< ref "other.md" >}} "Other") today.', "Read more today."),
        ('See [this]({{ "/2026/x/" | url }}).', "See this."),
        ('{% image "a/b.jpg" "A gate" %}\nThe gate *closed*.', "The gate closed."),
        ('{{< youtube id="x" title="A film" >}}\n\nAfter it.', "After it."),
        ('By {{ "sarah" | team_link }} herself.', "By … herself."),
        ("Version {{ site.version }} is out.", "Version … is out."),
        ("{{ page.title }}\n\nIt is out.", "It is out."),
        ("{% raw %}{{ name }}{% endraw %} stays.", "{{ name }} stays."),
        ("In code `{{ name }}` stays.", "In code {{ name }} stays."),
        ("{% comment %}hidden{% endcomment %}Shown.", "Shown."),
        ("A [[Barrier|new barrier]] and the [[Quay]].", "A new barrier and the Quay."),
        ("![[gates.png|A gate]]\n\nAfter it.", "After it."),
        ("> [!warning] Storm\n> Stay in.", "Storm Stay in."),
        ("> [!quote] Marta Holm\n> We are ready.", "> Marta Holm We are ready."),
        ("A ==marked== word. ^block-1", "A marked word."),
        ("Words.\n{: .lead}", "Words."),
        ("import X from './x'\n\nWords with <X client:load/> in them.", "Words with in them."),
        ("A note.[^1]\n\n[^1]: The **small** print.", "A note.\n\n1. The small print."),
        ("First line\\\nsecond line", "First line\nsecond line"),
        ("<br>\n## A heading\n\nWords.", "A heading\n\nWords."),
        ("<details><summary>More</summary>\n\nHidden *words*.\n\n</details>", "More\n\nHidden words."),
        ("<div>\n[A link](https://x.example) in HTML\n</div>", "A link in HTML"),
        ("| Gate | Hour |\n|---|---|\n| North | 21:40 |", "Gate | Hour\nNorth | 21:40"),
        ("1. One\n2. Two\n   - Two and a half", "1. One\n2. Two\n- Two and a half"),
        ("```\nx = 1\n\ny = 2\n```", "x = 1\ny = 2"),
        ("~~Gone~~ stays, <script>pwn()</script>not this.", "Gone stays, not this."),
        ("<!-- more -->\nWords.", "Words."),
    ],
)
def test_only_words_stay(source: str, text: str) -> None:
    assert one("markdown", f"---\ntitle: T\n---\n{source}\n").text == text


def test_highlights_and_takeaways_are_what_they_are() -> None:
    page = (
        "---\ntitle: T\n---\nThe gates closed.\n\n## Key takeaways\n\n> A barrier is a promise.\n\nOn the first closure"
        "\n\n> We closed a gate.\n\n## Highlights\n\n- The gates closed early.\n- The quay opened.\n\nThe end.\n"
    )
    article = one("markdown", page)
    assert article.takeaways == (
        Takeaway(text="A barrier is a promise.", note="On the first closure"),
        Takeaway(text="We closed a gate."),
    )
    assert article.highlights == ("The gates closed early.", "The quay opened.")
    assert article.text == "The gates closed.\n\nThe end."


def test_a_heading_with_prose_below_it_is_a_heading() -> None:
    article = one("markdown", "---\ntitle: T\n---\n## Highlights\n\nThe week had many.\n")
    assert article.text == "Highlights\n\nThe week had many."


def test_markdown_in_the_summary_is_read_like_that_in_the_text() -> None:
    summary = "**Gates hold** — see [the pier](https://pier.example) &amp; the quay."
    article = one("markdown", f"---\ntitle: T\nsummary: '{summary}'\n---\nBody.\n")
    assert article.deck == "Gates hold — see the pier & the quay."


@pytest.mark.parametrize(
    ("summary", "deck"),
    [
        (
            "The gates closed at 21:40, an hour before. By morning the quay",
            "The gates closed at 21:40, an hour before.",
        ),
        ("The gates closed at 21:40, an", ""),
        ("The gates closed at 21:40, an hour before. […]", "The gates closed at 21:40, an hour before."),
        ("The barrier passed its first test.", "The barrier passed its first test."),
        # The body was edited after the excerpt was made; a stop after "a.m." ends no sentence.
        ("They closed early. By morning the quay", "They closed early."),
        ("They closed early, at 4 a.m. By morning the quay", "They closed early, at 4 a.m."),
        # An editor's own words need no full stop.
        ("They closed early. Nobody was hurt", "They closed early. Nobody was hurt"),
        ("By morning the quay", "By morning the quay"),
    ],
)
def test_an_excerpt_that_breaks_off_is_no_deck(summary: str, deck: str) -> None:
    body = "The gates closed at 21:40, an hour before. By morning the quay was open again."
    assert one("markdown", f"---\ntitle: T\nsummary: '{summary}'\n---\n{body}\n").deck == deck


def test_an_excerpt_does_not_run_an_epigraph_into_the_first_sentence() -> None:
    body = "“The sea is wide and hard to measure.” — Mia Torn\n\nIt is simple: the boats know. Not always. More of it."
    summary = "“The sea is wide and hard to measure.” — Mia Torn It is simple: the boats know. Not always. More of"
    article = one("markdown", f"---\ntitle: T\nsummary: '{summary}'\n---\n{body}\n")
    assert article.deck == "It is simple: the boats know. Not always."


@pytest.mark.parametrize(
    ("matter", "url"),
    [
        ("canonical_url: https://first.example/gates", "https://first.example/gates"),
        ("source_url: https://first.example/gates", "https://first.example/gates"),
        ("permalink: /2026/gates/", "https://news.example/2026/gates/"),
        ("slug: gates", "https://news.example/2026/08/10/gates"),
    ],
)
def test_the_address_is_the_pages_own_or_made_by_the_link_pattern(matter: str, url: str) -> None:
    text = f"---\ntitle: T\ndate: 2026-08-10\n{matter}\n---\n"
    assert one("markdown", text, link="https://news.example/{year}/{month}/{day}/{slug}").url == url


def test_the_site_is_what_the_front_matter_says() -> None:
    assert (
        one("markdown", "---\ntitle: Gates hold\nsite: Coast Mail\n---\nThey held.\n", "gates.md").site == "Coast Mail"
    )


def test_an_address_that_is_none_is_left_out_by_name() -> None:
    read = batch("markdown", "---\ntitle: T\nurl: 'javascript:pwn()'\n---\nWords.\n")
    assert read.articles[0].url == ""
    assert "url" in read.notices[0].where


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: T\n",
        "---\ntitle: [\n---\nx",
        "+++\ntitle = \n+++\n",
        '{"title": "T", \n',
        "---\ntitle: T\n---\n" + "> " * 50_000 + "x",
        "---\ntitle: T\n---\n" + "[" * 50_000 + "a" + "](x)" * 50_000,
        "---\ntitle: T\n---\n" + "<div>" * 5_000,
        "---\ntitle: T\n---\n" + "a [b " * 20_000,
        "---\ntitle: [a, b]\n---\nx",
        b"\xff\xfe#\x00 \x00\x00\xd8",
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_reason(text: str | bytes) -> None:
    read = batch("markdown", text)
    assert not read.articles
    assert [n.where.partition(",")[0] for n in read.notices] == ["harbour-gates-hold.md"]
    assert read.notices[0].what.startswith("skipped: ")


def test_code_that_a_template_call_holds_does_not_run_away() -> None:
    assert without_calls("{{" * 20_000)[0]
    assert without_calls('{% image "' * 2_000)[0]


@pytest.fixture(scope="module")
def real_posts(shared: Path) -> dict[str, Batch]:
    """The real posts of two generators, each read once, by file name."""
    paths = sorted((shared / "data" / "real").glob("*/*.md"))
    where = {path: origin(path.name, link="https://posts.example/{slug}") for path in paths}
    return {path.name: markdown.read(path.read_bytes(), where[path]) for path in paths}


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ("publshed: 2026-08-10", "published"),
        ("titel: Harbour", "title"),
        ("Langauge: de", "language"),
        ("image-atl: Two gates", "image_alt"),
        ("publish: true", ""),
        ("draft: false", ""),
        ("series_order: 2", ""),
        ("theme_colour: blue", ""),
    ],
)
def test_a_misspelt_key_is_told_and_another_tools_own_is_not(row: str, meant: str) -> None:
    found = batch("markdown", f"---\ntitle: Gates\n{row}\n---\nThe gates hold.\n")
    told = [(notice.where, notice.fix) for notice in found.notices if "no field" in notice.what]
    assert told == ([(f"{origin().where}, line 3", f"did you mean {meant}?")] if meant else [])


def test_every_real_post_is_read(real_posts: dict[str, Batch]) -> None:
    skipped = []
    for name, read in real_posts.items():
        if not read.articles and name != "LICENSE.md":
            skipped.append((name, read.notices))
        assert read.articles or read.left_out
        assert not [notice for notice in read.notices if "no field" in notice.what], name
        for article in read.articles:
            assert article.published is not None
            assert not any(mark in article.text for mark in ("{{<", "](http", "<p>")), name
    assert skipped == []


def test_the_text_is_what_readers_of_the_posts_wrote_down(shared: Path, real_posts: dict[str, Batch]) -> None:
    rows = [json.loads(row) for row in (shared / "data" / "quotes" / "posts-dev.jsonl").read_text().splitlines()]
    read = {name.removesuffix(".md"): one for name, one in real_posts.items()}
    same = sum(read[row["id"]].articles[0].text == row["text"] for row in rows)
    assert same / len(rows) >= 0.85  # the others differ by quotation calls and footnote marks, on purpose


def test_a_refusal_names_the_limit() -> None:
    with pytest.raises(DataError, match="deeper than 100"):
        markdown._body("[" * 101)


def test_brackets_that_are_never_closed_are_refused_and_a_few_are_words() -> None:
    few = markdown.read(b"# Weir\n\n" + b"[a " * 190, origin("a.md"))
    many = markdown.read(b"# Weir\n\n" + b"[a " * 300, origin("a.md"))
    assert [article.headline for article in few.articles] == ["Weir"]
    assert not many.articles and "never closed" in many.notices[0].what


@pytest.mark.parametrize(
    ("front", "day"),
    [
        ('path = "2026/08/10/gates"', 10),
        ('permalink = "/2026/08/11/gates/"', 11),
        ('url = "https://news.example/2026/08/12/gates"', 12),
        ('path = "2026/08/10/gates"\ndate = 2026-08-09', 9),
    ],
)
def test_a_page_without_a_date_has_that_of_its_address(front: str, day: int) -> None:
    found = one("markdown", f'+++\ntitle = "Gates hold"\n{front}\n+++\nThe gates closed.\n')
    assert found.published is not None
    assert (found.published.month, found.published.day) == (8, day)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("2026/gates", "https://news.example/2026/gates/"),  # a folder
        ("/gates/", "https://news.example/gates/"),
        ("posts/gates.md", "https://news.example/n/gates-hold"),  # of a file, not of a page
    ],
)
def test_a_path_of_the_site_is_the_address(path: str, url: str) -> None:
    text = f'+++\ntitle = "Gates hold"\npath = "{path}"\n+++\nThe gates closed.\n'
    assert one("markdown", text, "gates-hold.md", link="https://news.example/n/{slug}").url == url


def test_fields_that_generators_put_apart_are_read() -> None:
    text = """+++
title = "Gates hold"
[taxonomies]
tags = ["barrier"]
categories = ["Climate"]
[extra]
subtitle = "A surge stopped."
title = "Not this one"
colour = "blue"
+++
The gates closed.
"""
    found = one("markdown", text)
    assert (found.headline, found.deck, found.section, found.subjects) == (
        "Gates hold",
        "A surge stopped.",
        "Climate",
        ("Climate", "barrier"),
    )


def test_lines_before_a_page_without_a_fence_are_its_fields() -> None:
    text = """Title: Gates hold
Date: 2026-08-10 04:00
Category: Climate
Summary: A surge stopped
  at the new barrier.

The gates closed.
"""
    found = one("markdown", text)
    assert (found.headline, found.section, found.deck, found.text) == (
        "Gates hold",
        "Climate",
        "A surge stopped at the new barrier.",
        "The gates closed.",
    )
    assert found.published is not None and found.published.day == 10


@pytest.mark.parametrize(
    "text",
    [
        "Note: the gates hold.\nWarning: stay away.\n\nThe gates closed.\n",
        "Title: a word for a heading.\n\nThe gates closed.\n",
        "Title: a word\nand Date: another, in a sentence.\n\nThe gates closed.\n",
    ],
)
def test_words_before_a_colon_are_the_pages_own_where_no_title_stands_among_fields(text: str) -> None:
    found = one("markdown", text)
    assert found.headline == "Harbour gates hold"  # by the file's name
    assert found.text.split()[0] in ("Note:", "Title:")


HTML_POST = """---
title: Gates hold
date: 2026-08-10
---

<div class="main">

    <p>The gates closed at 21:40.</p>

    <p>The quay reopened.</p>
</div>
"""


def test_front_matter_before_html_makes_it_a_post(tmp_path: Path) -> None:
    (found,) = _recognise.read(HTML_POST.encode(), origin("2026-08-10-gates.html")).articles
    assert (found.headline, found.text) == ("Gates hold", "The gates closed at 21:40.\n\nThe quay reopened.")
    (page,) = _recognise.read(
        b"<html><title>Gates hold</title><p>The gates closed at 21:40.</p></html>", origin("x.html")
    ).articles
    assert page.headline == "Gates hold"


@pytest.mark.parametrize(
    ("name", "link", "url"),
    [
        ("2026-08-10-Gates Hold.md", "{slug}", "gates-hold"),
        ("2026-08-10-Gates Hold.md", "{file}", "2026-08-10-gates-hold"),
        ("gates.de.md", "{slug}", "gates.de"),
    ],
)
def test_a_name_stands_in_an_address_as_generators_write_it(name: str, link: str, url: str) -> None:
    found = one("markdown", "---\ntitle: Gates\n---\nThe gates closed.\n", name, link=f"https://news.example/{link}")
    assert found.url == f"https://news.example/{url}"
