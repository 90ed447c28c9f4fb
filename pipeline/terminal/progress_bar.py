"""The progress bar: what is being done, how fast it goes, how long it will last.

It stands on standard error, only while the work lasts, and only once it has lasted a moment: a
quick command shows none.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

PATIENCE: Final = 1.5
"""Seconds before the bar is worth showing."""

FEW: Final = 10
"""Steps below which the time they will take cannot be told: they differ too much."""

_WIDE: Final = 80
_BAR_WIDTH: Final = 20
_A_SECOND, _A_MINUTE, _AN_HOUR = 1, 60, 3600
_ROUNDED_TO: Final = 5
"""Seconds; a number that changes all the time is not believed."""


class Bar:
    """What is under way: steps are told by calling it, phases with ``begin``."""

    def __init__(self, phase: str, total: int | None = None, unit: str = "tệp") -> None:
        """Begin the first phase."""
        self.clock: Callable[[], float] = time.monotonic
        self._spinner = Spinner("line")
        self.begin(phase, total, unit)

    def begin(self, phase: str, total: int | None, unit: str) -> None:
        """Another phase; its steps are counted from 0."""
        self._phase, self._total, self._unit = phase, total, unit
        self._done, self._name = 0, ""
        self._since = self.clock()

    def __call__(self, name: str) -> None:
        """One more step of this name."""
        self._done += 1
        self._name = name
        if self._total is not None and self._done > self._total:
            self._total = None

    @property
    def words(self) -> tuple[str, ...]:
        """How far it is, how fast it goes and how long it will last; "" for what is not known."""
        done, total = self._done, self._total
        seconds = self.clock() - self._since
        count = f"{done}/{total}" if total else str(done or "")
        if not done or seconds < _A_SECOND or (total or FEW) < FEW:
            return (count, "", "")
        rate = done / seconds
        left = remaining_text((total - done) / rate) if total and done < total else ""
        return (count, rate_text(rate, self._unit), left)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One line; a narrow window gets no bar, and the end of the line is cut off."""
        line = Table.grid(padding=(0, 1, 0, 0), expand=True)
        line.add_column(no_wrap=True)
        parts: list[Spinner | ProgressBar | Text] = [self._spinner]
        if options.max_width >= _WIDE:
            line.add_column(no_wrap=True)
            pulse = self._total is None
            parts.append(ProgressBar(self._total, self._done, width=_BAR_WIDTH, pulse=pulse))
        line.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        told = (self._phase, *self.words, self._name)
        line.add_row(*parts, Text(" · ".join(filter(None, told))))
        yield line


@contextmanager
def progress_bar(title: str, total: int | None, unit: str) -> Iterator[Bar]:
    """A bar on standard error, which must be a terminal, while work lasts."""
    bar = Bar(title, total, unit)
    live = Live(
        bar,
        console=Console(stderr=True, emoji=False),
        refresh_per_second=8,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    later = Timer(PATIENCE, live.start)
    later.daemon = True
    later.start()
    try:
        yield bar
    finally:
        later.cancel()
        later.join()
        live.stop()


def rate_text(rate: float, unit: str) -> str:
    """How many a second.

    >>> rate_text(12.34, "tệp"), rate_text(0.52, "tệp")
    ('12 tệp/giây', '0,5 tệp/giây')
    """
    number = f"{rate:.0f}" if rate >= FEW else f"{rate:.1f}".replace(".", ",")
    return f"{number} {unit}/giây"


def remaining_text(seconds: float) -> str:
    """How long it will last, no more exactly than anybody can know.

    >>> remaining_text(3), remaining_text(41), remaining_text(100), remaining_text(4000)
    ('còn vài giây', 'còn khoảng 45 giây', 'còn khoảng 2 phút', 'còn khoảng 1 giờ 7 phút')
    """
    if seconds <= _ROUNDED_TO:
        return "còn vài giây"
    rounded = math.ceil(seconds / _ROUNDED_TO) * _ROUNDED_TO
    if rounded < _A_MINUTE:
        return f"còn khoảng {rounded} giây"
    hours, minutes = divmod(math.ceil(seconds / _A_MINUTE), _AN_HOUR // _A_MINUTE)
    parts = [f"{hours} giờ"] * bool(hours) + [f"{minutes} phút"] * bool(minutes)
    return f"còn khoảng {' '.join(parts)}"
