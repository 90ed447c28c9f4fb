"""Rule expressions (biểu thức kiểm tra): text of a form definition → a tree that can be evaluated.

To allow more in rules, add a node to ``domain.expression`` and a case to ``domain.rule_syntax``;
the evaluator (``domain.evaluation``, ``steps.rule_values``), the type check
(``domain.rule_types``) and the formula compiler must then learn it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.domain.rules.expression import (
    CellAt,
    Condition,
    Count,
    CurrentRow,
    Name,
    Reference,
    Total,
    cells,
    references,
)
from pipeline.domain.rules.rule_syntax import parse_condition

LONGEST: Final = 500
"""Characters of an expression at most; a rule is one readable line."""


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule's expression as a tree; all parts are listed once, in the order first written.

    Attributes:
        condition: The tree; also the source of the rule's Excel formula.
        references: What must be known for a verdict.
        cells: The single cells it speaks of, whether looked at or valued.
        names: The keys it needs of the row being checked.
        elsewhere: What it says about other places: cells, sums, lists.
    """

    expression: str
    condition: Condition
    references: tuple[Reference, ...]
    cells: tuple[Name | CellAt, ...]
    names: tuple[str, ...]
    elsewhere: tuple[CellAt | Total | Count, ...]

    @property
    def is_per_row(self) -> bool:
        """Whether it speaks of the row being checked; if not, it is checked once a block."""
        return bool(self.names) or CurrentRow() in self.references


@lru_cache(maxsize=512)
def compile_rule(expression: str) -> CompiledRule:
    """Parse an expression once.

    Raises:
        ValueError: It holds anything but the allowed syntax; the text is Vietnamese.
    """
    if len(expression) > LONGEST:
        raise ValueError(f"Biểu thức “{expression[:60]}…” dài quá {LONGEST} ký tự.")
    try:
        condition = parse_condition(expression)
    except (SyntaxError, ValueError, RecursionError) as problem:
        detail = f" ({problem})" if type(problem) is ValueError else ""
        raise ValueError(f"Không hiểu biểu thức kiểm tra “{expression}”{detail}.") from problem
    spoken_of = tuple(dict.fromkeys(cells(condition)))
    needed = tuple(dict.fromkeys(references(condition)))
    places = dict.fromkeys((*spoken_of, *needed))
    return CompiledRule(
        expression,
        condition,
        references=needed,
        cells=spoken_of,
        names=tuple(cell.key for cell in spoken_of if isinstance(cell, Name)),
        elsewhere=tuple(x for x in places if isinstance(x, CellAt | Total | Count)),
    )
