"""What real units published, entered through the form, printed as it is, and nothing invented.

The counts below are those published by the units (source beside each); all else about these
units is unknown and stays blank in their forms.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.domain.campaign import Period, PeriodKind
from pipeline.files.templates.settings import load_catalogue, load_movements
from pipeline.jobs.campaigns import Values
from pipeline.jobs.new_campaign import write_campaign
from pipeline.steps.settings.campaign_values import starting_values
from tests.jobs.by_hand import (
    REPORTS,
    fields,
    fill,
    form_of,
    recount,
    saved_by_office,
    thidua,
)
from tests.oracle.expect import Number, spoken
from tests.oracle.explain import differences
from tests.oracle.printed import PrintedTable, excel_tables, word_tables, word_text

UNIT, SILENT = "DV", "CN"
SILENT_NAME = "Đơn vị chưa nộp"
COLLECTIVE, INDIVIDUAL, HOUSEHOLD = (
    "awards_collective",
    "awards_individual",
    "awards_household",
)


@dataclass(frozen=True)
class Published:
    """One unit's published counts.

    Attributes:
        counts: Name in the publication → where it is entered (block, row, column) and the count.
        local: Awards that the law's catalogue has no code for: code, name, honoree, group, level.
        told: Answers in words: narrative topic → text.
        left_out: What was published but has no place in the form, and why.
    """

    name: str
    year: int
    source: str
    counts: Mapping[str, tuple[str, str, str, int]]
    kind: PeriodKind = PeriodKind.YEAR
    local: Sequence[tuple[str, str, str, str, str]] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        return Period.of(self.kind, self.year)


NO_HONOREE = (
    "không rõ là tập thể hay cá nhân: ghi vào ô nào cũng là bịa; đã ghi bằng lời ở phần thuyết minh"
)

HUU_LUNG = Published(
    name="Huyện Hữu Lũng",
    year=2017,
    source="http://www.langson.gov.vn/huulung/node/3267",
    counts={
        "TTLDTT": (COLLECTIVE, "TTLDTT", "decided", 124),
        "LDTT": (INDIVIDUAL, "LDTT", "decided", 2417),
        "khen_thuong_xuyen_tap_the": (COLLECTIVE, "GK-TX", "decided", 70),
        "khen_thuong_xuyen_ca_nhan": (INDIVIDUAL, "GK-TX", "decided", 210),
        "khen_chuyen_de_tap_the": (COLLECTIVE, "GK-CD", "decided", 82),
        "khen_chuyen_de_ca_nhan": (INDIVIDUAL, "GK-CD", "decided", 132),
        "khen_dot_xuat_tap_the": (COLLECTIVE, "GK-DX", "decided", 2),
        "HCDL3_gia_dinh": (HOUSEHOLD, "HCDL3", "decided", 6),
    },
    local=(
        ("GK-TX", "Khen thường xuyên của huyện", "Tập thể và cá nhân", "commendation", "district"),
        ("GK-CD", "Khen chuyên đề của huyện", "Tập thể và cá nhân", "commendation", "district"),
        ("GK-DX", "Khen đột xuất của huyện", "Tập thể và cá nhân", "commendation", "district"),
    ),
    told={"achievements": "Đạt và vượt 22/27 chỉ tiêu; 7/8 cụm thi đua của huyện thực hiện tốt."},
    left_out={
        "22/27 chỉ tiêu": "từng chỉ tiêu không được công bố; ghi bằng lời",
        "7/8 cụm thi đua": "biểu mẫu không hỏi số cụm của huyện; ghi bằng lời",
    },
)
BAC_NINH = Published(
    name="Tỉnh Bắc Ninh",
    year=2022,
    source="https://bacninh.dangcongsan.vn/tin-nong/12-tap-the-duoc-de-nghi-tang-co-thi-dua-cua-"
    "chinh-phu-600663.html",
    counts={
        "CTDCP_de_nghi_tt": (COLLECTIVE, "CTDCP", "proposed", 12),
        "CTDT_tt": (COLLECTIVE, "CTDT", "decided", 54),
        "TTLDXS_tt": (COLLECTIVE, "TTLDXS", "decided", 280),
        "CSTDT_cn": (INDIVIDUAL, "CSTDT", "decided", 60),
        "BK_tt": (COLLECTIVE, "BKUB", "decided", 202),
        "BK_cn": (INDIVIDUAL, "BKUB", "decided", 441),
    },
)
TU_KY = Published(
    name="Huyện Tứ Kỳ",
    year=2020,
    source="http://m.baohaiduong.vn/thoi-su/tu-ky-bieu-duong-108-tap-the-ca-nhan-dien-hinh-tien-"
    "tien-141201",
    counts={
        "CSTDTQ": (INDIVIDUAL, "CSTDTQ", "decided", 1),
        "BKTTG_cn": (INDIVIDUAL, "BKTTG", "decided", 1),
        "TTLDXS_luot": (COLLECTIVE, "TTLDXS", "decided", 72),
        "BKCT_cn_luot": (INDIVIDUAL, "BKUB", "decided", 95),
        "CSTDT": (INDIVIDUAL, "CSTDT", "decided", 13),
        "khen_thuong_tt": (COLLECTIVE, "DHTT", "decided", 11),
        "khen_thuong_cn": (INDIVIDUAL, "DHTT", "decided", 21),
    },
    local=(
        (
            "DHTT",
            "Khen thưởng điển hình tiên tiến của huyện",
            "Tập thể và cá nhân",
            "commendation",
            "district",
        ),
    ),
    told={"models": "Biểu dương 21 tập thể và 55 cá nhân điển hình tiên tiến 2015 - 2020."},
    left_out={
        "bieu_duong_tt": "biểu dương không phải là khen thưởng có quyết định; ghi bằng lời",
        "bieu_duong_cn": "như trên",
    },
)
HOI_AN = Published(
    name="Thành phố Hội An",
    year=2015,
    source="https://hoianrt.vn/tin-tuc/chinh-tri/tong-ket-phong-trao-thi-dua-nam-2015.html",
    counts={
        "CTD_xs_don_vi": (COLLECTIVE, "CTDXS", "decided", 8),
        "TTLDTT": (COLLECTIVE, "TTLDTT", "decided", 47),
        "CSTDCS": (INDIVIDUAL, "CSTDCS", "decided", 378),
        "de_nghi_TTLDXS_DVQT": (COLLECTIVE, "TTXSQT", "proposed", 26),
        "de_nghi_CSTDT": (INDIVIDUAL, "CSTDT", "proposed", 18),
        "de_nghi_CTD": (COLLECTIVE, "CTDT", "proposed", 1),
    },
    local=(
        ("CTDXS", "Cờ thi đua xuất sắc của thành phố", "Tập thể", "title", "district"),
        ("TTXSQT", "TTLĐXS và Đơn vị quyết thắng", "Tập thể", "title", "province"),
    ),
    told={
        "discovering": "Đề nghị tặng 7 Bằng khen, 2 Huân chương Lao động, 1 Bằng khen Thủ tướng."
    },
    left_out=dict.fromkeys(("de_nghi_BK", "de_nghi_HCLD", "de_nghi_BKTTG"), NO_HONOREE),
)
BAC_KAN = Published(
    name="Ngành Giáo dục và Đào tạo tỉnh Bắc Kạn",
    year=2021,
    kind=PeriodKind.SCHOOL_YEAR,
    source="https://backan.gov.vn/pages/hoi-dong-thi-dua--khen-thuong-tinh-hop-xet-cac-dan-f282.aspx",
    counts={
        "de_nghi_BKTTG_cn": (INDIVIDUAL, "BKTTG", "proposed", 1),
        "de_nghi_CTDCP_tt": (COLLECTIVE, "CTDCP", "proposed", 4),
        "CTDT_tt": (COLLECTIVE, "CTDT", "decided", 23),
        "BKCT_tt_dan_dau": (COLLECTIVE, "BKDD", "decided", 46),
        "BKCT_tt_2nam": (COLLECTIVE, "BK2N", "decided", 19),
    },
    local=(
        ("BKDD", "Bằng khen tập thể dẫn đầu phong trào", "Tập thể", "commendation", "province"),
        ("BK2N", "Bằng khen hai năm xuất sắc", "Tập thể", "commendation", "province"),
    ),
)
ALL = {
    "huu-lung": HUU_LUNG,
    "bac-ninh": BAC_NINH,
    "tu-ky": TU_KY,
    "hoi-an": HOI_AN,
    "bac-kan": BAC_KAN,
}


@dataclass(frozen=True)
class Printed:
    published: Published
    folder: Path

    @property
    def reports(self) -> tuple[Path, ...]:
        return tuple(self.folder / "reports" / name for name in REPORTS)

    @property
    def tables(self) -> list[PrintedTable]:
        book = self.folder / "reports" / "phu-luc.xlsx"
        return [*excel_tables(book), *(t for path in self.reports for t in word_tables(path))]


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every published unit's campaign, returned (by LibreOffice where there is one)."""
    root = tmp_path_factory.mktemp("published")
    folders = {key: campaign(root / key, published) for key, published in ALL.items()}
    filled = {key: returned(root, key, ALL[key], folder) for key, folder in folders.items()}
    if shutil.which("soffice"):
        saved = saved_by_office(list(filled.values()), root / "office")
        filled = dict(zip(filled, saved, strict=True))
    for key, path in filled.items():
        shutil.copy(path, folders[key] / "inbox" / path.name)
        thidua("consolidate", "--campaign", folders[key], code=1)
    return folders


@pytest.fixture(scope="module", params=ALL)
def printed(request: pytest.FixtureRequest, campaigns: dict[str, Path]) -> Printed:
    return Printed(ALL[request.param], campaigns[request.param])


def test_every_published_count_is_printed_in_its_unit_s_row(printed: Printed) -> None:
    awards = {(award.code, award.block): award for award in recount(printed.folder).awards}
    for name, (block, row, column, count) in printed.published.counts.items():
        short = awards[row, block].short
        words = "đã có quyết định" if column == "decided" else "đề nghị"
        tables = [
            t
            for t in printed.tables
            if t.title.startswith("Danh hiệu thi đua") and words in t.title
        ]
        assert {count} == set(cells_below(tables, short, block)), name
        places = {t.place.split(",")[0].split(":")[0] for t in holding(tables, short, block)}
        assert places == {"phu-luc.xlsx", *REPORTS}, name


def test_nothing_else_is_printed_about_the_unit_than_what_follows(printed: Printed) -> None:
    # Sums of the published counts; every cell is counted again, all others are dashes.
    period = printed.published.period
    tables = printed.tables
    found = differences(recount(printed.folder), tables, period.label, period.previous.label)
    assert found == []


def test_the_unknown_is_a_dash_and_never_0(printed: Printed) -> None:
    for table in printed.tables:
        if table.title.startswith("Tình trạng nộp"):
            continue
        for row in table.rows:
            shown = {str(cell) for cell in row}
            assert not any(cell in ("0", "0%", Decimal(0)) for cell in row), (table.place, row)
            if SILENT_NAME in shown:
                others = {str(c) for c in row[2 if table.columns[0] == ("", "STT") else 1 :]}
                assert others <= {"—", ""}, (table.place, row)
    for path in printed.reports:
        text = word_text(path)
        assert "0%" not in text
        assert "1/2 đơn vị" in text.replace("01/02", "1/2")
        assert "Chưa có bài nộp của 01 đơn vị: Đơn vị chưa nộp" in text


def test_the_sentences_name_the_counts_decided(printed: Printed) -> None:
    names = {(a.code, a.block): a.name for a in recount(printed.folder).awards}
    kinds = {COLLECTIVE: "tập thể", INDIVIDUAL: "cá nhân", HOUSEHOLD: "hộ gia đình"}
    for path in printed.reports:
        text = word_text(path)
        for block, row, column, count in printed.published.counts.values():
            said = prose(count)
            name = names[row, block]
            shared = sum(one == row for _, one, c, _ in printed.published.counts.values()) > 1
            if column == "decided" and not shared:
                assert f"{said} {name}" in text
            elif column == "decided":
                assert f"{said} {kinds[block]}" in text.split(name, 1)[1][:60]
        for told in printed.published.told.values():
            assert told in text


def test_what_has_no_place_in_the_form_is_accounted_for(printed: Printed) -> None:
    assert all(printed.published.left_out.values())
    assert not set(printed.published.left_out) & set(printed.published.counts)
    assert printed.published.source.startswith("http")


def campaign(folder: Path, published: Published) -> Path:
    """A cluster of that unit and one that returns nothing."""
    period = published.period
    catalogue = load_catalogue(period)
    values: Values = dict(
        starting_values(
            campaign_id=folder.name,
            year=published.year,
            catalogue=catalogue,
            movements=load_movements(period),
        )
    )
    asked = {row for _, row, _, _ in published.counts.values()}
    values |= {("awards", a.code, "asked"): "yes" for a in catalogue.awards if a.code in asked}
    settings = {
        "kind": "cluster",
        "name": "Cụm thi đua số liệu thật",
        "province": "tỉnh Lạng Sơn",
        "council": "Hội đồng Thi đua - Khen thưởng tỉnh",
        "place": "Lạng Sơn",
        "period_kind": published.kind.value,
        "head": UNIT,
    }
    values |= {("cluster", key, "value"): value for key, value in settings.items()}
    units = ((UNIT, published.name), (SILENT, SILENT_NAME))
    lines = [{"code": code, "name": name} for code, name in units]
    keys = ("code", "name", "honoree", "group", "level")
    kinds = {"Tập thể": "collective", "Tập thể và cá nhân": "collective+individual"}
    local = [dict(zip(keys, one, strict=True)) for one in published.local]
    local = [{**one, "honoree": kinds[one["honoree"]]} for one in local]
    for block, rows in (("units", lines), ("local_awards", local)):
        values |= {
            (block, str(n), key): value
            for n, line in enumerate(rows, 1)
            for key, value in line.items()
        }
    write_campaign(folder, period, values, today=date(published.year, 12, 1))
    thidua("distribute", "--campaign", folder)
    return folder


def returned(root: Path, key: str, published: Published, folder: Path) -> Path:
    """The unit's form with what was published, and nothing else."""
    answers = {(b, row, column): count for b, row, column, count in published.counts.values()}
    texts = fields("narrative", published.told)
    return fill(form_of(folder, UNIT), root / "filled" / f"{key}.xlsx", {**answers, **texts})


def holding(tables: Sequence[PrintedTable], short: str, block: str) -> list[PrintedTable]:
    """The tables with a column of that award, for that kind of honoree."""
    words = {COLLECTIVE: "tập thể", INDIVIDUAL: "cá nhân", HOUSEHOLD: "hộ gia đình"}
    return [
        t
        for t in tables
        if words[block] in t.title
        and any(is_of(label, short, words[block]) for _, label in t.columns)
    ]


def is_of(label: str, short: str, word: str) -> bool:
    return label in (short, f"{short} ({word})")


def cells_below(tables: Sequence[PrintedTable], short: str, block: str) -> Iterator[int]:
    """What stands in the unit's row, and in the total's, below that award."""
    words = {COLLECTIVE: "tập thể", INDIVIDUAL: "cá nhân", HOUSEHOLD: "hộ gia đình"}
    for table in holding(tables, short, block):
        at = [is_of(label, short, words[block]) for _, label in table.columns].index(True)
        for row in table.rows:
            if str(row[1]) != SILENT_NAME:
                cell = row[at]
                yield int(cell if isinstance(cell, Decimal) else cell.replace(".", ""))


def prose(count: int) -> str:
    return f"{count:02}" if count < 10 else spoken(Number(Decimal(count)))
