"""Compare with last year (so với cùng kỳ), and only what the same units reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.domain.document import Printed
from pipeline.domain.figures import Figure
from pipeline.steps.derive import change
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import Pair, paired
from pipeline.steps.sentences.coverage import both_years
from pipeline.steps.sentences.phrasing import NOTHING, Phrase, amount, say

NowAndBefore = Callable[[str], tuple[Figure, Figure]]
"""Makes a unit's figure of this period and of last year's, or of all units for ""."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside last year's, over the units that reported both."""

    pair: Pair
    difference: Figure
    measure: str

    @property
    def is_known(self) -> bool:
        """Whether there is a last year to compare with."""
        return self.difference.value is not None


def compare(book: FigureBook, figures: NowAndBefore, measure: str) -> Comparison:
    """This period's figure beside last year's."""
    pair = paired(book, figures)
    label = f"{pair.left.label}: tăng, giảm so với cùng kỳ"
    return Comparison(pair, change(pair.left, pair.right, label), measure)


def compared(book: FigureBook, comparison: Comparison) -> Phrase:
    """The whole comparison: "tăng 12 văn bản so với năm 2024"; nothing when unknown."""
    if not comparison.is_known:
        return NOTHING
    return say(
        book,
        f"change.{_word(comparison)}",
        n=_difference(book, comparison),
        measure=comparison.measure,
        basis=both_years(book, comparison.pair),
    )


def compared_shortly(book: FigureBook, comparison: Comparison) -> Phrase:
    """The same where the sentence says with what: "tăng 12 văn bản"; nothing when unknown."""
    if not comparison.is_known:
        return NOTHING
    return say(
        book,
        f"change.{_word(comparison)}_short",
        n=_difference(book, comparison),
        measure=comparison.measure,
    )


def on_one_basis(comparisons: Iterable[Comparison]) -> Pair | None:
    """A pair of the comparisons when two or more are known, all over the same units."""
    pairs = [comparison.pair for comparison in comparisons if comparison.is_known]
    bases = {pair.units if not pair.whole else () for pair in pairs}
    return pairs[0] if len(pairs) > 1 and len(bases) == 1 else None


def _word(comparison: Comparison) -> str:
    difference = comparison.difference.value or 0
    if not difference:
        return "equal"
    return "more" if difference > 0 else "less"


def _difference(book: FigureBook, comparison: Comparison) -> Printed:
    return amount(book, comparison.difference, comparison.measure)
