"""How many of how many, in words: of all units, and of each cluster."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.domain.campaign import Campaign
from pipeline.domain.clusters import clusters_of
from pipeline.domain.unit_status import UnitStatus, return_rate
from pipeline.domain.vietnamese.numbers import format_percent, percent


def share_text(part: int, whole: int) -> str:
    """The share comes from counts: "3/4 (75%)"."""
    share = f" ({format_percent(percent(part, whole), 1)})" if whole else ""
    return f"{part}/{whole}{share}"


def cluster_texts(
    statuses: Iterable[UnitStatus], campaign: Campaign
) -> tuple[tuple[str, str, str], ...]:
    """Of many clusters: name, how many units have returned, how many are accepted."""
    own = {status.unit.code: status for status in statuses}
    told = []
    for cluster in clusters_of(campaign):
        mine = [own[unit.code] for unit in cluster.units if unit.code in own]
        rate = return_rate(mine, campaign.deadline)
        texts = (share_text(rate.returned, rate.asked), share_text(rate.accepted, rate.asked))
        told.append((cluster.name, *texts))
    return tuple(told)
