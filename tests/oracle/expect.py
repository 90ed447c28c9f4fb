"""What each printed table must say, found by its headers and recomputed by ``Recount``.

``expected`` gives the rows of a table, cell by cell; ``compare`` says where print and count
differ. A table or a column that is not known here is a difference, too: no number is let through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from tests.oracle.printed import Header, PrintedTable, Shown
from tests.oracle.recount import Recount

DASH = "—"


@dataclass(frozen=True)
class Number:
    """A number that must be printed; ``None`` must be "—"."""

    value: Decimal | None
    kind: str = "number"


Cell: TypeAlias = Number | str
Row: TypeAlias = tuple[Cell, ...]


class UnknownTableError(Exception):
    """A table, a column or a line that the count cannot explain."""


def percent(value: Decimal | None) -> Number:
    """A share of 100."""
    return Number(value, "percent")


def change(value: Decimal | None) -> Number:
    """A difference, printed with its sign."""
    return Number(value, "change")


def ordinal(number: int) -> Number:
    """A running number."""
    return Number(Decimal(number))


CLUSTERS: Header = ("", "Cụm, khối")


def unit_rows(
    count: Recount, columns: Sequence[Header], cell: Callable[[Recount, Header, str], Cell]
) -> list[Row]:
    """One row a unit and the total row, for a table that begins with STT and Đơn vị.

    Of many clusters the units of each stand below its name and above their sum; a table that
    begins with STT and Cụm, khối has the sums only.
    """

    def line(of: Recount, first: Cell, name: str, unit: str = "") -> Row:
        return (first, name, *(cell(of, column, unit) for column in columns[2:]))

    def units(of: Recount) -> list[Row]:
        return [line(of, ordinal(n), unit.short, unit.code) for n, unit in enumerate(of.units, 1)]

    rows: list[Row] = []
    for number, cluster in enumerate(count.clusters, 1):
        name = f"{cluster.name}{cluster.coverage}"
        if columns[1] == CLUSTERS:
            rows.append(line(cluster, ordinal(number), name))
        else:
            rows += [(cluster.name,), *units(cluster), line(cluster, "", f"Cộng {name}")]
    return [*(rows or units(count)), line(count, "", count.total_label)]


def spoken(cell: Number) -> str:
    """A number as a Vietnamese report prints it: 1.234,5 · 12,5% · +12."""
    if cell.value is None:
        return DASH
    text = f"{cell.value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if Decimal(text.replace(",", "")) == 0:
        text = "0"
    text = text.translate(str.maketrans(",.", ".,"))
    sign = "+" if cell.kind == "change" and cell.value > 0 else ""
    return sign + text + ("%" if cell.kind == "percent" else "")


def is_same(shown: Shown, cell: Cell) -> bool:
    """Whether a printed cell, text or number, says what it must."""
    if isinstance(cell, str):
        return shown == cell
    if isinstance(shown, str) or cell.value is None:
        return shown == spoken(cell)
    number = shown * 100 if cell.kind == "percent" else shown
    return abs(number - cell.value) < Decimal("0.000001")


def compare(table: PrintedTable, rows: Sequence[Row]) -> Iterator[str]:
    """Every difference between a printed table and what it must say."""
    if len(table.rows) != len(rows):
        yield f"{table.place}: {len(table.rows)} rows printed, {len(rows)} expected"
    for number, (shown, cells) in enumerate(zip(table.rows, rows, strict=False), 1):
        if len(shown) != len(cells):
            yield f"{table.place}, row {number}: {shown} is not of the kind {cells}"
            continue
        headers = table.columns if len(shown) > 1 else (("", ""),)
        for header, one, cell in zip(headers, shown, cells, strict=True):
            if not is_same(one, cell):
                where = f"{table.place}, row {number} ({shown[:2]}), column {header}"
                yield f"{where}: printed {one!r}, counted {cell}"


def in_printed_order(table: PrintedTable, rows: list[Row], keys: slice) -> list[Row]:
    """Expected rows sorted as printed, where the order is a matter of taste.

    Raises:
        UnknownTableError: The printed rows are not those expected.
    """

    def key(row: Sequence[Shown | Cell]) -> tuple[object, ...]:
        return tuple(cell if isinstance(cell, str) else "" for cell in row[keys])

    wanted = Counter(key(row) for row in rows)
    printed = Counter(key(row) for row in table.rows)
    if wanted != printed:
        raise UnknownTableError(
            f"{table.place}: not counted {dict(printed - wanted)}, not printed"
            f" {dict(wanted - printed)}"
        )
    waiting = list(rows)
    ordered: list[Row] = []
    for shown in table.rows:
        found = next(row for row in waiting if key(row) == key(shown))
        waiting.remove(found)
        ordered.append(found)
    return ordered
