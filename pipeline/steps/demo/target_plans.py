"""The targets the made-up cluster agreed on (chỉ tiêu thi đua), and what units reach of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from pipeline.domain.submission import Value


@dataclass(frozen=True, slots=True)
class TargetPlan:
    """A target with the range its plans lie in.

    Attributes:
        share: Of the units, those it is given to.
        best: What cannot be exceeded, such as 100 %.
        swing: How far the result lies from the plan, as a share of the plan.
        places: Decimals.
    """

    code: str
    name: str
    measure: str
    direction: str
    addition: str
    maximum: int
    low: float
    high: float
    best: float | None = None
    swing: float = 0.12
    places: int = 0
    share: float = 1.0

    def setting(self) -> dict[str, Value]:
        """Its line in ``campaign.xlsx``."""
        return {
            "code": self.code,
            "name": self.name,
            "measure": self.measure,
            "direction": self.direction,
            "addition": self.addition,
            "maximum": self.maximum,
        }


_HIGHER, _LOWER = "higher", "lower"
TARGET_PLANS = (
    TargetPlan(
        *("CT01", "Số hồ sơ thủ tục hành chính được giải quyết", "hồ sơ"),
        direction=_HIGHER,
        addition="sum",
        maximum=10,
        low=600,
        high=9000,
    ),
    TargetPlan(
        *("CT02", "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn", "%"),
        direction=_HIGHER,
        addition="weighted",
        maximum=10,
        low=95,
        high=99,
        best=100,
        swing=0.03,
        places=1,
    ),
    TargetPlan(
        *("CT03", "Số hồ sơ thủ tục hành chính quá hạn", "hồ sơ"),
        direction=_LOWER,
        addition="sum",
        maximum=5,
        low=8,
        high=40,
        swing=0.6,
    ),
    TargetPlan(
        *("CT04", "Tỷ lệ nhiệm vụ Ủy ban nhân dân tỉnh giao hoàn thành đúng hạn", "%"),
        direction=_HIGHER,
        addition="mean",
        maximum=10,
        low=92,
        high=98,
        best=100,
        swing=0.05,
        places=1,
    ),
    TargetPlan(
        *("CT05", "Điểm chỉ số cải cách hành chính", "điểm"),
        direction=_HIGHER,
        addition="mean",
        maximum=5,
        low=82,
        high=90,
        best=100,
        swing=0.06,
        places=2,
    ),
    TargetPlan(
        *("CT06", "Tỷ lệ giải ngân vốn đầu tư công", "%"),
        direction=_HIGHER,
        addition="none",
        maximum=5,
        low=90,
        high=100,
        best=100,
        swing=0.1,
        places=1,
        share=0.6,
    ),
    TargetPlan(
        *("CT07", "Kinh phí chi thường xuyên tiết kiệm được", "triệu đồng"),
        direction=_HIGHER,
        addition="sum",
        maximum=5,
        low=80,
        high=600,
        swing=0.2,
        places=1,
    ),
    TargetPlan(
        *("CT08", "Số đơn khiếu nại, tố cáo tồn đọng chuyển năm sau", "đơn"),
        direction=_LOWER,
        addition="none",
        maximum=5,
        low=1,
        high=5,
        swing=0.9,
    ),
)
_BY_CODE = {plan.code: plan for plan in TARGET_PLANS}


Reached: TypeAlias = tuple[float, float, float]
"""Plan, result and last year's result."""

_FILES, _IN_TIME, _LATE = "CT01", "CT02", "CT03"


def reached(codes: Iterable[str], quality: float, rng: Random) -> dict[str, Reached]:
    """The numbers of each target; those not given to the unit are left out."""
    numbers = {code: _drawn(code, quality, rng) for code in codes}
    if {_FILES, _IN_TIME, _LATE} <= numbers.keys():
        # What is late is what is not in time.
        files, in_time = numbers[_FILES], numbers[_IN_TIME]
        plan, done, last_year = (
            round(count * (100 - share) / 100) for count, share in zip(files, in_time, strict=True)
        )
        numbers[_LATE] = plan, done, last_year
    return {
        code: found
        for code, found in numbers.items()
        if rng.random() < (_BY_CODE[code].share if code in _BY_CODE else 1)
    }


def _drawn(code: str, quality: float, rng: Random) -> Reached:
    """A target that is not of this cluster gets numbers of a usual size."""
    own = TargetPlan(code, "", "", _HIGHER, "sum", 0, 20, 200)
    plan = _BY_CODE.get(code, own)
    agreed = round(rng.uniform(plan.low, plan.high), plan.places)
    # Good units end above their plan, and below it where lower is better.
    lean = (quality - 0.885) * 8 * (1 if plan.direction == _HIGHER else -1)
    done = _within(agreed * (1 + plan.swing * rng.uniform(lean - 0.7, lean + 0.7)), plan)
    last_year = _within(done * (1 - plan.swing * rng.uniform(-0.5, 1.2)), plan)
    return _plain(agreed, plan), _plain(done, plan), _plain(last_year, plan)


def _within(value: float, plan: TargetPlan) -> float:
    return max(0.0, value if plan.best is None else min(value, plan.best))


def _plain(value: float, plan: TargetPlan) -> float:
    return round(value, plan.places) if plan.places else round(value)
