"""The appendices (phụ lục) of a report, in their order, from the tables of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.document import Appendix, Table
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.registry import table_named

ALWAYS = 3
"""I to III are named by the official outlines, so they appear even with nothing to list."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """One appendix; its ``key``, the first of its tables unless given, makes its id."""

    title: str
    tables: tuple[str, ...]
    landscape: bool = True
    key: str = ""


_PLANS = (
    _Plan(
        "Văn bản chỉ đạo, triển khai công tác thi đua, khen thưởng",
        ("documents_by_unit", "documents"),
        key="documents",
    ),
    _Plan(
        "Danh hiệu thi đua, hình thức khen thưởng của tập thể",
        ("collectives_decided", "collectives_proposed", "collectives_named"),
    ),
    _Plan(
        "Danh hiệu thi đua, hình thức khen thưởng của cá nhân, hộ gia đình",
        ("people_decided", "people_proposed", "people_named"),
    ),
    _Plan(
        "Tỷ lệ khen thưởng đối với người lao động trực tiếp", ("direct_rates", "by_object_group")
    ),
    _Plan("Xếp loại tổ chức đảng, đoàn thể", ("ratings_by_unit",)),
    _Plan("Kết quả chấm điểm, xếp hạng thi đua", ("scores",)),
    _Plan("Điển hình tiên tiến, nhân tố mới, cách làm hay", ("models",)),
    _Plan("Tập huấn, bồi dưỡng nghiệp vụ thi đua, khen thưởng", ("training",)),
    _Plan("Kiểm tra, giám sát công tác thi đua, khen thưởng", ("inspections",)),
    _Plan(
        "Kết quả thực hiện chỉ tiêu thi đua theo đơn vị",
        ("targets_by_unit", "targets_met"),
        landscape=False,
    ),
    _Plan("Tổng hợp theo cụm, khối", ("by_cluster",)),
)


def appendices(book: FigureBook) -> tuple[Appendix, ...]:
    """Every appendix with something to print, numbered without gaps."""
    return tuple(
        Appendix(f"appendix.{_key(plan)}", number, plan.title, tables, plan.landscape)
        for number, (plan, tables) in enumerate(_printed(book), start=1)
    )


def _key(plan: _Plan) -> str:
    return plan.key or plan.tables[0]


def _printed(book: FigureBook) -> Iterator[tuple[_Plan, tuple[Table, ...]]]:
    for position, plan in enumerate(_PLANS, start=1):
        made = (table_named(name, book) for name in plan.tables)
        tables = tuple(table for table in made if table is not None)
        if tables or position <= ALWAYS:
            yield plan, tables
