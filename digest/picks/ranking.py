"""The score: a sum of named terms, each with its weight, and a sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

from digest import shelf
from digest.errors import DigestError, SettingsError, nearest
from digest.picks import terms
from digest.picks.terms import Candidate, Term
from digest.settings import Settings

ANY, ENOUGH = 3, 2  # what nearly any story can say stands from here on in a reason; how much of it is said
ALWAYS = 0  # what an editor must know is said, however little it adds
SMALLEST = 0.02  # a term that adds less is no reason


def weights(settings: Settings) -> dict[str, float]:
    """Return every term's weight: its own, or the settings'.

    Raises `SettingsError` for a weight that belongs to no term.
    """
    wanted = settings.picks.weights
    faults = [_unknown(name, settings.path) for name in wanted if name not in _terms()]
    if faults:
        raise SettingsError(faults)
    return {name: wanted.get(name, term.WEIGHT) for name, term in _terms().items()}


def score(candidate: Candidate, weighed: Mapping[str, float]) -> dict[str, float]:
    """Return each term's share of the score, in the order of the shelf, to four places."""
    # Adding nought makes a minus nought an ordinary one.
    return {name: round(weighed[name] * term.measure(candidate), 4) + 0.0 for name, term in _terms().items()}


def beside(candidate: Candidate, shares: Mapping[str, float], weighed: Mapping[str, float]) -> dict[str, float]:
    """Return a candidate's *shares* as they are beside the stories chosen by now; what it has by itself stays."""
    anew = {name: round(weighed[name] * _terms()[name].measure(candidate), 4) + 0.0 for name in _neighbourly()}
    return {**shares, **anew}


def total(shares: Mapping[str, float]) -> float:
    """Return the score: the sum of the shares, to four places."""
    return round(sum(shares.values()), 4)


def reason(candidate: Candidate, shares: Mapping[str, float]) -> str:
    """Return one sentence in words: what sets the story apart first, nothing that the terms do not know."""
    order = sorted(shares, key=lambda name: (_terms()[name].TELLS, -abs(shares[name]), name))
    # Where no term that counts has words, those that hardly count tell stories apart: how old, how long.
    counts = [name for name in order if abs(shares[name]) >= SMALLEST or _terms()[name].TELLS == ALWAYS]
    clauses = _said(counts, candidate) or _said(order, candidate)
    text = ", ".join(clauses) or "told by one article, and nothing else sets it apart"
    return text[0].upper() + text[1:] + ("" if text.endswith((".”", "!”", "?”", "…”")) else ".")


def _said(names: Iterable[str], candidate: Candidate) -> list[str]:
    """Return the clauses of terms; of what nearly any story can say, two are enough: more would read like a form."""
    told: list[str] = []
    common = 0
    for term in (_terms()[name] for name in names):
        if term.TELLS >= ANY and common == ENOUGH:
            continue
        if clause := term.say(candidate):
            told.append(clause)
            common += term.TELLS >= ANY
    return told


def columns() -> dict[str, str]:
    """Return the table head of each term, by its name."""
    return {name: term.COLUMN for name, term in _terms().items()}


def described() -> dict[str, str]:
    """Return the first line of each term's documentation, by its name."""
    return {name: (shelf.take(terms, name).__doc__ or "").partition("\n")[0] for name in _terms()}


@cache
def _terms() -> dict[str, Term]:
    # A module is a term by what it holds; the contract test looks at each.
    return {name: cast(Term, shelf.take(terms, name)) for name in shelf.names(terms)}


@cache
def _neighbourly() -> tuple[str, ...]:
    return tuple(name for name, term in _terms().items() if term.NEIGHBOURS)


def _unknown(name: str, path: str) -> DigestError:
    hint = nearest(name, list(_terms()))
    fix = f"did you mean {hint}?" if hint else f"known: {', '.join(_terms())}"
    return DigestError(f"no term of the score is called {name!r}", where=f"{path}: picks.weights.{name}", fix=fix)
