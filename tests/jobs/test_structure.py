"""What people do to a workbook besides filling it: each change with its verdict, codes and cells.

A table of changes; a verdict that changes in either direction fails until the table is edited.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from pipeline.domain.campaign import Period, PeriodKind
from pipeline.domain.findings import FindingKind
from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Submission, Value
from pipeline.files.campaign.campaign_key import KEY_FILE
from pipeline.files.forms.form_book import write_form
from pipeline.files.returned.returned import read_workbook
from pipeline.files.templates.settings import load_form
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.inspect import check_file
from pipeline.jobs.reading import Reading
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish_json
from pipeline.steps.reading.interpret import Origin, interpret
from pipeline.steps.reading.recognise import recognise
from pipeline.steps.settings.tailor import tailor
from tests.jobs.by_hand import (
    Answers,
    fields,
    fill,
    form_of,
    head_form_of,
    layout_of,
    records,
    saved_by_office,
    thidua,
    thidua_json,
)
from tests.jobs.hand_cluster import HEADS, a_cluster, identity
from tests.jobs.mutations import (
    COLLECTIVE,
    DOCUMENTS,
    GENERAL,
    INDIVIDUAL,
    STRUCTURE,
    TRAINING,
    Change,
    add_sheet,
    copy_sheet,
    delete,
    delete_column,
    enter,
    fact,
    hide,
    hide_columns,
    hide_rows,
    insert,
    insert_columns,
    junk_keys,
    merge,
    on,
    on_all,
    remove,
    rename,
    reorder,
    sheet,
    shift_columns,
    shift_rows,
    sort_rows,
    swap_names,
    swap_tables,
    upper_headers,
    without_manifest,
)

NOW = datetime(2025, 12, 1, 8, tzinfo=UTC)
NONE = "Không có (0)"

ANSWERS: Answers = {
    **identity("Sở Nội vụ"),
    **fields("headcount", {**HEADS, "persons_decided": 5, "persons_decided_direct": 3}),
    ("awards_collective", "declaration", ""): NONE,
    ("awards_collective", "TTLDTT", "proposed"): 4,
    ("awards_collective", "TTLDTT", "decided"): 3,
    ("awards_individual", "declaration", ""): NONE,
    ("awards_individual", "LDTT", "proposed"): 6,
    ("awards_individual", "LDTT", "proposed_direct"): 4,
    ("awards_individual", "LDTT", "decided"): 5,
    ("awards_individual", "LDTT", "decided_direct"): 3,
    ("awards_household", "declaration", ""): NONE,
    ("by_occasion", "declaration", ""): NONE,
    ("by_occasion", "merit", "collectives"): 3,
    ("by_occasion", "merit", "individuals"): 5,
    ("by_occasion", "merit", "individuals_direct"): 3,
    ("by_object_group", "declaration", ""): NONE,
    ("by_object_group", "leader_other", "proposed"): 2,
    ("by_object_group", "leader_other", "decided"): 2,
    ("by_object_group", "direct", "proposed"): 4,
    ("by_object_group", "direct", "decided"): 3,
    ("targets", "CT01", "plan"): 1000,
    ("targets", "CT01", "done"): 1200,
    **records(
        "documents",
        [
            {
                "number": f"{number}/KH-SNV",
                "date": date(2025, 3, number),
                "type": "Kế hoạch",
                "issuer_level": "Cấp ủy",
                "subject": f"Kế hoạch phát động phong trào thi đua chuyên đề lần thứ {number}",
            }
            for number in (1, 2, 3)
        ],
    ),
    **records(
        "training",
        [
            {"content": "Nghiệp vụ thi đua", "date": date(2025, 3, 6), "participants": 120},
            {"content": "Nghiệp vụ khen thưởng", "date": date(2025, 5, 6), "participants": 80},
        ],
    ),
}


@functools.cache
def returned() -> Path:
    """A workbook filled without a fault, made once for all tests."""
    cluster = a_cluster()
    target = cluster.filled["SNV"].with_name("khong-loi.xlsx")
    return fill(form_of(cluster.issued, "SNV"), target, ANSWERS)


@functools.cache
def opened() -> OpenCampaign:
    return open_campaign(a_cluster().issued)


def checked(path: Path, folder: Path | None = None) -> Reading:
    return check_file(open_campaign(folder) if folder else opened(), path, now=NOW)


@functools.cache
def unchanged() -> Mapping[tuple[str, str, str], Value]:
    return values(checked(returned()).submission)


def changed(target: Path, *changes: Change, source: Path | None = None) -> Path:
    book = openpyxl.load_workbook(source or returned())
    for change in changes:
        change(book)
    book.save(target)
    return target


def values(submission: Submission | None) -> dict[tuple[str, str, str], Value]:
    """What was answered, wherever it stands."""
    assert submission is not None
    return {
        (key, row, column): cells[index]
        for key, table in submission.tables.items()
        for column, cells in table.values.items()
        for index, row in enumerate(table.row_keys)
        if cells[index] is not None
    }


READ = {kind.code for kind in FindingKind}


def found(reading: Reading) -> list[str]:
    """What reading itself found; the rules may have more to say about what is then lacking."""
    findings = (one for one in reading.verdict.findings if one.code in READ)
    return [f"{one.code} {one.place}".strip() for one in findings]


def test_the_workbook_without_a_change_is_accepted() -> None:
    reading = checked(returned())
    assert (reading.verdict.status, found(reading)) == ("accepted", [])
    assert values(reading.submission)["awards_individual", "LDTT", "decided"] == 5


HARMLESS: Mapping[str, tuple[Change, ...]] = {
    "sheets renamed": (rename,),
    "sheets moved": (reorder,),
    "sheets hidden": (hide,),
    "a sheet added": (add_sheet,),
    "sheets renamed, moved, hidden, one added": (rename, reorder, hide, add_sheet),
    "two rows inserted at the top of every sheet": (on_all(lambda s: shift_rows(s, 2, 2)),),
    "a row inserted below the headers": (insert(INDIVIDUAL, 9),),
    "a row inserted between the rows of a table": (insert(INDIVIDUAL, 12, 3),),
    "a row inserted above the headers": (insert(INDIVIDUAL, 8),),
    "a blank row inserted into a list": (insert(DOCUMENTS, 8),),
    "a column inserted in front": (on_all(lambda s: shift_columns(s, 1, 1)),),
    "a column inserted within": (insert_columns(INDIVIDUAL, 6),),
    "a column inserted behind the labels": (insert_columns(INDIVIDUAL, 3),),
    "a blank row of a list deleted": (delete(DOCUMENTS, 12, 5),),
    "headers in capitals, broken and spaced": (
        on(INDIVIDUAL, lambda s: upper_headers(s, 8)),
        on(DOCUMENTS, lambda s: upper_headers(s, 6)),
        on(GENERAL, lambda s: upper_headers(s, 15)),
    ),
    "rows of a table sorted": (on(INDIVIDUAL, lambda s: sort_rows(s, 9, 24, keys=True)),),
    "visible columns sorted, hidden keys left": (
        on(INDIVIDUAL, lambda s: sort_rows(s, 9, 24, keys=False)),
    ),
    "key column deleted": (on_all(lambda s: shift_columns(s, 1, -1)),),
    "key column overwritten": (on_all(junk_keys),),
    "labels overwritten": (enter(INDIVIDUAL, {"B9": "x", "B10": None, "B12": "LĐTT"}),),
    "names of two sheets swapped": (swap_names,),
    "two tables of a sheet swapped": (on(STRUCTURE, swap_tables),),
    "visible parts of two tables swapped, hidden keys left": (
        on(STRUCTURE, lambda s: swap_tables(s, from_column=2)),
    ),
    "a total row below a table": (enter(INDIVIDUAL, {"B24": "Tổng cộng", "H24": 5}),),
    "title, note and legend deleted": (delete(DOCUMENTS, 1, 4),),
    "columns hidden": (on(INDIVIDUAL, hide_columns),),
    "a filter without an effect": (
        on(DOCUMENTS, lambda s: setattr(s.auto_filter, "ref", "B6:H9")),
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_changes_no_answer_changes_no_verdict(name: str, tmp_path: Path) -> None:
    reading = checked(changed(tmp_path / "a.xlsx", *HARMLESS[name]))

    assert found(reading) == []
    assert reading.verdict.status == "accepted"
    assert values(reading.submission) == unchanged()


@dataclass(frozen=True)
class Case:
    """A change with what is said of it, and the answers that are other than before."""

    changes: tuple[Change, ...]
    found: list[str]
    status: str = "accepted_with_findings"
    said: tuple[str, ...] = ()
    answers: Mapping[tuple[str, str, str], Value] = field(default_factory=dict)


WRONG = enter(INDIVIDUAL, {"H12": "năm"})
CASES: Mapping[str, Case] = {
    "a wrong cell after rows and columns were inserted": Case(
        (WRONG, insert(INDIVIDUAL, 3, 2), insert_columns(INDIVIDUAL, 1, 2)),
        ["KT-201 KT cá nhân!J14"],
        answers={("awards_individual", "LDTT", "decided"): None},
    ),
    "a wrong cell after a sort and a rename": Case(
        (WRONG, on(INDIVIDUAL, lambda s: sort_rows(s, 9, 24, keys=True)), rename),
        ["KT-201 Trang tính 8!H20"],
        answers={("awards_individual", "LDTT", "decided"): None},
    ),
    "a row of a table deleted": Case(
        (delete(INDIVIDUAL, 12),),
        ["KT-404"],
        said=("dòng “Lao động tiên tiến” (sheet “KT cá nhân”)",),
    ),
    "a column deleted": Case(
        (delete_column(INDIVIDUAL, 8),),
        ["KT-404"],
        said=("cột “Số đã có quyết định” (sheet “KT cá nhân”)",),
    ),
    "a header rewritten": Case(
        (enter(INDIVIDUAL, {"H8": "Kết quả"}),),
        ["KT-404", "KT-422 KT cá nhân!H12"],
        said=("cột “Số đã có quyết định”",),
    ),
    "a table deleted": Case(
        (delete(STRUCTURE, 16, 12),),
        ["KT-404"],
        said=("bảng “2. Cá nhân được khen theo nhóm đối tượng”",),
    ),
    "two sheets deleted": Case(
        (remove(DOCUMENTS, TRAINING),),
        ["KT-404"],
        said=("sheet “Văn bản”; sheet “Tập huấn”",),
    ),
    "answers merged across rows": Case(
        (merge(INDIVIDUAL, "H12:H13"),),
        ["KT-420 KT cá nhân!H12"],
        said=("Các ô H12:H13 bị gộp; giá trị “5” chỉ tính cho ô H12",),
    ),
    "answers merged in a list": Case(
        (merge(DOCUMENTS, "E7:E9"),),
        ["KT-420 Văn bản!E7"],
        answers={("documents", "2", "type"): None, ("documents", "3", "type"): None},
    ),
    "a heading merged across a list": Case(
        (
            insert(DOCUMENTS, 8),
            enter(DOCUMENTS, {"C8": "II. Quý II"}),
            merge(DOCUMENTS, "C8:H8"),
        ),
        ["KT-409 Văn bản!C8"],
        said=("Dòng “II. Quý II”",),
    ),
    "a sheet copied": Case((copy_sheet(INDIVIDUAL, {}),), ["KT-418 KT cá nhân (2)"]),
    "a sheet copied and the copy changed": Case(
        (copy_sheet(INDIVIDUAL, {"H12": 6, "E13": 2}),),
        ["KT-419 KT cá nhân (2)!H12"],
        said=("H12 = 6; E13 = 2; chỉ đọc “KT cá nhân”",),
    ),
    "a list copied and a line added to the copy": Case(
        (copy_sheet(DOCUMENTS, {"C10": "9/KH"}),), ["KT-419 Văn bản (2)!C10"]
    ),
    "a total at the end of a list": Case(
        (enter(TRAINING, {"C9": "Tổng cộng", "E9": 200}),), ["KT-423 Tập huấn!C9"]
    ),
    "a total by its number": Case(
        (enter(TRAINING, {"B9": "Cộng:", "E9": 200}),), ["KT-423 Tập huấn!C9"]
    ),
    "rows filtered out": Case(
        (on(DOCUMENTS, hide_rows),), ["KT-421 Văn bản!C7"], said=("2 dòng", "dòng 7, 8")
    ),
    "a column of one's own": Case(
        (
            insert_columns(INDIVIDUAL, 8),
            enter(INDIVIDUAL, {"H8": "Trong đó: nữ", "H12": 2}),
        ),
        ["KT-422 KT cá nhân!H12"],
        said=("H12 = 2",),
    ),
    "a note beside a list": Case((enter(DOCUMENTS, {"J8": "xem lại"}),), ["KT-422 Văn bản!J8"]),
    "a figure beside its field": Case(
        (enter(GENERAL, {"E16": 51}),), ["KT-422 Thông tin chung!E16"]
    ),
    "a row of one's own": Case(
        (insert(INDIVIDUAL, 13), enter(INDIVIDUAL, {"B13": "Khác", "H13": 4})),
        ["KT-409 KT cá nhân!C13"],
    ),
    "a row twice": Case(
        (
            insert(INDIVIDUAL, 13),
            enter(INDIVIDUAL, {"B13": "Lao động tiên tiến", "H13": 4}),
        ),
        ["KT-408 KT cá nhân!C13"],
    ),
    "no manifest": Case((without_manifest,), ["KT-412"]),
    "no manifest, sheets renamed, keys deleted": Case(
        (without_manifest, rename, on_all(lambda s: shift_columns(s, 1, -1))), ["KT-412"]
    ),
    "no manifest and half of the sheets": Case(
        (
            without_manifest,
            remove("PT phát động", "Chỉ tiêu", COLLECTIVE, INDIVIDUAL, "KT hộ gia đình"),
            remove(STRUCTURE, "Danh sách khen cao", "Điển hình", "DS điển hình", TRAINING),
        ),
        ["KT-412", "KT-404"],
        said=("sheet “KT cá nhân”", "sheet “Cơ cấu khen thưởng”", "sheet “Tập huấn”"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_told_at_its_cell_and_costs_nothing_else(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    reading = checked(changed(tmp_path / "a.xlsx", *case.changes))

    assert (reading.verdict.status, found(reading)) == (case.status, case.found)
    message = " ".join(one.message for one in reading.verdict.findings)
    for part in case.said:
        assert part in message
    kept, before = values(reading.submission), unchanged()
    assert {key: before.get(key) for key in kept if kept[key] != before.get(key)} == {}
    for answer, value in case.answers.items():
        assert kept.get(answer) == value


def stranger(book: Workbook) -> None:
    """Nothing of a form: a table of somebody's own."""
    for name in book.sheetnames[1:]:
        del book[name]
    mine = sheet(book, book.sheetnames[0])
    mine.delete_rows(1, 60)
    for row in (
        [None, "Bảng chấm công tháng 11"],
        [],
        ["STT", "Họ và tên", "Số công"],
        [1, "A", 22],
    ):
        mine.append(row)


STRANGERS: Mapping[str, Case] = {
    "a spreadsheet of one's own": Case(
        (stranger,), ["KT-415"], "refused", ("không có trang nhận dạng",)
    ),
    "the unit code edited": Case(
        (fact("unit", "STC"),),
        ["KT-413", "KT-410"],
        "set_aside",
        ("của Sở Tài chính (STC), lúc phát ghi là “Sở Nội vụ”",),
    ),
    "the seal deleted": Case(
        (fact("signature", ""),), ["KT-413"], "set_aside", ("Sở Nội vụ (SNV)",)
    ),
    "the round edited": Case((fact("round", "7"),), ["KT-413"], "set_aside"),
    "another unit's name typed": Case(
        (enter(GENERAL, {"C7": "Sở Tài chính"}),),
        ["KT-410"],
        "set_aside",
        ("phát cho Sở Nội vụ (SNV)", "“Sở Tài chính”, tức Sở Tài chính (STC)"),
    ),
    "no manifest and no name": Case(
        (without_manifest, enter(GENERAL, {"C7": None}), remove(TRAINING)),
        ["KT-402", "KT-404"],
        "set_aside",
        ("không ghi tên đơn vị", "sheet “Tập huấn”"),
    ),
    "no manifest and a name like ours": Case(
        (without_manifest, enter(GENERAL, {"C7": "Sở Nội v"})),
        ["KT-402"],
        "set_aside",
        ("gần giống: Sở Nội vụ (SNV)",),
    ),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_workbook_that_may_not_be_ours_does_not_count(name: str, tmp_path: Path) -> None:
    case = STRANGERS[name]
    reading = checked(changed(tmp_path / "a.xlsx", *case.changes))

    assert (reading.verdict.status, found(reading)) == (case.status, case.found)
    assert reading.submission is None
    message = " ".join(one.message for one in reading.verdict.findings)
    for part in case.said:
        assert part in message


def test_the_settings_workbook_is_told_from_a_form() -> None:
    reading = checked(a_cluster().issued / "campaign.xlsx")
    assert (reading.verdict.status, found(reading)) == ("refused", ["KT-415"])
    assert "campaign.xlsx" in reading.verdict.findings[0].message


def test_a_page_copied_from_another_units_workbook_does_not_pass(tmp_path: Path) -> None:
    other = sheet(openpyxl.load_workbook(form_of(a_cluster().issued, "STC")), "_thidua")
    page = {cell.coordinate: cell.value for row in other.iter_rows() for cell in row if cell.value}
    reading = checked(changed(tmp_path / "a.xlsx", enter("_thidua", page)))

    assert (reading.verdict.status, found(reading)) == ("set_aside", ["KT-410"])


def test_two_units_that_swapped_their_files_replace_nobodys_figures(tmp_path: Path) -> None:
    cluster, folder = a_cluster(), tmp_path / "cum"
    shutil.copytree(cluster.folder, folder)
    before = thidua_json("status", "--campaign", folder)["units"]
    for unit, name in (("SNV", "Sở Tài chính"), ("STC", "Sở Nội vụ")):
        answers = {**ANSWERS, **identity(name)}
        fill(form_of(cluster.issued, unit), folder / "inbox" / f"moi {unit}.xlsx", answers)

    after = thidua_json("status", "--campaign", folder)
    assert after["units"] == before
    swapped = [one for one in after["files"] if one["file"].startswith("moi")]
    assert [(one["status"], one["findings"][0]["code"]) for one in swapped] == [
        ("set_aside", "KT-410"),
        ("set_aside", "KT-410"),
    ]


def test_a_file_filled_by_the_wrong_unit_counts_for_whom_a_person_gives_it_to(
    tmp_path: Path,
) -> None:
    cluster, folder = a_cluster(), tmp_path / "cum"
    shutil.copytree(cluster.issued, folder)
    answers = {**ANSWERS, **identity("Sở Tài chính")}
    fill(form_of(cluster.issued, "SNV"), folder / "inbox" / "nham.xlsx", answers)
    assert "0/5 đơn vị" in thidua("collect", "--campaign", folder, code=1)

    thidua("assign", "nham.xlsx", "STC", "--campaign", folder)
    status = thidua_json("status", "--campaign", folder)
    assert {one["unit"]: one["file"] for one in status["units"] if one["file"]} == {
        "STC": "nham.xlsx"
    }
    assert [one["code"] for one in status["files"][0]["findings"]][:1] == ["KT-430"]


def test_a_form_of_another_campaign_names_both(tmp_path: Path) -> None:
    other = tmp_path / "cu"
    thidua("demo", other, "--units", "2", "--year", "2024", "--seed", "4")
    reading = checked(next((other / "forms").glob("bieu-mau_2024_*.xlsx")))

    assert (reading.verdict.status, found(reading)) == ("set_aside", ["KT-403"])
    message = reading.verdict.findings[0].message
    assert "Cụm thi đua minh họa, năm 2024" in message
    assert "đợt này là Cụm thi đua thử nghiệm, năm 2025" in message


def test_the_heads_own_workbook_is_known_without_its_manifest(tmp_path: Path) -> None:
    cluster = a_cluster()
    bare = changed(tmp_path / "a.xlsx", without_manifest, source=cluster.filled["head"])
    reading = checked(bare)

    assert (reading.verdict.form, reading.verdict.status) == ("head", "set_aside")
    assert head_form_of(cluster.issued).exists()


def test_a_lost_key_costs_a_note_and_a_new_one_signs_what_is_issued_next(tmp_path: Path) -> None:
    folder = tmp_path / "cum"
    shutil.copytree(a_cluster().issued, folder)
    (folder / KEY_FILE).unlink()
    assert found(checked(returned(), folder)) == ["KT-414"]

    said = thidua("distribute", "--campaign", folder)
    key = (folder / KEY_FILE).read_text(encoding="utf-8").split()[-1]
    assert key not in said
    assert found(checked(returned(), folder)) == ["KT-414"]
    again = fill(form_of(folder, "SNV"), tmp_path / "moi.xlsx", ANSWERS)
    assert found(checked(again, folder)) == []


def test_a_correction_is_signed_like_the_form_it_follows(tmp_path: Path) -> None:
    folder = tmp_path / "cum"
    shutil.copytree(a_cluster().issued, folder)
    wrong = changed(folder / "inbox" / "a.xlsx", WRONG)
    thidua("consolidate", "--campaign", folder, code=1)
    correction = next((folder / "feedback").glob("SNV_*_lan-1.xlsx"))

    assert "KT-201 KT cá nhân!H12" in found(checked(wrong, folder))
    assert found(checked(correction, folder)) == ["KT-201 KT cá nhân!H12"]
    edited = changed(tmp_path / "b.xlsx", fact("unit", "STC"), source=correction)
    assert "KT-413" in found(checked(edited, folder))


@pytest.mark.libreoffice
def test_other_writers_keep_the_seal_and_the_structure(tmp_path: Path) -> None:
    moved = changed(
        tmp_path / "a.xlsx",
        WRONG,
        on_all(lambda s: shift_rows(s, 2, 2)),
        on(DOCUMENTS, hide_rows),
        merge(DOCUMENTS, "E10:E11"),
        rename,
    )
    plain = tmp_path / "b.xlsx"
    shutil.copy(returned(), plain)
    resaved = saved_by_office([moved, plain], tmp_path / "office")

    assert found(checked(resaved[1])) == []
    assert found(checked(resaved[0])) == found(checked(moved))


def settings_changed(book: Path) -> None:
    """A target leaves ``campaign.xlsx`` after the forms went out, another comes."""
    place = layout_of(book)["blocks"]["targets"]
    letters = {key: facts["letter"] for key, facts in place["columns"].items()}
    opened = openpyxl.load_workbook(book)
    targets = sheet(opened, place["sheet"])
    row = place["first_row"]
    targets[f"{letters['code']}{row}"].value = "CT09"
    targets[f"{letters['name']}{row}"].value = "Số sáng kiến"
    opened.save(book)


def test_settings_changed_after_issue_lose_nothing_in_silence(tmp_path: Path) -> None:
    folder = tmp_path / "cum"
    shutil.copytree(a_cluster().issued, folder)
    settings_changed(folder / "campaign.xlsx")
    reading = checked(returned(), folder)

    assert found(reading) == ["KT-417", "KT-416 Chỉ tiêu!E7"]
    unasked, lost = (one.message for one in reading.verdict.findings)
    assert "dòng “Số sáng kiến”" in unasked
    assert "dòng “Số hồ sơ giải quyết”, bảng “Chỉ tiêu”" in lost
    assert "E7 = 1000; F7 = 1200" in lost


def test_last_years_form_given_to_this_year_is_read_by_its_own_labels(tmp_path: Path) -> None:
    last = replace(opened().campaign, id="cu", period=Period.of(PeriodKind.YEAR, 2024))
    form, path = tailor(load_form("unit", last.period), last), tmp_path / "a.xlsx"
    manifest = Manifest(form.id, form.version, last.id, "SNV", last.period.code)
    answers = {key: value for key, value in unchanged().items() if key[0] != "identity"}
    published = publish_json(form, place(form), manifest)
    write_form(path, form, place(form), manifest, answers, layout_json=published)
    assert found(checked(path)) == ["KT-403"]

    book, today = read_workbook(path), opened().unit_form
    known = recognise(book, opened().campaign, (today, opened().head_form))
    assert known.issued is not None
    assert known.issued.unasked == ()
    origin = Origin(manifest, "SNV", "a.xlsx", "0" * 64)
    read = interpret(book, today, place(today), origin, known.issued)
    assert values(read.submission) == answers
    assert {one.code for one in read.findings} == {"KT-207"}
