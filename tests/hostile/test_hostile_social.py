"""Untrusted words in posts, scheduler files and cards, and untrusted names: each case has its expected outcome."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hostile.placing import SETTINGS, Case, Outcome, build, cases, digest, place
from hostile.verdicts import VERDICTS, Verdict, folded

from digest import export, networks, shelf
from digest.networks import telegram
from digest.posts.making import network
from digest.text.clean import plain
from digest.text.fitting import fits

NETWORKS = shelf.names(networks)
TABLES = [name for name in shelf.names(export) if str(getattr(shelf.take(export, name), "FILE", "")).endswith(".csv")]
EVERY = SETTINGS.partition("networks")[0] + f"networks = {json.dumps(NETWORKS)}\n"
TAG = '[social.hashtags]\n"News" = "News"\n'
UNSEEN = " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
FORMULA = set("=+-@\t\r＝＋－＠")
RESERVED = set("\\|{}@[]()<>#*_~")  # of LinkedIn's text format


def shown(post: dict[str, Any]) -> str:
    """Return what a reader of the pasted text sees."""
    return plain(network(post["network"]).unescape(post["text"]))


def its_posts(made: Outcome) -> list[dict[str, Any]]:
    """Return the posts of the hostile article."""
    item = made.item()
    assert item is not None
    return [post for post in made.posts if post["story"] == item["id"]]


def alive(post: dict[str, Any], kind: str) -> set[str]:
    """Return what the network would make of a post by itself: its links, hashtags or mentions."""
    find = getattr(network(post["network"]), kind)
    return {post["text"][start:end] for start, end in find(post["text"])}


def little(text: str) -> str:
    """Read LinkedIn's text format; AssertionError for anything that is not plain text or an address."""
    found, at = "", 0
    while at < len(text):
        if address := re.compile(r"https?://[^\s()\\]+").match(text, at):
            found, at = found + address[0], address.end()
            continue
        if text[at] == "\\":
            at += 1
        else:
            assert text[at] not in RESERVED, f"{text[at]!r} at {at} of {text!r}"
        found, at = found + text[at], at + 1
    return found


def markdown(text: str) -> str:
    """Read Telegram's MarkdownV2; AssertionError for an entity."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[_*\[\]()~`>#+\-=|{}.!]", re.sub(r"\\.", "", text)), text
    return re.sub(r"\\(.)", r"\1", text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Collect what should not be there."""
        self.tags.append(tag)


def html(text: str) -> str:
    """Read Telegram's HTML; AssertionError for an element."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.tags == [], text
    return reader.text


def posts_kept(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """Every quote that was not cut shows the words unchanged."""
    whole = [post for post in its_posts(made) if post["kind"] == "quote" and post["cut"] == "whole"]
    return bool(whole) and all(case.payload in shown(post) for post in whole)


def escaped_for(case: Case, made: Outcome, control: Outcome, form: str) -> bool:
    """By the format's own rules a post is plain text, and that text is the post's."""
    its = {post["kind"]: post for post in its_posts(made) if post["network"] == form.partition("-")[0]}
    for post in its.values():
        read = {
            "linkedin-little": lambda p: plain(little(p["api"])),
            "telegram-markdownv2": lambda p: plain(markdown(telegram.escape_markdown(p["text"]))),
            "telegram-html": lambda p: plain(html(p["api"]["text"])),
        }[form](post)
        if read != plain(post["text"]):
            return False
    return "quote" in its and case.payload in plain(its["quote"]["text"])


def no_ping(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """Nobody is mentioned, on any network, by hand or by a program."""
    for post in its_posts(made):
        sent = json.dumps(post["api"], ensure_ascii=False)
        if alive(post, "mentions"):
            return False
        if post["network"] == "discord" and re.search(r"@(everyone|here)\b", post["text"] + sent):
            return False
        if post["network"] == "slack" and re.search("<[!@]", post["text"] + sent):
            return False
        if post["network"] == "discord" and post["api"]["allowed_mentions"] != {"parse": []}:
            return False
    return True


def no_tag(case: Case, made: Outcome, control: Outcome, _: str) -> bool:
    """No hashtag is alive but those of the configuration."""
    return all(alive(post, "hashtags") <= {f"#{tag}" for tag in post["tags"]} for post in its_posts(made))


def no_autolink(case: Case, made: Outcome, control: Outcome, host: str) -> bool:
    """The host is not linked in any post, nor is anything else that is not the story's own address."""
    return not any(host in link for post in its_posts(made) for link in alive(post, "links") | {post["link"]}) and all(
        alive(post, "links") <= {post["link"]} for post in its_posts(made)
    )


def posts_fit(case: Case, made: Outcome, control: Outcome, what: str) -> bool:
    """Every post obeys all limits of its network; a flag is never halved; a card keeps its margins."""
    if what == "card":
        return cards_fit(made)
    posts = [post for post in its_posts(made) if post["network"] == what]
    whole = all(len(re.findall("[\U0001f1e6-\U0001f1ff]", post["text"])) % 2 == 0 for post in posts)
    return bool(posts) and whole and all(fits(post["text"], network(what).rulers()) for post in posts)


def cards_fit(made: Outcome) -> bool:
    """The quote stands on its cards, and nothing stands outside their margins."""
    from PIL import Image

    cards = {name: content for name, content in made.files.items() if name.startswith("card-case")}
    for name, content in cards.items():
        drawn = Image.open(io.BytesIO(content)).convert("RGB")
        margin = 68 if "wide" in name else 80
        ground = 2 if "story" in name else 1  # the bar at a story's top
        for strip in ((0, 20, margin, drawn.height), (drawn.width - margin, 20, drawn.width, drawn.height)):
            if len(drawn.crop(strip).getcolors(1 << 20) or []) != ground:
                return False
    return len(cards) == 7


MORE: dict[str, Verdict] = {
    "escaped": escaped_for,
    "kept": posts_kept,
    "no-ping": no_ping,
    "no-tag": no_tag,
    "no-autolink": no_autolink,
    "fits": posts_fit,
}


def holds(case: Case, made: Outcome, control: Outcome) -> bool:
    """Say whether any of the expected alternatives holds whole, as it is meant for posts."""
    return any(
        all(_one(token, case, made, control) for token in alternative.split(";"))
        for alternative in case.expected.split(" | ")
    )


def _one(token: str, case: Case, made: Outcome, control: Outcome) -> bool:
    name, _, rest = token.partition(":")
    verdicts = VERDICTS if name not in MORE or token == "escaped" else MORE
    return verdicts[name](case, made, control, rest)


def named(found: list[Case]) -> list[object]:
    """Return the cases as parameters; one that skips where the corpus is absent."""
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason="the measuring data (../shared) is not here"))]
    return [pytest.param(case, id=case.id) for case in found]


@pytest.fixture(scope="session")
def control(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The same build with an ordinary name in its place."""
    case = Case("speaker", "speaker", "Anna Holm", "")
    made = build(tmp_path_factory.mktemp("control"), place(case, case.payload), settings=EVERY)
    assert made.code == 0, made.err
    return made


@pytest.mark.parametrize("case", named(cases("social_text", "speaker")))
def test_words_and_names_from_outside(case: Case, tmp_path: Path, control: Outcome) -> None:
    cards = "fits:card" in case.expected
    if cards:
        pytest.importorskip("typst", reason="the extra [cards] is not installed")
    made = build(tmp_path, place(case, case.payload), settings=EVERY + ("cards = true\n" if cards else "") + TAG)
    assert made.code == 0, made.err
    assert {post["network"] for post in its_posts(made)} == set(NETWORKS)
    assert {item["id"] for item in (made.edition["lead"], *made.edition["stories"])} >= {"benign-1", "benign-2"}
    assert holds(case, made, control), (case.expected, made.warnings)


def test_a_name_of_one_script_is_no_warning(control: Outcome) -> None:
    assert "speaker" not in control.warnings


@pytest.fixture(scope="module")
def saying(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Outcome]:
    """Build an edition with these words as headline and quote; once for all tables."""

    @cache
    def built(words: str) -> Outcome:
        articles = place(Case("", "social_text", words, ""), words)
        made = build(tmp_path_factory.mktemp("paper"), articles, settings=EVERY)
        assert made.code == 0, made.err
        return made

    return built


@pytest.mark.parametrize("tool", TABLES)
@pytest.mark.parametrize("case", named(cases("social_csv")))
def test_cells_of_a_schedulers_table(case: Case, tool: str, tmp_path: Path, saying: Callable[[str], Outcome]) -> None:
    made, control = saying(case.payload), saying("Benign words of an ordinary day")
    mine, theirs = table(made.root, tool, tmp_path / "mine"), table(control.root, tool, tmp_path / "theirs")
    assert {len(row) for row in mine} == {len(row) for row in theirs}  # words that are no whole quote make fewer rows
    cells = [cell for row in mine for cell in row]
    if tool == "csv":  # the one that people open; the others are uploaded, and must be posted as they are
        assert [cell for cell in cells if cell.lstrip(UNSEEN)[:1] in FORMULA] == []
    whole = [folded(network(post["network"]).unescape(post["text"])) for post in its_posts(made)]
    there = [folded(cell.removeprefix("'")) for cell in cells]
    assert any(folded(case.payload) in text for text in whole)
    assert any(folded(case.payload) in cell for cell in there)
    if case.expected == "kept":
        assert not any(cell.startswith("'") for cell in cells)


def table(root: Path, tool: str, plan: Path) -> list[list[str]]:
    """Export an edition's posts into *plan* and read every row back as a spreadsheet would."""
    assert digest(root, "posts", "--export", tool, "-o", str(plan)).code == 0
    rows = []
    for path in sorted(plan.glob("*.csv")):
        text = path.read_bytes().decode("utf-8-sig")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows += list(csv.reader(io.StringIO(text, newline="")))
    return rows
