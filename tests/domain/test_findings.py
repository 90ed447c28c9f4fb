from __future__ import annotations

from collections.abc import Callable
from string import Formatter

import pytest

from pipeline.domain.findings import Finding, FindingKind, finding, has_errors
from pipeline.domain.rules.rule import Severity
from tests.builders import a_form


def test_no_two_findings_share_a_code() -> None:
    rules = {
        (rule.code, rule.expression, rule.message)
        for form_id in ("unit", "head")
        for _, block in a_form(form_id).blocks
        for rule in block.rules
    }
    codes = [kind.code for kind in FindingKind] + [code for code, _, _ in rules]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("kind", FindingKind)
def test_a_finding_says_what_is_wrong_and_what_to_do(kind: FindingKind) -> None:
    names = {
        name
        for text in (kind.message, kind.advice)
        for _, name, _, _ in Formatter().parse(text)
        if name
    }
    found = finding(kind, unit="SNV", sheet="S", cell="A1", **dict.fromkeys(names, "x"))

    assert found.code.startswith("KT-")
    assert found.message
    assert found.advice
    assert found.place == "S!A1"


def test_the_wording_of_all_findings_is_reviewed_as_one_list(
    golden: Callable[[str, str], None],
) -> None:
    lines = (
        f"{kind.code}\t{kind.severity.label}\t{kind.message}\t{kind.advice}\n"
        for kind in sorted(FindingKind, key=lambda kind: kind.code)
    )

    golden("findings.txt", "".join(lines))


def test_warnings_and_notes_are_no_errors() -> None:
    warning = Finding("KT-206", Severity.WARNING, "m", "a")
    note = Finding("KT-301", Severity.NOTE, "m", "a")

    assert not has_errors([warning, note])
    assert has_errors([warning, Finding("KT-201", Severity.ERROR, "m", "a")])
