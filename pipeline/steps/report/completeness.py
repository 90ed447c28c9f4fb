"""The completeness page (tình hình số liệu): who is in, who is missing, what is left to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.document import (
    CellContent,
    Fill,
    Look,
    Paragraph,
    Part,
    RowKind,
    Section,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.domain.outline import Outline
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.figures import FigureBook
from pipeline.steps.report.decisions_taken import decisions_taken
from pipeline.steps.report.narratives import Narrative, narrative, silent_units
from pipeline.steps.sentences.coverage import counted, returned, unit_names, unit_total
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    items,
    paragraph,
    phrase,
    say,
    sentence,
)
from pipeline.steps.tables.parts import NUMBER, UNIT

_SOURCE = "sổ theo dõi nộp báo cáo"


def completeness(
    outline: Outline, book: FigureBook, sections: tuple[Section, ...]
) -> tuple[Part, ...]:
    """Coverage, the table of units, the sections to write, the topics units left blank."""
    opening = paragraph("coverage", _coverage(book), _head(book), _of_clusters(book))
    standing = paragraph("standing", _missing(book), _with_errors(book))
    return (
        *_paragraphs((*opening, *standing)),
        units_table(book),
        *_paragraphs(
            (*decisions_taken(book), *_to_write(book, sections), *_left_blank(outline, book))
        ),
    )


def units_table(book: FigureBook) -> Table:
    """One row a unit: its state, its file, when it came, what was found in it."""
    return Table(
        id="completeness/units",
        title="Tình trạng nộp báo cáo của các đơn vị",
        columns=(
            NUMBER,
            UNIT,
            TableColumn("state", "Tình trạng", width=1.3),
            TableColumn("file", "Tệp được tính", width=2.2),
            TableColumn("received", "Ngày nhận", Fill.DATE, width=1.0),
            TableColumn("rounds", "Số lần nộp", Fill.COUNT, width=0.8),
            TableColumn("errors", "Lỗi", Fill.COUNT, width=0.6),
            TableColumn("warnings", "Cảnh báo", Fill.COUNT, width=0.9),
        ),
        rows=tuple(_rows(book)),
        sheet="Tình trạng nộp",
    )


def _rows(book: FigureBook) -> Iterator[TableRow]:
    """The units of each cluster under its name, which says how many of them are in."""
    for cluster in book.clusters:
        collection = cluster.collection
        number, asked = len(collection.submissions), len(collection.campaign.units)
        heading = f"{collection.campaign.title}: đã nộp {number}/{asked} đơn vị"
        yield TableRow(RowKind.HEADING, {"stt": heading})
        yield from _rows(cluster)
    if not book.clusters:
        names = {unit.code: unit.short_name for unit in book.campaign.units}
        for number, receipt in enumerate(book.collection.receipts, start=1):
            yield TableRow(RowKind.DATA, _cells(number, names[receipt.unit], receipt))


def _cells(number: int, name: str, receipt: Receipt) -> dict[str, CellContent]:
    here = receipt.state is not ReturnState.MISSING
    return {
        "stt": number,
        "unit": name,
        "state": receipt.label,
        "file": receipt.file,
        "received": format_date(receipt.received) if receipt.received else "",
        "rounds": receipt.rounds if here else None,
        "errors": receipt.errors if here else None,
        "warnings": receipt.warnings if here else None,
    }


def _coverage(book: FigureBook) -> Phrase:
    day = format_date(book.collection.as_of)
    total = unit_total(book)
    return sentence(say(book, "completeness.coverage", n=returned(book), all=total, day=day))


def _of_clusters(book: FigureBook) -> Phrase:
    return sentence(say(book, "completeness.of_clusters")) if book.clusters else NOTHING


def _head(book: FigureBook) -> Phrase:
    key = "no_head" if book.collection.head is None else "head"
    if book.campaign.scope:
        key = "own_part"
    return sentence(say(book, f"completeness.{key}"))


def _missing(book: FigureBook) -> Phrase:
    missing = book.collection.missing
    if not missing:
        return NOTHING
    name, label = book.named("units.missing"), "Số đơn vị chưa có bài nộp"
    count = counted(name, label, missing, _SOURCE)
    return sentence(say(book, "completeness.missing", n=count, names=unit_names(book, missing)))


def _with_errors(book: FigureBook) -> Phrase:
    wrong = [r.unit for r in book.collection.receipts if r.state is ReturnState.WITH_ERRORS]
    if not wrong:
        return NOTHING
    name, label = book.named("receipts.with_errors"), "Số đơn vị còn lỗi số liệu"
    count = counted(name, label, wrong, _SOURCE)
    return sentence(say(book, "completeness.with_errors", n=count, names=unit_names(book, wrong)))


def _to_write(book: FigureBook, sections: Iterable[Section]) -> tuple[Line, ...]:
    """The sections with a placeholder."""
    waiting = items(
        (
            section.id,
            phrase("{heading}", heading=" ".join(section.heading.split()).removeprefix("- ")),
        )
        for section in sections
        if any(isinstance(p, Paragraph) and p.look is Look.PLACEHOLDER for p in section.parts)
    )
    if not waiting:
        return paragraph("written", sentence(say(book, "completeness.written")))
    return (Line("to_write", say(book, "completeness.to_write"), Look.SUBHEADING), *waiting)


def _left_blank(outline: Outline, book: FigureBook) -> tuple[Line, ...]:
    """The narrative topics that units with a submission left blank."""
    blank = items((f"blank.{topic.topic}", _blank(book, topic)) for topic in _topics(outline, book))
    if not blank:
        return ()
    return (Line("left_blank", say(book, "completeness.left_blank"), Look.SUBHEADING), *blank)


def _topics(outline: Outline, book: FigureBook) -> Iterator[Narrative]:
    names = dict.fromkeys(name for section in outline.filled for name in section.content)
    for name in names:
        kind, _, topic = name.partition(".")
        if kind == "narrative":
            yield narrative(book, topic)


def _blank(book: FigureBook, topic: Narrative) -> Phrase:
    silent = tuple(code for code in topic.silent if code in book.collection.submissions)
    if not silent:
        return NOTHING
    units = silent_units(book, silent)
    return say(book, "completeness.blank", label=topic.unit_label, units=units)


def _paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    for line in lines:
        yield Paragraph(f"completeness/{line.key}", line.inlines, line.look)
