"""Small reports whose figures change from run to run, and readers of what an update made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from pipeline.domain.document import (
    Appendix,
    Document,
    Paragraph,
    Part,
    Printed,
    Table,
    TableRow,
    Text,
)
from pipeline.domain.figures import Figure, figure_code
from pipeline.domain.living import BlockOutcome, FigureMove, ReportUpdate
from pipeline.files.word.living.update import AUTHOR, update_report
from pipeline.files.word.report_docx import write_report
from tests.files.report_samples import (
    a_document,
    a_document_list,
    a_matrix,
    a_paragraph,
    the_outline,
    the_template,
)

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
CLAUSE = "1.II.1"
OTHER_CLAUSE = "1.II.2.1"
TABLE = "table.small"


def a_sentence(name: str, *values: str) -> Paragraph:
    """A sentence with figures, one a kind of award."""
    inlines: list[Text | Printed] = [Text(f"Trong năm, về {name}, toàn cụm")]
    for number, value in enumerate(values):
        inlines += [
            Text(" có " if number == 0 else ", tiếp theo có "),
            Printed(Figure(f"{name}.{number}", f"Số liệu {number} của {name}", None), value),
            Text(f" lượt khen loại {'ABCDEFGH'[number]}"),
        ]
    return Paragraph(f"sentence.{name}", (*inlines, Text(".")))


def code_of(name: str, number: int = 0) -> str:
    """The code of a figure of ``a_sentence``."""
    return figure_code(f"{name}.{number}")


def a_table(values: Sequence[int]) -> Table:
    """A table of four rows, one figure each."""
    table = a_matrix(4, 2, id=TABLE, notes=("Tính theo lượt khen.",))
    rows: list[TableRow] = []
    for row in table.rows:
        cells = dict(row.cells)
        for key, cell in cells.items():
            if isinstance(cell, Figure):
                name = f"{cells['unit']}.{key}"
                number = int(cell.value or 0) + values[len(rows) % len(values)]
                cells[key] = replace(cell, id=name, label=name, value=number)
        rows.append(replace(row, cells=cells))
    return replace(table, rows=tuple(rows))


def a_report(*parts: Part, others: tuple[Part, ...] = (), rows: int = 3) -> Document:
    """A report with ``parts`` in one clause and ``others`` in another."""
    appendix = Appendix("appendix.1", 1, "Văn bản", (a_document_list(rows),))
    document = a_document(the_outline(), *parts, at=CLAUSE, appendices=(appendix,))
    sections = tuple(
        replace(section, parts=others) if section.id == OTHER_CLAUSE and others else section
        for section in document.sections
    )
    return replace(document, sections=sections)


def write(path: Path, document: Document) -> Path:
    """The report in Word."""
    write_report(path, document, the_template(), the_outline())
    return path


def update(
    former: Path, document: Document, moves: Mapping[str, FigureMove] | None = None
) -> ReportUpdate:
    """Bring a document up to a new report, in place."""
    fresh = write(former.with_name("fresh.docx"), document)
    return update_report(former, fresh, former, moves or {}, now=NOW)


def outcome(done: ReportUpdate, block: str) -> BlockOutcome:
    """What became of one block."""
    (found,) = (one for one in done.blocks if one.block == block)
    return found


class Edited:
    """A report opened for editing, as a person would; saved at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.word = docx.Document(str(path))
        self.body: Any = self.word.element.body

    def __enter__(self) -> Edited:
        return self

    def __exit__(self, *_: object) -> None:
        self.word.save(str(self.path))

    def control(self, tag: str) -> Any:
        """The control of a block."""
        return controls(self.body)[tag]

    def replace(self, tag: str, before: str, after: str) -> None:
        """Type over words of a block."""
        found = [t for t in self.control(tag).iter(qn("w:t")) if before in _plain(t.text)]
        found[0].text = _plain(found[0].text).replace(before, after, 1)
        found[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _plain(text: str | None) -> str:
    """Words as a person searches for them: a blank is a blank."""
    return (text or "").replace("\u00a0", " ")


def controls(body: Any) -> dict[str, Any]:
    """The controls by tag, or by the category that LibreOffice keeps."""
    found: dict[str, Any] = {}
    for sdt in body.iter(qn("w:sdt")):
        for name in ("w:tag", "w:docPartCategory"):
            tag = next(sdt.find(qn("w:sdtPr")).iter(qn(name)), None)
            if tag is not None:
                found.setdefault(tag.get(qn("w:val")), sdt)
                break
    return found


def read(element: Any) -> str:
    """The words as the person left them: our offers not taken."""
    lines = []
    for paragraph in element.iter(qn("w:p")):
        words = ""
        for text in paragraph.iter(qn("w:t"), qn("w:delText")):
            change = next(text.iterancestors(qn("w:ins"), qn("w:del")), None)
            ours = change is not None and change.get(qn("w:author")) == AUTHOR
            if (change is None) or (ours == (change.tag == qn("w:del"))):
                words += text.text or ""
        lines.append(" ".join(words.replace("\u00a0", " ").split()))
    return "\n".join(line for line in lines if line)


def offers(element: Any) -> list[tuple[str, str]]:
    """The changes offered: (old, new)."""
    return [
        ("".join(one.itertext(qn("w:delText"))), "".join(one.getnext().itertext(qn("w:t"))))
        for one in element.iter(qn("w:del"))
        if one.get(qn("w:author")) == AUTHOR
    ]


def comments(path: Path, author: str = AUTHOR) -> dict[str, str]:
    """The comments of an author by id."""
    found = docx.Document(str(path)).comments
    return {str(one.comment_id): one.text for one in found if one.author == author}


def told(path: Path, element: Any) -> str:
    """What our comments in an element say."""
    ours = comments(path)
    ids = [one.get(qn("w:id")) for one in element.iter(qn("w:commentReference"))]
    return "\n".join(ours[id_] for id_ in ids if id_ in ours)


def body_of(path: Path) -> Any:
    """The body of a document."""
    return docx.Document(str(path)).element.body


def plain(name: str) -> Paragraph:
    """A block without a figure."""
    return a_paragraph(f"Đoạn không có số liệu về {name}.", id=f"narrative.{name}")
