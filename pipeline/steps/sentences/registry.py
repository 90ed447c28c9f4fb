"""The names an outline may use for sentences and lists, and what writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.awards import awards
from pipeline.steps.sentences.digest import digest
from pipeline.steps.sentences.direct import direct_share
from pipeline.steps.sentences.documents import documents
from pipeline.steps.sentences.launched import (
    cluster_movements,
    unit_movement_list,
    unit_movements,
)
from pipeline.steps.sentences.members import membership, unit_list
from pipeline.steps.sentences.models import model_list, models
from pipeline.steps.sentences.movements import (
    every_movement,
    movements,
    movements_of,
    other_movements,
)
from pipeline.steps.sentences.phrasing import Line
from pipeline.steps.sentences.ratings import ratings
from pipeline.steps.sentences.reporting import reporting
from pipeline.steps.sentences.scores import scores
from pipeline.steps.sentences.service import (
    inspection_list,
    inspections,
    staff,
    training,
    training_list,
)
from pipeline.steps.sentences.simplified import simplified
from pipeline.steps.sentences.targets import targets

CONTENTS: Mapping[str, Callable[[FigureBook], tuple[Line, ...]]] = {
    "sentence.membership": membership,
    "list.units": unit_list,
    "sentence.documents": documents,
    "sentence.targets": targets,
    "sentence.movements": movements,
    "movements.all": every_movement,
    "movements.rural": movements_of("rural"),
    "movements.poor": movements_of("poor"),
    "movements.enterprise": movements_of("enterprise"),
    "movements.other": other_movements,
    "list.cluster_movements": cluster_movements,
    "sentence.unit_movements": unit_movements,
    "list.unit_movements": unit_movement_list,
    "sentence.ratings": ratings,
    "sentence.awards": awards,
    "sentence.direct_share": direct_share,
    "sentence.simplified": simplified,
    "sentence.models": models,
    "list.models": model_list,
    "sentence.scores": scores,
    "sentence.training": training,
    "list.training": training_list,
    "sentence.inspections": inspections,
    "list.inspections": inspection_list,
    "sentence.staff": staff,
    "sentence.reporting": reporting,
    "sentence.digest": digest,
}
"""Content name → maker of its paragraphs; an empty answer prints nothing."""

BY_UNIT = frozenset({"list.unit_movements", "list.models", "list.training", "list.inspections"})
"""Lists with an item a unit: of many clusters they stand in the clusters' own reports."""


def content_named(name: str, book: FigureBook) -> tuple[Line, ...]:
    """The paragraphs of a content.

    Raises:
        KeyError: There is no content of this name.
    """
    return () if name in BY_UNIT and book.clusters else CONTENTS[name](book)
