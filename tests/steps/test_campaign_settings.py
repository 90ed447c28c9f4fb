from __future__ import annotations

from datetime import date

import pytest

from pipeline.domain.campaign import (
    Counting,
    GroupKind,
)
from pipeline.domain.clusters import clusters_of
from pipeline.domain.errors import SettingsError
from pipeline.domain.submission import Value
from pipeline.steps.settings.campaign_values import RECIPIENTS
from tests.builders import a_period
from tests.steps.settings_answers import (
    campaign_from,
    cluster,
    fresh,
    line,
    refusals,
)


def test_a_filled_workbook_is_a_campaign() -> None:
    campaign = campaign_from(fresh())
    assert campaign.title == "Cụm thi đua minh họa"
    assert campaign.period == a_period(2025)
    assert [unit.code for unit in campaign.units] == ["SNV", "STC"]
    assert (campaign.head, campaign.deputies) == ("SNV", ("STC",))
    assert campaign.recipients == RECIPIENTS
    assert campaign.counting is Counting.EVENTS
    assert len(campaign.awards) == 22


def test_an_optional_setting_left_blank_is_not_an_error() -> None:
    campaign = campaign_from(fresh() | dict(cluster(counting=None, direct_worker=None)))
    assert campaign.counting is Counting.EVENTS
    assert campaign.deadline is None
    assert campaign.quota is None


def test_a_blank_sheet_asks_for_everything_required_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        campaign_from({})
    lines = str(caught.value).splitlines()
    place = "campaign.xlsx, sheet “Cụm thi đua”, ô C11"
    assert f"{place}: chưa điền “Địa danh ghi trên báo cáo”. Ví dụ: Lạng Sơn." in lines
    assert "campaign.xlsx, sheet “Đơn vị”: chưa có đơn vị nào. Nhập ít nhất một đơn vị." in lines
    assert len(lines) == 11


def test_a_repeated_unit_code_is_told_with_its_cell() -> None:
    assert refusals(line("units", 3, code="SNV", name="Sở Nội vụ mới")) == [
        "campaign.xlsx, sheet “Đơn vị”, ô C9: mã đơn vị “SNV” bị trùng. Đặt mã khác."
    ]


def test_a_repeated_unit_name_is_told() -> None:
    assert refusals(line("units", 3, code="NV", name="sở nội vụ")) == [
        "campaign.xlsx, sheet “Đơn vị”, ô D9: tên đơn vị “sở nội vụ” bị trùng. Ghi rõ để phân biệt."
    ]


@pytest.mark.parametrize("code", ["snv", "SỞ NV", "S/NV", "-SNV", "S NV"])
def test_a_badly_written_code_is_told(code: str) -> None:
    (told,) = refusals(line("units", 3, code=code, name="Sở khác"))
    assert f"ô C9: mã đơn vị “{code}” không hợp lệ" in told


@pytest.mark.parametrize("code", ["CON", "NUL", "LPT1", "COM1.A", "SNV.", "A" * 41])
def test_a_code_that_windows_cannot_write_as_a_file_is_told(code: str) -> None:
    (told,) = refusals(line("units", 3, code=code, name="Sở khác"))
    assert "không dùng làm tên tệp được" in told


def test_a_unit_without_a_name_is_told() -> None:
    assert refusals(line("units", 3, code="STP")) == [
        "campaign.xlsx, sheet “Đơn vị”, ô D9: chưa điền “Tên đầy đủ”. Ví dụ: Sở Nội vụ."
    ]


def test_a_head_and_a_deputy_outside_the_units_are_told() -> None:
    first, second = refusals(cluster(head="XYZ", deputies="STC; ABC"))
    assert "mã “XYZ” không có trong các đơn vị của kỳ" in first
    assert "mã “ABC” không có trong các đơn vị của kỳ" in second


def test_a_head_that_is_also_deputy_is_told() -> None:
    (told,) = refusals(cluster(deputies="SNV"))
    assert "không thể đồng thời là đơn vị phó" in told


def test_an_unknown_predecessor_is_fine() -> None:
    campaign = campaign_from(fresh() | dict(line("units", 1, predecessor="STNMT")))
    assert campaign.unit("SNV").predecessor == "STNMT"


def test_units_come_in_the_agreed_order_and_only_those_of_the_period() -> None:
    changes = {
        **line("units", 1, order=2),
        **line("units", 2, order=1, aliases="STC; Tài chính\nSở TC"),
        **line("units", 3, code="OLD", name="Đơn vị cũ", valid_to=date(2024, 12, 31)),
    }
    campaign = campaign_from({**fresh(), **changes})
    assert [unit.code for unit in campaign.units] == ["STC", "SNV"]
    assert campaign.units[0].aliases == ("STC", "Tài chính", "Sở TC")


def test_membership_that_ends_before_it_begins_is_told() -> None:
    days = {"valid_from": date(2025, 7, 1), "valid_to": date(2025, 6, 30)}
    (told,) = refusals(line("units", 1, **days))
    assert "ngày 30/06/2025 trước ngày bắt đầu là thành viên" in told


def test_a_campaign_all_of_whose_units_are_gone_is_told() -> None:
    ended = {("units", str(n), "valid_to"): date(2020, 1, 1) for n in (1, 2)}
    lines = refusals(ended)
    assert "không có đơn vị nào là thành viên trong năm 2025" in lines[0]


def test_bounds_of_its_own_replace_the_usual_ones() -> None:
    bounds = cluster(period_start=date(2024, 12, 1), period_end=date(2025, 11, 30))
    period = campaign_from({**fresh(), **bounds}).period
    assert (period.start, period.end) == (date(2024, 12, 1), date(2025, 11, 30))
    assert period.label == "năm 2025"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"period_end": date(2024, 1, 1)}, "ngày cuối kỳ 01/01/2024 trước ngày đầu kỳ"),
        (
            {"period_start": date(2027, 1, 1), "period_end": date(2027, 2, 1)},
            "không thuộc năm 2025",
        ),
        ({"deadline": date(2024, 12, 10)}, "hạn nộp 10/12/2024 trước ngày đầu kỳ"),
    ],
)
def test_bad_days_are_told(answers: dict[str, Value], said: str) -> None:
    assert any(said in line for line in refusals(cluster(**answers)))


def test_a_year_under_another_law_is_told() -> None:
    lines = refusals(cluster(year=2023), law_of=2025)
    assert any(
        "năm 2023 không thuộc thời gian áp dụng của Luật Thi đua, khen thưởng số 06/2022/QH15"
        in line
        for line in lines
    )


def clusters_of_units(*names: str | None) -> dict[tuple[str, str, str], Value]:
    return {("units", str(n), "cluster"): name for n, name in enumerate(names, 1)}


def test_without_clusters_a_campaign_is_one_cluster() -> None:
    campaign = campaign_from(fresh())
    assert not campaign.has_clusters
    assert clusters_of(campaign) == ()
    one = campaign_from(fresh() | clusters_of_units("Cụm thi đua số 1", "Cụm thi đua số 1"))
    assert clusters_of(one) == ()
    assert one.title == "Cụm thi đua minh họa"


def test_units_stand_by_cluster_in_the_order_of_first_appearance() -> None:
    values = fresh() | dict(line("units", 3, code="STP", name="Sở Tư pháp"))
    names = clusters_of_units("Khối doanh nghiệp", "Cụm thi đua số 1", "Khối doanh nghiệp")
    campaign = campaign_from(values | names | dict(cluster(name="tỉnh Lạng Sơn")))
    assert [unit.code for unit in campaign.units] == ["SNV", "STP", "STC"]
    assert [one.name for one in clusters_of(campaign)] == ["Khối doanh nghiệp", "Cụm thi đua số 1"]
    assert [one.kind for one in clusters_of(campaign)] == [GroupKind.BLOC, GroupKind.CLUSTER]
    assert campaign.title == "Các cụm, khối thi đua tỉnh Lạng Sơn"
    assert campaign.word == "cụm, khối"


def test_ways_of_typing_one_cluster_are_one_cluster() -> None:
    names = clusters_of_units("Cụm thi đua Hòa Bình", "CỤM THI  ĐUA Hoà Bình")
    assert {unit.cluster for unit in campaign_from(fresh() | names).units} == {
        "Cụm thi đua Hòa Bình"
    }


def test_clusters_that_differ_in_their_marks_only_are_told() -> None:
    (told,) = refusals(clusters_of_units("Khối Đảng", "Khối Đáng"))
    assert told.startswith(
        "campaign.xlsx, sheet “Đơn vị”, ô L8: tên cụm, khối “Khối Đáng” chỉ khác dấu với “Khối"
        " Đảng”."
    )


def test_blank_clusters_among_filled_ones_are_told_with_their_cells() -> None:
    wrong = dict(line("units", 3, code="STP", name="Sở Tư pháp"))
    (told,) = refusals(wrong | clusters_of_units("Cụm thi đua số 1", None, None))
    assert told.startswith("campaign.xlsx, sheet “Đơn vị”, ô L8, L9: chưa điền “Cụm, khối”")


def test_a_second_head_of_a_cluster_is_told() -> None:
    roles: dict[tuple[str, str, str], Value] = {
        ("units", "1", "role"): "head",
        ("units", "2", "role"): "head",
    }
    (told,) = refusals(clusters_of_units("Cụm A", "cụm a") | roles)
    assert told.startswith("campaign.xlsx, sheet “Đơn vị”, ô M8: “cụm a” đã có đơn vị trưởng.")


def test_heads_of_clusters_without_clusters_are_told() -> None:
    roles: dict[tuple[str, str, str], Value] = {
        ("units", "1", "role"): "head",
        ("units", "2", "role"): "deputy",
    }
    (told,) = refusals(roles)
    assert told.startswith(
        "campaign.xlsx, sheet “Đơn vị”, ô M7, M8: đã điền “Trưởng, phó cụm, khối” nhưng"
    )
    assert "ghi mã đơn vị trưởng, phó ở sheet “Cụm thi đua”" in told


def test_a_unit_that_is_no_member_needs_no_cluster() -> None:
    gone = dict(line("units", 3, code="STP", name="Sở Tư pháp", valid_to=date(2020, 1, 1)))
    campaign = campaign_from(fresh() | gone | clusters_of_units("Cụm A", "Cụm B"))
    assert len(clusters_of(campaign)) == 2
