from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.domain.document import Table
from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.registry import table_named
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book


def scored(quota: int | None = None, **units: tuple[str, dict[str, Any]]) -> FigureBook:
    scores = {unit: {"score": Decimal(score)} | more for unit, (score, more) in units.items()}
    return a_book(head={"scores": scores}, campaign=a_campaign(quota=quota))


def table(book: FigureBook) -> Table:
    made = table_named("scores", book)
    assert made is not None
    return made


def column(found: Table, key: str) -> list[Any]:
    cells = [row.cells.get(key) for row in found.rows]
    return [cell.value if isinstance(cell, Figure) else cell for cell in cells]


def test_the_quota_stands_below_the_nominations() -> None:
    found = table(
        scored(2, SNV=("95", {"nomination": "flag"}), STC=("90", {}), STP=("80", {"note": "Muộn"}))
    )
    assert column(found, "unit")[3:] == [
        "Số đơn vị được đề nghị suy tôn",
        "Số lượng suy tôn đã thống nhất",
    ]
    assert column(found, "nomination") == ["Cờ thi đua", "", "", 1, 2]
    assert column(found, "note")[:3] == ["", "", "Muộn"]
    assert not any("CẦN XEM LẠI" in note for note in found.notes)


def test_without_a_quota_or_a_nomination_nothing_stands_below() -> None:
    found = table(scored(SNV=("95", {}), STC=("90", {})))
    assert len(found.rows) == 3
    assert "note" not in {c.key for c in found.columns}


def test_the_head_is_told_of_too_many_nominations_ties_and_places_passed_by() -> None:
    flag, certificate = {"nomination": "flag"}, {"nomination": "certificate"}
    crowded = table(scored(1, SNV=("95", flag), STC=("95", certificate), STP=("80", {})))
    assert "CẦN XEM LẠI: đề nghị suy tôn nhiều đơn vị hơn số lượng đã thống nhất." in crowded.notes
    tie = "Bằng điểm ở vị trí cuối của số lượng suy tôn: Sở Nội vụ, Sở Tài chính; cụm quyết định."
    assert tie in crowded.notes

    passed = table(scored(2, SNV=("95", flag), STC=("90", {}), STP=("80", certificate)))
    assert any(note.endswith("chưa được đề nghị suy tôn: Sở Tài chính.") for note in passed.notes)


def test_a_barred_unit_is_neither_ranked_nor_nominated_nor_passed_by() -> None:
    barred = {"disqualified": "yes", "nomination": "flag", "note": "Bị kỷ luật"}
    found = table(scored(1, SNV=("99", barred), STC=("90", {"nomination": "flag"})))
    assert column(found, "rank")[:2] == [None, 1]
    assert column(found, "nomination")[:2] == ["Không xét thi đua", "Cờ thi đua"]
    assert column(found, "nomination")[3] == 1
    assert not any("chưa được đề nghị" in note for note in found.notes)
