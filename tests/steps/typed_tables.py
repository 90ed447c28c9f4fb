"""Submissions given as typed rows, for tests that need no workbook."""

from __future__ import annotations

from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Submission, Table, Value

Line = dict[str, Value]

LETTERS = "CDEFGHIJKLMNOP"
FIRST_ROW = 7


def a_submission(**blocks: list[Line]) -> Submission:
    """One table a block; a row's key is its ``key`` or its number. Row 1 stands in row 7."""
    tables = {block: a_table(block, lines) for block, lines in blocks.items()}
    manifest = Manifest("unit", 1, "minh-hoa-2025", "SNV", "2025")
    return Submission("SNV", manifest, "snv.xlsx", "0" * 64, tables)


def some_fields(**answers: Value) -> list[Line]:
    """The rows of a fields block."""
    return [{"key": key, "value": value} for key, value in answers.items()]


def a_table(block: str, lines: list[Line]) -> Table:
    """A table; what a line does not say is blank, its raw value is the value."""
    columns = list(dict.fromkeys(key for line in lines for key in line if key != "key"))
    values = {column: tuple(line.get(column) for line in lines) for column in columns}
    return Table(
        block,
        block,
        tuple(str(line.get("key", n)) for n, line in enumerate(lines, start=1)),
        tuple(range(FIRST_ROW, FIRST_ROW + len(lines))),
        dict(zip(columns, LETTERS, strict=False)),
        values,
        {
            key: tuple(None if value is None else str(value) for value in column)
            for key, column in values.items()
        },
    )
