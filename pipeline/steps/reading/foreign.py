"""Tell a workbook that was issued for something else: another cluster, another year; or altered.

The words name both: what the workbook is, and what this campaign is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.domain.campaign import Campaign, Period, PeriodKind
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import SIGNED_SINCE, Page
from pipeline.domain.signature import Seal, examine

FIRST_YEAR, LAST_YEAR = 2000, 2100

_UNCHECKED: Final = {
    Seal.UNSIGNED: "tệp phát hành từ trước khi có chữ ký",
    Seal.OTHER_KEY: "khóa của đợt, tệp campaign.key, bị mất hoặc đã được tạo lại",
}


def foreign_findings(
    page: Page, campaign: Campaign, key: bytes | None, file: str
) -> Iterator[Finding]:
    """What speaks against a manifest; another campaign's is signed with a key we do not have."""
    if _is_of(page.manifest, campaign):
        yield from _seal_findings(page, campaign, key, file)
        return
    found, expected = _described(page.manifest, campaign)
    yield finding(
        FindingKind.OTHER_CAMPAIGN,
        unit=page.manifest.unit,
        file=file,
        found=found,
        expected=expected,
    )


def _is_of(manifest: Manifest, campaign: Campaign) -> bool:
    return (manifest.campaign, manifest.period) == (campaign.id, campaign.period.code)


def _seal_findings(
    page: Page, campaign: Campaign, key: bytes | None, file: str
) -> Iterator[Finding]:
    manifest, seal = page.manifest, examine(page.manifest, page.signature, key)
    if seal is Seal.UNSIGNED and key is None:
        return
    if seal is Seal.UNSIGNED and page.schema >= SIGNED_SINCE:
        seal = Seal.WRONG
    if seal is Seal.WRONG:
        found = _claimed(manifest, campaign)
        yield finding(FindingKind.SIGNATURE_WRONG, unit=manifest.unit, file=file, found=found)
    elif seal in _UNCHECKED:
        kind, reason = FindingKind.SIGNATURE_UNCHECKED, _UNCHECKED[seal]
        yield finding(kind, unit=manifest.unit, file=file, reason=reason, found=manifest.unit)


def _described(manifest: Manifest, campaign: Campaign) -> tuple[str, str]:
    """The workbook's campaign and this one; their ids only where nothing else differs."""
    cluster = manifest.issued_by or f"đợt {manifest.campaign}"
    found = f"{cluster}, {period_label(manifest.period)}"
    expected = f"{campaign.title}, {campaign.period.label}"
    if found == expected:
        found, expected = f"{found}, mã đợt {manifest.campaign}", f"{expected}, mã {campaign.id}"
    return f"phát cho {_owner(manifest, campaign)}, {found}", expected


def _claimed(manifest: Manifest, campaign: Campaign) -> str:
    """The unit an altered page names by its code, and by its name where that is another."""
    names = {unit.code: unit.name for unit in campaign.units}
    name, then = names.get(manifest.unit, ""), manifest.issued_to
    owner = f"{name} ({manifest.unit})" if name else f"đơn vị mã “{manifest.unit}”"
    return f"{owner}, lúc phát ghi là “{then}”," if then not in ("", name) else owner


def _owner(manifest: Manifest, campaign: Campaign) -> str:
    """The unit a workbook was issued to: by the name it had then, else by today's."""
    names = {unit.code: unit.name for unit in campaign.units}
    name = manifest.issued_to or names.get(manifest.unit, "")
    return f"{name} ({manifest.unit})" if name else f"đơn vị mã “{manifest.unit}”"


def period_label(code: str) -> str:
    """A period in words by its code.

    >>> period_label("NH2024-2025")
    'năm học 2024-2025'
    """
    digits = re.search(r"\d{4}", code)
    year = int(digits.group()) if digits else 0
    if FIRST_YEAR <= year <= LAST_YEAR:
        for kind in PeriodKind:
            period = Period.of(kind, year)
            if period.code == code:
                return period.label
    return f"kỳ {code}"
