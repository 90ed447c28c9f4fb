"""Explain every printed table of a run: which count stands behind it, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.oracle import (
    explain_awards,
    explain_clusters,
    explain_lists,
    explain_results,
    explain_statistics,
)
from tests.oracle.expect import CLUSTERS, Row, UnknownTableError, compare
from tests.oracle.printed import Header, PrintedTable, chart_rows, excel_tables
from tests.oracle.recount import Recount

AWARDS = "Danh hiệu thi đua, hình thức khen thưởng đ"
"""Goes on "đã có quyết định tặng" or "đề nghị tặng"."""

BODY_MATRIX = "Kết quả khen thưởng đã có quyết định"


@dataclass(frozen=True)
class Years:
    """What the period and the one before are called in headers."""

    period: str
    previous: str


Rule = tuple[str, Callable[[Recount, PrintedTable, Years], list[Row]]]

RULES: tuple[Rule, ...] = (
    (
        "Tổng hợp danh hiệu thi đua, hình thức khen thưởng",
        lambda c, t, y: explain_awards.summary(c, t, y.period, y.previous),
    ),
    (BODY_MATRIX, lambda c, t, y: explain_awards.body_matrix(c, t)),
    (AWARDS, lambda c, t, y: explain_awards.appendix_matrix(c, t)),
    ("Danh sách ", lambda c, t, y: explain_lists.names(c, t)),
    (
        "Khen thưởng đã có quyết định theo loại hình",
        lambda c, t, y: explain_results.breakdown(c, t, "by_occasion"),
    ),
    (
        "Cá nhân được đề nghị, được khen theo nhóm đối tượng",
        lambda c, t, y: explain_results.breakdown(c, t, "by_object_group"),
    ),
    ("Tỷ lệ khen thưởng", lambda c, t, y: explain_awards.direct(c, t)),
    (
        "Kết quả thực hiện các chỉ tiêu thi đua",
        lambda c, t, y: explain_results.targets(c, t, y.period, y.previous),
    ),
    (
        "Kết quả thực hiện chỉ tiêu thi đua theo đơn vị",
        lambda c, t, y: explain_results.targets_by_unit(c, t, y.period, y.previous),
    ),
    ("Số đơn vị đạt từng chỉ tiêu", lambda c, t, y: explain_results.targets_met(c, t)),
    (
        "Xếp loại tổ chức đảng, đoàn thể của các đơn vị",
        lambda c, t, y: explain_results.ratings_by_unit(c, t),
    ),
    ("Xếp loại tổ chức đảng, đoàn thể", lambda c, t, y: explain_results.ratings(c, t)),
    ("Kết quả chấm điểm", lambda c, t, y: explain_results.scores(c, t)),
    ("Người làm công tác thi đua", lambda c, t, y: explain_results.staff(c, t)),
    ("Số văn bản đã ban hành", lambda c, t, y: explain_lists.documents_by_unit(c, t)),
    (
        "Danh mục văn bản",
        lambda c, t, y: explain_lists.listing(c, t, ("cluster_documents", "documents")),
    ),
    ("Điển hình tiên tiến", lambda c, t, y: explain_lists.listing(c, t, ("models",))),
    ("Tập huấn", lambda c, t, y: explain_lists.listing(c, t, ("training",))),
    ("Kiểm tra, giám sát", lambda c, t, y: explain_lists.listing(c, t, ("inspections",))),
    ("Số phong trào thi đua", lambda c, t, y: explain_statistics.movements(c, t)),
    ("Số lượng khen thưởng cấp nhà nước", lambda c, t, y: explain_statistics.state(c, t)),
    ("Số lượng khen thưởng cấp bộ", lambda c, t, y: explain_statistics.province(c, t)),
    ("Tổng hợp các hình thức khen thưởng", lambda c, t, y: explain_statistics.by_award(c, t)),
    ("Tổng hợp theo cụm, khối", lambda c, t, y: explain_clusters.by_cluster(c, t)),
    ("Tình trạng nộp báo cáo", lambda c, t, y: explain_results.standing(c)),
)


def differences(
    count: Recount, tables: Sequence[PrintedTable], period: str, previous: str
) -> list[str]:
    """Everything printed in these tables that the count does not say, or says otherwise."""
    years = Years(period, previous)
    found: list[str] = []
    for table in tables:
        try:
            found += compare(table, _expected(count, table, years))
        except (UnknownTableError, KeyError) as problem:
            found.append(f"{table.place}: {problem!r}")
    return [*found, *_columns_left_out(count, tables)]


def chart_differences(path: Path) -> list[str]:
    """Numbers behind the charts that are not those of the table of the same title."""
    tables = {table.title: table for table in excel_tables(path)}
    found: list[str] = []
    for title, series, rows in chart_rows(path):
        table = tables[title]
        for label, *values in rows:
            shown = next(row for row in table.rows if label in row[:2])
            for name, value in zip(series, values, strict=False):
                columns = zip(table.columns, shown, strict=True)
                same = [s for (g, h), s in columns if name in (h, f"{g}: {h}")]
                if _plotted(value) not in [one if one != "—" else None for one in same]:
                    found.append(f"{title}: {label}, {name}: {value} plotted, {same} printed")
    return found


def _plotted(value: object) -> Decimal | None:
    return Decimal(repr(value)) if isinstance(value, int | float) else None


def _expected(count: Recount, table: PrintedTable, years: Years) -> list[Row]:
    for opening, rule in RULES:
        if table.title.startswith(opening):
            return rule(count, table, years)
    raise UnknownTableError(f"nobody knows the table “{table.title}”")


def _columns_left_out(count: Recount, tables: Iterable[PrintedTable]) -> list[str]:
    """Awards that somebody received but no piece of the matrix shows, or the other way."""
    printed: dict[str, set[Header]] = defaultdict(set)
    by_title: dict[str, PrintedTable] = {}
    for table in tables:
        printed[table.title] |= set(table.columns)
        by_title[table.title] = table
    found: list[str] = []
    for title, columns in printed.items():
        shown = columns - {*explain_awards.FIXED, *explain_awards.TAIL, CLUSTERS}
        if title.startswith(BODY_MATRIX):
            wrong: set[object] = {*(shown ^ explain_awards.body_columns(count))}
        elif title.startswith(AWARDS):
            table = by_title[title]
            wanted = explain_awards.appendix_columns(count, table)
            wrong = {*(explain_awards.columns_shown(shown, table) ^ wanted)}
        else:
            continue
        found += [f"{title}: column {one}" for one in wrong]
    return found
