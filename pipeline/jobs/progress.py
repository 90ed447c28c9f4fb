"""How a job says what it is doing: a callable that is given each step's name.

Work that takes long says with ``begin`` what begins and of how many steps it is, so that whoever
shows the progress can tell how fast it goes and how long it will last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias, runtime_checkable

Progress: TypeAlias = Callable[[str], None]

FILES = "tệp"


@runtime_checkable
class Phased(Protocol):
    """A progress that wants to know what begins."""

    def __call__(self, name: str, /) -> None:
        """One more step of this name."""

    def begin(self, phase: str, total: int | None, unit: str) -> None:
        """Something else begins."""


def silent(_: str) -> None:
    """Report no progress."""


def begin(progress: Progress, phase: str, total: int | None = None, unit: str = FILES) -> None:
    """Say that a phase begins; a progress that only takes steps is not told.

    Args:
        progress: Whom to tell.
        phase: In Vietnamese, as it is shown.
        total: How many steps follow; ``None`` when nobody knows.
        unit: What one step is, in Vietnamese.
    """
    if isinstance(progress, Phased):
        progress.begin(phase, total, unit)
