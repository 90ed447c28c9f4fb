from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest

from pipeline.domain.intake import SeenFile
from pipeline.steps.named_file import matching, nearest

NOW = datetime(2025, 12, 20, 8, tzinfo=UTC)
FILES = [
    SeenFile(digest * 16, name, 1, NOW)
    for digest, name in (
        ("aa11", "Sở Y tế.xlsx"),
        ("bb22", "thu.eml/Sở Y tế (sửa).xlsx"),
        ("cc33", "nop/bieu.xlsx"),
        ("dd44", "nop/bieu.xlsx.zip/bieu.xlsx"),
        ("aa11", "bản sao.xlsx"),
    )
]


def named(text: str) -> list[str]:
    return [file.digest[:4] for file in matching(text, FILES)]


@pytest.mark.parametrize(
    ("text", "digests"),
    {
        "Sở Y tế.xlsx": ["aa11"],
        "sở y tế.XLSX": ["aa11"],
        unicodedata.normalize("NFD", "Sở Y tế.xlsx"): ["aa11"],
        "inbox/Sở Y tế.xlsx": ["aa11"],
        "inbox\\nop\\bieu.xlsx": ["cc33"],
        "thu.eml/Sở Y tế (sửa).xlsx": ["bb22"],
        "thu.eml": ["bb22"],
        "(sửa)": ["bb22"],
        "bản sao": ["aa11"],
        "BB22bb": ["bb22"],
        "bb2": [],
        "sở y": ["aa11", "bb22"],
        "bieu.xlsx": ["cc33", "dd44"],
        "không có": [],
        "": [],
        "  ": [],
    }.items(),
)
def test_a_file_is_found_by_what_people_type(text: str, digests: list[str]) -> None:
    assert named(text) == digests


def test_names_that_resemble_what_was_typed_are_offered() -> None:
    assert nearest("So Y te.xlsx", FILES)[0].startswith(("Sở Y tế", "thu.eml/Sở Y tế"))
    assert nearest("x", []) == ()
