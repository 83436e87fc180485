"""Plates: templates pressed once, printed often.

A frame (``email/edition.mjml.j2``) and what it includes are composed with the
press-time values, go through MJML and the inliner where they are MJML, and come
out as plain HTML that is still a Jinja template: the plate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.edition.model import Edition
from digest.errors import TemplateError, nearest
from digest.press import inking, places, recipient, slimming, tags
from digest.press.plate import Plate
from digest.press.printing import escapes, guarded
from digest.workspace import Templates

MAX_CHARS = 2_000_000


@dataclass(slots=True)
class Press:
    """Composes and presses templates of one workspace with one set of press-time values."""

    templates: Templates
    values: Mapping[str, Any]
    origins: tags.Origins = field(default_factory=tags.Origins)
    given: dict[str, str] = field(default_factory=dict)
    loaded: dict[str, str] = field(default_factory=dict)
    own: bool = False
    sent: bool = False  # for readers: no weight, no remote fonts; `digest press` gives what MJML gives
    near: Callable[[str], str] | None = None  # reads what lies beside a template from elsewhere

    def press(self, name: str) -> Plate:
        """Press the template called *name* and everything it includes."""
        return self._pressed(name, self.composed(name))

    def press_text(self, source: str, name: str) -> Plate:
        """Press a template given as text, of a user's own; *name* stands in messages and tells its kind."""
        self.own = True
        self.given[name] = source
        return self.press(name)

    def _pressed(self, name: str, composed: str) -> Plate:
        found = tags.find(composed, self.origins)
        _check_tags(found, self.values)
        if ".mjml" in name:
            sentinels = tags.sentinels_for(composed, len(found))
            source = tags.clean(places.stand_in(composed, found, sentinels))
            html = self._inlined(source, name, '[^"]*' if self.sent else sentinels.prefix + "[0-9]{4}x")
            tags.check_counts(html, found, sentinels)
            html = slimming.slim(html) if self.sent else slimming.squeezed(html)
            text, lines = tags.swap_back(html, found, sentinels, one_a_line=self.sent)
        else:
            text, lines = tags.in_place(composed, found)
        return Plate(name, tags.clean(text), tuple((at.line, at.origin.file, at.origin.line) for at in lines), self.own)

    def _inlined(self, source: str, name: str, keep_sizes: str) -> str:
        """Compile and inline; a fault without a place of its own is in what the user wrote, not in our frame."""
        try:
            return inking.inline(self._compiled(source, name), name, keep_sizes=keep_sizes)
        except TemplateError as fault:
            if self.loaded and not fault.where.startswith(tuple(self.loaded)):
                raise TemplateError(fault.what, where=" or ".join(self.loaded), fix=fault.fix) from fault
            raise

    def _compiled(self, source: str, name: str) -> str:
        """Compile the composed MJML; a fault is looked for in the files it came from, whose lines people know."""
        for path, text in self.loaded.items() if self.sent else ():
            line, component = inking.unknown(text)
            if line:
                near = nearest(component, sorted(inking.COMPONENTS))
                fix = f"did you mean {near}?" if near else "see the components of MJML"
                what = f"MJML has no {component}"
                raise TemplateError(what, where=f"{path}, line {line}", fix=fix, near=near)
        try:
            return inking.compile_mjml(source, self._path(name), remote_fonts=not self.sent)
        except TemplateError as fault:
            for path, text in self.loaded.items():
                line, advice = inking.imbalance(text)
                if line:
                    raise TemplateError(fault.what, where=f"{path}, line {line}", fix=advice) from fault
            raise

    def _path(self, name: str) -> str:
        return name if name in self.given else str(self.templates.path(name))

    def composed(self, name: str) -> str:
        """Return the template with includes and press-time values in place, edition-time tags (marked) still open."""
        made = self._environment()
        values = {**self.values, "has": self.templates.has, "placed": self.placed}
        composed = guarded(lambda: str(made.get_template(name).render(values)), self._locate, name)
        if len(composed) > MAX_CHARS:
            raise TemplateError(
                f"the template is larger than {MAX_CHARS:,} characters", where=name, fix="make it smaller"
            )
        return composed

    def placed(self, name: str) -> str:
        """Return which template stands for ``email/blocks/lead.mjml.j2``: a user's own, else the design's, else it."""
        theme = self.values.get("theme")
        of_design = name.replace("/blocks/", f"/designs/{theme.design}/", 1) if theme else name
        mine = [one for one in (of_design, name) if self.templates.overridden(one)]
        shipped = [one for one in (of_design, name) if self.templates.has(one)]
        return (mine + shipped or [name])[0]

    def _environment(self) -> Any:
        from jinja2 import FunctionLoader

        from digest.press.guard import environment

        made = environment(
            own=self.own or self.templates.customised,
            loader=FunctionLoader(self._load),
            autoescape=escapes,
            variable_start_string="[[",
            variable_end_string="]]",
            block_start_string="[%",
            block_end_string="%]",
            comment_start_string="[#",
            comment_end_string="#]",
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        made.globals["has"] = self.templates.has  # so that a frame can ask for a block's other forms
        made.globals["placed"] = self.placed
        return made

    def _load(self, name: str) -> tuple[str, str, Any]:
        if name in self.given:
            self.loaded[name] = self.given[name]
            return self.origins.mark(self.given[name], name), name, None
        if self.near is not None and not self.templates.has(name):
            self.loaded[name] = text = self.near(name)
            return self.origins.mark(text, name), name, None
        text = self.templates.read(name)
        if self.templates.overridden(name) and not name.startswith("builtin/"):
            self.own = True
            self.loaded[str(self.templates.path(name))] = text  # faults are looked for in these, not in the shipped
        return self.origins.mark(text, str(self.templates.path(name))), str(self.templates.path(name)), None

    def _locate(self, file: str, line: int) -> str:
        return f"{file}, line {line}" if line else file


def _check_tags(found: list[tags.Tag], values: Mapping[str, Any]) -> None:
    """Parse all edition-time tags, one a line; check the names that are known before an edition is."""
    from jinja2 import Environment, nodes

    rows = "\n".join(re.sub(r"\s+", " ", tags.clean(tag.text)) for tag in found)
    tree = guarded_parse(Environment(autoescape=True), rows, found)
    _check_edition(tree, found)
    recipient.check(tree, lambda line: str(found[line - 1].origin))
    say = values.get("say")
    for call in tree.find_all(nodes.Call):
        key = _say_key(call)
        if key and say is not None and not say.has(key):
            say_error(say, key, str(found[call.lineno - 1].origin))


def _check_edition(tree: Any, found: list[tags.Tag]) -> None:
    """Refuse ``edition.titel`` when the template is pressed, not when the first edition is printed."""
    from jinja2 import nodes

    known = [name for name in dir(Edition) if not name.startswith("_")]
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name == "edition" and node.attr not in known:
            near = nearest(node.attr, known)
            fix = f"did you mean {near}?" if near else f"known: {', '.join(known)}"
            where = str(found[node.lineno - 1].origin)
            raise TemplateError(f"an edition has no {node.attr!r}", where=where, fix=fix, near=near)


def _say_key(call: Any) -> str:
    """Return the key that a call of `say` names, '' for other calls and for keys made at printing time."""
    from jinja2 import nodes

    method, first = call.node, call.args[0] if call.args else None
    says = isinstance(method, nodes.Getattr) and isinstance(method.node, nodes.Name) and method.node.name == "say"
    if not says or method.attr not in ("words", "count") or not isinstance(first, nodes.Const):
        return ""
    return str(first.value)


def say_error(say: Any, key: str, where: str) -> None:
    """Raise the locale's error for a missing *key*, with the template's place before the locale's file."""
    try:
        say.words(key)
    except TemplateError as fault:
        raise TemplateError(
            fault.what, where=f"{where} (strings: {fault.where})", fix=fault.fix, near=fault.near
        ) from fault


def guarded_parse(made: Any, rows: str, found: list[tags.Tag]) -> Any:
    """Parse *rows*, the tags one a line, and give a syntax error the place of its tag."""
    from jinja2.exceptions import TemplateSyntaxError

    try:
        return made.parse(rows)
    except TemplateSyntaxError as fault:
        number = min(max(fault.lineno, 1), len(found) or 1)
        where = str(found[number - 1].origin) if found else "?"
        raise TemplateError(
            fault.message or "cannot be read",
            where=where,
            fix=f"correct {tags.shown(found[number - 1])}" if found else "",
        ) from fault
