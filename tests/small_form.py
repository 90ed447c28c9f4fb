"""A form small enough to review as text, with every shape of block and every kind of value."""

from __future__ import annotations

from decimal import Decimal

from pipeline.domain.form import (
    VALUE,
    Block,
    Choice,
    Column,
    FormSpec,
    Row,
    Shape,
    Sheet,
    ValueKind,
)
from pipeline.domain.layout import Manifest

LISTS = {
    "yes_no": (Choice("yes", "Có"), Choice("no", "Không")),
    "blanks": (Choice("zero", "Không có (0)"), Choice("unknown", "Chưa có số liệu")),
    "unused": (Choice("x", "Không dùng"),),
}

FIELDS = Block(
    key="identity",
    title="1. Đơn vị báo cáo",
    shape=Shape.FIELDS,
    columns=(Column(VALUE, "Trả lời"),),
    rows=(
        Row(
            "name",
            "Tên đơn vị",
            column=Column(VALUE, "Tên đơn vị", hint="Ghi tên đầy đủ.", required=True),
        ),
        Row(
            "year",
            "Năm",
            column=Column(
                VALUE,
                "Năm",
                ValueKind.COUNT,
                hint="Ví dụ: 2025.",
                minimum=Decimal(2000),
                maximum=Decimal(2100),
            ),
        ),
    ),
)
GRID = Block(
    key="awards",
    title="2. Khen thưởng",
    shape=Shape.GRID,
    row_label="Danh hiệu",
    note="Đếm theo lượt.",
    blanks_declarable=True,
    columns=(
        Column("basis", "Căn cứ", fixed=True),
        Column("proposed", "Đề nghị", ValueKind.COUNT, group="Năm 2025", hint="Số lượt."),
        Column("decided", "Quyết định", ValueKind.COUNT, group="Năm 2025", hint="Số lượt."),
        Column("rate", "Tỷ lệ (%)", ValueKind.NUMBER, hint="Nhập số.", minimum=Decimal(0)),
        Column("official", "Chính thức", ValueKind.CHOICE, choices="yes_no", required=True),
    ),
    rows=(
        Row("LDTT", "Lao động tiên tiến", facts={"basis": "Điều 24"}),
        Row("BKUB", "Bằng khen của Chủ tịch UBND tỉnh", facts={"basis": "Điều 74"}),
    ),
)
RECORDS = Block(
    key="documents",
    title="Danh mục văn bản",
    shape=Shape.RECORDS,
    row_label="STT",
    capacity=3,
    limit=40,
    columns=(
        Column("number", "Số, ký hiệu", width=18, required=True, hint="Ví dụ: 15/KH-SNV."),
        Column("date", "Ngày ban hành", ValueKind.DATE, hint="Ngày/tháng/năm."),
        Column("simple", "Thủ tục đơn giản", ValueKind.CHOICE, choices="yes_no"),
        Column("subject", "Trích yếu", ValueKind.LONG_TEXT, width=40, hint="Ghi như văn bản."),
    ),
)
NARRATIVE = Block(
    key="narrative",
    title="Trả lời",
    shape=Shape.NARRATIVE,
    row_label="Mục",
    columns=(Column(VALUE, "Nội dung", ValueKind.LONG_TEXT),),
    rows=(Row("conditions", "Thuận lợi, khó khăn", hint="3–5 câu."),),
)
FORM = FormSpec(
    id="unit",
    version=1,
    title="Biểu báo cáo thi đua & khen thưởng năm 2025",
    guide=("Chỉ nhập vào ô nền vàng nhạt.", "Gửi lại nguyên tệp."),
    lists=LISTS,
    sheets=(
        Sheet("general", "Thông tin chung", "Thông tin chung về đơn vị", (FIELDS, GRID)),
        Sheet("documents", "Văn bản", "Văn bản do đơn vị ban hành", (RECORDS,), "Một dòng.", True),
        Sheet("narrative", "Thuyết minh", "Thuyết minh của đơn vị", (NARRATIVE,), landscape=True),
    ),
)
MANIFEST = Manifest("unit", 1, "minh-hoa-2025", "SNV", "2025")
