"""Read ``input_templates/``: forms, dropdown lists, award catalogues and movements.

``campaign.xlsx`` is not read here: it is a form like any other (``forms/campaign.toml``), and
``pipeline.steps.settings.campaign_settings`` gives its answers their meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.domain.campaign import Movement, MovementFigure, Period
from pipeline.domain.catalogue import AwardType, Catalogue
from pipeline.domain.errors import SettingsError
from pipeline.domain.form import (
    VALUE,
    Block,
    Choice,
    Column,
    FormSpec,
    Row,
    Shape,
    Sheet,
    ValueKind,
)
from pipeline.domain.rules.rule import Rule
from pipeline.files.templates.catalogue_schema import (
    AwardLine,
    CatalogueFile,
    ChoiceLine,
    ListsFile,
    MovementLine,
    MovementsFile,
)
from pipeline.files.templates.schema import (
    BlockLine,
    ColumnLine,
    FormFile,
    RowLine,
    RuleLine,
    SheetLine,
)
from pipeline.files.templates.toml_files import read_toml, validated

_FIELD_WIDTH, _NARRATIVE_WIDTH = 50, 90


def templates_folder() -> Path:
    """The folder ``input_templates``: inside an installed package, else beside it.

    Raises:
        SettingsError: It is in neither place.
    """
    package = Path(__file__).resolve().parents[2]
    for parent in (package, package.parent):
        if (parent / "input_templates").is_dir():
            return parent / "input_templates"
    raise SettingsError("Không tìm thấy thư mục input_templates. Hãy cài đặt lại thidua.")


def load_form(form_id: str, period: Period) -> FormSpec:
    """A form as declared, with the lists and rules in force in the period.

    Raises:
        SettingsError: A file is absent or wrong.
    """
    path = templates_folder() / "forms" / f"{form_id}.toml"
    lists = _load_lists(period)
    raw = _with_shared_columns(read_toml(path), path)
    declared = validated(FormFile, raw, path, {"lists": lists})
    return FormSpec(
        declared.id,
        declared.version,
        declared.title,
        tuple(_sheet(line, period) for line in declared.sheets),
        {name: tuple(Choice(x.code, x.label) for x in lines) for name, lines in lists.items()},
        declared.guide,
    )


def load_catalogue(period: Period) -> Catalogue:
    """The awards of the law in force on the last day of the period.

    Raises:
        SettingsError: A file is absent or wrong, or no law covers the period.
    """
    folder = templates_folder() / "catalogues"
    for path in sorted(folder.glob("awards-*.toml")):
        declared = validated(CatalogueFile, read_toml(path), path)
        if declared.touches(period.end, period.end):
            awards = tuple(_award(line) for line in declared.awards)
            return Catalogue(
                declared.id, declared.law, declared.valid_from, declared.valid_to, awards
            )
    raise SettingsError(f"Không có danh mục khen thưởng nào trong {folder} cho {period.label}.")


def load_movements(period: Period) -> tuple[Movement, ...]:
    """The movements that ran in the period, to suggest when a campaign is created.

    Raises:
        SettingsError: The file is absent or wrong.
    """
    path = templates_folder() / "catalogues" / "movements.toml"
    declared = validated(MovementsFile, read_toml(path), path)
    first, last = period.start.year, period.end.year
    return tuple(_movement(line) for line in declared.movements if line.ran(first, last))


def _load_lists(period: Period) -> Mapping[str, tuple[ChoiceLine, ...]]:
    """The dropdown lists; when a period touches two wordings of a code, the later one."""
    path = templates_folder() / "catalogues" / "lists.toml"
    declared = validated(ListsFile, read_toml(path), path)
    offered = {
        name: {line.code: line for line in lines if line.touches(period.start, period.end)}
        for name, lines in declared.root.items()
    }
    return {name: tuple(lines.values()) for name, lines in offered.items()}


def _with_shared_columns(raw: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """Give blocks that say ``same_columns_as = "form:block"`` those columns."""
    if not any("same_columns_as" in block for block in _raw_blocks(raw)):
        return raw
    sheets = [
        {**sheet, "blocks": [_with_its_columns(block, path) for block in sheet.get("blocks", ())]}
        if isinstance(sheet, dict)
        else sheet
        for sheet in raw["sheets"]
    ]
    return {**raw, "sheets": sheets}


def _with_its_columns(block: Any, path: Path) -> Any:
    source = str(block.get("same_columns_as", "")) if isinstance(block, dict) else ""
    if not source:
        return block
    columns = _shared_columns(source, path)
    if columns is None or "columns" in block:
        place = f"{path.name}: khối “{block.get('key')}”"
        raise SettingsError(f"{place}: same_columns_as “{source}” không dùng được.")
    own = {key: value for key, value in block.items() if key != "same_columns_as"}
    return {**own, "columns": columns}


def _shared_columns(source: str, path: Path) -> Any:
    form_id, _, key = source.partition(":")
    blocks = _raw_blocks(read_toml(path.with_name(f"{form_id}.toml")))
    return next((block.get("columns") for block in blocks if block.get("key") == key), None)


def _raw_blocks(raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The block tables of a form not yet validated, passing over what is no table."""
    sheets = [sheet for sheet in raw.get("sheets", ()) if isinstance(sheet, dict)]
    blocks = [block for sheet in sheets for block in sheet.get("blocks", ())]
    return [block for block in blocks if isinstance(block, dict)]


def _sheet(line: SheetLine, period: Period) -> Sheet:
    blocks = tuple(_block(block, period) for block in line.blocks)
    return Sheet(line.key, line.title, line.heading, blocks, line.note, line.landscape)


def _block(line: BlockLine, period: Period) -> Block:
    return Block(
        key=line.key,
        title=line.title,
        shape=line.shape,
        columns=_columns(line),
        rows=tuple(_row(row, line.shape) for row in line.rows),
        row_label=line.row_label,
        row_source=line.row_source,
        column_source=line.column_source,
        note=line.note,
        blanks_declarable=line.blanks_declarable,
        capacity=line.capacity,
        limit=line.limit,
        rules=tuple(_rule(x) for x in line.rules if x.touches(period.start, period.end)),
        formerly=line.formerly,
    )


def _columns(line: BlockLine) -> tuple[Column, ...]:
    match line.shape:
        case Shape.FIELDS:
            return (Column(VALUE, "Trả lời", width=_FIELD_WIDTH),)
        case Shape.NARRATIVE:
            return (Column(VALUE, "Nội dung", ValueKind.LONG_TEXT, width=_NARRATIVE_WIDTH),)
        case _:
            return tuple(_column(column) for column in line.columns)


def _column(line: ColumnLine) -> Column:
    return Column(**{name: getattr(line, name) for name in ColumnLine.model_fields})


def _row(line: RowLine, shape: Shape) -> Row:
    """A fixed row; in a fields or narrative block it carries the type of its answer."""
    if shape is Shape.GRID:
        return Row(line.key, line.label, line.hint, formerly=line.formerly)
    narrative = shape is Shape.NARRATIVE
    answer = {name: getattr(line, name) for name in RowLine.model_fields}
    answer["key"] = VALUE
    answer["kind"] = ValueKind.LONG_TEXT if narrative else line.kind
    answer["width"] = _NARRATIVE_WIDTH if narrative else _FIELD_WIDTH
    return Row(line.key, line.label, line.hint, Column(**answer), formerly=line.formerly)


def _rule(line: RuleLine) -> Rule:
    return Rule(**{name: getattr(line, name) for name in RuleLine.model_fields})


def _award(line: AwardLine) -> AwardType:
    return AwardType(**{name: getattr(line, name) for name in AwardLine.model_fields})


def _movement(line: MovementLine) -> Movement:
    figures = tuple(
        MovementFigure(str(number), figure.label, figure.measure)
        for number, figure in enumerate(line.figures, start=1)
    )
    topic = "" if line.topic == "other" else line.topic
    return Movement(line.code, line.name, line.launched_by, topic, figures)
