"""Compose a report (lập báo cáo): an outline filled from the figures and the answers."""

from __future__ import annotations

from pipeline.domain.document import Appendix, Document
from pipeline.domain.outline import Outline, fill_tags
from pipeline.steps.charts.parts import number_charts
from pipeline.steps.figures import FigureBook
from pipeline.steps.report.completeness import completeness
from pipeline.steps.report.compose_sections import Sources, fill_section
from pipeline.steps.report.report_fields import report_fields


def compose(
    outline: Outline, book: FigureBook, *, appendices: tuple[Appendix, ...] = ()
) -> Document:
    """The whole report of one outline.

    Raises:
        SettingsError: The outline names a content or a field that does not exist.
    """
    fields = report_fields(outline, book)
    sources = Sources(book, appendices)
    sections = number_charts(
        fill_section(section, fill_tags(section.heading, fields), sources)
        for section in outline.filled
    )
    pages = completeness(outline, book, sections)
    return Document(outline.id, fields, sections, appendices, pages)
