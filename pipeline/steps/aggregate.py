"""Add up the counted submissions with pandas, by block, column, row and unit.

Only numbers are added here; a key that nobody answered is absent, so that "not reported" never
turns into 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TypeAlias

import pandas as pd

from pipeline.domain.collection import Collection
from pipeline.domain.figures import Number
from pipeline.domain.submission import Submission

ALL = ""
"""Stands for every row, or every unit, in a key of sums."""

HEAD = "@head"
"""The unit code under which the head's own workbook is added up."""

SumKey: TypeAlias = tuple[str, str, str, str]
"""(block, column, row or ALL, unit or ALL)."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Totals of everything numeric, and who gave a value.

    Attributes:
        totals: Sum of the values under each key.
        reporters: (block, column, row or ALL) → codes of the units that gave a value.
    """

    totals: Mapping[SumKey, Number]
    reporters: Mapping[tuple[str, str, str], frozenset[str]]


def add_up(collection: Collection) -> Sums:
    """Add the numbers of all counted submissions, in every grouping a report needs."""
    answers = pd.DataFrame(
        _numbers(collection), columns=["block", "column", "row", "unit", "value", "whole"]
    )
    # A column adds up in one way: with one decimal in it, all of it is decimal.
    answers["whole"] = answers.groupby(["block", "column"])["whole"].transform("all")
    totals: dict[SumKey, Number] = {}
    for whole in (True, False):
        part = answers[answers["whole"] == whole].drop(columns="whole")
        # Counts add as machine integers; decimals stay objects, so that 0.1 + 0.2 is 0.3.
        part["value"] = part["value"].astype("int64" if whole else "object")
        totals |= _grouped(part)
    return Sums(totals, _reporters(answers))


def _reporters(answers: pd.DataFrame) -> dict[tuple[str, str, str], frozenset[str]]:
    reporters: dict[tuple[str, str, str], frozenset[str]] = {}
    by_row = answers.groupby(["block", "column", "row"], sort=False)["unit"].agg(frozenset)
    for block, column, row, units in by_row.reset_index().itertuples(index=False, name=None):
        reporters[block, column, row] = units
    anywhere = answers.groupby(["block", "column"], sort=False)["unit"].agg(frozenset)
    for block, column, units in anywhere.reset_index().itertuples(index=False, name=None):
        reporters[block, column, ALL] = units
    return reporters


def _grouped(answers: pd.DataFrame) -> dict[SumKey, Number]:
    totals: dict[SumKey, Number] = {}
    for by_row, by_unit in product((True, False), repeat=2):
        keys = ["block", "column"] + ["row"] * by_row + ["unit"] * by_unit
        added = answers.groupby(keys, sort=False)["value"].sum().reset_index()
        for block, column, *rest, value in added.itertuples(index=False, name=None):
            row = rest[0] if by_row else ALL
            unit = rest[-1] if by_unit else ALL
            totals[block, column, row, unit] = value if isinstance(value, Decimal) else int(value)
    return totals


def _numbers(collection: Collection) -> Iterator[tuple[str, str, str, str, Number, bool]]:
    for unit, submission in collection.submissions.items():
        yield from _numbers_of(unit, submission)
    if collection.head is not None:
        yield from _numbers_of(HEAD, collection.head)


def _numbers_of(
    unit: str, submission: Submission
) -> Iterator[tuple[str, str, str, str, Number, bool]]:
    for block, table in submission.tables.items():
        for column, values in table.values.items():
            for row, value in zip(table.row_keys, values, strict=True):
                if isinstance(value, int | Decimal):
                    yield block, column, row, unit, value, isinstance(value, int)
