"""An engine that does not start says so, whatever it raises, and what to do about it."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from digest.errors import DigestError
from digest.machines import ray


@pytest.mark.parametrize(
    ("address", "fix"), [("", "less busy"), ("ray://head.example:10001", "look at --address, the cluster")]
)
def test_a_node_that_times_out_is_no_fault_of_ours(address: str, fix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def init(**_: object) -> None:
        raise Exception("The current node timed out during startup")  # as Ray does

    fake = ModuleType("ray")
    fake.init = init  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ray", fake)
    with pytest.raises(DigestError, match="Ray does not start: The current node timed out") as told:
        list(ray.run(lambda shared, task: task, None, [1], address=address))
    assert fix in told.value.fix
