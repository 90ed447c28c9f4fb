"""The hidden sheets of an issued workbook: dropdown lists, and the page it is known by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import BLANKS, FormSpec
from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import LISTS_SHEET, MANIFEST_SHEET, defined_name, manifest_rows
from pipeline.domain.rules.live_checks import LiveRule
from pipeline.domain.signature import Signature
from pipeline.files.forms.form_cells import put
from pipeline.files.forms.form_styles import Role


def add_lists(book: Workbook, form: FormSpec) -> None:
    """Write the lists the form uses: never inline, where Excel allows 255 characters only."""
    sheet = book.create_sheet(LISTS_SHEET)
    sheet.sheet_state = "hidden"
    for index, name in enumerate(_used_lists(form), 1):
        labels = [choice.label for choice in form.lists[name]]
        for row, text in enumerate([name, *labels], 1):
            put(sheet, row, index, text, Role.KEY)
        letter, last = get_column_letter(index), max(len(labels), 1) + 1
        area = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${last}"
        book.defined_names.add(DefinedName(defined_name(name), attr_text=area))
    _lock(sheet)


def add_names(book: Workbook, rules: Iterable[LiveRule]) -> None:
    """Name the formulas that cells and conditional formats share, out of sight."""
    for live in rules:
        for name, formula in live.names.items():
            book.defined_names.add(DefinedName(name, attr_text=formula, hidden=True))


def add_manifest(
    book: Workbook, manifest: Manifest, layout_json: str, signature: Signature
) -> None:
    """Write the page by which the workbook is known when it comes back."""
    sheet = book.create_sheet(MANIFEST_SHEET)
    sheet.sheet_state = "veryHidden"
    for number, texts in enumerate(manifest_rows(manifest, layout_json, signature), 1):
        for column, text in enumerate(texts, 1):
            if text:
                put(sheet, number, column, text, Role.KEY)
    _lock(sheet)


def _used_lists(form: FormSpec) -> Iterator[str]:
    """Names of the lists that some cell offers, each once, in the order of the form."""
    seen: dict[str, None] = {}
    for _, block in form.blocks:
        if block.blanks_declarable:
            seen[BLANKS] = None
        own = (row.column for row in block.rows if row.column)
        seen |= dict.fromkeys(x.choices for x in (*block.columns, *own) if x.choices)
    return iter(seen)


def _lock(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
