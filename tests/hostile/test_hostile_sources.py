"""Untrusted source files: each case is a whole file of its format, and has its expected outcome."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile.placing import BENIGN, SETTINGS, Case, Outcome, cases, digest
from hostile.test_hostile import named
from hostile.verdicts import VERDICTS, shape, walk

from digest.text.slugs import is_safe_name

NAMES = {
    "feed_xml": "case.xml",
    "html_page": "case.html",
    "markdown": "case.md",
    "ninjs": "case.json",
    "wxr": "case.xml",
}
# The cases are dated a year before the benign articles.
WIDE = SETTINGS.replace("[[source]]", 'window = "400d"\n[[source]]')
ALLOWED = {
    "a",
    "abbr",
    "article",
    "aside",
    "bdi",
    "blockquote",
    "body",
    "br",
    "button",
    "cite",
    "div",
    "em",
    "figcaption",
}


def build(root: Path, name: str, payload: str | bytes, *options: str) -> Outcome:
    """Build an edition from two benign articles and a file called *name*."""
    sources = root / "sources"
    sources.mkdir(parents=True)
    (root / "digest.toml").write_text(WIDE)
    # An address is one article: the cases use those of the benign ones, too.
    benign = [one | {"url": f"https://bay.example/{number}"} for number, one in enumerate(BENIGN)]
    (sources / "wire.jsonl").write_text("\n".join(json.dumps(one) for one in benign))
    raw = payload if isinstance(payload, bytes) else payload.encode("utf-8", "surrogatepass")
    (sources / name).write_bytes(raw)
    made = digest(root, "build", "--json", *options)
    found = sorted((root / "outbox" / "editions").glob("*/*")) if (root / "outbox" / "editions").is_dir() else []
    made.files = {path.name: path.read_bytes() for path in found}
    return made


def told(made: Outcome, name: str, *words: str) -> bool:
    """Say whether a warning names the file and one of the words."""
    return name in made.warnings and (not words or any(word in made.warnings for word in words))


def rejected(case: Case, made: Outcome, field: str) -> bool:
    """The article or file is skipped, and a message names it and the field."""
    fields = {"file": ("skipped",), "title": ("headline", "title")}.get(field, (field,))
    return made.item() is None and told(made, NAMES[case.where], *fields)


def warned(case: Case, made: Outcome, field: str) -> bool:
    """It was built, and a warning names the file and the field."""
    return made.code == 0 and told(made, NAMES[case.where], *(() if field == "file" else (field,)))


def never(case: Case, made: Outcome, words: str) -> bool:
    """The words are in no file of the edition and in no message."""
    texts = [content.decode("utf-8", "replace") for content in made.files.values()]
    return not any(words in text for text in [*texts, made.out, made.err])


def inert(case: Case, made: Outcome, _: str) -> bool:
    """Nothing executable is in any page, and nothing of the payload is markup."""
    for name, html in made.html.items():
        pairs, urls = shape(html)
        own = {"input"} if name == "share.html" else set()  # the sheet's search and switches
        if {"iframe", "object", "embed", "form", "input", "base"}.intersection(tag for tag, _ in pairs) - own:
            return False
        if any(node.get("name") or node.get("id") == "parentNode" for node in walk(html) if node.tag == "input"):
            return False
        if any(name.startswith("on") for _, name in pairs) or any(
            "javascript:" in url or "evil" in url for url in urls
        ):
            return False
        run = [node for node in walk(html) if node.tag == "script" and "json" not in node.get("type", "")]
        if any("pwn()" in (node.text or "") for node in run):
            return False
    return True


def distinct(case: Case, made: Outcome, _: str) -> bool:
    """Every item has an anchor of its own."""
    items = [made.edition["lead"], *made.edition["stories"], *made.edition["briefs"]]
    slugs = [item["slug"] for item in items]
    return len(set(slugs)) == len(slugs) and all(is_safe_name(one) for one in slugs) and len(items) >= 4


OWN: dict[str, Callable[[Case, Outcome, str], bool]] = {
    "rejected": rejected,
    "warned": warned,
    "dropped": lambda case, made, field: made.code == 0 and told(made, NAMES[case.where], field),
    "never-in-output": never,
    "inert": inert,
    "distinct": distinct,
}


def holds(case: Case, made: Outcome, control: Outcome) -> bool:
    """Say whether any of the expected alternatives holds whole."""
    return any(
        all(_one(token, case, made, control) for token in alternative.split(";"))
        for alternative in case.expected.split(" | ")
    )


def _one(token: str, case: Case, made: Outcome, control: Outcome) -> bool:
    name, _, rest = token.partition(":")
    if name in OWN:
        return OWN[name](case, made, rest)
    if name == "kept":
        return made.code == 0
    if name == "no-merge":
        return not any(
            mark in made.text("email.html") + made.text("email.txt") for mark in ("[embed", "[php", "[gallery")
        )
    if name == "text":
        items = [made.edition["lead"], *made.edition["stories"], *made.edition["briefs"]]
        return rest in [item["headline"] for item in items]
    if token in VERDICTS:
        return VERDICTS[token](case, made, control, "")
    return VERDICTS[name](case, made, control, rest)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The same build with a benign page in the case's place."""
    page = (
        "---\ntitle: Storm closes harbour\ndate: 2025-08-07\nurl: https://news.example/storm\n---\n\nFerries stopped.\n"
    )
    made = build(tmp_path_factory.mktemp("control"), "case.md", page)
    assert made.code == 0, made.err
    return made


@pytest.mark.parametrize("case", named(cases(*NAMES)))
def test_a_source_file_does_no_harm(case: Case, tmp_path: Path, control: Outcome) -> None:
    made = build(tmp_path, NAMES[case.where], case.payload)
    assert made.code == 0, made.err
    items = [made.edition["lead"], *made.edition["stories"], *made.edition["briefs"]]
    assert {"benign-1", "benign-2"} <= {member for item in items if item for member in item["members"]}
    assert holds(case, made, control), (case.expected, made.warnings[:1500])
