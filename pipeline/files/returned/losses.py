"""What to say of a file that its reader did not survive: why, and what its sender should do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.files.contained.worker import Limits, Loss
from pipeline.files.returned.file_kind import RESEND, Unreadable
from pipeline.files.returned.limits import MAX_MEMORY_BYTES, MAX_SECONDS

READING_LIMITS: Final = Limits(MAX_SECONDS, MAX_MEMORY_BYTES)

_SENTENCES: Final[Mapping[Loss, tuple[str, str]]] = {
    Loss.DIED: (
        "Tệp có cấu trúc bất thường, làm chương trình đọc dừng đột ngột.",
        RESEND,
    ),
    Loss.TIME: (
        f"Đọc tệp quá {MAX_SECONDS} giây vẫn chưa xong nên đã dừng.",
        "Xóa dữ liệu dán thừa, lưu lại rồi gửi lại; tệp bình thường thì chờ máy bớt bận, chạy lại.",
    ),
    Loss.MEMORY: (
        f"Đọc tệp cần quá nhiều bộ nhớ (hơn {MAX_MEMORY_BYTES // 1_000_000} MB) nên đã dừng.",
        "Xóa trang tính lạ và dữ liệu dán thừa ngoài biểu mẫu, lưu lại ở dạng .xlsx rồi gửi lại.",
    ),
}


def lost_reader(loss: Loss) -> Unreadable:
    """The refusal of a file by which a worker process was lost."""
    return Unreadable(*_SENTENCES[loss])
