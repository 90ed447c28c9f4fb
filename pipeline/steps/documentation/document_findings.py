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
from pipeline.steps.documentation.finding_samples import OWN_SAMPLES, PLACES, SAMPLES

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
    example = kind.message.format(**SAMPLES | OWN_SAMPLES.get(kind, {}))
    place = PLACES[kind]
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
