from __future__ import annotations

from datetime import date

import pytest

from pipeline.domain.collection import Receipt, ReturnState
from pipeline.steps.sentences.reporting import reporting
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book, read

IN_TIME, LATE = date(2025, 12, 8), date(2025, 12, 13)


def receipt(unit: str, day: date | None, state: ReturnState = ReturnState.ACCEPTED) -> Receipt:
    if day is None:
        return Receipt(unit, ReturnState.MISSING)
    return Receipt(unit, state, f"{unit}.xlsx", day, 1)


def test_on_time_late_and_missing_units_are_named() -> None:
    book = a_book(receipts=[receipt("SNV", IN_TIME), receipt("STC", LATE), receipt("STP", None)])
    assert read(reporting(book)) == [
        (
            "Đến ngày 15/12/2025, có 02/03 đơn vị đã gửi báo cáo. Trong số đơn vị có báo cáo đạt"
            " yêu cầu, có 01/02 đơn vị gửi đúng hạn (50%; hạn gửi: ngày 10/12/2025); đơn vị thực"
            " hiện tốt: Sở Nội vụ."
        ),
        (
            "Có 01 đơn vị gửi quá hạn: Sở Tài chính (nộp ngày 13/12/2025, muộn 03 ngày). Có 01"
            " đơn vị quá hạn chưa gửi báo cáo: Sở Tư pháp."
        ),
    ]


def test_all_on_time() -> None:
    book = a_book(receipts=[receipt(code, IN_TIME) for code in ("SNV", "STC", "STP")])
    assert read(reporting(book)) == [
        (
            "Đến ngày 15/12/2025, tất cả 03 đơn vị đã gửi báo cáo. Các đơn vị đều thực hiện tốt,"
            " gửi báo cáo đúng hạn, đạt tỷ lệ 100% (hạn gửi: ngày 10/12/2025)."
        )
    ]


def test_units_late_on_one_day_are_named_together() -> None:
    found = [receipt("SNV", date(2025, 12, 11)), receipt("STC", LATE), receipt("STP", LATE)]
    assert read(reporting(a_book(receipts=found)))[1] == (
        "Có 03 đơn vị gửi quá hạn: Sở Nội vụ (nộp ngày 11/12/2025, muộn 01 ngày); Sở Tài chính và"
        " Sở Tư pháp (cùng nộp ngày 13/12/2025, muộn 03 ngày)."
    )


@pytest.mark.parametrize("day", [15, 20])
def test_nobody_is_blamed_before_the_deadline_has_passed(day: int) -> None:
    campaign = a_campaign(deadline=date(2025, 12, day))
    found = [receipt("SNV", IN_TIME), receipt("STC", None), receipt("STP", None)]
    (line,) = read(reporting(a_book(campaign=campaign, receipts=found)))
    assert line.endswith(
        f"Còn 02 đơn vị chưa gửi báo cáo, chưa hết hạn gửi (ngày {day}/12/2025): Sở Tài chính và Sở"
        " Tư pháp."
    )


def test_before_the_deadline_nobody_has_to_have_returned() -> None:
    assert read(reporting(a_book(campaign=a_campaign(deadline=date(2025, 12, 20))))) == [
        ("Đến ngày 15/12/2025, chưa có đơn vị nào gửi báo cáo; chưa hết hạn gửi (ngày 20/12/2025).")
    ]


def test_without_a_deadline_nobody_is_on_time_or_late() -> None:
    found = [receipt("SNV", IN_TIME), receipt("STC", LATE), receipt("STP", None)]
    book = a_book(campaign=a_campaign(deadline=None), receipts=found)
    assert read(reporting(book)) == [
        "Đến ngày 15/12/2025, có 02/03 đơn vị đã gửi báo cáo.",
        "Có 01 đơn vị chưa gửi báo cáo: Sở Tư pháp.",
    ]


def test_nobody_returned() -> None:
    assert read(reporting(a_book())) == ["Đến ngày 15/12/2025, chưa có đơn vị nào gửi báo cáo."]


def test_units_with_errors_are_counted_as_returned() -> None:
    wrong = receipt("SNV", LATE, ReturnState.WITH_ERRORS)
    book = a_book(receipts=[wrong, receipt("STC", None), receipt("STP", None)])
    assert read(reporting(book))[0] == (
        "Đến ngày 15/12/2025, có 01/03 đơn vị đã gửi báo cáo, trong đó 01 đơn vị còn số"
        " liệu phải chỉnh sửa (Sở Nội vụ)."
    )
