"""Commands that write the report and explain it: ``consolidate``, ``layout``, ``trace``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.terminal.options import (
    AS_JSON,
    CAMPAIGN,
    SCHEDULER,
    exit_on_errors,
    now,
    print_json,
    progress,
    state_of,
)


@click.command()
@CAMPAIGN
@click.option("--pdf", is_flag=True, help="Chuyển thêm báo cáo sang PDF (cần LibreOffice).")
@click.option("--final", is_flag=True, help="Chốt báo cáo chính thức vào reports/chinh-thuc.")
@SCHEDULER
@AS_JSON
def consolidate(start: Path, scheduler: str, *, pdf: bool, final: bool, as_json: bool) -> None:
    """Tổng hợp: nhận tệp, kiểm tra, cộng số liệu, viết báo cáo và phụ lục."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.consolidate import Wanted
    from pipeline.jobs.consolidate import consolidate as run
    from pipeline.jobs.readers import readers_of
    from pipeline.steps.changes.describe_changes import describe_changes
    from pipeline.terminal.report_screen import show_consolidated

    opened = open_campaign(start)
    wanted = Wanted(pdf, final)
    with readers_of(scheduler) as readers, progress("Tổng hợp") as step:
        made = run(opened, now=now(), wanted=wanted, progress=step, readers=readers)
    collected = made.collected
    if as_json:
        finals = made.final.paths if made.final else ()
        outputs = [str(path) for path in (*made.reports, *made.feedback.paths, *finals)]
        told = {"run": made.run, "figures": made.figures, "outputs": outputs, "final": final}
        told["changes"] = describe_changes(made.changes)
        told["unchanged"] = made.is_unchanged
        print_json({**state_of(collected, made.told), **told, "notes": list(made.notes)})
    else:
        show_consolidated(made)
    if not made.final:
        # Final results have no error in a file that counts; the others are of no concern.
        exit_on_errors(collected.findings)


@click.command()
@click.argument("workbook", metavar="TỆP", type=click.Path(path_type=Path))
@AS_JSON
def layout(workbook: Path, *, as_json: bool) -> None:
    """Cho biết từng ô của biểu mẫu nằm ở đâu, để phần mềm khác điền."""
    from pipeline.jobs.inspect import layout_of
    from pipeline.terminal.report_screen import show_layout

    published = layout_of(workbook)
    if as_json:
        print_json(published)
    else:
        show_layout(published)


@click.command()
@click.argument("figure", metavar="[MÃ-SỐ-LIỆU]", required=False, default="")
@click.option(
    "--find",
    "text",
    default="",
    help="Tìm mã theo số đã in, tên số liệu, tên đơn vị; ghép bằng dấu “;”: “Sở A; 85,2%”.",
)
@CAMPAIGN
@AS_JSON
def trace(figure: str, text: str, start: Path, *, as_json: bool) -> None:
    """Truy một số liệu trong báo cáo về từng ô của từng tệp."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.trace_back import find_figures, trace_figure
    from pipeline.steps.describe import describe_trace
    from pipeline.terminal.screen import SHOWN_FIGURES
    from pipeline.terminal.trace_screen import show_found, show_trace

    if not figure and not text:
        raise click.UsageError("Cần mã số liệu, hoặc --find CHỮ-HOẶC-SỐ.")
    opened = open_campaign(start)
    if text:
        with progress("Tìm số liệu") as step:
            found = find_figures(opened, text, now=now(), most=SHOWN_FIGURES, progress=step)
        print_json(found.all) if as_json else show_found(found)
        return
    traced = trace_figure(opened, figure, now=now())
    if as_json:
        print_json(describe_trace(traced.figure, traced.cells))
    else:
        show_trace(traced)
