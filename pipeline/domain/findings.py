"""Findings (kết quả kiểm tra): what is wrong, where, and what to do about it.

Codes are stable: KT-1xx awards, KT-2xx scores and figures, KT-3xx texts, KT-4xx workbook,
KT-5xx cluster. Codes of rules stand in the form definitions; the kinds below are those that
reading itself can find.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        "“{column}”: ô nhập liệu chứa công thức (giá trị đang hiện: {found}).",
        "Nhập thẳng giá trị, không dùng công thức.",
    )
    ERROR_VALUE = (
        "KT-407",
        Severity.ERROR,
        "“{column}”: ô chứa lỗi Excel {found}.",
        "Xóa ô và nhập lại giá trị.",
    )
    ROW_REPEATED = (
        "KT-408",
        Severity.ERROR,
        "Dòng “{row}” có nhiều lần trong bảng “{block}”; chỉ đọc dòng {first}, không đọc dòng này.",
        "Gộp số liệu vào một dòng, xóa dòng thừa rồi gửi lại.",
    )
    ROW_UNKNOWN = (
        "KT-409",
        Severity.WARNING,
        "Dòng “{found}” không có trong bảng “{block}” của biểu mẫu nên số liệu không được đọc.",
        "Chuyển số liệu vào đúng dòng của bảng, hoặc báo đơn vị trưởng nếu biểu thiếu dòng.",
    )
    OTHER_NAME = (
        "KT-410",
        Severity.WARNING,
        "Tệp phát cho {expected} nhưng tên đơn vị ghi trong tệp là “{found}”.",
        "Nếu điền nhầm tệp thì điền lại vào tệp của mình; nếu ghi nhầm tên thì sửa tên.",
    )
    OTHER_VERSION = (
        "KT-411",
        Severity.WARNING,
        "Tệp lập theo phiên bản {found} của biểu mẫu; đợt này dùng phiên bản {expected}.",
        "Nếu có bảng không đọc được thì điền lại vào biểu mẫu mới phát.",
    )
    MANIFEST_LOST = (
        "KT-412",
        Severity.NOTE,
        "Tệp không còn trang nhận dạng; đơn vị được nhận ra theo tên ghi trong tệp: “{found}”.",
        "Kiểm tra lại đúng đơn vị; lần sau điền vào tệp đã phát.",
    )
    DECISION_OUTSIDE_PERIOD = (
        "KT-141",
        Severity.WARNING,
        "Dòng {row}: ngày quyết định {found} nằm ngoài kỳ báo cáo ({period}).",
        "Kiểm tra lại ngày; quyết định của kỳ khác thì báo cáo ở kỳ đó.",
    )
    DOCUMENT_OUTSIDE_PERIOD = (
        "KT-142",
        Severity.WARNING,
        "Dòng {row}: ngày ban hành {found} nằm ngoài kỳ báo cáo ({period}).",
        "Kiểm tra lại ngày; văn bản của kỳ khác thì bỏ khỏi danh mục.",
    )
    NAMED_ABOVE_COUNTED = (
        "KT-143",
        Severity.WARNING,
        "{award}: danh sách khen cao có {named} {honoree} đã được khen, bảng đếm ghi {counted}.",
        "Sửa số lượng hoặc danh sách cho khớp nhau.",
    )
    NOT_A_COUNT = (
        "KT-201",
        Severity.ERROR,
        "“{column}”: “{found}” không phải là số nguyên không âm.",
        "{hint}",
    )
    NOT_A_NUMBER = (
        "KT-202",
        Severity.ERROR,
        "“{column}”: “{found}” không phải là số.",
        "{hint}",
    )
    NOT_A_DATE = (
        "KT-203",
        Severity.ERROR,
        "“{column}”: “{found}” không phải là ngày.",
        "Nhập dạng ngày/tháng/năm, ví dụ 05/01/2025.",
    )
    NOT_A_CHOICE = (
        "KT-204",
        Severity.ERROR,
        "“{column}”: “{found}” không có trong danh sách.",
        "Chọn lại từ danh sách trong ô.",
    )
    OUT_OF_RANGE = (
        "KT-205",
        Severity.ERROR,
        "“{column}”: giá trị {found} nằm ngoài khoảng cho phép ({range}).",
        "{hint}",
    )
    AMBIGUOUS_NUMBER = (
        "KT-206",
        Severity.WARNING,
        "“{column}”: chữ “{found}” được hiểu là {value}.",
        "Nếu hiểu sai thì nhập lại bằng số, không gõ dấu phân cách hàng nghìn.",
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
        "“{column}”: đã bỏ ký tự điều khiển không in được khỏi câu trả lời.",
        "Không cần làm gì; xem lại nếu câu chữ bị đổi.",
    )
    BLANK_DECLARATION_UNCLEAR = (
        "KT-208",
        Severity.WARNING,
        "Chưa khai ô trống trong bảng “{block}” nghĩa là gì; ô trống tính là chưa có số liệu.",
        "Ở đầu bảng, chọn “Không có (0)” hoặc “Chưa có số liệu” một lần là đủ.",
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
    return finding_of(kind, details, unit=unit, file=file, sheet=sheet, cell=cell)


def finding_of(
    kind: FindingKind,
    details: Mapping[str, object],
    *,
    unit: str = "",
    file: str = "",
    sheet: str = "",
    cell: str = "",
) -> Finding:
    """The same for details that are already a mapping."""
    message, advice = kind.message.format(**details), kind.advice.format(**details)
    return Finding(kind.code, kind.severity, message, advice, unit, file, sheet, cell)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(found.severity is Severity.ERROR for found in findings)
