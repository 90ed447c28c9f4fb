"""Raw values told from the typed ones: most follow from them, only the others are kept.

A number read back as a count was a float in the workbook; a code was the label of its choice. How
a column's raw values follow is one ``RawRule``; what does not follow is listed beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from pipeline.domain.submission import Value
from pipeline.domain.workbook import RawValue
from pipeline.files.cache.columns import pack_value, unpack_value

SAME: Final = 0
AS_FLOATS: Final = 1
"""The two rules without words; the third is a mapping from code to label."""

EXACT: Final = 2**53
"""Whole numbers beyond it may not be floats."""


class RawColumns(Mapping[str, tuple[RawValue, ...]]):
    """Raw values by column key, each column worked out when it is first asked for."""

    __slots__ = ("_known", "_rules", "_values")

    def __init__(self, values: Mapping[str, tuple[Value, ...]], rules: Mapping[str, Any]) -> None:
        """Of columns of typed values, and what ``raw_rule`` told about each."""
        self._values = values
        self._rules = rules
        self._known: dict[str, tuple[RawValue, ...]] = {}

    def __getitem__(self, key: str) -> tuple[RawValue, ...]:
        """The raw values of a column."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _raws(self._values[key], *self._rules[key])
        return known

    def __iter__(self) -> Iterator[str]:
        """The keys of the columns."""
        return iter(self._rules)

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self._rules)


def raw_rule(values: Sequence[Value], raws: Sequence[RawValue]) -> tuple[Any, list[Any]]:
    """How raw values follow from typed ones, and ``[row, value]`` of those that do not."""
    best: Any = SAME
    others = _unlike(values, raws, SAME)
    for rule in _further_rules(values, raws) if others else ():
        left = _unlike(values, raws, rule)
        if len(left) + (len(rule) if rule != AS_FLOATS else 0) < len(others):
            best, others = rule, left
    return best, [(row, pack_value(raws[row])) for row in others]


def _further_rules(values: Sequence[Value], raws: Sequence[RawValue]) -> Iterator[Any]:
    if any(type(raw) is float for raw in raws):
        yield AS_FLOATS
    if any(type(raw) is str for raw in raws):
        pairs = zip(values, raws, strict=True)
        yield {value: raw for value, raw in pairs if type(value) is str and type(raw) is str}


def _unlike(values: Sequence[Value], raws: Sequence[RawValue], rule: Any) -> list[int]:
    """The rows whose raw values do not follow by a rule, in type and sign too."""
    expected = _expected(values, rule)
    if expected == raws and list(map(type, expected)) == list(map(type, raws)) and 0 not in raws:
        return []
    pairs = enumerate(zip(expected, raws, strict=True))
    return [row for row, (one, raw) in pairs if not (one is raw or _is_same(one, raw))]


def _is_same(one: RawValue | Value, other: RawValue) -> bool:
    """0.0 is neither 0 nor -0.0."""
    return type(one) is type(other) and one == other and (one != 0 or repr(one) == repr(other))


def _expected(values: Sequence[Value], rule: Any) -> tuple[RawValue | Value, ...]:
    if rule == SAME:
        return tuple(values)
    if rule == AS_FLOATS:
        return tuple(map(_floated, values))
    return tuple(rule.get(value, value) if type(value) is str else value for value in values)


def _floated(value: Value) -> RawValue | Value:
    is_number = type(value) is Decimal or (type(value) is int and abs(value) < EXACT)
    return float(value) if is_number else value  # type: ignore[arg-type]


def _raws(values: Sequence[Value], rule: Any, exceptions: Sequence[Any]) -> tuple[RawValue, ...]:
    raws: list[Any] = list(_expected(values, rule))
    for row, packed in exceptions:
        raws[row] = unpack_value(packed)
    return tuple(raws)
