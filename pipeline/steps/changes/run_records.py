"""A run as plain data (JSON) and back; keys once written stay readable.

To remember more of a run, add a field to ``RunRecord`` and its key here, with what its absence
means in the records of earlier runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pipeline.domain.document import Document, Paragraph, Part, Table, figures_in
from pipeline.domain.figures import figure_code
from pipeline.domain.runs import Block, CountedFile, RunInputs, RunRecord, WrittenDocument

SCHEMA = 1
SHOWN = 400
"""Characters of a paragraph that are kept."""

_compact = json.JSONEncoder(ensure_ascii=False).encode


def blocks_of(name: str, document: Document) -> Iterator[Block]:
    """The blocks of a report that print a figure, in reading order."""
    for section in document.sections:
        yield from _blocks(name, section.heading, section.parts)
    for appendix in document.appendices:
        yield from _blocks(name, appendix.title, appendix.tables)
    yield from _blocks(name, "", document.completeness)


def sheets_of(name: str, tables: Iterable[Table]) -> Iterator[Block]:
    """The same for the sheets of the appendix workbook."""
    for table in tables:
        yield from _blocks(name, table.sheet, (table,))


def _blocks(name: str, heading: str, parts: Iterable[Part]) -> Iterator[Block]:
    for part in parts:
        codes = tuple(dict.fromkeys(figure_code(figure.id) for figure in figures_in(part)))
        if codes:
            is_table = isinstance(part, Table)
            text = _shortened(part.text) if isinstance(part, Paragraph) else part.title
            yield Block(name, part.id, heading, text, is_table, codes)


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def record_json(record: RunRecord) -> str:
    """A run as JSON: a line a block and a line a figure."""
    return "".join(record_lines(record))


def record_lines(record: RunRecord) -> Iterator[str]:
    """The same line by line, for a file: they come by ten thousands."""
    head = {"schema": SCHEMA, "run": record.run}
    inputs = {"inputs": inputs_payload(record.inputs)} if record.inputs else {}
    documents = {
        name: {"run": one.run, "sha256": one.digest, "memory": one.memory}
        for name, one in record.documents.items()
    }
    opening = _compact({**head, **inputs, "documents": documents}).removesuffix("}")
    yield f'{opening}, "blocks": [\n'
    yield from _parted(_compact(_block_payload(block)) for block in record.blocks)
    yield '\n], "figures": {\n'
    figures = record.figures.items()
    yield from _parted(f"{_compact(name)}: {_compact(one)}" for name, one in figures)
    yield "\n}}\n"


def _parted(lines: Iterable[str]) -> Iterator[str]:
    between = ""
    for line in lines:
        yield between + line
        between = ",\n"


def record_from(text: str) -> RunRecord:
    """The run of a JSON text; one written before inputs were recorded has none.

    Raises:
        ValueError: It is no JSON, or lacks what every record has.
    """
    stored = json.loads(text)
    try:
        return RunRecord(
            run=str(stored["run"]),
            figures=stored["figures"],
            inputs=inputs_from(stored["inputs"]) if "inputs" in stored else None,
            documents={
                name: WrittenDocument(one["run"], one["sha256"], one.get("memory", ""))
                for name, one in stored.get("documents", {}).items()
            },
            blocks=tuple(_block_from(one) for one in stored.get("blocks", ())),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"not the record of a run: {problem}") from problem


def inputs_payload(inputs: RunInputs) -> dict[str, Any]:
    """What a run was made from, as JSON; the ledger keeps it too."""
    return {
        "asked": inputs.asked,
        "settings": inputs.settings,
        "counted": {
            unit: {
                "sha256": file.digest,
                "file": file.name,
                "received": file.received.isoformat(),
                "chosen": file.chosen.isoformat() if file.chosen else None,
            }
            for unit, file in inputs.counted.items()
        },
    }


def inputs_from(payload: Mapping[str, Any]) -> RunInputs:
    """The inputs of a payload."""
    return RunInputs(
        payload["asked"],
        {unit: _file_from(one) for unit, one in payload["counted"].items()},
        payload["settings"],
    )


def _file_from(payload: Mapping[str, Any]) -> CountedFile:
    chosen = datetime.fromisoformat(payload["chosen"]) if payload["chosen"] else None
    received = datetime.fromisoformat(payload["received"])
    return CountedFile(payload["sha256"], payload["file"], received, chosen)


def _block_payload(block: Block) -> list[Any]:
    return [block.document, block.id, block.heading, block.text, block.is_table, block.codes]


def _block_from(payload: list[Any]) -> Block:
    document, name, heading, text, is_table, codes = payload
    return Block(document, name, heading, text, is_table, tuple(codes))
