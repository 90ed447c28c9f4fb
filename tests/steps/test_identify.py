from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.findings import FindingKind
from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import MANIFEST_SHEET, manifest_rows
from pipeline.domain.workbook import RawSheet, RawWorkbook
from pipeline.steps.reading.identify import Identity, identify
from tests.builders import a_campaign, a_unit
from tests.steps.text_sheets import a_sheet

MANIFEST = Manifest("unit", 1, "minh-hoa-2025", "STC", "2025")
CAMPAIGN = a_campaign(
    units=(
        a_unit("SNV", aliases=("Sở Nội vụ tỉnh", "Ban TĐKT")),
        a_unit("STC", short_name="STC tỉnh"),
        a_unit("HB", name="Huyện Hòa Bình"),
        a_unit("BG", name="Huyện Bình Gia"),
    )
)


def a_returned(
    manifest: Manifest | None, typed: str = "", label: str = "Tên đơn vị (ghi đúng tên đầy đủ)"
) -> RawWorkbook:
    name = a_sheet("Thông tin chung", f"-\nself_name | {label} | {typed}")
    if manifest is None:
        return RawWorkbook((name,))
    page = RawSheet(MANIFEST_SHEET, tuple(map(tuple, manifest_rows(manifest, "{}"))), hidden=True)
    return RawWorkbook((name, page))


def codes(identity: Identity) -> list[str]:
    return [found.code for found in identity.findings]


def test_the_unit_code_of_the_manifest_is_the_identity() -> None:
    assert identify(a_returned(MANIFEST), CAMPAIGN) == Identity(MANIFEST, "STC")


def test_a_name_typed_differently_does_not_change_the_identity() -> None:
    identity = identify(a_returned(MANIFEST, "Sở Tài chính (mới)"), CAMPAIGN)

    assert (identity.unit_code, identity.findings) == ("STC", ())


def test_the_name_of_another_member_in_the_workbook_is_asked_about() -> None:
    identity = identify(a_returned(MANIFEST, "SỞ NỘI VỤ"), CAMPAIGN)

    assert identity.unit_code == "STC"
    assert codes(identity) == [FindingKind.OTHER_NAME.code]
    assert "phát cho Sở Tài chính" in identity.findings[0].message


def test_a_workbook_of_another_campaign_or_period_is_told_apart() -> None:
    campaign = identify(a_returned(replace(MANIFEST, campaign="cu-2025")), CAMPAIGN)
    period = identify(a_returned(replace(MANIFEST, campaign="cu", period="2024")), CAMPAIGN)

    assert codes(campaign) == codes(period) == [FindingKind.OTHER_CAMPAIGN.code]
    assert "cu-2025" in campaign.findings[0].message
    assert "kỳ 2024; đợt này là kỳ 2025" in period.findings[0].message


def test_another_version_of_the_form_is_a_warning() -> None:
    book = a_returned(MANIFEST)

    assert codes(identify(book, CAMPAIGN, versions={"unit": 2})) == [FindingKind.OTHER_VERSION.code]
    assert identify(book, CAMPAIGN, versions={"unit": 1, "head": 9}).findings == ()


def test_a_unit_that_is_no_member_is_unknown() -> None:
    identity = identify(a_returned(replace(MANIFEST, unit="XYZ")), CAMPAIGN, file="a.xlsx")

    assert identity.unit_code is None
    assert identity.manifest is not None
    assert codes(identity) == [FindingKind.UNIT_UNKNOWN.code]
    assert "XYZ" in identity.findings[0].message
    assert identity.findings[0].file == "a.xlsx"


@pytest.mark.parametrize(
    "typed", ["Sở Nội vụ", "SO\u031b\u0309 NỘI VỤ", "Sở  Nội vụ tỉnh.", "Ban TĐKT", "snv"]
)
def test_without_a_manifest_an_exact_name_or_alias_decides(typed: str) -> None:
    identity = identify(a_returned(None, typed), CAMPAIGN)

    assert (identity.manifest, identity.unit_code) == (None, "SNV")
    assert codes(identity) == [FindingKind.MANIFEST_LOST.code]


def test_tone_placement_makes_no_other_name() -> None:
    assert identify(a_returned(None, "Huyện Hoà Bình"), CAMPAIGN).unit_code == "HB"


@pytest.mark.parametrize("typed", ["Sở Nội vu", "Phòng Nội vụ", "Huyện Lộc Bình"])
def test_a_similar_name_is_proposed_and_never_decides(typed: str) -> None:
    identity = identify(a_returned(None, typed), CAMPAIGN)

    assert identity.unit_code is None
    assert codes(identity) == [FindingKind.UNIT_UNKNOWN.code]
    assert identity.proposals
    assert f"({identity.proposals[0]})" in identity.findings[0].message


def test_a_name_that_two_members_share_decides_nothing() -> None:
    twins = a_campaign(units=(a_unit("A", aliases=("Sở X",)), a_unit("B", aliases=("Sở X",))))
    identity = identify(a_returned(None, "Sở X"), twins)

    assert (identity.unit_code, set(identity.proposals)) == (None, {"A", "B"})


def test_a_name_like_no_member_proposes_nothing() -> None:
    identity = identify(a_returned(None, "12345"), CAMPAIGN)

    assert (identity.unit_code, identity.proposals) == (None, ())


def test_a_workbook_with_neither_manifest_nor_name_is_unknown() -> None:
    identity = identify(RawWorkbook((a_sheet("Sheet1", "Xin chào"),)), CAMPAIGN)

    assert (identity.unit_code, codes(identity)) == (None, [FindingKind.UNIT_UNKNOWN.code])
    assert "không ghi tên đơn vị" in identity.findings[0].message


def test_the_name_is_found_by_its_label_when_the_key_is_lost() -> None:
    book = RawWorkbook((a_sheet("X", "-\n| | TÊN ĐƠN VỊ | | Sở Nội vụ"),))

    assert identify(book, CAMPAIGN).unit_code == "SNV"


@pytest.mark.parametrize("page", ["thidua", "thidua | 1\nversion | hai", "khác | 1"])
def test_a_damaged_manifest_is_a_lost_one(page: str) -> None:
    name = a_sheet("Thông tin chung", "self_name | Tên đơn vị | Sở Nội vụ")
    book = RawWorkbook((name, a_sheet(MANIFEST_SHEET, page, hidden=True)))

    assert identify(book, CAMPAIGN).unit_code == "SNV"
