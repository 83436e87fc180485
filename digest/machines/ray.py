"""ray: a Ray cluster, or one that is started here for the run; needs the extra `ray`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from digest import extras
from digest.errors import UsageError
from digest.machines import TRIES, Work, as_words, died, raised, unstarted

_WAITING = 4  # tasks handed over for each core: enough to keep all at work, few enough to hold in memory


def run(work: Work, shared: Any, tasks: Iterable[Any], *, workers: int = 0, address: str = "") -> Iterator[Any]:
    """Yield ``work(shared, task)`` for every task as it is done; a task whose worker dies is tried again.

    *address* names a cluster, such as ``ray://head.example:10001`` or ``auto``; without
    it Ray is started on this machine, with *workers* processes (0: one a core), and ended.
    """
    try:
        ray: Any = import_module("ray")
    except ImportError as missing:
        raise UsageError("Ray is an optional part", where="--on ray", fix=extras.how_to_get("ray")) from missing
    _start(ray, workers, address)
    try:
        remote = ray.remote(max_retries=TRIES, retry_exceptions=False)(_safely)
        held, left = ray.put((work, shared)), iter(tasks)
        most = _WAITING * max(1, int(ray.cluster_resources().get("CPU", 1)))
        running = {remote.remote(held, task): task for task in islice(left, most)}
        while running:
            done, _ = ray.wait(list(running), num_returns=1)
            yield _answer(ray, done[0], running.pop(done[0]))
            running |= {remote.remote(held, task): task for task in islice(left, 1)}
    finally:
        ray.shutdown()


def _safely(held: tuple[Work, Any], task: Any) -> tuple[bool, Any]:
    """Do one task; its error comes back as words: a cluster's workers need not know our exceptions."""
    work, shared = held
    try:
        return True, work(shared, task)
    except Exception as fault:  # whatever it is, the caller tells it
        return False, as_words(fault)


def _start(ray: Any, workers: int, address: str) -> None:
    # "local" starts one of our own, also beside another that happens to run here.
    own = {"address": "local", "num_cpus": workers or None, "include_dashboard": False}
    more = {"address": address} if address else own
    try:
        ray.init(log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True, **more)
    except Exception as fault:  # a node that is slow to start is told by a bare one
        raise unstarted("Ray", address, fault, more="; if it has a token: RAY_AUTH_MODE=token") from fault


def _answer(ray: Any, reference: Any, task: Any) -> Any:
    try:
        fine, value = ray.get(reference)
    except ray.exceptions.RayError as fault:
        raise died(task) from fault
    if not fine:
        raise raised(value)
    return value
