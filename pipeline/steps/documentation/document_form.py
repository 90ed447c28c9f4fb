"""Write what the forms ask as a Markdown page (``docs/form.md``), from the forms themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.domain.form import (
    BLANKS,
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
from pipeline.steps.documentation.document_markdown import (
    GENERATED,
    NONE,
    code,
    markdown_table,
    plain,
)

_INTRODUCTION = f"""\
# The forms

{GENERATED}

Every workbook is made from `input_templates/forms/*.toml`: what is listed here is asked, read
back, checked and published by `thidua layout`. A workbook has sheets, a sheet has blocks:

- **fields**: one answer a row, all in the column `{VALUE}`
- **grid**: rows known by a code × columns
- **records**: an open list; a row has no code, only its columns
- **narrative**: one long answer a row, in the column `{VALUE}`

Kinds of value: `text`, `long_text`, `count` (whole number, not negative), `number`, `date`,
`choice` (a label of a [dropdown list](#dropdown-lists), read as its code), `printed` (never read).
A blank means "not reported", never 0, unless the unit declares otherwise above the block. A cell
with *last year from* is filled in advance when the campaign was made with `init --from`.

`{{period}}`, `{{previous}}`, `{{following}}` and `{{group}}` stand for the campaign's own words:
năm 2025, năm 2024, năm 2026, cụm. Some lists and rules are dated: other years may differ.
"""

_ROW_SOURCES = {
    "movements": "a movement asked about in the campaign",
    "movement_figures": "a figure asked about a movement, `<movement>.<figure>`",
    "targets": "a target of the campaign",
    "criteria": "a scoring criterion of the campaign",
    "units": "a member unit",
    "catalogue": "an award of the catalogue in force",
    "rules": "a rule that is not confirmed law, by its code",
}
_COLUMNS = ("key", "label", "group", "kind", "required", "choices", "last year from", "hint")


def form_page(forms: Sequence[FormSpec]) -> str:
    """Every form, sheet, block, column, row, rule and dropdown list, in English Markdown."""
    lines = [_INTRODUCTION]
    for form in forms:
        lines.extend(_form(form))
    lines.extend(_lists(forms))
    return "\n".join(lines).rstrip("\n") + "\n"


def _form(form: FormSpec) -> Iterator[str]:
    yield f"## Form `{form.id}`: {plain(form.title)}\n"
    yield f"Version {form.version}.\n"
    for sheet in form.sheets:
        yield from _sheet(sheet)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"### Sheet “{plain(sheet.title)}” (`{sheet.key}`)\n"
    yield " ".join(filter(None, (f"{plain(sheet.heading)}.", plain(sheet.note)))) + "\n"
    for block in sheet.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    yield f"#### `{block.key}`: {plain(block.title)}\n"
    yield " ".join(_facts(block)) + "\n"
    if block.shape in (Shape.FIELDS, Shape.NARRATIVE):
        yield from markdown_table(_COLUMNS, (_answer(block, row) for row in block.rows))
    else:
        yield from _given_rows(block)
        yield from markdown_table(_COLUMNS, (_column(column) for column in block.columns))
    yield from _rules(block.rules)


def _facts(block: Block) -> Iterator[str]:
    """What the block is, in sentences."""
    yield f"**{block.shape.value.capitalize()}**, row header “{plain(block.row_label)}”."
    if block.row_source:
        yield f"One row {_row_source(block.row_source)}."
    if block.shape is Shape.RECORDS:
        yield f"{block.capacity} rows prepared, {block.limit} read at most."
    if block.column_source:
        choices = _list_link(block.column_source)
        yield f"First, one `count` column a choice of {choices}, with its code as key."
    if block.blanks_declarable:
        yield f"Above it the unit declares what blanks mean ({_list_link(BLANKS)})."
    if block.note:
        yield plain(block.note)


def _row_source(source: str) -> str:
    kind, _, name = source.partition(":")
    match kind:
        case "list":
            return f"a choice of {_list_link(name)}"
        case "awards":
            return f"an award asked about that may go to: {name}"
        case _:
            return _ROW_SOURCES[source]


def _given_rows(block: Block) -> Iterator[str]:
    rows = () if block.row_source else block.rows
    lines = ((code(row.key), plain(row.label), plain(row.hint)) for row in rows)
    return markdown_table(("row", "label", "hint"), lines)


def _answer(block: Block, row: Row) -> tuple[str, ...]:
    column = block.column(VALUE, row.key)
    return (code(row.key), plain(row.label), *_column(column)[2:-1], plain(row.hint or column.hint))


def _column(column: Column) -> tuple[str, ...]:
    return (
        code(column.key),
        plain(column.label),
        plain(column.group),
        "printed" if column.fixed else _kind(column),
        "yes" if column.required else "",
        _list_link(column.choices) if column.choices else "",
        code(column.last_year_of),
        plain(column.hint),
    )


def _kind(column: Column) -> str:
    """The kind with its bounds: "number ≥ 0"."""
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f"{column.kind.value} {low}–{high}"
    bounds = (("≥", low), ("≤", high))
    return column.kind.value + "".join(f" {sign} {x}" for sign, x in bounds if x is not None)


def _rules(rules: Sequence[Rule]) -> Iterator[str]:
    headings = ("rule", "must hold", "severity", "message", "legal basis", "in force")
    lines = (
        (
            code(rule.code),
            code(rule.expression),
            rule.severity.value,
            plain(rule.message),
            plain(rule.basis) or NONE,
            _dates(rule.valid_from, rule.valid_to),
        )
        for rule in rules
    )
    return markdown_table(headings, lines)


def _dates(first: date | None, last: date | None) -> str:
    days = (("from", first), ("to", last))
    return " ".join(f"{word} {day.isoformat()}" for word, day in days if day)


def _lists(forms: Sequence[FormSpec]) -> Iterator[str]:
    yield "## Dropdown lists\n"
    declared: dict[str, tuple[Choice, ...]] = {}
    for form in forms:
        declared = {**form.lists, **declared}
    users = _users(forms)
    for name in dict.fromkeys((*declared, *users)):
        yield f"### List `{name}`\n"
        if name in users:
            yield f"Used in {', '.join(users[name])}.\n"
        if name not in declared:
            yield "Made from what the campaign asks about.\n"
        lines = ((code(x.code), plain(x.label)) for x in declared.get(name, ()))
        yield from markdown_table(("code", "label"), lines)


def _users(forms: Sequence[FormSpec]) -> dict[str, list[str]]:
    """Where each list is used, by its name."""
    users: dict[str, list[str]] = {}
    for form in forms:
        for _, block in form.blocks:
            place = f"{form.id}.{block.key}"
            for name, where in _used_lists(block, place):
                users.setdefault(name, []).append(code(where))
    return users


def _used_lists(block: Block, place: str) -> Iterator[tuple[str, str]]:
    source, _, name = block.row_source.partition(":")
    if source == "list":
        yield name, f"{place} (rows)"
    if block.column_source:
        yield block.column_source, f"{place} (columns)"
    if block.blanks_declarable:
        yield BLANKS, place
    answers = ((row.key, row.column) for row in block.rows if row.column)
    for key, column in (*answers, *((column.key, column) for column in block.columns)):
        if column.kind is ValueKind.CHOICE:
            yield column.choices, f"{place}.{key}"


def _list_link(name: str) -> str:
    return f"[`{name}`](#list-{name})"
