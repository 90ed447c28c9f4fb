from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.domain.errors import SettingsError
from pipeline.domain.outline import OutlineLevel, fill_tags
from pipeline.files.word.outline import load_outline
from tests.files.report_samples import FIELDS, the_outline

BOTH = pytest.mark.parametrize("name", ["mau-so-1", "mau-so-02"])
CLAUSES = {
    "mau-so-1": (
        "1.I.a 1.I.b 1.I.c 1.II.1 1.II.2.1 1.II.2.2.a 1.II.2.2.b 1.II.2.2.c 1.II.2.3 1.II.2.4.a "
        "1.II.2.4.b 1.II.2.4.c 1.II.2.4.d 1.II.3.1 1.II.3.2 1.II.4 1.III.1 1.III.2"
    ),
    "mau-so-02": (
        "2.0 2.1.I.1 2.1.I.2 2.1.I.3 2.1.II.1 2.1.II.2 2.1.II.3 2.1.II.4 2.1.II.5 2.1.III.1 "
        "2.1.III.2 2.1.IV.1 2.1.IV.2 2.1.IV.3 2.1.V.1 2.1.V.2 2.1.V.3 2.1.V.4 2.1.VI.1 2.1.VI.2 "
        "2.2.I 2.2.II 2.2.III"
    ),
}
SOUND = """
id = "x"
name = "X"
numbered = false
issuer = ["{{ cum }}"]
title = ["Tổng kết"]
fields = { cum = "Tên cụm" }
[[sections]]
id = "3.1"
level = "1"
heading = "1. Kết quả"
content = ["narrative.results"]
"""


@BOTH
def test_every_clause_of_the_official_form_is_filled(name: str) -> None:
    assert [section.id for section in the_outline(name).filled] == CLAUSES[name].split()


@BOTH
def test_the_number_in_a_heading_is_the_one_in_its_clause(name: str) -> None:
    for section in the_outline(name).sections:
        *_, last = section.id.split(".")
        if section.level is OutlineLevel.DECIMAL:
            last = ".".join(section.id.split(".")[-2:])
        number = re.match(r"([IVX]+|[\d.]+|[a-z])[.)] ", section.heading)
        if section.level in (OutlineLevel.PART, OutlineLevel.ITEM) or section.id == "2.0":
            assert number is None
        else:
            assert number is not None
            assert number[1] == last


@BOTH
def test_headings_are_complete_sentences_once_the_campaign_is_filled_in(name: str) -> None:
    headings = [fill_tags(s.heading, FIELDS) for s in the_outline(name).sections]
    assert not any(re.search(r"[{}]|\.\.\.|…|Nêu ", heading) for heading in headings)


def test_the_reports_title_and_year_come_from_the_campaign() -> None:
    first, *_ = the_outline("mau-so-1").title
    assert fill_tags(first, FIELDS) == "Tổng kết phong trào thi đua, công tác khen thưởng năm 2025,"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "x"', "id = ", "sai cú pháp"),
        ('level = "1"', 'level = "2"', "sections.0.level"),
        ("narrative.results", "story.results", "sections.0.content"),
        ("1. Kết quả", "1. Kết quả {{ nam }}", "chưa khai báo trong [fields]: nam"),
        ("[[sections]]", "[[sections]]\nheight = 3\n", "sections.0.height"),
    ],
)
def test_a_wrong_outline_is_one_line_that_says_where(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "mau.toml"
    path.write_text(SOUND.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_outline(path)
    assert told in str(error.value)
    assert "mau.toml" in str(error.value)


def test_a_missing_outline_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"khong-co\.toml"):
        load_outline(tmp_path / "khong-co.toml")


def test_a_clause_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mau.toml"
    section = SOUND[SOUND.index("[[sections]]") :]
    path.write_text(SOUND + section, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"3\.1"):
        load_outline(path)
