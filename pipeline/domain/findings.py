"""Findings (kết quả kiểm tra): what is wrong, where, and what to do about it.

The kinds that reading itself can find stand in ``finding_kinds``; those of rules in the forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.domain.finding_kinds import FindingKind
from pipeline.domain.rules.rule import Severity

__all__ = ["Finding", "FindingKind", "finding", "finding_of", "has_errors"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place in one file.

    Attributes:
        unit: Code of the unit; "" while it is unknown.
        cell: Address; "" when the finding is about a sheet or the whole file.
    """

    code: str
    severity: Severity
    message: str
    advice: str
    unit: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """Sheet and cell as people write them: "KT cá nhân!F12"."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


def finding(
    kind: FindingKind,
    *,
    unit: str = "",
    file: str = "",
    sheet: str = "",
    cell: str = "",
    **details: object,
) -> Finding:
    """Build a finding, filling the details into the kind's message and advice."""
    return finding_of(kind, details, unit=unit, file=file, sheet=sheet, cell=cell)


def finding_of(
    kind: FindingKind,
    details: Mapping[str, object],
    *,
    unit: str = "",
    file: str = "",
    sheet: str = "",
    cell: str = "",
) -> Finding:
    """The same for details that are already a mapping."""
    message, advice = kind.message.format(**details), kind.advice.format(**details)
    return Finding(kind.code, kind.severity, message, advice, unit, file, sheet, cell)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(found.severity is Severity.ERROR for found in findings)
