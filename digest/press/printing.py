"""Printing: a template and its values become text, and every error names file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from digest.errors import DigestError, TemplateError, nearest
from digest.press import locales, recipient
from digest.text import defusing
from digest.workspace import Templates

if TYPE_CHECKING:
    from jinja2 import Environment

    from digest.press.recipient import Markers

_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_NAME = re.compile(r"\{\{ ?([a-z]\w*(?:\.[a-z]\w*)*) ?\}\}")  # no name that the sandbox would refuse

Printer = Callable[[str, Mapping[str, object]], str]
Locate = Callable[[str, int], str]


def printer(templates: Templates) -> Printer:
    """Return a function that prints a template by name with the values given.

    Names end in ``.html.j2`` (values are escaped) or ``.txt.j2`` (they are not).  A
    folder with templates of the user's own is printed in the sandbox.
    `TemplateError` names file, line and the nearest name.
    """
    from jinja2 import FunctionLoader

    own = templates.customised
    made = made_environment(own=own, loader=FunctionLoader(_loader(templates)))
    made.globals["social_words"] = cache(partial(locales.table, templates, name="social"))

    def render(name: str, values: Mapping[str, object]) -> str:
        with_errors = _located(templates)
        return guarded(lambda: made.get_template(name).render(values), with_errors, name)

    return render


def print_line(source: str, values: Mapping[str, object], *, where: str, markers: Markers | None = None) -> str:
    """Print one line from a template that stands in the settings, in the sandbox: a subject, a UTM value.

    With *markers* a recipient's fields become markers; without, they are their defaults.
    """
    if (named := _named(source, values)) is not None:
        return " ".join(named.split())
    made = made_environment(own=True)
    if recipient.names_one(source):
        values = {**values, recipient.NAME: markers or recipient.Nobody()}
        guarded(lambda: recipient.checked(source, made, where), lambda _file, _line: where, where)
        if markers:
            made.filters |= dict.fromkeys(("default", "d"), markers.default(made.filters["default"]))
    text = guarded(lambda: made.from_string(source).render(values), lambda _file, _line: where, where)
    return " ".join(text.split())


def _named(source: str, values: Mapping[str, object]) -> str | None:
    """Return the text that a line of one dotted name means; None when it takes Jinja to say."""
    match = _NAME.fullmatch(source)
    if not match:
        return None
    first, *rest = match[1].split(".")
    value = values.get(first)
    for name in rest:
        value = getattr(value, name, None)
    return value if type(value) is str else None


def made_environment(*, own: bool, **options: Any) -> Environment:
    """Make the environment all printing uses; *own* closes it."""
    from digest.press.guard import environment
    from digest.press.wrapping import FILTERS

    made = environment(own=own, autoescape=escapes, trim_blocks=True, lstrip_blocks=True, **options)
    made.filters.update(FILTERS)
    return made


def defusing_environment(*, own: bool, careful: bool = True) -> Environment:
    """Make the environment for text that a sender's software will read: merge tags in values are broken up.

    Code compiled in one runs in the other: without *careful* the same hook lets
    every value through, which costs a third less.
    """
    return made_environment(own=own, finalize=_defused if careful else _as_it_is)


def escapes(name: str | None) -> bool:
    """Say whether a template of this name prints HTML; only ``.txt.j2`` does not."""
    return name is not None and not name.endswith((".txt.j2", ".txt"))


def guarded(work: Callable[[], str], locate: Locate, name: str) -> str:
    """Run *work*; turn whatever Jinja raises into a `TemplateError` that *locate* gives a place."""
    from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import TemplateError as JinjaError

    try:
        return work()
    except DigestError:
        raise
    except TemplateSyntaxError as fault:
        raise TemplateError(
            fault.message or "cannot be read", where=locate(fault.name or name, fault.lineno), fix="correct the tag"
        ) from fault
    except TemplateNotFound as fault:
        raise TemplateError(
            f"no template is called {fault.name!r}", where=_place(fault, locate, name), fix="see: digest templates ls"
        ) from fault
    except UndefinedError as fault:
        near = _near(fault)
        raise TemplateError(
            str(fault),
            where=_place(fault, locate, name),
            fix=f"did you mean {near}?" if near else "see docs/make-it-yours.md",
            near=near,
        ) from fault
    except (SecurityError, JinjaError) as fault:
        raise TemplateError(
            f"not allowed in a template: {fault}", where=_place(fault, locate, name), fix="see docs/make-it-yours.md"
        ) from fault
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError, MemoryError) as fault:
        raise TemplateError(
            f"cannot be printed: {type(fault).__name__}: {str(fault)[:200]}",
            where=_place(fault, locate, name),
            fix="correct the tag",
        ) from fault


def own_fault(error: BaseException) -> Iterable[tuple[str, int]]:
    """Yield file and line of every template on the way to *error*, the innermost first."""
    trace, found = error.__traceback__, []
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if "__jinja_template__" in trace.tb_frame.f_globals or file == "<template>" or file.endswith(".j2"):
            found.append((file, trace.tb_lineno))
        trace = trace.tb_next
    return reversed(found)


def _place(fault: BaseException, locate: Locate, name: str) -> str:
    for file, line in own_fault(fault):
        return locate(file, line)
    return locate(name, 0)


def _near(fault: BaseException) -> str:
    """Ask the undefined value on the way to *fault* which name was probably meant."""
    from digest.press.guard import NamedUndefined

    name = _UNDEFINED.match(str(fault))
    trace = fault.__traceback__
    while trace:
        known = trace.tb_frame.f_locals.get("ctx")  # of Template.render: what the template could name
        if name and known is not None:
            return nearest(name[1], [str(key) for key in known.get_all()])
        for value in trace.tb_frame.f_locals.values():
            if isinstance(value, NamedUndefined) and value.near:
                return value.near
        trace = trace.tb_next
    return ""


def _as_it_is(value: object) -> object:
    return value


def _defused(value: object) -> object:
    if type(value) is str and defusing.needs(value):
        return _Defused(value)
    return value


class _Defused(str):
    """A value with merge tags in it: broken by references in HTML, by word joiners in text."""

    __slots__ = ()

    def __html__(self) -> str:
        from markupsafe import escape

        return defusing.html(str(escape(str.__str__(self))))

    def __str__(self) -> str:
        return defusing.plain(str.__str__(self))


def _loader(templates: Templates) -> Callable[[str], tuple[str, str, Callable[[], bool]]]:
    def load(name: str) -> tuple[str, str, Callable[[], bool]]:
        return templates.read(name), str(templates.path(name)), lambda: True

    return load


def _located(templates: Templates) -> Locate:
    def locate(name: str, line: int) -> str:
        file = name if "/" in name and name.startswith("/") else _path(templates, name)
        return f"{file}, line {line}" if line else file

    return locate


def _path(templates: Templates, name: str) -> str:
    try:
        return str(templates.path(name))
    except TemplateError:
        return name
