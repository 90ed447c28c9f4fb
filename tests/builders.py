"""Small complete domain values for tests; a test states only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.domain.campaign import (
    Addition,
    Campaign,
    Criterion,
    Direction,
    GroupKind,
    MemberUnit,
    Movement,
    MovementFigure,
    Period,
    PeriodKind,
    Target,
)
from pipeline.domain.catalogue import AwardGroup, AwardType, Honoree, Level
from pipeline.domain.form import FormSpec
from pipeline.files.templates.settings import load_form
from pipeline.steps.settings.tailor import tailor

LDTT = AwardType(
    code="LDTT",
    name="Lao động tiên tiến",
    short="LĐTT",
    honorees=frozenset({Honoree.INDIVIDUAL}),
    group=AwardGroup.TITLE,
    level=Level.GRASSROOTS,
    basis="Điều 24",
    usual=True,
)
TTLDTT = AwardType(
    code="TTLDTT",
    name="Tập thể lao động tiên tiến",
    short="TTLĐTT",
    honorees=frozenset({Honoree.COLLECTIVE}),
    group=AwardGroup.TITLE,
    level=Level.GRASSROOTS,
    basis="Điều 28",
    usual=True,
)
BKUB = AwardType(
    code="BKUB",
    name="Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    short="BK UBND tỉnh",
    honorees=frozenset(Honoree),
    group=AwardGroup.COMMENDATION,
    level=Level.PROVINCE,
    basis="Điều 74",
    usual=True,
)

TARGETS = (
    Target(
        "CT01",
        "Số thủ tục hành chính giải quyết đúng hạn",
        "hồ sơ",
        Direction.HIGHER,
        Addition.SUM,
    ),
    Target("CT02", "Tỷ lệ hồ sơ trễ hạn", "%", Direction.LOWER, Addition.MEAN),
)
MOVEMENTS = (
    Movement(
        code="NTM",
        name="Cả nước chung sức xây dựng nông thôn mới",
        launched_by="Thủ tướng Chính phủ",
        topic="rural",
        figures=(
            MovementFigure("1", "Tiền ủng hộ", "triệu đồng"),
            MovementFigure("2", "Ngày công đóng góp", "ngày công"),
        ),
    ),
)
CRITERIA = (
    Criterion("TC1", "Thực hiện nhiệm vụ chính trị", Decimal(60)),
    Criterion("TC2", "Công tác thi đua, khen thưởng", Decimal(40)),
)

_UNIT_NAMES = {"SNV": "Sở Nội vụ", "STC": "Sở Tài chính", "STP": "Sở Tư pháp"}


def a_period(year: int = 2025) -> Period:
    """A calendar year."""
    return Period.of(PeriodKind.YEAR, year)


def a_unit(code: str = "SNV", **changes: Any) -> MemberUnit:
    """A member unit; SNV, STC and STP have real names."""
    name = _UNIT_NAMES.get(code, f"Đơn vị {code}")
    unit = MemberUnit(code=code, name=name, short_name=name, order=1)
    return replace(unit, **changes)


def a_campaign(**changes: Any) -> Campaign:
    """Three units, three awards, one movement with two figures, two targets, two criteria."""
    campaign = Campaign(
        id="minh-hoa-2025",
        kind=GroupKind.CLUSTER,
        name="Cụm thi đua minh họa",
        province="tỉnh Lạng Sơn",
        place="Lạng Sơn",
        council="Hội đồng Thi đua - Khen thưởng tỉnh Lạng Sơn",
        period=a_period(),
        head="SNV",
        deputies=("STC",),
        units=(a_unit("SNV", order=1), a_unit("STC", order=2), a_unit("STP", order=3)),
        awards=(LDTT, TTLDTT, BKUB),
        deadline=date(2025, 12, 10),
        symbol="BC-CTĐ",
        targets=TARGETS,
        movements=MOVEMENTS,
        criteria=CRITERIA,
        recipients=("HĐ TĐKT tỉnh", "Sở Nội vụ (Ban TĐKT)", "Lưu: VT."),
        direct_worker="Người lao động trực tiếp là người không giữ chức vụ lãnh đạo, quản lý.",
    )
    return replace(campaign, **changes)


def a_form(form_id: str = "unit", campaign: Campaign | None = None) -> FormSpec:
    """A form as shipped, tailored to the campaign."""
    campaign = campaign or a_campaign()
    return tailor(load_form(form_id, campaign.period), campaign)
