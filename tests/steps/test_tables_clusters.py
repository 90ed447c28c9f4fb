from __future__ import annotations

from pipeline.domain.document import RowKind, Table, TableRow, figures_in
from pipeline.domain.figures import Figure
from pipeline.steps.sentences.coverage import unit_names
from pipeline.steps.tables.registry import body_table, table_named
from pipeline.steps.tables.scores import standings
from pipeline.steps.trace import trace
from tests.steps.province_scenarios import CLUSTERS, SIZES, a_province_book


def rows_of(name: str, kind: RowKind) -> list[TableRow]:
    return [row for row in table(name).rows if row.kind is kind]


def table(name: str) -> Table:
    made = table_named(name, a_province_book())
    assert made is not None
    return made


def test_units_stand_below_their_cluster_and_above_its_sum() -> None:
    rows = table("staff").rows
    first, last = rows[0], rows[SIZES[0] + 1]
    assert (first.kind, first.cells["stt"]) == (RowKind.HEADING, CLUSTERS[0])
    assert [row.cells["stt"] for row in rows[1:-1][: SIZES[0]]] == list(range(1, SIZES[0] + 1))
    assert (last.kind, last.cells["unit"]) == (
        RowKind.SUBTOTAL,
        "Cộng Cụm thi đua số 1 (1/8 đơn vị)",
    )
    assert rows[-1].cells["unit"] == "Tổng cộng (2/17 đơn vị)"


def test_the_sum_of_a_cluster_is_the_figure_of_its_own_report() -> None:
    book = a_province_book()
    whole, first = table_named("direct_rates", book), table_named("direct_rates", book.clusters[0])
    assert whole is not None
    assert first is not None
    subtotal = next(row for row in whole.rows if row.kind is RowKind.SUBTOTAL)
    total = first.rows[-1]
    named = [key for key in total.cells if key != "unit"]
    assert [subtotal.cells[key] for key in named] == [total.cells[key] for key in named]
    figure = subtotal.cells["total"]
    assert isinstance(figure, Figure)
    assert figure.id == "headcount.value[total]^cum-thi-dua-so-1"
    assert {cell.unit for cell in trace(figure, book.collection)} == {"D01"}
    assert (figure.reporting, figure.expected) == (1, 8)


def test_the_body_of_the_whole_has_a_row_a_cluster() -> None:
    made = body_table("direct_ratio", a_province_book())
    assert made is not None
    assert [column.label for column in made.columns[:2]] == ["STT", "Cụm, khối"]
    names = [str(row.cells["unit"]).split(" (")[0] for row in made.rows]
    assert names == [*CLUSTERS, "Tổng cộng"]


def test_units_are_ranked_within_their_cluster() -> None:
    ranks = {s.unit: s.rank.value for s in standings(a_province_book()) if s.rank}
    assert ranks == {"D01": 1, "D02": 2, "D03": 3, "D04": 4, "D05": 5, "D09": 1, "D10": 2}


def test_a_cluster_that_nominates_too_many_is_named() -> None:
    notes = table("scores").notes
    assert [note for note in notes if "CẦN XEM LẠI" in note] == [
        "Cụm thi đua số 1: CẦN XEM LẠI: đề nghị suy tôn nhiều đơn vị hơn số lượng đã thống nhất."
    ]


def test_the_overview_has_a_row_a_cluster_with_its_first_place() -> None:
    rows = rows_of("by_cluster", RowKind.DATA)
    assert [row.cells["first"] for row in rows] == ["Đơn vị D01", "Đơn vị D09", ""]
    asked = [row.cells["asked"] for row in rows]
    assert [figure.value for figure in asked if isinstance(figure, Figure)] == list(SIZES)


def test_one_cluster_has_no_overview_of_clusters() -> None:
    assert table_named("by_cluster", a_province_book().clusters[0]) is None


def test_many_units_are_named_by_their_clusters() -> None:
    book = a_province_book()
    few, many = (unit_names(book, codes) for codes in (["D01", "D09"], book.collection.missing))
    assert "".join(inline.text for inline in few) == "Đơn vị D01 và Đơn vị D09"
    assert "".join(inline.text for inline in many) == (
        "07 đơn vị thuộc Cụm thi đua số 1, 06 đơn vị thuộc Cụm thi đua số 2 và"
        " 02 đơn vị thuộc Khối doanh nghiệp"
    )


def test_no_figure_of_the_whole_has_the_name_of_one_of_a_cluster_with_another_value() -> None:
    book = a_province_book()
    known: dict[str, object] = {}
    names = ("scores", "targets_met", "direct_rates", "documents_by_unit", "by_cluster")
    for one in (book, *book.clusters):
        for name in names:
            made = table_named(name, one)
            for figure in figures_in(made) if made else ():
                assert known.setdefault(figure.id, figure.value) == figure.value
    assert len(known) > 100
