"""Carry last year's figures over (số liệu cùng kỳ): from an old submission into a new form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.form import Block, FormSpec, Shape
from pipeline.domain.submission import Submission, Value

Values = Mapping[tuple[str, str, str], Value]

_COUNT_OF = re.compile(r"count\((\w+)\)")


def last_year_values(form: FormSpec, old: Submission) -> Values:
    """The values of last year that prefill a form, by (block, row, column).

    A column says with ``last_year_of`` which column of last year it repeats; a field may say
    ``count(block)`` for the number of records listed then.
    """
    return {
        (block.key, row, column): value
        for _, block in form.blocks
        for row, column, value in _of_block(block, old)
        if value is not None
    }


def _of_block(block: Block, old: Submission) -> Iterator[tuple[str, str, Value]]:
    for row in block.rows:
        if block.shape is Shape.GRID:
            for column in block.columns:
                if column.last_year_of:
                    yield row.key, column.key, old.value(block.key, row.key, column.last_year_of)
        elif row.column is not None and row.column.last_year_of:
            yield row.key, row.column.key, _counted(row.column.last_year_of, old)


def _counted(source: str, old: Submission) -> int | None:
    matched = _COUNT_OF.fullmatch(source)
    table = old.tables.get(matched[1]) if matched else None
    return len(table.row_keys) or None if table else None


def starting_point(unit: MemberUnit, known: Mapping[str, Values]) -> Values:
    """Last year's values of a unit, or of the unit it continues."""
    return known.get(unit.code) or known.get(unit.predecessor) or {}
