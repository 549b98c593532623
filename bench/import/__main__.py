"""Measures how well and how fast articles are told from what stands around them on a page.

    python bench/import [FOLDER]

FOLDER holds `html/` (pages as downloaded, gzipped), `text/` (the same pages as a person copies them),
`ground-truth.json` and `score.py`, which prints precision, recall and F1 over four-word shingles. By default it is
`import-benchmark` in the folder `shared` beside this repository.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from cjpublish import importers
from cjpublish.draft import Block, Code, Draft, Heading, List, Paragraph, Quote, Table
from cjpublish.importers import Original
from cjpublish.model import Inline, inline_text

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "import-benchmark"


def body(draft: Draft) -> str:
    """Return the text of an article as it stands in the manuscript, without its title and its pictures."""
    return "\n\n".join(text for chapter in draft.chapters for text in _texts(chapter.blocks[1:]))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield inline_text(block.inlines)
            case Quote():
                yield from _texts(block.blocks)
            case List():
                for item in block.items:
                    yield inline_text(item.term)
                    yield from _texts(item.blocks)
            case Table():
                yield from (_row(row) for row in (block.header, *block.rows))
            case Code():
                yield block.text
            case _:
                pass


def _row(cells: Iterable[tuple[Inline, ...]]) -> str:
    return " ".join(inline_text(cell) for cell in cells)


def predicted(page: Path) -> tuple[str, str, float]:
    """Return a page's name, the body that was found in it, and the seconds that took."""
    start = time.perf_counter()
    name = page.name.removesuffix(".gz")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / name
        path.write_bytes(gzip.decompress(page.read_bytes()) if page.suffix == ".gz" else page.read_bytes())
        text = body(importers.read(Original(path, name)))
    return name.partition(".")[0], text, time.perf_counter() - start


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    cores = os.cpu_count() or 1
    for kind in ("html", "text"):
        pages = sorted((folder / kind).iterdir())
        start = time.perf_counter()
        with ProcessPoolExecutor(cores) as pool:
            found = list(pool.map(predicted, pages, chunksize=4))
        taken = time.perf_counter() - start
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump({name: text for name, text, _ in found}, file)
            file.flush()
            print(f"{kind}/: ", end="", flush=True)
            subprocess.run([sys.executable, str(folder / "score.py"), file.name], check=True)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        slowest = max(seconds for _, _, seconds in found)
        print(
            f"    {len(pages) / taken * 60:.0f} pages a minute on {cores} cores, the slowest page {slowest:.1f} s, "
            f"a process at most {memory:.0f} MB"
        )


if __name__ == "__main__":
    main()
