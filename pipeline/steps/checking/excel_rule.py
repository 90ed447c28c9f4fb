"""Compile a rule's tree to an Excel formula: the same verdict while the unit is still typing.

A formula has two parts: what must be known for a verdict, and whether the condition holds. Both
are arithmetic on 0 and 1, so that one text serves a single cell and a whole column alike; the
condition is only asked where everything is known. Everything here works in Excel 2013 and in
LibreOffice; nothing is volatile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.domain.form import Shape
from pipeline.domain.rules.expression import (
    AllOf,
    AnyOf,
    Arithmetic,
    CellAt,
    Comparison,
    Condition,
    Count,
    CurrentRow,
    Day,
    Given,
    Length,
    Match,
    Name,
    Negative,
    Not,
    Number,
    PeriodEnd,
    PeriodStart,
    Reference,
    RowOf,
    Term,
    Text,
    Total,
)
from pipeline.steps.checking.excel_cells import Area, Cells, NotInExcelError, day

_SIGNS: Final = {"==": "=", "!=": "<>"}


@dataclass(frozen=True, slots=True)
class ExcelRule:
    """A rule in Excel's words.

    Attributes:
        known: 1 where everything it needs is known, 0 elsewhere.
        holds: 1 (or TRUE) where it holds; has a meaning only where everything is known.
    """

    known: str
    holds: str


def excel_rule(condition: Condition, references: tuple[Reference, ...], cells: Cells) -> ExcelRule:
    """Compile a condition and what it needs to know.

    Raises:
        NotInExcelError: The form lacks something it speaks of, or Excel cannot say it plainly.
    """
    known = [text for one in references if (text := _known(one, cells))]
    return ExcelRule("*".join(dict.fromkeys(known)) or "1", _condition(condition, cells))


def _known(reference: Reference, cells: Cells) -> str:
    """A factor of the first part; "" for what is always known."""
    match reference:
        case Name() | CellAt():
            return area_of(reference, cells).is_known
        case Length(text=cell):
            return area_of(cell, cells).is_known
        case Total():
            return f"({_sum(reference, cells, lambda area: area.is_known)}>0)"
        case _:
            return ""


def area_of(cell: Name | CellAt, cells: Cells) -> Area:
    """Where a single cell that a rule speaks of lies."""
    match cell:
        case Name(key=key):
            return cells.own(key)
        case CellAt(block=block, row=row, column=column):
            return cells.at(block, row, column)


def _condition(node: Condition, cells: Cells) -> str:
    match node:
        case AllOf(parts=parts):
            return "(" + "*".join(_condition(part, cells) for part in parts) + ")"
        case AnyOf(parts=parts):
            return "((" + "+".join(_condition(part, cells) for part in parts) + ")>0)"
        case Not(part=part):
            return f"(1-{_condition(part, cells)})"
        case Given(cell=cell):
            return area_of(cell, cells).is_given
        case RowOf(value=value, block=block):
            return _row_of(value, block, cells)
        case Comparison(first=first, rest=rest):
            return _comparison(first, rest, cells)


def _comparison(first: Term, rest: tuple[tuple[str, Term], ...], cells: Cells) -> str:
    links, left = [], first
    for sign, right in rest:
        pair = _operands(left, right, cells)
        links.append(f"({pair[0]}{_SIGNS.get(sign, sign)}{pair[1]})")
        left = right
    return "*".join(links) if len(links) == 1 else "(" + "*".join(links) + ")"


def _operands(left: Term, right: Term, cells: Cells) -> tuple[str, str]:
    """Both sides of a comparison; the code of a choice becomes its label."""
    match left, right:
        case (Text(value=code), Name() | CellAt()):
            area = area_of(right, cells)
            return cells.label(area.column, code), area.value
        case (Name() | CellAt(), Text(value=code)):
            area = area_of(left, cells)
            return area.value, cells.label(area.column, code)
        case (CurrentRow(), Name() | CellAt()) | (Name() | CellAt(), CurrentRow()):
            raise NotInExcelError("row")
        case _:
            return _term(left, cells), _term(right, cells)


def _term(node: Term, cells: Cells) -> str:
    match node:
        case Negative(term=term):
            return f"(-{_term(term, cells)})"
        case Arithmetic(sign=sign, left=left, right=right):
            return f"({_term(left, cells)}{sign}{_term(right, cells)})"
        case Number(value=value):
            return f"({value:f})" if value < 0 else f"{value:f}"
        case Text(value=text):
            return '"' + text.replace('"', '""') + '"'
        case Day(value=value):
            return day(value)
        case _:
            return _reference(node, cells)


def _reference(node: Reference, cells: Cells) -> str:
    match node:
        case Name() | CellAt():
            return area_of(node, cells).value
        case Length(text=cell):
            return f"LEN({area_of(cell, cells).reference})"
        case Count(block=block, matches=matches):
            return _count(block, matches, cells)
        case Total():
            return _sum(node, cells, lambda area: f"IF({area.is_known},{area.value},0)")
        case _:
            return _given_value(node, cells)


def _given_value(node: CurrentRow | PeriodStart | PeriodEnd, cells: Cells) -> str:
    match node:
        case CurrentRow():
            return cells.own_keys()
        case PeriodStart():
            return day(cells.period.start)
        case PeriodEnd():
            return day(cells.period.end)


def _sum(total: Total, cells: Cells, part: Callable[[Area], str]) -> str:
    block = total.block or cells.block.key
    if not total.rows:
        return f"SUMPRODUCT(1*{part(cells.column_of(block, total.column))})"
    known = [key for key in total.rows if key in {row.key for row in cells.found(block).rows}]
    if not known:
        raise NotInExcelError(f"{block}[{', '.join(total.rows)}]")
    return "(" + "+".join(part(cells.at(block, key, total.column)) for key in known) + ")"


def _count(block: str, matches: tuple[Match, ...], cells: Cells) -> str:
    """COUNTIFS, which also counts for many rows at once."""
    criteria = [
        f'{cells.column_of(block, match.column).reference},"="&{_wanted(block, match, cells)}'
        for match in matches
    ]
    return f"COUNTIFS({','.join(criteria)})"


def _wanted(block: str, match: Match, cells: Cells) -> str:
    column = cells.typed(cells.found(block), match.column)
    match match.value:
        case Text(value=code):
            return cells.label(column, code)
        case Name(key=key):
            return cells.own(key).value
        case CurrentRow():
            if not cells.keys_are_labels(column, cells.block.rows):
                raise NotInExcelError("row")
            return cells.own_labels()


def _row_of(value: Name, block: str, cells: Cells) -> str:
    if all(other.key != block for _, other in cells.form.blocks):
        return "0"
    area, grid = cells.own(value.key), cells.found(block)
    if grid.shape is not Shape.GRID or not cells.keys_are_labels(area.column, grid.rows):
        raise NotInExcelError(block)
    return f"ISNUMBER(MATCH({area.reference},{cells.labels_of(block)},0))"
