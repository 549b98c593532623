"""Workers that die are replaced, and the job that kills them is found out."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

from cjpublish.errors import PublishError
from cjpublish.narration import processes as workers
from cjpublish.narration.crew import TRIES, Crew, UnstartedError, WorkerLostError
from cjpublish.narration.processes import processes


def fatal(notes: Path, until: int) -> int:
    """End the worker that does it, as often as `until` says; then return how often it was tried."""
    with notes.open("a") as file:
        file.write("tried\n")
    tries = len(notes.read_text().splitlines())
    if tries <= until:
        os.kill(os.getpid(), signal.SIGKILL)
    return tries


def patient(file: Path) -> str:
    """Wait for a file."""
    while not file.exists():
        time.sleep(0.01)
    return file.name


def test_a_job_that_ends_its_worker_is_done_again(tmp_path: Path) -> None:
    with processes(2) as crew:
        others = [crew.submit(pow, 2, number) for number in range(40)]
        assert crew.submit(fatal, tmp_path / "notes", TRIES - 1).result() == TRIES
        assert sum(each.result() for each in others) == 2**40 - 1


def test_a_job_that_goes_on_ending_workers_fails_alone(tmp_path: Path) -> None:
    with processes(2) as crew:
        before = [crew.submit(pow, 2, number) for number in range(40)]
        guilty = crew.submit(fatal, tmp_path / "notes", 99)
        after = [crew.submit(pow, 2, number) for number in range(40, 80)]
        with pytest.raises(WorkerLostError):
            guilty.result()
        assert sum(each.result() for each in before + after) == 2**80 - 1
    assert len((tmp_path / "notes").read_text().splitlines()) == TRIES


def test_a_crew_without_work_that_loses_its_workers_goes_on(tmp_path: Path) -> None:
    with processes(2) as crew:
        workers = {crew.submit(os.getpid).result() for _ in range(20)}
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        assert crew.submit(pow, 2, 3).result() == 8


def test_no_job_is_given_away_before_a_worker_can_take_it(tmp_path: Path) -> None:
    """So that what waits can still be dropped."""
    with processes(1) as crew:
        jobs = [crew.submit(patient, tmp_path / str(number)) for number in range(6)]
        dropped = [job.cancel() for job in reversed(jobs)]
        for number in range(6):
            (tmp_path / str(number)).touch()
        assert dropped == [True, True, True, True, False, False]
        assert [job.result() for job in jobs if not job.cancelled()] == ["0", "1"]


_UNGUARDED = """
import os
from cjpublish.narration.processes import processes
with processes(2) as crew:
    print(crew.submit(os.getpid).result())
"""


def test_workers_that_can_not_start_are_not_replaced_for_ever(tmp_path: Path) -> None:
    """A script without `if __name__ == "__main__"` starts itself in each of them."""
    script = tmp_path / "script.py"
    script.write_text(_UNGUARDED)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "\nconcurrent.futures.process.BrokenProcessPool: " in done.stderr


@pytest.mark.parametrize(
    "reason",
    [BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), RuntimeError("can't start new thread")],
)
def test_where_the_system_lets_no_worker_begin_that_is_told_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, reason: OSError | RuntimeError
) -> None:
    def refused(*_: object) -> NoReturn:
        raise reason

    monkeypatch.setattr(workers, "_started", refused)
    told = rf"no worker process can be started: {getattr(reason, 'strerror', None) or reason}\s+hint: .*--jobs"
    with pytest.raises(PublishError, match=told), processes(2):
        pass


def test_workers_that_cannot_be_replaced_end_what_waits_for_them(tmp_path: Path) -> None:
    pools: list[Executor] = []

    def recruit() -> Executor:
        if pools:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        pools.append(ProcessPoolExecutor(1, multiprocessing.get_context("spawn")))
        return pools[0]

    crew = Crew(recruit, 2)
    jobs = [crew.submit(fatal, tmp_path / "notes", 9), crew.submit(pow, 2, 3), crew.submit(pow, 2, 4)]
    with pytest.raises(UnstartedError, match="no worker process can be started: Resource temporarily unavailable"):
        jobs[0].result(timeout=60)
    with pytest.raises(UnstartedError):
        crew.submit(pow, 2, 3)
    crew.shutdown()


def test_workers_that_die_while_nothing_is_done_are_replaced_when_something_is(tmp_path: Path) -> None:
    """The pool has noticed before it is asked for anything."""
    with processes(2) as crew:
        for pid in {crew.submit(os.getpid).result() for _ in range(20)}:
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while not getattr(crew._pool, "_broken", False) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert crew.submit(pow, 2, 3).result(timeout=60) == 8
        assert [crew.submit(pow, 2, number).result(timeout=60) for number in range(9)][8] == 256


def test_a_crew_outlives_one_death_after_the_other(tmp_path: Path) -> None:
    with processes(2) as crew:
        for turn in range(8):
            others = [crew.submit(pow, 2, number) for number in range(12)]
            notes = tmp_path / f"notes{turn}"
            assert crew.submit(fatal, notes, 1).result(timeout=60) == 2
            assert sum(each.result(timeout=60) for each in others) == 2**12 - 1
