"""Measures what cjpublish promises about speed, each as a ratio within one run on one machine.

    python bench/run.py [help] [cold] [same] [edit] [look] [site] [pandoc]

Nothing here is a test: machines differ, and busy ones lie. Run it alone, before and after a change, and compare ratios.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cjpublish
from cjpublish import editions, engines, making
from generate import write

ROOT = Path(__file__).parent.parent
PROGRAM = (sys.executable, "-m", "cjpublish")


def wall(command: Sequence[str]) -> float:
    """Run a command; return its wall seconds."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - start


def median(runs: int, once: Callable[[], float]) -> float:
    """Return the median of several runs after one that does not count."""
    once()
    return statistics.median(once() for _ in range(runs))


def copied(folder: Path) -> Path:
    """Copy the repository's own publication to where it may be edited."""
    for name in ("manuscript", "voices"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def build(folder: Path, cache: Path) -> tuple[str, ...]:
    """Return the command that builds a folder with a store of its own."""
    return (*PROGRAM, "build", "--folder", str(folder), "--cache", str(cache), "--quiet")


def bench_help() -> None:
    """`cjpublish --help` against Python's own start."""
    bare = median(9, lambda: wall((sys.executable, "-c", "pass")))
    ours = median(9, lambda: wall((*PROGRAM, "--help")))
    print(f"help: {ours:.3f} s, {ours / bare:.1f} times a bare Python ({bare:.3f} s); promise 0.15 s")


def bench_cold() -> None:
    """A first build against the CPU seconds that the engine alone needs for the same sentences."""
    publication = cjpublish.read(ROOT)
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        outlook = cjpublish.plan(publication, cache=folder / "cache")
        spoken = {utterance.key: utterance for utterance in outlook.plan.utterances}
        loaded = {u.voice.engine: engines.load(u.voice.engine) for u in spoken.values()}
        for utterance in list(spoken.values())[:1]:
            loaded[utterance.voice.engine].speak(utterance.text, utterance.voice)
        before = time.process_time()
        for utterance in spoken.values():
            loaded[utterance.voice.engine].speak(utterance.text, utterance.voice)
        engine = time.process_time() - before
        taken = wall(build(copied(folder / "book"), folder / "cache"))
    allowed = 1.25 * engine / cores + 3
    print(
        f"cold: {taken:.1f} s; the engine alone {engine:.1f} CPU s for {len(spoken)} clips on {cores} cores; "
        f"{taken / allowed:.2f} of the allowed {allowed:.1f} s"
    )


def bench_same() -> None:
    """A build where nothing has changed."""
    with tempfile.TemporaryDirectory() as place:
        folder = copied(Path(place) / "book")
        command = build(folder, Path(place) / "cache")
        wall(command)
        taken = median(7, lambda: wall(command))
        bare = median(7, lambda: wall((sys.executable, "-c", "pass")))
    print(f"same: {taken:.3f} s with nothing changed, {taken / bare:.1f} times a bare Python; promise 0.6 s")


def bench_edit() -> None:
    """A build after one word was changed."""
    with tempfile.TemporaryDirectory() as place:
        folder = copied(Path(place) / "book")
        command = build(folder, Path(place) / "cache")
        cold = wall(command)
        chapter = next(path for path in sorted((folder / "manuscript").glob("*.md")) if " the " in path.read_text())
        chapter.write_text(chapter.read_text().replace(" the ", " this ", 1))
        taken = wall(command)
    print(f"edit: {taken:.2f} s after one word was changed, {taken / cold:.3f} of the cold build")


def bench_look() -> None:
    """What looking at what was made adds to a first build, and to one where nothing has changed."""
    blind = "import sys; from cjpublish import cli, pipeline; pipeline.inspect = lambda *_: (); sys.exit(cli.main())"
    with tempfile.TemporaryDirectory() as place:
        folders = [copied(Path(place) / name / "book") for name in ("seeing", "blind")]
        seeing, unseeing = (build(folder, folder.parent / "cache")[len(PROGRAM) :] for folder in folders)

        def cold(command: Sequence[str], folder: Path) -> float:
            for name in ("cache", "book/dist"):
                shutil.rmtree(folder.parent / name, ignore_errors=True)
            return wall(command)

        commands = ((*PROGRAM, *seeing), (sys.executable, "-c", blind, *unseeing))
        colds = [[cold(*each) for each in zip(commands, folders, strict=True)] for _ in range(4)][1:]
        same = [[wall(command) for command in commands] for _ in range(8)][1:]
    share = statistics.median(ours / theirs for ours, theirs in colds) - 1
    more = statistics.median(ours - theirs for ours, theirs in same)
    print(f"look: {share:+.1%} of a cold build, {more:+.3f} s where nothing changed; promise 10 % and 0.2 s")


def bench_site() -> None:
    """What the site adds to a first build of 60,000 words in every other edition, and where nothing has changed."""
    with tempfile.TemporaryDirectory() as place:
        folders = [write(Path(place) / name / "book") for name in ("with", "without")]
        for folder, listed in zip(folders, (making.names(), editions.names()), strict=True):
            settings = folder / "manuscript/publication.yaml"
            settings.write_text(f"{settings.read_text()}editions: [{', '.join(listed)}]\n")
        commands = [build(folder, folder.parent / "cache") for folder in folders]
        first = [wall(command) for command in commands]
        same = [[wall(command) for command in commands] for _ in range(6)][1:]
    more = statistics.median(ours - theirs for ours, theirs in same)
    print(
        f"site: {first[0] - first[1]:+.2f} s in a first build of {first[1]:.1f} s, {more:+.3f} s where nothing changed"
    )


def bench_pandoc() -> None:
    """The EPUB alone of 60,000 words against pandoc on the same text."""
    import pypandoc

    with tempfile.TemporaryDirectory() as place:
        folder = write(Path(place) / "book")
        files = [str(path) for path in sorted((folder / "manuscript").glob("*.md"))]
        pandoc = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "epub3", "--metadata", "title=A Long Book"]
        pandoc += ["-o", str(Path(place) / "pandoc.epub"), *files]

        def ours() -> float:
            shutil.rmtree(folder / "dist", ignore_errors=True)
            shutil.rmtree(Path(place) / "cache", ignore_errors=True)
            return wall((*build(folder, Path(place) / "cache"), "epub"))

        pairs = [(ours(), wall(pandoc)) for _ in range(6)][1:]
        ratio = statistics.median(mine / theirs for mine, theirs in pairs)
        mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"pandoc: ours {mine:.2f} s, pandoc {theirs:.2f} s, ratio {ratio:.2f}; promise 1 or less")


BENCHES = {
    "help": bench_help,
    "cold": bench_cold,
    "same": bench_same,
    "edit": bench_edit,
    "look": bench_look,
    "site": bench_site,
    "pandoc": bench_pandoc,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name]()
