"""What ``input_templates/forms/*.toml`` may say; pydantic refuses everything else.

Keys mean what the attributes of the same name mean in ``pipeline.domain``. To allow a new key,
add it here and to the domain class it fills.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from pipeline.domain.catalogue import Honoree
from pipeline.domain.form import Shape, ValueKind
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.rule import Severity
from pipeline.files.templates.catalogue_schema import ChoiceLine, Dated, Line, require_unique
from pipeline.files.templates.rule_schema import wrong_rules

ROW_SOURCES = frozenset(
    {"movements", "movement_figures", "targets", "criteria", "units", "catalogue", "rules"}
    | {f"awards:{honoree}" for honoree in Honoree}
)
COMPUTED_LISTS = frozenset({"awards_higher", "awards_district"})
"""Dropdown lists made from the campaign; ``lists.toml`` does not have them."""


class _AnswerLine(Line):
    key: str
    label: str
    kind: ValueKind = ValueKind.TEXT
    hint: str = ""
    required: bool = False
    choices: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    last_year_of: str = ""
    formerly: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _choices_belong_to_a_choice(self, info: ValidationInfo) -> _AnswerLine:
        if (self.kind is ValueKind.CHOICE) != bool(self.choices):
            raise ValueError('kind = "choice" và choices phải đi cùng nhau')
        if self.choices and self.choices not in COMPUTED_LISTS:
            _require_list(self.choices, info)
        return self


class ColumnLine(_AnswerLine):
    """One column of a grid or records block."""

    group: str = ""
    width: int = Field(default=14, ge=4, le=120)
    fixed: bool = False


class RowLine(_AnswerLine):
    """One fixed row; in a fields block it carries the type of its answer."""


class RuleLine(Dated):
    """One rule of a block."""

    code: str = Field(pattern=r"^KT-\d{3}$")
    expression: str
    severity: Severity
    message: str
    advice: str
    basis: str = ""
    confirmed: bool = True
    rows: str = ""

    @field_validator("expression")
    @classmethod
    def _is_a_comparison(cls, expression: str) -> str:
        try:
            compile_rule(expression)
        except ValueError as problem:
            raise ValueError(str(problem).rstrip(".")) from problem
        return expression

    @field_validator("rows")
    @classmethod
    def _rows_are_a_list(cls, name: str, info: ValidationInfo) -> str:
        if name and name not in COMPUTED_LISTS:
            _require_list(name, info)
        return name


class BlockLine(Line):
    """One block of a sheet."""

    key: str
    title: str
    shape: Shape
    columns: tuple[ColumnLine, ...] = ()
    rows: tuple[RowLine, ...] = ()
    row_label: str = "Nội dung"
    row_source: str = ""
    column_source: str = ""
    note: str = ""
    blanks_declarable: bool = False
    capacity: int = Field(default=0, ge=0)
    limit: int = Field(default=0, ge=0)
    rules: tuple[RuleLine, ...] = ()
    formerly: tuple[str, ...] = ()

    @field_validator("row_source")
    @classmethod
    def _row_source_is_known(cls, source: str, info: ValidationInfo) -> str:
        if source.startswith("list:"):
            _require_list(source.removeprefix("list:"), info)
        elif source and source not in ROW_SOURCES:
            raise ValueError(f"nguồn dòng “{source}” không có")
        return source

    @field_validator("column_source")
    @classmethod
    def _column_source_is_known(cls, source: str, info: ValidationInfo) -> str:
        if source:
            _require_list(source, info)
        return source

    @model_validator(mode="after")
    def _parts_fit_the_shape(self) -> BlockLine:
        if self.shape in (Shape.FIELDS, Shape.NARRATIVE):
            if not self.rows or self.columns or self.row_source or self.column_source:
                raise ValueError(f"khối {self.shape} chỉ có rows, không có columns")
        elif self.shape is Shape.RECORDS:
            if self.rows or self.row_source or self.column_source or not self.columns:
                raise ValueError("khối records chỉ có columns, không có rows")
            if not 0 < self.capacity <= self.limit:
                raise ValueError("khối records cần 0 < capacity <= limit")
        elif bool(self.rows) == bool(self.row_source):
            raise ValueError("khối grid cần rows hoặc row_source, không phải cả hai")
        return self

    @model_validator(mode="after")
    def _names_are_unique(self, info: ValidationInfo) -> BlockLine:
        extra = _lists(info).get(self.column_source, ())
        columns = [line.code for line in extra] + [column.key for column in self.columns]
        labels = [line.label for line in extra] + [column.label for column in self.columns]
        require_unique(columns, "khóa cột")
        require_unique(labels, "tiêu đề cột")
        require_unique((row.key for row in self.rows), "khóa dòng")
        require_unique((row.label for row in self.rows), "nhãn dòng")
        require_unique(_former_keys(self.columns), "khóa cũ của cột")
        require_unique(_former_keys(self.rows), "khóa cũ của dòng")
        return self

    @model_validator(mode="after")
    def _last_year_is_known(self) -> BlockLine:
        known = {line.key for line in (*self.columns, *self.rows)}
        for line in (*self.columns, *self.rows):
            source = line.last_year_of
            if source and not source.startswith("count(") and source not in known:
                raise ValueError(f"last_year_of “{source}” của “{line.key}” không có trong khối")
        return self


class SheetLine(Line):
    """One worksheet."""

    key: str
    title: str = Field(max_length=40)
    heading: str
    note: str = ""
    landscape: bool = False
    blocks: tuple[BlockLine, ...]

    @model_validator(mode="after")
    def _records_come_last(self) -> SheetLine:
        if not self.blocks:
            raise ValueError("sheet không có khối nào")
        for block in self.blocks[:-1]:
            if block.shape is Shape.RECORDS:
                raise ValueError(f"khối records “{block.key}” phải đứng cuối sheet")
        return self


class FormFile(Line):
    """A file of ``input_templates/forms/``."""

    id: str
    version: int = Field(ge=1)
    title: str
    guide: tuple[str, ...] = ()
    sheets: tuple[SheetLine, ...]

    @model_validator(mode="after")
    def _keys_are_unique(self) -> FormFile:
        if not self.sheets:
            raise ValueError("biểu không có sheet nào")
        blocks = [block for sheet in self.sheets for block in sheet.blocks]
        require_unique((sheet.key for sheet in self.sheets), "khóa sheet")
        require_unique((sheet.title.casefold() for sheet in self.sheets), "tên sheet")
        require_unique((block.key for block in blocks), "khóa khối")
        require_unique(_former_keys(blocks), "khóa cũ của khối")
        require_unique((rule.code for block in blocks for rule in block.rules), "mã quy tắc")
        return self

    @model_validator(mode="after")
    def _rules_fit_the_form(self, info: ValidationInfo) -> FormFile:
        blocks = [block for sheet in self.sheets for block in sheet.blocks]
        if wrong := list(wrong_rules(blocks, _lists(info))):
            raise ValueError("; ".join(wrong))
        return self


def _former_keys(lines: Iterable[ColumnLine | RowLine | BlockLine]) -> Iterator[str]:
    return (key for line in lines for key in line.formerly)


def _lists(info: ValidationInfo) -> Mapping[str, tuple[ChoiceLine, ...]]:
    context = info.context or {}
    lists: Mapping[str, tuple[ChoiceLine, ...]] = context.get("lists", {})
    return lists


def _require_list(name: str, info: ValidationInfo) -> None:
    if name not in _lists(info):
        raise ValueError(f"danh sách “{name}” không có trong lists.toml")
