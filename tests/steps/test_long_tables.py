from __future__ import annotations

from typing import Any

import pytest

from pipeline.domain.document import RowKind, Table, TableRow
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables import lists, long_tables
from pipeline.steps.tables.long_tables import RowsOnDemand, on_paper
from pipeline.steps.tables.registry import TABLES, WorkbookTables
from tests.steps.collections_builder import a_book

TRAINED = [
    {"content": "Tập huấn đợt 1", "participants": 30},
    {"content": "Tập huấn đợt 2", "participants": 12},
]


def trained() -> FigureBook:
    return a_book({"SNV": {"training": TRAINED}, "STC": {"training": TRAINED[:1]}})


def made(name: str, book: FigureBook) -> Table:
    table = TABLES[name](book)
    assert table is not None
    return table


def texts(table: Table) -> list[Any]:
    return [(row.kind, [str(cell) for cell in row.cells.values()]) for row in table.rows]


def test_a_long_table_prints_its_sums_on_paper_and_says_where_its_rows_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(long_tables, "MOST_ROWS", 3)
    table = on_paper(made("training", trained()), trained())
    assert [row.kind for row in table.rows] == [RowKind.TOTAL]
    assert table.notes[0] == (
        "Bảng có 6 dòng, in đầy đủ ở trang tính “PL Tập huấn” của tệp phu-luc.xlsx."
    )


def test_a_short_table_is_on_paper_as_it_is() -> None:
    table = made("training", trained())
    assert on_paper(table, trained()) is table


def test_a_subtotal_on_paper_keeps_its_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_tables, "MOST_ROWS", 1)
    answers = {"ratings": {"party_cell": {"level_1": 1}}}
    table = on_paper(made("ratings_by_unit", a_book({"SNV": answers})), trained())
    kinds = [row.kind for row in table.rows]
    assert RowKind.DATA not in kinds
    assert kinds[:2] == [RowKind.HEADING, RowKind.SUBTOTAL]


def test_rows_made_on_demand_are_the_rows_that_were_made_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once = made("training", trained())
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
    on_demand = made("training", trained())
    assert isinstance(on_demand.rows, RowsOnDemand)
    assert texts(on_demand) == texts(at_once)
    assert len(on_demand.rows) == len(at_once.rows) == 6
    numbered = [on_demand.rows[number].cells for number in range(6)]
    assert [list(map(str, cells.values())) for cells in numbered] == [
        words for _, words in texts(at_once)
    ]


def test_rows_on_demand_can_be_asked_for_from_the_end_and_end() -> None:
    parts = [[TableRow(RowKind.DATA, {"n": n}) for n in own] for own in ([1, 2], [], [3])]
    rows = RowsOnDemand([len(own) for own in parts], parts.__getitem__)
    assert rows[-1].cells == {"n": 3}
    assert [row.cells["n"] for row in rows[1:]] == [2, 3]
    with pytest.raises(IndexError):
        rows[3]


def test_a_large_campaign_makes_the_tables_of_the_workbook_anew_and_they_say_the_same() -> None:
    book, large = trained(), trained()
    large.is_large = True
    again = [texts(table) for table in WorkbookTables(large)]
    assert again == [texts(table) for table in WorkbookTables(book)]
