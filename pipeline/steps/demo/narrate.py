"""Put narrative answers together from sentences, so that no two units write the same."""

from __future__ import annotations

from itertools import combinations
from random import Random

from pipeline.steps.demo.asked import Answers, Asked
from pipeline.steps.demo.texts_head import HEAD
from pipeline.steps.demo.texts_unit_results import ANY_TOPIC, RESULTS
from pipeline.steps.demo.texts_unit_work import WORK
from pipeline.steps.demo.unit_year import UnitYear

_UNIT = {**WORK, **RESULTS}
_ALWAYS = "functions"
_ANSWERED = 0.85
"""Share of the topics that a unit writes about."""


def narrative(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """A unit's answers; a few topics are left blank."""
    answers: Answers = {}
    for index, topic in enumerate(asked.rows):
        told = topic == _ALWAYS or rng.random() < _ANSWERED
        openings, details = (_lines(text) for text in _UNIT.get(topic, ANY_TOPIC))
        turn = year.story.turn(index)
        pairs = list(combinations(details, 2))
        # 7 and 15 pairs have no common factor, so the pairs come round in a new order.
        sentences = [openings[turn % len(openings)], *pairs[turn * 7 % len(pairs)]]
        text = " ".join(sentences).format_map(year.words)
        answers[topic, "value"] = text[0].upper() + text[1:] if told else None
    return answers


def head_narrative(asked: Asked, year: UnitYear, _: Random) -> Answers:
    """The head's answers about the cluster as a whole; topics not known here stay blank."""
    return {
        (topic, "value"): " ".join(_lines(HEAD[topic])).format_map(year.words)
        if topic in HEAD
        else None
        for topic in asked.rows
    }


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()
