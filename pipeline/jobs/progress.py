"""How a job says what it is doing: a callable that is given each step's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str], None]


def silent(_: str) -> None:
    """Report no progress."""
