from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.domain.campaign import Campaign, Period, PeriodKind
from pipeline.domain.document import RowKind, Table
from pipeline.domain.figures import Figure
from pipeline.files.templates.settings import load_catalogue
from pipeline.files.templates.statistics import load_statistics
from pipeline.steps.checking.cross_check import cross_check
from pipeline.steps.figures import FigureBook
from pipeline.steps.statistics import duration
from pipeline.steps.tables.statistics import statistical_tables
from tests.builders import a_campaign, a_form, a_period
from tests.steps.collections_builder import Answers, a_book

USUAL = ("BKUB", "BKBO", "CSTDT", "CTDT", "TTLDXS", "KNC", "HCLD2", "HCLD3", "BKTTG", "CTDCP")


def campaign(*codes: str, year: int = 2025) -> Campaign:
    catalogue = load_catalogue(a_period(year))
    awards = tuple(award for award in catalogue.awards if award.code in (codes or USUAL))
    return a_campaign(awards=awards, period=a_period(year))


def sheets(book: FigureBook) -> dict[str, Table]:
    forms = load_statistics(book.campaign.period)
    return {table.id.rpartition(".")[2]: table for table in statistical_tables(book, forms)}


def shown(table: Table, row: str) -> list[Any]:
    """The cells of a row by its code (or its label), labels left out; figures as numbers."""
    names = {str(cell) for line in table.rows for cell in line.cells.values()}
    assert row in names, row
    line = next(r for r in table.rows if row in (r.cells.get("code"), r.cells.get("row")))
    cells = [line.cells[c.key] for c in table.columns if c.key not in ("row", "code", "measure")]
    return [cell.value if isinstance(cell, Figure) else cell for cell in cells]


def grid(**decided: int) -> dict[str, dict[str, int]]:
    return {code: {"decided": number} for code, number in decided.items()}


def named(honoree: str, award: str, number: int = 1, **more: Any) -> list[dict[str, Any]]:
    row = {"honoree": honoree, "name": "Nguyễn Văn An", "award": award, "status": "decided"}
    return [row | more for _ in range(number)]


BALANCED: Answers = {
    "awards_collective": grid(BKUB=2, CTDT=1),
    "awards_individual": grid(BKUB=3, CSTDT=1),
    "awards_household": grid(BKUB=1),
    "named_awards": [
        *named("collective", "BKUB", 2, occasion="campaign"),
        *named("collective", "CTDT", occasion="merit"),
        *named("individual", "BKUB", 2, occasion="merit", object_group="direct"),
        *named("individual", "BKUB", occasion="sudden", object_group="entrepreneur"),
        *named("individual", "CSTDT", occasion="merit", object_group="leader_department"),
        *named("household", "BKUB", occasion="campaign"),
        *named("individual", "BKUB", occasion="merit", object_group="direct", status="proposed"),
    ],
}


def test_awards_of_the_province_are_split_by_honoree_group_and_occasion() -> None:
    table = sheets(a_book({"SNV": BALANCED}, campaign=campaign()))["province_awards"]

    assert [c.label for c in table.columns][3:5] == ["Tổng số", "Bằng khen"]
    assert shown(table, "01") == [8, 6, 1, 1, None]
    assert shown(table, "02") == [3, 2, "", 1, ""]
    assert shown(table, "04") == [1, 1, "", "", ""]
    assert shown(table, "05") == [4, 3, 1, "", None]
    assert shown(table, "08") == [1, 1, 0, "", 0]
    assert shown(table, "10") == [2, 2, 0, "", 0]
    assert shown(table, "11") == [4, 2, 1, 1, 0]
    assert shown(table, "13") == [1, 1, 0, 0, 0]
    assert "Các đẳng thức của biểu đã khớp." in table.notes


def test_what_units_are_not_asked_stays_unknown_and_the_sheet_says_why() -> None:
    table = sheets(a_book({"SNV": BALANCED}, campaign=campaign()))["province_awards"]

    assert shown(table, "03") == [None] * 5
    assert any("dòng 03: biểu của đơn vị không hỏi" in note for note in table.notes)
    without = sheets(a_book({"SNV": BALANCED}, campaign=campaign("BKUB", "CSTDT", "CTDT")))
    assert any("cột 5: kỳ này không hỏi" in note for note in without["province_awards"].notes)
    assert shown(without["province_awards"], "05")[4] is None


def test_a_broken_identity_shows_its_difference_and_who_caused_it() -> None:
    short = {**BALANCED, "named_awards": [{**one, "occasion": None} for one in named_of("CSTDT")]}
    book = a_book({"SNV": BALANCED, "STC": short}, campaign=campaign())
    table = sheets(book)["province_awards"]

    check = "01 − (11 + 12 + 13 + 14 + 15 + 16 + 17)"
    assert shown(table, "01") == [16, 12, 2, 2, None]
    assert shown(table, check) == [8, 6, 1, 1, None]
    warning = next(note for note in table.notes if check in note)
    assert "Sở Tài chính" in warning
    assert "Sở Nội vụ" not in warning
    assert "KT-510" in warning


def named_of(award: str) -> list[dict[str, Any]]:
    return [one for one in BALANCED["named_awards"] if one["award"] == award]


def test_a_unit_is_warned_of_the_differences_by_column() -> None:
    short = {**BALANCED, "named_awards": named_of("CSTDT")}
    book = a_book({"SNV": BALANCED, "STC": short}, campaign=campaign())
    forms = load_statistics(book.campaign.period)
    form = a_form("unit", book.campaign)
    found = [f for f in cross_check(book.collection, form, {}, forms) if f.code == "KT-510"]

    assert [(one.unit, one.place, one.severity.value) for one in found] == [
        ("STC", "Danh sách khen cao", "warning"),
        ("STC", "Danh sách khen cao", "warning"),
    ]
    assert found[0].message == (
        "Biểu 0603: dòng 05 phải bằng cộng các dòng 06, 07, 08, 09, 10, nhưng ở cột 2 là 3 và 0"
        " (chênh +3)."
    )
    assert "cột 4 là 1 và 0 (chênh +1)" in found[1].message


def test_a_unit_that_reported_no_awards_is_not_warned() -> None:
    book = a_book({"SNV": {}}, campaign=campaign())
    forms = load_statistics(book.campaign.period)
    assert cross_check(book.collection, a_form("unit", book.campaign), {}, forms) == ()


def test_an_award_without_a_column_is_named_below_the_form() -> None:
    answers = {**BALANCED, "awards_collective": grid(BKUB=2, CTDT=1, TTLDXS=4)}
    table = sheets(a_book({"SNV": answers}, campaign=campaign()))["province_awards"]
    assert shown(table, "01")[0] == 8
    assert "Không có cột trong biểu nên không tính: Tập thể lao động xuất sắc." in table.notes


STATE: Answers = {
    "awards_collective": grid(HCLD3=2, CTDCP=1, BKTTG=0),
    "awards_individual": grid(HCLD3=1, BKTTG=1, HCLD2=0),
    "awards_household": grid(BKTTG=1),
    "named_awards": [
        *named("collective", "HCLD3", 2, occasion="service"),
        *named("individual", "HCLD3", occasion="service", object_group="leader_province"),
    ],
}


def test_awards_of_the_state_have_a_column_each_and_empty_ones_are_left_out() -> None:
    table = sheets(a_book({"SNV": STATE}, campaign=campaign()))["state_awards"]

    columns = {(c.code, c.group, c.label) for c in table.columns}
    assert ("2", "Huân chương Lao động hạng Ba", "Cá nhân") in columns
    assert not any(group == "Huân chương Lao động hạng Nhì" for _, group, _ in columns)
    left_out = next(note for note in table.notes if note.startswith("Không in các cột"))
    assert "Huân chương Lao động hạng Nhì (tập thể)" in left_out
    whole, orders, more = shown(table, "01")[0], shown(table, "01")[1:3], shown(table, "19")[1:3]
    assert (whole, orders, more) == (6, [2, 1], [2, 1])
    assert shown(table, "08")[0] == 1
    assert shown(table, "10")[2] == 1


def test_the_province_s_ratios_are_of_the_whole_of_an_award() -> None:
    table = sheets(a_book({"SNV": BALANCED}, campaign=campaign()))["province_summary"]

    assert [c.code for c in table.columns][:7] == ["1", "2", "3", "4", "5", "6", "7=6:3"]
    bkub = shown(table, "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")
    third, rest = Decimal("33.33"), Decimal("66.67")
    assert bkub[1:] == [6, None, 3, 2, third, 0, 2, 4, rest, 1, 0, 0, 0, 0, 0]
    flag = shown(table, "Cờ thi đua của Bộ, ban, ngành, tỉnh")
    assert flag[1:7] == [1, None, "", 1, 100, ""]
    assert table.rows[-1].kind is RowKind.TOTAL
    assert shown(table, "Tổng cộng")[1] == 8
    assert any(note.startswith("Cột 3 khớp") for note in table.notes)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2025, 1, 1), date(2025, 12, 30), "under_1"),
        (date(2025, 1, 1), date(2025, 12, 31), "exactly_1"),
        (date(2025, 1, 1), date(2026, 1, 1), "from_1"),
        (date(2024, 2, 29), date(2025, 2, 28), "exactly_1"),
        (date(2023, 1, 1), date(2025, 12, 30), "from_1"),
        (date(2023, 1, 1), date(2025, 12, 31), "from_3"),
        (date(2021, 1, 1), date(2025, 12, 31), "from_5"),
        (date(2025, 5, 1), date(2025, 1, 1), ""),
        (date(2025, 5, 1), None, ""),
    ],
)
def test_a_movement_runs_from_its_first_to_its_last_day(
    start: date, end: date | None, expected: str
) -> None:
    assert duration({"start": start, "end": end}) == expected


def a_movement(kind: str | None, start: date | None, end: date | None) -> dict[str, Any]:
    return {"name": "Thi đua", "kind": kind, "start": start, "end": end}


def test_movements_are_counted_where_they_were_launched() -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    units = {
        "SNV": {"launched": [a_movement("topic", *year), a_movement("burst", None, None)]},
        "STC": {"launched": [a_movement("regular", date(2021, 1, 1), date(2025, 12, 31))]},
    }
    head = {"cluster_launched": [a_movement(None, *year)]}
    table = sheets(a_book(units, head))["movements"]

    assert shown(table, "01") == [4, None, 1, 3]
    assert shown(table, "04") == [1, None, 1, ""]
    assert shown(table, "05") == [3, None, "", 3]
    assert [shown(table, f"{row:02}")[0] for row in range(6, 13)] == [0, 2, 0, 0, 1, 2, 1]
    assert shown(table, "01 − (06 + 07 + 08 + 09 + 10)") == [1, None, 0, 1]
    assert shown(table, "01 − (11 + 12)") == [1, None, 1, 0]
    broken = [note for note in table.notes if note.startswith("CHƯA KHỚP")]
    assert "do số liệu của Sở Nội vụ (" in broken[0]
    assert "do số liệu của Cụm thi đua minh họa (" in broken[1]


def test_a_form_with_nothing_reported_is_not_printed() -> None:
    assert sheets(a_book({"SNV": {}}, campaign=campaign())) == {}


@pytest.mark.parametrize(
    ("year", "numbers", "note"),
    [
        (2017, ("0601", "0702", "0703"), "ban hành sau kỳ báo cáo này"),
        (2020, ("0601", "0702", "0703"), "Biểu áp dụng trong kỳ này là 0701.N"),
        (2023, ("0601", "0602", "0603"), ""),
        (2025, ("0601", "0602", "0603"), "Thông tư số 18/2025/TT-BNV"),
    ],
)
def test_the_form_s_number_is_that_of_the_period(
    year: int, numbers: tuple[str, ...], note: str
) -> None:
    forms = load_statistics(Period.of(PeriodKind.YEAR, year))
    assert tuple(form.number[:4] for form in forms if form.number) == numbers
    assert tuple(form.sheet[-4:] for form in forms if form.number) == numbers
    assert any(note in line for line in forms[0].notes)
