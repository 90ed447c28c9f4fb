from __future__ import annotations

from typing import Any

from pipeline.domain.document import Table
from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.appendices import appendices
from pipeline.steps.tables.registry import table_named
from tests.steps.collections_builder import a_book


def made(name: str, book: FigureBook) -> Table:
    table = table_named(name, book)
    assert table is not None
    return table


def rows(table: Table) -> list[list[Any]]:
    return [
        [cell.value if isinstance(cell, Figure) else cell for cell in row.cells.values()]
        for row in table.rows
    ]


def documents(*types: str | None) -> list[dict[str, Any]]:
    return [{"number": f"{n}/KH", "type": one} for n, one in enumerate(types, 1)]


def test_documents_are_counted_by_issuer_and_type_before_they_are_listed() -> None:
    units = {
        "SNV": {"documents": documents("plan", "plan", "decision")},
        "STC": {"documents": documents("plan", None)},
        "STP": {},
    }
    book = a_book(units, {"cluster_documents": documents("report")})
    table = made("documents_by_unit", book)

    labels = [column.label for column in table.columns]
    assert labels == ["STT", "Đơn vị", "Quyết định", "Kế hoạch", "Báo cáo", "Tổng số"]
    assert rows(table) == [
        ["", "Cụm thi đua minh họa", 0, 0, 1, 1],
        [1, "Sở Nội vụ", 1, 2, 0, 3],
        [2, "Sở Tài chính", 0, 1, 0, 2],
        [3, "Sở Tư pháp", None, None, None, None],
        [None, "Tổng cộng", 1, 3, 1, 6],
    ]
    first = appendices(book)[0]
    assert first.id == "appendix.documents"
    assert [t.id for t in first.tables] == ["table.documents_by_unit", "table.documents"]


def test_nobody_listed_a_document() -> None:
    assert table_named("documents_by_unit", a_book({"SNV": {}})) is None


def named(honoree: str, *names: str) -> list[dict[str, str]]:
    row = {"honoree": honoree, "award": "BKUB", "status": "decided"}
    return [row | {"name": name} for name in names]


def test_persons_go_by_given_name_and_collectives_as_in_a_dictionary() -> None:
    people = named("individual", "Trần Văn Bình", "Lê Thị An", "Đỗ Ân")
    collectives = named("collective", "Văn phòng", "Phòng Tổ chức cán bộ", "Phòng Nghiệp vụ")
    book = a_book({"SNV": {"named_awards": [*people, *collectives]}})

    def order(name: str) -> list[object]:
        return [row.cells["name"] for row in made(name, book).rows]

    assert order("people_named") == ["Lê Thị An", "Đỗ Ân", "Trần Văn Bình"]
    assert order("collectives_named") == ["Phòng Nghiệp vụ", "Phòng Tổ chức cán bộ", "Văn phòng"]
