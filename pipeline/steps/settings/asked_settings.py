"""What a campaign asks of its units: targets, movements, scoring criteria and awards."""

from __future__ import annotations

import re

from pipeline.domain.campaign import (
    Addition,
    Criterion,
    Direction,
    Movement,
    MovementFigure,
    Period,
    Target,
)
from pipeline.domain.catalogue import AwardGroup, AwardType, Catalogue, Honoree, Level
from pipeline.steps.settings.settings_lines import Answers, Line, check_codes, check_unique

_FIGURE = re.compile(r"(?P<label>.*\S)\s*\((?P<measure>[^()]+)\)")


def read_targets(answers: Answers) -> tuple[Target, ...]:
    """The targets agreed in the cluster (chỉ tiêu thi đua)."""
    lines = answers.complete("targets")
    check_codes(lines, "mã chỉ tiêu")
    check_unique(lines, "name", "tên chỉ tiêu")
    return tuple(
        Target(
            code=line.text("code"),
            name=line.text("name"),
            measure=line.text("measure"),
            direction=Direction(line.text("direction")),
            addition=Addition(line.text("addition")),
            maximum=line.number("maximum"),
        )
        for line in lines
    )


def read_movements(answers: Answers) -> tuple[Movement, ...]:
    """The movements asked about this time (phong trào thi đua)."""
    lines = [x for x in answers.complete("movements") if x.text("asked") == "yes"]
    check_codes(lines, "mã phong trào")
    check_unique(lines, "name", "tên phong trào")
    return tuple(_movement(line) for line in lines)


def _movement(line: Line) -> Movement:
    if "." in line.text("code"):
        line.refuse("code", f"mã phong trào “{line.text('code')}” có dấu chấm. Bỏ dấu chấm.")
    topic = line.text("topic")
    return Movement(
        code=line.text("code"),
        name=line.text("name"),
        launched_by=line.text("launched_by"),
        topic="" if topic == "other" else topic,
        figures=_figures(line),
    )


def _figures(line: Line) -> tuple[MovementFigure, ...]:
    """Figures written as "label (measure); label (measure)", coded by their position."""
    figures: list[MovementFigure] = []
    for part in line.parts("figures"):
        found = _FIGURE.fullmatch(part)
        if found is None:
            line.refuse(
                "figures", f"“{part}” thiếu đơn vị tính. Ghi dạng: Tiền huy động (triệu đồng)."
            )
        elif found["label"] in {figure.label for figure in figures}:
            line.refuse("figures", f"số liệu “{found['label']}” bị trùng. Bỏ bớt hoặc đổi tên.")
        else:
            code = str(len(figures) + 1)
            figures.append(MovementFigure(code, found["label"], found["measure"].strip()))
    return tuple(figures)


def read_criteria(answers: Answers) -> tuple[Criterion, ...]:
    """The scoring criteria (tiêu chí chấm điểm)."""
    lines = answers.complete("criteria")
    check_codes(lines, "mã tiêu chí")
    check_unique(lines, "name", "tên tiêu chí")
    numbered = ((line, line.number("maximum")) for line in lines)
    return tuple(
        Criterion(line.text("code"), line.text("name"), maximum)
        for line, maximum in numbered
        if maximum is not None
    )


def read_awards(
    answers: Answers, catalogue: Catalogue, period: Period | None
) -> tuple[AwardType, ...]:
    """The awards asked about: of the law in the catalogue's order, then the cluster's own."""
    chosen = answers.chosen("awards", "asked")
    asked = tuple(award for award in catalogue.awards if award.code in chosen)
    for award in asked:
        if period and not award.in_force(period.start, period.end):
            chosen[award.code].refuse(
                "asked", f"“{award.name}” không còn trong {period.label}. Chọn Không."
            )
    awards = asked + _local_awards(answers, catalogue)
    if not awards:
        answers.refuse("awards", "chưa chọn danh hiệu, hình thức nào. Chọn Có ở các dòng cần hỏi.")
    return awards


def _local_awards(answers: Answers, catalogue: Catalogue) -> tuple[AwardType, ...]:
    lines = answers.complete("local_awards")
    check_codes(lines, "mã")
    check_unique(lines, "name", "tên")
    for key in ("code", "name"):
        taken = {getattr(award, key).casefold() for award in catalogue.awards}
        for line in lines:
            if line.text(key).casefold() in taken:
                advice = "Chọn Có ở danh mục đó, hoặc đặt khác đi."
                line.refuse(key, f"“{line.text(key)}” đã có trong danh mục theo luật. {advice}")
    return tuple(
        AwardType(
            code=line.text("code"),
            name=line.text("name"),
            short=line.text("name"),
            honorees=frozenset(map(Honoree, line.text("honoree").split("+"))),
            group=AwardGroup(line.text("group")),
            level=Level(line.text("level")),
        )
        for line in lines
    )
