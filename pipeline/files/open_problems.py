"""Why a file could not be opened, in Vietnamese; the system's own words are English."""

from __future__ import annotations


def why_not_opened(problem: OSError) -> str:
    """The reason, as the end of "Không mở được tệp …: ".

    >>> why_not_opened(FileNotFoundError())
    'không có tệp này'
    """
    match problem:
        case FileNotFoundError():
            return "không có tệp này"
        case IsADirectoryError():
            return "đây là thư mục, không phải tệp"
        case PermissionError():
            return "không có quyền đọc, hoặc tệp đang mở trong chương trình khác"
        case _:
            return f"hệ điều hành báo lỗi số {problem.errno}"
