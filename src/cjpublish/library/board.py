"""How far the whole stream is: what builders say, summed up into one overview."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from cjpublish.library.members import Member
from cjpublish.library.wire import Said
from cjpublish.progress import Overview, Step, survey

__all__ = ["Board"]


class Board:
    """What has been built and what is being built; every change is a record of progress."""

    def __init__(self, members: Sequence[Member]) -> None:
        """Begin with nothing done."""
        self._total = len(members)
        self._work = sum(each.size for each in members)
        self._done = self._worked = 0
        self._busy: dict[int, Step] = {}
        self._show()

    def finished(self, member: Member, title: str) -> None:
        """Take in that a publication has been built, or has failed."""
        self._done += 1
        self._worked += member.size
        self._busy = {builder: step for builder, step in self._busy.items() if step.name != member.name}
        self._show(title)

    def said(self, said: Said) -> None:
        """Take in what a builder says; what was logged is logged here."""
        if said.warning:
            name, level, message = said.warning
            logging.getLogger(name).log(level, "%s", message)
            return
        if said.step:
            self._busy[said.builder] = said.step
        else:
            self._busy.pop(said.builder, None)
        self._show()

    def _show(self, last: str = "") -> None:
        survey(Overview(self._done, self._total, self._worked, self._work, last, tuple(self._busy.values())))
