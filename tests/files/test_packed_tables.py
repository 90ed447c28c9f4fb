from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.submission import Cell, Table
from pipeline.files.cache import packed_tables
from pipeline.files.cache.columns import DamagedError, unzipped, zipped
from pipeline.files.cache.packed_tables import PackedTables, pack_table, unpack_table

TEXT = st.text(max_size=6)  # also halves of characters, which no encoding of Unicode holds
NUMBERS = st.integers() | st.sampled_from([0, 1, 5, 2**53 + 1])
VALUES = st.none() | NUMBERS | st.decimals(allow_nan=False) | TEXT | st.dates()
RAWS = (
    VALUES.filter(lambda value: not isinstance(value, Decimal))
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.datetimes().map(lambda moment: moment.replace(fold=0))
    | st.times().map(lambda moment: moment.replace(fold=0))
    | st.timedeltas()
)


def follows(value: Any) -> Any:
    """What a reader found where it understood a value."""
    is_exact = isinstance(value, int | Decimal) and abs(float(value)) < 2**53
    return float(value) if is_exact else value


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows = draw(st.integers(0, 5))
    keys = draw(st.lists(TEXT, max_size=3, unique=True))
    values = {key: tuple(draw(VALUES) for _ in range(rows)) for key in keys}
    raws: dict[str, tuple[Any, ...]] = {
        key: tuple(draw(RAWS | st.just(follows(value))) for value in values[key]) for key in keys
    }
    cell = st.builds(Cell, TEXT, TEXT, VALUES, RAWS, st.booleans())
    return Table(
        "block",
        draw(TEXT),
        tuple(draw(st.just(str(row + 1)) | TEXT) for row in range(rows)),
        tuple(draw(st.just(row + 7) | st.integers(1, 99)) for row in range(rows)),
        {key: draw(TEXT) for key in keys},
        values,
        raws,
        frozenset(draw(st.lists(TEXT, max_size=3))),
        draw(st.none() | cell),
    )


def exactly(table: Table) -> object:
    """Everything in it with its type and sign; 1, 1.0 and True are equal and not the same."""
    columns = [
        [(key, [(type(one), repr(one)) for one in column]) for key, column in part.items()]
        for part in (table.values, table.raws)
    ]
    return (columns, table.row_keys, table.row_numbers, table.letters, repr(table.declaration))


@given(table=tables())
def test_a_table_comes_back_exactly(table: Table) -> None:
    back = unpack_table("block", pack_table(table))
    assert back == table
    assert exactly(back) == exactly(table)


def a_table(values: tuple[Any, ...] = (1, None), raws: tuple[Any, ...] = (1.0, None)) -> Table:
    rows = len(values)
    keys, numbers = tuple(map(str, range(1, rows + 1))), tuple(range(9, 9 + rows))
    return Table("b", "S", keys, numbers, {"c": "D"}, {"c": values}, {"c": raws})


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        (0, -0.0),
        (0, 0.0),
        (0, False),
        (1, True),
        (2**53 + 1, float(2**53)),
        (Decimal("0.10"), 0.1),
        (date(2025, 1, 1), datetime.fromordinal(739252)),
        ("LDTT", "Lao động tiên tiến"),
        (None, "không rõ"),
        (None, timedelta(days=1, microseconds=1)),
        (None, time(23, 59, 59, 5)),
        (5, None),
    ],
)
def test_a_raw_value_comes_back_in_its_own_type(value: object, raw: object) -> None:
    table = a_table((value, value, None), (raw, raw, None))
    back = unpack_table("b", pack_table(table))
    assert exactly(back) == exactly(table)
    assert back.cell(1, "c") == table.cell(1, "c")


def test_choices_and_counts_take_hardly_more_than_their_codes() -> None:
    codes = tuple("AB"[row % 2] for row in range(400))
    labels = tuple({"A": "Giấy khen", "B": "Bằng khen"}[code] for code in codes)
    assert len(pack_table(a_table(codes, labels))) < len(pack_table(a_table(codes, codes))) + 60
    counts = tuple(range(400))
    floats = tuple(map(float, counts))
    assert len(pack_table(a_table(counts, floats))) < len(pack_table(a_table(counts, counts))) + 20


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no zlib",
        pack_table(a_table())[:-3],
        zipped(None),
        zipped([1, 2]),
        zipped(["S", 1, [9], {}, {"c": ["?", [1]]}, {"c": [0, []]}, [], None]),
        zipped(["S", 1, [9], {}, {"c": ["d", ["no day"]]}, {"c": [0, []]}, [], None]),
    ],
)
def test_what_is_no_packed_table_is_recognised(packed: bytes) -> None:
    with pytest.raises(DamagedError):
        unpack_table("b", packed)


def test_what_claims_to_be_huge_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.files.cache.columns.LARGEST", 1000)
    with pytest.raises(DamagedError):
        unzipped(zipped("a" * 2000))


def test_packed_tables_are_like_the_mapping_they_were_made_of() -> None:
    plain = {"b": a_table(), "other": replace(a_table((3,), (3.0,)), block="other")}
    packed = PackedTables.of(plain)
    assert packed == plain
    assert plain == packed
    assert list(packed) == ["b", "other"]
    assert "b" in packed
    assert packed.get("absent") is None
    assert PackedTables.of(packed) is packed
    assert pickle.loads(pickle.dumps(packed)) == plain


def test_tables_stay_unpacked_only_as_far_as_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unpacked: list[str] = []

    def unpack(block: str, packed: bytes) -> Table:
        unpacked.append(block)
        return unpack_table(block, packed)

    monkeypatch.setattr(packed_tables, "unpack_table", unpack)
    monkeypatch.setattr(packed_tables, "_SHELF", packed_tables._Shelf(10))
    tables = PackedTables.of({name: a_table() for name in "abcd"})  # four cells each
    for name in "aabbaacacd":
        assert tables[name].values == {"c": (1, None)}
    assert unpacked == ["a", "b", "c", "d"]
    assert tables["c"] is tables["c"]
    assert tables["d"].block == "d"
    assert unpacked == ["a", "b", "c", "d"]
    assert tables["a"].block == "a"
    assert unpacked[4:] == ["a"]
