"""Answer the head's workbook: scores and nominations, the cluster's documents and movements."""

from __future__ import annotations

from random import Random

from pipeline.steps.demo.asked import Answer, Answers, Asked
from pipeline.steps.demo.chance import days
from pipeline.steps.demo.texts_head import CLUSTER_DOCUMENTS, CLUSTER_MOVEMENTS, CLUSTER_RESULTS
from pipeline.steps.demo.texts_lists import SCORE_NOTES
from pipeline.steps.demo.unit_year import UnitYear

_FULL_MARKS = 97
"""Of 100: what the head gives a perfect unit, a little less than units give themselves."""

_DISQUALIFIED = 0.5
_BONUSES, _PENALTIES = 0.15, 0.12


def scores(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Scores after appraisal; at most one unit is left out, the best are nominated."""
    answers: Answers = {}
    points: dict[str, float] = {}
    out = rng.choice(list(asked.rows)) if rng.random() < _DISQUALIFIED else ""
    for row in asked.rows:
        quality = year.story.standings.get(row, 0.9)
        score = int(quality * _FULL_MARKS * 2) / 2
        bonus = rng.choice((0.5, 1.0, 2.0)) if rng.random() < _BONUSES and row != out else None
        penalty = rng.choice((0.5, 1.0)) if rng.random() < _PENALTIES and not bonus else None
        points[row] = score + (bonus or 0) - (penalty or 0)
        answers |= {(row, "score"): score, (row, "bonus"): bonus, (row, "penalty"): penalty}
        answers[row, "disqualified"] = asked.label("disqualified", "yes" if row == out else "no")
        reason = "disqualified" if row == out else "bonus" if bonus else "penalty" * bool(penalty)
        answers[row, "note"] = SCORE_NOTES.get(reason)
    points.pop(out, None)
    return answers | _nominations(asked, points, year)


def _nominations(asked: Asked, points: dict[str, float], year: UnitYear) -> Answers:
    """Of each cluster the best for the flag, the next for the certificate, within the quota."""
    codes: dict[str, str] = {}
    for group in year.story.groups or (tuple(points),):
        able = [row for row in group if row in points]
        ranked = sorted(able, key=lambda row: -points[row])[: year.story.quota]
        codes |= {row: "flag" if place == 0 else "certificate" for place, row in enumerate(ranked)}
    return {
        (row, "nomination"): asked.label("nomination", codes.get(row, "none")) for row in asked.rows
    }


def cluster_documents(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Documents of the cluster, of the types the form offers."""
    story = year.story
    known = [one for one in CLUSTER_DOCUMENTS if asked.label("type", one[0])]
    dates = days(rng, story.first.replace(month=2), story.last, len(known))
    answers: Answers = {}
    for row, ((kind, number, subject), day) in enumerate(zip(known, dates, strict=True), 1):
        line: dict[str, Answer | None] = {
            "number": number,
            "date": day,
            "type": asked.label("type", kind),
            "issuer_level": asked.label("issuer_level", "authority"),
            "issuer": story.group,
            "subject": subject.format_map(year.words),
        }
        answers |= {(str(row), column): value for column, value in line.items()}
    return answers


def cluster_launched(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Movements the cluster itself launched."""
    story, answers = year.story, Answers()
    lines = zip(CLUSTER_MOVEMENTS, CLUSTER_RESULTS, strict=True)
    for row, ((name, kind), result) in enumerate(lines, 1):
        line: dict[str, Answer | None] = {
            "name": name.format_map(year.words),
            "kind": asked.label("kind", kind),
            "start": days(rng, story.first.replace(month=2), story.first.replace(month=4), 1)[0],
            "end": story.last,
            "collectives": rng.randint(1, 4),
            "individuals": rng.randint(2, 9),
            "result": result,
        }
        answers |= {(str(row), column): value for column, value in line.items()}
    return answers
