"""Read the layout that an issued workbook carries in its hidden page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.domain.errors import PipelineError
from pipeline.domain.manifest import MANIFEST_SHEET, parse_manifest
from pipeline.files.open_problems import why_not_opened
from pipeline.files.returned.returned import read_workbook


def read_published_layout(path: Path) -> dict[str, Any]:
    """Where everything lies in a workbook, as published when it was issued.

    Raises:
        Unreadable: The file is not a workbook.
        PipelineError: It is absent, or not a workbook issued by thidua.
    """
    try:
        book = read_workbook(path)
    except OSError as problem:
        raise PipelineError(f"Không mở được tệp “{path}”: {why_not_opened(problem)}.") from problem
    pages = [sheet.rows for sheet in book.sheets if sheet.name == MANIFEST_SHEET]
    try:
        page = parse_manifest(pages[0] if pages else ())
        layout: dict[str, Any] = json.loads(page.layout_json)
    except ValueError as problem:
        raise PipelineError(f"“{path.name}” không phải biểu mẫu do thidua phát hành.") from problem
    return layout
