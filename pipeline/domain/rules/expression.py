"""The tree of a rule's expression: evaluated on return, compiled to a formula in the form.

A ``Condition`` may hold or not; a ``Term`` has a value: a number, a text (the code of a choice)
or a day. A ``Reference`` is a term whose value comes from the workbook or the campaign. The one
law about blanks: while any reference of a rule has no value, the rule has no verdict ("not yet");
only ``Given`` looks at a blank. So conditions are worked out over known values only, with plain
two-valued logic. There is no division: no verdict ever fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Operand: TypeAlias = int | Decimal | str | date
"""A known value; a choice is its code."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the expression: ``3``, ``0.5``."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """The code of a choice, written in quotes: ``"decided"``."""

    value: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day written in the expression: ``date(2025, 7, 1)``."""

    value: date


@dataclass(frozen=True, slots=True)
class Name:
    """A value of the row being checked.

    Attributes:
        key: In a fields block the key of a row (the block is checked once, as one row); elsewhere
            the key of a column, of a fixed one too. A narrative's column is ``value``.
    """

    key: str


@dataclass(frozen=True, slots=True)
class CurrentRow:
    """The key of the grid's row being checked, such as an award's code: ``row``."""


@dataclass(frozen=True, slots=True)
class PeriodStart:
    """The first day of the reporting period: ``period_start``."""


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The last day of the reporting period: ``period_end``."""


@dataclass(frozen=True, slots=True)
class CellAt:
    """One cell of a fields, grid or narrative block, wherever the rule stands.

    ``headcount.direct`` is the value of a field (column ``value``);
    ``awards_individual["CSTDCS"].decided`` a cell of a grid.
    """

    block: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a column: ``sum(decided)``, ``sum(awards_individual.decided, "LDTT", "CSTT")``.

    Blanks are passed over; when all cells are blank there is no value yet.

    Attributes:
        block: "" for the rule's own block.
        rows: Only the rows with these keys, those the form does not have left out; () for all.
    """

    block: str
    column: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One condition on a counted record: ``column == value``."""

    column: str
    value: Text | CurrentRow | Name


@dataclass(frozen=True, slots=True)
class Count:
    """The number of records that match: ``count(named_awards, award == row, status == "x")``.

    Never blank by itself: an empty list counts 0. The columns matched are choices; a blank cell
    matches nothing.
    """

    block: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a text has: ``length(subject)``; none yet while it is blank."""

    text: Name | CellAt


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus a number."""

    term: Term


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers under ``+``, ``-`` or ``*``."""

    sign: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison or a chain of them: ``0 <= a <= b`` is first 0, then (<=, a), (<=, b).

    Numbers and days are compared by all six signs; texts by ``==`` and ``!=`` only.
    """

    first: Term
    rest: tuple[tuple[str, Term], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """Whether anything was entered: ``given(decision_date)``; the one look at a blank.

    True for an entry that cannot be read, too: the reader has its own finding for it.
    """

    cell: Name | CellAt


@dataclass(frozen=True, slots=True)
class RowOf:
    """Whether a choice is the key of a row of a grid: ``award in awards_household``.

    Never holds when the form, tailored to the campaign, has no such block.
    """

    value: Name
    block: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Conditions joined by ``and``."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Conditions joined by ``or``."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """A condition turned round."""

    part: Condition


Reference: TypeAlias = Name | CurrentRow | PeriodStart | PeriodEnd | CellAt | Total | Count | Length
Term: TypeAlias = Number | Text | Day | Negative | Arithmetic | Reference
Condition: TypeAlias = Comparison | AllOf | AnyOf | Not | Given | RowOf
Node: TypeAlias = Term | Condition


def references(node: Node) -> Iterator[Reference]:
    """What must be known for a verdict, in the order written; what comes twice, twice."""
    match node:
        case Name() | CurrentRow() | PeriodStart() | PeriodEnd() | CellAt() | Total() | Length():
            yield node
        case Count(matches=matches):
            yield node
            for one in matches:
                yield from references(one.value)
        case RowOf(value=value):
            yield value
        case _:
            for part in parts(node):
                yield from references(part)


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside an operation; () for a literal, a reference or ``Given``."""
    match node:
        case Negative(term=term):
            return (term,)
        case Arithmetic(left=left, right=right):
            return (left, right)
        case Comparison(first=first, rest=rest):
            return (first, *(term for _, term in rest))
        case AllOf(parts=inner) | AnyOf(parts=inner):
            return inner
        case Not(part=part):
            return (part,)
        case _:
            return ()


def cells(node: Node) -> Iterator[Name | CellAt]:
    """The single cells spoken of, those only looked at (``Given``) too, in the order written."""
    match node:
        case Name() | CellAt():
            yield node
        case Length(text=cell) | Given(cell=cell) | RowOf(value=cell):
            yield cell
        case Count(matches=matches):
            yield from (one.value for one in matches if isinstance(one.value, Name))
        case _:
            for part in parts(node):
                yield from cells(part)
