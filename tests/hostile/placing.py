"""Hostile inputs: read the cases, place each in a workspace, run a real build over it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.cli import run

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT.parent / "shared" / "data" / "hostile" / "hostile.jsonl"

SETTINGS = """\
[newsletter]
id = "daily"
name = "The Daily"
from = "Desk <desk@news.example>"
to = "readers@news.example"
list_id = "readers.news.example"
address = "1 Quay Street"
unsubscribe = "https://news.example/unsubscribe"
[schedule]
zone = "Europe/Berlin"
slot = "2026-08-10"
[[source]]
path = "sources"
[social]
networks = ["bluesky", "linkedin", "mastodon", "x"]
"""

BENIGN = [
    {
        "id": f"benign-{n}",
        "url": f"https://news.example/{n}",
        "headline": headline,
        "deck": deck,
        "text": f"{deck} The council will decide on Thursday, said a clerk.",
        "published": f"2026-08-10T0{n}:00:00+02:00",
    }
    for n, (headline, deck) in enumerate(
        [
            ("Harbour reopens after the storm", "Ferries run again between the two piers."),
            ("Orchard town counts its bees", "Volunteers found more hives than last year."),
        ],
        1,
    )
]


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the corpus, its payload made."""

    id: str
    where: str
    payload: Any
    expected: str


@dataclass(slots=True)
class Outcome:
    """What a run over a case left behind."""

    code: int
    out: str
    err: str
    root: Path
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON object on stdout."""
        return json.loads(self.out) if self.out.strip() else {}

    @property
    def warnings(self) -> str:
        """All warnings and errors in one text."""
        return json.dumps(self.answer.get("warnings", []), ensure_ascii=False) + self.err

    def text(self, name: str) -> str:
        """One file of the edition as text."""
        return self.files[name].decode("utf-8")

    @property
    def html(self) -> dict[str, str]:
        """Every HTML file of the edition."""
        return {name: self.text(name) for name in self.files if name.endswith(".html")}

    @property
    def edition(self) -> dict[str, Any]:
        """The parsed edition.json."""
        made: dict[str, Any] = json.loads(self.files["edition.json"])
        return made

    @property
    def posts(self) -> list[dict[str, Any]]:
        """The parsed posts."""
        return [json.loads(row) for row in self.text("posts.jsonl").split("\n") if row]

    def item(self) -> dict[str, Any] | None:
        """The hostile article's story."""
        everything = [self.edition["lead"], *self.edition["stories"], *self.edition["briefs"]]
        return next((i for i in everything if i and not all(m.startswith("benign") for m in i["members"])), None)


def cases(*places: str) -> list[Case]:
    """Return the corpus's cases for *places*; none where the corpus is absent."""
    if not CASES.is_file():
        return []
    found = []
    for row in CASES.read_text().splitlines():
        raw = json.loads(row)
        if raw["where"] in places:
            payload = eval(raw["payload"]) if raw.get("gen") else raw["payload"]
            found.append(Case(raw["id"], raw["where"], payload, raw["expected"]))
    return found


def article(**fields: object) -> dict[str, object]:
    """Return the article that carries a case, with *fields* replaced."""
    return {
        "id": "case",
        "url": "https://news.example/case",
        "headline": "Ferry timetable grows by four boats",
        "deck": "Four boats more will cross the bay each day.",
        "text": "The company will run four boats more. Nobody expects them to be empty.",
        "published": "2026-08-10T03:00:00+02:00",
        "takeaways": [{"text": "Four boats are better than a bridge.", "note": "Comment on the plan"}],
        "highlights": ["The first boat leaves at five."],
    } | fields


def place(case: Case, value: object) -> list[Mapping[str, object]]:
    """Return the articles of a workspace in which *value* stands where the case says."""
    text = str(article()["text"])
    fields: dict[str, dict[str, object]] = {
        "headline": {"headline": value},
        "quote": {"takeaways": [{"text": value, "note": "Comment on the plan"}]},
        "highlight": {"highlights": [value]},
        "body": {"text": f"{text}\n\n{value}"},
        "url": {"url": value},
        "image_url": {"image": value},
        "slug": {"id": value},
        "date": {"published": value},
        "speaker": {"text": f"{text}\n\n“Four boats are better than a bridge,” said {value}.", "takeaways": []},
        "social_text": {"headline": value, "takeaways": [{"text": value, "note": "Comment"}]},
    }
    return [*BENIGN, article(**fields[case.where])]


def build(root: Path, articles: Sequence[Mapping[str, object]], *options: str, settings: str = SETTINGS) -> Outcome:
    """Write a workspace and run ``digest build --json`` in it."""
    (root / "sources").mkdir(parents=True, exist_ok=True)
    (root / "digest.toml").write_bytes(settings.encode("utf-8", "surrogatepass"))
    lines = "\n".join(json.dumps(a) for a in articles)
    (root / "sources" / "wire.jsonl").write_bytes(lines.encode("utf-8", "surrogatepass"))
    outcome = digest(root, "build", "--json", *options)
    made = sorted((root / "outbox" / "editions").glob("*/*")) if (root / "outbox" / "editions").is_dir() else []
    outcome.files = {path.name: path.read_bytes() for path in made}
    return outcome


def digest(root: Path, command: str, *options: str) -> Outcome:
    """Run one command in this process, as the command line would."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([*command.split(), *options, "-w", str(root)])
    assert "Traceback" not in err.getvalue()
    return Outcome(code, out.getvalue(), err.getvalue(), root)


_TABLES = {"edition": "picks", "sources": "source"}
_KEYS = {
    "newsletter.timezone": "schedule.zone",
    "newsletter.slot": "schedule.at",
    "edition.max_stories": "picks.stories",
    "sources.paths": "source.path",
    "social.platforms": "social.networks",
}


def renamed(key: str) -> str:
    """Return this project's name for a key of the corpus."""
    return _KEYS.get(key, key)


def settings_text(payload: str) -> str:
    """Return a configuration of the corpus with this project's key names, and an id."""
    table, rows, moved = "", [], []
    for row in payload.split("\n"):
        if header := re.fullmatch(r"\s*\[([\w.-]+)\]\s*", row):
            table = header[1]
            row = row.replace(table, _TABLES.get(table, table))
        elif (found := re.match(r"\s*([\w-]+)\s*=", row)) and f"{table}.{found[1]}" in _KEYS:
            to_table, to_key = _KEYS[f"{table}.{found[1]}"].split(".")
            row = row.replace(found[1], to_key, 1)
            if to_table != _TABLES.get(table, table):
                moved += [f"[{to_table}]", row]
                continue
        rows.append(row)
    text = "\n".join(rows + moved)
    if text.startswith("\ufeff"):
        return "\ufeff" + settings_text(payload.removeprefix("\ufeff"))
    return re.sub(r"(\[newsletter\][^\n]*\n)", r'\1id = "daily"' + "\n", text, count=1) if "id =" not in text else text
