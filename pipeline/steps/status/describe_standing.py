"""How every unit stands as plain data, added to what ``describe_status`` tells (``--json``).

Keys are stable and documented in ``docs/json.md``; new keys may be added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from pipeline.domain.unit_status import ReturnRate, UnitStatus

Record = dict[str, Any]


def with_standing(
    described: Mapping[str, Any], statuses: Iterable[UnitStatus], rate: ReturnRate
) -> Record:
    """The description with the state of each unit today, and the return rate."""
    standings = {status.unit.code: _standing(status) for status in statuses}
    units = [{**unit, **standings.get(unit["unit"], {})} for unit in described["units"]]
    return {
        **described,
        "units": units,
        "return_rate": {
            "asked": rate.asked,
            "returned": rate.returned,
            "accepted": rate.accepted,
            "on_time": rate.on_time,
        },
    }


def _standing(status: UnitStatus) -> Record:
    return {
        "standing": status.state.value,
        "standing_label": status.label,
        "asked_round": status.asked_round,
        "days_late": status.days_late,
        "last_received": _iso(status.last_received),
        "reminded": _iso(status.reminded),
        "contact": {
            "reporter": status.contact.reporter,
            "phone": status.contact.phone,
            "email": status.contact.typed_email,
        },
    }


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
