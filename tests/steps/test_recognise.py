from __future__ import annotations

from dataclasses import replace

from pipeline.domain.findings import FindingKind
from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import MANIFEST_SHEET, manifest_rows
from pipeline.domain.workbook import RawSheet, RawWorkbook
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish_json
from pipeline.steps.reading.recognise import Recognised, recognise
from tests.builders import a_campaign
from tests.steps.text_sheets import DOCUMENTS, a_book, a_sheet, a_small_form

CAMPAIGN = a_campaign()
FORM = replace(a_small_form(), id="unit")
HEAD = replace(FORM, id="head", sheets=FORM.sheets[2:])
MANIFEST = Manifest("unit", 1, CAMPAIGN.id, "SNV", "2025")
NAME = a_sheet("Tên", "self_name | Tên đơn vị | Sở Nội vụ")
OWN = a_sheet("Chấm công", "| STT | Họ và tên | Số công\n| 1 | Nguyễn Văn An | 22")


def known(*sheets: RawSheet) -> Recognised:
    return recognise(RawWorkbook(sheets), CAMPAIGN, (FORM, HEAD), file="a.xlsx")


def a_page(manifest: Manifest, layout_json: str = "{}") -> RawSheet:
    rows = tuple(map(tuple, manifest_rows(manifest, layout_json)))
    return RawSheet(MANIFEST_SHEET, rows, hidden=True)


def codes(recognised: Recognised) -> list[str]:
    return [found.code for found in recognised.identity.findings]


def test_the_manifest_says_which_form_it_is() -> None:
    for form in (FORM, HEAD):
        recognised = known(*a_book().sheets, a_page(replace(MANIFEST, form=form.id)))
        assert (recognised.form, recognised.issued) == (form, None)


def test_without_it_the_form_is_the_one_of_which_most_is_there() -> None:
    whole, part = known(NAME, *a_book().sheets), known(NAME, a_sheet("Văn bản", DOCUMENTS))

    assert (whole.form, whole.identity.unit_code) == (FORM, "SNV")
    assert codes(whole) == codes(part) == [FindingKind.MANIFEST_LOST.code]


def test_what_has_neither_page_nor_table_is_no_form_and_says_only_that() -> None:
    recognised = known(OWN)

    assert (recognised.form, recognised.identity.unit_code) == (None, None)
    (found,) = recognised.identity.findings
    assert (found.code, found.file) == (FindingKind.NOT_A_FORM.code, "a.xlsx")
    assert found.message == (
        "Tệp không phải biểu mẫu của đợt này:"
        " không có trang nhận dạng và không có bảng nào của biểu mẫu."
    )


def test_a_table_of_ones_own_with_the_name_of_a_member_is_still_no_form() -> None:
    assert codes(known(NAME, OWN)) == [FindingKind.NOT_A_FORM.code]


def test_a_form_that_we_do_not_issue_is_no_form_of_ours() -> None:
    settings = known(a_page(replace(MANIFEST, form="campaign", unit="")))
    other = known(a_page(replace(MANIFEST, form="khác")))

    assert codes(settings) == codes(other) == [FindingKind.NOT_A_FORM.code]
    assert "campaign.xlsx" in settings.identity.findings[0].message
    assert "“khác”" in other.identity.findings[0].message


def test_tables_without_an_owner_are_told_at_once_what_they_lack() -> None:
    recognised = known(*a_book(people="Trống").sheets)

    assert recognised.form is not None
    assert codes(recognised) == [FindingKind.UNIT_UNKNOWN.code]
    (lacking,) = recognised.lacking
    assert lacking.message == "Không tìm thấy trong tệp: sheet “Lao động”."


def test_a_form_issued_otherwise_is_read_as_it_was_issued() -> None:
    old = replace(FORM, version=0, sheets=FORM.sheets[1:])
    manifest = replace(MANIFEST, version=0)
    page = a_page(manifest, publish_json(old, place(old), manifest))
    recognised = known(*a_book().sheets, page)

    assert recognised.issued is not None
    assert recognised.issued.unasked == ("sheet “Lao động”",)
    assert codes(recognised) == [FindingKind.OTHER_VERSION.code]
