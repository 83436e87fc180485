"""A desk stays open all morning: what it drew with is given back to the system.

glibc keeps a heap for each thread, and in each the pieces of pictures that were
finished with.  Over 600 posts, with 58 cards for 14 networks, the desk held 181 MB
after six edits; with one heap and these calls it holds 134.  Another C library does
as it does.  Pages that were checked have parts that name each other: they go only
when they are looked for.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress
from functools import cache

# mallopt(3) by number: M_ARENA_MAX, M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
OPTIONS = {-8: 1, -1: 128 * 1024, -3: 128 * 1024}


def begin() -> None:
    """Let one heap serve all threads, and what is free at its end go back."""
    with suppress(AttributeError):
        for what, value in OPTIONS.items():
            _library().mallopt(what, value)


def give_back() -> None:
    """Give back what is free in the middle, too: after cards and sheets were made."""
    gc.collect()
    with suppress(AttributeError):
        _library().malloc_trim(0)


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)
