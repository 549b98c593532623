"""What the quick checks find in publications that checkers are tested with, such as EPUBCheck's own.

    python bench/corpus.py FOLDER

FOLDER holds EPUBs, and folders with a `mimetype` that are packed first, such as `src/test/resources` of EPUBCheck. A
name that ends in `-error` or `-fatal` promises an error, one that ends in `-valid` none.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import cjpublish
from cjpublish.errors import Finding, InputError, Severity


def main() -> None:
    """Print what is found in the faultless ones, and how many of the faulty ones are seen as such."""
    seen, faulty, wrong, faultless, every = 0, 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for name, book in _publications(Path(sys.argv[1]), Path(folder)):
            errors = _errors(book, Path(folder) / "cache")
            every += 1
            if name.endswith(("-error", "-fatal")):
                faulty += 1
                seen += bool(errors)
            elif name.endswith("-valid"):
                faultless += 1
                wrong += bool(errors)
                for error in errors[:3]:
                    print(f"{name}: {error.code} {error.message}")
    print(f"{every} publications; {seen} of {faulty} faulty ones seen, {wrong} of {faultless} faultless ones wronged")


def _errors(book: Path, cache: Path) -> list[Finding]:
    try:
        found = cjpublish.check(book, tools=False, sound=False, cache=cache).examination.findings
    except InputError as error:
        found = error.findings
    return [finding for finding in found if finding.severity is Severity.ERROR]


def _publications(root: Path, packed: Path) -> Iterator[tuple[str, Path]]:
    for number, path in enumerate(sorted(root.rglob("*"))):
        if path.suffix == ".epub" and path.is_file():
            yield path.stem, path
        elif path.is_dir() and (path / "mimetype").is_file():
            book = packed / f"{number}.epub"
            _pack(path, book)
            yield path.name, book


def _pack(folder: Path, book: Path) -> None:
    files = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.name != "mimetype")
    with zipfile.ZipFile(book, "w") as archive:
        for path in files:
            archive.write(path, path.relative_to(folder).as_posix())


if __name__ == "__main__":
    main()
