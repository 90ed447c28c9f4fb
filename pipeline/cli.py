"""The command line (``thidua``): gathers the commands; a broken run is one line.

Exit codes: 0 fine; 1 done, with errors found in the data; 2 could not run.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from pipeline import __version__
from pipeline.commands.decisions import accept, assign, exclude, history, include
from pipeline.commands.intake import check, collect, status
from pipeline.commands.mail import remind
from pipeline.commands.prepare import demo, distribute, init
from pipeline.commands.report import consolidate, layout, trace
from pipeline.commands.template import template
from pipeline.domain.errors import PipelineError
from pipeline.terminal.options import CANNOT_RUN, refused_by_system
from pipeline.terminal.vietnamese_help import speak_vietnamese


def main() -> None:
    """Run the tool; a broken run is one Vietnamese line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not be UTF-8; a name that it cannot show must not stop the run.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    commands(prog_name="thidua")


class VietnameseGroup(click.Group):
    """Turns a broken run into its one line, wherever the command is run from."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except PipelineError as problem:
            click.echo(str(problem), err=True)
        except BrokenPipeError:
            raise
        except OSError as problem:
            # The disk, the rights, the network drive: not for a traceback, wherever it strikes.
            click.echo(refused_by_system(problem), err=True)
        return ctx.exit(CANNOT_RUN)


@click.group(cls=VietnameseGroup)
@click.version_option(__version__, message="thidua %(version)s", help="Hiện phiên bản.")
def commands() -> None:
    """Báo cáo tổng kết thi đua, khen thưởng của cụm, khối thi đua.

    Trình tự một đợt: init → điền campaign.xlsx → distribute → các đơn vị điền, gửi lại vào
    thư mục inbox → status → consolidate.
    """


for command in (init, distribute, collect, status, check, consolidate, layout, trace, demo):
    commands.add_command(command)
for command in (assign, exclude, include, accept, history, remind, template):
    commands.add_command(command)
speak_vietnamese(commands)
