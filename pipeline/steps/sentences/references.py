"""Refer to the appendices by the numbers they got in this report (chi tiết tại Phụ lục …)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.domain.document import Appendix
from pipeline.domain.vietnamese.lettering import roman
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.phrasing import Line, Phrase, listed, paragraph, say, sentence

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
    there = [a for a in appendices if a.id in REFERENCES[name] and a.tables]
    if not there:
        return ()
    found = listed(f"Phụ lục {roman(appendix.number)}" for appendix in there)
    words = say(book, "references.line", subject=_subject(book, name, there), found=found)
    return paragraph("reference", sentence(words))


def _subject(book: FigureBook, name: str, there: Sequence[Appendix]) -> Phrase:
    """What the appendices hold, without what none of them has."""
    if name == "others":
        ids = {appendix.id for appendix in there}
        return listed(
            say(book, f"references.{part}")
            for part in ("scores", "training", "inspections")
            if ids & set(REFERENCES[part])
        )
    tables = [table.id for appendix in there for table in appendix.tables]
    if name == "awards" and any(table.startswith("table.names.") for table in tables):
        return say(book, "references.awards_named")
    return say(book, f"references.{name}")


def is_reference(name: str) -> bool:
    """Whether a content name refers to appendices."""
    bare = name.removeprefix("sentence.")
    return bare.removesuffix("_appendix") in REFERENCES and bare.endswith("_appendix")
