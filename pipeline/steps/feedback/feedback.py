"""The message to a unit about its workbook: polite, ready to paste into a mail or chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.findings import Finding
from pipeline.domain.rules.rule import Severity
from pipeline.steps.feedback.differences import Difference

TO_ACT_ON: Final = (Severity.ERROR, Severity.WARNING)
"""What a unit is asked about; a note asks for nothing."""

SHOWN_FINDINGS: Final = 15
"""Of each severity, when the workbook that goes along lists them all."""

SHOWN_CHANGES: Final = 20

_INTRODUCTIONS = {
    Severity.ERROR: "Các chỗ cần sửa:",
    Severity.WARNING: "Các chỗ đề nghị kiểm tra lại (giữ nguyên nếu đã đúng):",
}


def asks_something(findings: Iterable[Finding]) -> bool:
    """Whether there is something to correct or to check."""
    return any(found.severity in TO_ACT_ON for found in findings)


def message(
    unit: MemberUnit,
    campaign: Campaign,
    findings: Iterable[Finding],
    *,
    workbook: str = "",
    changes: Sequence[Difference] = (),
    reminder: str = "",
) -> str:
    """The text for one unit; "" when there is nothing to say.

    Args:
        workbook: Name of the correction workbook that goes along.
        changes: What the unit changed since its former file without being asked.
        reminder: A sentence on the deadline, when it is asked again.
    """
    found = tuple(findings)
    if not asks_something(found) and not changes:
        return ""
    lines = (
        f"Kính gửi: {unit.name}",
        "",
        _opening(campaign, workbook, asking=asks_something(found)),
        *(("", reminder) if reminder else ()),
        *_asked(found, workbook),
        *_changed(changes),
        "",
        *_closing(campaign),
    )
    return "\n".join(lines) + "\n"


def _opening(campaign: Campaign, workbook: str, *, asking: bool) -> str:
    received = (
        f"{campaign.title} đã nhận báo cáo thi đua, khen thưởng {campaign.period.label}"
        " của quý đơn vị."
    )
    if not asking:
        return f"{received} Báo cáo không còn nội dung phải sửa."
    if not workbook:
        return (
            f"{received} Đề nghị quý đơn vị xem lại các nội dung dưới đây"
            " trong tệp đã gửi, sửa, lưu và gửi lại."
        )
    return (
        f"{received} Đề nghị quý đơn vị xem lại các nội dung dưới đây, sửa ngay trong tệp"
        f" “{workbook}” gửi kèm, lưu và gửi lại. Tệp này đã điền sẵn số liệu quý đơn vị đã gửi;"
        " ô cần sửa được tô màu và có ghi chú, sheet “Cần sửa” có danh sách đầy đủ."
    )


def _asked(found: tuple[Finding, ...], workbook: str) -> Iterator[str]:
    for severity in TO_ACT_ON:
        asked = [one for one in found if one.severity is severity]
        if not asked:
            continue
        yield ""
        yield _INTRODUCTIONS[severity]
        shown = asked[:SHOWN_FINDINGS] if workbook else asked
        for number, one in enumerate(shown, start=1):
            place = f"{one.place}: " if one.place else ""
            yield f"{number}. {place}{one.message} {one.advice}"
        if len(asked) > len(shown):
            yield f"… và {len(asked) - len(shown)} chỗ khác, xem sheet “Cần sửa” của tệp gửi kèm."


def _changed(changes: Sequence[Difference]) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield "Ngoài các ô được yêu cầu sửa, đơn vị còn đổi:"
    yield from (f"- {change.text}" for change in changes[:SHOWN_CHANGES])
    if len(changes) > SHOWN_CHANGES:
        yield f"- … và {len(changes) - SHOWN_CHANGES} chỗ khác."
    yield "Nếu có thay đổi ngoài ý muốn, đề nghị quý đơn vị báo lại."


def _closing(campaign: Campaign) -> Iterator[str]:
    if campaign.contact:
        yield f"Cần trao đổi thêm, xin liên hệ: {campaign.contact.rstrip('.')}."
    yield "Trân trọng cảm ơn."
