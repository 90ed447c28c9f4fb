"""An independent count of a campaign: totals and ratios straight from the returned cells.

Shares no code with ``pipeline``. Which file counts for a unit is taken from
``thidua status --json``; definitions follow the forms of the two reports: every ratio of a total
is made from totals, a zero or absent denominator gives no ratio, nothing reported is ``None``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.oracle.cells import Book, Typed

CATALOGUES = Path(__file__).parents[2] / "input_templates" / "catalogues"
HONOREES = {"collective": "Tập thể", "individual": "Cá nhân", "household": "Hộ gia đình"}
SECTOR = "sector"


@dataclass(frozen=True)
class Unit:
    """A member unit, in the campaign's order."""

    code: str
    name: str
    short: str


@dataclass(frozen=True)
class Award:
    """An award asked of one kind of honoree."""

    code: str
    honoree: str
    name: str
    short: str
    counts: bool
    level: str
    group: str

    @property
    def block(self) -> str:
        """The grid where units report it."""
        return f"awards_{self.honoree}"


class Recount:
    """Everything that can be counted again in one campaign."""

    def __init__(self, folder: Path, status: Mapping[str, Any], head_file: str = "") -> None:
        inbox = folder / "inbox"
        self.status = status
        self.settings = Book(folder / "campaign.xlsx")
        self.books = {
            unit["unit"]: Book(inbox / unit["file"]) for unit in status["units"] if unit["file"]
        }
        self.head = Book(inbox / head_file) if head_file else None
        self.scorer = self.head
        self.any_book = next(iter(self.books.values()))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All member units."""
        short = {
            str(line["code"]): str(line["short_name"] or line["name"])
            for line in self.settings.records("units")
        }
        return tuple(
            Unit(unit["unit"], unit["name"], short[unit["unit"]]) for unit in self.status["units"]
        )

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """The awards asked about, by honoree, in the form's order."""
        shorts, levels, groups = self._catalogue()
        book = self.any_book
        return tuple(
            Award(
                code,
                honoree,
                book.label(block, code),
                shorts[code],
                levels[code] != SECTOR,
                levels[code],
                groups[code],
            )
            for honoree in HONOREES
            for block in [f"awards_{honoree}"]
            for code in book.rows(block)
        )

    def _catalogue(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        year = self.setting_number("cluster", "year")
        law = "awards-2022.toml" if year and year >= 2024 else "awards-2003.toml"
        lines = tomllib.loads((CATALOGUES / law).read_text(encoding="utf-8"))["awards"]
        local = self.settings.records("local_awards")
        shorts = {line["code"]: line["short"] for line in lines}
        levels = {line["code"]: line["level"] for line in lines}
        groups = {line["code"]: line["group"] for line in lines}
        shorts |= {str(line["code"]): str(line["name"]) for line in local}
        levels |= {str(line["code"]): str(line["level"]) for line in local}
        groups |= {str(line["code"]): str(line["group"]) for line in local}
        return shorts, levels, groups

    def setting(self, key: str) -> str:
        """A text or choice of the campaign's first sheet."""
        return self.settings.answer("cluster", key)

    def setting_number(self, block: str, key: str) -> Decimal | None:
        """A number of ``campaign.xlsx``."""
        return self.settings.number(block, key)

    @property
    def counts_persons(self) -> bool:
        """Whether individuals awarded are persons, not award events."""
        return self.setting("counting") == "persons"

    @cached_property
    def clusters(self) -> tuple[Recount, ...]:
        """The counts of the clusters in a campaign of many, in the order of their first units."""
        lines = self.settings.records("units")
        of = {str(line["code"]): str(line["cluster"] or "") for line in lines}
        names = dict.fromkeys(of[unit.code] for unit in self.units)
        return tuple(ClusterCount(self, name, of) for name in names) if len(names) > 1 else ()

    @property
    def name(self) -> str:
        """What the units are called together."""
        name = self.setting("name")
        return f"Các cụm, khối thi đua {name}" if self.clusters else name

    @property
    def word(self) -> str:
        """The same in a sentence."""
        if self.clusters:
            return "cụm, khối"
        return "cụm" if self.setting("kind") == "cluster" else "khối"

    @property
    def total_label(self) -> str:
        """What a total row is called: with the coverage while units are missing."""
        return f"Tổng cộng{self.coverage}"

    @property
    def coverage(self) -> str:
        """How many units are in, while some are missing."""
        returned, asked = len(self.books), len(self.units)
        return "" if returned == asked else f" ({returned}/{asked} đơn vị)"

    def reporting(self, unit: str = "") -> list[Book]:
        """The counted workbooks of one unit, or of all."""
        if unit:
            return [self.books[unit]] if unit in self.books else []
        return list(self.books.values())

    def total(
        self, block: str, column: str, rows: Iterable[str] | None = None, unit: str = ""
    ) -> Decimal | None:
        """The sum over rows (``None``: all) and over units; ``None`` when nobody answered."""
        keys = None if rows is None else tuple(rows)
        return added(
            book.number(block, row, column)
            for book in self.reporting(unit)
            for row in (book.rows(block) if keys is None else keys)
        )

    def all_awards(self, honoree: str, column: str, unit: str = "") -> Decimal | None:
        """State awards of one kind of honoree, over all award types."""
        codes = [a.code for a in self.awards if a.honoree == honoree and a.counts]
        return self.total(f"awards_{honoree}", column, codes, unit)

    def paired(
        self,
        both: Callable[[str], tuple[Decimal | None, Decimal | None]],
        unit: str,
    ) -> tuple[Decimal | None, Decimal | None]:
        """Two numbers of a unit; over all units the sums of those that gave both."""
        if unit:
            return both(unit)
        pairs = [both(one.code) for one in self.units]
        if all((left is None) == (right is None) for left, right in pairs):
            return both("")
        known = [(left, right) for left, right in pairs if None not in (left, right)]
        return added(left for left, _ in known), added(right for _, right in known)

    def headcount(self, row: str, unit: str = "") -> Decimal | None:
        """One line of the block of headcounts."""
        return self.total("headcount", "value", (row,), unit)

    def decided(self, unit: str = "") -> Decimal | None:
        """Individuals awarded, counted as the campaign says."""
        if self.counts_persons:
            return self.headcount("persons_decided", unit)
        return self.all_awards("individual", "decided", unit)

    def decided_direct(self, unit: str = "") -> Decimal | None:
        """Of these, direct workers."""
        if self.counts_persons:
            return self.headcount("persons_decided_direct", unit)
        return self.all_awards("individual", "decided_direct", unit)

    def target(self, line: Mapping[str, Typed], column: str, unit: str = "") -> Decimal | None:
        """A target's plan, done or last year; over units in the way agreed."""
        code, way = str(line["code"]), line["addition"]
        if unit or way == "sum":
            return self.total("targets", column, (code,), unit)
        if way == "none":
            return None
        pairs = [
            (value, weight)
            for book in self.books.values()
            if (value := book.number("targets", code, column)) is not None
            and (weight := self._weight(book, way))
        ]
        whole = sum((weight for _, weight in pairs), Decimal(0))
        mean = sum((v * w for v, w in pairs), Decimal(0)) / whole if whole else None
        return None if mean is None else rounded(mean)

    def _weight(self, book: Book, way: Typed) -> Decimal | None:
        return Decimal(1) if way == "mean" else book.number("headcount", "total")

    def documents(self, unit: str = "") -> int:
        """Documents listed by one unit, or all."""
        return sum(len(book.records("documents")) for book in self.reporting(unit))


class ClusterCount(Recount):
    """The count of one cluster: its units, and of the head's workbook their scores alone."""

    def __init__(self, whole: Recount, name: str, of: Mapping[str, str]) -> None:
        units = [unit for unit in whole.status["units"] if of[unit["unit"]] == name]
        codes = {unit["unit"] for unit in units}
        self.status = {**whole.status, "units": units}
        self.settings = whole.settings
        self.books = {code: book for code, book in whole.books.items() if code in codes}
        self.head = None
        self.scorer = whole.scorer
        self.any_book = whole.any_book
        self._name = name

    @cached_property
    def clusters(self) -> tuple[Recount, ...]:
        """A cluster has none."""
        return ()

    @property
    def name(self) -> str:
        """As the settings name it."""
        return self._name

    @property
    def word(self) -> str:
        """As its name begins."""
        return "khối" if self._name.startswith("Khối") else "cụm"


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; ``None`` when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """100 × part ÷ whole to two places; ``None`` without a denominator."""
    if part is None or not whole:
        return None
    return rounded(100 * part / whole)


def difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Now − before; ``None`` when either is unknown."""
    return None if now is None or before is None else now - before


def rounded(value: Decimal) -> Decimal:
    """Two places, a half away from zero."""
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
