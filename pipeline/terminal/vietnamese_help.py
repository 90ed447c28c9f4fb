"""Make click speak Vietnamese: its own words in help pages and usage errors.

Click looks its words up through ``gettext``; every module of it that does so is handed this
table instead. A word that is not in the table stays English, which a test would notice.
"""

from __future__ import annotations

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

WORDS = {
    "Usage:": "Cách dùng:",
    "Usage: ": "Cách dùng: ",
    "Options": "Tùy chọn",
    "Arguments": "Tham số",
    "Positional arguments": "Tham số",
    "Commands": "Các lệnh",
    "Show this message and exit.": "Hiện hướng dẫn này.",
    "Show the version and exit.": "Hiện phiên bản.",
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Xem hướng dẫn: {command} {option}",
    "Missing command.": "Thiếu tên lệnh.",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "No such option: {name}": "Không có tùy chọn {name}.",
    "No such option: {name}.": "Không có tùy chọn {name}.",
    "No such option {name!r}.": "Không có tùy chọn {name!r}.",
    "Did you mean {suggestion!r}?": "Có phải ý bạn là {suggestion!r}?",
    "Did you mean {possibility}?": "Có phải ý bạn là {possibility}?",
    "(Possible options: {possibilities})": "Có phải ý bạn là một trong: {possibilities}?",
    "(Did you mean one of: {possibilities}?)": "Có phải ý bạn là một trong: {possibilities}?",
    "Did you mean one of these: {possibilities}?": "Có phải ý bạn là một trong: {possibilities}?",
    "Invalid value: {message}": "Giá trị không hợp lệ: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị không hợp lệ cho {param_hint}: {message}",
    "Missing argument": "Thiếu tham số",
    "Missing option": "Thiếu tùy chọn",
    "Missing parameter": "Thiếu tham số",
    "Missing parameter: {param_name}": "Thiếu tham số: {param_name}",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải là số hợp lệ.",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "Option {name!r} requires an argument.": "Tùy chọn {name!r} cần một giá trị.",
    "Option {name!r} requires {nargs} arguments.": "Tùy chọn {name!r} cần {nargs} giá trị.",
    "Option {name!r} does not take a value.": "Tùy chọn {name!r} không nhận giá trị.",
    "Got unexpected extra argument ({args})": "Thừa tham số: {args}",
    "Got unexpected extra arguments ({args})": "Thừa tham số: {args}",
    "Aborted!": "Đã dừng.",
    "Error: invalid input": "Trả lời y (có) hoặc n (không).",
    "required": "bắt buộc",
    "default: {default}": "mặc định: {default}",
    "(dynamic)": "(tính khi chạy)",
    "env var: {var}": "biến môi trường: {var}",
}
"""Wordings of click 8.1 to 8.5; what it offers that no command of ours uses is left out."""

_METAVARS = {"integer": "SỐ", "integer range": "SỐ", "text": "CHỮ", "path": "ĐƯỜNG-DẪN"}
_OPTIONS = "[TÙY-CHỌN]"
_MODULES = (core, decorators, exceptions, formatting, parser, termui, types)


def speak_vietnamese(group: click.Group) -> None:
    """Hand the table to click; a command names its values when it comes in (``name_values``)."""
    for module in _MODULES:
        names = vars(module)
        for name, spoken in (("_", translate), ("ngettext", translate_many)):
            if name in names:
                names[name] = spoken
    _name_group(group)


def translate(message: str) -> str:
    """The Vietnamese for one of click's messages."""
    return WORDS.get(message, message)


def translate_many(singular: str, plural: str, number: int) -> str:
    """The Vietnamese for a message that click counts."""
    return translate(singular if number == 1 else plural)


def name_values(command: click.Command) -> None:
    """Name the values in the help of a command and of those below it."""
    command.options_metavar = _OPTIONS
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.is_flag:
            parameter.metavar = parameter.metavar or _METAVARS.get(parameter.type.name)
    if isinstance(command, click.Group):
        _name_group(command)
        for below in command.commands.values():
            name_values(below)


def _name_group(group: click.Group) -> None:
    group.options_metavar = _OPTIONS
    group.subcommand_metavar = "LỆNH …"
