"""Small collections that between them make the reports say everything they can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.domain.campaign import Campaign, Counting, GroupKind, Movement, MovementFigure
from pipeline.domain.catalogue import AwardGroup, AwardType, Honoree, Level
from pipeline.domain.collection import Receipt, ReturnState
from pipeline.steps.figures import FigureBook
from tests.builders import BKUB, LDTT, MOVEMENTS, TTLDTT, a_campaign, a_form, a_period, a_unit
from tests.steps.collections_builder import Answers, a_book
from tests.steps.province_scenarios import a_large_book, a_province_book

LONG = (
    "list.units",
    "sentence.training",
    "list.training",
    "sentence.inspections",
    "sentence.reporting",
)
EVERYONE = ("SNV", "STC", "STP")
HCLD3 = AwardType(
    code="HCLD3",
    name="Huân chương Lao động hạng Ba",
    short="HCLĐ 3",
    honorees=frozenset({Honoree.INDIVIDUAL}),
    group=AwardGroup.COMMENDATION,
    level=Level.STATE,
)
BKCD = replace(HCLD3, code="BKCD", name="Bằng khen của Liên đoàn Lao động", level=Level.SECTOR)
GKH = replace(HCLD3, code="GKH", name="Giấy khen cấp huyện", level=Level.DISTRICT)
GKX = replace(HCLD3, code="GKX", name="Giấy khen cấp xã", level=Level.COMMUNE)
POOR = Movement(
    "VNN",
    "Vì người nghèo",
    "Tỉnh ủy",
    "poor",
    (
        MovementFigure("1", "Nhà ở được hỗ trợ", "nhà"),
        MovementFigure("2", "Lượt đảng viên tham gia", "lượt người"),
    ),
)
OPEN = Movement("CDS", "Phong trào thi đua “Chuyển đổi số”")
AWARDS = (HCLD3, BKUB, LDTT, TTLDTT)


@dataclass(frozen=True)
class Scenario:
    """A collection and what is read of it: names of contents, or all of them for none."""

    name: str
    book: FigureBook
    contents: tuple[str, ...] = ()


def full_campaign(**changes: Any) -> Campaign:
    """The small campaign with a second and a third movement and an award of each kind."""
    return a_campaign(**({"movements": (*MOVEMENTS, POOR, OPEN), "awards": AWARDS} | changes))


def unit(n: int, before: int | None, **changes: Any) -> dict[str, Any]:
    """A unit whose every count is ``n`` and was ``before`` last year; no lists for 0."""
    award = {"proposed": n + 1 if n else 0, "decided": n, "last_year": before}
    simple = {"proposed_simplified": n, "decided_simplified": n}
    person = {"proposed_direct": n, "decided_direct": n // 2, **simple}
    taken = "yes" if n else "no"
    answers: dict[str, Any] = {
        "headcount": {
            "total": 10 * n, "direct": 8 * n, "staff_full": n, "staff_part": n,
            "persons_decided": 2 * n, "persons_decided_direct": n, "documents_last_year": before,
        },
        "documents": [{"number": str(i), **kind} for i, kind in enumerate(_DOCUMENTS[:n])],
        "targets": {
            "CT01": {"plan": Decimal(8), "done": Decimal(8 + n), "last_year": _tenth(before)},
            "CT02": {"plan": Decimal(8), "done": Decimal(8), "last_year": _tenth(before)},
        },
        "movements": {
            code: {"participated": taken, "outstanding": taken, "collectives": n, "individuals": n}
            for code in ("NTM", "VNN", "CDS")
        },
        "movement_figures": {
            row: {"value": Decimal(n), "last_year": None if before is None else Decimal(before)}
            for row in ("NTM.1", "NTM.2", "VNN.1", "VNN.2")
        },
        "launched": [
            {"name": f"Đợt {i}", "collectives": 1, "individuals": 2} for i in range(n)
        ],
        "awards_collective": {"TTLDTT": award | simple, "BKUB": award | simple},
        "awards_individual": dict.fromkeys(("LDTT", "BKUB", "HCLD3"), award | person),
        "named_awards": [
            {"name": "Nguyễn Văn A", "honoree": "individual", "award": "BKUB"} for _ in range(n)
        ],
        "by_occasion": {"merit": {"individuals": n}, "sudden": {"individuals": n}},
        "models_count": {
            stage: {"collectives": n, "individuals": n}
            for stage in ("found", "fostered", "replicated")
        },
        "models": [dict(model) for model in _MODELS[:n]],
        "ratings": {
            "party_cell": {"level_1": n, "level_2": n, "rating_status": "official"},
            "union": {"level_2": n, "rating_status": "official"},
        },
        "self_scores": {"TC1": {"score": Decimal(50)}, "TC2": {"score": Decimal(30 + n)}},
        "training": [
            {"content": f"Lớp {i}.", "date": date(2025, 3, 4), "participants": 5} for i in range(n)
        ],
        "inspections": [dict(line) for line in _INSPECTIONS[:n]],
        "narrative": {"conditions": "Thuận lợi."} if n else {},
    }  # fmt: skip
    return answers | changes


def head(*scores: int | None, **columns: Any) -> dict[str, Any]:
    """The head's own workbook with scores of the units in order."""
    return {
        "cluster_documents": [_DOCUMENTS[0]],
        "cluster_launched": [
            {
                "name": "Đoàn kết", "kind": "topic", "start": date(2025, 1, 2),
                "end": date(2025, 12, 1), "collectives": 1, "individuals": 2,
                "result": "Hoàn thành.",
            },
            {"name": "Sáng tạo", "start": date(2025, 1, 2)},
            {"name": "Kỷ cương", "end": date(2025, 12, 1)},
        ],
        "scores": {
            code: {"score": None if score is None else Decimal(score), **columns.get(code, {})}
            for code, score in zip(EVERYONE, scores, strict=False)
        },
        "narrative": {"leadership": "Chung."},
    }  # fmt: skip


_DOCUMENTS: tuple[dict[str, str], ...] = (
    {"number": "1/KH", "type": "plan", "issuer_level": "authority"},
    {"number": "2/CV", "type": "official_letter", "issuer_level": "council"},
    {"number": "3/QC", "type": "regulation", "issuer_level": "authority"},
)
_MODELS: tuple[dict[str, str], ...] = (
    {
        "kind": "individual", "name": "Nguyễn Văn A", "stage": "found",
        "field": "Cải cách hành chính", "achievement": "Sáng kiến.",
    },
    {"kind": "collective", "name": "Phòng B"},
    {"kind": "practice", "name": "Tổ số hóa", "stage": "replicated"},
)  # fmt: skip
_INSPECTIONS: tuple[dict[str, Any], ...] = (
    {
        "subject": "Phòng B", "date": date(2025, 5, 6), "content": "Việc bình xét.",
        "result": "Đúng quy định.",
    },
    {"date": date(2025, 7, 8), "result": "Đạt"},
    {"subject": "Phòng C"},
)  # fmt: skip


def _tenth(before: int | None) -> Decimal | None:
    return None if before is None else Decimal(8) + Decimal(before) / 10


def everywhere(answers: Answers) -> dict[str, Answers]:
    """The same answers of all three units."""
    return dict.fromkeys(EVERYONE, answers)


def ordinary() -> list[Scenario]:
    """The cases every content is read in."""
    campaign = full_campaign()
    own = head(95, 90, 80, SNV={"nomination": "flag"})

    def everyone(*before: int | None) -> FigureBook:
        """One, two and three of everything in the three units."""
        pairs = zip(EVERYONE, (1, 2, 3), before, strict=True)
        return a_book({code: unit(n, last) for code, n, last in pairs}, own, campaign)

    zero, one, two = (unit(n, n) for n in range(3))
    uneven = {"SNV": unit(2, 1), "STC": unit(3, None), "STP": _gaps()}
    books: Mapping[str, FigureBook] = {
        "chưa ai nộp": a_book(campaign=campaign),
        "nộp nhưng để trống": a_book(everywhere({}), {}, campaign),
        "đều là 0": a_book(everywhere(zero), head(90, 90, 90), campaign),
        "chỉ một đơn vị có, mỗi thứ một": a_book(
            {"SNV": one, "STC": zero, "STP": zero}, head(90, None, None), campaign
        ),
        "đủ, tăng": everyone(0, 1, 1),
        "đủ, giảm": everyone(3, 4, 3),
        "đủ, bằng năm trước": everyone(1, 2, 3),
        "không có năm trước": everyone(None, None, None),
        "thiếu một đơn vị": a_book({"SNV": one, "STC": two}, own, campaign),
        "số liệu không đều": a_book(uneven, None, campaign),
    }
    return [Scenario(name, book) for name, book in books.items()]


def _gaps() -> dict[str, Any]:
    """A unit that left out what the others told."""
    kept = unit(2, 2)
    kept["headcount"] = {"total": 9, "staff_part": 2}
    kept["awards_collective"] = {}
    kept["awards_individual"] = {"LDTT": {"decided": 4, "proposed": 5}}
    kept["by_occasion"] = {}
    kept["models_count"] = {"found": {"collectives": 1}}
    kept["targets"] = {"CT01": {"plan": Decimal(9)}}
    kept["movement_figures"] = {"NTM.1": {"value": Decimal("2.5")}}
    kept["ratings"] = {"party_cell": {"level_1": 1, "rating_status": "expected"}}
    return kept


def particular() -> list[Scenario]:
    """The cases that only some contents tell apart."""
    return [
        *_of_members(),
        *_of_results(),
        *_of_awards(),
        *_of_scores(),
        *_of_receipts(),
        *_of_province(),
    ]


def _of_province() -> list[Scenario]:
    said = ("sentence.membership", "list.units", "sentence.scores", "sentence.reporting")
    return [
        Scenario("nhiều cụm, khối", a_province_book(), said),
        Scenario("mười cụm, khối", a_large_book(), said[3:]),
        Scenario("một cụm trong tỉnh", a_province_book().clusters[0], said),
        Scenario("khối không rõ đơn vị trưởng", a_province_book().clusters[2], said[:1]),
    ]


def _of_members() -> list[Scenario]:
    moved = a_campaign(
        units=(
            a_unit("SNV"),
            a_unit("STC", name="Sở Tài chính và Đầu tư", valid_from=date(2025, 3, 1)),
            a_unit("STP", valid_to=date(2025, 6, 30)),
        ),
        deputies=(),
        kind=GroupKind.BLOC,
        name="số 2",
    )
    many = tuple(a_unit(f"D{number}") for number in range(41))
    crowd = full_campaign(units=many, head="D0", deputies=())
    listing = {f"D{i}": unit(1, 1, named_awards=[]) for i in range(40)}
    most = full_campaign(units=many[:12], head="D0", deputies=())
    return [
        Scenario(
            "có biến động đơn vị", a_book(campaign=moved), ("sentence.membership", "list.units")
        ),
        Scenario(
            "41 đơn vị, 40 đơn vị nộp",
            a_book(listing, campaign=crowd),
            LONG,
        ),
        Scenario(
            "12 đơn vị, 11 đơn vị tốt",
            a_book({f"D{i}": unit(1 if i else 0, 1) for i in range(12)}, campaign=most),
            ("sentence.targets", "movements.rural"),
        ),
        Scenario(
            "danh sách dài",
            a_book(everywhere({"models": _MODELS * 7, "launched": [{"name": "Đợt 1"}] * 11})),
            ("sentence.models", "list.models", "list.unit_movements"),
        ),
    ]  # fmt: skip


def _of_results() -> list[Scenario]:
    missed = {"CT01": {"plan": Decimal(8), "done": Decimal(6), "last_year": Decimal(7)}}
    beaten = {"CT01": {"plan": Decimal(8), "done": Decimal(9), "last_year": Decimal(7)}}
    level = {"CT01": {"plan": Decimal(8), "done": Decimal(8), "last_year": Decimal(8)}}
    late = {"CT02": {"plan": Decimal(1), "done": Decimal(3)}}
    in_time = {"CT02": {"plan": Decimal(1), "done": Decimal(1)}}
    mixed = {"SNV": {"targets": beaten | in_time}, "STC": {"targets": missed | late}}
    made_up = {"SNV": {"targets": beaten | late}, "STC": {"targets": level | late}}
    both = {"targets": beaten | {"CT02": {"plan": Decimal(9), "done": Decimal(3)}}}
    expected = {"level_2": 1, "rating_status": "expected"}
    older = a_campaign(period=a_period(2017))
    rated = {"party_cell": {"level_1": 2, "level_4": 1}, "union": {"level_1": 1, "level_2": 2}}
    taken = {"participated": "yes", "collectives": 0, "individuals": 0}
    one_expected: dict[str, Answers] = {
        "SNV": {"ratings": {"union": expected}},
        "STC": {"ratings": rated},
    }
    return [
        Scenario("chưa đạt", a_book(everywhere({"targets": missed})), ("sentence.targets",)),
        Scenario("đều vượt", a_book(everywhere({"targets": beaten})), ("sentence.targets",)),
        Scenario("đều đạt", a_book(everywhere({"targets": level})), ("sentence.targets",)),
        Scenario("có đạt, có không", a_book(mixed), ("sentence.targets",)),
        Scenario("chung: đạt một, không đạt một", a_book(made_up), ("sentence.targets",)),
        Scenario("mọi chỉ tiêu đạt", a_book(everywhere(both)), ("sentence.targets",)),
        Scenario(
            "xếp loại dự kiến",
            a_book(everywhere({"ratings": {"union": expected, "party_cell": expected}})),
            ("sentence.ratings",),
        ),
        Scenario("một phần dự kiến", a_book(one_expected, campaign=older), ("sentence.ratings",)),
        Scenario(
            "chỉ cụm có văn bản",
            a_book(everywhere({}), {"cluster_documents": [_DOCUMENTS[0]]}),
            ("sentence.documents",),
        ),
        Scenario(
            "cụm chưa gửi, một đơn vị không có văn bản",
            a_book(
                {"SNV": unit(1, 1), "STC": unit(2, 2), "STP": unit(0, 0)},
                campaign=full_campaign(),
            ),
            ("sentence.documents",),
        ),
        Scenario(
            "không hỏi phong trào nào",
            a_book(everywhere({}), {}, a_campaign(movements=())),
            ("sentence.movements", "movements.rural", "movements.poor", "movements.enterprise"),
        ),
        Scenario(
            "triển khai, không khen",
            a_book(everywhere({"movements": {"NTM": taken}})),
            ("sentence.movements", "movements.all"),
        ),
        Scenario(
            "chỉ có người chuyên trách",
            a_book(everywhere({"headcount": {"staff_full": 1, "staff_part": 0}})),
            ("sentence.staff",),
        ),
        Scenario(
            "chỉ có người kiêm nhiệm",
            a_book(everywhere({"headcount": {"staff_full": 0, "staff_part": 1}})),
            ("sentence.staff",),
        ),
    ]


def _of_awards() -> list[Scenario]:
    persons = full_campaign(counting=Counting.PERSONS)
    told = ("sentence.awards", "sentence.direct_share", "sentence.digest")
    leaders = {"decided": 2, "decided_direct": 0, "proposed": 2, "proposed_direct": 0}
    above = {"LDTT": leaders, "HCLD3": {"proposed": 0, "proposed_direct": 0}}
    alone = {"headcount": {"persons_decided": 3, "persons_decided_direct": 0}}
    all_levels = (HCLD3, BKUB, LDTT, GKH, GKX, BKCD)
    given = {code: {"decided": 1} for code in ("HCLD3", "BKUB", "LDTT", "GKH", "GKX", "BKCD")}
    by_level = a_book(
        everywhere({"awards_individual": given}), campaign=a_campaign(awards=all_levels)
    )
    return [
        Scenario("đếm theo người", a_book(everywhere(unit(2, 1)), campaign=persons), told),
        Scenario(
            "đếm theo người, không lao động trực tiếp",
            a_book(everywhere({"awards_individual": above} | alone), campaign=persons),
            told,
        ),
        Scenario(
            "đếm theo người, chưa có số",
            a_book(everywhere({"awards_individual": above}), campaign=persons),
            told,
        ),
        Scenario(
            "toàn người giữ chức vụ",
            a_book(everywhere({"awards_individual": above}), campaign=full_campaign()),
            told,
        ),
        *_of_simplified(),
        Scenario("đủ các cấp khen", by_level, ("sentence.awards",)),
    ]


def _of_simplified() -> list[Scenario]:
    only = ("sentence.simplified",)
    asked, given = {"proposed_simplified": 2}, {"decided_simplified": 1}
    none = {"decided_simplified": 0}
    cases = {
        "thủ tục đơn giản: mới đề nghị": (asked, asked),
        "thủ tục đơn giản: chưa quyết định": (asked | none, none),
        "thủ tục đơn giản: chỉ có quyết định": ({}, given),
    }
    return [
        Scenario(
            name,
            a_book(
                everywhere(
                    {"awards_collective": {"TTLDTT": teams}, "awards_individual": {"LDTT": people}}
                )
            ),
            only,
        )
        for name, (teams, people) in cases.items()
    ]


def _of_scores() -> list[Scenario]:
    flags = {"SNV": {"nomination": "flag"}, "STC": {"nomination": "certificate"}}
    barred = {"SNV": {"disqualified": "yes", "nomination": "flag"}, "STC": {"nomination": "flag"}}
    scored = everywhere(unit(1, 1))
    only = ("sentence.scores",)
    return [
        Scenario("suy tôn đúng số lượng", _scored(scored, head(9, 8, 7, **flags), 2), only),
        Scenario("suy tôn ít hơn", _scored(scored, head(8, 9, 9, **barred), 2), only),
        Scenario("suy tôn vượt", _scored(scored, head(8, 8, 9, **flags), 1), only),
        Scenario("đồng hạng ba", _of_four(), only),
        Scenario("chấm cả bảy đơn vị chưa nộp", _of_seven(), only),
    ]


def _of_four() -> FigureBook:
    codes = ("SNV", "STC", "STP", "SYT")
    scores = dict(zip(codes, (9, 8, 7, 7), strict=True))
    own = {"scores": {code: {"score": Decimal(score)} for code, score in scores.items()}}
    units = tuple(a_unit(code) for code in codes)
    return a_book(dict.fromkeys(codes, unit(1, 1)), own, full_campaign(units=units))


def _of_seven() -> FigureBook:
    codes = tuple(f"D{number}" for number in range(7))
    own = {"scores": {code: {"score": Decimal(9)} for code in codes}}
    units = tuple(a_unit(code) for code in codes)
    return a_book({}, own, full_campaign(units=units, head="D0", deputies=()))


def _scored(units: Mapping[str, Answers], own: Answers, quota: int | None) -> FigureBook:
    return a_book(units, own, full_campaign(quota=quota))


def _of_receipts() -> list[Scenario]:
    on_time, late, later = date(2025, 12, 5), date(2025, 12, 14), date(2025, 12, 31)
    wrong = [
        Receipt("SNV", ReturnState.ACCEPTED, "a.xlsx", on_time, 1),
        Receipt("STC", ReturnState.WITH_ERRORS, "b.xlsx", late, 1, 2),
        Receipt("STP", ReturnState.MISSING),
    ]
    only = ("sentence.reporting",)
    undated = a_campaign(deadline=None)
    both_late = [replace(wrong[1], unit=code) for code in ("STC", "STP")]
    topics = {form: a_form(form).block("narrative").rows for form in ("unit", "head")}
    own, each = (
        {"narrative": {row.key: "Đã viết." for row in topics[form]}} for form in ("head", "unit")
    )
    held = {"training": [{"content": "Lớp tập huấn"}]}
    return [
        Scenario("trễ, lỗi, thiếu", a_book({"SNV": {}, "STC": {}}, receipts=wrong), only),
        Scenario("trễ cùng ngày", a_book(receipts=both_late), only),
        Scenario("viết đủ các mục", a_book(everywhere(each | held), own), only),
        Scenario("thiếu, không đặt hạn", a_book({"SNV": {}}, campaign=undated), only),
        Scenario("chưa hết hạn", a_book({"SNV": {}}, campaign=a_campaign(deadline=later)), only),
        Scenario("chưa hết hạn, chưa ai nộp", a_book(campaign=a_campaign(deadline=later)), only),
        Scenario("không đặt hạn", a_book(everywhere({}), campaign=undated), only),
    ]
