"""Refer to the appendices by the numbers they got in this report (chi tiết tại Phụ lục …)."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain.document import Appendix
from pipeline.domain.vietnamese.lettering import roman
from pipeline.steps.sentences.phrasing import Line, listed, paragraph, phrase, sentence

REFERENCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sentence.documents_appendix": ("danh mục chi tiết các văn bản", ("appendix.documents",)),
    "sentence.targets_appendix": (
        "kết quả thực hiện chỉ tiêu của từng đơn vị",
        ("appendix.targets_by_unit",),
    ),
    "sentence.ratings_appendix": (
        "kết quả xếp loại của từng đơn vị",
        ("appendix.ratings_by_unit",),
    ),
    "sentence.awards_appendix": (
        "chi tiết danh hiệu thi đua, hình thức khen thưởng theo đơn vị và danh sách khen thưởng",
        ("appendix.collectives_decided", "appendix.people_decided"),
    ),
}
"""Content name → what is referred to, and the ids of the appendices that hold it."""


def reference(name: str, appendices: tuple[Appendix, ...]) -> tuple[Line, ...]:
    """Where to look; nothing when none of the appendices has a table."""
    subject, ids = REFERENCES[name]
    found = [
        f"Phụ lục {roman(appendix.number)}"
        for appendix in appendices
        if appendix.id in ids and appendix.tables
    ]
    if not found:
        return ()
    words = phrase("{subject} tại {found} kèm theo", subject=subject, found=listed(found))
    return paragraph("reference", sentence(words))
