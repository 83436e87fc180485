"""What the rig fixture is: a rig's name and arguments in, its report out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rig = Callable[..., dict[str, Any]]
