from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline.domain.chart import Bar, Chart
from pipeline.domain.document import Paragraph, figures_in
from pipeline.domain.printing import print_chart
from pipeline.steps.charts.awards import awards_by_unit, awards_change
from pipeline.steps.charts.direct import direct_share
from pipeline.steps.charts.parts import MOST_BARS
from pipeline.steps.charts.registry import CHARTS
from pipeline.steps.charts.targets import targets_met
from pipeline.steps.report.compose import compose
from pipeline.steps.trace import trace
from tests.builders import a_campaign, a_unit
from tests.steps.collections_builder import a_book
from tests.steps.test_compose import SHIPPED, an_outline, shipped


def a_return(
    titles: int | None = 8, direct: int | None = 6, last_year: int | None = 5, done: int = 12
) -> dict[str, Any]:
    """Awards of people and collectives, and both targets."""
    plan = Decimal(10)
    return {
        "awards_individual": {
            "LDTT": {"decided": titles, "decided_direct": direct, "last_year": last_year},
            "BKUB": {"decided": 2, "decided_direct": 0, "last_year": 4},
        },
        "awards_collective": {"TTLDTT": {"decided": 3, "last_year": 1}},
        "targets": {
            "CT01": {"plan": plan, "done": Decimal(done)},
            "CT02": {"plan": plan, "done": Decimal(done)},
        },
    }


def drawn(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def shown(chart: Chart) -> dict[str, list[object]]:
    return {bar.label: [figure.value for figure in bar.figures] for bar in chart.bars}


def test_awards_by_unit_stack_whom_they_went_to_with_the_total() -> None:
    chart = drawn(awards_by_unit(a_book({"STC": a_return(titles=1), "SNV": a_return()})))
    assert chart.stacked
    assert chart.series == ("Tập thể", "Cá nhân")
    assert shown(chart) == {"Sở Nội vụ": [3, 10], "Sở Tài chính": [3, 3]}
    assert [bar.mark.value for bar in chart.bars if bar.mark] == [13, 6]
    assert chart.notes == (
        (
            "Số cuối thanh: tổng số lượt khen, trong ngoặc là tập thể + cá nhân."
            " Không tính khen thưởng của đoàn thể, ngành dọc."
        ),
        "Chưa có số liệu: Sở Tư pháp.",
    )


def test_a_unit_that_reported_no_collectives_has_no_0_for_them() -> None:
    silent = {"awards_individual": {"LDTT": {"decided": 4}}}
    chart = drawn(awards_by_unit(a_book({"SNV": a_return(), "STC": silent})))
    assert shown(chart)["Sở Tài chính"] == [None, 4]
    assert "Sở Tài chính (tập thể: —, cá nhân: 4, tổng số: 4)" in print_chart(chart)


def test_the_change_compares_only_units_that_reported_both_years() -> None:
    silent: dict[str, Any] = {"awards_individual": {"LDTT": {"decided": 100}}}
    chart = drawn(awards_change(a_book({"SNV": a_return(), "STC": a_return(), "STP": silent})))
    assert chart.series == ("Năm 2024", "Năm 2025")
    assert shown(chart) == {
        "Danh hiệu thi đua của tập thể": [2, 6],
        "Danh hiệu thi đua của cá nhân": [10, 16],
        "Hình thức khen thưởng của cá nhân": [8, 4],
    }
    assert [bar.mark.value for bar in chart.bars if bar.mark] == [4, 6, -4]
    assert chart.notes[-1] == "Chưa có đủ số liệu hai kỳ: Sở Tư pháp."


def test_targets_count_the_units_that_met_them_whichever_way_they_go() -> None:
    book = a_book({"SNV": a_return(done=12), "STC": a_return(done=9)})
    assert shown(drawn(targets_met(book))) == {
        "Số thủ tục hành chính giải quyết đúng hạn": [1, 1, 1],
        "Tỷ lệ hồ sơ trễ hạn": [1, 1, 1],
    }
    better = a_book({"SNV": a_return(done=12)})
    assert shown(drawn(targets_met(better))) == {
        "Số thủ tục hành chính giải quyết đúng hạn": [1, 0, 2],
        "Tỷ lệ hồ sơ trễ hạn": [0, 1, 2],
    }


def test_direct_shares_stand_against_the_share_of_the_whole_made_of_totals() -> None:
    units = {"SNV": a_return(), "STC": a_return(titles=98, direct=50)}
    chart = drawn(direct_share(a_book(units)))
    assert shown(chart) == {"Sở Nội vụ": [Decimal(60)], "Sở Tài chính": [Decimal(50)]}
    assert chart.reference is not None
    assert chart.reference.figure.value == Decimal("50.91")
    assert print_chart(chart).endswith(
        "Sở Nội vụ: 60% (6/10); Sở Tài chính: 50% (50/100). Chung cả cụm: 50,91% (56/110)."
    )


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_that_would_say_nothing_is_left_out(name: str) -> None:
    assert CHARTS[name](a_book()) is None
    assert CHARTS[name](a_book({"SNV": {}, "STC": {}})) is None


@pytest.mark.parametrize("make", [awards_by_unit, direct_share])
def test_a_single_bar_is_no_chart(make: Any) -> None:
    assert make(a_book({"SNV": a_return()})) is None
    assert make(a_book({"SNV": a_return(), "STC": a_return()})) is not None


def test_more_units_than_a_page_can_hold_are_not_drawn() -> None:
    codes = [f"U{number:02}" for number in range(MOST_BARS + 1)]
    units = tuple(a_unit(code, order=number) for number, code in enumerate(codes))
    campaign = a_campaign(units=units, head="U00", deputies=())
    book = a_book({code: a_return() for code in codes}, campaign=campaign)
    assert awards_by_unit(book) is None
    fewer = a_book({code: a_return() for code in codes[1:]}, campaign=campaign)
    assert awards_by_unit(fewer) is not None


def test_every_figure_of_a_chart_is_printed_by_the_document_and_leads_to_cells() -> None:
    book = a_book({"SNV": a_return(), "STC": a_return()})
    document = compose(an_outline(*(f"chart.{name}" for name in CHARTS)), book)
    charts = [part for part in document.sections[0].parts if isinstance(part, Chart)]
    printed = {figure.id for figure in document.figures}
    for chart in charts:
        figures = list(figures_in(chart))
        assert figures
        assert {figure.id for figure in figures} <= printed
        for figure in figures:
            # Who gave no number has no cell to show.
            assert trace(figure, book.collection) or not figure.value or "unknown" in figure.id
    assert len(charts) == len(CHARTS)


def test_charts_are_numbered_in_the_order_of_the_report() -> None:
    book = a_book({"SNV": a_return(), "STC": a_return()})
    outline = an_outline("chart.direct_share", "sentence.staff", "chart.awards_by_unit")
    document = compose(outline, book)
    first, _, second = document.sections[0].parts
    assert isinstance(first, Chart)
    assert isinstance(second, Chart)
    assert first.id == "1.I/chart.direct_share"
    assert first.caption.startswith("Biểu đồ 1. Tỷ lệ lao động trực tiếp")
    assert second.caption.startswith("Biểu đồ 2. Số lượt khen")


def test_a_section_with_nothing_but_an_empty_chart_asks_to_be_written() -> None:
    document = compose(an_outline("chart.awards_by_unit"), a_book())
    (asked,) = document.sections[0].parts
    assert isinstance(asked, Paragraph)
    assert asked.text.startswith("[Cần viết:")


@pytest.mark.parametrize("name", SHIPPED)
def test_each_report_shows_each_chart_once_beside_its_sentences(name: str) -> None:
    contents = [content for section in shipped(name).filled for content in section.content]
    charts = [content for content in contents if content.startswith("chart.")]
    assert sorted(charts) == sorted(f"chart.{one}" for one in CHARTS)


def test_a_chart_of_zeros_only_is_not_drawn() -> None:
    nothing = {"awards_individual": {"LDTT": {"decided": 0, "last_year": 0}}}
    assert awards_by_unit(a_book({"SNV": nothing, "STC": nothing})) is None
    assert awards_change(a_book({"SNV": nothing, "STC": nothing})) is None


def test_bars_of_one_series_are_told_without_its_name() -> None:
    chart = drawn(direct_share(a_book({"SNV": a_return(), "STC": a_return()})))
    alone = replace(chart, bars=chart.bars[:1], reference=None)
    assert isinstance(alone.bars[0], Bar)
    assert print_chart(alone) == "Biểu đồ thanh ngang, đơn vị tính: %. Sở Nội vụ: 60% (6/10)."
