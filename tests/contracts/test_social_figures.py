"""The figures that benchmarks/social prints, at a size for every day."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let benchmarks/social be imported."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks" / "social"), *sys.path])


def of(name: str) -> ModuleType:
    """Return one benchmark."""
    return import_module(name)


def test_every_suite_is_met_case_for_case(
    measured: None, shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    suites = of("conformance")
    monkeypatch.setattr(suites, "ROUNDS", 300)
    assert suites.main() == 0
    told = " ".join(capsys.readouterr().out.split())
    for figure in (
        "counters 44 of 44",
        "URLs 91 of 91",
        "hashtags 65 of 65",
        "mentions 23 of 23",
        "rich text 97 of 97",
        "hard cases 24 of 24",
    ):
        assert figure in told


def test_fits_are_sound_on_every_network(measured: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert of("fits").main(20) == 0, capsys.readouterr().out
