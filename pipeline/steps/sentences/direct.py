"""Direct workers among those commended and proposed (tỷ lệ lao động trực tiếp được khen)."""

from __future__ import annotations

from pipeline.domain.campaign import Counting
from pipeline.domain.catalogue import Honoree, Level
from pipeline.domain.figures import Figure
from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import Pair, paired
from pipeline.steps.sentences.coverage import basis_of, unit_names, unless_said
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    paragraph,
    say,
    sentence,
)
from pipeline.steps.tables.award_kinds import BLOCKS, state_awards
from pipeline.steps.tables.ratios import (
    decided,
    decided_direct,
    headcount,
    persons,
    persons_direct,
    proposed,
    proposed_direct,
)

_ABOVE = (Level.STATE, Level.GOVERNMENT, Level.PRIME_MINISTER, Level.PROVINCE)
"""The levels above any member unit: what the official form calls proposals to higher levels."""


def direct_share(book: FigureBook) -> tuple[Line, ...]:
    """The direct share of decided and of proposed, then the rates against headcounts."""
    awarded = _awarded(book)
    said = basis_of(book, awarded)
    return (
        *paragraph("decided", _decided(book, awarded), _extremes(book)),
        *paragraph("proposed", *_proposed(book, said)),
        *paragraph("rates", _rate(book, "direct", said), _rate(book, "all", said)),
    )


def digest(book: FigureBook) -> Phrase:
    """The direct share of decided, in a few words."""
    pair = _awarded(book)
    ratio = _ratio(pair)
    if not ratio.value:
        return NOTHING
    return say(
        book,
        "direct.digest",
        ratio=ratio,
        counted=say(book, f"direct.counted_{_counting(book)}"),
        n=pair.left,
        all=pair.right,
    )


def _awarded(book: FigureBook) -> Pair:
    return paired(book, lambda unit: (decided_direct(book, unit), decided(book, unit)))


def _counting(book: FigureBook) -> str:
    return "persons" if book.campaign.counting is Counting.PERSONS else "events"


def _ratio(pair: Pair) -> Figure:
    return share(pair.left, pair.right, "Tỷ lệ lao động trực tiếp trong số được khen")


def _decided(book: FigureBook, pair: Pair) -> Phrase:
    if pair.right.value is None:
        return sentence(say(book, "direct.decided_unknown"))
    opening = basis_of(book, pair)
    if pair.right.value == 0:
        return sentence(say(book, "direct.decided_none", so_far=opening))
    how = _counting(book)
    said = _part(book, pair, how, "who")
    return sentence(say(book, f"direct.decided_{how}", so_far=opening, n=pair.right, said=said))


def _part(book: FigureBook, pair: Pair, how: str, who: str) -> Phrase:
    """How many of the pair's whole are direct workers, with the ratio."""
    key = f"part_{how}" if pair.left.value else f"no_part_{how}"
    return say(
        book,
        f"direct.{key}",
        n=pair.left,
        all=pair.right,
        who=say(book, f"direct.{who}"),
        ratio=_ratio(pair),
    )


def _extremes(book: FigureBook) -> Phrase:
    """The units with the highest and the lowest share, where shares differ."""
    ratios = {
        unit.code: share(
            decided_direct(book, unit.code),
            decided(book, unit.code),
            "Tỷ lệ trực tiếp trong số được khen",
        )
        for unit in book.campaign.units
    }
    known = {code: ratio for code, ratio in ratios.items() if ratio.value is not None}
    values = sorted(ratio.value or 0 for ratio in known.values())
    if not values or values[0] == values[-1]:
        return NOTHING
    lowest, highest = (
        [code for code, ratio in known.items() if ratio.value == value]
        for value in (values[0], values[-1])
    )
    return sentence(
        say(
            book,
            "direct.extremes",
            highest=unit_names(book, highest),
            high=known[highest[0]],
            lowest=unit_names(book, lowest),
            low=known[lowest[0]],
        )
    )


def _proposed(book: FigureBook, said_before: Phrase) -> tuple[Phrase, ...]:
    """Always by award events: nobody is asked for persons proposed."""
    pair = paired(book, lambda unit: (proposed_direct(book, unit), proposed(book, unit)))
    if pair.right.value is None:
        return (sentence(say(book, "direct.proposed_unknown")),)
    own_basis = basis_of(book, pair)
    opening = unless_said(own_basis, said_before)
    if pair.right.value == 0:
        return (sentence(say(book, "direct.proposed_none", so_far=opening)),)
    said = _part(book, pair, "events", "who_short")
    told = say(book, "direct.proposed", so_far=opening, n=pair.right, said=said)
    return sentence(told), _above(book, own_basis)


def _above(book: FigureBook, said_before: Phrase) -> Phrase:
    """Of these, what was proposed to higher levels, as the official form asks."""
    codes = [a.code for a in state_awards(book, Honoree.INDIVIDUAL) if a.level in _ABOVE]
    if not codes:
        return NOTHING

    def both(unit: str) -> tuple[Figure, Figure]:
        block = BLOCKS[Honoree.INDIVIDUAL]
        direct = book.total(block, "proposed_direct", codes, unit=unit)
        return direct, book.total(block, "proposed", codes, unit=unit)

    pair = paired(book, both)
    if pair.right.value is None:
        return NOTHING
    opening = unless_said(basis_of(book, pair), said_before)
    if pair.right.value == 0:
        return sentence(say(book, "direct.above_none", so_far=opening))
    said = _part(book, pair, "events", "who_short")
    return sentence(say(book, "direct.above", so_far=opening, n=pair.right, said=said))


def _rate(book: FigureBook, name: str, said_before: Phrase) -> Phrase:
    """Against a headcount only persons can be counted, whatever the campaign counts."""
    counts = {
        "direct": lambda unit: (persons_direct(book, unit), headcount(book, "direct", unit)),
        "all": lambda unit: (persons(book, unit), headcount(book, "total", unit)),
    }
    pair = paired(book, counts[name])
    ratio = share(pair.left, pair.right, "Tỷ lệ được khen trên tổng số")
    if ratio.value is None:
        return NOTHING
    return sentence(
        say(
            book,
            f"direct.rate_{name}",
            so_far=unless_said(basis_of(book, pair), said_before),
            ratio=ratio,
            n=pair.left,
            all=pair.right,
        )
    )
