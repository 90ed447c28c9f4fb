from __future__ import annotations

from datetime import date

from pipeline.domain.campaign import GroupKind
from pipeline.steps.sentences.members import membership, unit_list
from tests.builders import a_campaign, a_unit
from tests.steps.collections_builder import a_book, read


def test_the_group_its_head_and_its_deputy_are_named() -> None:
    assert read(membership(a_book())) == [
        (
            "Cụm thi đua minh họa gồm 03 đơn vị thành viên; đơn vị trưởng cụm là Sở Nội vụ,"
            " đơn vị phó cụm là Sở Tài chính. Trong năm 2025, cụm không có biến động về đơn"
            " vị thành viên."
        )
    ]


def test_a_bloc_without_deputies_has_its_own_words() -> None:
    campaign = a_campaign(kind=GroupKind.BLOC, name="các cơ quan", deputies=())
    assert read(membership(a_book(campaign=campaign))) == [
        (
            "Khối thi đua các cơ quan gồm 03 đơn vị thành viên; đơn vị trưởng khối là Sở"
            " Nội vụ. Trong năm 2025, khối không có biến động về đơn vị thành viên."
        )
    ]


def test_units_that_joined_or_left_within_the_period_are_named() -> None:
    units = (
        a_unit("SNV", valid_from=date(2025, 1, 1)),
        a_unit("STC", valid_from=date(2025, 7, 1)),
        a_unit("STP", valid_to=date(2025, 6, 30)),
    )
    (line,) = read(membership(a_book(campaign=a_campaign(units=units, deputies=()))))
    assert line.endswith(
        "Trong năm 2025, có thêm 01 đơn vị tham gia cụm: Sở Tài chính (từ ngày 01/07/2025). Có 01"
        " đơn vị thôi tham gia cụm trong năm 2025: Sở Tư pháp (đến hết ngày 30/06/2025)."
    )


def test_every_unit_is_listed_with_its_part() -> None:
    assert read(unit_list(a_book())) == [
        "- Sở Nội vụ – đơn vị trưởng cụm;",
        "- Sở Tài chính – đơn vị phó cụm;",
        "- Sở Tư pháp.",
    ]


def test_the_name_used_below_stands_behind_the_full_name() -> None:
    full, short = "Sở Giáo dục và Đào tạo", "Sở GD&ĐT"
    units = (a_unit("SNV"), a_unit("SGDDT", name=full, short_name=short))
    campaign = a_campaign(units=units, deputies=("SGDDT",))
    assert read(unit_list(a_book(campaign=campaign)))[1] == (
        "- Sở Giáo dục và Đào tạo (viết tắt: Sở GD&ĐT) – đơn vị phó cụm."
    )


def test_a_very_long_list_of_units_refers_to_the_table_at_the_end() -> None:
    units = tuple(a_unit(f"D{number}") for number in range(41))
    campaign = a_campaign(units=units, head="D0", deputies=())
    assert read(unit_list(a_book(campaign=campaign))) == [
        ("Danh sách đơn vị thành viên nêu tại bảng tình trạng nộp báo cáo ở cuối báo cáo này.")
    ]


def test_that_nothing_changed_is_not_claimed_where_the_head_tells_of_changes() -> None:
    told = {"narrative": {"changes": "Một đơn vị đổi tên."}}
    assert "không có biến động" in read(membership(a_book(head={})))[0]
    assert "không có biến động" not in read(membership(a_book(head=told)))[0]
