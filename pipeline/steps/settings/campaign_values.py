"""What a new ``campaign.xlsx`` already says: the usual, or last year's campaign carried over.

Values are keyed (block, row, column) of the form ``campaign``; rows of a list are "1", "2" ….
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from pipeline.domain.campaign import (
    Campaign,
    Counting,
    Criterion,
    GroupKind,
    MemberUnit,
    Movement,
    Period,
    PeriodKind,
    Target,
)
from pipeline.domain.catalogue import AwardType, Catalogue, Honoree
from pipeline.domain.form import VALUE
from pipeline.domain.submission import Value
from pipeline.steps.settings.mail_settings import mail_values
from pipeline.steps.settings.rule_switches import RULES, SWITCH

Values: TypeAlias = Mapping[tuple[str, str, str], Value]

DIRECT_WORKER = (
    "Người lao động trực tiếp là người trực tiếp công tác, lao động, học tập, chiến đấu và phục vụ "
    "chiến đấu, không giữ chức vụ lãnh đạo, quản lý (từ phó trưởng phòng và tương đương trở lên)."
)
RECIPIENTS = (
    "HĐ TĐKT tỉnh",
    "Sở Nội vụ (Ban TĐKT)",
    "Các đơn vị trong Cụm thi đua",
    "Lưu: VT.",
)


def starting_values(
    *, campaign_id: str, year: int, catalogue: Catalogue, movements: Sequence[Movement]
) -> Values:
    """The usual answers of a campaign that has no forerunner."""
    period = Period.of(PeriodKind.YEAR, year)
    usual = {award.code for award in catalogue.awards if award.usual}
    return {
        **_fields(
            {
                "kind": GroupKind.CLUSTER.value,
                "period_kind": period.kind.value,
                "year": year,
                "counting": Counting.EVENTS.value,
                "direct_worker": DIRECT_WORKER,
                "id": campaign_id,
            }
        ),
        **_awards(catalogue, period, usual),
        **_records("movements", (_movement(movement, asked=True) for movement in movements)),
        **_records("recipients", ({"name": name} for name in RECIPIENTS)),
    }


def carried_values(
    old: Campaign,
    *,
    campaign_id: str,
    year: int,
    catalogue: Catalogue,
    movements: Sequence[Movement],
) -> Values:
    """Last year's answers moved to the new year; what is no longer in force is dropped.

    Movements asked about last year are asked again; new suggestions are listed, not asked.
    """
    period = _moved_period(old.period, year)
    known = {movement.code for movement in old.movements}
    asked_again = (_movement(movement, asked=True) for movement in old.movements)
    suggested = (_movement(x, asked=False) for x in movements if x.code not in known)
    members = tuple(unit for unit in old.units if unit.belongs_in(period))
    asked = {award.code for award in old.awards}
    return {
        **_fields(_carried_fields(old, period, members) | {"id": campaign_id}),
        **_records("units", (_unit(unit) for unit in members)),
        **_awards(catalogue, period, asked),
        **_records("local_awards", (_local_award(x) for x in _local(old, catalogue, period))),
        **_records("movements", (*asked_again, *suggested)),
        **_records("targets", (_target(target) for target in old.targets)),
        **_records("criteria", (_criterion(criterion) for criterion in old.criteria)),
        **_records("recipients", ({"name": name} for name in old.recipients)),
        **mail_values(old.mail_server),
        **{(RULES, code, SWITCH): switch.value for code, switch in old.rule_switches.items()},
    }


def _carried_fields(
    old: Campaign, period: Period, members: tuple[MemberUnit, ...]
) -> dict[str, Value]:
    codes = {unit.code for unit in members}
    usual = Period.of(period.kind, period.year)
    years = period.year - old.period.year
    return {
        "kind": old.kind.value,
        "name": old.name,
        "province": old.province,
        "council": old.council,
        "place": old.place,
        "period_kind": period.kind.value,
        "year": period.year,
        "period_start": None if period.start == usual.start else period.start,
        "period_end": None if period.end == usual.end else period.end,
        "head": old.head if old.head in codes else None,
        "deputies": "; ".join(code for code in old.deputies if code in codes),
        "deadline": _moved(old.deadline, years) if old.deadline else None,
        "symbol": old.symbol,
        "signer": old.signer,
        "quota": old.quota,
        "counting": old.counting.value,
        "direct_worker": old.direct_worker,
        "contact": old.contact,
    }


def _moved_period(period: Period, year: int) -> Period:
    """The same period in another year, its own bounds moved with it."""
    years = year - period.year
    return Period(period.kind, year, _moved(period.start, years), _moved(period.end, years))


def _moved(day: date, years: int) -> date:
    """The same day in another year; the last of February stays the last of February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year + years)


def _unit(unit: MemberUnit) -> dict[str, Value]:
    """A unit as listed; it now continues itself, so its predecessor is not carried."""
    return {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "aliases": "; ".join(unit.aliases),
        "order": unit.order,
        "email": unit.email,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "cluster": unit.cluster,
        "role": unit.role.value if unit.role else None,
    }


def _target(target: Target) -> dict[str, Value]:
    return {
        "code": target.code,
        "name": target.name,
        "measure": target.measure,
        "direction": target.direction.value,
        "addition": target.addition.value,
        "maximum": target.maximum,
    }


def _criterion(criterion: Criterion) -> dict[str, Value]:
    return {"code": criterion.code, "name": criterion.name, "maximum": criterion.maximum}


def _movement(movement: Movement, *, asked: bool) -> dict[str, Value]:
    figures = (f"{figure.label} ({figure.measure})" for figure in movement.figures)
    return {
        "asked": "yes" if asked else "no",
        "code": movement.code,
        "name": movement.name,
        "launched_by": movement.launched_by,
        "topic": movement.topic or "other",
        "figures": "; ".join(figures),
    }


def _awards(catalogue: Catalogue, period: Period, asked: set[str]) -> Values:
    return {
        ("awards", award.code, "asked"): "yes" if award.code in asked else "no"
        for award in catalogue.in_force(period.start, period.end)
    }


def _local(old: Campaign, catalogue: Catalogue, period: Period) -> tuple[AwardType, ...]:
    """The old campaign's own awards: in no catalogue, and not ended by law."""
    lawful = {award.code for award in catalogue.awards}
    return tuple(
        award
        for award in old.awards
        if award.code not in lawful and award.in_force(period.start, period.end)
    )


def _local_award(award: AwardType) -> dict[str, Value]:
    return {
        "code": award.code,
        "name": award.name,
        "honoree": "+".join(one for one in Honoree if one in award.honorees),
        "group": award.group.value,
        "level": award.level.value,
    }


def _fields(answers: Mapping[str, Value]) -> Values:
    return {
        ("cluster", key, VALUE): value for key, value in answers.items() if value not in (None, "")
    }


def _records(block: str, lines: Iterable[Mapping[str, Value]]) -> Values:
    return {
        (block, str(number), key): value
        for number, line in enumerate(lines, start=1)
        for key, value in line.items()
        if value not in (None, "")
    }
