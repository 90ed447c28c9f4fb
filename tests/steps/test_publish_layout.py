from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.steps.place import place
from pipeline.steps.publish_layout import blocks_text, publish, publish_json
from tests.builders import a_form
from tests.small_form import FORM, MANIFEST

PUBLISHED = publish(FORM, place(FORM), MANIFEST)


def test_a_workbook_says_what_it_is() -> None:
    head = {key: value for key, value in PUBLISHED.items() if key != "blocks"}
    assert head == {
        "schema": 1,
        "form": "unit",
        "version": 1,
        "unit": "SNV",
        "period": "2025",
        "campaign": "minh-hoa-2025",
    }


def test_a_block_says_where_it_lies() -> None:
    block = PUBLISHED["blocks"]["documents"]
    facts = {key: value for key, value in block.items() if key not in ("columns", "rows")}
    assert facts == {
        "title": "Danh mục văn bản",
        "shape": "records",
        "sheet": "Văn bản",
        "header_row": 6,
        "first_row": 7,
        "last_row": 9,
        "limit": 40,
        "declaration": None,
    }
    assert block["rows"] == {}


def test_a_column_says_what_may_be_entered() -> None:
    columns = PUBLISHED["blocks"]["awards"]["columns"]
    assert columns["official"] == {
        "letter": "G",
        "fixed": False,
        "label": "Chính thức",
        "kind": "choice",
        "required": True,
        "choices": ["Có", "Không"],
        "choice_codes": ["yes", "no"],
        "minimum": None,
        "maximum": None,
        "hint": "",
    }
    assert columns["basis"]["fixed"] is True


def test_a_field_says_what_may_be_entered_in_its_row() -> None:
    year = PUBLISHED["blocks"]["identity"]["rows"]["year"]
    assert (year["kind"], year["minimum"], year["maximum"]) == ("count", 2000, 2100)
    assert (year["label"], year["hint"]) == ("Năm", "Ví dụ: 2025.")


def test_a_row_of_a_grid_says_its_place_and_label() -> None:
    rows = PUBLISHED["blocks"]["awards"]["rows"]
    assert rows["BKUB"]["label"] == "Bằng khen của Chủ tịch UBND tỉnh"
    assert rows["BKUB"]["row"] == rows["LDTT"]["row"] + 1


def test_a_declaration_says_its_cell_and_its_values() -> None:
    declaration = PUBLISHED["blocks"]["awards"]["declaration"]
    assert declaration["values"] == ["Không có (0)", "Chưa có số liệu"]
    assert declaration["cell"].startswith("C")


def test_the_whole_unit_form_can_be_published_as_json() -> None:
    form = a_form("unit")
    layout = place(form)
    text = publish_json(form, layout, MANIFEST)
    assert json.loads(text) == publish(form, layout, MANIFEST)
    assert set(json.loads(text)["blocks"]) == {block.key for _, block in form.blocks}


@pytest.mark.parametrize("unit", ["SNV", "", 'Sở "A" \\', ',"unit":"x"}'])
def test_the_blocks_are_the_same_whoever_the_workbook_is_for_and_whenever_issued(unit: str) -> None:
    text = publish_json(FORM, place(FORM), replace(MANIFEST, unit=unit))
    facts = json.loads(text)
    blocks = facts.pop("blocks")
    # Former versions named the unit before the blocks.
    former = json.dumps({**facts, "blocks": blocks}, ensure_ascii=False, separators=(",", ":"))

    assert blocks_text(text) == blocks_text(former) == "{" + former[former.index('"blocks":') :]
    assert json.loads(blocks_text(text)) == {"blocks": PUBLISHED["blocks"]}
