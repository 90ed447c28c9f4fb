"""The message to a unit about its workbook: polite, ready to paste into a mail or chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.findings import Finding
from pipeline.domain.rule import Severity

_ORDER = (Severity.ERROR, Severity.WARNING)
_INTRODUCTIONS = {
    Severity.ERROR: "Các chỗ cần sửa:",
    Severity.WARNING: "Các chỗ đề nghị kiểm tra lại (giữ nguyên nếu đã đúng):",
}


def message(unit: MemberUnit, campaign: Campaign, findings: Iterable[Finding]) -> str:
    """The text for one unit; "" when there is nothing to correct or check."""
    everything = tuple(findings)
    by_severity = {
        severity: [found for found in everything if found.severity is severity]
        for severity in _ORDER
    }
    if not any(by_severity.values()):
        return ""
    return "\n".join(_lines(unit, campaign, by_severity)) + "\n"


def _lines(
    unit: MemberUnit, campaign: Campaign, by_severity: dict[Severity, list[Finding]]
) -> Iterator[str]:
    yield f"Kính gửi: {unit.name}"
    yield ""
    yield (
        f"{campaign.title} đã nhận báo cáo thi đua, khen thưởng {campaign.period.label}"
        " của quý đơn vị. Đề nghị quý đơn vị xem lại các nội dung dưới đây"
        " trong tệp đã gửi, sửa, lưu và gửi lại."
    )
    for severity in _ORDER:
        if by_severity[severity]:
            yield ""
            yield _INTRODUCTIONS[severity]
            for number, found in enumerate(by_severity[severity], start=1):
                place = f"{found.place}: " if found.place else ""
                yield f"{number}. {place}{found.message} {found.advice}"
    yield ""
    if campaign.contact:
        yield f"Cần trao đổi thêm, xin liên hệ: {campaign.contact.rstrip('.')}."
    yield "Trân trọng cảm ơn."
