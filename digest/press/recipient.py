"""``{{ recipient.first }}`` in a template: what one reader alone is told.

An edition is printed twice.  Plain, each field gives its default: that is the edition
as anybody may read it.  For merging, each field gives a *marker*, a bare word that
later steps carry through unharmed; the message is split at the markers once and
joined per recipient (``docs/decisions/copies.md``).  A field's value is not known
when a template is printed, so a template may place it, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from digest.errors import TemplateError

if TYPE_CHECKING:
    from jinja2 import Environment, Undefined

NAME = "recipient"
FORM = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DEFAULTS = ("default", "d")
MOST = 999  # different fields and defaults of one message


def names_one(text: str) -> bool:
    """Say whether a template's text could name a recipient's field."""
    return f"{NAME}." in text or f"{NAME}[" in text


class Nobody:
    """The recipient of a plain edition: no field has a value, so that each gives its default, or nothing.

    `asked` tells whether a template named any field at all.
    """

    __slots__ = ("asked",)

    def __init__(self) -> None:
        self.asked = False

    def __getattr__(self, name: str) -> Undefined:
        from jinja2 import Undefined

        if name.startswith("_"):
            raise AttributeError(name)
        self.asked = True
        return Undefined(name=name, obj=None)


class Marker(str):
    """The bare word that stands for a field, and the field it stands for."""

    __slots__ = ("name",)
    name: str

    def __bool__(self) -> bool:
        raise _unknown(self.name)


@dataclass(slots=True)
class Markers:
    """The recipient of the form for merging: gives a marker for each field and default, and remembers them.

    Word number *n* is *prefix*, *n* in three digits, ``x``.
    """

    prefix: str
    fields: list[tuple[str, str | None]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Marker:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.word(name, None)

    def word(self, name: str, default: str | None) -> Marker:
        """Return the marker for a field with this default, None for a field that must have a value."""
        if (name, default) not in self.fields:
            self.fields.append((name, default))
        if len(self.fields) > MOST:
            raise TemplateError(f"more than {MOST} fields of a recipient", where=NAME, fix="use fewer")
        made = Marker(f"{self.prefix}{self.fields.index((name, default)):03d}x")
        made.name = name
        return made

    def default(self, usual: Callable[..., Any]) -> Callable[..., Any]:
        """Return Jinja's filter `default`, which takes note of the default of a field."""

        def noted(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
            if isinstance(value, Marker):
                return self.word(value.name, str(default_value))
            return usual(value, default_value, boolean)

        return noted

    def used(self, texts: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """Return the markers that *texts* hold: the field's name, and its default."""
        found = {word for text in texts for word in self._words().findall(text)}
        return {word: self.fields[int(word[-4:-1])] for word in sorted(found)}

    def _words(self) -> re.Pattern[str]:
        return re.compile(f"{self.prefix}[0-9]{{3}}x")

    def check(self, text: str, where: str) -> None:
        """Raise `TemplateError` when *text* holds a marker that something cut or changed."""
        if len(self._words().findall(text)) != text.casefold().count(self.prefix):
            fix = "no filter may change the text that holds a recipient's field"
            raise TemplateError("a recipient's field did not come through", where=where, fix=fix)


def prefix_for(texts: Mapping[str, str]) -> str:
    """Choose how markers begin: letters that none of *texts* holds."""
    whole = "\n".join(texts.values())
    return next(found for found in _prefixes() if found not in whole)


def _prefixes() -> Iterator[str]:
    letters = "qzxkvjwy"
    yield from (f"{a}{b}{c}qf" for a in letters for b in letters for c in letters)


def check(tree: Any, place: Callable[[int], str]) -> None:
    """Refuse whatever a template does with a recipient but place a field; *place* tells where a line came from.

    A field may be printed, have a default, be part of a longer text (``~``), or be
    given to ``say.words``.  Everything else would need the value.
    """
    from jinja2 import nodes

    above = {id(child): node for node in _all(tree) for child in node.iter_child_nodes()}
    for node in tree.find_all(nodes.Name):
        if node.name == NAME:
            _check_one(node, above, place(node.lineno))


def checked(source: str, made: Environment, where: str) -> str:
    """Return a line's template when it does nothing with a recipient that `check` refuses."""
    check(made.parse(source), lambda _: where)
    return source


def _all(tree: Any) -> Iterator[Any]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from _all(child)


def _check_one(name: Any, above: Mapping[int, Any], where: str) -> None:
    from jinja2 import nodes

    spot = above.get(id(name))
    if not isinstance(spot, nodes.Getattr) or not FORM.fullmatch(spot.attr):
        fix = '{{ recipient.first | default("reader") }}: small letters, digits and _'
        raise TemplateError("a recipient has only fields", where=where, fix=fix)
    holder = above.get(id(spot))
    if isinstance(holder, nodes.Filter) and holder.name in _DEFAULTS:
        _check_default(holder, where)
        holder = above.get(id(holder))
    if isinstance(holder, nodes.List) and getattr(above.get(id(holder)), "name", "") == "_joined":
        return  # how the sandbox writes a ~ b
    if not isinstance(holder, (nodes.Output, nodes.Concat, nodes.Keyword, nodes.Call)):
        raise TemplateError(
            f"recipient.{spot.attr} can only be printed: its value differs from reader to reader",
            where=where,
            fix='write {{ recipient.first | default("reader") }}, without further filters, tests or conditions',
        )


def _check_default(found: Any, where: str) -> None:
    from jinja2 import nodes

    one = len(found.args) == 1 and isinstance(found.args[0], nodes.Const) and isinstance(found.args[0].value, str)
    if found.kwargs or not one:
        raise TemplateError(
            "a recipient's default is one text in quotation marks", where=where, fix='default("reader")'
        )


def _unknown(name: str) -> TemplateError:
    return TemplateError(
        f"recipient.{name} is not known when a template is printed", where=NAME, fix="print it, and nothing else"
    )
