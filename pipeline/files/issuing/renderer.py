"""Which program writes the workbooks: what it wrote before a change of it is written anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import openpyxl

from pipeline import __version__

_PACKAGES: Final = ("forms", "issuing")


@cache
def renderer_mark() -> str:
    """Changes with every change of the modules that make workbooks."""
    mark = hashlib.sha256(f"{__version__} {openpyxl.__version__}".encode())
    folder = Path(__file__).parents[1]
    for package in _PACKAGES:
        for module in sorted((folder / package).glob("*.py")):
            mark.update(module.read_bytes())
    return mark.hexdigest()
