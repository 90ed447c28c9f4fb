"""Work a rule's tree out over known values: prepared once a rule, run on whole columns.

Preparing turns each node into a function of columns, one for each of the rule's slots. Running
looks nothing up by name and goes through no row by itself, so that a long list costs little.
Nothing is left out for ``and`` and ``or``: over known values no condition can fail.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import compress
from typing import Any, Final, TypeAlias

from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.expression import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    Condition,
    Day,
    Given,
    Negative,
    Node,
    Not,
    Number,
    Operand,
    Reference,
    RowOf,
    Text,
    parts,
)

Slot: TypeAlias = Reference | Given | RowOf
"""What a row has a value for; ``Given`` and ``RowOf`` are told by the form and never blank."""

Column: TypeAlias = Sequence[Any]
"""The values of one slot, row by row. Their types were checked when the form was loaded."""

_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Operand]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}

_Slots: TypeAlias = Mapping[Slot, int]
_Worked: TypeAlias = Callable[[Sequence[Column], int], Column]
"""From the columns of the slots and the number of rows to the column of a node."""


@dataclass(frozen=True, slots=True)
class PreparedRule:
    """A rule's expression ready to run.

    Attributes:
        slots: What each column holds.
        holds: Whether the rule holds on each row of columns without ``None``.
    """

    slots: tuple[Slot, ...]
    holds: _Worked

    def verdicts(self, columns: Sequence[Column]) -> tuple[bool | None, ...]:
        """Whether the rule holds on each row; ``None`` while a value is not reported."""
        if not columns:
            return ()
        count = len(columns[0])
        if not any(None in column for column in columns):
            return tuple(self.holds(columns, count))
        known = [None not in row for row in zip(*columns, strict=True)]
        if True not in known:
            return (None,) * count
        kept = [list(compress(column, known)) for column in columns]
        held = iter(self.holds(kept, sum(known)))
        return tuple([next(held) if is_known else None for is_known in known])


@lru_cache(maxsize=512)
def prepare(expression: str) -> PreparedRule:
    """Compile and prepare an expression once.

    Raises:
        ValueError: See ``compile_rule``.
    """
    compiled = compile_rule(expression)
    slots = (*compiled.references, *dict.fromkeys(_asked_of_the_form(compiled.condition)))
    places = {slot: place for place, slot in enumerate(slots)}
    return PreparedRule(slots, _verdict(compiled.condition, places))


def _asked_of_the_form(node: Node) -> list[Given | RowOf]:
    match node:
        case Given() | RowOf():
            return [node]
        case _:
            return [found for part in parts(node) for found in _asked_of_the_form(part)]


def _verdict(node: Condition, places: _Slots) -> _Worked:
    match node:
        case Given() | RowOf():
            return _slot(places[node])
        case Not(part=part):
            return _mapped(operator.not_, _verdict(part, places))
        case AllOf(parts=inner_parts):
            return reduce(_both, (_verdict(part, places) for part in inner_parts))
        case AnyOf(parts=inner_parts):
            return reduce(_either, (_verdict(part, places) for part in inner_parts))
        case Comparison():
            return _comparison(node, places)


def _both(one: _Worked, other: _Worked) -> _Worked:
    return _mapped(operator.and_, one, other)


def _either(one: _Worked, other: _Worked) -> _Worked:
    return _mapped(operator.or_, one, other)


def _comparison(node: Comparison, places: _Slots) -> _Worked:
    terms = [_value(term, places) for term in parts(node)]
    signs = [_COMPARISONS[sign] for sign, _ in node.rest]
    return reduce(_both, map(_mapped, signs, terms, terms[1:]))


def _value(node: Node, places: _Slots) -> _Worked:
    match node:
        case Number(value=number):
            plain = int(number) if number == number.to_integral_value() else number
            return lambda _, count: [plain] * count
        case Text(value=known) | Day(value=known):
            return lambda _, count: [known] * count
        case Negative(term=term):
            return _mapped(operator.neg, _value(term, places))
        case Arithmetic(sign=sign, left=left, right=right):
            return _mapped(_ARITHMETIC[sign], _value(left, places), _value(right, places))
        case Comparison() | AllOf() | AnyOf() | Not() | Given() | RowOf():
            raise TypeError(node)
        case _:
            return _slot(places[node])


def _slot(place: int) -> _Worked:
    return lambda columns, _: columns[place]


def _mapped(function: Callable[..., Any], *terms: _Worked) -> _Worked:
    if len(terms) == 1:
        (only,) = terms
        return lambda columns, count: list(map(function, only(columns, count)))
    left, right = terms
    return lambda columns, count: list(map(function, left(columns, count), right(columns, count)))
