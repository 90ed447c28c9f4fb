"""How wide words are in Times New Roman, so that nothing has to be laid out to be measured.

Widths are those of the font itself (Liberation Serif has the same), in thousandths of its size.
An accented letter is as wide as its plain one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_REGULAR = {
    180: "'",
    200: "|",
    250: " ,.\u00a0",
    278: "/:;\\ijlt",
    333: "!()-[]`If\u2011r",
    389: "Js",
    408: '"',
    444: "?acez“”",
    469: "^",
    500: "#$*0123456789_bdghknopquvxy–",
    541: "~",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw",
    778: "&m",
    833: "%",
    889: "M",
    944: "W",
    1000: "—…",
}
_BOLD = {
    220: "|",
    250: " ,.\u00a0",
    278: "'/\\il",
    333: "!()-[]`:;fjt\u2011",
    389: "Is",
    444: "cerz",
    500: "#$*0123456789?J_agovxy–“”",
    555: '"',
    556: "Sbdhknpqu",
    570: "+<=>",
    581: "^",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYw",
    778: "GHKOQ",
    833: "&m",
    944: "M",
    1000: "%W—…",
}
_UNKNOWN = 1000
_PLAIN = str.maketrans("đĐ", "dD")


def _by_letter(table: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in table.items() for letter in letters}


_WIDTHS = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}


@lru_cache(maxsize=20_000)
def ems(words: str, *, bold: bool = False) -> float:
    """The width of words on one line, in units of the font size.

    >>> ems("Phụ lục"), ems("Phụ lục", bold=True)
    (3.028, 3.251)
    """
    widths = _WIDTHS[bold]
    plain = unicodedata.normalize("NFD", words.translate(_PLAIN))
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return sum(widths.get(letter, _UNKNOWN) for letter in letters) / 1000


def twips(words: str, size: float, *, bold: bool = False) -> int:
    """The width of words on one line in a font of ``size`` points."""
    return round(ems(words, bold=bold) * size * 20)
