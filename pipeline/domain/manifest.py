"""The hidden page by which a returned workbook is known again (trang nhận dạng).

Its first column begins with the word ``thidua``; below it stand the names and values of the
manifest; the third column carries the published layout, cut into cells. Writer and reader
both go through this module, so the page has one format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.domain.layout import Manifest

MANIFEST_SHEET = "_thidua"
LISTS_SHEET = "_danh_muc"
CHECK_SHEET = "Kiểm tra"
"""The sheet on which an issued workbook checks itself; it asks for nothing."""

MARK = "thidua"
"""What cell A1 of the manifest sheet holds."""

PAGE_SCHEMA = "1"
"""Goes up when this page changes its format; it stands in B1."""

CHUNK = 30_000
"""Characters of the layout in one cell; Excel cuts at 32,767."""

LONGEST_BLANK = 1_000
"""How far back from there a place without a blank is looked for."""


def defined_name(choices: str) -> str:
    """The name by which formulas and dropdowns of a workbook know a list.

    >>> defined_name("yes_no")
    'ds_yes_no'
    """
    return "ds_" + re.sub(r"\W", "_", choices)


def manifest_rows(manifest: Manifest, layout_json: str) -> list[list[str]]:
    """The page as rows of three texts: name, value, piece of the layout."""
    facts = [
        (MARK, PAGE_SCHEMA),
        ("form", manifest.form),
        ("version", str(manifest.version)),
        ("campaign", manifest.campaign),
        ("unit", manifest.unit),
        ("period", manifest.period),
        ("round", str(manifest.round)),
    ]
    pairs = zip_longest(facts, _pieces(layout_json))
    return [[*(fact or ("", "")), piece or ""] for fact, piece in pairs]


def parse_manifest(rows: Sequence[Sequence[object]]) -> tuple[Manifest, str]:
    """Read the page back; cells may be missing, ``None`` or, after other programs, numbers.

    Raises:
        ValueError: This is no manifest page, or a part of it is lost.
    """
    lines = [[_text(value) for value in row[:3]] + [""] * (3 - len(row)) for row in rows]
    if not lines or lines[0][0] != MARK:
        raise ValueError("not a manifest page")
    facts = {line[0]: line[1] for line in lines}
    missing = {"form", "version", "campaign", "unit", "period"} - facts.keys()
    if missing:
        raise ValueError(f"manifest without {', '.join(sorted(missing))}")
    manifest = Manifest(
        facts["form"],
        int(facts["version"]),
        facts["campaign"],
        facts["unit"],
        facts["period"],
        int(facts.get("round") or 0),
    )
    return manifest, "".join(line[2] for line in lines)


def _pieces(text: str) -> list[str]:
    """Cut so that no piece begins or ends with a blank, which some programs would trim."""
    pieces = []
    while len(text) > CHUNK:
        whole_words = (
            end
            for end in range(CHUNK, CHUNK - LONGEST_BLANK, -1)
            if not text[end - 1].isspace() and not text[end].isspace()
        )
        end = next(whole_words, CHUNK)
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
