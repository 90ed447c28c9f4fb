from __future__ import annotations

from datetime import date

from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.document import Look, Paragraph, Part
from pipeline.domain.outline import Outline, OutlineLevel, OutlineSection
from pipeline.steps.report.completeness import units_table
from pipeline.steps.report.compose import compose
from tests.builders import a_campaign, a_unit
from tests.steps.collections_builder import a_book


def an_outline(*content: str) -> Outline:
    section = OutlineSection("1.I", OutlineLevel.ITEM, "- Thuận lợi, khó khăn", content)
    return Outline("thu", "Mẫu thử", (), (), False, {}, (section,))


def texts(parts: tuple[Part, ...]) -> list[str]:
    return [part.text if isinstance(part, Paragraph) else part.id for part in parts]


def test_the_page_says_who_is_in_who_is_missing_and_what_is_left_to_write() -> None:
    answered = {"narrative": {"conditions": "Thuận lợi."}}
    outline = an_outline("narrative.leadership", "sentence.staff", "narrative.conditions")
    written = compose(outline, a_book({"SNV": answered, "STC": {}}, {}))
    assert texts(written.completeness) == [
        (
            "Số liệu trong báo cáo này tổng hợp từ bài nộp của 02/03 đơn vị, tính đến ngày"
            " 15/12/2025. Đã có biểu riêng của đơn vị trưởng cụm."
        ),
        "Chưa có bài nộp của 01 đơn vị: Sở Tư pháp.",
        "completeness/units",
        "Các mục còn phải viết (đánh dấu trong báo cáo):",
        "Thuận lợi, khó khăn.",
        "Phần thuyết minh đơn vị để trống (trong số đơn vị đã nộp):",
        "Công tác lãnh đạo, chỉ đạo thi đua, khen thưởng – Sở Nội vụ và Sở Tài chính;",
        "Thuận lợi, khó khăn trong năm 2025 – Sở Tài chính.",
    ]


def test_sections_left_to_write_are_listed() -> None:
    page = compose(an_outline("narrative.conditions"), a_book()).completeness
    assert texts(page)[0].endswith("Chưa có biểu riêng của đơn vị trưởng cụm.")
    assert texts(page)[-2:] == [
        "Các mục còn phải viết (đánh dấu trong báo cáo):",
        "Thuận lợi, khó khăn.",
    ]
    assert [part.look for part in page if isinstance(part, Paragraph)][-2:] == [
        Look.SUBHEADING,
        Look.ITEM,
    ]


def test_units_with_errors_are_named() -> None:
    receipts = [
        Receipt("SNV", ReturnState.WITH_ERRORS, "a.xlsx", date(2025, 12, 1), 2, 3, 1),
        Receipt("STC", ReturnState.ACCEPTED, "b.xlsx", date(2025, 12, 1), 1),
        Receipt("STP", ReturnState.MISSING),
    ]
    book = a_book({"SNV": {}, "STC": {}}, receipts=receipts)
    page = compose(an_outline("sentence.staff"), book).completeness
    assert texts(page)[1] == (
        "Chưa có bài nộp của 01 đơn vị: Sở Tư pháp. Bài nộp của 01 đơn vị còn lỗi (ô không đọc"
        " được không tính, ô trái quy tắc vẫn tính như đã ghi): Sở Nội vụ."
    )
    assert [tuple(row.cells.values()) for row in units_table(book).rows] == [
        (1, "Sở Nội vụ", "Đã nộp, còn lỗi", "a.xlsx", "01/12/2025", 2, 3, 1),
        (2, "Sở Tài chính", "Đạt", "b.xlsx", "01/12/2025", 1, 0, 0),
        (3, "Sở Tư pháp", "Chưa nộp", "", "", None, None, None),
    ]


def test_many_silent_units_are_counted() -> None:
    units = tuple(a_unit(f"D{number}") for number in range(10))
    campaign = a_campaign(units=units, head="D0", deputies=())
    book = a_book({unit.code: {} for unit in units[:9]}, campaign=campaign)
    page = compose(an_outline("narrative.functions"), book).completeness
    assert texts(page)[-1] == "Chức năng, nhiệm vụ của đơn vị – 09/10 đơn vị thành viên."
