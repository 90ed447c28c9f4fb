"""Recognise a returned workbook: whose it is, which form, and as it was issued when.

Without a manifest page the form is the one of which most blocks are there. A workbook with
neither is no form of ours and is refused; one with blocks but without an owner waits for a
person, and is told at once what else it lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.domain.campaign import Campaign
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import FormSpec
from pipeline.domain.workbook import RawWorkbook
from pipeline.steps.place import place
from pipeline.steps.reading.anchor import anchor
from pipeline.steps.reading.identify import Identity, identify
from pipeline.steps.reading.issued_form import IssuedForm, issued_form
from pipeline.steps.reading.missing import missing_parts

SETTINGS_FORM: Final = "campaign"
"""``FormSpec.id`` of ``campaign.xlsx``, which someone may drop into the inbox."""

_NOTHING: Final = "không có trang nhận dạng và không có bảng nào của biểu mẫu"
_SETTINGS: Final = "đây là tệp thiết lập campaign.xlsx của một đợt báo cáo"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a workbook is.

    Attributes:
        form: The form to read it by; ``None`` when it is none of ours.
        issued: The form it was issued with, where that is not today's.
        lacking: What else is to be said while nobody knows whose it is, and it is not read.
    """

    identity: Identity
    form: FormSpec | None
    issued: IssuedForm | None = None
    lacking: tuple[Finding, ...] = ()


def recognise(
    book: RawWorkbook,
    campaign: Campaign,
    forms: Sequence[FormSpec],
    *,
    file: str = "",
    key: bytes | None = None,
) -> Recognised:
    """Tell what a workbook is; its identity's findings say what speaks against it.

    Args:
        forms: The forms the campaign issues.
        file: Name of the returned file, for the findings.
        key: What the campaign signs its workbooks with; ``None`` when it is lost.
    """
    versions = {form.id: form.version for form in forms}
    identity = identify(book, campaign, file=file, versions=versions, key=key)
    manifest = identity.manifest
    if manifest is None:
        return _by_blocks(book, forms, identity, file)
    form = next((form for form in forms if form.id == manifest.form), None)
    if form is None:
        reason = _SETTINGS if manifest.form == SETTINGS_FORM else f"mã biểu “{manifest.form}” lạ"
        return Recognised(_refused(identity, reason, file), None)
    return Recognised(identity, form, issued_form(form, identity.layout_json, manifest.version))


def _by_blocks(
    book: RawWorkbook, forms: Sequence[FormSpec], identity: Identity, file: str
) -> Recognised:
    found = [anchor(book, form, place(form)) for form in forms]
    likeliest = max(range(len(forms)), key=lambda at: len(found[at]))
    if not found[likeliest]:
        return Recognised(_refused(identity, _NOTHING, file), None)
    form = forms[likeliest]
    places = {name: one.place for name, one in found[likeliest].items()}
    parts = "; ".join(missing_parts(form, places))
    lacking = (finding(FindingKind.PARTS_MISSING, file=file, parts=parts),) if parts else ()
    return Recognised(identity, form, lacking=lacking)


def _refused(identity: Identity, reason: str, file: str) -> Identity:
    """That it is no form says all there is to say."""
    findings: tuple[Finding, ...] = (finding(FindingKind.NOT_A_FORM, file=file, reason=reason),)
    return replace(identity, unit_code=None, findings=findings)
