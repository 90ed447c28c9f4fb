from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.domain.errors import PipelineError
from pipeline.files.campaign.campaign_lock import changing

HOLD = """
import sys
from pathlib import Path
from pipeline.files.campaign.campaign_lock import changing
with changing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_commands_at_once_are_one_line_and_the_second_may_come_later(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(PipelineError, match=r"Một lệnh thidua khác"), changing(tmp_path):
            pass
        other.kill()
    with changing(tmp_path), changing(tmp_path):
        assert (tmp_path / ".thidua.lock").exists()
