"""The hidden page by which a returned workbook is known again (trang nhận dạng).

Its first column begins with the word ``thidua``; below it stand the names and values of the
manifest; the third column carries the published layout, cut into cells. Writer and reader
both go through this module, so the page has one format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.domain.layout import Manifest
from pipeline.domain.signature import UNSIGNED, Signature

MANIFEST_SHEET = "_thidua"
LISTS_SHEET = "_danh_muc"
CHECK_SHEET = "Kiểm tra"
"""The sheet on which an issued workbook checks itself; it asks for nothing."""

MARK = "thidua"
"""What cell A1 of the manifest sheet holds."""

PAGE_SCHEMA = "2"
"""Goes up when this page changes its format; it stands in B1. Schema 1 had no signature."""

SIGNED_SINCE = 2

CHUNK = 30_000
"""Characters of the layout in one cell; Excel cuts at 32,767."""

LONGEST_BLANK = 1_000
"""How far back from there a place without a blank is looked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A manifest page as read back.

    Attributes:
        layout_json: The layout as published when the workbook was issued.
        schema: Format of the page.
    """

    manifest: Manifest
    layout_json: str
    signature: Signature = UNSIGNED
    schema: int = int(PAGE_SCHEMA)


def defined_name(choices: str) -> str:
    """The name by which formulas and dropdowns of a workbook know a list.

    >>> defined_name("yes_no")
    'ds_yes_no'
    """
    return "ds_" + re.sub(r"\W", "_", choices)


def manifest_rows(
    manifest: Manifest, layout_json: str, signature: Signature = UNSIGNED
) -> list[list[str]]:
    """The page as rows of three texts: name, value, piece of the layout."""
    facts = [
        (MARK, PAGE_SCHEMA),
        ("form", manifest.form),
        ("version", str(manifest.version)),
        ("campaign", manifest.campaign),
        ("unit", manifest.unit),
        ("period", manifest.period),
        ("round", str(manifest.round)),
        ("issued_to", manifest.issued_to),
        ("issued_by", manifest.issued_by),
        ("key", signature.key),
        ("signature", signature.facts),
        ("layout_signature", signature.layout),
    ]
    pairs = zip_longest(facts, _pieces(layout_json))
    return [[*(fact or ("", "")), piece or ""] for fact, piece in pairs]


def parse_manifest(rows: Sequence[Sequence[object]]) -> Page:
    """Read the page back, in this or a former format.

    Cells may be missing, ``None`` or, after other programs, numbers.

    Raises:
        ValueError: This is no manifest page, or a part of it is lost.
    """
    lines = [[_text(value) for value in row[:3]] + [""] * (3 - len(row)) for row in rows]
    if not lines or lines[0][0] != MARK:
        raise ValueError("not a manifest page")
    facts = {name: value for name, value, _ in lines}
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
        facts.get("issued_to", ""),
        facts.get("issued_by", ""),
    )
    signed = (facts.get(name, "") for name in ("key", "signature", "layout_signature"))
    layout_json = "".join(line[2] for line in lines)
    return Page(manifest, layout_json, Signature(*signed), int(facts[MARK] or 1))


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
