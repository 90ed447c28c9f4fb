"""The progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn


@contextmanager
def progress_bar(title: str, total: int | None) -> Iterator[Callable[[str], None]]:
    """A bar on standard error while work lasts; nothing when it is not a terminal."""
    columns = (SpinnerColumn(), TextColumn(title), BarColumn(), MofNCompleteColumn())
    shown = Console(stderr=True)
    bar = Progress(*columns, TextColumn("{task.description}"), console=shown, transient=True)
    bar.disable = not shown.is_terminal
    with bar:
        task = bar.add_task("", total=total)

        def step(what: str) -> None:
            bar.update(task, advance=1, description=what)

        yield step
