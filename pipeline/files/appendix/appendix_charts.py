"""Native Excel charts of the appendix: readable in greyscale, below the table they are of.

The charts draw from a hidden worksheet that refers to the table's data rows. It leaves a gap
where a unit reported nothing; drawn from the table itself, Excel would show its "—" as 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.domain.document import Fill, RowKind, Table, TableColumn
from pipeline.domain.figures import Number
from pipeline.files.appendix.appendix_formats import FONT, number_format, stored
from pipeline.files.appendix.appendix_formulas import number_of
from pipeline.files.appendix.appendix_layout import (
    POINTS_A_PIXEL,
    ROW,
    TITLE_ROW,
    Layout,
    header_height,
    page_height,
    used_height,
)
from pipeline.files.appendix.appendix_text import written
from pipeline.files.appendix.charted_tables import name_column

DATA_SHEET = "Số liệu biểu đồ"

MOST_COLUMNS = 12
"""Categories that a column chart with labelled points can show; beyond it bars are drawn."""

COLUMN_CHART_HEIGHT, BAR_CHART_FRAME, BAR_HEIGHT = 360, 130, 13
LEAST_WIDTH, MOST_WIDTH = 520, 1180

_TITLE_FONT = {"name": FONT, "size": 12, "bold": True}
_LINE = {"color": "#262626", "width": 0.75}
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#404040"}},
    {"fill": {"color": "#D0D0D0"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#404040", "bg_color": "white"}},
    {"fill": {"color": "#8C8C8C"}},
    {"pattern": {"pattern": "large_grid", "fg_color": "#404040", "bg_color": "white"}},
    {"pattern": {"pattern": "dark_horizontal", "fg_color": "#404040", "bg_color": "white"}},
)


@dataclass(frozen=True, slots=True)
class Charted:
    """A table worth a chart, with the worksheet it was written to."""

    table: Table
    sheet: Worksheet
    layout: Layout


@dataclass(frozen=True, slots=True)
class _Series:
    """One column as drawn: its cells on the hidden worksheet and its values."""

    column: TableColumn
    position: int
    values: tuple[Number | None, ...]


def write_charts(workbook: Workbook, charted: Sequence[Charted]) -> None:
    """Draw the charts of all tables, their numbers on one hidden worksheet at the end."""
    if not charted:
        return
    data = workbook.add_worksheet(DATA_SHEET)
    data.hide()
    top = 0
    for one in charted:
        top = _write_table_charts(workbook, data, top, one)


def _write_table_charts(workbook: Workbook, data: Worksheet, top: int, one: Charted) -> int:
    """Draw the charts of one table; returns the next free row of the hidden worksheet."""
    indexes = tuple(i for i, row in enumerate(one.table.rows) if row.kind is RowKind.DATA)
    series = _write_numbers(data, top, one, indexes)
    place = _Place(one)
    for number, run in enumerate(_by_scale(series)):
        high = _height(len(indexes), len(run))
        chart = _chart(workbook, top, len(indexes), run)
        title_column = _write_title(data, top, one.table, number * (len(series) + 1))
        chart.set_title({"name": [DATA_SHEET, top, title_column], "name_font": _TITLE_FONT})
        width = min(max(one.layout.pixels - 8, LEAST_WIDTH), MOST_WIDTH)
        chart.set_size({"width": width, "height": high})
        place.insert(chart, high)
    one.sheet.print_area(TITLE_ROW, 0, place.row, len(one.layout.widths) - 1)
    return top + len(indexes) + 2


def _write_title(data: Worksheet, top: int, table: Table, column: int) -> int:
    """Keep a chart's title in a cell: given as text, one that begins with "=" were a formula."""
    data.write_string(top, column, written(table.title) + (" (%)" if column else ""))
    return column


class _Place:
    """Where the next chart below a table goes: on a new page when this one has no room."""

    def __init__(self, one: Charted) -> None:
        self.row = one.layout.end_row + 1
        self._sheet = one.sheet
        self._breaks: list[int] = []
        self._page = page_height(one.table, one.layout)
        self._header = header_height(one.table, one.layout)
        self._used = used_height(one.table, one.layout)

    def insert(self, chart: Chart, high: int) -> None:
        """Put a chart of so many pixels below what is there."""
        rows = math.ceil(high * POINTS_A_PIXEL / ROW) + 1
        if self._used + rows * ROW > self._page:
            self._breaks.append(self.row)
            self._sheet.set_h_pagebreaks(self._breaks)
            self._used = self._header
        self._sheet.insert_chart(
            self.row, 0, chart, {"object_position": 3, "x_offset": 4, "y_offset": 4}
        )
        self.row += rows
        self._used += rows * ROW


def _write_numbers(
    data: Worksheet, top: int, one: Charted, indexes: Sequence[int]
) -> tuple[_Series, ...]:
    table = one.table
    names = name_column(table)
    for line, index in enumerate(indexes, start=top + 1):
        name = table.rows[index].cells.get(names.key) if names else ""
        data.write_string(line, 0, written(str(name or "")))
    drawn = [column for column in table.columns if column.key in table.chart]
    return tuple(
        _write_series(data, top, one, indexes, _Series(column, position, _values(table, column)))
        for position, column in enumerate(drawn, start=1)
    )


def _write_series(
    data: Worksheet, top: int, one: Charted, indexes: Sequence[int], series: _Series
) -> _Series:
    data.write_string(top, series.position, written(_series_name(one.table, series.column)))
    letter = one.table.columns.index(series.column)
    source = quote_sheetname(one.sheet.get_name())
    for line, (index, value) in enumerate(zip(indexes, series.values, strict=True), start=top + 1):
        if value is not None:
            cell = xl_rowcol_to_cell(one.layout.first_row + index, letter)
            cached = stored(series.column.fill, value)
            data.write_formula(line, series.position, f"={source}!{cell}", None, cached)
    return series


def _series_name(table: Table, column: TableColumn) -> str:
    """The label in the legend; with the header above it where two series have the same."""
    same = [c for c in table.columns if c.key in table.chart and c.label == column.label]
    return f"{column.group}: {column.label}" if len(same) > 1 else column.label


def _values(table: Table, column: TableColumn) -> tuple[Number | None, ...]:
    rows = (row for row in table.rows if row.kind is RowKind.DATA)
    return tuple(number_of(row.cells.get(column.key)) for row in rows)


def _by_scale(series: Sequence[_Series]) -> tuple[tuple[_Series, ...], ...]:
    """Percents and counts do not share an axis: a chart for each."""
    percents = tuple(one for one in series if one.column.fill is Fill.PERCENT)
    others = tuple(one for one in series if one.column.fill is not Fill.PERCENT)
    return tuple(run for run in (others, percents) if run)


def _height(categories: int, series: int) -> int:
    if categories <= MOST_COLUMNS:
        return COLUMN_CHART_HEIGHT
    return BAR_CHART_FRAME + categories * (BAR_HEIGHT * series + 10)


def _chart(workbook: Workbook, top: int, categories: int, series: Sequence[_Series]) -> Chart:
    is_column = categories <= MOST_COLUMNS
    chart = workbook.add_chart({"type": "column" if is_column else "bar"})
    last = top + categories
    for number, one in enumerate(series):
        options: dict[str, Any] = {
            "name": [DATA_SHEET, top, one.position],
            "categories": [DATA_SHEET, top + 1, 0, last, 0],
            "values": [DATA_SHEET, top + 1, one.position, last, one.position],
            "border": _LINE,
            "gap": 60,
        }
        if is_column:
            # Long numbers above thin columns would run into one another.
            upright = one.column.fill is Fill.PERCENT and categories * len(series) > MOST_COLUMNS
            font = _font(9) | ({"rotation": -90} if upright else {})
            options["data_labels"] = {"value": True, "font": font, "num_format": _format(one)}
        chart.add_series(options | _FILLS[number % len(_FILLS)])
    chart.set_legend({"position": "bottom", "font": _font(10)})
    chart.show_hidden_data()
    chart.show_blanks_as("gap")
    _set_axes(chart, series, is_column=is_column)
    return chart


def _set_axes(chart: Chart, series: Sequence[_Series], *, is_column: bool) -> None:
    known = [value for one in series for value in one.values if value is not None]
    values: dict[str, Any] = {
        "num_font": _font(10),
        "num_format": _format(series[0]),
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
    }
    if all(value >= 0 for value in known):
        values["min"] = 0
    names: dict[str, Any] = {"num_font": _font(10), "major_gridlines": {"visible": False}}
    if any(value < 0 for value in known):
        names["label_position"] = "low"
    if is_column:
        chart.set_x_axis(names)
        chart.set_y_axis(values)
        return
    # Bars grow upwards from the first; reversed, they read in the order of the table.
    chart.set_y_axis(names | {"reverse": True})
    chart.set_x_axis(values | {"label_position": "high"})


def _format(series: _Series) -> str:
    formats = {number_format(series.column.fill, value) for value in series.values}
    if series.column.fill is Fill.PERCENT:
        return "0.0%"
    return formats.pop() if len(formats) == 1 else "#,##0.0"


def _font(size: int) -> dict[str, Any]:
    return {"name": FONT, "size": size}
