"""Everything a form's workbook checks while it is filled: its rules and its sheets."""

from __future__ import annotations

from pipeline.domain.campaign import Period
from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Layout
from pipeline.domain.rules.live_checks import LiveChecks
from pipeline.steps.checking.live_progress import sheet_progress
from pipeline.steps.checking.live_rules import live_rules


def live_checks(form: FormSpec, layout: Layout, period: Period) -> LiveChecks:
    """Compile the checks of a form tailored to a campaign."""
    sheets = {sheet.key: sheet_progress(sheet, layout) for sheet in form.sheets}
    return LiveChecks(live_rules(form, layout, period), sheets)
