"""Which format bytes are in: what they say themselves, then the file's ending, then the declared type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import ModuleType

from digest import shelf, sources
from digest.errors import DataError
from digest.sources import Batch, Desk, Origin
from digest.sources._guards import opened

HEAD = 8_192  # bytes that are looked at
SURE = 2

_ASIDE = frozenset(
    {
        "css", "js", "mjs", "ts", "jsx", "tsx", "scss", "sass", "less", "map", "svg", "png", "jpg", "jpeg", "gif",
        "webp", "avif", "ico", "bmp", "tif", "tiff", "heic", "mp3", "mp4", "m4a", "m4v", "mov", "webm", "ogg",
        "wav", "flac", "woff", "woff2", "ttf", "otf", "eot", "toml", "yaml", "yml", "lock", "py", "rb", "go", "sh",
        "bib", "tex", "ics", "vcf", "sqlite", "db", "log", "bak", "tmp",
    }
)  # fmt: skip
_INSTEAD = {
    "docx": "save it as Markdown or as a web page (Word: Save As, Web Page Filtered; or: pandoc -t gfm)",
    "odt": "save it as Markdown or HTML (Writer: Export; or: pandoc -t gfm)",
    **dict.fromkeys(("rst", "adoc", "asciidoc", "org", "textile", "typ", "ipynb"), "convert it (pandoc -t gfm)"),
    "doc": "open it, and save it as a web page (filtered)",
    "rtf": "open it, and save it as a web page (filtered)",
    "pptx": "put the words into a Markdown file",
    "xls": "save it as .xlsx or .csv",
    "ods": "save it as .xlsx or .csv",
    "epub": "unpack it; its chapters are HTML pages",
    "pdf": "ask for the text it was made from, or convert it (pdftotext) and check the result",
    "pages": "export it as Word or plain text, then as Markdown",
    "zip": "unpack it into the folder",
    "7z": "unpack it into the folder",
    "rar": "unpack it into the folder",
    "tar": "unpack it into the folder",
    "gz": "unpack it (gunzip)",
    "bz2": "unpack it (bunzip2)",
    "xz": "unpack it (unxz)",
    "zst": "unpack it (unzstd)",
}
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"\x1f\x8b", "gz"),
    (b"BZh91AY&SY", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
)
_ROOT = re.compile(rb"(?:^|\?>|-->|\]>|>)\s*<([A-Za-z_][\w.:-]{0,60})")
_OTHER_XML = (
    "feeds, NewsML-G2, WordPress exports and sitemaps are read; an agency that sends NITF has NewsML-G2 or ninjs, too"
)
_NOTHING = b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe"  # white space in any encoding, and byte order marks
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", "docx"),
    (b"ppt/", "pptx"),
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"epub+zip", "epub"),
)


@cache
def formats() -> dict[str, ModuleType]:
    """Return the format modules by their names; what a format needs beyond it imports when it reads."""
    return {name: shelf.take(sources, name) for name in shelf.names(sources)}


def recognise(raw: bytes, name: str = "", media_type: str = "") -> str:
    """Return the name of the format that *raw* is in, by its content, its file's name, its media type.

    Raises `DataError` that says what the bytes are, and what to do instead.
    """
    known = formats()
    head = _plain_head(raw)
    ending = _ending(name)
    claims = {kind: module.claims(head) for kind, module in known.items()}
    named = list(_by_ending(ending, claims))
    declared = media_type.partition(";")[0].strip().lower()
    typed = [kind for kind, module in known.items() if declared in module.MEDIA]
    best = max(claims.values(), default=0)
    if best >= SURE:
        sure = [kind for kind, claim in claims.items() if claim == best]
        return next((kind for kind in sure if kind in named), sure[0])
    if kind := foreign(raw, name if not named else ""):
        raise _refusal(kind, name)
    if _is_binary(raw[:HEAD]):
        raise DataError("it is no text, whatever its name says", fix="remove it, or save what it holds as text")
    if not best:
        _see_that_xml_is_known(head, ending)
    for wanted in (named, typed):
        if wanted:
            return max(wanted, key=lambda kind: (claims[kind], kind))
    if best:
        return next(kind for kind, claim in claims.items() if claim == best)
    raise _refusal("", name)


def _by_ending(ending: str, claims: Mapping[str, int]) -> Iterator[str]:
    """Yield the formats whose ending it is, but for those that know their own by content and do not claim this.

    One that claims it may have the ending of another `ALSO`.
    """
    for kind, module in formats().items():
        own = ending in module.SUFFIXES and not getattr(module, "BY_CONTENT", False)
        if own or (claims[kind] and ending in (*module.SUFFIXES, *getattr(module, "ALSO", ()))):
            yield kind


def read(raw: bytes, origin: Origin) -> Batch:
    """Return what *raw* holds, in whatever format it is; a refusal is a notice."""
    desk = Desk(origin)
    try:
        if raw.startswith(b"\x1f\x8b"):
            raw, origin = opened(raw), replace(origin, name=origin.name.removesuffix(".gz"))
        if not raw[:HEAD].strip(_NOTHING) and not raw.strip(_NOTHING):
            raise DataError("the file is empty", fix="write it again, or remove it")
        kind = recognise(raw, origin.name, origin.media_type)
        batch: Batch = shelf.take(sources, kind).read(raw, origin)
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    if batch == Batch():  # a sheet without rows, a list without addresses: fine, and told
        desk.leave_out("there is nothing in it yet")
        return desk.batch()
    return batch


def is_aside(name: str) -> bool:
    """Say whether a file, by its name, belongs to a site or to its articles without being one."""
    return name.rpartition(".")[2].lower() in _ASIDE


def foreign(raw: bytes, name: str) -> str:
    """Return the ending of a kind of file that no format reads, as its first bytes or its name tell; '' else."""
    if raw.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _IN_ZIP if mark in raw[:4_000]), _in_zip_by_name(raw, name))
    for mark, kind in _SIGNATURES:
        if raw.startswith(mark):
            return kind
    ending = _ending(name).removeprefix(".")
    return ending if ending in _INSTEAD else ""


def _in_zip_by_name(raw: bytes, name: str) -> str:
    ending = _ending(name).removeprefix(".")
    return ending if ending in _INSTEAD else "zip"


def _see_that_xml_is_known(head: bytes, ending: str) -> None:
    """Raise `DataError` for XML that nobody claims: it is called by its own name, not by that of a format."""
    if ending == ".xml" and (root := _ROOT.search(head)):
        raise DataError(f"no format reads XML that begins <{root[1].decode()}>", fix=_OTHER_XML)


def _refusal(kind: str, name: str) -> DataError:
    if kind:
        return DataError(f"no format reads .{kind} files", fix=_INSTEAD.get(kind, "remove it from the sources"))
    ending = _ending(name)
    what = f"no format reads {ending} files" if ending else "it is in no format that is known"
    return DataError(what, fix=f"endings read: {', '.join(endings())}")


def endings() -> list[str]:
    """Return all file endings that are read, sorted."""
    return sorted({ending for module in formats().values() for ending in module.SUFFIXES})


def _ending(name: str) -> str:
    base = name.rpartition("/")[2]
    return f".{base.rpartition('.')[2].lower()}" if "." in base.lstrip(".") else ""


def _is_binary(head: bytes) -> bool:
    """Say whether more than a tenth of *head* are characters that no text has.  UTF-16 has zeros, all on one side."""
    sides = (head[::2].count(0), head[1::2].count(0))
    utf_16 = min(sides) == 0 and max(sides) * 4 > len(head)
    text = head.replace(b"\0", b"") if utf_16 else head
    return len(_CONTROLS.findall(text)) * 10 > len(text)


def _plain_head(raw: bytes) -> bytes:
    """Return the beginning without byte order marks and zero bytes, so that UTF-16 looks like ASCII."""
    head = raw[:HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\x00", b"")
    return re.sub(rb"^(?:\xef\xbb\xbf)?\s+|^\xef\xbb\xbf", b"", head)
