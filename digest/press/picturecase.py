"""The picture case: scaled pictures kept in the user's cache folder, by content hash.

A rebuild neither decodes nor encodes them again, nor imports Pillow.  Safe to
delete at any time; an entry that is torn or not ours is made again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from digest import private
from digest.press.pictures import FittedPicture, Place, fit_picture

FORM = 5  # of the entry, and of how pictures are fitted; a new form makes all old entries foreign


def kept_picture(
    raw: bytes, shown: Place, *, where: str, cache: Path | None, focus: tuple[float, float] | None = None
) -> FittedPicture:
    """Return `fit_picture` of *raw* for the place *shown*, from *cache* where it was made before.

    Raises `DataError` as `fit_picture` does; a refusal is never kept.
    """
    if cache is None:
        return fit_picture(raw, shown, where=where, focus=focus)
    name = sha256(f"{FORM} {tuple(shown)} {focus} ".encode() + raw).hexdigest()[:40]
    place = cache / "pictures" / name
    if found := _load(place):
        return found
    made = fit_picture(raw, shown, where=where, focus=focus)
    _save(place, made)
    return made


def _load(place: Path) -> FittedPicture | None:
    try:
        head, _, data = place.read_bytes().partition(b"\n")
        facts = json.loads(head)
        if facts.pop("sha256") != sha256(data).hexdigest():
            return None
        return FittedPicture(data=data, **facts)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _save(place: Path, made: FittedPicture) -> None:
    """Keep a picture; a folder that cannot be written costs time, not the edition."""
    facts = {
        "width": made.width,
        "height": made.height,
        "media_type": made.media_type,
        "suffix": made.suffix,
        "sha256": sha256(made.data).hexdigest(),
    }
    with suppress(OSError):
        private.write(place, json.dumps(facts).encode() + b"\n" + made.data)
