"""Two hundred listeners at once: every byte is right, nobody is turned away, and the server does not grow."""

from __future__ import annotations

import asyncio
import hashlib
import random
import time
from pathlib import Path

import pytest

from servers import served

LISTENERS, REQUESTS, LENGTH = 200, 8, 200_000
LONGEST = 20.0
"""Seconds for all of it."""
MAY_GROW = 8_000
"""Kilobytes: what open answers hold in buffers, and far less than the 160 MB that are sent."""


@pytest.mark.slow
def test_two_hundred_listeners_are_served_and_the_server_does_not_grow(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    sound = random.Random(6).randbytes(8_000_000)
    site = folder / "dist/site"
    (site / "downloads").mkdir(parents=True)
    (site / "index.html").write_text("<title>Garden</title>")
    (site / "downloads/01.mp3").write_bytes(sound)
    with served(folder) as server:
        asyncio.run(listeners(server.port, sound))  # all that is loaded once, and all buffers
        before, begun = resident(server.process.pid), time.monotonic()
        asyncio.run(listeners(server.port, sound))
        seconds, after = time.monotonic() - begun, resident(server.process.pid)
        assert seconds <= LONGEST
        assert after - before <= MAY_GROW, f"{before} kB before, {after} kB after"
        assert server.stop() == 0
        assert "Exception" not in server.log.read_text()


async def listeners(port: int, sound: bytes) -> None:
    """Listen in all places at once; each listener seeks about on one connection."""
    async with asyncio.timeout(LONGEST), asyncio.TaskGroup() as tasks:
        for number in range(LISTENERS):
            tasks.create_task(listener(port, sound, random.Random(number)))


async def listener(port: int, sound: bytes, chance: random.Random) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(REQUESTS):
        first = chance.randrange(len(sound))
        last = min(first + chance.randrange(1, LENGTH), len(sound)) - 1
        writer.write(
            f"GET /downloads/01.mp3 HTTP/1.1\r\nHost: localhost\r\nRange: bytes={first}-{last}\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        assert head.startswith("http/1.1 206"), head
        assert f"content-range: bytes {first}-{last}/{len(sound)}" in head
        body = await reader.readexactly(last - first + 1)
        assert hashlib.sha256(body).digest() == hashlib.sha256(sound[first : last + 1]).digest()
    writer.close()
    await writer.wait_closed()


def resident(process: int) -> int:
    """Return how many kilobytes of memory a process has."""
    status = Path(f"/proc/{process}/status")
    if not status.is_file():
        pytest.skip("the memory of another process is read from /proc, which is not here")
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
