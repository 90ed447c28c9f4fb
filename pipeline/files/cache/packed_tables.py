"""The tables of a submission as packed bytes, unpacked when asked for and not kept for ever.

Thousands of submissions fit into memory this way. What is unpacked waits on one shelf for the
whole process, from which the tables that nobody asked for longest go first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipeline.domain.submission import Cell, Table
from pipeline.files.cache.columns import (
    DamagedError,
    pack_column,
    pack_value,
    unpack_column,
    unpack_value,
    unzipped,
    zipped,
)
from pipeline.files.cache.raw_columns import RawColumns, raw_rule

MOST_CELLS: Final = 1_000_000
"""Cells on the shelf: about 80 MB; all the tables of about a thousand units."""


class PackedTables(Mapping[str, Table]):
    """Tables by block; equal to any other mapping of the same tables."""

    __slots__ = ("_packed",)

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        """Of tables packed by ``pack_table``."""
        self._packed = packed

    @classmethod
    def of(cls, tables: Mapping[str, Table]) -> PackedTables:
        """These tables; those that are packed already stay as they are."""
        if isinstance(tables, PackedTables):
            return tables
        return cls({block: pack_table(table) for block, table in tables.items()})

    @property
    def packed(self) -> Mapping[str, bytes]:
        """The bytes of each block."""
        return self._packed

    def __getitem__(self, block: str) -> Table:
        """The table of a block."""
        return _SHELF.table(self, block)

    def __contains__(self, block: object) -> bool:
        """Whether there is a table, without unpacking it."""
        return block in self._packed

    def __iter__(self) -> Iterator[str]:
        """The blocks, in the order of the form."""
        return iter(self._packed)

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self._packed)


class _Shelf:
    """The tables unpacked last, up to a number of cells."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._cells = 0
        self._tables: OrderedDict[tuple[int, str], tuple[PackedTables, Table]] = OrderedDict()
        """By the identity of the owner, which is held beside the table and so stays its own."""

    def table(self, owner: PackedTables, block: str) -> Table:
        key = (id(owner), block)
        if key in self._tables:
            self._tables.move_to_end(key)
            return self._tables[key][1]
        table = unpack_table(block, owner.packed[block])
        self._tables[key] = (owner, table)
        self._cells += _cells(table)
        while self._cells > self._most:
            _, (_, oldest) = self._tables.popitem(last=False)
            self._cells -= _cells(oldest)
        return table


_SHELF: Final = _Shelf(MOST_CELLS)


def _cells(table: Table) -> int:
    return len(table.row_keys) * (len(table.values) + 1)


def pack_table(table: Table) -> bytes:
    """A table as bytes; every column of it has a letter, values and raw values."""
    return zipped(
        (
            table.sheet,
            _packed_keys(table.row_keys),
            _packed_numbers(table.row_numbers),
            dict(table.letters),
            {key: pack_column(values) for key, values in table.values.items()},
            {key: raw_rule(table.values[key], raws) for key, raws in table.raws.items()},
            sorted(table.declared),
            _packed_cell(table.declaration),
        )
    )


def unpack_table(block: str, packed: bytes) -> Table:
    """The table of these bytes.

    Raises:
        DamagedError: They are not from ``pack_table``.
    """
    try:
        sheet, keys, numbers, letters, columns, rules, declared, declaration = unzipped(packed)
        values = {key: unpack_column(column) for key, column in columns.items()}
        return Table(
            block,
            sheet,
            tuple(keys) if isinstance(keys, list) else _running(keys),
            tuple(numbers) if isinstance(numbers, list) else tuple(range(*numbers.values())),
            letters,
            values,
            RawColumns(values, rules),
            frozenset(declared),
            _cell(declaration),
        )
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as problem:
        raise DamagedError(block) from problem


def _running(count: int) -> tuple[str, ...]:
    return tuple(map(str, range(1, count + 1)))


def _packed_keys(keys: tuple[str, ...]) -> Any:
    return len(keys) if keys == _running(len(keys)) else keys


def _packed_numbers(numbers: tuple[int, ...]) -> Any:
    first = numbers[0] if numbers else 0
    run = range(first, first + len(numbers))
    return {"from": run.start, "to": run.stop} if numbers == tuple(run) else numbers


def _packed_cell(cell: Cell | None) -> Any:
    if cell is None:
        return None
    return cell.sheet, cell.address, pack_value(cell.value), pack_value(cell.raw), cell.declared


def _cell(packed: Any) -> Cell | None:
    if packed is None:
        return None
    sheet, address, value, raw, declared = packed
    return Cell(sheet, address, unpack_value(value), unpack_value(raw), declared)
