"""Made-up narrative answers of units, by topic: what the unit is and how it worked.

A topic has openings and details, one to a line; an answer is one opening and two details, with
the unit's own words filled in (``UnitYear.words``).
"""

from __future__ import annotations

from collections.abc import Mapping

WORK: Mapping[str, tuple[str, str]] = {
    "functions": (
        """
Đơn vị tham mưu, giúp cấp có thẩm quyền quản lý nhà nước về {field} trên địa bàn tỉnh.
Đơn vị thực hiện chức năng quản lý nhà nước về {field} theo quy định của pháp luật.
Chức năng chính là tham mưu và tổ chức thực hiện các nhiệm vụ về {field}.
Trong hệ thống cơ quan của tỉnh, đơn vị chịu trách nhiệm về lĩnh vực {field}.
Đơn vị được giao quản lý, theo dõi và tổ chức thi hành pháp luật về {field}.
Lĩnh vực công tác là {field}, gắn với đời sống của người dân và doanh nghiệp.
""",
        """
Cơ cấu tổ chức gồm {collectives} phòng, đơn vị trực thuộc.
Nhiệm vụ trọng tâm trong năm {year} là {task_a} và {task_b}.
Tổng số cán bộ là {staff} người, trong đó {direct} người trực tiếp thực hiện nhiệm vụ chuyên môn.
Trong năm, đơn vị tiếp tục hoàn thiện vị trí việc làm và phân công nhiệm vụ.
Đơn vị làm việc theo chế độ thủ trưởng, theo quy chế làm việc đã ban hành.
Đơn vị còn được giao thêm một số nhiệm vụ phối hợp liên ngành về {task_b}.
""",
    ),
    "conditions": (
        """
Đơn vị luôn được Tỉnh ủy, Ủy ban nhân dân tỉnh quan tâm chỉ đạo; nội bộ đoàn kết, thống nhất.
Thuận lợi cơ bản là chủ trương về {field} rõ ràng, đội ngũ {staff} cán bộ yên tâm công tác.
Tập thể lãnh đạo đoàn kết, phân công rõ người, rõ việc; phong trào thi đua đã thành nền nếp.
Sự phối hợp của các sở, ngành và địa phương tạo thuận lợi cho việc thực hiện {task_a}.
Cơ sở vật chất được đầu tư thêm, phương tiện làm việc cơ bản đáp ứng yêu cầu nhiệm vụ.
Các quy định mới về thi đua, khen thưởng được ban hành kịp thời, dễ áp dụng tại đơn vị.
""",
        """
Tuy vậy, khối lượng công việc về {task_a} tăng, trong khi biên chế được giao giảm dần.
Khó khăn lớn nhất là địa bàn rộng, nguồn lực cho {task_b} chưa đáp ứng yêu cầu.
Cán bộ làm công tác thi đua, khen thưởng kiêm nhiệm nên thời gian nghiên cứu còn ít.
Một số văn bản hướng dẫn về {field} còn chồng chéo, phải xin ý kiến nhiều lần.
Kinh phí dành cho thi đua, khen thưởng còn hạn hẹp so với quy mô {collectives} tập thể.
Việc thay đổi nhân sự ở một số phòng trong năm ảnh hưởng đến tiến độ vài nhiệm vụ.
""",
    ),
    "leadership": (
        """
Ngay từ đầu năm, cấp ủy và thủ trưởng đơn vị đã ban hành kế hoạch thi đua, khen thưởng năm {year}.
Công tác thi đua, khen thưởng được đưa vào nghị quyết của cấp ủy và chương trình công tác năm.
Thủ trưởng đơn vị trực tiếp làm Chủ tịch Hội đồng Thi đua - Khen thưởng, giao ban hằng quý.
Cấp ủy phân công một đồng chí lãnh đạo phụ trách và giao chỉ tiêu thi đua cho từng tập thể.
Đơn vị kiện toàn Hội đồng Thi đua - Khen thưởng và sửa đổi quy chế cho sát với quy định mới.
Việc chỉ đạo thi đua được gắn với đánh giá, xếp loại cán bộ, công chức hằng tháng.
""",
        """
Trong năm đã ban hành {documents} văn bản chỉ đạo, hướng dẫn về thi đua, khen thưởng.
Các tập thể đều ký giao ước thi đua; {collectives} tập thể tham gia đầy đủ các đợt phát động.
Lãnh đạo đơn vị chủ trì sơ kết 6 tháng, kịp thời điều chỉnh những nội dung chậm tiến độ.
Các đoàn thể phối hợp vận động đoàn viên, hội viên hưởng ứng phong trào thi đua của đơn vị.
Công tác kiểm tra được thực hiện theo kế hoạch, tập trung vào nhiệm vụ {task_a}.
Chế độ báo cáo với {group} và cơ quan cấp trên được thực hiện đúng quy định.
""",
    ),
    "organising": (
        """
Đơn vị triển khai {movements} phong trào do Trung ương và tỉnh phát động, có kế hoạch riêng.
Các phong trào được tổ chức theo đợt, mỗi đợt có chủ đề, chỉ tiêu và thời hạn cụ thể.
Thi đua thường xuyên được kết hợp với thi đua theo chuyên đề về {task_a}.
Mỗi tập thể tự chọn một việc khó, việc mới để đăng ký thi đua trong năm {year}.
Việc phát động thi đua gắn với các ngày lễ lớn và ngày truyền thống của ngành.
Nội dung thi đua được xây dựng từ cơ sở, lấy ý kiến {staff} cán bộ trước khi ban hành.
""",
        """
Kết thúc mỗi đợt, Hội đồng Thi đua - Khen thưởng tổ chức sơ kết, khen thưởng ngay.
Kết quả thi đua của từng phòng được công khai hằng quý trên trang nội bộ.
Phong trào sáng kiến trong lĩnh vực {field} thu hút nhiều cán bộ trẻ tham gia.
Hình thức tổ chức từng bước đổi mới, giảm hội họp, tăng kiểm tra tại chỗ.
Đơn vị chú trọng phát động ở bộ phận trực tiếp giải quyết công việc với người dân.
Công đoàn, Đoàn Thanh niên đảm nhận các phần việc cụ thể gắn với {task_b}.
""",
    ),
    "political_tasks": (
        """
Các chỉ tiêu chủ yếu về {field} năm {year} cơ bản đạt và vượt kế hoạch được giao.
Đơn vị tập trung cho nhiệm vụ {task_a}, coi đây là thước đo kết quả thi đua.
Kết quả thực hiện nhiệm vụ chính trị có chuyển biến rõ so với năm trước.
Nhiệm vụ {task_b} được triển khai đúng tiến độ, chất lượng tham mưu được nâng lên.
Trong điều kiện nhiều việc phát sinh, đơn vị vẫn hoàn thành chương trình công tác năm {year}.
Đơn vị bám sát nghị quyết của Tỉnh ủy và kế hoạch của Ủy ban nhân dân tỉnh về {field}.
""",
        """
Nhiều nhiệm vụ đột xuất được giải quyết trong thời gian ngắn, bảo đảm chất lượng.
Hồ sơ về {task_a} được giải quyết công khai, số hồ sơ trễ hạn giảm so với cùng kỳ.
Kỷ luật, kỷ cương hành chính được giữ vững ở cả {collectives} tập thể.
Công tác phối hợp với các địa phương trong {task_b} ngày càng chặt chẽ.
Sáng kiến của cán bộ góp phần rút ngắn thời gian xử lý công việc thường xuyên.
Chi thường xuyên được quản lý chặt chẽ, tiết kiệm, đúng quy định.
""",
    ),
    "party_line": (
        """
100% đảng viên, cán bộ được học tập, quán triệt các nghị quyết của Trung ương và của tỉnh.
Chủ trương của Đảng, pháp luật của Nhà nước được phổ biến kịp thời tới {staff} cán bộ.
Đơn vị thực hiện nghiêm túc việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.
Công tác xây dựng Đảng được coi trọng; nền nếp sinh hoạt chi bộ được giữ vững.
Cán bộ, đảng viên chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước.
Việc làm theo Bác được cụ thể hóa bằng đăng ký của từng cá nhân gắn với {task_a}.
""",
        """
Quy chế dân chủ ở cơ sở được thực hiện đầy đủ, không có đơn thư vượt cấp.
Công đoàn, Đoàn Thanh niên hoạt động thiết thực, chăm lo đời sống đoàn viên.
Trong năm không có tập thể, cá nhân vi phạm phải xử lý kỷ luật.
Các chi bộ chọn việc đột phá về {field} để thực hiện và đánh giá cuối năm.
Công tác phát triển đảng viên, quy hoạch và đào tạo cán bộ đạt kế hoạch.
Hoạt động đền ơn đáp nghĩa, nhân đạo, từ thiện được duy trì thường xuyên.
""",
    ),
    "scoring": (
        """
Đơn vị tự chấm điểm theo đúng tiêu chí của {group}, có tài liệu minh chứng kèm theo.
Việc bình xét bắt đầu từ các tập thể, công khai, dân chủ, bỏ phiếu kín.
Hội đồng Thi đua - Khen thưởng họp xét theo quy chế, lấy kết quả công việc làm căn cứ.
Bảng điểm của {collectives} tập thể được theo dõi hằng tháng, tổng hợp vào cuối năm.
Quy trình xét, thẩm định hồ sơ được thực hiện đủ các bước theo quy định.
Điểm tự chấm được đối chiếu với kết quả đánh giá của cơ quan theo dõi từng lĩnh vực.
""",
        """
Hồ sơ đề nghị khen thưởng được thẩm định kỹ, hạn chế phải bổ sung.
Kết quả bình xét được niêm yết, không có ý kiến khiếu nại.
Tập thể còn việc chậm muộn trong {task_b} đều bị trừ điểm tương ứng.
Người lao động trực tiếp được ưu tiên khi thành tích tương đương.
Biên bản, phiếu bầu được lưu giữ đầy đủ để phục vụ kiểm tra.
Đơn vị kiến nghị làm rõ hơn cách tính điểm đối với nhiệm vụ đột xuất.
""",
    ),
}
