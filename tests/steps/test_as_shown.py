from __future__ import annotations

from dataclasses import replace

from pipeline.domain.findings import Finding, FindingKind
from pipeline.domain.form import FormSpec, ValueKind
from pipeline.domain.vietnamese.legacy import legacy_font
from pipeline.domain.workbook import RawWorkbook
from pipeline.steps.reading.interpret import Interpretation
from tests.steps.text_sheets import AWARDS, a_book, a_sheet, a_small_form, read

DOCUMENT = """
Văn bản
-
-
| Danh mục văn bản
-
documents | STT | Số, ký hiệu | Ngày ban hành | Loại văn bản
| 1 | {number} | {date} | {type}
"""


def documents(number: str = "15/KH-SNV", date: str = "2025-03-15", type: str = "Kế hoạch") -> str:  # noqa: A002
    return DOCUMENT.format(number=number, date=date, type=type)


def looking(book: RawWorkbook, name: str, **looks: object) -> RawWorkbook:
    sheets = (replace(s, **looks) if s.name == name else s for s in book.sheets)  # type: ignore[arg-type]
    return RawWorkbook(tuple(sheets))


def measured_in_percent() -> FormSpec:
    form = a_small_form()
    people, awards, papers = form.sheets
    (block,) = awards.blocks
    columns = tuple(
        replace(column, kind=ValueKind.NUMBER) if column.key == "proposed" else column
        for column in block.columns
    )
    rows = tuple(replace(row, facts={"measure": "%"}) for row in block.rows)
    changed = replace(awards, blocks=(replace(block, columns=columns, rows=rows),))
    return replace(form, sheets=(people, changed, papers))


def codes(interpretation: Interpretation) -> list[str]:
    return [found.code for found in interpretation.findings]


def only(interpretation: Interpretation, kind: FindingKind) -> Finding:
    (found,) = [found for found in interpretation.findings if found.code == kind.code]
    return found


def test_a_count_in_a_cell_that_shows_percent_has_no_value() -> None:
    book = a_book(awards=AWARDS.replace("| 12 | 7", "| 0.12 | 7"))
    result = read(looking(book, "Khen thưởng", percents=frozenset({"E8"})))
    found = only(result, FindingKind.PERCENT_UNASKED)
    assert (found.sheet, found.cell) == ("Khen thưởng", "E8")
    assert "12%" in found.message
    assert result.submission.value("awards", "LDTT", "proposed") is None


def test_where_the_form_measures_in_percent_the_shown_percentage_is_meant() -> None:
    book = a_book(awards=AWARDS.replace("| 12 | 7", "| 0.935 | 7"))
    shown = looking(book, "Khen thưởng", percents=frozenset({"E8"}))
    result = read(shown, measured_in_percent())
    assert str(result.submission.value("awards", "LDTT", "proposed")) == "93.5"
    assert "93,5%" in only(result, FindingKind.SHOWN_AS_PERCENT).message


def test_a_percent_sign_typed_as_text_is_taken_only_where_percent_is_measured() -> None:
    book = a_book(awards=AWARDS.replace("| 12 | 7", "| 12,5% | 7"))
    result = read(book, measured_in_percent())
    assert str(result.submission.value("awards", "LDTT", "proposed")) == "12.5"
    assert FindingKind.PERCENT_UNASKED.code not in codes(result)


def test_a_text_in_an_old_font_is_converted_and_the_original_kept() -> None:
    result = read(a_book(documents=documents(number="15/KH-Së Néi vô")))
    table = result.submission.tables["documents"]
    assert table.values["number"] == ("15/KH-Sở Nội vụ",)
    assert table.raws["number"] == ("15/KH-Së Néi vô",)
    found = only(result, FindingKind.LEGACY_TEXT)
    assert (found.cell, found.severity.value) == ("C7", "note")
    assert "TCVN3" in found.message


def test_a_choice_in_an_old_font_is_still_that_choice() -> None:
    result = read(a_book(documents=documents(type="KÕ ho¹ch")))
    assert result.submission.tables["documents"].values["type"] == ("plan",)


def test_the_font_of_the_cell_tells_what_its_letters_do_not() -> None:
    font = legacy_font("VNI-Times")
    assert font is not None
    book = looking(a_book(documents=documents(number="Thò")), "Văn bản", fonts={"C7": font})
    result = read(book)
    assert result.submission.tables["documents"].values["number"] == ("Thị",)
    assert only(result, FindingKind.LEGACY_TEXT).cell == "C7"


def test_letters_of_no_known_font_stay_as_found_with_a_warning() -> None:
    result = read(a_book(documents=documents(number="Søren Ängström")))
    assert result.submission.tables["documents"].values["number"] == ("Søren Ängström",)
    assert only(result, FindingKind.LEGACY_DOUBTFUL).cell == "C7"


def test_bare_days_of_a_workbook_that_counts_from_1904_are_those_days() -> None:
    book = a_book(documents=documents(date="44269"))
    since_1904 = read(looking(book, "Văn bản", since_1904=True))
    since_1900 = read(book)
    days = [
        one.submission.tables["documents"].values["date"][0] for one in (since_1904, since_1900)
    ]
    assert [str(day) for day in days] == ["2025-03-15", "2021-03-14"]


def test_sheets_drawn_plainly_are_read_plainly() -> None:
    assert a_sheet("Tên", "a | 1").percents == frozenset()
