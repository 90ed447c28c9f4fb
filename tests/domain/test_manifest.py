from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import CHUNK, manifest_rows, parse_manifest

MANIFEST = Manifest("unit", 2, "minh-hoa-2025", "SNV", "2025-6T", 1)


@given(
    st.builds(Manifest, *([st.text(), st.integers(0), *[st.text()] * 3, st.integers(0)])), st.text()
)
def test_a_page_reads_back_as_it_was_written(manifest: Manifest, layout: str) -> None:
    assert parse_manifest(manifest_rows(manifest, layout)) == (manifest, layout)


@given(st.integers(1, 3), st.sampled_from(["Kế hoạch ", " ", "dài   hơn"]))
def test_a_long_layout_is_cut_where_no_blank_is_lost(times: int, word: str) -> None:
    layout = "{" + word * (times * CHUNK // len(word) + 1) + "}"
    pieces = [row[2] for row in manifest_rows(MANIFEST, layout) if row[2]]
    assert "".join(pieces) == layout
    assert all(len(piece) <= CHUNK for piece in pieces)
    if word.strip():
        assert [piece.strip() for piece in pieces] == pieces


def test_a_page_saved_by_other_programs_is_understood() -> None:
    rows: list[list[object]] = [
        ["thidua", 1.0],
        ["form", "unit", None],
        ["version", 2.0, None],
        ["campaign", "minh-hoa-2025"],
        ["unit", "SNV"],
        ["period", 2025.0],
        [],
        ["round", None],
    ]
    manifest, layout = parse_manifest(rows)
    assert manifest == Manifest("unit", 2, "minh-hoa-2025", "SNV", "2025")
    assert layout == ""


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[]],
        [["khác"]],
        [["thidua", "1"], ["form", "unit"]],
        [[name, "x"] for name in ("thidua", "form", "version", "campaign", "unit", "period")],
    ],
)
def test_what_is_no_whole_page_is_refused(rows: list[list[object]]) -> None:
    with pytest.raises(ValueError, match=r"manifest|invalid literal"):
        parse_manifest(rows)
