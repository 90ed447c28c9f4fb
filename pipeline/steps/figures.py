"""Take figures from the counted submissions, each knowing the cells it came from.

A ``FigureBook`` answers questions about one collection. It never guesses: what nobody reported
has the value ``None``, which prints "—". Shares and changes are made of these in ``derive``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from pipeline.domain.campaign import Addition, Target
from pipeline.domain.clusters import clusters_of, of_cluster
from pipeline.domain.collection import Collection
from pipeline.domain.figures import Figure, Measure, Number, Query, Way, in_scope
from pipeline.domain.form import Choice, FormSpec
from pipeline.domain.submission import Submission, Value
from pipeline.domain.vietnamese.numbers import round_half_up
from pipeline.steps.aggregate import ALL, HEAD, Sums, add_up, sum_of
from pipeline.steps.figure_labels import FigureLabels
from pipeline.steps.listed import Lists, Record, Where

MANY_UNITS = 500
"""Beyond it what single units gave is not kept: it is hundreds of figures a unit."""

MEAN_PLACES = 2
"""A mean is rounded once, here: what is printed is what ratios are computed from."""


class FigureBook:
    """All figures of one collection, made on demand, and the phrases that tell them, by key."""

    def __init__(
        self,
        collection: Collection,
        unit_form: FormSpec,
        head_form: FormSpec,
        wording: Mapping[str, str] | None = None,
    ) -> None:
        self.collection = collection
        self.wording = wording or {}
        self.campaign = collection.campaign
        self.forms = (unit_form, head_form)
        self._in_order = tuple(self._submissions())
        self._lists = Lists(self._in_order)
        self._totals: dict[tuple[str, str, tuple[str, ...], str], Figure] = {}
        self._labels = FigureLabels(self.forms, self.campaign)
        self.is_large = len(self.campaign.units) > MANY_UNITS

    @cached_property
    def clusters(self) -> tuple[FigureBook, ...]:
        """The figures of each cluster in a campaign of many; none in a campaign of one."""
        restricted = (of_cluster(self.collection, one) for one in clusters_of(self.campaign))
        return tuple(FigureBook(one, *self.forms, self.wording) for one in restricted)

    def named(self, name: str) -> str:
        """The id of a figure that no query makes, of one cluster or of the whole."""
        return in_scope(name, self.campaign.scope)

    @cached_property
    def _sums(self) -> Sums:
        return add_up(self.collection)

    @cached_property
    def _head_blocks(self) -> frozenset[str]:
        unit_form, head_form = self.forms
        own = {block.key for _, block in unit_form.blocks}
        return frozenset(block.key for _, block in head_form.blocks) - own

    def total(self, block: str, column: str, rows: Iterable[str] = (), *, unit: str = "") -> Figure:
        """The sum of a column over rows (none named: all) and units ("" for all)."""
        key = (block, column, tuple(rows), unit)
        if unit and self.is_large:
            return self._added(Query(*key))
        if key not in self._totals:
            self._totals[key] = self._added(Query(*key))
        return self._totals[key]

    def _added(self, query: Query) -> Figure:
        block, column, unit = query.block, query.column, query.unit
        if unit:
            value = self.reported(block, column, query.rows, unit)
            return self._figure(query, value, reporting=1)
        keys = [(block, column, row) for row in query.rows or (ALL,)]
        values = [self._sums.totals[key] for key in keys if key in self._sums.totals]
        value = sum(values[1:], values[0]) if values else None
        return self._figure(query, value, reporting=len(self._sums.reporters(keys)))

    def value(self, block: str, row: str, column: str = "value", *, unit: str) -> Figure:
        """One unit's number at a row of a fields or grid block."""
        return self.total(block, column, (row,), unit=unit)

    def reported(self, block: str, column: str, rows: tuple[str, ...], unit: str) -> Number | None:
        """The value of one unit's ``total``, where nobody asks how it was made."""
        return sum_of(self._lists.table(block, unit), column, rows)

    def count(
        self, block: str, *, where: Where = (), unit: str = "", rows: tuple[str, ...] = ()
    ) -> Figure:
        """How many records match; ``None`` when the list is empty (nobody listed anything).

        Args:
            block: The list.
            where: What a record must match.
            unit: Code of one unit; "" for all.
            rows: Only these rows of the list, whatever they hold.
        """
        if rows:
            among = self._lists.among(block, rows, unit)
            reporters, value = frozenset(among), sum(among.values())
        else:
            listing = frozenset(self._lists.listing(block))
            reporters = listing & {unit} if unit else listing
            value = self._lists.matching(block, where, unit) if reporters else 0
        query = Query(block, "", rows, unit, where, Way.COUNT)
        found = value if reporters else None
        return self._figure(query, found, reporting=len(reporters - {HEAD}))

    def units_with(self, block: str, column: str, codes: tuple[str, ...], row: str = "") -> Figure:
        """How many units answered with one of the codes; their codes are in ``units``."""
        answers = {
            unit: _answers(submission, block, column, row)
            for unit, submission in self.collection.submissions.items()
        }
        answered = frozenset(unit for unit, given in answers.items() if given)
        chosen = tuple(
            unit.code
            for unit in self.campaign.units
            if set(answers.get(unit.code, ())) & set(codes)
        )
        rows = (row,) if row else ()
        query = Query(block, column, rows, "", ((column, codes),), Way.UNITS)
        return self._figure(
            query, len(chosen) if answered else None, reporting=len(answered), units=chosen
        )

    def units_listing(self, block: str) -> Figure:
        """How many units listed a record of a block."""
        listing = frozenset(self._lists.listing(block)) - {HEAD}
        units = tuple(u.code for u in self.campaign.units if u.code in listing)
        query = Query(block, "", (), "", (), Way.UNITS)
        value = len(units) if self.collection.submissions else None
        return self._figure(query, value, reporting=len(listing), units=units)

    def target(self, target: Target, column: str, *, unit: str = "") -> Figure:
        """A target's plan, done or last year; over units by the target's own way of adding."""
        if unit or target.addition is Addition.SUM:
            return self.total("targets", column, (target.code,), unit=unit)
        way = Way.WEIGHTED if target.addition is Addition.WEIGHTED else Way.MEAN
        query = Query("targets", column, (target.code,), "", (), way)
        reporters = self._sums.reporters([("targets", column, target.code)])
        value = None if target.addition is Addition.NONE else self._mean(query, reporters)
        return self._figure(query, value, reporting=len(reporters))

    def _mean(self, query: Query, reporters: frozenset[str]) -> Number | None:
        """Plain or headcount-weighted mean, rounded; units without a headcount weigh nothing."""
        pairs: list[tuple[Number, Number]] = []
        for unit in reporters:
            weight: Number | None = 1
            if query.way is Way.WEIGHTED:
                weight = self.reported("headcount", "value", ("total",), unit)
            value = self.reported(query.block, query.column, query.rows, unit)
            if weight and value is not None:
                pairs.append((value, weight))
        if not pairs:
            return None
        whole = sum((Decimal(weight) for _, weight in pairs), Decimal(0))
        added = sum((Decimal(value) * weight for value, weight in pairs), Decimal(0))
        return round_half_up(added / whole, MEAN_PLACES)

    def records(self, block: str, *, unit: str = "") -> tuple[Record, ...]:
        """The records of a block in the campaign's unit order, the head's own first."""
        return tuple(self._lists.records(block, unit))

    def listing(self, block: str) -> tuple[str, ...]:
        """Codes of the units that listed a record, in the same order."""
        return self._lists.listing(block)

    def listed(self, block: str, unit: str) -> int:
        """How many records one unit listed."""
        return self._lists.matching(block, (), unit)

    def texts(self, topic: str) -> tuple[tuple[str, str], ...]:
        """(unit code, answer) of a narrative topic, the head's first under ``HEAD``."""
        return tuple(self._read_texts("narrative", topic, "value"))

    def answers(self, block: str, row: str, column: str) -> tuple[tuple[str, str], ...]:
        """(unit code, text) of one text cell of a grid, in the campaign's unit order."""
        return tuple(self._read_texts(block, row, column))

    def head_answer(self, block: str, row: str, column: str) -> str:
        """The head's own answer in a text or choice cell; "" for none."""
        head = self.collection.head
        answer = head.value(block, row, column) if head else None
        return answer if isinstance(answer, str) else ""

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The lines of a dropdown list, in order."""
        return tuple(self.forms[0].lists[name])

    def choice(self, name: str, code: Value) -> str:
        """The label of a dropdown choice; "" for no answer."""
        return next((choice.label for choice in self.choices(name) if choice.code == code), "")

    def _read_texts(self, block: str, row: str, column: str) -> Iterator[tuple[str, str]]:
        for unit, submission in self._in_order:
            text = submission.value(block, row, column)
            if isinstance(text, str) and text:
                yield unit, text

    def _submissions(self) -> Iterator[tuple[str, Submission]]:
        if self.collection.head is not None:
            yield HEAD, self.collection.head
        for unit in self.campaign.units:
            if unit.code in self.collection.submissions:
                yield unit.code, self.collection.submissions[unit.code]

    def _figure(
        self,
        query: Query,
        value: Number | None,
        *,
        reporting: int,
        units: tuple[str, ...] = (),
    ) -> Figure:
        query = query.within(self.campaign.scope)
        alone = query.unit != "" or query.block in self._head_blocks
        return Figure(
            id=query.name,
            label=self._labels.label(query),
            value=value,
            measure=Measure.NUMBER if isinstance(value, Decimal) else Measure.COUNT,
            formula=query.way.words,
            query=query,
            reporting=int(value is not None) if alone else reporting,
            expected=1 if alone else len(self.campaign.units),
            units=units,
        )


def _answers(submission: Submission, block: str, column: str, row: str) -> tuple[str, ...]:
    table = submission.tables.get(block)
    if table is None:
        return ()
    found = zip(table.row_keys, table.values.get(column, ()), strict=False)
    return tuple(str(v) for key, v in found if v is not None and row in ("", key))
