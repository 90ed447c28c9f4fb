from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.domain.figures import Figure, Measure, Query, Way
from pipeline.domain.intake import Decision, DecisionKind, Ruling
from pipeline.domain.runs import (
    HEAD,
    Block,
    CountedFile,
    RunInputs,
    RunRecord,
    WrittenDocument,
)
from pipeline.domain.submission import Submission, Table
from pipeline.steps.changes.change_list import ChangeList, change_list
from pipeline.steps.changes.reach import Leaves, came_or_went
from pipeline.steps.changes.run_records import record_from, record_json
from pipeline.steps.changes.unit_changes import Readable
from pipeline.steps.provenance import record_figures
from tests.builders import a_campaign
from tests.small_form import FORM, MANIFEST

EARLY = datetime(2025, 12, 1, 8, tzinfo=UTC)
LATE = datetime(2025, 12, 5, 8, tzinfo=UTC)
LATER = datetime(2025, 12, 9, 8, tzinfo=UTC)


def file(digest: str, received: datetime = EARLY, chosen: datetime | None = None) -> CountedFile:
    return CountedFile(digest, f"{digest}.xlsx", received, chosen)


def submission(digest: str, decided: int, proposed: int = 9) -> Submission:
    values = {"proposed": (proposed,), "decided": (decided,)}
    letters = {"proposed": "C", "decided": "D"}
    raws = {key: tuple(float(one) for one in column) for key, column in values.items()}
    table = Table("awards", "Khen thưởng", ("LDTT",), (7,), letters, values, raws)
    return Submission("SNV", MANIFEST, f"{digest}.xlsx", digest, {"awards": table})


def decided(value: int, unit: str = "") -> Figure:
    query = Query("awards", "decided", ("LDTT",), unit)
    return Figure(query.name, "Số đã có quyết định", value, query=query)


def record(
    run: str, counted: Mapping[str, CountedFile], *figures: Figure, settings: str = "s"
) -> RunRecord:
    records = record_figures(figures)
    codes = tuple(str(one["code"]) for one in records.values())
    block = Block("bao-cao.docx", "p1", "I. Kết quả", "Câu có số.", False, codes)
    return RunRecord(run, records, RunInputs(2, counted, settings), {}, (block,))


READ = {one.digest: one for one in (submission("a", 3), submission("b", 5))}


def compared(former: RunRecord, present: RunRecord, rulings: tuple[Ruling, ...] = ()) -> ChangeList:
    forms = {MANIFEST.form: FORM}
    return change_list(former, present, Readable(a_campaign(), READ, forms, rulings))


def why(
    before: CountedFile | None, after: CountedFile | None, rulings: tuple[Ruling, ...] = ()
) -> str:
    counted = [{"SNV": one} if one else {} for one in (before, after)]
    (unit,) = compared(record("1", counted[0]), record("2", counted[1]), rulings).units
    return unit.why


def excluded(digest: str) -> Ruling:
    decision = Decision(DecisionKind.EXCLUDE, digest, LATER, reason="nhầm")
    return Ruling(decision, f"{digest}.xlsx", "SNV", in_force=True)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, file("b", LATE), "Sở Nội vụ nộp lần đầu ngày 05/12/2025"),
        (file("a"), file("b", LATE), "Sở Nội vụ nộp bổ sung ngày 05/12/2025"),
        (
            file("a"),
            file("b", LATE, LATER),
            "Sở Nội vụ: tính tệp “b.xlsx” theo quyết định ngày 09/12/2025",
        ),
        (
            file("b", LATE),
            file("a"),
            "Sở Nội vụ: trở lại tính tệp “a.xlsx” nhận ngày 01/12/2025",
        ),
        (file("a"), None, "Sở Nội vụ: không còn tính tệp “a.xlsx”"),
    ],
)
def test_why_another_file_counts_is_told_in_words(
    before: CountedFile | None, after: CountedFile | None, told: str
) -> None:
    assert why(before, after) == told


def test_the_decision_by_which_a_file_does_not_count_is_told() -> None:
    told = why(file("b", LATE), file("a"), (excluded("b"),))
    assert told.endswith("nhận ngày 01/12/2025 theo quyết định ngày 09/12/2025")
    told = why(file("a"), None, (excluded("a"),))
    assert told == "Sở Nội vụ: không còn tính tệp “a.xlsx” theo quyết định ngày 09/12/2025"


def test_a_unit_that_left_the_campaign_is_told() -> None:
    changes = compared(record("1", {"CU": file("a")}), record("2", {}))
    assert changes.units[0].why == "CU không còn trong đợt này"


def test_a_changed_cell_leads_to_its_figure_and_its_sentence() -> None:
    former = record("1", {"SNV": file("a")}, decided(3))
    present = record("2", {"SNV": file("b", LATE)}, decided(5))
    changes = compared(former, present)
    (move,) = changes.moves
    assert (move.before, move.after) == ("3", "5")
    assert move.why == "Sở Nội vụ nộp bổ sung ngày 05/12/2025"
    (cell,) = changes.cells
    assert cell.difference.cell
    assert (cell.difference.cell.address, cell.codes) == ("D7", (move.code,))
    (carrier,) = changes.blocks
    assert (carrier.block.text, carrier.codes) == ("Câu có số.", (move.code,))
    assert changes.printed == changes.moves


def test_a_figure_of_another_unit_or_column_is_not_laid_to_the_cell() -> None:
    proposed = Query("awards", "proposed", ("LDTT",))
    figure = Figure(proposed.name, "Đề nghị", 1, query=proposed)
    for other in (decided(1, "STC"), figure):
        former = record("1", {"SNV": file("a")}, other)
        present = record("2", {"SNV": file("b", LATE)}, replace(other, value=2))
        changes = compared(former, present)
        assert (changes.cells[0].codes, changes.moves[0].why) == ((), "")


def test_a_ratio_moves_with_the_cells_under_its_parts() -> None:
    def ratio(value: int) -> Figure:
        part = decided(value)
        return Figure("ratio", "Tỷ lệ", value, Measure.PERCENT, parts=(part, part))

    former = record("1", {"SNV": file("a")}, ratio(3))
    changes = compared(former, record("2", {"SNV": file("b", LATE)}, ratio(5)))
    assert {move.label for move in changes.moves} == {"Tỷ lệ", "Số đã có quyết định"}
    assert set(changes.cells[0].codes) == {move.code for move in changes.moves}


def test_a_weighted_mean_moves_with_the_headcount_too() -> None:
    query = Query("targets", "done", ("CT01",), way=Way.WEIGHTED)
    change = compared(record("1", {}), record("2", {"SNV": file("a")})).units[0]
    weighed = replace(change, blocks=frozenset({"headcount"}))
    figure = Figure(query.name, "Bình quân", 1, query=query)
    records = record_figures([figure])
    assert came_or_went(Leaves(records).of(figure.id), weighed)
    assert not came_or_went([records[figure.id]["query"]], weighed)


def test_a_count_of_units_moves_when_a_unit_comes_but_not_when_it_corrects() -> None:
    def units(value: int) -> Figure:
        return Figure("units", "Số đơn vị đã nộp", value)

    came = compared(record("1", {}, units(0)), record("2", {"SNV": file("a")}, units(1)))
    assert came.moves[0].why == "Sở Nội vụ nộp lần đầu ngày 01/12/2025"
    corrected = compared(
        record("1", {"SNV": file("a")}, units(1)), record("2", {"SNV": file("b", LATE)}, units(2))
    )
    assert corrected.moves[0].why == ""


def test_changed_settings_are_the_cause_where_no_file_is() -> None:
    former = record("1", {}, decided(3), settings="s")
    changes = compared(former, record("2", {}, decided(5), settings="t"))
    assert changes.settings_changed
    assert changes.moves[0].why == "campaign.xlsx đã được sửa"


def test_a_figure_that_is_no_longer_printed_is_told_with_the_block_that_carried_it() -> None:
    former = record("1", {"SNV": file("a")}, decided(3))
    present = replace(record("2", {}), blocks=())
    changes = compared(former, present)
    assert [(move.before, move.after) for move in changes.printed] == [("3", "")]
    assert changes.blocks[0].block.id == "p1"


def test_a_report_that_is_no_longer_written_is_not_told_as_changed() -> None:
    former = record("1", {}, decided(3))
    gone = replace(former.blocks[0], document="cum/cum-thi-dua-so-1/bao-cao.docx")
    former = replace(former, blocks=(*former.blocks, gone))
    changes = compared(former, record("2", {}, decided(5)))
    assert [moved.block.document for moved in changes.blocks] == ["bao-cao.docx"]


def test_of_many_causes_the_first_are_named_and_the_others_counted() -> None:
    members = {f"U{number}": file(f"{number}") for number in range(5)}
    head = {HEAD: file("h")}
    figure = (Figure("units", "Số đơn vị", 0), Figure("units", "Số đơn vị", 5))
    present = record("2", {**members, **head}, figure[1])
    (move,) = compared(record("1", {}, figure[0]), present).moves
    assert move.why.endswith("; và 3 đơn vị khác")
    assert move.why.count("nộp lần đầu") == 3


def test_the_first_run_has_nothing_to_tell() -> None:
    readable = Readable(a_campaign(), READ, {MANIFEST.form: FORM})
    changes = change_list(None, record("1", {"SNV": file("a")}, decided(3)), readable)
    assert changes.is_first
    assert (changes.units, changes.moves) == ((), ())


def test_a_run_before_inputs_were_recorded_is_compared_by_its_figures_only() -> None:
    former = replace(record("1", {}, decided(3)), inputs=None)
    changes = compared(former, record("2", {"SNV": file("a")}, decided(5)))
    assert not changes.is_full
    assert changes.units == ()
    assert len(changes.moves) == 1


# The record of a run


def test_a_record_is_read_back_as_it_was_written() -> None:
    documents = {"bao-cao.docx": WrittenDocument("1", "f" * 64)}
    counted = {"SNV": file("a", EARLY, LATE), HEAD: file("h")}
    written = replace(record("1", counted, decided(3)), documents=documents)
    assert record_from(record_json(written)) == written


def test_the_record_of_an_earlier_version_still_tells_its_figures() -> None:
    read = record_from('{"schema": 1, "run": "r", "figures": {}}')
    assert (read.run, read.inputs, read.blocks, read.documents) == ("r", None, (), {})


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"run": 1}', '{"run": "r", "figures": {}, "x"'])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        record_from(text)


def test_a_record_is_a_line_a_figure_so_that_it_can_be_read_by_eye() -> None:
    lines = record_json(record("1", {}, decided(3), decided(4, "SNV"))).splitlines()
    figures = [line for line in lines if line.startswith('"awards.')]
    assert len(figures) == 2
