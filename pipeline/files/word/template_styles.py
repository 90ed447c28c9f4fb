"""The Word styles of the report templates, by Nghị định 30/2020/NĐ-CP, Phụ lục I.

Names are what an officer sees in Word's style list; ids are what the writer asks for. To change
the look of a report, change the style in the template, or here and build the templates anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from pipeline.domain.outline import OutlineLevel

FONT = "Times New Roman"
INDENT = 720
"""First-line indent of 1.27 cm, in twips."""

LIST_NUMBER = 1
"""The numbering instance of the dash list."""


@dataclass(frozen=True, slots=True)
class StyleSpec:
    """One paragraph style.

    Attributes:
        size: In points; 0 as in the style it is based on.
        before: Space above in points; after: below.
        align: ``both`` is justified.
        indent: Of the first line, in twips.
        outline: Place in the navigation pane, 1 highest; 0 for none.
        keep: Stay with the next paragraph.
        extra: Further elements of ``w:pPr``, in the schema's order before ``w:spacing``.
    """

    id: str
    name: str
    size: int = 0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = ""
    before: float = 0
    after: float = 0
    indent: int = 0
    outline: int = 0
    keep: bool = False
    extra: str = ""


_DASH_LIST = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{LIST_NUMBER}"/></w:numPr>'

FIXED_STYLES = (
    StyleSpec("BodyText", "Body Text", align="both", before=6, indent=INDENT),
    StyleSpec("DashItem", "Gạch đầu dòng", align="both", before=6, extra=_DASH_LIST),
    StyleSpec("Subheading", "Tiểu mục", bold=True, italic=True, before=6, indent=INDENT, keep=True),
    StyleSpec("Placeholder", "Cần bổ sung", italic=True, align="both", before=6, indent=INDENT),
    StyleSpec("ReportNote", "Ghi chú", 12, italic=True, align="both", before=6),
    StyleSpec("header", "header", align="center"),
    StyleSpec("ParentIssuer", "Cơ quan chủ quản", 12, caps=True, align="center"),
    StyleSpec("Issuer", "Cơ quan ban hành", 12, bold=True, caps=True, align="center"),
    StyleSpec("Nation", "Quốc hiệu", 12, bold=True, align="center"),
    StyleSpec("Motto", "Tiêu ngữ", 13, bold=True, align="center"),
    StyleSpec("DocumentNumber", "Số, ký hiệu", 13, align="center", before=6),
    StyleSpec("PlaceAndDate", "Địa danh, ngày tháng", 13, italic=True, align="center", before=6),
    StyleSpec("Rule", "Đường kẻ", 2, align="center", keep=True),
    StyleSpec("Title", "Title", 14, bold=True, align="center", before=18, keep=True),
    StyleSpec("Subtitle", "Subtitle", 14, bold=True, align="center", keep=True),
    StyleSpec("RecipientsLabel", "Nơi nhận", 12, bold=True, italic=True),
    StyleSpec("Recipient", "Danh sách nơi nhận", 11),
    StyleSpec("Signer", "Chức vụ người ký", 14, bold=True, caps=True, align="center", keep=True),
    StyleSpec("SignerName", "Họ tên người ký", 14, bold=True, align="center", before=72),
    StyleSpec("AppendixNumber", "Phụ lục", 14, bold=True, align="center", outline=1, keep=True),
    StyleSpec("AppendixTitle", "Tên phụ lục", 14, bold=True, caps=True, align="center", keep=True),
    StyleSpec("AppendixReference", "Kèm theo", 14, italic=True, align="center", after=6, keep=True),
    StyleSpec(
        "TableTitle", "Tên bảng", 13, bold=True, align="center", before=12, after=4, keep=True
    ),
    StyleSpec(
        "TableHeader", "Tiêu đề cột", 11, bold=True, align="center", before=1, after=1, keep=True
    ),
    StyleSpec("TableText", "Nội dung bảng", 11, before=1, after=1),
    StyleSpec("TableNote", "Ghi chú bảng", 11, italic=True, align="both", before=3),
    StyleSpec("SectionBreak", "Ngắt phần", 1),
)


def heading_styles(levels: Sequence[OutlineLevel]) -> tuple[StyleSpec, ...]:
    """Heading 1, 2 … for the levels an outline uses, highest first."""
    return tuple(_heading(rank, level) for rank, level in enumerate(levels, 1))


def _heading(rank: int, level: OutlineLevel) -> StyleSpec:
    style_id, name = f"Heading{rank}", f"heading {rank}"
    match level:
        case OutlineLevel.PART:
            return StyleSpec(
                style_id, name, 14, bold=True, align="center", before=18, outline=rank, keep=True
            )
        case OutlineLevel.ROMAN:
            return StyleSpec(
                style_id, name, 14, bold=True, caps=True, align="both", before=12,
                indent=INDENT, outline=rank, keep=True,
            )  # fmt: skip
        case OutlineLevel.ARABIC | OutlineLevel.DECIMAL:
            bold = True
        case OutlineLevel.LETTER | OutlineLevel.ITEM:
            bold = False
    return StyleSpec(
        style_id,
        name,
        14,
        bold=bold,
        align="both",
        before=6,
        indent=INDENT,
        outline=rank,
        keep=True,
    )


def styles_xml(levels: Sequence[OutlineLevel]) -> str:
    """Everything inside ``w:styles``."""
    styles = (*heading_styles(levels), *FIXED_STYLES)
    return _DEFAULTS + _NORMAL + "".join(map(_style_xml, styles)) + _TABLES


NUMBERING_XML = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/>'
    '<w:lvlText w:val="-"/><w:lvlJc w:val="left"/>'
    f'<w:pPr><w:ind w:left="0" w:firstLine="{INDENT}"/></w:pPr>'
    f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl>'
    f'</w:abstractNum><w:num w:numId="{LIST_NUMBER}"><w:abstractNumId w:val="0"/></w:num>'
)
"""Everything inside ``w:numbering``: the list that begins its lines with a dash."""

_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" '
    'w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_MARGINS = (
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="{0}" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/></w:tblCellMar>'
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f'<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_CELL_MARGINS.format(0)}'
    "</w:tblPr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
    '<w:name w:val="Bảng báo cáo"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>{_CELL_MARGINS.format(60)}</w:tblPr>"
    '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
)
_BUILT_IN = ("heading ", "Body Text", "Title", "Subtitle", "header")


def _style_xml(style: StyleSpec) -> str:
    custom = "" if style.name.startswith(_BUILT_IN) else ' w:customStyle="1"'
    following = '<w:next w:val="BodyText"/>' if style.outline else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}">'
        f'<w:name w:val={quoteattr(style.name)}/><w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"<w:pPr>{_paragraph_xml(style)}</w:pPr><w:rPr>{_run_xml(style)}</w:rPr></w:style>"
    )


def _paragraph_xml(style: StyleSpec) -> str:
    parts = (
        "<w:keepNext/>" * style.keep,
        style.extra,
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"/>',
        f'<w:ind w:firstLine="{style.indent}"/>' if style.indent else "",
        f'<w:jc w:val="{style.align}"/>' if style.align else "",
        f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "",
    )
    return "".join(parts)


def _run_xml(style: StyleSpec) -> str:
    size = f'<w:sz w:val="{style.size * 2}"/><w:szCs w:val="{style.size * 2}"/>'
    parts = (
        "<w:b/><w:bCs/>" * style.bold,
        "<w:i/><w:iCs/>" * style.italic,
        "<w:caps/>" * style.caps,
        size if style.size else "",
    )
    return "".join(parts)
