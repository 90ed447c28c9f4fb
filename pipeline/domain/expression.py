"""The tree of a rule's expression: evaluated on return, compiled to a formula in the form.

A ``Condition`` is what may hold or not; a ``Term`` is a number. Both know their names in the
order they are written, and how to work themselves out over the values of one row.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

Operand: TypeAlias = int | Decimal
"""A known value of a name."""

Values: TypeAlias = Mapping[str, Operand]
"""The values of one row by name; every name of the expression is present."""

ARITHMETIC: Final[Mapping[str, Callable[[Operand, Operand], Operand]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda left, right: Decimal(left) / Decimal(right),
}
COMPARISONS: Final[Mapping[str, Callable[[Operand, Operand], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the expression."""

    value: Decimal

    def value_in(self, _: Values) -> Operand:
        """The number itself."""
        return self.value


@dataclass(frozen=True, slots=True)
class Name:
    """The key of a column (grid, records) or of a row (fields)."""

    key: str

    def value_in(self, values: Values) -> Operand:
        """What the row holds under this key."""
        return values[self.key]


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus a term."""

    term: Term

    def value_in(self, values: Values) -> Operand:
        """The term with its sign turned."""
        return -self.term.value_in(values)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two terms under ``+``, ``-``, ``*`` or ``/``."""

    sign: str
    left: Term
    right: Term

    def value_in(self, values: Values) -> Operand:
        """The result.

        Raises:
            ArithmeticError: Division by zero, or a result no number can hold.
        """
        return ARITHMETIC[self.sign](self.left.value_in(values), self.right.value_in(values))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison or a chain of them: ``0 <= a <= b`` is first 0, then (<=, a), (<=, b)."""

    first: Term
    rest: tuple[tuple[str, Term], ...]

    def holds_in(self, values: Values) -> bool:
        """Whether every link of the chain holds."""
        left = self.first.value_in(values)
        for sign, term in self.rest:
            right = term.value_in(values)
            if not COMPARISONS[sign](left, right):
                return False
            left = right
        return True


@dataclass(frozen=True, slots=True)
class AllOf:
    """Conditions joined by ``and``."""

    parts: tuple[Condition, ...]

    def holds_in(self, values: Values) -> bool:
        """Whether every part holds."""
        return all(part.holds_in(values) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Conditions joined by ``or``."""

    parts: tuple[Condition, ...]

    def holds_in(self, values: Values) -> bool:
        """Whether some part holds."""
        return any(part.holds_in(values) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """A condition turned round."""

    part: Condition

    def holds_in(self, values: Values) -> bool:
        """Whether the part does not hold."""
        return not self.part.holds_in(values)


Term: TypeAlias = Number | Name | Negative | Arithmetic
Condition: TypeAlias = Comparison | AllOf | AnyOf | Not
