"""An engine that does not start says so, whatever it raises, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from digest import machines
from digest.errors import DigestError, UsageError
from digest.machines import dask, ray

STARTS = [("", "less busy"), ("tcp://head.example:8786", "look at --address and the cluster")]


@pytest.mark.parametrize(("address", "fix"), STARTS)
def test_a_node_that_times_out_is_no_fault_of_ours(address: str, fix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def init(**_: object) -> None:
        raise Exception("The current node timed out during startup")  # as Ray does

    fake = ModuleType("ray")
    fake.init = init  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ray", fake)
    with pytest.raises(DigestError, match="Ray does not start: The current node timed out") as told:
        list(ray.run(lambda shared, task: task, None, [1], address=address))
    assert fix in told.value.fix


@pytest.mark.parametrize(("address", "fix"), STARTS)
@pytest.mark.parametrize("fault", [RuntimeError("Nanny failed to start."), OSError("Timed out trying to connect")])
def test_a_scheduler_that_is_not_there_is_no_fault_of_ours(
    fault: Exception, address: str, fix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def client(*_: object, **__: object) -> None:
        raise fault

    fake = ModuleType("distributed")
    fake.Client = client  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "distributed", fake)
    with pytest.raises(DigestError, match=f"Dask does not start: {fault}") as told:
        list(dask.run(lambda shared, task: task, None, [1], address=address))
    assert fix in told.value.fix


class KilledWorker(Exception):
    """As Dask has it."""


class Future:
    """What a scheduler gives for a task whose workers died."""

    def result(self) -> object:
        raise KilledWorker

    def release(self) -> None:
        raise AssertionError("it has no result to release")


class Client:
    """A scheduler whose workers all die."""

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, *_: object, **__: object) -> Future:
        return Future()


def test_a_task_that_ends_every_worker_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_completed(futures: dict[Future, object]) -> Iterator[Future]:
        return iter(futures)

    fake = ModuleType("distributed")
    fake.Client, fake.KilledWorker, fake.as_completed = (  # type: ignore[attr-defined]
        lambda **_: Client(),
        KilledWorker,
        as_completed,
    )
    monkeypatch.setitem(sys.modules, "distributed", fake)
    with pytest.raises(DigestError, match="a worker died") as told:
        list(dask.run(lambda shared, task: task, None, ["part 7"], workers=2))
    assert told.value.where == "part 7"


@pytest.mark.parametrize(
    ("name", "address", "where", "fix"),
    [("rya", "", "--on", "did you mean ray?"), ("local", "head.example:6379", "--address", "--on ray")],
)
def test_an_engine_that_does_not_exist_is_told_with_its_option(name: str, address: str, where: str, fix: str) -> None:
    with pytest.raises(UsageError) as told:
        machines.engine(name, address)
    assert told.value.where == where and fix in told.value.fix
