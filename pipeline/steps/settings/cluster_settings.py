"""Read which cluster each unit belongs to (cột “Cụm, khối” của sheet Đơn vị).

All blank is a campaign of one cluster, and so is one name for all. Names that differ in case,
spacing or tone placement only are one name, written as first entered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.domain.campaign import GroupRole, MemberUnit
from pipeline.domain.clusters import cluster_key
from pipeline.domain.vietnamese.text import clean, fold
from pipeline.steps.settings.settings_lines import Line

CLUSTER, ROLE = "cluster", "role"
SHOWN = 20
"""Cells named one by one; the others are counted."""


def with_clusters(units: Sequence[MemberUnit], lines: Mapping[str, Line]) -> tuple[MemberUnit, ...]:
    """The units with their clusters, those of one cluster one after another.

    Args:
        units: In the agreed order; clusters follow the order of their first units.
        lines: The line of each unit by its code.
    """
    own = [lines[unit.code] for unit in units]
    names: dict[str, str] = {}
    for line in own:
        if name := clean(line.text(CLUSTER)):
            names.setdefault(fold(name), name)
    if not names:
        _refuse_roles(own)
        return tuple(units)
    _refuse_blanks([line for line in own if not line.text(CLUSTER)])
    _refuse_alike(own, names)
    _refuse_second_heads(own)
    order = list(names.values())
    placed = [
        replace(unit, cluster=names.get(fold(line.text(CLUSTER)), ""), role=_role(line))
        for unit, line in zip(units, own, strict=True)
    ]
    return tuple(sorted(placed, key=lambda u: order.index(u.cluster) if u.cluster else -1))


def _role(line: Line) -> GroupRole | None:
    return GroupRole(line.text(ROLE)) if line.text(ROLE) else None


def _refuse_roles(lines: Sequence[Line]) -> None:
    """A head or deputy of no cluster would be passed over without a word."""
    filled = [line for line in lines if line.text(ROLE)]
    if filled:
        filled[0].wrong.append(
            f"{filled[0].place}, ô {_listed(filled, ROLE)}: đã điền “Trưởng, phó cụm, khối” nhưng"
            " cột “Cụm, khối” còn trống. Đợt có nhiều cụm, khối: điền cụm, khối cho mọi đơn vị."
            " Chỉ có một cụm, khối: xóa các ô này, ghi mã đơn vị trưởng, phó ở sheet “Cụm thi đua”."
        )


def _listed(lines: Sequence[Line], key: str) -> str:
    cells = [line.cells[key].address for line in lines if key in line.cells]
    more = f" và {len(cells) - SHOWN} ô khác" if len(cells) > SHOWN else ""
    return f"{', '.join(cells[:SHOWN])}{more}"


def _refuse_blanks(blank: Sequence[Line]) -> None:
    if not blank:
        return
    blank[0].wrong.append(
        f"{blank[0].place}, ô {_listed(blank, CLUSTER)}: chưa điền “Cụm, khối”, trong khi"
        " đơn vị khác đã điền. Điền cho mọi đơn vị; nếu cả đợt chỉ có một cụm, khối thì để trống"
        " cả cột."
    )


def _refuse_alike(lines: Sequence[Line], names: Mapping[str, str]) -> None:
    """Names that differ in their marks only are a slip, and would share a folder."""
    first: dict[str, str] = {}
    told: set[str] = set()
    for line in lines:
        own = fold(line.text(CLUSTER))
        if not own:
            continue
        other = first.setdefault(cluster_key(names[own]), own)
        if other != own and own not in told:
            told.add(own)
            line.refuse(
                CLUSTER,
                f"tên cụm, khối “{names[own]}” chỉ khác dấu với “{names[other]}”."
                " Cùng một cụm, khối thì ghi giống nhau; hai cụm, khối thì ghi rõ để phân biệt.",
            )


def _refuse_second_heads(lines: Sequence[Line]) -> None:
    heads: set[str] = set()
    for line in lines:
        if line.text(ROLE) == GroupRole.HEAD:
            own = fold(line.text(CLUSTER))
            if own in heads:
                name = line.text(CLUSTER)
                line.refuse(ROLE, f"“{name}” đã có đơn vị trưởng. Mỗi cụm, khối chỉ chọn một.")
            heads.add(own)
