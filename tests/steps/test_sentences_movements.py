from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline.domain.campaign import Movement
from pipeline.steps.sentences.movements import (
    every_movement,
    movements,
    movements_of,
    other_movements,
    title,
)
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book, read

EVERYONE = ("SNV", "STC", "STP")
NAME = "Phong trào “Cả nước chung sức xây dựng nông thôn mới” do Thủ tướng Chính phủ phát động: "


def unit(value: Any = None, last_year: Any = None, **answers: Any) -> dict[str, Any]:
    return {
        "movements": {"NTM": answers},
        "movement_figures": {"NTM.1": {"value": value, "last_year": last_year}},
    }


def test_nobody_reported() -> None:
    book = a_book()
    assert read(movements(book)) == [
        (
            "Chưa có đơn vị nào báo cáo kết quả tham gia các phong trào thi đua do Trung ương, tỉnh"
            " phát động."
        )
    ]
    assert read(every_movement(book)) == [NAME + "chưa có đơn vị nào báo cáo kết quả triển khai."]


def test_a_campaign_without_movements_says_nothing() -> None:
    book = a_book(campaign=a_campaign(movements=()))
    assert movements(book) == ()
    assert every_movement(book) == ()


def test_all_units_took_part_with_figures_commendations_and_units_that_did_well() -> None:
    money = (Decimal(500), Decimal(400))
    book = a_book(
        {
            "SNV": unit(*money, participated="yes", outstanding="yes", collectives=1,
                        individuals=3, summary="Hoàn thành."),
            "STC": unit(*money, participated="yes", outstanding="no", collectives=0, individuals=9),
            "STP": unit(*money, participated="yes"),
        }
    )  # fmt: skip
    assert read(every_movement(book)) == [
        (
            f"{NAME}tất cả 03 đơn vị đã triển khai thực hiện; khen thưởng 01 tập thể"
            " và 12 cá nhân. Kết quả chủ yếu: tiền ủng hộ 1.500 triệu đồng (tăng 300 triệu"
            " đồng so với năm 2024). Đơn vị thực hiện tốt (theo tự đánh giá): Sở Nội vụ."
        ),
        "Sở Nội vụ: Hoàn thành.",
    ]
    assert read(movements(book)) == [
        (
            "Các đơn vị trong cụm đã triển khai 01/01 phong trào thi đua do Trung ương,"
            " tỉnh phát động được cụm theo dõi, tổng hợp trong kỳ; qua các phong trào, đã"
            " khen thưởng 01 lượt tập thể và 12 lượt cá nhân."
        )
    ]


def test_some_took_part_and_nobody_was_commended() -> None:
    book = a_book(
        {
            code: unit(participated="yes" if code == "SNV" else "no", collectives=0)
            for code in EVERYONE
        }
    )
    assert read(movements(book))[0].endswith(
        "trong kỳ; chưa có tập thể, cá nhân nào được khen thưởng qua các phong trào."
    )
    assert read(every_movement(book)) == [
        NAME
        + "có 01/03 đơn vị triển khai thực hiện; chưa có tập thể, cá nhân nào được khen thưởng."
    ]


def test_nobody_took_part() -> None:
    book = a_book({code: unit(participated="no") for code in EVERYONE})
    assert read(every_movement(book)) == [NAME + "chưa có đơn vị nào triển khai."]


def test_a_partial_collection_says_how_many_units_it_rests_on() -> None:
    book = a_book({"SNV": unit(Decimal(7), participated="yes"), "STC": unit(participated="yes")})
    assert read(every_movement(book)) == [
        (
            f"{NAME}có 02 đơn vị triển khai thực hiện (theo số liệu của 02/03 đơn vị"
            " đã báo cáo). Kết quả chủ yếu: tiền ủng hộ 7 triệu đồng (số liệu của 01 đơn"
            " vị)."
        )
    ]


def test_movements_are_picked_by_topic() -> None:
    rural = a_campaign().movements[0]
    poor = Movement("VNN", "Vì người nghèo", topic="poor")
    free = replace(rural, code="CDS", name="Chuyển đổi số", topic="other", figures=())
    book = a_book(campaign=a_campaign(movements=(rural, poor, free)))
    assert [line.key for line in movements_of("poor")(book)] == ["VNN"]
    assert [line.key for line in movements_of("enterprise")(book)] == ["placeholder"]
    assert [line.key for line in other_movements(book)] == ["CDS"]
    assert [line.key for line in every_movement(book)] == ["NTM", "VNN", "CDS"]
    assert read(movements_of("poor")(book)) == [
        "Phong trào “Vì người nghèo”: chưa có đơn vị nào báo cáo kết quả triển khai."
    ]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Chuyển đổi số", "“Chuyển đổi số”"),
        ("Phong trào “Chuyển đổi số”", "“Chuyển đổi số”"),
        ('Phong trào thi đua "Học tốt"', "“Học tốt”"),
        ("Thi đua yêu nước", "“Thi đua yêu nước”"),
        ("“A” và “B”", "“A” và “B”"),
    ],
)
def test_a_movement_is_quoted_once(name: str, printed: str) -> None:
    assert title(name) == printed
