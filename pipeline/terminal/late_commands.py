"""Commands known by name and one line of help; their modules come in only when one is run.

So ``thidua --help`` answers at once. A new command is a line in ``pipeline/cli.py``; a test holds
the line to the command's own help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Final, TypeAlias

import click

from pipeline.terminal.vietnamese_help import name_values

Known: TypeAlias = Mapping[str, Mapping[str, str]]
"""Module → name of a command in it → its line of help."""

_BESIDE: Final = 6
"""Columns that click keeps free beside the names of the commands."""


class LateCommands(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is first asked for."""

    def __init__(self, known: Known) -> None:
        self._modules = {name: module for module, lines in known.items() for name in lines}
        self._come: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        """The command itself; its module comes in now."""
        if name not in self._come:
            self[name] = getattr(import_module(self._modules[name]), name)
        return self._come[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        name_values(command)
        self._come[name] = command

    def __delitem__(self, name: str) -> None:
        del self._come[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._modules, **self._come})

    def __len__(self) -> int:
        return len({**self._modules, **self._come})


def write_commands(known: Known, names: Iterable[str], formatter: click.HelpFormatter) -> None:
    """The list of the commands in the help page, as click writes it."""
    lines = {name: line for module in known.values() for name, line in module.items()}
    limit = formatter.width - _BESIDE - max(map(len, lines))
    shown = (click.Command(name, help=lines[name]) for name in names)
    with formatter.section("Các lệnh"):
        formatter.write_dl([(one.name or "", one.get_short_help_str(limit)) for one in shown])
