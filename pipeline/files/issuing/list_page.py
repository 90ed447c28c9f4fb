"""The list of a correction workbook, written as XML in the styles of a sample list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.domain.correction import Cause, Correction
from pipeline.domain.findings import Finding
from pipeline.domain.form import FormSpec
from pipeline.domain.rules.rule import Severity
from pipeline.domain.workbook import column_letter
from pipeline.files.forms.feedback_list import LINE, NUMBER, PLACE, ListLine, Look
from pipeline.files.issuing.raw_zip import Packed
from pipeline.files.issuing.sheet_template import SheetTemplate, cell_xml, quoted
from pipeline.files.issuing.text_parts import Edit

_FIRST, _LAST = (column_letter(column) for column in LINE)
_PLACE: Final = column_letter(PLACE)
_DIMENSION: Final = re.compile(rb'<dimension ref="([^"]*)"')
_ROWS: Final = re.compile(rb"<sheetData>(.*)</sheetData>", re.DOTALL)
_MERGED: Final = re.compile(rb"<mergeCells.*</mergeCells>", re.DOTALL)
_LINKS: Final = re.compile(rb"<hyperlinks.*</hyperlinks>", re.DOTALL)


class ListPage:
    """The list of a master, from which the styles of every kind of line are learnt."""

    def __init__(self, sheet: SheetTemplate, sample: Iterable[ListLine]) -> None:
        """Learn the styles.

        Args:
            sample: The lines that the sheet holds.
        """
        self._sheet = sheet
        self._styles: dict[Look, Sequence[str]] = {
            line.look: list(sheet.row(line.row).styles.values()) for line in sample
        }

    def written(self, lines: Sequence[ListLine]) -> Packed:
        """The sheet with these lines instead."""
        text = self._sheet.text
        merged = [
            f'<mergeCell ref="{_FIRST}{line.row}:{_LAST}{line.row}"/>'
            for line in lines
            if line.is_across
        ]
        links = [_link_xml(line) for line in lines if line.target]
        area = f"{_FIRST}1:{_LAST}{lines[-1].row}"
        edits = []
        for pattern, group, new in (
            (_DIMENSION, 1, area),
            (_ROWS, 1, "".join(map(self._row_xml, lines))),
            (_MERGED, 0, f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>'),
            (_LINKS, 0, f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""),
        ):
            found = pattern.search(text)
            assert found is not None, "the sample list has all parts that a list may have"
            edits.append(Edit(*found.span(group), new.encode()))
        return self._sheet.part.edited(edits)

    def _row_xml(self, line: ListLine) -> str:
        styles = self._styles[line.look]
        texts = (*line.texts, *(None for _ in range(len(styles) - len(line.texts))))
        cells = (
            cell_xml(column, line.row, (style, text))
            for column, (style, text) in enumerate(zip(styles, texts, strict=True), NUMBER)
        )
        opened = f'<row r="{line.row}" ht="{line.height:.16g}" customHeight="1">'
        return f"{opened}{''.join(cells)}</row>"


def sample_correction(form: FormSpec) -> Correction:
    """A correction whose list has every kind of line."""
    places = (form.sheets[0].title, "")
    causes = (
        Cause("x", severity, tuple(Finding("x", severity, "x", "x", sheet=s) for s in places))
        for severity in Severity
    )
    return Correction({}, tuple(causes))


def _link_xml(line: ListLine) -> str:
    display = quoted(str(line.texts[1]))
    return f'<hyperlink ref="{_PLACE}{line.row}" location={quoted(line.target)} display={display}/>'
