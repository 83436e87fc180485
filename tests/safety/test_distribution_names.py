"""Nothing we print or write installs a stranger's package: our name on the index is digest-press."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from digest import extras

ROOT = Path(__file__).resolve().parents[2]
OURS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ASK = "from digest import extras; print(extras.packages_of"
WRITTEN = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "Makefile", "pyproject.toml", ".ci/run"]


def test_the_import_package_and_the_command_keep_their_name() -> None:
    assert OURS["name"] == extras.DISTRIBUTION == "digest-press"
    assert OURS["scripts"] == {"digest": "digest.cli:main"}


def test_no_page_and_no_message_installs_the_package_called_digest() -> None:
    files = [ROOT / name for name in WRITTEN if (ROOT / name).is_file()]
    for folder, ending in (("digest", "*.py"), ("docs", "*"), ("templates", "*"), ("digest/data", "*")):
        files += [path for path in (ROOT / folder).rglob(ending) if path.is_file()]
    wrong = re.compile(
        r"(?:pip|pipx|uv|uvx)\b[^\n]*(?:install|add|inject|run)[^\n]*[\s'\"]digest(?:\[|[\s'\"]|$)", re.M
    )
    found = {f"{path.relative_to(ROOT)}: {m[0]}" for path in files for m in wrong.finditer(path.read_text("latin-1"))}
    assert found == {f"digest/extras.py: {m[0]}" for m in wrong.finditer((ROOT / "digest/extras.py").read_text())}


@pytest.mark.parametrize(
    ("mark", "pip", "expected"),
    [
        ("", True, "/venv/bin/python -m pip install 'typst>=0.13' fonttools"),
        ("", False, "uv pip install --python /venv/bin/python 'typst>=0.13' fonttools"),
        ("pipx_metadata.json", True, "pipx inject digest-press 'typst>=0.13' fonttools"),
        ("uv-receipt.toml", False, "uv tool install digest-press --with 'typst>=0.13' --with fonttools"),
    ],
)
def test_the_command_is_that_of_the_installation(tmp_path: Path, mark: str, pip: bool, expected: str) -> None:
    if mark:
        (tmp_path / mark).write_text("")
    made = extras.command(["typst>=0.13", "fonttools"], tmp_path, "/venv/bin/python", pip=pip)
    assert made == expected


@pytest.mark.parametrize("extra", OURS["optional-dependencies"])
def test_the_hint_names_what_the_extra_consists_of(extra: str, tmp_path: Path) -> None:
    """A wheel's metadata as an installer writes it, read by a process that has it on its path."""
    folder = tmp_path / "digest_press-0.1.0.dist-info"
    folder.mkdir()
    wanted = OURS["optional-dependencies"][extra]
    rows = [
        f'Requires-Dist: {name}; extra == "{other}"'
        for other, names in OURS["optional-dependencies"].items()
        for name in names
    ]
    (folder / "METADATA").write_text(
        "\n".join(["Metadata-Version: 2.4", "Name: digest-press", "Version: 0.1.0", *rows])
    )
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {ASK}({extra!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(wanted)


def test_without_an_installation_our_own_name_stands_in() -> None:
    code = f"import sys; sys.path = [p for p in sys.path if 'site-packages' not in p]; {ASK}('cards'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['digest-press[cards]']"
