"""The command `cjpublish import`, run in a process of its own whose memory and traces are watched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

MOST_MEMORY = 500_000
"""Kilobytes."""
PATIENCE = 300
"""Seconds; far more than any of these take, so that only what hangs is ended."""
MEASURE = """
import json, resource, subprocess, sys
command = [sys.executable, "-m", "cjpublish", *sys.argv[1:]]
done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
print(json.dumps([done.returncode, done.stderr, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""
"""A small process of its own, because a child's figure begins with that of the process which starts it."""


class Outcome:
    def __init__(self, code: int, said: str, memory: int) -> None:
        self.code, self.said, self.memory = code, said, memory

    @property
    def errors(self) -> list[str]:
        return [line for line in self.said.splitlines() if "error:" in line]


class Importer:
    """Runs `cjpublish import` on a source, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temporary = folder / "temporary"
        self.temporary.mkdir()

    def __call__(self, source: Path | str) -> Outcome:
        arguments = ["import", str(source), "-o", str(self.folder / "out" / "deep")]
        environment = {**os.environ, "TMPDIR": str(self.temporary)}
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, *arguments],
            capture_output=True, text=True, timeout=PATIENCE, env=environment, cwd=self.folder, check=True,
        )  # fmt: skip
        return Outcome(*json.loads(done.stdout))

    def refuses(self, source: Path | str) -> str:
        """Assert that a source is refused as it should be, and return the error."""
        before = sorted(map(str, self.folder.rglob("*")))
        outcome = self(source)
        assert outcome.code == 2, outcome.said
        assert "Traceback" not in outcome.said
        assert len(outcome.errors) == 1, outcome.said
        assert sorted(map(str, self.folder.rglob("*"))) == before
        assert outcome.memory < MOST_MEMORY
        return outcome.said
