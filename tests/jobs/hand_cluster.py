"""A cluster filled by hand: five units, each with a difficulty of its own.

SNV reports fully, with households awarded last year only; STC has no last year and writes texts
that break careless programs; STP returns its form blank; SYT declares that blanks are none and has
nobody to count; SCT comes late.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.jobs.by_hand import (
    CLUSTER,
    Answers,
    fields,
    fill,
    form_of,
    head_form_of,
    records,
    thidua,
)

UNITS = (
    {"code": "SNV", "name": "Sở Nội vụ"},
    {"code": "STC", "name": "Sở Tài chính"},
    {"code": "STP", "name": "Sở Tư pháp"},
    {"code": "SYT", "name": "Sở Y tế"},
    {"code": "SCT", "name": "Sở Công Thương", "short_name": "Sở CT & DV <thử>"},
)
TARGETS = (
    {
        "code": "CT01",
        "name": "Số hồ sơ giải quyết",
        "measure": "hồ sơ",
        "direction": "Càng cao càng tốt",
        "addition": "Cộng",
    },
    {
        "code": "CT02",
        "name": "Số hồ sơ quá hạn",
        "measure": "hồ sơ",
        "direction": "Càng thấp càng tốt",
        "addition": "Bình quân theo số lao động",
    },
)
CRITERIA = ({"code": "TC1", "name": "Nhiệm vụ chính trị", "maximum": 60},)

COMPOSED = "Nguyễn Thị Hòa Bình, người cốt cán ở Đắk Lắk"
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)
LONG = ("Kết quả thực hiện nhiệm vụ được nâng lên rõ rệt. " * 700)[:29_999] + "."
HOSTILE = ("A & B < C", "{{ x }}", "{% if %}", "=1+1", COMPOSED, LONG)
TOPICS = ("leadership", "organising", "party_line", "achievements", "proposals", "solutions")


def identity(name: str) -> dict[tuple[str, str, str], object]:
    return fields("identity", {"self_name": name, "reporter": "Trần Văn Lập"})


HEADS = {"total": 50, "direct": 40, "women": 20, "collectives": 6, "staff_full": 1, "staff_part": 2}

SNV: Answers = {
    **identity("Sở Nội vụ"),
    **fields("headcount", {**HEADS, "persons_decided": 30, "persons_decided_direct": 20}),
    ("awards_individual", "LDTT", "last_year"): 4,
    ("awards_individual", "LDTT", "proposed"): 6,
    ("awards_individual", "LDTT", "proposed_direct"): 5,
    ("awards_individual", "LDTT", "decided"): 5,
    ("awards_individual", "LDTT", "decided_direct"): 3,
    ("awards_collective", "TTLDTT", "last_year"): 2,
    ("awards_collective", "TTLDTT", "decided"): 3,
    # Last year some households, this year none: the same period must still count them.
    ("awards_household", "BKUB", "last_year"): 3,
    ("targets", "CT01", "plan"): 1000,
    ("targets", "CT01", "done"): 1200.5,
    ("targets", "CT01", "last_year"): 0,
    ("targets", "CT02", "plan"): 10,
    ("targets", "CT02", "done"): 7,
    ("targets", "CT02", "last_year"): 9,
    **records(
        "documents",
        [
            {
                "number": "15/KH-SNV",
                "date": "05/01/2025",
                "type": "Kế hoạch",
                "issuer_level": "Cấp ủy",
                "subject": "Kế hoạch thi đua",
            }
        ],
    ),
    **records("training", [{"content": "Nghiệp vụ", "date": "06/3/2025", "participants": 120}]),
}
STC: Answers = {
    **identity("Sở Tài chính"),
    **fields("headcount", {**HEADS, "total": 20, "direct": 12, "women": 5}),
    ("awards_individual", "LDTT", "decided"): 7,
    ("awards_individual", "LDTT", "proposed"): 7,
    ("targets", "CT02", "done"): 4,
    **records(
        "documents",
        [
            {
                "number": "=1+1" if text == "=1+1" else f"{number}/KH",
                "date": "05/01/2025",
                "type": "Kế hoạch",
                "issuer_level": "Cấp ủy",
                "subject": DECOMPOSED if text == COMPOSED else text,
            }
            for number, text in enumerate(HOSTILE, 1)
        ],
    ),
    **fields(
        "narrative",
        {
            topic: DECOMPOSED if text == COMPOSED else text
            for topic, text in zip(TOPICS, HOSTILE, strict=True)
        },
    ),
}
SYT: Answers = {
    **identity("Sở Y tế"),
    **fields("headcount", {"total": 0, "direct": 0, "collectives": 0, "persons_decided": 0}),
    **{
        (f"awards_{kind}", "declaration", ""): "Không có (0)"
        for kind in ("collective", "individual", "household")
    },
}
SCT: Answers = {
    **identity("Sở Công Thương"),
    **fields("headcount", HEADS),
    ("awards_individual", "LDTT", "decided"): 100,
    ("awards_individual", "LDTT", "decided_direct"): 90,
}
HEAD: Answers = {
    ("narrative", "evaluation", "value"): "Cụm hoạt động đều.",
    ("scores", "SNV", "score"): 55,
    ("scores", "STC", "score"): 55,
    ("scores", "STC", "penalty"): 1.5,
}
FIRST = {"SNV": SNV, "STC": STC, "STP": {}, "SYT": SYT}


@dataclass(frozen=True)
class Cluster:
    """The campaign as issued, and a copy with four of five units that was consolidated once."""

    issued: Path
    folder: Path
    filled: dict[str, Path]


@functools.cache
def a_cluster() -> Cluster:
    """Made once for all tests; nobody changes it: who wants to, copies a folder."""
    root = Path(tempfile.mkdtemp(prefix="thidua-tests-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    issued = root / "cum"
    thidua("init", issued, "--year", "2025")
    fill_settings(issued)
    assert "Đã tạo 5 biểu mẫu đơn vị" in thidua("distribute", "--campaign", issued)
    files = {
        unit: fill(form_of(issued, unit), root / "filled" / f"{unit}.xlsx", answers)
        for unit, answers in {**FIRST, "SCT": SCT}.items()
    }
    files["head"] = fill(head_form_of(issued), root / "filled" / "truong.xlsx", HEAD)
    folder = root / "mot"
    shutil.copytree(issued, folder)
    for name in (*FIRST, "head"):
        shutil.copy2(files[name], folder / "inbox")
    thidua("consolidate", "--campaign", folder, code=1)
    return Cluster(issued, folder, files)


def fill_settings(folder: Path) -> None:
    """Fill ``campaign.xlsx`` as the secretary would."""
    book = folder / "campaign.xlsx"
    lists: dict[str, Sequence[Mapping[str, object]]] = {
        "units": UNITS,
        "targets": TARGETS,
        "criteria": CRITERIA,
    }
    answers: dict[tuple[str, str, str], object] = dict(fields("cluster", CLUSTER))
    for block, lines in lists.items():
        answers |= records(block, lines)
    fill(book, book, answers)
