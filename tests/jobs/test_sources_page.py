from __future__ import annotations

import html
import json
import random
import re
import subprocess
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain.vietnamese.numbers import parse_number
from tests.jobs.by_hand import thidua

SETTINGS = ("campaign.xlsx", "sổ theo dõi")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources") / "cum"
    thidua("demo", folder, "--units", "4", "--seed", "5")
    return folder


def page_of(campaign: Path) -> str:
    return (campaign / "reports" / "nguon-so-lieu.html").read_text(encoding="utf-8")


def data_of(page: str) -> Any:
    embedded = re.search(r'<script type="application/json" id="so-lieu">(.*?)</script>', page, re.S)
    assert embedded
    return json.loads(embedded[1])


def test_every_link_leads_to_a_source_and_every_printed_figure_is_linked(campaign: Path) -> None:
    page = page_of(campaign)
    data = data_of(page)
    links = re.findall(r'<a href="#(\w+)">([^<]*)</a>', page)
    assert len(links) > 1000
    for code, printed in links:
        label, shown, *_ = data["figures"][code]
        assert html.unescape(printed).lstrip("+-−0") == shown.lstrip("+-−0"), label


def test_a_number_that_cannot_be_traced_is_noticed(campaign: Path) -> None:
    figures = data_of(page_of(campaign))["figures"]

    @cache
    def is_traced(code: str) -> bool:
        _, printed, formula, _, _, parts, cells, _ = figures[code]
        known_otherwise = printed in ("—", "0") or formula.startswith(SETTINGS)
        return known_otherwise or bool(cells) or (bool(parts) and any(map(is_traced, parts)))

    assert [figures[code][7][:80] for code in figures if not is_traced(code)] == []


def test_random_sums_are_made_of_the_cells_that_the_page_lists(campaign: Path) -> None:
    data = data_of(page_of(campaign))
    sums = [row for row in data["figures"].values() if row[2] == "cộng các ô" and row[6]]
    for label, printed, _, _, _, _, cells, _ in random.Random(7).sample(sums, 60):
        added = sum((number(data["cells"][cell][4]) for cell in cells), Decimal(0))
        assert added == number(printed), label


def number(text: str) -> Decimal:
    if text == "trống (khai là 0)":
        return Decimal(0)
    value = parse_number(text).value
    assert value is not None, text
    return Decimal(value)


def test_the_page_loads_nothing_from_elsewhere(campaign: Path) -> None:
    page = page_of(campaign)
    assert re.findall(r"(?:src|href)=[\"'](?!#)", page) == []
    assert "http" not in page.replace("http-equiv", "")


def test_the_code_on_the_page_is_the_one_that_the_command_line_takes(campaign: Path) -> None:
    data = data_of(page_of(campaign))
    code, row = next((c, r) for c, r in data["figures"].items() if r[1].endswith("%"))
    told = thidua("trace", code, "--campaign", campaign)
    assert row[1] in told
    assert row[0] in told
    assert code in thidua("trace", "--find", row[1], "--campaign", campaign)


@pytest.mark.chromium
def test_a_browser_shows_the_cells_behind_a_number(campaign: Path, tmp_path: Path) -> None:
    data = data_of(page_of(campaign))
    code, row = next((c, r) for c, r in data["figures"].items() if r[5] and r[1].endswith("%"))
    shown = in_browser(campaign / "reports" / "nguon-so-lieu.html", code, tmp_path)
    panel = html.unescape(shown.partition('id="nguon"')[2].partition("</aside>")[0])
    assert row[1] in panel
    assert row[0] in panel
    numerator = data["figures"][row[5][0]]
    assert numerator[0] in panel
    unit, file, sheet, address, *_ = data["cells"][numerator[6][0]]
    below = in_browser(campaign / "reports" / "nguon-so-lieu.html", row[5][0], tmp_path)
    panel = html.unescape(below.partition('id="nguon"')[2].partition("</aside>")[0])
    assert all(f">{text}</td>" in panel for text in (unit, file, sheet, address))


def in_browser(page: Path, code: str, profile: Path) -> str:
    return subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *(
                f"--user-data-dir={profile}",
                "--virtual-time-budget=5000",
                f"{page.as_uri()}#{code}",
            ),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        encoding="utf-8",
    ).stdout
