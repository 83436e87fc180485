"""Weight that goes: nothing that a client draws, and not one conditional comment for Outlook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editions import standard
from plates import PLATES

from digest.message.parts import html_part
from digest.press import inking, renditions, slimming, themes
from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
FACE = "font-family:Arial;font-size:16px;line-height:24px;text-align:left;color:#111"
CELL = f'<td align="left" class="px" style="font-size:0;padding:4px 8px"><div style="{FACE}">'


def page(body: str) -> str:
    head = '<html dir="ltr"><head><style>.px{color:#111}</style></head>'
    return f"{head}<body><table><tr>{body}</tr></table></body></html>"


@pytest.mark.parametrize("theme", themes.names(TEMPLATES))
def test_twelve_stories_are_sent_in_36_kilobytes(theme: str) -> None:
    settings = Settings(
        newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme)
    )
    html = renditions.render(standard(), settings, TEMPLATES, PLATES)["email.html"]
    assert len(html_part(html)) <= 36_000


def test_a_cell_says_how_its_words_are_set_and_the_div_goes() -> None:
    slim = slimming.slim(page(f'{CELL}<p>a</p><div dir="rtl">b</div></div></td>'))
    cell = '<td align="left" class="px" style="padding:4px 8px;font:16px/24px Arial;color:#111">'
    assert f'{cell}<p>a</p><div dir="rtl">b</div></td>' in slim


@pytest.mark.parametrize(
    "content",
    [
        "a</div>b</td>",  # more than the div is in the cell
        "<!--zq0000x--><div>a<!--zq0001x--><div>b<!--zq0002x--></div></div></td>",  # one of two, at printing time
    ],
)
def test_a_div_that_is_not_alone_in_its_cell_stays(content: str) -> None:
    assert "<div style=" in slimming.slim(page(CELL + content))


def test_outlooks_conditional_comments_hold_what_mjml_put_in_them() -> None:
    source = """<mjml><mj-body><mj-section background-color="#fff"><mj-column><mj-text css-class="px">a</mj-text>
    <mj-divider /></mj-column><mj-column><mj-button href="https://a.example">b</mj-button></mj-column></mj-section>
    <mj-section><mj-column><mj-text>c</mj-text></mj-column></mj-section></mj-body></mjml>"""
    made = inking.compile_mjml(source, "a.mjml")
    pressed = slimming.slim(inking.inline(made, "a.mjml", keep_sizes='[^"]*'))
    assert told_outlook(made) == told_outlook(pressed)


SHEET = """<mjml><mj-body width="600px">
<mj-section padding="0" background-color="#eee"><mj-column><mj-text>a</mj-text></mj-column></mj-section>
<mj-section padding="0"><mj-column><mj-text>b</mj-text><mj-text>c</mj-text></mj-column>%s</mj-section>
</mj-body></mjml>"""


def pressed(source: str) -> str:
    return slimming.slim(inking.inline(inking.compile_mjml(source, "a.mjml"), "a.mjml", keep_sizes='[^"]*'))


def test_a_column_alone_in_its_section_needs_one_table_for_three() -> None:
    html = pressed(SHEET % "")
    assert html.count("<table") - html.count("<!--[if mso | IE]>") <= 2
    assert [html.count(f"<{tag}") for tag in ("table", "div")] == [html.count(f"</{tag}>") for tag in ("table", "div")]
    assert [told_outlook(html).count(tag) for tag in ("<tr>", "</tr>", "</table>")] == [2, 2, 2]
    assert 'bgcolor="#eeeeee"' in html


@pytest.mark.parametrize(
    "source",
    [
        SHEET % "<mj-column><mj-text>d</mj-text></mj-column>",
        (SHEET % "").replace('padding="0"><mj-column><mj-text>b', 'padding="10px 0"><mj-column><mj-text>b'),
    ],
)
def test_where_one_section_is_of_another_form_all_keep_their_tables(source: str) -> None:
    html = pressed(source)
    assert html.count("display:inline-block;vertical-align:top") == source.count("<mj-column")
    assert html.count("<table") == html.count("</table")


def told_outlook(html: str) -> list[str]:
    """Return the tags that only Outlook reads in the body, in order, whatever comments they are cut into."""
    body = html[html.index("<body") :]
    told = "".join(re.findall(r"<!--\[if mso \| IE\]>(.*?)<!\[endif\]-->", body, re.S))
    return re.findall(r"<[^>]+>", re.sub(r"\s+", " ", told))


def test_a_picture_whose_alt_has_a_side_does_not_float_to_it() -> None:
    sheet = "<mj-head><mj-style inline='inline'>.th { text-align: left }</mj-style></mj-head>"
    picture = '<mj-text><img class="th" src="a.png" width="9" alt="a"><img src="b.png" align="right"></mj-text>'
    body = f"<mj-body><mj-section><mj-column>{picture}</mj-column></mj-section></mj-body>"
    html = pressed(f"<mjml>{sheet}{body}</mjml>")
    assert re.findall(r'<img\b[^>]*\balign="(\w+)"', html) == ["right"]  # what a template asks for itself stays


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('<p style="margin:0;color:#111;padding:12px 0 0">', '<p style="margin:12px 0 0;color:#111">'),
        ('<h2 style="margin:6px 0 0;padding:0">', '<h2 style="margin:6px 0 0">'),
        ('<h3 style="margin:0;padding:24px 0 6px">', '<h3 style="margin:24px 0 6px">'),
        ('<li style="padding:0 0 8px">', '<li style="margin:0 0 8px">'),
        ('<div style="padding:20px 0 0">', '<div style="margin:20px 0 0">'),
        # A ground or an edge would grow smaller, room at the sides or another unit is not ours to say anew.
        ('<p style="padding:8px 0;background:#EEE">',) * 2,
        ('<p style="margin:0;padding:6px 40px 0">',) * 2,
        ('<p style="margin:0;padding:1em 0 0">',) * 2,
        ('<td style="padding:8px 0 0">',) * 2,
    ],
)
def test_room_above_and_below_words_is_a_margin_as_word_knows_padding_in_cells_alone(written: str, made: str) -> None:
    assert slimming.slim(f"<html>{written}") == f"<html>{made}"


@pytest.mark.parametrize("theme", themes.names(TEMPLATES))
def test_in_word_no_words_lose_their_room_and_links_in_headlines_have_the_headlines_face(theme: str) -> None:
    settings = Settings(
        newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme)
    )
    html = renditions.render(standard(), settings, TEMPLATES, PLATES)["email.html"]
    words = re.findall(r"<(?:p|h[1-3]|li)\b[^>]*\bpadding:[^>]*>", html)
    assert [tag for tag in words if 'class="px' not in tag] == []  # a picture's credit keeps the sheet's margin
    sheet = html.partition("<!--[if mso]><style>")[2].partition("</style>")[0]
    text, head = (set(names.split(",")) for names in re.findall(r"([^{}]*){font-family:[^{}]*!important}", sheet))
    assert {"p", "a", "h2", ".lab"} <= text
    assert {"h3", "h3 a", ".big", ".big a"} <= head
    assert html.count('class="lab"') == (0 if theme == "brief" else 3)
