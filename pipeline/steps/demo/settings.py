"""Fill ``campaign.xlsx`` for the made-up cluster (thiết lập của cụm minh họa)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from random import Random
from typing import TypeAlias

from pipeline.domain.form import VALUE
from pipeline.domain.submission import Value
from pipeline.steps.demo.departments import Department, departments
from pipeline.steps.demo.grouping import Place, grouped
from pipeline.steps.demo.people import a_person, a_phone
from pipeline.steps.demo.target_plans import TARGET_PLANS

Values: TypeAlias = Mapping[tuple[str, str, str], Value]

NAME = "Cụm thi đua minh họa"
PROVINCE = "tỉnh Minh Họa"
QUOTA_SHARE = 0.25
"""Units nominated, of all units."""

_CRITERIA = (
    ("TC1", "Kết quả thực hiện các chỉ tiêu, nhiệm vụ chính trị được giao", 45),
    ("TC2", "Thực hiện chủ trương của Đảng, pháp luật của Nhà nước; xây dựng Đảng, đoàn thể", 15),
    ("TC3", "Tổ chức, triển khai các phong trào thi đua", 15),
    ("TC4", "Công tác khen thưởng; phát hiện, nhân rộng điển hình tiên tiến", 12),
    ("TC5", "Cải cách hành chính, ứng dụng công nghệ thông tin", 8),
    ("TC6", "Chế độ thông tin, báo cáo và tham gia hoạt động của cụm", 5),
)
_RECIPIENTS = (
    "Hội đồng Thi đua - Khen thưởng tỉnh",
    "Sở Nội vụ (Ban Thi đua - Khen thưởng)",
    "Các đơn vị thành viên{group}",
    "Lưu: VT, TĐKT.",
)


def deadline(year: int) -> date:
    """The day by which the units return their workbooks."""
    return date(year, 12, 10)


def demo_settings(
    year: int, units: int, seed: int, starting: Values, clusters: int = 1
) -> dict[tuple[str, str, str], Value]:
    """The starting values of a campaign, completed for so many units in so many clusters."""
    rng = Random(f"{seed}/settings")
    members = departments(year, units)
    places = grouped([member.code for member in members], clusters)
    return {
        **starting,
        **_fields(year, members, rng, clusters),
        **_records("units", (_unit(member, places.get(member.code)) for member in members)),
        **_records("targets", (plan.setting() for plan in TARGET_PLANS)),
        **_records(
            "criteria",
            ({"code": code, "name": name, "maximum": most} for code, name, most in _CRITERIA),
        ),
        **_records("recipients", ({"name": name} for name in _recipients(clusters))),
    }


def _recipients(clusters: int) -> tuple[str, ...]:
    """Of many clusters the reports of all name the same."""
    group = " Cụm thi đua" if clusters < 2 else ""
    return tuple(name.format(group=group) for name in _RECIPIENTS)


def _fields(year: int, members: tuple[Department, ...], rng: Random, clusters: int) -> Values:
    codes = [member.code for member in members]
    contact = f"{a_person(rng)}, {members[0].name}, ĐT {a_phone(rng)}, {_email(codes[0])}"
    answers: dict[str, Value] = {
        "kind": "cluster",
        "name": NAME if clusters < 2 else PROVINCE,
        "province": PROVINCE,
        "council": f"Hội đồng Thi đua - Khen thưởng {PROVINCE}",
        "place": "Minh Họa",
        "head": codes[0],
        "deputies": "; ".join(codes[1:3]) if clusters < 2 else "",
        "deadline": deadline(year),
        "symbol": "BC-CTĐ",
        "signer": a_person(rng),
        "quota": max(1, round(len(members) / clusters * QUOTA_SHARE)),
        "contact": contact,
    }
    return {("cluster", key, VALUE): value for key, value in answers.items() if value != ""}


def _unit(member: Department, place: Place | None) -> dict[str, Value]:
    return {
        "code": member.code,
        "name": member.name,
        "short_name": member.short_name,
        "aliases": "; ".join(member.aliases),
        "email": _email(member.code),
        "valid_from": member.founded,
        "predecessor": member.predecessor,
        "cluster": place.cluster if place else "",
        "role": place.role if place else "",
    }


def _email(code: str) -> str:
    return f"{code.lower()}@example.vn"


def _records(block: str, lines: Iterable[Mapping[str, Value]]) -> Values:
    return {
        (block, str(number), key): value
        for number, line in enumerate(lines, start=1)
        for key, value in line.items()
        if value not in (None, "")
    }
