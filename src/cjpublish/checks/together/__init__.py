"""Whether the files of one publication belong together, and are of its manuscript as it is now."""

from __future__ import annotations

from cjpublish.checks.together.belonging import belongs, named
from cjpublish.checks.together.chapters import equally_long
from cjpublish.checks.together.listed import unchanged
from cjpublish.checks.together.once import told_once
from cjpublish.checks.together.saying import heard, out_of_date, printed, timeline_out_of_date
from cjpublish.checks.together.timing import out_of_time

__all__ = [
    "belongs",
    "equally_long",
    "heard",
    "named",
    "out_of_date",
    "out_of_time",
    "printed",
    "timeline_out_of_date",
    "told_once",
    "unchanged",
]
