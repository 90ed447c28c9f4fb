"""The campaign folder (thư mục đợt báo cáo): where everything of one campaign lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.domain.errors import OutputError, SettingsError
from pipeline.domain.vietnamese.text import file_name_part

if TYPE_CHECKING:
    # Named in annotations only: a status that is known already must not wait for them.
    from pipeline.domain.campaign import MemberUnit, Period

CAMPAIGN_BOOK = "campaign.xlsx"
LONGEST_NAME_PART = 40
"""Windows allows about 260 characters for the whole path."""

NEARBY = ("*", "output/*")
"""Where to look for campaigns to name when none is found."""


@dataclass(frozen=True, slots=True)
class CampaignFolder:
    """One campaign's folder; copying it copies the whole audit."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> CampaignFolder:
        """The campaign that ``start`` is or lies in, told by its ``campaign.xlsx``.

        Raises:
            SettingsError: There is none; the line says how to make one or point to one.
        """
        absolute = start.absolute()
        for folder in (absolute, *absolute.parents):
            if (folder / CAMPAIGN_BOOK).is_file():
                return cls(folder)
        raise SettingsError(_nothing_found(start))

    @property
    def campaign_book(self) -> Path:
        """The settings, edited in Excel."""
        return self.root / CAMPAIGN_BOOK

    @property
    def forms(self) -> Path:
        """Issued workbooks (biểu mẫu phát hành)."""
        return self.root / "forms"

    @property
    def inbox(self) -> Path:
        """Whatever came back; never changed by us."""
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        """Every file ever taken in, by the hash of its content."""
        return self.root / "archive"

    @property
    def ledger(self) -> Path:
        """The event log (sổ theo dõi)."""
        return self.root / "ledger.db"

    @property
    def cache(self) -> Path:
        """What was read before; safe to delete."""
        return self.root / "cache"

    @property
    def feedback(self) -> Path:
        """What goes back to the units to correct."""
        return self.root / "feedback"

    @property
    def outbox(self) -> Path:
        """Drafts of letters to the units (thư nháp)."""
        return self.root / "outbox"

    @property
    def status_page(self) -> Path:
        """How every unit and every file stands, for a browser."""
        return self.root / "status.html"

    @property
    def templates(self) -> Path:
        """Word templates an officer edited for this campaign; absent when none was."""
        return self.root / "mau-bao-cao"

    @property
    def reports(self) -> Path:
        """Reports and appendices."""
        return self.root / "reports"

    def create(self) -> None:
        """Make the folder and those inside it; those that are there stay as they are.

        Raises:
            OutputError: A folder cannot be made.
        """
        for folder in (self.forms, self.inbox, self.archive, self.feedback, self.reports):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(
                    f"Không tạo được thư mục “{folder}”: {error.strerror}. "
                    "Chọn nơi khác hoặc kiểm tra quyền ghi rồi chạy lại."
                ) from error


def form_name(unit: MemberUnit, period: Period) -> str:
    """File name of a unit's issued workbook, such as ``bieu-mau_2025_SNV_so-noi-vu.xlsx``."""
    return f"bieu-mau_{period.code}_{unit.code}{_named(unit)}.xlsx"


def head_form_name(head: MemberUnit, period: Period) -> str:
    """File name of the head's workbook, such as ``bieu-don-vi-truong_2025_SNV_so-noi-vu.xlsx``."""
    return f"bieu-don-vi-truong_{period.code}_{head.code}{_named(head)}.xlsx"


def _named(unit: MemberUnit) -> str:
    part = file_name_part(unit.short_name or unit.name)[:LONGEST_NAME_PART].rstrip("-_. ")
    return f"_{part}" if part else ""


def _nothing_found(start: Path) -> str:
    if not start.exists():
        return (
            f"Thư mục “{start}” không tồn tại. Kiểm tra lại đường dẫn, "
            "hoặc tạo đợt báo cáo mới bằng lệnh “thidua init THƯ-MỤC”."
        )
    nearby = ", ".join(f"“{folder}”" for folder in _nearby(start))
    hint = f" Có đợt báo cáo ở: {nearby}." if nearby else ""
    return (
        f"Không tìm thấy {CAMPAIGN_BOOK} trong “{start}” và các thư mục chứa nó.{hint} "
        "Chỉ tới đợt báo cáo đã có bằng “--campaign THƯ-MỤC”, "
        "hoặc tạo đợt mới bằng lệnh “thidua init THƯ-MỤC”."
    )


def _nearby(start: Path) -> Iterator[Path]:
    for pattern in NEARBY:
        yield from (book.parent for book in sorted(start.glob(f"{pattern}/{CAMPAIGN_BOOK}"))[:3])
