from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.domain.document import Fill, TableColumn
from pipeline.domain.errors import OutputError
from pipeline.domain.figures import Number
from tests.files.appendix_tables import (
    ALL,
    AWARDED,
    BEFORE,
    DIRECT,
    HOSTILE,
    STT,
    UNIT,
    a_percent,
    a_table,
    awards,
    data,
    direct_ratios,
    documents,
    heading,
    sheet,
    subtotal,
    total,
    write,
)
from tests.projections import xlsx_as_text


def test_the_workbook_reads_as_agreed(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    path = write(tmp_path, *ALL)
    golden("phu-luc.xlsx.txt", xlsx_as_text(path))


def test_the_index_comes_first_and_links_to_every_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path, *ALL))
    index = book["Mục lục"]
    assert book.sheetnames[:4] == [
        "Mục lục",
        "Lao động trực tiếp",
        "PL I văn bản",
        "PL III quyết định",
    ]
    targets = [cell.hyperlink.location for cell in index["C"] if cell.hyperlink]
    assert targets == [f"'{name}'!A1" for name in book.sheetnames[1:4]]


@pytest.mark.parametrize(
    ("fill", "value", "expected"),
    [
        (Fill.COUNT, 1234, "#,##0"),
        (Fill.NUMBER, Decimal("1234.5"), "#,##0.##"),
        (Fill.NUMBER, Decimal("12.0"), "#,##0"),
        (Fill.PERCENT, Decimal("12.5"), "0.0#%"),
        (Fill.CHANGE, -3, "+#,##0;-#,##0;0"),
        (Fill.CHANGE, Decimal("1.5"), "+#,##0.##;-#,##0.##;0"),
        (Fill.TEXT, 2025, "0"),
    ],
)
def test_numbers_have_the_format_of_their_column(
    tmp_path: Path, fill: Fill, value: Number, expected: str
) -> None:
    table = a_table((UNIT, TableColumn("n", "Số", fill)), data(unit="A", n=value))
    assert sheet(write(tmp_path, table))["B6"].number_format == expected


def test_a_percent_among_other_figures_is_still_a_percent(tmp_path: Path) -> None:
    table = a_table(
        (UNIT, TableColumn("n", "Kết quả", Fill.NUMBER)), data(unit="A", n=a_percent("12.5"))
    )
    cell = sheet(write(tmp_path, table))["B6"]
    assert (cell.value, cell.number_format) == (0.125, "0.0#%")


def test_dates_are_days_and_other_words_stay_words(tmp_path: Path) -> None:
    written = sheet(write(tmp_path, documents(4)))
    days = [written[f"C{row}"] for row in range(6, 10)]
    assert [str(d.value)[:10] for d in days] == ["2025-03-05", "2025-04-30", "quý II", "—"]
    assert days[0].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_never_becomes_a_formula_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    table = a_table((UNIT,), data(unit=text), heading(text), title=text, notes=(text,))
    written = sheet(write(tmp_path, table))
    for address in ("A2", "A6", "A7", "A9"):
        cell = written[address]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_control_characters_are_dropped_and_decomposed_letters_composed(tmp_path: Path) -> None:
    table = a_table((UNIT,), data(unit="Sở\x07 Nội vụ"), data(unit="Ho\u0300a Bi\u0300nh\ud800"))
    written = sheet(write(tmp_path, table))
    assert [written["A6"].value, written["A7"].value] == ["Sở Nội vụ", "Hòa Bình"]


def test_an_answer_of_30_000_characters_is_whole_and_a_longer_one_ends_with_an_ellipsis(
    tmp_path: Path,
) -> None:
    longest, too_long = "ạ" * 30_000, "🏅" * 20_000
    written = sheet(write(tmp_path, a_table((UNIT,), data(unit=longest), data(unit=too_long))))
    assert written["A6"].value == longest
    cut = str(written["A7"].value)
    assert cut.endswith("🏅…")
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_sheet_names_are_made_valid_and_unique(tmp_path: Path) -> None:
    wanted = ("Tỷ lệ 1/2", "tỷ lệ 1 2", "", "Mục lục", "History", "'" * 3, "Ư" * 40, "Ư" * 40)
    tables = [a_table((UNIT,), data(unit="A"), sheet=name, title="Bảng thử") for name in wanted]
    names = openpyxl.load_workbook(write(tmp_path, *tables)).sheetnames[1:]
    assert names == [
        "Tỷ lệ 1 2",
        "tỷ lệ 1 2 (2)",
        "Bảng thử",
        "Mục lục (2)",
        "History (2)",
        "Bảng",
        "Ư" * 31,
        "Ư" * 27 + " (2)",
    ]


def test_a_record_list_can_be_filtered_and_a_table_with_a_total_cannot(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path, documents(8), awards()))
    assert book["PL I văn bản"].auto_filter.ref == "A5:E13"
    assert book["PL III quyết định"].auto_filter.ref is None


def test_a_sheet_prints_on_a4_one_page_wide_with_its_header_repeated(tmp_path: Path) -> None:
    written = sheet(write(tmp_path, direct_ratios()))
    setup = written.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    fit = written.sheet_properties.pageSetUpPr
    assert fit is not None
    assert fit.fitToPage
    assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
    assert (written.print_title_rows, written.freeze_panes) == ("$5:$6", "C7")
    footer = written.HeaderFooter.oddFooter
    assert footer is not None
    assert footer.center.text == "Trang &P/&N"
    assert written.print_options.horizontalCentered


def test_a_group_spans_its_columns_and_other_labels_span_both_header_rows(tmp_path: Path) -> None:
    merged = {str(area) for area in sheet(write(tmp_path, direct_ratios())).merged_cells.ranges}
    assert {"C5:E5", "A5:A6", "B5:B6", "H5:H6", "A7:H7", "A12:H12"} <= merged


def test_the_label_of_a_total_runs_over_the_blank_text_columns_beside_it(tmp_path: Path) -> None:
    ordinal = TableColumn("stt", "STT", width=0.4)
    table = a_table(
        (ordinal, UNIT, BEFORE), data(stt="1", unit="A", before=3), total(stt="Tổng cộng")
    )
    written = sheet(write(tmp_path, table))
    assert "A7:B7" in {str(area) for area in written.merged_cells.ranges}
    assert written["A7"].value == "Tổng cộng"


def test_a_workbook_without_tables_says_so(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path))
    assert book.sheetnames == ["Mục lục"]
    assert book["Mục lục"]["A5"].value == "Chưa có bảng số liệu nào."


def test_a_table_without_rows_keeps_its_header(tmp_path: Path) -> None:
    written = sheet(write(tmp_path, a_table((STT, UNIT), notes=("Không có.",))))
    assert [written["A5"].value, written["B5"].value, written["A7"].value] == [
        "STT",
        "Đơn vị",
        "Không có.",
    ]


def test_a_workbook_open_in_excel_is_one_clear_line_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, documents())
    before = path.read_bytes()

    def refuse(source: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(source), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="tệp đang mở trong Excel"):
        write(tmp_path, documents())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fills_up_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", fill_up)
    with pytest.raises(OutputError, match="ổ đĩa đã đầy"):
        write(tmp_path, documents())


def test_a_subtotal_in_bold_has_room_for_a_long_name(tmp_path: Path) -> None:
    name = "Cộng Khối thi đua các cơ quan, đơn vị trực thuộc tỉnh"
    rows = (data(stt=1, unit=name, before=3), subtotal(stt=None, unit=name, before=3))
    written = sheet(write(tmp_path, a_table((STT, UNIT, BEFORE, AWARDED, DIRECT), *rows)))
    numbers = [row[0].row for row in written.iter_rows() if name in [cell.value for cell in row]]
    plain, bold = (written.row_dimensions[number or 0].height or 0 for number in numbers)
    assert bold > plain
