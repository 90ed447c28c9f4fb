"""Start the worker processes that read returned files.

Kept free of what the reading itself imports: a command may start its readers first, so that they
get ready while it opens the campaign.
"""

from __future__ import annotations

import os
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from typing import Final

from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.returned.losses import READING_LIMITS

READING: Final = "pipeline.jobs.reading"


def readers_of(scheduler: str) -> AbstractContextManager[Executor | None]:
    """The workers of a scheduler, if there is one; else none until a file has to be read.

    Raises:
        PipelineError: The scheduler cannot be used.
    """
    return start_readers(scheduler) if scheduler else nullcontext()


def start_readers(scheduler: str = "") -> Executor:
    """One worker process; when many files wait, as many as there are processors.

    Args:
        scheduler: Address of a Dask scheduler; its workers read instead.

    Raises:
        PipelineError: No worker process can be started here, or the scheduler cannot be used.
    """
    if scheduler:
        from pipeline.files.cluster.connection import connect  # noqa: PLC0415 - few have it
        from pipeline.files.cluster.executor import ClusterExecutor  # noqa: PLC0415

        return ClusterExecutor(connect(scheduler), READING_LIMITS, READING)
    return ContainedExecutor(READING_LIMITS, imports=READING, most=os.cpu_count() or 1)
