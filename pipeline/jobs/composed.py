"""Everything a run prints: the reports of the whole and of each cluster, and the tables.

A report form, once there is a third, comes by itself with its outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.collection import Collection
from pipeline.domain.document import Document, Table, figures_in
from pipeline.domain.figures import Figure
from pipeline.domain.runs import Block
from pipeline.domain.statistics import StatisticalForm
from pipeline.files.campaign.publication import CLUSTERS
from pipeline.jobs.templates import outlines
from pipeline.steps.changes.run_records import blocks_of, sheets_of
from pipeline.steps.figures import FigureBook
from pipeline.steps.report.compose import compose
from pipeline.steps.tables.appendices import appendices
from pipeline.steps.tables.registry import WorkbookTables
from pipeline.steps.tables.statistics import statistical_tables

APPENDIX_BOOK = "phu-luc.xlsx"


@dataclass(frozen=True, slots=True)
class ReportSet:
    """The reports of the whole, or of one cluster.

    Attributes:
        folder: Where they go below ``reports/``, with a slash behind; "" for the whole's.
        documents: By file name.
        tables: Sheets of the appendix workbook; a cluster has none of its own.
        on_paper: The same, long ones cut to their sums: what is recorded, and shown in a browser.
    """

    collection: Collection
    folder: str
    documents: Mapping[str, Document]
    tables: Iterable[Table] = ()
    on_paper: tuple[Table, ...] = ()

    @property
    def title(self) -> str:
        """The cluster and the period."""
        campaign = self.collection.campaign
        return f"{campaign.title}, {campaign.period.label}"

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure printed, repeats included; of long tables those of their sums."""
        for document in self.documents.values():
            yield from document.figures
        for table in self.on_paper:
            yield from figures_in(table)

    @property
    def blocks(self) -> Iterator[Block]:
        """Every paragraph and table that prints a figure, in reading order."""
        for name, document in self.documents.items():
            yield from blocks_of(f"{self.folder}{name}", document)
        yield from sheets_of(APPENDIX_BOOK, self.on_paper)


def compose_all(book: FigureBook, statistics: Sequence[StatisticalForm]) -> tuple[ReportSet, ...]:
    """The whole first, then the clusters of a campaign of many, in their order."""
    tables = WorkbookTables(book, statistical_tables(book, statistics))
    whole = ReportSet(book.collection, "", _documents(book), tables, tuple(tables.on_paper))
    return (whole, *(_of_cluster(cluster) for cluster in book.clusters))


def _of_cluster(book: FigureBook) -> ReportSet:
    folder = f"{CLUSTERS}/{book.campaign.scope}/"
    return ReportSet(book.collection, folder, _documents(book))


def _documents(book: FigureBook) -> Mapping[str, Document]:
    return {
        f"bao-cao-{outline.id}.docx": compose(outline, book, appendices=appendices(book))
        for outline in outlines()
    }
