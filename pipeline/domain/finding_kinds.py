"""The catalogue of findings that reading, choosing and comparing can make: one table to review.

Codes are stable: KT-1xx awards, KT-2xx scores and figures, KT-3xx texts, KT-4xx workbook,
KT-5xx cluster. Codes of rules stand in the form definitions.
"""

from __future__ import annotations

from enum import Enum

from pipeline.domain.rules.rule import Severity


class FindingKind(Enum):
    """Every kind of finding: code, severity, what is wrong, what to do."""

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
        "Tệp này là biểu mẫu của đợt khác: {found}; đợt này là {expected}.",
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
        Severity.ERROR,
        "Tệp này phát cho {expected} nhưng tên ghi trong tệp là “{found}”, tức {other}.",
        "Điền nhầm tệp thì điền lại vào tệp của mình, ghi nhầm tên thì sửa tên, rồi gửi lại.",
    )
    OTHER_VERSION = (
        "KT-411",
        Severity.WARNING,
        "Tệp lập theo phiên bản {found} của biểu mẫu; đợt này dùng phiên bản {expected}.",
        "Số liệu cùng nội dung đã được lấy sang; xem lại các phần nêu là không còn hoặc chưa có.",
    )
    MANIFEST_LOST = (
        "KT-412",
        Severity.NOTE,
        "Tệp không còn trang nhận dạng; đơn vị được nhận ra theo tên ghi trong tệp: “{found}”.",
        "Kiểm tra lại đúng đơn vị; lần sau điền vào tệp đã phát.",
    )
    SIGNATURE_WRONG = (
        "KT-413",
        Severity.ERROR,
        "Tệp ghi là của {found} nhưng trang nhận dạng đã bị sửa hoặc chép từ tệp khác.",
        "Hỏi lại nơi gửi tệp này của đơn vị nào; điền lại vào đúng tệp đã phát rồi gửi lại.",
    )
    SIGNATURE_UNCHECKED = (
        "KT-414",
        Severity.NOTE,
        "Không kiểm tra được chữ ký của tệp ({reason}); tệp được nhận theo mã đơn vị {found}.",
        "Không cần làm gì nếu đúng đơn vị.",
    )
    NOT_A_FORM = (
        "KT-415",
        Severity.ERROR,
        "Tệp không phải biểu mẫu của đợt này: {reason}.",
        "Điền số liệu vào đúng tệp đã phát cho đơn vị rồi gửi lại tệp đó.",
    )
    NO_LONGER_ASKED = (
        "KT-416",
        Severity.WARNING,
        "Biểu mẫu của đợt này không còn {part}; các ô đã điền ở đó không được lấy: {cells}.",
        "Nếu vẫn cần báo cáo thì ghi vào mục phù hợp của biểu mẫu mới; nếu không thì bỏ qua.",
    )
    NOT_ASKED_THEN = (
        "KT-417",
        Severity.WARNING,
        "Biểu mẫu đơn vị đã điền chưa có: {parts}; các phần này tính là chưa có số liệu.",
        "Điền các phần này vào biểu mẫu mới phát rồi gửi lại.",
    )
    SHEET_COPIED = (
        "KT-418",
        Severity.NOTE,
        "Sheet “{copy}” là bản sao, không có số liệu nào khác sheet “{read}”; chỉ đọc “{read}”.",
        "Không cần làm gì.",
    )
    COPY_DIFFERS = (
        "KT-419",
        Severity.ERROR,
        "Sheet “{copy}” là bản sao nhưng số liệu khác sheet “{read}”: {cells}; chỉ đọc “{read}”.",
        "Ghi số liệu đúng vào sheet “{read}”, xóa sheet “{copy}” rồi gửi lại.",
    )
    CELLS_MERGED = (
        "KT-420",
        Severity.ERROR,
        "Các ô {area} bị gộp; giá trị “{found}” chỉ tính cho ô {first}, các ô kia coi như trống.",
        "Bỏ gộp ô (Unmerge Cells), nhập giá trị vào từng ô rồi gửi lại.",
    )
    ROWS_HIDDEN = (
        "KT-421",
        Severity.NOTE,
        "Bảng “{block}” có {count} dòng đang ẩn hoặc bị lọc vẫn được đọc: dòng {rows}.",
        "Bỏ ẩn, bỏ lọc để xem lại; dòng nào không báo cáo thì xóa nội dung.",
    )
    BESIDE_THE_TABLE = (
        "KT-422",
        Severity.WARNING,
        "Bên cạnh bảng “{block}” có nội dung ngoài các cột của biểu mẫu, không được đọc: {cells}.",
        "Chuyển vào đúng cột của bảng, hoặc xóa nếu chỉ là ghi chú riêng.",
    )
    TOTAL_ROW = (
        "KT-423",
        Severity.NOTE,
        "Dòng {row} của bảng “{block}” là dòng cộng nên không được đọc như một dòng kê khai.",
        "Không cần làm gì.",
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
    PERSON_IN_TWO_UNITS = (
        "KT-503",
        Severity.WARNING,
        "Dòng {row}: {name} ({award}) cũng có trong danh sách của {others}.",
        "Nếu là một người thì chỉ một đơn vị kê khai; nếu là hai người trùng tên thì giữ nguyên.",
    )
    DECISION_NAMES_PERSON_TWICE = (
        "KT-504",
        Severity.WARNING,
        "Dòng {row}: {name}, quyết định số {number}, cũng có trong danh sách của {others}.",
        "Một lượt khen chỉ một đơn vị kê khai: thống nhất với đơn vị kia rồi xóa ở một bên.",
    )
    DECISION_DATES_DIFFER = (
        "KT-505",
        Severity.WARNING,
        "Dòng {rows}: quyết định số {number} ghi ngày {found}; {others}.",
        "Đối chiếu với quyết định rồi sửa số hoặc ngày cho đúng.",
    )
    COLLECTIVE_IN_TWO_UNITS = (
        "KT-506",
        Severity.WARNING,
        "Dòng {row}: tập thể “{name}” ({award}) cũng có trong danh sách của {others}.",
        "Nếu là một tập thể thì chỉ một đơn vị kê khai; nếu khác nhau thì ghi thêm tên đơn vị.",
    )
    LAST_YEAR_DIFFERS = (
        "KT-507",
        Severity.WARNING,
        "“{label}”: {found}, khác số đơn vị đã báo cáo kỳ trước ({reported}).",
        "Nếu số kỳ trước đã được điều chỉnh thì giữ nguyên; nếu không, ghi lại số đã báo cáo.",
    )
    FAR_FROM_OTHERS = (
        "KT-508",
        Severity.NOTE,
        "{measure} là {rate} ({count}/{base}), gấp {times} lần mức giữa của các đơn vị ({median}).",
        "Kiểm tra lại hai số này; nếu đúng thì giữ nguyên.",
    )
    DOCUMENT_OF_THE_HEAD = (
        "KT-509",
        Severity.WARNING,
        "Dòng {row}: văn bản số {number} ngày {date} đã có trong danh mục văn bản của {group}.",
        "Chỉ kê khai văn bản do đơn vị ban hành; bỏ dòng này nếu là văn bản của {group}.",
    )

    def __init__(self, code: str, severity: Severity, message: str, advice: str) -> None:
        """Keep the parts of the member's value by name."""
        self.code = code
        self.severity = severity
        self.message = message
        self.advice = advice
