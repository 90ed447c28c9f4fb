from __future__ import annotations

from pipeline.steps.sentences.models import model_list, models
from tests.steps.collections_builder import a_book, read

EVERYONE = ("SNV", "STC", "STP")


def test_nobody_reported() -> None:
    assert read(models(a_book())) == ["Chưa có đơn vị nào báo cáo số lượng điển hình tiên tiến."]
    assert model_list(a_book()) == ()


def test_all_units_reported_none() -> None:
    none = {"models_count": {"found": {"collectives": 0, "individuals": 0}}}
    assert read(models(a_book(dict.fromkeys(EVERYONE, none)))) == [
        "Các đơn vị chưa phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến nào trong kỳ."
    ]


def test_models_are_counted_by_stage_and_named_by_unit() -> None:
    answers = {
        "models_count": {
            "found": {"collectives": 1, "individuals": 2},
            "fostered": {"individuals": 12},
            "replicated": {"collectives": 0, "individuals": 0},
        },
        "models": [
            {"kind": "individual", "name": "Nguyễn Văn A", "field": "cải cách hành chính",
             "stage": "found", "achievement": "Rút ngắn thời gian\ngiải quyết hồ sơ."},
            {"kind": "practice", "name": "Một cửa thân thiện"},
            {"name": "Phòng B"},
        ],
    }  # fmt: skip
    book = a_book({"SNV": answers, "STC": {}})
    assert read(models(book)) == [
        (
            "Theo số liệu của 01/03 đơn vị đã báo cáo, về điển hình tiên tiến, các đơn vị trong"
            " cụm đã phát hiện mới 01 tập thể và 02 cá nhân; bồi dưỡng 12 cá nhân. Theo số liệu"
            " của 02/03 đơn vị đã báo cáo, có 01 đơn vị giới thiệu 03 điển hình, mô hình tiêu"
            " biểu (01 cá nhân và 01 mô hình, cách làm hay)."
        )
    ]
    assert read(model_list(book)) == [
        (
            "- Sở Nội vụ: (1) Nguyễn Văn A (cá nhân; mới phát hiện; lĩnh vực cải cách hành"
            " chính) – Rút ngắn thời gian giải quyết hồ sơ; (2) Một cửa thân thiện (mô"
            " hình, cách làm hay); (3) Phòng B."
        )
    ]
