"""What the charts of a Word report say in their alternative text, counted again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from tests.oracle.expect import Number, change, percent, spoken
from tests.oracle.explain_results import TARGET_VERDICTS, target_verdicts
from tests.oracle.recount import HONOREES, Recount, added, difference, share

GROUPS = {"title": "Danh hiệu thi đua", "commendation": "Hình thức khen thưởng"}


def word_charts(path: Path) -> dict[str, str]:
    """Caption → alternative text of every picture of a report."""
    body = Document(str(path)).element.body
    blocks = (block for block in body.iter(qn("w:sdt")) if list(block.iter(qn("wp:docPr"))))
    return {_caption(block): next(block.iter(qn("wp:docPr"))).get("descr") for block in blocks}


def expected_charts(count: Recount, year: int) -> list[tuple[str, str]]:
    """Title and words of every chart, in the order of Mẫu số 1."""
    places = "cụm, khối" if count.clusters else "đơn vị"
    return [
        (f"Số đơn vị đạt từng chỉ tiêu thi đua năm {year}", _told("đơn vị", _targets(count))),
        (
            f"Số lượt khen đã có quyết định năm {year} so với năm {year - 1}",
            _told("lượt khen", _changes(count, year)),
        ),
        (
            f"Số lượt khen đã có quyết định năm {year}, theo {places}",
            _told("lượt khen", _awards(count)),
        ),
        (
            f"Tỷ lệ lao động trực tiếp trong số cá nhân được khen năm {year}",
            f"{_told('%', _direct(count))} Chung cả {count.word}: {_direct_share(count, '')}.",
        ),
    ]


def _caption(block: Any) -> str:
    texts = ("".join(p.itertext(qn("w:t"))) for p in block.iter(qn("w:p")))
    return next(text for text in texts if text.startswith("Biểu đồ"))


def _told(measure: str, bars: Iterator[str]) -> str:
    return f"Biểu đồ thanh ngang, đơn vị tính: {measure}. {'; '.join(bars)}."


def _bar(label: str, names: Sequence[str], values: Sequence[Number]) -> str:
    pairs = zip(names, values, strict=True)
    return f"{label} ({', '.join(f'{name}: {spoken(value)}' for name, value in pairs)})"


def _targets(count: Recount) -> Iterator[str]:
    for line in count.settings.records("targets"):
        found = target_verdicts(count, line)
        names = [label.lower() for label in TARGET_VERDICTS]
        counts = [Number(Decimal(found.count(v))) for v in TARGET_VERDICTS.values()]
        yield _bar(str(line["name"]), names, counts)


def _changes(count: Recount, year: int) -> Iterator[str]:
    names = (f"năm {year - 1}", f"năm {year}", "tăng, giảm")
    for honoree, word in HONOREES.items():
        for group, label in GROUPS.items():
            codes = [
                a.code
                for a in count.awards
                if (a.honoree, a.group) == (honoree, group) and a.counts
            ]
            now, before = _both_years(count, f"awards_{honoree}", codes)
            if now or before:
                values = (Number(before), Number(now), change(difference(now, before)))
                yield _bar(f"{label} của {word.lower()}", names, values)


def _both_years(
    count: Recount, block: str, codes: list[str]
) -> tuple[Decimal | None, Decimal | None]:
    def both(unit: str) -> tuple[Decimal | None, Decimal | None]:
        now, before = (count.total(block, c, codes, unit) for c in ("decided", "last_year"))
        return now, before

    pairs = [both(unit.code) for unit in count.units]
    known = [(now, before) for now, before in pairs if None not in (now, before)]
    return added(now for now, _ in known), added(before for _, before in known)


def _awards(count: Recount) -> Iterator[str]:
    honorees = [h for h in HONOREES if count.all_awards(h, "decided")]
    names = [*(HONOREES[h].lower() for h in honorees), "tổng số"]
    for name, of, unit in _places(count):
        values = [of.all_awards(h, "decided", unit) for h in honorees]
        if any(value is not None for value in values):
            yield _bar(name, names, [Number(v) for v in (*values, added(values))])


def _direct(count: Recount) -> Iterator[str]:
    for name, of, unit in _places(count):
        told = _direct_share(of, unit)
        if told:
            yield f"{name}: {told}"


def _places(count: Recount) -> Iterator[tuple[str, Recount, str]]:
    """What has a bar: a unit, or of many clusters a cluster."""
    for cluster in count.clusters:
        yield cluster.name, cluster, ""
    if not count.clusters:
        yield from ((unit.short, count, unit.code) for unit in count.units)


def _direct_share(count: Recount, unit: str) -> str:
    part, whole = count.paired(lambda of: (count.decided_direct(of), count.decided(of)), unit)
    ratio = share(part, whole)
    if ratio is None:
        return ""
    return f"{spoken(percent(ratio))} ({spoken(Number(part))}/{spoken(Number(whole))})"
