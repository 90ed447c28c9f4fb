"""Refer to the appendices by the numbers they got in this report (chi tiết tại Phụ lục …)."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain.document import Appendix
from pipeline.domain.vietnamese.lettering import roman
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.phrasing import Line, listed, paragraph, say, sentence

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "documents": ("appendix.documents",),
    "targets": ("appendix.targets_by_unit",),
    "ratings": ("appendix.ratings_by_unit",),
    "awards": ("appendix.collectives_decided", "appendix.people_decided"),
    "direct": ("appendix.direct_rates",),
    "models": ("appendix.models",),
    "training": ("appendix.training",),
    "inspections": ("appendix.inspections",),
    "scores": ("appendix.scores",),
    "others": ("appendix.scores", "appendix.training", "appendix.inspections"),
}
"""``sentence.<name>_appendix`` → ids of the appendices that hold it."""


def reference(book: FigureBook, name: str, appendices: tuple[Appendix, ...]) -> tuple[Line, ...]:
    """Where to look; nothing when none of the appendices has a table.

    Raises:
        KeyError: There is no such content.
    """
    name = name.removeprefix("sentence.").removesuffix("_appendix")
    found = [
        f"Phụ lục {roman(appendix.number)}"
        for appendix in appendices
        if appendix.id in REFERENCES[name] and appendix.tables
    ]
    if not found:
        return ()
    subject = say(book, f"references.{name}")
    words = say(book, "references.line", subject=subject, found=listed(found))
    return paragraph("reference", sentence(words))


def is_reference(name: str) -> bool:
    """Whether a content name refers to appendices."""
    bare = name.removeprefix("sentence.")
    return bare.removesuffix("_appendix") in REFERENCES and bare.endswith("_appendix")
