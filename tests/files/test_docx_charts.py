from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from PIL import Image

from pipeline.domain.chart import Bar, Chart, ReferenceLine
from pipeline.domain.figures import Figure, Measure
from pipeline.files.word.chart_layout import MOST_HEIGHT, WIDTH, lay_out
from pipeline.files.word.chart_pictures import DPI, Picture, draw_chart
from pipeline.files.word.report_docx import write_report
from tests.files import report_samples as samples
from tests.files.report_samples import a_document, a_figure, control, texts

CLAUSE = "1.II.2.4.a"
LONG_NAME = "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng – Lạng Sơn và các khu công nghiệp tỉnh"


def a_stack(bars: int = 4, name: str = "Sở, ngành thứ") -> Chart:
    """Collectives and individuals of so many units, with totals."""
    return Chart(
        id="1.II.2.4.a/chart.awards_by_unit",
        title="Số lượt khen theo đơn vị",
        series=("Tập thể", "Cá nhân"),
        bars=tuple(
            Bar(f"{name} {n}", (a_figure(n), a_figure(n * 40)), a_figure(n * 41))
            for n in range(1, bars + 1)
        ),
        measure="lượt khen",
        mark="tổng số",
        stacked=True,
        notes=("Cách đọc.", "Chưa có số liệu: Sở Tư pháp."),
        number=2,
    )


def a_pair() -> Chart:
    """Last year and this year side by side."""
    change = a_figure(12, Measure.CHANGE)
    bars = tuple(Bar(f"Nhóm {n}", (a_figure(1200), a_figure(1212)), change) for n in (1, 2))
    return replace(a_stack(), id="pair", series=("Năm 2024", "Năm 2025"), bars=bars, stacked=False)


def a_share_chart(bars: int = 3) -> Chart:
    """Shares against a reference line."""
    shares = [
        Figure("s", "Tỷ lệ", Decimal("38.24"), Measure.PERCENT, parts=(a_figure(13), a_figure(34)))
    ] * bars
    return replace(
        a_stack(),
        id="share",
        series=("Tỷ lệ",),
        bars=tuple(Bar(f"Sở {n}", (share,)) for n, share in enumerate(shares)),
        measure="%",
        mark="",
        stacked=False,
        reference=ReferenceLine("Chung cả cụm", a_figure(Decimal(95), Measure.PERCENT)),
    )


KINDS = pytest.mark.parametrize("chart", [a_stack(), a_pair(), a_share_chart()], ids=str)


def written(tmp_path: Path, *charts: Chart) -> Path:
    outline = samples.the_outline()
    path = tmp_path / "bao-cao.docx"
    document = a_document(outline, *charts, at=CLAUSE)
    write_report(path, document, samples.the_template(), outline)
    return path


def image_of(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.png))


def test_a_chart_is_a_picture_in_its_content_control_with_caption_and_notes(
    tmp_path: Path,
) -> None:
    block = control(written(tmp_path, a_stack()), "1.II.2.4.a/chart.awards_by_unit")
    assert texts(block) == [
        "",
        "Biểu đồ 2. Số lượt khen theo đơn vị",
        "Cách đọc.",
        "Chưa có số liệu: Sở Tư pháp.",
    ]
    assert len(list(block.iter(qn("w:drawing")))) == 1


def test_who_cannot_see_the_picture_is_told_every_number(tmp_path: Path) -> None:
    chart = replace(a_stack(2), bars=(*a_stack(1).bars, Bar("A & “B” < C", (a_figure(None),) * 2)))
    (told,) = control(written(tmp_path, chart), chart.id).iter(qn("wp:docPr"))
    assert told.get("descr") == (
        "Biểu đồ thanh ngang, đơn vị tính: lượt khen. Sở, ngành thứ 1 (tập thể: 1, cá nhân: 40,"
        " tổng số: 41); A & “B” < C (tập thể: —, cá nhân: —)."
    )


def test_the_picture_named_in_the_text_lies_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, a_stack(), a_pair())
    with ZipFile(path) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    named = {blip.get(qn("r:embed")) for blip in samples.body_of(path).iter(qn("a:blip"))}
    assert len(named) == len(pictures) == 2
    assert all(re.search(rf'Id="{name}"', relations) for name in named)
    assert 'Extension="png"' in types


def test_pictures_are_told_apart_by_number(tmp_path: Path) -> None:
    path = written(tmp_path, a_stack(), replace(a_pair(), number=3))
    ids = [told.get("id") for told in samples.body_of(path).iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids) == 2


def test_a_picture_is_never_wider_than_the_text(tmp_path: Path) -> None:
    path = written(tmp_path, a_stack())
    section = samples.body_of(path).find(qn("w:sectPr"))
    margins, size = section.find(qn("w:pgMar")), section.find(qn("w:pgSz"))
    twips = int(size.get(qn("w:w"))) - sum(
        int(margins.get(qn(f"w:{side}"))) for side in ("left", "right")
    )
    (extent,) = samples.body_of(path).iter(qn("wp:extent"))
    assert int(extent.get("cx")) <= twips * 635


@KINDS
def test_the_same_figures_give_the_same_picture_byte_for_byte(chart: Chart) -> None:
    assert draw_chart(chart).png == draw_chart(chart).png


@KINDS
def test_a_picture_needs_no_colour_and_names_no_day_or_program(chart: Chart) -> None:
    image = image_of(draw_chart(chart))
    assert set(image.info) == {"dpi"}
    red, green, blue = image.convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_series_are_told_apart_by_how_dark_they_are() -> None:
    halves = tuple(Bar(f"Sở {n}", (a_figure(9), a_figure(9))) for n in (1, 2, 3))
    image = image_of(draw_chart(replace(a_stack(), bars=halves, mark=""))).convert("L")
    counts = image.histogram()
    paper, *areas = sorted(range(256), key=lambda level: -counts[level])[:3]
    assert paper == 255
    assert abs(areas[0] - areas[1]) > 100


def test_another_number_gives_another_picture() -> None:
    chart = a_stack()
    changed = replace(chart.bars[0], figures=(a_figure(2), a_figure(40)), mark=a_figure(42))
    other = replace(chart, bars=(changed, *chart.bars[1:]))
    assert draw_chart(other).png != draw_chart(chart).png


@pytest.mark.parametrize("bars", [2, 12, 30, 45])
@pytest.mark.parametrize("name", ["Sở", LONG_NAME])
def test_any_number_of_long_names_fits_on_a_page_and_stays_small(bars: int, name: str) -> None:
    chart = a_stack(bars, name)
    picture = draw_chart(chart)
    assert picture.width == WIDTH
    assert picture.height <= MOST_HEIGHT
    assert len(picture.png) < (60_000 if bars <= 30 else 80_000)


@KINDS
def test_nothing_is_cut_off_at_the_edges(chart: Chart) -> None:
    long = tuple(replace(bar, label=f"{bar.label} {LONG_NAME}") for bar in chart.bars)
    image = image_of(draw_chart(replace(chart, bars=long))).convert("L")
    for edge in (0, image.width - 1):
        assert image.crop((edge, 0, edge + 1, image.height)).getextrema() == (255, 255)


@pytest.mark.parametrize("bars", [2, 30])
def test_names_and_bars_keep_clear_of_one_another(bars: int) -> None:
    layout = lay_out(a_stack(bars, LONG_NAME))
    line = layout.density.size / 72
    middles = [row.middle for row in layout.rows]
    for above, below, row in zip(middles, middles[1:], layout.rows, strict=False):
        assert below - above > line * len(row.label.split("\n"))
    assert layout.left + layout.right < WIDTH - 1


def test_a_name_too_long_for_its_line_is_cut_where_there_are_many() -> None:
    few, many = lay_out(a_stack(2, LONG_NAME)), lay_out(a_stack(45, LONG_NAME))
    assert " ".join(few.rows[0].label.split()) == f"{LONG_NAME} 1"
    assert re.fullmatch(r"Ban Quản lý Khu kinh tế [^\n]*…", many.rows[0].label)


def test_every_bar_ends_in_its_numbers() -> None:
    assert lay_out(a_stack(1)).rows[0].ends == ("41 (1 + 40)",)
    assert lay_out(a_pair()).rows[0].ends == ("1.200", "1.212 (+12)")
    assert lay_out(a_share_chart()).rows[0].ends == ("38,24% (13/34)",)


@pytest.mark.parametrize("name", ["Sở $x^2$", "Đội 😀 xung kích", "a_b%\\frac{1}{2}", "\x07\n"])
def test_no_name_is_taken_for_a_formula_or_spoils_the_picture(name: str) -> None:
    assert image_of(draw_chart(a_stack(3, name))).size[0] == pytest.approx(WIDTH * DPI, abs=1)
