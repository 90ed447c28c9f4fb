"""How every unit stands, in the terminal; a narrow window gets fewer and shorter columns.

Drawn from plain data, whether it was just found out (``status_lines``) or is known from the run
before: nothing else is imported, so that a status that is known already shows at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from pipeline.terminal.screen import console, plain

WIDE = 110
"""Characters a line from which every column has room."""

_WIDE_HEADINGS = (
    "Mã",
    "Đơn vị",
    "Tình trạng",
    "Nhận",
    "Muộn",
    "Lần",
    "Lỗi",
    "Cảnh báo",
    "Tệp",
)
_NARROW_HEADINGS = ("Đơn vị", "Tình trạng", "Lỗi", "CB")
_COLOURS: Final = {
    "overdue": "bold red",
    "not_yet": "red",
    "with_errors": "yellow",
    "awaited": "yellow",
    "with_notes": "cyan",
    "accepted": "green",
}


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One unit, as finished texts; "" where there is nothing to tell.

    Attributes:
        state: Code of the state, by which it is coloured.
        cluster: Its cluster where a campaign has several; it stands above the first of its units.
    """

    code: str
    name: str
    state: str
    label: str
    received: str
    late: str
    rounds: str
    errors: str
    warnings: str
    file: str
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A line below the table; paths and decisions are not broken, so that they can be copied."""

    text: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class StatusScreen:
    """Everything the screen shows."""

    title: str
    rows: tuple[StatusRow, ...]
    lines: tuple[StatusLine, ...]

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> StatusScreen:
        """From what ``dataclasses.asdict`` made of one."""
        rows = tuple(StatusRow(**row) for row in kept["rows"])
        return cls(kept["title"], rows, tuple(StatusLine(**line) for line in kept["lines"]))


def drawn_status(screen: StatusScreen) -> str:
    """The drawing as text, in the colours and the width of this terminal."""
    out = console()
    with out.capture() as captured:
        draw_status(screen, out)
    return captured.get()


def draw_status(screen: StatusScreen, out: Console) -> None:
    """One line a unit, then what is to be done."""
    out.print(_table(screen, wide=out.width >= WIDE))
    for line in screen.lines:
        out.print(plain(line.text), soft_wrap=line.is_whole)


def _table(screen: StatusScreen, *, wide: bool) -> Table:
    table = Table(title=plain(screen.title))
    for heading in _WIDE_HEADINGS if wide else _NARROW_HEADINGS:
        short = heading in ("Muộn", "Lần", "Lỗi", "Cảnh báo", "CB")
        table.add_column(heading, justify="right" if short else "left", no_wrap=short)
    for cluster, rows in groupby(screen.rows, key=lambda row: row.cluster):
        if cluster:
            table.add_section()
            table.add_row(*[""] * wide, f"[bold]{plain(cluster)}[/]")
        for row in rows:
            table.add_row(*(_wide_row(row) if wide else _narrow_row(row)))
    return table


def _wide_row(row: StatusRow) -> tuple[str, ...]:
    return (
        row.code,
        plain(row.name),
        _state(row),
        row.received,
        row.late,
        row.rounds,
        row.errors,
        row.warnings,
        plain(row.file),
    )


def _narrow_row(row: StatusRow) -> tuple[str, ...]:
    """What a telephone call needs: who, what about."""
    late = f", muộn {row.late}" if row.late else ""
    return (plain(f"{row.name} ({row.code})"), f"{_state(row)}{late}", row.errors, row.warnings)


def _state(row: StatusRow) -> str:
    return f"[{_COLOURS[row.state]}]{plain(row.label)}[/]"
