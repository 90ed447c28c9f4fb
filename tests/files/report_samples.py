"""A made-up report with every kind of part, and readers of the Word file written from it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from pipeline.domain.document import (
    Appendix,
    Document,
    Fill,
    Look,
    Paragraph,
    Part,
    Printed,
    RowKind,
    Section,
    Table,
    TableColumn,
    TableRow,
    Text,
)
from pipeline.domain.figures import Figure, Measure
from pipeline.domain.outline import Outline
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.outline import load_outline

FIELDS: dict[str, str | tuple[str, ...]] = {
    "hoi_dong": "Hội đồng Thi đua - Khen thưởng tỉnh Lạng Sơn",
    "cum": "Cụm thi đua số 3 các sở, ngành",
    "nhom": "cụm",
    "ky": "năm 2025",
    "ky_sau": "năm 2026",
    "tong_ket": "Tổng kết",
    "tinh": "tỉnh Lạng Sơn",
    "ten_tinh": "Lạng Sơn",
    "tinh_uy": "Tỉnh ủy",
    "ubnd": "UBND tỉnh",
    "giai_doan_nguoi_ngheo": "2021 – 2025",
    "giai_doan_doanh_nghiep": "2021 – 2025",
    "so": "…",
    "ky_hieu": "BC-CTĐ",
    "dia_danh": "Lạng Sơn",
    "ngay_thang": "ngày … tháng … năm 2025",
    "nguoi_ky": "Nguyễn Văn Minh Họa",
    "noi_nhan": ("HĐ TĐKT tỉnh", "Sở Nội vụ (Ban TĐKT)", "Các đơn vị trong cụm", "Lưu: VT"),
}
MATRIX = "table.awards_matrix"


def reports_folder() -> Path:
    """Where outlines and templates lie."""
    return templates_folder() / "reports"


def the_outline(name: str = "mau-so-1") -> Outline:
    """One of the two official outlines."""
    return load_outline(reports_folder() / f"{name}.toml")


def the_template(name: str = "mau-so-1") -> Path:
    """The template that comes with an outline."""
    return reports_folder() / f"{name}.docx"


def a_figure(value: int | Decimal | None, measure: Measure = Measure.COUNT) -> Figure:
    """A figure of which only the value matters."""
    return Figure("sample", "Số mẫu", value, measure)


def a_document(
    outline: Outline, *parts: Part, at: str = "", appendices: tuple[Appendix, ...] = ()
) -> Document:
    """A report with one plain paragraph a section, and ``parts`` in the section ``at``."""
    sections = tuple(
        Section(s.id, s.heading, parts if s.id == at else (_plain(s.id, s.heading),))
        for s in outline.filled
    )
    completeness = (a_paragraph("12/15 đơn vị đã nộp.", id="completeness.coverage"),)
    return Document(outline.id, FIELDS, sections, appendices, completeness)


def a_paragraph(text: str, look: Look = Look.BODY, *, id: str = "p") -> Paragraph:  # noqa: A002
    """A paragraph of one run."""
    return Paragraph(id, (Text(text),), look)


def _plain(clause: str, heading: str) -> Paragraph:
    words = "Nội dung của mục này do cụm và các đơn vị thành viên báo cáo, gồm kết quả, số liệu. "
    return a_paragraph(words * 3, id=f"narrative.{clause}")


def a_matrix(units: int = 30, awards: int = 25, **changes: Any) -> Table:
    """Units × awards in two groups, with a heading row, a subtotal and a total."""
    columns = (
        TableColumn("stt", "STT", Fill.COUNT, width=0.4),
        TableColumn("unit", "Đơn vị", width=2.2),
        *(
            TableColumn(
                f"a{i}",
                f"Bằng khen loại {i}",
                Fill.COUNT,
                "Tập thể" if i <= awards // 2 else "Cá nhân",
                0.6,
            )
            for i in range(1, awards + 1)
        ),
    )
    table = Table(MATRIX, "Khen thưởng theo đơn vị", columns, tuple(_matrix_rows(units, awards)))
    return replace(table, **changes)


def _matrix_rows(units: int, awards: int) -> list[TableRow]:
    def row(kind: RowKind, name: str, number: int | None, factor: int) -> TableRow:
        cells = {f"a{i}": a_figure((i * factor) % 1900) for i in range(1, awards + 1)}
        stt = {} if number is None else {"stt": number}
        return TableRow(kind, {**stt, "unit": name, **cells})

    rows = [row(RowKind.DATA, f"Sở, ngành thứ {n} & các phòng", n, n) for n in range(1, units + 1)]
    heading = TableRow(RowKind.HEADING, {"unit": "Khối các sở"})
    half = units // 2
    return [
        heading,
        *rows[:half],
        row(RowKind.SUBTOTAL, "Cộng khối các sở", None, 40),
        *rows[half:],
        row(RowKind.TOTAL, "Tổng cộng", None, 77),
    ]


def a_document_list(rows: int) -> Table:
    """A list like that of Phụ lục I."""
    columns = (
        TableColumn("stt", "STT", Fill.COUNT, width=0.4),
        TableColumn("number", "Số, ký hiệu", width=1.4),
        TableColumn("date", "Ngày ban hành", Fill.DATE, width=1.0),
        TableColumn("type", "Loại văn bản", width=1.1),
        TableColumn("issuer", "Cơ quan, đơn vị ban hành", width=1.8),
        TableColumn("subject", "Trích yếu nội dung", width=3.6),
    )
    subject = "Kế hoạch tổ chức phong trào thi đua yêu nước năm 2025"
    made = tuple(
        TableRow(
            RowKind.DATA,
            {
                "stt": n,
                "number": f"{n}/KH-SNV",
                "date": "05/01/2025",
                "type": "Kế hoạch",
                "issuer": "Sở Nội vụ",
                "subject": f"{subject} ({n})",
            },
        )
        for n in range(1, rows + 1)
    )
    return Table("table.documents", "", columns, made, notes=("Nguồn: bài nộp của các đơn vị.",))


def a_sentence() -> Paragraph:
    """A sentence with figures printed in it."""
    return Paragraph(
        "sentence.awards",
        (
            Text("Toàn cụm có "),
            Printed(a_figure(1234), "1.234"),
            Text(" lượt khen, ", italic=True),
            Text("tăng 12,5%", bold=True),
            Text(" so với năm trước."),
        ),
    )


def everything(outline: Outline, at: str) -> Document:
    """Every kind of part in one section, two appendices, a completeness page."""
    long_answer = "Đơn vị đã triển khai đồng bộ các phong trào thi đua. " * 8
    looks = (
        a_sentence(),
        a_paragraph("Sở Nội vụ", Look.SUBHEADING, id="narrative.sub"),
        a_paragraph(f"{long_answer}\n{long_answer}", id="narrative.long"),
        *(
            a_paragraph(f"Điển hình thứ {n}: {long_answer[:120]}", Look.ITEM, id=f"list.{n}")
            for n in (1, 2, 3)
        ),
        a_paragraph("Tính theo lượt khen.", Look.NOTE, id="note.1"),
        a_paragraph("[Cần viết: đánh giá của cụm.]", Look.PLACEHOLDER, id="placeholder.1"),
    )
    small = a_matrix(6, 4, id="table.small", notes=("Tính theo lượt khen.",))
    tables = (a_matrix(30, 25),)
    appendices = (
        Appendix("appendix.1", 1, "Tổng hợp văn bản năm 2025", (a_document_list(60),)),
        Appendix("appendix.2", 2, "Danh hiệu thi đua của tập thể năm 2025", tables),
        Appendix("appendix.3", 3, "Danh hiệu thi đua của cá nhân", (), landscape=False),
    )
    return a_document(outline, *looks, small, at=at, appendices=appendices)


def body_of(path: Path) -> Any:
    """The ``w:body`` of a written file."""
    return docx.Document(str(path)).element.body


def texts(element: Any) -> list[str]:
    """The words of every paragraph below an element, in order; blanks are plain ones."""
    words = ("".join(p.itertext(qn("w:t"))) for p in element.iter(qn("w:p")))
    return [text.replace("\u00a0", " ") for text in words]


def control(path: Path, tag: str) -> Any:
    """The content of the only content control with this tag."""
    found = [
        sdt.find(qn("w:sdtContent"))
        for sdt in body_of(path).iter(qn("w:sdt"))
        if sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag
    ]
    assert len(found) == 1, f"{tag}: {len(found)}"
    return found[0]
