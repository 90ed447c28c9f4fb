"""The departments of a made-up province (tỉnh Minh Họa), as the State organised them by year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

MERGER = date(2025, 3, 1)
"""From this day provinces have the merged departments."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department (cơ quan chuyên môn) as a member unit.

    Attributes:
        field: What it manages, as it fits after "lĩnh vực".
        tasks: Two of its tasks, as they fit after "nhiệm vụ".
        founded: First day as a member; ``None`` when always.
        predecessor: Code of the department it continues; "" for none.
    """

    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    field: str
    tasks: tuple[str, str]
    founded: date | None = None
    predecessor: str = ""


# Two lines a department: code, name, short name, other names; then field and two tasks.
_LASTING = """
STP | Sở Tư pháp | Sở Tư pháp
  tư pháp, pháp luật | thẩm định văn bản quy phạm pháp luật | phổ biến, giáo dục pháp luật
SCT | Sở Công Thương | Sở Công Thương
  công nghiệp, thương mại | xúc tiến thương mại | khuyến công, phát triển điện nông thôn
SGDDT | Sở Giáo dục và Đào tạo | Sở GD&ĐT | Sở Giáo dục - Đào tạo
  giáo dục và đào tạo | nâng cao chất lượng giáo dục phổ thông | xây dựng trường chuẩn quốc gia
SYT | Sở Y tế | Sở Y tế
  y tế, chăm sóc sức khỏe nhân dân | khám bệnh, chữa bệnh | y tế dự phòng, an toàn thực phẩm
SVHTTDL | Sở Văn hóa, Thể thao và Du lịch | Sở VH,TT&DL | Sở Văn hóa Thể thao Du lịch
  văn hóa, thể thao, du lịch | bảo tồn, phát huy di sản văn hóa | xúc tiến, quảng bá du lịch
TTT | Thanh tra tỉnh | Thanh tra tỉnh
  thanh tra, phòng, chống tham nhũng | thanh tra theo kế hoạch | giải quyết khiếu nại, tố cáo
VPUBND | Văn phòng Ủy ban nhân dân tỉnh | Văn phòng UBND tỉnh | VP UBND tỉnh
  tham mưu tổng hợp | theo dõi, đôn đốc nhiệm vụ được giao | kiểm soát thủ tục hành chính
BQLKCN | Ban Quản lý các khu công nghiệp tỉnh | BQL các KCN | Ban Quản lý KCN
  quản lý khu công nghiệp | thu hút đầu tư | hỗ trợ doanh nghiệp trong khu công nghiệp
"""
_BEFORE = """
SNV | Sở Nội vụ | Sở Nội vụ
  nội vụ | quản lý tổ chức bộ máy, biên chế | cải cách hành chính
STC | Sở Tài chính | Sở Tài chính
  tài chính, ngân sách | thu, chi ngân sách địa phương | quản lý giá và tài sản công
SNNPTNT | Sở Nông nghiệp và Phát triển nông thôn | Sở NN&PTNT | Sở Nông nghiệp và PTNT
  nông nghiệp, nông thôn | cơ cấu lại ngành nông nghiệp | phòng, chống thiên tai, dịch bệnh
STNMT | Sở Tài nguyên và Môi trường | Sở TN&MT | Sở Tài nguyên - Môi trường
  đất đai, môi trường | cấp giấy chứng nhận quyền sử dụng đất | kiểm soát ô nhiễm môi trường
SGTVT | Sở Giao thông vận tải | Sở GTVT | Sở Giao thông - Vận tải
  giao thông, vận tải | duy tu, bảo trì đường bộ | bảo đảm trật tự an toàn giao thông
SXD | Sở Xây dựng | Sở Xây dựng
  xây dựng, phát triển đô thị | thẩm định thiết kế | quản lý chất lượng công trình
SKHDT | Sở Kế hoạch và Đầu tư | Sở KH&ĐT | Sở Kế hoạch - Đầu tư
  kế hoạch, đầu tư | thẩm định chủ trương đầu tư | hỗ trợ phát triển doanh nghiệp
SLDTBXH | Sở Lao động - Thương binh và Xã hội | Sở LĐ-TB&XH | Sở LĐTBXH
  lao động, người có công và xã hội | giải quyết việc làm, giảm nghèo | chăm sóc người có công
SKHCN | Sở Khoa học và Công nghệ | Sở KH&CN
  khoa học, công nghệ | quản lý nhiệm vụ khoa học và công nghệ | tiêu chuẩn, đo lường, chất lượng
STTTT | Sở Thông tin và Truyền thông | Sở TT&TT | Sở Thông tin - Truyền thông
  thông tin, truyền thông | ứng dụng công nghệ thông tin | quản lý báo chí, xuất bản
BDT | Ban Dân tộc tỉnh | Ban Dân tộc
  công tác dân tộc | thực hiện chính sách dân tộc | vận động người có uy tín
"""
_MERGED = """
SNV | Sở Nội vụ | Sở Nội vụ
  nội vụ, lao động | sắp xếp tổ chức bộ máy, tinh giản biên chế | giải quyết việc làm
STC | Sở Tài chính | Sở Tài chính
  tài chính, đầu tư | thu, chi ngân sách địa phương | thúc đẩy giải ngân vốn đầu tư công
SNNMT | Sở Nông nghiệp và Môi trường | Sở NN&MT | Sở Nông nghiệp - Môi trường
  nông nghiệp, môi trường | cơ cấu lại ngành nông nghiệp | quản lý đất đai, bảo vệ môi trường
SXD | Sở Xây dựng | Sở Xây dựng
  xây dựng, giao thông | phát triển kết cấu hạ tầng giao thông | quản lý chất lượng công trình
SKHCN | Sở Khoa học và Công nghệ | Sở KH&CN
  khoa học, công nghệ, chuyển đổi số | phát triển hạ tầng số | thúc đẩy đổi mới sáng tạo
SDTTG | Sở Dân tộc và Tôn giáo | Sở DT&TG | Sở Dân tộc - Tôn giáo
  dân tộc, tôn giáo | thực hiện chính sách dân tộc | quản lý nhà nước về tín ngưỡng, tôn giáo
"""
_CONTINUES = {"SNNMT": "SNNPTNT", "SDTTG": "BDT"}
_ANY_FIELDS = (
    ("quản lý hành chính", "cải cách hành chính", "nâng cao chất lượng phục vụ nhân dân"),
    ("sự nghiệp công", "cung ứng dịch vụ công", "tự chủ tài chính của đơn vị sự nghiệp"),
    ("phát triển kinh tế", "hỗ trợ sản xuất, kinh doanh", "thu hút đầu tư"),
    ("văn hóa, xã hội", "bảo đảm an sinh xã hội", "xây dựng đời sống văn hóa"),
    ("khoa học và kỹ thuật", "ứng dụng tiến bộ kỹ thuật", "phát triển nguồn nhân lực"),
)


def departments(year: int, count: int) -> tuple[Department, ...]:
    """The first ``count`` members of the cluster; beyond the known ones they are numbered."""
    merged = year >= MERGER.year
    own = tuple(_continued(one) for one in _parsed(_MERGED)) if merged else _parsed(_BEFORE)
    lasting = _parsed(_LASTING)
    known = (*own[:6], *lasting[:6], *own[6:], *lasting[6:])
    return (*islice(known, count), *(_numbered(one) for one in range(len(known) + 1, count + 1)))


def _parsed(text: str) -> tuple[Department, ...]:
    lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    return tuple(
        Department(code, name, short, tuple(aliases), field, (first, second))
        for (code, name, short, *aliases), (field, first, second) in zip(
            lines[::2], lines[1::2], strict=True
        )
    )


def _continued(department: Department) -> Department:
    predecessor = _CONTINUES.get(department.code, "")
    founded = MERGER if predecessor else None
    return replace(department, founded=founded, predecessor=predecessor)


def _numbered(number: int) -> Department:
    field, first, second = _ANY_FIELDS[number % len(_ANY_FIELDS)]
    return Department(
        f"DV{number:03}",
        f"Đơn vị minh họa số {number:03}",
        f"Đơn vị số {number:03}",
        (f"ĐV minh họa {number:03}",),
        field,
        (first, second),
    )
