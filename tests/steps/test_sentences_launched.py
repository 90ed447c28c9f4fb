from __future__ import annotations

from datetime import date

from pipeline.steps.sentences.launched import (
    cluster_movements,
    unit_movement_list,
    unit_movements,
)
from tests.steps.collections_builder import a_book, read

LEARN = {
    "name": "Học tốt",
    "kind": "topic",
    "start": date(2025, 1, 5),
    "end": date(2025, 6, 30),
    "collectives": 2,
    "individuals": 12,
    "result": "Đạt kết quả tốt.",
}


def test_the_group_is_silent_until_the_head_answers() -> None:
    assert cluster_movements(a_book({"SNV": {}})) == ()


def test_the_head_listed_no_movement_of_the_group() -> None:
    assert read(cluster_movements(a_book(head={}))) == [
        "Trong năm 2025, đơn vị trưởng cụm không báo cáo phong trào thi đua nào do cụm phát động."
    ]


def test_the_groups_movements_are_listed() -> None:
    book = a_book(head={"cluster_launched": [LEARN, {"name": "B", "end": date(2025, 3, 1)}]})
    assert read(cluster_movements(book)) == [
        "Trong năm 2025, cụm đã phát động 02 phong trào thi đua:",
        (
            "- “Học tốt” (chuyên đề, từ ngày 05/01/2025 đến ngày 30/06/2025), khen thưởng"
            " 02 tập thể và 12 cá nhân; kết quả: Đạt kết quả tốt;"
        ),
        "- “B” (đến ngày 01/03/2025).",
    ]


def test_no_unit_launched_a_movement() -> None:
    assert read(unit_movements(a_book({"SNV": {}}))) == [
        (
            "Theo số liệu của 01/03 đơn vị đã báo cáo, chưa ghi nhận đơn vị nào phát động phong"
            " trào thi đua trong năm 2025."
        )
    ]
    assert unit_movement_list(a_book({"SNV": {}})) == ()


def test_the_units_movements_are_counted_and_named_by_unit() -> None:
    bare = {"name": "B", "start": date(2025, 3, 1)}
    book = a_book({"SNV": {"launched": [LEARN, bare]}, "STC": {"launched": [bare]}, "STP": {}})
    assert read(unit_movements(book)) == [
        ("Có 02 đơn vị phát động 03 phong trào thi đua, khen thưởng 02 tập thể và 12 cá nhân.")
    ]
    assert read(unit_movement_list(book)) == [
        (
            "- Sở Nội vụ (02 phong trào): (1) “Học tốt” (chuyên đề, từ ngày 05/01/2025 đến"
            " ngày 30/06/2025), khen thưởng 02 tập thể và 12 cá nhân; kết quả: Đạt kết quả"
            " tốt; (2) “B” (từ ngày 01/03/2025);"
        ),
        "- Sở Tài chính (01 phong trào): “B” (từ ngày 01/03/2025).",
    ]
