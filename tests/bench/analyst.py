"""What a good analyst would write instead of us: openpyxl, pandas and docxtpl, nothing checked.

It knows the form's layout by heart, believes every cell, adds up what are numbers, joins the
lists, fills a Word template with the totals and writes the tables to Excel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd
from docx import Document
from docxtpl import DocxTemplate
from openpyxl import load_workbook

KEYS: Final = ["block", "row", "column"]
LINES: Final = 40
"""Totals printed in the Word report."""


def consolidate(paths: Iterable[Path], layout: Mapping[str, Any], folder: Path) -> None:
    """Read all workbooks, add up, write ``script.docx`` and ``script.xlsx``."""
    numbers: list[dict[str, Any]] = []
    lists: dict[str, list[dict[str, Any]]] = {}
    for path in paths:
        book = load_workbook(path, data_only=True)
        for key, block in layout["blocks"].items():
            if block["shape"] == "records":
                lists.setdefault(key, []).extend(_records(book[block["sheet"]], block, path.stem))
            else:
                numbers.extend(_answers(book[block["sheet"]], key, block, path.stem))
    frame = pd.DataFrame(numbers)
    frame["value"] = pd.to_numeric(frame["value"], errors="coerce")
    totals = frame.groupby(KEYS, sort=False)["value"].sum().reset_index()
    with pd.ExcelWriter(folder / "script.xlsx") as writer:
        totals.to_excel(writer, sheet_name="totals", index=False)
        for key, lines in lists.items():
            pd.DataFrame(lines).to_excel(writer, sheet_name=key[:31], index=False)
    _report(totals, {key: len(lines) for key, lines in lists.items()}, folder)


def _answers(sheet: Any, key: str, block: Mapping[str, Any], unit: str) -> Iterator[dict[str, Any]]:
    for row, facts in block["rows"].items():
        for column, told in block["columns"].items():
            value = sheet[f"{told['letter']}{facts['row']}"].value
            yield {"unit": unit, "block": key, "row": row, "column": column, "value": value}


def _records(sheet: Any, block: Mapping[str, Any], unit: str) -> Iterator[dict[str, Any]]:
    first, last = block["first_row"], min(sheet.max_row, block["first_row"] + block["limit"] - 1)
    letters = {column: told["letter"] for column, told in block["columns"].items()}
    for row in range(first, last + 1):
        line = {column: sheet[f"{letter}{row}"].value for column, letter in letters.items()}
        if any(value is not None for value in line.values()):
            yield {"unit": unit, **line}


def _report(totals: pd.DataFrame, counts: Mapping[str, int], folder: Path) -> None:
    template = Document()
    template.add_heading("{{ title }}")
    template.add_paragraph("{% for line in totals %}{{ line.row }}: {{ line.value }}; {% endfor %}")
    template.add_paragraph("{% for key, n in counts.items() %}{{ key }}: {{ n }}; {% endfor %}")
    template.save(str(folder / "script-template.docx"))
    report = DocxTemplate(folder / "script-template.docx")
    lines = totals.head(LINES).to_dict("records")
    report.render({"title": "Báo cáo", "totals": lines, "counts": counts}, autoescape=True)
    report.save(folder / "script.docx")
