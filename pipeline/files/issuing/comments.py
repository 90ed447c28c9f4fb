"""The comments of a sheet: their texts, and the drawing of their boxes that Excel wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

from pipeline.domain.findings import Finding
from pipeline.files.issuing.raw_zip import Packed, pack
from pipeline.files.issuing.sheet_template import text_xml

AUTHOR: Final = "thidua"
COMMENT_WIDTH: Final = 330
"""Pixels; about ``COMMENT_LINE`` characters."""

COMMENT_LINE, LINE_PIXELS, COMMENT_MARGIN = 46, 17, 14
DRAWING_ID: Final = "anysvml"
"""By what a sheet knows the drawing of its comments."""

DRAWINGS: Final = (
    '<Default Extension="vml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEETS: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_SHAPE: Final = 1026
_VML: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape type="#_x0000_t202" style="position:absolute; margin-left:59.25pt;'
    'margin-top:1.5pt;width:{width}px;height:{height}px;z-index:1;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto" id="_x0000_s{number}"><v:fill color2="#ffffe1"/>'
    '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)


@dataclass(frozen=True, slots=True, order=True)
class Comment:
    """What is said about one cell."""

    row: int
    column: int
    address: str
    text: str

    @property
    def height(self) -> int:
        """Pixels of a box in which the text has room."""
        parts = self.text.split("\n")
        count = sum(max(1, ceil(len(part) / COMMENT_LINE)) for part in parts)
        return count * LINE_PIXELS + COMMENT_MARGIN


def comment_text(found: Iterable[Finding]) -> str:
    """What is wrong with a cell, and what to do."""
    return "\n".join(
        f"{one.severity.label} {one.code}: {one.message}\n→ {one.advice}" for one in found
    )


def comment_parts(
    sheet_name: str, number: int, comments: Iterable[Comment]
) -> tuple[dict[str, Packed], str]:
    """The members that carry the comments of a sheet, and the line that declares their type.

    Args:
        sheet_name: The member that holds the sheet.
        number: Of the sheet's comments among all in the workbook.
    """
    texts, drawing = (
        f"/xl/comments/comment{number}.xml",
        f"/xl/drawings/commentsDrawing{number}.vml",
    )
    folder, _, name = sheet_name.rpartition("/")
    ordered = sorted(comments)
    parts = {
        f"{folder}/_rels/{name}.rels": _relations(texts, drawing),
        texts.removeprefix("/"): _texts(ordered),
        drawing.removeprefix("/"): _drawing(ordered),
    }
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    declared = f'<Override PartName="{texts}" ContentType="{kind}"/>'
    return {member: pack(text.encode()) for member, text in parts.items()}, declared


def _relations(texts: str, drawing: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Type="{_OFFICE}/comments" Target="{texts}" Id="comments"/>'
        f'<Relationship Type="{_OFFICE}/vmlDrawing" Target="{drawing}" Id="{DRAWING_ID}"/>'
        "</Relationships>"
    )


def legacy_drawing() -> str:
    """The element by which a sheet refers to the drawing of its comments."""
    return f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="{DRAWING_ID}"/>'


def _texts(comments: Iterable[Comment]) -> str:
    told = "".join(
        f'<comment ref="{one.address}" authorId="0" shapeId="0">'
        f"<text>{text_xml(one.text)}</text></comment>"
        for one in comments
    )
    authors = f"<authors><author>{AUTHOR}</author></authors>"
    return f'<comments xmlns="{_SHEETS}">{authors}<commentList>{told}</commentList></comments>'


def _drawing(comments: Iterable[Comment]) -> str:
    shapes = (
        _SHAPE.format(
            width=COMMENT_WIDTH,
            height=one.height,
            number=number,
            row=one.row - 1,
            column=one.column - 1,
        )
        for number, one in enumerate(comments, _FIRST_SHAPE)
    )
    return f"{_VML}{''.join(shapes)}</xml>"
