"""Made-up narrative answers of units, by topic: commendation, judgement, plans."""

from __future__ import annotations

from collections.abc import Mapping

RESULTS: Mapping[str, tuple[str, str]] = {
    "discovering": (
        """
Đơn vị chủ động phát hiện cá nhân, tập thể có thành tích qua theo dõi công việc hằng tháng.
Thủ trưởng các phòng có trách nhiệm giới thiệu người làm tốt để khen thưởng kịp thời.
Việc khen thưởng hướng về cơ sở, về {direct} người trực tiếp làm việc.
Công tác phát hiện khen thưởng gắn với từng nhiệm vụ cụ thể của lĩnh vực {field}.
Khen thưởng theo đợt, theo chuyên đề được tăng cường, không chờ đến cuối năm.
Ý kiến của người dân, doanh nghiệp là một kênh để đơn vị phát hiện gương tốt.
""",
        """
Trong năm có {fighters} Chiến sĩ thi đua cơ sở và {advanced} Lao động tiên tiến được công nhận.
Đã có {certificates} cá nhân được tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh.
Thủ tục đơn giản được áp dụng với thành tích đột xuất, rõ ràng, kịp thời động viên.
Một số thành tích trong {task_a} được đề nghị cấp trên khen thưởng ngay sau khi hoàn thành.
Hồ sơ đề nghị khen thưởng được gửi đúng thời hạn, đúng thành phần.
Tỷ lệ người lao động trực tiếp được khen thưởng tăng hơn năm trước.
""",
    ),
    "models": (
        """
Đơn vị giao mỗi tập thể bồi dưỡng ít nhất một điển hình trong năm {year}.
Việc phát hiện điển hình được thực hiện ngay trong các đợt thi đua ngắn ngày.
Các mô hình, cách làm hay về {field} được giới thiệu tại hội nghị sơ kết.
Danh sách nhân tố mới được lập từ đầu năm để theo dõi, giúp đỡ, bồi dưỡng.
Đơn vị phối hợp với cơ quan báo chí giới thiệu gương người tốt, việc tốt.
Điển hình tiên tiến được lựa chọn từ những người trực tiếp làm {task_a}.
""",
        """
Trang thông tin điện tử của đơn vị duy trì chuyên mục người tốt, việc tốt.
Cách làm hiệu quả trong {task_b} đã được các phòng khác học tập.
Các điển hình được mời trao đổi kinh nghiệm tại sinh hoạt chuyên đề.
Việc nhân rộng còn phụ thuộc vào điều kiện của từng tập thể, cần kiên trì hơn.
Gương điển hình được tuyên truyền tới toàn thể {staff} cán bộ.
Hội đồng Thi đua - Khen thưởng đánh giá lại kết quả nhân rộng vào cuối năm.
""",
    ),
    "achievements": (
        """
Phong trào thi đua của đơn vị đi vào nền nếp, gắn với kết quả thực hiện nhiệm vụ.
Các nội dung giao ước thi đua với {group} được thực hiện đầy đủ.
Công tác thi đua, khen thưởng năm {year} có chuyển biến cả về nhận thức và cách làm.
Thi đua đã thực sự là động lực để hoàn thành nhiệm vụ {task_a}.
Khen thưởng kịp thời, đúng người, đúng việc, chú trọng người lao động trực tiếp.
Kết quả nổi bật là sự đồng đều giữa {collectives} tập thể trong đơn vị.
""",
        """
Chất lượng hồ sơ khen thưởng được nâng lên, thời gian xét rút ngắn.
Tinh thần trách nhiệm, thái độ phục vụ của cán bộ được người dân ghi nhận.
Có {documents} văn bản chỉ đạo được ban hành, bám sát yêu cầu thực tế.
Nhiều sáng kiến về {field} được áp dụng, đem lại hiệu quả thiết thực.
Đoàn kết nội bộ được giữ vững, các đoàn thể đều hoàn thành tốt nhiệm vụ.
Việc đánh giá thi đua lấy kết quả công việc làm thước đo, hạn chế cào bằng.
""",
    ),
    "shortcomings": (
        """
Phong trào ở một vài tập thể chưa sôi nổi, nội dung đăng ký còn chung chung.
Việc phát hiện nhân tố mới chưa nhiều, tuyên truyền điển hình còn ít hình thức.
Một số báo cáo thành tích viết sơ sài, phải bổ sung nhiều lần.
Kết quả thực hiện {task_b} chưa đều giữa các tháng trong năm.
Công tác kiểm tra phong trào thi đua ở đơn vị trực thuộc chưa thường xuyên.
Số người lao động trực tiếp được đề nghị khen thưởng cấp cao còn thấp.
""",
        """
Nguyên nhân chủ yếu là cán bộ theo dõi thi đua kiêm nhiệm, thiếu thời gian.
Nguyên nhân khách quan là khối lượng công việc tăng, nhân lực không tăng.
Một số người đứng đầu tập thể chưa thật sự quan tâm chỉ đạo phong trào.
Kinh phí khen thưởng có hạn nên mức động viên chưa tương xứng.
Việc ứng dụng công nghệ thông tin trong quản lý hồ sơ khen thưởng còn chậm.
Tiêu chí thi đua của một số nội dung về {field} khó lượng hóa.
""",
    ),
    "proposals": (
        """
Đề nghị cơ quan thường trực Hội đồng tổ chức thêm lớp tập huấn nghiệp vụ cho người kiêm nhiệm.
Đề nghị {group} thống nhất sớm tiêu chí chấm điểm ngay từ quý I.
Kiến nghị cấp trên hướng dẫn cụ thể việc công nhận sáng kiến trong lĩnh vực {field}.
Đề nghị tăng tỷ lệ khen thưởng cho người lao động trực tiếp ở cơ sở.
Đề nghị rút gọn thành phần hồ sơ đối với khen thưởng theo chuyên đề.
Đề nghị {group} tổ chức trao đổi kinh nghiệm giữa các đơn vị ít nhất mỗi năm một lần.
""",
        """
Đề nghị bố trí kinh phí khen thưởng phù hợp với quy mô của đơn vị.
Đề nghị thông báo kết quả xét khen thưởng sớm hơn để kịp trao tặng tại hội nghị tổng kết.
Đề nghị giữ ổn định biểu mẫu báo cáo trong nhiều năm.
Kiến nghị cộng điểm cho đơn vị có mô hình mới được nhân rộng.
Đề nghị có cơ chế khen thưởng riêng cho nhiệm vụ đột xuất về {task_a}.
Đề nghị bổ sung người làm công tác thi đua, khen thưởng chuyên trách.
""",
    ),
    "directions": (
        """
Năm {next_year}, đơn vị tiếp tục gắn phong trào thi đua với nhiệm vụ {task_a}.
Phấn đấu hoàn thành 100% chỉ tiêu thi đua đăng ký với {group} trong năm {next_year}.
Đổi mới nội dung phát động, mỗi đợt thi đua giải quyết một việc cụ thể về {field}.
Nâng tỷ lệ khen thưởng người lao động trực tiếp lên cao hơn năm {year}.
Tập trung thực hiện tốt các phong trào do Trung ương và tỉnh phát động.
Xây dựng ít nhất ba mô hình mới gắn với nhiệm vụ {task_b}.
""",
        """
Mỗi tập thể đăng ký một sáng kiến hoặc cách làm mới ngay từ đầu năm.
Tiếp tục kiện toàn bộ máy làm công tác thi đua, khen thưởng.
Làm tốt công tác tuyên truyền, nhân rộng điển hình tiên tiến.
Tăng cường kiểm tra, giám sát việc thực hiện giao ước thi đua.
Đẩy mạnh cải cách hành chính, nâng cao mức độ hài lòng của người dân.
Giữ vững kỷ luật, kỷ cương, xây dựng cơ quan văn minh, đoàn kết.
""",
    ),
    "solutions": (
        """
Nâng cao vai trò người đứng đầu, lấy kết quả phong trào làm căn cứ đánh giá cán bộ.
Phát động thi đua theo chuyên đề, giao chỉ tiêu cụ thể cho {collectives} tập thể.
Bồi dưỡng nghiệp vụ cho cán bộ làm công tác thi đua, khen thưởng.
Khen thưởng kịp thời ngay sau từng đợt thi đua, từng nhiệm vụ khó.
Ứng dụng công nghệ thông tin trong theo dõi, chấm điểm và quản lý hồ sơ khen thưởng.
Phối hợp chặt chẽ giữa chính quyền và các đoàn thể trong tổ chức phong trào.
""",
        """
Hằng quý sơ kết, công khai kết quả và điều chỉnh nội dung cho phù hợp.
Dành kinh phí hợp lý cho khen thưởng đột xuất và người lao động trực tiếp.
Lắng nghe ý kiến cơ sở để sửa đổi tiêu chí thi đua sát thực tế.
Chủ động trao đổi, học tập kinh nghiệm của các đơn vị trong {group}.
Kiểm tra định kỳ việc thực hiện {task_a} ở các đơn vị trực thuộc.
Phân công lãnh đạo theo dõi từng phong trào, từng tập thể.
""",
    ),
}
ANY_TOPIC = (
    """
Đơn vị đã triển khai nghiêm túc nội dung này, gắn với lĩnh vực {field}.
Nội dung này được đưa vào kế hoạch công tác năm {year} của đơn vị.
Thủ trưởng đơn vị trực tiếp chỉ đạo và phân công rõ trách nhiệm thực hiện.
Đơn vị lấy ý kiến rộng rãi của {staff} cán bộ trước khi thực hiện.
Công việc được triển khai ở tất cả {collectives} tập thể.
Đơn vị phối hợp với các cơ quan liên quan để thực hiện thống nhất.
""",
    """
Kết quả bước đầu đáp ứng yêu cầu, tạo chuyển biến trong {task_a}.
Các khó khăn được kiến nghị, tháo gỡ kịp thời.
Việc thực hiện được kiểm tra, đánh giá hằng quý.
Nội dung này sẽ tiếp tục được quan tâm trong năm {next_year}.
Một số việc còn chậm đã được chấn chỉnh.
Người lao động đồng tình, hưởng ứng.
""",
)
