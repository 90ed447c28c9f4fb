"""Charts in a report: a picture with its words for who cannot see it, the caption, the notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import quoteattr

from docx.parts.document import DocumentPart

from pipeline.domain.chart import Chart
from pipeline.domain.document import Part
from pipeline.domain.printing import print_chart
from pipeline.files.word.docx_parts import clean_words, control_xml, paragraph_xml, run_xml

PICTURE_STYLE = "TableText"
CAPTION_STYLE = "TableTitle"
NOTE_STYLE = "TableNote"

_EMU = 914_400
"""Units of a drawing in an inch; ``_TWIPS`` those of a page."""

_TWIPS = 1440
_FIRST_ID = 10_000
"""Numbers of the pictures, beyond those of anything drawn in a template."""

_KEPT = "<w:keepNext/>"
_NOT_KEPT = '<w:keepNext w:val="0"/>'
_CAPTION_SPACE = '<w:spacing w:before="60" w:after="60"/>'
_CENTRED = '<w:spacing w:before="160" w:after="0"/><w:jc w:val="center"/>'
_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/drawingml/2006/main"
_PICTURE = f"{_OFFICE}/drawingml/2006/picture"
_NAMES = (
    f'xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_MAIN}"'
    f' xmlns:pic="{_PICTURE}" xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture in the Word file: the relationship that names it, its measures in inches."""

    relationship: str
    width: float
    height: float


def place_pictures(document: DocumentPart, parts: Iterable[Part]) -> dict[str, PlacedPicture]:
    """Draw the charts among ``parts`` and put the pictures into the file; by chart id."""
    charts = [part for part in parts if isinstance(part, Chart)]
    if not charts:
        return {}
    # A report without charts is written without the second that matplotlib takes to come in.
    from pipeline.files.word.chart_pictures import draw_chart

    placed: dict[str, PlacedPicture] = {}
    for chart in charts:
        picture = draw_chart(chart)
        relationship, _ = document.get_or_add_image(BytesIO(picture.png))
        placed[chart.id] = PlacedPicture(relationship, picture.width, picture.height)
    return placed


def chart_block(chart: Chart, pictures: Mapping[str, PlacedPicture], available: int) -> str:
    """A chart in its content control, at most ``available`` twips wide."""
    drawing = _drawing_xml(chart, pictures[chart.id], available / _TWIPS)
    kept = _KEPT if chart.notes else _NOT_KEPT
    last = len(chart.notes) - 1
    content = (
        paragraph_xml(PICTURE_STYLE, f"<w:r>{drawing}</w:r>", _KEPT + _CENTRED)
        + paragraph_xml(CAPTION_STYLE, run_xml(chart.caption), kept + _CAPTION_SPACE)
        + "".join(
            paragraph_xml(NOTE_STYLE, run_xml(note), _KEPT if number < last else "")
            for number, note in enumerate(chart.notes)
        )
    )
    return control_xml(chart.id, content)


def _drawing_xml(chart: Chart, picture: PlacedPicture, room: float) -> str:
    scale = min(1.0, room / picture.width)
    size = f'cx="{_emu(picture.width * scale)}" cy="{_emu(picture.height * scale)}"'
    named = (
        f'id="{_FIRST_ID + chart.number}" name="Biểu đồ {chart.number}"'
        f" descr={quoteattr(clean_words(print_chart(chart)))}"
    )
    return (
        f'<w:drawing><wp:inline {_NAMES} distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {named}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{picture.relationship}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _emu(inches: float) -> int:
    return round(inches * _EMU)
