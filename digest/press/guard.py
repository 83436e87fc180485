"""Jinja for templates: strict about names, and closed where the template is a user's own.

The sandbox stops a template from reaching Python; on top of it, everything that
makes a huge string out of a small one is refused before the memory is taken
(Jinja's own sandbox does not stop ``"a" * 10**9``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from digest.errors import nearest

MAX_CHARS = 1_000_000  # of any one string that a template makes
MAX_NUMBER = 10**12
MAX_LOOPS = 100_000  # members of all ranges of one printing
_WIDTHS = frozenset(
    {
        "ljust",
        "rjust",
        "center",
        "zfill",
        "expandtabs",
        "format",
        "format_map",
        "replace",
        "join",
        "translate",
        "encode",
    }
)
_FILTERS = frozenset(
    [
        "abs",
        "attr",
        "batch",
        "capitalize",
        "count",
        "d",
        "default",
        "dictsort",
        "e",
        "escape",
        "filesizeformat",
        "first",
        "float",
        "forceescape",
        "groupby",
        "int",
        "items",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "safe",
        "select",
        "selectattr",
        "slice",
        "sort",
        "string",
        "striptags",
        "sum",
        "title",
        "tojson",
        "trim",
        "truncate",
        "unique",
        "upper",
        "urlencode",
        "wordcount",
        "wordwrap",
    ]
)


class NamedUndefined(StrictUndefined):
    """A name that is not there; the message lists what is near."""

    __slots__ = ()

    @property
    def near(self) -> str:
        """The attribute that was most likely meant, or ''."""
        owner, name = self._undefined_obj, self._undefined_name
        if not isinstance(name, str) or owner is None:
            return ""
        known = list(owner) if isinstance(owner, Mapping) else [n for n in dir(owner) if not n.startswith("_")]
        return nearest(name, [str(k) for k in known])


def _repeated(sized: Any, times: Any) -> int:
    """Return how long a text or list gets that is repeated, 0 when it is none."""
    return len(sized) * times if hasattr(sized, "__len__") and isinstance(times, int) else 0


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment in which a user's own templates run."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "//", "/", "-"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters = {name: _bounded(f) for name, f in self.filters.items() if name in _FILTERS}
        self.filters |= {"_joined": _joined, "format": _formatted}
        for name in ("cycler", "joiner", "lipsum"):
            self.globals.pop(name, None)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Run one arithmetic operator within bounds."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and not (numbers and 0 <= right <= 40 and abs(left) ** min(right, 40) <= MAX_NUMBER):
            raise SecurityError(f"a power that is larger than {MAX_NUMBER:,}")
        if operator == "*" and numbers and abs(left * right) > MAX_NUMBER:
            raise SecurityError(f"a number that is larger than {MAX_NUMBER:,}")
        if operator == "*" and max(_repeated(left, right), _repeated(right, left)) > MAX_CHARS:
            raise SecurityError(f"a text longer than {MAX_CHARS:,} characters")
        if operator == "%" and isinstance(left, str):
            raise SecurityError("% on a text is not available: write ~")
        return _sized(super().call_binop(context, operator, left, right))

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function; string methods that pad or multiply are refused."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, (str, bytes)) and getattr(obj, "__name__", "") in _WIDTHS:
            raise SecurityError(f"the string method {obj.__name__} is not available: use a filter")
        return super().call(context, obj, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let a template see an object's public fields only."""
        return not attr.startswith("_") and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Any:
        """Refuse ``str.format``: its widths take memory like ``ljust`` does."""
        if super().wrap_str_format(value) is None:
            return None

        def refused(*_args: Any, **_kwargs: Any) -> str:
            raise SecurityError("the string method format is not available: use the filter format")

        return refused

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        # `a ~ b` becomes a call inside Jinja, not an operator: it would double past every bound.
        tree = super()._parse(source, name, filename)
        for owner in [tree, *tree.find_all(nodes.Node)]:
            for field, value in owner.iter_fields():
                if isinstance(value, nodes.Concat):
                    setattr(owner, field, _as_filter(value))
                elif isinstance(value, list):
                    value[:] = [_as_filter(v) if isinstance(v, nodes.Concat) else v for v in value]
        return tree


def environment(*, own: bool, **options: Any) -> Environment:
    """Make an environment for shipped templates, or the closed one for a user's *own*."""
    kind = Sandbox if own else Environment
    made = kind(undefined=NamedUndefined, **options)
    if own:
        made.globals["range"] = _Range()
    return made


class _Range:
    """`range`, but all of one printing's ranges share one budget."""

    def __init__(self) -> None:
        self.left = MAX_LOOPS

    def __call__(self, *args: int) -> range:
        made = range(*args)
        self.left -= len(made)
        if self.left < 0:
            raise SecurityError(f"more than {MAX_LOOPS:,} rounds of range")
        return made


def _as_filter(concat: nodes.Concat) -> nodes.Filter:
    parts = nodes.List(concat.nodes, lineno=concat.lineno)
    return nodes.Filter(parts, "_joined", [], [], None, None, lineno=concat.lineno)


def _joined(parts: list[Any]) -> Any:
    if any(isinstance(part, Undefined) for part in parts):
        str(next(part for part in parts if isinstance(part, Undefined)))  # raises with its own message
    if sum(len(str(part)) for part in parts) > MAX_CHARS:
        raise SecurityError(f"a text longer than {MAX_CHARS:,} characters")
    if any(hasattr(part, "__html__") for part in parts):
        return Markup("").join(parts)
    return "".join(map(str, parts))


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    from functools import wraps

    @wraps(function)  # Jinja's own marks (pass_context and the like) travel along
    def bounded(*args: Any, **kwargs: Any) -> Any:
        for value in (*args, *kwargs.values()):
            if isinstance(value, int) and not isinstance(value, bool) and abs(value) > MAX_CHARS:
                raise SecurityError(f"a number beyond {MAX_CHARS:,} given to a filter")
        return _sized(function(*args, **kwargs))

    return bounded


def _sized(value: Any) -> Any:
    if isinstance(value, (str, list, tuple)) and len(value) > MAX_CHARS:
        raise SecurityError(f"a text longer than {MAX_CHARS:,} characters")
    return value


def _formatted(text: Any, *args: Any, **kwargs: Any) -> Any:
    """Jinja's format filter; a width in the text would take memory before anybody can look."""
    wide = re.search(r"%[^A-Za-z%]*?(?:\*|\d{4,})", str(text))
    if wide:
        raise SecurityError(f"a text longer than {MAX_CHARS:,} characters, by the width in {wide[0]!r}")
    return _sized(str(text) % (kwargs or args))
