"""The clusters of a made-up province: their names, and the units of each, one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BLOC_FROM = 3
"""From so many clusters on the last one is a bloc, as provinces have both."""

BLOC = "Khối thi đua các cơ quan, đơn vị trực thuộc tỉnh"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: its cluster, and its part in it as ``campaign.xlsx`` codes it."""

    cluster: str
    role: str = ""


def grouped(codes: Sequence[str], clusters: int) -> Mapping[str, Place]:
    """Spread units evenly over so many clusters; none with only one.

    >>> grouped(["A", "B", "C"], 2)["C"]
    Place(cluster='Cụm thi đua số 2', role='head')
    """
    if clusters < 2:
        return {}
    numbers = [index * clusters // len(codes) for index in range(len(codes))]
    places: dict[str, Place] = {}
    for index, (code, number) in enumerate(zip(codes, numbers, strict=True)):
        place = index - numbers.index(number)
        places[code] = Place(_name(number, clusters), {0: "head", 1: "deputy"}.get(place, ""))
    return places


def _name(number: int, clusters: int) -> str:
    is_bloc = clusters >= BLOC_FROM and number == clusters - 1
    return BLOC if is_bloc else f"Cụm thi đua số {number + 1}"
