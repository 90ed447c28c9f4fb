"""Say how many units a figure rests on, and name units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sized

from pipeline.domain.figures import Figure
from pipeline.steps.derive import given
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import Pair
from pipeline.steps.sentences.phrasing import NOTHING, Phrase, listed, say, sentence

FEW = 6
"""Up to so many units left out are named instead of three times as many that did well."""

LONGEST_NAMED = 12
"""Beyond so many units of many clusters their numbers by cluster stand for their names."""

MOST_CLUSTERS = 8
"""Beyond so many clusters even their numbers of units cannot be read in a sentence."""

_UNITS_SOURCE = "campaign.xlsx, sheet Đơn vị"


def basis_of(book: FigureBook, pair: Pair) -> Phrase:
    """The opening of a sentence on both figures of a pair; nothing when all units reported."""
    if pair.whole:
        return so_far(book, pair.right)
    return say(book, "coverage.paired", n=_paired_units(pair), all=unit_total(book))


def both_years(book: FigureBook, pair: Pair) -> Phrase:
    """The basis of a comparison with last year, when it leaves units out."""
    if pair.whole:
        return NOTHING
    return say(book, "coverage.both_years", n=_paired_units(pair), all=unit_total(book))


def _paired_units(pair: Pair) -> Figure:
    return given(
        f"paired({pair.left.id},{pair.right.id})",
        "Số đơn vị có đủ cả hai số liệu",
        len(pair.units),
        "đếm đơn vị có đủ cả hai số liệu",
        (pair.left, pair.right),
    )


def so_far(book: FigureBook, figure: Figure) -> Phrase:
    """The opening of a sentence with a partial figure; nothing when all units reported."""
    if not figure.is_partial:
        return NOTHING
    return say(book, "coverage.reported", n=reporting(figure), all=_expected(figure))


def reporting(figure: Figure) -> Figure:
    """How many units gave a figure."""
    label = f"Số đơn vị có số liệu: {figure.label}"
    source = "đếm đơn vị có số liệu"
    return given(f"reporting({figure.id})", label, figure.reporting, source, (figure,))


def _expected(figure: Figure) -> Figure:
    name = f"expected({figure.id})"
    return given(name, "Số đơn vị thành viên", figure.expected, _UNITS_SOURCE)


def so_far_returned(book: FigureBook) -> Phrase:
    """The same for lists, where an empty one cannot be told from none."""
    if not book.collection.missing or not book.collection.submissions:
        return NOTHING
    return say(book, "coverage.reported", n=returned(book), all=unit_total(book))


def none_listed(book: FigureBook, what: Phrase) -> Phrase:
    """A list nobody filled: not known to be done, rather than not done."""
    if not book.collection.submissions:
        return sentence(say(book, "coverage.nobody_reported", what=what))
    return sentence(say(book, "coverage.nobody_listed", so_far=so_far_returned(book), what=what))


def widest(figures: Iterable[Figure]) -> Figure:
    """The figure that most units reported; it opens the sentence."""
    return max(figures, key=lambda figure: figure.reporting)


def of_fewer(book: FigureBook, figure: Figure, basis: Figure) -> Phrase:
    """How many units gave a figure, when fewer than the sentence opened with."""
    if figure.reporting >= basis.reporting:
        return NOTHING
    return say(book, "coverage.fewer", n=reporting(figure))


def unless_said(basis: Phrase, said: Phrase) -> Phrase:
    """An opening, unless the sentence before had the same one."""
    same = [inline.text for inline in basis] == [inline.text for inline in said]
    return NOTHING if same else basis


def unit_total(book: FigureBook) -> Figure:
    """How many units the campaign has."""
    count = len(book.campaign.units)
    return given(book.named("units"), "Số đơn vị thành viên", count, _UNITS_SOURCE)


def returned(book: FigureBook) -> Figure:
    """How many units have a counted submission."""
    count = len(book.collection.submissions)
    name, label = book.named("units.returned"), "Số đơn vị đã nộp báo cáo"
    return given(name, label, count, "sổ theo dõi nộp báo cáo")


def counted(
    name: str, label: str, codes: Sized, source: str, parts: Iterable[Figure] = ()
) -> Figure:
    """How many units there are, as judged of ``parts``; ``source`` says how."""
    return given(name, label, len(codes), source, parts)


def these_units(book: FigureBook, units: Figure) -> Phrase:
    """The subject of a sentence: "có 02 đơn vị", "tất cả 12 đơn vị"."""
    key = "units_all" if units.value == len(book.campaign.units) > 1 else "units_some"
    return say(book, f"coverage.{key}", n=units)


def unit_names(book: FigureBook, codes: Iterable[str]) -> Phrase:
    """Short names of units, in the campaign's order: "A, B và C"."""
    wanted = frozenset(codes)
    if len(wanted) > LONGEST_NAMED and book.clusters:
        return _by_cluster(book, wanted)
    return listed(unit.short_name for unit in book.campaign.units if unit.code in wanted)


def _by_cluster(book: FigureBook, wanted: frozenset[str]) -> Phrase:
    """How many units of each cluster are meant; of many clusters only how many these are."""
    meant = [
        (cluster, own)
        for cluster in book.clusters
        if (own := wanted & {unit.code for unit in cluster.campaign.units})
    ]
    if len(meant) > MOST_CLUSTERS:
        clusters = counted(f"clusters({len(meant)})", "Số cụm, khối", meant, "đếm cụm, khối")
        return say(book, "names.of_clusters", n=_units(book, wanted), clusters=clusters)
    return listed(
        say(book, "names.of_cluster", n=_units(cluster, own), title=cluster.campaign.title)
        for cluster, own in meant
    )


def _units(book: FigureBook, codes: Sized) -> Figure:
    name = book.named(f"units({len(codes)})")
    return counted(name, "Số đơn vị được nêu", codes, "đếm đơn vị thuộc cụm, khối")


def most_units(book: FigureBook, codes: Collection[str]) -> Phrase:
    """Names of units that did well; of nearly all units rather the few that did not."""
    rest = [unit.code for unit in book.campaign.units if unit.code not in codes]
    if not rest and len(codes) > 1:
        return say(book, "names.all")
    if rest and len(rest) <= FEW and len(rest) * 3 <= len(codes):
        return say(book, "names.all_but", names=unit_names(book, rest))
    return unit_names(book, codes)


def unit_name(book: FigureBook, code: str) -> str:
    """Short name of one unit."""
    return book.campaign.unit(code).short_name
