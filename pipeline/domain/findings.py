"""Findings (kết quả kiểm tra): what is wrong, where, and what to do about it.

Codes are stable: KT-1xx awards, KT-2xx scores and figures, KT-3xx texts, KT-4xx workbook,
KT-5xx cluster. Codes of rules stand in the form definitions; the kinds below are those that
reading itself can find.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pipeline.domain.rule import Severity


class FindingKind(Enum):
    """Every finding of the reader: code, severity, what is wrong, what to do."""

    UNREADABLE = ("KT-401", Severity.ERROR, "{reason}", "{advice}")
    UNIT_UNKNOWN = (
        "KT-402",
        Severity.ERROR,
        "Không xác định được tệp này của đơn vị nào{detail}.",
        "Dùng đúng tệp đã phát cho đơn vị, hoặc thêm đơn vị vào sheet “Đơn vị” của campaign.xlsx.",
    )
    OTHER_CAMPAIGN = (
        "KT-403",
        Severity.ERROR,
        "Tệp thuộc đợt báo cáo khác ({found}; đợt này là {expected}).",
        "Điền lại vào biểu mẫu phát cho đợt này rồi gửi lại.",
    )
    PARTS_MISSING = (
        "KT-404",
        Severity.ERROR,
        "Không tìm thấy trong tệp: {parts}.",
        "Khôi phục các phần này từ biểu mẫu gốc rồi gửi lại.",
    )
    ROWS_BEYOND_LIMIT = (
        "KT-405",
        Severity.WARNING,
        "Bảng “{block}” có nhiều hơn {limit} dòng; các dòng từ dòng {row} không được đọc.",
        "Gộp bớt dòng hoặc liên hệ đơn vị trưởng.",
    )
    FORMULA_IN_INPUT = (
        "KT-406",
        Severity.ERROR,
        "Ô nhập liệu chứa công thức (giá trị đang hiện: {found}).",
        "Nhập thẳng giá trị, không dùng công thức.",
    )
    ERROR_VALUE = (
        "KT-407",
        Severity.ERROR,
        "Ô chứa lỗi Excel {found}.",
        "Xóa ô và nhập lại giá trị.",
    )
    NOT_A_COUNT = (
        "KT-201",
        Severity.ERROR,
        "“{found}” không phải là số nguyên không âm (cột “{column}”).",
        "{hint}",
    )
    NOT_A_NUMBER = (
        "KT-202",
        Severity.ERROR,
        "“{found}” không phải là số (cột “{column}”).",
        "{hint}",
    )
    NOT_A_DATE = (
        "KT-203",
        Severity.ERROR,
        "“{found}” không phải là ngày (cột “{column}”).",
        "Nhập dạng ngày/tháng/năm, ví dụ 05/01/2025.",
    )
    NOT_A_CHOICE = (
        "KT-204",
        Severity.ERROR,
        "“{found}” không có trong danh sách của cột “{column}”.",
        "Chọn lại từ danh sách trong ô.",
    )
    OUT_OF_RANGE = (
        "KT-205",
        Severity.ERROR,
        "Giá trị {found} nằm ngoài khoảng cho phép {range} (cột “{column}”).",
        "{hint}",
    )
    AMBIGUOUS_NUMBER = (
        "KT-206",
        Severity.WARNING,
        "Chữ “{found}” được hiểu là {value} (cột “{column}”).",
        "Nhập số trực tiếp, không gõ dấu phân cách hàng nghìn.",
    )
    REQUIRED_MISSING = (
        "KT-207",
        Severity.ERROR,
        "Chưa trả lời “{column}”.",
        "{hint}",
    )
    TEXT_CLEANED = (
        "KT-301",
        Severity.NOTE,
        "Đã bỏ ký tự điều khiển không in được khỏi câu trả lời.",
        "Không cần làm gì; xem lại nếu câu chữ bị đổi.",
    )
    BLANK_DECLARATION_UNCLEAR = (
        "KT-208",
        Severity.WARNING,
        "Chưa khai ô trống trong bảng “{block}” nghĩa là gì; ô trống tính là chưa có số liệu.",
        "Chọn “Không có (0)” ở đầu bảng nếu ô trống nghĩa là không có.",
    )
    SUPERSEDED = (
        "KT-501",
        Severity.NOTE,
        "Đã có bài nộp mới hơn của cùng đơn vị; tệp này được lưu, không tính.",
        "Không cần làm gì.",
    )
    WORSE_THAN_KEPT = (
        "KT-502",
        Severity.WARNING,
        "Bài nộp sau có nhiều lỗi hơn bài đã nhận nên chưa thay thế bài đã nhận.",
        "Sửa các lỗi của tệp này rồi gửi lại.",
    )

    def __init__(self, code: str, severity: Severity, message: str, advice: str) -> None:
        """Keep the parts of the member's value by name."""
        self.code = code
        self.severity = severity
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place in one file.

    Attributes:
        unit: Code of the unit; "" while it is unknown.
        cell: Address; "" when the finding is about a sheet or the whole file.
    """

    code: str
    severity: Severity
    message: str
    advice: str
    unit: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """Sheet and cell as people write them: "KT cá nhân!F12"."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


def finding(
    kind: FindingKind,
    *,
    unit: str = "",
    file: str = "",
    sheet: str = "",
    cell: str = "",
    **details: object,
) -> Finding:
    """Build a finding, filling the details into the kind's message and advice."""
    message, advice = kind.message.format(**details), kind.advice.format(**details)
    return Finding(kind.code, kind.severity, message, advice, unit, file, sheet, cell)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(found.severity is Severity.ERROR for found in findings)
