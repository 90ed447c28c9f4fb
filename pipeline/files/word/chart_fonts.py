"""The font of the charts and the other settings of matplotlib that they rely on."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import fontManager, get_font

_PREFERRED = ("Times New Roman", "Liberation Serif")
_PREFERRED_STRETCH = 1.03

_SHIPPED, _SHIPPED_STRETCH = "DejaVu Serif", 1.3
"""Comes with matplotlib and has every Vietnamese letter, wider than those of Times."""

_TONES = "ảấễộởựỹẠẾỦ"
"""Letters that a font may lack in spite of its name; with two fonts in a word it looks torn."""


@contextmanager
def our_own_settings() -> Iterator[None]:
    """The settings we rely on, whatever a user's matplotlibrc says; nothing on the terminal.

    A name may hold "$", which is no formula here, or a letter that no font has.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    settings: dict[Any, Any] = {
        "font.family": list(dict.fromkeys((_font(), _SHIPPED))),
        "text.parse_math": False,
        "text.usetex": False,
        "hatch.linewidth": 0.6,
        "path.sketch": None,
    }
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def letter_stretch() -> float:
    """How much wider the letters of the charts are than those of Times New Roman."""
    return _SHIPPED_STRETCH if _font() == _SHIPPED else _PREFERRED_STRETCH


@lru_cache(maxsize=1)
def _font() -> str:
    """The report's own font, or its double, where one with Vietnamese letters is installed."""
    upright = (font for font in fontManager.ttflist if font.style == "normal")
    paths = {font.name: font.fname for font in upright if font.name in _PREFERRED}
    known = (name for name in _PREFERRED if name in paths and _has_tones(paths[name]))
    return next(known, _SHIPPED)


def _has_tones(path: str) -> bool:
    font = get_font(path)
    return all(font.get_char_index(ord(letter)) for letter in _TONES)
