"""Identify a returned workbook (nhận diện tệp nộp): whose it is and what it was issued for.

The unit code of the hidden manifest page is the identity. Without that page a typed name decides
only when it is exactly one member's name, short name, alias or code; otherwise similar names are
proposed and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import MANIFEST_SHEET, Page, parse_manifest
from pipeline.domain.once import once
from pipeline.domain.signature import vouches_for
from pipeline.domain.vietnamese.text import fold
from pipeline.domain.workbook import RawSheet, RawWorkbook
from pipeline.steps.reading.coerce import is_blank, shown
from pipeline.steps.reading.foreign import foreign_findings
from pipeline.steps.reading.matching import folded, key_text

SELF_NAME_KEY: Final = "self_name"
SELF_NAME_LABEL: Final = "tên đơn vị"
"""How the label of the cell with the unit's own name begins, should the hidden key be lost."""

HINTS_HEADER: Final = "gợi ý"
"""The header of the column of hints beside the cells to fill, folded."""

SEARCHED_ROWS: Final = 60
SEARCHED_ABOVE: Final = 10
PROPOSALS: Final = 3
LEAST_LIKENESS: Final = 60
"""RapidFuzz scores below this propose nothing."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says it is.

    Attributes:
        manifest: ``None`` when the manifest page is lost.
        unit_code: The member it is from; ``None`` when a person has to decide.
        proposals: Codes of the members a typed name resembles, best first.
        layout_json: The layout it was issued with; "" when lost or no longer as issued.
    """

    manifest: Manifest | None
    unit_code: str | None
    proposals: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    layout_json: str = field(default="", repr=False, compare=False)


def identify(
    book: RawWorkbook,
    campaign: Campaign,
    *,
    file: str = "",
    versions: Mapping[str, int] | None = None,
    key: bytes | None = None,
) -> Identity:
    """Tell whose workbook this is, and whether it belongs to this campaign.

    Args:
        book: The workbook as read.
        campaign: The campaign it should belong to.
        file: Name of the returned file, for the findings.
        versions: Version in use of each form, by form id; others are not compared.
        key: What the campaign signs its workbooks with; ``None`` when it is lost.
    """
    page = _page(book)
    typed = _typed_name(book)
    if page is None:
        return _by_name(typed, campaign, file)
    manifest = page.manifest
    unit = manifest.unit if manifest.unit in _members(campaign).codes else None
    proposals = () if unit else _proposals(typed, campaign)
    foreign = tuple(foreign_findings(page, campaign, key, file))
    findings = (
        *foreign,
        *_other_version(manifest, versions or {}, file),
        *(() if unit else _unknown(f"mã “{manifest.unit}”", proposals, campaign, file)),
        *(_other_name(unit, typed, campaign, file) if unit else ()),
    )
    layout_json = page.layout_json if vouches_for(page.signature, page.layout_json, key) else ""
    return Identity(manifest, unit, proposals, findings, layout_json)


def _page(book: RawWorkbook) -> Page | None:
    sheet = book.sheet(MANIFEST_SHEET)
    if sheet is None:
        return None
    try:
        return parse_manifest(sheet.rows)
    except ValueError:
        return None


def _other_version(manifest: Manifest, versions: Mapping[str, int], file: str) -> Iterator[Finding]:
    in_use = versions.get(manifest.form, manifest.version)
    if manifest.version != in_use:
        kind, unit, found = FindingKind.OTHER_VERSION, manifest.unit, f"{manifest.version}"
        yield finding(kind, unit=unit, file=file, found=found, expected=in_use)


def _by_name(typed: str, campaign: Campaign, file: str) -> Identity:
    if not typed:
        findings = _unknown("không có trang nhận dạng và không ghi tên đơn vị", (), campaign, file)
        return Identity(None, None, (), findings)
    exact = _exact(typed, campaign)
    if exact:
        note = finding(FindingKind.MANIFEST_LOST, unit=exact.code, file=file, found=typed)
        return Identity(None, exact.code, (), (note,))
    proposals = _proposals(typed, campaign)
    findings = _unknown(f"tên ghi trong tệp: “{typed}”", proposals, campaign, file)
    return Identity(None, None, proposals, findings)


def _other_name(unit: str, typed: str, campaign: Campaign, file: str) -> Iterator[Finding]:
    """A workbook of one member with exactly another member's name: filled by the wrong one."""
    exact = _exact(typed, campaign)
    if exact and exact.code != unit:
        owner = campaign.unit(unit)
        yield finding(
            FindingKind.OTHER_NAME,
            unit=unit,
            file=file,
            found=typed,
            expected=f"{owner.name} ({owner.code})",
            other=f"{exact.name} ({exact.code})",
        )


def _unknown(
    detail: str, proposals: tuple[str, ...], campaign: Campaign, file: str
) -> tuple[Finding, ...]:
    likely = ", ".join(f"{campaign.unit(code).name} ({code})" for code in proposals)
    text = f" ({detail}; gần giống: {likely})" if likely else f" ({detail})"
    return (finding(FindingKind.UNIT_UNKNOWN, file=file, detail=text),)


def _exact(typed: str, campaign: Campaign) -> MemberUnit | None:
    """The only member known by exactly this name; ``None`` for none or for several."""
    matching = _members(campaign).named.get(folded(typed), ()) if typed else ()
    return matching[0] if len(matching) == 1 else None


@dataclass(frozen=True, slots=True)
class _Members:
    """The members of a campaign by their codes, and by every folded name they have."""

    codes: frozenset[str]
    named: Mapping[str, tuple[MemberUnit, ...]]


@once
def _members(campaign: Campaign) -> _Members:
    named: dict[str, tuple[MemberUnit, ...]] = {}
    for unit in campaign.units:
        for name in dict.fromkeys(map(fold, _names(unit))):
            named[name] = (*named.get(name, ()), unit)
    return _Members(frozenset(unit.code for unit in campaign.units), named)


def _proposals(typed: str, campaign: Campaign) -> tuple[str, ...]:
    names = [(unit.code, folded(name)) for unit in campaign.units for name in _names(unit)]
    if not typed or not names:
        return ()
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - few workbooks need it

    ranked = process.extract(
        folded(typed),
        [name for _, name in names],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=LEAST_LIKENESS,
        limit=None,
    )
    codes = dict.fromkeys(names[index][0] for _, _, index in ranked)
    return tuple(codes)[:PROPOSALS]


def _names(unit: MemberUnit) -> tuple[str, ...]:
    return tuple(name for name in (unit.name, unit.short_name, unit.code, *unit.aliases) if name)


def _typed_name(book: RawWorkbook) -> str:
    """What the unit calls itself: beside the hidden key, else beside the label."""
    for sheet in book.sheets:
        for row in range(1, min(len(sheet.rows), SEARCHED_ROWS) + 1):
            if key_text(sheet.at(row, 1)) == SELF_NAME_KEY:
                return _right_of(sheet, row, 2)
    for sheet in book.sheets:
        for row, column in _labels(sheet):
            return _right_of(sheet, row, column)
    return ""


def _labels(sheet: RawSheet) -> Iterator[tuple[int, int]]:
    for row, cells in enumerate(sheet.rows[:SEARCHED_ROWS], start=1):
        for column, value in enumerate(cells[:10], start=1):
            if isinstance(value, str) and folded(value).startswith(SELF_NAME_LABEL):
                yield row, column


def _right_of(sheet: RawSheet, row: int, column: int) -> str:
    near = (at for at in range(column + 1, column + 3) if not _holds_hints(sheet, row, at))
    values = (sheet.at(row, at) for at in near)
    return next((shown(value) for value in values if not is_blank(value)), "")


def _holds_hints(sheet: RawSheet, row: int, column: int) -> bool:
    """Whether our own hints stand in a column: one says what to enter, not what was entered."""
    above = (sheet.at(at, column) for at in range(max(1, row - SEARCHED_ABOVE), row))
    return any(isinstance(text, str) and folded(text) == HINTS_HEADER for text in above)
