"""`cjpublish serve` as people run it, and requests to it byte by byte, as no client would write them."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_PATIENCE = 15
"""Seconds after which a server that does not answer or end has failed."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """By lower-case name; what came twice is joined by commas."""
    body: bytes


@dataclass
class Served:
    process: subprocess.Popen[str]
    address: str
    log: Path
    """What it wrote to standard error."""

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def get(self, target: str | bytes, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
        """Send a request whose target is sent as it stands."""
        raw = target if isinstance(target, bytes) else target.encode()
        lines = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", **(headers or {})}
        head = b"".join(f"{name}: {value}\r\n".encode("latin-1") for name, value in lines.items() if value)
        return self.send(method.encode() + b" " + raw + b" HTTP/1.1\r\n" + head + b"\r\n")

    def send(self, request: bytes) -> Answer:
        """Send bytes; return what comes back until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE) as connection:
            connection.sendall(request)
            with connection.makefile("rb") as incoming:
                return _read(incoming.read())

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(_PATIENCE)


@contextmanager
def served(folder: Path, *words: str, port: str | None = "0") -> Iterator[Served]:
    """Run the command in a folder for as long as the block runs."""
    log = folder.parent / f"{folder.name}.log"
    command = [sys.executable, "-m", "cjpublish", "serve", "-C", str(folder), *words]
    command += ["--port", port] if port else []
    with (
        log.open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        try:
            assert process.stdout
            told = (line.strip() for line in process.stdout)  # a build's table may come first
            address = next((line for line in told if line.startswith("http://")), None)
            assert address, log.read_text()
            yield Served(process, address, log)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            try:
                process.wait(_PATIENCE)
            finally:
                process.kill()


def _read(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        name = name.lower()
        headers[name] = f"{headers[name]}, {value.strip()}" if name in headers else value.strip()
    if headers.get("transfer-encoding") == "chunked":
        body = _joined(body)
    return Answer(int(first.split()[1]), headers, body)


def _joined(chunked: bytes) -> bytes:
    whole = b""
    while chunked:
        size, _, rest = chunked.partition(b"\r\n")
        length = int(size, 16)
        whole += rest[:length]
        chunked = rest[length + 2 :]
        if not length:
            break
    return whole
