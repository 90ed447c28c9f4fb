from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.document import Look, Paragraph, Part
from pipeline.domain.intake import Decision, DecisionKind, Ruling
from pipeline.domain.outline import Outline, OutlineLevel, OutlineSection
from pipeline.steps.figures import FigureBook
from pipeline.steps.report.completeness import units_table
from pipeline.steps.report.compose import compose
from pipeline.steps.report.decisions_taken import decisions_taken
from tests.builders import a_campaign, a_unit
from tests.steps.collections_builder import a_book, read


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


def test_decisions_in_force_are_told_with_their_reasons() -> None:
    at = datetime(2025, 12, 12, 8, tzinfo=UTC)
    taken = [
        (Decision(DecisionKind.ASSIGN, "d1", at, unit="SNV"), "la.xlsx", "SNV", True),
        (Decision(DecisionKind.ACCEPT, "d1", at, reason="a {b}."), "la.xlsx", "SNV", True),
        (Decision(DecisionKind.INCLUDE, "d2", at, reason="x"), "hai.xlsx", "STC", False),
        (Decision(DecisionKind.EXCLUDE, "d2", at, "lan", reason="nháp"), "hai.xlsx", "STC", True),
        (Decision(DecisionKind.EXCLUDE, "d3", at, reason="thư"), "thư.txt", "", True),
    ]
    book = a_book({"SNV": {}})
    rulings = tuple(Ruling(*one) for one in taken)
    told = FigureBook(replace(book.collection, rulings=rulings), *book.forms)
    assert read(decisions_taken(told)) == [
        "Quyết định của người tổng hợp về các tệp nộp:",
        "- ngày 12/12/2025: tệp “la.xlsx” được giao cho Sở Nội vụ;",
        (
            "- ngày 12/12/2025: tệp “la.xlsx” của Sở Nội vụ được chấp nhận dù còn điểm phải xem;"
            " lý do: a {b};"
        ),
        "- ngày 12/12/2025: tệp “hai.xlsx” của Sở Tài chính không được tính; lý do: nháp;",
        "- ngày 12/12/2025: tệp “thư.txt” không được tính; lý do: thư.",
    ]
    assert decisions_taken(book) == ()


def test_many_silent_units_are_counted() -> None:
    units = tuple(a_unit(f"D{number}") for number in range(10))
    campaign = a_campaign(units=units, head="D0", deputies=())
    book = a_book({unit.code: {} for unit in units[:9]}, campaign=campaign)
    page = compose(an_outline("narrative.functions"), book).completeness
    assert texts(page)[-1] == "Chức năng, nhiệm vụ của đơn vị – 09/10 đơn vị thành viên."
