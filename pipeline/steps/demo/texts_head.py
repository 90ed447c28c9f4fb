"""Made-up answers of the cluster's head, by topic; one sentence to a line."""

from __future__ import annotations

from collections.abc import Mapping

HEAD: Mapping[str, str] = {
    "characteristics": """
{group} gồm các cơ quan tham mưu, quản lý nhà nước cấp tỉnh, hoạt động trên nhiều lĩnh vực.
Các đơn vị có quy mô, tính chất công việc khác nhau nhưng cùng thực hiện nhiệm vụ của tỉnh.
Cụm hoạt động theo quy chế được các đơn vị thống nhất và giao ước thi đua ký từ đầu năm {year}.
Đơn vị trưởng chủ trì, các đơn vị phó phối hợp điều hành, kinh phí do các đơn vị tự bảo đảm.
""",
    "changes": """
Trong năm {year}, một số đơn vị kiện toàn tổ chức bộ máy và người đứng đầu.
Hoạt động của cụm vẫn được duy trì đều, không gián đoạn.
""",
    "conditions": """
Thuận lợi cơ bản là sự quan tâm của Hội đồng Thi đua - Khen thưởng tỉnh và sự thống nhất của các \
đơn vị thành viên.
Quy chế hoạt động, tiêu chí chấm điểm được bổ sung kịp thời, sát với thực tế.
Khó khăn là chức năng, nhiệm vụ của các đơn vị khác nhau nên việc so sánh kết quả chưa thật \
tương đồng.
Cán bộ làm công tác thi đua, khen thưởng ở hầu hết các đơn vị đều kiêm nhiệm.
""",
    "leadership": """
Đơn vị trưởng đã chủ trì xây dựng kế hoạch hoạt động, tổ chức ký giao ước thi đua trong quý I.
Cụm ban hành hướng dẫn chấm điểm, phân công theo dõi từng nội dung cho các đơn vị phó.
Hội nghị sơ kết 6 tháng được tổ chức đúng kế hoạch, kịp thời tháo gỡ vướng mắc.
Các ý kiến của đơn vị thành viên được tổng hợp và trao đổi công khai trong cụm.
""",
    "evaluation": """
Nhìn chung các đơn vị đã thực hiện nghiêm túc giao ước thi đua và quy chế hoạt động của cụm.
Phong trào thi đua phát triển đồng đều hơn, nội dung bám sát nhiệm vụ chính trị của từng đơn vị.
Hoạt động của cụm tạo môi trường để các đơn vị trao đổi kinh nghiệm, học tập lẫn nhau.
""",
    "organising": """
Cụm phát động thi đua ngay sau hội nghị ký giao ước, chia thành các đợt gắn với ngày lễ lớn.
Các đơn vị cụ thể hóa thành kế hoạch riêng, có chỉ tiêu và thời hạn thực hiện.
Việc trao đổi thông tin giữa các đơn vị được thực hiện qua thư điện tử và nhóm công tác.
Kết thúc từng đợt, các đơn vị tự đánh giá và gửi kết quả về đơn vị trưởng.
""",
    "political_tasks": """
Các đơn vị đều lấy nhiệm vụ chính trị được giao làm nội dung thi đua trọng tâm.
Nhiều chỉ tiêu đạt và vượt kế hoạch; công tác tham mưu có trọng tâm, trọng điểm.
Việc giải quyết thủ tục hành chính tiếp tục được cải thiện, số hồ sơ quá hạn được kiểm soát.
""",
    "movements": """
Các phong trào do Trung ương và tỉnh phát động được các đơn vị hưởng ứng tích cực.
Nội dung phong trào gắn với chuyên môn nên kết quả thiết thực, tránh hình thức.
Nguồn lực hỗ trợ cơ sở, hộ nghèo được huy động từ cán bộ, công chức và người lao động.
""",
    "cluster_movements": """
Phong trào do cụm phát động được tất cả đơn vị đăng ký, mỗi đơn vị chọn nội dung phù hợp.
Qua phong trào, nhiều sáng kiến được chia sẻ và áp dụng chung trong cụm.
""",
    "party_line": """
Các đơn vị tổ chức học tập, quán triệt đầy đủ nghị quyết, chỉ thị của Đảng và pháp luật của \
Nhà nước.
Việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh đã thành việc làm thường xuyên.
Tổ chức đảng, chính quyền và các đoàn thể của các đơn vị hoạt động đoàn kết, hiệu quả.
""",
    "scoring": """
Việc chấm điểm được thực hiện qua ba bước: đơn vị tự chấm, đơn vị trưởng thẩm định, cụm bỏ phiếu.
Tài liệu minh chứng được kiểm tra chéo giữa các đơn vị trước hội nghị tổng kết.
Kết quả chấm điểm được công khai, các đơn vị thống nhất cao.
""",
    "commendation": """
Khen thưởng được thực hiện đúng quy định, đúng đối tượng, chú trọng người lao động trực tiếp.
Khen thưởng theo chuyên đề và đột xuất được quan tâm hơn các năm trước.
""",
    "discovering": """
Các đơn vị đã chủ động phát hiện, giới thiệu tập thể, cá nhân để khen thưởng kịp thời.
Thủ tục đơn giản được áp dụng đúng trường hợp, tạo sự động viên ngay sau khi lập thành tích.
""",
    "models": """
Cụm giao mỗi đơn vị giới thiệu ít nhất một điển hình để tuyên truyền chung.
Nhiều mô hình, cách làm hay được trao đổi tại hội nghị sơ kết và trên trang thông tin các đơn vị.
Việc nhân rộng điển hình cần được theo dõi bằng kế hoạch cụ thể hơn.
""",
    "inspection": """
Cụm tổ chức kiểm tra chéo việc thực hiện giao ước thi đua giữa các đơn vị.
Các đơn vị đã cử cán bộ dự đầy đủ lớp tập huấn nghiệp vụ do cơ quan cấp trên tổ chức.
""",
    "information": """
Phần lớn đơn vị gửi báo cáo đúng hạn, đúng biểu mẫu.
Một vài đơn vị gửi chậm hoặc số liệu phải chỉnh sửa, ảnh hưởng đến tiến độ tổng hợp chung.
""",
    "achievements": """
Hoạt động của cụm đi vào nền nếp, nội dung giao ước thi đua được thực hiện toàn diện.
Phong trào thi đua góp phần quan trọng vào việc hoàn thành nhiệm vụ của từng đơn vị.
Công tác khen thưởng bảo đảm công khai, kịp thời, hướng mạnh về cơ sở.
Tinh thần đoàn kết, phối hợp giữa các đơn vị trong cụm được tăng cường.
""",
    "shortcomings": """
Việc trao đổi kinh nghiệm giữa các đơn vị chưa nhiều, chủ yếu qua hội nghị.
Một số đơn vị gửi báo cáo chậm, số liệu chưa thống nhất giữa các biểu.
Công tác phát hiện và nhân rộng điển hình chưa thành kế hoạch dài hơi.
Nguyên nhân chủ yếu là cán bộ kiêm nhiệm và chưa có công cụ theo dõi chung.
""",
    "proposals": """
Đề nghị Hội đồng Thi đua - Khen thưởng tỉnh ban hành sớm hướng dẫn chấm điểm năm {next_year}.
Đề nghị tổ chức tập huấn nghiệp vụ cho cán bộ làm công tác thi đua của các đơn vị trong cụm.
Đề nghị xem xét tăng số đơn vị được suy tôn phù hợp với quy mô của cụm.
""",
    "directions": """
Tổ chức ký giao ước thi đua năm {next_year} ngay trong quý I.
Tiếp tục thực hiện các phong trào do Trung ương, tỉnh phát động, gắn với nhiệm vụ chính trị.
Đẩy mạnh cải cách hành chính, nâng cao chất lượng phục vụ người dân, doanh nghiệp.
Quan tâm phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến ở từng đơn vị.
Nâng tỷ lệ khen thưởng đối với người lao động trực tiếp.
""",
    "solutions": """
Phát huy vai trò của đơn vị trưởng, đơn vị phó trong điều hành hoạt động của cụm.
Sửa đổi tiêu chí chấm điểm theo hướng lượng hóa, giảm minh chứng bằng giấy.
Tăng cường kiểm tra chéo, trao đổi kinh nghiệm giữa các đơn vị.
Thực hiện nghiêm chế độ thông tin, báo cáo theo biểu mẫu thống nhất.
""",
}
CLUSTER_MOVEMENTS = (
    ("Đoàn kết, sáng tạo, hoàn thành thắng lợi nhiệm vụ năm {year}", "regular"),
    ("Mỗi đơn vị một mô hình cải cách hành chính", "topic"),
)
CLUSTER_RESULTS = (
    "Tất cả đơn vị đăng ký tham gia; các nội dung giao ước cơ bản hoàn thành.",
    "Các mô hình được giới thiệu tại hội nghị sơ kết, một số mô hình được áp dụng chung.",
)
CLUSTER_DOCUMENTS = (
    ("plan", "01/KH-CTĐ", "Kế hoạch hoạt động của cụm năm {year}"),
    ("regulation", "02/QC-CTĐ", "Quy chế hoạt động của cụm (sửa đổi, bổ sung)"),
    ("other", "03/GƯ-CTĐ", "Giao ước thi đua năm {year}"),
    ("guideline", "04/HD-CTĐ", "Hướng dẫn chấm điểm, xếp hạng thi đua năm {year}"),
    ("notice", "05/TB-CTĐ", "Thông báo kết luận hội nghị sơ kết 6 tháng đầu năm {year}"),
    ("official_letter", "06/CTĐ", "Công văn về việc gửi báo cáo tổng kết năm {year}"),
)
