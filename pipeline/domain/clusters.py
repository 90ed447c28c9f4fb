"""The clusters of a campaign of many (các cụm, khối của một tỉnh, một ngành).

A cluster's campaign and collection are those of the whole, restricted to its units: what is
known of the whole only (the number and the signer of its report, what its head wrote) is absent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection as Codes
from dataclasses import dataclass, replace
from functools import cache

from pipeline.domain.campaign import Campaign, GroupKind, GroupRole, MemberUnit
from pipeline.domain.collection import Collection
from pipeline.domain.submission import Submission, Table
from pipeline.domain.vietnamese.text import file_name_part, fold

LONGEST_KEY = 32
"""It names a folder inside others, and Windows allows some 260 characters for a whole path."""

_DIGITS = 4

SCORES = "scores"
"""The block of the head's workbook with a row a unit: all of it that a cluster's report shows."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster (cụm, khối thi đua) of a campaign of many.

    Attributes:
        key: Its folder, and its mark in the names of its figures.
        units: In the agreed order.
    """

    name: str
    key: str
    units: tuple[MemberUnit, ...]

    @property
    def kind(self) -> GroupKind:
        """Told by its name: "Khối các doanh nghiệp" is a bloc."""
        return GroupKind.BLOC if fold(self.name).startswith("khối") else GroupKind.CLUSTER

    def with_role(self, role: GroupRole) -> tuple[str, ...]:
        """Codes of the units that are its head, or its deputies."""
        return tuple(unit.code for unit in self.units if unit.role is role)


@cache
def cluster_key(name: str) -> str:
    """A short name of a cluster that is fit for a folder, the same in every run.

    >>> cluster_key("Cụm thi đua số 1")
    'cum-thi-dua-so-1'
    """
    part = file_name_part(name)
    if len(part) <= LONGEST_KEY:
        return part
    mark = hashlib.sha256(fold(name).encode("utf-8")).hexdigest()[:_DIGITS]
    words, _, _ = part[: LONGEST_KEY - _DIGITS].rpartition("-")
    return f"{words or part[: LONGEST_KEY - _DIGITS - 1]}-{mark}"


def clusters_of(campaign: Campaign) -> tuple[Cluster, ...]:
    """The clusters by the order of their first units; none in a campaign of one cluster."""
    if not campaign.has_clusters:
        return ()
    names = dict.fromkeys(unit.cluster for unit in campaign.units)
    return tuple(
        Cluster(name, cluster_key(name), tuple(u for u in campaign.units if u.cluster == name))
        for name in names
    )


def units_in(scope: str, campaign: Campaign) -> list[str]:
    """Codes of the units of a cluster by its key; of all for ""."""
    return [u.code for u in campaign.units if not scope or cluster_key(u.cluster) == scope]


def of_cluster(collection: Collection, cluster: Cluster) -> Collection:
    """What concerns one cluster of everything that came back."""
    codes = frozenset(unit.code for unit in cluster.units)
    return replace(
        collection,
        campaign=_campaign_of(collection.campaign, cluster),
        submissions={u: one for u, one in collection.submissions.items() if u in codes},
        head=_scores_of(collection.head, codes),
        receipts=tuple(one for one in collection.receipts if one.unit in codes),
        rulings=tuple(one for one in collection.rulings if one.unit in codes),
    )


def _campaign_of(campaign: Campaign, cluster: Cluster) -> Campaign:
    return replace(
        campaign,
        kind=cluster.kind,
        name=cluster.name,
        units=cluster.units,
        head=next(iter(cluster.with_role(GroupRole.HEAD)), ""),
        deputies=cluster.with_role(GroupRole.DEPUTY),
        symbol="",
        report_number=None,
        report_date=None,
        signer="",
        scope=cluster.key,
    )


def _scores_of(head: Submission | None, codes: Codes[str]) -> Submission | None:
    """The head's workbook with its scores of these units and nothing else; its texts are of all."""
    if head is None:
        return None
    kept = {SCORES: _rows_of(head.tables[SCORES], codes)} if SCORES in head.tables else {}
    return replace(head, tables=kept)


def _rows_of(table: Table, codes: Codes[str]) -> Table:
    kept = [index for index, key in enumerate(table.row_keys) if key in codes]
    return replace(
        table,
        row_keys=tuple(table.row_keys[index] for index in kept),
        row_numbers=tuple(table.row_numbers[index] for index in kept),
        values={key: tuple(column[i] for i in kept) for key, column in table.values.items()},
        raws={key: tuple(column[i] for i in kept) for key, column in table.raws.items()},
    )
