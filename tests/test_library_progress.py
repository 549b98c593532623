"""What is seen of work on many publications: one bar and who does what, or a bounded number of plain lines."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from rich.console import Console

from cjpublish.cli.bars import drawn
from cjpublish.progress import LOGGER, Overview, Step, advance, survey


@contextmanager
def seen(*, is_terminal: bool) -> Iterator[Callable[[], str]]:
    out = io.StringIO()
    handler = drawn(Console(file=out, force_terminal=is_terminal, width=100, color_system=None))
    LOGGER.addHandler(handler)
    level = LOGGER.level
    LOGGER.setLevel(logging.INFO)
    try:
        yield out.getvalue
    finally:
        LOGGER.setLevel(level)
        LOGGER.removeHandler(handler)
        handler.close()


def test_a_terminal_shows_all_publications_in_one_bar_and_what_each_builder_is_at() -> None:
    with seen(is_terminal=True) as text:
        survey(Overview(0, 10_000, 0, 9_000_000, ""))
        steps = (Step("beech", "speak", 3, 9), Step("cedar\x1b", "read", 0, 1))
        survey(Overview(2_512, 10_000, 3_000_000, 9_000_000, "Asp", steps))
    last = text().rpartition("Publications 2,512 of 10,000")[2]
    assert " 33%" in last
    assert last.index("\n  beech: Speaking 33 %") < last.index("\n  cedar\\x1b: Reading\n")


def test_a_terminal_forgets_the_bars_of_a_publication_that_is_done() -> None:
    with seen(is_terminal=True) as text:
        survey(Overview(0, 2, 0, 100, ""))
        advance("speak", 5, 10)
        assert "Speaking" in text()
        survey(Overview(1, 2, 60, 100, "Asp"))
    assert "Speaking" not in text().rpartition("Publications 1 of 2")[2]


@pytest.mark.parametrize(("count", "lines"), [(3, 3), (100, 100), (150, 75), (10_000, 100)])
def test_plain_lines_are_a_hundred_at_most(count: int, lines: int) -> None:
    with seen(is_terminal=False) as text:
        for done in range(count + 1):
            survey(Overview(done, count, 10 * done, 10 * count, f"Title {done}"))
            survey(Overview(done, count, 10 * done, 10 * count, "", (Step("beech", "speak", 3, 9),)))
    told = text().splitlines()
    assert len(told) == lines
    assert told[-1] == f"Publication {count:,} of {count:,}: Title {count}"
    assert all((" left" in line) == (count > 100) for line in told[:-1])


def test_plain_lines_of_stages_begin_anew_with_each_publication() -> None:
    with seen(is_terminal=False) as text:
        for done in range(2):
            survey(Overview(done, 2, done, 2, "Asp"))
            advance("speak", 9, 9)
    assert text().splitlines() == ["Speaking: 100 %", "Publication 1 of 2: Asp", "Speaking: 100 %"]
