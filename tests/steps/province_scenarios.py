"""A small province, for what the reports say of many clusters and of one among them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.domain.campaign import Campaign, GroupRole, MemberUnit
from pipeline.steps.figures import FigureBook
from tests.builders import a_campaign, a_unit
from tests.steps.collections_builder import Answers, a_book

CLUSTERS = ("Cụm thi đua số 1", "Cụm thi đua số 2", "Khối doanh nghiệp")
SIZES = (8, 7, 2)


def a_province(**changes: Any) -> Campaign:
    """Seventeen units in two clusters with a head and a bloc without."""
    units: list[MemberUnit] = []
    for cluster, size in zip(CLUSTERS, SIZES, strict=True):
        roles = (GroupRole.HEAD, GroupRole.DEPUTY) if cluster != CLUSTERS[2] else (None, None)
        for place in range(size):
            number = len(units) + 1
            role = roles[place] if place < 2 else None
            units.append(a_unit(f"D{number:02}", order=number, cluster=cluster, role=role))
    settings: dict[str, Any] = {
        "units": tuple(units), "name": "tỉnh Lạng Sơn", "head": "D01", "deputies": (), "quota": 1,
    }  # fmt: skip
    return a_campaign(**(settings | changes))


def a_large_book() -> FigureBook:
    """Twenty units in ten clusters, of which one has returned."""
    units = [a_unit(f"D{n:02}", order=n, cluster=f"Cụm số {n // 2}") for n in range(20)]
    return a_book({"D01": {}}, campaign=a_province(units=tuple(units)))


def a_province_book(
    units: dict[str, Answers] | None = None, campaign: Campaign | None = None
) -> FigureBook:
    """Two units have returned; the first five of the first cluster and two others are scored."""
    scores = {f"D{number:02}": Decimal(100 - number) for number in (1, 2, 3, 4, 5, 9, 10)}
    nominated = {"D01": "flag", "D02": "certificate", "D09": "flag"}
    head: Answers = {
        "scores": {
            code: {"score": score, "nomination": nominated.get(code, "none")}
            for code, score in scores.items()
        },
        "narrative": {"conditions": "Thuận lợi của cả tỉnh.", "leadership": "Chung."},
        "cluster_launched": [{"name": "Đoàn kết"}],
    }
    own: Answers = {
        "headcount": {"total": 10, "direct": 8},
        "narrative": {"conditions": "Thuận lợi riêng."},
        "models": [{"kind": "collective", "name": "Phòng B"}],
    }
    return a_book(units or {"D01": own, "D09": own}, head, campaign or a_province())
