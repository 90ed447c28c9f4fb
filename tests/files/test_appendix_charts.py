from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.files.appendix.charted_tables import NOT_DRAWN
from tests.files.appendix_tables import awards, direct_ratios, sheet, write


def test_charts_draw_data_rows_only_and_leave_a_gap_for_the_unknown(tmp_path: Path) -> None:
    path = write(tmp_path, direct_ratios())
    drawn = sheet(path, name="Số liệu biểu đồ")
    assert drawn.sheet_state == "hidden"
    assert [cell.value for cell in drawn["A"][1:]] == [
        "Sở Nội vụ",
        "Sở Tài chính",
        "Sở Tư pháp",
        "Ban Dân tộc",
        "Ban Quản lý khu kinh tế cửa khẩu Đồng Đăng",
    ]
    assert [cell.value for cell in drawn["B"][1:]] == [
        "='Lao động trực tiếp'!C8",
        "='Lao động trực tiếp'!C9",
        None,
        "='Lao động trực tiếp'!C13",
        "='Lao động trực tiếp'!C14",
    ]


def test_counts_and_percents_are_drawn_apart_below_the_table(tmp_path: Path) -> None:
    path = write(tmp_path, direct_ratios())
    assert len(charts(path)) == 2
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    tops = [int(row) for row in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)", drawing)]
    bottoms = [int(row) for row in re.findall(r"<xdr:to>.*?<xdr:row>(\d+)", drawing)]
    assert tops[0] >= sheet(path).max_row
    assert tops[1] > bottoms[0]


@pytest.mark.parametrize(("units", "kind", "labelled"), [(12, "col", True), (13, "bar", False)])
def test_many_units_are_drawn_as_bars_without_labels(
    tmp_path: Path, units: int, kind: str, labelled: bool
) -> None:
    (chart,) = charts(write(tmp_path, awards(units)))
    assert f'<c:barDir val="{kind}"/>' in chart
    assert ("<c:dLbls>" in chart) == labelled


def test_a_title_that_looks_like_a_formula_stays_words(tmp_path: Path) -> None:
    (chart,) = charts(write(tmp_path, replace(awards(), title="=1+1")))
    assert "<c:v>=1+1</c:v>" in chart
    assert "<c:f>1+1</c:f>" not in chart


def test_bars_of_counts_start_at_0(tmp_path: Path) -> None:
    (chart,) = charts(write(tmp_path, awards()))
    assert '<c:min val="0"/>' in chart


def test_a_chart_nobody_could_read_is_not_drawn_and_a_note_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, awards(61))
    assert charts(path) == []
    assert NOT_DRAWN in notes(path)
    assert NOT_DRAWN not in notes(write(tmp_path, awards(60)))


def test_two_series_of_one_label_are_told_apart_by_the_header_above(tmp_path: Path) -> None:
    table = awards()
    columns = tuple(
        replace(column, label="Tỷ lệ", group=f"Nhóm {column.key}")
        if column.key in table.chart
        else column
        for column in table.columns
    )
    drawn = sheet(write(tmp_path, replace(table, columns=columns)), name="Số liệu biểu đồ")
    names = [cell.value for cell in drawn[1][1:]]
    assert names == [f"Nhóm {key}: Tỷ lệ" for key in table.chart]


def notes(path: Path) -> list[object]:
    return [cell.value for cell in sheet(path)["A"]]


def charts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        return [archive.read(name).decode() for name in names]
