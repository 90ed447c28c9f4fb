from __future__ import annotations

from typing import Any

from pipeline.steps.sentences.documents import documents
from tests.steps.collections_builder import a_book, read

PLAN = {"number": "1/KH", "type": "plan", "issuer_level": "authority"}
LETTER = {"number": "2/CV", "type": "official_letter", "issuer_level": "council"}


def unit(*listed: dict[str, Any], last_year: int | None = None) -> dict[str, Any]:
    return {"documents": listed, "headcount": {"documents_last_year": last_year}}


def test_nobody_listed_a_document() -> None:
    assert read(documents(a_book())) == [
        "Chưa có đơn vị nào báo cáo việc ban hành văn bản về thi đua, khen thưởng trong năm 2025."
    ]
    assert read(documents(a_book({"SNV": {}}))) == [
        (
            "Theo số liệu của 01/03 đơn vị đã báo cáo, chưa ghi nhận đơn vị nào ban hành văn bản về"
            " thi đua, khen thưởng trong năm 2025."
        )
    ]


def test_documents_of_group_and_units_are_counted_compared_and_grouped() -> None:
    book = a_book(
        {
            "SNV": unit(PLAN, LETTER, last_year=5),
            "STC": unit(PLAN, last_year=1),
            "STP": unit(last_year=None),
        },
        head={"cluster_documents": [PLAN]},
    )
    assert read(documents(book)) == [
        (
            "Trong năm 2025, cụm và các đơn vị thành viên đã ban hành 04 văn bản chỉ đạo,"
            " triển khai công tác thi đua, khen thưởng, trong đó cụm ban hành 01 văn bản,"
            " 02 đơn vị thành viên ban hành 03 văn bản. Số văn bản của các đơn vị thành viên"
            " giảm 03 văn bản so với năm 2024."
            " Theo loại văn bản: 03 kế hoạch; 01 công văn. Theo cấp ban hành: thủ trưởng"
            " đơn vị, chính quyền 03 văn bản; Hội đồng Thi đua - Khen thưởng 01 văn bản."
        )
    ]


def test_without_the_head_only_units_are_mentioned() -> None:
    (line,) = read(documents(a_book({"SNV": unit(PLAN)})))
    assert line.startswith(
        "Theo số liệu của 01/03 đơn vị đã báo cáo, trong năm 2025, các đơn vị trong cụm đã ban"
        " hành 01 văn bản chỉ đạo, triển khai công tác thi đua, khen thưởng. Theo loại"
    )


def test_with_only_the_heads_documents_the_units_are_said_to_be_silent() -> None:
    (line,) = read(documents(a_book({"SNV": {}}, head={"cluster_documents": [PLAN]})))
    assert line.startswith(
        "Theo số liệu của 01/03 đơn vị đã báo cáo, trong năm 2025, cụm đã ban hành 01 văn bản chỉ"
        " đạo, triển khai công tác thi đua, khen thưởng; chưa có đơn vị thành viên nào báo cáo văn"
        " bản đã ban hành."
    )


def test_documents_without_type_or_level_claim_neither() -> None:
    bare = {"number": "1"}
    everyone = {code: unit(bare) for code in ("SNV", "STC", "STP")}
    assert read(documents(a_book(everyone))) == [
        (
            "Trong năm 2025, các đơn vị trong cụm đã ban hành 03 văn bản chỉ đạo, triển"
            " khai công tác thi đua, khen thưởng."
        )
    ]
