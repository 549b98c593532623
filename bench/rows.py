"""What was measured: rows, kept in results.json from one run to the next, and the page RESULTS.md made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Results", "Row", "shown"]

_HEAD = """\
# Measured

`python bench/run.py` writes this page; `python bench/run.py NAME` measures one again and keeps the others. Every figure
is set against another of the same run, since machines differ and busy ones lie: compare ratios. Memory is that of all
processes together, looked at 20 times a second; pages that several share count once. Megabytes are millions of bytes.

"""
_COLUMNS = ("bench", "what", "figure", "against", "ratio", "promise", "kept", "measured")
_KEPT = {True: "yes", False: "**no**", None: ""}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    what: str
    """What was measured, and of how much."""
    figure: str
    """With its unit."""
    against: str = ""
    """What it is set against, with that figure; or why there is none."""
    ratio: float | None = None
    """The figure's to the other's."""
    promise: str = ""
    """What it should be."""
    kept: bool | None = None
    """Whether it is; None where nothing was promised or measured."""


def shown(row: Row) -> str:
    """Return a row as a line for a terminal."""
    ratio = "" if row.ratio is None else f"; ratio {row.ratio:.2f}"
    promise = f"; promise {row.promise}" if row.promise else ""
    kept = {True: ", kept", False: ", NOT KEPT", None: ""}[row.kept]
    return f"{row.what}: {row.figure}" + (f" against {row.against}" if row.against else "") + ratio + promise + kept


class Results:
    """All that is known by now, by bench."""

    def __init__(self, folder: Path, order: Sequence[str]) -> None:
        """Read what was kept in a folder; `order` is that of the benches on the page."""
        self._file, self._page, self._order = folder / "results.json", folder / "RESULTS.md", order
        self._benches = json.loads(self._file.read_text(encoding="utf-8")) if self._file.exists() else {}

    def keep(self, bench: str, rows: Iterable[Row], date: str, machine: str, versions: Mapping[str, str]) -> None:
        """Put a bench's rows in the place of its earlier ones, and write the file and the page."""
        told = {"date": date, "machine": machine, "versions": dict(versions), "rows": [asdict(row) for row in rows]}
        self._benches[bench] = told
        text = json.dumps(self._benches, ensure_ascii=False, indent=1, sort_keys=True)
        self._file.write_text(text + "\n", encoding="utf-8")
        self._page.write_text(self._text(), encoding="utf-8")

    def _text(self) -> str:
        known = [name for name in self._order if name in self._benches]
        machines = dict.fromkeys(self._benches[name]["machine"] for name in known)
        parts = [self._on(each, [n for n in known if self._benches[n]["machine"] == each]) for each in machines]
        return _HEAD + "\n".join(parts)

    def _on(self, machine: str, names: Sequence[str]) -> str:
        """Return the part of the page about one machine."""
        versions: dict[str, str] = {}
        for name in sorted(names, key=lambda name: str(self._benches[name]["date"])):
            versions |= self._benches[name]["versions"]
        lines = [f"## {machine}", "", ", ".join(f"{name} {number}" for name, number in versions.items()) + ".", ""]
        lines += [_line(_COLUMNS), _line(["---"] * len(_COLUMNS))]
        for name in names:
            told = self._benches[name]
            lines += [_line(_cells(name, Row(**row), told["date"])) for row in told["rows"]]
        return "\n".join(lines) + "\n"


def _cells(bench: str, row: Row, date: str) -> list[str]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return [f"`{bench}`", row.what, row.figure, row.against, ratio, row.promise, _KEPT[row.kept], date]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
