"""What stands before the first sentence of a line and is no part of it: a dateline, a heading on the same line.

"DUNMERE (Wire) – ", "Vessa, 3 May (nda) - ", "(nda) — ", "NEW PELLWORTH, May 3 /NewsPost/ -- ",
"Dunmere, Ald. — "; on the first line of all also "Dunmere — ".
"""

from __future__ import annotations

import re

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_WORD = rf"{_CAPITAL}[\w'’-]+"
_DASH = r"(?:[–—]|--)"
# A hyphen after capitals alone parts a term from what it means: "FOIA - a new tool".
_AGENCY = r"(?:\([^\W\d_][\w./-]{1,20}(?: [\w./-]{1,20}){0,2}\)|/[^\W\d_][\w ]{1,20}/)"
_PLACE = rf"{_CAPITAL}[^\n()–—:;!?/]{{1,40}}?"
_CAPITALS = rf"{_CAPITAL}{{2}}(?:{_CAPITAL}|[ .’'/-]){{0,60}}"
_TOWN = rf"{_WORD}(?:[ /]{_WORD}){{0,2}}"
# A county's abbreviation, or a day: "Ald.", "N.A.", "May 3", "3. Mai".
_COUNTY = rf"(?:{_CAPITAL}[^\W\d_]{{0,5}}\.(?:[^\W\d_]\.)?|{_WORD}\.? \d{{1,2}}|\d{{1,2}}\.? {_WORD})"
_DATELINE = re.compile(
    rf"(?:(?:{_PLACE})?{_AGENCY}[ \t]*(?:[–—-]|--)"
    rf"|{_CAPITALS}(?:, [^\n()–—:;!?]{{2,30}}?)?[ \t]+{_DASH}"
    rf"|{_TOWN}, {_COUNTY}[ \t]*{_DASH})[ \t]+(?=\w)"
)
_ON_FIRST_LINE = re.compile(rf"{_TOWN}(?:, [^\n()–—:;!?]{{2,30}}?)?[ \t]+{_DASH}[ \t]+(?={_CAPITAL})")
# "Boats still wanted — The town has …", "Costs—The town …": a pair of dashes may hold an aside.
_HEADING = re.compile(rf"{_CAPITAL}[^.!?,;:\n()–—]{{2,60}}?[ \t]*[–—][ \t]*(?={_CAPITAL}[^–—\n.]*\.)")
# A term and, after a hyphen, what it means: "FOIA - A new tool", "FOIA- A new tool".
_TERM = re.compile(rf"[^\W\d_](?:[^.!?,;:\n–—]|\.(?=\w)){{0,40}} ?- (?={_CAPITAL})")


def after_dateline(line: str, *, first: bool) -> int:
    """Return where the words of a line begin behind its dateline, else 0; *first*: it is the first of a text."""
    found = _DATELINE.match(line) or (_ON_FIRST_LINE.match(line) if first else None)
    return found.end() if found else 0


def has_heading(line: str) -> bool:
    """Say whether a line opens with a heading or a term, and a dash, before its first sentence."""
    return bool(_HEADING.match(line) or _TERM.match(line))
