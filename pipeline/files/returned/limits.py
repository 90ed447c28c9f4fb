"""All limits on what a returned file may be and may make us do, in one place.

Those on bytes, parts and cells are held by ``guards`` before any parser sees the file; those on
time and memory by the worker process that parses it. Each stands with its reason in
``docs/reliability.md``, and a test keeps that table equal to this module.
"""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 30_000_000
"""A filled form has about 100 kB; pasted pictures may add some megabytes."""

MAX_PARTS: Final = 2_000
MAX_PART_BYTES: Final = 100_000_000
MAX_INFLATED_BYTES: Final = 200_000_000
MAX_RATIO: Final = 200
"""Inflated ÷ stored size of a part; spreadsheets reach about 60."""

RATIO_FLOOR: Final = 5_000_000
"""Smaller parts may have any ratio: they cannot hurt."""

MAX_COLUMN: Final = 500
MAX_ROW: Final = 100_000
MAX_AREA: Final = 4_000_000
"""Cells of the rectangle from A1 to the farthest value; the reader fills all of it."""

MAX_SECONDS: Final = 30
"""To read one file, by the clock; a filled form takes about 0.03."""

MAX_MEMORY_BYTES: Final = 1_000_000_000
"""Of the process that reads one file; a filled form takes about 60 MB."""
