from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.domain.findings import FindingKind
from pipeline.domain.intake import SeenFile, Verdict, judge
from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import MANIFEST_SHEET, manifest_rows
from pipeline.domain.signature import UNSIGNED, Signature, sign
from pipeline.domain.workbook import RawSheet, RawWorkbook
from pipeline.steps.reading.foreign import period_label
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
    manifest: Manifest | None,
    typed: str = "",
    label: str = "Tên đơn vị (ghi đúng tên đầy đủ)",
    *,
    key: bytes | None = None,
    signature: Signature = UNSIGNED,
    schema: str = "2",
) -> RawWorkbook:
    name = a_sheet("Thông tin chung", f"-\nself_name | {label} | {typed}")
    if manifest is None:
        return RawWorkbook((name,))
    rows = manifest_rows(manifest, "{}", sign(manifest, "{}", key) if key else signature)
    rows[0][1] = schema
    page = RawSheet(MANIFEST_SHEET, tuple(map(tuple, rows)), hidden=True)
    return RawWorkbook((name, page))


def judged(identity: Identity) -> Verdict:
    file = SeenFile("0" * 64, "a.xlsx", 1, datetime(2025, 12, 1, tzinfo=UTC))
    return judge(file, identity.unit_code or "", "unit", identity.findings)


def codes(identity: Identity) -> list[str]:
    return [found.code for found in identity.findings]


def test_the_unit_code_of_the_manifest_is_the_identity() -> None:
    assert identify(a_returned(MANIFEST), CAMPAIGN) == Identity(MANIFEST, "STC")


def test_a_name_typed_differently_does_not_change_the_identity() -> None:
    identity = identify(a_returned(MANIFEST, "Sở Tài chính (mới)"), CAMPAIGN)

    assert (identity.unit_code, identity.findings) == ("STC", ())


def test_a_workbook_with_the_name_of_another_member_waits_for_a_person() -> None:
    identity = identify(a_returned(MANIFEST, "SỞ NỘI VỤ"), CAMPAIGN)

    assert identity.unit_code == "STC"
    assert codes(identity) == [FindingKind.OTHER_NAME.code]
    assert "phát cho Sở Tài chính (STC)" in identity.findings[0].message
    assert "“SỞ NỘI VỤ”, tức Sở Nội vụ (SNV)" in identity.findings[0].message
    assert not judged(identity).status.may_count


def test_two_files_filled_crosswise_are_both_set_aside() -> None:
    for unit, typed in (("SNV", "Sở Tài chính"), ("STC", "Sở Nội vụ")):
        swapped = identify(a_returned(replace(MANIFEST, unit=unit), typed), CAMPAIGN)
        assert codes(swapped) == [FindingKind.OTHER_NAME.code]
        assert not judged(swapped).status.may_count


def test_a_workbook_of_another_cluster_or_year_is_told_in_words_that_name_both() -> None:
    old = replace(
        MANIFEST, campaign="cu", period="2024", issued_to="Sở Tài chính", issued_by="Cụm 4"
    )
    found = identify(a_returned(old), CAMPAIGN).findings

    assert [one.code for one in found] == [FindingKind.OTHER_CAMPAIGN.code]
    assert found[0].message == (
        "Tệp này là biểu mẫu của đợt khác: phát cho Sở Tài chính (STC), Cụm 4, năm 2024;"
        " đợt này là Cụm thi đua minh họa, năm 2025."
    )


def test_two_campaigns_of_one_cluster_and_year_are_told_apart_by_their_ids() -> None:
    other = replace(MANIFEST, campaign="cu-2025", issued_by=CAMPAIGN.title)
    (found,) = identify(a_returned(other), CAMPAIGN).findings

    assert "mã đợt cu-2025" in found.message
    assert "mã minh-hoa-2025" in found.message


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2025", "năm 2025"),
        ("2025-6T", "6 tháng đầu năm 2025"),
        ("NH2024-2025", "năm học 2024-2025"),
        ("quý 1", "kỳ quý 1"),
        ("9999", "kỳ 9999"),
    ],
)
def test_a_period_is_told_in_words_when_its_code_is_one_of_ours(code: str, label: str) -> None:
    assert period_label(code) == label


KEY = b"k" * 32


def test_a_workbook_that_we_signed_raises_no_question() -> None:
    assert identify(a_returned(MANIFEST, key=KEY), CAMPAIGN, key=KEY).findings == ()


def test_an_edited_unit_code_is_set_aside_and_says_whose_the_file_claims_to_be() -> None:
    edited = a_returned(replace(MANIFEST, unit="SNV"), signature=sign(MANIFEST, "{}", KEY))
    identity = identify(edited, CAMPAIGN, key=KEY)

    assert codes(identity) == [FindingKind.SIGNATURE_WRONG.code]
    assert "Tệp ghi là của Sở Nội vụ (SNV)" in identity.findings[0].message
    assert not judged(identity).status.may_count


def test_a_removed_seal_is_as_bad_as_a_wrong_one() -> None:
    identity = identify(a_returned(MANIFEST), CAMPAIGN, key=KEY)

    assert codes(identity) == [FindingKind.SIGNATURE_WRONG.code]


def test_a_form_issued_before_there_were_seals_counts_with_a_note() -> None:
    identity = identify(a_returned(MANIFEST, schema="1"), CAMPAIGN, key=KEY)

    assert (identity.unit_code, codes(identity)) == ("STC", [FindingKind.SIGNATURE_UNCHECKED.code])
    assert judged(identity).status.may_count


@pytest.mark.parametrize("key", [None, b"o" * 32], ids=["lost", "made again"])
def test_without_its_key_a_workbook_is_known_by_its_code_with_a_note(key: bytes | None) -> None:
    identity = identify(a_returned(MANIFEST, key=KEY), CAMPAIGN, key=key)

    assert (identity.unit_code, codes(identity)) == ("STC", [FindingKind.SIGNATURE_UNCHECKED.code])
    assert "campaign.key" in identity.findings[0].message


def test_a_layout_that_is_no_longer_as_issued_is_not_used() -> None:
    right = identify(a_returned(MANIFEST, key=KEY), CAMPAIGN, key=KEY)
    changed = identify(
        a_returned(MANIFEST, signature=sign(MANIFEST, "khác", KEY)), CAMPAIGN, key=KEY
    )

    assert (right.layout_json, changed.layout_json) == ("{}", "")
    assert changed.findings == ()


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


def test_a_hint_beside_an_empty_cell_is_no_name() -> None:
    text = "identity | Nội dung | Trả lời | Gợi ý\nself_name | Tên đơn vị | | Sở Nội vụ"
    identity = identify(RawWorkbook((a_sheet("X", text),)), CAMPAIGN)

    assert (identity.unit_code, identity.proposals) == (None, ())


@pytest.mark.parametrize("page", ["thidua", "thidua | 1\nversion | hai", "khác | 1"])
def test_a_damaged_manifest_is_a_lost_one(page: str) -> None:
    name = a_sheet("Thông tin chung", "self_name | Tên đơn vị | Sở Nội vụ")
    book = RawWorkbook((name, a_sheet(MANIFEST_SHEET, page, hidden=True)))

    assert identify(book, CAMPAIGN).unit_code == "SNV"
