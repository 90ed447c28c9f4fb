"""Last year's figures of every unit, kept in the campaign folder as ``ky-truoc.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.domain.errors import SettingsError
from pipeline.domain.submission import Value
from pipeline.files.atomic import write_text

LAST_YEAR_FILE = "ky-truoc.json"

UnitValues = Mapping[str, Mapping[tuple[str, str, str], Value]]


def write_last_year(root: Path, values: UnitValues) -> None:
    """Keep the figures by unit code; the new campaign stays whole when the old one is gone."""
    lines = {
        unit: [[*key, *_written(value)] for key, value in sorted(known.items())]
        for unit, known in values.items()
    }
    write_text(root / LAST_YEAR_FILE, json.dumps(lines, ensure_ascii=False, indent=1) + "\n")


def read_last_year(root: Path) -> UnitValues:
    """The kept figures; none when the campaign began without a former one.

    Raises:
        SettingsError: The file is damaged.
    """
    path = root / LAST_YEAR_FILE
    if not path.exists():
        return {}
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))
        return {
            unit: {
                (block, row, column): _read(kind, text) for block, row, column, kind, text in known
            }
            for unit, known in lines.items()
        }
    except (ValueError, TypeError, AttributeError) as problem:
        raise SettingsError(
            f"Tệp “{path.name}” (số liệu kỳ trước) bị hỏng. Xóa tệp này để phát biểu không điền"
            " sẵn, hoặc chạy lại thidua init --from."
        ) from problem


def _written(value: Value) -> tuple[str, Any]:
    match value:
        case Decimal():
            return "number", str(value)
        case date():
            return "date", value.isoformat()
        case int():
            return "count", value
        case _:
            return "text", value


def _read(kind: str, stored: Any) -> Value:
    match kind:
        case "number":
            return Decimal(stored)
        case "date":
            return date.fromisoformat(stored)
        case "count":
            return int(stored)
        case _:
            return str(stored)
