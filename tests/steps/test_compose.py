from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipeline.domain.document import Appendix, Document, Look, Paragraph, Table
from pipeline.domain.errors import SettingsError
from pipeline.domain.outline import Outline, OutlineLevel, OutlineSection
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.outline import load_outline
from pipeline.steps.figures import FigureBook
from pipeline.steps.report.compose import compose
from pipeline.steps.tables.appendices import appendices
from tests.steps.collections_builder import a_book

SHIPPED = ("mau-so-1", "mau-so-02")
ANSWERS: dict[str, Any] = {
    "documents": [{"number": "1", "type": "plan", "issuer_level": "authority", "subject": "A"}],
    "targets": {"CT01": {"plan": Decimal(1), "done": Decimal(1), "last_year": Decimal(1)}},
    "movements": {"NTM": {"participated": "yes", "summary": "Một.\n- Hai"}},
    "launched": [{"name": "A"}],
    "awards_individual": {"LDTT": {"decided": 8, "decided_direct": 6}},
    "models": [{"kind": "individual", "name": "Nguyễn Văn A"}],
    "narrative": {"conditions": "Thuận lợi.", "leadership": "Chỉ đạo."},
}


def an_outline(*content: str, heading: str = "1. Mục của {{ ky }}") -> Outline:
    section = OutlineSection("1.I", OutlineLevel.ARABIC, heading, content)
    empty = OutlineSection("1", OutlineLevel.ROMAN, "I. Phần")
    return Outline("thu", "Mẫu thử", (), (), False, {"ky": "Kỳ"}, (empty, section))


def shipped(name: str) -> Outline:
    return load_outline(templates_folder() / "reports" / f"{name}.toml")


def texts(document: Document) -> list[str]:
    (section,) = document.sections
    return [part.text if isinstance(part, Paragraph) else part.id for part in section.parts]


def test_a_section_holds_its_contents_in_order_under_a_filled_heading() -> None:
    document = compose(
        an_outline("sentence.unit_movements", "narrative.conditions"), a_book({"SNV": ANSWERS})
    )
    assert document.sections[0].heading == "1. Mục của năm 2025"
    assert [part.id for part in document.sections[0].parts] == [
        "1.I/sentence.unit_movements/count",
        "1.I/narrative.conditions/placeholder",
        "1.I/narrative.conditions/SNV",
    ]
    assert texts(document)[1] == (
        "[Cần viết: Thuận lợi, khó khăn trong hoạt động của cụm. Chưa có phần trả lời"
        " của đơn vị trưởng cụm.]"
    )


def test_a_heading_without_content_is_no_section() -> None:
    document = compose(an_outline("sentence.staff"), a_book())
    assert [section.id for section in document.sections] == ["1.I"]


def test_a_table_of_the_body_has_an_id_of_its_own() -> None:
    document = compose(an_outline("table.staff"), a_book({"SNV": ANSWERS}))
    assert texts(document) == ["1.I/table.staff"]


def test_a_table_with_nothing_to_print_is_left_out_and_the_section_asks_to_be_written() -> None:
    document = compose(an_outline("table.awards_matrix"), a_book())
    assert texts(document) == ["[Cần viết: Mục của năm 2025. Chưa có số liệu được báo cáo.]"]


def test_a_section_nobody_wrote_keeps_its_sentences_and_asks_for_the_rest() -> None:
    document = compose(an_outline("sentence.staff", "narrative.scoring"), a_book(head={}))
    said, asked = document.sections[0].parts
    assert isinstance(said, Paragraph)
    assert isinstance(asked, Paragraph)
    assert said.text == "Chưa có đơn vị nào báo cáo số người làm công tác thi đua, khen thưởng."
    assert (asked.id, asked.look) == ("1.I/placeholder/placeholder", Look.PLACEHOLDER)


def test_what_the_head_owes_is_asked_for_even_where_units_answered() -> None:
    outline = an_outline("narrative.conditions", "narrative.leadership", "narrative.scoring")
    document = compose(outline, a_book({"SNV": ANSWERS}))
    assert texts(document) == [
        (
            "[Cần viết: Thuận lợi, khó khăn trong hoạt động của cụm. Chưa có phần trả lời"
            " của đơn vị trưởng cụm.]"
        ),
        "Sở Nội vụ: Thuận lợi.",
        (
            "[Cần viết: Công tác lãnh đạo, chỉ đạo của cụm. Chưa có phần trả lời của đơn vị"
            " trưởng cụm.]"
        ),
        "Sở Nội vụ: Chỉ đạo.",
        (
            "[Cần viết: Công tác chấm điểm, quy trình xét, thẩm định hồ sơ. Chưa có phần"
            " trả lời của đơn vị trưởng cụm và của: Sở Nội vụ, Sở Tài chính và Sở Tư pháp.]"
        ),
    ]


def test_optional_remarks_ask_for_nothing_beside_other_content() -> None:
    beside = compose(an_outline("sentence.membership", "narrative.changes"), a_book())
    alone = compose(an_outline("list.cluster_movements", "narrative.cluster_movements"), a_book())
    assert len(texts(beside)) == 1
    assert texts(alone) == [
        (
            "[Cần viết: Phong trào do cụm phát động: đánh giá. Chưa có phần trả lời của đơn vị"
            " trưởng cụm.]"
        )
    ]


@pytest.mark.parametrize("name", ["sentence.weather", "table.weather", "narrative.weather"])
def test_an_unknown_content_is_one_clear_message(name: str) -> None:
    with pytest.raises(SettingsError, match=f"mục 1.I: không có nội dung tên “{name}”"):
        compose(an_outline(name), a_book())


def test_appendices_are_referred_to_by_the_number_they_have() -> None:
    table = Table("table.names.individual", "T", (), ())
    filled = Appendix("appendix.people_decided", 4, "Cá nhân", (table,))
    empty = Appendix("appendix.collectives_decided", 2, "Tập thể", ())
    outline = an_outline("sentence.awards_appendix")
    document = compose(outline, a_book(), appendices=(empty, filled))
    assert texts(document) == [
        (
            "Chi tiết danh hiệu thi đua, hình thức khen thưởng theo đơn vị và danh sách"
            " khen thưởng được nêu tại Phụ lục IV kèm theo."
        )
    ]
    assert document.appendices == (empty, filled)


def test_only_what_an_appendix_holds_is_said_to_be_in_it() -> None:
    table = Table("t", "T", (), ())
    people = Appendix("appendix.people_decided", 3, "Cá nhân", (table,))
    training = Appendix("appendix.training", 4, "Tập huấn", (table,))
    outline = an_outline("sentence.awards_appendix", "sentence.others_appendix")
    assert texts(compose(outline, a_book(), appendices=(people, training))) == [
        (
            "Chi tiết danh hiệu thi đua, hình thức khen thưởng theo đơn vị được nêu tại Phụ lục"
            " III kèm theo."
        ),
        "Danh sách các lớp tập huấn được nêu tại Phụ lục IV kèm theo.",
    ]


def books() -> list[FigureBook]:
    return [
        a_book(),
        a_book(head={}),
        a_book({"SNV": {}}),
        a_book({"SNV": ANSWERS, "STC": {}}, {"narrative": {"leadership": "Chung."}}),
        a_book(dict.fromkeys(("SNV", "STC", "STP"), ANSWERS)),
    ]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("book", books(), ids=["nothing", "head", "blank", "some", "all"])
def test_the_shipped_outlines_can_be_filled_from_any_collection(
    name: str, book: FigureBook
) -> None:
    outline = shipped(name)
    document = compose(outline, book, appendices=appendices(book))
    assert all(section.parts for section in document.sections)
    assert len(document.sections) == len(outline.filled)
    ids = [part.id for section in document.sections for part in section.parts]
    ids += [table.id for appendix in document.appendices for table in appendix.tables]
    ids += [part.id for part in document.completeness]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", SHIPPED)
def test_one_figure_id_never_stands_for_two_values(name: str) -> None:
    for book in books():
        values: dict[str, object] = {}
        for figure in compose(shipped(name), book, appendices=appendices(book)).figures:
            assert values.setdefault(figure.id, figure.value) == figure.value


@pytest.mark.parametrize("name", SHIPPED)
def test_no_unknown_figure_is_printed_in_a_sentence(name: str) -> None:
    for book in books():
        document = compose(shipped(name), book, appendices=appendices(book))
        parts = [part for section in document.sections for part in section.parts]
        sentences = [part.text for part in parts if isinstance(part, Paragraph)]
        assert not [text for text in sentences if "—" in text]
