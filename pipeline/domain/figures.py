"""Figures (số liệu): every printed number, with the cells or the parts it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

Number: TypeAlias = int | Decimal


class Measure(StrEnum):
    """How a figure is printed."""

    COUNT = "count"
    """A whole number: 1.234."""
    NUMBER = "number"
    """A number with the decimals it has: 1.234,5."""
    PERCENT = "percent"
    """Hundredths already multiplied: 12.5 prints 12,5%."""
    CHANGE = "change"
    """A signed whole or decimal number: +12, −3."""


class Way(StrEnum):
    """How a query makes one value of its cells."""

    SUM = "sum"
    COUNT = "count"
    UNITS = "units"
    MEAN = "mean"
    WEIGHTED = "weighted"

    @property
    def words(self) -> str:
        """How the figure was made, as a trace tells it."""
        return _WAYS[self]


_WAYS = {
    Way.SUM: "cộng các ô",
    Way.COUNT: "đếm số dòng",
    Way.UNITS: "đếm số đơn vị",
    Way.MEAN: "bình quân các đơn vị",
    Way.WEIGHTED: "bình quân theo số lao động",
}


def in_scope(name: str, scope: str) -> str:
    """The id of a figure of one cluster, which must differ from that of the whole.

    >>> in_scope("units.returned", "cum-thi-dua-so-1")
    'units.returned^cum-thi-dua-so-1'
    """
    return f"{name}^{scope}" if scope else name


@dataclass(frozen=True, slots=True)
class Query:
    """Which cells of the counted submissions make a figure.

    Attributes:
        rows: Row keys; empty for every row.
        unit: Code of one unit; "" for all units.
        where: In records, (column, codes) pairs that a row must match.
        way: ``SUM`` of the column; ``COUNT`` of matching records; ``UNITS`` with a matching
            cell; ``MEAN`` over units; ``WEIGHTED`` mean by the units' headcount.
        scope: Key of the one cluster whose units are asked; "" for those of the campaign.
    """

    block: str
    column: str
    rows: tuple[str, ...] = ()
    unit: str = ""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    way: Way = Way.SUM
    scope: str = ""

    def within(self, scope: str) -> Query:
        """Asked of one cluster; what one unit says is the same figure in it and in the whole."""
        return self if self.unit else replace(self, scope=scope)

    @property
    def name(self) -> str:
        """The stable id of the figure: ``block.column[rows]{where}@unit^scope~way``."""
        name = f"{self.block}.{self.column}" if self.column else self.block
        if self.rows:
            name += f"[{'+'.join(self.rows)}]"
        if self.where:
            name += "{" + ";".join(f"{key}={'|'.join(codes)}" for key, codes in self.where) + "}"
        if self.unit:
            name += f"@{self.unit}"
        name = in_scope(name, self.scope)
        return name if self.way is Way.SUM else f"{name}~{self.way}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number (số liệu) and where it came from.

    Attributes:
        id: Stable name, the query in short: ``awards_individual.decided[LDTT]@SNV``.
        label: What it is, in Vietnamese.
        value: ``None`` when nobody reported it, or a ratio has no denominator: prints "—".
        formula: How it was made, in Vietnamese.
        query: For a figure taken from cells; ``None`` for one computed of ``parts``.
        parts: For a ratio (numerator, denominator), for a change (now, before).
        reporting: Units that gave a value.
        expected: Units asked.
        units: Codes of the units counted, for ``Way.UNITS``.
    """

    id: str
    label: str
    value: Number | None
    measure: Measure = Measure.COUNT
    formula: str = ""
    query: Query | None = None
    parts: tuple[Figure, ...] = ()
    reporting: int = 0
    expected: int = 0
    units: tuple[str, ...] = field(default=())

    @property
    def leaves(self) -> Iterator[Figure]:
        """The figures with a query that this one rests on."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def is_partial(self) -> bool:
        """Whether some asked unit gave no value."""
        return self.reporting < self.expected


CODE_LENGTH = 10
"""Hexadecimal digits: enough for a hundred thousand figures without two alike."""


@lru_cache(maxsize=65_536)
def figure_code(name: str) -> str:
    """A short name for a figure's id, the same in every run, that people can read out and type.

    >>> figure_code("awards_individual.decided[LDTT]@SNV")
    'e926a3e1c2'
    """
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:CODE_LENGTH]
