"""What to type for an optional part, for the way this program was installed.

The name ``digest`` on the public index is somebody else's: a hint that said
``pip install 'digest[…]'`` brought a stranger's code.  So a hint names the packages
that the part consists of, and the command that puts them beside us: into this
Python, into pipx's or uv's environment of its own.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

DISTRIBUTION = "digest-press"  # our name on an index; the import package and the command are `digest`


def how_to_get(extra: str) -> str:
    """Return the command that installs the packages of *extra* where they are looked for."""
    return command(packages_of(extra), Path(sys.prefix), sys.executable, pip=find_spec("pip") is not None)


def packages_of(extra: str) -> list[str]:
    """Return the requirements of one of our extras; our own name with it where nothing tells them."""
    from importlib.metadata import PackageNotFoundError, requires  # 13 ms that only a hint pays

    try:
        declared = requires(DISTRIBUTION) or []
    except PackageNotFoundError:  # run from its folder, never installed
        declared = []
    found = [name.strip() for name, _, marker in (line.partition(";") for line in declared) if _is_of(marker, extra)]
    return found or [f"{DISTRIBUTION}[{extra}]"]


def command(packages: Sequence[str], prefix: Path, python: str, *, pip: bool) -> str:
    """Return the command for an environment at *prefix* with *python* in it, which has *pip* or not."""
    words = " ".join(shlex.quote(package) for package in packages)
    if (prefix / "pipx_metadata.json").is_file():
        return f"pipx inject {DISTRIBUTION} {words}"
    if (prefix / "uv-receipt.toml").is_file():
        with_them = " ".join(f"--with {shlex.quote(package)}" for package in packages)
        return f"uv tool install {DISTRIBUTION} {with_them}"
    if pip:
        return f"{shlex.quote(python)} -m pip install {words}"
    return f"uv pip install --python {shlex.quote(python)} {words}"


def _is_of(marker: str, extra: str) -> bool:
    return marker.replace('"', "'").replace(" ", "").endswith(f"extra=='{extra}'")
