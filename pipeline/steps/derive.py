"""Make figures of other figures: shares, changes, sums. Ratios always come from the totals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from pipeline.domain.figures import Figure, Measure, Number
from pipeline.domain.vietnamese.numbers import percent

MOST_NAMED: Final = 100
"""Terms that the id of a sum names one by one."""


def share(numerator: Figure, denominator: Figure, label: str) -> Figure:
    """100 × numerator ÷ denominator, rounded half up to two places; "—" on a zero."""
    return Figure(
        id=f"share({numerator.id},{denominator.id})",
        label=label,
        value=percent(numerator.value, denominator.value),
        measure=Measure.PERCENT,
        formula="100 × tử số ÷ mẫu số",
        parts=(numerator, denominator),
        reporting=min(numerator.reporting, denominator.reporting),
        expected=denominator.expected,
    )


def change(now: Figure, before: Figure, label: str) -> Figure:
    """This period minus the same period of last year; "—" when either is unknown."""
    known = now.value is not None and before.value is not None
    return Figure(
        id=f"change({now.id},{before.id})",
        label=label,
        value=now.value - before.value if known else None,  # type: ignore[operator]
        measure=Measure.CHANGE,
        formula="kỳ này − cùng kỳ",
        parts=(now, before),
        reporting=min(now.reporting, before.reporting),
        expected=now.expected,
    )


def plus(parts: Iterable[Figure], label: str) -> Figure:
    """The sum of figures; ``None`` when none of them is known."""
    terms = tuple(parts)
    known = [term.value for term in terms if term.value is not None]
    return Figure(
        id=_named("plus", terms),
        label=label,
        value=sum(known[1:], known[0]) if known else None,
        formula="cộng các số thành phần",
        parts=terms,
        reporting=max((term.reporting for term in terms), default=0),
        expected=max((term.expected for term in terms), default=0),
    )


def less(whole: Figure, left_out: Iterable[Figure], units: int) -> Figure:
    """A total without the units that have to be left out; of the others there are ``units``."""
    taken = tuple(left_out)
    known = [term.value for term in taken if term.value is not None]
    return Figure(
        id=_named("less", (whole, *taken)),
        label=whole.label,
        value=None if whole.value is None else whole.value - sum(known),
        formula="số chung trừ các đơn vị không có đủ hai số liệu",
        parts=(whole, *taken),
        reporting=units,
        expected=units,
    )


def _named(way: str, terms: tuple[Figure, ...]) -> str:
    """The ids of all terms; of very many their hash, for an id is written many times."""
    names = ",".join(term.id for term in terms)
    if len(terms) > MOST_NAMED:
        names = f"{len(terms)} số, {hashlib.sha256(names.encode('utf-8')).hexdigest()[:16]}"
    return f"{way}({names})"


def given(
    name: str, label: str, value: Number, source: str, parts: Iterable[Figure] = ()
) -> Figure:
    """A figure from the campaign or the ledger, or judged from ``parts``.

    Args:
        source: Where it stands, or how it was judged, in Vietnamese.
    """
    return Figure(name, label, value, formula=source, parts=tuple(parts), reporting=1, expected=1)
