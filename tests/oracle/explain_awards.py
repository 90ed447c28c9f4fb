"""The award tables: by award, by unit, shares and rates of direct workers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.oracle.expect import (
    CLUSTERS,
    Cell,
    Number,
    Row,
    UnknownTableError,
    change,
    in_printed_order,
    percent,
    unit_rows,
)
from tests.oracle.printed import Header, PrintedTable
from tests.oracle.recount import HONOREES, Award, Recount, added, difference, share

TITLES = ("Danh hiệu thi đua", "Hình thức khen thưởng")
SECTOR_GROUP = "Của đoàn thể, ngành dọc (không cộng vào tổng)"
FIXED = (("", "STT"), ("", "Đơn vị"))
TOTALS = ("Tổng", "Tổng (cá nhân, hộ gia đình)")
TAIL = (*(("", total) for total in TOTALS), ("", "Cùng kỳ"), ("", "Tăng, giảm"))


def summary(count: Recount, table: PrintedTable, period: str, previous: str) -> list[Row]:
    """Award × (last year, proposed, decided, change)."""
    labels = [label for _, label in table.columns]
    wanted = [
        "Danh hiệu, hình thức khen thưởng",
        f"Đã có quyết định {previous}",
        "Đề nghị",
        "Đã có quyết định",
        f"Tăng, giảm so với {previous}",
    ]
    if labels != wanted or not table.title.endswith(period):
        raise UnknownTableError(f"{table.place}: columns {labels}")
    rows: list[Row] = []
    for honoree, word in HONOREES.items():
        awards = [award for award in count.awards if award.honoree == honoree]
        state = [award.code for award in awards if award.counts]
        lines = [_summary_line(count, a.name, a.block, [a.code]) for a in awards]
        if awards:
            lines.append(_summary_line(count, f"Cộng {word.lower()}", awards[0].block, state))
        known = [line for line in lines if any(isinstance(c, Number) and c.value for c in line)]
        rows += [(word,), *_as_printed(table, word, known)] if known else []
    return rows


def _as_printed(table: PrintedTable, heading: str, known: list[Row]) -> list[Row]:
    """The lines below one heading in the order they are printed in."""
    start = table.rows.index((heading,)) + 1
    below = table.rows[start:]
    end = next((i for i, row in enumerate(below) if len(row) == 1), len(below))
    part = PrintedTable(f"{table.place} ({heading})", "", table.columns, below[:end])
    return in_printed_order(part, known, slice(0, 1))


def _summary_line(count: Recount, name: str, block: str, codes: list[str]) -> Row:
    last_year, proposed, decided = (
        count.total(block, column, codes) for column in ("last_year", "proposed", "decided")
    )

    def both(unit: str) -> tuple[Decimal | None, Decimal | None]:
        now, before = (
            count.total(block, column, codes, unit) for column in ("decided", "last_year")
        )
        return now, before

    changed = change(difference(*count.paired(both, "")))
    return (name, Number(last_year), Number(proposed), Number(decided), changed)


def body_matrix(count: Recount, table: PrintedTable) -> list[Row]:
    """Unit × award, all honorees, decided; the honoree is the spanning header."""
    words = {word: honoree for honoree, word in HONOREES.items()}

    def cell(of: Recount, header: Header, unit: str) -> Cell:
        group, label = header
        award = _award(count, label, (words.get(group, group),))
        return Number(of.total(award.block, "decided", (award.code,), unit))

    _check_fixed(table)
    return unit_rows(count, table.columns, cell)


def body_columns(count: Recount) -> set[Header]:
    """Which awards the body's matrix must show: State awards somebody received."""
    return {
        (HONOREES[award.honoree], award.short)
        for award in count.awards
        if award.counts and count.total(award.block, "decided", (award.code,))
    }


def appendix_matrix(count: Recount, table: PrintedTable) -> list[Row]:
    """Unit × award of one appendix, with total, same period and change."""
    column = status_of(table)
    honorees = honorees_of(table)

    def cell(of: Recount, header: Header, unit: str) -> Cell:
        group, label = header
        if header in TAIL:
            return _tail(of, label, unit, honorees, column)
        award = _award(count, label, _named_by(group, honorees))
        if group not in (_state_groups(award, honorees) if award.counts else (SECTOR_GROUP,)):
            raise UnknownTableError(f"{table.place}: {label} below {group!r}")
        return Number(of.total(award.block, column, (award.code,), unit))

    _check_fixed(table)
    return unit_rows(count, table.columns, cell)


def columns_shown(headers: set[Header], table: PrintedTable) -> set[tuple[str, ...]]:
    """The awards in the headers of a matrix, each with those its spanning header names."""
    return {(label, *_named_by(group, honorees_of(table))) for group, label in headers}


def appendix_columns(count: Recount, table: PrintedTable) -> set[tuple[str, ...]]:
    """The awards that the matrix must show, in all its pieces together, as ``columns_shown``."""
    column, honorees = status_of(table), honorees_of(table)
    return {
        (award.short, award.honoree)
        if award.counts
        else (_long_label(count, award, honorees), *honorees)
        for award in count.awards
        if award.honoree in honorees and count.total(award.block, column, (award.code,))
    }


def _named_by(group: str, honorees: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a spanning header names; all of the table where it names nobody."""
    return tuple(h for h in honorees if group.endswith(_of(h))) or honorees


def _state_groups(award: Award, honorees: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(title + (_of(award.honoree) if len(honorees) > 1 else "") for title in TITLES)


def _of(honoree: str) -> str:
    return f" của {HONOREES[honoree].lower()}"


def status_of(table: PrintedTable) -> str:
    """Decided or proposed, as the title says."""
    return "decided" if "đã có quyết định" in table.title else "proposed"


def honorees_of(table: PrintedTable) -> tuple[str, ...]:
    """Whom the title names."""
    return tuple(h for h, word in HONOREES.items() if word.lower() in table.title)


def _tail(count: Recount, label: str, unit: str, honorees: tuple[str, ...], column: str) -> Number:
    def both(of: str) -> tuple[Decimal | None, Decimal | None]:
        now = added(count.all_awards(h, column, of) for h in honorees)
        return now, added(count.all_awards(h, "last_year", of) for h in honorees)

    now, before = both(unit)
    if label in TOTALS:
        return Number(now)
    match label:
        case "Cùng kỳ":
            return Number(before)
        case _:
            return change(difference(*count.paired(both, unit)))


def _award(count: Recount, label: str, honorees: tuple[str, ...]) -> Award:
    found = [
        award
        for award in count.awards
        if award.honoree in honorees and label in (award.short, _long_label(count, award, honorees))
    ]
    exact = [award for award in found if label == _long_label(count, award, honorees)] or found
    if len(exact) != 1:
        raise UnknownTableError(f"column {label!r} of {honorees} means {exact}")
    return exact[0]


def _long_label(count: Recount, award: Award, honorees: tuple[str, ...]) -> str:
    """A label names the honoree where the same award is there for several."""
    kinds = {other.honoree for other in count.awards if other.code == award.code}
    several = len(honorees) > 1 and len(kinds) > 1
    return f"{award.short} ({HONOREES[award.honoree].lower()})" if several else award.short


def _check_fixed(table: PrintedTable) -> None:
    if table.columns[:2] not in (FIXED, (FIXED[0], CLUSTERS)):
        raise UnknownTableError(f"{table.place}: columns {table.columns[:2]}")


def direct(count: Recount, table: PrintedTable) -> list[Row]:
    """Shares of direct workers, with or without headcounts and rates."""

    _check_fixed(table)
    return unit_rows(count, table.columns, _direct_cell)


Measured = Callable[[str], Decimal | None]
_ONCE = "Số người được khen (mỗi người tính một lần)"


def _direct_cell(count: Recount, header: Header, unit: str) -> Number:
    total, workers = count.headcount("total", unit), count.headcount("direct", unit)
    people = count.headcount("persons_decided", unit)
    people_direct = count.headcount("persons_decided_direct", unit)
    decided, decided_direct = count.decided(unit), count.decided_direct(unit)
    proposed = count.all_awards("individual", "proposed", unit)
    proposed_direct = count.all_awards("individual", "proposed_direct", unit)
    numbers: dict[Header, Decimal | None] = {
        ("Lao động", "Tổng số"): total,
        ("Lao động", "Trực tiếp"): workers,
        ("Đã có quyết định", "Cá nhân được khen"): decided,
        ("Đã có quyết định", "Lao động trực tiếp"): decided_direct,
        ("Đề nghị khen thưởng", "Cá nhân được đề nghị"): proposed,
        ("Đề nghị khen thưởng", "Lao động trực tiếp"): proposed_direct,
        (_ONCE, "Tổng số"): people,
        (_ONCE, "Trực tiếp"): people_direct,
    }

    def shared(part: Measured, whole: Measured) -> Decimal | None:
        return share(*count.paired(lambda of: (part(of), whole(of)), unit))

    def head(row: str) -> Measured:
        return lambda of: count.headcount(row, of)

    def asked(column: str) -> Measured:
        return lambda of: count.all_awards("individual", column, of)

    shares: dict[Header, Callable[[], Decimal | None]] = {
        ("Đã có quyết định", "Tỷ lệ trực tiếp"): lambda: shared(
            count.decided_direct, count.decided
        ),
        ("Đề nghị khen thưởng", "Tỷ lệ trực tiếp"): lambda: shared(
            asked("proposed_direct"), asked("proposed")
        ),
        (_ONCE, "Tỷ lệ trên tổng số lao động"): lambda: shared(
            head("persons_decided"), head("total")
        ),
        (_ONCE, "Tỷ lệ trên lao động trực tiếp"): lambda: shared(
            head("persons_decided_direct"), head("direct")
        ),
    }
    if header in shares:
        return percent(shares[header]())
    if header not in numbers:
        raise UnknownTableError(f"column {header}")
    return Number(numbers[header])
