"""dask: a Dask cluster, or processes on this machine; needs the package `distributed`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any
from warnings import catch_warnings

from digest.errors import UsageError
from digest.machines import TRIES, Work, died, unstarted


def run(work: Work, shared: Any, tasks: Iterable[Any], *, workers: int = 0, address: str = "") -> Iterator[Any]:
    """Yield ``work(shared, task)`` for every task as it is done; *address* is a scheduler's, such as tcp://head:8786."""
    try:
        dask: Any = import_module("distributed")
    except ImportError as missing:
        raise UsageError("Dask is not installed", where="--on dask", fix="pip install distributed") from missing
    with _started(dask, workers, address) as client:
        # A task of its own: what was scattered is gone for good when the workers that have it die.
        with catch_warnings(action="ignore", category=UserWarning):  # that a day's pool is large
            held = client.submit(_as_it_is, shared, pure=False)
        futures = {client.submit(work, held, task, retries=TRIES, pure=False): task for task in tasks}
        for future in dask.as_completed(futures):
            try:
                made = future.result()
            except dask.KilledWorker as fault:
                raise died(futures[future]) from fault
            yield made
            future.release()


def _as_it_is(shared: Any) -> Any:
    return shared


def _started(dask: Any, workers: int, address: str) -> Any:
    here: dict[str, Any] = {"n_workers": workers or None, "threads_per_worker": 1, "dashboard_address": None}
    try:
        return dask.Client(address) if address else dask.Client(**here)
    except (OSError, RuntimeError) as fault:  # no scheduler there; a process that does not come up
        raise unstarted("Dask", address, fault) from fault
