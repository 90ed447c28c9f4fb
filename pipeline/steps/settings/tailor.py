"""Tailor a form to a campaign: its words, its rows, its dropdown lists (lập biểu cho đợt).

A form in ``input_templates/forms/`` says where rows come from (``row_source``); here the
campaign answers. What the campaign does not ask about leaves the form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pipeline.domain.campaign import Campaign, Movement, Period
from pipeline.domain.catalogue import AwardGroup, AwardType, Catalogue, Honoree, Level
from pipeline.domain.form import Block, Choice, Column, FormSpec, Row, Sheet, ValueKind
from pipeline.steps.settings.rule_switches import switch_rows, with_rules

TITLE_LIMIT = 31
"""Excel's limit on a sheet's name."""

_FORBIDDEN_IN_TITLES = str.maketrans("", "", "[]:*?/\\")
_SHORT_NAME = 48
_COUNT_HINT = "Nhập số nguyên; không có thì ghi 0."

Lists = Mapping[str, tuple[Choice, ...]]
Anything = TypeVar("Anything")


def tailor(form: FormSpec, campaign: Campaign) -> FormSpec:
    """The form as this campaign asks it."""
    filled = _filled(form, _words(campaign.period, campaign.word))
    lists = {**filled.lists, **_award_lists(campaign.awards)}
    resolved = _resolved(replace(filled, lists=lists), _campaign_rows(campaign, lists))
    return with_rules(resolved, campaign.rule_switches)


def tailor_campaign_form(
    form: FormSpec, catalogue: Catalogue, period: Period, unit_form: FormSpec
) -> FormSpec:
    """The form ``campaign``: one row an award of the catalogue in force, one a rule to switch."""
    words = _words(period, "cụm")
    filled = _filled(form, words)
    levels = {choice.code: choice.label for choice in filled.lists["levels"]}
    awards = catalogue.in_force(period.start, period.end)
    rows = {
        "catalogue": tuple(_catalogue_row(award, levels) for award in awards),
        "rules": switch_rows(_filled(unit_form, words)),
    }
    return _resolved(filled, lambda source: rows.get(source, ()))


def ordered_awards(awards: Iterable[AwardType], honoree: Honoree) -> tuple[AwardType, ...]:
    """The awards that may go to this honoree: titles, then commendations."""
    able = [award for award in awards if honoree in award.honorees]
    return tuple(sorted(able, key=lambda award: award.group is not AwardGroup.TITLE))


def _award_lists(awards: Iterable[AwardType]) -> Lists:
    """The lists made of the awards asked about: for a dropdown, for the rows of a rule."""
    levels = [(Choice(award.code, award.name), award.level) for award in awards]
    return {
        "awards_higher": tuple(choice for choice, level in levels if level.is_higher),
        "awards_district": tuple(choice for choice, level in levels if level is Level.DISTRICT),
    }


def _words(period: Period, group: str) -> dict[str, str]:
    return {
        "{period}": period.label,
        "{previous}": period.previous.label,
        "{following}": period.following_label,
        "{group}": group,
    }


def _filled(value: Anything, words: Mapping[str, str]) -> Anything:
    """A copy of any domain value with the placeholders in all its texts replaced."""
    copy: Any = value
    if type(value) is str:
        for placeholder, word in words.items():
            copy = copy.replace(placeholder, word)
    elif isinstance(value, tuple):
        copy = tuple(_filled(item, words) for item in value)
    elif isinstance(value, Mapping):
        copy = {key: _filled(item, words) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        copy = replace(value, **{name: _filled(part, words) for name, part in parts.items()})
    filled: Anything = copy
    return filled


def _resolved(form: FormSpec, rows_of: Callable[[str], tuple[Row, ...]]) -> FormSpec:
    sheets = (_resolved_sheet(sheet, form.lists, rows_of) for sheet in form.sheets)
    return replace(form, sheets=tuple(sheet for sheet in sheets if sheet.blocks))


def _resolved_sheet(sheet: Sheet, lists: Lists, rows_of: Callable[[str], tuple[Row, ...]]) -> Sheet:
    blocks = (_resolved_block(block, lists, rows_of) for block in sheet.blocks)
    asked = tuple(block for block in blocks if _asks_something(block, lists))
    return replace(sheet, title=_sheet_title(sheet.title) or sheet.key, blocks=asked)


def _resolved_block(block: Block, lists: Lists, rows_of: Callable[[str], tuple[Row, ...]]) -> Block:
    rows = rows_of(block.row_source) if block.row_source else block.rows
    return replace(block, rows=rows, columns=_choice_columns(block, lists) + block.columns)


def _choice_columns(block: Block, lists: Lists) -> tuple[Column, ...]:
    """One count column a choice of the list that the block takes its columns from."""
    return tuple(
        Column(choice.code, choice.label, ValueKind.COUNT, hint=_COUNT_HINT)
        for choice in lists.get(block.column_source, ())
    )


def _asks_something(block: Block, lists: Lists) -> bool:
    """Whether there are rows to fill, and something to choose where a choice is required."""
    if block.row_source and not block.rows:
        return False
    required = (column for column in block.columns if column.required and column.choices)
    return all(lists[column.choices] for column in required)


def _sheet_title(title: str) -> str:
    """A title that Excel accepts as a sheet's name."""
    return title.translate(_FORBIDDEN_IN_TITLES)[:TITLE_LIMIT].strip().strip("'")


def _campaign_rows(campaign: Campaign, lists: Lists) -> Callable[[str], tuple[Row, ...]]:
    """A function from a ``row_source`` to its rows."""
    plain: dict[str, Callable[[], tuple[Row, ...]]] = {
        "movements": lambda: tuple(Row(x.code, x.name) for x in campaign.movements),
        "movement_figures": lambda: _figure_rows(campaign.movements),
        "targets": lambda: _target_rows(campaign, lists),
        "criteria": lambda: tuple(
            Row(x.code, x.name, facts={"maximum": x.maximum}) for x in campaign.criteria
        ),
        "units": lambda: tuple(Row(x.code, x.name) for x in campaign.units),
    }

    def rows_of(source: str) -> tuple[Row, ...]:
        kind, _, name = source.partition(":")
        if kind == "awards":
            return tuple(
                Row(x.code, x.name) for x in ordered_awards(campaign.awards, Honoree(name))
            )
        if kind == "list":
            return tuple(Row(choice.code, choice.label) for choice in lists[name])
        return plain[source]() if source in plain else ()

    return rows_of


def _target_rows(campaign: Campaign, lists: Lists) -> tuple[Row, ...]:
    labels = {choice.code: choice.label for choice in lists["directions"]}
    return tuple(
        Row(
            target.code,
            target.name,
            facts={"measure": target.measure, "direction": labels[target.direction]},
        )
        for target in campaign.targets
    )


def _figure_rows(movements: tuple[Movement, ...]) -> tuple[Row, ...]:
    """One row a figure, labelled "movement – figure"; the whole name where short ones meet."""
    met = Counter(_short(movement.name) for movement in movements)
    return tuple(
        Row(
            f"{movement.code}.{figure.code}",
            f"{name if met[name] == 1 else movement.name} – {figure.label}",
            facts={"measure": figure.measure},
        )
        for movement in movements
        for name in (_short(movement.name),)
        for figure in movement.figures
    )


def _short(name: str) -> str:
    """A name cut at a word so that it fits a row label."""
    if len(name) <= _SHORT_NAME:
        return name
    return name[:_SHORT_NAME].rsplit(" ", 1)[0].rstrip(" ,;-–") + "…"


def _catalogue_row(award: AwardType, levels: Mapping[str, str]) -> Row:
    honorees = ", ".join(honoree.word for honoree in Honoree if honoree in award.honorees)
    facts = {
        "code": award.code,
        "honorees": honorees,
        "level": levels[award.level],
        "basis": award.basis,
    }
    return Row(award.code, award.name, facts=facts)
