from __future__ import annotations

from typing import Any

from pipeline.domain.campaign import Counting
from pipeline.steps.sentences.direct import digest, direct_share
from pipeline.steps.sentences.simplified import simplified
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book, read

EVERYONE = ("SNV", "STC", "STP")
WHO = "người lao động trực tiếp, không giữ chức vụ lãnh đạo, quản lý"


def unit(headcount: dict[str, int] | None = None, **row: int) -> dict[str, Any]:
    return {"awards_individual": {"LDTT": row}, "headcount": headcount or {}}


def persons(total: int, direct: int, awarded: int, awarded_direct: int) -> dict[str, int]:
    return {
        "total": total,
        "direct": direct,
        "persons_decided": awarded,
        "persons_decided_direct": awarded_direct,
    }


def test_nobody_reported() -> None:
    assert read(direct_share(a_book())) == [
        (
            "Chưa có đơn vị nào báo cáo đủ số cá nhân được khen và số người lao động trực tiếp được"
            " khen."
        ),
        "Chưa có đơn vị nào báo cáo đủ số liệu đề nghị khen thưởng cá nhân.",
    ]
    assert digest(a_book()) == ()


def test_both_shares_and_both_rates_come_from_the_totals() -> None:
    small = unit(persons(10, 8, 10, 2), decided=2, decided_direct=2, proposed=4,
                 proposed_direct=1)  # fmt: skip
    large = unit(persons(190, 92, 90, 48), decided=98, decided_direct=48, proposed=96,
                 proposed_direct=49)  # fmt: skip
    none = unit(persons(100, 100, 0, 0), decided=0, decided_direct=0, proposed=0,
                proposed_direct=0)  # fmt: skip
    book = a_book({"SNV": small, "STC": large, "STP": none})
    assert read(direct_share(book)) == [
        (
            "Tính theo lượt khen, trong 100 lượt cá nhân đã có quyết định khen thưởng, có"
            " 50 lượt là người lao động trực tiếp, không giữ chức vụ lãnh đạo, quản lý,"
            " chiếm tỷ lệ 50% (50/100). Đơn vị có tỷ lệ người lao động trực tiếp được khen"
            " cao nhất là Sở Nội vụ (100%), thấp nhất là Sở Tài chính (48,98%)."
        ),
        (
            "Trong 100 lượt cá nhân được đề nghị khen thưởng, có 50 lượt là người lao động"
            " trực tiếp, chiếm tỷ lệ 50% (50/100)."
        ),
        (
            "Số người lao động trực tiếp được khen (mỗi người tính một lần) bằng 25% tổng"
            " số người lao động trực tiếp của các đơn vị (50/200). Số cá nhân được khen"
            " (mỗi người tính một lần) bằng 33,33% tổng số cán bộ, công chức, viên chức,"
            " người lao động của các đơn vị (100/300)."
        ),
    ]
    said = "".join(inline.text for inline in digest(book))
    assert said == "50% lượt cá nhân được khen là người lao động trực tiếp (50/100)"


def test_a_unit_that_reported_only_one_of_the_two_is_left_out_of_the_share() -> None:
    book = a_book({"SNV": unit(decided=4, decided_direct=3), "STC": unit(decided=96)})
    assert read(direct_share(book))[0] == (
        "Theo số liệu của 01/03 đơn vị có đủ số liệu, tính theo lượt khen, trong 04"
        " lượt cá nhân đã có quyết định khen thưởng, có 03 lượt là người lao động trực"
        " tiếp, không giữ chức vụ lãnh đạo, quản lý, chiếm tỷ lệ 75% (03/04)."
    )


def test_nobody_awarded_gives_no_ratio_and_none_direct_gives_zero_percent() -> None:
    nobody = a_book(
        dict.fromkeys(EVERYONE, unit(decided=0, decided_direct=0, proposed=0, proposed_direct=0))
    )
    assert read(direct_share(nobody)) == [
        ("Chưa có cá nhân nào được khen thưởng nên không tính tỷ lệ người lao động trực tiếp."),
        "Không có đề nghị khen thưởng cá nhân.",
    ]
    leaders = a_book(dict.fromkeys(EVERYONE, unit(decided=2, decided_direct=0)))
    assert read(direct_share(leaders))[0] == (
        "Tính theo lượt khen, trong 06 lượt cá nhân đã có quyết định khen thưởng, không có lượt"
        f" nào là {WHO} (tỷ lệ 0%)."
    )


def test_counting_by_persons_takes_the_headcount_sheet() -> None:
    book = a_book(
        dict.fromkeys(EVERYONE, unit(persons(50, 40, 10, 8), decided=99, decided_direct=1)),
        campaign=a_campaign(counting=Counting.PERSONS),
    )
    decided, _, rates = read(direct_share(book))
    assert decided == (
        "Tính theo người (mỗi người một lần), trong 30 cá nhân đã có quyết định khen"
        " thưởng, có 24 cá nhân là người lao động trực tiếp, không giữ chức vụ lãnh"
        " đạo, quản lý, chiếm tỷ lệ 80% (24/30)."
    )
    assert rates == (
        "Số người lao động trực tiếp được khen (mỗi người tính một lần) bằng 20% tổng số người lao"
        " động trực tiếp của các đơn vị (24/120). Số cá nhân được khen (mỗi người tính một lần)"
        " bằng 20% tổng số cán bộ, công chức, viên chức, người lao động của các đơn vị (30/150)."
    )
    assert "".join(inline.text for inline in digest(book)) == (
        "80% số cá nhân được khen là người lao động trực tiếp (24/30)"
    )


def test_the_simplified_procedure_is_unknown_none_or_counted() -> None:
    assert read(simplified(a_book())) == [
        "Chưa có đơn vị nào báo cáo số liệu khen thưởng theo thủ tục đơn giản."
    ]
    none = dict.fromkeys(EVERYONE, unit(proposed_simplified=0, decided_simplified=0))
    assert read(simplified(a_book(none))) == [
        ("Trong kỳ không có trường hợp nào được đề nghị, được khen thưởng theo thủ tục đơn giản.")
    ]
    some = unit(proposed_simplified=3, decided_simplified=2)
    some["awards_collective"] = {"TTLDTT": {"proposed_simplified": 1}}
    assert read(simplified(a_book({"SNV": some}))) == [
        (
            "Theo số liệu của 01/03 đơn vị đã báo cáo, các đơn vị đã đề nghị khen thưởng"
            " theo thủ tục đơn giản 01 tập thể và 03 cá nhân; trong kỳ đã có quyết định"
            " khen thưởng 02 cá nhân."
        )
    ]
