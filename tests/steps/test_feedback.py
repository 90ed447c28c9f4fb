from pipeline.domain.findings import FindingKind, finding
from pipeline.steps.feedback import message
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
