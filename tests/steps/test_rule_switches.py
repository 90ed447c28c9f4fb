from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.domain.form import Block, FormSpec
from pipeline.domain.rules.rule import Rule, RuleSwitch, Severity
from pipeline.files.templates.settings import load_catalogue, load_form
from pipeline.steps.settings.campaign_settings import read_campaign
from pipeline.steps.settings.campaign_values import carried_values
from pipeline.steps.settings.rule_switches import as_held, switch_rows
from pipeline.steps.settings.tailor import tailor
from tests.builders import a_campaign, a_form, a_period
from tests.steps.settings_answers import Values, answered, campaign_from, fresh, the_form

PERIOD = a_period(2025)


def rules(form: FormSpec) -> dict[str, Rule]:
    return {rule.code: rule for _, block in form.blocks for rule in block.rules}


def switched(**switches: RuleSwitch) -> dict[str, Rule]:
    codes = {code.replace("_", "-"): switch for code, switch in switches.items()}
    return rules(a_form(campaign=a_campaign(rule_switches=codes)))


def switch(code: str, value: str) -> Values:
    return {("rules", code, "severity"): value}


def test_a_rule_not_confirmed_is_as_heavy_as_the_cluster_decides() -> None:
    assert switched()["KT-117"].severity is Severity.WARNING
    assert switched(KT_117=RuleSwitch.ERROR)["KT-117"].severity is Severity.ERROR
    assert "KT-117" not in switched(KT_117=RuleSwitch.OFF)


def test_confirmed_law_cannot_be_switched_off() -> None:
    assert switched(KT_112=RuleSwitch.OFF)["KT-112"].severity is Severity.ERROR


def test_a_rule_about_what_the_campaign_does_not_ask_is_left_out() -> None:
    declared = rules(load_form("unit", PERIOD))
    asked = rules(a_form())

    assert {"KT-233", "KT-236", "KT-171"} <= declared.keys()
    assert not {"KT-233", "KT-236", "KT-171"} & asked.keys()


def test_the_campaign_form_lists_every_rule_that_may_be_switched() -> None:
    block = the_form().block("rules")
    unconfirmed = sorted(
        r.code for r in rules(load_form("unit", PERIOD)).values() if not r.confirmed
    )

    assert [row.key for row in block.rows] == unconfirmed
    assert block.row("KT-233").facts == {
        "place": "KT cá nhân – Cá nhân",
        "message": "Số Chiến sĩ thi đua cơ sở lớn hơn số Lao động tiên tiến, Chiến sĩ tiên tiến.",
        "basis": "khoản 1 Điều 23 Luật Thi đua, khen thưởng năm 2022",
        "declared": "Cảnh báo",
    }
    assert not any("{" in str(fact) for row in block.rows for fact in row.facts.values())


def test_a_rule_of_another_year_is_not_offered() -> None:
    assert "KT-231" in [row.key for row in the_form(2023).block("rules").rows]
    assert "KT-231" not in [row.key for row in the_form(2025).block("rules").rows]


def test_switches_are_read_and_a_blank_leaves_a_rule_as_declared() -> None:
    campaign = campaign_from({**fresh(), **switch("KT-117", "off"), **switch("KT-118", "error")})

    assert campaign.rule_switches == {"KT-117": RuleSwitch.OFF, "KT-118": RuleSwitch.ERROR}
    assert campaign_from(fresh()).rule_switches == {}


def test_switches_are_carried_to_the_next_year() -> None:
    old = a_campaign(rule_switches={"KT-117": RuleSwitch.OFF})
    values = carried_values(
        old, campaign_id="x", year=2026, catalogue=load_catalogue(a_period(2026)), movements=()
    )

    assert values["rules", "KT-117", "severity"] == "off"


def test_a_workbook_made_before_there_were_switches_still_reads() -> None:
    form = the_form()
    older = answered(fresh(), form)
    older = replace(older, tables={k: t for k, t in older.tables.items() if k != "rules"})
    held = as_held(form, older)

    assert "rules" not in {block.key for _, block in held.blocks}
    assert read_campaign(older, held, load_catalogue(PERIOD)).rule_switches == {}


def test_a_workbook_made_before_a_rule_was_added_is_asked_only_for_the_others() -> None:
    form = the_form()
    older = answered({**fresh(), **switch("KT-118", "off")}, as_if_without("KT-117", form))
    held = as_held(form, older)

    keys = [row.key for row in held.block("rules").rows]
    assert "KT-117" not in keys
    assert "KT-118" in keys
    assert as_held(form, answered(fresh(), form)) == form


def test_a_workbook_made_before_a_free_setting_was_added_still_reads() -> None:
    form = the_form()
    older = answered(fresh(), as_if_without("report_date", as_if_without("number", form)))
    held = as_held(form, older)

    keys = [row.key for row in held.block("cluster").rows]
    assert not {"number", "report_date"} & {*keys}
    campaign = read_campaign(older, held, load_catalogue(PERIOD))
    assert (campaign.report_number, campaign.report_date) == (None, None)


def test_a_setting_that_must_be_there_is_asked_for_though_a_workbook_lacks_it() -> None:
    form = the_form()
    older = answered(fresh(), as_if_without("province", form))

    assert "province" in [row.key for row in as_held(form, older).block("cluster").rows]


def test_a_workbook_made_before_a_column_of_a_list_was_added_still_reads() -> None:
    form = the_form()
    older = answered(fresh(), as_if_without_column("cluster", as_if_without_column("role", form)))
    held = as_held(form, older)

    keys = [column.key for column in held.block("units").columns]
    assert not {"cluster", "role"} & {*keys}
    assert "email" in keys
    campaign = read_campaign(older, held, load_catalogue(PERIOD))
    assert [unit.cluster for unit in campaign.units] == ["" for _ in campaign.units]


def test_a_column_that_must_be_there_is_asked_for_though_a_workbook_lacks_it() -> None:
    form = the_form()
    older = answered(fresh(), form)
    units = older.tables["units"]
    units = replace(units, letters={"name": units.letters["name"]})
    older = replace(older, tables={**older.tables, "units": units})

    keys = {column.key for column in as_held(form, older).block("units").columns}
    assert {"code", "name"} <= keys
    assert "email" not in keys


def as_if_without_column(key: str, form: FormSpec) -> FormSpec:
    return with_blocks(
        form, lambda block: replace(block, columns=tuple(c for c in block.columns if c.key != key))
    )


def as_if_without(code: str, form: FormSpec) -> FormSpec:
    return with_blocks(
        form, lambda block: replace(block, rows=tuple(r for r in block.rows if r.key != code))
    )


def with_blocks(form: FormSpec, changed: Callable[[Block], Block]) -> FormSpec:
    sheets = (
        replace(sheet, blocks=tuple(changed(block) for block in sheet.blocks))
        for sheet in form.sheets
    )
    return replace(form, sheets=tuple(sheets))


def test_rules_of_the_head_are_not_mixed_with_those_of_the_units() -> None:
    head = switch_rows(load_form("head", PERIOD))
    assert head == ()


def test_tailoring_keeps_a_switch_of_a_rule_that_no_longer_is() -> None:
    campaign = a_campaign(rule_switches={"KT-999": RuleSwitch.OFF})
    assert rules(tailor(load_form("unit", PERIOD), campaign)) == rules(a_form())
