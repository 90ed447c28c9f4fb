"""Write a form as a workbook to be filled: for a unit, for the head, or as ``campaign.xlsx``.

The form says what is asked, the layout where it lies; here both become a workbook with a guide,
locked labels, open cells, dropdowns and the hidden page by which it is known on return.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict, Unpack

from openpyxl import Workbook

from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.rules.live_checks import LiveChecks
from pipeline.domain.signature import UNSIGNED, Signature
from pipeline.domain.submission import Value
from pipeline.files.atomic import replacing
from pipeline.files.forms.form_cells import Values
from pipeline.files.forms.form_check_sheet import add_check_sheet
from pipeline.files.forms.form_guide import add_guide
from pipeline.files.forms.form_lists import add_lists, add_manifest, add_names
from pipeline.files.forms.form_sheets import add_sheet, finish_sheet
from pipeline.files.forms.form_styles import add_styles

NO_VALUES: Mapping[tuple[str, str, str], Value] = MappingProxyType({})


class Cover(TypedDict, total=False):
    """What a workbook says beside the form itself.

    Attributes:
        layout_json: The layout as published; the workbook carries it along for other systems.
        signature: Of the manifest and that layout, with the campaign's key.
        issued_to: Printed under the title: the unit's name.
        lines: Further lines of the guide: deadline, contact.
        checks: What the workbook checks while it is filled; without it, no sheet *Kiểm tra*.
    """

    layout_json: str
    signature: Signature
    issued_to: str
    lines: tuple[str, ...]
    checks: LiveChecks


def write_form(
    path: Path,
    form: FormSpec,
    layout: Layout,
    manifest: Manifest,
    values: Values = NO_VALUES,
    **cover: Unpack[Cover],
) -> None:
    """Write a form as a workbook with these values filled in, whole or not at all.

    Raises:
        OutputError: The file cannot be written.
    """
    book = build_form(form, layout, manifest, values, **cover)
    with replacing(path) as temporary:
        book.save(temporary)


def build_form(
    form: FormSpec,
    layout: Layout,
    manifest: Manifest,
    values: Values = NO_VALUES,
    **cover: Unpack[Cover],
) -> Workbook:
    """Make the workbook in memory, for callers that add marks of their own before saving."""
    book = Workbook()
    del book[book.sheetnames[0]]
    add_styles(book)
    checks = cover.get("checks")
    marks = checks.marks if checks else ()
    texts = (cover.get("issued_to", ""), *cover.get("lines", ()))
    guide = add_guide(book, form, texts, is_checked=checks is not None)
    finish_sheet(guide, form.title, landscape=False)
    if checks is not None:
        finish_sheet(add_check_sheet(book, form, checks), form.title, landscape=True)
    for sheet in form.sheets:
        worksheet = add_sheet(book, sheet, form, layout, values, marks)
        finish_sheet(worksheet, form.title, landscape=sheet.landscape)
    add_lists(book, form)
    add_names(book, checks.rules if checks else ())
    signature = cover.get("signature", UNSIGNED)
    add_manifest(book, manifest, cover.get("layout_json", "{}"), signature)
    book.properties.title = form.title
    book.properties.creator = "thidua"
    return book
