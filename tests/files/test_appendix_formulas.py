from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from pipeline.domain.document import Derivation, Fill, Formula, TableColumn
from tests.files.appendix_tables import (
    ALL,
    AWARDED,
    BEFORE,
    CHANGE,
    UNIT,
    a_figure,
    a_percent,
    a_table,
    data,
    direct_ratios,
    heading,
    sheet,
    total,
    write,
)


def test_totals_and_derived_columns_are_formulas_with_the_printed_value_cached(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, direct_ratios())
    formulas, values = sheet(path), sheet(path, data_only=True)
    assert formulas["C11"].value == '=IF(COUNT(C8:C10)=0,"—",SUM(C8:C10))'
    assert formulas["C16"].value == '=IF(COUNT(C8:C10,C13:C14)=0,"—",SUM(C8:C10,C13:C14))'
    assert formulas["E8"].value == '=IF(COUNT(D8,C8)<2,"—",IF(C8=0,"—",ROUND(D8/C8,4)))'
    assert formulas["G8"].value == '=IF(COUNT(C8,F8)<2,"—",C8-F8)'
    assert [values[f"{c}16"].value for c in "CDEFG"] == [1360, 455, 0.3346, 1350, 10]


def test_what_is_not_reported_is_a_dash_and_never_0(tmp_path: Path) -> None:
    values = sheet(write(tmp_path, direct_ratios()), data_only=True)
    assert [values[f"{c}10"].value for c in "CDEFGH"] == ["—"] * 6
    assert [values[f"{c}13"].value for c in "CDE"] == [0, 0, "—"]
    assert values["A16"].value is None, "a total has no ordinal, which is not a missing figure"


def test_the_mean_of_a_total_row_is_written_as_it_is(tmp_path: Path) -> None:
    assert sheet(write(tmp_path, direct_ratios()))["H16"].value == 85.17


def test_a_total_that_is_not_the_sum_of_its_rows_is_our_bug(tmp_path: Path) -> None:
    table = a_table((UNIT, BEFORE), data(unit="A", before=a_figure(3)), total(before=a_figure(4)))
    with pytest.raises(AssertionError, match=r"table\.t: total 4 of column 'before'"):
        write(tmp_path, table)
    assert list(tmp_path.iterdir()) == []


def test_a_total_of_0_over_rows_left_out_is_written_as_it_is(tmp_path: Path) -> None:
    nothing = a_figure(None)
    table = a_table((UNIT, BEFORE), data(unit="A", before=nothing), total(before=a_figure(0)))
    written = [cell for row in sheet(write(tmp_path, table)).iter_rows() for cell in row]
    assert [cell.value for cell in written if cell.value == 0] == [0]


def test_a_total_without_a_figure_is_still_summed(tmp_path: Path) -> None:
    table = a_table(
        (UNIT, BEFORE), data(unit="A", before=3), data(unit="B", before=4), total(unit="Cộng")
    )
    assert sheet(write(tmp_path, table), data_only=True)["B8"].value == 7


def test_a_derived_figure_that_is_not_made_of_its_columns_is_written_as_it_is(
    tmp_path: Path,
) -> None:
    row = data(unit="A", awarded=a_figure(3), before=a_figure(1), change=a_figure(5))
    written = sheet(write(tmp_path, a_table((UNIT, AWARDED, BEFORE, CHANGE), row)))
    assert written["D7"].value == 5


def test_a_derived_column_whose_terms_are_left_out_is_written_plain(tmp_path: Path) -> None:
    table = a_table((UNIT, CHANGE), data(unit="A", change=a_figure(-3)))
    assert sheet(write(tmp_path, table))["B6"].value == -3


def test_a_difference_of_percents_in_points_is_shown_in_points(tmp_path: Path) -> None:
    now, then = (TableColumn(key, key, Fill.PERCENT) for key in ("now", "then"))
    points = TableColumn(
        "p", "Điểm %", Fill.CHANGE, formula=Formula(Derivation.DIFFERENCE, ("now", "then"))
    )
    row = data(unit="A", now=a_percent("12.5"), then=a_percent("10"), p=a_figure("2.5"))
    path = write(tmp_path, a_table((UNIT, now, then, points), row))
    assert sheet(path)["D6"].value == '=IF(COUNT(B6,C6)<2,"—",100*(B6-C6))'
    assert sheet(path, data_only=True)["D6"].value == 2.5


def test_a_sum_over_too_many_groups_for_a_formula_is_written_as_a_number(tmp_path: Path) -> None:
    groups = [row for i in range(201) for row in (heading(f"Nhóm {i}"), data(unit="A", before=1))]
    path = write(tmp_path, a_table((UNIT, BEFORE), *groups, total(before=a_figure(201))))
    assert sheet(path)["B408"].value == 201


@pytest.mark.libreoffice
def test_recalculation_gives_the_cached_values(tmp_path: Path) -> None:
    path = write(tmp_path, *ALL)
    cached = _values(openpyxl.load_workbook(path, data_only=True))
    recalculated = _values(openpyxl.load_workbook(recalculate(path), data_only=True))
    formulas = _formulas(openpyxl.load_workbook(path))
    assert len(formulas) == 45
    for place in formulas:
        assert recalculated[place] == pytest.approx(cached[place], abs=1e-9), place


def recalculate(path: Path) -> Path:
    """Drop all cached values, so that LibreOffice has to compute every formula."""
    folder = path.parent / "recalculated"
    folder.mkdir()
    bare = path.with_name("bare.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            xml = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                xml = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", xml)
                assert b"</f><v>" not in xml
            target.writestr(name, xml)
    profile = (path.parent / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(bare)], check=True, capture_output=True, timeout=120
    )
    return folder / bare.name


def _values(book: Workbook) -> Mapping[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell)
    }


def _formulas(book: Workbook) -> list[tuple[str, str]]:
    return [
        place
        for place, value in _values(book).items()
        if isinstance(value, str) and value.startswith("=IF")
    ]
