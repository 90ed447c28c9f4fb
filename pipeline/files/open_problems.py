"""Why a file could not be opened, in Vietnamese; the system's own words are English."""

from __future__ import annotations

import errno


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
            return _REASONS.get(problem.errno or 0, f"hệ điều hành báo lỗi số {problem.errno}")


def why_not_used(problem: OSError) -> str:
    """The whole line about a file that the system refused in the middle of the work."""
    name = f" “{problem.filename}”" if problem.filename else ""
    return (
        f"Không đọc hoặc không ghi được tệp{name}: {why_not_opened(problem)}. Xử lý rồi chạy lại."
    )


_REASONS = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "ổ đĩa đã đầy",
    errno.EFBIG: "ổ đĩa đã đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "ổ đĩa hoặc mạng bị lỗi",
    errno.ENAMETOOLONG: "đường dẫn quá dài",
}
