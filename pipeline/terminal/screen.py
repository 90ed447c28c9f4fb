"""What every screen shares: the console, the progress bar, plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

SHOWN_FINDINGS = 200
SHOWN_FIGURES = 40


def console() -> Console:
    """Standard output; wide enough not to cut names when it is a file or a pipe."""
    made = Console(highlight=False)
    return made if made.is_terminal else Console(highlight=False, width=160)


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


def plain(text: str) -> str:
    """Text from files, kept from being read as markup."""
    return text.replace("[", "\\[")
