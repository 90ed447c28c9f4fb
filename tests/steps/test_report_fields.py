from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.domain.campaign import GroupKind, Period, PeriodKind
from pipeline.domain.errors import SettingsError
from pipeline.domain.outline import Outline
from pipeline.steps.report.report_fields import Fields, report_fields
from tests.builders import a_campaign, a_period
from tests.steps.collections_builder import a_book


def fields(*names: str, **changes: Any) -> Fields:
    outline = Outline("thu", "Mẫu thử", (), (), False, dict.fromkeys(names, ""), ())
    return report_fields(outline, a_book(campaign=a_campaign(**changes)))


def test_only_declared_fields_are_supplied() -> None:
    assert fields("ky", "ky_sau", "ky_truoc") == {
        "ky": "năm 2025",
        "ky_sau": "năm 2026",
        "ky_truoc": "năm 2024",
    }


def test_an_unknown_field_is_one_clear_message() -> None:
    with pytest.raises(SettingsError, match="Mẫu thử khai báo thẻ không có giá trị: la, nua"):
        fields("ky", "la", "nua")


def test_the_letterhead_comes_from_the_campaign_and_leaves_number_and_day_to_the_signing() -> None:
    names = ("cum", "hoi_dong", "dia_danh", "ngay_thang", "nguoi_ky", "so", "ky_hieu", "noi_nhan")
    assert fields(*names) == {
        "cum": "Cụm thi đua minh họa",
        "hoi_dong": "Hội đồng Thi đua - Khen thưởng tỉnh Lạng Sơn",
        "dia_danh": "Lạng Sơn",
        "ngay_thang": "ngày … tháng … năm 2025",
        "nguoi_ky": "",
        "so": "…",
        "ky_hieu": "BC-CTĐ",
        "noi_nhan": ("HĐ TĐKT tỉnh", "Sở Nội vụ (Ban TĐKT)", "Lưu: VT."),
    }


def test_a_number_and_a_day_set_in_the_campaign_are_printed_as_the_decree_writes_them() -> None:
    found = fields("so", "ngay_thang", report_number=5, report_date=date(2026, 1, 9))
    assert tuple(found.values()) == ("05", "ngày 09 tháng 01 năm 2026")
    found = fields("so", "ngay_thang", report_number=115, report_date=date(2025, 6, 29))
    assert tuple(found.values()) == ("115", "ngày 29 tháng 6 năm 2025")


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        (a_period(2025), "năm 2025"),
        (Period.of(PeriodKind.SCHOOL_YEAR, 2025), "năm 2025"),
        (Period.of(PeriodKind.HALF_YEAR, 2025), "năm 2025"),
        (a_period(2019), "năm 2019"),
        (Period.of(PeriodKind.SCHOOL_YEAR, 2019), "năm 2020"),
    ],
)
def test_the_year_of_signing_is_that_of_the_run_unless_the_period_is_long_past(
    period: Period, printed: str
) -> None:
    assert fields("ngay_thang", period=period)["ngay_thang"] == f"ngày … tháng … {printed}"


@pytest.mark.parametrize(
    ("year", "poor", "enterprise"),
    [
        (2016, "2016 – 2020", "2017 – 2020"),
        (2017, "2016 – 2020", "2017 – 2020"),
        (2020, "2016 – 2020", "2017 – 2020"),
        (2025, "2021 – 2025", "2021 – 2025"),
    ],
)
def test_the_five_year_stages_hold_the_reported_year(year: int, poor: str, enterprise: str) -> None:
    found = fields("giai_doan_nguoi_ngheo", "giai_doan_doanh_nghiep", period=a_period(year))
    assert (found["giai_doan_nguoi_ngheo"], found["giai_doan_doanh_nghiep"]) == (poor, enterprise)


@pytest.mark.parametrize(
    ("province", "name", "party", "government"),
    [
        ("tỉnh Lạng Sơn", "Lạng Sơn", "Tỉnh ủy", "UBND tỉnh"),
        ("Thành phố Hải Phòng", "Hải Phòng", "Thành ủy", "UBND thành phố"),
        ("TP. Huế", "Huế", "Thành ủy", "UBND thành phố"),
        ("Bắc Ninh", "Bắc Ninh", "Tỉnh ủy", "UBND tỉnh"),
    ],
)
def test_a_city_has_its_own_words(province: str, name: str, party: str, government: str) -> None:
    found = fields("ten_tinh", "tinh_uy", "ubnd", province=province)
    assert tuple(found.values()) == (name, party, government)


def test_a_half_year_is_summed_up_provisionally_and_a_bloc_has_its_symbol() -> None:
    half = Period.of(PeriodKind.HALF_YEAR, 2025)
    found = fields("tong_ket", "ky_sau", "ky_hieu", "nhom", period=half, kind=GroupKind.BLOC,
                   symbol="")  # fmt: skip
    assert found == {
        "tong_ket": "Sơ kết",
        "ky_sau": "6 tháng cuối năm 2025",
        "ky_hieu": "BC-KTĐ",
        "nhom": "khối",
    }
