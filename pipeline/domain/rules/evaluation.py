"""Work a rule's tree out over known values: prepared once a rule, run once a row.

Preparing turns each node into a function of one row, the sequence of the values of the rule's
slots. Running looks nothing up by name, so that a long list costs little.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import itemgetter
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

Row: TypeAlias = Sequence[Any]
"""The values of the slots. Their types were checked when the form was loaded."""

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
_Value: TypeAlias = Callable[[Row], Any]
_Verdict: TypeAlias = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class PreparedRule:
    """A rule's expression ready to run.

    Attributes:
        slots: What each place of a row holds.
        holds: Whether the rule holds on a row without ``None``.
    """

    slots: tuple[Slot, ...]
    holds: Callable[[Row], bool]

    def verdicts(self, rows: Iterable[Row]) -> tuple[bool | None, ...]:
        """Whether the rule holds on each row; ``None`` while a value is not reported."""
        holds = self.holds
        return tuple([None if None in row else holds(row) for row in rows])


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


def _verdict(node: Condition, places: _Slots) -> _Verdict:
    match node:
        case Given() | RowOf():
            return itemgetter(places[node])
        case Not(part=part):
            inner = _verdict(part, places)
            return lambda row: not inner(row)
        case AllOf(parts=inner_parts):
            return reduce(_both, (_verdict(part, places) for part in inner_parts))
        case AnyOf(parts=inner_parts):
            return reduce(_either, (_verdict(part, places) for part in inner_parts))
        case Comparison():
            return _comparison(node, places)


def _both(one: _Verdict, other: _Verdict) -> _Verdict:
    return lambda row: one(row) and other(row)


def _either(one: _Verdict, other: _Verdict) -> _Verdict:
    return lambda row: one(row) or other(row)


def _comparison(node: Comparison, places: _Slots) -> _Verdict:
    terms = [_value(term, places) for term in parts(node)]
    signs = [_COMPARISONS[sign] for sign, _ in node.rest]
    return reduce(_both, map(_link, signs, terms, terms[1:]))


def _link(sign: Callable[[Any, Any], bool], left: _Value, right: _Value) -> _Verdict:
    return lambda row: sign(left(row), right(row))


def _value(node: Node, places: _Slots) -> _Value:
    match node:
        case Number(value=number):
            plain = int(number) if number == number.to_integral_value() else number
            return lambda _: plain
        case Text(value=known) | Day(value=known):
            return lambda _: known
        case Negative(term=term):
            inner = _value(term, places)
            return lambda row: -inner(row)
        case Arithmetic(sign=sign, left=left, right=right):
            return _arithmetic(sign, _value(left, places), _value(right, places))
        case Comparison() | AllOf() | AnyOf() | Not() | Given() | RowOf():
            raise TypeError(node)
        case _:
            return itemgetter(places[node])


def _arithmetic(sign: str, left: _Value, right: _Value) -> _Value:
    combined = _ARITHMETIC[sign]
    return lambda row: combined(left(row), right(row))
