"""Which tables of ``phu-luc.xlsx`` get a chart, and what is said of one too long for it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.domain.document import Fill, RowKind, Table, TableColumn

MOST_BARS = 60
"""Categories beyond which a chart can no longer be read, and none is drawn."""

NOT_DRAWN = f"Không vẽ biểu đồ vì bảng có hơn {MOST_BARS} dòng, hình sẽ không đọc được."


def is_charted(table: Table) -> bool:
    """Whether a chart of the table is wanted and would be readable."""
    return _is_wanted(table) and 0 < _data_rows(table) <= MOST_BARS


def with_chart_note(table: Table) -> Table:
    """The table; one too long for the chart that is wanted of it says so in a note."""
    if _is_wanted(table) and _data_rows(table) > MOST_BARS:
        return replace(table, notes=(*table.notes, NOT_DRAWN))
    return table


def name_column(table: Table) -> TableColumn | None:
    """The first text column, ordinals aside: the names of the bars."""
    texts = [column for column in table.columns if column.fill is Fill.TEXT]
    return next((column for column in texts if column.width >= 1), texts[0] if texts else None)


def _is_wanted(table: Table) -> bool:
    return bool(table.chart) and name_column(table) is not None


def _data_rows(table: Table) -> int:
    return sum(row.kind is RowKind.DATA for row in table.rows)
