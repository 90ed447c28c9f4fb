"""The values of a report template's simple tags (thẻ đơn của mẫu báo cáo)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from pipeline.domain.campaign import Campaign, GroupKind, Period, PeriodKind
from pipeline.domain.errors import SettingsError
from pipeline.domain.outline import Outline
from pipeline.domain.vietnamese.dates import format_long_date
from pipeline.steps.figures import FigureBook

Fields = Mapping[str, str | tuple[str, ...]]

_CITY = "thành phố "
_PROVINCE = "tỉnh "
BLANK = "…"
"""Printed for what is written by hand at signing: the number, the day."""

_SIGNED_WITHIN = timedelta(days=120)
"""A report is signed in the year it is made in, unless it is made so long after the period."""

_FIRST_PROGRAMME = 2016
"""The movement of enterprises began a year into this five-year stage."""


def report_fields(outline: Outline, book: FigureBook) -> Fields:
    """The fields an outline declares.

    Raises:
        SettingsError: The outline declares a field that nothing supplies.
    """
    known = _known(book)
    unknown = [name for name in outline.fields if name not in known]
    if unknown:
        raise SettingsError(
            f"Đề cương {outline.name} khai báo thẻ không có giá trị: {', '.join(unknown)}."
            " Sửa lại tên thẻ ở phần [fields]."
        )
    return {name: known[name] for name in outline.fields}


def _known(book: FigureBook) -> dict[str, str | tuple[str, ...]]:
    campaign, period = book.campaign, book.campaign.period
    half = period.kind is PeriodKind.HALF_YEAR
    city = campaign.province.lower().startswith((_CITY, "tp"))
    first, last = _five_years(period.year)
    start = first + 1 if first == _FIRST_PROGRAMME else first
    return {
        "hoi_dong": campaign.council,
        "cum": campaign.title,
        "nhom": campaign.word,
        "ky": period.label,
        "ky_truoc": period.previous.label,
        "ky_sau": period.following_label,
        "tong_ket": "Sơ kết" if half else "Tổng kết",
        "tinh": campaign.province,
        "ten_tinh": _bare_name(campaign.province),
        "tinh_uy": "Thành ủy" if city else "Tỉnh ủy",
        "ubnd": "UBND thành phố" if city else "UBND tỉnh",
        "giai_doan_nguoi_ngheo": f"{first} – {last}",
        "giai_doan_doanh_nghiep": f"{start} – {last}",
        "so": BLANK if campaign.report_number is None else f"{campaign.report_number:02}",
        "ky_hieu": campaign.symbol or _usual_symbol(campaign),
        "dia_danh": campaign.place,
        "ngay_thang": _signing_day(campaign, book.collection.as_of),
        "nguoi_ky": campaign.signer,
        "noi_nhan": campaign.recipients,
    }


def _usual_symbol(campaign: Campaign) -> str:
    return "BC-CTĐ" if campaign.kind is GroupKind.CLUSTER else "BC-KTĐ"


def _signing_day(campaign: Campaign, today: date) -> str:
    """The day the cluster set, or one to be written at signing."""
    if campaign.report_date is not None:
        return format_long_date(campaign.report_date)
    return f"ngày {BLANK} tháng {BLANK} năm {_signing_year(campaign.period, today)}"


def _signing_year(period: Period, today: date) -> int:
    in_time = period.start <= today <= period.end + _SIGNED_WITHIN
    return today.year if in_time else period.end.year


def _five_years(year: int) -> tuple[int, int]:
    """The five-year stage that holds a year: 2016–2020, 2021–2025."""
    first = year - (year - 1) % 5
    return first, first + 4


def _bare_name(province: str) -> str:
    """The proper name: "tỉnh Lạng Sơn" → "Lạng Sơn"."""
    for word in (_PROVINCE, _CITY, "tp. ", "tp "):
        if province.lower().startswith(word):
            return province[len(word) :]
    return province
