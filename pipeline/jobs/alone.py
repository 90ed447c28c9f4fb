"""Jobs that change a campaign run alone in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from pipeline.files.campaign.campaign_lock import changing
from pipeline.jobs.campaigns import OpenCampaign

P = ParamSpec("P")
R = TypeVar("R")


def alone(
    job: Callable[Concatenate[OpenCampaign, P], R],
) -> Callable[Concatenate[OpenCampaign, P], R]:
    """Keep other commands from changing the campaign while the job runs."""

    @wraps(job)
    def guarded(opened: OpenCampaign, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with changing(opened.folder.root):
            return job(opened, *args, **kwargs)

    return guarded
