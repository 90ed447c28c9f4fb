from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.figures import Figure, figure_code
from pipeline.steps import derive, pairs, sources
from pipeline.steps.aggregate import add_up
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.named_figure import figure_named
from pipeline.steps.pairs import paired
from pipeline.steps.provenance import record_figures, restore_figure
from pipeline.steps.sources import sources_of
from pipeline.steps.trace import trace
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book


def awarded(decided: int, last_year: int | None) -> dict[str, object]:
    return {"awards_individual": {"LDTT": {"decided": decided, "last_year": last_year}}}


def a_divided_book() -> FigureBook:
    return a_book({"SNV": awarded(10, 7), "STC": awarded(5, 4), "STP": awarded(3, None)})


def test_a_page_lists_the_first_cells_of_a_figure_and_says_which_have_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "MOST_CELLS", 2)
    book = a_divided_book()
    many = book.total("awards_individual", "decided")
    few = book.total("awards_individual", "last_year")
    page = sources_of((many, few), book.collection)
    assert [page["cells"][n][0] for n in page["figures"][figure_code(many.id)][6]] == [
        book.campaign.unit(code).short_name for code in ("SNV", "STC")
    ]
    assert page["cut"] == [figure_code(many.id)]
    assert len(trace(many, book.collection)) == 3


def test_of_many_units_a_total_leaves_out_those_with_one_figure_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = a_divided_book()

    def figures(unit: str) -> tuple[Figure, Figure]:
        now, before = ("awards_individual", "decided"), ("awards_individual", "last_year")
        return book.total(*now, unit=unit), book.total(*before, unit=unit)

    few = paired(book, figures)
    monkeypatch.setattr(pairs, "MOST_NAMED", 1.5)
    many = paired(book, figures)
    assert [few.left.value, few.right.value] == [many.left.value, many.right.value] == [15, 11]
    assert many.units == few.units == ("SNV", "STC")
    assert [part.value for part in many.left.parts] == [18, 3]


def test_the_id_of_a_sum_of_very_many_stays_short_and_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(derive, "MOST_NAMED", 2)
    book = a_divided_book()
    parts = [book.total("awards_individual", "decided", unit=u) for u in ("SNV", "STC", "STP")]
    one, other = plus(parts, "Tổng"), plus(parts[::-1], "Tổng")
    assert one.id != other.id
    assert len(one.id) < len(parts[0].id) + 20


@pytest.mark.parametrize("way", ["plus", "less"])
def test_a_recorded_sum_of_very_many_is_traced_to_all_its_cells(
    monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(derive, "MOST_NAMED", 2)
    book = a_divided_book()
    asked = ("awards_individual", "decided")
    parts = [book.total(*asked, unit=unit) for unit in ("SNV", "STC", "STP")]
    whole = book.total(*asked)
    made = plus(parts, "Tổng") if way == "plus" else derive.less(whole, parts[1:], 1)
    assert f"{way}(3 số, " in made.id
    restored = restore_figure(made.id, record_figures([made]))
    assert (restored.value, len(restored.parts)) == (made.value, 3)
    cells = trace(restored, book.collection)
    assert [cell.cell.value for cell in cells] == [10, 5, 3]
    assert figure_named(made.id, book) is None


def test_a_large_campaign_keeps_no_figure_of_a_single_unit_and_says_the_same() -> None:
    book, large = a_divided_book(), a_divided_book()
    large.is_large = True
    asked = ("awards_individual", "decided", ("LDTT",))
    assert large.total(*asked, unit="STC") == book.total(*asked, unit="STC")
    assert large.total(*asked, unit="STC") is not large.total(*asked, unit="STC")
    assert large.total(*asked) is large.total(*asked)


def test_the_head_adds_to_a_total_but_is_no_unit_that_reported() -> None:
    head = {"scores": {"SNV": {"score": 95}, "STC": {"score": 90}}}
    sums = add_up(a_book({"SNV": {}}, head).collection)
    assert sums.totals["scores", "score", ""] == 185
    assert sums.reporters([("scores", "score", "")]) == frozenset()


def test_a_unit_is_found_by_its_code_after_the_units_changed() -> None:
    campaign = a_campaign()
    fewer = replace(campaign, units=campaign.units[1:])
    assert fewer.unit(campaign.units[1].code) is campaign.units[1]
    with pytest.raises(KeyError):
        fewer.unit(campaign.units[0].code)
