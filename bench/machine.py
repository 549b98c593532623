"""Which machine this is, and which versions stand on it: no name of a host, no path."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

import cjpublish

__all__ = ["machine", "versions"]

_LIBRARIES = ("av", "piper-tts", "onnxruntime", "espeakng-loader", "EbookLib", "lxml", "numpy", "pillow", "distributed")


def machine() -> str:
    """Return the processor, its cores, the memory, the system and Python in one line."""
    cores, memory = os.cpu_count() or 1, psutil.virtual_memory().total / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    counted = f"{cores} core{'s' if cores > 1 else ''}"
    return f"{_processor()}, {counted}, {memory:.0f} GiB of memory, {_system()}, {python}"


def versions() -> dict[str, str]:
    """Return the versions of cjpublish and of the libraries that its speed rests on."""
    found = {"cjpublish": cjpublish.__version__}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"
    return f"{name} (Linux {platform.release().partition('-')[0]})"
