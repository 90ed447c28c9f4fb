"""Read the answers of ``campaign.xlsx`` as a campaign (thiết lập đợt báo cáo).

All wrong settings are told at once, each with its sheet and cell.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeAlias

from pipeline.domain.campaign import (
    Campaign,
    Counting,
    Criterion,
    GroupKind,
    MemberUnit,
    Movement,
    Period,
    PeriodKind,
    Target,
)
from pipeline.domain.catalogue import AwardType, Catalogue
from pipeline.domain.errors import SettingsError
from pipeline.domain.form import FormSpec
from pipeline.domain.submission import Submission
from pipeline.steps.settings.asked_settings import (
    read_awards,
    read_criteria,
    read_movements,
    read_targets,
)
from pipeline.steps.settings.cluster_settings import with_clusters
from pipeline.steps.settings.mail_settings import read_mail_server
from pipeline.steps.settings.rule_switches import read_switches
from pipeline.steps.settings.settings_lines import Answers, Line, check_codes, check_unique

_RESERVED_BY_WINDOWS = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\..*)?|.*\.")
_LONGEST_CODE = 40


def read_campaign(submission: Submission, form: FormSpec, catalogue: Catalogue) -> Campaign:
    """The campaign that ``campaign.xlsx`` describes.

    Raises:
        SettingsError: Some settings are wrong; one line each, with sheet and cell.
    """
    answers = Answers(submission, form)
    campaign = _campaign(answers, catalogue)
    if campaign is None:
        raise SettingsError("\n".join(answers.wrong))
    return campaign


def _campaign(answers: Answers, catalogue: Catalogue) -> Campaign | None:
    """The campaign; ``None`` when something is wrong, which is noted."""
    cluster = answers.fields("cluster")
    period = _period(cluster, catalogue)
    units, deputies = _members(answers, cluster, period)
    awards, targets, movements, criteria = _agreed(answers, catalogue, period)
    mail_server = read_mail_server(answers)
    if answers.wrong or period is None:
        return None
    return Campaign(
        id=cluster.text("id"),
        kind=GroupKind(cluster.text("kind")),
        name=cluster.text("name"),
        province=cluster.text("province"),
        place=cluster.text("place"),
        council=cluster.text("council"),
        period=period,
        head=cluster.text("head"),
        units=units,
        awards=awards,
        deputies=deputies,
        deadline=cluster.day("deadline"),
        symbol=cluster.text("symbol"),
        report_number=cluster.count("number"),
        report_date=cluster.day("report_date"),
        targets=targets,
        movements=movements,
        criteria=criteria,
        recipients=tuple(line.text("name") for line in answers.complete("recipients")),
        signer=cluster.text("signer"),
        quota=cluster.count("quota"),
        counting=Counting(cluster.text("counting") or Counting.EVENTS),
        direct_worker=cluster.text("direct_worker"),
        contact=cluster.text("contact"),
        rule_switches=read_switches(answers.submission),
        mail_server=mail_server,
    )


_Agreed: TypeAlias = tuple[
    tuple[AwardType, ...], tuple[Target, ...], tuple[Movement, ...], tuple[Criterion, ...]
]


def _agreed(answers: Answers, catalogue: Catalogue, period: Period | None) -> _Agreed:
    """What the cluster agreed to ask about."""
    awards = read_awards(answers, catalogue, period)
    return awards, read_targets(answers), read_movements(answers), read_criteria(answers)


def _members(
    answers: Answers, cluster: Line, period: Period | None
) -> tuple[tuple[MemberUnit, ...], tuple[str, ...]]:
    """The units, and the codes of the deputies among them."""
    units = _units(answers, period)
    return units, _leaders(cluster, units)


def _period(cluster: Line, catalogue: Catalogue) -> Period | None:
    """The period, its own bounds if given; ``None`` when it cannot be told."""
    year, kind = cluster.count("year"), cluster.text("period_kind")
    if year is None or not kind:
        return None
    usual = Period.of(PeriodKind(kind), year)
    start = cluster.day("period_start") or usual.start
    end = cluster.day("period_end") or usual.end
    if start > end:
        cluster.refuse(
            "period_end", f"ngày cuối kỳ {end:%d/%m/%Y} trước ngày đầu kỳ. Sửa lại ngày."
        )
    elif start > usual.end or end < usual.start:
        cluster.refuse(
            "period_start", f"ngày đầu, ngày cuối kỳ không thuộc {usual.label}. Sửa lại."
        )
    if not _covers(catalogue, usual):
        cluster.refuse(
            "year",
            f"{usual.label} không thuộc thời gian áp dụng của {catalogue.law}, là luật mà sheet "
            f"“Danh mục khen thưởng” đang theo. Tạo đợt mới bằng lệnh thidua init … --year {year}.",
        )
    deadline = cluster.day("deadline")
    if deadline and deadline < start:
        cluster.refuse("deadline", f"hạn nộp {deadline:%d/%m/%Y} trước ngày đầu kỳ. Sửa lại ngày.")
    return replace(usual, start=start, end=end)


def _covers(catalogue: Catalogue, period: Period) -> bool:
    begun = catalogue.valid_from is None or catalogue.valid_from <= period.end
    return begun and (catalogue.valid_to is None or period.end <= catalogue.valid_to)


def _units(answers: Answers, period: Period | None) -> tuple[MemberUnit, ...]:
    """The members in the period, in the agreed order."""
    lines = answers.complete("units")
    check_codes(lines, "mã đơn vị")
    check_unique(lines, "name", "tên đơn vị")
    units = [_unit(line, number) for number, line in enumerate(lines, start=1)]
    members = [unit for unit in units if period is None or unit.belongs_in(period)]
    if not units:
        answers.refuse("units", "chưa có đơn vị nào. Nhập ít nhất một đơn vị.")
    elif not members and period:
        answers.refuse(
            "units", f"không có đơn vị nào là thành viên trong {period.label}. Xem lại các ngày."
        )
    own = {unit.code: line for unit, line in zip(units, lines, strict=True)}
    return with_clusters(sorted(members, key=lambda unit: unit.order), own)


def _unit(line: Line, number: int) -> MemberUnit:
    code, order = line.text("code"), line.count("order")
    if _RESERVED_BY_WINDOWS.fullmatch(code) or len(code) > _LONGEST_CODE:
        line.refuse("code", f"mã “{code}” không dùng làm tên tệp được. Đặt mã khác.")
    start, end = line.day("valid_from"), line.day("valid_to")
    if start and end and start > end:
        line.refuse("valid_to", f"ngày {end:%d/%m/%Y} trước ngày bắt đầu là thành viên. Sửa lại.")
    return MemberUnit(
        code=code,
        name=line.text("name"),
        short_name=line.text("short_name") or line.text("name"),
        order=number if order is None else order,
        aliases=line.parts("aliases"),
        email=line.text("email"),
        valid_from=start,
        valid_to=end,
        predecessor=line.text("predecessor"),
    )


def _leaders(cluster: Line, units: tuple[MemberUnit, ...]) -> tuple[str, ...]:
    """Check the head's code; the deputies' codes."""
    codes = {unit.code for unit in units}
    deputies = cluster.parts("deputies")
    for key, found in [("head", cluster.text("head")), *(("deputies", one) for one in deputies)]:
        if found and found not in codes:
            advice = "Ghi đúng mã ở sheet “Đơn vị”."
            cluster.refuse(key, f"mã “{found}” không có trong các đơn vị của kỳ. {advice}")
    if cluster.text("head") in deputies:
        cluster.refuse("deputies", "đơn vị trưởng không thể đồng thời là đơn vị phó. Sửa lại mã.")
    return deputies
