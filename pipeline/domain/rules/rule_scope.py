"""Where a rule is checked: which rules a tailored form can ask, and on which rows.

Both who evaluates a rule and who compiles it to a formula ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.domain.form import Block, FormSpec
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.expression import CellAt, Count, Total
from pipeline.domain.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class RuleScope:
    """The blocks of a form by key, to tell which rules it can ask."""

    form: FormSpec
    blocks: Mapping[str, Block]

    @classmethod
    def of(cls, form: FormSpec) -> RuleScope:
        """The scope of a form tailored to a campaign."""
        return cls(form, {block.key: block for _, block in form.blocks})

    def asks(self, rule: Rule, block: Block) -> bool:
        """Whether all that the rule speaks of is in the form.

        A campaign does not ask about every award, target or criterion: a rule about what is not
        asked does not apply.
        """
        has_rows = not rule.rows or bool(self.rows(rule, block))
        places = compile_rule(rule.expression).elsewhere
        return has_rows and all(self._has(place, block) for place in places)

    def rows(self, rule: Rule, block: Block) -> tuple[str, ...]:
        """Keys of the fixed rows of its block that a rule over rows is checked on."""
        keys = tuple(row.key for row in block.rows)
        if not rule.rows:
            return keys
        chosen = {choice.code for choice in self.form.lists.get(rule.rows, ())}
        return tuple(key for key in keys if key in chosen)

    def total_rows(self, total: Total, block: Block) -> tuple[str, ...]:
        """Keys of the rows that a total of a grid adds up."""
        source = self.blocks[total.block] if total.block else block
        return tuple(x.key for x in source.rows if not total.rows or x.key in total.rows)

    def _has(self, place: CellAt | Total | Count, block: Block) -> bool:
        match place:
            case CellAt(block=key, row=row):
                return key in self.blocks and any(x.key == row for x in self.blocks[key].rows)
            case Total(block=key):
                known = not key or key in self.blocks
                return known and (not place.rows or bool(self.total_rows(place, block)))
            case Count(block=key):
                return key in self.blocks
