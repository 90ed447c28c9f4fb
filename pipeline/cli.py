"""The command line (``thidua``): gathers the commands; a broken run is one line.

Exit codes: 0 fine; 1 done, with errors found in the data; 2 could not run; 130 stopped by Ctrl-C.
A command is named here and imported when it is run, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from pipeline import __version__
from pipeline.domain.errors import PipelineError
from pipeline.terminal.late_commands import LateCommands, write_commands
from pipeline.terminal.vietnamese_help import speak_vietnamese

CANNOT_RUN = 2
STOPPED = 130
"""As a shell tells that a person interrupted a command."""

INTERRUPTED = "Đã dừng theo yêu cầu. Không tệp nào bị ghi dở; chạy lại lệnh này để làm lại."

COMMANDS = {
    "pipeline.commands.prepare": {
        "init": "Tạo thư mục đợt báo cáo với campaign.xlsx để điền.",
        "distribute": "Tạo biểu mẫu Excel cho từng đơn vị trong thư mục forms.",
        "demo": "Làm cả quy trình trên một cụm thi đua minh họa (số liệu bịa).",
    },
    "pipeline.commands.intake": {
        "collect": "Nhận các tệp trong thư mục inbox và cho biết từng tệp thế nào.",
        "status": "Đơn vị nào đã nộp, nộp khi nào, còn lỗi gì.",
        "check": "Kiểm tra một tệp nộp mà không nhận tệp vào đợt báo cáo.",
    },
    "pipeline.commands.report": {
        "consolidate": "Tổng hợp: nhận tệp, kiểm tra, cộng số liệu, viết báo cáo và phụ lục.",
        "layout": "Cho biết từng ô của biểu mẫu nằm ở đâu, để phần mềm khác điền.",
        "trace": "Truy một số liệu trong báo cáo về từng ô của từng tệp.",
    },
    "pipeline.commands.decisions": {
        "assign": "Giao một tệp chưa rõ của ai cho một đơn vị (ghi mã đơn vị).",
        "exclude": "Không tính một tệp, dù sau này có gì thay đổi.",
        "include": "Chọn tính một tệp: bỏ quyết định không tính, hoặc thay cho tệp đang tính.",
        "accept": "Chấp nhận và tính một tệp dù còn lỗi; các lỗi vẫn được liệt kê.",
        "history": "Các lần nộp của một đơn vị, lần nào được tính, từng ô đã thay đổi.",
    },
    "pipeline.commands.mail": {
        "remind": "Soạn thư nhắc các đơn vị chưa nộp hoặc còn lỗi, vào thư mục outbox.",
    },
    "pipeline.commands.template": {
        "template": "Mẫu Word của báo cáo: lấy ra để sửa, kiểm tra trước khi dùng.",
    },
    "pipeline.commands.runs": {
        "runs": "Các lần tổng hợp, lần nào chính thức, kết quả nằm ở đâu.",
        "diff": "So sánh hai lần tổng hợp: tệp, ô, số liệu; mặc định hai lần cuối.",
        "restore": "Đưa kết quả của một lần tổng hợp trước trở lại; kết quả hiện tại được giữ.",
    },
}
"""By module: each command with its line of help, which a test holds to its own."""


def main() -> None:
    """Run the tool; a broken run is one Vietnamese line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not be UTF-8; a name that it cannot show must not stop the run.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    commands(prog_name="thidua")


class VietnameseGroup(click.Group):
    """Turns a broken run into its one line, wherever the command is run from."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        write_commands(COMMANDS, self.list_commands(ctx), formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except PipelineError as problem:
            click.echo(str(problem), err=True)
        except BrokenPipeError:
            raise
        except OSError as problem:
            from pipeline.files.open_problems import why_not_used

            # The disk, the rights, the network drive: not for a traceback, wherever it strikes.
            click.echo(why_not_used(problem), err=True)
        except (KeyboardInterrupt, click.Abort):
            # The empty line ends the one on which the terminal shows the keys pressed.
            click.echo(f"\n{INTERRUPTED}", err=True)
            return ctx.exit(STOPPED)
        return ctx.exit(CANNOT_RUN)


@click.group(cls=VietnameseGroup, commands=LateCommands(COMMANDS))
@click.version_option(__version__, message="thidua %(version)s", help="Hiện phiên bản.")
def commands() -> None:
    """Báo cáo tổng kết thi đua, khen thưởng của cụm, khối thi đua.

    Trình tự một đợt: init → điền campaign.xlsx → distribute → các đơn vị điền, gửi lại vào
    thư mục inbox → status → consolidate.
    """


speak_vietnamese(commands)
