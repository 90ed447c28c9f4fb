"""The syntax of rule expressions: Python's, of which only what is matched here is allowed.

``+ - *``, comparisons (also chained), ``in``, ``and``, ``or``, ``not``, numbers, choice codes in
quotes, names, ``block.field``, ``block["row"].column`` and the functions ``sum``, ``count``,
``length``, ``given`` and ``date``. The text is only ever parsed, never executed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Final

from pipeline.domain.form import VALUE
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
    RowOf,
    Term,
    Text,
    Total,
)

_SIGNS: Final[Mapping[type[ast.AST], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_GIVEN_NAMES: Final[Mapping[str, Term]] = {
    "row": CurrentRow(),
    "period_start": PeriodStart(),
    "period_end": PeriodEnd(),
}
RESERVED: Final = frozenset(_GIVEN_NAMES)
"""Names that no column of a block with rules may have."""


def parse_condition(text: str) -> Condition:
    """Parse an expression.

    Raises:
        SyntaxError: It is no Python expression.
        ValueError: It holds anything but the allowed syntax; the text is Vietnamese.
    """
    return _condition(ast.parse(text.strip(), mode="eval").body)


def _condition(node: ast.expr) -> Condition:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return AllOf(tuple(_condition(part) for part in parts))
        case ast.BoolOp(values=parts):
            return AnyOf(tuple(_condition(part) for part in parts))
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return Not(_condition(part))
        case ast.Call(func=ast.Name(id="given"), args=[cell], keywords=[]):
            return Given(_cell(cell))
        case ast.Compare(ops=[ast.In()], left=ast.Name(id=key), comparators=[ast.Name(id=block)]):
            return RowOf(Name(key), block)
        case ast.Compare(left=left, ops=signs, comparators=terms):
            links = zip(signs, terms, strict=True)
            return Comparison(_term(left), tuple((_sign(s), _term(t)) for s, t in links))
        case _:
            raise ValueError(f"“{ast.unparse(node)}” không phải là phép so sánh")


def _term(node: ast.expr) -> Term:
    match node:
        case ast.Constant(value=value):
            return _literal(value)
        case ast.UnaryOp(op=ast.USub(), operand=term):
            return Negative(_term(term))
        case ast.BinOp(left=left, op=sign, right=right):
            return Arithmetic(_sign(sign), _term(left), _term(right))
        case ast.Call(func=ast.Name(id=function), args=[_, *_] as args, keywords=[]):
            return _call(function, args)
        case ast.Name(id=key) if key in RESERVED:
            return _GIVEN_NAMES[key]
        case _:
            return _cell(node)


def _literal(value: object) -> Term:
    match value:
        case str():
            return Text(value)
        case int() | float() if not isinstance(value, bool) and isfinite(value):
            return Number(Decimal(repr(value)))
        case _:
            raise ValueError(f"“{value}” không phải là số hay mã")


def _cell(node: ast.expr) -> Name | CellAt:
    match node:
        case ast.Name(id=key) if key not in RESERVED:
            return Name(key)
        case ast.Attribute(value=ast.Name(id=block), attr=row):
            return CellAt(block, row, VALUE)
        case ast.Attribute(
            value=ast.Subscript(value=ast.Name(id=block), slice=ast.Constant(value=str() as row)),
            attr=column,
        ):
            return CellAt(block, row, column)
        case _:
            raise ValueError(f"không dùng được “{ast.unparse(node)}”")


def _call(function: str, args: list[ast.expr]) -> Term:
    if function not in _FUNCTIONS:
        raise ValueError(f"không có hàm “{function}”")
    return _FUNCTIONS[function](args)


def _length(args: list[ast.expr]) -> Term:
    match args:
        case [text]:
            return Length(_cell(text))
        case _:
            raise ValueError("length chỉ nhận một ô")


def _day(args: list[ast.expr]) -> Term:
    match args:
        case [
            ast.Constant(value=int() as year),
            ast.Constant(value=int() as month),
            ast.Constant(value=int() as day),
        ]:
            return Day(_date(year, month, day))
        case _:
            raise ValueError("ngày viết dạng date(2025, 7, 1)")


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise ValueError(f"không có ngày {day}/{month}/{year}") from None


def _total(args: list[ast.expr]) -> Term:
    column, *keys = args
    rows = tuple(_text(key) for key in keys)
    match column:
        case ast.Name(id=key):
            return Total("", key, rows)
        case ast.Attribute(value=ast.Name(id=block), attr=key):
            return Total(block, key, rows)
        case _:
            raise ValueError(f"không cộng được “{ast.unparse(column)}”")


def _count(args: list[ast.expr]) -> Term:
    match args:
        case [ast.Name(id=block), _, *_]:
            return Count(block, tuple(_match(part) for part in args[1:]))
        case _:
            raise ValueError("count cần tên danh sách và ít nhất một điều kiện")


def _match(node: ast.expr) -> Match:
    match node:
        case ast.Compare(left=ast.Name(id=column), ops=[ast.Eq()], comparators=[term]):
            match _term(term):
                case Text() | CurrentRow() | Name() as value:
                    return Match(column, value)
                case _:
                    pass
        case _:
            pass
    raise ValueError(f"điều kiện đếm “{ast.unparse(node)}” phải có dạng cột == giá trị")


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case _:
            raise ValueError(f"“{ast.unparse(node)}” không phải là mã dòng trong ngoặc kép")


def _sign(node: ast.AST) -> str:
    match node:
        case ast.Div():
            raise ValueError("không dùng phép chia; hãy nhân cả hai vế")
        case _ if type(node) in _SIGNS:
            return _SIGNS[type(node)]
        case _:
            raise ValueError(f"không dùng được phép toán {type(node).__name__}")


_FUNCTIONS: Final[Mapping[str, Callable[[list[ast.expr]], Term]]] = {
    "sum": _total,
    "count": _count,
    "length": _length,
    "date": _day,
}
