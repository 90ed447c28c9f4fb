from __future__ import annotations

from decimal import Decimal

from pipeline.steps.sentences.digest import digest
from tests.steps.collections_builder import a_book, read


def test_what_nobody_reported_is_left_out() -> None:
    assert digest(a_book()) == ()
    assert digest(a_book({"SNV": {}})) == ()


def test_the_main_figures_of_every_theme_are_listed() -> None:
    answers = {
        "documents": [{"number": "1", "type": "plan"}],
        "targets": {"CT01": {"plan": Decimal(1), "done": Decimal(1)}},
        "launched": [{"name": "A"}],
        "awards_individual": {"LDTT": {"decided": 8, "decided_direct": 6}},
        "models_count": {"found": {"individuals": 2}, "fostered": {"collectives": 1}},
    }
    assert read(digest(a_book({"SNV": answers}))) == [
        "Theo số liệu của 01/03 đơn vị đã báo cáo, một số kết quả chủ yếu năm 2025:",
        "- Ban hành 01 văn bản về thi đua, khen thưởng;",
        "- 01/01 lượt chỉ tiêu của các đơn vị đạt và vượt kế hoạch (100%);",
        "- 01 đơn vị phát động 01 phong trào thi đua;",
        "- 08 lượt cá nhân đã có quyết định khen thưởng;",
        "- 75% lượt cá nhân được khen là người lao động trực tiếp (06/08);",
        "- Điển hình tiên tiến: phát hiện mới 02 cá nhân; bồi dưỡng 01 tập thể.",
    ]
