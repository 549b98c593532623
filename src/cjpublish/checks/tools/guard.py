"""Runs a program in a folder of its own, and sees to it that both are gone when whoever asked is gone.

It is a process between the two: `python guard.py SECONDS FILE NAME COMMAND…`. The folder holds the file under NAME and
is the program's working, home and temporary folder. When the program has ended, a line of JSON is written; then, or as
soon as standard input is closed at its other end, by intent or because a process was killed, all goes.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

_GRACE = 3.0
"""Seconds that a program has to end what it has started itself, such as a browser in a session of its own."""
_KEPT = 4000
"""Bytes of what a program prints last that are kept."""


def main(seconds: float, file: str, name: str, command: Sequence[str]) -> None:
    """Run the program for so many seconds at most; write its folder, its exit code and the end of what it printed."""
    folder = tempfile.mkdtemp(prefix="cjpublish-check-")
    try:
        _place(Path(file), Path(folder, name))
        homes = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), folder)
        child = subprocess.Popen(  # noqa: S603
            command,
            cwd=folder,
            env={**os.environ, **homes, "XDG_STATE_HOME": folder},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        left = threading.Event()
        threading.Thread(target=_watch, args=(child, left), daemon=True).start()
        tail = _Tail(child.stdout)
        try:
            code: int | None = child.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            _end(child)
        answer = {"folder": folder, "code": code, "said": tail.text()}
        if not left.is_set():
            sys.stdout.write(f"{json.dumps(answer)}\n")
            sys.stdout.flush()
            left.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place(file: Path, link: Path) -> None:
    try:
        link.symlink_to(file)
    except OSError:  # a system, or a disk, without links
        shutil.copyfile(file, link)


def _watch(child: subprocess.Popen[bytes], left: threading.Event) -> None:
    sys.stdin.buffer.read()
    left.set()
    _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a program and all of its group, politely at first."""
    if child.poll() is None:
        _signal(child, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            child.wait(_GRACE)
    _signal(child, getattr(signal, "SIGKILL", signal.SIGTERM))


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if not hasattr(os, "killpg"):
        child.send_signal(number)
        return
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)


class _Tail:
    """The end of what a program prints, read as it comes, so that it never waits to be read."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._kept = b""
        self._thread = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self._thread.start()

    def _read(self, stream: IO[bytes] | None) -> None:
        while stream and (chunk := stream.read1(_KEPT)):  # type: ignore[attr-defined]
            self._kept = (self._kept + chunk)[-_KEPT:]

    def text(self) -> str:
        self._thread.join(1)
        return self._kept.decode("utf-8", errors="replace")


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
