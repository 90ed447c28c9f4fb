from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.steps.sentences.targets import digest, targets
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book, read

EVERYONE = ("SNV", "STC", "STP")


def row(plan: int | None, done: int | None, last_year: int | None = None) -> dict[str, Any]:
    values = {"plan": plan, "done": done, "last_year": last_year}
    return {key: None if value is None else Decimal(value) for key, value in values.items()}


def unit(first: dict[str, Any], second: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"targets": {"CT01": first, "CT02": second or {}}}


def test_a_campaign_without_targets_says_nothing() -> None:
    assert targets(a_book(campaign=a_campaign(targets=()))) == ()


def test_nobody_reported_plan_and_result() -> None:
    none = ["Chưa có đơn vị nào báo cáo đủ số kế hoạch và thực hiện các chỉ tiêu thi đua năm 2025."]
    assert read(targets(a_book())) == none
    assert read(targets(a_book({"SNV": unit(row(100, None))}))) == none


def test_exceeded_met_and_missed_are_counted_by_the_direction_of_each_target() -> None:
    book = a_book(
        {
            "SNV": unit(row(100, 120, 90), row(5, 4, 4)),
            "STC": unit(row(100, 100, 110), row(5, 6, 7)),
            "STP": unit(row(100, 90, 90)),
        }
    )
    assert read(targets(book)) == [
        (
            "Trong 05 lượt chỉ tiêu có đủ số kế hoạch và thực hiện (mỗi chỉ tiêu của một"
            " đơn vị tính một lượt), có 02 lượt vượt kế hoạch (40%), 01 lượt đạt kế hoạch"
            " (20%) và 02 lượt chưa đạt kế hoạch (40%). Có 01 đơn vị đạt và vượt tất cả các"
            " chỉ tiêu đã báo cáo: Sở Nội vụ."
        ),
        (
            "So với năm 2024, trong 05 lượt chỉ tiêu có số liệu của cả hai kỳ, có 02 lượt"
            " tốt hơn, 02 lượt bằng cùng kỳ và 01 lượt chưa bằng cùng kỳ."
        ),
        ("Tính chung toàn cụm, tất cả 02 chỉ tiêu có số liệu chung đều đạt và vượt kế hoạch."),
    ]


def test_all_exceeded_all_met_and_a_mix_of_both() -> None:
    def first(*rows: dict[str, Any]) -> str:
        pairs = zip(EVERYONE, rows, strict=True)
        return read(targets(a_book({code: unit(found) for code, found in pairs})))[0]

    opening = (
        "Trong 03 lượt chỉ tiêu có đủ số kế hoạch và thực hiện (mỗi chỉ tiêu của một đơn vị tính"
        " một lượt), "
    )
    assert first(row(1, 2), row(1, 2), row(1, 2)) == opening + "tất cả đều vượt kế hoạch."
    assert first(row(2, 2), row(2, 2), row(2, 2)) == opening + "tất cả đều đạt kế hoạch."
    assert first(row(2, 2), row(1, 2), row(1, 2)) == (
        "Trong 03 lượt chỉ tiêu có đủ số kế hoạch và thực hiện (mỗi chỉ tiêu của một"
        " đơn vị tính một lượt), tất cả đều đạt và vượt kế hoạch, gồm 02 lượt vượt kế"
        " hoạch (66,67%) và 01 lượt đạt kế hoạch (33,33%)."
    )
    assert first(row(3, 2), row(3, 2), row(3, 2)) == opening + "không có lượt nào đạt kế hoạch."


def test_a_target_missed_by_the_whole_group_is_named_with_its_share_of_plan() -> None:
    book = a_book({code: unit(row(100, 80), row(5, 9)) for code in EVERYONE})
    assert read(targets(book))[-1] == (
        "Tính chung toàn cụm, chưa có chỉ tiêu nào đạt kế hoạch: “Số thủ tục hành chính"
        " giải quyết đúng hạn” (bằng 80% kế hoạch), “Tỷ lệ hồ sơ trễ hạn”."
    )
    book = a_book({code: unit(row(100, 80), row(5, 5)) for code in EVERYONE})
    assert read(targets(book))[-1] == (
        "Tính chung toàn cụm, có 01/02 chỉ tiêu đạt và vượt kế hoạch; chưa đạt: “Số thủ"
        " tục hành chính giải quyết đúng hạn” (bằng 80% kế hoạch)."
    )


def test_the_group_is_not_judged_where_a_unit_reported_only_plan_or_result() -> None:
    book = a_book({"SNV": unit(row(100, 120)), "STC": unit(row(100, None))})
    assert read(targets(book)) == [
        (
            "Theo số liệu của 01/03 đơn vị có đủ số liệu, trong 01 lượt chỉ tiêu có đủ số kế hoạch"
            " và thực hiện (mỗi chỉ tiêu của một đơn vị tính một lượt), tất cả đều vượt kế hoạch."
        )
    ]


def test_the_digest_counts_met_and_exceeded() -> None:
    book = a_book({"SNV": unit(row(100, 120), row(5, 9))})
    said = "".join(inline.text for inline in digest(book))
    assert said == "01/02 lượt chỉ tiêu của các đơn vị đạt và vượt kế hoạch (50%)"
    assert digest(a_book()) == ()


def test_a_missed_target_that_should_be_low_has_no_share_of_plan() -> None:
    book = a_book({code: unit(row(100, 100), row(5, 9)) for code in EVERYONE})
    assert read(targets(book))[-1] == (
        "Tính chung toàn cụm, có 01/02 chỉ tiêu đạt và vượt kế hoạch; chưa đạt: “Tỷ lệ"
        " hồ sơ trễ hạn”."
    )
