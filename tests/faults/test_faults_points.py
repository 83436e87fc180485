"""One system call after the other: killed there, or refused there, every operation recovers."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess

import pytest
from faults.rigs import Rig

pytestmark = pytest.mark.faults
OPERATIONS = ["build", "first_build", "deliver", "fail", "retry", "clean", "look"]


@pytest.fixture(scope="session")
def strace() -> None:
    """Skip where strace is missing or may not trace (a container without ptrace)."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1))
        os.execvp("sleep", ["sleep", "5"])
    tried = subprocess.run(["timeout", "1", "strace", "-p", str(pid)], capture_output=True, check=False)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    if b"attached" not in tried.stderr:
        pytest.skip(f"strace may not trace here: {tried.stderr.decode().strip()}")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_kill_at_any_system_call_is_recovered_from(operation: str, rig: Rig, strace: None, long: bool) -> None:
    found = rig("rig_points", operation, "kill", 1 if long else 5)
    assert found["wrong"] == []
    assert set(found["ends"]) == {"-9"}, "a point was missed"
    assert found["points"] > 4


@pytest.mark.parametrize("fault", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_refusal_at_any_changing_call_is_told_and_recovered_from(
    operation: str, fault: str, rig: Rig, strace: None, long: bool
) -> None:
    found = rig("rig_points", operation, fault, 1 if long else 4)
    assert found["wrong"] == []
    assert set(found["ends"]) == {"74"}
