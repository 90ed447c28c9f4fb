from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from pipeline.domain.errors import OutputError
from pipeline.domain.findings import Finding
from pipeline.files.campaign.campaign_folder import CampaignFolder, form_name, head_form_name
from pipeline.files.campaign.inbox import VIETNAM
from pipeline.files.campaign.last_year import write_last_year
from pipeline.files.forms.feedback_list import LIST_SHEET
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.distribute import distribute
from pipeline.jobs.feedback import write_feedback
from pipeline.steps.describe import describe_status
from pipeline.steps.feedback.differences import differences
from tests.builders import a_campaign, a_form

NOW = datetime(2025, 12, 15, 8, tzinfo=VIETNAM)
CAMPAIGN = a_campaign()
UNIT_FORM, HEAD_FORM = a_form("unit"), a_form("head")
SNV = "SNV_so-noi-vu"


def a_folder(path: Path) -> OpenCampaign:
    folder = CampaignFolder(path)
    folder.create()
    opened = OpenCampaign(folder, CAMPAIGN, UNIT_FORM, HEAD_FORM)
    distribute(opened)
    return opened


def issued(opened: OpenCampaign, code: str = "SNV") -> Workbook:
    return load_workbook(opened.folder.forms / form_name(CAMPAIGN.unit(code), CAMPAIGN.period))


def enter(book: Workbook, answers: dict[str, Any]) -> None:
    """Type values, as in ``{"Văn bản!C7": "15/KH"}``; a formula stays one."""
    for place, value in answers.items():
        sheet, _, address = place.partition("!")
        cell = book[sheet][address]
        assert isinstance(cell, Cell)
        cell.value = value


def send(opened: OpenCampaign, book: Workbook, name: str, day: int) -> None:
    path = opened.folder.inbox / name
    book.save(path)
    moment = datetime(2025, 12, day, tzinfo=VIETNAM).timestamp()
    os.utime(path, (moment, moment))


def collected(opened: OpenCampaign) -> Collected:
    return collect(opened, now=NOW)


def findings_of(state: Collected, name: str) -> list[Finding]:
    verdicts = [verdict for verdict in state.verdicts if verdict.file.name == name]
    return [found for found in verdicts[0].findings if found.severity != "note"]


GENERAL = {
    "Thông tin chung!C8": "Nguyễn Thị Hoa",
    "Thông tin chung!C16": 120,
    "Thông tin chung!C17": 96,
    "Thông tin chung!C19": 8,
}
DOCUMENTS = {
    "Văn bản!C7": "15/KH-SNV",
    "Văn bản!D7": date(2025, 3, 15),
    "Văn bản!E7": "Kế hoạch",
    "Văn bản!F7": "Thủ trưởng đơn vị, chính quyền",
    "Văn bản!H7": "Kế hoạch thi đua",
}


def test_a_workbook_with_mistakes_comes_back_corrected_and_says_what_else_changed(
    tmp_path: Path,
) -> None:
    opened = a_folder(tmp_path)
    send(opened, with_mistakes(opened), "SNV lần một.xlsx", 1)
    first = collected(opened)
    answer = write_feedback(opened, first)

    (path,) = answer.workbooks
    assert path.name == f"{SNV}_lan-1.xlsx"
    text = (opened.folder.feedback / f"{SNV}.txt").read_text(encoding="utf-8")
    assert f"“{path.name}” gửi kèm" in text
    book = load_workbook(path)
    assert book.sheetnames[0] == LIST_SHEET
    assert listed(book) == marked(book)
    assert {place: book[sheet][cell].value for place, sheet, cell in split(marked(book))} == {
        "Thông tin chung!C17": 150,
        "Thông tin chung!C18": "khoảng 20",
        "Thông tin chung!C20": "(công thức)",
        "Văn bản!D8": "31/02/2025",
        "Văn bản!E9": None,
    }

    enter(book, {"Thông tin chung!C17": 96, "Thông tin chung!C18": 20, "Thông tin chung!C20": 1})
    enter(book, {"Văn bản!D8": date(2025, 2, 28), "Văn bản!E9": "Quyết định"})
    enter(book, {"Thông tin chung!C9": "0205 123", "Văn bản!H7": "Kế hoạch khác"})
    send(opened, book, "SNV sửa.xlsx", 5)
    second = collected(opened)

    assert findings_of(second, "SNV sửa.xlsx") == []
    before, after = (
        next(s for s in second.read.values() if s.file == name)
        for name in ("SNV lần một.xlsx", "SNV sửa.xlsx")
    )
    assert second.collection.submissions["SNV"] is after
    assert after.manifest.round == 1
    assert [one.text for one in differences(before, after, UNIT_FORM)] == [
        "Thông tin chung, Điện thoại liên hệ: (trống) → 0205 123",
        "Thông tin chung, Trong đó: người lao động trực tiếp, không giữ chức vụ: 150 → 96",
        "Thông tin chung, Trong đó: nữ: khoảng 20 → 20",
        "Thông tin chung, Số người làm công tác thi đua, khen thưởng chuyên trách: (trống) → 1",
        "Văn bản, dòng 1, Trích yếu nội dung: Kế hoạch thi đua → Kế hoạch khác",
        "Văn bản, dòng 2, Ngày ban hành: 31/02/2025 → 28/02/2025",
        "Văn bản, dòng 3, Loại văn bản: (trống) → Quyết định",
    ]
    again = write_feedback(opened, second)
    assert (again.workbooks, path.exists()) == ((), False)
    (message,) = again.messages
    lines = message.read_text(encoding="utf-8").splitlines()
    assert lines[2].endswith("của quý đơn vị. Báo cáo không còn nội dung phải sửa.")
    assert lines[4:8] == [
        "Ngoài các ô được yêu cầu sửa, đơn vị còn đổi:",
        "- Thông tin chung, Điện thoại liên hệ: (trống) → 0205 123",
        "- Văn bản, dòng 1, Trích yếu nội dung: Kế hoạch thi đua → Kế hoạch khác",
        "Nếu có thay đổi ngoài ý muốn, đề nghị quý đơn vị báo lại.",
    ]


def with_mistakes(opened: OpenCampaign) -> Workbook:
    """Five mistakes; the sheets renamed, rows put in at their top and among the list."""
    book = issued(opened)
    enter(book, GENERAL | {"Thông tin chung!C17": 150, "Thông tin chung!C18": "khoảng 20"})
    enter(book, DOCUMENTS | {"Thông tin chung!C20": "=1+1"})
    for row, number in ((9, "16/QĐ-SNV"), (12, "17/QĐ-SNV")):
        enter(book, {f"Văn bản!{place[8]}{row}": value for place, value in DOCUMENTS.items()})
        enter(book, {f"Văn bản!C{row}": number})
    enter(book, {"Văn bản!D9": "31/02/2025", "Văn bản!E12": None})
    for title in ("Thông tin chung", "Văn bản"):
        book[title].insert_rows(2, 3)
        book[title].title = f"{title} (2)"
    return book


def listed(book: Workbook) -> set[str]:
    """The cells that the links of the first sheet lead to."""
    links = [cell.hyperlink for row in book[LIST_SHEET].iter_rows() for cell in row]
    return {(link.location or "").replace("'", "") for link in links if link}


def marked(book: Workbook) -> set[str]:
    """The cells with a comment of ours."""
    return {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.comment.author == "thidua"
    }


def split(places: set[str]) -> list[tuple[str, str, str]]:
    return [(place, *place.split("!", 1)) for place in sorted(places)]  # type: ignore[misc]


def test_a_correction_sent_back_unchanged_has_the_same_findings_and_no_changes(
    tmp_path: Path,
) -> None:
    opened = a_folder(tmp_path)
    send(opened, with_mistakes(opened), "a.xlsx", 1)
    write_feedback(opened, collected(opened))
    send(opened, load_workbook(opened.folder.feedback / f"{SNV}_lan-1.xlsx"), "b.xlsx", 2)
    state = collected(opened)

    places = [found.place for found in findings_of(state, "b.xlsx")]
    assert sorted(places) == sorted(
        marked(load_workbook(opened.folder.feedback / f"{SNV}_lan-1.xlsx"))
    )
    answer = write_feedback(opened, state)
    assert [path.name for path in answer.workbooks] == [f"{SNV}_lan-2.xlsx"]
    assert "còn đổi" not in answer.messages[0].read_text(encoding="utf-8")
    assert not (opened.folder.feedback / f"{SNV}_lan-1.xlsx").exists()


def test_a_unit_without_anything_to_do_gets_nothing(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    book = issued(opened)
    enter(book, GENERAL)
    send(opened, book, "a.xlsx", 1)
    (opened.folder.feedback / "ghi chú của thư ký.txt").write_text("x", encoding="utf-8")
    (opened.folder.feedback / f"{SNV}_lan-3.xlsx").write_bytes(b"cu")

    assert write_feedback(opened, collected(opened)).paths == ()
    assert [path.name for path in opened.folder.feedback.iterdir()] == ["ghi chú của thư ký.txt"]


def test_an_old_answer_that_is_open_in_excel_stops_the_run_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = a_folder(tmp_path)
    (opened.folder.feedback / f"{SNV}_lan-3.xlsx").write_bytes(b"cu")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OutputError, match=r"lan-3\.xlsx.*Đóng tệp"):
        write_feedback(opened, collected(opened))


def test_a_later_worse_workbook_is_answered_beside_the_counted_one(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    good = issued(opened)
    enter(good, GENERAL)
    send(opened, good, "tot.xlsx", 1)
    enter(good, {"Thông tin chung!C17": 500})
    send(opened, good, "te hon.xlsx", 2)
    state = collected(opened)
    answer = write_feedback(opened, state)

    assert state.collection.submissions["SNV"].file == "tot.xlsx"
    (path,) = answer.workbooks
    assert path.name.startswith(f"{SNV}_nop-")
    assert path.name.endswith("_lan-1.xlsx")
    assert "nên chưa thay thế" in answer.messages[0].read_text(encoding="utf-8")
    assert "Thông tin chung!C17" in marked(load_workbook(path))


def test_the_heads_own_workbook_is_answered_too(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    head = CAMPAIGN.unit(CAMPAIGN.head)
    book = load_workbook(opened.folder.forms / head_form_name(head, CAMPAIGN.period))
    place = opened.head_layout["cluster_documents"]
    enter(book, {f"{place.sheet}!D{place.first_row}": "hôm qua"})
    send(opened, book, "cum.xlsx", 1)
    answer = write_feedback(opened, collected(opened))

    assert [path.name for path in answer.workbooks] == [f"{SNV}_don-vi-truong_lan-1.xlsx"]
    assert f"{place.sheet}!D{place.first_row}" in marked(load_workbook(answer.workbooks[0]))


def test_a_file_of_nobody_gets_no_answer_and_stays_in_the_list_of_files(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    (opened.folder.inbox / "la.xlsx").write_bytes(b"khong phai excel")
    state = collected(opened)

    assert write_feedback(opened, state).paths == ()
    assert [verdict.file.name for verdict in state.verdicts] == ["la.xlsx"]


def test_what_units_say_against_one_another_reaches_both_and_changes_no_choice(
    tmp_path: Path,
) -> None:
    opened = a_folder(tmp_path)
    place = opened.unit_layout["named_awards"]
    row = place.first_row
    person = {"honoree": "Cá nhân", "name": "Lê Văn An", "status": "Đã đề nghị"}
    person["award"] = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    for code in ("SNV", "STC"):
        book = issued(opened, code)
        enter(book, GENERAL)
        cells = {f"{place.sheet}!{place.columns[key]}{row}": text for key, text in person.items()}
        enter(book, cells)
        send(opened, book, f"{code}.xlsx", 1)
    state = collected(opened)
    answer = write_feedback(opened, state)

    crossed = [found for found in state.cross_findings if found.code == "KT-503"]
    assert [(found.unit, found.cell) for found in crossed] == [
        ("SNV", f"{place.columns['name']}{row}"),
        ("STC", f"{place.columns['name']}{row}"),
    ]
    assert all("KT-503" not in {f.code for f in v.findings} for v in state.verdicts)
    told = describe_status(state.collection, state.verdicts, (), state.cross_findings)
    assert [(one["unit"], one["code"]) for one in told["cross_findings"]] == [
        ("SNV", "KT-503"),
        ("STC", "KT-503"),
    ]
    assert told["findings_by_code"]["KT-503"] == 2
    assert {receipt.errors for receipt in state.collection.receipts} == {0}
    assert len(answer.workbooks) == 2
    assert "danh sách của Sở Tài chính" in answer.messages[0].read_text(encoding="utf-8")
    assert f"{place.sheet}!{place.columns['name']}{row}" in marked(
        load_workbook(answer.workbooks[0])
    )


def test_a_list_that_was_lost_comes_back_with_what_had_been_printed(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    write_last_year(tmp_path, {"SNV": {("awards_individual", "LDTT", "last_year"): 7}})
    book = issued(opened)
    enter(book, GENERAL)
    del book["KT cá nhân"]
    send(opened, book, "a.xlsx", 1)
    (path,) = write_feedback(opened, collected(opened)).workbooks

    place = opened.unit_layout["awards_individual"]
    cell = f"{place.columns['last_year']}{place.rows['LDTT']}"
    fresh = load_workbook(path)
    assert fresh["KT cá nhân"][cell].value == 7
    rows = [[cell.value for cell in row] for row in fresh[LIST_SHEET].iter_rows()]
    assert any("Cả tệp" in row for row in rows)


def test_a_correction_is_left_alone_while_it_would_say_the_same(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    send(opened, with_mistakes(opened), "a.xlsx", 1)
    state = collected(opened)
    first = stamps(write_feedback(opened, state).paths)

    assert stamps(write_feedback(opened, state).paths) == first


def test_a_correction_is_written_anew_when_the_unit_is_put_into_a_cluster(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    send(opened, with_mistakes(opened), "a.xlsx", 1)
    state = collected(opened)
    write_feedback(opened, state)
    units = opened.campaign.units
    clustered = [replace(one, cluster=f"Cụm {number}") for number, one in enumerate(units, 1)]
    moved = replace(opened, campaign=replace(opened.campaign, units=tuple(clustered)))

    (book,) = write_feedback(moved, state).workbooks
    guide = [cell.value for row in load_workbook(book)["Hướng dẫn"].iter_rows() for cell in row]
    assert "Sở Nội vụ (Cụm 1)" in guide


def stamps(paths: tuple[Path, ...]) -> list[tuple[str, int, int]]:
    """Files by name, with what changes when one is written anew, even with the same bytes."""
    facts = ((path.name, path.stat()) for path in paths)
    return [(name, fact.st_mtime_ns, fact.st_ino) for name, fact in facts]


def test_a_correction_that_was_opened_and_saved_or_lost_is_written_anew(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    send(opened, with_mistakes(opened), "a.xlsx", 1)
    state = collected(opened)
    (book,) = write_feedback(opened, state).workbooks
    places = marked(load_workbook(book))

    edited = load_workbook(book)
    enter(edited, {"Thông tin chung!C8": "Cán bộ gõ thử"})
    edited.save(book)
    write_feedback(opened, state)
    assert load_workbook(book)["Thông tin chung"]["C8"].value == "Nguyễn Thị Hoa"

    book.unlink()
    write_feedback(opened, state)
    assert marked(load_workbook(book)) == places


def test_a_correction_with_something_new_to_say_is_written_anew(tmp_path: Path) -> None:
    opened = a_folder(tmp_path)
    send(opened, with_mistakes(opened), "a.xlsx", 1)
    state = collected(opened)
    (book,) = write_feedback(opened, state).workbooks
    later = replace(CAMPAIGN, deadline=date(2026, 2, 3))
    write_feedback(replace(opened, campaign=later), state)

    texts = {cell.value for row in load_workbook(book)["Hướng dẫn"].iter_rows() for cell in row}
    assert "Hạn nộp: 03/02/2026." in texts


@pytest.mark.parametrize("damage", ["", "[]", '{"a": 1}', '{"SNV_so-noi-vu_lan-1.xlsx": ["x"]}'])
def test_what_was_remembered_may_be_lost_or_damaged(tmp_path: Path, damage: str) -> None:
    opened = a_folder(tmp_path)
    send(opened, with_mistakes(opened), "a.xlsx", 1)
    state = collected(opened)
    (book,) = write_feedback(opened, state).workbooks
    (memory,) = (opened.folder.root / "cache").glob("*.json")
    memory.write_text(damage, encoding="utf-8")
    book.write_bytes(b"another program's")
    write_feedback(opened, state)

    assert listed(load_workbook(book))
    assert memory.read_text(encoding="utf-8") != damage
