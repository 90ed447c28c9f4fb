"""How every unit stands: derived anew, told to the screens, written as ``status.html``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.domain.unit_status import Asked, ReturnRate, UnitStatus, return_rate
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.web.status_page import write_status_page
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.steps.status.status_view import status_view
from pipeline.steps.status.unit_states import Evidence, unit_statuses


@dataclass(frozen=True, slots=True)
class Told:
    """How every unit stands, and the page that says so."""

    statuses: tuple[UnitStatus, ...]
    rate: ReturnRate
    page: Path


@alone
def tell_status(
    opened: OpenCampaign, collected: Collected, *, now: datetime, asked: Sequence[Asked] = ()
) -> Told:
    """Derive the states and write the page.

    Args:
        opened: The campaign.
        collected: What has come by now.
        now: Stands on the page.
        asked: Corrections that were just asked for; they are recorded first.

    Raises:
        OutputError: The ledger or the page cannot be written.
    """
    with open_ledger(opened.folder.ledger) as ledger:
        ledger.record_asked(asked, now)
    told, evidence = _derived(opened, collected)
    passed_over = [(one.name, one.note) for one in collected.litter]
    view = status_view(collected.collection, told.statuses, evidence, passed_over, now)
    write_status_page(told.page, view)
    return told


def standing(opened: OpenCampaign, collected: Collected) -> Told:
    """Derive the states only; the page stays as it is."""
    return _derived(opened, collected)[0]


def _derived(opened: OpenCampaign, collected: Collected) -> tuple[Told, Evidence]:
    with open_ledger(opened.folder.ledger) as ledger:
        evidence = Evidence(
            collected.verdicts,
            collected.set_aside,
            collected.cross_findings,
            ledger.asked(),
            ledger.mails(),
            collected.opened,
        )
    statuses = unit_statuses(collected.collection, evidence)
    rate = return_rate(statuses, opened.campaign.deadline)
    return Told(statuses, rate, opened.folder.status_page), evidence
