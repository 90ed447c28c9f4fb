"""Causes (nguyên nhân): the short title under which findings of one code are listed together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.domain.form import FormSpec

CAUSES: Final[Mapping[str, str]] = {
    "KT-401": "Tệp không đọc được",
    "KT-402": "Không rõ tệp của đơn vị nào",
    "KT-403": "Tệp của đợt báo cáo khác",
    "KT-404": "Tệp thiếu phần của biểu mẫu",
    "KT-405": "Danh sách quá dài",
    "KT-406": "Ô nhập liệu chứa công thức",
    "KT-407": "Ô chứa lỗi Excel",
    "KT-408": "Một dòng có nhiều lần trong bảng",
    "KT-409": "Dòng lạ trong bảng",
    "KT-410": "Tên đơn vị trong tệp là của đơn vị khác",
    "KT-411": "Tệp lập theo phiên bản khác của biểu mẫu",
    "KT-412": "Tệp không còn trang nhận dạng",
    "KT-413": "Trang nhận dạng bị sửa hoặc chép từ tệp khác",
    "KT-414": "Không kiểm tra được chữ ký",
    "KT-415": "Tệp không phải biểu mẫu của đợt này",
    "KT-416": "Phần đã điền không còn trong biểu mẫu",
    "KT-417": "Biểu mẫu đã điền chưa có các phần mới",
    "KT-418": "Sheet bị chép thêm, không khác",
    "KT-419": "Sheet bị chép thêm, số liệu khác nhau",
    "KT-420": "Ô bị gộp",
    "KT-421": "Dòng ẩn hoặc bị lọc",
    "KT-422": "Nội dung ngoài bảng",
    "KT-423": "Dòng cộng trong danh sách",
    "KT-430": "Tệp được giao cho đơn vị theo quyết định",
    "KT-201": "Không phải số nguyên",
    "KT-202": "Không phải số",
    "KT-203": "Không phải ngày",
    "KT-204": "Không có trong danh sách chọn",
    "KT-205": "Ngoài khoảng cho phép",
    "KT-206": "Số có thể hiểu theo hai cách",
    "KT-207": "Chưa trả lời mục bắt buộc",
    "KT-301": "Ký tự không in được",
    "KT-321": "Câu trả lời gõ bằng phông cũ",
    "KT-322": "Câu trả lời có vẻ gõ bằng phông cũ",
    "KT-209": "Số ghi ở dạng phần trăm",
    "KT-210": "Dấu % ở nơi không hỏi tỷ lệ",
    "KT-208": "Chưa khai ô trống nghĩa là gì",
    "KT-501": "Đã có bài nộp mới hơn",
    "KT-502": "Bài nộp sau nhiều lỗi hơn bài đã nhận",
    "KT-503": "Cùng một người, cùng hình thức khen ở hai đơn vị",
    "KT-504": "Cùng một người, cùng số quyết định ở hai đơn vị",
    "KT-505": "Một số quyết định ghi nhiều ngày khác nhau",
    "KT-506": "Cùng một tập thể, cùng lần khen ở hai đơn vị",
    "KT-507": "Số cùng kỳ khác số đã báo cáo kỳ trước",
    "KT-508": "Tỷ lệ khác xa các đơn vị khác",
    "KT-509": "Văn bản đã có trong danh mục chung",
    "KT-510": "Số liệu thống kê không khớp nhau",
    "KT-520": "Tệp không tính theo quyết định",
    "KT-521": "Đã chọn tính tệp khác",
}


def cause_titles(form: FormSpec) -> dict[str, str]:
    """Code → title; a rule is its own title."""
    titles = dict(CAUSES)
    for _, block in form.blocks:
        titles |= {rule.code: rule.message.rstrip(".") for rule in block.rules}
    return titles
