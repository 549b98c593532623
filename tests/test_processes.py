"""Worker processes end with the work, however it ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

_STOPPED_WHILE_RESULTS_ARRIVE = """
import sys, time
from cjpublish.narration.processes import processes

if __name__ == "__main__":
    with processes(2) as pool:
        pool.submit(bytes, 1).result()
        for _ in range(60):
            pool.submit(bytes, 60_000_000)
        time.sleep(float(sys.argv[1]))
        raise SystemExit(7)
"""


@pytest.mark.parametrize("after", [0.2, 0.4, 0.6, 0.8])
def test_a_result_half_sent_does_not_hold_up_the_end(after: float) -> None:
    """The answers are so large that a stop seldom falls between two of them."""
    done = subprocess.run([sys.executable, "-c", _STOPPED_WHILE_RESULTS_ARRIVE, str(after)], timeout=60)
    assert done.returncode == 7
