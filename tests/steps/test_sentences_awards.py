from __future__ import annotations

from typing import Any

from pipeline.domain.campaign import Counting
from pipeline.domain.catalogue import AwardGroup, AwardType, Honoree, Level
from pipeline.steps.sentences.awards import awards
from tests.builders import BKUB, LDTT, TTLDTT, a_campaign
from tests.steps.collections_builder import a_book, read

EVERYONE = ("SNV", "STC", "STP")
BKCD = AwardType(
    code="BKCD",
    name="Bằng khen của Liên đoàn Lao động",
    short="BK LĐLĐ",
    honorees=frozenset({Honoree.INDIVIDUAL}),
    group=AwardGroup.COMMENDATION,
    level=Level.SECTOR,
)


def unit(**blocks: Any) -> dict[str, Any]:
    return {f"awards_{name}": rows for name, rows in blocks.items()}


def test_nobody_reported_awards() -> None:
    nobody = ["Chưa có đơn vị nào báo cáo kết quả khen thưởng năm 2025."]
    assert read(awards(a_book())) == nobody
    assert read(awards(a_book({"SNV": {}}))) == nobody


def test_totals_are_compared_and_each_level_is_named() -> None:
    answers = unit(
        collective={
            "TTLDTT": {"last_year": 3, "proposed": 2, "decided": 2},
            "BKUB": {"last_year": 0, "proposed": 1, "decided": 1},
        },
        individual={
            "LDTT": {"last_year": 5, "proposed": 9, "decided": 8},
            "BKUB": {"last_year": 0, "proposed": 1, "decided": 0},
        },
        household={"BKUB": {"last_year": 0, "proposed": 0, "decided": 0}},
    )
    assert read(awards(a_book(dict.fromkeys(EVERYONE, answers)))) == [
        (
            "Trong năm 2025, các đơn vị có 09 lượt tập thể và 24 lượt cá nhân được tặng"
            " danh hiệu thi đua, hình thức khen thưởng (đã có quyết định, tính theo lượt"
            " khen). So với năm 2024, số lượt khen thưởng tập thể không thay đổi và cá nhân"
            " tăng 09 lượt."
        ),
        ("Các đơn vị đã đề nghị cấp có thẩm quyền khen thưởng 09 lượt tập thể và 30 lượt cá nhân."),
        "Khen thưởng đã có quyết định, theo cấp khen thưởng:",
        (
            "- Khen thưởng cấp bộ, ngành, tỉnh: 03 Bằng khen của Chủ tịch Ủy ban nhân dân"
            " tỉnh (03 tập thể);"
        ),
        "- Khen thưởng ở cơ sở: 24 Lao động tiên tiến; 06 Tập thể lao động tiên tiến.",
    ]


def test_without_last_year_nothing_is_compared_and_unknown_proposals_are_said_so() -> None:
    book = a_book(dict.fromkeys(EVERYONE, unit(individual={"LDTT": {"decided": 4}})))
    assert read(awards(book)) == [
        (
            "Trong năm 2025, các đơn vị có 12 lượt cá nhân được tặng danh hiệu thi đua,"
            " hình thức khen thưởng (đã có quyết định, tính theo lượt khen)."
        ),
        "Chưa có đơn vị nào báo cáo số đề nghị khen thưởng.",
        "Khen thưởng đã có quyết định, theo cấp khen thưởng:",
        "- Khen thưởng ở cơ sở: 12 Lao động tiên tiến.",
    ]


def test_a_partial_collection_opens_with_its_coverage_once() -> None:
    answers = unit(
        collective={"TTLDTT": {"decided": 1, "proposed": 1}},
        individual={"LDTT": {"decided": 4, "proposed": 5}},
    )
    only_people = unit(individual={"LDTT": {"decided": 1, "proposed": 1}})
    assert read(awards(a_book({"SNV": answers, "STC": only_people})))[:2] == [
        (
            "Theo số liệu của 02/03 đơn vị đã báo cáo, trong năm 2025, các đơn vị có 01 lượt tập"
            " thể (số liệu của 01 đơn vị) và 05 lượt cá nhân được tặng danh hiệu thi đua, hình"
            " thức khen thưởng (đã có quyết định, tính theo lượt khen)."
        ),
        (
            "Các đơn vị đã đề nghị cấp có thẩm quyền khen thưởng 01 lượt tập thể (số liệu của 01"
            " đơn vị) và 06 lượt cá nhân."
        ),
    ]


def test_no_award_at_all_is_said_and_the_units_are_named() -> None:
    none = unit(
        collective={"TTLDTT": {"decided": 0, "proposed": 0}},
        individual={"LDTT": {"decided": 0, "proposed": 0}},
    )
    assert read(awards(a_book({"SNV": none}))) == [
        (
            "Theo số liệu của 01/03 đơn vị đã báo cáo, trong năm 2025, chưa có tập thể, cá"
            " nhân nào của các đơn vị có quyết định khen thưởng."
        ),
        "Các đơn vị không có đề nghị khen thưởng trong kỳ.",
    ]


def test_a_unit_that_left_a_grid_blank_is_not_said_to_have_no_award() -> None:
    half = unit(collective={"TTLDTT": {"decided": 0}})
    keys = [line.key for line in awards(a_book({"SNV": half}))]
    assert "none" not in keys


def test_awards_of_other_bodies_are_apart_and_never_in_the_totals() -> None:
    campaign = a_campaign(awards=(LDTT, TTLDTT, BKUB, BKCD))
    rows = {"LDTT": {"decided": 1}, "BKCD": {"decided": 5}}
    book = a_book(dict.fromkeys(EVERYONE, unit(individual=rows)), campaign=campaign)
    found = {line.key: text for line, text in zip(awards(book), read(awards(book)), strict=True)}
    assert found["decided"].startswith("Trong năm 2025, các đơn vị có 03 lượt cá nhân được tặng")
    assert found["sector"] == (
        "Khen thưởng của đoàn thể, ngành dọc (không cộng vào số liệu trên): 15 Bằng khen của Liên"
        " đoàn Lao động."
    )


def test_counting_by_persons_says_how_many_persons() -> None:
    campaign = a_campaign(counting=Counting.PERSONS)
    rows = unit(individual={"LDTT": {"decided": 4}})
    book = a_book({"SNV": rows | {"headcount": {"persons_decided": 3}}}, campaign=campaign)
    assert read(awards(book))[0].endswith(
        "Theo số liệu của 01/03 đơn vị đã báo cáo, tính theo người (mỗi người một lần), có 03 cá"
        " nhân được khen thưởng."
    )
    unknown = read(awards(a_book({"SNV": rows}, campaign=campaign)))[0]
    assert unknown.endswith("Chưa có đơn vị nào báo cáo số cá nhân được khen tính theo người.")


def test_occasions_are_counted_over_all_honorees() -> None:
    occasions = {
        "merit": {"collectives": 1, "individuals": 7},
        "sudden": {"individuals": 2},
        "service": {"individuals": 0},
    }
    answers = unit(individual={"LDTT": {"decided": 4}}) | {"by_occasion": occasions}
    assert read(awards(a_book(dict.fromkeys(EVERYONE, answers))))[0].endswith(
        "Theo loại hình khen thưởng: thường xuyên (công trạng) 24 lượt; đột xuất 06 lượt."
    )
