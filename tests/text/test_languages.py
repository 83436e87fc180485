"""What is known of a language is a file each; one that is no TOML is named."""

from __future__ import annotations

import pytest

from digest import shelf
from digest.errors import DataError
from digest.text.languages import language_table


def test_a_language_that_is_no_toml_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "data_names", lambda folder: ("qx.toml",))
    monkeypatch.setattr(shelf, "data", lambda name: '[speech]\npronouns = { hún = "f" }\n'.encode())
    with pytest.raises(DataError, match="line 2") as told:
        language_table("qx", "speech")
    assert told.value.where == "digest/data/language/qx.toml"
    assert '"hún"' in told.value.fix
