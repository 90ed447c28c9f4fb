"""How a filled sheet is divided into pages: rows that grew may move the breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Layout
from pipeline.files.forms.form_measures import across, column_widths, page_division
from pipeline.files.issuing.sheet_template import SheetTemplate
from pipeline.files.issuing.text_parts import Edit

_FITTED: Final = re.compile(rb'<pageSetup [^>]*fitToHeight="(\d+)"')
_BREAKS: Final = re.compile(rb"(?<=</headerFooter>)(?:<rowBreaks.*?</rowBreaks>)?", re.DOTALL)
_LAST_COLUMN: Final = 16_383


class PageEdits:
    """The pages of a form's sheets."""

    def __init__(self, form: FormSpec, layout: Layout) -> None:
        """Measure the sheets."""
        self._layout = layout
        self._sheets = {
            sheet.title: (sheet, across(column_widths(sheet, layout))) for sheet in form.sheets
        }

    def edits(
        self, title: str, template: SheetTemplate, heights: Mapping[int, float]
    ) -> tuple[Edit, ...]:
        """What to change in a sheet some of whose rows have these heights."""
        if all(template.row(row).height == points for row, points in heights.items()):
            return ()
        sheet, wide = self._sheets[title]
        on_one, breaks = page_division(
            sheet,
            self._layout,
            wide,
            lambda row: heights.get(row, template.row(row).height),
        )
        fitted, broken = template.find(_FITTED), template.find(_BREAKS)
        assert fitted is not None, "every sheet of a form is fitted to a page's width"
        assert broken is not None, "every sheet of a form has a footer"
        return (
            Edit(*fitted.span(1), b"1" if on_one else b"0"),
            Edit(*broken.span(), _breaks_xml(breaks)),
        )


def _breaks_xml(rows: Iterable[int]) -> bytes:
    breaks = [f'<brk id="{row}" min="0" max="{_LAST_COLUMN}" man="1"/>' for row in rows]
    if not breaks:
        return b""
    count = len(breaks)
    opened = f'<rowBreaks count="{count}" manualBreakCount="{count}">'
    return f"{opened}{''.join(breaks)}</rowBreaks>".encode()
