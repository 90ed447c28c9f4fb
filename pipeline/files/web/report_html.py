"""Generated report content as HTML, every figure a link to where it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from pipeline.domain.chart import Chart
from pipeline.domain.document import (
    CellContent,
    Document,
    Inline,
    Look,
    Paragraph,
    Part,
    Printed,
    RowKind,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.domain.figures import Figure
from pipeline.domain.printing import MEASURES, print_figure, print_number
from pipeline.domain.vietnamese.numbers import DASH

Link = Callable[[Figure], str]
"""The short code of a figure, which its link leads to."""


def document_html(document: Document, link: Link) -> Iterator[str]:
    """The sections of a report with their headings, its appendices, its completeness page."""
    for section in document.sections:
        yield f"\n<h3>{escape(section.heading)}</h3>"
        yield from parts_html(section.parts, link)
    for appendix in document.appendices:
        yield f"\n<h3>{escape(appendix.title)}</h3>"
        yield from parts_html(appendix.tables, link)
    yield from parts_html(document.completeness, link)


def parts_html(parts: Iterable[Part], link: Link) -> Iterator[str]:
    """Paragraphs, tables and charts in order, each from a line of its own on."""
    for number, part in enumerate(parts):
        yield f"\n{_part(part, link)}" if number else _part(part, link)


def _part(part: Part, link: Link) -> str:
    match part:
        case Paragraph():
            return _paragraph(part, link)
        case Chart():
            return _chart(part, link)
        case Table():
            return _table(part, link)


def _chart(chart: Chart, link: Link) -> str:
    """The figures of a chart as a table: what was drawn can be asked about."""
    heads = "".join(f"<th>{escape(name)}</th>" for name in ("", *chart.series))
    rows = "".join(
        f"<tr><td>{escape(bar.label)}</td>"
        + "".join(
            f'<td class="n">{_linked(one, print_figure(one), link)}</td>' for one in bar.figures
        )
        + "</tr>"
        for bar in chart.bars
    )
    return (
        f"<figure><figcaption>{escape(chart.caption)} ({escape(chart.measure)})</figcaption>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></figure>"
    )


def _paragraph(paragraph: Paragraph, link: Link) -> str:
    words = "".join(_inline(inline, link) for inline in paragraph.inlines)
    look = "" if paragraph.look is Look.BODY else f' class="{paragraph.look.value}"'
    return f"<p{look}>{words}</p>"


def _inline(inline: Inline, link: Link) -> str:
    if isinstance(inline, Printed):
        return _linked(inline.figure, inline.text, link)
    words = escape(inline.text)
    if inline.bold:
        words = f"<b>{words}</b>"
    return f"<i>{words}</i>" if inline.italic else words


def _linked(figure: Figure, text: str, link: Link) -> str:
    """A printed number has nothing to escape."""
    return f'<a href="#{link(figure)}">{text}</a>'


def _table(table: Table, link: Link) -> str:
    rows = "\n".join(_row(row, table.columns, link) for row in table.rows)
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    return (
        f"<figure><figcaption>{escape(table.title)}</figcaption>"
        f"<div class=wide><table><thead>{''.join(_heads(table.columns))}</thead>"
        f"<tbody>{rows}</tbody></table></div>{notes}</figure>"
    )


def _heads(columns: tuple[TableColumn, ...]) -> Iterator[str]:
    """One header line, or two where neighbours share a group."""
    if not any(column.group for column in columns):
        yield f"<tr>{''.join(f'<th>{escape(column.label)}</th>' for column in columns)}</tr>"
        return
    upper, lower = "", ""
    for at, column in enumerate(columns):
        if not column.group:
            upper += f'<th rowspan="2">{escape(column.label)}</th>'
            continue
        lower += f"<th>{escape(column.label)}</th>"
        if at == 0 or columns[at - 1].group != column.group:
            span = _span(columns[at:], column.group)
            upper += f'<th colspan="{span}">{escape(column.group)}</th>'
    yield f"<tr>{upper}</tr><tr>{lower}</tr>"


def _span(columns: tuple[TableColumn, ...], group: str) -> int:
    """How many columns from the first on share its group."""
    ends = (at for at, column in enumerate(columns) if column.group != group)
    return next(ends, len(columns))


def _row(row: TableRow, columns: tuple[TableColumn, ...], link: Link) -> str:
    if row.kind is RowKind.HEADING:
        text = next(iter(row.cells.values()), "")
        return f'<tr class="heading"><td colspan="{len(columns)}">{escape(str(text))}</td></tr>'
    cells = "".join(_cell(row.cells.get(column.key), column, link) for column in columns)
    look = "" if row.kind is RowKind.DATA else f' class="{row.kind.value}"'
    return f"<tr{look}>{cells}</tr>"


def _cell(content: CellContent, column: TableColumn, link: Link) -> str:
    if isinstance(content, Figure):
        return f'<td class="n">{_linked(content, print_figure(content), link)}</td>'
    if isinstance(content, str):
        return f"<td>{escape(content)}</td>"
    measure = MEASURES.get(column.fill)
    text = print_number(content, measure) if measure else DASH if content is None else str(content)
    return f'<td class="n">{escape(text)}</td>'
