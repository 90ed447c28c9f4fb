"""Made-up entries of lists: documents, courses, inspections, launched movements, models."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document a unit issues.

    Attributes:
        month: About when in the year; such documents come when they are due.
        symbol: What follows the number; "…" stands for the unit's code.
        issuer: Who issued it, if not the unit itself.
    """

    month: int
    type: str
    level: str
    symbol: str
    subject: str
    issuer: str

    def number(self, number: int, unit: str) -> str:
        """Its number as written: "15/KH-SNV"."""
        return f"{number:02}/{self.symbol.replace('…', unit)}"


# Month, type, level, symbol; then the subject and the issuer where it is another than the unit.
_DOCUMENTS = """
1 plan authority KH-…
  Kế hoạch công tác thi đua, khen thưởng năm {year}
1 resolution party NQ-ĐU
  Nghị quyết lãnh đạo công tác thi đua, khen thưởng năm {year} | Đảng ủy {unit}
1 decision authority QĐ-…
  Quyết định kiện toàn Hội đồng Thi đua - Khen thưởng {unit}
2 plan authority KH-…
  Kế hoạch phát động phong trào thi đua năm {year}
2 official_letter authority …-VP
  Về việc đăng ký thi đua và ký giao ước thi đua năm {year}
2 regulation authority QC-…
  Quy chế thi đua, khen thưởng của {unit} (sửa đổi)
3 decision authority QĐ-…
  Quyết định thành lập Hội đồng sáng kiến năm {year}
3 plan authority KH-…
  Kế hoạch phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến năm {year}
3 plan mass_organisation KH-CĐCS
  Kế hoạch thi đua trong đoàn viên công đoàn năm {year} | Công đoàn cơ sở {unit}
4 official_letter authority …-VP
  Về việc hưởng ứng phong trào thi đua do {group} phát động
4 plan authority KH-…
  Kế hoạch kiểm tra, giám sát công tác thi đua, khen thưởng năm {year}
6 report authority BC-…
  Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm {year}
7 notice council TB-HĐTĐKT
  Thông báo kết quả xét khen thưởng đợt 1 | Hội đồng Thi đua - Khen thưởng {unit}
7 plan authority KH-…
  Kế hoạch tổ chức đợt thi đua cao điểm chào mừng các ngày lễ lớn năm {year}
9 official_letter authority …-VP
  Về việc đôn đốc hồ sơ đề nghị khen thưởng cấp tỉnh năm {year}
10 guideline council HD-HĐTĐKT
  Hướng dẫn bình xét thi đua, khen thưởng cuối năm {year} | Hội đồng Thi đua - Khen thưởng {unit}
11 decision authority QĐ-…
  Quyết định công nhận danh hiệu thi đua và tặng Giấy khen năm {year}
"""


def _parsed(text: str) -> tuple[DocumentText, ...]:
    lines = [line.strip() for line in text.strip().splitlines()]
    return tuple(
        DocumentText(int(month), kind, level, symbol, subject.strip(), issuer.strip())
        for head, tail in zip(lines[::2], lines[1::2], strict=True)
        for month, kind, level, symbol in (head.split(),)
        for subject, _, issuer in (tail.partition("|"),)
    )


DOCUMENTS = _parsed(_DOCUMENTS)

TRAINING = (
    "Tập huấn nghiệp vụ thi đua, khen thưởng cho cán bộ làm công tác thi đua năm {year}",
    "Phổ biến quy định mới của pháp luật về thi đua, khen thưởng",
    "Hướng dẫn lập hồ sơ, viết báo cáo thành tích và sử dụng phần mềm quản lý khen thưởng",
    "Trao đổi kinh nghiệm phát hiện, bồi dưỡng điển hình tiên tiến",
)
INSPECTED = (
    "Việc triển khai phong trào thi đua và thực hiện giao ước thi đua",
    "Quy trình bình xét, hồ sơ đề nghị khen thưởng",
    "Việc trích lập, quản lý và sử dụng quỹ thi đua, khen thưởng",
    "Công tác phát hiện, nhân rộng điển hình tiên tiến",
)
INSPECTION_RESULTS = (
    "Thực hiện đúng quy định; kiến nghị bổ sung minh chứng trong hồ sơ khen thưởng.",
    "Triển khai kịp thời; đề nghị chú trọng hơn khen thưởng người lao động trực tiếp.",
    "Cơ bản thực hiện tốt; còn chậm gửi báo cáo sơ kết phong trào, đã yêu cầu chấn chỉnh.",
    "Hồ sơ đầy đủ, công khai; đề nghị phổ biến cách làm cho các tập thể khác.",
)


@dataclass(frozen=True, slots=True)
class LaunchedText:
    """A movement a unit launches; it begins in about this month and runs for so many days."""

    name: str
    kind: str
    month: int
    days: int


LAUNCHED = (
    LaunchedText("Thi đua hoàn thành xuất sắc nhiệm vụ {task_a}", "regular", 1, 320),
    LaunchedText("Mỗi công chức một sáng kiến trong lĩnh vực {field}", "topic", 2, 270),
    LaunchedText("Xây dựng cơ quan kiểu mẫu, công chức thân thiện", "regular", 2, 290),
    LaunchedText("60 ngày đêm hoàn thành kế hoạch năm {year}", "burst", 9, 60),
    LaunchedText("Lập thành tích chào mừng ngày truyền thống của ngành", "burst", 5, 80),
    LaunchedText("Không hồ sơ trễ hạn, không để người dân đi lại nhiều lần", "topic", 3, 250),
    LaunchedText("Phụ nữ giỏi việc nước, đảm việc nhà", "regular", 3, 260),
    LaunchedText("Thi đua đẩy mạnh {task_b}", "topic", 4, 200),
)
LAUNCHED_RESULTS = (
    "Có {count} sáng kiến, giải pháp được áp dụng, rút ngắn thời gian xử lý công việc.",
    "100% tập thể đăng ký tham gia; hoàn thành các nội dung đã giao ước trước {count} ngày.",
    "Phong trào tạo khí thế sôi nổi, có {count} phần việc, công trình được gắn biển.",
    "Đã biểu dương kịp thời {count} lượt tập thể, cá nhân có cách làm mới, hiệu quả.",
    "Chất lượng tham mưu được nâng lên; {count} nhiệm vụ khó, tồn đọng được giải quyết dứt điểm.",
    "Nền nếp, kỷ cương hành chính chuyển biến rõ; có {count} mô hình tự quản được duy trì.",
)

PRACTICES = (
    ("Tổ hỗ trợ hồ sơ lưu động", "cải cách hành chính"),
    ("Ngày thứ Năm không hẹn", "cải cách hành chính"),
    ("Sổ tay nghiệp vụ dùng chung", "{field}"),
    ("Nhóm công tác phản ứng nhanh về {task_a}", "{field}"),
    ("Phòng làm việc không giấy tờ", "ứng dụng công nghệ thông tin"),
    ("Góc sáng kiến hằng tuần", "thi đua, sáng kiến"),
    ("Dân hỏi, đơn vị trả lời trong ngày", "tiếp công dân"),
)
MODEL_ACHIEVEMENTS = (
    "Đi đầu thực hiện nhiệm vụ {task_a}; nhiều năm liền hoàn thành xuất sắc nhiệm vụ.",
    "Có sáng kiến rút ngắn quy trình {task_b}, được áp dụng trong toàn đơn vị.",
    "Tận tụy, trách nhiệm; giải quyết dứt điểm nhiều hồ sơ phức tạp trong lĩnh vực {field}.",
    "Tiên phong chuyển đổi phương thức làm việc, tiết kiệm thời gian và chi phí.",
    "Gương mẫu, đoàn kết; được đồng nghiệp và người dân tin cậy, đánh giá cao.",
    "Tổ chức tốt hoạt động an sinh xã hội, giúp đỡ hộ nghèo tại địa bàn được phân công.",
)
SCORE_EVIDENCE = (
    "Báo cáo tổng kết năm và bảng theo dõi nhiệm vụ được giao.",
    "Các kế hoạch, quyết định nêu tại danh mục văn bản.",
    "Kết quả đánh giá, xếp loại của cấp có thẩm quyền.",
    "Hồ sơ minh chứng lưu tại đơn vị.",
    "Biên bản họp Hội đồng Thi đua - Khen thưởng.",
    "Số liệu trích từ phần mềm quản lý văn bản và điều hành.",
)
SCORE_NOTES = {
    "bonus": "Thưởng điểm: có mô hình mới được cấp trên biểu dương.",
    "penalty": "Trừ điểm: nộp báo cáo chậm so với quy định.",
    "disqualified": "Không xét: có cá nhân bị kỷ luật từ cảnh cáo trở lên trong năm.",
}
