"""Compare figures across years and across units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Final

from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import VALUE, Block, FormSpec, Shape
from pipeline.domain.submission import Submission
from pipeline.domain.vietnamese.numbers import format_number, percent, round_half_up
from pipeline.steps.carry import Values, starting_point

FAR: Final = 3
"""A rate above so many times the median is far outside; change it here."""

LEAST_UNITS: Final = 5
"""Among fewer units no rate is usual."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A rate that is much alike in units of one cluster: awards decided per head."""

    label: str
    block: str
    column: str
    headcount: str


MEASURES: Final = (
    Measure(
        "Tỷ lệ lượt khen cá nhân trên tổng số lao động", "awards_individual", "decided", "total"
    ),
    Measure(
        "Tỷ lệ lượt khen tập thể trên số tập thể", "awards_collective", "decided", "collectives"
    ),
)


def last_year_agrees(
    collection: Collection, form: FormSpec, last_year: Mapping[str, Values]
) -> Iterator[Finding]:
    """Last year's figures are those the unit itself reported last year."""
    asked = tuple(place for _, block in form.blocks for place in _asked(block))
    heirs = Counter(unit.predecessor for unit in collection.campaign.units)
    for code, submission in collection.submissions.items():
        unit = collection.campaign.unit(code)
        if code not in last_year and heirs[unit.predecessor] > 1:
            # Of a unit that was divided, nobody knows whose share is whose.
            continue
        known = starting_point(unit, last_year)
        for block, row, column, label in asked:
            reported = known.get((block, row, column))
            found = submission.value(block, row, column)
            if _differ(reported, found):
                yield _at(
                    submission,
                    (block, row, column),
                    FindingKind.LAST_YEAR_DIFFERS,
                    {"label": label, "found": _shown(found), "reported": _shown(reported)},
                )


def rates_are_alike(collection: Collection) -> Iterator[Finding]:
    """No unit is far above the others: most often a slip in one of the two numbers."""
    for measure in MEASURES:
        rates = {
            code: rate
            for code, submission in collection.submissions.items()
            if (rate := _rate(submission, measure)) is not None
        }
        if len(rates) < LEAST_UNITS:
            continue
        usual = median(count / base for count, base in rates.values())
        for code, (count, base) in rates.items():
            if usual and count / base > FAR * usual:
                details = {
                    "measure": measure.label,
                    "rate": _percent(count / base),
                    "count": _shown(int(count)),
                    "base": _shown(int(base)),
                    "times": format_number(round_half_up(_decimal(count / base / usual), 1)),
                    "median": _percent(usual),
                }
                place = ("headcount", measure.headcount, VALUE)
                submission = collection.submissions[code]
                yield _at(submission, place, FindingKind.FAR_FROM_OTHERS, details)


def _asked(block: Block) -> Iterator[tuple[str, str, str, str]]:
    """The places that ask for last year's figures, with their labels."""
    for row in block.rows:
        if block.shape is Shape.GRID:
            for column in block.columns:
                if column.last_year_of:
                    yield block.key, row.key, column.key, f"{row.label} – {column.label}"
        elif row.column is not None and row.column.last_year_of:
            yield block.key, row.key, row.column.key, row.label


def _differ(reported: object, found: object) -> bool:
    known = isinstance(reported, int | Decimal) and isinstance(found, int | Decimal)
    return known and reported != found


def _rate(submission: Submission, measure: Measure) -> tuple[Fraction, Fraction] | None:
    """Count and base; ``None`` when either is not reported or there is nobody."""
    table = submission.tables.get(measure.block)
    base = submission.value("headcount", measure.headcount)
    counts = (
        [v for v in table.values.get(measure.column, ()) if isinstance(v, int)] if table else []
    )
    if not counts or not isinstance(base, int) or base <= 0:
        return None
    return Fraction(sum(counts)), Fraction(base)


def _at(
    submission: Submission,
    place: tuple[str, str, str],
    kind: FindingKind,
    details: Mapping[str, object],
) -> Finding:
    block, row, column = place
    table = submission.tables[block]
    cell = table.cell(table.row_keys.index(row), column)
    unit, file = submission.unit, submission.file
    return finding(kind, unit=unit, file=file, sheet=cell.sheet, cell=cell.address, **details)


def _shown(value: object) -> str:
    return format_number(value) if isinstance(value, int | Decimal) else str(value)


def _percent(rate: Fraction) -> str:
    return f"{format_number(percent(rate.numerator, rate.denominator, 1))}%"


def _decimal(rate: Fraction) -> Decimal:
    return Decimal(rate.numerator) / Decimal(rate.denominator)
