from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.provenance import record_figures, restore_figure
from pipeline.steps.trace import trace
from tests.steps.collections_builder import a_book


def a_traced_book() -> FigureBook:
    awards = {"LDTT": {"decided": 10, "decided_direct": 8}, "BKUB": {"decided": 3}}
    other = {"LDTT": {"decided": 5, "decided_direct": 5}}
    documents = [{"number": "01/KH", "type": "plan"}, {"number": "02/TB", "type": "notice"}]
    return a_book(
        {
            "SNV": {"awards_individual": awards, "documents": documents},
            "STC": {"awards_individual": other},
        },
        head={"scores": {"SNV": {"score": 95}}},
    )


def test_a_total_is_traced_to_every_cell_that_was_added() -> None:
    book = a_traced_book()
    figure = book.total("awards_individual", "decided", ("LDTT", "BKUB"))
    cells = trace(figure, book.collection)
    assert sum(int(str(traced.cell.value)) for traced in cells) == figure.value == 18
    assert [(traced.unit, traced.file) for traced in cells] == [
        ("SNV", "SNV.xlsx"),
        ("SNV", "SNV.xlsx"),
        ("STC", "STC.xlsx"),
    ]
    assert len({(traced.unit, traced.cell.address) for traced in cells}) == 3


def test_a_ratio_is_traced_through_both_its_parts() -> None:
    book = a_traced_book()
    ratio = share(
        book.total("awards_individual", "decided_direct", ("LDTT",)),
        book.total("awards_individual", "decided", ("LDTT",)),
        "Tỷ lệ",
    )
    values = [traced.cell.value for traced in trace(ratio, book.collection)]
    assert sorted(values, key=str) == [10, 5, 5, 8]


def test_a_count_is_traced_to_the_matching_records_alone() -> None:
    book = a_traced_book()
    plans = book.count("documents", where=(("type", ("plan",)),))
    assert [traced.cell.value for traced in trace(plans, book.collection)] == ["01/KH"]


def test_a_figure_of_the_head_is_traced_to_the_heads_workbook() -> None:
    book = a_traced_book()
    (traced,) = trace(book.total("scores", "score", ("SNV",)), book.collection)
    assert traced.cell.value == 95


def test_recorded_figures_come_back_whole() -> None:
    book = a_traced_book()
    total = book.total("awards_individual", "decided")
    direct = book.total("awards_individual", "decided_direct")
    ratio = share(direct, total, "Tỷ lệ")
    records = record_figures([ratio, total])
    restored = restore_figure(ratio.id, records)
    assert restored == ratio
    assert trace(restored, book.collection) == trace(ratio, book.collection)
