from __future__ import annotations

import re

from pipeline.domain.document import (
    Fill,
    Look,
    Paragraph,
    Printed,
    RowKind,
    Table,
    TableColumn,
    TableRow,
    Text,
)
from pipeline.domain.figures import Figure, Measure, figure_code
from pipeline.files.web.report_html import parts_html

HOSTILE = "</script><b>A & B < C</b>"
FIGURE = Figure("a.b[C]@SNV", "Nhãn", 1234, Measure.COUNT)


def link(figure: Figure) -> str:
    return figure_code(figure.id)


def test_a_figure_in_a_sentence_links_to_its_source_and_reads_as_printed() -> None:
    paragraph = Paragraph("p", (Text("Có ", bold=True), Printed(FIGURE, "1.234"), Text(" người")))
    html = "".join(parts_html([paragraph], link))
    assert f'<a href="#{figure_code("a.b[C]@SNV")}">1.234</a>' in html
    assert re.sub("<[^>]+>", "", html) == "Có 1.234 người"


def test_what_files_say_stays_text() -> None:
    columns = (TableColumn("name", HOSTILE), TableColumn("n", "Số", Fill.COUNT, group=HOSTILE))
    rows = (
        TableRow(RowKind.HEADING, {"name": HOSTILE}),
        TableRow(RowKind.DATA, {"name": HOSTILE, "n": FIGURE}),
        TableRow(RowKind.TOTAL, {"name": "Tổng", "n": None}),
    )
    table = Table("t", HOSTILE, columns, rows, notes=(HOSTILE,))
    html = "".join(parts_html([Paragraph("p", (Text(HOSTILE),), Look.NOTE), table], link))
    assert HOSTILE not in html
    assert html.count("A &amp; B &lt; C") == 7
    assert '<td class="n">—</td>' in html


def test_grouped_headers_span_their_columns() -> None:
    columns = (
        TableColumn("unit", "Đơn vị"),
        TableColumn("a", "Tập thể", group="Đề nghị"),
        TableColumn("b", "Cá nhân", group="Đề nghị"),
        TableColumn("c", "Tổng"),
    )
    html = "".join(parts_html([Table("t", "Bảng", columns, ())], link))
    assert (
        '<th rowspan="2">Đơn vị</th><th colspan="2">Đề nghị</th><th rowspan="2">Tổng</th>' in html
    )
    assert "<tr><th>Tập thể</th><th>Cá nhân</th></tr>" in html
