"""Dask clusters for tests: schedulers and workers as processes, on this machine or on hosts of a network."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

__all__ = ["HERE", "Cluster", "Host", "Network", "after", "files", "free_port", "network", "other_espeak", "until"]

_PATIENCE = 90
"""Seconds after which a process that does not start or end has failed."""
_TESTS = Path(__file__).parent
_TIMEOUTS = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "12s", "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "20s"}
"""So that a cut link is noticed soon; Dask takes no less."""


@dataclass(frozen=True)
class Host:
    address: str
    prefix: tuple[str, ...] = ()
    """What a command begins with that is to run there."""


HERE = Host("127.0.0.1")


@dataclass
class Cluster:
    """One scheduler and any workers; all are killed at the end."""

    folder: Path
    host: Host = HERE
    port: int = 0
    scheduler: subprocess.Popen[bytes] | None = None
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> Cluster:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        self.schedule()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers.values(), self.scheduler):
            if process is not None:
                process.kill()
                process.wait(_PATIENCE)

    @property
    def address(self) -> str:
        return f"dask://{self.host.address}:{self.port}"

    @property
    def left(self) -> list[Path]:
        """What workers have left in their folders for temporary files, but for what Dask keeps there while it runs."""
        found = (path for path in self.folder.glob("*.tmp/**/*") if "dask-scratch-space" not in path.parts)
        return sorted(found)

    def schedule(self) -> None:
        """Start the scheduler."""
        words = ["scheduler", "--host", self.host.address, "--port", str(self.port), "--no-dashboard"]
        self.scheduler = self._start("scheduler", self.host, words)

    def work(
        self,
        name: str,
        host: Host = HERE,
        environment: Mapping[str, str] | None = None,
        *,
        port: int = 0,
        threads: int = 1,
    ) -> None:
        """Start a worker; it may take its time."""
        scheduler = self.address.replace("dask:", "tcp:")
        words = ["worker", scheduler, "--host", host.address, "--name", name, "--nthreads", str(threads), "--no-nanny"]
        words += ["--no-dashboard", "--local-directory", str(self.folder / f"{name}.dask")]
        words += ["--worker-port", str(port)] if port else []
        self.workers[name] = self._start(name, host, words, environment)

    def ready(self, *names: str) -> None:
        """Wait until workers, by default all, have been registered."""
        for name in names or tuple(self.workers):
            self.await_line(name, "Registered to")

    def await_line(self, name: str, text: str) -> None:
        """Wait until a process has said something."""
        log = self.folder / f"{name}.log"

        def said() -> bool:
            assert self.workers[name].poll() is None, log.read_text()
            return text in log.read_text()

        until(said, lambda: f"{name} never said '{text}': {log.read_text()}")

    def kill(self, name: str) -> None:
        """End a worker at once, with its work undone."""
        self.workers[name].kill()

    def kill_scheduler(self) -> None:
        assert self.scheduler is not None
        self.scheduler.kill()
        self.scheduler.wait(_PATIENCE)

    def _start(
        self, name: str, host: Host, words: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        temporary = self.folder / f"{name}.tmp"
        temporary.mkdir(exist_ok=True)
        own = environment or {}
        paths = [own["PYTHONPATH"]] if "PYTHONPATH" in own else []
        env = {**os.environ, **_TIMEOUTS, **own, "TMPDIR": str(temporary)}
        env["PYTHONPATH"] = os.pathsep.join([*paths, str(_TESTS)])
        with (self.folder / f"{name}.log").open("wb") as log:
            command = [*host.prefix, sys.executable, "-m", "dask", *words]
            return subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)


@dataclass(frozen=True)
class Network:
    hosts: tuple[Host, ...]
    cables: Mapping[Host, str]
    """The end of each host's cable that is plugged into the bridge."""

    def cut(self, host: Host) -> None:
        _ip("link", "set", self.cables[host], "down")

    def mend(self, host: Host) -> None:
        _ip("link", "set", self.cables[host], "up")


@contextmanager
def network(count: int) -> Iterator[Network]:
    """Offer hosts of their own, on one network with this machine; skips the test where that isn't allowed."""
    name = f"cjp{os.getpid() % 100000}"
    if os.geteuid() or not shutil.which("ip") or _refused("netns", "add", f"{name}-0"):
        pytest.skip("hosts on a network of their own need root, iproute2 and network namespaces")
    subnet = f"10.213.{os.getpid() % 250}"
    with ExitStack() as stack:
        stack.callback(_refused, "netns", "del", f"{name}-0")
        _ip("link", "add", name, "type", "bridge")
        stack.callback(_refused, "link", "del", name)
        _ip("addr", "add", f"{subnet}.254/24", "dev", name)
        _ip("link", "set", name, "up")
        cables = {}
        for number in range(1, count + 1):
            space, near, far = f"{name}-{number}", f"{name}n{number}", f"{name}f{number}"
            _ip("netns", "add", space)
            stack.callback(_refused, "netns", "del", space)
            _ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", space)
            stack.callback(_refused, "link", "del", near)
            _ip("link", "set", near, "master", name, "up")
            _ip("-n", space, "addr", "add", f"{subnet}.{number}/24", "dev", far)
            _ip("-n", space, "link", "set", far, "up")
            _ip("-n", space, "link", "set", "lo", "up")
            cables[Host(f"{subnet}.{number}", ("ip", "netns", "exec", space))] = near
        yield Network(tuple(cables), cables)


def after(executor: Executor, count: int, act: Callable[[], object]) -> None:
    """Have something happen as soon as so many of an executor's jobs are done."""
    submit = executor.submit
    counter = itertools.count(1)

    def done(_job: Future[Any]) -> None:
        if next(counter) == count:
            act()

    def submitted(*args: Any, **named: Any) -> Future[Any]:
        job = submit(*args, **named)
        job.add_done_callback(done)
        return job

    executor.submit = submitted  # type: ignore[method-assign]


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def other_espeak(folder: Path) -> dict[str, str]:
    """Return the environment of a machine on which another release of espeak is installed."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import importlib.metadata as metadata\n"
        "real = metadata.version\n"
        "metadata.version = lambda name: '9.9.9' if name == 'espeakng-loader' else real(name)\n"
    )
    return {"PYTHONPATH": str(folder)}


def until(condition: Callable[[], bool], complaint: Callable[[], str]) -> None:
    """Wait until something has come about."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline, complaint()
        time.sleep(0.05)


def free_port() -> int:
    """Return a port that nobody uses, below those that connections get: one of those may end up talking to itself."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _refused(*words: str) -> bool:
    return subprocess.run(["ip", *words], capture_output=True).returncode != 0
