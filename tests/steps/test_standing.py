from __future__ import annotations

from datetime import UTC, datetime

from pipeline.domain.findings import FindingKind, finding
from pipeline.domain.intake import Decision, DecisionKind, SeenFile, Status, judge
from pipeline.domain.rules.rule import Severity
from pipeline.steps.standing import as_assigned, assignments, rulings
from tests.builders import a_campaign

NOW = datetime(2025, 12, 20, 8, tzinfo=UTC)
CAMPAIGN = a_campaign()
STRANGE = finding(FindingKind.OTHER_CAMPAIGN, file="a.xlsx", found="kỳ 2024", expected="kỳ 2025")
UNKNOWN = finding(FindingKind.UNIT_UNKNOWN, file="a.xlsx", detail=" (mã “ZZZ”)")
OLD_FORM = finding(FindingKind.OTHER_VERSION, file="a.xlsx", found="1", expected="2")


def taken(kind: DecisionKind, digest: str, unit: str = "") -> Decision:
    return Decision(kind, digest, NOW, "lan", unit, f"{kind} {unit}".strip())


ASSIGNED = taken(DecisionKind.ASSIGN, "d1", "SNV")


def test_an_assigned_file_is_the_units_with_one_note_of_what_was_wrong() -> None:
    found = as_assigned((STRANGE, UNKNOWN, OLD_FORM), CAMPAIGN.unit("SNV"), "a.xlsx")
    note, kept = found
    assert (note.code, note.severity, note.unit) == ("KT-430", Severity.NOTE, "SNV")
    assert note.message == (
        "Tệp đã được giao cho Sở Nội vụ theo quyết định của người dùng (lúc nhận: Tệp này là"
        " biểu mẫu của đợt khác: kỳ 2024; đợt này là kỳ 2025; Không xác định được tệp này của"
        " đơn vị nào (mã “ZZZ”))."
    )
    assert (kept.code, kept.unit) == (OLD_FORM.code, "SNV")
    file = SeenFile("d1", "a.xlsx", 1, NOW)
    assert judge(file, "SNV", "unit", found).status is Status.ACCEPTED_WITH_FINDINGS


def test_a_file_assigned_twice_is_the_last_units() -> None:
    decisions = [ASSIGNED, taken(DecisionKind.ASSIGN, "d1", "STC")]
    assert assignments(decisions, CAMPAIGN) == {"d1": "STC"}


def test_an_assignment_to_a_unit_that_left_the_campaign_is_void() -> None:
    assert assignments([taken(DecisionKind.ASSIGN, "d1", "XYZ")], CAMPAIGN) == {}


def test_whose_a_file_is_and_whether_it_counts_are_two_questions() -> None:
    excluded, accepted = taken(DecisionKind.EXCLUDE, "d1"), taken(DecisionKind.ACCEPT, "d1")
    verdict = judge(SeenFile("d1", "a.xlsx", 1, NOW), "SNV", "unit", ())
    told = rulings([ASSIGNED, excluded, accepted], [verdict])
    assert [(one.decision.kind.value, one.in_force) for one in told] == [
        ("assign", True),
        ("exclude", False),
        ("accept", True),
    ]
    assert {(one.file, one.unit) for one in told} == {("a.xlsx", "SNV")}
