"""``nguon-so-lieu.html``: the report in a browser, each figure leading to the cells behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.domain.document import Document, Table
from pipeline.domain.figures import Figure, figure_code
from pipeline.files.templates.settings import templates_folder
from pipeline.files.web.page import render_page
from pipeline.files.web.report_html import document_html, parts_html

TEMPLATE = "nguon-so-lieu.html"


def write_sources_page(
    path: Path,
    title: str,
    documents: Sequence[tuple[str, Document]],
    tables: Sequence[Table],
    sources: Mapping[str, Any],
) -> None:
    """Write the page, in one piece and without anything to load.

    Args:
        path: Where to.
        title: The cluster and the period.
        documents: The reports, each with the name of its official form.
        tables: The sheets of ``phu-luc.xlsx``.
        sources: What ``steps.sources`` found, by the code that links lead to.
    """

    def link(figure: Figure) -> str:
        return figure_code(figure.id)

    contents = [(name, Markup(document_html(document, link))) for name, document in documents]
    contents.append(("Phụ lục Excel", Markup(parts_html(tables, link))))
    # "</" would end the script it stands in.
    embedded = json.dumps(sources, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    template = templates_folder() / "web" / TEMPLATE
    page = render_page(template, title=title, contents=contents, data=Markup(embedded))
    path.write_text(page, encoding="utf-8")
