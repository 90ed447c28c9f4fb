"""What a terminal is like, told without the library that draws; for the same a drawing is right.

Here stands everything by which rich decides on width and colours.
"""

from __future__ import annotations

import os
import sys
from typing import Final

_SAID: Final = (
    "COLUMNS",
    "LINES",
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
)
"""Variables that rich heeds."""

_STREAMS: Final = (0, 1, 2)


def window() -> str:
    """The same text for the same look of what is drawn."""
    said = [f"{name}={os.environ[name]}" for name in _SAID if name in os.environ]
    sizes = [_size(stream) for stream in _STREAMS]
    shown = f"{sys.stdout.encoding} {'terminal' if sys.stdout.isatty() else 'file'}"
    return " ".join([shown, *sizes, *said])


def _size(stream: int) -> str:
    try:
        size = os.get_terminal_size(stream)
    except (OSError, ValueError):
        return "-"
    return f"{size.columns}x{size.lines}"
