"""Blocks: each in three forms, and a missing piece leaves no label, rule or gap."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import html5lib
import pytest
from editions import quote, sponsored, standard, standard_in, stress_in
from plates import PLATES
from realistic import realistic_in

from digest.edition.model import Also, Correction, Edition
from digest.press import locales, renditions
from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
NEWS = NewsletterSettings(id="daily", name="The Daily Take")
FORMS = {"email.html": ("email", "mjml"), "email.txt": ("email", "txt"), "web.html": ("web", "html")}


def drawn(edition: Edition, **email: Any) -> dict[str, str]:
    return renditions.render(edition, Settings(newsletter=NEWS, email=EmailSettings(**email)), TEMPLATES, PLATES)


def without(edition: Edition, **lead: Any) -> Edition:
    assert edition.lead
    return replace(edition, lead=replace(edition.lead, **lead))


BLOCKS = sorted(n.split("/")[-1].removesuffix(".mjml.j2") for n in TEMPLATES.names("email/blocks") if ".mjml" in n)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_has_a_text_form_and_a_web_form(block: str) -> None:
    assert TEMPLATES.has(f"email/blocks/{block}.txt.j2")
    assert block == "share" or TEMPLATES.has(f"web/blocks/{block}.html.j2")


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_says_what_it_wants(block: str) -> None:
    assert TEMPLATES.read(f"email/blocks/{block}.mjml.j2").startswith(f"{{#- {block}: ")


GAPS = [
    ("no highlights", without(standard(), highlights=()), "Highlights"),
    ("no analysis", without(standard(), why=()), "Why it matters"),
    ("no risk", without(standard(), watch=None), "What to watch"),
    ("no quote", replace(standard(), quote=None, quote_item=""), "Quote of the day"),
    ("one story", replace(standard(), stories=()), "More top stories"),
    ("one story", replace(standard(), stories=()), "The day in brief"),
    ("no related news", replace(standard(), in_brief=()), "In brief"),
    ("no sources", replace(standard(), sources=()), "quoted lines come from"),
    ("no note", standard(), "Mara Venn"),
    ("no correction", standard(), "Correction"),
    ("no sponsor", standard(), "Sponsored"),
]


@pytest.mark.parametrize(("gap", "edition", "label"), GAPS, ids=[f"{gap}: {label}" for gap, _, label in GAPS])
def test_what_is_missing_leaves_no_label(gap: str, edition: Edition, label: str) -> None:
    for text in drawn(edition).values():
        assert label not in text


def test_a_correction_stands_first_and_names_its_stories() -> None:
    told = (Correction(reason="A name was wrong.", stories=("Fog",)),)
    edition = replace(standard(), revision="A name was wrong.", corrections=told, note="The kettle is back.")
    for text in drawn(edition).values():
        assert text.index("Correction") < text.index("A name was wrong.") < text.index("The kettle is back.")
        assert "Concerns: Fog" in text


def test_a_note_stands_at_the_top_without_a_label_and_is_signed() -> None:
    news = replace(standard().newsletter, editor="Mara Venn")
    for text in drawn(replace(standard(), note="The kettle is back.", newsletter=news)).values():
        assert text.index("The kettle is back.") < text.index("Mara Venn") < text.index("The day in brief")
        assert "From the editor" not in text


@pytest.mark.parametrize("locale", locales.names(TEMPLATES))
def test_a_day_is_greeted_in_the_locales_words_where_that_is_wanted(locale: str) -> None:
    say = locales.load(TEMPLATES, locale)
    words = say.greeting(standard().at)
    assert "{" not in words
    for name, text in drawn(standard_in(locale), greeting=True).items():
        assert " ".join(words.split()) in " ".join(text.split()), name
    assert words not in drawn(standard_in(locale))["email.html"]


def test_a_weekday_may_have_words_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "locales" / "en.toml"
    path.parent.mkdir(parents=True)
    path.write_text(TEMPLATES.read("locales/en.toml").replace("[greeting]", '[greeting]\nsun = "Slowly now."', 1))
    say = locales.load(Templates(tmp_path, shipped_templates()), "en")
    assert say.greeting(standard().at) == "Slowly now."
    assert say.greeting(standard().at + timedelta(days=1)) == "Hello. It is Monday."


def test_the_foot_leads_in_on_and_out() -> None:
    news = replace(
        standard().newsletter,
        subscribe="https://daily.example/join",
        reply_to="desk@daily.example",
        accounts={"Mastodon": "https://social.example/@daily"},
    )
    for name, text in drawn(replace(standard(), newsletter=news)).items():
        way_in = "Get The Daily Take by email" if name == "web.html" else "Forwarded to you?"  # a page is not forwarded
        foot = text[text.rindex(way_in) :]
        for words in ("Subscribe", "https://daily.example/join", "https://social.example/@daily", "mailto:desk@daily"):
            assert words in foot, (name, words)
        assert "Archive" in foot
    for text in drawn(standard()).values():
        assert "Forwarded to you?" not in text
        assert "Write to the editor" not in text


def test_a_quote_says_who_spoke_in_which_role_and_leads_to_the_words() -> None:
    link = "https://news.example/a#:~:text=shared"
    said = replace(quote("A shared number."), speaker="gauge keeper Lia Stone", link=link)
    out = drawn(replace(standard(), quote=said))
    assert "<b>Lia\u00a0Stone</b><br>Gauge keeper" in out["email.html"]
    assert "Gauge keeper Lia Stone" in out["email.txt"]
    for name, text in out.items():
        assert "Hear it in context" in text.replace("\u00a0", " "), name
        assert link in text.replace("&amp;", "&"), name
    assert "Hear it in context" not in drawn(standard())["email.html"].replace("\u00a0", " ")


def test_the_quote_of_the_day_is_not_shown_again_with_its_story_on_the_web() -> None:
    edition = standard()
    assert edition.quote
    first = replace(edition.stories[0], quotes=(edition.quote,))
    web = drawn(replace(edition, stories=(first, *edition.stories[1:]), quote_item=first.id))["web.html"]
    assert web.count(edition.quote.text) == 1 + sum(edition.quote.text == e.text for e in edition.lead.why)  # type: ignore[union-attr]


@pytest.mark.parametrize("label", ["sponsored", "advertisement"])
@pytest.mark.parametrize("locale", locales.names(TEMPLATES))
def test_a_sponsor_is_marked_as_advertising_in_every_form_and_language(locale: str, label: str) -> None:
    say = locales.load(TEMPLATES, locale)
    mark = say.words(f"sponsor.{label}", name="Orrin Boatyard")
    for name, text in drawn(replace(standard_in(locale), sponsor=sponsored(label=label))).items():
        shown = text.replace("\u2068", "").replace("\u2069", "")
        assert mark in shown, name
        assert shown.index(mark) < shown.index("Wooden boats")


def test_a_sponsor_stands_after_the_quote_never_above_the_lead() -> None:
    edition = replace(standard(), sponsor=sponsored())
    for text in drawn(edition).values():
        assert text.index("Quote of the day") < text.index("Sponsored by") < text.index("More top stories")
    for text in drawn(edition, blocks=("masthead", "lead", "stories", "footer")).values():
        assert text.index("Nobody may pump at night") < text.index("Sponsored by") < text.index("More top stories")
    for text in drawn(edition, blocks=("masthead", "lead", "stories", "sponsor", "footer")).values():
        assert text.index("Bakers revive a rye") < text.index("Sponsored by")


def test_the_web_page_tells_search_engines_which_links_are_paid_for() -> None:
    tree = html5lib.parse(drawn(replace(standard(), sponsor=sponsored()))["web.html"], namespaceHTMLElements=False)
    paid = [a.get("rel") for a in tree.iter("a") if "boats.example" in a.get("href", "")]
    assert paid == ["sponsored noopener"] * 2
    assert not any(a.get("rel") for a in tree.iter("a") if "news.example" in a.get("href", ""))


def test_a_sponsor_without_address_and_picture_links_nowhere_and_draws_nothing() -> None:
    bare = replace(sponsored(url=""), picture=None)
    for text in drawn(replace(standard(0, pictures=False), sponsor=bare)).values():
        assert "More from" not in text
        assert "boat.png" not in text


def test_the_text_part_begins_with_its_first_word() -> None:
    for text in drawn(standard()).values():
        assert text == text.lstrip()


def test_without_an_address_nothing_links_and_without_a_picture_nothing_stands_in() -> None:
    edition = without(standard(0), url="", picture=None)
    edition = replace(edition, in_brief=(), newsletter=replace(edition.newsletter, web=""))
    for name, text in drawn(edition).items():
        assert "<img" not in text, name
        assert "news.example/lake-treaty" not in text, name
        assert "Read the full story" not in text, name


def test_a_notes_author_is_never_made_up() -> None:
    out = drawn(standard())
    for text in out.values():
        assert "— Remark" not in text
        assert "said" not in text.split("Quote of the day")[1].split("Ferry")[0]


@pytest.mark.parametrize("stories", [0, 2, 5, 11])
def test_any_number_of_stories_is_a_whole_edition(stories: int) -> None:
    for text in drawn(standard(stories)).values():
        assert "Three valleys agree" in " ".join(text.split())


@pytest.mark.parametrize("locale", locales.names(TEMPLATES))
def test_the_html_parses_without_a_word_lost(locale: str) -> None:
    for edition in (standard_in(locale), stress_in(locale)):
        out = drawn(edition)
        for name in ("email.html", "web.html"):
            tree = html5lib.parse(out[name], namespaceHTMLElements=False)
            shown = " ".join("".join(tree.itertext()).split())
            for item in edition.items():
                assert " ".join(item.headline.split()) in shown


def test_the_text_part_keeps_to_72_columns_but_for_addresses_and_endless_words() -> None:
    from digest.text.columns import width

    for locale in locales.names(TEMPLATES):
        for line in drawn(standard_in(locale))["email.txt"].splitlines():
            assert width(line) <= 72 or "://" in line, line


@pytest.mark.parametrize("sender", ["listmonk", "keila", "buttondown", "mailchimp", "ghost"])
def test_a_senders_placeholders_come_out_as_they_are_and_article_text_never_does(sender: str) -> None:
    from digest.text.senders import SENDERS

    edition = without(standard(), headline=f"Not {SENDERS[sender].unsubscribe}")
    out = drawn(edition, merge_tags=sender)
    for name in ("email.html", "email.txt"):
        assert out[name].count(SENDERS[sender].unsubscribe) == 1, name


def test_a_story_in_another_language_says_so_and_which_way_it_runs() -> None:
    out = drawn(stress_in("en"))["email.html"]
    assert 'lang="ar" dir="rtl" align="right"' in out
    assert 'lang="ja" dir="ltr"' in out
    assert 'dir="ltr" align' not in out
    assert 'dir="ltr" align="left"' in drawn(stress_in("ar"))["email.html"]


@pytest.mark.parametrize(("locale", "against", "side"), [("en", "rtl", "right"), ("ar", "ltr", "left")])
def test_a_list_that_runs_against_the_page_keeps_room_for_its_bullets(locale: str, against: str, side: str) -> None:
    edition = standard_in(locale)
    assert edition.lead is not None
    turned = replace(edition, lead=replace(edition.lead, direction=against))
    style = re.search('<ul style="([^"]*)"', drawn(turned)["email.html"])
    assert style is not None
    assert f"margin-{side}:20px" in style[1]
    assert style[1].count("20px") == 1


def test_a_quote_stands_in_an_element_with_a_direction_and_between_isolates_only_against_the_page() -> None:
    out = drawn(standard())
    words = "A shared number is harder to dispute than a shared promise."
    assert not set("\u2066\u2067\u2068\u2069") & set(out["email.txt"])
    foreign = replace(standard(), quote=quote("قاربان كهربائيان يحلان محل حافلة الليل"))
    assert "“\u2068قاربان كهربائيان يحلان محل حافلة الليل\u2069”" in drawn(foreign)["email.txt"]
    tree = html5lib.parse(out["email.html"], namespaceHTMLElements=False)
    assert [p.get("dir") for p in tree.iter("p") if "".join(p.itertext()) == words] == ["ltr"]


def test_a_workspaces_block_wraps_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "email" / "blocks" / "closing.mjml.j2"
    path.parent.mkdir(parents=True)
    path.write_text('<mj-text>Before</mj-text>{% include "builtin/email/blocks/closing.mjml.j2" %}')
    out = renditions.render(standard(), Settings(newsletter=NEWS), Templates(tmp_path, shipped_templates()))
    assert out["email.html"].index("Before") < out["email.html"].index("Agreement is what is left")


def test_a_new_block_is_one_file_and_one_line_of_configuration(tmp_path: Path) -> None:
    path = tmp_path / "email" / "blocks" / "weather.mjml.j2"
    path.parent.mkdir(parents=True)
    path.write_text("<mj-text>Rain, says {{ newsletter.name }}</mj-text>")
    settings = Settings(newsletter=NEWS, email=EmailSettings(blocks=("masthead", "weather", "footer")))
    out = renditions.render(standard(), settings, Templates(tmp_path, shipped_templates()))
    assert "Rain, says The Daily Take" in out["email.html"]
    assert "Rain" not in out["email.txt"]


def test_the_web_version_leads_to_what_else_tells_a_story_and_the_email_stays_short() -> None:
    also = (
        Also(id="far", headline="Valleys sign", url="https://far.example/sign", site="The Mail", language="en"),
        Also(id="near", headline="Täler einig", site="Bergbote", language="de"),
    )
    edition = standard()
    assert edition.lead is not None
    edition = replace(edition, lead=replace(edition.lead, also=also))
    brief = replace(edition.in_brief[0], also=also[:1])
    out = drawn(replace(edition, in_brief=(brief, *edition.in_brief[1:])))
    web = html5lib.parse(out["web.html"], namespaceHTMLElements=False)
    links = [a.text for a in web.iter("a") if a.get("href") == "https://far.example/sign"]
    assert links == ["Valleys sign"] * 2
    assert [li.get("lang") for li in web.iter("li") if "Täler einig" in "".join(li.itertext())] == ["de"]
    assert out["web.html"].count("Also reported by") == 1
    assert "far.example" not in out["email.html"] + out["email.txt"]


def test_an_update_in_brief_says_so_everywhere() -> None:
    edition = standard()
    plain = drawn(edition)
    marked = drawn(replace(edition, in_brief=(replace(edition.in_brief[0], update=True), *edition.in_brief[1:])))
    for name, text in marked.items():
        assert text.count("Update") == plain[name].count("Update") + 1, name


def test_a_byline_stands_on_the_web() -> None:
    edition = standard()
    assert edition.lead is not None
    lead = replace(edition.lead, author="Ida Varga")
    assert "Ida Varga" in drawn(replace(edition, lead=lead))["web.html"]
    assert "Ida Varga" not in drawn(replace(edition, lead=replace(lead, author="")))["web.html"]


@pytest.mark.parametrize("locale", locales.names(TEMPLATES))
def test_the_text_part_announces_no_address_without_it(locale: str) -> None:
    say = locales.load(TEMPLATES, locale)
    text = drawn(standard_in(locale))["email.txt"]
    for words in (say.words("story.more"), say.words("lead.button"), "X", "Bluesky", "LinkedIn", "WhatsApp"):
        assert re.search(rf"{re.escape(words)} \[\d+\]", text), words
    marks = set(re.findall(r"(?<=[ 。])\[(\d+)\]", text))
    assert marks == set(re.findall(r"^\[(\d+)\] +https://", text, re.M))
    assert f"{say.label('share.forward')}mailto:" in text


def test_what_has_no_address_announces_none() -> None:
    edition = replace(standard(), newsletter=replace(standard().newsletter, web=""))
    bare = replace(without(edition, url=""), stories=())
    out = drawn(bare)
    for words in ("Read the full story", "Pass it on", "Mail the link", "mailto:?"):
        assert words not in out["email.txt"]
        assert words not in out["email.html"]


def test_the_share_line_stands_in_the_text_where_it_stands_in_the_html() -> None:
    text = drawn(standard())["email.txt"]
    assert text.index("Remark on how") < text.index("From Three valleys") < text.index("Pass it on: X [")


def test_nothing_parts_a_wide_full_stop_from_what_follows() -> None:
    assert not re.search("[。！？] ", drawn(standard_in("ja"))["email.txt"])


def test_a_row_in_brief_is_linked_or_visibly_plain_and_its_count_has_its_own_cell() -> None:
    tree = html5lib.parse(drawn(standard())["email.html"], namespaceHTMLElements=False)
    rows = {"".join(row[0].itertext()).strip(): row for row in tree.iter("tr") if len(row)}
    plain, linked = rows["School buses of Aldmoor run on rapeseed oil"], rows["Bridge at Sill reopens after a year"]
    assert [cell.tag for cell in plain[0]] == ["span"]
    assert "#4D5955" in plain[0][0].get("style", "")
    assert linked[0][0].tag == "a"
    counted = rows["Two more towns ask to join the lake treaty"]
    assert ["".join(cell.itertext()).strip() for cell in counted] == [
        "Two more towns ask to join the lake treaty",
        "3\u00a0more\u00a0on\u00a0this",
    ]
    assert counted[1].get("align") == "right"


@pytest.mark.parametrize(("length", "size"), [(60, "26px"), (140, "22px"), (181, "20px")])
def test_a_longer_quote_is_set_smaller(length: int, size: str) -> None:
    words = ("Water " * 40)[:length].strip()
    tree = html5lib.parse(drawn(replace(standard(), quote=quote(words)))["email.html"], namespaceHTMLElements=False)
    assert [size in p.get("style", "") for p in tree.iter("p") if "".join(p.itertext()) == words] == [True]


def test_the_way_on_has_its_own_line_32_px_high_and_pictures_are_links() -> None:
    html = drawn(standard())["email.html"]
    ways = re.findall(r"<p[^>]*><a [^>]*style=\"([^\"]*)\"[^>]*>Read.on.→</a></p>", html)
    assert len(ways) == len(standard().stories)
    assert all("line-height:32px" in way for way in ways)
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    held = {img.get("src") for a in tree.iter("a") for img in a.iter("img")}
    assert held == {img.get("src") for img in tree.iter("img")}


@pytest.mark.parametrize("lacks", [(), ("speaker",), ("speaker", "note", "link"), ("article", "link")])
@pytest.mark.parametrize("theme", ["calm", "letter"])
def test_what_a_quote_lacks_leaves_no_gap_in_the_text_part(theme: str, lacks: tuple[str, ...]) -> None:
    edition = realistic_in("en")
    assert edition.quote
    gone: dict[str, Any] = dict.fromkeys(lacks, "")
    edition = replace(edition, quote=replace(edition.quote, **gone))
    text = drawn(edition, theme=theme)["email.txt"]
    assert "\n\n\n\n" not in text, "two blank lines part blocks, no more do"
    assert "\n\n\n" not in text.partition("Quote of the day\n")[2].partition("[")[0], "one inside"


def test_from_never_stands_alone_on_a_line() -> None:
    tree = html5lib.parse(drawn(standard())["email.html"], namespaceHTMLElements=False)
    (way,) = [a for a in tree.iter("a") if "".join(a.itertext()).startswith("From")]
    assert "".join(way.itertext()) == "From Three valleys agree to share the lake"


def test_labels_of_a_foreign_lead_are_the_pages_and_its_bar_stands_on_the_side_of_its_words() -> None:
    edition = without(standard_in("ar"), language="en", direction="ltr")
    tree = html5lib.parse(drawn(edition)["email.html"], namespaceHTMLElements=False)
    labels = [h for h in tree.iter("h3") if "".join(h.itertext()) in ("أبرز النقاط", "لماذا يهم هذا", "ما الذي نترقبه")]
    assert [(h.get("lang"), h.get("dir")) for h in labels] == [("ar", "rtl")] * 3
    (cell,) = [td for td in tree.iter("td") if len(td) and td[0] is labels[-1]]
    assert "border-left:3px" in cell.get("style", "")
    assert "border-right" not in cell.get("style", "")


@pytest.mark.parametrize("locale", locales.names(TEMPLATES))
def test_word_is_told_of_fonts_that_windows_has(locale: str) -> None:
    (sheet,) = re.findall(r"<!--\[if mso\]><style>(table\{.*?)</style>", drawn(standard_in(locale))["email.html"])
    stacks = re.findall(r"font-family:([^}]*)!important", sheet)
    assert len(stacks) == 2
    for stack in stacks:
        first = stack.split(",")[0].strip(" '").casefold()
        assert first in renditions.WINDOWS - {"serif", "sans-serif"}, stack
        assert "apple" not in stack
