"""From printed figures back to the cells they were made of."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from tests.jobs.by_hand import thidua, thidua_json
from tests.oracle.recount import rounded


def test_twenty_random_figures_are_traced_to_cells_that_make_them(tmp_path: Path) -> None:
    folder = tmp_path / "cum"
    thidua("demo", folder, "--units", "6", "--seed", "3")
    source = (folder / "reports" / "nguon-so-lieu.json").read_text(encoding="utf-8")
    figures: dict[str, Any] = json.loads(source)["figures"]
    tracer = Tracer(folder, figures)
    names = [name for name in figures if tracer.can_recompute(name)]
    assert len(names) > 800
    kinds = sorted({figures[name]["formula"] for name in names})
    chance = random.Random(20251205)
    chosen = [chance.choice([n for n in names if figures[n]["formula"] == kind]) for kind in kinds]
    chosen += chance.sample(names, 20 - len(chosen))
    for name in chosen:
        assert tracer.recompute(name) == tracer.value(name), name


class Tracer:
    """Recomputes a figure from the cells that ``thidua trace ID --json`` lists."""

    MADE_OF_PARTS = ("100 × tử số ÷ mẫu số", "cộng các số thành phần", "kỳ này − cùng kỳ")
    MADE_OF_CELLS = (
        "cộng các ô",
        "đếm số dòng",
        "bình quân các đơn vị",
        "bình quân theo số lao động",
    )

    def __init__(self, folder: Path, figures: dict[str, Any]) -> None:
        self.folder = folder
        self.figures = figures
        self.books: dict[str, Any] = {}

    def can_recompute(self, name: str) -> bool:
        figure = self.figures[name]
        if figure["value"] is None:
            return False
        if figure["formula"] in self.MADE_OF_CELLS:
            return True
        parts = figure.get("parts", ())
        return figure["formula"] in self.MADE_OF_PARTS and all(
            self.can_recompute(part) or self.figures[part]["value"] is None for part in parts
        )

    def value(self, name: str) -> Decimal | None:
        value = self.figures[name]["value"]
        return None if value is None else Decimal(value)

    def recompute(self, name: str) -> Decimal | None:
        figure = self.figures[name]
        if figure["formula"] in self.MADE_OF_CELLS:
            return self.from_cells(name)
        parts = [self.recompute(part) for part in figure["parts"]]
        known = [part for part in parts if part is not None]
        match figure["formula"]:
            case "cộng các số thành phần":
                return sum(known, Decimal(0)) if known else None
            case "kỳ này − cùng kỳ":
                return known[0] - known[1] if len(known) == 2 else None
            case _:
                return rounded(100 * known[0] / known[1]) if len(known) == 2 else None

    def from_cells(self, name: str) -> Decimal | None:
        traced = thidua_json("trace", name, "--campaign", self.folder)
        assert traced["id"] == name
        assert traced["printed"] == self.figures[name]["printed"]
        values = [self.cell_value(cell) for cell in traced["cells"]]
        if traced["value"] is None:
            assert values == []
            return None
        if traced["formula"] == "đếm số dòng":
            return Decimal(len(values))
        numbers = [Decimal(repr(value)) for value in values]
        match traced["formula"]:
            case "bình quân các đơn vị":
                return rounded(sum(numbers, Decimal(0)) / len(numbers))
            case "bình quân theo số lao động":
                return weighted(traced["cells"], numbers)
            case _:
                return sum(numbers, Decimal(0))

    def cell_value(self, cell: dict[str, Any]) -> Any:
        """The value of a listed cell, after a look at the file itself."""
        file = cell["file"]
        if file not in self.books:
            self.books[file] = openpyxl.load_workbook(self.folder / "inbox" / file)
        found = self.books[file][cell["sheet"]][cell["cell"]].value
        if cell["declared_zero"]:
            assert (found, cell["value"]) == (None, 0)
        elif isinstance(found, int | float):
            assert found == cell["raw"] == cell["value"]
        else:
            assert str(found).strip()
        return cell["value"]


def weighted(cells: list[dict[str, Any]], numbers: list[Decimal]) -> Decimal:
    """The mean of the units' values, weighted by their headcounts, listed last."""
    heads = {
        cell["unit"]: number
        for cell, number in zip(cells, numbers, strict=True)
        if cell["sheet"] == "Thông tin chung"
    }
    values = {
        cell["unit"]: number
        for cell, number in zip(cells, numbers, strict=True)
        if cell["sheet"] != "Thông tin chung" and cell["unit"] in heads
    }
    whole = sum(heads[unit] for unit in values)
    return rounded(sum((heads[unit] * value for unit, value in values.items()), Decimal(0)) / whole)
