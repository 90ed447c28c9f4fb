from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.steps.sentences.scores import scores
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book, read

EVERYONE = ("SNV", "STC", "STP")
SELF = {"self_scores": {"TC1": {"score": Decimal(55)}}}


def head(**units: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "scores": {
            unit: {"score": Decimal(score)} | others for unit, (score, others) in units.items()
        }
    }


def test_nobody_scored() -> None:
    assert read(scores(a_book())) == [
        (
            "Chưa có đơn vị nào gửi kết quả tự chấm điểm thi đua. Cụm chưa có kết quả thẩm định,"
            " chấm điểm."
        )
    ]


def test_some_units_scored_themselves_and_all_did() -> None:
    (some,) = read(scores(a_book({"SNV": SELF})))
    (everyone,) = read(scores(a_book(dict.fromkeys(EVERYONE, SELF))))
    assert some.startswith("Có 01/03 đơn vị đã tự chấm điểm thi đua. ")
    assert everyone.startswith("Tất cả 03 đơn vị đã tự chấm điểm thi đua. ")


def test_the_first_places_ties_nominations_and_the_barred_are_named() -> None:
    book = a_book(
        dict.fromkeys(EVERYONE, SELF),
        head(
            SNV=("95", {"bonus": Decimal(2), "nomination": "flag"}),
            STC=("98.5", {"penalty": Decimal("1.5"), "nomination": "certificate"}),
            STP=("99", {"disqualified": "yes", "nomination": "flag"}),
        ),
        campaign=a_campaign(quota=2),
    )
    assert read(scores(book)) == [
        ("Tất cả 03 đơn vị đã tự chấm điểm thi đua. Cụm đã thẩm định, chấm điểm tất cả 03 đơn vị."),
        "Kết quả xếp hạng: Sở Nội vụ và Sở Tài chính đồng hạng nhất (97 điểm).",
        (
            "Đề nghị suy tôn 02 đơn vị (đúng số lượng đã thống nhất): Sở Nội vụ (Cờ thi"
            " đua); Sở Tài chính (Bằng khen). Không xét thi đua đối với Sở Tư pháp."
        ),
    ]


def test_highest_and_lowest_are_given_where_they_differ() -> None:
    book = a_book(head=head(SNV=("95", {}), STC=("88.5", {})))
    assert read(scores(book)) == [
        (
            "Chưa có đơn vị nào gửi kết quả tự chấm điểm thi đua. Cụm đã thẩm định, chấm"
            " điểm 02/03 đơn vị; tổng điểm cao nhất 95 điểm, thấp nhất 88,5 điểm."
        ),
        (
            "Kết quả xếp hạng tạm tính trong số đơn vị đã được chấm điểm: Sở Nội vụ xếp thứ"
            " nhất (95 điểm); Sở Tài chính xếp thứ nhì (88,5 điểm). Điểm và thứ hạng của Sở"
            " Nội vụ và Sở Tài chính theo kết quả chấm của cụm, chưa đối chiếu được với số"
            " liệu báo cáo vì đơn vị chưa gửi báo cáo."
        ),
    ]


def test_nobody_is_ranked_when_all_are_barred() -> None:
    book = a_book(head=head(SNV=("95", {"disqualified": "yes"})))
    assert read(scores(book))[1:] == ["Không xét thi đua đối với Sở Nội vụ."]


def test_units_the_head_does_not_nominate_are_not_named() -> None:
    book = a_book(head=head(SNV=("95", {"nomination": "none"})))
    assert "nomination" not in [line.key for line in scores(book)]
