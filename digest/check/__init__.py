"""What is checked before an edition is published: one rule, or one family of rules, per file.

A rule module has `RULE`, its id, and says in its first line what holds (a family has
`RULES`, ids with such a line each), and ``check(sheet: Sheet) ->
Iterator[Finding]``.  It looks at finished renditions only, as a reader or a mail
server would get them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeVar

from digest.edition.model import Edition
from digest.errors import nearest
from digest.settings import Settings

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to fix: the rule's id, error or warning, what, where, and how to fix it."""

    rule: str
    severity: str
    what: str
    where: str = ""
    fix: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the finding as ``--json`` shows it."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "what": self.what,
            "where": self.where,
            "fix": self.fix,
        }


class Kept:
    """What rules worked out, kept for the next rule that asks, and for the next edition: of each kind the last ones.

    Of a file `FEW`: all rules of one edition ask.  Of words `MANY`: a story may stand in the editions of many lists.
    """

    FEW, MANY = 4, 1_000

    def __init__(self) -> None:
        self._rooms: dict[str, dict[Hashable, Any]] = {}

    def once(self, what: str, of: Key, make: Callable[[Key], Made], most: int = FEW) -> Made:
        """Return what *make* gives for *of*; called once as long as the answer, of *most*, is kept as *what*."""
        room = self._rooms.setdefault(what, {})
        if of not in room:
            while len(room) >= most:
                del room[next(iter(room))]
            room[of] = make(of)
        found: Made = room[of]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a rule looks at: the files of an edition by name, and the edition where there is one.

    `kept` is what one rule worked out of them for the others.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    edition: Edition | None = None
    settings: Settings | None = None
    kept: Kept = field(default_factory=lambda: Kept())


def run(
    files: Mapping[str, bytes], edition: Edition | None, settings: Settings | None, kept: Kept | None = None
) -> tuple[Finding, ...]:
    """Run every rule on the shelf; findings come in the order of the rules' names.

    Who looks at many editions hands in what was *kept* of those before.

    What ``[check] silence`` names is left out; a silence without a reason, or of
    a rule that does not exist, is a finding itself.
    """
    from digest import check, shelf

    sheet = Sheet(files=files, edition=edition, settings=settings, kept=kept or Kept())
    found = [finding for name in shelf.names(check) for finding in _asked(name, shelf.take(check, name), sheet)]
    return tuple(_heard(found, settings))


def _asked(name: str, rule: ModuleType, sheet: Sheet) -> list[Finding]:
    """Return what a rule finds; a rule that breaks is a finding too, and stops no other rule and no edition."""
    try:
        return list(rule.check(sheet))
    except Exception as fault:  # rules come from anybody, and look at anybody's HTML
        what = f"the rule could not look at this: {type(fault).__name__}: {fault}"
        fix = f"report it with the file; until then this is not checked for {name}"
        return [Finding(rule=name.replace("_", "-"), severity="warning", what=what[:300], fix=fix)]


def rules() -> dict[str, str]:
    """Return every rule's id with the first line of its module's docstring, for docs and SARIF."""
    from digest import check, shelf

    modules = [shelf.take(check, name) for name in shelf.names(check)]
    told: dict[str, str] = {}
    for module in modules:
        first = (module.__doc__ or "").strip().partition("\n")[0]
        told |= getattr(module, "RULES", None) or {module.RULE: first}
    return told


def _heard(findings: Iterable[Finding], settings: Settings | None) -> Iterator[Finding]:
    silences = settings.check.silence if settings else ()
    silent = {silence.rule for silence in silences if silence.because.strip()}
    yield from (finding for finding in findings if finding.rule not in silent)
    known = rules() if silences else {}
    for silence in silences:
        where = "digest.toml: check.silence"
        if silence.rule not in known:
            hint = nearest(silence.rule, list(known))
            fix = f"did you mean {hint}?" if hint else f"known: {', '.join(known)}"
            yield Finding(
                rule="silence", severity="warning", what=f"no rule is called {silence.rule!r}", where=where, fix=fix
            )
        elif not silence.because.strip():
            what = f"{silence.rule} is silenced without a reason, so it is not"
            yield Finding(rule="silence", severity="warning", what=what, where=where, fix='add because = "…"')
