"""Start the worker processes that read returned files.

Kept free of what the reading itself imports: a command may start its readers first, so that they
get ready while it opens the campaign.
"""

from __future__ import annotations

import os
from typing import Final

from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.returned.losses import READING_LIMITS

READING: Final = "pipeline.jobs.reading"


def start_readers() -> ContainedExecutor:
    """One worker process; when many files wait, as many as there are processors.

    Raises:
        PipelineError: No worker process can be started here.
    """
    return ContainedExecutor(READING_LIMITS, imports=READING, most=os.cpu_count() or 1)
