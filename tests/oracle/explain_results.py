"""The tables on targets, ratings, scores, staff, and how the units returned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tests.oracle.cells import Typed
from tests.oracle.expect import Cell, Number, Row, UnknownTableError, ordinal, percent, unit_rows
from tests.oracle.printed import Header, PrintedTable
from tests.oracle.recount import Recount, added, share

WAYS = {
    "sum": "Chung (cộng)",
    "mean": "Chung (bình quân)",
    "weighted": "Chung (bình quân theo số lao động)",
}
STATES = {
    "missing": "Chưa nộp",
    "with_errors": "Đã nộp, còn lỗi",
    "with_notes": "Đạt, có lưu ý",
    "accepted": "Đạt",
}
Line = Mapping[str, Typed]


def targets(count: Recount, table: PrintedTable, period: str, previous: str) -> list[Row]:
    """One row a target."""
    labels = [label for _, label in table.columns[1:]]
    return [
        (str(line["name"]), *_target_cells(count, line, labels, (period, previous)))
        for line in count.settings.records("targets")
    ]


def targets_by_unit(count: Recount, table: PrintedTable, period: str, previous: str) -> list[Row]:
    """A heading a target, a row a unit, a row for all where the target adds up."""
    labels = [label for _, label in table.columns[1:]]
    rows: list[Row] = []
    for line in count.settings.records("targets"):
        rows.append((f"{line['name']} ({line['measure']})",))
        way = str(line["addition"])
        named = [(count, unit.short, unit.code) for unit in count.units]
        if count.clusters:
            named = []
            for one in count.clusters:
                named += [(one, unit.short, unit.code) for unit in one.units]
                if way != "none":
                    named.append((one, WAYS[way].replace("Chung", one.name), ""))
        if way != "none":
            named.append((count, WAYS[way], ""))
        rows += [
            (name, *_target_cells(of, line, labels, (period, previous), code))
            for of, name, code in named
        ]
    return rows


TARGET_VERDICTS = {"Đạt": "Đạt", "Chưa đạt": "Chưa đạt", "Chưa có số liệu": "—"}


def targets_met(count: Recount, table: PrintedTable) -> list[Row]:
    """One row a target: how many units met it, missed it, gave no number."""
    wanted = [TARGET_VERDICTS[label] for _, label in table.columns[1:]]
    return [
        (
            str(line["name"]),
            *(Number(Decimal(target_verdicts(count, line).count(verdict))) for verdict in wanted),
        )
        for line in count.settings.records("targets")
    ]


def target_verdicts(count: Recount, line: Line) -> list[str]:
    """How each unit stands on a target."""
    return [
        _verdict(line, *(count.target(line, column, unit.code) for column in ("plan", "done")))
        for unit in count.units
    ]


def _target_cells(
    count: Recount, line: Line, labels: list[str], years: tuple[str, str], unit: str = ""
) -> list[Cell]:
    plan, done, last_year = (count.target(line, c, unit) for c in ("plan", "done", "last_year"))

    def against(column: str) -> Decimal | None:
        def both(of: str) -> tuple[Decimal | None, Decimal | None]:
            return count.target(line, "done", of), count.target(line, column, of)

        return share(*(count.paired(both, unit) if line["addition"] == "sum" else both(unit)))

    known: dict[str, Cell] = {
        "Đơn vị tính": str(line["measure"]),
        "Kế hoạch": Number(plan),
        f"Thực hiện {years[0]}": Number(done),
        "So với kế hoạch": percent(against("plan")),
        f"Thực hiện {years[1]}": Number(last_year),
        "So với cùng kỳ": percent(against("last_year")),
        "Kết quả": _verdict(line, plan, done),
    }
    return [known[label] for label in labels]


def _verdict(line: Line, plan: Decimal | None, done: Decimal | None) -> str:
    if plan is None or done is None:
        return "—"
    is_met = done >= plan if line["direction"] == "higher" else done <= plan
    return "Đạt" if is_met else "Chưa đạt"


def breakdown(count: Recount, table: PrintedTable, block: str) -> list[Row]:
    """A grid of the form added up: the rows somebody answered, then the total."""
    book = count.any_book
    keys = {book.column_label(block, key): key for key in book.columns(block)}
    columns = [keys[label] for _, label in table.columns[1:]]
    lines = {row: [count.total(block, key, (row,)) for key in columns] for row in book.rows(block)}
    rows: list[Row] = [
        (book.label(block, row), *(Number(value) for value in values))
        for row, values in lines.items()
        if any(value is not None for value in values)
    ]
    whole = [Number(count.total(block, key)) for key in columns]
    return [*rows, (count.total_label, *whole)]


def ratings(count: Recount, table: PrintedTable) -> list[Row]:
    """One row a kind of organisation."""
    book = count.any_book
    return [
        (book.label("ratings", kind), *_rating_cells(count, table, kind, ""))
        for kind in book.rows("ratings")
    ]


def ratings_by_unit(count: Recount, table: PrintedTable) -> list[Row]:
    """A heading a kind of organisation, its units that rated some, a subtotal."""
    book = count.any_book
    rows: list[Row] = []
    for kind in book.rows("ratings"):
        rows.append((book.label("ratings", kind),))
        for of in count.clusters or (count,):
            rated = [u for u in of.units if _rated(of, kind, u.code) is not None]
            rows += [(unit.short, *_rating_cells(of, table, kind, unit.code)) for unit in rated]
            if rated and count.clusters:
                name = f"Cộng {of.name}{of.coverage}"
                rows.append((name, *_rating_cells(of, table, kind, "")))
        rows.append((count.total_label, *_rating_cells(count, table, kind, "")))
    return rows


def _levels(count: Recount) -> dict[str, str]:
    """Label → key of the rating levels, as the form prints them."""
    book = count.any_book
    keys = [key for key in book.columns("ratings") if key.startswith("level")]
    return {book.column_label("ratings", key): key for key in keys}


def _rated(count: Recount, kind: str, unit: str) -> Decimal | None:
    return added(count.total("ratings", key, (kind,), unit) for key in _levels(count).values())


def _rating_cells(count: Recount, table: PrintedTable, kind: str, unit: str) -> list[Cell]:
    levels, whole = _levels(count), _rated(count, kind, unit)
    cells: list[Cell] = []
    for group, label in table.columns[1:]:
        if (group, label) == ("", "Được xếp loại"):
            cells.append(Number(whole))
        elif (group, label) == ("", "Tình trạng"):
            cells.append(_status(count, kind, unit))
        elif group in levels and label in ("SL", "%"):
            number = count.total("ratings", levels[group], (kind,), unit)
            cells.append(Number(number) if label == "SL" else percent(share(number, whole)))
        else:
            raise UnknownTableError(f"{table.place}: column {group!r}, {label!r}")
    return cells


def _status(count: Recount, kind: str, unit: str) -> str:
    if not unit:
        return ""
    book = count.books[unit]
    code = book.answer("ratings", kind, "rating_status")
    return book.choice_label("ratings", "rating_status", code)


def scores(count: Recount, table: PrintedTable) -> list[Row]:
    """Scores, final score, rank: 1 for the highest, equal scores share a rank."""
    labels = [label for _, label in table.columns]
    wanted = ["STT", "Đơn vị", "Điểm tự chấm", f"Điểm {count.word} chấm", "Điểm thưởng", "Điểm trừ"]
    noted = labels[9:] == ["Ghi chú"]
    if labels[:9] != [*wanted, "Tổng điểm", "Xếp hạng", "Đề nghị suy tôn"]:
        raise UnknownTableError(f"{table.place}: columns {labels}")
    if not count.clusters:
        return _scores(count, noted=noted)
    rows: list[Row] = []
    for cluster in count.clusters:
        rows += [(cluster.name,), *_scores(cluster, noted=noted)]
    quotas = len(count.clusters)
    return [*rows, (count.name,), *_nominations(count, rows, ("",) * noted, quotas)]


def _scores(count: Recount, *, noted: bool) -> list[Row]:
    """The units of one cluster, ranked among themselves, and how many are nominated."""
    finals = {unit.code: _final(count, unit.code) for unit in count.units}
    running = [
        final for code, final in finals.items() if final is not None and not _is_out(count, code)
    ]
    rows: list[Row] = []
    for number, unit in enumerate(count.units, 1):
        given, bonus, penalty = (_scored(count, unit.code, c) for c in _SCORES)
        final = finals[unit.code]
        rank = None
        if final is not None and not _is_out(count, unit.code):
            rank = Decimal(1 + sum(other > final for other in running))
        minus = None if penalty is None else -penalty
        own = count.total("self_scores", "score", None, unit.code)
        # A scored unit without a bonus or a penalty has a blank there, not a dash.
        extra = ("" if n is None and given is not None else Number(n) for n in (bonus, minus))
        numbers = (Number(own), Number(given), *extra, Number(final), Number(rank))
        note = (count.scorer.answer("scores", unit.code, "note") if count.scorer else "",) * noted
        rows.append((ordinal(number), unit.short, *numbers, _nomination(count, unit.code), *note))
    return [*rows, *_nominations(count, rows, ("",) * noted)]


def _nominations(
    count: Recount, rows: list[Row], note: tuple[str, ...], quotas: int = 1
) -> list[Row]:
    """How many units are nominated, and how many were agreed on in the settings."""
    units = [row for row in rows if len(row) > 1 and row[0]]
    named = Decimal(sum(row[8] not in ("", "Không xét thi đua") for row in units))
    quota = count.setting_number("cluster", "quota")
    blank = ("",) * 6
    below: list[Row] = []
    if named or quota is not None:
        below.append(("", "Số đơn vị được đề nghị suy tôn", *blank, Number(named), *note))
    if quota is not None:
        below.append(("", "Số lượng suy tôn đã thống nhất", *blank, Number(quota * quotas), *note))
    return below


_SCORES = ("score", "bonus", "penalty")


def _scored(count: Recount, unit: str, column: str) -> Decimal | None:
    return count.scorer.number("scores", unit, column) if count.scorer else None


def _final(count: Recount, unit: str) -> Decimal | None:
    score, bonus, penalty = (_scored(count, unit, column) for column in _SCORES)
    return None if score is None else score + (bonus or 0) - (penalty or 0)


def _is_out(count: Recount, unit: str) -> bool:
    head = count.scorer
    return head is not None and head.answer("scores", unit, "disqualified") == "yes"


def _nomination(count: Recount, unit: str) -> str:
    if count.scorer is None:
        return ""
    if _is_out(count, unit):
        return "Không xét thi đua"
    code = count.scorer.answer("scores", unit, "nomination")
    label = count.scorer.choice_label("scores", "nomination", code)
    return "" if code == "none" else label


def staff(count: Recount, table: PrintedTable) -> list[Row]:
    """Staff of the emulation service."""

    def cell(of: Recount, header: Header, unit: str) -> Cell:
        full, part = of.headcount("staff_full", unit), of.headcount("staff_part", unit)
        known = {"Chuyên trách": full, "Kiêm nhiệm": part, "Cộng": added((full, part))}
        return Number(known[header[1]])

    return unit_rows(count, table.columns, cell)


def standing(count: Recount) -> list[Row]:
    """The completeness page: what ``status --json`` says of every unit."""
    rows: list[Row] = []
    for one in count.clusters:
        rows += [(f"{one.name}: đã nộp {len(one.books)}/{len(one.units)} đơn vị",), *standing(one)]
    if rows:
        return rows
    for number, (unit, state) in enumerate(zip(count.units, count.status["units"], strict=True), 1):
        here = state["state"] != "missing"
        day = f"{date.fromisoformat(state['received']):%d/%m/%Y}" if state["received"] else ""
        numbers = (
            Number(Decimal(state[key]) if here else None)
            for key in ("rounds", "errors", "warnings")
        )
        state_name = STATES[state["state"]]
        rows.append((ordinal(number), unit.short, state_name, state["file"], day, *numbers))
    return rows
