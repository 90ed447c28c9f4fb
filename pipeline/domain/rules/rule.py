"""A rule (quy tắc kiểm tra): one line of data in a form definition, checked on every row.

The expression is a comparison over the keys of the block: column keys in a grid, records or
narrative block (checked row by row), row keys in a fields block (checked once); it may also speak
of other blocks. ``domain.expression`` is the language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs (lỗi, cảnh báo, lưu ý)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The Vietnamese word."""
        return {"error": "Lỗi", "warning": "Cảnh báo", "note": "Lưu ý"}[self.value]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a block.

    Attributes:
        code: Stable code, such as ``KT-101``.
        expression: What must hold, such as ``decided_direct <= decided``.
        basis: Article or circular the rule comes from; "" for plain arithmetic.
        confirmed: Arithmetic, or read in the law itself; what is not, an officer may switch in
            ``campaign.xlsx``.
        rows: Name of the list whose codes are the keys of the rows it is checked on; "" for all.
        valid_from: First day of the periods it applies to; ``None`` for always.
        valid_to: Last day likewise.
    """

    code: str
    expression: str
    severity: Severity
    message: str
    advice: str
    basis: str = ""
    confirmed: bool = True
    rows: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def applies(self, start: date, end: date) -> bool:
        """Whether it applies on some day of a period."""
        begun = self.valid_from is None or self.valid_from <= end
        return begun and (self.valid_to is None or self.valid_to >= start)


class RuleSwitch(StrEnum):
    """What an officer decided about a rule that is not confirmed law."""

    WARNING = "warning"
    ERROR = "error"
    OFF = "off"
