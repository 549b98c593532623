"""Many publications as one stream of work: the largest with all workers, the others side by side."""

from __future__ import annotations

import multiprocessing
import os
import shlex
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from functools import partial
from itertools import islice
from queue import SimpleQueue
from typing import TypeAlias, TypeVar

from cjpublish.errors import Finding, PublishError, Severity, Source
from cjpublish.library.board import Board
from cjpublish.library.builder import build, build_alone, known
from cjpublish.library.members import Member
from cjpublish.library.order import Built, Order
from cjpublish.library.wire import Said, listening
from cjpublish.narration.crew import TRIES, Crew, WorkerLostError
from cjpublish.narration.processes import RESUME, processes, worker_faults
from cjpublish.site.library import Entry

__all__ = ["Failed", "Outcome", "divided", "outcomes"]

_FEW = 2
"""Publications that are not worth the start of builders."""
_TOO_LARGE = 1.25
"""How many fair shares of what is left a publication is, at least, that the others would be done before."""
_AHEAD = 2
"""Publications a builder that are handed out at once: the one that it builds, and the next."""
_GRACE = 5.0
"""Seconds that builders have to leave all as it was."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A publication that could not be built; its results are as they were."""

    member: Member
    """The publication."""
    error: Exception
    """A PublishError, whose places are relative to the library's folder; anything else is a bug."""


Outcome: TypeAlias = tuple[Built, Entry | None] | Failed
"""What came of a publication, and what the library's site shows of it."""
_Job: TypeAlias = Future[tuple[Built, Entry | None]]
_Answer = TypeVar("_Answer", tuple[Built, Entry | None], tuple[Built, Entry | None] | None)


def divided(members: Sequence[Member], jobs: int) -> tuple[list[Member], list[Member]]:
    """Return the publications that are built one after another with all workers, and those that are side by side.

    Both begin with the largest. One is in the first list where the others are done before it, for then most workers
    would have nothing to do at the end.
    """
    left = deque(sorted(members, key=lambda each: -each.size))
    total = sum(each.size for each in left)
    large: list[Member] = []
    while left and (len(left) <= _FEW or left[0].size * jobs > _TOO_LARGE * total):
        total -= left[0].size
        large.append(left.popleft())
    return large, list(left)


def outcomes(members: Sequence[Member], order: Order, jobs: int | None) -> Iterator[Outcome]:
    """Build publications; yield what came of each as soon as it is done. A fault in one does not stop the others.

    Those that are as they were are known here, and workers start only where something else is left.
    """
    jobs, board = jobs or os.cpu_count() or 1, Board(members)
    new: list[Member] = []
    for member in members:
        if outcome := _outcome(member, partial(known, member, order)):
            yield _told(member, outcome, board)
        else:
            new.append(member)
    large, others = divided(new, jobs)
    for member in large:
        yield _told(member, _outcome(member, partial(build, member, order, jobs=jobs)), board)
    if not others:
        return
    with worker_faults(), processes(jobs) as crew:
        try:
            yield from _side_by_side(crew, others, order, _AHEAD * jobs, board)
        except BaseException:
            _dismiss(crew)
            raise


def _side_by_side(crew: Crew, members: Sequence[Member], order: Order, most: int, board: Board) -> Iterator[Outcome]:
    """Have builders build, with at most so many publications handed out."""
    inbox: SimpleQueue[Said | _Job] = SimpleQueue()
    running: dict[_Job, Member] = {}
    waiting = iter(members)
    with listening(inbox.put) as address:
        while True:
            for member in islice(waiting, most - len(running)):
                job = crew.submit(build_alone, member, order, address)
                running[job] = member
                job.add_done_callback(inbox.put)
            if not running:
                return
            news = inbox.get()
            if isinstance(news, Said):
                board.said(news)
            else:
                member = running.pop(news)
                yield _told(member, _outcome(member, news.result), board)


def _told(member: Member, outcome: Outcome, board: Board) -> Outcome:
    board.finished(member, f"{member.name} (with a fault)" if isinstance(outcome, Failed) else outcome[0].title)
    return outcome


def _outcome(member: Member, work: Callable[[], _Answer]) -> _Answer | Failed:
    try:
        return work()
    except WorkerLostError:
        message = f"the process that built this was ended from outside {TRIES} times, perhaps for want of memory"
        fix = f"{RESUME}, or build it alone: cjpublish -C {shlex.quote(str(member.folder))}"
        return Failed(member, PublishError([Finding("worker-lost", Severity.ERROR, message, Source(member.name), fix)]))
    except BrokenExecutor:  # no builder can even start
        raise
    except Exception as error:  # noqa: BLE001  the others are built all the same
        return Failed(member, error)


def _dismiss(crew: Crew) -> None:
    """Ask builders to leave all as it was; who has not done so after a while is ended by who has started them."""
    crew.retire()
    builders = multiprocessing.active_children()
    for each in builders:
        each.terminate()
    deadline = time.monotonic() + _GRACE
    for each in builders:
        each.join(max(0.0, deadline - time.monotonic()))
