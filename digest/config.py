"""Read ``digest.toml``: its text in, `Settings` out, or every fault at once.

A fault names file, line and key, and the nearest key or value that exists.  What
is allowed is read off the dataclasses in `digest.settings`; no key is listed here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import available_timezones

from digest.errors import DigestError, SettingsError, nearest
from digest.settings import ASKS, NOT, SegmentSettings, Settings
from digest.text.languages import language_tag
from digest.text.toml_lines import line_of_keys
from digest.text.toml_text import TomlFault, read_toml
from digest.text.unsubscribing import unsubscribe_address
from digest.text.urls import safe_url

MAX_DEPTH = 32
MAX_SIZE = 5_000_000  # characters; a thousand segments are about 300,000
LONGEST_KEY = 80  # digest.outbox.keys
MOST = 1_000_000_000  # of anything

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_WORDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_SAMPLES = {str: '"…"', int: "3", float: "0.5", bool: "true"}


def read_settings(
    text: str, *, path: str = "digest.toml", known: Mapping[str, Collection[str]] | None = None
) -> Settings:
    """Return the settings in *text*.

    *known* gives the names that exist on shelves and in folders, by key
    (``social.networks``).  Raises `SettingsError` with all faults.
    """
    reader = _Reader(text, path, known or {})
    settings: Settings = reader.table(Settings, reader.load(), "")
    if settings:
        reader.sources(settings)
        reader.segments(settings)
    if reader.faults:
        raise SettingsError(reader.faults)
    return replace(settings, path=path)


class _Reader:
    """One reading of one file: the lines of its keys, the faults so far."""

    def __init__(self, text: str, path: str, known: Mapping[str, Collection[str]]) -> None:
        self.text = text
        self.path = path
        self.known = known
        self.lines: Mapping[str, int] = {}
        self.faults: list[DigestError] = []

    def load(self) -> Mapping[str, Any]:
        if self.text.startswith("\ufeff"):
            # TOML 1.0 has no byte order mark; other tools that read this file would refuse it, too.
            fault = DigestError("the file begins with a byte order mark", where=f"{self.path}, line 1")
            fault.fix = "save it as UTF-8 without BOM"
            raise SettingsError([fault])
        try:
            raw = read_toml(self.text, limit=MAX_SIZE)
        except TomlFault as fault:
            place = f"{self.path}, line {fault.line}" + (f": {_bare(fault.key)}" if fault.key else "")
            raise SettingsError([DigestError(fault.what, where=place, fix=fault.fix)]) from fault
        if _depth(raw) > MAX_DEPTH:
            raise SettingsError([self._too_deep()])
        self.lines = line_of_keys(self.text)
        return raw

    def _too_deep(self) -> DigestError:
        return DigestError(f"values are nested deeper than {MAX_DEPTH} levels", where=f"{self.path}, line 1")

    def fault(self, key: str, what: str, fix: str = "") -> None:
        line = next((self.lines[name] for name in _outward(key) if name in self.lines), 1)
        place = f"{self.path}, line {line}: {_bare(key)}"
        self.faults.append(DigestError(what, where=place, fix=fix))

    def table(self, kind: type[Any], raw: object, at: str) -> Any:
        if not isinstance(raw, Mapping):
            self.fault(at, f"{_bare(at)} must be a table", f"write [{_bare(at)}] and its keys below")
            return None
        shape = _shape(kind)
        for name in raw:
            if name not in shape:
                self.unknown(f"{at}{name}", name, list(shape), at)
        values: dict[str, Any] = {}
        for name, (spec, hint) in shape.items():
            if name in raw:
                values[spec.name] = self.value(hint, raw[name], f"{at}{name}", spec)
            elif spec.default is MISSING and spec.default_factory is MISSING:
                values[spec.name] = self.missing(hint, f"{at}{name}")
        return None if self.faults else kind(**values)

    def sources(self, settings: Settings) -> None:
        """Note each source that has neither a path nor an address, or both."""
        for i, source in enumerate(settings.source):
            if bool(source.path) == bool(source.url):
                said = "both path and url" if source.path else "neither path nor url"
                self.fault(f"source[{i}]", f"a source has {said}", 'write path = "seeds" or url = "https://…"')

    def segments(self, settings: Settings) -> None:
        """Note each segment whose name is taken or means something else, and each list that does not exist."""
        id, names = settings.newsletter.id, [segment.name for segment in settings.segment]
        for i, segment in enumerate(settings.segment):
            at = f"segment[{i}]"
            if names.index(segment.name) != i:
                self.fault(f"{at}.name", f"two segments are called {segment.name!r}", "give one another name")
            if why := reserved(segment.name, id):
                self.fault(f"{at}.name", f"no segment can be called {segment.name!r}: {why}", "give it another name")
            for other in segment.readers_of:
                if other not in (*names, "all", id):
                    hint = nearest(other, [*names, id])
                    fix = f"did you mean {hint}?" if hint else "name a segment, the newsletter's id, or all"
                    self.fault(f"{at}.readers_of", f"there is no list called {other!r}", fix)
            self.filters(segment, at)

    def filters(self, segment: SegmentSettings, at: str) -> None:
        """Note each value of a filter that asks for nothing: it would fit every article, or none."""
        for name, value in [(one, value) for one in ASKS for value in getattr(segment, one)]:
            wanted = value.removeprefix(NOT).strip()
            if not wanted:
                what = f"segment.{name} asks for nothing: {value!r}"
                self.fault(f"{at}.{name}", what, "write what it asks for, or delete it")
            elif name == "language" and not language_tag(wanted):
                what = f"segment.language must be a language tag, not {wanted!r}"
                self.fault(f"{at}.{name}", what, 'write one such as "en", "de" or "pt-BR"')

    def missing(self, hint: Any, key: str) -> Any:
        if is_dataclass(hint) and isinstance(hint, type):
            return self.table(hint, {}, f"{key}.")
        self.fault(key, f"{_bare(key)} is missing", f"add {key.rsplit('.', 1)[-1]} = …")
        return None

    def unknown(self, key: str, name: str, siblings: list[str], at: str) -> None:
        hint = nearest(name, siblings)
        full = f"{_bare(at)}{hint}" if hint else nearest(name, _all_keys()) or ""
        if not hint:
            full = next((k for k in _all_keys() if k.rsplit(".", 1)[-1] in name.replace("-", "_")), full)
        fix = f"did you mean {full}?" if full else f"known here: {', '.join(siblings)}"
        self.fault(key, f"there is no key {_bare(key)}", fix)

    def value(self, hint: Any, raw: object, key: str, spec: Field[Any]) -> Any:
        args = [a for a in get_args(hint) if a is not type(None)]
        if isinstance(hint, UnionType) and args[0] is not date:
            hint = args[0]
        if is_dataclass(hint) and isinstance(hint, type):
            return self.table(hint, raw, f"{key}.")
        if get_origin(hint) is tuple:
            return self.many(args[0], raw, key, spec)
        if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
            return self.mapping(args[1], raw, key, spec)
        if hint is timedelta:
            return self.duration(raw, key)
        if args and args[0] is date:
            return self.day(raw, key)
        return self.scalar(hint, raw, key, spec)

    def many(self, hint: Any, raw: object, key: str, spec: Field[Any]) -> Any:
        if isinstance(raw, str) and hint is str:
            raw = [raw]
        if not isinstance(raw, list):
            self.fault(key, f"{_bare(key)} must be a list", f"write {key.rsplit('.', 1)[-1]} = [ … ]")
            return None
        return tuple(self.value(hint, item, f"{key}[{i}]", spec) for i, item in enumerate(raw))

    def mapping(self, hint: Any, raw: object, key: str, spec: Field[Any]) -> Any:
        if not isinstance(raw, Mapping):
            self.fault(key, f"{_bare(key)} must be a table", f"write [{_bare(key)}] and its keys below")
            return None
        if form := spec.metadata.get("keys", ""):
            for name in raw:
                if not _FORMS[form][0](name):
                    what = f"a key of {_bare(key)} must be {_FORMS[form][1]}, not {name!r}"
                    self.fault(f"{key}.{name}", what, "rename the key, or delete its line")
        return {name: self.value(hint, item, f"{key}.{name}", spec) for name, item in raw.items()}

    def duration(self, raw: object, key: str) -> timedelta | None:
        match = re.fullmatch(r"(\d{1,6})\s*([mhdw])", raw) if isinstance(raw, str) else None
        if not match:
            self.fault(key, f"{_bare(key)} must be a length of time, not {raw!r}", 'write it like "24h", "90m" or "3d"')
            return None
        return timedelta(**{_UNITS[match[2]]: int(match[1])})

    def day(self, raw: object, key: str) -> date | None:
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        try:
            return date.fromisoformat(str(raw))
        except ValueError:
            self.fault(key, f"{_bare(key)} must be a date, not {raw!r}", "write it like 2026-08-10")
            return None

    def scalar(self, hint: Any, raw: object, key: str, spec: Field[Any]) -> Any:
        if hint is str and isinstance(raw, time | date):
            raw = raw.strftime("%H:%M") if isinstance(raw, time) else raw.isoformat()
        if isinstance(raw, int | float) and not abs(raw) <= MOST:  # and so no "not a number", which is below nothing
            self.fault(key, f"{_bare(key)} is no number that means anything here", "write a smaller one")
            return None
        if hint is float and type(raw) is int:
            raw = float(raw)
        if type(raw) is not hint:
            what = f"{_bare(key)} must be {_WORDS.get(hint, hint)}, not {raw!r}"
            self.fault(key, what, f"write {key.rsplit('.', 1)[-1]} = {_SAMPLES.get(hint, '…')}")
            return None
        least = spec.metadata.get("least")
        if least is not None and isinstance(raw, int | float) and raw < least:
            self.fault(key, f"{_bare(key)} must be at least {least}, not {raw}", f"write {least} or more")
        if isinstance(raw, str):
            self.text_value(raw, key, spec)
        return raw

    def text_value(self, raw: str, key: str, spec: Field[Any]) -> None:
        if any(ord(c) < 32 or ord(c) == 127 for c in raw):
            self.fault(key, f"{_bare(key)} holds a line break or control character", "write it on one line")
        choices = self.known.get(_bare(key), spec.metadata.get("choices"))
        if choices is not None and raw not in choices:
            self.choice_fault(raw, key, spec, choices)
        self.form_value(raw, key, spec)

    def choice_fault(self, raw: str, key: str, spec: Field[Any], choices: Collection[str]) -> None:
        if spec.metadata.get("variants") and _is_variant(raw, choices):
            return
        hint = nearest(raw, list(choices))
        fix = f"did you mean {hint}? " if hint else ""
        self.fault(key, f"{_bare(key)}: there is no {raw!r}", f"{fix}known: {', '.join(choices)}")

    def form_value(self, raw: str, key: str, spec: Field[Any]) -> None:
        form = spec.metadata.get("form", "")
        # Empty is fine where empty is the default.
        if form and (raw or spec.default) and not _FORMS[form][0](raw):
            hint = nearest(raw, sorted(available_timezones())) if form == "zone" else ""
            needed = spec.default is MISSING and spec.default_factory is MISSING
            rest = "correct it" if needed else "correct it, or delete the line to have the default"
            fix = f"did you mean {hint}?" if hint else rest
            self.fault(key, f"{_bare(key)} must be {_FORMS[form][1]}, not {raw!r}", fix)
        if not form and not raw.strip() and spec.default is MISSING and spec.default_factory is MISSING:
            self.fault(key, f"{_bare(key)} is empty", f"add {key.rsplit('.', 1)[-1]} = …")


def _is_variant(tag: str, known: Collection[str]) -> bool:
    """Say whether CLDR knows *tag* as a variant of a known language: de-AT of de."""
    from digest.text.variants import lineage

    try:
        return any(name in known for name in lineage(tag))
    except ValueError:
        return False


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _matches(pattern: str) -> Any:
    return partial(re.fullmatch, pattern)  # compiled when a field first has such a form


_HOST = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_FORMS: Mapping[str, tuple[Any, str]] = {
    "language": (language_tag, 'a language tag such as "en" or "de-AT"'),
    "segment name": (
        _matches(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"),
        "small letters, digits and hyphens between them (at most 40)",
    ),
    "newsletter id": (_matches(r"[a-z0-9][a-z0-9-]{0,39}"), "small letters, digits and hyphens (at most 40)"),
    "mailbox": (
        _matches(rf"[^<>\x00-\x1f]*<[^\s<>@]+@{_HOST}>|[^\s<>@,]+@{_HOST}|\{{\{{.*\}}\}}|\*\|.*\|\*"),
        'an address such as "The Daily Take <digest@example.org>"',
    ),
    "host": (_matches(_HOST), "a name such as daily.example.org"),
    "web": (lambda raw: safe_url(raw).startswith("http"), "an http:// or https:// address"),
    "url": (lambda raw: bool(safe_url(raw)), "an https:// or mailto: address"),
    "unsubscribe": (
        lambda raw: bool(unsubscribe_address(raw)),
        "an https:// or mailto: address, with {recipient} or {token} where each reader's own words go",
    ),
    "feedback id": (
        _matches(r"(?:[!-9;-~]{0,60}:){1,3}[!-9;-~]{5,15}"),
        "up to four parts with colons, the last your own name, such as {slot}:daily:digest:example",
    ),
    "zone": (_is_zone, 'a time zone such as "Europe/Berlin"'),
    "time": (_matches(rf"{_TIME}(\s*,\s*{_TIME})?"), 'a time such as "06:00", or two: "06:00, 17:00"'),
    "clock": (_matches(_TIME), 'a time such as "08:00"'),
    "utm key": (
        _matches(
            r"(?:utm_)?(?:source|medium|campaign|term|content|id|source_platform|creative_format|marketing_tactic)"
        ),
        "a UTM parameter: source, medium, campaign, term, content or id",
    ),
    "utm value": (
        _matches(r"(?:[^{}\s]|\{(?:network|kind|story|edition)\})+"),
        "one word, with {network}, {kind}, {story} or {edition} where these go",
    ),
    "span": (_matches(rf"{_TIME}\s*-\s*{_TIME}"), 'a span of hours such as "22:00-07:00"'),
    "posting day": (
        _matches(r"(?:[a-z][a-z0-9_]*\.)?(?:mon|tue|wed|thu|fri|sat|sun)"),
        'a weekday such as sat, or one on a network such as "linkedin.sat"',
    ),
    "slot": (_matches(r"\d{4}-\d\d-\d\d(-[a-z0-9]{1,8})?"), 'a slot such as "2026-08-10"'),
}


def reserved(name: str, newsletter: str) -> str:
    """Return why no segment can have this name, '' where it can: its key must say one thing only."""
    if name in ("all", newsletter):
        return "it would mean every list" if name == "all" else "it is the newsletter's id"
    if re.fullmatch(r"(.+-)?r[0-9]+", name):
        return "keys that end so are corrections"
    if re.match(r"[ap]m(-|$)", name):
        return "keys that go on so are the morning's or the afternoon's"
    if len(f"{newsletter}-2026-08-10-am-{name}-r99") > LONGEST_KEY:
        return f"with the newsletter's id its keys would be longer than {LONGEST_KEY} characters"
    return ""


def _shape(kind: Any) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    spots = [spec for spec in fields(kind) if not (kind is Settings and spec.name == "path")]
    return {spec.metadata.get("key", spec.name): (spec, hints[spec.name]) for spec in spots}


@cache
def _all_keys() -> tuple[str, ...]:
    found: list[str] = []
    for table, (_, hint) in _shape(Settings).items():
        kind = hint if is_dataclass(hint) else get_args(hint)[0]
        found += [f"{table}.{name}" for name in _shape(kind)]
    return tuple(found)


def _outward(key: str) -> Iterator[str]:
    """Yield *key* and what holds it: ``a.b[1].c``, ``a.b[1]``, ``a.b``, ``a``."""
    while key:
        yield key
        key = key[: key.rindex("[")] if key.endswith("]") else key.rpartition(".")[0]


def _bare(key: str) -> str:
    return re.sub(r"\[\d+\]", "", key)


def _depth(value: object) -> int:
    level, layer = 0, [value]
    while layer:
        layer = [v for item in layer for v in _inside(item)]
        level += 1
    return level


def _inside(item: object) -> list[object]:
    if isinstance(item, Mapping):
        return list(item.values())
    return list(item) if isinstance(item, list) else []
