"""Headings, paragraphs and the signature of a report, measured in the written file."""

from __future__ import annotations

from itertools import groupby

import pytest
from docx.oxml.ns import qn

from pipeline.domain.outline import OutlineLevel
from pipeline.files.word.report_template import levels_of
from tests.files import report_samples as samples
from tests.files.test_report_layout import BOTH, only, written
from tests.files.word_measures import Look, Written, millimetres

ALPHABET = "abcdđeghiklmnopqrstuvxy"
FLOWING = ("Body Text", "Gạch đầu dòng", "Cần bổ sung")


def headings(report: Written) -> list[Look]:
    return [look for look in report.looks() if look.style.startswith("heading")]


@BOTH
def test_headings_are_words_own_and_in_the_navigation_pane_in_order(name: str) -> None:
    found = headings(written(name))
    outline = samples.the_outline(name)
    levels = levels_of(outline)
    assert len(found) == len(outline.sections)
    for look, section in zip(found, outline.sections, strict=True):
        rank = levels.index(section.level)
        assert (look.style, look.outline) == (f"heading {rank + 1}", rank)
        assert look.keep_next
        assert 13 <= look.size <= 14
        assert not look.italic


@BOTH
def test_each_level_is_written_as_the_decree_asks(name: str) -> None:
    sections = samples.the_outline(name).sections
    for look, section in zip(headings(written(name)), sections, strict=True):
        match section.level:
            case OutlineLevel.PART:
                first, second = (
                    run for run in look.element.iter(qn("w:r")) if run.find(qn("w:t")) is not None
                )
                assert (look.bold, look.align, look.caps) == (True, "center", False)
                assert "".join(first.itertext(qn("w:t"))).startswith("Phần thứ")
                assert second.find(f"{qn('w:rPr')}/{qn('w:caps')}") is not None
            case OutlineLevel.ROMAN:
                assert (look.bold, look.caps, look.align) == (True, True, "both")
            case OutlineLevel.ARABIC | OutlineLevel.DECIMAL:
                assert (look.bold, look.caps, look.align) == (True, False, "both")
            case OutlineLevel.LETTER | OutlineLevel.ITEM:
                assert (look.bold, look.caps, look.align) == (False, False, "both")


@BOTH
def test_points_run_in_the_vietnamese_alphabet_from_a(name: str) -> None:
    points = [s for s in samples.the_outline(name).sections if s.level is OutlineLevel.LETTER]
    for _, group in groupby(points, key=lambda section: section.id.rpartition(".")[0]):
        letters = "".join(section.heading.split(")")[0] for section in group)
        assert letters == ALPHABET[: len(letters)]


@BOTH
def test_paragraphs_are_justified_indented_and_spaced(name: str) -> None:
    report = written(name)
    styles = set()
    for look in report.looks():
        if look.style in FLOWING:
            styles.add(look.style)
            assert look.size in (13, 14)
            assert look.align == "both"
            assert look.before + look.after >= 6
            assert 240 <= look.line <= 360
            if look.style != "Gạch đầu dòng":
                assert 10 <= millimetres(look.first_line) <= 12.71
    assert styles == set(FLOWING)


def test_items_of_a_list_begin_with_a_dash_at_the_indent() -> None:
    numbering = written().word.part.numbering_part.element
    (level,) = numbering.iter(qn("w:lvl"))
    assert level.find(qn("w:lvlText")).get(qn("w:val")) == "-"
    indent = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert indent.get(qn("w:left")) == "0"
    assert 10 <= millimetres(indent.get(qn("w:firstLine"))) <= 12.71


@BOTH
def test_no_empty_paragraph_stands_for_a_space(name: str) -> None:
    for look in written(name).looks():
        if not look.text.strip():
            cell = look.element.getparent()
            is_merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is not None
            is_the_only_one = cell.tag == qn("w:tc") and len(cell.findall(qn("w:p"))) == 1
            is_drawn = look.style in ("Đường kẻ", "Ngắt phần")
            assert is_drawn or is_merged or is_the_only_one, look.style


@BOTH
def test_recipients_are_small_and_each_ends_as_the_decree_asks(name: str) -> None:
    report = written(name)
    label = only(report.named("Nơi nhận"))
    assert (label.text, label.size, label.bold, label.italic) == ("Nơi nhận:", 12, True, True)
    names = report.named("Danh sách nơi nhận")
    assert [look.text for look in names] == [
        "- HĐ TĐKT tỉnh;",
        "- Sở Nội vụ (Ban TĐKT);",
        "- Các đơn vị trong cụm;",
        "- Lưu: VT.",
    ]
    assert {(look.size, look.bold, look.italic) for look in names} == {(11, False, False)}


@BOTH
@pytest.mark.parametrize("group", ["cụm", "khối"])
def test_the_head_signs_for_the_group_in_bold_capitals(name: str, group: str) -> None:
    report = written(name, nhom=group)
    power, office = report.named("Chức vụ người ký")
    assert power.printed == f"TM. {group.upper()} THI ĐUA"
    assert office.printed == f"TRƯỞNG {group.upper()}"
    signer = only(report.named("Họ tên người ký"))
    assert signer.printed == "Nguyễn Văn Minh Họa"
    for look in (power, office, signer):
        assert 13 <= look.size <= 14
        assert (look.bold, look.italic, look.align) == (True, False, "center")
    assert signer.before >= 60


@BOTH
def test_the_signature_is_one_row_that_stays_with_the_last_line(name: str) -> None:
    report = written(name)
    row = next(only(report.named("Họ tên người ký")).element.iterancestors(qn("w:tr")))
    assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    before = row.getparent().getprevious()
    *_, last = before.iter(qn("w:p"))
    assert report.look(last).keep_next
