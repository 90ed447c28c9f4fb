from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.campaign import (
    Addition,
    Criterion,
    Direction,
    MovementFigure,
    Target,
)
from pipeline.domain.catalogue import Honoree, Level
from pipeline.domain.submission import Value
from tests.steps.settings_answers import (
    campaign_from,
    cluster,
    fresh,
    line,
    movement,
    refusals,
)


def test_an_award_no_longer_in_force_cannot_be_asked() -> None:
    lines = refusals(cluster(year=2026), law_of=2025)
    (line,) = (line for line in lines if "cấp huyện" in line)
    assert "không còn trong năm 2026. Chọn Không." in line
    assert "sheet “Danh mục khen thưởng”, ô G" in line


def test_no_award_at_all_is_told() -> None:
    none = {key: "no" for key in fresh() if key[0] == "awards"}
    (told,) = refusals(none)
    assert told.startswith("campaign.xlsx, sheet “Danh mục khen thưởng”: chưa chọn")


def test_awards_keep_the_order_of_the_catalogue_and_own_awards_come_last() -> None:
    own = {"code": "BKLDLD", "name": "Bằng khen của Liên đoàn Lao động tỉnh"}
    kind = {"honoree": "collective+individual", "group": "commendation", "level": "sector"}
    awards = campaign_from({**fresh(), **line("local_awards", 1, **own, **kind)}).awards
    assert awards[0].code == "CSTDTQ"
    assert awards[-1].honorees == {Honoree.COLLECTIVE, Honoree.INDIVIDUAL}
    assert awards[-1].level is Level.SECTOR


def test_an_own_award_already_in_the_law_is_told() -> None:
    kind = {"honoree": "individual", "group": "title", "level": "grassroots"}
    own = line("local_awards", 1, code="LDTT", name="lao động tiên tiến", **kind)
    first, second = refusals(own)
    assert "“LDTT” đã có trong danh mục theo luật" in first
    assert "“lao động tiên tiến” đã có trong danh mục theo luật" in second


def test_targets_and_criteria_are_read() -> None:
    target: dict[str, Value] = {"code": "CT01", "name": "Thu ngân sách", "measure": "tỷ đồng"}
    how: dict[str, Value] = {"direction": "higher", "addition": "sum", "maximum": Decimal("12.5")}
    criterion: dict[str, Value] = {
        "code": "TC1",
        "name": "Nhiệm vụ chính trị",
        "maximum": Decimal(60),
    }
    campaign = campaign_from(
        {**fresh(), **line("targets", 1, **target, **how), **line("criteria", 1, **criterion)}
    )
    expected = Target(
        "CT01", "Thu ngân sách", "tỷ đồng", Direction.HIGHER, Addition.SUM, Decimal("12.5")
    )
    assert campaign.targets == (expected,)
    assert campaign.criteria == (Criterion("TC1", "Nhiệm vụ chính trị", Decimal(60)),)


def test_repeated_codes_of_targets_criteria_and_movements_are_told() -> None:
    criterion: dict[str, Value] = {"code": "TC1", "maximum": 10}
    lines = refusals(
        {
            **line("criteria", 1, name="Một", **criterion),
            **line("criteria", 2, name="Hai", **criterion),
            **movement(),
            **line("movements", 2, asked="yes", code="NTM", name="Khác"),
        }
    )
    assert len(lines) == 2
    assert any("mã tiêu chí “TC1” bị trùng" in line for line in lines)
    assert any("mã phong trào “NTM” bị trùng" in line for line in lines)


def test_movements_not_asked_are_left_out() -> None:
    assert campaign_from({**fresh(), **movement(asked="no")}).movements == ()


def test_figures_of_a_movement_are_read_from_one_cell() -> None:
    text = "Tiền huy động (triệu đồng);  Nhà (tạm, dột nát) được xóa (nhà) ;"
    (read,) = campaign_from({**fresh(), **movement(figures=text, topic="other")}).movements
    assert read.topic == ""
    assert read.figures == (
        MovementFigure("1", "Tiền huy động", "triệu đồng"),
        MovementFigure("2", "Nhà (tạm, dột nát) được xóa", "nhà"),
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"figures": "Tiền huy động"}, "“Tiền huy động” thiếu đơn vị tính"),
        ({"figures": "Tiền (đồng); Tiền (đồng)"}, "số liệu “Tiền” bị trùng"),
        ({"code": "NTM.1"}, "có dấu chấm"),
    ],
)
def test_a_movement_badly_described_is_told(answers: dict[str, Value], said: str) -> None:
    (told,) = refusals(movement(**answers))
    assert said in told
    assert "sheet “Phong trào”, ô " in told


_WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)


@given(st.lists(st.tuples(_WORDS, _WORDS), unique_by=lambda pair: pair[0], max_size=5))
def test_figures_written_by_init_are_read_back_the_same(pairs: list[tuple[str, str]]) -> None:
    text = "; ".join(f"{label} ({measure})" for label, measure in pairs)
    (read,) = campaign_from({**fresh(), **movement(figures=text)}).movements
    assert [(figure.label, figure.measure) for figure in read.figures] == pairs
