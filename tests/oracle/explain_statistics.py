"""The ministry's statistical forms and the province's 17 columns, restated row by row.

A row and a column say what they count; a cell is counted in the award grids, or in the lists of
named awards where only these tell object groups and occasions apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from tests.oracle.cells import Typed
from tests.oracle.expect import DASH, Cell, Number, Row, UnknownTableError, ordinal, percent
from tests.oracle.printed import PrintedTable
from tests.oracle.recount import HONOREES, Award, Recount, added, share

GROUPS = ("leader_province", "leader_department", "entrepreneur", "leader_other", "direct")
OCCASIONS = ("merit", "campaign", "sudden", "foreign", "service", "seniority", "resistance")
HONOURS = {"TAH", "BMVNAH", "AHLLVT", "AHLD", "NGND", "NGUT", "TTND", "TTUT"} | {
    *("NSND", "NSUT", "NNND", "NNUT")
}
HIGHEST = ("state", "government", "prime_minister")
CHECK = re.compile(r"(\d\d) − \(([\d +]+)\)")


@dataclass(frozen=True)
class Kept:
    """What a row or a column counts; nothing named is everything."""

    awards: frozenset[str] | None = None
    honorees: tuple[str, ...] = tuple(HONOREES)
    groups: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()

    def both(self, other: Kept) -> Kept:
        """What this and the other count."""
        honorees = tuple(h for h in self.honorees if h in other.honorees)
        awards = self.awards if other.awards is None else other.awards
        groups = self.groups or other.groups
        return Kept(awards, honorees, groups, self.occasions or other.occasions)


Lines: TypeAlias = Mapping[str, Kept | None]
"""Row code → what it counts; ``None`` for what units are not asked."""


def award_lines(kinds: tuple[str, str, str, str], after: int) -> dict[str, Kept | None]:
    """The rows of 0602 and 0603: total, honorees, object groups, occasions."""
    collective, enterprise, household, individual = kinds
    lines: dict[str, Kept | None] = {"01": Kept()}
    lines[collective] = Kept(honorees=("collective",))
    lines[enterprise] = None
    lines[household] = Kept(honorees=("household",))
    lines[individual] = Kept(honorees=("individual",))
    for number, group in enumerate(GROUPS, after):
        lines[f"{number:02}"] = Kept(honorees=("individual",), groups=(group,))
    for number, occasion in enumerate(OCCASIONS, after + len(GROUPS)):
        lines[f"{number:02}"] = Kept(occasions=(occasion,))
    return lines


STATE_LINES: Lines = {**award_lines(("06", "07", "08", "09"), 10), "02": None, "03": None}
PROVINCE_LINES: Lines = award_lines(("02", "03", "04", "05"), 6)
PROVINCE_AWARDS = {
    "2": {"BKBO", "BKUB"},
    "3": {"CSTDT"},
    "4": {"CTDT"},
    "5": {"KNC", "HH"},
}


def state(count: Recount, table: PrintedTable) -> list[Row]:
    """0602: awards of the State, the Government and the Prime Minister."""
    columns = [_state_column(count, code, path) for code, path in table.columns[3:]]
    return _filled(count, table, STATE_LINES, columns)


def province(count: Recount, table: PrintedTable) -> list[Row]:
    """0603: awards of ministries and provinces."""
    columns: list[Kept | None] = []
    for code, _ in table.columns[3:]:
        codes = PROVINCE_AWARDS.get(code, {c for some in PROVINCE_AWARDS.values() for c in some})
        columns.append(_asked(count, Kept(frozenset(codes))))
    return _filled(count, table, PROVINCE_LINES, columns)


def by_award(count: Recount, table: PrintedTable) -> list[Row]:
    """The province's 17 columns: one row an award of ministry or province, then the total."""
    names = list(dict.fromkeys(a.name for a in count.awards if a.level == "province"))
    printed = [row[1] for row in table.rows[:-1]]
    if sorted(names) != sorted(map(str, printed)):
        raise UnknownTableError(f"{table.place}: awards {printed}, asked {names}")
    rows: list[Row] = []
    for number, name in enumerate(map(str, printed), 1):
        codes = frozenset(a.code for a in count.awards if a.name == name)
        rows.append((ordinal(number), name, *_seventeen(count, table, codes)))
    every = frozenset(a.code for a in count.awards if a.level == "province")
    return [*rows, ("", "Tổng cộng", *_seventeen(count, table, every))]


def _seventeen(count: Recount, table: PrintedTable, codes: frozenset[str]) -> list[Cell]:
    leaders = tuple(group for group in GROUPS if group != "direct")
    people = ("individual",)
    merit, more = ("merit",), ("campaign", "sudden")
    kept = {
        "3": Kept(),
        "5": Kept(honorees=people),
        "6": Kept(occasions=merit),
        "8": Kept(honorees=people, groups=leaders, occasions=merit),
        "9": Kept(honorees=people, groups=("direct",), occasions=merit),
        "10": Kept(occasions=more),
        "12": Kept(honorees=people, groups=leaders, occasions=more),
        "13": Kept(honorees=people, groups=("direct",), occasions=more),
        "14": Kept(occasions=("foreign",)),
        "16": Kept(occasions=("resistance",)),
    }
    cells: dict[str, Cell] = {"4": Number(None)}
    for code, one in kept.items():
        cells[code] = _award_cell(count, one.both(Kept(codes)))
    for code, part in (("7", "6"), ("11", "10"), ("15", "14"), ("17", "16")):
        cells[code] = percent(share(_value(cells[part]), _value(cells["3"])))
    return [cells[code.partition("=")[0]] for code, _ in table.columns[2:]]


def movements(count: Recount, table: PrintedTable) -> list[Row]:
    """0601: movements the cluster and the units launched, by column 3 and column 4."""
    head = count.head.records("cluster_launched") if count.head else ()
    units = [one for book in count.books.values() for one in book.records("launched")]
    listed = {"3": list(head), "4": units}
    lines: dict[str, Callable[[dict[str, Typed]], bool]] = {
        "01": lambda one: True,
        "06": lambda one: _days(one) == "shorter",
        "07": lambda one: _days(one) == "a year",
        "08": lambda one: _days(one) == "1",
        "09": lambda one: _days(one) == "3",
        "10": lambda one: _days(one) == "5",
        "11": lambda one: one["kind"] in ("topic", "burst"),
        "12": lambda one: one["kind"] == "regular",
    }
    own = {"04": "3", "05": "4"}

    def cell(row: str, column: str) -> Cell:
        if column == "2" or row in ("02", "03"):
            return Number(None)
        if column in listed and row in own:
            return _sized(listed[column]) if own[row] == column else ""
        if column in listed:
            return _sized(listed[column], lines[row])
        return Number(added(_value(cell(row, other)) for other in ("3", "4")))

    codes = [code.partition("=")[0] for code, _ in table.columns]
    known = ("01", "02", "03", "04", "05", *(f"{n:02}" for n in range(6, 13)))
    counted = {row: [cell(row, code) for code in codes[2:]] for row in known}
    return _in_printed_rows(table, counted, 2)


def _sized(
    listed: list[dict[str, Typed]], is_kept: Callable[[dict[str, Typed]], bool] = lambda one: True
) -> Number:
    return Number(Decimal(sum(map(is_kept, listed))) if listed else None)


def _days(one: dict[str, Typed]) -> str:
    """How long a movement runs, by its first and last day."""
    start, end = one["start"], one["end"]
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return ""
    after = end + timedelta(days=1)
    years = after.year - start.year - ((after.month, after.day) < (start.month, start.day))
    if years == 1 and (after.month, after.day) == (start.month, start.day):
        return "a year"
    return "shorter" if years < 1 else "1" if years < 3 else "3" if years < 5 else "5"


def _state_column(count: Recount, code: str, path: str) -> Kept | None:
    """What a column of 0602 counts: an award by its name, or all of its kind."""
    highest = {a.code: a for a in count.awards if a.level in HIGHEST}
    names = {a.name: a.code for a in highest.values()}
    orders = {c for c in highest if c.startswith(("HC", "HUY"))}
    one = {"3": "GTHCM", "4": "GTNN", "6": "CTDCP", "7": "BKTTG", "8": "CSTDTQ"}
    rest = set(highest) - orders - HONOURS - set(one.values())
    kinds = {"1": set(highest), "2": orders, "5": HONOURS, "9": rest}
    named = {names[part] for part in path.split(" › ") if part in names and code in ("2", "5")}
    code = code.partition("=")[0]
    codes = {one[code]} if code in one else named or kinds[code]
    label = path.rpartition(" › ")[2]
    honorees = {"Tập thể": ("collective", "household"), "Cá nhân": ("individual",)}
    return _asked(count, Kept(frozenset(codes), honorees.get(label, tuple(HONOREES))))


def _asked(count: Recount, kept: Kept) -> Kept | None:
    """``None`` where no award of a column is asked about."""
    asked = {award.code for award in count.awards}
    return kept if kept.awards and kept.awards & asked else None


def _filled(
    count: Recount, table: PrintedTable, lines: Lines, columns: list[Kept | None]
) -> list[Row]:
    counted: dict[str, list[Cell]] = {}
    for code, line in lines.items():
        counted[code] = [
            _award_cell(count, line.both(column)) if line and column else Number(None)
            for column in columns
        ]
    return _in_printed_rows(table, counted, 3)


def _award_cell(count: Recount, kept: Kept) -> Cell:
    able = [a for a in count.awards if a.code in (kept.awards or ()) and a.honoree in kept.honorees]
    if not able:
        return ""
    if kept.groups or kept.occasions:
        return Number(_listed(count, kept, able))
    return Number(added(count.total(award.block, "decided", (award.code,)) for award in able))


def _listed(count: Recount, kept: Kept, able: list[Award]) -> Decimal | None:
    listed = [one for book in count.books.values() for one in book.records("named_awards")]
    awards = {award.code for award in able}
    found = [
        one
        for one in listed
        if one["status"] == "decided"
        and one["award"] in awards
        and (len(kept.honorees) == len(HONOREES) or one["honoree"] in kept.honorees)
        and (not kept.groups or one["object_group"] in kept.groups)
        and (not kept.occasions or one["occasion"] in kept.occasions)
    ]
    return Decimal(len(found)) if listed else None


def _in_printed_rows(
    table: PrintedTable, counted: Mapping[str, list[Cell]], labels: int
) -> list[Row]:
    """The rows as they stand: headings, rows by code, and below them the identities."""
    rows: list[Row] = []
    for shown in table.rows:
        texts = tuple(str(cell) for cell in shown)
        found = CHECK.fullmatch(texts[0])
        if len(shown) == 1:
            rows.append(texts)
        elif found:
            terms = [counted[code] for code in found[2].split(" + ")]
            rows.append((*texts[:labels], *_checked(counted[found[1]], terms)))
        elif texts[1] in counted:
            rows.append((*texts[:labels], *counted[texts[1]]))
        else:
            raise UnknownTableError(f"{table.place}: row {texts[:labels]}")
    codes = [str(row[1]) for row in rows if len(row) > 1 and row[1]]
    if codes != sorted(counted):
        raise UnknownTableError(f"{table.place}: rows {codes}")
    return rows


def _checked(whole: list[Cell], terms: list[list[Cell]]) -> list[Cell]:
    """What is left of each column; blank where the column cannot hold the row."""
    left: list[Cell] = []
    for position, one in enumerate(whole):
        parts = added(_value(term[position]) for term in terms)
        value = _value(one)
        known = None if value is None or parts is None else value - parts
        left.append(one if isinstance(one, str) and one != DASH else Number(known))
    return left


def _value(cell: Cell) -> Decimal | None:
    return cell.value if isinstance(cell, Number) else None
