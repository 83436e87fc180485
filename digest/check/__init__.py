"""What is checked before an edition is published: one rule, or one family of rules, per file.

A rule module has ``check(sheet: Sheet) -> Iterator[Finding]``.  It looks at finished
renditions only, as a reader or a mail server would get them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from digest.edition import Edition
from digest.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend: the rule's id, error or warning, what, where, and how to mend it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a rule looks at: the files of an edition by name, and the edition where there is one."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    edition: Edition | None = None
    settings: Settings | None = None


def run(files: Mapping[str, bytes], edition: Edition | None, settings: Settings | None) -> tuple[Finding, ...]:
    """Run every rule on the shelf; findings come in the order of the rules' names."""
    from digest import check, shelf

    sheet = Sheet(files=files, edition=edition, settings=settings)
    return tuple(finding for name in shelf.names(check) for finding in shelf.take(check, name).check(sheet))
