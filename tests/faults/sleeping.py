"""Work for a worker that is going to be orphaned."""

from __future__ import annotations

import os
import time


def pid_and_sleep(_shared: object, seconds: float) -> int:
    """Take a while; return who did it."""
    time.sleep(seconds)
    return os.getpid()
