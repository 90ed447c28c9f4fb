"""What an issued workbook checks by itself while a unit types (kiểm tra ngay trên biểu).

The formulas are text without the leading ``=``. Those of rules and sheets are array formulas of
one cell, which every Excel since 2007 and LibreOffice work out alike, without macros or volatile
functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.domain.rules.rule import Rule, Severity

ROW_FACTOR: Final = 1_000
"""A position is the row's number times this, plus the column's: one number says where a cell is."""

NOWHERE: Final = 1_000_000_000
"""What a position is when no cell is meant."""

BROKEN: Final = 1_000_000
"""What a place where the rule is broken adds to its tally; one where it holds adds 1."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Cells that are coloured while a condition holds.

    Attributes:
        block: Key of the block they belong to.
        area: Such as ``D8:D30``.
        condition: A formula that speaks of the first cell of the area, or a name of one, as
            Excel takes 255 characters only.
    """

    block: str
    area: str
    severity: Severity
    condition: str


@dataclass(frozen=True, slots=True)
class LiveRule:
    """One rule with its formulas.

    Attributes:
        sheet: Title of the sheet whose cells it points at.
        tally: Gives 1 for each place where the rule holds and ``BROKEN`` for each where it does
            not; 0 while nothing can be judged yet.
        position: Gives the position of the first offending cell, or ``NOWHERE``.
        names: The workbook's names for what these formulas share, and for the mark's.
    """

    rule: Rule
    sheet: str
    tally: str
    position: str
    mark: Mark
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetProgress:
    """How far one sheet is filled.

    Attributes:
        items: How many answers are expected; 0 for a sheet of lists, which may stay empty.
        done: Gives how many of them are there; for a list, how many rows are begun.
        missing: Gives how many required cells are blank where the reader would ask for them.
        wrong: Gives how many cells hold what the reader would refuse.
        unclear: Gives how many tables mix answers and blanks without saying what blanks mean.
        position: Gives the position of the first such cell, or ``NOWHERE``.
        marks: The cells counted as wrong.
    """

    items: int
    done: str
    missing: str
    wrong: str
    unclear: str
    position: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveChecks:
    """All that a workbook checks: its rules, and its sheets by their keys."""

    rules: tuple[LiveRule, ...]
    sheets: Mapping[str, SheetProgress]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks; where two meet in one cell, the first prevails: errors before warnings."""
        rules = (live.mark for live in self.rules if live.rule.severity is not Severity.NOTE)
        wrong = (mark for progress in self.sheets.values() for mark in progress.marks)
        weights = list(Severity)
        return tuple(sorted((*wrong, *rules), key=lambda mark: weights.index(mark.severity)))
