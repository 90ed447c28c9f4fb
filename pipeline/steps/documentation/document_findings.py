"""Write every finding code as a Markdown page (``docs/findings.md``), from code and forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.findings import FindingKind
from pipeline.domain.form import Block, FormSpec
from pipeline.domain.intake import NOT_OURS, REFUSALS
from pipeline.domain.rules.rule import Severity
from pipeline.steps.documentation.document_markdown import (
    GENERATED,
    NONE,
    code,
    markdown_table,
    plain,
)

_FAMILIES = {
    "KT-1": "KT-1xx: awards",
    "KT-2": "KT-2xx: figures and scores",
    "KT-3": "KT-3xx: texts",
    "KT-4": "KT-4xx: workbook",
    "KT-5": "KT-5xx: cluster",
}
_HEADINGS = (
    *("code", "severity", "message", "example", "advice", "must hold", "where", "legal basis"),
)
_SAMPLES = {
    "reason": "Tệp đang đặt mật khẩu.",
    "detail": "; gần giống: Sở Nội vụ",
    "found": "khoảng 20",
    "expected": "2025",
    "parts": "bảng “Cá nhân”",
    "part": "cột “Số đề nghị”, bảng “Cá nhân”",
    "cells": "D9 = 12; D10 = 4",
    "copy": "KT cá nhân (2)",
    "read": "KT cá nhân",
    "area": "D9:D11",
    "block": "Cá nhân",
    "limit": 500,
    "row": 12,
    "rows": 12,
    "first": 8,
    "column": "Số đề nghị",
    "range": "từ 0 đến 100",
    "value": "1200",
    "name": "Nguyễn Văn A",
    "award": "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    "others": "Sở Tài chính",
    "number": "1234/QĐ-UBND",
    "date": "05/01/2025",
    "group": "cụm",
    "label": "Lao động tiên tiến · Đã có quyết định năm 2024",
    "reported": "95",
    "measure": "Tỷ lệ cá nhân được khen trên số lao động",
    "rate": "300%",
    "count": "150",
    "base": "50",
    "times": "3,5",
    "median": "85%",
    "owner": "Sở Nội vụ",
    "before": " (lúc nhận: Tệp thuộc đợt báo cáo khác)",
    "chosen": "bieu-mau_2025_SNV_so-noi-vu.xlsx",
}
"""Made-up details that turn a message into an example."""

_OWN_SAMPLES = {
    FindingKind.ERROR_VALUE: {"found": "#DIV/0!"},
    FindingKind.EXCLUDED: {"reason": "đơn vị gửi nhầm bản nháp"},
    FindingKind.NOT_CHOSEN: {"reason": "đơn vị xác nhận qua điện thoại"},
    FindingKind.NOT_A_DATE: {"found": "31/02/2025"},
    FindingKind.NOT_A_CHOICE: {"found": "Loại khác"},
    FindingKind.AMBIGUOUS_NUMBER: {"found": "1.200"},
    FindingKind.OTHER_CAMPAIGN: {
        "found": "Sở Nội vụ, Cụm thi đua số 3, năm 2024",
        "expected": "Cụm thi đua số 3, năm 2025",
    },
    FindingKind.OTHER_NAME: {
        "found": "Sở Tài chính",
        "expected": "Sở Nội vụ (SNV)",
        "other": "Sở Tài chính (STC)",
    },
    FindingKind.SIGNATURE_WRONG: {"found": "Sở Nội vụ (SNV)"},
    FindingKind.SIGNATURE_UNCHECKED: {
        "found": "SNV",
        "reason": "không có khóa của đợt, tệp campaign.key",
    },
    FindingKind.CELLS_MERGED: {"found": "12", "first": "D9"},
    FindingKind.ROWS_HIDDEN: {"count": "2", "rows": "9, 10"},
    FindingKind.BESIDE_THE_TABLE: {"cells": "L9 = 12"},
    FindingKind.NOT_A_FORM: {"reason": "không có trang nhận dạng, không có bảng nào của biểu mẫu"},
    FindingKind.LEGACY_TEXT: {
        "found": "Së Néi vô",
        "value": "Sở Nội vụ",
        "encoding": "TCVN3 (ABC)",
    },
    FindingKind.LEGACY_DOUBTFUL: {"found": "Sëåm Nöæxi"},
    FindingKind.SHOWN_AS_PERCENT: {"found": "93,5%", "value": "93,5"},
    FindingKind.PERCENT_UNASKED: {"found": "12%"},
    FindingKind.OTHER_VERSION: {"found": "1", "expected": "2"},
    FindingKind.MANIFEST_LOST: {"found": "Sở Nội vụ"},
    FindingKind.ROW_UNKNOWN: {"found": "Huy hiệu"},
    FindingKind.ROW_REPEATED: {"row": "Lao động tiên tiến"},
    FindingKind.LAST_YEAR_DIFFERS: {"found": "97"},
    FindingKind.DECISION_DATES_DIFFER: {
        "found": "05/01/2025",
        "others": "Sở Tài chính ghi ngày 06/01/2025",
    },
}
_PLACES = {
    FindingKind.UNREADABLE: "the file itself: its type, size, encryption or damage",
    FindingKind.UNIT_UNKNOWN: "the file: its manifest, else the name typed in it",
    FindingKind.OTHER_CAMPAIGN: "the file's manifest",
    FindingKind.PARTS_MISSING: "the whole workbook, once",
    FindingKind.ROWS_BEYOND_LIMIT: "records blocks",
    FindingKind.FORMULA_IN_INPUT: "any input cell",
    FindingKind.ERROR_VALUE: "any input cell",
    FindingKind.ROW_REPEATED: "rows known by a code",
    FindingKind.ROW_UNKNOWN: "rows known by a code",
    FindingKind.OTHER_NAME: "the name typed in the file, against its manifest",
    FindingKind.OTHER_VERSION: "the file's manifest",
    FindingKind.MANIFEST_LOST: "the file's manifest",
    FindingKind.SIGNATURE_WRONG: "the file's manifest, against the campaign's key",
    FindingKind.SIGNATURE_UNCHECKED: "the file's manifest, against the campaign's key",
    FindingKind.NOT_A_FORM: "the whole workbook: neither a manifest nor any block of a form",
    FindingKind.NO_LONGER_ASKED: "workbooks issued with another version of the form",
    FindingKind.NOT_ASKED_THEN: "workbooks issued with another version of the form",
    FindingKind.SHEET_COPIED: "sheets that hold tables already read from another",
    FindingKind.COPY_DIFFERS: "sheets that hold tables already read from another",
    FindingKind.CELLS_MERGED: "merged cells over more than one answer",
    FindingKind.ROWS_HIDDEN: "rows with answers, hidden or filtered out (.xlsx)",
    FindingKind.BESIDE_THE_TABLE: "columns of nobody's, beside the rows of a block",
    FindingKind.TOTAL_ROW: "records blocks",
    FindingKind.ASSIGNED: "a file a person assigned to a unit",
    FindingKind.NOT_A_COUNT: "cells of kind `count`",
    FindingKind.NOT_A_NUMBER: "cells of kind `number`",
    FindingKind.NOT_A_DATE: "cells of kind `date`",
    FindingKind.NOT_A_CHOICE: "cells of kind `choice`",
    FindingKind.OUT_OF_RANGE: "cells of kind `count` and `number` with bounds",
    FindingKind.AMBIGUOUS_NUMBER: "cells of kind `count` and `number`",
    FindingKind.REQUIRED_MISSING: "required cells of fields, and of rows in use elsewhere",
    FindingKind.TEXT_CLEANED: "cells of kind `text` and `long_text`",
    FindingKind.LEGACY_TEXT: "cells of kind `text` and `long_text`",
    FindingKind.LEGACY_DOUBTFUL: "cells of kind `text` and `long_text`",
    FindingKind.SHOWN_AS_PERCENT: "cells of kind `number` in rows measured in %",
    FindingKind.PERCENT_UNASKED: "cells of kind `count` and `number` elsewhere",
    FindingKind.BLANK_DECLARATION_UNCLEAR: "partly filled blocks that ask what blanks mean",
    FindingKind.SUPERSEDED: "a unit's submissions before the one that counts",
    FindingKind.WORSE_THAN_KEPT: "a unit's submissions after the one that counts",
    FindingKind.EXCLUDED: "a unit's submissions that a person excluded",
    FindingKind.NOT_CHOSEN: "a unit's submissions when a person chose another",
    FindingKind.PERSON_IN_TWO_UNITS: "`unit.named_awards.name`, across units",
    FindingKind.DECISION_NAMES_PERSON_TWICE: "`unit.named_awards.name`, across units",
    FindingKind.DECISION_DATES_DIFFER: "`unit.named_awards.decision_date`, across units",
    FindingKind.COLLECTIVE_IN_TWO_UNITS: "`unit.named_awards.name`, across units",
    FindingKind.LAST_YEAR_DIFFERS: "cells prefilled from last year's campaign",
    FindingKind.FAR_FROM_OTHERS: "totals of a unit, against those of all units",
    FindingKind.DOCUMENT_OF_THE_HEAD: "`unit.documents.number`, against the head's workbook",
}


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """One line of the page.

    Attributes:
        expression: What a rule demands; "" for what reading itself finds.
        where: Where it applies, in Markdown.
    """

    code: str
    severity: Severity
    message: str
    advice: str
    where: str
    expression: str = ""
    basis: str = ""
    example: str = ""


def finding_entries(forms: Iterable[FormSpec]) -> tuple[FindingEntry, ...]:
    """Every finding there is, by code; a code with two meanings appears twice.

    The same rule in two forms, word for word, is one entry with both places.
    """
    places: dict[FindingEntry, list[str]] = {}
    examples: dict[FindingEntry, str] = {}
    for entry in (*(_of_kind(kind) for kind in FindingKind), *_of_rules(forms)):
        said = replace(entry, where="", example="")
        places.setdefault(said, []).append(entry.where)
        examples.setdefault(said, entry.example)
    entries = (
        replace(said, where=", ".join(dict.fromkeys(where)), example=examples[said])
        for said, where in places.items()
    )
    return tuple(sorted(entries, key=lambda entry: entry.code))


def findings_page(forms: Sequence[FormSpec]) -> str:
    """Every finding code with its severity, wording, place and legal basis."""
    entries = finding_entries(forms)
    lines = [_introduction()]
    for prefix, title in _FAMILIES.items():
        family = (_cells(entry) for entry in entries if entry.code.startswith(prefix))
        lines += [f"## {title}\n", *markdown_table(_HEADINGS, family)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _introduction() -> str:
    refused, aside = (" or ".join(map(code, sorted(codes))) for codes in (REFUSALS, NOT_OURS))
    labels = ", ".join(f"`{severity.value}` ({severity.label})" for severity in Severity)
    return f"""\
# Findings

{GENERATED}

What can be found in a returned workbook: the place, what is wrong, what to do. Codes are stable
and never mean anything else. Severities: {labels}.
With an error `thidua` ends with exit code 1; a value that cannot be read is absent, never 0.

A file with {refused} is refused; one with {aside} is set aside
until a person decides.

A word in braces is replaced by what was found, `{{hint}}` by the hint of the column
([form.md](form.md)). A finding with an expression under *must hold* is a rule of a form, checked
on every row (in a fields block once); what is not reported cannot break a rule.
"""


def _of_kind(kind: FindingKind) -> FindingEntry:
    example = kind.message.format(**_SAMPLES | _OWN_SAMPLES.get(kind, {}))
    place = _PLACES[kind]
    return FindingEntry(kind.code, kind.severity, kind.message, kind.advice, place, example=example)


def _of_rules(forms: Iterable[FormSpec]) -> Iterator[FindingEntry]:
    for form in forms:
        for _, block in form.blocks:
            for rule in block.rules:
                yield FindingEntry(
                    rule.code,
                    rule.severity,
                    rule.message,
                    rule.advice,
                    code(f"{form.id}.{block.key}"),
                    rule.expression,
                    rule.basis,
                    f"{_first_line(block)}: {rule.message}",
                )


def _first_line(block: Block) -> str:
    """How a finding names its line: a fixed row by its label, a record by its number."""
    return block.rows[0].label if block.rows else f"{block.title}, dòng 1"


def _cells(entry: FindingEntry) -> tuple[str, ...]:
    return (
        code(entry.code),
        entry.severity.value,
        plain(entry.message),
        plain(entry.example),
        plain(entry.advice),
        code(entry.expression),
        entry.where,
        plain(entry.basis) or NONE,
    )
