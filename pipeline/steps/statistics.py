"""What the statistical forms count in a campaign.

A cell of such a form counts what its row and column have in common (``Selection``). Awards are
counted in the award grids; told apart by object group or occasion, in the list of named awards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from pipeline.domain.catalogue import AwardType, Honoree
from pipeline.domain.statistics import Selection, StatisticalColumn, StatisticalForm, Subject
from pipeline.domain.submission import Value

NAMED: Final = "named_awards"
DECIDED: Final = ("status", ("decided",))
LAUNCHED: Final = ("cluster_launched", "launched")
REST: Final = "*"
"""Stands in a column for the awards of the form's levels that no other column names."""

_LISTED: Final = ("object_group", "occasion")
_YEARS: Final = ((5, "from_5"), (3, "from_3"))


def asked_form(form: StatisticalForm, awards: Iterable[AwardType]) -> StatisticalForm:
    """The form with the awards a campaign asks about; columns of others are marked missing."""
    if form.subject is Subject.MOVEMENTS:
        return form
    asked = tuple(awards)
    own = [award.code for award in asked if award.level in form.levels]
    named = {code for column in form.columns for code in column.where.get("award", ())}
    rest = tuple(code for code in own if code not in named)
    columns = tuple(
        made for column in form.columns for made in _asked(column, asked, tuple(own), rest)
    )
    known = {column.short_code for column in columns if column.is_known and not column.sums}
    return replace(
        form,
        columns=tuple(
            replace(one, asked=not known.isdisjoint(one.sums)) if one.sums else one
            for one in columns
        ),
    )


def award_codes(form: StatisticalForm) -> tuple[str, ...]:
    """Codes of the awards that some column of the form counts."""
    codes = (code for column in form.columns for code in column.where.get("award", ()))
    return tuple(dict.fromkeys(codes))


def is_listed(where: Selection) -> bool:
    """Whether only the list of named awards tells such awards apart."""
    return any(trait in where for trait in _LISTED)


def matches(values: Mapping[str, Value], where: Selection) -> bool:
    """Whether a record has every trait of a selection, but where it was launched."""
    return all(
        (duration(values) if trait == "duration" else values.get(trait)) in codes
        for trait, codes in where.items()
        if trait != "launched"
    )


def duration(values: Mapping[str, Value]) -> str:
    """How long a movement runs, first and last day included; "" without both days."""
    start, end = values.get("start"), values.get("end")
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return ""
    after = end + timedelta(days=1)
    for years, code in _YEARS:
        if after >= _years_on(start, years):
            return code
    year = _years_on(start, 1)
    return "under_1" if after < year else "exactly_1" if after == year else "from_1"


def _asked(
    column: StatisticalColumn,
    awards: tuple[AwardType, ...],
    own: tuple[str, ...],
    rest: tuple[str, ...],
) -> Iterator[StatisticalColumn]:
    """The column, narrowed to the awards asked about; a pair an award where each has its own."""
    if column.sums or column.ratio or column.missing:
        yield column
        return
    wanted = column.where.get("award", own)
    codes = rest if wanted == (REST,) else wanted
    asked = [award for award in awards if award.code in codes]
    if not asked:
        yield replace(column, asked=False)
    elif column.each:
        for award in asked:
            yield from _pair(column, award)
    else:
        where = {**column.where, "award": tuple(award.code for award in asked)}
        yield replace(column, where=where)


def _pair(column: StatisticalColumn, award: AwardType) -> Iterator[StatisticalColumn]:
    """Collectives (with households) and individuals that may receive the award."""
    for label, honorees in (
        ("Tập thể", (Honoree.COLLECTIVE, Honoree.HOUSEHOLD)),
        ("Cá nhân", (Honoree.INDIVIDUAL,)),
    ):
        able = tuple(str(honoree) for honoree in honorees if honoree in award.honorees)
        if able:
            where = {"award": (award.code,), "honoree": able}
            above = (*column.above, award.name)
            yield replace(column, label=label, above=above, where=where)


def _years_on(day: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the first of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
