"""Statistical forms (biểu thống kê) of the ministry and the province, as declared in data.

Such a form is a table with official rows and columns; both say what they count, and a cell counts
what its row and its column have in common. To add a form, see ``input_templates/statistics``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Selection: TypeAlias = Mapping[str, tuple[str, ...]]
"""Trait → codes. Of awards: ``award``, ``honoree``, ``object_group``, ``occasion``; of movements:
``launched``, ``kind``, ``duration``. A trait not named counts whatever it is."""


class Subject(StrEnum):
    """What a form counts, and what its rows are."""

    MOVEMENTS = "movements"
    """Movements launched, in declared rows."""
    AWARDS = "awards"
    """Awards decided, in declared rows."""
    BY_AWARD = "by_award"
    """Awards decided, one row an award asked about."""


@dataclass(frozen=True, slots=True)
class StatisticalColumn:
    """A column of numbers.

    Attributes:
        code: As printed under the header ("1=(2+3+4)"); several columns may share one.
        above: The spanning headers over the label, outermost first.
        sums: Codes of the columns it adds up.
        ratio: Codes of numerator and denominator; () for a count.
        each: Stands for a pair of columns an award asked about, collectives and individuals.
        missing: Why the form cannot be filled here; "" where it can.
        asked: Whether the campaign asks about any of its awards.
    """

    code: str
    label: str
    above: tuple[str, ...] = ()
    where: Selection = field(default_factory=dict)
    sums: tuple[str, ...] = ()
    ratio: tuple[str, ...] = ()
    each: bool = False
    missing: str = ""
    asked: bool = True

    @property
    def is_known(self) -> bool:
        """Whether units report what it counts."""
        return self.asked and not self.missing

    @property
    def short_code(self) -> str:
        """The code without its formula: "1" of "1=(2+3+4)"."""
        return self.code.partition("=")[0]


@dataclass(frozen=True, slots=True)
class StatisticalRow:
    """A declared row; one without a code is a heading.

    Attributes:
        measure: Unit of measure of the row.
        sums: Codes of the rows it adds up.
        missing: Why the row cannot be filled here; "" where it can.
    """

    code: str
    label: str
    measure: str = ""
    where: Selection = field(default_factory=dict)
    sums: tuple[str, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What must hold between rows: ``row`` is the sum of ``terms``.

    Attributes:
        advice: What a unit does about a difference.
    """

    row: str
    terms: tuple[str, ...]
    advice: str

    @property
    def words(self) -> str:
        """As printed: "05 − (06 + 07 + 08)"."""
        return f"{self.row} − ({' + '.join(self.terms)})"


@dataclass(frozen=True, slots=True)
class StatisticalForm:
    """One form in the edition that holds for the period.

    Attributes:
        number: "0603.N/BNV-TĐKT"; "" for a form without one.
        basis: The circular it was issued with.
        due: Day the ministry receives it.
        levels: Codes of the levels of awards it is about.
        measure: Unit of measure of the whole form.
    """

    key: str
    subject: Subject
    title: str
    sheet: str
    columns: tuple[StatisticalColumn, ...]
    rows: tuple[StatisticalRow, ...] = ()
    number: str = ""
    basis: str = ""
    due: str = ""
    levels: tuple[str, ...] = ()
    measure: str = ""
    identities: tuple[Identity, ...] = ()
    notes: tuple[str, ...] = ()

    def row(self, code: str) -> StatisticalRow:
        """The row with this code.

        Raises:
            KeyError: The form has no such row.
        """
        by_code = {row.code: row for row in self.rows}
        return by_code[code]

    def spread(self, column: StatisticalColumn) -> Selection:
        """What a column counts; one that adds up others counts what they count."""
        parts = [one for one in self.columns if one.short_code in column.sums and one.is_known]
        return united(part.where for part in parts) if parts else column.where


def united(selections: Iterable[Selection]) -> Selection:
    """What any of the selections counts, where they differ in one trait."""
    found = tuple(selections)
    traits = dict.fromkeys(trait for one in found for trait in one)
    return {
        trait: tuple(dict.fromkeys(code for one in found for code in one[trait]))
        for trait in traits
        if all(trait in one for one in found)
    }


def combined(left: Selection, right: Selection) -> Selection | None:
    """What both selections count; ``None`` when nothing can be in both."""
    both = {**left, **right}
    for trait in left.keys() & right.keys():
        both[trait] = tuple(code for code in left[trait] if code in right[trait])
    return both if all(both.values()) else None
