from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.campaign import MemberUnit, Period, PeriodKind
from pipeline.domain.errors import OutputError, SettingsError
from pipeline.files.campaign.campaign_folder import CampaignFolder, form_name, head_form_name

UNIT = MemberUnit("SNV", "Sở Nội vụ tỉnh A", "Sở Nội vụ", 1)
YEAR = Period.of(PeriodKind.YEAR, 2025)


def a_campaign(root: Path) -> CampaignFolder:
    folder = CampaignFolder(root)
    folder.create()
    folder.campaign_book.write_bytes(b"")
    return folder


def test_a_campaign_folder_is_made_with_its_parts(tmp_path: Path) -> None:
    CampaignFolder(tmp_path / "cum 3").create()
    assert sorted(p.name for p in (tmp_path / "cum 3").iterdir()) == [
        "archive",
        "feedback",
        "forms",
        "inbox",
        "reports",
    ]


def test_making_it_again_keeps_what_is_inside(tmp_path: Path) -> None:
    folder = a_campaign(tmp_path)
    (folder.inbox / "a.xlsx").write_bytes(b"x")
    folder.create()
    assert (folder.inbox / "a.xlsx").read_bytes() == b"x"


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="Không tạo được thư mục"):
        CampaignFolder(tmp_path / "file").create()


@pytest.mark.parametrize("start", [".", "inbox", "inbox/sub", "campaign.xlsx"])
def test_a_campaign_is_found_from_inside(tmp_path: Path, start: str) -> None:
    folder = a_campaign(tmp_path)
    (folder.inbox / "sub").mkdir()
    assert CampaignFolder.find(tmp_path / start).root.resolve() == tmp_path.resolve()


def test_no_campaign_here_is_one_line_that_says_how_to_go_on(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        CampaignFolder.find(tmp_path)
    assert "“--campaign THƯ-MỤC”" in str(caught.value)
    assert "thidua init" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_campaigns_nearby_are_named(tmp_path: Path) -> None:
    a_campaign(tmp_path / "output" / "cum-3")
    with pytest.raises(SettingsError, match=r"Có đợt báo cáo ở: “.*cum-3”"):
        CampaignFolder.find(tmp_path)


def test_a_folder_that_does_not_exist_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="không tồn tại"):
        CampaignFolder.find(tmp_path / "gone")


def test_form_names_are_ascii_and_tell_the_unit_and_period() -> None:
    assert form_name(UNIT, YEAR) == "bieu-mau_2025_SNV_so-noi-vu.xlsx"
    half = Period.of(PeriodKind.HALF_YEAR, 2025)
    assert head_form_name(UNIT, half) == "bieu-don-vi-truong_2025-6T_SNV_so-noi-vu.xlsx"


@pytest.mark.parametrize(
    "name", ["Công ty “A&B”: <số 1>/2?", "Đảng ủy \\ Khối * |", "…", "Ủy ban " * 60, "李 🏅"]
)
def test_any_unit_gets_a_name_that_windows_takes(name: str) -> None:
    made = form_name(MemberUnit("U1", name, "", 1), YEAR)
    assert made.isascii()
    assert len(made) <= 100
    assert not set(made) & set('<>:"/\\|?*')
    assert not made.removesuffix(".xlsx").endswith((".", " ", "-", "_"))
