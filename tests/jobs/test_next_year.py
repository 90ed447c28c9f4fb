"""``thidua init --from``: last year's settings and figures in the new campaign."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.jobs.by_hand import REPORTS, form_of, recount, thidua
from tests.jobs.hand_cluster import UNITS, a_cluster
from tests.oracle.cells import Book
from tests.oracle.explain import differences
from tests.oracle.printed import excel_tables, word_text


@pytest.fixture(scope="module")
def following(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaign of the next year, with its forms."""
    folder = tmp_path_factory.mktemp("next") / "cum-2026"
    said = thidua("init", folder, "--from", a_cluster().folder)
    # The blank workbook has no figure to carry.
    assert "Đã lấy số liệu cùng kỳ của 4 đơn vị." in said
    thidua("distribute", "--campaign", folder)
    return folder


def test_the_settings_are_carried_to_the_next_year(following: Path) -> None:
    settings = Book(following / "campaign.xlsx")
    assert settings.number("cluster", "year") == 2026
    assert settings.answer("cluster", "name") == "Cụm thi đua thử nghiệm"
    assert settings.answer("cluster", "head") == "SNV"
    assert [line["code"] for line in settings.records("units")] == [u["code"] for u in UNITS]
    assert [line["code"] for line in settings.records("targets")] == ["CT01", "CT02"]
    assert [line["addition"] for line in settings.records("targets")] == ["sum", "weighted"]
    assert settings.answer("cluster", "id") != Book(a_cluster().folder / "campaign.xlsx").answer(
        "cluster", "id"
    )


def test_last_year_s_figures_are_in_the_new_forms(following: Path) -> None:
    form = Book(form_of(following, "SNV"))
    assert form.number("awards_individual", "LDTT", "last_year") == 5
    assert form.number("awards_individual", "LDTT", "last_year_direct") == 3
    assert form.number("awards_collective", "TTLDTT", "last_year") == 3
    assert form.number("targets", "CT02", "last_year") == 7
    assert form.number("headcount", "documents_last_year") == 1
    assert form.number("awards_individual", "LDTT", "decided") is None
    declared = Book(form_of(following, "SYT"))
    assert declared.number("awards_individual", "LDTT", "last_year") == 0


def test_who_reported_nothing_or_returned_nothing_has_nothing_prefilled(following: Path) -> None:
    for unit in ("STP", "SCT"):
        form = Book(form_of(following, unit))
        assert form.number("awards_individual", "LDTT", "last_year") is None
        assert form.number("targets", "CT01", "last_year") is None


def test_the_next_report_compares_with_what_was_carried(following: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cum"
    shutil.copytree(following, folder)
    shutil.copy2(form_of(folder, "SNV"), folder / "inbox")
    thidua("consolidate", "--campaign", folder, code=1)
    tables = excel_tables(folder / "reports" / "phu-luc.xlsx")
    assert differences(recount(folder), tables, "năm 2026", "năm 2025") == []
    for name in REPORTS:
        assert "năm 2026" in word_text(folder / "reports" / name)
