"""Updating a report that a person edited, case by case."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from pipeline.domain.document import Appendix, Document
from pipeline.domain.living import Fate, FigureMove, Memory
from pipeline.files.office import convert, find_office
from pipeline.files.word.living.memory import memories_of, memory_xml, recall
from pipeline.files.word.living.refusals import (
    ControlsLostError,
    DocumentDamagedError,
    DocumentOpenError,
)
from pipeline.files.word.living.update import update_report
from tests.files import living_samples as living
from tests.files.living_samples import (
    Edited,
    a_report,
    a_sentence,
    code_of,
    controls,
    outcome,
    read,
    update,
    write,
)
from tests.files.report_samples import a_document_list, texts

A, B = "sentence.tập thể", "sentence.cá nhân"
LATE = "Sở Tài chính nộp bổ sung ngày 05/12/2025"


def report(first: str = "1.234", second: str = "85,2%", *more: str) -> Document:
    return a_report(a_sentence("tập thể", first, second), a_sentence("cá nhân", "777", *more))


def words(path: Path, tag: str) -> str:
    return read(controls(living.body_of(path))[tag])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "bao-cao.docx", report())


def test_a_report_remembers_its_blocks_and_their_figures(path: Path) -> None:
    memory = {one.block: one for one in recall(path)}
    assert memory[A].figures == ((code_of("tập thể"), "1.234"), (code_of("tập thể", 1), "85,2%"))
    assert "có 1.234 lượt khen loại A" in memory[A].text
    assert "1/KH-SNV\t05/01/2025" in memory["table.documents"].text


def test_a_memory_comes_back_as_it_was_written_and_an_altered_one_is_not_believed() -> None:
    memory = Memory("b", 'A & B < "C"\n1\t2', (("x", "1.234"), ("y", "12,5%")), (0, 2), "f", ())
    assert memories_of(memory_xml([memory])) == (memory,)
    assert memories_of(memory_xml([memory]).replace(b"1\t2", b"1\t3")) == ()


def test_untouched_blocks_are_renewed_and_what_stands_between_them_stays(path: Path) -> None:
    with Edited(path) as edited:
        paragraph = edited.word.add_paragraph("Đoạn tự viết thêm.")._p
        edited.control(A).addnext(paragraph)
    done = update(path, report("1.240"))
    assert outcome(done, A).fate is Fate.RENEWED
    assert [move.after for move in outcome(done, A).moves] == ["1.240"]
    lines = read(living.body_of(path)).split("\n")
    at = next(n for n, line in enumerate(lines) if "có 1.240 lượt khen" in line)
    assert lines[at + 1] == "Đoạn tự viết thêm."


def test_an_edited_block_keeps_the_persons_words_and_is_offered_the_new_figure(path: Path) -> None:
    with Edited(path) as edited:
        edited.replace(A, "toàn cụm", "toàn cụm đã rất cố gắng và")
    before = words(path, A)
    code = code_of("tập thể", 1)
    move = FigureMove(code, "Tỷ lệ khen", "85,2%", "84,7%", LATE)
    done = update(path, report("1.234", "84,7%"), {code: move})
    block = controls(living.body_of(path))[A]
    assert words(path, A) == before
    assert living.offers(block) == [("85,2%", "84,7%")]
    assert living.told(path, block) == f"85,2% → 84,7% (Tỷ lệ khen): {LATE}"
    assert (outcome(done, A).moves, outcome(done, A).offered) == ((move,), (code,))
    assert outcome(done, A).needs_eyes


def test_later_runs_replace_our_comments_and_offers_instead_of_adding_more(path: Path) -> None:
    with Edited(path) as edited:
        edited.replace(A, "toàn cụm", "cả cụm")
    for figure in ("1.240", "1.250", "1.250"):
        update(path, report(figure))
    assert living.offers(controls(living.body_of(path))[A]) == [("1.234", "1.250")]
    assert list(living.comments(path).values()) == ["1.234 → 1.250"]


def test_an_accepted_offer_is_the_figure_from_then_on(path: Path) -> None:
    with Edited(path) as edited:
        edited.replace(A, "toàn cụm", "cả cụm")
    update(path, report("1.240"))
    with Edited(path) as edited:
        _accept(edited, A)
    update(path, report("1.240"))
    assert living.comments(path) == {}
    assert "có 1.240 lượt khen" in words(path, A)
    update(path, report("1.255"))
    assert living.offers(controls(living.body_of(path))[A]) == [("1.240", "1.255")]


def test_a_comment_that_a_person_deleted_does_not_come_back_until_the_figure_moves_again(
    path: Path,
) -> None:
    with Edited(path) as edited:
        edited.replace(A, "toàn cụm", "cả cụm")
    update(path, report("1.240"))
    with Edited(path) as edited:
        for name in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
            for mark in list(edited.body.iter(qn(name))):
                mark.getparent().remove(mark)
        for deleted in list(edited.control(A).iter(qn("w:del"))):
            _reject(deleted)
    done = update(path, report("1.240"))
    assert not outcome(done, A).needs_eyes
    assert living.comments(path) == {}
    update(path, report("1.300"))
    assert list(living.comments(path).values()) == ["1.234 → 1.300"]


def test_words_typed_into_an_offered_change_are_the_persons(path: Path) -> None:
    with Edited(path) as edited:
        edited.replace(A, "toàn cụm", "cả cụm")
    update(path, report("1.240"))
    with Edited(path) as edited:
        edited.replace(A, "1.240", "hơn 1.200")
    update(path, report("1.250"))
    assert "có hơn 1.200 lượt khen" in words(path, A)


def test_the_offered_figure_is_the_one_in_its_place_not_one_that_looks_like_it(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "r.docx", a_report(a_sentence("x", "12", "12", "12")))
    with Edited(path) as edited:
        edited.replace("sentence.x", "toàn cụm", "12 đơn vị của cụm")
    update(path, a_report(a_sentence("x", "12", "15", "12")))
    block = controls(living.body_of(path))["sentence.x"]
    assert living.offers(block) == [("12", "15")]
    change = next(block.iter(qn("w:del")))
    assert "loại B" in "".join(change.getnext().getnext().getparent().itertext(qn("w:t")))
    before = [t.text for t in change.itersiblings(preceding=True) for t in t.iter(qn("w:t"))]
    assert "loại A" in "".join(reversed([text for text in before if text]))


def test_a_figure_that_a_person_wrote_in_words_is_told_in_a_comment(path: Path) -> None:
    with Edited(path) as edited:
        edited.replace(A, "1.234", "hơn một nghìn")
    update(path, report("2.345"))
    block = controls(living.body_of(path))[A]
    assert living.offers(block) == []
    assert living.told(path, block) == "1.234 → 2.345"


def test_a_block_with_another_look_or_a_persons_comment_is_kept(path: Path) -> None:
    with Edited(path) as edited:
        run = next(edited.control(A).iter(qn("w:r")))
        run.get_or_add_rPr().append(OxmlElement("w:i"))
    done = update(path, report("1.240"))
    assert outcome(done, A).fate is Fate.KEPT
    assert living.offers(controls(living.body_of(path))[A]) == [("1.234", "1.240")]


def test_formatting_of_a_block_whose_words_need_no_change_stays(path: Path) -> None:
    with Edited(path) as edited:
        run = next(edited.control(A).iter(qn("w:r")))
        run.get_or_add_rPr().append(OxmlElement("w:i"))
    done = update(path, report())
    assert outcome(done, A).fate is Fate.UNCHANGED
    assert list(controls(living.body_of(path))[A].iter(qn("w:i")))


def test_a_deleted_block_stays_deleted_and_a_moved_one_where_it_was_moved_to(path: Path) -> None:
    with Edited(path) as edited:
        edited.control(A).getparent().remove(edited.control(A))
        edited.body.insert(0, edited.control(B))
    for _ in range(2):
        done = update(path, report("1.240", "1%", "5"))
    assert outcome(done, A).fate is Fate.DELETED
    body = living.body_of(path)
    assert A not in controls(body)
    assert "có 777 lượt khen loại A, tiếp theo có 5" in read(body[0])


def test_a_block_that_a_person_put_into_a_table_of_theirs_is_renewed_there(path: Path) -> None:
    with Edited(path) as edited:
        table = edited.word.add_table(1, 1)
        edited.control(B).addprevious(table._tbl)
        table.cell(0, 0)._tc.insert(1, edited.control(A))
    done = update(path, report("1.240"))
    assert outcome(done, A).fate is Fate.RENEWED
    (table_left,) = (t for t in living.body_of(path).iter(qn("w:tbl")) if "có 1.240" in read(t))
    assert A in controls(table_left)


def test_a_new_block_comes_below_its_own_heading(tmp_path: Path) -> None:
    path = write(tmp_path / "r.docx", a_report(a_sentence("a", "1")))
    late = a_report(a_sentence("a", "1"), a_sentence("b", "2"), others=(a_sentence("c", "3"),))
    done = update(path, late)
    assert outcome(done, "sentence.b").fate is Fate.ADDED
    tags = list(controls(living.body_of(path)))
    assert tags.index("sentence.b") == tags.index("sentence.a") + 1
    lines = read(living.body_of(path)).split("\n")
    at = next(n for n, line in enumerate(lines) if "về c," in line)
    assert lines[at - 1].startswith("2.1.")


def test_a_block_without_figures_any_more_goes_but_stays_when_it_was_edited(path: Path) -> None:
    with Edited(path) as edited:
        edited.replace(A, "toàn cụm", "cả cụm")
    done = update(path, a_report(a_sentence("khác", "9")))
    assert outcome(done, B).fate is Fate.DROPPED
    assert outcome(done, A).fate is Fate.KEPT
    assert "cả cụm" in words(path, A)
    assert "không còn nội dung này" in living.told(path, controls(living.body_of(path))[A])
    done = update(path, report())
    assert outcome(done, B).fate is Fate.ADDED


def test_an_edited_table_keeps_its_cells_and_offers_the_new_figures_in_place(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "r.docx", a_report(living.a_table([10])))
    with Edited(path) as edited:
        edited.replace(living.TABLE, "Sở, ngành thứ 2", "Sở Hai, ngành thứ 2")
        edited.replace(living.TABLE, "Khen thưởng theo đơn vị", "Bảng của tôi")
    before = words(path, living.TABLE)
    done = update(path, a_report(living.a_table([10, 10, 13])))
    block = controls(living.body_of(path))[living.TABLE]
    assert read(block) == before
    assert living.offers(block)
    assert all(int(new) - int(old) == 3 for old, new in living.offers(block))
    assert "Sở, ngành thứ 2 & các phòng" in living.told(path, block)
    assert outcome(done, living.TABLE).needs_eyes


def test_a_new_appendix_brings_its_own_landscape_section(tmp_path: Path) -> None:
    path = write(tmp_path / "r.docx", report())
    with_more = report()
    second = Appendix("appendix.2", 2, "Khác", (replace(a_document_list(2), id="table.other"),))
    with_more = replace(with_more, appendices=(*with_more.appendices, second))
    update(path, with_more)
    fresh = living.body_of(path.with_name("fresh.docx"))
    assert texts(living.body_of(path)) == texts(fresh)
    assert len(list(living.body_of(path).iter(qn("w:sectPr")))) == 4
    update(path, report())
    assert len(list(living.body_of(path).iter(qn("w:sectPr")))) == 3


def test_an_empty_appendix_loses_its_remark_when_the_first_table_comes(tmp_path: Path) -> None:
    full = report()
    empty = replace(full, appendices=(replace(full.appendices[0], tables=()),))
    path = write(tmp_path / "r.docx", empty)
    update(path, full)
    assert texts(living.body_of(path)) == texts(living.body_of(path.with_name("fresh.docx")))


def test_blocks_that_lost_their_controls_are_known_by_their_words(path: Path) -> None:
    with Edited(path) as edited:
        edited.replace(B, "toàn cụm", "cả cụm")
        _strip_controls(edited)
    done = update(path, report("1.240", "85,2%"))
    assert outcome(done, A).fate is Fate.RENEWED
    assert outcome(done, B).fate is Fate.KEPT
    assert "có 1.240 lượt khen" in words(path, A)
    assert "cả cụm" in words(path, B)


def test_a_rewritten_report_without_controls_is_not_touched(path: Path) -> None:
    with Edited(path) as edited:
        _strip_controls(edited)
        for text in edited.body.iter(qn("w:t")):
            text.text = "viết lại"
    before = path.read_bytes()
    with pytest.raises(ControlsLostError, match="không còn các khung nội dung"):
        update(path, report("1.240"))
    assert path.read_bytes() == before


def test_a_report_that_lost_its_memory_is_updated_from_the_copy_kept_outside(path: Path) -> None:
    known = recall(path)
    _without_memory(path)
    fresh = write(path.with_name("fresh.docx"), report("1.240"))
    with pytest.raises(ControlsLostError, match="không còn thông tin"):
        update_report(path, fresh, path, {}, now=living.NOW)
    update_report(path, fresh, path, {}, now=living.NOW, known=known)
    assert "có 1.240 lượt khen" in words(path, A)
    assert recall(path)


@pytest.mark.parametrize("owner", ["~$o-cao.docx", ".~lock.bao-cao.docx#"])
def test_a_report_that_is_open_is_not_touched(owner: str, path: Path) -> None:
    path.with_name(owner).write_bytes(b"")
    with pytest.raises(DocumentOpenError, match="đang mở"):
        update(path, report("1.240"))


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 hong", b"x" * 5000])
def test_a_damaged_report_is_not_touched(damage: bytes, path: Path) -> None:
    path.write_bytes(damage)
    with pytest.raises(DocumentDamagedError):
        update(path, report("1.240"))
    assert path.read_bytes() == damage


def test_a_report_cut_in_its_middle_is_not_touched(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"][:-20_000] + b"</w:body></w:document>"
    with zipfile.ZipFile(path, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, xml)
    with pytest.raises(DocumentDamagedError):
        update(path, report("1.240"))


def test_pictures_and_notes_of_a_person_stay_with_their_parts(path: Path, tmp_path: Path) -> None:
    picture = tmp_path / "anh.png"
    picture.write_bytes(_PIXEL)
    with Edited(path) as edited:
        paragraph = edited.word.add_paragraph()
        paragraph.add_run().add_picture(str(picture), width=Mm(20))
        edited.control(A).addnext(paragraph._p)
    update(path, report("1.240"))
    body = living.body_of(path)
    assert len(list(body.iter(qn("w:drawing")))) == 1
    assert _numbers_are_unique(path)


@pytest.mark.libreoffice
@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
def test_a_report_saved_by_libreoffice_is_updated_like_any_other(path: Path) -> None:
    with Edited(path) as edited:
        edited.replace(A, "toàn cụm", "cả cụm")
    update(path, report("1.240"))
    folder = path.parent / "saved"
    folder.mkdir()
    shutil.copy(convert(path, folder, to="docx"), path)
    done = update(path, report("1.250", "85,2%", "66"))
    assert living.offers(controls(living.body_of(path))[A]) == [("1.234", "1.250")]
    assert list(living.comments(path).values()) == ["1.234 → 1.250"]
    assert outcome(done, B).fate is Fate.RENEWED
    assert outcome(done, "table.documents").fate is Fate.UNCHANGED
    assert texts(controls(living.body_of(path))["table.documents"]) == texts(
        controls(living.body_of(path.with_name("fresh.docx")))["table.documents"]
    )


def _accept(edited: Edited, tag: str) -> None:
    for deleted in list(edited.control(tag).iter(qn("w:del"))):
        offered = deleted.getnext()
        for run in list(offered):
            offered.addprevious(run)
        offered.getparent().remove(offered)
        deleted.getparent().remove(deleted)


def _reject(deleted: object) -> None:
    offered = deleted.getnext()  # type: ignore[attr-defined]
    offered.getparent().remove(offered)
    for text in list(deleted.iter(qn("w:delText"))):  # type: ignore[attr-defined]
        text.tag = qn("w:t")
    for run in list(deleted):  # type: ignore[call-overload]
        deleted.addprevious(run)  # type: ignore[attr-defined]
    deleted.getparent().remove(deleted)  # type: ignore[attr-defined]


def _strip_controls(edited: Edited) -> None:
    for sdt in list(edited.body.iter(qn("w:sdt"))):
        for child in list(sdt.find(qn("w:sdtContent"))):
            sdt.addprevious(child)
        sdt.getparent().remove(sdt)


def _without_memory(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, xml in parts.items():
            if not name.startswith("customXml/"):
                package.writestr(name, xml)


def _numbers_are_unique(path: Path) -> bool:
    numbers = [
        mark.get(qn("w:id"))
        for mark in living.body_of(path).iter(qn("w:ins"), qn("w:del"), qn("w:commentReference"))
    ]
    return len(numbers) == len(set(numbers))


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
