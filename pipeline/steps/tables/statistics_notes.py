"""What is written above and below a statistical form: who reports, what is missing or differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.domain.document import Masthead
from pipeline.domain.figures import Figure
from pipeline.domain.statistics import StatisticalForm, Subject
from pipeline.steps.balance import Balance
from pipeline.steps.figures import FigureBook
from pipeline.steps.statistics import award_codes
from pipeline.steps.tables.award_kinds import BLOCKS
from pipeline.steps.tables.parts import has_value, missing_note
from pipeline.steps.tables.statistics_cells import cell

WARNING = "KT-510"


def masthead(book: FigureBook, form: StatisticalForm) -> Masthead:
    """Number and basis of the form on the left, who reports to whom on the right."""
    campaign = book.campaign
    return Masthead(
        left=(
            f"Biểu số: {form.number}",
            f"Ban hành theo {form.basis}",
            f"Ngày nhận báo cáo: {form.due}",
        ),
        right=(f"Đơn vị báo cáo: {campaign.title}", f"Đơn vị nhận báo cáo: {campaign.council}"),
        heading=form.title.upper(),
        period=campaign.period.label.capitalize(),
        measure=form.measure,
        signatures=(
            "Người lập biểu\n(Ký, họ tên)",
            f"{campaign.place}, ngày … tháng … năm …\nThủ trưởng đơn vị\n(Ký, họ tên, đóng dấu)",
        ),
    )


def form_notes(
    book: FigureBook, form: StatisticalForm, left_out: tuple[str, ...]
) -> tuple[str, ...]:
    """How to read the form, what stays "—" and why, whether its identities hold, who is missing.

    Args:
        left_out: Columns of awards that nobody received.
    """
    reasons = [row.missing for row in form.rows] + [column.missing for column in form.columns]
    return (
        *form.notes,
        *(
            f"Dấu “—”, {reason[0].lower()}{reason[1:]}"
            for reason in dict.fromkeys(reasons)
            if reason
        ),
        *_not_asked(form),
        *_listed("Không in các cột bằng 0 hoặc chưa có số liệu", left_out),
        *_listed("Không có cột trong biểu nên không tính", _uncounted(book, form)),
        *(_by_award(book, form) if form.subject is Subject.BY_AWARD else _balance(book, form)),
        *missing_note(book),
    )


def _not_asked(form: StatisticalForm) -> Iterator[str]:
    codes = list(dict.fromkeys(c.short_code for c in form.columns if not c.asked))
    if codes:
        yield f"Dấu “—”, cột {', '.join(codes)}: kỳ này không hỏi hình thức khen thưởng thuộc cột."


def _uncounted(book: FigureBook, form: StatisticalForm) -> tuple[str, ...]:
    """Awards of the form's levels that somebody received and no column counts."""
    if form.subject is not Subject.AWARDS:
        return ()
    counted = award_codes(form)
    return tuple(
        award.name
        for award in book.campaign.awards
        if award.level in form.levels
        and award.code not in counted
        and has_value(
            book.total(BLOCKS[honoree], "decided", (award.code,)) for honoree in award.honorees
        )
    )


def _balance(book: FigureBook, form: StatisticalForm) -> Iterator[str]:
    """One line an identity that some workbook breaks, with the names of those that do."""
    if not form.identities:
        return
    collection = book.collection
    answers = {book.campaign.unit(c).short_name: s for c, s in collection.submissions.items()}
    if collection.head is not None:
        answers[book.campaign.title] = collection.head
    broken: dict[str, dict[str, None]] = {}
    balance = Balance(form)
    for name, submission in answers.items():
        for found in balance.imbalances(submission):
            broken.setdefault(found.identity.words, {})[name] = None
    for words, names in broken.items():
        yield (
            f"CHƯA KHỚP: {words} khác 0 do số liệu của {', '.join(names)} (cảnh báo {WARNING})."
            " Biểu in đúng số đơn vị báo cáo; đối chiếu, sửa trước khi gửi."
        )
    if not broken:
        yield "Các đẳng thức của biểu đã khớp."


def _by_award(book: FigureBook, form: StatisticalForm) -> Iterator[str]:
    """The awards of which the grids and the list of named awards say different numbers."""
    occasion = {"occasion": tuple(choice.code for choice in book.choices("occasions"))}
    different = []
    for award in book.campaign.awards:
        if award.level in form.levels:
            of_it = {"award": (award.code,)}
            counted, listed = (cell(book, form, of_it, more) for more in ({}, occasion))
            if isinstance(counted, Figure) and isinstance(listed, Figure):
                known = counted.value is not None and listed.value is not None
                different += [award.name] if known and counted.value != listed.value else []
    yield from _listed(
        "CHƯA KHỚP: cột 3 khác số lượt có ghi loại hình trong danh sách khen cao", different
    )
    if not different:
        yield "Cột 3 khớp với số lượt có ghi loại hình trong danh sách khen cao."


def _listed(lead: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{lead}: {', '.join(names)}."
