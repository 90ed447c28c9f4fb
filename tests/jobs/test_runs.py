"""Runs of a campaign through the command line: what changed, former results, edited reports."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import docx
import pytest

from pipeline.domain.errors import OutputError
from pipeline.domain.living import BlockOutcome, Fate, FigureMove, Memory, ReportUpdate
from pipeline.jobs import consolidate as job
from tests.jobs.broken_campaign import a_campaign_with_a_late_workbook
from tests.jobs.by_hand import form_of, layout_of, thidua, thidua_json
from tests.jobs.faults import untouched

REPORT = "bao-cao-mau-so-02.docx"
OTHER = "bao-cao-mau-so-1.docx"
TYPED = "Câu do thư ký viết thêm, không được mất."


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run, then a unit corrected its number of staff."""
    return a_campaign_with_a_late_workbook(tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after the second run; nobody changes it."""
    campaign = tmp_path_factory.mktemp("after") / "cum"
    shutil.copytree(before, campaign)
    thidua_json("consolidate", "--campaign", campaign)
    return campaign


@pytest.fixture
def campaign(before: Path, tmp_path: Path) -> Path:
    shutil.copytree(before, tmp_path / "cum")
    return tmp_path / "cum"


@pytest.fixture
def changed(after: Path, tmp_path: Path) -> Path:
    shutil.copytree(after, tmp_path / "cum")
    return tmp_path / "cum"


def staff_cell(campaign: Path) -> str:
    place = layout_of(form_of(campaign, "SNV"))["blocks"]["headcount"]
    return f"{place['columns']['value']['letter']}{place['rows']['total']['row']}"


def run_ids(campaign: Path) -> list[str]:
    listed = thidua_json("runs", "--campaign", campaign)["runs"]
    return [run["run"] for run in listed]


def type_into(report: Path) -> None:
    document = docx.Document(str(report))
    document.add_paragraph(TYPED)
    document.save(str(report))


def words(report: Path) -> str:
    return "\n".join(text for text in docx.Document(str(report)).element.body.itertext())


def test_the_first_run_says_that_it_is_the_first(before: Path) -> None:
    page = (before / "reports" / "thay-doi.html").read_text(encoding="utf-8")
    assert "lần tổng hợp đầu tiên" in page
    assert "lần đầu tiên" not in thidua("runs", "--campaign", before)


def test_a_corrected_workbook_is_told_by_cell_figure_sentence_and_table(after: Path) -> None:
    told = thidua_json("diff", "--campaign", after)
    (unit,) = told["units"]
    assert unit["unit"] == "SNV"
    assert "nộp bổ sung ngày 06/12/2025" in unit["why"]
    (cell,) = told["cells"]
    assert (cell["sheet"], cell["cell"]) == ("Thông tin chung", staff_cell(after))
    assert cell["after"] == "999"
    moved = {move["code"]: move for move in told["figures"]}
    assert moved
    assert {move["why"] for move in moved.values()} == {unit["why"]}
    assert moved.keys() <= set(cell["figures"])
    assert {block["table"] for block in told["blocks"]} == {True, False}
    assert {code for block in told["blocks"] for code in block["figures"]} == moved.keys()
    sentence = next(block for block in told["blocks"] if not block["table"])
    assert any(moved[code]["after"] in sentence["text"] for code in sentence["figures"])
    assert sentence["text"] in words(after / "reports" / sentence["file"])


def test_every_figure_that_two_records_print_otherwise_is_told_and_no_other(after: Path) -> None:
    folders = (next((after / "reports" / "lich-su").iterdir()), after / "reports")
    former, present = (
        {one["code"]: one["printed"] for one in figures_in(folder).values()} for folder in folders
    )
    moved = {move["code"] for move in thidua_json("diff", "--campaign", after)["figures"]}
    carried = {
        code
        for block in json.loads((after / "reports" / "nguon-so-lieu.json").read_text("utf-8"))[
            "blocks"
        ]
        for code in block[5]
    }
    assert moved == {code for code in carried if former.get(code) != present[code]}


def figures_in(folder: Path) -> Mapping[str, Mapping[str, str]]:
    stored = json.loads((folder / "nguon-so-lieu.json").read_text(encoding="utf-8"))
    figures: Mapping[str, Mapping[str, str]] = stored["figures"]
    return figures


def test_the_runs_are_listed_with_what_moved_and_where_they_lie(after: Path) -> None:
    first, second = thidua_json("runs", "--campaign", after)["runs"]
    assert (first["moved"], first["present"], second["present"]) == (0, False, True)
    assert second["moved"] == len(thidua_json("diff", "--campaign", after)["figures"])
    assert (second["units"], second["asked"]) == (first["units"], 2)
    shown = thidua("runs", "--campaign", after)
    assert f"truoc-{second['run']}" in shown


def test_two_runs_are_compared_in_either_direction(after: Path) -> None:
    first, second = run_ids(after)
    there = thidua_json("diff", first, second, "--campaign", after)["figures"]
    back = thidua_json("diff", second, first, "--campaign", after)["figures"]
    assert {(one["code"], one["before"], one["after"]) for one in there} == {
        (one["code"], one["after"], one["before"]) for one in back
    }
    same = thidua("diff", second, second, "--campaign", after)
    assert "Không có gì thay đổi." in same


def test_a_run_that_is_not_there_is_one_line_with_those_that_are(after: Path) -> None:
    for command in ("diff", "restore"):
        line = thidua(command, "20000101-000000", "--campaign", after, code=2).strip()
        assert len(line.splitlines()) == 1
        assert all(run in line for run in run_ids(after))


def test_a_restored_run_is_there_byte_for_byte_and_the_other_is_kept(changed: Path) -> None:
    reports = changed / "reports"
    first, second = run_ids(changed)
    former = top_level(reports / "lich-su" / f"truoc-{second}")
    present = top_level(reports)
    shown = thidua("restore", first, "--campaign", changed)
    assert top_level(reports) == former
    kept = [folder for folder in (reports / "lich-su").iterdir() if folder.name not in shown]
    assert [folder.name for folder in kept] == [f"truoc-{second}"]
    (held,) = {*(reports / "lich-su").iterdir()} - {*kept}
    assert top_level(held) == present
    assert "đang nằm trong" in thidua("restore", first, "--campaign", changed, code=2)
    thidua("restore", second, "--campaign", changed)
    assert top_level(reports) == present


def top_level(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in untouched(folder).items() if "/" not in name}


def test_a_persons_own_file_is_not_put_back_by_a_restore(changed: Path) -> None:
    first, second = run_ids(changed)
    own = changed / "reports" / "ghi chú.txt"
    old = changed / "reports" / "lich-su" / f"truoc-{second}" / own.name
    old.write_text("cũ", encoding="utf-8")
    own.write_text("mới", encoding="utf-8")
    thidua("restore", first, "--campaign", changed)
    assert own.read_text(encoding="utf-8") == "mới"


def test_after_a_restore_the_next_run_is_compared_with_the_restored_one(changed: Path) -> None:
    first, _ = run_ids(changed)
    thidua("restore", first, "--campaign", changed)
    told = thidua_json("consolidate", "--campaign", changed)
    assert told["changes"]["former"] == first
    assert [cell["after"] for cell in told["changes"]["cells"]] == ["999"]


def test_a_run_without_anything_new_changes_nothing(changed: Path) -> None:
    told = thidua_json("consolidate", "--campaign", changed)["changes"]
    assert (told["units"], told["cells"], told["figures"], told["blocks"]) == ([], [], [], [])


def test_a_workbook_that_stops_counting_is_told_with_the_decision(changed: Path) -> None:
    reason = ("--reason", "gửi nhầm", "--campaign", changed)
    thidua("exclude", "nộp lại.xlsx", *reason)
    told = thidua_json("consolidate", "--campaign", changed)["changes"]
    (unit,) = told["units"]
    assert "trở lại tính tệp" in unit["why"]
    assert "theo quyết định ngày" in unit["why"]
    assert [cell["before"] for cell in told["cells"]] == ["999"]


def test_a_unit_that_falls_out_and_comes_back_is_told_with_the_decisions(campaign: Path) -> None:
    for path in list((campaign / "inbox").glob("*Nội vụ*.xlsx")):
        thidua("exclude", path.name, "--reason", "chờ", "--campaign", campaign)
    thidua("exclude", "nộp lại.xlsx", "--reason", "chờ", "--campaign", campaign)
    out = thidua_json("consolidate", "--campaign", campaign)["changes"]
    (unit,) = (one for one in out["units"] if one["unit"] == "SNV")
    assert unit["file"] == ""
    assert unit["why"].startswith("Sở Nội vụ: không còn tính tệp “")
    assert "theo quyết định ngày" in unit["why"]
    thidua("include", "nộp lại.xlsx", "--reason", "đúng", "--campaign", campaign)
    back = thidua_json("consolidate", "--campaign", campaign)["changes"]
    assert "tính tệp “nộp lại.xlsx” theo quyết định ngày" in back["units"][0]["why"]
    assert any(move["before"] in ("", "—") for move in back["figures"])


# Reports that a person edited


class Secretary:
    """Stands in for the update in place: keeps the former document and remembers the call."""

    def __init__(self, refusal: str = "") -> None:
        self.calls: list[Mapping[str, FigureMove]] = []
        self._refusal = refusal

    def __call__(
        self,
        former: Path,
        fresh: Path,
        target: Path,
        moves: Mapping[str, FigureMove],
        *,
        author: str,
        now: datetime,
        known: tuple[Memory, ...],
    ) -> ReportUpdate:
        assert fresh.is_file()
        self.calls.append(moves)
        if self._refusal:
            target.write_bytes(b"half")
            raise OutputError(self._refusal)
        shutil.copyfile(former, target)
        move = next(iter(moves.values()), FigureMove("x", "Số", "1", "2"))
        return ReportUpdate(target.name, (BlockOutcome("b", Fate.KEPT, (move,)),))


def test_an_untouched_report_is_taken_anew(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secretary = Secretary()
    monkeypatch.setattr(job, "UPDATE", secretary)
    told = thidua_json("consolidate", "--campaign", campaign)
    assert secretary.calls == []
    moved = next(one for one in told["changes"]["blocks"] if not one["table"])
    assert moved["text"] in words(campaign / "reports" / moved["file"])


def test_an_edited_report_is_updated_and_stays_edited_in_later_runs(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = Secretary()
    monkeypatch.setattr(job, "UPDATE", secretary)
    type_into(campaign / "reports" / REPORT)
    shown = thidua("consolidate", "--campaign", campaign, code=exit_code(campaign))
    assert TYPED in words(campaign / "reports" / REPORT)
    assert f"{REPORT}: cần xem 1 đoạn đã sửa tay" in shown
    page = (campaign / "reports" / "thay-doi.html").read_text(encoding="utf-8")
    assert f"{REPORT}: 1 đoạn hoặc bảng đã sửa tay" in page
    shutil.rmtree(campaign / "cache")  # else nothing has changed, and no run is made
    thidua_json("consolidate", "--campaign", campaign)
    assert TYPED in words(campaign / "reports" / REPORT)
    moves = thidua_json("diff", *run_ids(campaign)[:2], "--campaign", campaign)["figures"]
    assert {move["code"] for move in moves} <= secretary.calls[0].keys()
    assert [len(call) > 0 for call in secretary.calls] == [True, False]


def exit_code(campaign: Path) -> int:
    status = thidua_json("status", "--campaign", campaign)
    return int(any(unit["errors"] for unit in status["units"]))


@pytest.mark.parametrize("kind", ["refused", "open in Word", "open in LibreOffice"])
def test_a_report_that_cannot_be_updated_stays_and_the_new_one_lies_beside(
    campaign: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    reports = campaign / "reports"
    type_into(reports / REPORT)
    edited = (reports / REPORT).read_bytes()
    refusal = "Tệp bị hỏng." if kind == "refused" else ""
    monkeypatch.setattr(job, "UPDATE", Secretary(refusal))
    locks = {"open in Word": f"~${REPORT[2:]}", "open in LibreOffice": f".~lock.{REPORT}#"}
    if kind in locks:
        (reports / locks[kind]).write_text("", encoding="utf-8")
    told = thidua_json("consolidate", "--campaign", campaign)
    beside = f"bao-cao-mau-so-02 (moi {told['run']}).docx"
    assert (reports / REPORT).read_bytes() == edited
    assert TYPED not in words(reports / beside)
    (note,) = told["notes"]
    assert REPORT in note or refusal.rstrip(".") in note
    assert beside in note
    assert not [path for path in reports.iterdir() if path.is_dir() and path.name != "lich-su"]


def test_a_report_left_beside_for_a_while_still_learns_of_every_move(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_into(campaign / "reports" / REPORT)
    monkeypatch.setattr(job, "UPDATE", Secretary("Tệp đang mở."))
    missed = {
        one["code"]
        for one in thidua_json("consolidate", "--campaign", campaign)["changes"]["figures"]
    }
    secretary = Secretary()
    monkeypatch.setattr(job, "UPDATE", secretary)
    told = thidua_json("consolidate", "--campaign", campaign)
    assert told["changes"]["figures"] == []
    assert missed
    assert missed <= secretary.calls[0].keys()


def test_a_report_that_was_left_as_it_was_comes_back_with_its_run(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = campaign / "reports" / REPORT
    monkeypatch.setattr(job, "UPDATE", Secretary("Tệp đang mở."))
    type_into(report)
    edited = report.read_bytes()
    run = thidua_json("consolidate", "--campaign", campaign)["run"]
    thidua_json("consolidate", "--campaign", campaign)
    report.write_bytes(b"something else")
    thidua("restore", run, "--campaign", campaign)
    assert report.read_bytes() == edited


def test_a_run_killed_before_it_was_recorded_is_listed_by_the_next_command(
    changed: Path, tmp_path: Path, before: Path
) -> None:
    shutil.copy2(before / "ledger.db", changed / "ledger.db")
    assert len(run_ids(changed)) == 2


# The page in a browser


@pytest.mark.chromium
def test_a_browser_shows_the_cell_and_links_every_figure_to_its_source(
    after: Path, tmp_path: Path
) -> None:
    page = after / "reports" / "thay-doi.html"
    command = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom")
    shown = subprocess.run(
        [*command, f"--user-data-dir={tmp_path}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
        encoding="utf-8",
    ).stdout
    assert f">{staff_cell(after)}</td>" in shown
    sources = (after / "reports" / "nguon-so-lieu.html").read_text(encoding="utf-8")
    for move in thidua_json("diff", "--campaign", after)["figures"]:
        assert f'href="nguon-so-lieu.html#{move["code"]}"' in shown
        assert f'"{move["code"]}"' in sources
        assert html.escape(move["label"], quote=False) in shown
    assert "http" not in shown
