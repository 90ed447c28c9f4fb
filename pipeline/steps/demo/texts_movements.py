"""Made-up sentences on movements: how they were organised, what came of them."""

from __future__ import annotations

OPENINGS = (
    "Đơn vị đã ban hành kế hoạch, cụ thể hóa phong trào thành việc làm gắn với lĩnh vực {field}.",
    "Phong trào được triển khai tới 100% tập thể, gắn với nhiệm vụ {task_a}.",
    "Thủ trưởng đơn vị trực tiếp chỉ đạo, giao từng tập thể đăng ký nội dung thực hiện cụ thể.",
    "Công đoàn phối hợp với các phòng, đơn vị trực thuộc vận động {staff} cán bộ tham gia.",
    "Nội dung phong trào được đưa vào tiêu chí bình xét thi đua của {collectives} tập thể.",
    "Hưởng ứng phong trào, đơn vị tập trung vào những việc khó, việc mới của nhiệm vụ {task_b}.",
    "Công tác tuyên truyền được thực hiện qua sinh hoạt chi bộ, trang thông tin của đơn vị.",
    "Đơn vị phân công lãnh đạo phụ trách, định kỳ hằng quý kiểm điểm kết quả thực hiện.",
)
RESULTS = (
    "Kết quả: {results}.",
    "Đến hết kỳ báo cáo: {results}.",
    "Kết quả đạt được trong năm: {results}.",
    "Số liệu chủ yếu: {results}.",
)
CLOSINGS = (
    "Qua phong trào, tinh thần trách nhiệm của cán bộ, công chức được nâng lên rõ rệt.",
    "Cách làm này được các tập thể trong đơn vị học tập, tiếp tục duy trì trong năm {next_year}.",
    "Kết quả phong trào góp phần hoàn thành các chỉ tiêu, nhiệm vụ năm {year} của đơn vị.",
    "Đơn vị đã biểu dương kịp thời những tập thể, cá nhân làm tốt ngay trong quá trình thực hiện.",
    "Tuy nguồn lực còn hạn chế, các nội dung đăng ký đầu năm đều được thực hiện.",
    "Người dân, doanh nghiệp ghi nhận thái độ phục vụ và sự sâu sát cơ sở của đơn vị.",
    "Một số mô hình hay đã được đăng tải trên trang thông tin điện tử của đơn vị.",
    "Đây là cơ sở để đơn vị đăng ký nội dung thi đua ở mức cao hơn cho năm sau.",
)
SPECIALS = {
    "NTM": (
        "Đơn vị nhận giúp đỡ một xã vùng khó khăn hoàn thành các tiêu chí nông thôn mới được giao.",
        "Cán bộ, đoàn viên tham gia làm đường giao thông, kênh mương cùng nhân dân xã kết nghĩa.",
        "Đơn vị hướng dẫn xã được phân công rà soát, duy trì các tiêu chí thuộc lĩnh vực {field}.",
        "Vận động cán bộ ủng hộ xi măng, cây giống và ngày công giúp các thôn đặc biệt khó khăn.",
        "Các đoàn công tác xuống cơ sở nắm tình hình, tháo gỡ vướng mắc cho từng tiêu chí.",
        "Chi đoàn đảm nhận công trình thắp sáng đường quê, trồng hoa thay cỏ dại tại xã kết nghĩa.",
    ),
    "VNN": (
        "Đơn vị phân công từng chi bộ nhận đỡ đầu hộ nghèo, giúp giống, vốn và cách làm ăn.",
        "Các đợt quyên góp ủng hộ Quỹ “Vì người nghèo” được toàn thể cán bộ hưởng ứng.",
        "Cán bộ được cử xuống thôn, bản rà soát nguyên nhân nghèo của từng hộ để giúp đúng việc.",
        "Đơn vị phối hợp với Mặt trận Tổ quốc trao nhà, trao quà cho các hộ có hoàn cảnh khó khăn.",
        "Công đoàn tổ chức “Tết sum vầy”, “Ngày vì người nghèo” và thăm hỏi gia đình chính sách.",
        "Nguồn lực được lồng ghép với nhiệm vụ {task_a} để trợ giúp lâu dài cho hộ nghèo.",
    ),
    "XNT": (
        "Đơn vị thành lập tổ công tác, bám từng hộ trong danh sách cần xóa nhà tạm, nhà dột nát.",
        "Mỗi cán bộ ủng hộ ít nhất một ngày lương để xóa nhà tạm, nhà dột nát trên địa bàn tỉnh.",
        "Đoàn viên giúp ngày công tháo dỡ, vận chuyển vật liệu cho các hộ neo đơn.",
        "Đơn vị kêu gọi doanh nghiệp cùng hỗ trợ vật liệu, rút ngắn thời gian hoàn thành nhà ở.",
    ),
    "DNHN": (
        "Đơn vị công khai thủ tục, cắt giảm thời gian giải quyết hồ sơ cho doanh nghiệp.",
        "Lãnh đạo đơn vị định kỳ gặp gỡ doanh nghiệp, giải quyết kiến nghị thuộc thẩm quyền.",
        "Đơn vị hỗ trợ doanh nghiệp tiếp cận thông tin, kết nối thị trường và nguồn nhân lực.",
        "Đường dây nóng tiếp nhận phản ánh của doanh nghiệp được duy trì thường xuyên.",
    ),
    "CCHC": (
        "Đơn vị rà soát, đề xuất cắt giảm thủ tục và niêm yết công khai quy trình giải quyết.",
        "Mỗi phòng đăng ký ít nhất một giải pháp cải cách hành chính và được đánh giá hằng quý.",
        "Bộ phận một cửa đổi mới cách tiếp nhận, hướng dẫn đầy đủ ngay từ lần đầu.",
        "Kết quả cải cách hành chính được lấy làm căn cứ đánh giá người đứng đầu từng tập thể.",
    ),
    "CDS": (
        "Toàn bộ văn bản được ký số, luân chuyển trên môi trường mạng.",
        "Đơn vị số hóa hồ sơ, kết quả giải quyết thủ tục hành chính, tái sử dụng dữ liệu.",
        "Tổ công nghệ số của đơn vị hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà.",
        "Cơ sở dữ liệu chuyên ngành về {field} được cập nhật, kết nối theo quy định.",
    ),
    "VHCS": (
        "100% cán bộ ký cam kết thực hiện văn hóa công sở, không uống rượu bia trong giờ làm việc.",
        "Quy tắc ứng xử được niêm yết tại phòng làm việc; kỷ luật giờ giấc được kiểm tra đột xuất.",
        "Đơn vị xây dựng công sở xanh, sạch, đẹp; cán bộ mặc trang phục, đeo thẻ đúng quy định.",
        "Nụ cười công sở, lời xin lỗi khi trễ hẹn đã thành nền nếp ở bộ phận tiếp dân.",
    ),
    "BDHVS": (
        "Đơn vị mở lớp phổ cập kỹ năng số theo hình thức người biết hướng dẫn người chưa biết.",
        "Cán bộ trẻ được phân công làm nòng cốt hướng dẫn sử dụng dịch vụ công trực tuyến.",
        "Tài liệu học tập được soạn ngắn gọn, đưa lên nền tảng học trực tuyến của tỉnh.",
        "Đơn vị phối hợp với xã, phường tổ chức học kỹ năng số vào buổi tối cho người dân.",
    ),
}
