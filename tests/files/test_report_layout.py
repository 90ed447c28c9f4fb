"""The page and the head of a report, measured in the written file (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from docx.oxml.ns import qn

from pipeline.files.word.letter_widths import ems, twips
from pipeline.files.word.report_docx import write_report
from tests.files import report_samples as samples
from tests.files.word_measures import Look, Written, millimetres, room

BOTH = pytest.mark.parametrize("name", ["mau-so-1", "mau-so-02"])
PLACES = {"mau-so-1": "1.II.1", "mau-so-02": "2.1.IV.2"}
COLUMN = 5350
"""The right column of the letterhead, in twips."""


@cache
def written(name: str = "mau-so-02", **fields: Any) -> Written:
    """A report with every kind of part, written once for all tests that only look at it."""
    outline = samples.the_outline(name)
    document = samples.everything(outline, PLACES[name])
    document = replace(document, fields={**document.fields, **fields})
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.docx"
        write_report(path, document, samples.the_template(name), outline)
        return Written(path)


def only(found: list[Look]) -> Look:
    assert len(found) == 1
    return found[0]


def rule_after(report: Written, look: Look) -> tuple[Look, int]:
    """The rule below a paragraph, and its length in twips."""
    following = look.element.getnext()
    rule = report.look(following)
    assert following.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}") is not None
    cells = list(following.iterancestors(qn("w:tc")))
    width = int(cells[0].find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) if cells else None
    return rule, (width or room(report.sections()[0])) - rule.left - rule.right


def lines_of(look: Look) -> list[str]:
    """The lines a name is broken into: only plain blanks may end one."""
    raw = "".join(look.element.itertext(qn("w:t")))
    lines = raw.split(" ") if "\u00a0" in raw else [raw]
    return [line.replace("\u00a0", " ").upper() for line in lines]


@BOTH
def test_every_page_is_a4_with_margins_within_the_decrees_bounds(name: str) -> None:
    sections = written(name).sections()
    assert len(sections) == 5
    for section in sections:
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        sides = sorted(round(millimetres(size.get(qn(side)))) for side in ("w:w", "w:h"))
        assert sides == [210, 297]
        found = {side: millimetres(margins.get(qn(f"w:{side}"))) for side in BOUNDS}
        for side, (least, most) in BOUNDS.items():
            assert least <= found[side] <= most, (side, found)


BOUNDS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}


def test_the_font_is_times_new_roman_in_black_everywhere() -> None:
    report = written()
    parts = [report.body, report.word.styles.element, report.word.part.numbering_part.element]
    parts += [s.header._element for s in report.word.sections]
    fonts = [f for part in parts for f in part.iter(qn("w:rFonts"))]
    assert fonts
    assert {value for font in fonts for value in font.attrib.values()} == {"Times New Roman"}
    colours = [c for part in parts for c in part.iter(qn("w:color"))]
    assert {colour.get(qn("w:val")) for colour in colours} == {"000000"}


@BOTH
def test_page_numbers_stand_upright_centred_on_top_and_never_on_a_first_page(name: str) -> None:
    report = written(name)
    for section in report.word.sections:
        number = only(report.looks(section.header._element))
        assert "PAGE" in number.element.xml
        assert (number.align, number.bold, number.italic) == ("center", False, False)
        assert 13 <= number.size <= 14
        assert section.different_first_page_header_footer
        assert "PAGE" not in section.first_page_header._element.xml
        margins = section._sectPr.find(qn("w:pgMar"))
        assert int(margins.get(qn("w:header"))) < int(margins.get(qn("w:top")))


@BOTH
def test_the_nations_name_is_bold_capitals_on_one_line(name: str) -> None:
    nation = only(written(name).named("Quốc hiệu"))
    assert nation.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert 12 <= nation.size <= 13
    assert (nation.bold, nation.italic, nation.align) == (True, False, "center")
    assert twips(nation.text, nation.size, bold=True) < 0.96 * COLUMN


@BOTH
def test_the_motto_stands_close_below_with_a_rule_of_its_own_length(name: str) -> None:
    report = written(name)
    motto = only(report.named("Tiêu ngữ"))
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert 13 <= motto.size <= 14
    assert (motto.bold, motto.italic, motto.align) == (True, False, "center")
    assert (motto.before, motto.line) == (0, 240)
    rule, length = rule_after(report, motto)
    assert rule.left == rule.right
    assert length == pytest.approx(twips(motto.text, motto.size, bold=True), rel=0.01)


def test_the_body_above_is_not_bold_and_the_issuer_is_with_a_short_rule() -> None:
    report = written()
    parent, issuer = only(report.named("Cơ quan chủ quản")), only(report.named("Cơ quan ban hành"))
    assert parent.printed == "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG TỈNH LẠNG SƠN"
    assert issuer.printed == "CỤM THI ĐUA SỐ 3 CÁC SỞ, NGÀNH"
    for look, bold in ((parent, False), (issuer, True)):
        assert 12 <= look.size <= 13
        assert (look.bold, look.italic, look.align) == (bold, False, "center")


@pytest.mark.parametrize(
    ("issuer", "lines"),
    [
        ("Cụm thi đua số 3", ["CỤM THI ĐUA SỐ 3"]),
        ("Cụm thi đua số 3 các sở, ngành", ["CỤM THI ĐUA SỐ 3", "CÁC SỞ, NGÀNH"]),
        (
            "Khối thi đua các cơ quan tham mưu tổng hợp tỉnh Lạng Sơn",
            ["KHỐI THI ĐUA", "CÁC CƠ QUAN THAM MƯU", "TỔNG HỢP TỈNH LẠNG SƠN"],
        ),
    ],
)
def test_a_long_issuer_breaks_between_phrases_and_its_rule_fits_the_last_line(
    issuer: str, lines: list[str]
) -> None:
    report = written(cum=issuer)
    look = only(report.named("Cơ quan ban hành"))
    assert lines_of(look) == lines
    widths = [twips(line, look.size, bold=True) for line in lines]
    assert max(widths) < 4004
    rule, length = rule_after(report, look)
    assert rule.left == rule.right
    assert widths[-1] / 3 <= length <= widths[-1] / 2


def test_the_council_is_never_broken_within_khen_thuong_or_the_province() -> None:
    council = only(written().named("Cơ quan chủ quản"))
    assert lines_of(council) == ["HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG", "TỈNH LẠNG SƠN"]


@BOTH
def test_number_and_symbol_are_upright_below_the_issuer(name: str) -> None:
    for so in ("…", "05", "115"):
        number = only(written(name, so=so).named("Số, ký hiệu"))
        assert number.text == f"Số: {so}/BC-CTĐ"
        assert (number.size, number.bold, number.italic, number.align) == (
            13,
            False,
            False,
            "center",
        )


@BOTH
def test_place_and_date_are_italic_on_the_line_of_the_number(name: str) -> None:
    report = written(name, ngay_thang="ngày 09 tháng 01 năm 2026")
    date = only(report.named("Địa danh, ngày tháng"))
    assert date.text == "Lạng Sơn, ngày 09 tháng 01 năm 2026"
    assert 13 <= date.size <= 14
    assert (date.bold, date.italic, date.align) == (False, True, "center")
    row = next(date.element.iterancestors(qn("w:tr")))
    assert [look.style for look in report.looks(row)] == ["Số, ký hiệu", "Địa danh, ngày tháng"]


@BOTH
def test_the_title_is_bold_and_centred_with_a_short_rule(name: str) -> None:
    report = written(name)
    title, *about = report.named("Title") + report.named("Subtitle")
    assert title.text == "BÁO CÁO"
    assert " ".join(look.text for look in about).endswith("phương hướng, nhiệm vụ năm 2026")
    for look in (title, *about):
        assert 13 <= look.size <= 14
        assert (look.bold, look.italic, look.align, look.keep_next) == (True, False, "center", True)
    rule, length = rule_after(report, about[-1])
    wide = twips(about[-1].text, about[-1].size, bold=True)
    assert rule.left == rule.right
    assert wide / 3 <= length <= wide / 2


def test_appendices_repeat_the_number_and_the_date_of_the_letterhead() -> None:
    for so, day in (("…", "ngày … tháng … năm 2025"), ("05", "ngày 09 tháng 01 năm 2026")):
        report = written(so=so, ngay_thang=day)
        number = only(report.named("Số, ký hiệu")).text.removeprefix("Số: ")
        (line,) = {look.text for look in report.named("Kèm theo") if "Kèm theo" in look.text}
        issuer = "Cụm thi đua số 3 các sở, ngành"
        assert line == f"(Kèm theo Báo cáo số {number} {day} của {issuer})"


def test_letters_are_as_wide_as_those_of_times_new_roman() -> None:
    # From the font's own table of advance widths, of 2048 units a size.
    for letter, regular, bold in (("a", 909, 1024), ("M", 1821, 1933), ("Ứ", 1479, 1479)):
        assert ems(letter) * 2048 == pytest.approx(regular, abs=2)
        assert ems(letter, bold=True) * 2048 == pytest.approx(bold, abs=2)
    assert ems("đường") == ems("duong")
