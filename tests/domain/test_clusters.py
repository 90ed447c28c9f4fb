from __future__ import annotations

import pytest

from pipeline.domain.campaign import GroupKind
from pipeline.domain.clusters import LONGEST_KEY, cluster_key, clusters_of, of_cluster, units_in
from tests.steps.province_scenarios import CLUSTERS, a_province, a_province_book


def test_a_key_is_short_and_ends_with_a_whole_word() -> None:
    assert cluster_key("Khối doanh nghiệp") == "khoi-doanh-nghiep"
    long = "Cụm thi đua các xã, phường khu vực trung tâm thành phố"
    key = cluster_key(long)
    assert len(key) <= LONGEST_KEY
    assert key.startswith("cum-thi-dua-cac-xa-phuong-")
    # Two long names that begin alike keep folders of their own.
    assert cluster_key(f"{long} và vùng ven") != key


def test_a_name_typed_otherwise_has_the_same_key() -> None:
    long = "Cụm thi đua các xã, phường khu vực trung tâm thành phố Hòa Bình"
    assert cluster_key(long.replace("Hòa", "Hoà").upper()) == cluster_key(long)


def test_a_cluster_is_the_whole_restricted_to_its_units() -> None:
    book = a_province_book()
    first, _, bloc = clusters_of(book.campaign)
    own = of_cluster(book.collection, first)
    assert own.campaign.title == CLUSTERS[0]
    assert (own.campaign.head, own.campaign.deputies) == ("D01", ("D02",))
    assert list(own.submissions) == ["D01"]
    assert [receipt.unit for receipt in own.receipts] == [unit.code for unit in first.units]
    assert own.head is not None
    # Of the head's workbook only the scores of its own units.
    assert list(own.head.tables) == ["scores"]
    assert own.head.value("scores", "D01", "nomination") == "flag"
    assert own.head.value("scores", "D09", "nomination") is None
    other = of_cluster(book.collection, bloc).campaign
    assert (other.kind, other.head, other.word) == (GroupKind.BLOC, "", "khối")


def test_what_belongs_to_the_report_of_the_whole_is_not_printed_on_a_cluster() -> None:
    campaign = a_province(signer="Nguyễn Văn A", report_number=12, symbol="BC-SNV")
    book = a_province_book(campaign=campaign)
    own = of_cluster(book.collection, clusters_of(campaign)[0]).campaign
    assert (own.signer, own.report_number, own.symbol) == ("", None, "")


@pytest.mark.parametrize(("scope", "count"), [("", 17), ("cum-thi-dua-so-2", 7), ("khac", 0)])
def test_units_are_told_by_the_key_of_their_cluster(scope: str, count: int) -> None:
    assert len(units_in(scope, a_province())) == count
