from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.domain.campaign import Period, PeriodKind
from pipeline.domain.errors import SettingsError
from pipeline.domain.form import VALUE, Shape, ValueKind
from pipeline.files.templates import settings
from pipeline.files.templates.settings import (
    load_form,
    templates_folder,
)
from tests.builders import a_period

BLOCK = """
id = "unit"
version = 1
title = "Biểu"
[[sheets]]
key = "one"
title = "Một"
heading = "Một"
[[sheets.blocks]]
key = "grid"
title = "Bảng"
shape = "grid"
"""
GRID = BLOCK + 'rows = [{ key = "a", label = "A" }]\n'


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "input_templates"
    shutil.copytree(templates_folder(), copy)
    monkeypatch.setattr(settings, "templates_folder", lambda: copy)
    return copy


def _problem(templates: Path, text: str) -> str:
    (templates / "forms" / "unit.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_form("unit", a_period())
    return str(caught.value)


@pytest.mark.parametrize("form_id", ["unit", "head", "campaign"])
@pytest.mark.parametrize("year", [2017, 2023, 2025])
def test_every_shipped_form_loads_in_every_year(form_id: str, year: int) -> None:
    form = load_form(form_id, a_period(year))
    assert form.id == form_id
    assert form.sheets


def test_a_field_carries_its_own_type_and_the_block_one_answer_column() -> None:
    block = load_form("unit", a_period()).block("headcount")
    assert [column.key for column in block.columns] == [VALUE]
    total = block.column(VALUE, "total")
    assert (total.key, total.kind, total.required) == (VALUE, ValueKind.COUNT, True)
    assert total.label == "Tổng số cán bộ, công chức, viên chức, người lao động"


def test_narrative_answers_are_long_texts() -> None:
    block = load_form("head", a_period()).block("narrative")
    assert {row.column.kind for row in block.rows if row.column} == {ValueKind.LONG_TEXT}
    assert block.columns[0].label == "Nội dung"


def test_the_head_lists_documents_in_the_columns_of_the_unit() -> None:
    unit, head = load_form("unit", a_period()), load_form("head", a_period())
    assert head.block("cluster_documents").columns == unit.block("documents").columns
    assert head.block("cluster_launched").columns == unit.block("launched").columns


def test_a_rating_is_worded_as_in_its_year() -> None:
    old = dict(_pairs("rating_levels", 2017))
    new = dict(_pairs("rating_levels", 2025))
    assert old["level_1"] == "Trong sạch, vững mạnh (vững mạnh)"
    assert new["level_1"] == "Hoàn thành xuất sắc nhiệm vụ"
    assert list(old) == list(new) == ["level_1", "level_2", "level_3", "level_4"]


def _pairs(name: str, year: int) -> list[tuple[str, str]]:
    return [(x.code, x.label) for x in load_form("unit", a_period(year)).lists[name]]


def test_a_school_year_over_two_wordings_offers_each_code_once() -> None:
    period = Period.of(PeriodKind.SCHOOL_YEAR, 2017)
    codes = [choice.code for choice in load_form("unit", period).lists["rating_levels"]]
    assert codes == ["level_1", "level_2", "level_3", "level_4"]


def test_records_are_last_on_their_sheet() -> None:
    for form_id in ("unit", "head", "campaign"):
        for sheet in load_form(form_id, a_period()).sheets:
            assert all(block.shape is not Shape.RECORDS for block in sheet.blocks[:-1])


def test_a_rule_out_of_its_period_is_left_out(templates: Path) -> None:
    rule = 'code = "KT-101", expression = "x >= 0", severity = "error", message = "m", advice = "a"'
    text = GRID + 'columns = [{ key = "x", label = "X", kind = "count" }]\n'
    text += f"rules = [{{ {rule}, valid_to = 2023-12-31 }}]\n"
    (templates / "forms" / "unit.toml").write_text(text, encoding="utf-8")
    assert len(load_form("unit", a_period(2023)).block("grid").rules) == 1
    assert load_form("unit", a_period(2024)).block("grid").rules == ()


def test_renamed_keys_say_what_they_were(templates: Path) -> None:
    column = 'columns = [{ key = "b", label = "B", kind = "count", formerly = ["c", "d"] }]'
    row = 'rows = [{ key = "a", label = "A", formerly = ["z"] }]'
    text = f'{BLOCK}formerly = ["table"]\n{row}\n{column}\n'
    (templates / "forms" / "unit.toml").write_text(text, encoding="utf-8")
    block = load_form("unit", a_period()).block("grid")
    assert block.formerly == ("table",)
    assert (block.rows[0].formerly, block.columns[0].formerly) == (("z",), ("c", "d"))


def test_a_former_key_belongs_to_one_part_only(templates: Path) -> None:
    parts = (
        '{ key = "b", label = "B", formerly = ["x"] }',
        '{ key = "c", label = "C", formerly = ["x"] }',
    )
    said = _problem(templates, f"{GRID}columns = [{', '.join(parts)}]\n")
    assert "khóa cũ của cột" in said


def test_numbers_of_a_form_are_exact(templates: Path) -> None:
    text = GRID + 'columns = [{ key = "x", label = "X", kind = "number", maximum = 8.1 }]\n'
    (templates / "forms" / "unit.toml").write_text(text, encoding="utf-8")
    assert load_form("unit", a_period()).block("grid").columns[0].maximum == Decimal("8.1")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ('[{ key = "x", label = "X", colour = "red" }]', "“x” › colour: khóa này không được biết"),
        ('[{ key = "x" }]', "“x” › label: thiếu khóa này"),
        ('[{ key = "x", label = "X", kind = "money" }]', "giá trị “money” không được biết"),
        ('[{ key = "x", label = "X", choices = "yes_no" }]', "phải đi cùng nhau"),
        (
            '[{ key = "x", label = "X", kind = "choice", choices = "colours" }]',
            "danh sách “colours” không có trong lists.toml",
        ),
        ('[{ key = "x", label = "X" }, { key = "x", label = "Y" }]', "khóa cột “x” bị trùng"),
        ('[{ key = "x", label = "X" }, { key = "y", label = "X" }]', "tiêu đề cột “X” bị trùng"),
        ('[{ key = "x", label = "X", last_year_of = "z" }]', "last_year_of “z” của “x”"),
    ],
)
def test_a_wrong_column_is_refused_with_file_and_place(
    templates: Path, columns: str, said: str
) -> None:
    problem = _problem(templates, GRID + f"columns = {columns}\n")
    assert problem.startswith("unit.toml: sheets › “one” › blocks › “grid”")
    assert said in problem


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("x <= total", "nhắc tới “total” không có trong khối"),
        ("x <=", "Không hiểu biểu thức kiểm tra “x <=”"),
        ("x + 1", "không phải là phép so sánh"),
        ("open('x') == 1", "không có hàm “open”"),
    ],
)
def test_a_wrong_rule_is_refused(templates: Path, expression: str, said: str) -> None:
    text = GRID + 'columns = [{ key = "x", label = "X" }]\n[[sheets.blocks.rules]]\n'
    text += 'code = "KT-101"\nseverity = "error"\nmessage = "m"\nadvice = "a"\n'
    assert said in _problem(templates, text + f'expression = "{expression}"\n')


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("expression = 'x <= y.total'", "quy tắc KT-101 (khối “grid”): không có khối “y”"),
        ("expression = 'x <= grid[\"b\"].x'", "quy tắc KT-101 (khối “grid”): không có dòng “b”"),
        ("expression = 'x == t'", "không so sánh được chữ với số"),
        ("expression = 'x / 2 <= 1'", "không dùng phép chia; hãy nhân cả hai vế"),
        ("expression = 'x <= 1'\nrows = 'moons'", "danh sách “moons” không có trong lists.toml"),
        ("expression = 'x <= 1'\nvalue = 3", "khóa này không được biết"),
    ],
)
def test_a_rule_that_does_not_fit_its_form_is_refused_with_file_and_code(
    templates: Path, rule: str, said: str
) -> None:
    columns = '{ key = "x", label = "X", kind = "count" }, { key = "t", label = "T" }'
    text = GRID + f"columns = [{columns}]\n[[sheets.blocks.rules]]\n"
    text += 'code = "KT-101"\nseverity = "error"\nmessage = "m"\nadvice = "a"\n'
    problem = _problem(templates, text + rule + "\n")
    assert problem.startswith("unit.toml: ")
    assert "KT-101" in problem
    assert said in problem


def test_a_rule_on_listed_rows_needs_a_grid(templates: Path) -> None:
    text = BLOCK.replace('"grid"', '"records"') + "capacity = 5\nlimit = 9\n"
    text += 'columns = [{ key = "x", label = "X", kind = "count" }]\n[[sheets.blocks.rules]]\n'
    text += 'code = "KT-101"\nexpression = "x <= 1"\nrows = "yes_no"\nseverity = "error"\n'
    problem = _problem(templates, text + 'message = "m"\nadvice = "a"\n')
    assert "quy tắc KT-101 (khối “records”): rows chỉ dùng được trong khối grid" in problem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('shape = "grid"', 'shape = "circle"', "giá trị “circle” không được biết"),
        ('shape = "grid"', 'shape = "records"', "khối records chỉ có columns"),
        ('shape = "grid"', 'shape = "fields"', "khối fields chỉ có rows"),
        ("rows = [", 'row_source = "moons"\nold_rows = [', "nguồn dòng “moons” không có"),
        ("rows = [", 'row_source = "list:moons"\nold_rows = [', "danh sách “moons” không có"),
        ("rows = [", 'row_source = "units"\nrows = [', "không phải cả hai"),
        ("version = 1", "version = 0", "version: giá trị “0” không hợp lệ"),
        ("version = 1", "version = ", "sai cú pháp TOML"),
    ],
)
def test_a_wrong_block_is_refused(templates: Path, old: str, new: str, said: str) -> None:
    text = GRID + 'columns = [{ key = "x", label = "X" }]\n'
    assert said in _problem(templates, text.replace(old, new))


def test_records_before_another_block_are_refused(templates: Path) -> None:
    records = BLOCK.replace("grid", "records") + 'columns = [{ key = "x", label = "X" }]\n'
    records += "capacity = 5\nlimit = 9\n[[sheets.blocks]]\n"
    other = 'key = "next"\ntitle = "B"\nshape = "narrative"\nrows = [{ key = "a", label = "A" }]\n'
    assert "khối records “records” phải đứng cuối sheet" in _problem(templates, records + other)


def test_all_defects_of_a_file_are_told_at_once(templates: Path) -> None:
    columns = 'columns = [{ key = "x", label = "X", a = 1 }, { key = "y", kind = "?" }]\n'
    assert len(_problem(templates, GRID + columns).splitlines()) == 3


def test_columns_shared_from_nowhere_are_refused(templates: Path) -> None:
    head = templates / "forms" / "head.toml"
    text = head.read_text(encoding="utf-8").replace("unit:documents", "unit:nothing")
    head.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"head\.toml: khối “cluster_documents”: same_columns"):
        load_form("head", a_period())


def test_an_absent_form_is_one_clear_line() -> None:
    with pytest.raises(SettingsError, match=r"Không có tệp .*nothing\.toml"):
        load_form("nothing", a_period())


def test_an_installed_package_finds_its_templates_inside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "site" / "pipeline" / "files" / "templates" / "settings.py"
    inside = tmp_path / "site" / "pipeline" / "input_templates"
    inside.mkdir(parents=True)
    monkeypatch.setattr(settings, "__file__", str(module))
    assert templates_folder() == inside
    inside.rmdir()
    with pytest.raises(SettingsError, match="input_templates"):
        templates_folder()
