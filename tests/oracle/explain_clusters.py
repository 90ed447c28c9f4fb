"""The table of all clusters in a campaign of many."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.expect import CLUSTERS, Number, Row, UnknownTableError, ordinal, percent
from tests.oracle.printed import Header, PrintedTable
from tests.oracle.recount import HONOREES, Recount, share


def by_cluster(count: Recount, table: PrintedTable) -> list[Row]:
    """A row a cluster: units in, awards, direct workers, who is first."""
    labels = [label for _, label in table.columns]
    if table.columns[:2] != (("", "STT"), CLUSTERS) or labels[-1] != "Xếp thứ nhất":
        raise UnknownTableError(f"{table.place}: columns {labels}")
    columns = table.columns[2:-1]
    rows: list[Row] = [
        (ordinal(n), of.name, *(_glance(of, column) for column in columns), first_places(of))
        for n, of in enumerate(count.clusters, 1)
    ]
    return [*rows, ("", "Tổng cộng", *(_glance(count, column) for column in columns), "")]


def _glance(count: Recount, header: Header) -> Number:
    group, label = header
    if group == "Đơn vị":
        counted = {"Tổng số": count.units, "Đã nộp": count.books}[label]
        return Number(Decimal(len(counted)))
    if group in ("Đã có quyết định", "Đề nghị"):
        honoree = {word: honoree for honoree, word in HONOREES.items()}[label]
        return Number(count.all_awards(honoree, "proposed" if group == "Đề nghị" else "decided"))
    if label == "Tỷ lệ":
        return percent(
            share(*count.paired(lambda of: (count.decided_direct(of), count.decided(of)), ""))
        )
    return Number({"Cá nhân": count.decided(), "Trực tiếp": count.decided_direct()}[label])


def first_places(count: Recount) -> str:
    """The units of a cluster with the highest score, those not considered left out."""
    finals: dict[str, Decimal] = {}
    for unit in count.units:
        scorer = count.scorer
        if scorer is None or scorer.answer("scores", unit.code, "disqualified") == "yes":
            continue
        score, bonus, penalty = (
            scorer.number("scores", unit.code, column) for column in ("score", "bonus", "penalty")
        )
        if score is not None:
            finals[unit.short] = score + (bonus or 0) - (penalty or 0)
    return ", ".join(name for name, final in finals.items() if final == max(finals.values()))
