"""A compiled message, and its copy for one recipient."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from digest.copies import escaping
from digest.copies.escaping import Rejected
from digest.errors import TemplateError
from digest.message.personal import token
from digest.message.signed import SIGNED, signed_token
from digest.text.unsubscribing import RECIPIENT, TOKEN

LONGEST = 1000  # characters of a value that goes into a message
_LINE = 900  # octets of an unsubscribe address: it has to fit a line of a header, 998
_FAULT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FAULTS = {"\r": "a line break", "\n": "a line break", "\0": "a NUL"}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place that differs from recipient to recipient.

    `kind` is field (`name` is a column, `default` what stands there without a value, None
    for nothing), address, message-id, or leave (`name` is an unsubscribe address with
    places of its own).  `place` is one of `escaping.PLACES`, or "address" for as it is.
    """

    kind: str
    name: str = ""
    default: str | None = ""
    place: str = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A message as `pieces`: bytes that all copies share at even places, placeholders at odd ones.

    `message_id` is the edition's, without brackets; `list_id` and `key` make tokens.
    Same recipient, same bytes: nothing comes from a clock or from chance.
    """

    pieces: tuple[bytes | Placeholder, ...]
    message_id: str
    list_id: str = ""
    key: bytes = field(default=b"", repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that fields name, each once, in order."""
        return tuple(dict.fromkeys(one.name for one in self._placeholders() if one.kind == "field"))

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which there is no message: fields that have no default."""
        fields = (one for one in self._placeholders() if one.kind == "field" and one.default is None)
        return tuple(dict.fromkeys(one.name for one in fields if one.name != "email"))

    def _placeholders(self) -> list[Placeholder]:
        return [piece for piece in self.pieces if isinstance(piece, Placeholder)]

    def with_all(self, value: str) -> bytes:
        """Return a copy with *value* in every field, for checks; a link gets an address with it."""
        copier = Copier(self, self.columns)
        links = {one.name for one in self._placeholders() if one.place == "url"}
        values = [f"https://example.org/{quote(value, safe='')}" if name in links else value for name in self.columns]
        return b"".join(copier.copy("reader@example.org", values))


class Copier:
    """Makes copies of one compiled message, from values in the order of *columns*."""

    def __init__(self, made: Compiled, columns: Sequence[str]) -> None:
        self._made = made
        self._frame: list[bytes] = [piece if isinstance(piece, bytes) else b"" for piece in made.pieces]
        index = {name: number for number, name in enumerate(columns)}
        self._fields = [_Field(index.get(name, -1), name, found) for name, found in self._placeholders("field").items()]
        self._leave = [(url, _by_place(found)) for url, found in self._placeholders("leave").items()]
        [[(self._to, _)]] = self._placeholders("address").values()
        [[(self._id, _)]] = self._placeholders("message-id").values()
        self._ids = _OwnIds(made.message_id)

    def _placeholders(self, kind: str) -> dict[str, list[tuple[int, Placeholder]]]:
        """Return the placeholders of a kind with where they stand, by name."""
        found: dict[str, list[tuple[int, Placeholder]]] = {}
        for spot, piece in enumerate(self._made.pieces):
            if isinstance(piece, Placeholder) and piece.kind == kind:
                found.setdefault(piece.name, []).append((spot, piece))
        return found

    def copy(self, address: str, values: Sequence[str | None]) -> list[bytes]:
        """Return the copy for *address* as pieces to be written one after the other.

        *address* is a checked one.  Raises `Rejected` for a value that no message may carry.
        """
        out = self._frame.copy()
        for one in self._fields:
            value = address if one.name == "email" else values[one.column] if one.column >= 0 else None
            try:
                made = encoded(value, one.places) if value else one.without
            except Rejected as fault:
                raise Rejected(f"{one.name} {fault}") from None
            if made is None:
                raise Rejected(f"{one.name} has no value, and the template no default for it")
            for spot, piece in zip(one.spots, made, strict=True):
                out[spot] = piece
        out[self._to] = address.encode("ascii")
        out[self._id] = self._ids.of(address)
        for template, places in self._leave:
            url = self._url(template, address)
            for place, spots in places:
                own = url.encode("ascii") if place == "address" else escaping.PLACES[place](url)
                for spot in spots:
                    out[spot] = own
        return out

    def _url(self, template: str, address: str) -> str:
        """Return an unsubscribe address of this recipient's own."""
        url = template
        if RECIPIENT in url:
            url = url.replace(RECIPIENT, quote(address, safe=""))
        if TOKEN in url:
            url = url.replace(TOKEN, token(self._made.key, address, self._made.list_id))
        if SIGNED in url:
            url = url.replace(SIGNED, signed_token(self._made.key, address, self._made.list_id))
        if len(url) > _LINE:
            raise Rejected("email is too long for an unsubscribe address")
        return url


def _by_place(found: Sequence[tuple[int, Placeholder]]) -> list[tuple[str, list[int]]]:
    places = dict.fromkeys(one.place for _, one in found)
    return [(place, [spot for spot, one in found if one.place == place]) for place in places]


class _Field:
    """A column and the places it stands in; `without` is what stands there without a value, None for nothing."""

    def __init__(self, column: int, name: str, found: Sequence[tuple[int, Placeholder]]) -> None:
        self.column, self.name = column, name
        self.spots = tuple(spot for spot, _ in found)
        self.places = tuple(one.place for _, one in found)
        usual = [_default(one) for _, one in found]
        self.without = None if None in usual else tuple(one for one in usual if one is not None)


# First names and towns come again and again: most values are escaped once for many readers.
@lru_cache(2048)
def encoded(value: str, places: tuple[str, ...]) -> tuple[bytes, ...]:
    """Return *value* escaped for each of *places*; `Rejected` when no message may carry it."""
    checked(value)
    return tuple([escaping.PLACES[place](value) for place in places])


def checked(value: str) -> str:
    """Return *value* when a message may carry it; `Rejected` says why not."""
    if len(value) > LONGEST:
        raise Rejected(f"is longer than {LONGEST:,} characters ({len(value):,})")
    if fault := _FAULT.search(value):
        raise Rejected(f"holds {_named(fault[0])}")
    return value


def _named(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # how octets that could not be decoded are kept
        return f"octets that are no UTF-8: 0x{ord(character) - 0xDC00:02X}"
    what = _FAULTS.get(character) or ("half a character" if character >= "\ud800" else "a control character")
    return f"{what}, U+{ord(character):04X}"


def _default(one: Placeholder) -> bytes | None:
    """Return what stands in a field's place without a value, None for nothing that could."""
    if one.default is None:
        return None
    try:
        return escaping.PLACES[one.place](checked(one.default)) if one.default else b""
    except Rejected as fault:
        what = f"the default of recipient.{one.name} {fault}"
        raise TemplateError(what, where="the email's template", fix="correct the default") from fault


class _OwnIds:
    """Recipients' Message-IDs: the edition's with another hash, the same whenever they are made again."""

    def __init__(self, message_id: str) -> None:
        self._begun = sha256(f"{message_id}\0".encode())
        self._behind = f"@{message_id.rpartition('@')[2]}"

    def of(self, address: str) -> bytes:
        """Return a recipient's, without brackets."""
        whole = self._begun.copy()
        whole.update(address.lower().encode())
        return (whole.hexdigest()[:32] + self._behind).encode("ascii")
