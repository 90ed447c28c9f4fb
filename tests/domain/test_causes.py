from __future__ import annotations

from pipeline.domain.causes import CAUSES, cause_titles
from pipeline.domain.findings import FindingKind
from tests.builders import a_form


def test_every_finding_has_a_title_to_be_listed_under() -> None:
    form = a_form()
    rules = {rule.code for _, block in form.blocks for rule in block.rules}
    titles = cause_titles(form)

    assert {kind.code for kind in FindingKind} == CAUSES.keys()
    assert rules <= titles.keys()
    assert all(titles.values())
    assert titles["KT-221"] == "Số lao động trực tiếp lớn hơn tổng số lao động"
