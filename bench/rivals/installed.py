"""Other programs from PyPI, each in a virtual environment of its own that is kept from one run to the next.

They lie in the user's cache folder, in `cjpublish-bench`, or in the folder that `CJPUBLISH_BENCH_TOOLS` names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

__all__ = ["Tool", "UnavailableError"]


class UnavailableError(Exception):
    """A program that can't be had here; the message says why."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program on PyPI."""

    name: str
    """Of the project and of the command, unless `program` says otherwise."""
    version: str
    """That is measured."""
    python: str
    """Of its environment, such as 3.12."""
    needs: tuple[str, ...] = ()
    """What it is installed with in place of its own requirements, for one that would bring a real voice."""
    program: str = ""
    """Its command."""
    unasked: bool = False
    """Whether it is installed although it asks for another Python."""
    mend: Callable[[Path], None] = lambda _folder: None
    """What is done to its environment afterwards."""

    def command(self) -> str:
        """Return the path of the command; set it up the first time. Raises UnavailableError where that fails."""
        folder = _folder() / f"{self.name}-{self.version}"
        program = folder / "bin" / (self.program or self.name)
        whole = folder / "whole"
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            self._install(folder)
            self.mend(folder)
            whole.touch()
        return str(program)

    def _install(self, folder: Path) -> None:
        _run((_python(self.python), "-m", "venv", str(folder)))
        pip = (str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        wanted = f"{self.name}=={self.version}"
        if self.needs:
            _run((*pip, *self.needs))
            _run((*pip, "--no-deps", wanted))
        else:
            _run((*pip, *(["--ignore-requires-python"] if self.unasked else []), wanted))


def _folder() -> Path:
    named = os.environ.get("CJPUBLISH_BENCH_TOOLS")
    return Path(named) if named else platformdirs.user_cache_path("cjpublish-bench", appauthor=False)


def _python(version: str) -> str:
    """Return a Python of a version: this one, one on the path, or one of pyenv's."""
    if sys.version.startswith(f"{version}."):
        return sys.executable
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [shutil.which(f"python{version}"), *map(str, sorted(pyenv.glob(f"versions/{version}.*/bin/python")))]
    for each in candidates:
        if each and subprocess.run((each, "-c", "pass"), capture_output=True, check=False).returncode == 0:
            return each
    raise UnavailableError(f"it needs Python {version}, which is not here")


def _run(command: tuple[str, ...]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it said nothing"]
        raise UnavailableError(f"it can't be installed: {lines[-1][:200]}")
