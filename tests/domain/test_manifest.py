from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import CHUNK, Page, manifest_rows, parse_manifest
from pipeline.domain.signature import UNSIGNED, Seal, Signature, Signer, examine, sign, vouches_for

MANIFEST = Manifest("unit", 2, "minh-hoa-2025", "SNV", "2025-6T", 1, "Sở Nội vụ", "Cụm số 3")
KEY, OTHER_KEY = b"k" * 32, b"o" * 32
MANIFESTS = st.builds(
    Manifest, *([st.text(), st.integers(0), *[st.text()] * 3, st.integers(0), *[st.text()] * 2])
)


@given(MANIFESTS, st.text(), st.builds(Signature, *[st.text()] * 3))
def test_a_page_reads_back_as_it_was_written(
    manifest: Manifest, layout: str, signature: Signature
) -> None:
    page = parse_manifest(manifest_rows(manifest, layout, signature))
    assert page == Page(manifest, layout, signature)


@given(MANIFESTS, st.text())
def test_a_signed_page_is_right_with_its_own_key_only(manifest: Manifest, layout: str) -> None:
    signature = sign(manifest, layout, KEY)
    assert examine(manifest, signature, KEY) is Seal.RIGHT
    assert vouches_for(signature, layout, KEY)
    assert examine(manifest, signature, OTHER_KEY) is Seal.OTHER_KEY
    assert examine(manifest, signature, None) is Seal.OTHER_KEY


@pytest.mark.parametrize(
    "change",
    [
        {"form": "head"},
        {"version": 3},
        {"campaign": "minh-hoa-2024"},
        {"unit": "STC"},
        {"period": "2025"},
        {"round": 2},
        {"issued_to": "Sở Tài chính"},
        {"issued_by": "Cụm số 4"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whoever_changes_one_fact_breaks_the_seal(change: dict[str, Any]) -> None:
    signature = sign(MANIFEST, "{}", KEY)
    assert examine(replace(MANIFEST, **change), signature, KEY) is Seal.WRONG


def test_a_seal_copied_from_another_workbook_is_wrong() -> None:
    other = sign(replace(MANIFEST, unit="STC"), "{}", KEY)
    assert examine(MANIFEST, other, KEY) is Seal.WRONG


def test_facts_do_not_run_into_one_another() -> None:
    signature = sign(replace(MANIFEST, campaign="a", unit="bc"), "{}", KEY)
    assert examine(replace(MANIFEST, campaign="ab", unit="c"), signature, KEY) is Seal.WRONG


def test_a_page_without_a_seal_is_unsigned_whatever_the_key() -> None:
    assert {examine(MANIFEST, UNSIGNED, key) for key in (KEY, None)} == {Seal.UNSIGNED}


def test_blanks_and_letters_that_programs_rewrite_do_not_break_the_seal() -> None:
    named = replace(MANIFEST, issued_by="Cụm thi đua  số 3 ")
    saved = replace(MANIFEST, issued_by=unicodedata.normalize("NFD", "Cụm thi đua số 3"))
    assert examine(saved, sign(named, "{}", KEY), KEY) is Seal.RIGHT


def test_a_changed_layout_is_not_vouched_for_and_leaves_the_identity_alone() -> None:
    signature = sign(MANIFEST, '{"a": 1}', KEY)
    assert not vouches_for(signature, '{"a": 2}', KEY)
    assert vouches_for(signature, '{"a": 2}', None)
    assert examine(MANIFEST, signature, KEY) is Seal.RIGHT


@given(st.text(), st.text())
def test_pages_signed_by_the_thousand_are_signed_as_single_ones(shared: str, rest: str) -> None:
    signer = Signer(KEY, shared)
    assert signer.sign(MANIFEST, rest) == sign(MANIFEST, shared + rest, KEY)
    assert signer.sign(MANIFEST, rest + "x") == sign(MANIFEST, shared + rest + "x", KEY)


def test_a_signature_tells_nothing_of_the_key() -> None:
    signature = sign(MANIFEST, "{}", KEY)
    for text in (signature.key, signature.facts, signature.layout):
        assert KEY.hex() not in text
        assert "k" * 4 not in text


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
    page = parse_manifest(rows)
    assert page.manifest == Manifest("unit", 2, "minh-hoa-2025", "SNV", "2025")
    assert (page.layout_json, page.schema, page.signature) == ("", 1, UNSIGNED)


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
