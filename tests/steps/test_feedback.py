from pipeline.domain.findings import FindingKind, finding
from pipeline.steps.feedback.differences import Difference
from pipeline.steps.feedback.feedback import message
from tests.builders import a_campaign, a_unit


def test_a_unit_without_mistakes_gets_no_message() -> None:
    note = finding(FindingKind.TEXT_CLEANED, unit="SNV", column="Họ tên")
    assert message(a_unit("SNV"), a_campaign(), [note]) == ""


def test_the_message_lists_errors_first_each_with_its_place_and_what_to_do() -> None:
    warning = finding(
        FindingKind.AMBIGUOUS_NUMBER,
        sheet="KT cá nhân",
        cell="H9",
        found="1.234",
        value="1234",
        column="Số đề nghị",
    )
    error = finding(
        FindingKind.NOT_A_DATE, sheet="Văn bản", cell="D9", found="31/02", column="Ngày ban hành"
    )
    text = message(a_unit("SNV"), a_campaign(contact="Bà Lan, 0205 123 456"), [warning, error])
    assert text.startswith("Kính gửi: Sở Nội vụ\n")
    assert text.index("1. Văn bản!D9: ") < text.index("1. KT cá nhân!H9")
    assert "“31/02”" in text
    assert "xin liên hệ: Bà Lan, 0205 123 456." in text
    assert text.endswith("Trân trọng cảm ơn.\n")


def test_a_message_names_the_workbook_that_goes_along_and_stays_short() -> None:
    errors = [
        finding(FindingKind.NOT_A_DATE, sheet="Văn bản", cell=f"D{row}", found="?", column="Ngày")
        for row in range(7, 37)
    ]
    text = message(a_unit("SNV"), a_campaign(), errors, workbook="SNV_lan-1.xlsx")

    assert "sửa ngay trong tệp “SNV_lan-1.xlsx” gửi kèm" in text
    assert "15. Văn bản!D21" in text
    assert "16. " not in text
    assert "… và 15 chỗ khác, xem sheet “Cần sửa” của tệp gửi kèm." in text
    assert "30. Văn bản!D36" in message(a_unit("SNV"), a_campaign(), errors)


def a_change(number: int) -> Difference:
    return Difference(("b", "r", "c"), "KT cá nhân", f"dòng {number}", "Số đề nghị", "12", "15")


def test_changes_nobody_asked_for_are_listed() -> None:
    changes = [a_change(number) for number in range(22)]
    text = message(a_unit("SNV"), a_campaign(), [], changes=changes)

    assert "Báo cáo không còn nội dung phải sửa." in text
    assert "Ngoài các ô được yêu cầu sửa, đơn vị còn đổi:\n- KT cá nhân, dòng 0" in text
    assert ": 12 → 15\n" in text
    assert "- … và 2 chỗ khác." in text
