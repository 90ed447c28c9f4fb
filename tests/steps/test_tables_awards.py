"""The unit × award matrices: which columns they have, and what is said of those left out."""

from __future__ import annotations

from pipeline.domain.catalogue import Honoree
from pipeline.domain.document import CellContent, RowKind, Table
from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.award_summary import awards_summary
from pipeline.steps.tables.awards import DECIDED, awards_matrix, matrix
from tests.steps.collections_builder import a_book

PEOPLE = (Honoree.INDIVIDUAL, Honoree.HOUSEHOLD)
ANSWERS = {
    "awards_individual": {"LDTT": {"decided": 10}, "BKUB": {"decided": 2}},
    "awards_household": {"BKUB": {"decided": 1}},
    "awards_collective": {"TTLDTT": {"decided": 0}},
}


def book() -> FigureBook:
    return a_book({"SNV": ANSWERS})


def left_out(table: Table) -> str:
    (note,) = (note for note in table.notes if note.startswith("Không in các cột"))
    return note


def test_a_table_of_several_honorees_names_them_above_their_columns_not_in_each() -> None:
    table = matrix(book(), PEOPLE, DECIDED)
    assert table is not None
    shown = [(column.group, column.label) for column in table.columns[2:-3]]
    assert shown == [
        ("Danh hiệu thi đua của cá nhân", "LĐTT"),
        ("Hình thức khen thưởng của cá nhân", "BK UBND tỉnh"),
        ("Hình thức khen thưởng của hộ gia đình", "BK UBND tỉnh"),
    ]


def test_a_table_of_one_honoree_does_not_repeat_him_above_the_columns() -> None:
    table = matrix(book(), (Honoree.INDIVIDUAL,), DECIDED)
    assert table is not None
    assert {column.group for column in table.columns[2:-3]} == {
        "Danh hiệu thi đua",
        "Hình thức khen thưởng",
    }


def test_columns_without_any_number_are_left_out_and_named_below_the_table() -> None:
    individuals = a_book({"SNV": {"awards_individual": {"LDTT": {"decided": 10}}}})
    table = matrix(individuals, PEOPLE, DECIDED)
    assert table is not None
    assert [column.label for column in table.columns[2:-3]] == ["LĐTT"]
    assert left_out(table).endswith(": BK UBND tỉnh (cá nhân), BK UBND tỉnh (hộ gia đình).")


def test_the_table_of_the_body_says_whose_columns_it_leaves_out() -> None:
    table = awards_matrix(book())
    assert table is not None
    assert left_out(table).endswith(": TTLĐTT, BK UBND tỉnh (tập thể).")


def test_the_summary_adds_up_what_the_sentences_say_of_each_kind_of_honoree() -> None:
    table = awards_summary(book())
    assert table is not None
    sums = [
        (row.cells["award"], number_in(row.cells["decided"]))
        for row in table.rows
        if row.kind is RowKind.SUBTOTAL
    ]
    assert sums == [("Cộng cá nhân", 12), ("Cộng hộ gia đình", 1)]


def test_a_total_over_persons_and_households_says_so() -> None:
    table = matrix(book(), PEOPLE, DECIDED)
    assert table is not None
    assert table.columns[-3].label == "Tổng (cá nhân, hộ gia đình)"


def test_that_a_change_leaves_units_out_is_said_only_where_it_does() -> None:
    def notes(*before: int | None) -> tuple[str, ...]:
        answers = {
            code: {"awards_individual": {"LDTT": {"decided": 10, "last_year": last}}}
            for code, last in zip(("SNV", "STC", "STP"), before, strict=True)
        }
        table = awards_summary(a_book(answers))
        assert table is not None
        return table.notes

    assert notes(9, 8, 7) == ("Tính theo lượt khen.",)
    assert notes(9, 8, None) == (
        "Tính theo lượt khen.",
        "Tăng, giảm chung chỉ tính các đơn vị có số liệu của cả hai kỳ.",
    )


def number_in(cell: CellContent) -> object:
    return cell.value if isinstance(cell, Figure) else cell
