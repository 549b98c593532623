"""Processes that do something at the same moment."""

from __future__ import annotations

import subprocess
import sys

__all__ = ["go", "waiting"]


def waiting(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a script that says `ready` when all is loaded, and then waits for a line."""
    command = [sys.executable, "-W", "error", "-c", script, *map(str, arguments)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout
    first = process.stdout.readline()
    if first != "ready\n":
        raise AssertionError(first + process.communicate()[1])
    return process


def go(*processes: subprocess.Popen[str]) -> list[str]:
    """Give all their line at once; return what each wrote when all have ended well."""
    for process in processes:
        if process.poll() is None and process.stdin:
            process.stdin.write("go\n")
            process.stdin.flush()
    outputs = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), [said for _, said in outputs]
    return [written for written, _ in outputs]
