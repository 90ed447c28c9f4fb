"""What people type instead of a plain number, date or text: one workbook a way.

A new one is a line here; its verdict is then a line of ``tests/golden/verdicts.txt``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from tests.jobs.mutated.book import (
    BOOK,
    Change,
    Parts,
    changed,
    error,
    formula,
    number,
    part_of,
    text,
    with_style,
    within,
)

COUNT, AMOUNT, DAY = ("Tập huấn", "E7"), ("Chỉ tiêu", "F7"), ("Văn bản", "D7")
WORDS, CHOICE = ("Văn bản", "H7"), ("Văn bản", "E7")
DAYS = {"Văn bản": ("D7", "D8", "D9"), "Tập huấn": ("D7", "D8")}
SENTENCE = "Hội nghị sơ kết phong trào thi đua"

COUNTS = {
    "with a point": "1.205",
    "with a zero in front": "05",
    "with a hard space": "12\u00a0",
    "between hard spaces": "\u00a01\u00a0205\u00a0",
    "with a zero-width space": "1\u200b2",
    "in full width": "１２",
    "as a percentage": "12,5%",
    "as a dash": "-",
    "as a long dash": "–",
    "as no": "không",
    "as a word": "năm",
    "about": "khoảng 20",
    "with its unit": "120 người",
    "negative": "-5",
    "with a fraction": "12,5",
    "in two": "60+60",
    "as x": "x",
    "blank but for spaces": " \u00a0\u200b",
}
AMOUNTS = {
    "Vietnamese": "1.234,5",
    "English": "1,234.5",
    "with a comma": "1234,5",
    "with one point": "1.234",
    "in Arabic figures": "١٢",
    "with two commas": "1,2,3",
    "as a percentage": "93,5%",
    "in scientific notation": "1e3",
    "with an apostrophe": "'1234",
}
DATES = {
    "Vietnamese": "05/01/2025",
    "with points": "5.1.2025",
    "with dashes": "05-01-2025",
    "ISO": "2025-01-05",
    "in words": "ngày 05 tháng 01 năm 2025",
    "with a year of two figures": "05/01/25",
    "with no day": "01/2025",
    "impossible": "31/02/2025",
    "American": "12/31/2025",
    "in full width": "０５／０１／２０２５",
    "as a serial in text": "45662",
}
TEXTS = {
    "decomposed": unicodedata.normalize("NFD", SENTENCE),
    "with other tone placement": "Hoà bình, thuỷ lợi, hoá học",
    "with hard spaces": SENTENCE.replace(" ", "\u00a0"),
    "with zero-width spaces": SENTENCE.replace(" ", " \u200b"),
    "in full width": "ＫＨ　１２",
    "in TCVN3": "Héi nghÞ s¬ kÕt phong trµo thi ®ua",
    "in VNI": "Hoäi nghò sô keát phong traøo thi ñua",
    "with an escaped carriage return": "Dòng một_x000D_\nDòng hai",
    "with an escaped carriage return in small letters": "Dòng một_x000d_\nDòng hai",
    "with escapes in capitals": "Mot_X000D_Hai_X0007_",
    "with an escaped bell": "Báo cáo_x0007_ năm",
    "of ASCII with an escaped carriage return": "ABC_x000D_DEF",
    "that looks escaped": "ma_x0041_so",
    "that looks like a formula": "=1+1",
    "that looks like a tag": "<b>A & B</b> {{ x }}",
    "with line breaks": "Dòng một\r\nDòng hai\u2028Dòng ba",
    "of thirty thousand letters": "Thi đua. " * 3333,
    "with a right-to-left mark": "Kế hoạch\u202e 15",
    "with an emoji": "Khen thưởng 🏅",
}
CHOICES = {
    "in capitals": "KẾ HOẠCH",
    "decomposed": unicodedata.normalize("NFD", "Kế hoạch"),
    "with spaces": "  Kế   hoạch ",
    "not in the list": "Kế hoạch liên tịch",
    "two at once": "Kế hoạch, Công văn",
}
TYPED = {
    "count": (COUNT, COUNTS),
    "amount": (AMOUNT, AMOUNTS),
    "date": (DAY, DATES),
    "text": (WORDS, TEXTS),
    "choice": (CHOICE, CHOICES),
}


def values() -> Mapping[str, bytes]:
    """The workbooks, by the name each has in the inbox."""
    made = {
        f"{kind} {name}": changed(text(*place, value))
        for kind, (place, ways) in TYPED.items()
        for name, value in ways.items()
    }
    made |= {name: changed(*changes) for name, changes in _cells().items()}
    return {f"values/{name}.xlsx": data for name, data in made.items()}


def _cells() -> dict[str, tuple[Change, ...]]:
    """What cells hold other than text."""
    percent, shown = with_style(shown_as=10)
    day, dated = with_style(shown_as=14)
    old, tcvn3 = with_style(font=".VnTime")
    return {
        "count in a percent cell": (percent, number(*COUNT, "0.125", style=shown)),
        "amount in a percent cell": (percent, number(*AMOUNT, "0.935", style=shown)),
        "count as a date": (day, number(*COUNT, "45662", style=dated)),
        "count with a fraction of 1E-12": (number(*COUNT, "120.000000000001"),),
        "count of 1E+300": (number(*COUNT, "1E+300"),),
        "count that is true": (_true(*COUNT),),
        "count in error": (error(*COUNT, "#DIV/0!"),),
        "count in error of a new Excel": (error(*COUNT, "#SPILL!"),),
        "text in error": (error(*WORDS, "#N/A"),),
        "count as a formula": (formula(*COUNT, "60+60", "<v>120</v>"),),
        "count as a formula never calculated": (formula(*COUNT, "60+60", ""),),
        "amount as a formula to another file": (formula(*AMOUNT, "[1]x!A1", "<v>3</v>"),),
        "date as a serial without a format": (number(*DAY, "45662", style=0),),
        "date with a time": (number(*DAY, "45662.75"),),
        "dates from 1904": (_since_1904,),
        "text in a TCVN3 font": (old, text(*WORDS, "B¸o c¸o", style=tcvn3)),
        "text that is a number": (number(*WORDS, "15"),),
    }


def _true(sheet: str, address: str) -> Change:
    return lambda package: {
        part_of(sheet): re.sub(
            rf'<c r="{address}"[^>]*>.*?</c>'.encode(),
            f'<c r="{address}" t="b"><v>1</v></c>'.encode(),
            package[part_of(sheet)],
        )
    }


def _since_1904(package: Parts) -> Parts:
    """The same days, counted from 1904, as an old Macintosh saves them."""
    new = within(BOOK, "<workbookPr/>", '<workbookPr date1904="1"/>')(package)
    for sheet, addresses in DAYS.items():
        page = package[part_of(sheet)].decode()
        for address in addresses:
            pattern = rf'(<c r="{address}"[^>]*><v>)(\d+)'
            page = re.sub(pattern, lambda found: f"{found[1]}{int(found[2]) - 1462}", page)
        new = {**new, part_of(sheet): page.encode()}
    return new
