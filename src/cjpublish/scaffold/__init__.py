"""The small publication that `cjpublish new` makes: it builds as it is and shows each thing once."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults

__all__ = ["write"]


def write(folder: Path) -> tuple[Path, ...]:
    """Write the example into a new or empty folder; return its files.

    Raises InputError where something is there already: nothing is ever overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fix = "name a new folder, or run `cjpublish` inside this one"
        raise InputError(
            [Finding("not-empty", Severity.ERROR, "there is something here already", Source(str(folder)), fix)]
        )
    made = []
    with disk_faults(folder), as_file(files(__name__)) as example:
        for file in sorted(example.rglob("*")):
            if file.is_file() and file.suffix in {".md", ".svg", ".yaml"}:
                target = folder / file.relative_to(example)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())
                made.append(target)
    return tuple(made)
