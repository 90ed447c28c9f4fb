from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import paired
from pipeline.steps.sentences.comparing import compare, compared
from pipeline.steps.sentences.coverage import (
    basis_of,
    most_units,
    none_listed,
    of_fewer,
    so_far,
    so_far_returned,
    unit_names,
    unless_said,
)
from pipeline.steps.sentences.phrasing import Phrase, phrase
from tests.builders import a_campaign, a_unit
from tests.steps.collections_builder import a_book


def text(inlines: Phrase) -> str:
    return "".join(inline.text for inline in inlines)


def headcounts(*pairs: tuple[int | None, int | None]) -> FigureBook:
    codes = ("SNV", "STC", "STP")
    return a_book(
        {
            code: {"headcount": {"total": now, "documents_last_year": before}}
            for code, (now, before) in zip(codes, pairs, strict=False)
        }
    )


def change_of(book: FigureBook) -> str:
    def both(unit: str) -> tuple[Figure, Figure]:
        return (
            book.total("headcount", "value", ("total",), unit=unit),
            book.total("headcount", "value", ("documents_last_year",), unit=unit),
        )

    return text(compared(book, compare(book, both, "người")))


def test_a_rise_a_fall_and_no_change_are_said_differently() -> None:
    assert change_of(headcounts((20, 8))) == "tăng 12 người so với năm 2024"
    assert change_of(headcounts((3, 8))) == "giảm 05 người so với năm 2024"
    assert change_of(headcounts((8, 8))) == "bằng năm 2024"


def test_without_last_year_nothing_is_compared() -> None:
    assert change_of(headcounts((20, None))) == ""
    assert change_of(a_book()) == ""


def test_a_comparison_uses_only_units_that_reported_both_and_says_so() -> None:
    assert change_of(headcounts((20, 8), (100, None))) == (
        "tăng 12 người so với năm 2024, tính trên 01/03 đơn vị có đủ số liệu hai kỳ"
    )
    assert change_of(headcounts((8, 8), (None, 5))) == (
        "bằng năm 2024, tính trên 01/03 đơn vị có đủ số liệu hai kỳ"
    )


def test_a_partial_figure_opens_with_its_coverage_and_a_whole_one_does_not() -> None:
    partial, whole = headcounts((20, 8), (5, 5)), headcounts((20, 8), (5, 5), (1, 1))
    total = partial.total("headcount", "value", ("total",))
    assert text(so_far(partial, total)) == "theo số liệu của 02/03 đơn vị đã báo cáo, "
    assert so_far(whole, whole.total("headcount", "value", ("total",))) == ()


def test_lists_are_covered_by_the_units_that_returned_a_workbook() -> None:
    assert text(so_far_returned(a_book({"SNV": {}}))) == (
        "theo số liệu của 01/03 đơn vị đã báo cáo, "
    )
    assert so_far_returned(a_book()) == ()
    assert so_far_returned(a_book({"SNV": {}, "STC": {}, "STP": {}})) == ()


def test_an_empty_list_is_not_known_rather_than_not_done() -> None:
    what = phrase("tập huấn")
    assert text(none_listed(a_book(), what)) == "Chưa có đơn vị nào báo cáo việc tập huấn."
    assert text(none_listed(a_book({"SNV": {}}), what)) == (
        "Theo số liệu của 01/03 đơn vị đã báo cáo, chưa ghi nhận đơn vị nào tập huấn."
    )


def test_a_figure_of_fewer_units_than_the_sentence_says_so() -> None:
    book = headcounts((20, 8), (5, None))
    most = book.total("headcount", "value", ("total",))
    fewer = book.total("headcount", "value", ("documents_last_year",))
    assert text(of_fewer(book, fewer, most)) == "số liệu của 01 đơn vị"
    assert of_fewer(book, most, most) == ()


def test_an_opening_is_not_repeated() -> None:
    basis = so_far_returned(a_book({"SNV": {}}))
    assert unless_said(basis, basis) == ()
    assert unless_said(basis, ()) == basis


def test_units_are_named_in_the_agreed_order() -> None:
    assert text(unit_names(a_book(), ["STP", "SNV"])) == "Sở Nội vụ và Sở Tư pháp"


def test_of_nearly_all_units_those_left_out_are_named() -> None:
    units = tuple(a_unit(f"D{number}") for number in range(10))
    book = a_book(campaign=a_campaign(units=units, head="D0", deputies=()))
    codes = [unit.code for unit in units]
    assert text(most_units(book, codes)) == "tất cả các đơn vị trong cụm"
    assert text(most_units(book, codes[1:])) == "các đơn vị trong cụm, trừ Đơn vị D0"
    assert text(most_units(book, codes[:2])) == "Đơn vị D0 và Đơn vị D1"


def test_the_basis_of_a_pair_with_gaps_counts_the_units_with_both() -> None:
    book = headcounts((20, 8), (5, None), (None, None))
    pair = paired(
        book,
        lambda unit: (
            book.total("headcount", "value", ("total",), unit=unit),
            book.total("headcount", "value", ("documents_last_year",), unit=unit),
        ),
    )
    assert pair.units == ("SNV",)
    assert (pair.left.value, pair.right.value) == (20, 8)
    assert text(basis_of(book, pair)) == "theo số liệu của 01/03 đơn vị có đủ số liệu, "
