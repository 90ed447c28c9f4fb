"""Do by hand what people do with a campaign: run commands, fill cells, drop files, save in Office.

Workbooks are filled where ``thidua layout --json`` says, with openpyxl, as another system would.
"""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from click.testing import CliRunner

from pipeline.cli import commands
from tests.oracle.recount import Recount

Answers: TypeAlias = Mapping[tuple[str, str, str], object]
"""(block, row, column) → what is typed; rows of a list are "1", "2" …; "declaration" is a row."""

REPORTS = ("bao-cao-mau-so-1.docx", "bao-cao-mau-so-02.docx")
RECEIVED = datetime(2025, 12, 1, 8, 0, tzinfo=UTC).timestamp()


def thidua(*arguments: str | Path, code: int = 0) -> str:
    """Run the real command line; what it printed. A traceback of ours is a failure."""
    result = CliRunner().invoke(commands, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == code, f"exit {result.exit_code}: {result.output}"
    return result.output


def thidua_json(*arguments: str | Path, code: int | None = None) -> Any:
    """Run a command with ``--json``; errors found in data are no hindrance."""
    words = [*(str(one) for one in arguments), "--json"]
    result = CliRunner().invoke(commands, words, catch_exceptions=False)
    assert result.exit_code == code if code is not None else result.exit_code in (0, 1), (
        result.output
    )
    return json.loads(result.stdout)


@functools.cache
def layout_of(path: Path) -> dict[str, Any]:
    """What ``thidua layout`` publishes of an issued workbook."""
    published: dict[str, Any] = thidua_json("layout", path)
    return published


def fill(source: Path, target: Path, answers: Answers) -> Path:
    """Type answers into a copy of a workbook, then date it as received."""
    blocks = layout_of(source)["blocks"]
    book = openpyxl.load_workbook(source)
    for (block, row, column), answer in answers.items():
        place = blocks[block]
        cell = book[place["sheet"]][_address(place, row, column)]
        cell.value = answer
        if isinstance(answer, str):
            cell.data_type = "s"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    received(target)
    return target


def received(path: Path, moment: float = RECEIVED) -> None:
    """Date a file by when it arrived."""
    os.utime(path, (moment, moment))


def _address(place: Mapping[str, Any], row: str, column: str) -> str:
    if row == "declaration":
        return str(place["declaration"]["cell"])
    letter = place["columns"][column]["letter"]
    if place["shape"] == "records":
        return f"{letter}{place['first_row'] + int(row) - 1}"
    return f"{letter}{place['rows'][row]['row']}"


def records(
    block: str, lines: Sequence[Mapping[str, object]]
) -> dict[tuple[str, str, str], object]:
    """The lines of a list as answers."""
    return {
        (block, str(number), key): value
        for number, line in enumerate(lines, 1)
        for key, value in line.items()
    }


def fields(block: str, values: Mapping[str, object]) -> dict[tuple[str, str, str], object]:
    """The lines of a fields or narrative block as answers."""
    return {(block, row, "value"): value for row, value in values.items()}


def form_of(folder: Path, unit: str) -> Path:
    """The workbook issued to a unit."""
    return next(folder.joinpath("forms").glob(f"bieu-mau_*_{unit}_*.xlsx"))


def head_form_of(folder: Path) -> Path:
    """The workbook issued to the head."""
    return next(folder.joinpath("forms").glob("bieu-don-vi-truong_*.xlsx"))


def recount(folder: Path) -> Recount:
    """The independent count of a campaign as it stands."""
    status = thidua_json("status", "--campaign", folder)
    heads = [
        file["file"]
        for file in status["files"]
        if file["form"] == "head" and file["status"].startswith("accepted")
    ]
    return Recount(folder, status, heads[-1] if heads else "")


def saved_by_office(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice saves them: opened, recalculated, written anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            "soffice",
            f"-env:UserInstallation={Path(profile).resolve().as_uri()}",
            *("--headless", "--norestore", "--convert-to", "xlsx", "--outdir", str(folder)),
            *(str(path) for path in paths),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [folder / path.name for path in paths]


_CACHED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")


def without_cached_values(source: Path, target: Path) -> Path:
    """A copy of a workbook whose formulas have no values, so that nobody can just repeat them."""
    stripped = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content, count = _CACHED.subn(rb"\1", content)
                stripped += count
            new.writestr(name, content)
    assert stripped, "no formula had a value"
    return target


CLUSTER: Mapping[str, object] = {
    "kind": "Cụm thi đua",
    "name": "Cụm thi đua thử nghiệm",
    "province": "tỉnh Lạng Sơn",
    "council": "Hội đồng Thi đua - Khen thưởng tỉnh Lạng Sơn",
    "place": "Lạng Sơn",
    "head": "SNV",
    "deadline": date(2025, 12, 10),
    "symbol": "BC-CTĐ",
}
