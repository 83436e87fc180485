"""Memory used for drawing is returned to the system, because a desk stays open all morning.

glibc keeps a heap for each thread, and in each one the freed memory of drawn pictures.
With 600 posts and 58 cards for 14 networks, the desk held 181 MB after six edits; with
one heap and these calls it holds 134.  With another C library nothing is done.  Checked
pages hold reference cycles, which only a run of the collector frees.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress
from functools import cache

# mallopt(3) by number: M_ARENA_MAX, M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
OPTIONS = {-8: 1, -1: 128 * 1024, -3: 128 * 1024}


def begin() -> None:
    """Use one heap for all threads, and return what is free at its end; call once, before any thread starts."""
    with suppress(AttributeError):
        for what, value in OPTIONS.items():
            _library().mallopt(what, value)


def give_back() -> None:
    """Return what is free inside the heap, too; for after cards and sheets were made."""
    gc.collect()
    with suppress(AttributeError):
        _library().malloc_trim(0)


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)
