"""What exports hold beside posts for everybody: paid parts, responses, cards; and what editors keep for HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from sources.dialects import ATTACHED, BLOCKS, BODY, FIRST, SECOND, TITLE, ghost, medium, wxr
from sources.reading import batch, one, origin

from digest.sources import Batch, substack

HEAD = "post_id,post_date,is_published,type,audience,title,subtitle\n"


def post(page: str, row: str = "71.ferry,2026-08-10,true,newsletter,everyone,Ferry,") -> Batch:
    """Return what an export of Substack with one post gives."""
    return substack.read(f"{HEAD}{row}\n".encode(), origin("posts.csv"), {"71.ferry.html": page.encode()})


def block(audiences: str, words: str) -> str:
    return (
        f'<div class="dynamic-content-block" data-dynamic-content="true" data-dynamic-audiences="{audiences}"><div '
        f'class="dynamic-content-match"><p>{words}</p><div><hr></div></div></div>'
    )


@pytest.mark.parametrize(
    "page",
    [
        f'<p>{FIRST}</p><div class="paywall-jump" data-component-name="PaywallToDOM"></div><p>{SECOND}</p>',
        block("non_sub,free_sub,paid_sub", FIRST) + block("paid_sub,founding_sub", SECOND),
        block("non_sub", FIRST) + block("free_sub", SECOND) + '<div class="paywall-jump"></div><p>Paid.</p>',
    ],
    ids=["behind the wall", "a block for payers", "both"],
)
def test_what_only_some_readers_of_a_substack_see_is_left_out_and_told(page: str) -> None:
    found = post(page)
    assert [article.text for article in found.articles] == [FIRST]
    assert [notice.what for notice in found.left_out] == [
        "left out: a part of it is not for everybody; the rest was read"
    ]


def test_a_substack_post_for_everybody_is_read_whole() -> None:
    found = post(block("non_sub,free_sub,paid_sub", FIRST) + f"<p>{SECOND}</p>")
    assert (found.articles[0].text, found.left_out) == (f"{FIRST}\n\n{SECOND}", ())


def test_a_title_of_two_rows_is_one_line() -> None:
    found = post(BODY, '71.ferry,2026-08-10,true,newsletter,everyone,"Ferry\nleaves early",')
    assert found.articles[0].headline == "Ferry leaves early"


def test_a_response_on_medium_is_no_post() -> None:
    found = batch("medium", medium("<p>Well said.</p>", title="Well said."), "2026-08-10_Well-said.html")
    assert (found.articles, [notice.what for notice in found.left_out]) == (
        (),
        ["left out: it is a response to somebody's post"],
    )


def test_a_medium_post_without_its_date_stays_without_one() -> None:
    whole = medium(f"<p>{FIRST}</p>")
    start, end = whole.index("<time"), whole.index("</time>")
    article = one("medium", whole[:start] + whole[end:], "ferry.html")
    assert (article.headline, article.published) == (TITLE, None)


def lexical(*nodes: Mapping[str, object]) -> str:
    return json.dumps({"root": {"type": "root", "children": list(nodes)}})


def text(words: str) -> dict[str, object]:
    return {"type": "extended-text", "text": words, "format": 1}


CARDS: list[tuple[dict[str, object], str]] = [
    ({"type": "extended-heading", "tag": "h2", "children": [text("On time")]}, "On time"),
    ({"type": "list", "tag": "ol", "children": [{"type": "listitem", "children": [text("Four")]}]}, "1. Four"),
    ({"type": "extended-quote", "children": [text("We are ready.")]}, "> We are ready."),
    ({"type": "paragraph", "children": [text("A "), {"type": "link", "children": [text("link")]},
      {"type": "linebreak"}, text("& more")]}, "A link\n& more"),
    ({"type": "callout", "calloutText": "Tickets <b>at</b> the quay", "calloutEmoji": "!"}, "Tickets at the quay"),
    ({"type": "toggle", "heading": "Why?", "content": "<p>Because.</p>"}, "Why?\n\nBecause."),
    ({"type": "markdown", "markdown": "Some **words**"}, "Some words"),
    ({"type": "html", "html": "<p>Raw words</p><script>x()</script>"}, "Raw words"),
    ({"type": "bookmark", "metadata": {"title": "Elsewhere"}}, ""),
    ({"type": "signup", "header": "Join us"}, ""),
    ({"type": "somebodys-card", "children": [{"type": "paragraph", "children": [text("Kept")]}]}, "Kept"),
]  # fmt: skip


@pytest.mark.parametrize(("card", "words"), CARDS, ids=[str(card["type"]) for card, _ in CARDS])
def test_cards_of_a_lexical_document_give_way_to_their_words(card: dict[str, object], words: str) -> None:
    plain = {"type": "paragraph", "children": [text("Before.")]}
    article = one("ghost", ghost({"html": None, "lexical": lexical(plain, card)}, "5.82.0"), "x.json")
    assert article.text.removeprefix("Before.").strip("\n") == words


def mobiledoc(sections: list[object], cards: list[object] | None = None) -> str:
    rest = {"markups": [["em"]], "atoms": [["soft-return", "", {}]], "cards": cards or []}
    return json.dumps({"version": "0.3.1", "sections": sections, **rest})


SECTIONS: list[tuple[list[object], list[object], str]] = [
    ([[1, "h2", [[0, [], 0, "On time"]]]], [], "On time"),
    ([[1, "p", [[0, [0], 1, "A word"], [1, [], 0, 0], [0, [], 0, "& more"]]]], [], "A word\n& more"),
    ([[3, "ul", [[[0, [], 0, "Four"]], [[0, [], 0, "Five"]]]]], [], "- Four\n- Five"),
    ([[1, "blockquote", [[0, [], 0, "We are ready."]]]], [], "> We are ready."),
    ([[10, 0]], [["markdown", {"markdown": "Some **words**"}]], "Some words"),
    ([[10, 0]], [["bookmark", {"url": "https://x.example"}]], ""),
    ([[10, 7], ["x"], [1], 9], [], ""),
]


@pytest.mark.parametrize(("sections", "cards", "words"), SECTIONS)
def test_sections_of_a_mobiledoc_give_their_words(sections: list[object], cards: list[object], words: str) -> None:
    whole = mobiledoc([[1, "p", [[0, [], 0, "Before."]]], *sections], cards)
    article = one("ghost", ghost({"html": "", "mobiledoc": whole}, "3.42.5"), "x.json")
    assert article.text.removeprefix("Before.").strip("\n") == words


def test_a_picture_in_a_document_keeps_its_words_and_size() -> None:
    card = {
        "type": "image",
        "src": "https://tide.example/a.jpg",
        "alt": "A ferry",
        "caption": "Out early",
        "width": 900,
        "height": 600,
    }
    made = ghost({"feature_image": None, "html": None, "lexical": lexical(card)}, "5.82.0")
    image = one("ghost", made, "x.json").image
    assert image is not None
    assert (image.alt, image.caption, image.width, image.height) == ("A ferry", "Out early", 900, 600)


@pytest.mark.parametrize("document", ["{", "[]", '{"root": 7}', "[" * 100 + "]" * 100, '{"root": {"children": 9}}'])
def test_a_document_that_is_none_costs_its_post_alone(document: str) -> None:
    whole = json.loads(ghost({"html": None, "lexical": document}, "5.82.0"))
    posts = whole["db"][0]["data"]["posts"]
    posts.append({**posts[0], "id": "2", "title": "The other", "html": "<p>Here.</p>", "lexical": None})
    found = batch("ghost", json.dumps(whole), "x.json")
    assert "The other" in [article.headline for article in found.articles]
    assert all(notice.fix and "item 1" in notice.where for notice in found.notices)


def test_who_a_wordpress_plugin_names_counts_before_who_pressed_the_button() -> None:
    names = "".join(f'<category domain="author"><![CDATA[{name}]]></category>' for name in ("Jon Orrin", "Lia Stone"))
    whole = wxr(BLOCKS, ATTACHED).replace(
        "<wp:post_id>71", f'{names}<category domain="language" nicename="de"/><wp:post_id>71'
    )
    article = one("wxr", whole, "x.xml")
    assert (article.author, article.authors) == ("Jon Orrin, Lia Stone", ("Jon Orrin", "Lia Stone"))
    assert (article.language, article.subjects) == ("de", ("Harbour",))


def test_an_older_export_that_writes_addresses_as_they_are_is_read_and_told() -> None:
    whole = wxr(BLOCKS, ATTACHED)
    bare = whole.replace("</channel>", "<wp:note>https://tide.example/?a=1&b=2&c;&amp;</wp:note></channel>")
    found = batch("wxr", bare, "x.xml")
    assert found.articles == batch("wxr", whole, "x.xml").articles
    assert [notice.what for notice in found.notices][:1] == ["it has & where XML wants &amp;; it was read as meant"]
    assert not batch("wxr", whole.replace("</channel>", ""), "x.xml").articles


def test_names_of_its_own_are_no_bare_marks_and_are_refused() -> None:
    names = f'<!DOCTYPE rss [<!ENTITY b "{"z" * 100_000}">]>'
    page = f"{names}<rss><channel><item><title>{'&b;' * 200}</title></item></channel></rss>"
    found = batch("wxr", page, "old.xml")
    assert not found.articles and [notice.what for notice in found.notices if "read as meant" in notice.what] == []


def test_a_page_about_the_account_is_no_post() -> None:
    page = (
        '<!DOCTYPE html><html><head><title>Lia Stone</title></head><body><section class="h-card">\n <h3 class="p-name">'
        "Lia Stone</h3><ul><li><b>Email address:</b> lia@tide.example</li></ul></section></body></html>"
    )
    found = batch("medium", page, "profile.html")
    assert not found.articles
    assert [notice.what for notice in found.left_out] == ["left out: it is about the account and its owner, not a post"]
