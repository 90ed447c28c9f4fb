"""Letterhead, title and signature of a report template (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Two borderless tables of two columns. The short lines under the issuer, the motto and the title
are paragraph borders; the writer gives them the length that goes with the names above them.
"""

from __future__ import annotations

from pipeline.domain.outline import Outline
from pipeline.files.word.docx_parts import paragraph_xml, run_xml
from pipeline.files.word.letter_widths import twips

LEFT, RIGHT = 4004, 5350
"""Column widths in twips: the nation's name must fit on one line, the rest is the issuer's."""

MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_RULE = twips(MOTTO, 13, bold=True)
ISSUER_RULE = 1300
TITLE_RULE = 2000

_GAP = '<w:spacing w:before="360"/>'
"""Between the last line of the report and the signature."""

_RULE_BORDER = (
    '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    '<w:spacing w:before="20" w:line="60" w:lineRule="exact"/><w:ind w:left="{0}" w:right="{0}"/>'
)


def letterhead_xml(outline: Outline) -> str:
    """Issuer and number on the left; nation, motto, place and date on the right."""
    *parents, issuer = outline.issuer
    left = "".join(paragraph_xml("ParentIssuer", run_xml(line)) for line in parents)
    left += paragraph_xml("Issuer", run_xml(issuer)) + _rule(LEFT, ISSUER_RULE)
    if outline.numbered:
        left_end = paragraph_xml("DocumentNumber", run_xml("Số: {{ so }}/{{ ky_hieu }}"))
    else:
        left_end = paragraph_xml("DocumentNumber", "")
    right = (
        paragraph_xml("Nation", run_xml("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        + paragraph_xml("Motto", run_xml(MOTTO))
        + _rule(RIGHT, MOTTO_RULE)
    )
    right_end = paragraph_xml("PlaceAndDate", run_xml("{{ dia_danh }}, {{ ngay_thang }}"))
    return _two_columns((left, right), (left_end, right_end))


def title_xml(outline: Outline) -> str:
    """BÁO CÁO, what it is about, and the line below."""
    lines = "".join(paragraph_xml("Subtitle", run_xml(line)) for line in outline.title)
    return paragraph_xml("Title", run_xml("BÁO CÁO")) + lines + _rule(LEFT + RIGHT, TITLE_RULE)


def signature_xml() -> str:
    """Recipients on the left, the signature on the right, never torn apart by a page end."""
    left = paragraph_xml("RecipientsLabel", run_xml("Nơi nhận:"), _GAP) + paragraph_xml(
        "Recipient", run_xml("{{ noi_nhan }}")
    )
    right = (
        paragraph_xml("Signer", run_xml("TM. {{ nhom }} thi đua"), _GAP)
        + paragraph_xml("Signer", run_xml("Trưởng {{ nhom }}"))
        + paragraph_xml("SignerName", run_xml("{{ nguoi_ky }}"))
    )
    return _two_columns((left, right))


def _rule(room: int, length: int) -> str:
    """A centred line of a given length, in a cell or page ``room`` twips wide."""
    return paragraph_xml("Rule", "", _RULE_BORDER.format((room - length) // 2))


def _two_columns(*rows: tuple[str, str]) -> str:
    cells = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(LEFT, left)}{_cell(RIGHT, right)}</w:tr>"
        for left, right in rows
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/>'
        f'<w:tblW w:w="{LEFT + RIGHT}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{LEFT}"/><w:gridCol w:w="{RIGHT}"/></w:tblGrid>{cells}</w:tbl>'
    )


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
