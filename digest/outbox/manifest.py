"""What an edition's folder says about itself: ``manifest.json`` and ``SHA256SUMS``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha256

from msgspec.json import format as format_json

from digest.errors import UsageError
from digest.outbox.keys import name_fault
from digest.outbox.said import read_object

SCHEMA = "digest/manifest/1"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"

_ROLES = (
    ("message.eml", "message"),
    ("merge.json", "merge"),
    ("email.html", "email"),
    ("email.txt", "text"),
    ("web.html", "web"),
    ("edition.json", "edition"),
    ("sources.jsonl", "sources"),
    ("posts.jsonl", "posts"),
    ("share.html", "share"),
    ("links.html", "links"),
    ("card-*", "card"),
    ("image-*", "image"),
)
_MEDIA = {
    "eml": "message/rfc822",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/xml",
    "md": "text/markdown; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that a manifest lists, as far as its readers rely on it."""

    path: str
    size: int
    role: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What every manifest must hold; what else it says is the edition's own."""

    files: tuple[ListedFile, ...] = ()
    message: dict[str, object] = field(default_factory=dict)


def contents(key: str, files: Mapping[str, bytes], facts: Mapping[str, object]) -> dict[str, bytes]:
    """Return every file of the edition, ``manifest.json`` and ``SHA256SUMS`` added.

    The same arguments give the same bytes.  Raises `UsageError` for a file name
    that is not safe on every disk.
    """
    for name in files:
        if why := name_fault(name) or ("that name is the outbox's own" if name == MANIFEST else ""):
            raise UsageError(f"not a usable file name: {name!a} ({why})", where=f"edition {key}")
    whole = {name: files[name] for name in sorted(files)}
    digests = {name: sha256(content).hexdigest() for name, content in whole.items()}
    listing = [_entry(name, len(content), digests[name]) for name, content in whole.items()]
    whole[MANIFEST] = canonical({"schema": SCHEMA, **facts, "key": key, "files": listing})
    digests[MANIFEST] = sha256(whole[MANIFEST]).hexdigest()
    sums = "".join(f"{digests[name]}  {name}\n" for name in sorted(whole))
    return whole | {SUMS: sums.encode()}


def canonical(document: Mapping[str, object]) -> bytes:
    """Return JSON with sorted keys, in UTF-8, ending in a line feed."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return format_json(text.encode(), indent=1) + b"\n"


def fingerprint(manifest: bytes) -> str:
    """Return the SHA-256 of what a manifest says, whichever version of digest made it.

    Two editions are the same when every file and every fact is; a newer digest
    that builds the same bytes has built the same edition.  `ValueError` for what is no manifest.
    """
    document = read_object(manifest)
    document.pop("generator", None)
    return sha256(canonical(document)).hexdigest()


def role(name: str) -> str:
    """Return what a file of an edition is for; ``other`` when the format gives it no role."""
    return next((role for pattern, role in _ROLES if fnmatchcase(name, pattern)), "other")


def media_type(name: str) -> str:
    """Return a file's media type by its extension (IANA media types)."""
    return _MEDIA.get(name.rpartition(".")[2], "application/octet-stream")


def _entry(name: str, size: int, digest: str) -> dict[str, object]:
    return {"path": name, "size": size, "sha256": digest, "media_type": media_type(name), "role": role(name)}
