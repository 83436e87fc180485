"""A name of another package stands beside ours, and a run that names none of them asks no package."""

import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
import sys
from digest.shelf import Names
names = Names("digest.networks")
known = [name in names for name in sys.argv[1].split()]
asked, imported = "importlib.metadata" in sys.modules, "digest.networks" in sys.modules
print(known, asked, imported, "pigeon-post" in list(names), len(list(names)) == len(names))
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install a package with one network into a folder."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "pigeon.py").write_text("NETWORK = None\n")
    info = folder / "pigeon-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeon\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[digest.networks]\npigeon-post = pigeon\n")
    return folder


def asked(folder: Path, names: str) -> str:
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-c", ASK, names],
        env={"PYTHONPATH": f"{folder}:{root}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_our_own_names_need_no_look_at_other_packages(other: Path) -> None:
    assert asked(other, "x bluesky") == "[True, True] False False True True"


def test_a_name_of_another_package_is_known_and_one_of_nobody_is_not(other: Path) -> None:
    assert asked(other, "x pigeon-post pigeons") == "[True, True, False] True False True True"
