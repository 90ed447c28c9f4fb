from __future__ import annotations

from typing import Any

from pipeline.steps.sentences.ratings import ratings
from tests.steps.collections_builder import a_book, read

EVERYONE = ("SNV", "STC", "STP")


def unit(status: str | None = "official", **levels: int) -> dict[str, Any]:
    return {"ratings": {"party_cell": {**levels, "rating_status": status}}}


def test_nobody_reported() -> None:
    assert read(ratings(a_book())) == [
        "Chưa có đơn vị nào báo cáo kết quả xếp loại tổ chức đảng, đoàn thể năm 2025."
    ]


def test_each_level_has_its_count_and_share() -> None:
    book = a_book(dict.fromkeys(EVERYONE, unit(level_1=1, level_2=2, level_4=0)))
    assert read(ratings(book)) == [
        "Kết quả xếp loại tổ chức đảng, đoàn thể của các đơn vị năm 2025 như sau:",
        (
            "- Tổ chức cơ sở đảng: 09 tổ chức được xếp loại, gồm 03 tổ chức hoàn thành xuất"
            " sắc nhiệm vụ (33,33%) và 06 tổ chức hoàn thành tốt nhiệm vụ (66,67%)."
        ),
    ]


def test_expected_results_are_said_to_be_expected() -> None:
    book = a_book({"SNV": unit("expected", level_1=1), "STC": unit(level_1=1)})
    assert read(ratings(book)) == [
        (
            "Theo số liệu của 02/03 đơn vị đã báo cáo, kết quả xếp loại tổ chức đảng, đoàn"
            " thể của các đơn vị năm 2025 như sau (kết quả của 01 đơn vị là dự kiến):"
        ),
        "- Tổ chức cơ sở đảng: 02 tổ chức được xếp loại hoàn thành xuất sắc nhiệm vụ (100%).",
    ]
    book = a_book(dict.fromkeys(EVERYONE, unit("expected", level_1=1)))
    assert read(ratings(book))[0].endswith("như sau (kết quả dự kiến):")


def test_no_organisation_was_rated() -> None:
    book = a_book(dict.fromkeys(EVERYONE, unit(level_1=0)))
    assert read(ratings(book)) == [
        "Kết quả xếp loại tổ chức đảng, đoàn thể của các đơn vị năm 2025 như sau:",
        "- Tổ chức cơ sở đảng: chưa có tổ chức nào được xếp loại.",
    ]


def test_every_kind_of_organisation_is_an_item_below_one_opening() -> None:
    both = {"ratings": {"party_cell": {"level_1": 1}, "youth": {"level_3": 1}}}
    book = a_book(dict.fromkeys(EVERYONE, both))
    assert [line.key for line in ratings(book)] == [
        "all",
        "party_cell",
        "youth",
    ]
    assert read(ratings(book))[1] == (
        "- Tổ chức cơ sở đảng: 03 tổ chức được xếp loại hoàn thành xuất sắc nhiệm vụ (100%);"
    )
