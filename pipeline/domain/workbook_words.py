"""The words of the findings about a workbook as a whole (KT-4xx): what is wrong, what to do.

Each stands under the name of its kind in ``finding_kinds``.
"""

from __future__ import annotations

UNIT_UNKNOWN = (
    "Không xác định được tệp này của đơn vị nào{detail}.",
    "Dùng đúng tệp đã phát cho đơn vị, hoặc thêm đơn vị vào sheet “Đơn vị” của campaign.xlsx.",
)
OTHER_CAMPAIGN = (
    "Tệp này là biểu mẫu của đợt khác: {found}; đợt này là {expected}.",
    "Điền lại vào biểu mẫu phát cho đợt này rồi gửi lại.",
)
PARTS_MISSING = (
    "Không tìm thấy trong tệp: {parts}.",
    "Khôi phục các phần này từ biểu mẫu gốc rồi gửi lại.",
)
ROWS_BEYOND_LIMIT = (
    "Bảng “{block}” có nhiều hơn {limit} dòng; các dòng từ dòng {row} không được đọc.",
    "Gộp bớt dòng hoặc liên hệ đơn vị trưởng.",
)
FORMULA_IN_INPUT = (
    "“{column}”: ô nhập liệu chứa công thức (giá trị đang hiện: {found}).",
    "Nhập thẳng giá trị, không dùng công thức.",
)
ERROR_VALUE = (
    "“{column}”: ô chứa lỗi Excel {found}.",
    "Xóa ô và nhập lại giá trị.",
)
ROW_REPEATED = (
    "Dòng “{row}” có nhiều lần trong bảng “{block}”; chỉ đọc dòng {first}, không đọc dòng này.",
    "Gộp số liệu vào một dòng, xóa dòng thừa rồi gửi lại.",
)
ROW_UNKNOWN = (
    "Dòng “{found}” không có trong bảng “{block}” của biểu mẫu nên số liệu không được đọc.",
    "Chuyển số liệu vào đúng dòng của bảng, hoặc báo đơn vị trưởng nếu biểu thiếu dòng.",
)
OTHER_NAME = (
    "Tệp này phát cho {expected} nhưng tên ghi trong tệp là “{found}”, tức {other}.",
    "Điền nhầm tệp thì điền lại vào tệp của mình, ghi nhầm tên thì sửa tên, rồi gửi lại.",
)
OTHER_VERSION = (
    "Tệp lập theo phiên bản {found} của biểu mẫu; đợt này dùng phiên bản {expected}.",
    "Số liệu cùng nội dung đã được lấy sang; xem lại các phần nêu là không còn hoặc chưa có.",
)
MANIFEST_LOST = (
    "Tệp không còn trang nhận dạng; đơn vị được nhận ra theo tên ghi trong tệp: “{found}”.",
    "Kiểm tra lại đúng đơn vị; lần sau điền vào tệp đã phát.",
)
SIGNATURE_WRONG = (
    "Tệp ghi là của {found} nhưng trang nhận dạng đã bị sửa hoặc chép từ tệp khác.",
    "Hỏi lại nơi gửi tệp này của đơn vị nào; điền lại vào đúng tệp đã phát rồi gửi lại.",
)
SIGNATURE_UNCHECKED = (
    "Không kiểm tra được chữ ký của tệp ({reason}); tệp được nhận theo mã đơn vị {found}.",
    "Không cần làm gì nếu đúng đơn vị.",
)
NOT_A_FORM = (
    "Tệp không phải biểu mẫu của đợt này: {reason}.",
    "Điền số liệu vào đúng tệp đã phát cho đơn vị rồi gửi lại tệp đó.",
)
NO_LONGER_ASKED = (
    "Biểu mẫu của đợt này không còn {part}; các ô đã điền ở đó không được lấy: {cells}.",
    "Nếu vẫn cần báo cáo thì ghi vào mục phù hợp của biểu mẫu mới; nếu không thì bỏ qua.",
)
NOT_ASKED_THEN = (
    "Biểu mẫu đơn vị đã điền chưa có: {parts}; các phần này tính là chưa có số liệu.",
    "Điền các phần này vào biểu mẫu mới phát rồi gửi lại.",
)
SHEET_COPIED = (
    "Sheet “{copy}” là bản sao, không có số liệu nào khác sheet “{read}”; chỉ đọc “{read}”.",
    "Không cần làm gì.",
)
COPY_DIFFERS = (
    "Sheet “{copy}” là bản sao nhưng số liệu khác sheet “{read}”: {cells}; chỉ đọc “{read}”.",
    "Ghi số liệu đúng vào sheet “{read}”, xóa sheet “{copy}” rồi gửi lại.",
)
CELLS_MERGED = (
    "Các ô {area} bị gộp; giá trị “{found}” chỉ tính cho ô {first}, các ô kia coi như trống.",
    "Bỏ gộp ô (Unmerge Cells), nhập giá trị vào từng ô rồi gửi lại.",
)
ROWS_HIDDEN = (
    "Bảng “{block}” có {count} dòng đang ẩn hoặc bị lọc vẫn được đọc: dòng {rows}.",
    "Bỏ ẩn, bỏ lọc để xem lại; dòng nào không báo cáo thì xóa nội dung.",
)
BESIDE_THE_TABLE = (
    "Bên cạnh bảng “{block}” có nội dung ngoài các cột của biểu mẫu, không được đọc: {cells}.",
    "Chuyển vào đúng cột của bảng, hoặc xóa nếu chỉ là ghi chú riêng.",
)
TOTAL_ROW = (
    "Dòng {row} của bảng “{block}” là dòng cộng nên không được đọc như một dòng kê khai.",
    "Không cần làm gì.",
)
UNREADABLE = (
    "{reason}",
    "{advice}",
)
ASSIGNED = (
    "Tệp đã được giao cho {owner} theo quyết định của người dùng{before}.",
    "Không cần làm gì.",
)
