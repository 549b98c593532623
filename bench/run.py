"""Measures what cjpublish promises about time and memory, each against something else in the same run.

    python bench/run.py [NAME…]

Without a name it measures all, which takes hours: leave the machine alone meanwhile. Each row is printed as soon as it
is known; results.json keeps it, and RESULTS.md shows all that is kept. With `--trial` neither is written.
"""

from __future__ import annotations

import argparse
import compileall
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CalledProcessError

from catalogue import catalogue
from cold import cold
from daily import edit, look, same, site, start
from ebook import ebook
from footprint import footprint
from machine import machine, versions
from measure import FailedError
from narrate import narrate
from rebuild import rebuild
from rows import Results, Row, shown
from sizes import ROOT, Sizes
from speedup import cluster, jobs

BENCHES: Mapping[str, Callable[[Sizes], Iterator[Row]]] = {
    "help": start,
    "same": same,
    "edit": edit,
    "look": look,
    "site": site,
    "cold": cold,
    "narrate": narrate,
    "epub": ebook,
    "memory": footprint,
    "rebuild": rebuild,
    "jobs": jobs,
    "cluster": cluster,
    "library": catalogue,
}


def main() -> None:
    """Measure what is named."""
    parser = _parser()
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    sizes = Sizes(**{field.name: getattr(options, field.name) for field in fields(Sizes)})
    # As an installer does: where the environment forbids it to Python, each process would compile all sources anew.
    compileall.compile_dir(ROOT / "src", quiet=1)
    results = Results(Path(__file__).parent, list(BENCHES))
    for name in options.names or BENCHES:
        rows: list[Row] = []
        for row in _measured(name, sizes):
            print(f"{name}: {shown(row)}", flush=True)
            rows.append(row)
        if not options.trial:
            today = datetime.now(UTC).date().isoformat()
            results.keep(name, rows, today, machine(), versions())


def _measured(name: str, sizes: Sizes) -> Iterator[Row]:
    """Yield a bench's rows; a command that fails ends this bench, not those that follow."""
    try:
        yield from BENCHES[name](sizes)
    except (FailedError, CalledProcessError) as reason:
        yield Row(name, "failed", str(reason), kept=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n")[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    usual = Sizes()
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--words", type=int, default=usual.words, help="of a book")
    parser.add_argument("--long", type=int, default=usual.long, help="words of a long book")
    parser.add_argument("--piper", type=int, default=usual.piper, help="words that the embedded voice speaks")
    parser.add_argument("--articles", type=int, default=usual.articles, help="in the library")
    parser.add_argument("--runs", type=int, default=usual.runs, help="that count; a figure is their median")
    parser.add_argument("--patience", type=float, default=usual.patience, help="seconds that another program may take")
    parser.add_argument("--novel", type=Path, default=usual.novel, help="a folder with the manuscript of Moby-Dick")
    parser.add_argument("--trial", action="store_true", help="print only: keep nothing")
    return parser


if __name__ == "__main__":
    main()
