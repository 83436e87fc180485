"""Where tasks run: on this machine, or on an engine that is there already; one module each.

A module has `run(work, shared, tasks, *, workers, address)`, which yields
``work(shared, task)`` for every task, in any order, each once.  Tasks must be safe to
be done twice (the same bytes, given their name when they are whole): then a worker that
dies costs time and nothing else.  Nothing here knows what the work is.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from digest import errors, shelf
from digest.errors import DigestError, UsageError

Work = Callable[[Any, Any], Any]
LOCAL = "local"  # processes of this machine
TRIES = 5  # of one task whose worker dies


def engine(name: str, address: str = "") -> ModuleType:
    """Return the module called *name*; `UsageError` for none, and for an *address* of one that has no cluster."""
    from digest import machines

    found = shelf.take(machines, name, where="--on")
    if address and name == LOCAL:
        raise UsageError("this machine needs no address", where="--address", fix="name an engine, too: --on ray")
    return found


def as_words(fault: BaseException) -> dict[str, str]:
    """Return an error as plain words, to be carried from one process to another."""
    if isinstance(fault, DigestError):
        return {"kind": type(fault).__name__, "what": fault.what, "where": fault.where, "fix": fault.fix}
    return {"kind": "", "what": f"{type(fault).__name__}: {fault}", "where": "a worker", "fix": ""}


def raised(said: dict[str, str]) -> DigestError:
    """Return the error that `as_words` carried."""
    kind = getattr(errors, said["kind"], DigestError) if said["kind"] else DigestError
    kind = DigestError if kind is errors.SettingsError else kind
    made: DigestError = kind(said["what"], where=said["where"], fix=said["fix"])
    return made


def died(task: object) -> DigestError:
    """Return the error for a task that ends every worker it is given to."""
    return DigestError(
        f"a worker died {TRIES} times at the same task",
        where=str(task)[:200],
        fix="look for lack of memory (dmesg); then run the same again: it goes on",
    )


def unstarted(engine: str, address: str, fault: object, *, more: str = "") -> DigestError:
    """Return the error for an *engine* that cannot be started here, or not be reached at *address*.

    *more* is what else to look at there.
    """
    where = f"--on {engine.lower()} {address}".strip()
    there = f"look at --address and the cluster{more}"
    here = "run it again when the machine is less busy; --on local needs no engine"
    return DigestError(f"{engine} does not start: {fault}", where=where, fix=there if address else here)
