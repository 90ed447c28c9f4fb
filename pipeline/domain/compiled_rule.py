"""Rule expressions (biểu thức kiểm tra): text of a form definition → a tree that can be evaluated.

Allowed: names, numbers, ``+ - * /``, comparisons (also chained), ``and``, ``or``, ``not``. The
text is only ever parsed, never executed. To allow more, add a node to ``domain.expression`` and
a case here; the formula compiler must then learn it too.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pipeline.domain.expression import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    Condition,
    Name,
    Negative,
    Not,
    Number,
    Operand,
    Term,
)

LONGEST: Final = 500
"""Characters of an expression at most; a rule is one readable line."""

_SIGNS: Final[Mapping[type[ast.AST], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to be evaluated.

    Attributes:
        condition: The tree; also the source of the rule's Excel formula.
        names: The keys it needs, in the order they are first written.
    """

    expression: str
    condition: Condition
    names: tuple[str, ...]

    def evaluate(self, values: Mapping[str, Operand | None]) -> bool | None:
        """Whether the rule holds; ``None`` while a value is not reported or a divisor is 0.

        Raises:
            KeyError: ``values`` lacks a name of the rule.
        """
        known = {key: value for key in self.names if (value := values[key]) is not None}
        if len(known) < len(self.names):
            return None
        try:
            return self.condition.holds_in(known)
        except ArithmeticError:
            return None


@lru_cache(maxsize=512)
def compile_rule(expression: str) -> CompiledRule:
    """Parse an expression once.

    Raises:
        ValueError: It holds anything but the allowed syntax; the text is Vietnamese.
    """
    if len(expression) > LONGEST:
        raise ValueError(f"Biểu thức “{expression[:60]}…” dài quá {LONGEST} ký tự.")
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
        condition = _condition(tree)
    except (SyntaxError, ValueError, RecursionError) as problem:
        detail = f" ({problem})" if type(problem) is ValueError else ""
        raise ValueError(f"Không hiểu biểu thức kiểm tra “{expression}”{detail}.") from problem
    return CompiledRule(expression, condition, _names(tree))


def _names(tree: ast.expr) -> tuple[str, ...]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return tuple(dict.fromkeys(node.id for node in found))


def _condition(node: ast.expr) -> Condition:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return AllOf(tuple(_condition(part) for part in parts))
        case ast.BoolOp(values=parts):
            return AnyOf(tuple(_condition(part) for part in parts))
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return Not(_condition(part))
        case ast.Compare(left=left, ops=signs, comparators=terms):
            links = zip(signs, terms, strict=True)
            return Comparison(_term(left), tuple((_sign(s), _term(t)) for s, t in links))
        case _:
            raise ValueError(f"“{ast.unparse(node)}” không phải là phép so sánh")


def _term(node: ast.expr) -> Term:
    match node:
        case ast.Name(id=key):
            return Name(key)
        case ast.Constant(value=bool()):
            raise ValueError(f"“{ast.unparse(node)}” không phải là số")
        case ast.Constant(value=int() | float() as number):
            return Number(Decimal(repr(number)))
        case ast.UnaryOp(op=ast.USub(), operand=term):
            return Negative(_term(term))
        case ast.BinOp(left=left, op=sign, right=right):
            return Arithmetic(_sign(sign), _term(left), _term(right))
        case _:
            raise ValueError(f"không dùng được “{ast.unparse(node)}”")


def _sign(node: ast.AST) -> str:
    try:
        return _SIGNS[type(node)]
    except KeyError:
        raise ValueError(f"không dùng được phép toán {type(node).__name__}") from None
