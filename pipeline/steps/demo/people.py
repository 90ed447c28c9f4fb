"""Invent people, their posts and the rooms they work in."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

FAMILIES = (
    *("Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Hoàng", "Vũ"),
    *("Đặng", "Bùi", "Đỗ", "Nông", "Lương", "Lý", "Hà", "Vi", "Chu", "Dương", "Phan", "Triệu"),
)
MEN = (
    ("Văn", "Đức", "Quang", "Minh", "Hữu", "Xuân", "Ngọc", "Thành", "Anh", "Tiến", "Quốc"),
    ("An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hùng", "Khánh", "Long", "Nam"),
    ("Phong", "Quân", "Sơn", "Thắng", "Tuấn", "Toàn", "Trung", "Việt", "Kiên", "Hiếu", "Lâm"),
)
WOMEN = (
    ("Thị", "Thị", "Thị Thu", "Thị Thanh", "Thị Minh", "Thị Hồng", "Ngọc", "Thùy", "Phương"),
    ("Anh", "Chi", "Dung", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hương", "Lan", "Liên"),
    ("Linh", "Loan", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Thảo", "Trang", "Yến"),
)
ROOMS = (
    *("Văn phòng", "Phòng Tổ chức cán bộ", "Phòng Kế hoạch - Tài chính", "Thanh tra đơn vị"),
    *("Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2", "Phòng Nghiệp vụ 3", "Phòng Pháp chế"),
    *("Phòng Quản lý chuyên ngành", "Phòng Cải cách hành chính", "Trung tâm Dịch vụ công"),
    *("Trung tâm Thông tin", "Trung tâm Tư vấn và Hỗ trợ", "Chi cục Quản lý số 1"),
    *("Chi cục Quản lý số 2", "Ban Quản lý dự án", "Trung tâm Kỹ thuật", "Đội Công tác cơ sở"),
)
# The posts of a collective's head and deputy, by the first word of its name.
_POSTS = {
    "Văn": ("Chánh Văn phòng", "Phó Chánh Văn phòng"),
    "Phòng": ("Trưởng phòng", "Phó Trưởng phòng"),
    "Thanh": ("Chánh Thanh tra", "Phó Chánh Thanh tra"),
    "Trung": ("Giám đốc Trung tâm", "Phó Giám đốc Trung tâm"),
    "Chi": ("Chi cục trưởng", "Phó Chi cục trưởng"),
    "Sở": ("Giám đốc Sở", "Phó Giám đốc Sở"),
    "Đội": ("Đội trưởng", "Phó Đội trưởng"),
    "Tổ": ("Tổ trưởng", "Tổ phó"),
}
_ANY_POSTS = ("Trưởng ban", "Phó Trưởng ban")


def a_person(rng: Random) -> str:
    """A full name that sounds usual; any likeness is chance."""
    middles, *given = rng.choice((MEN, WOMEN))
    names = [name for part in given for name in part]
    return f"{rng.choice(FAMILIES)} {rng.choice(middles)} {rng.choice(names)}"


def people(rng: Random) -> Iterator[str]:
    """Names, none of them twice until chance has had a hundred tries."""
    seen: set[str] = set()
    while True:
        name = next(
            (name for name in (a_person(rng) for _ in range(100)) if name not in seen),
            a_person(rng),
        )
        seen.add(name)
        yield name


def a_post(rng: Random, body: str) -> str:
    """The post of someone who leads this unit or room."""
    return rng.choice(_POSTS.get(body.split(maxsplit=1)[0], _ANY_POSTS))


def a_phone(rng: Random) -> str:
    """A number that looks like a telephone's and belongs to nobody."""
    return f"0900 000 {rng.randint(1, 999):03}"


def rooms(rng: Random, count: int) -> tuple[str, ...]:
    """Names of the unit's collectives; beyond the known ones they are numbered."""
    known = rng.sample(ROOMS, min(count, len(ROOMS)))
    more = (f"Tổ công tác số {number}" for number in range(1, count - len(known) + 1))
    return (*known, *more)
