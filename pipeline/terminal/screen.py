"""Tables and progress in the terminal, plain when the output is not a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from pipeline.domain.collection import ReturnState
from pipeline.domain.intake import Verdict
from pipeline.domain.printing import print_figure
from pipeline.domain.rules.rule import Severity
from pipeline.domain.vietnamese.dates import format_date
from pipeline.domain.workbook import RawValue
from pipeline.jobs.collect import Collected
from pipeline.jobs.consolidate import Consolidated
from pipeline.jobs.demo import DemoResult
from pipeline.jobs.inspect import Traced
from pipeline.steps.demo.story import Role

_COLOURS = {
    ReturnState.MISSING: "red",
    ReturnState.WITH_ERRORS: "yellow",
    ReturnState.WITH_NOTES: "cyan",
    ReturnState.ACCEPTED: "green",
}
_PARTS = {
    Role.SILENT: "Không nộp",
    Role.CARELESS: "Nộp với nhiều loại lỗi",
    Role.TWICE: "Nộp hai lần",
    Role.OFFICE: "Nộp tệp do LibreOffice lưu",
    Role.SPARSE: "Khai ô trống là không có",
    Role.NEW: "Không có số liệu cùng kỳ",
}
SHOWN_FINDINGS = 200
SHOWN_FIGURES = 40


def console() -> Console:
    """Standard output; wide enough not to cut names when it is a file or a pipe."""
    made = Console(highlight=False)
    return made if made.is_terminal else Console(highlight=False, width=160)


@contextmanager
def progress_bar(title: str, total: int | None) -> Iterator[Callable[[str], None]]:
    """A bar on standard error while work lasts; nothing when it is not a terminal."""
    columns = (SpinnerColumn(), TextColumn(title), BarColumn(), MofNCompleteColumn())
    shown = Console(stderr=True)
    bar = Progress(*columns, TextColumn("{task.description}"), console=shown, transient=True)
    bar.disable = not shown.is_terminal
    with bar:
        task = bar.add_task("", total=total)

        def step(what: str) -> None:
            bar.update(task, advance=1, description=what)

        yield step


def show_status(collected: Collected) -> None:
    """One line a unit, then what is to be done."""
    collection = collected.collection
    campaign = collection.campaign
    table = Table(title=f"{campaign.title}, {campaign.period.label}")
    for heading in ("Mã", "Đơn vị", "Tình trạng", "Ngày nhận", "Lần", "Lỗi", "Cảnh báo", "Tệp"):
        table.add_column(heading)
    for receipt in collection.receipts:
        day = format_date(receipt.received) if receipt.received else ""
        late = " (muộn)" if receipt.is_late(campaign.deadline) else ""
        table.add_row(
            receipt.unit,
            campaign.unit(receipt.unit).short_name,
            f"[{_COLOURS[receipt.state]}]{receipt.state.label}[/]",
            day + late,
            str(receipt.rounds or ""),
            str(receipt.errors or ""),
            str(receipt.warnings or ""),
            _plain(receipt.file),
        )
    out = console()
    out.print(table)
    out.print(f"Đã có {len(collection.submissions)}/{len(campaign.units)} đơn vị.")
    if collection.head is None:
        out.print("Chưa có biểu của đơn vị trưởng.")
    _show_errors(out, collected)
    for verdict in collected.verdicts:
        if not verdict.status.may_count:
            _show_refused(out, verdict)
    _show_crossed(out, collected)


def show_files(collected: Collected) -> None:
    """Every file found, once: its verdict, or why it was passed over."""
    out = console()
    for verdict in collected.verdicts:
        owner = verdict.unit or "không rõ đơn vị"
        counts = f"{verdict.errors} lỗi, {verdict.warnings} cảnh báo"
        out.print(f"{_plain(verdict.file.name)}: {verdict.status.label} ({owner}; {counts})")
    for litter in collected.litter:
        out.print(f"{_plain(litter.name)}: bỏ qua, {litter.note}")
    for left_out in collected.set_aside:
        out.print(f"{_plain(left_out.file)}: {left_out.message}")
    _show_crossed(out, collected)
    asked = len(collected.collection.campaign.units)
    out.print(f"Đã có {len(collected.collection.submissions)}/{asked} đơn vị.")


def show_verdict(verdict: Verdict) -> None:
    """Everything found in one file, errors first."""
    out = console()
    out.print(f"{_plain(verdict.file.name)}: {verdict.status.label}")
    if verdict.unit:
        out.print(f"Đơn vị: {verdict.unit}")
    if not verdict.findings:
        out.print("Không có lỗi, không có cảnh báo.")
    order = list(Severity)
    for found in sorted(verdict.findings, key=lambda f: order.index(f.severity))[:SHOWN_FINDINGS]:
        place = f"{_plain(found.place)}: " if found.place else ""
        text = f"{found.severity.label} {found.code} · {place}"
        out.print(text + _plain(f"{found.message} {found.advice}"))


def show_consolidated(made: Consolidated) -> None:
    """How every unit stands, and where the results are."""
    show_status(made.collected)
    out = console()
    out.print("")
    out.print("Đã viết:")
    for path in made.reports:
        out.print(f"  {path}", soft_wrap=True)
    if made.feedback.messages:
        texts, books = len(made.feedback.messages), len(made.feedback.workbooks)
        out.print(f"Gửi lại đơn vị: {texts} lời nhắn, {books} tệp Excel đã đánh dấu chỗ cần sửa:")
        out.print(f"  {made.feedback.messages[0].parent}", soft_wrap=True)
    out.print("Truy một con số về ô gốc: thidua trace --find SỐ")


def show_demo(made: DemoResult) -> None:
    """What the demo made, and which unit plays which part."""
    out = console()
    out.print(f"Cụm thi đua minh họa (số liệu bịa): {made.folder.root}", soft_wrap=True)
    out.print(f"  {len(made.issued.forms)} biểu mẫu đã phát, {len(made.returned)} tệp đã nộp")
    for role, names in made.roles.items():
        if names:
            out.print(f"  {_PARTS[role]}: {', '.join(names)}")
    if made.roles[Role.OFFICE] and not made.saved_by_office:
        out.print("  Máy không có LibreOffice nên không có tệp nào do LibreOffice lưu.")


def show_layout(published: Mapping[str, Any]) -> None:
    """The blocks of a workbook with their sheets and rows."""
    table = Table(title=f"Biểu mẫu {published['form']}, đơn vị {published['unit']}")
    for heading in ("Khối", "Sheet", "Dòng tiêu đề", "Dòng dữ liệu", "Cột"):
        table.add_column(heading)
    for key, block in published["blocks"].items():
        rows = f"{block['first_row']}–{block['last_row']}"
        columns = ", ".join(f"{c['letter']}={name}" for name, c in block["columns"].items())
        table.add_row(key, block["sheet"], str(block["header_row"]), rows, columns)
    out = console()
    out.print(table)
    out.print("Đầy đủ từng ô, từng danh sách: thêm --json.")


def show_found(found: Mapping[str, Mapping[str, Any]]) -> None:
    """Figures that match a search, by id."""
    out = console()
    for name, record in list(found.items())[:SHOWN_FIGURES]:
        out.print(_plain(f"{record['printed']:>12}  {name}  —  {record['label']}"), soft_wrap=True)
    if len(found) > SHOWN_FIGURES:
        out.print(f"… và {len(found) - SHOWN_FIGURES} số liệu khác; tìm cụ thể hơn.")
    if not found:
        out.print("Không có số liệu nào khớp.")


def show_trace(traced: Traced) -> None:
    """A figure, its parts, and the cells it came from."""
    figure = traced.figure
    out = console()
    out.print(_plain(f"{figure.label}: {print_figure(figure)}"))
    out.print(
        f"Cách tính: {figure.formula}; {figure.reporting}/{figure.expected} đơn vị có số liệu"
    )
    for part in figure.parts:
        out.print(_plain(f"  {print_figure(part):>12}  {part.label}  ({part.id})"), soft_wrap=True)
    table = Table()
    for heading in ("Đơn vị", "Tệp", "Sheet", "Ô", "Trong tệp", "Hiểu là"):
        table.add_column(heading)
    for item in traced.cells:
        raw = "trống (khai là 0)" if item.cell.declared else _shown(item.cell.raw)
        values = (item.unit, item.file, item.cell.sheet, item.cell.address, raw, item.cell.value)
        table.add_row(*(_plain(str(value)) for value in values))
    out.print(table)


def _show_errors(out: Console, collected: Collected) -> None:
    """What is wrong in the files that count, cell by cell; warnings stay with ``check``."""
    counted = {one.digest for one in collected.collection.submissions.values()}
    wrong = [
        found
        for verdict in collected.verdicts
        if verdict.digest in counted
        for found in verdict.findings
        if found.severity is Severity.ERROR
    ]
    for found in wrong[:SHOWN_FINDINGS]:
        out.print(_plain(f"Lỗi {found.code} · {found.unit}, {found.place}: {found.message}"))


def _show_refused(out: Console, verdict: Verdict) -> None:
    for found in verdict.findings:
        out.print(f"{_plain(verdict.file.name)}: {_plain(f'{found.message} {found.advice}')}")


def _show_crossed(out: Console, collected: Collected) -> None:
    """What only the comparison of all units shows, at each unit's own cell."""
    crossed = collected.cross_findings
    if crossed:
        out.print(f"Đối chiếu giữa các đơn vị: {len(crossed)} điểm cần xem.")
    for found in crossed[:SHOWN_FINDINGS]:
        head = f"{found.severity.label} {found.code} · {found.unit}, {found.place}: "
        out.print(_plain(head + found.message))


def _shown(raw: RawValue) -> str:
    """A raw value as Excel shows it: readers give whole numbers as 281.0."""
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


def _plain(text: str) -> str:
    """Text from files, kept from being read as markup."""
    return text.replace("[", "\\[")
