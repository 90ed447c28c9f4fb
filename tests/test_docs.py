from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.domain.collection import Collection, Receipt, ReturnState
from pipeline.domain.figures import Figure, Measure, Query, Way
from pipeline.domain.findings import FindingKind, finding
from pipeline.domain.form import FormSpec, Shape, ValueKind
from pipeline.domain.intake import (
    Carrier,
    CarrierKind,
    Decision,
    DecisionKind,
    OpenedCarrier,
    Ruling,
    SeenFile,
    Status,
    judge,
)
from pipeline.domain.layout import Manifest
from pipeline.domain.rules.rule import Rule, Severity
from pipeline.domain.submission import Cell, Submission
from pipeline.domain.unit_status import UnitState, return_rate
from pipeline.files.campaign.inbox import Litter
from pipeline.files.forms.form_book import write_form
from pipeline.files.forms.form_layout import read_published_layout
from pipeline.files.returned.returned import read_workbook
from pipeline.files.templates.settings import load_form
from pipeline.jobs.collect import Collected
from pipeline.jobs.consolidate import Consolidated
from pipeline.jobs.feedback import Feedback
from pipeline.jobs.status_page import Told
from pipeline.steps.describe import describe_status, describe_trace, describe_verdict
from pipeline.steps.describe_rounds import describe_rounds
from pipeline.steps.documentation.document_findings import (
    FindingEntry,
    finding_entries,
    findings_page,
)
from pipeline.steps.documentation.document_form import form_page
from pipeline.steps.feedback.differences import Difference
from pipeline.steps.place import place
from pipeline.steps.provenance import record_figures
from pipeline.steps.publish_layout import publish, publish_json
from pipeline.steps.reading.interpret import Origin, interpret
from pipeline.steps.rounds import Comparison, Round
from pipeline.steps.status.describe_standing import with_standing
from pipeline.steps.status.unit_states import Evidence, unit_statuses
from pipeline.steps.trace import TracedCell
from tests.builders import a_campaign, a_form, a_period
from tests.small_form import FORM, MANIFEST

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FORM_IDS = ("unit", "head", "campaign")
LAW_YEARS = (2017, 2023, 2025)
NOW = datetime(2025, 12, 15, 8, 0, tzinfo=UTC)


@pytest.fixture
def published(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares text with ``docs/<name>``."""

    def compare(name: str, text: str) -> None:
        path = DOCS / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no such page yet; run with --update-golden: docs/{name}"
        assert text == path.read_text(encoding="utf-8"), f"run with --update-golden: docs/{name}"

    return compare


def shipped(*years: int) -> list[FormSpec]:
    return [load_form(form_id, a_period(year)) for year in years for form_id in FORM_IDS]


# The forms and the findings


def test_the_page_of_the_forms_is_up_to_date(published: Callable[[str, str], None]) -> None:
    published("form.md", form_page(shipped(2025)))


def test_the_page_of_the_forms_has_every_question() -> None:
    page = form_page(shipped(2025))
    for form in shipped(2025):
        for _, block in form.blocks:
            keys = [row.key for row in block.rows] or [column.key for column in block.columns]
            assert [key for key in (block.key, *keys) if f"`{key}`" not in page] == []


def test_every_dropdown_list_that_a_form_links_to_is_on_the_page() -> None:
    page = form_page(shipped(2025))
    linked = set(re.findall(r"\(#list-(\w+)\)", page))
    assert linked
    assert linked <= set(re.findall(r"^### List `(\w+)`$", page, re.MULTILINE))


def test_a_sign_of_markdown_in_a_label_does_not_break_the_table() -> None:
    block = FORM.block("awards")
    column = replace(block.columns[1], label="Số A | B < C", hint="dòng 1\ndòng 2")
    sheet = replace(FORM.sheets[0], blocks=(replace(block, columns=(column,)),))
    page = form_page([replace(FORM, sheets=(sheet,))])
    assert "Số A &#124; B &lt; C" in page
    assert "dòng 1 dòng 2 |" in page


def test_the_page_of_the_findings_is_up_to_date(published: Callable[[str, str], None]) -> None:
    published("findings.md", findings_page(shipped(*LAW_YEARS)))


def test_no_code_has_two_meanings() -> None:
    assert two_meanings(finding_entries(shipped(*LAW_YEARS))) == set()


def test_a_rule_that_takes_the_code_of_another_finding_is_noticed() -> None:
    taken = Rule(FindingKind.UNREADABLE.code, "proposed <= 1", Severity.ERROR, "Sai.", "Sửa.")
    sheet = FORM.sheets[0]
    blocks = (sheet.blocks[0], replace(sheet.blocks[1], rules=(taken,)))
    form = replace(FORM, sheets=(replace(sheet, blocks=blocks), *FORM.sheets[1:]))
    assert two_meanings(finding_entries([form])) == {FindingKind.UNREADABLE.code}


def two_meanings(entries: Iterable[FindingEntry]) -> set[str]:
    codes = [entry.code for entry in entries]
    return {code for code in codes if codes.count(code) > 1}


def test_every_finding_stands_on_the_page_once() -> None:
    forms = shipped(*LAW_YEARS)
    listed = re.findall(r"^\| `(KT-\d{3})` \|", findings_page(forms), re.MULTILINE)
    assert sorted(listed) == sorted(entry.code for entry in finding_entries(forms))


def test_the_places_named_on_the_page_of_the_findings_exist() -> None:
    forms = {form.id: form for form in shipped(2025)}
    named = re.findall(r"`(unit|head|campaign)\.(\w+)(?:\.(\w+))?`", findings_page(shipped(2025)))
    assert named
    for form, block, column in named:
        assert forms[form].block(block).column(column) if column else forms[form].block(block)


# The JSON


def section(title: str) -> str:
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"docs/json.md has no section “{title}”"
    return found[1]


def documented(title: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", section(title), re.MULTILINE))


def paths(value: object, at: str = "") -> Iterator[str]:
    """Every key with its way down: ``units[].state``; keys that are data are named by kind."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            path = f"{at}.{key}" if at else str(key)
            yield path
            yield from paths(inner, path)
    elif isinstance(value, list):
        for item in value:
            yield from paths(item, f"{at}[]")


def named_by_kind(found: Iterable[str], data: Mapping[str, str]) -> set[str]:
    """Paths with the keys that are data replaced, and without the paths that only name them."""
    replaced = set()
    for path in found:
        for pattern, name in data.items():
            path = re.sub(pattern, name, path)  # noqa: PLW2901
        replaced.add(path)
    return {path for path in replaced if not path.endswith(">")}


def a_collected() -> Collected:
    campaign = a_campaign()
    missed = finding(FindingKind.NOT_A_COUNT, sheet="S", cell="A1", column="c", found="x", hint="h")
    carrier = Carrier("1" * 64, "thu.eml", "a@b.vn", NOW, "Báo cáo", CarrierKind.MAIL)
    file = SeenFile("0" * 64, "SNV.xlsx", 1, NOW, carrier)
    verdict = judge(file, "SNV", "unit", [missed])
    receipts = (
        Receipt("SNV", ReturnState.WITH_ERRORS, "SNV.xlsx", date(2025, 12, 5), 1, errors=1),
        Receipt("STC", ReturnState.MISSING),
    )
    submission = Submission("SNV", MANIFEST, "SNV.xlsx", "0" * 64, {})
    decision = Decision(DecisionKind.INCLUDE, "0" * 64, NOW, "lan", reason="bản đúng")
    ruling = Ruling(decision, "SNV.xlsx", "SNV", in_force=True)
    day = NOW.date()
    collection = Collection(campaign, {"SNV": submission}, None, receipts, day, (ruling,))
    return Collected(
        collection,
        (verdict,),
        (Litter("~$SNV.xlsx", "tệp tạm của Excel"),),
        (),
        {},
        (missed,),
        (OpenedCarrier(carrier, 1),),
    )


def a_status() -> dict[str, Any]:
    collected = a_collected()
    litter = [(one.name, one.note) for one in collected.litter]
    described = describe_status(
        collected.collection,
        collected.verdicts,
        litter,
        collected.cross_findings,
        collected.opened,
    )
    statuses = unit_statuses(collected.collection, Evidence(collected.verdicts))
    standing = with_standing(described, statuses, return_rate(statuses, date(2025, 12, 10)))
    return {**standing, "status_page": "status.html"}


def a_ratio() -> Figure:
    query = Query("awards_individual", "decided", ("LDTT",), where=(("status", ("decided",)),))
    part = Figure("decided", "Số đã có quyết định", 3, query=query)
    return Figure("ratio", "Tỷ lệ", Decimal("12.5"), Measure.PERCENT, parts=(part, part))


STATUS_DATA = {r"^findings_by_code\.KT-\d+$": "findings_by_code.<code>"}
LAYOUT_DATA = {
    r"^blocks\.\w+": "blocks.<block>",
    r"\.columns\.\w+": ".columns.<column>",
    r"\.rows\.\w+": ".rows.<row>",
}


def test_the_keys_of_status_are_documented() -> None:
    state = {**a_status(), "files": []}  # as in check
    assert documented("thidua status --json") == named_by_kind(paths(state), STATUS_DATA)


def test_the_keys_of_check_are_documented() -> None:
    described = describe_verdict(a_collected().verdicts[0])
    assert documented("thidua check FILE --json") == set(paths(described))


def test_the_keys_of_a_history_are_documented() -> None:
    collected = a_collected()
    one = Round(1, collected.verdicts[0], True, "mới nhất", ())
    before, after = Cell("S", "C7", 1, 1.0), Cell("S", "C8", 2, 2.0)
    changed = Difference(("b", "r", "c"), "S", "dòng", "cột", "1", "2", before, after)
    compared = Comparison(one, replace(one, number=2), (changed,), ("Bảng",))
    unit = collected.collection.campaign.unit("SNV")
    described = describe_rounds(unit, [one], [compared])
    assert documented("thidua history UNIT --json") == set(paths(described))


def test_the_keys_of_consolidate_are_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told((), return_rate((), None), Path("status.html"))
    made = Consolidated(
        "20251215-080000", a_collected(), (Path("a.docx"),), Feedback((), ()), 2, told
    )
    monkeypatch.setattr("pipeline.jobs.campaigns.open_campaign", lambda start: start)
    monkeypatch.setattr("pipeline.jobs.consolidate.consolidate", lambda opened, **_: made)
    result = CliRunner().invoke(commands, ["consolidate", "--json"])
    added = set(json.loads(result.stdout)) - set(a_status())
    assert result.exit_code == 1
    assert documented("thidua consolidate --json") == added


def test_the_keys_of_a_trace_are_documented() -> None:
    cell = TracedCell("SNV", "SNV.xlsx", Cell("S", "A1", 3, 3.0))
    described = describe_trace(a_ratio(), [cell])
    assert documented("thidua trace ID --json") == set(paths(described))


def test_the_keys_of_found_figures_are_documented() -> None:
    found = record_figures([a_ratio()])
    keys = named_by_kind(paths(found), {r"^(ratio|decided)(?=\.|$)": "<id>"})
    assert documented("thidua trace --find TEXT --json") == keys


def test_the_keys_of_a_layout_are_documented() -> None:
    found = paths(publish(FORM, place(FORM), MANIFEST))
    assert documented("thidua layout WORKBOOK --json") == named_by_kind(found, LAYOUT_DATA)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("thidua status --json", tuple(ReturnState)),
        ("thidua status --json", tuple(UnitState)),
        ("thidua check FILE --json", tuple(Status)),
        ("thidua check FILE --json", tuple(Severity)),
        ("thidua check FILE --json", tuple(CarrierKind)),
        ("thidua status --json", tuple(DecisionKind)),
        ("thidua layout WORKBOOK --json", tuple(Shape)),
        ("thidua layout WORKBOOK --json", tuple(ValueKind)),
        ("thidua trace --find TEXT --json", tuple(Measure)),
        ("thidua trace --find TEXT --json", tuple(Way)),
    ],
)
def test_every_word_that_a_key_may_hold_is_documented(
    title: str, words: tuple[StrEnum, ...]
) -> None:
    assert [word.value for word in words if f"`{word.value}`" not in section(title)] == []


def test_the_worked_example_fills_a_form_that_reads_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = re.search(r"```python\n(.*?)```", (DOCS / "json.md").read_text("utf-8"), re.DOTALL)
    assert source
    file = re.search(r'^path = "(.+)"$', source[1], re.MULTILINE)
    assert file
    path = tmp_path / file[1]
    path.parent.mkdir(parents=True)
    form = a_form("unit")
    manifest = Manifest(form.id, form.version, a_campaign().id, "SNV", "2025")
    text = publish_json(form, place(form), manifest)
    write_form(path, form, place(form), manifest, layout_json=text)
    monkeypatch.chdir(tmp_path)
    answer = SimpleNamespace(stdout=json.dumps(read_published_layout(path)))
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: answer)

    exec(compile(source[1], "docs/json.md", "exec"), {})

    origin = Origin(manifest, "SNV", path.name, "0" * 64)
    read = interpret(read_workbook(path), form, place(form), origin)
    grid = read.submission.tables["awards_individual"]
    assert read.submission.value("headcount", "total") == 120
    assert read.submission.value("awards_individual", "LDTT", "decided") == 95
    assert read.submission.value("awards_individual", "LDTT", "decided_direct") == 80
    assert grid.declared
    assert read.submission.value("documents", "1", "type") == "plan"
    assert read.submission.value("documents", "2", "date") == date(2025, 6, 16)


# The command line

USAGE_ERRORS = {
    "a command that is not there": ["khong-co"],
    "a command misspelt": ["statu"],
    "a missing argument": ["init"],
    "another missing argument": ["check"],
    "a missing reason": ["exclude", "a.xlsx"],
    "an argument too many": ["layout", "a.xlsx", "b.xlsx"],
    "an option that is not there": ["status", "--khong-co"],
    "an option misspelt": ["demo", "--yaer", "2025"],
    "an option like several others": ["demo", "--se"],
    "an option without its value": ["demo", "--units"],
    "a value for a flag": ["status", "--json=co"],
    "a bad number": ["init", "cum-3", "--year", "hai"],
    "a number out of range": ["demo", "--units", "0"],
    "neither figure nor search": ["trace"],
}
ENGLISH = re.compile(
    r"(?<![-\w])(usage|options?|arguments?|commands?|parameters?|show|errors?|missing|invalid|valid"
    r"|requires?|required|default|deprecated|try|did you mean|no such|unexpected|extra|range"
    r"|positional|this|the|is|not|value)(?![-\w])",
    re.IGNORECASE,
)


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in commands.commands if f"`thidua {name}" not in readme] == []


def test_the_readme_names_no_command_that_is_not_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"thidua (?!-)([a-z]+)\b", readme))
    assert named <= set(commands.commands)


@pytest.mark.parametrize("name", ["", *commands.commands])
def test_the_help_of_a_command_is_vietnamese(name: str) -> None:
    result = CliRunner().invoke(commands, [*filter(None, [name]), "--help"], prog_name="thidua")
    command = commands.commands.get(name, commands)
    assert result.exit_code == 0
    assert result.output.startswith("Cách dùng:")
    assert command.help
    assert command.help.split()[0] in result.output
    assert ENGLISH.findall(result.output) == []


@pytest.mark.parametrize("arguments", USAGE_ERRORS.values(), ids=list(USAGE_ERRORS))
def test_a_usage_error_is_vietnamese(arguments: list[str]) -> None:
    result = CliRunner().invoke(commands, arguments, prog_name="thidua")
    assert result.exit_code == 2
    assert "Lỗi: " in result.output
    assert ENGLISH.findall(result.output) == []
