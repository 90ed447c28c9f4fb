"""What a person decides about files, through the real command line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.findings import FindingKind, finding
from pipeline.domain.intake import Decision, DecisionKind, SeenFile, Verdict, judge
from pipeline.files.campaign.ledger import open_ledger
from pipeline.steps.decide import choose
from tests.builders import a_campaign, a_unit
from tests.jobs.by_hand import RECEIVED, REPORTS, fill, form_of, received, thidua, thidua_json
from tests.jobs.hand_cluster import HEADS, SCT, SNV, Cluster, a_cluster
from tests.oracle.printed import word_text

DAY = 86_400


@pytest.fixture
def cluster() -> Cluster:
    return a_cluster()


@pytest.fixture
def fresh(cluster: Cluster, tmp_path: Path) -> Path:
    """The campaign as issued, with nothing returned."""
    folder = tmp_path / "cum"
    shutil.copytree(cluster.issued, folder)
    return folder


def drop(source: Path, folder: Path, name: str, day: int = 0) -> Path:
    target = folder / "inbox" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
    received(target, RECEIVED + day * DAY)
    return target


def status(folder: Path) -> Any:
    return thidua_json("status", "--campaign", folder)


def unit(folder: Path, code: str) -> Any:
    return next(one for one in status(folder)["units"] if one["unit"] == code)


def refused(*arguments: str | Path) -> str:
    """The one line of a command that could not run."""
    said = thidua(*arguments, code=2).strip()
    assert "\n" not in said
    return said


def nobodys(source: Path, folder: Path, name: str = "la.xlsx") -> Path:
    """A workbook whose hidden page was deleted, under a name no member has."""
    book = openpyxl.load_workbook(source)
    del book["_thidua"]
    sheet = book["Thông tin chung"]
    for row in sheet.iter_rows(max_row=20):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("Tên đơn vị"):
                sheet.cell(cell.row, cell.column + 1).value = "Sở CT mới"
    target = folder / "inbox" / name
    book.save(target)
    received(target)
    return target


# Whose a file is


def test_a_file_that_lost_its_hidden_page_counts_for_the_unit_it_is_assigned_to(
    cluster: Cluster, fresh: Path
) -> None:
    nobodys(cluster.filled["SCT"], fresh)
    (before,) = status(fresh)["files"]
    assert (before["unit"], before["status"]) == ("", "set_aside")
    assert "thidua assign" in thidua("status", "--campaign", fresh, code=1)

    said = thidua("assign", "la.xlsx", "sct", "--campaign", fresh)

    assert "Giao cho đơn vị SCT: tệp “la.xlsx”" in said
    assert "Sở Công Thương: đang tính tệp “la.xlsx”" in said
    state = status(fresh)
    (file,) = state["files"]
    assert (file["unit"], file["status"]) == ("SCT", "accepted_with_findings")
    (decided,) = [one for one in file["findings"] if one["code"] == "KT-430"]
    assert "đã được giao cho Sở Công Thương theo quyết định" in decided["message"]
    assert "“Sở CT mới”" in decided["message"]
    assert (decided["severity"], file["errors"]) == ("note", before["errors"] - 1)
    assert unit(fresh, "SCT")["file"] == "la.xlsx"
    (decision,) = state["decisions"]
    assert (decision["kind"], decision["unit"], decision["in_force"]) == ("assign", "SCT", True)
    assert decision["sha256"] == file["sha256"]


def test_an_assigned_file_stays_assigned_and_its_numbers_are_in_the_report(
    cluster: Cluster, fresh: Path
) -> None:
    nobodys(cluster.filled["SCT"], fresh)
    thidua("assign", "la", "SCT", "--reason", "gọi điện xác nhận", "--campaign", fresh)
    (fresh / "inbox" / "la.xlsx").unlink()
    thidua("consolidate", "--campaign", fresh)
    for name in REPORTS:
        text = word_text(fresh / "reports" / name)
        assert "100 lượt cá nhân" in text
        said = "tệp “la.xlsx” được giao cho Sở CT & DV <thử>; lý do: gọi điện xác nhận."
        assert said in text


def test_a_file_assigned_to_the_wrong_unit_is_assigned_anew(cluster: Cluster, fresh: Path) -> None:
    nobodys(cluster.filled["SCT"], fresh)
    thidua("assign", "la.xlsx", "STC", "--campaign", fresh)
    thidua("assign", "la.xlsx", "SCT", "--campaign", fresh)
    assert unit(fresh, "STC")["state"] == "missing"
    assert unit(fresh, "SCT")["file"] == "la.xlsx"
    assert [one["in_force"] for one in status(fresh)["decisions"]] == [False, True]


def test_a_unit_that_is_not_there_is_one_line_with_the_codes(fresh: Path) -> None:
    said = refused("assign", "la.xlsx", "SXX", "--campaign", fresh)
    assert said.startswith("Không có đơn vị mang mã “SXX”.")
    assert "SNV (Sở Nội vụ); STC (Sở Tài chính)" in said
    assert "SYT" in refused("history", "SXX", "--campaign", fresh)


# Whether it counts


def test_excluding_the_counted_file_brings_the_former_one_back(
    cluster: Cluster, fresh: Path
) -> None:
    first = drop(cluster.filled["SNV"], fresh, "mot.xlsx")
    fill(first, fresh / "inbox" / "hai.xlsx", {("training", "1", "participants"): 121})
    received(fresh / "inbox" / "hai.xlsx", RECEIVED + DAY)
    assert unit(fresh, "SNV")["file"] == "hai.xlsx"

    said = thidua("exclude", "hai.xlsx", "--reason", "gửi nhầm", "--campaign", fresh)
    assert "đang tính tệp “mot.xlsx” (trước đó: “hai.xlsx”)" in said
    assert unit(fresh, "SNV")["file"] == "mot.xlsx"

    thidua("include", "hai.xlsx", "--reason", "đúng là bản này", "--campaign", fresh)
    assert unit(fresh, "SNV")["file"] == "hai.xlsx"
    kinds = [(one["kind"], one["in_force"]) for one in status(fresh)["decisions"]]
    assert kinds == [("exclude", False), ("include", True)]


def test_accepting_a_file_takes_its_unit_from_those_with_errors(
    cluster: Cluster, fresh: Path
) -> None:
    drop(cluster.filled["STP"], fresh, "stp.xlsx")
    drop(cluster.filled["SYT"], fresh, "syt.xlsx")
    thidua("consolidate", "--campaign", fresh, code=1)
    assert list((fresh / "feedback").glob("STP_*.xlsx"))
    errors = unit(fresh, "STP")["errors"]
    assert errors

    thidua("accept", "stp", "--reason", "đơn vị mới thành lập.", "--campaign", fresh)

    stood = unit(fresh, "STP")
    assert (stood["state"], stood["errors"]) == ("with_notes", errors)
    assert stood["accepted"] == "đơn vị mới thành lập"
    (file,) = [one for one in status(fresh)["files"] if one["file"] == "stp.xlsx"]
    assert len([one for one in file["findings"] if one["severity"] == "error"]) == errors
    said = thidua("consolidate", "--campaign", fresh, code=0)
    assert "Đạt, có lưu ý (đã chấp nhận:" in said
    assert "Lỗi KT" not in said
    assert not list((fresh / "feedback").glob("STP_*"))
    text = word_text(fresh / "reports" / REPORTS[0])
    assert "được chấp nhận dù còn điểm phải xem; lý do: đơn vị mới thành lập." in text
    assert "còn lỗi (" not in text


def test_an_excluded_file_that_is_no_form_no_longer_fails_the_run(fresh: Path) -> None:
    (fresh / "inbox" / "thu.txt").write_text("Kính gửi", encoding="utf-8")
    thidua("status", "--campaign", fresh, code=1)
    thidua("exclude", "thu.txt", "--reason", "thư gửi kèm", "--campaign", fresh)
    said = thidua("status", "--campaign", fresh, code=0)
    assert "Không tính “thu.txt”: thư gửi kèm" in said


def test_a_decision_that_cannot_hold_is_one_line(cluster: Cluster, fresh: Path) -> None:
    (fresh / "inbox" / "thu.txt").write_text("Kính gửi", encoding="utf-8")
    nobodys(cluster.filled["SCT"], fresh)
    why = ("--reason", "x", "--campaign", fresh)
    for command in (("accept", "thu.txt"), ("include", "thu.txt")):
        assert "không đọc được nên không tính được" in refused(*command, *why)
    assert "không đọc được" in refused("assign", "thu.txt", "SNV", "--campaign", fresh)
    assert 'thidua assign "la.xlsx" MÃ-ĐƠN-VỊ' in refused("include", "la.xlsx", *why)
    blank = refused("exclude", "la.xlsx", "--reason", "  ", "--campaign", fresh)
    assert blank.startswith("Cần ghi lý do")
    assert status(fresh)["decisions"] == []


# Which file is meant


def test_a_file_is_named_by_path_by_part_or_by_hash(cluster: Cluster, fresh: Path) -> None:
    path = drop(cluster.filled["SNV"], fresh, "thang 12/Sở Nội vụ.xlsx")
    digest = status(fresh)["files"][0]["sha256"]
    for text in (path, "thang 12/Sở Nội vụ.xlsx", "sở nội vụ", digest[:10]):
        thidua("include", text, "--reason", "thử", "--campaign", fresh)
    assert {one["sha256"] for one in status(fresh)["decisions"]} == {digest}
    assert len(status(fresh)["decisions"]) == 4


def test_an_unclear_or_unknown_name_is_one_line_with_candidates(
    cluster: Cluster, fresh: Path
) -> None:
    drop(cluster.filled["SNV"], fresh, "bieu SNV.xlsx")
    drop(cluster.filled["STC"], fresh, "bieu STC.xlsx")
    why = ("--reason", "x", "--campaign", fresh)
    unclear = refused("exclude", "bieu", *why)
    assert "khớp với nhiều tệp: “bieu SNV.xlsx” (mã " in unclear
    assert "“bieu STC.xlsx”" in unclear
    unknown = refused("exclude", "bieu STP.xlsx", *why)
    assert unknown.startswith("Không có tệp nào khớp với “bieu STP.xlsx”")
    assert "“bieu STC.xlsx”" in unknown
    assert status(fresh)["decisions"] == []


# The rounds of a unit


def three_rounds(fresh: Path, tmp_path: Path) -> None:
    """The second has a row put in above its answers; the third is worse than both."""
    issued, inbox = form_of(fresh, "SCT"), fresh / "inbox"
    changed = {**SCT, ("headcount", "women", "value"): 21}
    worse = {**changed, ("headcount", "total", "value"): "khoảng 50"}
    answers = (SCT, changed, worse)
    files = [fill(issued, tmp_path / f"lan {n}.xlsx", one) for n, one in enumerate(answers, 1)]
    book = openpyxl.load_workbook(files[1])
    book["Thông tin chung"].insert_rows(1, 2)
    book.save(files[1])
    for day, path in enumerate(files):
        received(Path(shutil.copy(path, inbox)), RECEIVED + day * DAY)


def cell_of(fresh: Path, row: str, shift: int = 0) -> str:
    layout = thidua_json("layout", form_of(fresh, "SCT"))["blocks"]["headcount"]
    return f"C{layout['rows'][row]['row'] + shift}"


def test_a_history_tells_every_round_and_every_changed_cell(fresh: Path, tmp_path: Path) -> None:
    three_rounds(fresh, tmp_path)
    told = thidua_json("history", "SCT", "--campaign", fresh, code=0)
    assert [(one["file"], one["counts"]) for one in told["rounds"]] == [
        ("lan 1.xlsx", False),
        ("lan 2.xlsx", True),
        ("lan 3.xlsx", False),
    ]
    superseded, counted, worse = (one["why"] for one in told["rounds"])
    assert "bài nộp mới hơn" in superseded
    assert "bản nộp sau có nhiều lỗi hơn" in counted
    assert "nhiều lỗi hơn bài đã nhận" in worse
    first, second = told["comparisons"]
    assert (first["from"], first["to"], first["not_compared"]) == (1, 2, [])
    (women,) = first["differences"]
    assert (women["sheet"], women["question"]) == ("Thông tin chung", "Trong đó: nữ")
    assert (women["before"], women["after"]) == (str(HEADS["women"]), "21")
    assert women["former_cell"] == cell_of(fresh, "women")
    assert women["cell"] == cell_of(fresh, "women", 2)
    (total,) = second["differences"]
    assert (total["before"], total["after"]) == ("50", "khoảng 50")
    assert total["cell"] == cell_of(fresh, "total")


def test_any_two_rounds_can_be_compared(fresh: Path, tmp_path: Path) -> None:
    three_rounds(fresh, tmp_path)
    both = ("--from", "1", "--to", "3")
    (told,) = thidua_json("history", "SCT", *both, "--campaign", fresh)["comparisons"]
    assert (told["from"], told["to"]) == (1, 3)
    assert {one["after"] for one in told["differences"]} == {"khoảng 50", "21"}
    shown = thidua("history", "SCT", *both, "--campaign", fresh)
    assert re.search(r"Thông tin chung +│ C\d+ +│ Trong đó: nữ +│ 20 +│ 21", shown)
    (last,) = thidua_json("history", "SCT", "--to", "2", "--campaign", fresh)["comparisons"]
    assert (last["from"], last["to"]) == (1, 2)
    for span in (("--to", "4"), ("--from", "3"), ("--from", "2", "--to", "2")):
        said = refused("history", "SCT", *span, "--campaign", fresh)
        assert "đơn vị có 3 lần nộp" in said


def test_lines_put_in_and_declarations_have_their_places_too(fresh: Path, tmp_path: Path) -> None:
    issued, inbox = form_of(fresh, "SNV"), fresh / "inbox"
    more = {
        **SNV,
        ("training", "2", "content"): "Lớp mới",
        ("awards_household", "declaration", ""): "Không có (0)",
    }
    for day, answers in enumerate((SNV, more)):
        name = f"lan {day}.xlsx"
        path = fill(issued, tmp_path / name, answers)
        received(Path(shutil.copy(path, inbox)), RECEIVED + day * DAY)
    (told,) = thidua_json("history", "SNV", "--campaign", fresh)["comparisons"]
    layout = thidua_json("layout", issued)["blocks"]
    places = {(one["sheet"], one["former_cell"], one["cell"]) for one in told["differences"]}
    declared = layout["awards_household"]["declaration"]["cell"]
    line = f"C{layout['training']['first_row'] + 1}"
    assert places == {
        (layout["awards_household"]["sheet"], declared, declared),
        (layout["training"]["sheet"], "", line),
    }


def test_a_unit_without_a_file_has_no_rounds(fresh: Path) -> None:
    assert thidua_json("history", "SCT", "--campaign", fresh, code=0)["rounds"] == []
    assert "chưa nộp tệp nào" in thidua("history", "SCT", "--campaign", fresh)


# Derived by replay


WRONG = finding(FindingKind.ERROR_VALUE, column="Số đề nghị", found="#DIV/0!")
NOON = datetime(2025, 12, 5, 12, tzinfo=UTC)
MOMENTS = st.integers(0, 50).map(lambda hours: NOON + timedelta(hours=hours))
VERDICTS = st.builds(
    lambda name, received, unit, errors: judge(
        SeenFile(name * 64, f"{name}.xlsx", 1, received), unit, "unit", [WRONG] * errors
    ),
    st.sampled_from("abcd"),
    MOMENTS,
    st.sampled_from(["", "SNV", "STC"]),
    st.integers(0, 2),
)
TAKEN = st.builds(
    lambda kind, name, at: Decision(kind, name * 64, at, "lan", reason="vì thế"),
    st.sampled_from(sorted({*DecisionKind} - {DecisionKind.ASSIGN})),
    st.sampled_from("abcd"),
    MOMENTS,
)


@settings(max_examples=30, deadline=None)
@given(happened=st.lists(VERDICTS | TAKEN, max_size=12))
def test_a_fresh_reading_of_the_ledger_derives_the_same_state(
    happened: Sequence[Verdict | Decision], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("so") / "ledger.db"
    verdicts: dict[str, Verdict] = {}
    decisions: list[Decision] = []
    for one in happened:
        with open_ledger(path) as ledger:
            if isinstance(one, Verdict):
                ledger.record_verdict(one, "1", NOON)
                verdicts[one.digest] = one
            else:
                ledger.record_decision(one)
                decisions.append(one)
    with open_ledger(path) as ledger:
        replayed = choose(ledger.verdicts(), a_campaign(), ledger.decisions())
    assert replayed == choose(verdicts.values(), a_campaign(), decisions)


def test_the_ledger_alone_tells_what_a_run_told(cluster: Cluster, fresh: Path) -> None:
    nobodys(cluster.filled["SCT"], fresh)
    drop(cluster.filled["SNV"], fresh, "snv.xlsx")
    drop(cluster.filled["STP"], fresh, "stp.xlsx")
    thidua("assign", "la.xlsx", "SCT", "--campaign", fresh)
    thidua("accept", "stp.xlsx", "--reason", "x", "--campaign", fresh)
    thidua("exclude", "snv.xlsx", "--reason", "x", "--campaign", fresh)
    told = {one["unit"]: (one["state"], one["file"]) for one in status(fresh)["units"]}
    with open_ledger(fresh / "ledger.db") as ledger:
        verdicts, decisions = ledger.verdicts(), ledger.decisions()
    for code, stood in told.items():
        (receipt,) = choose(verdicts, a_campaign(units=(a_unit(code),)), decisions).receipts
        assert (receipt.state.value, receipt.file) == stood
