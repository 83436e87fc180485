"""No input raises: whatever the bytes are, a format gives articles, or notices that say why not."""

# ruff: noqa: E501 - tables of tokens read better in few lines
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources import same_story as stories
from sources.reading import origin
from sources.test_same_story import NAMES, STORY

from digest import shelf, sources
from digest.sources import Batch
from digest.sources._recognise import read

SAMPLES: dict[str, bytes] = {
    **{form: raw.encode() if isinstance(raw, str) else raw for form, raw in STORY.items()},
    "atom": stories.ATOM.encode(),
    "table": stories.CSV.encode(),
    "workbook": stories.xlsx(),
    "opml": b'<opml><body><outline text="World"><outline text="A" xmlUrl="https://a.example/feed"/></outline></body></opml>',
    "sitemap": b"<urlset><url><loc>https://a.example/1</loc><lastmod>2026-08-10</lastmod></url></urlset>",
    "urls": b"https://a.example/1\nhttps://a.example/2 # note\n",
    "t4k3": b"T4K3.news\nGates hold\nA deck.\n\nThe body.\nKey Takeaways\n\"A line.\"\nA note\nHighlights\n- One\n",
    "mbox": b"From a@b.example Mon Aug 10 2026\n" + stories.EML.encode() + b"\n\nFrom b@c.example Mon\nSubject: x\n\nHi.\n",
}  # fmt: skip
FORMATS = shelf.names(sources)
TOKENS = [
    b"<", b">", b"&", b"\"", b"'", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"</p>", b"<p>", b"<blockquote>", b"<q>", b"<table>",
    b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"-1", b"1e999", b"NaN", b"\"\"", b"[]", b"{}", b"\x00", b"\xff",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r\n", b"\n\n", b"---\n", b"+++\n", b"> ", b"- ", b"{{", b"}}", b"{%", b"%}", b"&#0;",
    b"&#xD800;", b"&nope;", b"charset=utf-7", b"charset=x", b"encoding='utf-16'", b"xml:base='javascript:x'", b"\xe2\x80\xae",
    b"Content-Type: multipart/mixed; boundary=x\n\n", b"=?utf-8?B?!!?=", b"<style>", b"<svg>", b"hidden", b"9" * 400,
]  # fmt: skip


def sound(batch: Batch) -> bool:
    """Say whether all that was given back is what it promises to be."""
    told = all(notice.what and notice.where for notice in (*batch.notices, *batch.left_out))
    dated = all(one.published is None or one.published.tzinfo is not None for one in batch.articles)
    return told and dated and all(one.headline and "\x00" not in one.source_text for one in batch.articles)


def changed(raw: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for place, gone, put in edits:
        at = int(place * len(raw))
        raw = raw[:at] + put + raw[at + gone :]
    return raw


EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(TOKENS) | st.binary(max_size=6)),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40)
@given(edits=EDITS)
def test_a_file_with_faults_gives_articles_or_reasons(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    raw = changed(SAMPLES[name], edits)
    assert sound(read(raw, origin(NAMES.get(name, f"case.{name}"))))
    form = {"atom": "feed", "workbook": "table", "mbox": "mail"}.get(name, name)
    assert sound(shelf.take(sources, form).read(raw, origin(f"case.{name}")))


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=25)
@given(raw=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_given_to_any_format_give_reasons(form: str, raw: bytes) -> None:
    assert sound(shelf.take(sources, form).read(raw, origin(f"case.{form}")))


@pytest.mark.parametrize(
    "name", ["feed", "jsonfeed", "ninjs", "newsml", "wxr", "ghost", "medium", "mail", "html", "markdown"]
)
@pytest.mark.parametrize("deep", [b"<b>" * 1000, b"<p a='" + b"' b='" * 4000 + b"'>"], ids=["elements", "attributes"])
def test_one_item_that_no_parser_should_see_is_refused_alone(name: str, deep: bytes) -> None:
    put = deep.replace(b"<", b"&lt;") if name == "newsml" else deep
    raw = SAMPLES[name].replace(stories.PARAGRAPHS[1].encode(), put + stories.PARAGRAPHS[1].encode())
    read_again = shelf.take(sources, name).read(raw, origin(f"case.{name}"))
    assert sound(read_again)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_file_of_another_format_gives_reasons(form: str, sample: str) -> None:
    assert sound(shelf.take(sources, form).read(SAMPLES[sample], origin(f"case.{form}")))
