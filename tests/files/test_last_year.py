from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.domain.errors import SettingsError
from pipeline.domain.submission import Value
from pipeline.files.campaign.last_year import LAST_YEAR_FILE, read_last_year, write_last_year


def test_the_figures_come_back_as_they_were_kept(tmp_path: Path) -> None:
    values: dict[str, dict[tuple[str, str, str], Value]] = {
        "SNV": {
            ("targets", "CT01", "last_year"): Decimal("99.50"),
            ("awards_individual", "LDTT", "last_year"): 10,
            ("identity", "reporter", "value"): "Nguyễn Văn A",
            ("documents", "1", "date"): date(2024, 1, 5),
        }
    }
    write_last_year(tmp_path, values)
    assert read_last_year(tmp_path) == values


def test_a_campaign_without_forerunner_has_none(tmp_path: Path) -> None:
    assert read_last_year(tmp_path) == {}


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"SNV": [["a"]]}', '{"SNV": [["a","b","c","count","x"]]}']
)
def test_a_damaged_file_is_one_clear_line(tmp_path: Path, text: str) -> None:
    (tmp_path / LAST_YEAR_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"ky-truoc\.json"):
        read_last_year(tmp_path)
