"""The key of a campaign (khóa của đợt): what its issued workbooks are signed with.

A small text file in the campaign folder. Without it nothing fails: returned workbooks are then
known by their codes alone, and say so.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Final

from pipeline.files.atomic import write_text

KEY_FILE: Final = "campaign.key"
KEY_BYTES: Final = 32

_KEY_LINE = re.compile(rf"^[0-9a-f]{{{2 * KEY_BYTES}}}$", re.MULTILINE)
_TEXT = """\
# Khóa của đợt báo cáo này, do thidua tạo ra.
# Dùng để nhận biết tệp nộp về đúng là tệp đã phát cho đơn vị đó, không bị sửa mã hay ghép nhầm.
# Giữ tệp này cùng thư mục đợt báo cáo. Không sửa, không gửi cho đơn vị.
{key}
"""


def read_key(root: Path) -> bytes | None:
    """The key of the campaign in a folder; ``None`` when it is lost or damaged."""
    try:
        text = (root / KEY_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = _KEY_LINE.search(text.replace("\r", ""))
    return bytes.fromhex(found.group()) if found else None


def ensure_key(root: Path) -> bytes:
    """The same, made when it is not there; a lost key cannot be made again, only replaced.

    Raises:
        OutputError: The key cannot be written.
    """
    key = read_key(root)
    if key is None:
        key = secrets.token_bytes(KEY_BYTES)
        write_text(root / KEY_FILE, _TEXT.format(key=key.hex()))
    return key
