"""The catalogue of findings that reading, choosing and comparing can make: one table to review.

Codes are stable: KT-1xx awards, KT-2xx scores and figures, KT-3xx texts, KT-4xx workbook,
KT-5xx cluster. Codes of rules stand in the form definitions; the words of KT-4xx in
``workbook_words``.
"""

from __future__ import annotations

from enum import Enum

from pipeline.domain import workbook_words as words
from pipeline.domain.rules.rule import Severity


class FindingKind(Enum):
    """Every kind of finding: code, severity, what is wrong, what to do."""

    UNREADABLE = ("KT-401", Severity.ERROR, *words.UNREADABLE)
    UNIT_UNKNOWN = ("KT-402", Severity.ERROR, *words.UNIT_UNKNOWN)
    OTHER_CAMPAIGN = ("KT-403", Severity.ERROR, *words.OTHER_CAMPAIGN)
    PARTS_MISSING = ("KT-404", Severity.ERROR, *words.PARTS_MISSING)
    ROWS_BEYOND_LIMIT = ("KT-405", Severity.WARNING, *words.ROWS_BEYOND_LIMIT)
    FORMULA_IN_INPUT = ("KT-406", Severity.ERROR, *words.FORMULA_IN_INPUT)
    ERROR_VALUE = ("KT-407", Severity.ERROR, *words.ERROR_VALUE)
    ROW_REPEATED = ("KT-408", Severity.ERROR, *words.ROW_REPEATED)
    ROW_UNKNOWN = ("KT-409", Severity.WARNING, *words.ROW_UNKNOWN)
    OTHER_NAME = ("KT-410", Severity.ERROR, *words.OTHER_NAME)
    OTHER_VERSION = ("KT-411", Severity.WARNING, *words.OTHER_VERSION)
    MANIFEST_LOST = ("KT-412", Severity.NOTE, *words.MANIFEST_LOST)
    SIGNATURE_WRONG = ("KT-413", Severity.ERROR, *words.SIGNATURE_WRONG)
    SIGNATURE_UNCHECKED = ("KT-414", Severity.NOTE, *words.SIGNATURE_UNCHECKED)
    NOT_A_FORM = ("KT-415", Severity.ERROR, *words.NOT_A_FORM)
    NO_LONGER_ASKED = ("KT-416", Severity.WARNING, *words.NO_LONGER_ASKED)
    NOT_ASKED_THEN = ("KT-417", Severity.WARNING, *words.NOT_ASKED_THEN)
    SHEET_COPIED = ("KT-418", Severity.NOTE, *words.SHEET_COPIED)
    COPY_DIFFERS = ("KT-419", Severity.ERROR, *words.COPY_DIFFERS)
    CELLS_MERGED = ("KT-420", Severity.ERROR, *words.CELLS_MERGED)
    ROWS_HIDDEN = ("KT-421", Severity.NOTE, *words.ROWS_HIDDEN)
    BESIDE_THE_TABLE = ("KT-422", Severity.WARNING, *words.BESIDE_THE_TABLE)
    TOTAL_ROW = ("KT-423", Severity.NOTE, *words.TOTAL_ROW)
    ASSIGNED = ("KT-430", Severity.NOTE, *words.ASSIGNED)
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
    LEGACY_TEXT = (
        "KT-321",
        Severity.NOTE,
        "“{column}”: câu trả lời gõ bằng phông {encoding} (“{found}”), đã chuyển thành “{value}”.",
        "Xem lại câu chữ đã chuyển; lần sau gõ bằng phông Unicode (Times New Roman).",
    )
    LEGACY_DOUBTFUL = (
        "KT-322",
        Severity.WARNING,
        "“{column}”: “{found}” có vẻ gõ bằng phông cũ (TCVN3, VNI), không chuyển được chắc chắn.",
        "Gõ lại bằng phông Unicode (Times New Roman).",
    )
    SHOWN_AS_PERCENT = (
        "KT-209",
        Severity.NOTE,
        "“{column}”: ô ở dạng phần trăm, hiện {found}; được hiểu là {value}.",
        "Không cần làm gì nếu đúng là {found}.",
    )
    PERCENT_UNASKED = (
        "KT-210",
        Severity.ERROR,
        "“{column}”: ghi {found}, trong khi cần một số không có dấu %.",
        "Đặt lại định dạng ô về dạng số (Number) rồi nhập lại. {hint}",
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
    EXCLUDED = (
        "KT-520",
        Severity.NOTE,
        "Tệp không được tính theo quyết định của người dùng: {reason}.",
        "Không cần làm gì; muốn tính lại tệp này thì dùng lệnh thidua include.",
    )
    NOT_CHOSEN = (
        "KT-521",
        Severity.NOTE,
        "Không tính vì người dùng đã chọn tệp khác của đơn vị: “{chosen}” ({reason}).",
        "Không cần làm gì; muốn tính tệp này thì dùng lệnh thidua include.",
    )
    STATISTICS_DO_NOT_ADD_UP = (
        "KT-510",
        Severity.WARNING,
        "{form}: dòng {row} phải bằng cộng các dòng {terms}, nhưng ở {columns}.",
        "{how} Báo cáo thống kê in đúng số đã báo, không tự cân đối.",
    )

    def __init__(self, code: str, severity: Severity, message: str, advice: str) -> None:
        """Keep the parts of the member's value by name."""
        self.code = code
        self.severity = severity
        self.message = message
        self.advice = advice
