"""What stands in an outbox agrees with the schemas that consumers in other languages rely on."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from digest import shelf
from digest.cli import run
from digest.outbox import claims
from digest.outbox.gc import collect

KEY = "daily-2026-08-10"


def schema(name: str) -> jsonschema.Draft202012Validator:
    document = json.loads(shelf.data(f"schema/{name}.schema.json"))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document, format_checker=jsonschema.FormatChecker())


@pytest.fixture(scope="module")
def outbox(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("schema") / "outbox"
    assert run(["build", "-w", str(root), "--outbox", str(made), "-q"]) == 0
    return made


def test_the_samples_manifest_is_as_the_schema_says(outbox: Path) -> None:
    said = json.loads((outbox / "editions" / KEY / "manifest.json").read_text())
    schema("manifest").validate(said)
    assert {"slot", "generator", "message", "items", "warnings"} <= said.keys()


def test_the_outbox_says_what_it_is(outbox: Path) -> None:
    schema("outbox").validate(json.loads((outbox / "OUTBOX.json").read_text()))


def test_every_mark_we_write_is_as_the_schema_says(outbox: Path) -> None:
    claims.take(outbox, KEY, by="cron", lease=0)
    claims.failed(outbox, KEY, reason="550 no", by="cron")
    marks = [(outbox / "failed" / KEY).read_text()]
    claims.retry(outbox, KEY, reason="repaired", by="ops")
    with claims.claimed(outbox, KEY, by="van") as claim:
        claim.done("250 OK")
    collect(outbox, days=30)
    marks += [p.read_text() for folder in ("claims", "done") for p in (outbox / folder).iterdir()]
    assert len(marks) == 5  # failed, two claims of ours, the retry between them, done
    for mark in marks:
        schema("mark").validate(json.loads(mark))


def test_a_nonsense_manifest_is_refused_by_the_schema() -> None:
    for wrong in [{}, {"schema": "digest/manifest/1", "key": "con", "files": []}, {"key": "a.", "files": []}]:
        with pytest.raises(jsonschema.ValidationError):
            schema("manifest").validate(wrong)


def test_no_file_of_an_edition_says_where_or_when_it_was_built(outbox: Path) -> None:
    import os
    import time

    told = [str(outbox), str(Path.home()), os.uname().nodename, time.strftime("%Y-%m-%dT%H:")]
    for path in (outbox / "editions" / KEY).iterdir():
        content = path.read_bytes()
        assert not [word for word in told if len(word) > 3 and word.encode() in content], path.name
