"""What people call the files they send back; names that Windows, macOS and Linux all allow."""

from __future__ import annotations

from random import Random

_FORBIDDEN = str.maketrans("", "", '\\/:*?"<>|')
_USUAL = (
    "{issued}.xlsx",
    "{issued}.xlsx",
    "{issued} (1).xlsx",
    "{issued} - Copy.xlsx",
    "Biểu mẫu {short} nộp.xlsx",
    "BC TĐKT {year} - {short}.xlsx",
    "Bieu mau TDKT {code} da duyet.xlsx",
    "{code}_so lieu thi dua {year}.xlsx",
    "Gửi qua thư điện tử/{short} - biểu báo cáo {year}.xlsx",
    "{short} gửi cụm trưởng (bản chính thức).xlsx",
)
LITTER = "~${name}"
STRAY = "Công văn gửi kèm biểu mẫu {code}.xlsx"
STRAY_TEXT = (
    "Kính gửi: Đơn vị trưởng cụm thi đua.\n"
    "Đơn vị gửi kèm biểu mẫu báo cáo công tác thi đua, khen thưởng năm {year}.\n"
    "Trân trọng./.\n"
)


def returned_name(issued: str, code: str, short: str, year: int, rng: Random) -> str:
    """A name for a returned workbook, relative to the inbox; unlike those of other units.

    Args:
        issued: Name of the issued workbook without its suffix.
    """
    words = {"issued": issued, "code": code, "short": short.translate(_FORBIDDEN), "year": year}
    return rng.choice(_USUAL).format_map(words)


def twice_names(code: str) -> tuple[str, str]:
    """Names of a first and of a second, corrected return."""
    return f"Bieu mau {code}.xlsx", f"Bieu mau {code} (sua lan 2) FINAL.xlsx"


def litter_name(name: str) -> str:
    """The lock file that Excel leaves beside an open workbook."""
    return LITTER.format(name=name[2:] if len(name) > 8 else name)
