"""When a round of deliveries ended: by the plan's clock, and by how long it took."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from digest.deliver.many import _Run


def test_a_round_ends_as_long_after_the_plan_s_moment_as_it_took() -> None:
    now = datetime(2026, 8, 10, 5, tzinfo=UTC)
    run: Any = SimpleNamespace(_plan=SimpleNamespace(now=now), _began=time.monotonic() - 90)
    assert timedelta(seconds=90) <= _Run.ended(run) - now < timedelta(seconds=100)
