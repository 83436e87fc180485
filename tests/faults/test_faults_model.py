"""Any order of operations: the outbox agrees with a dictionary."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from digest.errors import BusyError, OutboxError, UsageError
from digest.outbox import claims, read, views
from digest.outbox.doctor import repair
from digest.outbox.gc import collect
from digest.outbox.publish import publish

pytestmark = pytest.mark.faults
KEYS = st.sampled_from(["a", "b", "c"])


class Outbox(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp()) / "o"
        self.content: dict[str, bytes] = {}
        self.state: dict[str, str] = {}
        self.gone: set[str] = set()

    @rule(key=KEYS, content=st.sampled_from([b"one", b"two"]))
    def publish(self, key: str, content: bytes) -> None:
        known = self.content.get(key)
        try:
            status = publish(self.root, key, {"message.eml": content}, {}).status
        except OutboxError:
            assert known not in {None, content}
            return
        assert status == ("published" if known is None else "exists")
        assert known in {None, content}
        self.content[key] = content
        self.state.setdefault(key, "ready")

    @rule(key=KEYS, end=st.sampled_from(["done", "failed", "crash"]))
    def deliver(self, key: str, end: str) -> None:
        try:
            with claims.claimed(self.root, key, by="van") as claim:
                assert self.state[key] == "ready"
                if end == "done":
                    claim.done("250")
                elif end == "failed":
                    claim.failed("550")
                self.state[key] = end if end != "crash" else "ready"
        except (UsageError, BusyError, OutboxError):
            assert key in self.gone or self.state.get(key) != "ready"

    @rule(key=KEYS)
    def a_shell_claims(self, key: str) -> None:
        if self.state.get(key) == "ready" and key not in self.gone:
            claims.take(self.root, key, by="shell", lease=900)
            self.state[key] = "claimed"

    @rule(key=KEYS)
    def a_lease_runs_out(self, key: str) -> None:
        if self.state.get(key) == "claimed":
            newest = max((self.root / "claims").glob(f"{key}.*"), key=lambda p: int(p.suffix[1:]))
            os.utime(newest, (0, 0))
            self.state[key] = "ready"

    @rule(key=KEYS)
    def a_shell_says_done(self, key: str) -> None:
        if key in self.state and key not in self.gone and not (self.root / "done" / key).exists():
            (self.root / "done" / key).touch()
            self.state[key] = "done"

    @rule(key=KEYS)
    def retry(self, key: str) -> None:
        try:
            claims.retry(self.root, key, reason="", by="ops")
        except (UsageError, OutboxError):
            assert self.state.get(key) != "failed" or key in self.gone
            return
        assert self.state[key] in {"failed", "ready"}
        self.state[key] = "ready"

    @rule()
    def collect(self) -> None:
        if self.content:
            gone = collect(self.root, days=0).editions
            assert set(gone) == {k for k, s in self.state.items() if s == "done"} - self.gone
            self.gone |= set(gone)

    @rule(key=KEYS)
    def somebody_dies_while_building(self, key: str) -> None:
        if self.content:
            (self.root / "tmp" / f"{key}.host.1.dead").mkdir(exist_ok=True)

    @rule()
    def look_after_it(self) -> None:
        if self.content:
            repair(self.root)
            views.rebuild(self.root)

    @invariant()
    def agrees_with_the_dictionary(self) -> None:
        if not self.content:
            return
        there = {e.key: e.state for e in read.entries(self.root)}
        assert there == {k: s for k, s in self.state.items() if k not in self.gone}
        for key in there:
            assert read.verify(self.root, key) == ()
            assert read.read(self.root, key, "message.eml") == self.content[key]

    def teardown(self) -> None:
        shutil.rmtree(self.root.parent)


def test_the_outbox_agrees_with_a_dictionary(long: bool) -> None:
    size = settings(max_examples=100 if long else 12, stateful_step_count=50, deadline=None)
    run_state_machine_as_test(Outbox, settings=size)
