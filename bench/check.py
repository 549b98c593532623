"""Measures a whole check of a long book: 60,000 words and ten hours of sound in every edition.

    python bench/check.py [FOLDER [OPTION…]]

The book is the first 60,000 words of Moby-Dick in ../shared/books (or of the manuscript in BENCH_BOOK), spoken by
espeak at about 110 words a minute. It is built once in FOLDER (a temporary one by default) and checked with a store
that knows nothing. Promise: 90 s on two cores, less than 400 MB. The memory of EPUBCheck's Java and of Ace's Node.js
and Chromium is told apart: nothing here can make it less.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

BOOK = Path(os.environ.get("BENCH_BOOK", Path(__file__).parents[2] / "shared/books/moby-dick"))
WORDS = 60_000
PROGRAM = (sys.executable, "-m", "cjpublish")
SETTINGS = """\
title: A Long Book
authors: [A. Writer]
language: en
modified: 2026-01-01T00:00:00Z
narration: {text: reader}
"""


def written(folder: Path) -> Path:
    """Write the book's manuscript into a folder, as many whole chapters as hold so many words."""
    (folder / "manuscript").mkdir(parents=True)
    (folder / "voices").mkdir()
    (folder / "manuscript/publication.yaml").write_text(SETTINGS)
    (folder / "voices/reader.yaml").write_text("engine: espeak\nvoice: en-us\nrate: 0.62\n")
    left = WORDS
    for chapter in sorted((BOOK / "manuscript").glob("*.md")):
        if left <= 0:
            break
        shutil.copy(chapter, folder / "manuscript")
        left -= len(chapter.read_text().split())
    return folder


def resident(process: int) -> tuple[int, int]:
    """Return the kilobytes in memory of a process and all that it started, shared pages in proportion.

    First those of Python's processes, which are its own, then those of other programs.
    """
    own, others = 0, 0
    for each in family(process):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
            is_own = Path(f"/proc/{each}/exe").resolve() == Path(sys.executable).resolve()
        except OSError:
            continue
        kilobytes = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        own += kilobytes * is_own
        others += kilobytes * (not is_own)
    return own, others


def family(process: int) -> Iterator[int]:
    """Yield a process and its descendants."""
    yield process
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def checked(folder: Path, *arguments: str) -> tuple[float, float, float]:
    """Check a book with an empty store.

    Returns the wall seconds and the greatest megabytes of its own processes and of other programs.
    """
    with tempfile.TemporaryDirectory() as cache:
        command = [*PROGRAM, "check", str(folder), "--cache", cache, *arguments]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seen = [(0, 0)]

        def watch() -> None:
            while process.poll() is None:
                seen.append(resident(process.pid))
                time.sleep(0.2)

        watcher = threading.Thread(target=watch)
        watcher.start()
        process.wait()
        taken = time.perf_counter() - start
        watcher.join()
    own, others = (max(column) / 1024 for column in zip(*seen, strict=True))
    return taken, own, others


def main() -> None:
    """Build the book where it is not yet, check it, and say how long that took."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(sys.argv[1] if sys.argv[1:] else place) / "book"
        if not (folder / "dist").exists():
            written(folder)
            build = [*PROGRAM, "build", "--folder", str(folder), "--cache", str(folder / "cache"), "--quiet"]
            subprocess.run(build, check=True)
        taken, own, others = checked(folder, *sys.argv[2:])
    print(f"check: {taken:.1f} s, {own:.0f} MB at most (other programs {others:.0f} MB); promise 90 s and 400 MB")


if __name__ == "__main__":
    main()
