from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.domain.findings import FindingKind
from pipeline.domain.form import Block, Choice, Column, FormSpec, Row, Shape, Sheet, ValueKind
from pipeline.domain.workbook import RawSheet, RawValue, RawWorkbook
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish_json
from pipeline.steps.reading.interpret import Interpretation, Origin, interpret
from pipeline.steps.reading.issued_form import issued_form
from tests.steps.text_sheets import MANIFEST, PEOPLE, a_book, a_sheet, a_small_form

MODELS = """
Điển hình
-
-
| Điển hình tiên tiến
-
models | STT | Họ và tên | Thành tích
| 1 | Nguyễn Văn A | Mười năm
| 2 | Trần Thị B   |
"""


def version_1() -> FormSpec:
    """What the small form was: it asked about models too."""
    form = a_small_form()
    columns = (Column("name", "Họ và tên"), Column("merit", "Thành tích"))
    models = Block("models", "Điển hình tiên tiến", Shape.RECORDS, columns, capacity=2, limit=9)
    sheet = Sheet("models", "Điển hình", "Điển hình", (models,))
    return replace(form, sheets=(*form.sheets, sheet))


def version_2() -> FormSpec:
    """What it is: keys and labels renamed, parts gone, parts new."""
    form = a_small_form()
    people, awards, documents = (block for _, block in form.blocks)
    total, _ = people.rows
    measure, _, proposed, decided = awards.columns
    number, day, kind = documents.columns
    blocks = (
        replace(
            people,
            key="staff",
            formerly=("people",),
            rows=(
                replace(total, key="headcount", label="Số người", formerly=("total",)),
                Row("women", "Trong đó: nữ", column=Column("value", "Nữ", ValueKind.COUNT)),
            ),
            rules=(),
        ),
        replace(
            awards,
            columns=(
                measure,
                proposed,
                replace(decided, key="granted", label="Đã tặng", formerly=("x", "decided")),
            ),
            rows=(*awards.rows[:2], Row("HC", "Huân chương", facts={"measure": "người"})),
            rules=(),
        ),
        replace(documents, columns=(number, kind, day, Column("subject", "Trích yếu"))),
    )
    titles = ("Nhân lực", "Khen", "Văn bản")
    sheets = tuple(
        Sheet(block.key, title, title, (block,))
        for title, block in zip(titles, blocks, strict=True)
    )
    types = (Choice("plan", "Chương trình, kế hoạch"), Choice("decision", "Quyết định"))
    return replace(form, version=2, sheets=sheets, lists={**form.lists, "types": types})


OLD, NEW = version_1(), version_2()
PUBLISHED = publish_json(OLD, place(OLD), MANIFEST)


def old_book(**changes: str) -> RawWorkbook:
    models = changes.pop("models", MODELS)
    return a_book(a_sheet("Điển hình", models), **changes)


def read_old(book: RawWorkbook, form: FormSpec = NEW, published: str = PUBLISHED) -> Interpretation:
    issued = issued_form(form, published, version=1)
    origin = Origin(MANIFEST, "SNV", "snv.xlsx", "0" * 64)
    return interpret(book, form, place(form), origin, issued)


def test_answers_are_carried_over_under_the_keys_of_today() -> None:
    submission = read_old(old_book()).submission

    assert submission.value("staff", "headcount") == 100
    assert submission.value("awards", "LDTT", "granted") == 7
    assert submission.value("awards", "LDTT", "proposed") == 12
    assert submission.tables["awards"].declared == frozenset({"F9"})
    documents = submission.tables["documents"]
    assert documents.values["date"] == (date(2025, 3, 15), date(2025, 4, 2))
    assert documents.cell(0, "number").address == "C7"


def test_a_label_of_an_old_dropdown_still_means_its_code() -> None:
    assert read_old(old_book()).submission.tables["documents"].values["type"] == (
        "plan",
        "decision",
    )


def test_every_filled_cell_without_a_meaning_today_is_listed_with_its_value() -> None:
    found = read_old(old_book()).findings
    lost = [one for one in found if one.code == FindingKind.NO_LONGER_ASKED.code]

    assert [(one.place, one.message.partition("lấy: ")[2]) for one in lost] == [
        ("Lao động!C8", "C8 = 60."),
        ("Khen thưởng!D8", "D8 = 5."),
        ("Khen thưởng!F10", "F10 = 1."),
        ("Điển hình!C7", "C7 = Nguyễn Văn A; D7 = Mười năm; C8 = Trần Thị B."),
    ]
    assert "dòng “Lao động trực tiếp”, bảng “1. Lao động”" in lost[0].message
    assert "cột “Cùng kỳ”, bảng “Tập thể”" in lost[1].message
    assert "không còn bảng “Điển hình tiên tiến”" in lost[3].message
    assert {(one.unit, one.file) for one in lost} == {("SNV", "snv.xlsx")}


def test_what_was_not_asked_then_is_one_finding_and_no_part_is_missing() -> None:
    found = read_old(old_book()).findings

    (unasked,) = [one for one in found if one.code == FindingKind.NOT_ASKED_THEN.code]
    for part in ("dòng “Trong đó: nữ”", "dòng “Huân chương”", "cột “Trích yếu”"):
        assert part in unasked.message
    assert FindingKind.PARTS_MISSING.code not in {one.code for one in found}


def test_what_was_blank_is_not_listed() -> None:
    book = old_book(models=MODELS[: MODELS.index("| 1 |")], people=PEOPLE.replace("60", ""))

    lost = [one.sheet for one in read_old(book).findings if "không còn" in one.message]
    assert lost == ["Khen thưởng", "Khen thưởng"]


def test_findings_stand_at_the_cells_of_the_old_form_and_speak_its_words() -> None:
    found = read_old(old_book(people=PEOPLE.replace("100", "trăm"))).findings

    (wrong,) = [one for one in found if one.code == FindingKind.NOT_A_COUNT.code]
    assert (wrong.place, wrong.message) == (
        "Lao động!C7",
        "“Tổng số lao động”: “trăm” không phải là số nguyên không âm.",
    )


def test_rows_inserted_into_an_old_form_only_move_it() -> None:
    moved = RawWorkbook(
        tuple(replace(sheet, rows=((), (), *sheet.rows)) for sheet in old_book().sheets)
    )
    result = read_old(moved)

    assert result.submission.value("awards", "LDTT", "granted") == 7
    assert result.submission.tables["awards"].row_numbers == (10, 11)
    assert "F12 = 1" in next(one.message for one in result.findings if one.cell == "F12")


def test_what_an_old_form_lost_itself_is_missing() -> None:
    found = read_old(old_book(awards="Trống")).findings

    (missing,) = [one for one in found if one.code == FindingKind.PARTS_MISSING.code]
    assert missing.message == "Không tìm thấy trong tệp: sheet “Khen thưởng”."


def test_many_cells_are_counted_and_the_last_is_named() -> None:
    models = MODELS + "\n".join(f"| | Người {n} |" for n in range(3, 100))
    lost = read_old(old_book(models=models)).findings[-1]

    assert lost.cell == "C7"
    assert lost.message.endswith("và 40 ô nữa, đến ô C105.")


def test_a_form_issued_as_it_is_today_needs_no_old_one() -> None:
    other = publish_json(OLD, place(OLD), replace(MANIFEST, unit="STC", campaign="khác"))

    assert issued_form(OLD, PUBLISHED, version=1) is None
    assert issued_form(OLD, other, version=1) is None


def test_settings_changed_after_issue_are_the_same_matter_at_the_same_version() -> None:
    issued = issued_form(replace(NEW, version=1), PUBLISHED, version=1)

    assert issued is not None
    assert issued.known["awards"].columns["proposed"] == "proposed"


def test_a_key_that_is_used_again_means_its_own_in_files_of_today() -> None:
    # "a" was renamed to "b", and something new is called "a".
    columns = (Column("a", "Mới"), Column("b", "Cũ", formerly=("a",)))
    block = Block("t", "Bảng", Shape.RECORDS, columns, capacity=1, limit=1)
    today = FormSpec("small", 2, "Biểu", (Sheet("t", "T", "T", (block,)),), {})
    then = replace(block, title="Bảng cũ", columns=(Column("a", "Cũ"),))
    old = replace(today, version=1, sheets=(Sheet("t", "T", "T", (then,)),))
    was = publish_json(old, place(old), MANIFEST)
    both = replace(block, title="Bảng khác")
    now = replace(today, sheets=(Sheet("t", "T", "T", (both,)),))
    is_now = publish_json(now, place(now), MANIFEST)

    before, after = issued_form(today, was, version=1), issued_form(today, is_now, version=2)
    assert before is not None
    assert before.known["t"].columns == {"a": "b"}
    assert after is not None
    assert after.known["t"].columns == {"a": "a", "b": "b"}


def damaged(change: Callable[[dict[str, Any]], object]) -> str:
    published = json.loads(PUBLISHED)
    change(published["blocks"])
    return json.dumps(published, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(
    "published",
    [
        "",
        "{}",
        PUBLISHED[:-40],
        '{"blocks":[]}',
        '{"blocks":{"people":{}}}',
        damaged(lambda blocks: blocks["people"].update(header_row="6")),
        damaged(lambda blocks: blocks["people"].update(header_row=10**9)),
        damaged(lambda blocks: blocks["people"].update(shape="vòng tròn")),
        damaged(lambda blocks: blocks["people"]["columns"]["value"].update(letter="C:D")),
        damaged(lambda blocks: blocks["awards"]["declaration"].update(cell="ở trên")),
        damaged(lambda blocks: blocks["documents"]["columns"]["type"].update(choices=["Một"])),
    ],
)
def test_a_damaged_layout_is_no_layout(published: str) -> None:
    assert issued_form(OLD, published, version=1) is None


def test_a_cell_with_an_error_in_a_part_that_is_gone_is_listed_too() -> None:
    book = old_book()
    rows: tuple[tuple[RawValue, ...], ...] = book.sheets[3].rows
    broken = RawSheet("Điển hình", rows, errors={"D8": "#REF!"})

    found = read_old(RawWorkbook((*book.sheets[:3], broken))).findings
    assert "D8 = #REF!" in found[-1].message
