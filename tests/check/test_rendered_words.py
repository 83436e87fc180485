"""One changed character of a quote, in any rendition, is found; a faithful rendition has none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from editions import standard
from hypothesis import given, settings
from hypothesis import strategies as st
from plates import PLATES

from digest.check import Sheet
from digest.check.rendered_words import check
from digest.check.verbatim import check as verbatim
from digest.edition.model import Edition
from digest.message.mail import compose_message
from digest.press import renditions
from digest.settings import NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
SETTINGS = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take", sender="a@b.example"))
EDITION = standard()
FILES = {name: text.encode() for name, text in renditions.render(EDITION, SETTINGS, TEMPLATES, PLATES).items()}
WORDS = EDITION.quote.text if EDITION.quote else ""


def faults(files: dict[str, bytes], edition: Edition = EDITION) -> list[str]:
    return [finding.where for finding in check(Sheet(files=files, edition=edition))]


def test_what_we_print_reads_as_it_stands() -> None:
    assert faults(FILES) == []


@settings(max_examples=200, deadline=None)
@given(
    at=st.integers(min_value=0, max_value=len(WORDS) - 1),
    sign=st.sampled_from(["", "x", "Q", "7", "é", "。", "xy"]),
    shape=st.sampled_from(["<p class=q>“%s”</p>", "> %s\n", "<li>%s</li> <p>and more words behind it"]),
)
def test_one_changed_character_is_found_wherever_it_stands(at: int, sign: str, shape: str) -> None:
    if WORDS[at].isspace() or sign == WORDS[at]:
        return
    name = "page.html" if shape.startswith("<") else "part.txt"
    changed = WORDS[:at] + sign + WORDS[at + 1 :]
    assert faults({name: (shape % WORDS.replace(" ", "\n", 3)).encode()}) == []
    assert faults({name: (shape % changed).encode()}) != []
    # What stands there twice is looked at twice.
    assert faults({name: (shape % WORDS + shape % changed).encode()}) != []


@pytest.mark.parametrize("name", ["page.html", "part.txt"])
def test_a_cut_with_its_mark_is_none(name: str) -> None:
    words = "The bridge will open in spring, and it will stay open when the winter comes back."
    edition = replace(EDITION, quote=replace(EDITION.quote, text=words) if EDITION.quote else None)
    assert faults({name: f"“{words[:60]}…” — Holm".encode()}, edition) == []
    assert faults({name: f"“{words.replace('spring', 'sprint')}” — Holm".encode()}, edition) != []
    assert faults({name: f"“{words[:60].replace('spring', 'sprint')}…” — Holm".encode()}, edition) != []
    assert faults({name: b"Nothing of it is shown here."}, edition) == []


def test_a_posts_words_and_its_link_are_read() -> None:
    words = "The bridge will open in spring, and it will stay open when the winter comes back."
    edition = replace(EDITION, quote=replace(EDITION.quote, text=words) if EDITION.quote else None)
    line = '{"text": "“%s”", "intent": "https://x.example/post?text=%s"}'
    link = words.replace(" ", "%20").replace(",", "%2C")
    assert faults({"posts.jsonl": (line % (words, link)).encode()}, edition) == []
    assert faults({"posts.jsonl": (line % (words, link.replace("spring", "sprint"))).encode()}, edition) != []


@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_message_is_looked_at_where_it_is_not_the_mail_beside_it(kind: str) -> None:
    words = "The bridge will open in spring, and it will stay open when the winter comes back."
    edition = replace(EDITION, quote=replace(EDITION.quote, text=words) if EDITION.quote else None)
    edition = replace(edition, newsletter=replace(edition.newsletter, sender="a@b.example"))
    parts = {"html": f"<p>“{words}”</p>\n", "text": f"“{words}”\n"}
    files = {"email.html": parts["html"].encode(), "email.txt": parts["text"].encode()}
    true = compose_message(edition, html=parts["html"], text=parts["text"])
    parts[kind] = parts[kind].replace("spring", "sprint")
    false = compose_message(edition, html=parts["html"], text=parts["text"])
    assert faults({**files, "message.eml": true}, edition) == []
    assert faults({**files, "message.eml": false}, edition) == [f"message.eml: {words[:60]}"]
    assert faults({"message.eml": false}, edition) == [f"message.eml: {words[:60]}"]


def test_a_thread_goes_on_in_the_midst_of_a_sentence() -> None:
    words = "Even so, the argument cuts both ways: if they did not build it, there was somebody else, and that is more."
    edition = replace(EDITION, quote=replace(EDITION.quote, text=words) if EDITION.quote else None)
    cut = words.index(" was")
    parts = (f"News first. {words[:cut]}\n\n2/3", f"{words[cut + 1 :]} And more.\n\n3/3")
    lines = "".join(json.dumps({"text": text, "intent": f"https://x.example/?text={text}"}) + "\n" for text in parts)
    assert faults({"posts.jsonl": lines.encode()}, edition) == []
    changed = lines.replace("somebody else", "somebody elze")
    assert faults({"posts.jsonl": changed.encode()}, edition) != []


@pytest.mark.parametrize("words", ["ha" * 20_000, "We waited and waited. " * 900])
def test_words_that_repeat_themselves_cost_no_time_and_no_edition(words: str) -> None:
    edition = replace(EDITION, quote=replace(EDITION.quote, text=words) if EDITION.quote else None)
    assert faults({"part.txt": (words + "." + words[:-3] + words).encode()}, edition) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("They wrote <b>gates_shut</b> & left it.", "They wrote &lt;b&gt;gates_shut&lt;/b&gt; &amp; left it."),
        ("They wrote (gates_shut) and *left* it at that.", r"They wrote \(gates\_shut\) and \*left\* it at that."),
        ("Write to gates@harbour.example before the tide.", "Write to gates@\u2060harbour.example before the tide."),
        ("The gates were shut before the tide came in at last.", "The gates were shut before the 2/7"),
    ],
)
def test_what_a_network_needs_is_no_change(written: str, shown: str) -> None:
    edition = replace(EDITION, quote=replace(EDITION.quote, text=written) if EDITION.quote else None)
    lines = "".join(json.dumps({field: shown}) + "\n" for field in ("text", "intent", "api"))
    assert faults({"posts.jsonl": lines.encode()}, edition) == []
    assert faults({"posts.jsonl": lines.replace("ga", "gga").replace("tid", "tied").encode()}, edition) != []


def test_a_link_is_read_as_a_browser_reads_it() -> None:
    words = "The bridge will open\u00a6in spring, and stay open when the winter comes back."
    edition = replace(EDITION, quote=replace(EDITION.quote, text=words) if EDITION.quote else None)
    link = quote_plus(words).replace("+", "%20").replace("%A6", "&#37;A6")
    page = f'<a href="https://x.example/?text={link}">X</a>'
    assert faults({"page.html": page.encode()}, edition) == []
    assert faults({"page.html": page.replace("bridge", "brigde").encode()}, edition) != []


def test_each_piece_of_a_quote_is_a_text_of_its_own_in_a_link() -> None:
    one, two = "The bridge will open in spring, as we said.", "And it will stay open when the winter comes back."
    edition = replace(EDITION, quote=replace(EDITION.quote, text=f"{one} {two}") if EDITION.quote else None)
    pieces = "&amp;text=".join(quote_plus(piece).replace("+", "%20") for piece in (one, two))
    page = f'<a href="https://x.example/a#:~:text={pieces}">Hear it in context</a>'
    assert faults({"page.html": page.encode()}, edition) == []
    assert faults({"page.html": page.replace("when", "wehn").encode()}, edition) != []


def test_an_edition_without_its_sources_proves_nothing() -> None:
    told = list(verbatim(Sheet(files={"edition.json": b"{}"}, edition=EDITION)))
    assert [finding.where for finding in told] == ["sources.jsonl"]
    assert list(verbatim(Sheet(files={"page.html": b""}, edition=EDITION))) == []


@pytest.mark.parametrize("name", ["page.html", "part.txt"])
def test_the_first_sentence_of_a_deck_that_uses_the_same_words_is_not_the_quote_changed(name: str) -> None:
    words = "reached their highest share to date."
    deck = "Last week the port said that its ferries have achieved their highest share ever recorded. More on Monday."
    first = deck.split(". ", maxsplit=1)[0] + "."
    assert EDITION.lead is not None
    lead = replace(EDITION.lead, deck=deck)
    edition = replace(EDITION, lead=lead, quote=replace(EDITION.quote, text=words) if EDITION.quote else None)
    told = {"edition.json": json.dumps({"deck": deck, "quote": words}).encode()}
    assert faults({**told, name: f"1. {first}\n\n“{words}”".encode()}, edition) == []
    assert faults({**told, name: f"1. {first}\n\n“{words.replace('highest', 'hihgest')}”".encode()}, edition) != []
    assert faults({**told, name: f"1. {first}\n\n“{words[:-1]}”".encode()}, edition) != []
