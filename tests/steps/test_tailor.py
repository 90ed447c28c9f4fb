from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.campaign import GroupKind, Movement, MovementFigure, Period, PeriodKind
from pipeline.domain.form import Block, FormSpec, Shape, Sheet, ValueKind
from pipeline.files.templates.settings import load_catalogue, load_form
from pipeline.steps.place import place
from pipeline.steps.settings.tailor import tailor, tailor_campaign_form
from tests.builders import BKUB, LDTT, TTLDTT, a_campaign, a_form, a_period, a_unit


def _keys(form: FormSpec) -> set[str]:
    return {block.key for _, block in form.blocks}


def _rows(form: FormSpec, block: str) -> list[str]:
    return [row.key for row in form.block(block).rows]


def test_no_placeholder_is_left_anywhere() -> None:
    for form_id in ("unit", "head"):
        text = repr(a_form(form_id))
        for placeholder in ("{period}", "{previous}", "{following}", "{group}"):
            assert placeholder not in text


def test_words_are_those_of_the_campaign() -> None:
    half_year = Period.of(PeriodKind.HALF_YEAR, 2025)
    form = a_form("unit", a_campaign(period=half_year))
    labels = [column.label for column in form.block("targets").columns]
    assert "Kế hoạch 6 tháng đầu năm 2025" in labels
    assert "Thực hiện 6 tháng đầu năm 2024" in labels
    assert "6 tháng cuối năm 2025" in form.block("narrative").row("directions").label
    bloc = a_form("head", a_campaign(kind=GroupKind.BLOC))
    assert "Chấm điểm khối" in [sheet.title for sheet in bloc.sheets]


def test_braces_a_person_typed_stay_as_typed() -> None:
    unit = a_unit("SNV", name="Sở {period} {{ x }}")
    form = a_form("head", a_campaign(units=(unit,)))
    assert form.block("scores").rows[0].label == "Sở {period} {{ x }}"


def test_awards_are_listed_for_those_who_may_get_them() -> None:
    form = a_form()
    assert _rows(form, "awards_collective") == ["TTLDTT", "BKUB"]
    assert _rows(form, "awards_individual") == ["LDTT", "BKUB"]
    assert _rows(form, "awards_household") == ["BKUB"]


def test_titles_come_before_commendations() -> None:
    form = a_form("unit", a_campaign(awards=(BKUB, LDTT, TTLDTT)))
    assert _rows(form, "awards_individual") == ["LDTT", "BKUB"]


def test_higher_awards_are_the_choices_of_the_name_list() -> None:
    choices = a_form().lists["awards_higher"]
    assert [(choice.code, choice.label) for choice in choices] == [("BKUB", BKUB.name)]


def test_without_higher_awards_no_names_are_asked() -> None:
    form = a_form("unit", a_campaign(awards=(LDTT, TTLDTT)))
    assert "named_awards" not in _keys(form)
    assert "awards_household" not in _keys(form)
    assert "Danh sách khen cao" not in [sheet.title for sheet in form.sheets]


def test_what_a_campaign_does_not_ask_leaves_the_form_with_its_sheet() -> None:
    form = a_form("unit", a_campaign(targets=(), movements=(), criteria=()))
    assert not _keys(form) & {"targets", "movements", "movement_figures", "self_scores"}
    assert not {"Chỉ tiêu", "Phong trào"} & {sheet.title for sheet in form.sheets}


def test_a_movement_without_figures_leaves_the_other_block_of_its_sheet() -> None:
    bare = replace(a_campaign().movements[0], figures=())
    form = a_form("unit", a_campaign(movements=(bare,)))
    assert "movements" in _keys(form)
    assert "movement_figures" not in _keys(form)


def test_a_movement_figure_is_known_by_both_codes() -> None:
    row = a_form().block("movement_figures").rows[0]
    assert row.key == "NTM.1"
    assert row.label == "Cả nước chung sức xây dựng nông thôn mới – Tiền ủng hộ"
    assert row.facts == {"measure": "triệu đồng"}


def test_long_names_are_cut_at_a_word_unless_they_would_meet() -> None:
    long = "Cả nước đoàn kết, chung sức, đồng lòng thi đua phòng, chống đại dịch"
    figure = (MovementFigure("1", "Tiền", "đồng"),)
    one = Movement("A", long, figures=figure)
    other = Movement("B", long + " lần hai", figures=figure)
    alone = a_form("unit", a_campaign(movements=(one,))).block("movement_figures")
    assert alone.rows[0].label == "Cả nước đoàn kết, chung sức, đồng lòng thi đua… – Tiền"
    both = a_form("unit", a_campaign(movements=(one, other))).block("movement_figures")
    assert [row.label for row in both.rows] == [f"{long} – Tiền", f"{long} lần hai – Tiền"]


def test_targets_and_criteria_print_their_facts() -> None:
    form = a_form()
    lower = form.block("targets").row("CT02")
    assert lower.facts == {"measure": "%", "direction": "Càng thấp càng tốt"}
    assert form.block("self_scores").row("TC1").facts == {"maximum": Decimal(60)}


def test_the_head_scores_every_member() -> None:
    form = a_form("head")
    assert _rows(form, "scores") == ["SNV", "STC", "STP"]
    assert form.block("scores").row("STC").label == "Sở Tài chính"


def test_rating_levels_become_count_columns_before_the_given_ones() -> None:
    block = a_form().block("ratings")
    keys = [column.key for column in block.columns]
    assert keys == ["level_1", "level_2", "level_3", "level_4", "rating_status"]
    assert block.columns[0].kind is ValueKind.COUNT
    assert block.columns[0].label == "Hoàn thành xuất sắc nhiệm vụ"
    assert _rows(a_form(), "ratings")[0] == "party_cell"


def test_tailoring_changes_nothing_in_the_form_it_is_given() -> None:
    form = load_form("unit", a_period())
    before = repr(form)
    tailor(form, a_campaign())
    assert repr(form) == before


@pytest.mark.parametrize("year", [2017, 2023, 2025])
@pytest.mark.parametrize("form_id", ["unit", "head"])
def test_a_tailored_form_can_be_placed_and_its_labels_tell_columns_apart(
    form_id: str, year: int
) -> None:
    form = a_form(form_id, a_campaign(period=a_period(year)))
    assert set(place(form).places) == _keys(form)
    for _, block in form.blocks:
        labels = [column.label for column in block.columns]
        assert len(labels) == len(set(labels))
        keys = [row.key for row in block.rows]
        assert len(keys) == len(set(keys))
        assert block.rows or block.shape is Shape.RECORDS


@given(st.text(max_size=60))
def test_any_sheet_title_becomes_one_that_excel_accepts(title: str) -> None:
    block = Block("b", "B", Shape.RECORDS, (), capacity=1, limit=1)
    form = FormSpec("x", 1, "X", (Sheet("s", title, "S", (block,)),), {"directions": ()})
    made = tailor(form, a_campaign(targets=())).sheets[0].title
    assert 1 <= len(made) <= 31
    assert not set(made) & set("[]:*?/\\")
    assert not made.startswith("'")
    assert not made.endswith("'")


def test_the_campaign_form_lists_the_awards_in_force() -> None:
    period = a_period(2026)
    catalogue = load_catalogue(period)
    unit, settings = load_form("unit", period), load_form("campaign", period)
    block = tailor_campaign_form(settings, catalogue, period, unit).block("awards")
    assert "GKH" not in [row.key for row in block.rows]
    assert block.row("BKUB").facts == {
        "code": "BKUB",
        "honorees": "tập thể, cá nhân, hộ gia đình",
        "level": "Bộ, ngành, tỉnh",
        "basis": "Điều 74",
    }
