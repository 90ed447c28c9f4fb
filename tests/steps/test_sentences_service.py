from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.steps.sentences.service import (
    inspection_list,
    inspections,
    staff,
    training,
    training_list,
)
from tests.steps.collections_builder import a_book, read

EVERYONE = ("SNV", "STC", "STP")


def test_no_training_and_no_inspection_is_on_record() -> None:
    book = a_book({key: {} for key in EVERYONE})
    assert read(training(book)) == [
        "Chưa ghi nhận đơn vị nào tổ chức tập huấn, bồi dưỡng nghiệp vụ thi đua, khen thưởng."
    ]
    assert read(inspections(book)) == [
        "Chưa ghi nhận đơn vị nào tổ chức kiểm tra, giám sát công tác thi đua, khen thưởng."
    ]
    assert training_list(book) == inspection_list(book) == ()


def test_training_is_counted_and_units_are_named() -> None:
    first = {"content": "Nghiệp vụ lập hồ sơ.", "date": date(2025, 3, 5), "participants": 120}
    second = {"content": "Phần mềm"}
    book = a_book({"SNV": {"training": [first, second]}, "STP": {"training": [second]}})
    assert read(training(book)) == [
        (
            "Theo số liệu của 02/03 đơn vị đã báo cáo, có 02 đơn vị tổ chức 03 lớp tập"
            " huấn, bồi dưỡng nghiệp vụ thi đua, khen thưởng với 120 lượt người tham dự."
        )
    ]
    assert read(training_list(book)) == [
        ("- Sở Nội vụ: (1) Nghiệp vụ lập hồ sơ (ngày 05/03/2025, 120 người dự); (2) Phần mềm;"),
        "- Sở Tư pháp: Phần mềm.",
    ]


def test_training_without_participants_does_not_mention_them() -> None:
    book = a_book({key: {"training": [{"content": "A"}]} for key in EVERYONE})
    assert read(training(book)) == [
        ("Tất cả 03 đơn vị tổ chức 03 lớp tập huấn, bồi dưỡng nghiệp vụ thi đua, khen thưởng.")
    ]


def test_inspections_are_counted_and_described() -> None:
    full = {"subject": "Phòng A", "date": date(2025, 9, 12), "content": "Quy chế", "result": "Tốt."}
    book = a_book({"SNV": {"inspections": [full, {"subject": "Phòng B"}]}})
    assert read(inspections(book)) == [
        (
            "Theo số liệu của 01/03 đơn vị đã báo cáo, có 01 đơn vị tổ chức 02 cuộc kiểm"
            " tra, giám sát công tác thi đua, khen thưởng."
        )
    ]
    assert read(inspection_list(book)) == [
        (
            "- Sở Nội vụ: (1) Phòng A (ngày 12/09/2025); nội dung: Quy chế; kết quả: Tốt;"
            " (2) Phòng B."
        )
    ]


def staffing(full: int | None, part: int | None) -> dict[str, Any]:
    return {"headcount": {"staff_full": full, "staff_part": part}}


def test_staff_is_unknown_none_or_counted() -> None:
    assert read(staff(a_book())) == [
        "Chưa có đơn vị nào báo cáo số người làm công tác thi đua, khen thưởng."
    ]
    assert read(staff(a_book(dict.fromkeys(EVERYONE, staffing(0, 0))))) == [
        "Các đơn vị chưa bố trí người làm công tác thi đua, khen thưởng."
    ]
    book = a_book({"SNV": staffing(2, 1), "STC": staffing(0, 12), "STP": staffing(None, 1)})
    assert read(staff(book)) == [
        (
            "Các đơn vị trong cụm có 16 người làm công tác thi đua, khen thưởng, gồm 02 người"
            " chuyên trách (số liệu của 02 đơn vị) và 14 người kiêm nhiệm. Đơn vị có người làm"
            " công tác chuyên trách: Sở Nội vụ."
        )
    ]


def test_units_are_not_named_when_all_of_them_have_full_time_staff() -> None:
    assert read(staff(a_book(dict.fromkeys(EVERYONE, staffing(1, 0))))) == [
        ("Các đơn vị trong cụm có 03 người làm công tác thi đua, khen thưởng, đều là chuyên trách.")
    ]
